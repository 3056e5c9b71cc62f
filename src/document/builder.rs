//! Builds a tree from the events of a reader, and refuses a key given twice.

use std::collections::HashMap;
use std::sync::Arc;

use super::Fault;
use super::tree::{Entry, NONE, Stored, Tree, as_u32};
use crate::place::Span;

struct Open {
    node: u32,
    last_child: u32,
    children: u32,
    is_map: bool,
    key: u32,
    key_start: u32,
}

/// A tree that is being built.
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
        let mut entry = Entry { span, parent: NONE, next: NONE, key: NONE, key_start: NONE, stored };
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
        let stored = if is_map { Stored::Map { first: NONE } } else { Stored::List { first: NONE } };
        let node = self.push(Span::new(start, start), stored);
        self.open.push(Open { node, last_child: NONE, children: 0, is_map, key: NONE, key_start: NONE });
    }

    /// Where the last of what the innermost list or map holds ends; 0 where it holds nothing.
    pub(super) fn last_end(&self) -> usize {
        let last = self.open.last().and_then(|open| self.entries.get(open.last_child as usize));
        last.map_or(0, |last| last.span.end as usize)
    }

    /// Closes the innermost list or map; a map with a key given twice is a fault.
    pub(super) fn close(&mut self, end: usize) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        if let Some(entry) = self.entries.get_mut(open.node as usize) {
            entry.span.end = as_u32(end).max(entry.span.start);
        }
        if open.is_map { self.refuse_duplicates(&open) } else { Ok(()) }
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
        let (entries, owned, keys) = (self.entries.into(), self.owned.into(), self.keys.into());
        Tree { source, entries, owned, keys, change: None }
    }
}
