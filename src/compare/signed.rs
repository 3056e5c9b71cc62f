//! Whether something that was signed has been edited.

use crate::change::{Edit, Versions};
use crate::content;
use crate::document::{Node, NodeId};

/// A sign-off whose content an edit touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// What was signed, as a person calls it.
    pub of: String,
    /// When, as the earlier version records it; none where it gives no date.
    pub on: Option<String>,
}

/// The sign-offs of the earlier version whose content an edit touches, the innermost first.
pub fn signed_before(versions: &Versions, edit: Edit) -> Vec<Signed> {
    let Some(at) = (match edit {
        Edit::Changed { before, .. } | Edit::Removed { before, .. } | Edit::Reordered { before, .. } => Some(before),
        Edit::Added { under, .. } => under,
    }) else {
        return Vec::new();
    };
    let Some(member) = versions.before.member(at.document) else { return Vec::new() };
    let node = member.document.node(at.node);
    let own: Vec<NodeId> = std::iter::successors(Some(node), |node| node.parent()).map(Node::id).collect();
    let mut found: Vec<_> = content::sign_offs(member)
        .into_iter()
        .filter(|sign_off| own.contains(&sign_off.of.id()) && !own.contains(&sign_off.block.id()))
        .filter(|sign_off| !is_of_block(versions, edit, sign_off.block))
        .collect();
    found.sort_by_key(|sign_off| own.iter().position(|node| *node == sign_off.of.id()));
    let dated = |block: Node<'_>| {
        let mut dates = Vec::new();
        gather_dates(block, &mut dates);
        dates.pop()
    };
    let told = |sign_off: content::SignOff<'_>| Signed {
        of: match sign_off.of.parent() {
            Some(_) => member.kind.label(sign_off.of),
            None => format!("the {}", member.kind.label(sign_off.of)),
        },
        on: dated(sign_off.block),
    };
    found.into_iter().map(told).collect()
}

/// Whether an edit adds the sign-off block itself.
fn is_of_block(versions: &Versions, edit: Edit, block: Node<'_>) -> bool {
    match edit {
        Edit::Added { after, .. } => {
            let node = versions.after.node(after);
            node.and_then(Node::key).is_some_and(|key| block.key() == Some(key))
        }
        _ => false,
    }
}

fn gather_dates(node: Node<'_>, dates: &mut Vec<String>) {
    for child in node.children() {
        match child.as_text() {
            Some(text) if child.key() == Some("date") && !text.trim().is_empty() => dates.push(text.to_owned()),
            _ => gather_dates(child, dates),
        }
    }
}
