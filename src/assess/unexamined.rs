//! What no rule read: the first thing that an assurer should know.

use std::collections::HashSet;

use crate::document::{Node, Value};
use crate::submission::{NodeRef, Read, Reads, Submission};

/// Fields that every document is known by; reading the document examines them.
const KNOWN_BY: [&str; 3] = ["$schema", "kind", "id"];

/// The outermost nodes of which nothing was read.
pub(super) fn find(submission: &Submission, reads: &[Reads]) -> Vec<NodeRef> {
    let mut marks: Vec<Vec<bool>> =
        submission.members().iter().map(|member| vec![false; member.document.tree().len()]).collect();
    let mut known: HashSet<*const Read> = HashSet::new();
    let searched = reads.iter().flat_map(Reads::searches).map(|search| &search.through);
    let runs = reads.iter().flat_map(Reads::runs).chain(searched).filter(|run| known.insert(run.as_ptr()));
    for read in runs.flat_map(|run| run.iter()).filter(|read| read.absent.is_none()) {
        let document = marks.get_mut(read.at.document as usize);
        if let Some(mark) = document.and_then(|marks| marks.get_mut(read.at.node.index())) {
            *mark = true;
        }
    }
    let mut found = Vec::new();
    for ((document, member), marks) in (0..).zip(submission.members()).zip(&marks) {
        let examined = examined(member.document.root(), marks);
        let mut inner = Vec::new();
        gather(member.document.root(), &examined, &mut inner);
        found.extend(inner.into_iter().map(|node| NodeRef { document, node: node.id() }));
    }
    found
}

/// Whether each node or anything in it was read; children come after their parents.
fn examined(root: Node<'_>, marks: &[bool]) -> Vec<bool> {
    let mut examined = marks.to_vec();
    for node in root.tree().nodes().collect::<Vec<_>>().into_iter().rev() {
        let read = examined.get(node.id().index()).copied().unwrap_or(false);
        if let (true, Some(parent)) = (read, node.parent())
            && let Some(mark) = examined.get_mut(parent.id().index())
        {
            *mark = true;
        }
    }
    examined
}

fn gather<'a>(node: Node<'a>, examined: &[bool], found: &mut Vec<Node<'a>>) {
    for child in node.children() {
        let known = node.parent().is_none() && child.key().is_some_and(|key| KNOWN_BY.contains(&key));
        if known {
            continue;
        }
        if !examined.get(child.id().index()).copied().unwrap_or(false) {
            found.push(child);
        } else if matches!(child.value(), Value::List | Value::Map) {
            gather(child, examined, found);
        }
    }
}
