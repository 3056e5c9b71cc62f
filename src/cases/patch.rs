//! Changes to a sample: JSON Patch (RFC 6902) with JSON Pointer (RFC 6901): add, replace, remove.
//!
//! On the document's own tree and not on JSON values, so that a number keeps the text that it was
//! written with: the reference 1.10 is not 1.1.

use crate::document::{Document, Format, Node, Value};
use crate::problem::Problem;

/// A value that can be changed.
#[derive(Debug)]
enum Held {
    /// `null`, true, false, or a number as written.
    Plain(String),
    Text(String),
    List(Vec<Held>),
    Map(Vec<(String, Held)>),
}

/// A change that cannot be made: what is the matter, and the way out.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) what: String,
    pub(super) way_out: &'static str,
}

/// A document that is being changed.
pub(super) struct Changing {
    path: String,
    held: Held,
}

impl Changing {
    pub(super) fn new(document: &Document) -> Changing {
        Changing { path: document.path().to_owned(), held: Held::of(document.root()) }
    }

    /// Makes one change: a map with `op`, `path` and, but for `remove`, `value`.
    pub(super) fn change(&mut self, change: Node<'_>) -> Result<(), Fault> {
        let text = |key: &str| change.get(key).and_then(Node::as_text);
        let fault = |what: String, way_out| Fault { what, way_out };
        let known = "write op: add, replace or remove, path: /a/b/0, and a value unless it is remove";
        let pointer = text("path").ok_or_else(|| fault("the change has no `path`".to_owned(), known))?;
        let steps = steps(pointer).ok_or_else(|| {
            fault(format!("\"{pointer}\" is no JSON Pointer"), "a pointer starts with /, as in /a/b/0")
        })?;
        let value = || {
            let value = change.get("value").map(Held::of);
            value.ok_or_else(|| fault("the change has no `value`".to_owned(), known))
        };
        let made = match text("op") {
            Some("add") => self.held.put(&steps, value()?, true),
            Some("replace") => self.held.put(&steps, value()?, false),
            Some("remove") => self.held.remove(&steps),
            op => {
                let op = op.unwrap_or("nothing");
                return Err(fault(format!("the change says {op} in `op`"), known));
            }
        };
        let way_out = "the path must lead to what is there; the last item of a list is followed by -, for add";
        made.ok_or_else(|| fault(format!("the sample has nothing at {pointer} that could be changed so"), way_out))
    }

    /// The document as it is now; its places are pointers only, since nobody wrote it so.
    pub(super) fn finish(self) -> Result<Document, Problem> {
        let mut text = String::new();
        self.held.write(&mut text);
        // JSON is YAML too, and YAML takes every number as the sample writes it.
        Document::read(&self.path, Format::Yaml, text.into_bytes())
    }
}

/// The steps of a pointer, with its escapes undone.
fn steps(pointer: &str) -> Option<Vec<String>> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    Some(pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect())
}

impl Held {
    fn of(node: Node<'_>) -> Held {
        let child = |child: Node<'_>| (child.key().unwrap_or("").to_owned(), Held::of(child));
        match node.value() {
            Value::Null => Held::Plain("null".to_owned()),
            Value::Bool(truth) => Held::Plain(truth.to_string()),
            Value::Number(number) => Held::Plain(number.to_owned()),
            Value::Text(text) => Held::Text(text.to_owned()),
            Value::List => Held::List(node.children().map(Held::of).collect()),
            Value::Map => Held::Map(node.children().map(child).collect()),
        }
    }

    fn step(&mut self, step: &str) -> Option<&mut Held> {
        match self {
            Held::Map(fields) => fields.iter_mut().find(|(name, _)| name == step).map(|(_, held)| held),
            Held::List(items) => items.get_mut(position(step)?),
            _ => None,
        }
    }

    /// Adds or replaces what stands at some steps; none where that is not possible.
    fn put(&mut self, steps: &[String], value: Held, is_new: bool) -> Option<()> {
        let Some((last, before)) = steps.split_last() else {
            *self = value;
            return Some(());
        };
        let holder = before.iter().try_fold(self, |held, step| held.step(step))?;
        if let Some(there) = holder.step(last).filter(|_| !is_new) {
            *there = value;
            return Some(());
        }
        match holder {
            Held::Map(fields) if is_new => {
                fields.retain(|(name, _)| name != last);
                fields.push((last.clone(), value));
            }
            Held::List(items) if is_new => {
                let at = if last == "-" { items.len() } else { position(last)? };
                if at > items.len() {
                    return None;
                }
                items.insert(at, value);
            }
            _ => return None,
        }
        Some(())
    }

