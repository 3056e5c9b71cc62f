//! The quorum of an item, in a script's hands.

use rhai::{Array, Dynamic, Engine, INT};

use super::super::node::{Outcome, ScriptNode, Unknown};
use super::super::shared::Shared;
use super::Described;
use crate::meeting::what_if::WhatIf;
use crate::meeting::{self, Meeting, Quorum};
use crate::quorum::{Carried, SpellState, State};

/// A vote that was counted, in a script's hands.
struct Vote {
    is_carried: bool,
    words: String,
}

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "quorum_of(item)",
        "The quorum of an item of business, counted by the terms in force. Open where the record or the clause leaves it so.",
    ),
    ("quorum_if_others_come(item)", "The same if everybody comes but those who sent apologies."),
    ("quorum.is_quorate", "Whether there was a quorum."),
    ("quorum.arithmetic", "How it was counted, in words for a message."),
    ("quorum.clause", "The reference of the clause: \"6.1\"."),
    ("quorum.missing", "Who would make it quorate, in words; empty if it is."),
    ("quorum.spare", "How many more members may stay away, whoever they are."),
    ("clause_place(quorum, beside)", "The clause in the terms of reference, to point at; `beside` is any node."),
    (
        "clause_faults(terms)",
        "What is wrong with a quorum clause itself, each in words: that it cannot be met, or asks for less than statute.",
    ),
    ("vote_of(item)", "The vote on the decision of an item. Open where votes are not recorded, or not fully."),
    ("vote.is_carried", "Whether the votes carried it."),
    ("vote.words", "The count in words for a message: \"1 for, 2 against\"."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<Quorum>>("Quorum")
        .register_type_with_name::<Shared<Vote>>("Vote")
        .register_fn("quorum_of", quorum_of)
        .register_fn("quorum_if_others_come", quorum_if_others_come)
        .register_fn("clause_faults", clause_faults)
        .register_fn("vote_of", vote_of)
        .register_get("is_carried", |vote: &mut Shared<Vote>| vote.is_carried)
        .register_get("words", |vote: &mut Shared<Vote>| vote.words.clone())
        .register_get("spare", |quorum: &mut Shared<Quorum>| spare(quorum))
        .register_get("is_quorate", |quorum: &mut Shared<Quorum>| quorum.verdict.state == State::Quorate)
        .register_get("arithmetic", |quorum: &mut Shared<Quorum>| quorum.verdict.arithmetic.clone())
        .register_get("clause", |quorum: &mut Shared<Quorum>| quorum.clause.clone())
        .register_get("missing", |quorum: &mut Shared<Quorum>| {
            quorum.verdict.missing.as_ref().map_or_else(String::new, |missing| missing.words.clone())
        })
        .register_fn("clause_place", |quorum: &mut Shared<Quorum>, beside: ScriptNode| {
            ScriptNode::new(&beside.context, quorum.clause_at)
        });
}

/// The quorum of an item of a meeting. What the record lacks, and a verdict that the record or
/// the clause leaves open, is unknown.
fn quorum_of(item: ScriptNode) -> Outcome<Shared<Quorum>> {
    let around = &item.context.around;
    let meeting = around.meeting_of(item.at.document).or_else(|gap| item.raise_gap(gap.clone()))?;
    judged(&item, meeting)
}

/// The quorum of an item if everybody comes but those who sent apologies; unknown as for `quorum_of`.
fn quorum_if_others_come(item: ScriptNode) -> Outcome<Shared<Quorum>> {
    let recorded = item.context.around.meeting_of(item.at.document).or_else(|gap| item.raise_gap(gap.clone()))?;
    let mut meeting = recorded.clone();
    WhatIf { from_apologies: true, ..WhatIf::default() }.apply(&mut meeting);
    judged(&item, &meeting)
}

fn judged(item: &ScriptNode, meeting: &Meeting) -> Outcome<Shared<Quorum>> {
    let quorum = meeting.quorum_of(&item.context.around.submission, item.at).or_else(|gap| item.raise_gap(gap))?;
    quorum.read.runs().iter().for_each(|run| item.context.push_run(run));
    match &quorum.verdict.state {
        State::Open(open) => {
            let readings = open.readings.iter().map(|reading| format!("if {}: {}", reading.words, word(reading.state)));
            let silent = readings.collect::<Vec<_>>().join("; ");
            let silent = (!silent.is_empty()).then(|| format!("the clause is silent ({silent})"));
            let reasons: Vec<String> = open.missing.iter().cloned().chain(silent).collect();
            let message = format!(
                "nobody can tell whether {} was quorate under clause {}: {}",
                item.label()?,
                quorum.clause,
                reasons.join("; ")
            );
            Unknown { at: item.at, message }.raise()
        }
        State::Quorate | State::Inquorate => {
            // Who was counted and why, each with some words.
            let verdict = &quorum.verdict;
            let told = verdict.counted.len() + verdict.not_counted.len() + verdict.parts.len() + verdict.slots.len();
            let beside = told * BYTES_OF_ONE_COUNTED + verdict.arithmetic.len();
            Ok(Shared::new(quorum, beside))
        }
    }
}

/// How many more members may stay away, whoever they are.
fn spare(quorum: &Quorum) -> INT {
    let can_lose = quorum.verdict.can_lose.as_ref().filter(|can_lose| can_lose.indispensable.is_empty());
    can_lose.map_or(0, |can_lose| INT::try_from(can_lose.at_least).unwrap_or(INT::MAX))
}

/// What is wrong with the quorum clause of terms of reference itself, in words.
fn clause_faults(terms: ScriptNode) -> Outcome<Array> {
    let around = &terms.context.around;
    let (faults, read) =
        meeting::clause_faults(&around.submission, terms.at, around.as_of).or_else(|gap| terms.raise_gap(gap))?;
    terms.context.push_run(&read);
    // Seats come and go by dates in the terms; which of them told is not known here.
    terms.context.turns_any_day();
    Ok(faults.into_iter().map(Dynamic::from).collect())
}

/// The vote on the decision of an item; votes that are not recorded, or not fully, are unknown.
fn vote_of(item: ScriptNode) -> Outcome<Shared<Vote>> {
    let around = &item.context.around;
    let meeting = around.meeting_of(item.at.document).or_else(|gap| item.raise_gap(gap.clone()))?;
    let (carried, read) = meeting.carried(&around.submission, item.at).or_else(|gap| item.raise_gap(gap))?;
    item.context.push_run(&meeting.read);
    item.context.push_run(&read);
    match carried {
        Some(Carried::Yes(words)) => Ok(vote(true, words)),
        Some(Carried::No(words)) => Ok(vote(false, words)),
        Some(Carried::Open(lack)) => item.unknown(&format!("has a vote that nobody can judge without {lack}")),
        None => item.unknown("has no record of the votes"),
    }
}

fn vote(is_carried: bool, words: String) -> Shared<Vote> {
    let beside = words.len();
    Shared::new(Vote { is_carried, words }, beside)
}

/// What a line of a count takes, with its words.
const BYTES_OF_ONE_COUNTED: usize = 256;

fn word(state: SpellState) -> &'static str {
    match state {
        SpellState::Quorate => "quorate",
        SpellState::Inquorate => "inquorate",
        SpellState::Open => "open",
    }
}
