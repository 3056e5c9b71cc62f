//! Finding nodes by what a field of theirs holds, in all documents of a kind: gone through once,
//! asked as often as rules like.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Path;
use super::path::Subject;
use crate::document::{Node, NodeId, Value};
use crate::schema::{self, Kind};
use crate::submission::{Member, NodeRef, Read, Search, Submission};
use crate::wording;

/// The searches made so far.
#[derive(Default)]
pub(super) struct Searches {
    made: Mutex<HashMap<Asked, Arc<Found>>>,
}

/// What is searched for: kind, path, field, and what counts as the same value.
type Asked = (&'static str, String, String, Sameness);

/// What counts as the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sameness {
    /// The same as written.
    Written,
    /// The same words, whatever letter case, spacing and marks; what has no words is no value.
    Words,
}

impl Sameness {
    fn of(self, value: &str) -> Cow<'_, str> {
        match self {
            Sameness::Written => value.into(),
            Sameness::Words => wording::plain(value).into(),
        }
    }
}

/// What one search went through: the nodes by what their field holds.
pub(super) struct Found {
    sameness: Sameness,
    by_value: HashMap<String, Vec<NodeRef>>,
    /// The nodes that were passed over, each of which may be one sought: the field holds nothing, or
    /// something is not written as its kind needs it. In the order of the documents.
    passed_over: Vec<NodeRef>,
    /// The search, as what rests on it names it.
    pub(super) search: Arc<Search>,
}

impl Found {
    /// The nodes whose field holds a value, in the order of the documents.
    pub(super) fn holding(&self, value: &str) -> &[NodeRef] {
        self.by_value.get(&*self.sameness.of(value)).map_or(&[], Vec::as_slice)
    }

    /// Those of one document.
    pub(super) fn holding_in(&self, value: &str, document: u32) -> &[NodeRef] {
        let all = self.holding(value);
        let start = all.partition_point(|at| at.document < document);
        let end = all.partition_point(|at| at.document <= document);
        all.get(start..end).unwrap_or_default()
    }

    /// The first node that was passed over in a document.
    pub(super) fn first_passed_over_in(&self, document: u32) -> Option<NodeRef> {
        let start = self.passed_over.partition_point(|at| at.document < document);
        self.passed_over.get(start).copied().filter(|at| at.document == document)
    }
}

impl Searches {
    /// The nodes at a path (`/items/*`) in the documents of a kind, by a field of theirs
    /// (`ratifies.meeting`), or by themselves if the field is empty. What is not written as its kind needs it is passed over: that is
    /// said of itself.
    pub(super) fn find(
        &self,
        submission: &Submission,
        kind: &str,
        path: &str,
        field: &str,
        sameness: Sameness,
    ) -> Result<Arc<Found>, String> {
        let kind = schema::kind(kind).ok_or_else(|| format!("\"{kind}\" is no kind of document"))?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (kind.name(), path.to_owned(), field.to_owned(), sameness);
        if let Some(found) = made.get(&key) {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(search(submission, kind, path, field, sameness)?);
        made.insert(key, Arc::clone(&found));
        Ok(found)
    }

    /// Does something with the lock of the searches held: a test stops there.
    #[cfg(test)]
    pub(super) fn with_lock_held(&self, work: impl FnOnce()) {
        let _held = self.made.lock();
        work();
    }
}

fn search(
    submission: &Submission,
    kind: &'static Kind,
    path: &str,
    field: &str,
    sameness: Sameness,
) -> Result<Found, String> {
    let steps = Path::parse(path, kind.shape())?;
    let mut by_value: HashMap<String, Vec<NodeRef>> = HashMap::new();
    let mut through = Vec::new();
    let mut passed_over = Vec::new();
    for root in submission.of_kind(kind.name()) {
        let Some(member) = submission.member(root.document) else { continue };
        let document = &member.document;
        for subject in steps.subjects(document.root(), kind.shape()) {
            let (node, held) = match subject {
                Subject::Node(node) => (node, held(member, document.node(node), field)),
                Subject::Unreadable(node, _) => (node, None),
            };
            let Some(held) = held else {
                passed_over.push(NodeRef { document: root.document, node });
                continue;
            };
            through.push(Read { at: NodeRef { document: root.document, node: held }, absent: None });
            let value = document.node(held).as_written().map(|value| sameness.of(value));
            if let Some(value) = value.filter(|value| sameness == Sameness::Written || !value.is_empty()) {
                by_value.entry(value.into_owned()).or_default().push(NodeRef { document: root.document, node });
            }
        }
    }
    let path = if field.is_empty() { path.to_owned() } else { format!("{path}/{}", field.replace('.', "/")) };
    let search = Arc::new(Search { kind: kind.name(), path, through: through.into() });
    Ok(Found { sameness, by_value, passed_over, search })
}

/// The node of a field that holds something and is written as it should be.
fn held(member: &Member, node: Node<'_>, field: &str) -> Option<NodeId> {
    let mut at = node;
    for name in field.split('.').filter(|name| !name.is_empty()) {
        if at.value() != Value::Map {
            return None;
        }
        at = at.get(name).filter(|child| member.fault_at(child.id()).is_none())?;
    }
    Some(at.id())
}
