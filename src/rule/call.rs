//! Calls a rule's functions for one subject and says what came of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chrono::NaiveDate;
use rhai::{Array, CallFnOptions, Dynamic, EvalAltResult, Scope};

use super::context::{Condition, Context, Left, Surroundings};
use super::node::{ScriptNode, Unknown};
use super::plain::plain;
use super::sandbox::{limit_in, too_much_said};
use super::vocabulary::{NotApplicable, Parameters, Spoken};
use super::{Host, Rule};
use crate::submission::{NodeRef, Reads};

/// What a script may say of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidOutcome {
    /// The requirement is not met.
    Fail,
    /// The record does not let anyone decide.
    Open,
    /// A person must judge.
    Review,
}

/// One thing that a rule said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it comes to.
    pub outcome: SaidOutcome,
    /// The place that it speaks about.
    pub at: NodeRef,
    /// What is the matter.
    pub message: String,
    /// Other places to look at, each with a note.
    pub see: Vec<(NodeRef, String)>,
    /// The clause that it is held against, where the documents state one and the policy does not.
    pub clause: Option<String>,
    /// Whether it is to be looked at before others of its kind.
    pub first: bool,
    /// What it comes from, where another rule tells that.
    pub because: Option<Cause>,
}

/// What a finding comes from: what a rule says of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The rule that tells it.
    pub rule: String,
    /// The place that it is told of.
    pub at: NodeRef,
}

/// What a rule is applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A subject as it is.
    Subject(NodeRef),
    /// A subject in two versions; none where it is new, or gone.
    Change {
        /// As it was.
        before: Option<NodeRef>,
        /// As it is.
        after: Option<NodeRef>,
    },
}

/// What a rule answered for one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The rule has nothing to say of this subject; with the reason, if the script gave one.
    NotApplicable(Option<String>),
    /// What the rule said; nothing means that the requirement is met.
    Said(Vec<Said>),
    /// The record lacks something that the rule needs.
    Unknown(Unknown),
    /// The rule itself failed.
    Broken(String),
    /// The rule went beyond what it may take.
    Stopped(String),
}

/// An answer with what it rests on.
#[derive(Debug)]
pub struct Application {
    /// The answer.
    pub answer: Answer,
    /// Everything that was read, in order.
    pub reads: Reads,
    /// The first later day on which the answer may be another with no edit at all; none if there is none.
    pub turn: Option<NaiveDate>,
    /// The outcomes of other rules that it rests on, by rule and subject.
    pub outcomes: Vec<(String, NodeRef)>,
    /// The conditions that the host saw, in order; empty unless they were asked for.
    pub conditions: Vec<Condition>,
    /// The steps of the script that it took.
    pub steps: u64,
}

impl Rule {
    /// Applies the rule to one subject. Never fails and never panics: what goes wrong inside
    /// the rule is the answer [`Answer::Broken`], or [`Answer::Stopped`].
    pub fn apply(&self, host: &Host, around: &Surroundings, subject: About, parameters: &Parameters) -> Application {
        self.apply_in(host, &Context::new(around), subject, parameters)
    }

    /// The same, with the conditions that the host saw.
    pub fn explain(&self, host: &Host, around: &Surroundings, subject: About, parameters: &Parameters) -> Application {
        self.apply_in(host, &Context::watching(around), subject, parameters)
    }

    fn apply_in(&self, host: &Host, context: &Arc<Context>, subject: About, parameters: &Parameters) -> Application {
        let node = |at: NodeRef| Dynamic::from(ScriptNode::new(context, at));
        let version = |at: Option<NodeRef>| at.map_or(Dynamic::UNIT, node);
        let mut arguments = match subject {
            About::Subject(at) => vec![node(at)],
            About::Change { before, after } => vec![version(before), version(after)],
        };
        arguments.push(Dynamic::from(parameters.clone()));
        // A panic in a native function must not take the other rules' outcomes with it.
        let call = || catch_unwind(AssertUnwindSafe(|| self.answer(host, &arguments)));
        let (answer, steps, limit) = host.timed(call);
        let Left { reads, turn, outcomes, conditions, left_open } = context.take();
        let answer = match (answer, limit) {
            (Err(_), _) => Answer::Broken("the rule stopped the program; this is a fault of Quorate".to_owned()),
            // What came too late is no answer, whatever it says.
            (Ok(Answer::Stopped(limit)), _) | (Ok(_), Some(limit)) => Answer::Stopped(limit),
            (Ok(answer), None) => with_left_open(answer, left_open),
        };
        Application { answer, reads, turn, outcomes, conditions, steps }
    }

