//! What a template made of a file: a tree of values, each with its place, and how it is written down.

use std::sync::Arc;

use crate::document::Origin;
use crate::table::DeValue;

/// A value on its way into a document.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Map(Vec<(String, Part)>),
    List(Vec<Part>),
    Leaf(Leaf),
    /// The form has a cell for it, which is empty: nothing is written, and its place is known.
    Empty(Arc<str>),
    /// The file may hold it in a column that nothing looks for: nothing is written, and why nobody can tell.
    Unread(Arc<str>),
}

/// One value with its place in the file.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) text: String,
    pub(super) is_number: bool,
    pub(super) fault: Option<String>,
    pub(super) spot: Option<Arc<str>>,
}

impl Leaf {
    pub(super) fn constant(text: &str) -> Leaf {
        Leaf { text: text.to_owned(), is_number: false, fault: None, spot: None }
    }
}

impl Part {
    /// A field, made where it is not there yet.
    pub(super) fn field(&mut self, name: &str) -> Option<&mut Part> {
        if !matches!(self, Part::Map(_)) {
            *self = Part::Map(Vec::new());
        }
        let Part::Map(fields) = self else { return None };
        let position = fields.iter().position(|(field, _)| field == name).unwrap_or(fields.len());
        if position == fields.len() {
            fields.push((name.to_owned(), Part::Map(Vec::new())));
        }
        fields.get_mut(position).map(|(_, part)| part)
    }

    /// The items, of a list that is made where there is none yet.
    pub(super) fn as_list(&mut self) -> Option<&mut Vec<Part>> {
        if !matches!(self, Part::List(_)) {
            *self = Part::List(Vec::new());
        }
        match self {
            Part::List(items) => Some(items),
            _ => None,
        }
    }

    /// Whether a field of an item holds a text.
    pub(super) fn is_called(&self, key: &str, name: &str) -> bool {
        let Part::Map(fields) = self else { return false };
        fields.iter().any(|(field, part)| field == key && matches!(part, Part::Leaf(leaf) if leaf.text == name))
    }

    /// Whether there is a field, or an empty cell for it.
    pub(super) fn has(&self, name: &str) -> bool {
        matches!(self, Part::Map(fields) if fields.iter().any(|(field, _)| field == name))
    }

    /// Whether a document holds it.
    fn is_written(&self) -> bool {
        !matches!(self, Part::Empty(_) | Part::Unread(_))
    }

    /// The text in a field, if it holds one.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let Part::Map(fields) = self else { return None };
        let (_, part) = fields.iter().find(|(field, _)| field == name)?;
        match part {
            Part::Leaf(leaf) => Some(&leaf.text),
            _ => None,
        }
    }

    /// Puts a part into a field.
    pub(super) fn put(&mut self, name: &str, part: Part) {
        if let Some(here) = self.field(name) {
            *here = part;
        }
    }
}

/// A value that is given beside the file, because the form does not print it.
#[derive(Debug, Clone)]
pub struct Given(pub(super) Part);

/// The place of what is given beside a file.
pub(super) const BESIDE: &str = "given beside the file";

impl Given {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Given {
        Given(Part::Leaf(given(text, false)))
    }

    /// What a settings file says: a text, a number, a truth value, or lists and tables of these.
    #[must_use]
    pub fn of_toml(value: &DeValue<'_>) -> Option<Given> {
        part_of_toml(value).map(Given)
    }
}

fn given(text: &str, is_number: bool) -> Leaf {
    Leaf { is_number, spot: Some(BESIDE.into()), ..Leaf::constant(text) }
}

