//! How often a body says it meets, held against the dates of its meetings.

use chrono::{Datelike, NaiveDate};
use rhai::{Array, Dynamic, Engine, INT};

use super::super::node::{Outcome, ScriptNode, broken};
use super::dates::{Day, day_of};
use crate::calendar::{self, DaySpan, Schedule, ScheduleCheck, bank_holiday_on};

/// A meeting on another day than the schedule names, in a script's hands.
#[derive(Clone)]
struct WrongDay {
    meeting: ScriptNode,
    found: calendar::WrongDay,
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Schedule>("Schedule")
        .register_type_with_name::<WrongDay>("WrongDay")
        .register_fn("schedule_of", schedule_of)
        .register_fn("periods_judged", |schedule: Schedule, dates: Array| {
            Ok::<INT, Box<rhai::EvalAltResult>>(
                INT::try_from(check(schedule, dates)?.0.periods_judged).unwrap_or(INT::MAX),
            )
        })
        .register_fn("missed_periods", |schedule: Schedule, dates: Array| {
            Ok::<Array, Box<rhai::EvalAltResult>>(in_words(&check(schedule, dates)?.0, "meeting"))
        })
        .register_fn("missed_periods", |schedule: Schedule, dates: Array, within: Array, what: &str| {
            let days = days_of(dates)?.into_iter().map(|(day, _)| day).collect::<Vec<_>>();
            Ok::<Array, Box<rhai::EvalAltResult>>(in_words(
                &schedule.check(&days, span_of_all(&days_of(within)?)?),
                what,
            ))
        })
        .register_fn("wrong_days", wrong_days)
        .register_get("meeting", |wrong: &mut WrongDay| wrong.meeting.clone())
        .register_get("scheduled", |wrong: &mut WrongDay| Day(wrong.found.scheduled))
        // A year whose bank holidays are not known may hold one on that day.
        .register_get("may_be_bank_holiday", |wrong: &mut WrongDay| {
            wrong.found.scheduled_is_bank_holiday.unwrap_or(true)
        });
}

/// The schedule that a field prints; one that cannot be read is unknown.
fn schedule_of(node: ScriptNode) -> Outcome<Schedule> {
    let written = node.written()?;
    match Schedule::parse(written) {
        Ok(schedule) => Ok(schedule),
        Err(_) => node.unknown(&format!("is \"{written}\", which cannot be read as one schedule")),
    }
}

/// Holds the dates against the schedule, from the first of them to the last.
fn check(schedule: Schedule, dates: Array) -> Outcome<(ScheduleCheck, Vec<(NaiveDate, ScriptNode)>)> {
    let held = days_of(dates)?;
    let days: Vec<NaiveDate> = held.iter().map(|(day, _)| *day).collect();
    Ok((schedule.check(&days, span_of_all(&held)?), held))
}

fn days_of(dates: Array) -> Outcome<Vec<(NaiveDate, ScriptNode)>> {
    let mut days = Vec::new();
    for date in dates {
        match date.try_cast::<ScriptNode>() {
            Some(node) => days.push((day_of(&node)?, node)),
            None => return broken("a list of dates was expected"),
        }
    }
    Ok(days)
}

/// From the first to the last of some days.
fn span_of_all(days: &[(NaiveDate, ScriptNode)]) -> Outcome<DaySpan> {
    let days = || days.iter().map(|(day, _)| *day);
    match days().min().zip(days().max()).and_then(|(first, last)| DaySpan::new(first, last)) {
        Some(span) => Ok(span),
        None => broken("a schedule can be held against one date at least"),
    }
}

/// The periods with too few meetings or reports, each in words for a message.
fn in_words(found: &ScheduleCheck, what: &str) -> Array {
    let words = |missed: &calendar::MissedPeriod| {
        let period = period(missed.period);
        let held = match (missed.held, missed.required) {
            (0, 1) => format!("no {what} in {period}"),
            (held, required) => format!("{held} of {required} {what}s in {period}"),
        };
        let days: Vec<String> = missed.scheduled_days.iter().map(|day| scheduled_day(*day)).collect();
        if days.is_empty() { held } else { format!("{held}, where one was due on {}", days.join(" or ")) }
    };
    found.missed.iter().map(|missed| Dynamic::from(words(missed))).collect()
}

fn scheduled_day(day: NaiveDate) -> String {
    let shown = Day(day);
    match bank_holiday_on(day) {
        Ok(Some(_)) => format!("{} (a bank holiday)", shown.words()),
        Ok(None) | Err(_) => shown.words(),
    }
}

