//! Finds for each node of one version what it is in the other.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};

use super::{is_same_file, leaves, says_the_same};
use crate::document::{Document, Node, NodeId, Tree, Value};
use crate::schema::{Kind, Shape};
use crate::submission::{Member, Submission};
use crate::wording::likeness::{self, Words};

/// One edit within a document: nodes of the earlier version first, but for the place where
/// something was added, which is a node of the earlier version too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Changed(NodeId, NodeId),
    /// The node of the earlier version that should have held it, and what was added.
    Added(NodeId, NodeId),
    /// What was removed, and the node of the later version that held it.
    Removed(NodeId, NodeId),
    Reordered(NodeId, NodeId),
}

/// The nodes of two documents, matched.
#[derive(Debug, Default)]
pub(super) struct Matched {
    later: Vec<Option<NodeId>>,
    earlier: Vec<Option<NodeId>>,
    pub(super) edits: Vec<Step>,
}

impl Matched {
    pub(super) fn later(&self, before: NodeId) -> Option<NodeId> {
        self.later.get(before.index()).copied().flatten()
    }

    pub(super) fn earlier(&self, after: NodeId) -> Option<NodeId> {
        self.earlier.get(after.index()).copied().flatten()
    }
}

/// Pairs the documents: by kind and identity, by kind and file name, then by likeness of their
/// words; those left have no other version. In the order of the later version, what is gone last.
pub(super) fn documents(before: &Submission, after: &Submission) -> Vec<(Option<u32>, Option<u32>)> {
    let mut was: Vec<(u32, &Member)> = (0..).zip(before.members()).map(|(at, member)| (at, &**member)).collect();
    let mut is: Vec<(u32, &Member)> = (0..).zip(after.members()).map(|(at, member)| (at, &**member)).collect();
    let mut pairs = Vec::new();
    let identity = |member: &Member| {
        let id = member.document.root().get("id")?.as_written()?.to_owned();
        Some((member.kind.name(), id))
    };
    let name = |member: &Member| {
        let path = member.document.path();
        Some((member.kind.name(), path.rsplit(['/', '\\', ':']).next().unwrap_or(path).to_owned()))
    };
    take_equal(&mut was, &mut is, &mut pairs, identity);
    take_equal(&mut was, &mut is, &mut pairs, name);
    let words = |members: &[(u32, &Member)]| -> Vec<Words> {
        members.iter().map(|(_, member)| words_of(member.document.root(), None)).collect()
    };
    for (old, new) in likeness::pair(&words(&was), &words(&is)) {
        if let (Some((old, one)), Some((new, other))) = (was.get(old), is.get(new))
            && one.kind.name() == other.kind.name()
        {
            pairs.push((*old, *new));
        }
    }
    was.retain(|(at, _)| !pairs.iter().any(|(old, _)| old == at));
    is.retain(|(at, _)| !pairs.iter().any(|(_, new)| new == at));
    let mut all: Vec<(Option<u32>, Option<u32>)> = pairs.into_iter().map(|(old, new)| (Some(old), Some(new))).collect();
    all.extend(is.into_iter().map(|(new, _)| (None, Some(new))));
    all.sort_by_key(|(_, new)| *new);
    all.extend(was.into_iter().map(|(old, _)| (Some(old), None)));
    all
}

/// The words of an item, without those of its identity.
fn words_of(item: Node<'_>, identity: Option<&str>) -> Words {
    let mut found = Vec::new();
    leaves(item, &mut found);
    let own = identity.and_then(|field| item.get(field)).map(Node::id);
    Words::of(found.into_iter().filter(|leaf| Some(leaf.id()) != own).filter_map(Node::as_written))
}

/// What shares a key in the earlier version, and what in the later one.
type Sides<K, T> = BTreeMap<K, (Vec<T>, Vec<T>)>;

type Numbered<'m> = (u32, &'m Member);

