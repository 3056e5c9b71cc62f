//! What a rule says: fail, open, review, not applicable.

use rhai::Engine;

use super::super::call::{Said, SaidOutcome};
use super::super::node::ScriptNode;

/// The answer of `applies` that gives a reason.
#[derive(Debug, Clone)]
pub(in super::super) struct NotApplicable(pub(in super::super) String);

pub(super) fn register(engine: &mut Engine) {
    let say = |outcome: SaidOutcome| {
        move |node: ScriptNode, message: &str| Said {
            outcome,
            at: node.at,
            message: message.to_owned(),
            see: Vec::new(),
            clause: None,
            first: false,
        }
    };
    engine
        .register_type_with_name::<Said>("Said")
        .register_type_with_name::<NotApplicable>("NotApplicable")
        .register_fn("fail", say(SaidOutcome::Fail))
        .register_fn("open", say(SaidOutcome::Open))
        .register_fn("review", say(SaidOutcome::Review))
        .register_fn("see", |mut said: Said, node: ScriptNode, note: &str| {
            said.see.push((node.at, note.to_owned()));
            said
        })
        .register_fn("under", |mut said: Said, clause: &str| {
            said.clause = Some(clause.to_owned());
            said
        })
        .register_fn("to_be_seen_first", |mut said: Said| {
            said.first = true;
            said
        })
        .register_fn("not_applicable", |reason: &str| NotApplicable(reason.to_owned()));
}
