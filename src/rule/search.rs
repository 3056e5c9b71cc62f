//! Finding nodes by what a field of theirs holds, in all documents of a kind: gone through once,
//! asked as often as rules like.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Path;
use super::path::Subject;
use crate::document::{Node, NodeId, Value};
use crate::schema::{self, Kind};
use crate::submission::{Member, NodeRef, Read, Search, Submission};

/// The searches made so far.
#[derive(Default)]
pub(super) struct Searches {
    made: Mutex<HashMap<Asked, Arc<Found>>>,
}

/// What is searched for: kind, path, field.
type Asked = (&'static str, String, String);

/// What one search went through: the nodes by what their field holds, as written.
pub(super) struct Found {
    by_value: HashMap<String, Vec<NodeRef>>,
    /// The search, as what rests on it names it.
    pub(super) search: Arc<Search>,
}

impl Found {
    /// The nodes whose field holds a value, in the order of the documents.
    pub(super) fn holding(&self, value: &str) -> &[NodeRef] {
        self.by_value.get(value).map_or(&[], Vec::as_slice)
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
    ) -> Result<Arc<Found>, String> {
        let kind = schema::kind(kind).ok_or_else(|| format!("\"{kind}\" is no kind of document"))?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (kind.name(), path.to_owned(), field.to_owned());
        if let Some(found) = made.get(&key) {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(search(submission, kind, path, field)?);
        made.insert(key, Arc::clone(&found));
        Ok(found)
    }
}

fn search(submission: &Submission, kind: &'static Kind, path: &str, field: &str) -> Result<Found, String> {
    let steps = Path::parse(path, kind.shape())?;
    let mut by_value: HashMap<String, Vec<NodeRef>> = HashMap::new();
    let mut through = Vec::new();
    for root in submission.of_kind(kind.name()) {
        let Some(member) = submission.member(root.document) else { continue };
        let document = &member.document;
        for subject in steps.subjects(document.root(), kind.shape()) {
            let Subject::Node(node) = subject else { continue };
            let Some(held) = held(member, document.node(node), field) else { continue };
            through.push(Read { at: NodeRef { document: root.document, node: held }, absent: None });
            if let Some(value) = document.node(held).as_written() {
                by_value.entry(value.to_owned()).or_default().push(NodeRef { document: root.document, node });
            }
        }
    }
    let path = if field.is_empty() { path.to_owned() } else { format!("{path}/{}", field.replace('.', "/")) };
    Ok(Found { by_value, search: Arc::new(Search { kind: kind.name(), path, through: through.into() }) })
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