/// Pairs the documents that share something which only one on each side has.
fn take_equal(
    was: &mut Vec<Numbered<'_>>,
    is: &mut Vec<Numbered<'_>>,
    pairs: &mut Vec<(u32, u32)>,
    key: impl Fn(&Member) -> Option<(&'static str, String)>,
) {
    let mut sides: Sides<(&str, String), u32> = BTreeMap::new();
    for (at, member) in was.iter() {
        if let Some(key) = key(member) {
            sides.entry(key).or_default().0.push(*at);
        }
    }
    for (at, member) in is.iter() {
        if let Some(key) = key(member) {
            sides.entry(key).or_default().1.push(*at);
        }
    }
    for (old, new) in sides.into_values() {
        if let ([old], [new]) = (&old[..], &new[..]) {
            pairs.push((*old, *new));
        }
    }
    was.retain(|(at, _)| !pairs.iter().any(|(old, _)| old == at));
    is.retain(|(at, _)| !pairs.iter().any(|(_, new)| new == at));
}

/// Matches the nodes of two versions of a document.
pub(super) fn nodes(kind: &Kind, before: &Document, after: &Document) -> Matched {
    let matched =
        Matched { later: vec![None; before.tree().len()], earlier: vec![None; after.tree().len()], edits: Vec::new() };
    if is_same_file(before, after) {
        let all: Vec<Option<NodeId>> = before.tree().nodes().map(|node| Some(node.id())).collect();
        return Matched { later: all.clone(), earlier: all, edits: Vec::new() };
    }
    let contents = (contents(before.tree()), contents(after.tree()));
    let mut walk = Walk { matched, before: contents.0, after: contents.1 };
    walk.pair(before.root(), after.root(), Some(kind.shape()));
    walk.matched
}

/// What each node says, as a number that is the same for nodes that say the same.
fn contents(tree: &Tree) -> Vec<u64> {
    let mut contents = vec![0_u64; tree.len()];
    // Children stand after what holds them: from the end, each is known when it is needed.
    for node in tree.nodes().rev() {
        let content = content(node, &contents, None);
        if let Some(place) = contents.get_mut(node.id().index()) {
            *place = content;
        }
    }
    contents
}

/// What a node says, perhaps without one of its fields; the order of items does not count.
fn content(node: Node<'_>, known: &[u64], without: Option<&str>) -> u64 {
    let of = |part: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        part(&mut hasher);
        hasher.finish()
    };
    match node.value() {
        Value::Map | Value::List => {
            let parts = node
                .children()
                .filter(|child| child.holds_something() && (without.is_none() || child.key() != without));
            let sum = parts.fold(0_u64, |sum, child| {
                let inner = known.get(child.id().index()).copied().unwrap_or(0);
                sum.wrapping_add(of(&|hasher| (child.key(), inner).hash(hasher)))
            });
            of(&|hasher| (matches!(node.value(), Value::Map), sum).hash(hasher))
        }
        Value::Bool(truth) => of(&|hasher| truth.hash(hasher)),
        Value::Null => 0,
        Value::Text(text) => of(&|hasher| text.split_whitespace().for_each(|word| word.hash(hasher))),
        Value::Number(number) => of(&|hasher| (0_u8, number).hash(hasher)),
    }
}

struct Walk {
    matched: Matched,
    before: Vec<u64>,
    after: Vec<u64>,
}

impl Walk {
    fn pair(&mut self, before: Node<'_>, after: Node<'_>, shape: Option<Shape<'_>>) {
        if let Some(place) = self.matched.later.get_mut(before.id().index()) {
            *place = Some(after.id());
        }
        if let Some(place) = self.matched.earlier.get_mut(after.id().index()) {
            *place = Some(before.id());
        }
        match (before.value(), after.value()) {
            (Value::Map, Value::Map) => self.pair_fields(before, after, shape),
            (Value::List, Value::List) => self.pair_items(before, after, shape.and_then(Shape::items)),
            _ if says_the_same(before, after) => {}
            _ => self.matched.edits.push(Step::Changed(before.id(), after.id())),
        }
    }

    fn pair_fields(&mut self, before: Node<'_>, after: Node<'_>, shape: Option<Shape<'_>>) {
        for is in after.children() {
            let Some(key) = is.key() else { continue };
            let field = shape.and_then(|shape| shape.field(key));
            match before.get(key) {
                Some(was) if was.holds_something() && is.holds_something() => self.pair(was, is, field),
                Some(was) if was.holds_something() => self.matched.edits.push(Step::Removed(was.id(), after.id())),
                _ if is.holds_something() => self.matched.edits.push(Step::Added(before.id(), is.id())),
                _ => {}
            }
        }
        for was in before.children().filter(|was| was.holds_something()) {
            if was.key().is_some_and(|key| after.get(key).is_none()) {
                self.matched.edits.push(Step::Removed(was.id(), after.id()));
            }
        }
    }

    fn pair_items(&mut self, before: Node<'_>, after: Node<'_>, shape: Option<Shape<'_>>) {
        let identity = shape.and_then(Shape::identity_field);
        let mut items = Items {
            identity,
            was: before.children().filter(|item| item.holds_something()).map(Some).collect(),
            is: after.children().filter(|item| item.holds_something()).map(Some).collect(),
            before: &self.before,
            after: &self.after,
            pairs: Vec::new(),
        };
        items.by_identity();
        items.by_content();
        items.by_likeness();
        items.by_unlike_identity();
        let Items { was, is, mut pairs, .. } = items;
        // In the order of the later version, so that the edits stand in it too.
        pairs.sort_by_key(|(_, is)| is.id());
        let in_order = pairs.windows(2).all(|two| match two {
            [(first, _), (second, _)] => first.id() < second.id(),
            _ => true,
        });
        for (was, is) in &pairs {
            self.pair(*was, *is, shape);
        }
        let edits = &mut self.matched.edits;
        edits.extend(is.into_iter().flatten().map(|is| Step::Added(before.id(), is.id())));
        edits.extend(was.into_iter().flatten().map(|was| Step::Removed(was.id(), after.id())));
        if !in_order {
            edits.push(Step::Reordered(before.id(), after.id()));
        }
    }
}

