//! Dates as printed, compared in three values: what cannot be told is unknown, never false.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rhai::{Dynamic, Engine};

use super::super::context::Context;
use super::super::node::{Outcome, ScriptNode, broken};
use super::super::shared::Shared;
use super::Described;
use crate::calendar::{
    DateKind, DaySpan, PrintedDate, Truth, UnreadableDate, UnreadableReason, after, before, on_or_after, on_or_before,
    same,
};

/// A day that was counted, in a script's hands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(pub(super) NaiveDate);

impl Day {
    /// The day as a person writes it: 4 December 2015.
    pub(super) fn words(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }
}

/// The day of the assessment, in a script's hands; what is compared with it may turn with no edit.
///
/// Its words are for messages: they change every day, and the forecast takes them for no outcome.
#[derive(Clone)]
pub(super) struct AsOf {
    pub(super) context: Arc<Context>,
}

impl AsOf {
    pub(super) fn day(&self) -> NaiveDate {
        self.context.around.as_of
    }
}

/// What these words do.
pub(super) const WORDS: Described = &[
    ("as_of(node)", "The day of the assessment, to compare with."),
    (
        "before(one, other)",
        "Whether one date lies before another. Each is a node, a date in a text, a counted day or `as_of(node)`. Dates are read as printed (\"Dec 2015\", \"autumn 2016\"); open where they leave it undecided.",
    ),
    ("after(one, other)", "Whether one date lies after another."),
    ("on_or_before(one, other)", "Whether one date lies on or before another."),
    ("on_or_after(one, other)", "Whether one date lies on or after another."),
    ("same_day(one, other)", "Whether two dates are the same day."),
    ("days_before(date, days)", "The day so many days before a date. Open unless the date is one day."),
];

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Day>("Day");
    engine
        .register_type_with_name::<Shared<PrintedInText>>("PrintedDate")
        .register_fn("to_string", |date: &mut Shared<PrintedInText>| date.shown.clone())
        .register_type_with_name::<AsOf>("AsOf")
        .register_fn("as_of", |node: &mut ScriptNode| AsOf { context: Arc::clone(&node.context) })
        .register_fn("to_string", |as_of: &mut AsOf| Day(as_of.day()).words())
        .register_fn("to_string", |day: &mut Day| day.words());
    engine.register_fn("days_before", days_before);
    register_comparison(engine, "before", "lies before", before);
    register_comparison(engine, "after", "lies after", after);
    register_comparison(engine, "on_or_before", "lies on or before", on_or_before);
    register_comparison(engine, "on_or_after", "lies on or after", on_or_after);
    register_comparison(engine, "same_day", "is the same day as", same);
}

/// The day so many days before a date.
fn days_before(date: ScriptNode, days: rhai::INT) -> Outcome<Day> {
    let span = span_of(&date)?;
    let day = span.is_one_day().then(|| span.first());
    let counted = day.zip(u64::try_from(days).ok()).and_then(|(day, days)| day.checked_sub_days(Days::new(days)));
    match counted {
        Some(day) => Ok(Day(day)),
        None => date.unknown("is not one day, so that none can be counted back from it"),
    }
}

/// A date printed inside a longer text, in a script's hands.
pub(super) struct PrintedInText {
    text: ScriptNode,
    shown: String,
    span: DaySpan,
    is_range: bool,
}

impl PrintedInText {
    /// A date of a text; none for ongoing work.
    pub(super) fn new(text: &ScriptNode, date: &PrintedDate) -> Option<Shared<PrintedInText>> {
        let is_range = date.kind() == Some(DateKind::Range);
        let shown = date.text().to_owned();
        let beside = shown.len();
        Some(Shared::new(PrintedInText { text: text.clone(), shown, span: date.span()?, is_range }, beside))
    }

    /// Whether it was printed as running from one date to another.
    pub(super) fn is_range(&self) -> bool {
        self.is_range
    }
}

/// What can be compared as a date: a field, a date inside a text, the day of the assessment.
pub(super) struct Moment {
    /// The days that it may mean.
    pub(super) span: DaySpan,
    /// Where it is printed; none for the day of the assessment.
    pub(super) printed: Option<ScriptNode>,
    shown: String,
    as_of: Option<AsOf>,
}

