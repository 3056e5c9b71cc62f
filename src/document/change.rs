//! A document as it would be with one thing otherwise: a view, so that trying costs no copy.

use std::ops::Range;
use std::sync::Arc;

use super::Document;
use super::tree::{NONE, Node, NodeId, Tree, Value, as_u32};

/// A value that a trial puts in the place of another, or where there was none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supposed {
    /// True or false.
    Bool(bool),
    /// A number, as it would be written.
    Number(Box<str>),
    /// A text.
    Text(Box<str>),
}

/// One thing that is supposed to be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supposition {
    /// The node is not there, nor anything in it.
    Absent(NodeId),
    /// The node, which holds no other, has another value.
    Instead(NodeId, Supposed),
    /// A group of fields has one field more.
    Added(NodeId, Box<str>, Supposed),
}

/// A supposition made ready for a tree.
pub(super) enum Change {
    Hidden(Range<u32>),
    Replaced(NodeId, Supposed),
    Added { parent: NodeId, id: NodeId, key: Box<str>, value: Supposed },
}

impl Supposed {
    fn value(&self) -> Value<'_> {
        match self {
            Supposed::Bool(truth) => Value::Bool(*truth),
            Supposed::Number(text) => Value::Number(text),
            Supposed::Text(text) => Value::Text(text),
        }
    }

    /// What a person reads of it.
    pub fn words(&self) -> String {
        match self {
            Supposed::Bool(truth) => truth.to_string(),
            Supposed::Number(text) => text.to_string(),
            Supposed::Text(text) => format!("\"{text}\""),
        }
    }
}

impl Change {
    /// The value that is supposed of a node; none where it has its own.
    pub(super) fn value_of(&self, node: NodeId) -> Option<Value<'_>> {
        match self {
            Change::Hidden(range) => range.contains(&node.0).then_some(Value::Null),
            Change::Replaced(id, value) | Change::Added { id, value, .. } => (*id == node).then(|| value.value()),
        }
    }
}

impl Tree {
    /// The same tree with one thing otherwise. Nothing is copied, and the identities of the nodes stay.
    pub fn supposing(&self, supposition: Supposition) -> Tree {
        let change = match supposition {
            Supposition::Absent(node) => {
                // What a node holds follows it, and comes from no node before it.
                let holds = |next: &u32| {
                    let parent = self.entry(NodeId(*next)).parent;
                    parent != NONE && parent >= node.0
                };
                let end = (node.0 + 1..as_u32(self.entries.len())).take_while(holds).last().unwrap_or(node.0);
                Change::Hidden(node.0..end + 1)
            }
            Supposition::Instead(node, value) => Change::Replaced(node, value),
            Supposition::Added(parent, key, value) => {
                Change::Added { parent, id: NodeId(as_u32(self.entries.len())), key, value }
            }
        };
        Tree { change: Some(Arc::new(change)), ..self.clone() }
    }

    pub(super) fn is_hidden(&self, node: NodeId) -> bool {
        matches!(self.change.as_deref(), Some(Change::Hidden(range)) if range.contains(&node.0))
    }

    /// The first of a node and those after it in its list that is not supposed to be absent.
    pub(super) fn shown_from(&self, first: u32) -> u32 {
        // Only one node and what it holds is hidden, so that the next one is shown.
        if first != NONE && self.is_hidden(NodeId(first)) { self.entry(NodeId(first)).next } else { first }
    }

    pub(super) fn added(&self) -> Option<NodeId> {
        match self.change.as_deref() {
            Some(Change::Added { id, .. }) => Some(*id),
            _ => None,
        }
    }

    pub(super) fn added_to(&self, group: NodeId) -> Option<NodeId> {
        match self.change.as_deref() {
            Some(Change::Added { parent, id, .. }) if *parent == group => Some(*id),
            _ => None,
        }
    }

    pub(super) fn parent_of_added(&self, node: NodeId) -> Option<NodeId> {
        match self.change.as_deref() {
            Some(Change::Added { parent, id, .. }) if *id == node => Some(*parent),
            _ => None,
        }
    }

    pub(super) fn key_of_added(&self, node: NodeId) -> Option<&str> {
        match self.change.as_deref() {
            Some(Change::Added { id, key, .. }) if *id == node => Some(key),
            _ => None,
        }
    }
}

impl Node<'_> {
    /// Whether a node is this one or holds it.
    pub fn is_in(self, other: NodeId) -> bool {
        let mut at = Some(self);
        while let Some(node) = at {
            if node.id() == other {
                return true;
            }
            at = node.parent();
        }
        false
    }
}

impl Document {
    /// The same document with one thing otherwise, under the same name.
    pub fn supposing(&self, supposition: Supposition) -> Document {
        let (path, origin) = (self.path.clone(), self.origin.clone());
        Document { path, tree: self.tree.supposing(supposition), lines: std::sync::OnceLock::new(), origin }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn document() -> Document {
        let text = "kind: meeting\nitems:\n  - number: 22\n    title: No\n  - number: 23\n    title: Yes\nlast: end\n";
        Document::read("a.yaml", Format::Yaml, text.as_bytes().to_vec()).unwrap()
    }

    fn at(document: &Document, pointer: &str) -> NodeId {
        document.root().at_pointer(pointer).unwrap().id()
    }

    fn pointers(document: &Document) -> Vec<String> {
        document.tree().nodes().map(Node::pointer).collect()
    }

    #[test]
    fn what_is_absent_is_found_no_more_and_all_else_stays() {
        let document = document();
        let all = pointers(&document);
        for pointer in all.iter().filter(|pointer| !pointer.is_empty()) {
            let without = document.supposing(Supposition::Absent(at(&document, pointer)));
            let inside = |other: &&String| *other == pointer || other.starts_with(&format!("{pointer}/"));
            let left: Vec<&String> = all.iter().filter(|other| !inside(other)).collect();
            assert_eq!(pointers(&without).iter().collect::<Vec<_>>(), left, "{pointer}");
            let mut walked = Vec::new();
            walk(without.root(), &mut walked);
            assert_eq!(walked.iter().collect::<Vec<_>>(), left, "{pointer}");
        }
        assert_eq!(pointers(&document), all);
    }

    fn walk(node: Node<'_>, into: &mut Vec<String>) {
        into.push(node.pointer());
        node.children().for_each(|child| walk(child, into));
    }

    #[test]
    fn another_value_and_a_field_more_are_read_as_if_they_were_written() {
        let document = document();
        let node = at(&document, "/items/1/title");
        let changed = document.supposing(Supposition::Instead(node, Supposed::Text("Other".into())));
        let read = |document: &Document, pointer: &str| {
            document.root().at_pointer(pointer).and_then(Node::as_text).map(str::to_owned)
        };
        assert_eq!(read(&changed, "/items/1/title").as_deref(), Some("Other"));
        assert_eq!(read(&changed, "/items/0/title").as_deref(), Some("No"));
        assert_eq!(read(&document, "/items/1/title").as_deref(), Some("Yes"));
        let item = at(&document, "/items/0");
        let more = document.supposing(Supposition::Added(item, "lead".into(), Supposed::Text("Clerk".into())));
        assert_eq!(read(&more, "/items/0/lead").as_deref(), Some("Clerk"));
        assert_eq!(read(&more, "/items/1/lead"), None);
        let added = more.root().at_pointer("/items/0/lead").unwrap();
        assert_eq!((added.key(), added.pointer().as_str()), (Some("lead"), "/items/0/lead"));
        assert!(added.is_in(item) && !added.is_in(node));
    }
}
