//! The kinds of document and the shape of each.
//!
//! One JSON Schema (2020-12) a kind, in `schemas/<kind>.schema.json`, embedded in the binary and
//! found by being there. The only module that names the `jsonschema` crate. Three keywords are our
//! own: `x-identity` names the field that tells the items of a list apart, `x-label` says how a
//! person calls such an item, `x-sign-off` marks a sign-off block and says what is signed: what
//! holds the block (`holder`), or the whole `document`.

mod arena;
mod faults;
mod identity;
mod shape;

use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::Value as Json;

use crate::document::{Document, Node};

pub use faults::ShapeFault;
pub use identity::Identities;
pub use shape::{Shape, Signed};

static SCHEMAS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas");

/// What every document's file name ends with in `schemas/`.
const ENDING: &str = ".schema.json";

/// The folder below `schemas/` of the files that people write beside documents: policies, settings,
/// templates, cases. They are no kinds, since no submission is judged by them.
const FILES: &str = "files";

/// The schema of the report; it describes what Quorate writes, so it is no kind of document.
const REPORT: &str = "report";

/// One kind of document: its name and its schema.
pub struct Kind {
    name: String,
    text: &'static str,
    schema: Json,
    validator: OnceLock<Option<Validator<arena::Arena>>>,
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Kind").field(&self.name).finish()
    }
}

/// All kinds, in the order of their names.
pub fn kinds() -> &'static [Kind] {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let mut kinds: Vec<Kind> = SCHEMAS.files().filter_map(Kind::of_file).collect();
        kinds.sort_by(|left, right| left.name.cmp(&right.name));
        kinds
    })
}

/// The kind of a name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    kinds().iter().find(|kind| kind.name == name)
}

/// Every name that a field of any kind has, each once.
pub fn field_names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = Vec::new();
        kinds().iter().for_each(|kind| gather_names(&kind.schema, &mut names));
        names.sort();
        names.dedup();
        names
    })
}

fn gather_names(schema: &Json, names: &mut Vec<String>) {
    match schema {
        Json::Object(map) => {
            let properties = map.get("properties").and_then(Json::as_object);
            names.extend(properties.into_iter().flat_map(|fields| fields.keys().cloned()));
            map.values().for_each(|inner| gather_names(inner, names));
        }
        Json::Array(items) => items.iter().for_each(|inner| gather_names(inner, names)),
        _ => {}
    }
}

/// The schema of the report's JSON form, as text.
pub fn report_schema() -> &'static str {
    SCHEMAS.get_file(format!("{REPORT}{ENDING}")).and_then(|file| file.contents_utf8()).unwrap_or("{}")
}

/// The schema of a sort of file beside the documents.
pub struct FileSchema {
    /// What the files are: `policy`, `settings`, `template`, `cases`.
    pub name: String,
    /// The schema as written, which knows no names of rules and kinds.
    pub text: &'static str,
}

/// The schemas of the files that people write beside documents, in the order of their names.
pub fn file_schemas() -> Vec<FileSchema> {
    let folder = SCHEMAS.get_dir(FILES);
    let files = folder.into_iter().flat_map(|folder| folder.files());
    let schema = |file: &'static include_dir::File<'static>| {
        let name = file.path().file_name()?.to_str()?.strip_suffix(ENDING)?.to_owned();
        Some(FileSchema { name, text: file.contents_utf8()? })
    };
    let mut schemas: Vec<FileSchema> = files.filter_map(schema).collect();
    schemas.sort_by(|left, right| left.name.cmp(&right.name));
    schemas
}

impl Kind {
    fn of_file(file: &'static include_dir::File<'static>) -> Option<Kind> {
        let name = file.path().to_str()?.strip_suffix(ENDING)?.to_owned();
        let text = file.contents_utf8()?;
        // A schema that is no JSON would be a fault of the build; a test reads every one.
        let schema = serde_json::from_str(text).ok()?;
        (name != REPORT).then_some(Kind { name, text, schema, validator: OnceLock::new() })
    }

    /// The name, as documents give it in their field `kind`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The schema as written.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The shape of the whole document.
    pub fn shape(&self) -> Shape<'_> {
        Shape::of_schema(&self.schema)
    }

    /// Where a document departs from the shape of its kind, in document order.
    pub fn faults(&self, document: &Document) -> Vec<ShapeFault> {
        let validator = self.validator.get_or_init(|| validator(&self.schema));
        match validator {
            Some(validator) => faults::collect(self, validator, document),
            None => Vec::new(),
        }
    }

    /// What a person calls a node: `recommendation 4`, or the title of the field.
    pub fn label(&self, node: Node<'_>) -> String {
        self.shape().label(node)
    }

    /// What the nodes of a document of this kind are called across runs.
    pub fn identities(&self) -> Identities<'_> {
        Identities::new(self.shape())
    }
}

