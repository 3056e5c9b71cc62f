//! Compares meetings with a schedule, period by period.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::super::bank_holidays::bank_holiday_on;
use super::super::span::DaySpan;
use super::{MissedPeriod, Schedule, ScheduleCheck, WrongDay};

/// The most periods looked at, so that a span of many thousand years still ends.
const MOST_PERIODS: usize = 20_000;

/// Judges every period of the schedule that lies in `within`.
pub(super) fn check(schedule: Schedule, meetings: &[NaiveDate], within: DaySpan) -> ScheduleCheck {
    let all_days: BTreeSet<NaiveDate> = meetings.iter().copied().collect();
    let (inside, outside): (Vec<_>, Vec<_>) = all_days.into_iter().partition(|day| within.contains(*day));
    let mut result = ScheduleCheck { outside, ..ScheduleCheck::default() };
    // A meeting in April can stand for the spring or the summer term, but not for both.
    let mut used_for_spring = None;
    for period in periods(schedule, within) {
        let Some(judged) = part_to_judge(schedule, period, within) else {
            result.not_judged.push(period);
            continue;
        };
        let held: Vec<NaiveDate> =
            inside.iter().copied().filter(|day| judged.contains(*day) && used_for_spring != Some(*day)).collect();
        if schedule == Schedule::Termly {
            used_for_spring = held.first().copied().filter(|day| day.month() == 4);
        }
        judge(schedule, judged, &held, &mut result);
    }
    result
}

/// The part of a period that can be judged, which is the whole of it or none but for a month whose
/// one scheduled day is in reach.
fn part_to_judge(schedule: Schedule, period: DaySpan, within: DaySpan) -> Option<DaySpan> {
    if within.contains(period.first()) && within.contains(period.last()) {
        return Some(period);
    }
    let Schedule::WeekdayOfMonth { every_months: 1, .. } = schedule else {
        return None;
    };
    let in_reach = DaySpan::new(period.first().max(within.first()), period.last().min(within.last()))?;
    (!schedule.days_in(in_reach).is_empty()).then_some(in_reach)
}

fn judge(schedule: Schedule, period: DaySpan, held: &[NaiveDate], result: &mut ScheduleCheck) {
    result.periods_judged += 1;
    let required = match schedule {
        Schedule::TimesAYear { times, .. } => times,
        _ => 1,
    };
    let held_count = u32::try_from(held.len()).unwrap_or(u32::MAX);
    let scheduled_days = schedule.days_in(period);
    if held_count < required {
        result.missed.push(MissedPeriod { period, required, held: held_count, scheduled_days });
        return;
    }
    if held.iter().any(|meeting| scheduled_days.contains(meeting)) {
        return;
    }
    for meeting in held {
        let nearest = scheduled_days
            .iter()
            .copied()
            .min_by_key(|scheduled| scheduled.signed_duration_since(*meeting).num_days().abs());
        if let Some(scheduled) = nearest {
            result.wrong_days.push(WrongDay {
                meeting: *meeting,
                scheduled,
                scheduled_is_bank_holiday: bank_holiday_on(scheduled).ok().map(|holiday| holiday.is_some()),
            });
        }
    }
}

/// The periods of the schedule that touch `within`, in order of date.
fn periods(schedule: Schedule, within: DaySpan) -> Vec<DaySpan> {
    match schedule {
        Schedule::WeekdayOfMonth { every_months: count, .. } | Schedule::EveryMonths(count) => {
            by_months(within, first_month(within, count), count)
        }
        Schedule::Quarterly => {
            let month = within.first().month0() / 3 * 3 + 1;
            by_months(within, (within.first().year(), month), 3)
        }
        Schedule::TimesAYear { .. } => {
            by_steps(within, |first, step| first.checked_add_months(Months::new(step.checked_mul(12)?)))
        }
        Schedule::EveryWeeks(weeks) => {
            by_steps(within, |first, step| first.checked_add_days(Days::new(u64::from(step) * u64::from(weeks) * 7)))
        }
        Schedule::Termly => terms(within),
    }
}

/// The month from which months are counted: for single months the one that `within` begins in, and
/// otherwise the first one that is wholly in it.
fn first_month(within: DaySpan, count: u32) -> (i32, u32) {
    let first = within.first();
    let next_month = first.checked_add_months(Months::new(1));
    match next_month {
        Some(next_month) if count > 1 && first.day() > 1 => (next_month.year(), next_month.month()),
        _ => (first.year(), first.month()),
    }
}

fn by_months(within: DaySpan, (year, month): (i32, u32), count: u32) -> Vec<DaySpan> {
    let first = DaySpan::of_months(year, month, count);
    let later = |period: &DaySpan| {
        let next_day = period.last().succ_opt()?;
        DaySpan::of_months(next_day.year(), next_day.month(), count)
    };
    std::iter::successors(first, later)
        .take_while(|period| period.first() <= within.last())
        .take(MOST_PERIODS)
        .collect()
}

/// Periods that begin with the first day of `within`; `start` gives the first day of the period
/// that follows so many others.
fn by_steps(within: DaySpan, start: impl Fn(NaiveDate, u32) -> Option<NaiveDate>) -> Vec<DaySpan> {
    let mut found = Vec::new();
    for step in 0..u32::try_from(MOST_PERIODS).unwrap_or(0) {
        let next = step + 1;
        let (Some(first), Some(after)) = (start(within.first(), step), start(within.first(), next)) else {
            break;
        };
        if first > within.last() {
            break;
        }
        found.extend(after.pred_opt().and_then(|last| DaySpan::new(first, last)));
    }
    found
}

fn terms(within: DaySpan) -> Vec<DaySpan> {
    (within.first().year()..=within.last().year())
        .flat_map(|year| [(year, 1, 4), (year, 4, 5), (year, 9, 4)])
        .filter_map(|(year, month, count)| DaySpan::of_months(year, month, count))
        .filter(|term| term.first() <= within.last() && within.first() <= term.last())
        .take(MOST_PERIODS)
        .collect()
}
