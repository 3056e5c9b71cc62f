//! Builds again when a rule, a policy or a schema is added: they are embedded in the binary.

fn main() {
    for folder in ["rules", "policies", "schemas"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
