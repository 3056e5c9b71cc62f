//! The earlier version with some of the edits, and not the others.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Edit, Versions};
use crate::document::written::{enclose, quote};
use crate::document::{Document, Format, Node, NodeId, Value};
use crate::submission::Submission;

/// What the chosen edits do to one document of the earlier version.
#[derive(Default)]
struct Chosen {
    /// Values that become others, by the earlier node.
    changed: HashMap<NodeId, NodeId>,
    /// What is added, by the earlier node that holds it.
    added: BTreeMap<NodeId, Vec<NodeId>>,
    removed: BTreeSet<NodeId>,
    /// Lists that stand in the order of the later version.
    reordered: BTreeSet<NodeId>,
}

/// The earlier version with the chosen edits. Documents without any are shared, the others are
/// written anew: their nodes have other identities than those of the two versions.
pub(super) fn with_edits(versions: &Versions, chosen: &[Edit]) -> Submission {
    let mut by_document: BTreeMap<u32, Chosen> = BTreeMap::new();
    let (mut added, mut removed) = (BTreeSet::new(), BTreeSet::new());
    for edit in chosen {
        match *edit {
            Edit::Changed { before, after } => {
                by_document.entry(before.document).or_default().changed.insert(before.node, after.node);
            }
            Edit::Added { under: Some(under), after } => {
                let chosen = by_document.entry(under.document).or_default();
                chosen.added.entry(under.node).or_default().push(after.node);
            }
            Edit::Added { under: None, after } => {
                added.insert(after.document);
            }
            Edit::Removed { before, under: Some(_) } => {
                by_document.entry(before.document).or_default().removed.insert(before.node);
            }
            Edit::Removed { before, under: None } => {
                removed.insert(before.document);
            }
            Edit::Reordered { before, .. } => {
                by_document.entry(before.document).or_default().reordered.insert(before.node);
            }
        }
    }
    let mut members = Vec::new();
    for (at, member) in (0..).zip(versions.before.members()) {
        let written = by_document.get(&at).and_then(|chosen| {
            let later = versions.after.member(versions.later_document(at)?)?;
            let writer = Writer { versions, document: at, chosen, later: &later.document };
            let mut text = String::new();
            writer.node(member.document.root(), &mut text);
            Document::read(member.document.path(), Format::Json, text.into_bytes()).ok()
        });
        match written {
            Some(document) => {
                members.extend(Submission::new(vec![document]).iter().flat_map(|one| one.members().to_vec()))
            }
            None if removed.contains(&at) => {}
            None => members.push(Arc::clone(member)),
        }
    }
    let news = (0..).zip(versions.after.members()).filter(|(at, _)| added.contains(at));
    members.extend(news.map(|(_, member)| Arc::clone(member)));
    members.sort_by(|left, right| left.document.path().cmp(right.document.path()));
    Submission::of_members(members)
}

struct Writer<'v> {
    versions: &'v Versions,
    document: u32,
    chosen: &'v Chosen,
    later: &'v Document,
}

impl<'v> Writer<'v> {
    /// A node of the earlier version, with the edits.
    fn node(&self, before: Node<'v>, text: &mut String) {
        if let Some(after) = self.chosen.changed.get(&before.id()) {
            return as_it_is(self.later.node(*after), text);
        }
        let added = self.chosen.added.get(&before.id()).map_or(&[][..], Vec::as_slice);
        match before.value() {
            Value::Map => self.fields(before, added, text),
            Value::List => self.items(before, added, text),
            _ => as_it_is(before, text),
        }
    }

    fn fields(&self, before: Node<'v>, added: &[NodeId], text: &mut String) {
        let new: Vec<Node<'v>> = added.iter().map(|id| self.later.node(*id)).collect();
        let is_replaced = |child: Node<'_>| !child.holds_something() && new.iter().any(|new| new.key() == child.key());
        let mut parts = Vec::new();
        for child in before.children().filter(|child| !self.chosen.removed.contains(&child.id())) {
            if !is_replaced(child) {
                let mut part = String::new();
                self.node(child, &mut part);
                parts.push((child.key().unwrap_or_default(), part));
            }
        }
        for child in new {
            let mut part = String::new();
            as_it_is(child, &mut part);
            parts.push((child.key().unwrap_or_default(), part));
        }
        enclose(text, ['{', '}'], parts, |text, (key, part)| {
            quote(key, text);
            text.push(':');
            text.push_str(&part);
        });
    }

    fn items(&self, before: Node<'v>, added: &[NodeId], text: &mut String) {
        enum Item<'n> {
            Kept(Node<'n>),
            New(Node<'n>),
        }
        let later = |node: Node<'_>| self.versions.later_node(self.document, node.id());
        let kept = before.children().filter(|child| !self.chosen.removed.contains(&child.id()));
        let mut items: Vec<(Option<NodeId>, Item<'v>)> = kept.map(|child| (later(child), Item::Kept(child))).collect();
        if self.chosen.reordered.contains(&before.id()) {
            // Those that are gone in the later version keep their place at the end.
            items.sort_by_key(|(after, _)| after.map_or(usize::MAX, NodeId::index));
        }
        let mut new: Vec<Node<'v>> = added.iter().map(|id| self.later.node(*id)).collect();
        new.sort_by_key(|node| node.id());
        for node in new {
            // After the last one that stands before it in the later version.
            let place = items.iter().rposition(|(after, _)| after.is_some_and(|after| after < node.id()));
            items.insert(place.map_or(0, |place| place + 1), (Some(node.id()), Item::New(node)));
        }
        enclose(text, ['[', ']'], items, |text, (_, item)| match item {
            Item::Kept(child) => self.node(child, text),
            Item::New(child) => as_it_is(child, text),
        });
    }
}

/// A node as JSON, as it is. A number that JSON does not know is written as a text.
fn as_it_is(node: Node<'_>, text: &mut String) {
    match node.value() {
        Value::Null => text.push_str("null"),
        Value::Bool(truth) => {
            let _ = write!(text, "{truth}");
        }
        Value::Number(number) if serde_json::from_str::<serde_json::Number>(number).is_ok() => text.push_str(number),
        Value::Number(words) | Value::Text(words) => quote(words, text),
        Value::List => enclose(text, ['[', ']'], node.children(), |text, child| as_it_is(child, text)),
        Value::Map => enclose(text, ['{', '}'], node.children(), |text, child| {
            quote(child.key().unwrap_or_default(), text);
            text.push(':');
            as_it_is(child, text);
        }),
    }
}
