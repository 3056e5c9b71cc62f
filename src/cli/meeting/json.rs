//! The form for programs, format 1; the help of the command describes it.

use serde::Serialize;

use super::table::clock;
use super::told::{Place, ToldGap, ToldItem, ToldMeeting, ToldTerms};
use crate::meeting::what_if::WhatIf;
use crate::quorum::{Carried, SpellState, State, Verdict};

/// The version of the form; it grows when a field changes its meaning or goes.
const FORMAT: u32 = 1;

/// Writes all meetings as one JSON document with a line break at its end.
pub(super) fn render(meetings: &[ToldMeeting], supposed: &WhatIf) -> String {
    let answer = JsonAnswer {
        quorate: env!("CARGO_PKG_VERSION"),
        format: FORMAT,
        supposed: JsonSupposed {
            from_apologies: supposed.from_apologies,
            with: &supposed.with,
            without: &supposed.without,
        },
        meetings: meetings.iter().map(JsonMeeting::of).collect(),
    };
    // A struct of texts and numbers always serialises.
    serde_json::to_string_pretty(&answer).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct JsonAnswer<'t> {
    quorate: &'static str,
    format: u32,
    supposed: JsonSupposed<'t>,
    meetings: Vec<JsonMeeting<'t>>,
}

#[derive(Serialize)]
struct JsonSupposed<'t> {
    from_apologies: bool,
    with: &'t [String],
    without: &'t [String],
}

#[derive(Serialize)]
struct JsonMeeting<'t> {
    path: &'t str,
    id: &'t str,
    body: &'t str,
    date: &'t str,
    judged: bool,
    gap: Option<JsonGap<'t>>,
    clause: Option<JsonClause<'t>>,
    start: Option<JsonStart<'t>>,
    items: Vec<JsonItem<'t>>,
}

#[derive(Serialize)]
struct JsonGap<'t> {
    message: &'t str,
    #[serde(flatten)]
    at: JsonPlace<'t>,
}

#[derive(Serialize)]
struct JsonPlace<'t> {
    path: &'t str,
    pointer: &'t str,
    line: u32,
}

#[derive(Serialize)]
struct JsonClause<'t> {
    reference: &'t str,
    #[serde(flatten)]
    at: JsonPlace<'t>,
    faults: &'t [String],
}

#[derive(Serialize)]
struct JsonStart<'t> {
    state: &'static str,
    quorate_from: Option<String>,
    words: &'t str,
}

#[derive(Serialize)]
struct JsonItem<'t> {
    number: &'t str,
    title: &'t str,
    #[serde(flatten)]
    at: JsonPlace<'t>,
    state: &'static str,
    gap: Option<JsonGap<'t>>,
    #[serde(flatten)]
    verdict: Option<JsonVerdict<'t>>,
    decided: JsonDecided<'t>,
    vote: Option<JsonVote<'t>>,
}

#[derive(Serialize)]
struct JsonDecided<'t> {
    at: Option<&'t str>,
    types: &'t [String],
}

#[derive(Serialize)]
struct JsonVote<'t> {
    carried: Option<bool>,
    words: &'t str,
}

#[derive(Serialize)]
struct JsonVerdict<'t> {
    counted: Vec<JsonCounted>,
    not_counted: Vec<JsonNotCounted<'t>>,
    base: Option<u32>,
    threshold: Option<u32>,
    arithmetic: &'t str,
    parts: Vec<JsonPart<'t>>,
    slots: Vec<JsonSlot<'t>>,
    spells: Vec<JsonSpell>,
    lost_at: Vec<String>,
    gained_at: Vec<String>,
    open: Option<JsonOpen<'t>>,
    missing: Option<JsonMissing<'t>>,
    can_lose: Option<JsonCanLose<'t>>,
}

#[derive(Serialize)]
struct JsonCounted {
    who: String,
    seat: Option<String>,
    pointer: Option<String>,
}

#[derive(Serialize)]
struct JsonNotCounted<'t> {
    #[serde(flatten)]
    person: JsonCounted,
    reason: &'t str,
    uncertain: bool,
}

#[derive(Serialize)]
struct JsonPart<'t> {
    words: &'t str,
    base: Option<u32>,
    threshold: Option<u32>,
    counted: u32,
    counted_at_most: u32,
    met: bool,
}

#[derive(Serialize)]
struct JsonSlot<'t> {
    slot: &'t str,
    filled_by: Option<String>,
}

#[derive(Serialize)]
struct JsonSpell {
    from: String,
    to: String,
    state: &'static str,
}

#[derive(Serialize)]
struct JsonOpen<'t> {
    missing: &'t [String],
    readings: Vec<JsonReading<'t>>,
}

#[derive(Serialize)]
struct JsonReading<'t> {
    words: &'t str,
    state: &'static str,
    arithmetic: &'t str,
}

#[derive(Serialize)]
struct JsonMissing<'t> {
    sets: Vec<Vec<&'t str>>,
    complete: bool,
    words: &'t str,
}

#[derive(Serialize)]
struct JsonCanLose<'t> {
    at_least: usize,
    at_most: usize,
    indispensable: Vec<String>,
    complete: bool,
    words: &'t str,
}

