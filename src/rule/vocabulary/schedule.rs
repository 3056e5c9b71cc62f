//! How often a body says it meets, held against the dates of its meetings.

use chrono::{Datelike, NaiveDate};
use rhai::{Array, Dynamic, Engine, INT};

use super::super::node::{Outcome, ScriptNode, broken};
use super::super::shared::Shared;
use super::Described;
use super::dates::{AsOf, Day, day_of, span_of};
use crate::calendar::{self, DaySpan, Schedule, ScheduleCheck, bank_holiday_on};

/// A meeting on another day than the schedule names, in a script's hands.
struct WrongDay {
    meeting: ScriptNode,
    found: calendar::WrongDay,
}

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "schedule_of(node)",
        "The schedule that a field prints: \"monthly\", \"first Friday of the month\", \"at least four times a year\". Open where it cannot be read as one.",
    ),
    ("periods_judged(schedule, dates)", "How many whole periods lie between the first and the last of some dates."),
    (
        "missed_periods(schedule, dates)",
        "The periods with too few meetings, each in words for a message: \"no meeting in January 2016\".",
    ),
    (
        "missed_periods(schedule, dates, within, what)",
        "The same from the first to the last of other dates, for what is counted: \"report\".",
    ),
    (
        "missed_periods(schedule, dates, from, until, what)",
        "The same between two dates, or up to `as_of(node)`; there need be none of what is counted.",
    ),
    ("periods_between(schedule, from, until)", "How many whole periods lie between two dates, or up to `as_of(node)`."),
    (
        "wrong_days(schedule, dates)",
        "The meetings on another day than the schedule names, in order of date, each a wrong day.",
    ),
    ("wrong day.meeting", "The date of the meeting."),
    ("wrong day.scheduled", "The day that the schedule names."),
    (
        "wrong day.may_be_bank_holiday",
        "Whether that day is a bank holiday, or may be one since those of its year are not known.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<Schedule>>("Schedule")
        .register_type_with_name::<Shared<WrongDay>>("WrongDay")
        .register_fn("schedule_of", schedule_of)
        .register_fn("periods_judged", |schedule: Shared<Schedule>, dates: Array| {
            Ok::<INT, Box<rhai::EvalAltResult>>(
                INT::try_from(check(schedule, dates)?.0.periods_judged).unwrap_or(INT::MAX),
            )
        })
        .register_fn("missed_periods", |schedule: Shared<Schedule>, dates: Array| {
            Ok::<Array, Box<rhai::EvalAltResult>>(in_words(&check(schedule, dates)?.0, "meeting"))
        })
        .register_fn("missed_periods", |schedule: Shared<Schedule>, dates: Array, within: Array, what: &str| {
            let days = days_of(dates)?.into_iter().map(|(day, _)| day).collect::<Vec<_>>();
            Ok::<Array, Box<rhai::EvalAltResult>>(in_words(
                &schedule.check(&days, span_of_all(&days_of(within)?)?),
                what,
            ))
        })
        .register_fn("periods_between", periods_between)
        .register_fn("missed_periods", missed_between)
        .register_fn("wrong_days", wrong_days)
        .register_get("meeting", |wrong: &mut Shared<WrongDay>| wrong.meeting.clone())
        .register_get("scheduled", |wrong: &mut Shared<WrongDay>| Day(wrong.found.scheduled))
        // A year whose bank holidays are not known may hold one on that day.
        .register_get("may_be_bank_holiday", |wrong: &mut Shared<WrongDay>| {
            wrong.found.scheduled_is_bank_holiday.unwrap_or(true)
        });
}

/// The schedule that a field prints; one that cannot be read is unknown.
fn schedule_of(node: ScriptNode) -> Outcome<Shared<Schedule>> {
    let written = node.written()?;
    match Schedule::parse(written) {
        Ok(schedule) => Ok(Shared::new(schedule, written.len())),
        Err(_) => node.unknown(&format!("is \"{written}\", which cannot be read as one schedule")),
    }
}

