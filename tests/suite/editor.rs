//! The schemas that `quorate schema --all` writes for editors, held against every file in the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use jsonschema::{Draft, Validator};
use quorate::document::{Document, Format, Node, Value};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::support::{below_root, files_below, root};

/// The folder that the schemas go to, from the folder that the editor opens.
const FOLDER: &str = "editor/schemas";

/// A project with the schemas written.
fn project() -> TempDir {
    let project = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_quorate"));
    command.current_dir(project.path()).args(["schema", "--all", FOLDER]).assert().success();
    project
}

/// A schema as written, ready to validate; schemas that it names are taken in as the editor would.
fn validator(project: &Path, name: &str) -> Validator {
    let folder = project.join(FOLDER);
    let read = |file: &Path| -> Json { serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap() };
    let mut schema = read(&folder.join(format!("{name}.schema.json")));
    for choice in schema.get_mut("allOf").and_then(Json::as_array_mut).into_iter().flatten() {
        let then = &choice["then"]["$ref"];
        choice["then"] = read(&folder.join(then.as_str().unwrap()));
    }
    jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true).build(&schema).unwrap()
}

fn complaints(validator: &Validator, file: &str, value: &Json) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{file}: {}: {error}", error.instance_path())).collect()
}

/// A TOML file as JSON: days become texts, as editors take them.
fn toml(path: &Path) -> Json {
    fn json(value: toml::Value) -> Json {
        match value {
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(truth) => json!(truth),
            toml::Value::Datetime(day) => json!(day.to_string()),
            toml::Value::Array(items) => items.into_iter().map(json).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
        }
    }
    json(toml::Value::Table(fs::read_to_string(path).unwrap().parse().unwrap()))
}

/// A YAML file as JSON.
fn yaml(path: &Path) -> Json {
    fn json(node: Node<'_>) -> Json {
        match node.value() {
            Value::Text(text) => json!(text),
            Value::Number(text) => serde_json::from_str(text).unwrap(),
            Value::Bool(truth) => json!(truth),
            Value::Null => Json::Null,
            Value::List => node.children().map(json).collect(),
            Value::Map => node.children().map(|child| (child.key().unwrap().to_owned(), json(child))).collect(),
        }
    }
    let document = Document::read(&below_root(path), Format::Yaml, fs::read(path).unwrap()).unwrap();
    json(document.root())
}