fn validator(schema: &Json) -> Option<Validator<arena::Arena>> {
    // A schema that does not compile would be a fault of the build; a test compiles every one.
    jsonschema::options_for::<arena::Arena>()
        .with_draft(Draft::Draft202012)
        .with_pattern_options(PatternOptions::regex())
        .should_validate_formats(true)
        .build(schema)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn read(text: &str) -> Document {
        Document::read("a.yaml", Format::Yaml, text.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn every_schema_is_read_and_compiles() {
        assert!(kinds().len() >= 6);
        assert_eq!(SCHEMAS.files().count(), kinds().len() + usize::from(report_schema() != "{}"));
        for kind in kinds() {
            assert!(validator(&kind.schema).is_some(), "{}", kind.name);
        }
    }

    #[test]
    fn a_fault_that_quotes_a_text_of_several_lines_is_told_on_one() {
        let document = read("kind: meeting\nid: a\ninterests_declared: \"n\\ne\"\n\"x\\ny\": 1\n");
        let faults = kind("meeting").unwrap().faults(&document);
        let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        let told = |start: &str| assert!(messages.iter().any(|message| message.starts_with(start)), "{messages:?}");
        told("the declaration of interests is \"n e\"; it must be one of: ");
        told("\"x y\" is no field of ");
        assert!(messages.iter().all(|message| !message.contains('\n')), "{messages:?}");
    }

    /// An engine that goes back over the text would never come to the end of this test.
    #[test]
    fn patterns_take_time_in_proportion_to_the_text() {
        let schema = |pattern: &str| serde_json::json!({ "type": "string", "pattern": pattern });
        let document = read(&format!("\"{}!\"", "a".repeat(200_000)));
        for pattern in ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*a){12}$"] {
            assert!(!validator(&schema(pattern)).unwrap().is_valid(document.root()), "{pattern}");
        }
        // What only such an engine can do is no pattern.
        assert!(validator(&schema("^(a)\\1$")).is_none());
    }

    /// Walks a schema; every place that describes a value has a title and a description.
    #[test]
    fn every_property_has_title_and_description_and_no_keyword_is_unknown() {
        const KNOWN: &[&str] = &[
            "$schema",
            "$id",
            "$ref",
            "$defs",
            "title",
            "description",
            "type",
            "required",
            "additionalProperties",
            "properties",
            "items",
            "enum",
            "const",
            "minLength",
            "minItems",
            "maxItems",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "pattern",
            "format",
            "oneOf",
            "anyOf",
            "allOf",
            "minProperties",
            "maxProperties",
            "uniqueItems",
            "examples",
            "default",
            "x-identity",
            "x-label",
            "x-sign-off",
        ];
        fn walk(kind: &str, place: &str, value: &Json) {
            let map = value.as_object().unwrap_or_else(|| panic!("{kind} {place}: no schema"));
            for key in map.keys() {
                assert!(KNOWN.contains(&key.as_str()), "{kind} {place}: unknown keyword {key}");
            }
            if let Some(reference) = map.get("$ref").and_then(Json::as_str) {
                let is_name = reference.strip_prefix("#/$defs/").is_some_and(|name| !name.contains('/'));
                assert!(is_name, "{kind} {place}: {reference} is not of the form #/$defs/NAME");
            }
            for group in ["properties", "$defs"] {
                for (name, inner) in map.get(group).and_then(Json::as_object).into_iter().flatten() {
                    let place = format!("{place}/{name}");
                    assert!(inner.get("title").is_some() || inner.get("$ref").is_some(), "{kind} {place}: no title");
                    assert!(
                        inner.get("description").is_some() || inner.get("$ref").is_some(),
                        "{kind} {place}: no description"
                    );
                    walk(kind, &place, inner);
                }
            }
            if let Some(items) = map.get("items") {
                walk(kind, &format!("{place}/*"), items);
            }
            for group in ["oneOf", "anyOf", "allOf"] {
                for inner in map.get(group).and_then(Json::as_array).into_iter().flatten() {
                    walk(kind, &format!("{place}/{group}"), inner);
                }
            }
        }
        for kind in kinds() {
            walk(&kind.name, "", &kind.schema);
        }
        let files = file_schemas();
        assert!(files.len() >= 4);
        for file in files {
            walk(&file.name, "", &serde_json::from_str(file.text).unwrap());
        }
    }

    #[test]
    fn faults_say_what_is_the_matter_at_the_exact_place() {
        let document = read(
            "kind: improvement-plan\nid: p\ntitle: 5\naccountable_body: Board\nrecommendations:\n  - reference: \"1\"\n    text: Act\n    actions:\n      - reference: \"1.1\"\n        text: Do\n        revew_date: Dec 2015\n    sign_off:\n      phase_1:\n        date: 24/11/2015\n  - reference: \"2\"\n",
        );
        let faults = kind("improvement-plan").unwrap().faults(&document);
        let said: Vec<String> = faults
            .iter()
            .map(|fault| format!("{} {}", document.line_column(fault.span(&document).start), fault.message))
            .collect();
        assert_eq!(
            said,
            [
                "line 3, column 8: the title is a number; it must be a text",
                "line 11, column 9: \"revew_date\" is no field of an action",
                "line 14, column 15: the date of the sign-off is \"24/11/2015\"; it must be a date written like 2015-11-24",
                "line 15, column 5: the text of the recommendation is missing",
            ]
            .map(|line| line.replacen(':', "", 0).replacen(": ", " ", 1))
        );
        assert_eq!(faults[1].remedy, "Did you mean \"review_date\"? Otherwise delete the line.");
    }

    #[test]
    fn labels_and_identities_come_from_the_schema() {
        let document = read(
            "kind: improvement-plan\nrecommendations:\n  - reference: 15\n    actions:\n      - reference: \"15.1\"\n      - reference: \"15.1\"\n",
        );
        let plan = kind("improvement-plan").unwrap();
        let node = |pointer: &str| document.root().at_pointer(pointer).unwrap();
        assert_eq!(plan.label(node("/recommendations/0")), "recommendation 15");
        assert_eq!(plan.label(node("/recommendations/0/actions/1")), "action 15.1");
        assert_eq!(plan.label(node("/recommendations/0/reference")), "the reference of recommendation 15");
        assert_eq!(plan.identities().of(node("/recommendations/0/actions/0")), "/recommendations/15/actions/15.1");
        assert_eq!(plan.identities().of(node("/recommendations/0/actions/1")), "/recommendations/15/actions/15.1#2");
    }
}