/// Holds the dates against the schedule, from the first of them to the last.
fn check(schedule: Shared<Schedule>, dates: Array) -> Outcome<(ScheduleCheck, Vec<(NaiveDate, ScriptNode)>)> {
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

/// The days from a date to another one or to the assessment; none when the end is before the start.
/// Of a date that is known roughly, the days count that are surely between.
fn between(from: &ScriptNode, until: &Dynamic) -> Outcome<Option<DaySpan>> {
    let first = span_of(from)?.last();
    let last = match (until.read_lock::<ScriptNode>(), until.read_lock::<AsOf>()) {
        (Some(node), _) => span_of(&node)?.first(),
        (None, Some(as_of)) => {
            // Where a period ends is the schedule's to say.
            as_of.context.turns_any_day();
            as_of.day()
        }
        (None, None) => return broken("a schedule is held against the days up to a date or as_of(node)"),
    };
    Ok(DaySpan::new(first, last))
}

/// How many whole periods of the schedule lie between two dates, whoever met in them.
fn periods_between(schedule: Shared<Schedule>, from: ScriptNode, until: Dynamic) -> Outcome<INT> {
    let judged = between(&from, &until)?.map_or(0, |within| schedule.check(&[], within).periods_judged);
    Ok(INT::try_from(judged).unwrap_or(INT::MAX))
}

/// The whole periods between two dates that have too few of what is counted; there need be none of it.
fn missed_between(
    schedule: Shared<Schedule>,
    dates: Array,
    from: ScriptNode,
    until: Dynamic,
    what: &str,
) -> Outcome<Array> {
    let days: Vec<NaiveDate> = days_of(dates)?.into_iter().map(|(day, _)| day).collect();
    let within = between(&from, &until)?;
    Ok(within.map_or_else(Array::new, |within| in_words(&schedule.check(&days, within), what)))
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
fn wrong_days(schedule: Shared<Schedule>, dates: Array) -> Outcome<Array> {
    let (found, held) = check(schedule, dates)?;
    let wrong = found.wrong_days.into_iter().filter_map(|found| {
        let (_, meeting) = held.iter().find(|(day, _)| *day == found.meeting)?;
        Some(Dynamic::from(Shared::new(WrongDay { meeting: meeting.clone(), found }, 0)))
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

    #[track_caller]
    fn value(schedule: &str, dates: &[&str], script: &str) -> String {
        ask(schedule, dates, script).value()
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

    /// Asks about a promise to meet every two months, made on a date; judged on 30 June 2016.
    fn promised(date: &str, meetings: &[&str], script: &str) -> Answer {
        let mut texts = vec![format!(
            "kind: statement-of-action\nid: s\ntitle: S\ndate: {date}\nareas: [{{ reference: A, title: Plans }}]\n\
             commitments: [{{ body: Team, does: meets, schedule: bi-monthly }}]\n"
        )];
        texts.extend(meetings.iter().map(|date| meeting(date)));
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        answer(
            &texts,
            &format!(
                "let dates = []; for held in documents(\"meeting\", node) {{ dates.push(held.date); }} \
                 let schedule = schedule_of(node.commitments.items()[0].schedule); {script}"
            ),
        )
    }

    #[test]
    fn a_promise_is_held_against_the_days_since_it_was_made() {
        let value = |date, meetings: &[&str], script| promised(date, meetings, script).value();
        // Of "March 2016" only the last day is surely not before it: April and May are judged.
        assert_eq!(value("March 2016", &[], "periods_between(schedule, node.date, as_of(node))"), "1");
        let missed = "join(missed_periods(schedule, dates, node.date, as_of(node), \"meeting\"))";
        assert_eq!(value("March 2016", &[], missed), "no meeting in April 2016 to May 2016");
        assert_eq!(value("March 2016", &["2016-03-31", "2016-06-01"], missed), "no meeting in April 2016 to May 2016");
        assert_eq!(value("March 2016", &["2016-05-31"], missed), "");
        let reports = "join(missed_periods(schedule, dates, node.date, as_of(node), \"report\"))";
        assert_eq!(value("March 2016", &[], reports), "no report in April 2016 to May 2016");
        // Up to a meeting on 30 April no whole period has passed.
        assert_eq!(value("March 2016", &["2016-04-30"], "periods_between(schedule, node.date, dates[0])"), "0");
        assert_eq!(value("2016-07-01", &[], "periods_between(schedule, node.date, as_of(node))"), "0");
        assert_eq!(value("2016-07-01", &[], missed), "");
    }

    #[test]
    fn a_promise_without_a_date_that_can_be_read_is_unknown() {
        promised("soon", &[], "periods_between(schedule, node.date, as_of(node))")
            .assert_unknown("is \"soon\", which is no date");
        promised("March 2016", &[], "periods_between(schedule, node.date, 4)").assert_broken("up to a date");
    }

    #[test]
    fn a_short_span_holds_no_period() {
        assert_eq!(value("quarterly", &["2016-01-15", "2016-03-20"], "periods_judged(schedule, dates)"), "0");
        assert_eq!(value("monthly", &["2016-01-15", "2016-03-20"], "periods_judged(schedule, dates)"), "1");
    }

    #[test]
    fn what_cannot_be_read_is_unknown() {
        ask("as and when needed", &["2016-01-15"], "periods_judged(schedule, dates)")
            .assert_unknown("cannot be read as one schedule");
        ask("monthly", &["2016-01-15", "15/03/2016"], "periods_judged(schedule, dates)")
            .assert_unknown("must be a date");
    }
}
