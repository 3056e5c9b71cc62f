//! The arena: nodes in document order, each with value, parent, key and place.
//!
//! One flat vector holds a whole file. Text that stands in the source as it is meant is not
//! copied; numbers keep the text that they were written with.

use std::sync::Arc;

use super::builder::Builder;
use super::change::Change;
use crate::place::Span;

/// Names a node of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// Stands for no node and no key.
pub(super) const NONE: u32 = u32::MAX;

impl NodeId {
    /// The node that holds all others.
    pub const ROOT: NodeId = NodeId(0);

    /// The position in document order, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing (`null`, or an empty value in YAML).
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as written.
    Number(&'a str),
    /// A text, with escapes undone.
    Text(&'a str),
    /// Items in order; see [`Node::children`].
    List,
    /// Named fields in order; see [`Node::children`] and [`Node::get`].
    Map,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Stored {
    Null,
    Bool(bool),
    Number,
    SourceText(Span),
    OwnedText(u32),
    List { first: u32 },
    Map { first: u32 },
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) span: Span,
    pub(super) parent: u32,
    pub(super) next: u32,
    /// Index into the keys for a field, the position for an item of a list.
    pub(super) key: u32,
    pub(super) key_start: u32,
    pub(super) stored: Stored,
}

/// All nodes of one file, with its text.
#[derive(Clone)]
pub struct Tree {
    pub(super) source: Arc<str>,
    pub(super) entries: Arc<[Entry]>,
    pub(super) owned: Arc<[Box<str>]>,
    pub(super) keys: Arc<[Box<str>]>,
    /// One thing that is supposed to be otherwise than it was read; see [`Tree::supposing`].
    pub(super) change: Option<Arc<Change>>,
}

impl Tree {
    /// A tree of a single text.
    pub fn of_text(text: &str) -> Tree {
        let source: Arc<str> = text.into();
        let mut builder = Builder::new(text);
        builder.text(Span::new(0, text.len()), Span::new(0, text.len()));
        builder.finish(source)
    }

    /// The text that the nodes stand in.
    pub fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no node at all; never so for a document that was read.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The node that holds all others.
    pub fn root(&self) -> Node<'_> {
        self.node(NodeId::ROOT)
    }

    /// The node of an identity that came from this tree.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = Node<'_>> {
        let ids = (0..self.entries.len()).map(|index| NodeId(as_u32(index)));
        ids.filter(|id| !self.is_hidden(*id)).chain(self.added()).map(|id| Node { tree: self, id })
    }

    pub(super) fn entry(&self, id: NodeId) -> Entry {
        // An identity of another tree reads as an empty node instead of stopping the program.
        self.entries.get(id.index()).copied().unwrap_or(Entry {
            span: Span::default(),
            parent: NONE,
            next: NONE,
            key: NONE,
            key_start: NONE,
            stored: Stored::Null,
        })
    }
}

pub(super) fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

/// One node of a tree; cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    tree: &'a Tree,
    id: NodeId,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Node({} = {:?})", self.pointer(), self.value())
    }
}