    fn answer(&self, host: &Host, arguments: &[Dynamic]) -> Answer {
        let call = |function: &str| {
            let options = CallFnOptions::new().eval_ast(false);
            let arguments = arguments.to_vec();
            host.engine().call_fn_with_options::<Dynamic>(options, &mut Scope::new(), &self.ast, function, arguments)
        };
        if self.has_applies {
            match call("applies") {
                Ok(applies) => match applicable(applies) {
                    Ok(None) => {}
                    Ok(Some(not_applicable)) => return not_applicable,
                    Err(what) => return Answer::Broken(what),
                },
                Err(error) => return of_error(&error),
            }
        }
        match call(if self.is_about_changes { "check_change" } else { "check" }) {
            Ok(said) => said_things(said),
            Err(error) => of_error(&error),
        }
    }
}

/// The answer with what could not be read on the way: nothing passes then, or does not apply.
fn with_left_open(answer: Answer, left_open: Vec<Unknown>) -> Answer {
    let open = |Unknown { at, message }: Unknown| Said {
        outcome: SaidOutcome::Open,
        at,
        message,
        see: Vec::new(),
        clause: None,
        first: false,
        because: None,
    };
    match answer {
        Answer::Said(mut said) => {
            said.extend(left_open.into_iter().map(open));
            Answer::Said(said)
        }
        Answer::NotApplicable(reason) => {
            left_open.into_iter().next().map_or(Answer::NotApplicable(reason), Answer::Unknown)
        }
        ended @ (Answer::Unknown(_) | Answer::Broken(_) | Answer::Stopped(_)) => ended,
    }
}

fn applicable(value: Dynamic) -> Result<Option<Answer>, String> {
    if let Ok(applies) = value.as_bool() {
        return Ok((!applies).then_some(Answer::NotApplicable(None)));
    }
    match value.try_cast::<NotApplicable>() {
        Some(NotApplicable(reason)) => Ok(Some(Answer::NotApplicable(Some(reason.to_string())))),
        None => Err("`applies` must give true, false or not_applicable(\"reason\")".to_owned()),
    }
}

fn said_things(value: Dynamic) -> Answer {
    let mut said = Vec::new();
    match gather(value, &mut said) {
        Ok(()) => Answer::Said(said),
        Err(answer) => answer,
    }
}

fn gather(value: Dynamic, said: &mut Vec<Said>) -> Result<(), Answer> {
    if value.is_unit() {
        return Ok(());
    }
    if value.is::<Spoken>() {
        said.extend(value.try_cast::<Spoken>().map(Spoken::into_inner));
        return too_much_said().map_or(Ok(()), |what| Err(Answer::Stopped(what)));
    }
    match value.try_cast::<Array>() {
        Some(items) => items.into_iter().try_for_each(|item| gather(item, said)),
        None => Err(Answer::Broken(
            "`check` must give nothing, or what fail(...), open(...) or review(...) gave, or a list of these"
                .to_owned(),
        )),
    }
}

/// Finds the unknown that a script ended with, or words for what broke.
fn of_error(error: &EvalAltResult) -> Answer {
    if let Some(unknown) = Unknown::of(error) {
        return Answer::Unknown(unknown);
    }
    let inner = error.unwrap_inner();
    let place = error.position();
    let line = place.line().map_or_else(String::new, |line| format!(" (line {line} of the rule)"));
    let limit = match inner {
        EvalAltResult::ErrorTerminated(value, _) => Some(value.to_string()),
        other => limit_in(other),
    };
    match (limit, inner) {
        (Some(limit), _) => Answer::Stopped(format!("{limit}{line}")),
        (None, EvalAltResult::ErrorRuntime(value, _)) => Answer::Broken(format!("{value}{line}")),
        (None, other) => Answer::Broken(format!("{}{line}", plain(other))),
    }
}

#[cfg(test)]
mod tests;
