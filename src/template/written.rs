//! What a template made of a file: a tree of values, each with its place, and how it is written down.

use std::sync::Arc;

use crate::document::Origin;

/// A value on its way into a document.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Map(Vec<(String, Part)>),
    List(Vec<Part>),
    Leaf(Leaf),
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
    /// The part at a path of fields (`sign_off.body`), with the maps on the way; none below what is no map.
    fn at(&mut self, path: &str) -> Option<&mut Part> {
        let mut here = self;
        for name in path.split('.') {
            let Part::Map(fields) = here else { return None };
            let position = fields.iter().position(|(field, _)| field == name).unwrap_or(fields.len());
            if position == fields.len() {
                fields.push((name.to_owned(), Part::Map(Vec::new())));
            }
            here = fields.get_mut(position).map(|(_, part)| part)?;
        }
        Some(here)
    }

    /// Puts a part at a path.
    pub(super) fn put(&mut self, path: &str, part: Part) {
        if let Some(here) = self.at(path) {
            *here = part;
        }
    }

    /// Adds an item to the list at a path.
    pub(super) fn push(&mut self, path: &str, item: Part) {
        let Some(here) = self.at(path) else { return };
        match here {
            Part::List(items) => items.push(item),
            other => *other = Part::List(vec![item]),
        }
    }

    /// The last item of the list at a path.
    pub(super) fn last_of(&mut self, path: &str) -> Option<&mut Part> {
        match self.at(path)? {
            Part::List(items) => items.last_mut(),
            _ => None,
        }
    }

    /// How many items the list at a path has.
    pub(super) fn count(&mut self, path: &str) -> usize {
        match self.at(path) {
            Some(Part::List(items)) => items.len(),
            _ => 0,
        }
    }
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
        json(&self.root, "", &mut out, &mut origin);
        (out, origin)
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

fn json(part: &Part, pointer: &str, out: &mut String, origin: &mut Origin) {
    match part {
        Part::Leaf(leaf) => {
            origin.spots.extend(leaf.spot.iter().map(|spot| (pointer.to_owned(), Arc::clone(spot))));
            origin.faults.extend(leaf.fault.iter().map(|fault| (pointer.to_owned(), fault.clone())));
            out.push_str(&scalar(leaf));
        }
        Part::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                json(item, &format!("{pointer}/{index}"), out, origin);
            }
            out.push(']');
        }
        Part::Map(fields) => {
            out.push('{');
            for (index, (name, part)) in fields.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                out.push_str(&quoted(name));
                out.push(':');
                json(part, &format!("{pointer}/{name}"), out, origin);
            }
            out.push('}');
        }
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
        Part::Map(fields) if fields.is_empty() => out.push_str("{}\n"),
        Part::List(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { &indent });
                out.push_str("- ");
                yaml(item, depth + 1, out);
            }
        }
        Part::Map(fields) => {
            for (index, (name, part)) in fields.iter().enumerate() {
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
