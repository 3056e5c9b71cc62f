//! The arena: nodes in document order, each with value, parent, key and place.
//!
//! One flat vector holds a whole file. Text that stands in the source as it is meant is not
//! copied; numbers keep the text that they were written with.

use std::collections::HashMap;
use std::sync::Arc;

use super::Fault;
use crate::place::Span;

/// Names a node of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

const NONE: u32 = u32::MAX;

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
enum Stored {
    Null,
    Bool(bool),
    Number,
    SourceText(Span),
    OwnedText(u32),
    List { first: u32 },
    Map { first: u32 },
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    span: Span,
    parent: u32,
    next: u32,
    /// Index into the keys for a field, the position for an item of a list.
    key: u32,
    key_start: u32,
    stored: Stored,
}

/// All nodes of one file, with its text.
pub struct Tree {
    source: Arc<str>,
    entries: Vec<Entry>,
    owned: Vec<Box<str>>,
    keys: Vec<Box<str>>,
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
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.entries.len()).map(|index| Node {
            tree: self,
            id: NodeId(as_u32(index)),
        })
    }

    fn entry(&self, id: NodeId) -> Entry {
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

fn as_u32(number: usize) -> u32 {
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

    /// Where the value stands in the text.
    pub fn span(self) -> Span {
        self.tree.entry(self.id).span
    }

    /// Where the field's name stands, or the value if the node is no field.
    pub fn key_span(self) -> Span {
        let entry = self.tree.entry(self.id);
        match self.key() {
            Some(key) if entry.key_start != NONE => {
                let quoted = usize::from(self.tree.source.as_bytes().get(entry.key_start as usize) == Some(&b'"'));
                Span::new(
                    entry.key_start as usize,
                    entry.key_start as usize + key.len() + 2 * quoted,
                )
            }
            _ => entry.span,
        }
    }

    /// The node that holds this one.
    pub fn parent(self) -> Option<Node<'a>> {
        let parent = self.tree.entry(self.id).parent;
        (parent != NONE).then_some(Node {
            tree: self.tree,
            id: NodeId(parent),
        })
    }

    /// The name of the field that the node is the value of.
    pub fn key(self) -> Option<&'a str> {
        let parent = self.parent()?;
        matches!(self.tree.entry(parent.id).stored, Stored::Map { .. }).then(|| {
            self.tree
                .keys
                .get(self.tree.entry(self.id).key as usize)
                .map(|key| &**key)
        })?
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
        Children {
            tree: self.tree,
            next: first,
        }
    }

    /// The value of a map's field.
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        matches!(self.tree.entry(self.id).stored, Stored::Map { .. })
            .then(|| self.children().find(|child| child.key_is(key)))?
    }

    fn key_is(self, key: &str) -> bool {
        self.tree
            .keys
            .get(self.tree.entry(self.id).key as usize)
            .is_some_and(|own| **own == *key)
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
        steps
            .iter()
            .rev()
            .fold(String::new(), |pointer, step| pointer + "/" + step.as_str())
    }

    /// The node at a JSON Pointer (RFC 6901) from this one.
    pub fn at_pointer(self, pointer: &str) -> Option<Node<'a>> {
        pointer
            .split('/')
            .skip(1)
            .try_fold(self, |node, step| match node.value() {
                Value::Map => node.get(&step.replace("~1", "/").replace("~0", "~")),
                Value::List => node.children().nth(step.parse().ok()?),
                _ => None,
            })
    }
}

/// The children of a node, in order.
#[derive(Clone)]
pub struct Children<'a> {
    tree: &'a Tree,
    next: u32,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        (self.next != NONE).then(|| {
            let node = Node {
                tree: self.tree,
                id: NodeId(self.next),
            };
            self.next = self.tree.entry(node.id).next;
            node
        })
    }
}

struct Open {
    node: u32,
    last_child: u32,
    children: u32,
    is_map: bool,
    key: u32,
    key_start: u32,
}

/// Builds a tree from the events of a reader.
pub(super) struct Builder {
    entries: Vec<Entry>,
    owned: Vec<Box<str>>,
    keys: Vec<Box<str>>,
    key_index: HashMap<Box<str>, u32>,
    /// The key that followed a key the last time: tables repeat their columns.
    key_after: Vec<u32>,
    last_key: u32,
    open: Vec<Open>,
}

