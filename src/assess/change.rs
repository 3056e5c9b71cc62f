//! The subjects of a rule about changes: each with what it was, and what is gone.

use crate::change::Versions;
use crate::rule::{About, Each, Rule, Subject};
use crate::submission::{NodeRef, Submission};

/// The subjects in both versions, in the order of the later one, and after them what is gone.
/// `submission` holds the earlier version beside its own documents.
pub(super) fn subjects(versions: &Versions, submission: &Submission, rule: &Rule) -> Vec<(NodeRef, About)> {
    let mut found = Vec::new();
    let mut gone = Vec::new();
    for each in &rule.each {
        for at in of_kind(&versions.after, each) {
            let before = versions.earlier(at).map(|before| submission.in_earlier(before));
            found.push((at, About::Change { before, after: Some(at) }));
        }
        for was in of_kind(&versions.before, each).filter(|was| versions.later(*was).is_none()) {
            let before = submission.in_earlier(was);
            gone.push((before, About::Change { before: Some(before), after: None }));
        }
    }
    found.append(&mut gone);
    found
}

/// What the path of a rule leads to in all documents of its kind.
fn of_kind<'s>(submission: &'s Submission, each: &'s Each) -> impl Iterator<Item = NodeRef> + 's {
    submission.of_kind(each.kind.name()).flat_map(move |root| {
        let node = submission.node(root);
        let subjects = node.map(|node| each.path.subjects(node, each.kind.shape())).unwrap_or_default();
        subjects.into_iter().filter_map(move |subject| match subject {
            Subject::Node(node) => Some(NodeRef { document: root.document, node }),
            // What cannot be read is a fault of the document, and told as such.
            Subject::Unreadable(..) => None,
        })
    })
}
