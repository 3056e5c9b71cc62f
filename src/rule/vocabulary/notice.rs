//! Notice: days counted between a date and a meeting, by a convention that the policy names.

use std::str::FromStr;

use chrono::NaiveDate;
use rhai::{Array, Dynamic, Engine, INT, ImmutableString};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::node::{Outcome, ScriptNode, broken};
use super::Described;
use super::dates::{Day, day_of};
use crate::calendar::{self, Convention, CountError, DayCount};

/// The names by which rules and policies call the conventions.
const CONVENTIONS: [(&str, Convention); 6] = [
    ("days", Convention::Days),
    ("clear days", Convention::ClearDays),
    ("clear working days", Convention::ClearWorkingDays),
    ("working days", Convention::WorkingDays),
    ("section 243", Convention::Section243),
    ("section 243, whole breaks", Convention::Section243WholeBreaks),
];

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "clear_days_between(notice, meeting, convention[, closed])",
        "How many days count between a notice and a meeting; 0 where the notice is no earlier. `convention` is \"days\", \"clear days\", \"clear working days\", \"working days\", \"section 243\" or \"section 243, whole breaks\"; `closed` lists further days that do not count, as 2015-12-24. Open where a date is not one day, or bank holidays of its year are not known.",
    ),
    (
        "latest_notice(meeting, days, convention[, closed])",
        "The last day on which notice leaves a meeting so many days. `days` is a number or the node that holds it.",
    ),
    ("working_days_between(start, end[, closed])", "The working days after a start, up to and with an end."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("clear_days_between", |notice: ScriptNode, meeting: ScriptNode, convention: &str| {
            days_between(&notice, &meeting, convention, &Array::new())
        })
        .register_fn(
            "clear_days_between",
            |notice: ScriptNode, meeting: ScriptNode, convention: &str, closed: Array| {
                days_between(&notice, &meeting, convention, &closed)
            },
        )
        .register_fn("latest_notice", |meeting: ScriptNode, days: Dynamic, convention: &str| {
            latest_notice(&meeting, &days, convention, &Array::new())
        })
        .register_fn("latest_notice", |meeting: ScriptNode, days: Dynamic, convention: &str, closed: Array| {
            latest_notice(&meeting, &days, convention, &closed)
        })
        .register_fn("working_days_between", |start: ScriptNode, end: ScriptNode| {
            working_days_between(&start, &end, &Array::new())
        })
        .register_fn("working_days_between", |start: ScriptNode, end: ScriptNode, closed: Array| {
            working_days_between(&start, &end, &closed)
        });
}

/// The days that count between a notice and a meeting; none when the notice is no earlier.
fn days_between(notice: &ScriptNode, meeting: &ScriptNode, convention: &str, closed: &Array) -> Outcome<INT> {
    let counting = counting(convention, closed)?;
    let counted = calendar::clear_days_between(day_of(notice)?, day_of(meeting)?, &counting);
    counted.map(INT::from).or_else(|fault| uncounted(meeting, fault))
}

/// The latest day on which notice leaves a meeting the days that it needs.
fn latest_notice(meeting: &ScriptNode, days: &Dynamic, convention: &str, closed: &Array) -> Outcome<Day> {
    let counting = counting(convention, closed)?;
    let latest = calendar::latest_notice(day_of(meeting)?, number_of_days(days)?, &counting);
    latest.map(Day).or_else(|fault| uncounted(meeting, fault))
}

/// The working days after a start, up to and with an end.
fn working_days_between(start: &ScriptNode, end: &ScriptNode, closed: &Array) -> Outcome<INT> {
    let counting = DayCount::with_closed_days(Convention::WorkingDays, closed_days(closed)?);
    let counted = calendar::working_days_between(day_of(start)?, day_of(end)?, &counting);
    counted.map(INT::from).or_else(|fault| uncounted(end, fault))
}

fn uncounted<T>(date: &ScriptNode, fault: CountError) -> Outcome<T> {
    date.unknown(&format!("is \"{}\", from which nobody can count the days: {fault}", date.shown()))
}

fn counting(convention: &str, closed: &Array) -> Outcome<DayCount> {
    match CONVENTIONS.iter().find(|(name, _)| *name == convention) {
        Some((_, convention)) => Ok(DayCount::with_closed_days(*convention, closed_days(closed)?)),
        None => {
            let known: Vec<String> = CONVENTIONS.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            broken(format!("\"{convention}\" is no way to count days; there are {}", known.join("; ")))
        }
    }
}

