//! What a rule says: fail, open, review, not applicable.

use std::sync::Arc;

use rhai::Engine;

use super::super::call::{self, SaidOutcome};
use super::super::node::ScriptNode;
use super::super::sandbox::count_said;
use super::Described;

/// What a rule said, as scripts hold it: a copy costs nothing, however often it is made.
#[derive(Debug, Clone)]
pub(in super::super) struct Said(Arc<call::Said>);

/// The answer of `applies` that gives a reason.
#[derive(Debug, Clone)]
pub(in super::super) struct NotApplicable(pub(in super::super) Arc<str>);

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
    (
        "because_of(said, rule, node)",
        "Says that the finding comes from what a rule finds at a node, such as an empty cell: `open(...).because_of(\"return/every-question-is-answered\", question)`. Reports name it beside that finding; where there is none, and where it is a fail, it stands for itself.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    let say = |outcome: SaidOutcome| {
        move |node: ScriptNode, message: &str| {
            let message = message.to_owned();
            Said::new(call::Said {
                outcome,
                at: node.at,
                message,
                see: Vec::new(),
                clause: None,
                first: false,
                because: None,
            })
        }
    };
    engine
        .register_type_with_name::<Said>("Said")
        .register_type_with_name::<NotApplicable>("NotApplicable")
        .register_fn("fail", say(SaidOutcome::Fail))
        .register_fn("open", say(SaidOutcome::Open))
        .register_fn("review", say(SaidOutcome::Review))
        .register_fn("see", |said: Said, node: ScriptNode, note: &str| {
            let mut said = Arc::unwrap_or_clone(said.0);
            said.see.push((node.at, note.to_owned()));
            Said::new(said)
        })
        .register_fn("under", |said: Said, clause: &str| {
            Said::new(call::Said { clause: Some(clause.to_owned()), ..Arc::unwrap_or_clone(said.0) })
        })
        .register_fn("to_be_seen_first", |said: Said| {
            Said::new(call::Said { first: true, ..Arc::unwrap_or_clone(said.0) })
        })
        .register_fn("because_of", |said: Said, rule: &str, node: ScriptNode| {
            let because = Some(call::Cause { rule: rule.to_owned(), at: node.at });
            Said::new(call::Said { because, ..Arc::unwrap_or_clone(said.0) })
        })
        .register_fn("not_applicable", |reason: &str| {
            count_said(reason.len());
            NotApplicable(reason.into())
        });
}

impl Said {
    fn new(said: call::Said) -> Said {
        count(&said);
        Said(Arc::new(said))
    }

    /// What was said; a copy is counted, where the rule gives the same one twice.
    pub(in super::super) fn into_inner(self) -> call::Said {
        Arc::try_unwrap(self.0).unwrap_or_else(|shared| {
            count(&shared);
            call::Said::clone(&shared)
        })
    }
}

/// Counts the bytes of what a rule makes to say.
fn count(said: &call::Said) {
    let notes: usize = said.see.iter().map(|(_, note)| size_of::<(usize, String)>() + note.len()).sum();
    count_said(size_of::<call::Said>() + said.message.len() + said.clause.as_ref().map_or(0, String::len) + notes);
}