impl Builder {
    pub(super) fn new(text: &str) -> Self {
        Builder {
            entries: Vec::with_capacity(text.len() / 24 + 1),
            owned: Vec::new(),
            keys: Vec::new(),
            key_index: HashMap::new(),
            key_after: Vec::new(),
            last_key: 0,
            open: Vec::new(),
        }
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the next event must be a key of the innermost open map.
    pub(super) fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_map && open.key == NONE)
    }

    pub(super) fn key(&mut self, name: &str, start: usize) {
        let key = self.intern(name);
        if let Some(open) = self.open.last_mut() {
            open.key = key;
            open.key_start = as_u32(start);
        }
    }

    fn intern(&mut self, name: &str) -> u32 {
        let guess = self.key_after.get(self.last_key as usize).copied().unwrap_or(NONE);
        let key = match self.keys.get(guess as usize) {
            Some(known) if **known == *name => guess,
            _ => self.look_up(name),
        };
        if let Some(after) = self.key_after.get_mut(self.last_key as usize) {
            *after = key;
        }
        self.last_key = key;
        key
    }

    fn look_up(&mut self, name: &str) -> u32 {
        if let Some(key) = self.key_index.get(name) {
            return *key;
        }
        let key = as_u32(self.keys.len());
        self.keys.push(name.into());
        self.key_after.push(NONE);
        self.key_index.insert(name.into(), key);
        key
    }

    fn push(&mut self, span: Span, stored: Stored) -> u32 {
        let id = as_u32(self.entries.len());
        let mut entry = Entry {
            span,
            parent: NONE,
            next: NONE,
            key: NONE,
            key_start: NONE,
            stored,
        };
        if let Some(open) = self.open.last_mut() {
            entry.parent = open.node;
            if open.is_map {
                entry.key = std::mem::replace(&mut open.key, NONE);
                entry.key_start = open.key_start;
            } else {
                entry.key = open.children;
            }
            open.children += 1;
            let last_child = std::mem::replace(&mut open.last_child, id);
            if last_child == NONE {
                if let Some(parent) = self.entries.get_mut(open.node as usize) {
                    parent.stored = match parent.stored {
                        Stored::Map { .. } => Stored::Map { first: id },
                        _ => Stored::List { first: id },
                    };
                }
            } else if let Some(before) = self.entries.get_mut(last_child as usize) {
                before.next = id;
            }
        }
        self.entries.push(entry);
        id
    }

    pub(super) fn null(&mut self, span: Span) {
        self.push(span, Stored::Null);
    }

    pub(super) fn bool(&mut self, span: Span, truth: bool) {
        self.push(span, Stored::Bool(truth));
    }

    pub(super) fn number(&mut self, span: Span) {
        self.push(span, Stored::Number);
    }

    /// A text that stands in the source as it is meant, at `content`.
    pub(super) fn text(&mut self, span: Span, content: Span) {
        self.push(span, Stored::SourceText(content));
    }

    /// A text that had to be put together (escapes, folded lines).
    pub(super) fn owned_text(&mut self, span: Span, text: String) {
        let index = as_u32(self.owned.len());
        self.owned.push(text.into_boxed_str());
        self.push(span, Stored::OwnedText(index));
    }

    pub(super) fn open(&mut self, start: usize, is_map: bool) {
        let stored = if is_map {
            Stored::Map { first: NONE }
        } else {
            Stored::List { first: NONE }
        };
        let node = self.push(Span::new(start, start), stored);
        self.open.push(Open {
            node,
            last_child: NONE,
            children: 0,
            is_map,
            key: NONE,
            key_start: NONE,
        });
    }

    /// Closes the innermost list or map; a map with a key given twice is a fault.
    pub(super) fn close(&mut self, end: usize) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        if let Some(entry) = self.entries.get_mut(open.node as usize) {
            entry.span.end = as_u32(end).max(entry.span.start);
        }
        if open.is_map {
            self.refuse_duplicates(&open)
        } else {
            Ok(())
        }
    }

    fn refuse_duplicates(&self, open: &Open) -> Result<(), Fault> {
        let first = match self.entries.get(open.node as usize).map(|entry| entry.stored) {
            Some(Stored::Map { first }) => first,
            _ => NONE,
        };
        let mut members = Vec::with_capacity(open.children as usize);
        let mut next = first;
        while let Some(entry) = self.entries.get(next as usize) {
            members.push((entry.key, entry.key_start));
            next = entry.next;
        }
        members.sort_unstable();
        let twice = members.windows(2).find_map(|pair| match pair {
            [(key, first), (again, second)] if key == again => Some((*key, *first, *second)),
            _ => None,
        });
        let Some((key, first, second)) = twice else {
            return Ok(());
        };
        let name = self.keys.get(key as usize).map_or("", |name| name);
        let span = |start: u32| Span::new(start as usize, start as usize + name.len());
        let mut fault = Fault::new(
            span(second),
            format!("`{name}` is given twice"),
            "keep one of the two: a second value would silently replace the first",
        );
        fault.other = Some((span(first), "given here first".to_owned()));
        Err(fault)
    }

    pub(super) fn finish(self, source: Arc<str>) -> Tree {
        Tree {
            source,
            entries: self.entries,
            owned: self.owned,
            keys: self.keys,
        }
    }
}
