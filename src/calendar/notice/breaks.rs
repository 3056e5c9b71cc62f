//! The breaks of section 243 of the Local Government Act 1972, on the readings that the parent
//! module describes.

use chrono::{Datelike, Days, NaiveDate};

use super::super::bank_holidays::{YearNotCovered, bank_holiday_on, easter_sunday};
use super::super::span::DaySpan;
use super::is_weekday_with_saturday;

/// How far from a bank holiday its break can reach, in days, with room to spare.
const REACH: u64 = 7;

/// Whether the day is a Sunday, a bank holiday, or in the Christmas or the Easter break.
pub(super) fn is_left_out(day: NaiveDate) -> Result<bool, YearNotCovered> {
    Ok(!is_weekday_with_saturday(day) || bank_holiday_on(day)?.is_some() || is_in_named_break(day)?)
}

/// Whether the day lies in the break around a bank holiday that is in neither of the named breaks.
///
/// Within a week of the first and the last day covered that cannot be told, and it fails.
pub(super) fn is_beside_bank_holiday(day: NaiveDate) -> Result<bool, YearNotCovered> {
    let (Some(earliest), Some(latest)) =
        (day.checked_sub_days(Days::new(REACH)), day.checked_add_days(Days::new(REACH)))
    else {
        return Ok(false);
    };
    for holiday in earliest.iter_days().take_while(|near| *near <= latest) {
        if bank_holiday_on(holiday)?.is_none() || is_in_named_break(holiday)? {
            continue;
        }
        let first = weekday_before(holiday);
        let last = weekday_after(holiday)?;
        if first.zip(last).is_some_and(|(first, last)| first <= day && day <= last) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_in_named_break(day: NaiveDate) -> Result<bool, YearNotCovered> {
    let year = day.year();
    let easter = easter_break(year).is_some_and(|span| span.contains(day));
    Ok(easter || christmas_break(year)?.is_some_and(|span| span.contains(day)))
}

fn easter_break(year: i32) -> Option<DaySpan> {
    let easter = easter_sunday(year)?;
    DaySpan::new(easter.checked_sub_days(Days::new(3))?, easter.checked_add_days(Days::new(2))?)
}

fn christmas_break(year: i32) -> Result<Option<DaySpan>, YearNotCovered> {
    let Some(christmas_day) = NaiveDate::from_ymd_opt(year, 12, 25) else {
        return Ok(None);
    };
    let last = weekday_after(christmas_day)?;
    Ok(weekday_before(christmas_day).zip(last).and_then(|(first, last)| DaySpan::new(first, last)))
}

fn weekday_before(day: NaiveDate) -> Option<NaiveDate> {
    let mut candidate = day.pred_opt()?;
    while !is_weekday_with_saturday(candidate) {
        candidate = candidate.pred_opt()?;
    }
    Some(candidate)
}

/// The first weekday after the day that is no bank holiday.
fn weekday_after(day: NaiveDate) -> Result<Option<NaiveDate>, YearNotCovered> {
    let mut next_day = day.succ_opt();
    while let Some(candidate) = next_day {
        if is_weekday_with_saturday(candidate) && bank_holiday_on(candidate)?.is_none() {
            return Ok(Some(candidate));
        }
        next_day = candidate.succ_opt();
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    fn ends(span: DaySpan) -> (u32, u32) {
        (span.first().day(), span.last().day())
    }

    #[test]
    fn the_christmas_break_follows_the_weekday_of_christmas_day() {
        for (year, first, last) in [
            (2019, 24, 27),
            (2020, 24, 29),
            (2021, 24, 29),
            (2022, 24, 28),
            (2023, 23, 27),
            (2024, 24, 27),
            (2025, 24, 27),
        ] {
            let span = christmas_break(year).unwrap().unwrap();
            assert_eq!(ends(span), (first, last), "{year}");
        }
    }

    #[test]
    fn the_easter_break_runs_from_thursday_to_tuesday() {
        assert_eq!(ends(easter_break(2019).unwrap()), (18, 23));
    }

    #[test]
    fn a_bank_holiday_break_takes_in_its_neighbours() {
        for (text, expected) in [
            ("2019-05-03", false),
            ("2019-05-04", true),
            ("2019-05-05", true),
            ("2019-05-07", true),
            ("2019-05-08", false),
            // Two holidays that follow each other share one break.
            ("2012-06-02", true),
            ("2012-06-06", true),
            ("2012-06-07", false),
            // Christmas and Easter holidays have their own breaks only.
            ("2019-12-28", false),
            ("2019-04-17", false),
            ("2019-12-31", true),
            ("2020-01-02", true),
            ("2020-01-03", false),
        ] {
            assert_eq!(is_beside_bank_holiday(day(text)), Ok(expected), "{text}");
        }
    }

    #[test]
    fn saturdays_are_not_left_out_for_themselves() {
        assert_eq!(is_left_out(day("2019-05-11")), Ok(false));
        assert_eq!(is_left_out(day("2019-05-12")), Ok(true));
        assert_eq!(is_left_out(day("2019-05-06")), Ok(true));
        assert_eq!(is_left_out(day("2019-05-07")), Ok(false));
        assert!(is_left_out(day("2041-05-07")).is_err());
        assert!(is_beside_bank_holiday(day("2040-12-31")).is_err());
    }
}