#[test]
fn every_policy_settings_waivers_template_and_case_file_is_as_its_schema_says() {
    let project = project();
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (schema, folder, ending) in [
        ("policy", "policies", "policy.toml"),
        ("policy", "samples", "policy.toml"),
        ("settings", "samples", "quorate.toml"),
        ("waivers", "samples", "waivers.toml"),
        ("template", "templates", ".toml"),
        ("cases", "rules", ".cases.yaml"),
    ] {
        let validator = validator(project.path(), schema);
        for path in files_below(&root().join(folder), ending) {
            let value = if ending.ends_with(".toml") { toml(&path) } else { yaml(&path) };
            wrong.extend(complaints(&validator, &below_root(&path), &value));
            *counts.entry(schema).or_default() += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(counts.len(), 5, "{counts:?}");
    assert_eq!(counts["cases"], quorate::rule::RuleFile::shipped().len());
}

#[test]
fn a_document_of_any_kind_is_checked_by_the_schema_of_its_kind() {
    let project = project();
    let validator = validator(project.path(), "document");
    let plan = root().join("samples/cheshire-east-2015/improvement-plan.yaml");
    assert_eq!(complaints(&validator, "plan", &yaml(&plan)), Vec::<String>::new());
    for (document, fault) in [
        (json!({ "kind": "meeting", "id": "m", "body": "Board", "date": "2015-11-24" }), "items"),
        (json!({ "kind": "meating" }), "meating"),
        (json!({ "kind": "waivers", "waiver": [{ "id": "W-1" }] }), "rule"),
    ] {
        let said = complaints(&validator, "document", &document).join("\n");
        assert!(said.contains(fault), "{said}");
    }
    // What is no document of ours is left alone.
    assert_eq!(complaints(&validator, "other", &json!({ "cases": [] })), Vec::<String>::new());
}

#[test]
fn faults_that_the_readers_refuse_are_faults_by_the_schema_too() {
    let project = project();
    let head = json!({ "id": "a", "title": "A" });
    let with = |key: &str, value: Json| {
        let mut value_of = head.clone();
        value_of[key] = value;
        value_of
    };
    for (schema, faulty, mended) in [
        ("policy", with("rules", json!([])), with("rule", json!([]))),
        (
            "policy",
            with("rule", json!([{ "use": "a/b", "severity": "most" }])),
            with("rule", json!([{ "use": "a/b", "severity": "must" }])),
        ),
        ("policy", with("in_force_from", json!("24/11/2015")), with("in_force_from", json!("2015-11-24"))),
        ("policy", json!({ "title": "A" }), head.clone()),
        ("settings", json!({ "policy": ["general"] }), json!({ "policies": ["general"] })),
        ("settings", json!({ "office": [{ "template": "t" }] }), json!({ "office": [{ "file": "a.xlsx" }] })),
        ("template", with("kind", json!("meating")), with("kind", json!("meeting"))),
        (
            "cases",
            json!({ "cases": [{ "case": "a", "expect": "passes" }] }),
            json!({ "cases": [{ "case": "a", "expect": "pass" }] }),
        ),
        (
            "cases",
            json!({ "cases": [{ "case": "a", "expect": "fail" }] }),
            json!({ "cases": [{ "case": "a", "to_do": "write it" }] }),
        ),
        (
            "cases",
            json!({ "cases": [{ "case": "a", "expect": "pass", "sample": "a.yaml", "patch": [{ "op": "move", "path": "/a" }] }] }),
            json!({ "cases": [{ "case": "a", "expect": "pass", "sample": "a.yaml", "patch": [{ "op": "remove", "path": "/a" }] }] }),
        ),
        (
            "cases",
            json!({ "cases": [{ "case": "a", "expect": [{ "says": "x" }] }] }),
            json!({ "cases": [{ "case": "a", "expect": [{ "outcome": "fail", "says": "x" }] }] }),
        ),
    ] {
        let validator = validator(project.path(), schema);
        assert!(!validator.is_valid(&faulty), "{schema}: {faulty}");
        assert_eq!(complaints(&validator, schema, &mended), Vec::<String>::new());
    }
}

#[test]
fn a_policy_completes_the_rules_that_are_shipped_and_those_of_the_project() {
    let project = project();
    let names = |project: &Path| -> Vec<String> {
        let path = project.join(FOLDER).join("policy.schema.json");
        let schema: Json = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let names = schema.pointer("/$defs/rule/properties/use/anyOf/0/enum").unwrap();
        serde_json::from_value(names.clone()).unwrap()
    };
    assert!(names(project.path()).contains(&"action/is-not-overdue".to_owned()));
    assert!(!names(project.path()).contains(&"test/own".to_owned()));
    fs::create_dir_all(project.path().join("rules/test")).unwrap();
    fs::write(project.path().join("rules/test/own.rhai"), "//! Holds.\n").unwrap();
    fs::write(project.path().join("quorate.toml"), "rules = [\"rules\"]\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_quorate"));
    command.current_dir(project.path()).args(["schema", "--all", "./editor/schemas/"]).assert().success();
    assert!(names(project.path()).contains(&"test/own".to_owned()));
}

#[test]
fn the_settings_lead_to_schemas_that_are_there() {
    let project = project();
    let folder = project.path().join(FOLDER);
    let settings: Json = serde_json::from_str(&fs::read_to_string(folder.join("settings.json")).unwrap()).unwrap();
    let taplo: toml::Table = fs::read_to_string(folder.join(".taplo.toml")).unwrap().parse().unwrap();
    let mut named: Vec<String> = settings["yaml.schemas"].as_object().unwrap().keys().cloned().collect();
    named.push(settings["json.schemas"][0]["url"].as_str().unwrap().to_owned());
    named.push(settings["evenBetterToml.taplo.configFile.path"].as_str().unwrap().to_owned());
    let rules = taplo["rule"].as_array().unwrap();
    named.extend(rules.iter().map(|rule| rule["schema"]["path"].as_str().unwrap().to_owned()));
    assert_eq!(named.len(), 8);
    for path in named {
        assert!(path.starts_with("./"), "{path}");
        assert!(project.path().join(&path).is_file(), "{path}");
    }
    // One a kind; then the report, documents of any kind, and four sorts of other files.
    let schemas = files_below(&folder, ".schema.json");
    assert_eq!(schemas.len(), quorate::schema::kinds().len() + 6);
}
