//! Where a document comes from that was read from an office file: its places are the officer's own.

use std::collections::HashMap;
use std::sync::Arc;

use super::tree::{Node, NodeId, Tree};

/// What the file of a document tells beside its values.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// Where each value stands: `sheet "Cover", cell E14`; `paragraph 7.5.2`. By the value's position in
    /// the order of the document, in which maps and lists count as values before what they hold.
    pub spots: Vec<(usize, Arc<str>)>,
    /// Cells that the form has for a field and that are empty: the position of the group of fields, the
    /// field (or the heading that the item would have its name of), and where the cell stands.
    pub empty: Vec<(usize, String, Arc<str>)>,
    /// Fields that the file may hold in a column that nothing looks for: the position of the group of
    /// fields, the field, and why nobody can tell, in words.
    pub unread: Vec<(usize, String, Arc<str>)>,
    /// Values that the file does not hold as data, such as an error of a formula, in words; by position.
    pub faults: Vec<(usize, String)>,
    /// What a reader should know of the file: hidden sheets, tracked changes; in words.
    pub notices: Vec<String>,
}

/// An origin whose places are found by node.
#[derive(Debug)]
pub(super) struct Located {
    pub(super) sha256: String,
    pub(super) notices: Vec<String>,
    pub(super) faults: Vec<(NodeId, String)>,
    spots: HashMap<NodeId, Arc<str>>,
    empty: HashMap<NodeId, Vec<(String, Arc<str>)>>,
    unread: HashMap<NodeId, Vec<(String, Arc<str>)>>,
}

impl Located {
    pub(super) fn new(origin: Origin, tree: &Tree) -> Located {
        let ids: Vec<NodeId> = tree.nodes().map(Node::id).collect();
        let at = |position: usize| ids.get(position).copied();
        let spots = origin.spots.into_iter().filter_map(|(position, spot)| Some((at(position)?, spot))).collect();
        let faults = origin.faults.into_iter().filter_map(|(position, what)| Some((at(position)?, what))).collect();
        let by_node = |fields: Vec<(usize, String, Arc<str>)>| {
            let mut found: HashMap<NodeId, Vec<(String, Arc<str>)>> = HashMap::new();
            for (position, field, words) in fields {
                if let Some(node) = at(position) {
                    found.entry(node).or_default().push((field, words));
                }
            }
            found
        };
        let (empty, unread) = (by_node(origin.empty), by_node(origin.unread));
        Located { sha256: origin.sha256, notices: origin.notices, faults, spots, empty, unread }
    }

    /// Why nobody can tell what a field holds that the file may hold where nothing looks for it.
    pub(super) fn unread(&self, node: NodeId, field: &str) -> Option<&str> {
        let fields = self.unread.get(&node)?;
        fields.iter().find(|(own, _)| own == field).map(|(_, why)| why.as_ref())
    }

    /// The empty cells of a group of fields.
    pub(super) fn empty_cells(&self, node: NodeId) -> &[(String, Arc<str>)] {
        self.empty.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The spot of a node: its own, or that of the first value in it, or of what it stands in.
    pub(super) fn spot(&self, node: Node<'_>) -> Option<&Arc<str>> {
        let mut above = Some(node);
        // A document as a whole stands at no place of its own.
        while let Some((at, parent)) = above.and_then(|at| Some((at, at.parent()?))) {
            if let Some(spot) = self.first_in(at) {
                return Some(spot);
            }
            above = Some(parent);
        }
        None
    }

    fn first_in(&self, node: Node<'_>) -> Option<&Arc<str>> {
        self.spots.get(&node.id()).or_else(|| node.children().find_map(|child| self.first_in(child)))
    }
}
