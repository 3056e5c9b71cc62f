//! Small changes of the text of a document that keep the rest as its author wrote it.
//!
//! What comes of a change is run before anybody sees it, so a change that the text does not bear
//! is given up and does no harm.

use serde_json::Value as Json;

use super::given::on_one_line;
use crate::document::{Document, Node, Value};

/// One small change at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edit {
    /// Another value stands there, as YAML on one line.
    Put(String),
    /// The field or the item is taken out.
    TakeOut,
    /// The item stands there so many times more.
    Repeat(usize),
    /// A field is added to the map, as YAML on one line.
    Add(String, String),
    /// Only so many items of the list stay.
    Keep(usize),
}

impl Edit {
    /// The text of a document with the change made; none where its writing does not allow it.
    pub(super) fn made(&self, document: &Document, pointer: &str) -> Option<String> {
        let node = document.root().at_pointer(pointer)?;
        let text = document.text();
        match self {
            Edit::Put(value) => {
                let written = node.span().of(text);
                let is_flow = !matches!(node.value(), Value::List | Value::Map) || written.starts_with(['[', '{']);
                let fits = is_flow && !written.trim_end().contains('\n');
                // A word without quotation marks is no JSON.
                let is_json = !document.path().ends_with(".json") || serde_json::from_str::<Json>(value).is_ok();
                let value = if is_json { value.clone() } else { Json::from(value.trim_matches('\'')).to_string() };
                fits.then(|| spliced(text, node.span().start as usize, end_of(node, text), &value))
            }
            Edit::TakeOut => without(node, text),
            Edit::Repeat(times) => repeated(node, text, *times),
            Edit::Add(key, value) => with_field(node, text, key, value),
            Edit::Keep(count) => {
                let mut text = text.to_string();
                for _ in *count..node.children().count() {
                    let document = super::given::readable(document.path(), &text)?;
                    let last = document.root().at_pointer(pointer)?.children().last()?;
                    text = without(last, document.text())?;
                }
                Some(text)
            }
        }
    }

    /// The change in words.
    pub(super) fn told(&self, pointer: &str) -> String {
        match self {
            Edit::Put(value) => format!("{pointer} is {value}"),
            Edit::TakeOut => format!("{pointer} is taken out"),
            Edit::Repeat(1) => format!("{pointer} stands there twice"),
            Edit::Repeat(times) => format!("{pointer} stands there {} times", times + 1),
            Edit::Add(key, value) => format!("{pointer}/{key} is {value}"),
            Edit::Keep(1) => format!("only the first of {pointer} is there"),
            Edit::Keep(count) => format!("only the first {count} of {pointer} are there"),
        }
    }

    /// The changes of a sample, in the manner of JSON Patch, each as YAML on one line.
    pub(super) fn patch(&self, document: &Document, pointer: &str) -> Option<Vec<String>> {
        let node = document.root().at_pointer(pointer)?;
        let holder = pointer.rsplit_once('/').map_or("", |(holder, _)| holder);
        let whose = format!("document: {}", document.path().rsplit('/').next().unwrap_or(""));
        let one = |op: &str, path: &str, value: Option<&str>| {
            let value = value.map(|value| format!(", value: {value}")).unwrap_or_default();
            format!("{{ op: {op}, path: {path}{value}, {whose} }}")
        };
        Some(match self {
            Edit::Put(value) => vec![one("replace", pointer, Some(value))],
            Edit::TakeOut => vec![one("remove", pointer, None)],
            Edit::Repeat(times) => vec![one("add", &format!("{holder}/-"), Some(&on_one_line(node))); *times],
            Edit::Add(key, value) => vec![one("add", &format!("{pointer}/{key}"), Some(value))],
            Edit::Keep(count) => {
                let gone = (*count..node.children().count()).rev();
                gone.map(|item| one("remove", &format!("{pointer}/{item}"), None)).collect()
            }
        })
    }
}

fn spliced(text: &str, from: usize, to: usize, put: &str) -> String {
    format!("{}{put}{}", text.get(..from).unwrap_or(""), text.get(to..).unwrap_or(""))
}

/// Where the writing of a node ends, without the spaces and line breaks after it.
fn end_of(node: Node<'_>, text: &str) -> usize {
    node.span().start as usize + node.span().of(text).trim_end().len()
}

/// Where a node starts, with the name of the field that it is the value of.
fn start_of(node: Node<'_>) -> usize {
    node.key().map_or(node.span().start, |_| node.key_span().start) as usize
}

