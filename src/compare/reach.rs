//! The edits that can have made a finding turn: those of what its outcomes rest on.

use std::collections::{HashMap, HashSet};

use super::cause::{Search, above};
use crate::assess::Finding;
use crate::change::Edit;
use crate::document::Node;
use crate::submission::{NodeRef, Read};

impl Search<'_> {
    /// The edits of anything that the outcomes of the rule on the subject rest on, in either version.
    pub(super) fn candidates(&self, finding: &Finding, was: Option<&Finding>, is: Option<&Finding>) -> Vec<usize> {
        let (earlier, later) = self.subjects(was, is);
        let mut found: Vec<usize> = Vec::new();
        let mut seen: HashSet<NodeRef> = HashSet::new();
        // The subject itself, which may be all that there is of it.
        if let Some(at) = earlier {
            self.touching(&self.of_before, self.versions.before.node(at), at, &mut found);
        }
        if let Some(at) = later {
            self.touching(&self.of_after, self.versions.after.node(at), at, &mut found);
        }
        let own = self.versions.after.members().len();
        let rule = finding.rule.as_str();
        for one in self.found_before.get(&(rule, earlier)).into_iter().flatten() {
            for at in reads(one).map(|read| read.at).filter(|at| seen.insert(*at)) {
                self.touching(&self.of_before, self.versions.before.node(at), at, &mut found);
            }
        }
        seen.clear();
        for one in self.found_after.get(&(rule, is.map_or(later, |is| is.subject))).into_iter().flatten() {
            for at in reads(one).map(|read| read.at).filter(|at| seen.insert(*at)) {
                let is_later = (at.document as usize) < own;
                if is_later {
                    self.touching(&self.of_after, self.versions.after.node(at), at, &mut found);
                } else {
                    let document = at.document - u32::try_from(own).unwrap_or(0);
                    let at = NodeRef { document, node: at.node };
                    self.touching(&self.of_before, self.versions.before.node(at), at, &mut found);
                }
            }
        }
        // A document that came or went may be met by a search that names none.
        let whole = |edit: &Edit| matches!(edit, Edit::Added { under: None, .. } | Edit::Removed { under: None, .. });
        found.extend(self.versions.edits().iter().enumerate().filter(|(_, edit)| whole(edit)).map(|(at, _)| at));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Edits of a node that was read, and of what holds it.
    fn touching(
        &self,
        edits: &HashMap<NodeRef, Vec<usize>>,
        node: Option<Node<'_>>,
        at: NodeRef,
        found: &mut Vec<usize>,
    ) {
        let Some(node) = node else { return };
        for (steps, node) in above(node).enumerate() {
            let of_node = edits.get(&NodeRef { document: at.document, node }).into_iter().flatten();
            // What was added to, or taken from, a place further up is no edit of this node, unless
            // this node is in it.
            let matters = |edit: &&usize| {
                steps == 0
                    || self.versions.edits().get(**edit).is_some_and(|edit| match *edit {
                        Edit::Changed { .. } => true,
                        Edit::Added { after, .. } => after.document == at.document && after.node == node,
                        Edit::Removed { before, .. } => before.document == at.document && before.node == node,
                        Edit::Reordered { .. } => false,
                    })
            };
            found.extend(of_node.filter(matters));
        }
        // Fields deeper down that were asked for and are not there.
        for child in node.children() {
            let of_child = edits.get(&NodeRef { document: at.document, node: child.id() }).into_iter().flatten();
            let is_added_or_gone = |edit: &&usize| {
                matches!(self.versions.edits().get(**edit), Some(Edit::Added { .. } | Edit::Removed { .. }))
            };
            found.extend(of_child.filter(is_added_or_gone));
        }
    }
}

/// Everything that a finding rests on, searches included.
fn reads(finding: &Finding) -> impl Iterator<Item = &Read> {
    let searched = finding.evidence.searches().iter().flat_map(|search| search.through.iter());
    finding.evidence.runs().iter().flat_map(|run| run.iter()).chain(searched)
}
