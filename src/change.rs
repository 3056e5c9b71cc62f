//! What changed between two versions of a submission.
//!
//! Documents and the items of lists are matched by identity, then by likeness, never by position
//! alone. What is left over is told as edits: a value that changed, something that was added or
//! removed, an order that is another. How a text is laid out does not count as a change, nor the
//! order of fields, nor a field that is there but holds nothing.

mod applied;
mod matching;
#[cfg(test)]
mod tests;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{Document, Node, NodeId, Value};
use crate::submission::{NodeRef, Submission};

pub use told::Told;

/// One edit of a document. Nodes of the earlier version are numbered within the earlier
/// submission, those of the later one within the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// A value became another.
    Changed {
        /// The value as it was.
        before: NodeRef,
        /// The value as it is.
        after: NodeRef,
    },
    /// Something is there that was not.
    Added {
        /// What should have held it; none for a whole document.
        under: Option<NodeRef>,
        /// What was added.
        after: NodeRef,
    },
    /// Something is gone.
    Removed {
        /// What was removed.
        before: NodeRef,
        /// What held it, as it is now; none for a whole document.
        under: Option<NodeRef>,
    },
    /// The items of a list stand in another order.
    Reordered {
        /// The list as it was.
        before: NodeRef,
        /// The list as it is.
        after: NodeRef,
    },
}

/// Two documents that are versions of one, or one that has no other version.
#[derive(Debug)]
struct Pair {
    before: Option<u32>,
    after: Option<u32>,
    nodes: matching::Matched,
}

/// Two versions of a submission, matched.
pub struct Versions {
    /// The earlier version.
    pub before: Arc<Submission>,
    /// The later version.
    pub after: Arc<Submission>,
    pairs: Vec<Pair>,
    /// The position of each earlier and of each later document's pair.
    of_before: BTreeMap<u32, usize>,
    of_after: BTreeMap<u32, usize>,
    edits: Vec<Edit>,
    /// The positions of the edits, by document and node of the later version.
    by_place: BTreeMap<(u32, usize), Vec<usize>>,
}

impl Versions {
    /// Matches two versions of a submission.
    pub fn new(before: Arc<Submission>, after: Arc<Submission>) -> Versions {
        let mut pairs = Vec::new();
        let mut edits = Vec::new();
        for (earlier, later) in matching::documents(&before, &after) {
            let nodes = match (earlier.and_then(|at| before.member(at)), later.and_then(|at| after.member(at))) {
                (Some(was), Some(is)) => matching::nodes(was.kind, &was.document, &is.document),
                _ => matching::Matched::default(),
            };
            let pair = Pair { before: earlier, after: later, nodes };
            edits.extend(edits_of(&pair));
            pairs.push(pair);
        }
        let numbered = || pairs.iter().enumerate();
        let of_before = numbered().filter_map(|(at, pair)| Some((pair.before?, at))).collect();
        let of_after = numbered().filter_map(|(at, pair)| Some((pair.after?, at))).collect();
        let mut by_place: BTreeMap<(u32, usize), Vec<usize>> = BTreeMap::new();
        for (position, edit) in edits.iter().enumerate() {
            let place = match *edit {
                Edit::Changed { after, .. } | Edit::Added { after, .. } | Edit::Reordered { after, .. } => Some(after),
                Edit::Removed { under, .. } => under,
            };
            if let Some(at) = place {
                by_place.entry((at.document, at.node.index())).or_default().push(position);
            }
        }
        Versions { before, after, pairs, of_before, of_after, edits, by_place }
    }

    /// The edits, in the order of the later version's documents and places.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The edits of a subject and of what is below it: a node of the later version.
    pub fn edits_of(&self, after: NodeRef) -> impl Iterator<Item = Edit> {
        let end = self.after.node(after).map_or(after.node.index(), last_below);
        let own = (after.document, after.node.index())..=(after.document, end);
        self.by_place.range(own).flat_map(|(_, edits)| edits).filter_map(|at| self.edits.get(*at).copied())
    }

    /// What a node of the earlier version became; none if it is gone.
    pub fn later(&self, before: NodeRef) -> Option<NodeRef> {
        let document = self.later_document(before.document)?;
        Some(NodeRef { document, node: self.later_node(before.document, before.node)? })
    }

    /// What a node of the later version was; none if it is new.
    pub fn earlier(&self, after: NodeRef) -> Option<NodeRef> {
        let pair = self.pair_of_after(after.document)?;
        Some(NodeRef { document: pair.before?, node: pair.nodes.earlier(after.node)? })
    }

    fn later_document(&self, before: u32) -> Option<u32> {
        self.pair_of_before(before)?.after
    }

    fn pair_of_before(&self, document: u32) -> Option<&Pair> {
        self.pairs.get(*self.of_before.get(&document)?)
    }

    fn pair_of_after(&self, document: u32) -> Option<&Pair> {
        self.pairs.get(*self.of_after.get(&document)?)
    }

    fn later_node(&self, document: u32, before: NodeId) -> Option<NodeId> {
        self.pair_of_before(document)?.nodes.later(before)
    }

    /// The earlier version with some of the edits, for the documents that these touch.
    pub fn with_edits(&self, chosen: &[Edit]) -> Submission {
        applied::with_edits(self, chosen)
    }
}

/// The edits of a pair of documents, with the nodes told by their documents.
fn edits_of(pair: &Pair) -> Vec<Edit> {
    match (pair.before, pair.after) {
        (Some(before), Some(after)) => {
            let was = |node: NodeId| NodeRef { document: before, node };
            let is = |node: NodeId| NodeRef { document: after, node };
            let told = pair.nodes.edits.iter().map(|edit| match *edit {
                matching::Step::Changed(old, new) => Edit::Changed { before: was(old), after: is(new) },
                matching::Step::Added(under, new) => Edit::Added { under: Some(was(under)), after: is(new) },
                matching::Step::Removed(old, under) => Edit::Removed { before: was(old), under: Some(is(under)) },
                matching::Step::Reordered(old, new) => Edit::Reordered { before: was(old), after: is(new) },
            });
            told.collect()
        }
        (Some(document), None) => {
            vec![Edit::Removed { before: NodeRef { document, node: NodeId::ROOT }, under: None }]
        }
        (None, Some(document)) => {
            vec![Edit::Added { under: None, after: NodeRef { document, node: NodeId::ROOT } }]
        }
        (None, None) => Vec::new(),
    }
}

/// The position of the last node below another: what a node holds stands right after it.
fn last_below(node: Node<'_>) -> usize {
    node.children().last().map_or(node.id().index(), last_below)
}

/// Whether two values say the same, however they are laid out; the number 2 and the text "2" do
/// not, since rules read them differently.
fn says_the_same(left: Node<'_>, right: Node<'_>) -> bool {
    match (left.value(), right.value()) {
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::Null, Value::Null) => true,
        (Value::Number(_), Value::Text(_)) | (Value::Text(_), Value::Number(_)) => false,
        _ => match (left.as_written(), right.as_written()) {
            (Some(left), Some(right)) => left == right || left.split_whitespace().eq(right.split_whitespace()),
            _ => false,
        },
    }
}

/// The values below a node, itself included, in order.
fn leaves<'n>(node: Node<'n>, found: &mut Vec<Node<'n>>) {
    match node.value() {
        Value::List | Value::Map => node.children().for_each(|child| leaves(child, found)),
        _ if node.holds_something() => found.push(node),
        _ => {}
    }
}

/// Whether two documents have the same bytes.
fn is_same_file(left: &Document, right: &Document) -> bool {
    !left.is_office() && !right.is_office() && left.text() == right.text()
}
