//! Dates as printed, compared in three values: what cannot be told is unknown, never false.

use chrono::NaiveDate;
use rhai::{Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, broken};
use crate::calendar::{DaySpan, PrintedDate, Truth, after, before, on_or_after, on_or_before, same};

/// The date of the assessment, in a script's hands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(pub(super) NaiveDate);

impl Day {
    /// The day as a person writes it: 4 December 2015.
    pub(super) fn words(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Day>("Day");
    engine
        .register_fn("as_of", |node: &mut ScriptNode| Day(node.context.around.as_of))
        .register_fn("to_string", |day: &mut Day| day.words());
    register_comparison(engine, "before", "lies before", before);
    register_comparison(engine, "after", "lies after", after);
    register_comparison(engine, "on_or_before", "lies on or before", on_or_before);
    register_comparison(engine, "on_or_after", "lies on or after", on_or_after);
    register_comparison(engine, "same_day", "is the same day as", same);
}

fn register_comparison(engine: &mut Engine, name: &str, words: &'static str, question: fn(DaySpan, DaySpan) -> Truth) {
    engine.register_fn(name, move |left: ScriptNode, right: Dynamic| compare(&left, &right, words, question));
    engine.register_fn(name, move |left: Day, right: Day| {
        question(DaySpan::of_day(left.0), DaySpan::of_day(right.0)) == Truth::True
    });
}

fn compare(left: &ScriptNode, right: &Dynamic, words: &str, question: fn(DaySpan, DaySpan) -> Truth) -> Outcome<bool> {
    let first = span_of(left)?;
    let (second, shown) = match (right.read_lock::<ScriptNode>(), right.clone().try_cast::<Day>()) {
        (Some(node), _) => (span_of(&node)?, node.shown()),
        (None, Some(day)) => (DaySpan::of_day(day.0), day.0.to_string()),
        (None, None) => return broken("a date can be compared with a node or with as_of(node)"),
    };
    match question(first, second) {
        Truth::True => Ok(true),
        Truth::False => Ok(false),
        Truth::Unknown => {
            left.unknown(&format!("is \"{}\"; nobody can tell whether that {words} \"{shown}\"", left.shown()))
        }
    }
}

pub(super) fn span_of(node: &ScriptNode) -> Outcome<DaySpan> {
    let written = node.written()?;
    match PrintedDate::parse(written).ok().and_then(|date| date.span()) {
        Some(span) => Ok(span),
        None => node.unknown(&format!("is \"{written}\", which is no date")),
    }
}

/// The one day that a node holds; a date that is known only roughly is unknown.
pub(super) fn day_of(node: &ScriptNode) -> Outcome<NaiveDate> {
    let span = span_of(node)?;
    if span.is_one_day() {
        return Ok(span.first());
    }
    node.unknown(&format!("is \"{}\", which is more than one day", node.shown()))
}