/// The items of two lists; those that are matched leave them.
struct Items<'n, 'w> {
    identity: Option<&'n str>,
    was: Vec<Option<Node<'n>>>,
    is: Vec<Option<Node<'n>>>,
    before: &'w [u64],
    after: &'w [u64],
    pairs: Vec<(Node<'n>, Node<'n>)>,
}

impl<'n> Items<'n, '_> {
    fn take(&mut self, was: usize, is: usize) {
        let (Some(old), Some(new)) = (self.was.get_mut(was), self.is.get_mut(is)) else { return };
        if let (Some(old), Some(new)) = (old.take(), new.take()) {
            self.pairs.push((old, new));
        }
    }

    /// The positions on each side by some key.
    fn sides<K: Ord>(&self, key: impl Fn(&Self, Node<'n>, &[u64]) -> Option<K>) -> Sides<K, usize> {
        let mut sides: Sides<K, usize> = BTreeMap::new();
        for (at, item) in self.was.iter().enumerate() {
            if let Some(key) = item.and_then(|item| key(self, item, self.before)) {
                sides.entry(key).or_default().0.push(at);
            }
        }
        for (at, item) in self.is.iter().enumerate() {
            if let Some(key) = item.and_then(|item| key(self, item, self.after)) {
                sides.entry(key).or_default().1.push(at);
            }
        }
        sides
    }

    fn name(&self, item: Node<'n>) -> Option<&'n str> {
        self.identity.and_then(|field| item.get(field)?.as_written())
    }

    /// Items of one identity that are not utterly unlike; of several, the equal ones first.
    fn by_identity(&mut self) {
        for (was, is) in self.sides(|items, item, _| items.name(item)).into_values() {
            let content = |known: &[u64], items: &[Option<Node<'n>>], at: usize| {
                items.get(at).copied().flatten().and_then(|item| known.get(item.id().index()).copied())
            };
            let mut free: BTreeSet<usize> = is.into_iter().collect();
            let mut left = Vec::new();
            for old in was {
                let own = content(self.before, &self.was, old);
                match free.iter().copied().find(|new| content(self.after, &self.is, *new) == own) {
                    Some(new) => {
                        free.remove(&new);
                        self.take(old, new);
                    }
                    None => left.push(old),
                }
            }
            for (old, new) in left.into_iter().zip(free) {
                let both = self.was.get(old).copied().flatten().zip(self.is.get(new).copied().flatten());
                let is_unlike = both
                    .is_some_and(|(old, new)| words_of(old, self.identity).is_unlike(&words_of(new, self.identity)));
                if !is_unlike {
                    self.take(old, new);
                }
            }
        }
    }

    /// Items that say the same but for their identity: they were numbered anew. Where they have an
    /// identity, figures alone do not make two of them one.
    fn by_content(&mut self) {
        let identity = self.identity;
        let sides = self.sides(|_, item, known| {
            let tells = identity.is_none() || words_of(item, identity).are_telling();
            tells.then(|| content(item, known, identity))
        });
        for (was, is) in sides.into_values() {
            was.into_iter().zip(is).for_each(|(old, new)| self.take(old, new));
        }
    }

    fn by_likeness(&mut self) {
        let left = |items: &[Option<Node<'n>>]| -> Vec<(usize, Words)> {
            let left = items.iter().enumerate().filter_map(|(at, item)| Some((at, (*item)?)));
            left.map(|(at, item)| (at, words_of(item, self.identity))).collect()
        };
        let (old_at, old): (Vec<usize>, Vec<Words>) = left(&self.was).into_iter().unzip();
        let (new_at, new): (Vec<usize>, Vec<Words>) = left(&self.is).into_iter().unzip();
        for (was, is) in likeness::pair(&old, &new) {
            if let (Some(was), Some(is)) = (old_at.get(was), new_at.get(is)) {
                self.take(*was, *is);
            }
        }
    }

    /// What nothing else was found for is what its identity says, however little of it is left.
    fn by_unlike_identity(&mut self) {
        let sides = self.sides(|items, item, _| items.name(item));
        for (was, is) in sides.into_values() {
            was.into_iter().zip(is).for_each(|(old, new)| self.take(old, new));
        }
    }
}
