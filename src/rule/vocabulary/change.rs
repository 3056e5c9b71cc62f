//! What became of an earlier version: for rules about changes.

use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, broken};
use super::super::shared::Shared;
use super::Described;
use crate::change::{Edit, Versions};
use crate::content;
use crate::document::{Node, NodeId};
use crate::numbering;
use crate::schema::Shape;
use crate::submission::NodeRef;
use crate::wording;

/// One edit in a script's hands: `change.said` in words, `change.field` below the subject, `change.was`
/// and `change.now`, which are nothing where it was added or removed.
struct Change {
    said: String,
    field: String,
    was: Option<ScriptNode>,
    now: Option<ScriptNode>,
}

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "edits_of(subject)",
        "The edits of the content of a subject since the earlier version, each a change; sign-off blocks are no content. Only for `check_change`.",
    ),
    ("change.said", "The edit in words for a message."),
    ("change.field", "The field below the subject that was edited."),
    ("change.was", "What stood there; nothing where it was added."),
    ("change.now", "What stands there; nothing where it was removed."),
    ("is_nothing(value)", "Whether a value is nothing: `before` where the subject is new, `after` where it is gone."),
    ("in_short(edits)", "Edits in words, a long list cut: \"a; b; and 12 more\"."),
    (
        "recorded(item, what)",
        "The recorded changes of a sort (\"re-dated\") of an item, from the list `changes` of its document.",
    ),
    (
        "newly_recorded(item, what)",
        "Those of them that the earlier version does not have: an approval covers the change that came with it, and no later one.",
    ),
    ("digest_of(node)", "The SHA-256 of the content of a part, as `quorate digest` prints it."),
    ("is_later_version(version, than)", "Whether one version comes after another."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<Change>>("Change")
        .register_get("said", |change: &mut Shared<Change>| change.said.clone())
        .register_get("field", |change: &mut Shared<Change>| change.field.clone())
        .register_get("was", |change: &mut Shared<Change>| or_nothing(change.was.clone()))
        .register_get("now", |change: &mut Shared<Change>| or_nothing(change.now.clone()))
        .register_fn("is_nothing", |value: Dynamic| value.is_unit())
        .register_fn("edits_of", edits_of)
        .register_fn("recorded", recorded)
        .register_fn("newly_recorded", newly_recorded)
        .register_fn("in_short", in_short)
        .register_fn("digest_of", digest_of)
        .register_fn("is_later_version", |version: ScriptNode, than: ScriptNode| {
            Ok::<bool, Box<rhai::EvalAltResult>>(numbering::compare(version.written()?, than.written()?).is_gt())
        });
}

fn or_nothing(node: Option<ScriptNode>) -> Dynamic {
    node.map_or(Dynamic::UNIT, Dynamic::from)
}

fn versions(node: &ScriptNode) -> Outcome<&Versions> {
    match node.context.around.versions.as_deref() {
        Some(versions) => Ok(versions),
        None => broken("only a rule about changes (`check_change`) may ask what changed"),
    }
}

/// The edits of the content of a subject, as it is: sign-off blocks are no content. Both versions
/// are recorded as read where they differ.
fn edits_of(subject: ScriptNode) -> Outcome<Array> {
    let versions = versions(&subject)?;
    let submission = &subject.context.around.submission;
    let own = subject.node()?.pointer();
    // What is gone stands below the subject as it was, which may have had another place in its list.
    let own_before = versions.earlier(subject.at).and_then(|at| versions.before.node(at)).map(Node::pointer);
    let mut found = Array::new();
    for edit in versions.edits_of(subject.at) {
        let (was, now) = match edit {
            Edit::Changed { before, after } | Edit::Reordered { before, after } => (Some(before), Some(after)),
            Edit::Added { after, .. } => (None, Some(after)),
            Edit::Removed { before, .. } => (Some(before), None),
        };
        let was = was.map(|at| ScriptNode::new(&subject.context, submission.in_earlier(at)));
        let now = now.map(|at| ScriptNode::new(&subject.context, at));
        let Some(at) = now.as_ref().or(was.as_ref()) else { continue };
        if is_in_sign_off(at)? {
            continue;
        }
        was.iter().chain(&now).for_each(|node| node.context.record(node.at));
        let pointer = at.node()?.pointer();
        let own = if now.is_some() { &own } else { own_before.as_ref().unwrap_or(&own) };
        let below = pointer.strip_prefix(own).unwrap_or(&pointer).trim_start_matches('/').to_owned();
        let field = below.split('/').next().unwrap_or_default().to_owned();
        let said = versions.tell(edit).to_string();
        let beside = said.len() + field.len();
        found.push(Dynamic::from(Shared::new(Change { said, field, was, now }, beside)));
    }
    Ok(found)
}

