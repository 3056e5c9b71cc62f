//! The quorum of an item, in a script's hands.

use rhai::Engine;

use super::super::node::{Outcome, ScriptNode, Unknown};
use crate::meeting::Quorum;
use crate::quorum::{SpellState, State};

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Quorum>("Quorum")
        .register_fn("quorum_of", quorum_of)
        .register_get("is_quorate", |quorum: &mut Quorum| quorum.verdict.state == State::Quorate)
        .register_get("arithmetic", |quorum: &mut Quorum| quorum.verdict.arithmetic.clone())
        .register_get("clause", |quorum: &mut Quorum| quorum.clause.clone())
        .register_get("missing", |quorum: &mut Quorum| {
            quorum.verdict.missing.as_ref().map_or_else(String::new, |missing| missing.words.clone())
        })
        .register_fn("clause_place", |quorum: &mut Quorum, beside: ScriptNode| {
            ScriptNode::new(&beside.context, quorum.clause_at)
        });
}

/// The quorum of an item of a meeting. What the record lacks, and a verdict that the record or
/// the clause leaves open, is unknown.
fn quorum_of(item: ScriptNode) -> Outcome<Quorum> {
    let around = &item.context.around;
    let meeting = around.meeting_of(item.at.document).or_else(|gap| item.raise_gap(gap.clone()))?;
    let quorum = meeting.quorum_of(&around.submission, item.at).or_else(|gap| item.raise_gap(gap))?;
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
        State::Quorate | State::Inquorate => Ok(quorum),
    }
}

fn word(state: SpellState) -> &'static str {
    match state {
        SpellState::Quorate => "quorate",
        SpellState::Inquorate => "inquorate",
        SpellState::Open => "open",
    }
}
