//! What a rule says: fail, open, review, not applicable.

use rhai::Engine;

use super::super::call::{Said, SaidOutcome};
use super::super::node::ScriptNode;
use super::Described;

/// The answer of `applies` that gives a reason.
#[derive(Debug, Clone)]
pub(in super::super) struct NotApplicable(pub(in super::super) String);

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "fail(node, message)",
        "Says that the record shows the requirement is not met, and where. `message` is one line that states the facts, lower case, without a full stop.",
    ),
    (
        "open(node, message)",
        "Says that nobody can decide, and what is missing. What a rule reads and does not find says so by itself.",
    ),
    ("review(node, message)", "Says that a person must judge, and what."),
    (
        "not_applicable(reason)",
        "In `applies`, in place of `false`: the rule does not speak about the subject, for a reason.",
    ),
    (
        "see(said, node, note)",
        "Adds a place that a reader should look at too, with a note: `fail(...).see(node, \"the decision\")`.",
    ),
    ("under(said, clause)", "Names the clause of this one finding, where it is a closer one than the policy names."),
    ("to_be_seen_first(said)", "Puts the finding before others of its rule in lists."),
];

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