/// Where a line starts, and what of it stands before a place.
fn line_before(text: &str, at: usize) -> (usize, &str) {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    (start, text.get(start..at).unwrap_or(""))
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

/// Whether a node stands in brackets, with others beside it on a line.
fn in_brackets(node: Node<'_>, text: &str) -> bool {
    node.parent().is_some_and(|parent| parent.span().of(text).starts_with(['[', '{']))
}

fn without(node: Node<'_>, text: &str) -> Option<String> {
    let (start, end) = (start_of(node), end_of(node, text));
    if in_brackets(node, text) {
        let rest = text.get(end..)?;
        if let Some(after) = rest.trim_start().strip_prefix(',') {
            return Some(spliced(text, start, text.len() - after.trim_start().len(), ""));
        }
        let before = text.get(..start)?.trim_end();
        return Some(spliced(text, before.strip_suffix(',').map_or(start, str::len), end, ""));
    }
    let (line, before) = line_before(text, start);
    let is_item = node.key().is_none() && before.trim() == "-";
    if before.trim().is_empty() || is_item {
        return Some(spliced(text, line, line_end(text, end), ""));
    }
    // The first field of an item stands behind its dash: the next comes to its place.
    let next = node.parent()?.children().nth(1)?;
    Some(spliced(text, start, start_of(next), ""))
}

fn repeated(node: Node<'_>, text: &str, times: usize) -> Option<String> {
    node.position()?;
    let end = end_of(node, text);
    let again = |number: usize, written: &str| renamed(node, text, written, number);
    if in_brackets(node, text) {
        let written = text.get(start_of(node)..end)?;
        let more: String = (1..=times).map(|number| format!(", {}", again(number, written))).collect();
        return Some(spliced(text, end, end, &more));
    }
    let (line, before) = line_before(text, start_of(node));
    let end = line_end(text, end);
    let written = format!("{}\n", text.get(line..end)?.trim_end());
    (before.trim() == "-").then(|| {
        let more: String = (1..=times).map(|number| again(number, &written)).collect();
        let last = if text.get(..end).is_some_and(|before| before.ends_with('\n')) { "" } else { "\n" };
        spliced(text, end, end, &format!("{last}{more}"))
    })
}

/// The writing of an item under another name, so that the copy is not the same thing twice.
fn renamed(item: Node<'_>, text: &str, written: &str, number: usize) -> String {
    let name = ["id", "reference", "number"].iter().find_map(|key| item.get(key));
    let Some(name) = name else { return written.to_owned() };
    let old = name.span().of(text).trim_end();
    let new = match old.parse::<i64>() {
        Ok(value) => (value + 100 + i64::try_from(number).unwrap_or(0)).to_string(),
        Err(_) => match old.strip_suffix(['"', '\'']) {
            Some(start) => format!("{start}-{number}{}", old.get(start.len()..).unwrap_or("")),
            None => format!("{old}-{number}"),
        },
    };
    let key = name.key().unwrap_or("");
    written.replacen(&format!("{key}: {old}"), &format!("{key}: {new}"), 1)
}

fn with_field(node: Node<'_>, text: &str, key: &str, value: &str) -> Option<String> {
    if node.value() != Value::Map || node.get(key).is_some() {
        return None;
    }
    let (start, end) = (node.span().start as usize, end_of(node, text));
    if text.get(start..)?.starts_with('{') {
        let inner = text.get(start + 1..end - 1)?.trim_end();
        let comma = if inner.trim().is_empty() { " " } else { ", " };
        return Some(spliced(text, start + 1 + inner.len(), end, &format!("{comma}{key}: {value} }}")));
    }
    let last = node.children().last()?;
    let first = node.children().next()?;
    let (_, before) = line_before(text, start_of(first));
    let indent: String = before.chars().map(|_| ' ').collect();
    let at = line_end(text, end_of(last, text));
    let line = if text.get(..at)?.ends_with('\n') { "" } else { "\n" };
    Some(spliced(text, at, at, &format!("{line}{indent}{key}: {value}\n")))
}

#[cfg(test)]
mod tests {
    use super::super::given::readable;
    use super::*;

    const TEXT: &str = "kind: meeting\nitems:\n  - { number: 1, title: \"A\" }\n  - number: 2\n    title: B\nsent: 2015-11-20\nnames: [a, b]\n";

    /// The lines that a change takes out (-) and puts in (+).
    fn made(edit: &Edit, pointer: &str) -> Option<String> {
        let text = edit.made(&readable("a.yaml", TEXT)?, pointer)?;
        assert!(readable("a.yaml", &text).is_some(), "{text}");
        let gone = TEXT.lines().filter(|line| !text.lines().any(|other| other == *line)).map(|line| format!("-{line}"));
        let new = text.lines().filter(|line| !TEXT.lines().any(|other| other == *line)).map(|line| format!("+{line}"));
        Some(gone.chain(new).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn what_is_not_changed_stays_as_it_is_written() {
        let put = |value: &str| Edit::Put(value.to_owned());
        let add = Edit::Add("kind".to_owned(), "report".to_owned());
        for (edit, pointer, lines) in [
            (put("2015-11-21"), "/sent", "-sent: 2015-11-20|+sent: 2015-11-21"),
            (put("[c]"), "/names", "-names: [a, b]|+names: [c]"),
            (Edit::TakeOut, "/sent", "-sent: 2015-11-20"),
            (Edit::TakeOut, "/names/0", "-names: [a, b]|+names: [b]"),
            (Edit::TakeOut, "/names/1", "-names: [a, b]|+names: [a]"),
            (Edit::TakeOut, "/items/0", "-  - { number: 1, title: \"A\" }"),
            (Edit::TakeOut, "/items/1", "-  - number: 2|-    title: B"),
            (Edit::TakeOut, "/items/1/number", "-  - number: 2|-    title: B|+  - title: B"),
            (Edit::TakeOut, "/items/0/title", "-  - { number: 1, title: \"A\" }|+  - { number: 1 }"),
            (
                add.clone(),
                "/items/0",
                "-  - { number: 1, title: \"A\" }|+  - { number: 1, title: \"A\", kind: report }",
            ),
            (add, "/items/1", "+    kind: report"),
            (Edit::Repeat(1), "/names/1", "-names: [a, b]|+names: [a, b, b]"),
            (Edit::Repeat(2), "/items/1", "+  - number: 103|+  - number: 104"),
            (Edit::Keep(1), "/items", "-  - number: 2|-    title: B"),
        ] {
            assert_eq!(made(&edit, pointer).as_deref(), Some(lines), "{edit:?} {pointer}");
        }
        // A list that is written over several lines is not put anew.
        assert_eq!(made(&put("[]"), "/items"), None);
        assert_eq!(made(&Edit::TakeOut, "/gone"), None);
    }
}
