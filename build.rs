//! Builds again when a rule, a policy, a schema or a template is added: they are embedded in the binary.

fn main() {
    for folder in ["rules", "policies", "schemas", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
