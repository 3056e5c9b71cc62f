//! Dates inside texts, dates that are known only roughly, and how long ago they were.

use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, broken};
use super::super::sandbox::spend;
use super::super::shared::Shared;
use super::Described;
use super::dates::{Moment, PrintedInText, moments, turned_round};
use crate::calendar::{DaySpan, PrintedDate, Truth, UnreadableDate, UnreadableReason, after, before, elapsed};

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "dates_in(node)",
        "The dates that stand in a text, in order, each a date in a text; empty if none can be read for sure.",
    ),
    (
        "date_reading(node)",
        "What a field for a date holds: \"date\"; \"ongoing\"; \"unclear\" where a person might read a date; \"no such date\", such as 30 February; \"none\".",
    ),
    (
        "turned_round(node)",
        "A word for a message on a date that the calendar does not have: \"; day and month may be turned round\" of 12/31/2015, which Americans print so; empty of all others. It is no reading of the date.",
    ),
    ("is_range(date)", "Whether a date in a text runs from one day to another."),
    (
        "ends_after(one, other)",
        "Whether the last day that one date may mean lies after the last that another may mean.",
    ),
    (
        "certainly_before(one, other)",
        "Whether one date lies before another whatever days the two mean; false where that cannot be told.",
    ),
    (
        "certainly_after(one, other)",
        "Whether one date lies after another whatever days the two mean; false where that cannot be told.",
    ),
    (
        "time_past(date)",
        "How long a date has been past on the day of the assessment, in words for a message: \"24 days\", \"8 months\". The rule is broken where the date is not past.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("dates_in", dates_in)
        .register_fn("date_reading", date_reading)
        .register_fn("turned_round", |node: ScriptNode| -> Outcome<String> {
            Ok(turned_round(node.written()?).to_owned())
        })
        .register_fn("time_past", time_past)
        .register_fn("is_range", |date: &mut Shared<PrintedInText>| date.is_range())
        .register_fn("ends_after", ends_after)
        .register_fn("certainly_before", |left: Dynamic, right: Dynamic| {
            certainly(&left, &right, "lies certainly before", before)
        })
        .register_fn("certainly_after", |left: Dynamic, right: Dynamic| {
            certainly(&left, &right, "lies certainly after", after)
        });
}

/// The dates that stand in a text, in order; none if none can be read for sure.
fn dates_in(node: ScriptNode) -> Outcome<Array> {
    let mut dates = Array::new();
    let written = node.written()?;
    // What is known to be too much is not begun.
    spend(written.split_whitespace().count().saturating_mul(STEPS_PER_WORD))?;
    for found in PrintedDate::look_in(written) {
        spend(STEPS_PER_WORD)?;
        let date = found.and_then(|date| PrintedInText::new(&node, &date));
        dates.extend(date.map(Dynamic::from));
    }
    Ok(dates)
}

/// How many steps it takes to see whether a date begins at a word.
const STEPS_PER_WORD: usize = 32;

/// What a field that should hold a date holds, in a word: `date`; `ongoing`; `unclear` where a
/// person might read a date and this reader does not; `no such date` for a day, month or quarter
/// that the calendar does not have; `none` where nothing tells of a time.
fn date_reading(node: ScriptNode) -> Outcome<&'static str> {
    let written = node.written()?;
    Ok(match PrintedDate::parse(written) {
        Ok(date) if date.is_ongoing() => "ongoing",
        Ok(_) => "date",
        Err(UnreadableDate { reason: UnreadableReason::NoSuchDate | UnreadableReason::TurnedRound, .. }) => {
            "no such date"
        }
        Err(_) if PrintedDate::hints_at_time(written) => "unclear",
        Err(_) => "none",
    })
}

/// How long a date has been past on the day of the assessment, in words: "24 days", "8 months".
/// Of a date that is known roughly, its last day counts.
fn time_past(date: Dynamic) -> Outcome<String> {
    let moment = Moment::of(&date)?;
    // Words for a message: they change from day to day, the outcome does not.
    let as_of = moment.printed.map(|printed| printed.context.around.as_of);
    match as_of.and_then(|as_of| elapsed(moment.span.last(), as_of)) {
        Some(words) => Ok(words),
        None => broken("time_past is for dates that are certainly past"),
    }
}

/// Whether one date lies before or after another whatever days the two mean: where that cannot
/// be told the answer is no.
fn certainly(left: &Dynamic, right: &Dynamic, words: &str, question: fn(DaySpan, DaySpan) -> Truth) -> Outcome<bool> {
    let (left, right) = moments(left, right)?;
    let holds = question(left.span, right.span) == Truth::True;
    left.saw(&right, words, holds);
    Ok(holds)
}