impl<'a> Node<'a> {
    /// The node's identity in its tree.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The tree that the node belongs to.
    pub fn tree(self) -> &'a Tree {
        self.tree
    }

    /// What the node holds.
    pub fn value(self) -> Value<'a> {
        if let Some(supposed) = self.tree.change.as_deref().and_then(|change| change.value_of(self.id)) {
            return supposed;
        }
        let entry = self.tree.entry(self.id);
        match entry.stored {
            Stored::Null => Value::Null,
            Stored::Bool(truth) => Value::Bool(truth),
            Stored::Number => Value::Number(entry.span.of(&self.tree.source)),
            Stored::SourceText(span) => Value::Text(span.of(&self.tree.source)),
            Stored::OwnedText(index) => Value::Text(self.tree.owned.get(index as usize).map_or("", |text| text)),
            Stored::List { .. } => Value::List,
            Stored::Map { .. } => Value::Map,
        }
    }

    /// The text, if the node is a text.
    pub fn as_text(self) -> Option<&'a str> {
        match self.value() {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text or number as written; what a reference such as `1.10` is compared by.
    pub fn as_written(self) -> Option<&'a str> {
        match self.value() {
            Value::Text(text) | Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the node holds anything: an empty value or a blank text is as good as none.
    pub fn holds_something(self) -> bool {
        match self.value() {
            Value::Null => false,
            Value::Text(text) => !text.trim().is_empty(),
            _ => true,
        }
    }

    /// Where the value stands in the text.
    pub fn span(self) -> Span {
        self.tree.entry(self.id).span
    }

    /// Where the field's name stands, quotation marks included, or the value if the node is no field.
    pub fn key_span(self) -> Span {
        let entry = self.tree.entry(self.id);
        match self.key() {
            Some(key) if entry.key_start != NONE => {
                let start = entry.key_start as usize;
                let rest = self.tree.source.get(start..).unwrap_or("");
                Span::new(start, start + written_key_length(rest, key))
            }
            _ => entry.span,
        }
    }

    /// The node that holds this one.
    pub fn parent(self) -> Option<Node<'a>> {
        if let Some(parent) = self.tree.parent_of_added(self.id) {
            return Some(Node { tree: self.tree, id: parent });
        }
        let parent = self.tree.entry(self.id).parent;
        (parent != NONE).then_some(Node { tree: self.tree, id: NodeId(parent) })
    }

    /// The name of the field that the node is the value of.
    pub fn key(self) -> Option<&'a str> {
        if let Some(key) = self.tree.key_of_added(self.id) {
            return Some(key);
        }
        let parent = self.parent()?;
        matches!(self.tree.entry(parent.id).stored, Stored::Map { .. })
            .then(|| self.tree.keys.get(self.tree.entry(self.id).key as usize).map(|key| &**key))?
    }

    /// The position in the list that the node is an item of, from 0.
    pub fn position(self) -> Option<usize> {
        let parent = self.parent()?;
        matches!(self.tree.entry(parent.id).stored, Stored::List { .. }).then(|| self.tree.entry(self.id).key as usize)
    }

    /// Items of a list or values of a map's fields, in order; none for anything else.
    pub fn children(self) -> Children<'a> {
        let first = match self.tree.entry(self.id).stored {
            Stored::List { first } | Stored::Map { first } => first,
            _ => NONE,
        };
        Children { tree: self.tree, next: self.tree.shown_from(first), added: self.tree.added_to(self.id) }
    }

    /// The value of a map's field.
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        matches!(self.tree.entry(self.id).stored, Stored::Map { .. })
            .then(|| self.children().find(|child| child.key_is(key)))?
    }

    fn key_is(self, key: &str) -> bool {
        match self.tree.key_of_added(self.id) {
            Some(own) => own == key,
            None => self.tree.keys.get(self.tree.entry(self.id).key as usize).is_some_and(|own| **own == *key),
        }
    }

    /// The JSON Pointer (RFC 6901) of the node.
    pub fn pointer(self) -> String {
        let mut steps = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            steps.push(match node.key() {
                Some(key) => key.replace('~', "~0").replace('/', "~1"),
                None => node.position().unwrap_or(0).to_string(),
            });
            node = parent;
        }
        steps.iter().rev().fold(String::new(), |pointer, step| pointer + "/" + step.as_str())
    }

    /// The node at a JSON Pointer (RFC 6901) from this one.
    pub fn at_pointer(self, pointer: &str) -> Option<Node<'a>> {
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return None;
        }
        pointer.split('/').skip(1).try_fold(self, |node, step| match node.value() {
            Value::Map => node.get(&step.replace("~1", "/").replace("~0", "~")),
            Value::List => node.children().nth(list_position(step)?),
            _ => None,
        })
    }
}

/// A position as a pointer writes it: digits, without a zero in front.
fn list_position(step: &str) -> Option<usize> {
    let plain = step.bytes().all(|byte| byte.is_ascii_digit()) && (step == "0" || !step.starts_with('0'));
    plain.then(|| step.parse().ok())?
}

/// How long a key is as written: quotation marks and escapes make it longer than it reads.
fn written_key_length(text: &str, key: &str) -> usize {
    let Some(quote) = text.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else {
        return if text.starts_with(key) { key.len() } else { text.lines().next().map_or(0, str::len) };
    };
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote == '"' {
            letters.next();
        } else if letter == quote {
            // Two single quotation marks stand for one.
            let doubled = quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == '\'');
            if !doubled {
                return at + quote.len_utf8();
            }
            letters.next();
        }
    }
    text.len()
}

/// The children of a node, in order.
#[derive(Clone)]
pub struct Children<'a> {
    tree: &'a Tree,
    next: u32,
    /// A field that is supposed beside those that were read; it comes last.
    added: Option<NodeId>,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        if self.next == NONE {
            return self.added.take().map(|id| Node { tree: self.tree, id });
        }
        let node = Node { tree: self.tree, id: NodeId(self.next) };
        self.next = self.tree.shown_from(self.tree.entry(node.id).next);
        Some(node)
    }
}
