//! Looking things up: other documents of the submission, outcomes of other rules.

use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, Unknown, broken};
use super::Described;
use super::reading::to_array;
use crate::document::Node;
use crate::submission::NodeRef;

/// What these words do.
pub(super) const WORDS: Described = &[
    ("documents(kind, beside)", "The documents of a kind in the submission of a node; all of them, whatever they say."),
    (
        "document(kind, id)",
        "The document of a kind whose identity a node holds. Open if the submission does not have it.",
    ),
    ("is_in_submission(kind, id)", "Whether the submission has the document of a kind whose identity a node holds."),
    ("find_documents(kind, field, value)", "The documents of a kind whose field holds what a node holds, as written."),
    (
        "find_nodes(kind, path, field, value)",
        "The nodes at a path (`/recommendations/*`) of all documents of a kind whose field holds what a node holds.",
    ),
    (
        "first_in_document(kind, path, field, value)",
        "The first of these in the document of the node. Open if there is none.",
    ),
    (
        "enclosing(node, path)",
        "The item at a path (`/items/*`) that a node stands in. The rule is broken where it stands in none.",
    ),
    ("document_of(node)", "The whole document of a node."),
    ("stands_before(node, other)", "Whether one node stands before another in the same document."),
    (
        "outcome_of(rule, node)",
        "The outcome of another rule on one of its subjects: \"pass\", \"fail\", \"open\", \"review\" or \"not-applicable\". The rule is broken where the node is no subject of the other.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("documents", |kind: &str, beside: ScriptNode| to_array(documents(&beside, kind)))
        .register_fn("find_documents", find_documents)
        .register_fn("find_nodes", find_nodes)
        .register_fn("first_in_document", first_in_document)
        .register_fn("enclosing", enclosing)
        .register_fn("document", |kind: &str, id: ScriptNode| document(kind, &id))
        .register_fn("document_of", |node: &mut ScriptNode| document_of(node))
        .register_fn("outcome_of", outcome_of)
        .register_fn("stands_before", |node: ScriptNode, other: ScriptNode| {
            node.at.document == other.at.document && node.at < other.at
        })
        .register_fn("is_in_submission", |kind: &str, id: ScriptNode| {
            Ok::<bool, Box<rhai::EvalAltResult>>(find(kind, &id)?.is_some())
        });
}

pub(super) fn documents(beside: &ScriptNode, kind: &str) -> Vec<ScriptNode> {
    let context = &beside.context;
    context.around.submission.of_kind(kind).map(|root| ScriptNode::new(context, root)).collect()
}

/// The nodes at a path in all documents of a kind whose field holds what a node holds, as written.
fn find_nodes(kind: &str, path: &str, field: &str, value: ScriptNode) -> Outcome<Array> {
    let context = &value.context;
    let found = context.around.search(kind, path, field).or_else(broken)?;
    context.push_search(&found.search);
    let nodes = found.holding(value.written()?).iter().map(|at| ScriptNode::new(context, *at));
    Ok(nodes.map(Dynamic::from).collect())
}

/// The node at a path whose field holds what a node holds, and that stands first in the document of
/// that node; unknown if none does.
fn first_in_document(kind: &str, path: &str, field: &str, value: ScriptNode) -> Outcome<ScriptNode> {
    let context = &value.context;
    let found = context.around.search(kind, path, field).or_else(broken)?;
    context.push_search(&found.search);
    match found.holding(value.written()?).iter().find(|at| at.document == value.at.document) {
        Some(at) => Ok(ScriptNode::new(context, *at)),
        None => value.unknown("is found nowhere else in the document"),
    }
}

/// The documents of a kind whose field holds what a node holds, as written.
pub(super) fn find_documents(kind: &str, field: &str, value: ScriptNode) -> Outcome<Array> {
    find_nodes(kind, "", field, value)
}

/// What a node stands in: the item of the list at a path (`/items/*`).
fn enclosing(node: &mut ScriptNode, path: &str) -> Outcome<ScriptNode> {
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    let mut above = Vec::new();
    let mut at = Some(node.node()?);
    while let Some(inner) = at {
        above.push(inner);
        at = inner.parent();
    }
    let found = above.iter().rev().nth(steps.len()).filter(|found| {
        let from_root = above.iter().rev().skip(1);
        let fits = |(step, node): (&&str, &Node<'_>)| *step == "*" || node.key() == Some(*step);
        !found.pointer().is_empty() && steps.iter().zip(from_root).all(fits)
    });
    match found {
        Some(found) => Ok(node.sibling(*found)),
        None => broken(format!("{} does not stand in {path}", node.label()?)),
    }
}

fn find(kind: &str, id: &ScriptNode) -> Outcome<Option<ScriptNode>> {
    let root = id.context.around.submission.find(kind, id.written()?);
    Ok(root.map(|root| ScriptNode::new(&id.context, root)))
}

/// The document of a kind and identity; unknown if the submission does not hold it.
pub(super) fn document(kind: &str, id: &ScriptNode) -> Outcome<ScriptNode> {
    match find(kind, id)? {
        Some(root) => Ok(root),
        None => {
            let message =
                format!("the submission holds no {} with the identity \"{}\"", kind.replace('-', " "), id.written()?);
            Unknown { at: id.at, message }.raise()
        }
    }
}

pub(super) fn document_of(node: &ScriptNode) -> ScriptNode {
    let root = NodeRef { document: node.at.document, node: crate::document::NodeId::ROOT };
    ScriptNode::new(&node.context, root)
}

/// The outcome of another rule on a subject, in words; a rule was not applied to what is not
/// its subject, and asking is a fault of the asking rule.
fn outcome_of(rule: &str, node: ScriptNode) -> Outcome<&'static str> {
    node.context.record(node.at);
    match node.context.around.outcomes.get(rule, node.at) {
        Some((outcome, reads)) => {
            // What rests on an outcome rests on what that rests on.
            reads.runs().iter().for_each(|run| node.context.push_run(run));
            reads.searches().iter().for_each(|search| node.context.push_search(search));
            node.context.asked_outcome(rule, node.at);
            node.context.saw(node.at, true, || format!("has the outcome \"{outcome}\" under {rule}"));
            Ok(outcome)
        }
        None => broken(format!("`{rule}` was not applied to {}", node.label()?)),
    }
}
