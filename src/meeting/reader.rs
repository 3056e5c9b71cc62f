//! Reads fields of the record, remembers where they stand, and says what is malformed.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Gap;
use crate::calendar::TimeOfDay;
use crate::document::{Node, NodeId, Value};
use crate::problem::nearest;
use crate::quorum::Minute;
use crate::schema::ShapeFault;
use crate::submission::{NodeRef, Read, Reads, Submission};

/// What reading gives: the value, or what the record lacks.
pub(super) type Reading<T> = Result<T, Gap>;

/// Goes through the documents and remembers every node that it read.
pub(super) struct Reader<'s> {
    /// The documents.
    pub(super) submission: &'s Submission,
    /// Everything that was read, in order.
    pub(super) read: Vec<Read>,
    document: u32,
    missed: BTreeSet<(NodeRef, &'static str)>,
}

impl<'s> Reader<'s> {
    /// A reader that stands at a document.
    pub(super) fn new(submission: &'s Submission, document: u32) -> Self {
        Reader { submission, read: Vec::new(), document, missed: BTreeSet::new() }
    }

    /// A gap, with all that was read before it was met.
    pub(super) fn after(self, gap: Gap) -> Gap {
        Gap { read: Reads::new(vec![self.read.into()], Vec::new()), ..gap }
    }

    /// Goes over to another document.
    pub(super) fn go_to(&mut self, document: u32) {
        self.document = document;
    }

    /// The reference of a node of the document that the reader stands at.
    pub(super) fn at(&self, node: Node<'_>) -> NodeRef {
        NodeRef { document: self.document, node: node.id() }
    }

    /// Something that the record lacks at a node.
    pub(super) fn gap<T>(&self, node: Node<'_>, message: impl Into<String>) -> Reading<T> {
        Gap::at(self.at(node), message)
    }

    /// A field that holds something. That a field is not there is something that the verdict rests on too.
    pub(super) fn field<'n>(&mut self, node: Node<'n>, name: &'static str) -> Option<Node<'n>> {
        let Some(child) = node.get(name) else {
            self.missed(node, name);
            return None;
        };
        self.saw(child);
        let holds = !matches!(child.value(), Value::Null) && child.as_text().is_none_or(|text| !text.trim().is_empty());
        holds.then_some(child)
    }

    /// Of the entries of a list, a field is recorded as missing once for all that lack it: `*/arrived`.
    fn missed(&mut self, node: Node<'_>, name: &'static str) {
        let list = node.parent().filter(|parent| parent.value() == Value::List);
        let at = self.at(list.unwrap_or(node));
        if self.missed.insert((at, name)) {
            let path = if list.is_some() { format!("*/{name}") } else { name.to_owned() };
            self.read.push(Read { at, absent: Some(path) });
        }
    }

    fn saw(&mut self, node: Node<'_>) {
        self.read.push(Read { at: self.at(node), absent: None });
    }

    /// A text or number as written.
    pub(super) fn text<'n>(&mut self, node: Node<'n>, name: &'static str) -> Option<&'n str> {
        self.field(node, name).and_then(Node::as_written)
    }

    /// A text that must be there.
    pub(super) fn needed_text<'n>(&mut self, node: Node<'n>, name: &'static str, missing: &str) -> Reading<&'n str> {
        match self.field(node, name).and_then(Node::as_written) {
            Some(text) => Ok(text),
            None => self.gap(node.get(name).unwrap_or(node), missing),
        }
    }

    /// A text of its own, where there is one.
    pub(super) fn owned_text(&mut self, node: Node<'_>, name: &'static str) -> Option<String> {
        self.text(node, name).map(str::to_owned)
    }

