//! What nodes are called across runs: pointers with identities in place of positions.

use std::collections::HashMap;

use super::Shape;
use crate::document::{Node, NodeId};

/// The identities of the nodes of one document. The items of a list are named together, the
/// first time that one of them is asked for, so that a long list takes its share of time and no more.
pub struct Identities<'s> {
    shape: Shape<'s>,
    items: HashMap<NodeId, String>,
}

impl<'s> Identities<'s> {
    /// Identities for a document whose kind has this shape.
    pub fn new(shape: Shape<'s>) -> Self {
        Identities { shape, items: HashMap::new() }
    }

    /// The pointer of a node with the identities of list items in place of their positions: it
    /// stays the same when items are added before. Items of equal identity are told apart by
    /// `#2`, `#3`.
    pub fn of(&mut self, node: Node<'_>) -> String {
        let Some(parent) = node.parent() else { return String::new() };
        match node.key() {
            Some(key) => format!("{}/{}", self.of(parent), escaped(key)),
            None => self.of_item(node, parent),
        }
    }

    /// The node below another that has a name: what [`Identities::of`] was asked for.
    pub fn find<'n>(&mut self, root: Node<'n>, name: &str) -> Option<Node<'n>> {
        if name.is_empty() {
            return Some(root);
        }
        let mut node = root;
        let mut end = 0;
        for step in name.strip_prefix('/')?.split('/') {
            end += 1 + step.len();
            let wanted = name.get(..end)?;
            node = node.children().find(|child| match child.key() {
                Some(key) => escaped(key) == step,
                None => self.of(*child) == wanted,
            })?;
        }
        Some(node)
    }

    fn of_item(&mut self, item: Node<'_>, list: Node<'_>) -> String {
        if !self.items.contains_key(&item.id()) {
            self.name_items(list);
        }
        self.items.get(&item.id()).cloned().unwrap_or_default()
    }

    fn name_items(&mut self, list: Node<'_>) {
        let field = self.shape.of_node(list).and_then(Shape::items).and_then(Shape::identity_field);
        let outer = self.of(list);
        let mut seen: HashMap<String, usize> = HashMap::new();
        for item in list.children() {
            let own = field.and_then(|field| item.get(field)?.as_written());
            let name = match own {
                Some(own) => {
                    let count = seen.entry(own.to_owned()).or_insert(0);
                    *count += 1;
                    if *count == 1 { own.to_owned() } else { format!("{own}#{count}") }
                }
                None => item.position().unwrap_or(0).to_string(),
            };
            self.items.insert(item.id(), format!("{outer}/{}", escaped(&name)));
        }
    }
}

/// A step as a pointer writes it (RFC 6901).
fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}
