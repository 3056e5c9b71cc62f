//! `quorate schema --all`: schemas in a folder, and what makes editors use them.

use std::path::{Component, Path};
use std::process::ExitCode;

use serde_json::{Map, Value as Json, json};

use super::super::{Outcome, output};
use super::{REPORT, rule_names};
use crate::problem::{Problem, Problems};
use crate::schema;
use crate::table;

/// The schema of a document of any kind, which the field `kind` tells.
const DOCUMENT: &str = "document";

/// Which TOML files a schema is for.
const TOML_FILES: [(&str, &[&str]); 4] = [
    ("settings", &["**/quorate.toml"]),
    ("waivers", &["**/waivers.toml"]),
    ("policy", &["**/policy.toml", "**/*.policy.toml", "**/policies/*.toml"]),
    ("template", &["**/templates/*.toml"]),
];

/// Writes all schemas to a folder, with settings for editors that lead to them.
pub(super) fn write_all(folder: &Path) -> Outcome {
    let rules = rule_names()?;
    output::create_folder(folder)?;
    let mut schemas: Vec<(String, String)> =
        schema::kinds().iter().map(|kind| (kind.name().to_owned(), kind.text().to_owned())).collect();
    schemas.push((REPORT.to_owned(), schema::report_schema().to_owned()));
    schemas.push((DOCUMENT.to_owned(), pretty(&any_document())));
    schemas.extend(schema::file_schemas().into_iter().map(|file| (file.name, with_names(file.text, &rules))));
    for (name, text) in &schemas {
        write(&folder.join(file_name(name)), text)?;
    }
    let from_here = from_here(folder)?;
    write(&folder.join("settings.json"), &pretty(&for_vs_code(&from_here)))?;
    write(&folder.join(".taplo.toml"), &for_taplo(&from_here))?;
    let shown = folder.display();
    output::print(&format!(
        "Wrote {} schemas to {shown}.\n\
         For VS Code: add the lines of {shown}/settings.json to .vscode/settings.json here.\n\
         For other editors with taplo: copy {shown}/.taplo.toml to this folder.\n\
         Run this again after an update, or when rules of your own came or went.\n",
        schemas.len()
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn file_name(schema: &str) -> String {
    format!("{schema}.schema.json")
}

fn write(path: &Path, text: &str) -> Result<(), Problems> {
    output::write_file(path, |out| out.write_all(text.as_bytes()))
}

/// A schema with the names that it cannot know: the rules for a policy, the kinds for a template.
pub(super) fn with_names(text: &str, rules: &[String]) -> String {
    // A test reads every schema; one that could not be read would be given as it is.
    let Ok(mut schema) = serde_json::from_str::<Json>(text) else { return text.to_owned() };
    if let Some(names) = schema.pointer_mut("/$defs/rule/properties/use/anyOf/0/enum") {
        *names = json!(rules);
    }
    if let Some(names) = schema.pointer_mut("/properties/kind/enum") {
        *names = schema::kinds().iter().map(schema::Kind::name).collect();
    }
    pretty(&schema)
}

/// A document of any kind: `kind` chooses the schema, so that one entry of an editor's settings does for all.
fn any_document() -> Json {
    let of_kind = |kind: &schema::Kind| {
        json!({
            "if": { "properties": { "kind": { "const": kind.name() } }, "required": ["kind"] },
            "then": { "$ref": file_name(kind.name()) },
        })
    };
    let names: Vec<&str> = schema::kinds().iter().map(schema::Kind::name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Document",
        "description": "A document of a submission; its field `kind` says what it is.",
        "type": "object",
        "properties": { "kind": { "title": "kind", "description": "What this document is.", "enum": names } },
        "allOf": schema::kinds().iter().map(of_kind).collect::<Vec<_>>(),
    })
}

/// The folder as an editor's settings name it: from the folder that the editor opens, or as a whole.
fn from_here(folder: &Path) -> Result<String, Problems> {
    if folder.is_absolute() {
        return Ok(folder.display().to_string());
    }
    let parts = folder.components().filter(|part| *part != Component::CurDir);
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    let parts = parts.ok_or_else(|| {
        vec![
            Problem::new(format!("{}: this name cannot be written into settings", folder.display()))
                .help("give the folder a name of plain letters"),
        ]
    })?;
    Ok(std::iter::once(".").chain(parts).collect::<Vec<_>>().join("/"))
}

/// Settings for VS Code with the extensions for YAML (redhat.vscode-yaml) and TOML (tamasfe.even-better-toml).
fn for_vs_code(folder: &str) -> Json {
    let path = |schema: &str| format!("{folder}/{}", file_name(schema));
    let mut yaml = Map::new();
    yaml.insert(path("cases"), json!(["*.cases.yaml"]));
    yaml.insert(path(DOCUMENT), json!(["*.yaml", "*.yml"]));
    json!({
        "yaml.schemas": yaml,
        "json.schemas": [{ "fileMatch": ["*.json", "!settings.json", "!*.schema.json"], "url": path(DOCUMENT) }],
        "evenBetterToml.schema.enabled": true,
        "evenBetterToml.taplo.configFile.enabled": true,
        "evenBetterToml.taplo.configFile.path": format!("{folder}/.taplo.toml"),
    })
}

/// Settings for taplo, which checks TOML in editors and on the command line.
fn for_taplo(folder: &str) -> String {
    let mut out =
        String::from("# Which schema is for which TOML file. Paths are from the folder that the editor opens.\n");
    for (schema, files) in TOML_FILES {
        let files: Vec<String> = files.iter().map(|file| table::quoted(file)).collect();
        let path = table::quoted(&format!("{folder}/{}", file_name(schema)));
        out +=
            &format!("\n[[rule]]\ninclude = [{}]\n\n[rule.schema]\npath = {path}\nenabled = true\n", files.join(", "));
    }
    out
}

fn pretty(value: &Json) -> String {
    // A value of texts and lists always serialises.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