fn part_of_toml(value: &DeValue<'_>) -> Option<Part> {
    let bare = |text: String| Part::Leaf(given(&text, true));
    Some(match value {
        DeValue::String(text) => Part::Leaf(given(text, false)),
        DeValue::Integer(number) if number.radix() == 10 => bare(number.as_str().to_owned()),
        DeValue::Float(number) => bare(number.as_str().to_owned()),
        DeValue::Boolean(truth) => bare(truth.to_string()),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| part_of_toml(item.get_ref()));
            Part::List(items.collect::<Option<_>>()?)
        }
        DeValue::Table(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|(name, value)| Some((name.get_ref().to_string(), part_of_toml(value.get_ref())?)));
            Part::Map(fields.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// A document that came of a file.
#[derive(Debug)]
pub struct Written {
    root: Part,
    notices: Vec<String>,
}

impl Written {
    pub(super) fn new(root: Part, notices: Vec<String>) -> Written {
        Written { root, notices }
    }

    /// The document as JSON, with the places of its values; `sha256` is the digest of the file's bytes.
    #[must_use]
    pub fn into_json(self, sha256: String) -> (String, Origin) {
        let mut origin = Origin { sha256, notices: self.notices, ..Origin::default() };
        let mut out = String::new();
        json(&self.root, &mut 0, &mut out, &mut origin);
        (out, origin)
    }

    /// Adds what a reader should know of the file.
    pub fn notice(&mut self, what: String) {
        self.notices.push(what);
    }

    /// What a reader should know of the file, in words.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// The document as YAML, for people to keep and edit.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let mut out = String::new();
        yaml(&self.root, 0, &mut out);
        out
    }
}

/// A text in quotation marks, as JSON and YAML both read it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn scalar(leaf: &Leaf) -> String {
    match (&leaf.fault, leaf.is_number) {
        (Some(_), _) => "null".to_owned(),
        (None, true) => leaf.text.clone(),
        (None, false) => quoted(&leaf.text),
    }
}

/// Writes a part; `position` counts the values written so far.
fn json(part: &Part, position: &mut usize, out: &mut String, origin: &mut Origin) {
    let own = *position;
    *position += 1;
    match part {
        Part::Leaf(leaf) => {
            origin.spots.extend(leaf.spot.iter().map(|spot| (own, Arc::clone(spot))));
            origin.faults.extend(leaf.fault.iter().map(|fault| (own, fault.clone())));
            out.push_str(&scalar(leaf));
        }
        Part::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                json(item, position, out, origin);
            }
            out.push(']');
        }
        Part::Map(fields) => {
            out.push('{');
            for (name, part) in fields {
                match part {
                    Part::Empty(spot) => origin.empty.push((own, name.clone(), Arc::clone(spot))),
                    Part::Unread(why) => origin.unread.push((own, name.clone(), Arc::clone(why))),
                    _ => {}
                }
            }
            for (index, (name, part)) in fields.iter().filter(|(_, part)| part.is_written()).enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                out.push_str(&quoted(name));
                out.push(':');
                json(part, position, out, origin);
            }
            out.push('}');
        }
        // Only a field can be empty, and fields pass over it.
        Part::Empty(_) | Part::Unread(_) => out.push_str("null"),
    }
}

/// Writes a part whose first line has begun already, with the rest `depth` levels in.
fn yaml(part: &Part, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match part {
        Part::Leaf(leaf) => {
            let fault = leaf.fault.as_ref().map(|fault| format!(" # {fault}"));
            out.push_str(&format!("{}{}\n", scalar(leaf), fault.unwrap_or_default()));
        }
        Part::List(items) if items.is_empty() => out.push_str("[]\n"),
        Part::Map(fields) if !fields.iter().any(|(_, part)| part.is_written()) => out.push_str("{}\n"),
        Part::Empty(_) | Part::Unread(_) => out.push_str("null\n"),
        Part::List(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { &indent });
                out.push_str("- ");
                yaml(item, depth + 1, out);
            }
        }
        Part::Map(fields) => {
            for (index, (name, part)) in fields.iter().filter(|(_, part)| part.is_written()).enumerate() {
                out.push_str(if index == 0 { "" } else { &indent });
                out.push_str(name);
                out.push(':');
                match part {
                    Part::Map(inner) if !inner.is_empty() => out.push_str(&format!("\n{indent}  ")),
                    Part::List(inner) if !inner.is_empty() => out.push_str(&format!("\n{indent}  ")),
                    _ => out.push(' '),
                }
                yaml(part, depth + 1, out);
            }
        }
    }
}
