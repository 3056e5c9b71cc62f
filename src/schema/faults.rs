//! Departures from a kind's shape, told in plain English at the exact place.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};

use super::arena::Arena;
use super::{Kind, Shape};
use crate::document::{Document, Node, NodeId, Value};
use crate::place::Span;
use crate::problem::nearest;

/// Beyond this many the file is no document of its kind, and a longer list helps nobody.
const MOST: usize = 200;

/// One departure of a document from the shape of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeFault {
    /// The node at fault; for a missing field the map that lacks it.
    pub node: NodeId,
    /// The name of the field that is missing, if that is the fault.
    pub missing: Option<String>,
    /// Whether the fault is the field's name and not its value.
    pub at_name: bool,
    /// What is the matter: plain English, one line, no full stop.
    pub message: String,
    /// What to do: one or two sentences.
    pub remedy: String,
}

impl ShapeFault {
    /// Where to point in the text.
    pub fn span(&self, document: &Document) -> Span {
        let node = document.node(self.node);
        if self.at_name { node.key_span() } else { node.span() }
    }
}

pub(super) fn collect(kind: &Kind, validator: &Validator<Arena>, document: &Document) -> Vec<ShapeFault> {
    if validator.is_valid(document.root()) {
        return Vec::new();
    }
    let mut faults: Vec<ShapeFault> =
        validator.iter_errors(document.root()).take(MOST).flat_map(|error| of_error(kind, document, &error)).collect();
    for fault in &mut faults {
        // What it quotes may be a text of several lines.
        fault.message = fault.message.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    faults.sort_by(|left, right| (left.node, &left.message).cmp(&(right.node, &right.message)));
    faults.dedup();
    faults
}

fn of_error(kind: &Kind, document: &Document, error: &ValidationError<'_>) -> Vec<ShapeFault> {
    let node = document.root().at_pointer(error.instance_path().as_str()).unwrap_or(document.root());
    let shape = kind.shape().of_node(node);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            unexpected.iter().map(|name| unknown_field(node, shape, name)).collect()
        }
        ValidationErrorKind::Required { property } => {
            vec![missing_field(node, shape, property.as_str().unwrap_or_default())]
        }
        other => {
            let (wrong, remedy) = wrong_value(node, other, error);
            let subject = subject(node, shape);
            vec![ShapeFault {
                node: node.id(),
                missing: None,
                at_name: false,
                message: format!("{subject} {wrong}"),
                remedy,
            }]
        }
    }
}

fn subject(node: Node<'_>, shape: Option<Shape<'_>>) -> String {
    match (shape.and_then(Shape::title), node.key()) {
        (Some(title), _) if node.parent().is_some() => format!("the {title}"),
        (None, Some(key)) => format!("\"{key}\""),
        _ => "the document".to_owned(),
    }
}

fn unknown_field(node: Node<'_>, shape: Option<Shape<'_>>, name: &str) -> ShapeFault {
    let owner = match shape.and_then(Shape::title) {
        Some(title) => with_article(&title.to_lowercase()),
        None => "this place".to_owned(),
    };
    let remedy = match shape.and_then(|shape| nearest(name, shape.fields())) {
        Some(meant) => format!("Did you mean \"{meant}\"? Otherwise delete the line."),
        None => match shape {
            Some(shape) => {
                format!("Delete the line, or use one of: {}.", shape.fields().collect::<Vec<_>>().join(", "))
            }
            None => "Delete the line.".to_owned(),
        },
    };
    let place = node.get(name).unwrap_or(node);
    ShapeFault {
        node: place.id(),
        missing: None,
        at_name: true,
        message: format!("\"{name}\" is no field of {owner}"),
        remedy,
    }
}

fn missing_field(node: Node<'_>, shape: Option<Shape<'_>>, name: &str) -> ShapeFault {
    let field = shape.and_then(|shape| shape.field(name));
    let title = field.and_then(Shape::title).unwrap_or(name);
    let remedy = match field.and_then(Shape::description) {
        Some(description) => format!("Add the field \"{name}\". {description}"),
        None => format!("Add the field \"{name}\"."),
    };
    ShapeFault {
        node: node.id(),
        missing: Some(name.to_owned()),
        at_name: false,
        message: format!("the {title} is missing"),
        remedy,
    }
}

/// What is wrong with a value, as the end of a sentence, and what to do.
fn wrong_value(node: Node<'_>, kind: &ValidationErrorKind, error: &ValidationError<'_>) -> (String, String) {
    let written = || node.as_written().map_or_else(|| type_of(node).to_owned(), |text| format!("\"{text}\""));
    match kind {
        ValidationErrorKind::Type { kind } => {
            let expected = expected_types(kind);
            let remedy = match node.value() {
                Value::Null => "Fill it in, or delete the line.".to_owned(),
                Value::Number(_) if expected.contains("text") => "Put it in quotation marks.".to_owned(),
                _ => format!("Write {expected} here."),
            };
            (format!("is {}; it must be {expected}", type_of(node)), remedy)
        }
        ValidationErrorKind::Enum { options } => {
            let options: Vec<String> = options.as_array().into_iter().flatten().map(as_choice).collect();
            let meant = node.as_written().and_then(|text| nearest(text, options.iter().map(String::as_str)));
            let remedy = match meant {
                Some(meant) => format!("Did you mean \"{meant}\"?"),
                None => "Use one of these.".to_owned(),
            };
            (format!("is {}; it must be one of: {}", written(), options.join(", ")), remedy)
        }
        ValidationErrorKind::Constant { expected_value } => {
            (format!("is {}; it must be \"{}\"", written(), as_choice(expected_value)), "Correct it.".to_owned())
        }
        ValidationErrorKind::Format { format } if format == "date" => (
            format!("is {}; it must be a date written like 2015-11-24", written()),
            "Write year, month and day, with hyphens.".to_owned(),
        ),
        ValidationErrorKind::MinLength { .. } => ("is empty".to_owned(), "Fill it in.".to_owned()),
        ValidationErrorKind::MinItems { limit } => (
            format!("must have at least {limit} {}", if *limit == 1 { "entry" } else { "entries" }),
            "Add what is missing.".to_owned(),
        ),
        ValidationErrorKind::Minimum { limit } => {
            (format!("is {}; it must be {limit} or more", written()), "Correct the figure.".to_owned())
        }
        ValidationErrorKind::Maximum { limit } => {
            (format!("is {}; it must be {limit} or less", written()), "Correct the figure.".to_owned())
        }
        ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => (
            "is written in none of the forms that are known here".to_owned(),
            "See the forms with: quorate schema, followed by the kind.".to_owned(),
        ),
        _ => (
            format!("is not as it must be: {}", error.masked()),
            "See what is expected with: quorate schema, followed by the kind.".to_owned(),
        ),
    }
}

fn as_choice(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn type_of(node: Node<'_>) -> &'static str {
    match node.value() {
        Value::Null => "empty",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::Text(_) => "a text",
        Value::List => "a list",
        Value::Map => "a group of fields",
    }
}

fn expected_types(kind: &TypeKind) -> String {
    let name = |json_type: JsonType| match json_type {
        JsonType::Null => "empty",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "a text",
        JsonType::Array => "a list",
        JsonType::Object => "a group of fields",
    };
    match kind {
        TypeKind::Single(one) => name(*one).to_owned(),
        TypeKind::Multiple(several) => {
            let mut names: Vec<&str> = several.iter().map(name).collect();
            names.sort_unstable_by(|left, right| right.cmp(left));
            names.join(" or ")
        }
    }
}

/// `an action`, `a measure`.
fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