    /// True or false, where the record says.
    pub(super) fn flag(&mut self, node: Node<'_>, name: &'static str) -> Option<bool> {
        match self.field(node, name)?.value() {
            Value::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// A whole number, where there is one.
    pub(super) fn whole(&mut self, node: Node<'_>, name: &'static str) -> Reading<Option<u32>> {
        let Some(child) = self.field(node, name) else { return Ok(None) };
        match whole_number(child) {
            Some(number) => Ok(Some(number)),
            None => self.gap(child, format!("{} must be a whole number", plain(name))),
        }
    }

    /// The entries of a list that must not be empty; each counts as read.
    pub(super) fn list<'n>(&mut self, node: Node<'n>, name: &'static str) -> Reading<Vec<Node<'n>>> {
        let Some(list) = self.field(node, name) else { return Ok(Vec::new()) };
        if list.value() != Value::List {
            return self.gap(list, format!("{} must be a list", plain(name)));
        }
        let entries: Vec<Node<'n>> = list.children().collect();
        if entries.is_empty() {
            return self.gap(list, format!("the list of {} is empty", plain(name)));
        }
        entries.iter().for_each(|entry| self.saw(*entry));
        Ok(entries)
    }

    /// A list of texts; none where there is no list.
    pub(super) fn texts(&mut self, node: Node<'_>, name: &'static str) -> Reading<Vec<String>> {
        let mut texts = Vec::new();
        for entry in self.list(node, name)? {
            match entry.as_written() {
                Some(text) if !text.trim().is_empty() => texts.push(text.to_owned()),
                _ => return self.gap(entry, format!("an entry of {} is no text", plain(name))),
            }
        }
        Ok(texts)
    }

    /// A day, where there is one.
    pub(super) fn day(&mut self, node: Node<'_>, name: &'static str) -> Reading<Option<NaiveDate>> {
        let Some(child) = self.field(node, name) else { return Ok(None) };
        match child.as_text().and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()) {
            Some(day) => Ok(Some(day)),
            None => self.gap(child, format!("{} must be a date written like 2015-11-24", plain(name))),
        }
    }

    /// A time of day, where there is one.
    pub(super) fn time(&mut self, node: Node<'_>, name: &'static str) -> Reading<Option<Minute>> {
        let Some(child) = self.field(node, name) else { return Ok(None) };
        let written = child.as_written().unwrap_or_default();
        match TimeOfDay::parse(written) {
            Ok(time) => Ok(Some(Minute::from(time.minutes()))),
            Err(fault) => {
                self.gap(child, format!("\"{written}\" is no time of day ({fault}); write it like 2.35 pm or 14:35"))
            }
        }
    }

    /// Refuses a map with fields beyond these: a misspelt one would change the meaning unseen.
    pub(super) fn refuse_strangers(&self, node: Node<'_>, what: &str, names: &[&str]) -> Reading<()> {
        if node.value() != Value::Map {
            return self.gap(node, format!("{what} must be a group of fields"));
        }
        let stranger = node.children().find(|child| !child.key().is_some_and(|key| names.contains(&key)));
        let Some(child) = stranger else { return Ok(()) };
        let key = child.key().unwrap_or_default();
        let hint = nearest(key, names.iter().copied())
            .map_or_else(String::new, |meant| format!("; did you mean \"{meant}\"?"));
        self.gap(child, format!("\"{key}\" is no field of {what}{hint}"))
    }

    /// Refuses a node with a departure from its kind's shape in it; a field that is missing is no such departure,
    /// since whoever needs the field says so.
    pub(super) fn refuse_unsound(&self, node: Node<'_>) -> Reading<()> {
        self.refuse(|fault, tree| fault.missing.is_none() && is_within(tree, node.id()))
    }

    /// Refuses a map with a field that its kind does not know.
    pub(super) fn refuse_misnamed(&self, node: Node<'_>) -> Reading<()> {
        self.refuse(|fault, tree| fault.at_name && tree.parent().map(Node::id) == Some(node.id()))
    }

    fn refuse(&self, is_at_fault: impl Fn(&ShapeFault, Node<'_>) -> bool) -> Reading<()> {
        let Some(member) = self.submission.member(self.document) else { return Ok(()) };
        let fault = member.faults.iter().find(|fault| is_at_fault(fault, member.document.node(fault.node)));
        match fault {
            Some(fault) => Gap::at(NodeRef { document: self.document, node: fault.node }, fault.message.clone()),
            None => Ok(()),
        }
    }
}

fn is_within(inner: Node<'_>, outer: NodeId) -> bool {
    let mut node = Some(inner);
    while let Some(current) = node {
        if current.id() == outer {
            return true;
        }
        node = current.parent();
    }
    false
}

/// A whole number as written, `3` as well as `3.0`.
pub(super) fn whole_number(node: Node<'_>) -> Option<u32> {
    let Value::Number(text) = node.value() else { return None };
    let text = text
        .split_once('.')
        .filter(|(_, part)| part.bytes().all(|digit| digit == b'0'))
        .map_or(text, |(whole, _)| whole);
    text.parse().ok()
}

/// A field's name as a person says it.
pub(super) fn plain(name: &str) -> String {
    name.replace('_', " ")
}