impl<'t> JsonMeeting<'t> {
    fn of(told: &'t ToldMeeting) -> Self {
        let terms = told.read.as_ref().ok();
        JsonMeeting {
            path: &told.path,
            id: &told.id,
            body: &told.body,
            date: &told.date,
            judged: terms.is_some(),
            gap: told.read.as_ref().err().map(gap),
            clause: terms.map(|terms| JsonClause {
                reference: &terms.meeting.clause.reference,
                at: place(&terms.clause_at),
                faults: &terms.faults,
            }),
            start: terms.and_then(|terms| terms.start.as_ref()).map(|start| JsonStart {
                state: state(&start.state),
                quorate_from: start.quorate_from.map(clock),
                words: &start.words,
            }),
            items: told.items.iter().map(|told| item(terms, told)).collect(),
        }
    }
}

fn item<'t>(terms: Option<&'t ToldTerms>, told: &'t ToldItem) -> JsonItem<'t> {
    let vote = told.vote.as_ref().map(|vote| match vote {
        Ok(Carried::Yes(words)) => JsonVote { carried: Some(true), words },
        Ok(Carried::No(words)) => JsonVote { carried: Some(false), words },
        Ok(Carried::Open(words)) => JsonVote { carried: None, words },
        Err(gap) => JsonVote { carried: None, words: &gap.message },
    });
    JsonItem {
        number: &told.number,
        title: &told.title,
        at: place(&told.at),
        state: told.state(),
        gap: told.verdict.as_ref().err().map(gap),
        verdict: terms.zip(told.verdict.as_ref().ok()).map(|(terms, told)| verdict(terms, told)),
        decided: JsonDecided { at: told.decided_at.as_deref(), types: &told.decided },
        vote,
    }
}

fn verdict<'t>(terms: &'t ToldTerms, told: &'t Verdict) -> JsonVerdict<'t> {
    let seat = |index: usize| terms.meeting.seats.get(index).map(|seat| seat.name.as_str());
    let clocks = |minutes: Vec<u32>| minutes.into_iter().map(clock).collect();
    JsonVerdict {
        counted: told.counted.iter().map(|counted| person(terms, counted.attendee)).collect(),
        not_counted: told
            .not_counted
            .iter()
            .map(|one| JsonNotCounted {
                person: person(terms, one.attendee),
                reason: &one.reason,
                uncertain: one.uncertain,
            })
            .collect(),
        base: told.base,
        threshold: told.threshold,
        arithmetic: &told.arithmetic,
        parts: told
            .parts
            .iter()
            .map(|part| JsonPart {
                words: &part.words,
                base: part.base,
                threshold: part.threshold,
                counted: part.counted,
                counted_at_most: part.counted_at_most,
                met: part.met,
            })
            .collect(),
        slots: told
            .slots
            .iter()
            .map(|slot| JsonSlot { slot: &slot.slot, filled_by: slot.by.map(|by| person(terms, by).who) })
            .collect(),
        spells: told
            .spells
            .iter()
            .map(|spell| JsonSpell { from: clock(spell.from), to: clock(spell.to), state: spell_state(spell.state) })
            .collect(),
        lost_at: clocks(told.lost_at()),
        gained_at: clocks(told.gained_at()),
        open: open(&told.state),
        missing: told.missing.as_ref().map(|missing| JsonMissing {
            sets: missing.sets.iter().map(|set| set.iter().filter_map(|index| seat(*index)).collect()).collect(),
            complete: missing.complete,
            words: &missing.words,
        }),
        can_lose: told.can_lose.as_ref().map(|can_lose| JsonCanLose {
            at_least: can_lose.at_least,
            at_most: can_lose.at_most,
            indispensable: can_lose.indispensable.iter().map(|one| person(terms, *one).who).collect(),
            complete: can_lose.complete,
            words: &can_lose.words,
        }),
    }
}

fn open(told: &State) -> Option<JsonOpen<'_>> {
    let State::Open(open) = told else { return None };
    let readings = open.readings.iter().map(|reading| JsonReading {
        words: &reading.words,
        state: spell_state(reading.state),
        arithmetic: &reading.arithmetic,
    });
    Some(JsonOpen { missing: &open.missing, readings: readings.collect() })
}

fn person(terms: &ToldTerms, attendee: usize) -> JsonCounted {
    let entry = terms.meeting.entries.get(attendee);
    JsonCounted {
        who: entry.map(|entry| entry.called()).unwrap_or_default(),
        seat: entry.and_then(|entry| entry.attendee.seat.clone()),
        pointer: entry.filter(|entry| entry.at.is_some()).map(|_| format!("/attendance/{attendee}")),
    }
}

fn gap(told: &ToldGap) -> JsonGap<'_> {
    JsonGap { message: &told.message, at: place(&told.at) }
}

fn place(at: &Place) -> JsonPlace<'_> {
    JsonPlace { path: &at.path, pointer: &at.pointer, line: at.line }
}

fn state(told: &State) -> &'static str {
    match told {
        State::Quorate => "quorate",
        State::Inquorate => "inquorate",
        State::Open(_) => "open",
    }
}

fn spell_state(told: SpellState) -> &'static str {
    match told {
        SpellState::Quorate => "quorate",
        SpellState::Inquorate => "inquorate",
        SpellState::Open => "open",
    }
}