/// Whether a node is in a sign-off block, or is one.
fn is_in_sign_off(node: &ScriptNode) -> Outcome<bool> {
    let member = node.member()?;
    let shape = member.kind.shape();
    let mut above = std::iter::successors(Some(node.node()?), |node| node.parent());
    Ok(above.any(|node| shape.of_node(node).is_some_and(|shape| shape.sign_off().is_some())))
}

/// Edits in words, a long list cut: `a; b; c and 12 more`.
fn in_short(edits: Array) -> String {
    const SHOWN: usize = 5;
    let said: Vec<String> =
        edits.into_iter().filter_map(|edit| edit.try_cast::<Shared<Change>>()).map(|edit| edit.said.clone()).collect();
    let more = said.len().saturating_sub(SHOWN);
    let shown = said.get(..SHOWN).unwrap_or(&said).join("; ");
    if more > 0 { format!("{shown}; and {more} more") } else { shown }
}

/// The recorded changes of a kind (`re-dated`) of an item, by the identity that its document calls
/// it by; in the later version, also for an item that is gone. None where the document is gone.
fn recorded(item: ScriptNode, what: &str) -> Outcome<Array> {
    let Some(root) = document_now(&item)? else { return Ok(Array::new()) };
    if !root.has("changes")? {
        return Ok(Array::new());
    }
    let field = item.shape()?.and_then(Shape::identity_field).unwrap_or("id");
    let of = item.field(field)?;
    let of = of.written()?;
    let mut found = Array::new();
    for record in root.field("changes")?.items()? {
        if record.field("change")?.written()? == what
            && wording::plain(record.field("of")?.written()?) == wording::plain(of)
        {
            found.push(Dynamic::from(record));
        }
    }
    Ok(found)
}

/// The recorded changes of a kind that the earlier version does not have: an approval covers the
/// change that came with it, and no later one.
fn newly_recorded(item: ScriptNode, what: &str) -> Outcome<Array> {
    let versions = versions(&item)?;
    let mut records = recorded(item.clone(), what)?;
    records.retain(|record| match record.read_lock::<ScriptNode>() {
        Some(record) => match versions.earlier(record.at) {
            Some(earlier) => {
                record.context.record(record.context.around.submission.in_earlier(earlier));
                false
            }
            None => true,
        },
        None => false,
    });
    Ok(records)
}

/// The document of a node as it is now.
fn document_now(node: &ScriptNode) -> Outcome<Option<ScriptNode>> {
    let versions = versions(node)?;
    let own = u32::try_from(node.context.around.submission.members().len()).unwrap_or(u32::MAX);
    let root = |document: u32| ScriptNode::new(&node.context, NodeRef { document, node: NodeId::ROOT });
    match node.at.document.checked_sub(own) {
        Some(document) => Ok(versions.later(NodeRef { document, node: NodeId::ROOT }).map(|at| root(at.document))),
        None => Ok(Some(root(node.at.document))),
    }
}

/// The digest of the content of a part of a document; see [`content`].
fn digest_of(node: &mut ScriptNode) -> Outcome<String> {
    let member = node.member()?;
    let own = member.document.node(node.at.node);
    let shape = member.kind.shape();
    let is_content = |node: &Node<'_>| shape.of_node(*node).is_none_or(|shape| shape.sign_off().is_none());
    let mut inner = vec![own];
    while let Some(next) = inner.pop() {
        node.context.record(node.sibling(next).at);
        inner.extend(next.children().filter(is_content));
    }
    Ok(content::digest(member, own))
}