    fn remove(&mut self, steps: &[String]) -> Option<()> {
        let (last, before) = steps.split_last()?;
        match before.iter().try_fold(self, |held, step| held.step(step))? {
            Held::Map(fields) => {
                let at = fields.iter().position(|(name, _)| name == last)?;
                fields.remove(at);
            }
            Held::List(items) => {
                let at = position(last).filter(|at| *at < items.len())?;
                items.remove(at);
            }
            _ => return None,
        }
        Some(())
    }

    fn write(&self, out: &mut String) {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Held::Plain(text) => out.push_str(text),
            Held::Text(text) => out.push_str(&quoted(text)),
            Held::List(items) => {
                out.push('[');
                for (number, item) in items.iter().enumerate() {
                    out.push_str(if number > 0 { ", " } else { "" });
                    item.write(out);
                }
                out.push(']');
            }
            Held::Map(fields) => {
                out.push('{');
                for (number, (name, value)) in fields.iter().enumerate() {
                    out.push_str(if number > 0 { ", " } else { "" });
                    out.push_str(&quoted(name));
                    out.push_str(": ");
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A position as a pointer writes it: digits, without a zero in front.
fn position(step: &str) -> Option<usize> {
    let plain = step.bytes().all(|byte| byte.is_ascii_digit()) && (step == "0" || !step.starts_with('0'));
    if plain { step.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        Document::read("plan.yaml", Format::Yaml, text.as_bytes().to_vec()).unwrap()
    }

    /// The sample after some changes, as text; or what is the matter with the first that cannot be made.
    fn changed(changes: &str) -> Result<String, String> {
        let sample = read("kind: plan\nlist: [a, 1.10, null]\nmap: { \"x/y\": true }\n");
        let mut changing = Changing::new(&sample);
        for change in read(changes).root().children() {
            changing.change(change).map_err(|fault| fault.what)?;
        }
        Ok(changing.finish().unwrap().text().to_string())
    }

    #[test]
    fn values_are_added_replaced_and_removed() {
        let whole = |list: &str, map: &str| Ok(format!("{{\"kind\": \"plan\", \"list\": {list}, \"map\": {map}}}"));
        assert_eq!(changed("[]"), whole("[\"a\", 1.10, null]", "{\"x/y\": true}"));
        assert_eq!(
            changed("[{ op: add, path: /list/1, value: b }, { op: add, path: /list/-, value: 2 }]"),
            whole("[\"a\", \"b\", 1.10, null, 2]", "{\"x/y\": true}")
        );
        assert_eq!(
            changed("[{ op: remove, path: /list/0 }, { op: replace, path: /map/x~1y, value: [] }]"),
            whole("[1.10, null]", "{\"x/y\": []}")
        );
        assert_eq!(
            changed("[{ op: add, path: /map/z, value: { n: 1 } }, { op: remove, path: /map/x~1y }]"),
            whole("[\"a\", 1.10, null]", "{\"z\": {\"n\": 1}}")
        );
    }

    #[test]
    fn what_is_not_there_cannot_be_changed() {
        for (change, what) in [
            ("{ op: replace, path: /gone, value: 1 }", "the sample has nothing at /gone that could be changed so"),
            ("{ op: remove, path: /list/3 }", "the sample has nothing at /list/3 that could be changed so"),
            ("{ op: add, path: /list/5, value: 1 }", "the sample has nothing at /list/5 that could be changed so"),
            ("{ op: add, path: /list/01, value: 1 }", "the sample has nothing at /list/01 that could be changed so"),
            ("{ op: add, path: list, value: 1 }", "\"list\" is no JSON Pointer"),
            ("{ op: move, path: /list }", "the change says move in `op`"),
            ("{ op: add, path: /list/0 }", "the change has no `value`"),
        ] {
            assert_eq!(changed(&format!("[{change}]")), Err(what.to_owned()));
        }
    }
}