/// A period in words; a part of one month is called by the month.
fn period(span: DaySpan) -> String {
    let (first, last) = (span.first(), span.last());
    let month = |day: NaiveDate| day.format("%B %Y").to_string();
    let is_whole_months = first.day() == 1 && last.succ_opt().is_some_and(|next| next.day() == 1);
    if month(first) == month(last) {
        month(first)
    } else if is_whole_months {
        format!("{} to {}", month(first), month(last))
    } else {
        format!("{} to {}", Day(first).words(), Day(last).words())
    }
}

/// The meetings on another day than the schedule names, in order of date.
fn wrong_days(schedule: Schedule, dates: Array) -> Outcome<Array> {
    let (found, held) = check(schedule, dates)?;
    let wrong = found.wrong_days.into_iter().filter_map(|found| {
        let (_, meeting) = held.iter().find(|(day, _)| *day == found.meeting)?;
        Some(Dynamic::from(WrongDay { meeting: meeting.clone(), found }))
    });
    Ok(wrong.collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    fn meeting(date: &str) -> String {
        format!("kind: meeting\nid: m-{date}\nbody: Team\ndate: {date}\nitems: []\n")
    }

    fn ask(schedule: &str, dates: &[&str], script: &str) -> Answer {
        let mut texts = vec![format!(
            "kind: terms-of-reference\nid: t\nbody: Team\nmembers: []\nmeetings: {{ schedule: \"{schedule}\" }}\n"
        )];
        texts.extend(dates.iter().map(|date| meeting(date)));
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        answer(
            &texts,
            &format!(
                "let dates = []; for held in find_documents(\"meeting\", \"body\", node.body) {{ dates.push(held.date); }} \
                 let schedule = schedule_of(node.meetings.schedule); {script}"
            ),
        )
    }

    fn value(schedule: &str, dates: &[&str], script: &str) -> String {
        match ask(schedule, dates, script) {
            Answer::Value(value) => value,
            other => panic!("{schedule}: {other:?}"),
        }
    }

    #[test]
    fn missed_periods_name_the_day_that_was_due() {
        assert_eq!(
            value(
                "first Friday of the month",
                &["2015-12-04", "2016-02-05", "2016-03-04"],
                "join(missed_periods(schedule, dates))"
            ),
            "no meeting in January 2016, where one was due on 1 January 2016 (a bank holiday)"
        );
        assert_eq!(
            value("quarterly", &["2016-01-01", "2016-10-01"], "join(missed_periods(schedule, dates))"),
            "no meeting in April 2016 to June 2016 and no meeting in July 2016 to September 2016"
        );
        assert_eq!(
            value(
                "at least four times a year",
                &["2016-01-15", "2016-05-01", "2017-01-14"],
                "join(missed_periods(schedule, dates))"
            ),
            "3 of 4 meetings in 15 January 2016 to 14 January 2017"
        );
    }

    #[test]
    fn wrong_days_know_their_meeting_and_the_day_that_was_due() {
        let script = "let wrong = wrong_days(schedule, dates); \
                      `${wrong.len()}: ${wrong[0].meeting}, ${wrong[0].scheduled}, ${wrong[0].may_be_bank_holiday}`";
        let first_friday = "first Friday of the month";
        // 8 January 2016 instead of New Year's Day; 12 February instead of the 5th.
        assert_eq!(
            value(first_friday, &["2015-12-04", "2016-01-08", "2016-02-05"], script),
            "1: 2016-01-08, 1 January 2016, true"
        );
        assert_eq!(
            value(first_friday, &["2016-01-01", "2016-02-12", "2016-03-04"], script),
            "1: 2016-02-12, 5 February 2016, false"
        );
    }

    #[test]
    fn a_short_span_holds_no_period() {
        assert_eq!(value("quarterly", &["2016-01-15", "2016-03-20"], "periods_judged(schedule, dates)"), "0");
        assert_eq!(value("monthly", &["2016-01-15", "2016-03-20"], "periods_judged(schedule, dates)"), "1");
    }

    #[test]
    fn what_cannot_be_read_is_unknown() {
        match ask("as and when needed", &["2016-01-15"], "periods_judged(schedule, dates)") {
            Answer::Unknown(message) => assert!(message.contains("cannot be read as one schedule"), "{message}"),
            other => panic!("{other:?}"),
        }
        match ask("monthly", &["2016-01-15", "15/03/2016"], "periods_judged(schedule, dates)") {
            Answer::Unknown(message) => assert!(message.contains("must be a date"), "{message}"),
            other => panic!("{other:?}"),
        }
    }
}