/// The extra days that do not count, as a policy writes them: 2015-12-24.
fn closed_days(closed: &Array) -> Outcome<Vec<NaiveDate>> {
    let day = |written: &Dynamic| {
        let text = written.read_lock::<ImmutableString>().map(|text| text.to_string()).unwrap_or_default();
        match NaiveDate::from_str(&text) {
            Ok(day) => Ok(day),
            Err(_) => broken(format!("the closed day \"{text}\" is not written like 2015-12-24")),
        }
    };
    closed.iter().map(day).collect()
}

/// A number of days: a parameter, or the field of a document.
fn number_of_days(value: &Dynamic) -> Outcome<u32> {
    if let Some(node) = value.read_lock::<ScriptNode>() {
        return match whole(node.number()?) {
            Some(days) => Ok(days),
            None => node.unknown(&format!("is \"{}\", which is no number of days", node.shown())),
        };
    }
    let number = value.as_int().ok().map(Decimal::from).or_else(|| value.as_decimal().ok());
    match number.and_then(whole) {
        Some(days) => Ok(days),
        None => broken(format!("\"{value}\" is no number of days")),
    }
}

fn whole(number: Decimal) -> Option<u32> {
    if number.is_integer() { number.to_u32() } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::tests::answer;

    /// A meeting after Easter 2019, with dates that are written otherwise than they should be.
    const MEETING: &str = "
kind: meeting
id: m
body: Board
date: 2019-04-23
notice: { given: 2019-04-11, papers: 2019-04-24 }
items:
  - { number: 1, title: Plan, papers_sent: April 2019, approves_minutes_of: soon }
questions:
  - { received: 2041-01-04 }
";

    #[track_caller]
    fn value(script: &str) -> String {
        answer(&[MEETING], script).value()
    }

    #[test]
    fn five_clear_working_days_reach_back_over_easter() {
        // Good Friday is 19 April and Easter Monday 22 April: 12, 15, 16, 17 and 18 April count.
        assert_eq!(value("clear_days_between(node.notice.given, node.date, \"clear working days\")"), "5");
        assert_eq!(value("latest_notice(node.date, 5, \"clear working days\")"), "11 April 2019");
        // Without a convention of working days, 18 to 22 April are five clear days.
        assert_eq!(value("latest_notice(node.date, 5, \"clear days\")"), "17 April 2019");
        assert_eq!(value("clear_days_between(node.notice.given, node.date, \"clear days\")"), "11");
    }

    #[test]
    fn days_that_the_policy_closes_do_not_count() {
        // With 15 April closed, 12 April is the fourth day and 11 April the fifth.
        assert_eq!(value("latest_notice(node.date, 5, \"clear working days\", [\"2019-04-15\"])"), "10 April 2019");
        let counted = "clear_days_between(node.notice.given, node.date, \"clear working days\", [\"2019-04-15\"])";
        assert_eq!(value(counted), "4");
        assert_eq!(value("working_days_between(node.notice.given, node.date, [\"2019-04-15\"])"), "5");
    }

    #[test]
    fn working_days_count_the_last_day() {
        // 12, 15, 16, 17, 18 and 23 April.
        assert_eq!(value("working_days_between(node.notice.given, node.date)"), "6");
        assert_eq!(value("working_days_between(node.date, node.notice.given)"), "0");
    }

    #[test]
    fn notice_after_the_meeting_leaves_no_day() {
        assert_eq!(value("clear_days_between(node.notice.papers, node.date, \"clear working days\")"), "0");
        assert_eq!(value("node.notice.papers.on_or_before(latest_notice(node.date, 5, \"days\"))"), "false");
    }

    #[test]
    fn what_cannot_be_counted_is_unknown() {
        for (script, says) in [
            ("clear_days_between(node.items.items()[0].papers_sent, node.date, \"days\")", "must be a date"),
            ("clear_days_between(node.items.items()[0].approves_minutes_of, node.date, \"days\")", "must be a date"),
            ("latest_notice(node.questions.items()[0].received, 5, \"clear working days\")", "not for 2041"),
        ] {
            answer(&[MEETING], script).assert_unknown(says);
        }
    }

    #[test]
    fn a_wrong_parameter_is_a_fault_of_the_policy() {
        for (script, says) in [
            ("latest_notice(node.date, 5, \"clean days\")", "\"clean days\" is no way to count days"),
            ("latest_notice(node.date, -1, \"days\")", "\"-1\" is no number of days"),
            ("latest_notice(node.date, 5, \"days\", [\"Christmas Eve\"])", "the closed day \"Christmas Eve\""),
        ] {
            answer(&[MEETING], script).assert_broken(says);
        }
    }
}