impl Moment {
    /// Keeps the condition that was asked of two moments, where somebody wants to know.
    pub(super) fn saw(&self, other: &Moment, words: &str, holds: bool) {
        if let Some(node) = &self.printed {
            node.context.saw(node.at, holds, || format!("{words} {}", other.shown));
        } else if let Some(node) = &other.printed {
            node.context.saw(node.at, holds, || format!("is such that {} {words} it", self.shown));
        }
    }

    pub(super) fn of(value: &Dynamic) -> Outcome<Moment> {
        if let Some(node) = value.read_lock::<ScriptNode>() {
            let span = span_of(&node)?;
            return Ok(Moment { span, printed: Some(node.clone()), shown: node.shown(), as_of: None });
        }
        if let Some(date) = value.read_lock::<Shared<PrintedInText>>() {
            let (printed, shown) = (Some(date.text.clone()), date.shown.clone());
            return Ok(Moment { span: date.span, printed, shown, as_of: None });
        }
        if let Some(as_of) = value.read_lock::<AsOf>() {
            let (span, shown) = (DaySpan::of_day(as_of.day()), as_of.day().to_string());
            return Ok(Moment { span, printed: None, shown, as_of: Some(as_of.clone()) });
        }
        match value.read_lock::<Day>() {
            Some(day) => {
                Ok(Moment { span: DaySpan::of_day(day.0), printed: None, shown: day.0.to_string(), as_of: None })
            }
            None => broken("a date can be compared with a node, a date in a text or as_of(node)"),
        }
    }
}

/// Two moments that are about to be compared; the day of the assessment notes with what.
pub(super) fn moments(left: &Dynamic, right: &Dynamic) -> Outcome<(Moment, Moment)> {
    let (left, right) = (Moment::of(left)?, Moment::of(right)?);
    for (one, other) in [(&left, &right), (&right, &left)] {
        if let Some(as_of) = &one.as_of {
            as_of.context.compared_with_day(other.span);
        }
    }
    Ok((left, right))
}

fn register_comparison(engine: &mut Engine, name: &str, words: &'static str, question: fn(DaySpan, DaySpan) -> Truth) {
    engine.register_fn(name, move |left: ScriptNode, right: Dynamic| {
        compare(&Dynamic::from(left), &right, words, question)
    });
    engine.register_fn(name, move |left: Shared<PrintedInText>, right: Dynamic| {
        compare(&Dynamic::from(left), &right, words, question)
    });
    engine.register_fn(name, move |left: Day, right: Dynamic| compare(&Dynamic::from(left), &right, words, question));
    engine.register_fn(name, move |left: AsOf, right: Dynamic| compare(&Dynamic::from(left), &right, words, question));
}

fn compare(left: &Dynamic, right: &Dynamic, words: &str, question: fn(DaySpan, DaySpan) -> Truth) -> Outcome<bool> {
    let (left, right) = moments(left, right)?;
    match (question(left.span, right.span), left.printed.as_ref().or(right.printed.as_ref())) {
        (Truth::Unknown, Some(printed)) => {
            printed.unknown(&format!("is \"{}\"; nobody can tell whether that {words} \"{}\"", left.shown, right.shown))
        }
        (answer, _) => {
            left.saw(&right, words, answer == Truth::True);
            Ok(answer == Truth::True)
        }
    }
}

pub(super) fn span_of(node: &ScriptNode) -> Outcome<DaySpan> {
    let written = node.written()?;
    let read = PrintedDate::parse(written);
    if read.as_ref().is_err_and(|unreadable| unreadable.reason == UnreadableReason::NoSuchDate) {
        return node.unknown(&format!("is \"{written}\", which the calendar does not have"));
    }
    match read.ok().and_then(|date| date.span()) {
        Some(span) => Ok(span),
        // "June", "Aug 18": a person may know more than the print says.
        None if PrintedDate::hints_at_time(written) => {
            let turned = turned_round(written);
            node.unknown(&format!("is \"{written}\"; nobody can tell which date that is{turned}"))
        }
        None => node.unknown(&format!("is \"{written}\", which is no date")),
    }
}

/// Where day and month of what is no date may stand in the other order: a word for a message.
pub(super) fn turned_round(written: &str) -> &'static str {
    match PrintedDate::parse(written) {
        Err(UnreadableDate { reason: UnreadableReason::TurnedRound, .. }) => "; day and month may be turned round",
        _ => "",
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