/// Whether the last day that a date may mean lies after the last day that another may mean.
fn ends_after(left: Dynamic, right: Dynamic) -> Outcome<bool> {
    let (left, right) = moments(&left, &right)?;
    let holds = left.span.last() > right.span.last();
    left.saw(&right, "ends after", holds);
    Ok(holds)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    /// Asks about an action's due date; the assessment is of 30 June 2016.
    fn ask(due: &str, script: &str) -> Answer {
        let text = format!(
            "kind: action-log\nid: log\ntitle: Log\ndate: May 2016\nactions: [{{ reference: \"1\", text: Act, due: \"{due}\" }}]\n"
        );
        answer(&[&text], &format!("let due = node.actions.items()[0].due; {script}"))
    }

    #[track_caller]
    fn value(due: &str, script: &str) -> String {
        ask(due, script).value()
    }

    #[test]
    fn a_field_for_a_date_may_hold_something_else() {
        for (due, reading) in [
            ("Dec 2015", "date"),
            ("by 4 July 2016", "date"),
            ("Ongoing", "ongoing"),
            ("September", "unclear"),
            ("Aug 18", "unclear"),
            ("as soon as possible", "none"),
            ("30/02/2016", "no such date"),
            ("12/31/2016", "no such date"),
            ("29 February 2016", "date"),
        ] {
            assert_eq!(value(due, "date_reading(due)"), reading, "{due}");
        }
    }

    #[test]
    fn day_and_month_may_be_turned_round_and_nobody_guesses() {
        let words = "; day and month may be turned round";
        for (due, said) in [("12/31/2016", words), ("30/02/2016", ""), ("12/11/2016", ""), ("soon", "")] {
            assert_eq!(value(due, "turned_round(due)"), said, "{due}");
        }
        let told = |due: &str| match ask(due, "due.before(as_of(node))") {
            Answer::Unknown(message) => message,
            other => panic!("{due}: {other:?}"),
        };
        let message = told("12/31/2016");
        assert!(
            message
                .ends_with("is \"12/31/2016\"; nobody can tell which date that is; day and month may be turned round"),
            "{message}"
        );
        assert!(told("30/02/2016").ends_with("is \"30/02/2016\", which the calendar does not have"));
    }

    #[test]
    fn certain_is_what_holds_for_every_day_that_is_meant() {
        let past = "certainly_before(due, as_of(node))";
        assert_eq!(value("May 2016", past), "true");
        assert_eq!(value("2016-06-29", past), "true");
        assert_eq!(value("2016-06-30", past), "false");
        assert_eq!(value("June 2016", past), "false");
        assert_eq!(value("June 2016", "certainly_after(due, as_of(node))"), "false");
        assert_eq!(value("July 2016", "certainly_after(due, as_of(node))"), "true");
        assert_eq!(value("June 2016", "certainly_after(due, node.date)"), "true");
        assert_eq!(value("May 2016", "certainly_after(due, node.date)"), "false");
        assert_eq!(value("June 2016", "ends_after(due, node.date)"), "true");
        assert_eq!(value("May 2016", "ends_after(due, node.date)"), "false");
    }

    #[test]
    fn the_time_past_counts_from_the_last_day_that_is_meant() {
        assert_eq!(value("2016-06-29", "time_past(due)"), "1 day");
        assert_eq!(value("May 2016", "time_past(due)"), "30 days");
        assert_eq!(value("Jan 2016", "time_past(due)"), "5 months");
        assert_eq!(value("Feb 2016", "time_past(due)"), "4 months");
        ask("June 2016", "time_past(due)").assert_broken("certainly past");
    }

    #[test]
    fn dates_inside_a_text_compare_as_fields_do() {
        let text = "Audit of May 2016, read on 3 June 2016";
        assert_eq!(value(text, "`${dates_in(due)[0]}; ${dates_in(due)[1]}`"), "May 2016; 3 June 2016");
        assert_eq!(value(text, "dates_in(due)[1].after(node.date)"), "true");
        assert_eq!(value(text, "dates_in(due)[1].before(as_of(node))"), "true");
        assert_eq!(value(text, "node.date.before(dates_in(due)[1])"), "true");
        assert_eq!(value(text, "certainly_after(dates_in(due)[0], node.date)"), "false");
        assert_eq!(value("Audit of 1 May to 3 June 2016", "dates_in(due)[0].is_range()"), "true");
        assert_eq!(value(text, "dates_in(due)[0].is_range()"), "false");
        assert_eq!(value("Complete by September", "dates_in(due).len()"), "0");
        ask(text, "dates_in(due)[0].before(node.date)")
            .assert_unknown("\"May 2016\"; nobody can tell whether that lies before \"May 2016\"");
    }

    #[test]
    fn a_day_that_the_calendar_does_not_have_is_told_as_such() {
        match ask("31/11/2015", "certainly_before(due, as_of(node))") {
            Answer::Unknown(message) => {
                assert!(message.contains("is \"31/11/2015\", which the calendar does not have"), "{message}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_date_is_unknown_and_what_is_no_node_is_a_fault_of_the_rule() {
        ask("soon", "certainly_before(due, as_of(node))").assert_unknown("is \"soon\", which is no date");
        ask("May 2016", "certainly_before(due, \"June 2016\")").assert_broken("a date can be compared with");
    }
}
