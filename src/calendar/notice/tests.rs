//! Test vectors for the conventions, and properties that tie the functions together.

use chrono::Days;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

fn latest(meeting: &str, days: u32, convention: Convention) -> NaiveDate {
    latest_notice(day(meeting), days, &convention.into()).unwrap()
}

#[test]
fn five_clear_days_round_easter_2019() {
    let working = Convention::ClearWorkingDays;
    assert_eq!(latest("2019-04-23", 5, working), day("2019-04-11"));
    assert_eq!(latest("2019-04-25", 5, working), day("2019-04-15"));
    for section in [Convention::Section243, Convention::Section243WholeBreaks] {
        assert_eq!(latest("2019-04-23", 5, section), day("2019-04-11"));
        assert_eq!(latest("2019-04-25", 5, section), day("2019-04-12"));
    }
    assert_eq!(latest("2019-04-23", 5, Convention::ClearDays), day("2019-04-17"));
    assert_eq!(latest("2019-04-23", 5, Convention::Days), day("2019-04-18"));
    assert_eq!(latest("2019-04-23", 5, Convention::WorkingDays), day("2019-04-14"));
}

#[test]
fn the_two_readings_of_section_243_part_at_a_bank_holiday() {
    // Tuesday 8 May 2018 follows the early May bank holiday.
    assert_eq!(latest("2018-05-08", 3, Convention::Section243), day("2018-05-02"));
    assert_eq!(latest("2018-05-08", 3, Convention::Section243WholeBreaks), day("2018-05-01"));
}

#[test]
fn a_notice_day_that_does_not_count_can_be_moved_back() {
    let counting = DayCount::from(Convention::ClearWorkingDays);
    // Five clear working days before Monday 20 May 2019 are the whole week before it.
    let meeting = day("2019-05-20");
    assert_eq!(latest_notice(meeting, 5, &counting), Ok(day("2019-05-12")));
    assert_eq!(latest_open_notice(meeting, 5, &counting), Ok(day("2019-05-10")));
    assert_eq!(clear_days_between(day("2019-05-12"), meeting, &counting), Ok(5));
    assert_eq!(clear_days_between(day("2019-05-13"), meeting, &counting), Ok(4));
}

#[test]
fn closed_days_never_count() {
    let closure = [day("2019-12-30"), day("2019-12-31")];
    for convention in Convention::ALL {
        let counting = DayCount::with_closed_days(convention, closure);
        assert_eq!(counting.counts(closure[0]), Ok(false), "{convention:?}");
        assert_eq!(counting.convention(), convention);
    }
    let counting = DayCount::with_closed_days(Convention::ClearWorkingDays, closure);
    let latest = latest_notice(day("2020-01-06"), 5, &counting);
    assert_eq!(latest, Ok(day("2019-12-22")));
}

#[test]
fn working_days_are_added_over_holidays() {
    let counting = DayCount::from(Convention::WorkingDays);
    assert_eq!(add_working_days(day("2015-12-24"), 1, &counting), Ok(day("2015-12-29")));
    assert_eq!(add_working_days(day("2015-12-26"), 0, &counting), Ok(day("2015-12-26")));
    assert_eq!(working_days_between(day("2015-12-24"), day("2016-01-04"), &counting), Ok(4));
    assert_eq!(working_days_between(day("2016-01-04"), day("2015-12-24"), &counting), Ok(0));
}

#[test]
fn counts_that_go_too_far_are_refused() {
    let clear_days = DayCount::from(Convention::ClearDays);
    let working = DayCount::from(Convention::WorkingDays);
    let meeting = day("2019-04-23");
    assert_eq!(latest_notice(meeting, u32::MAX, &clear_days), Err(CountError::TooFar));
    assert_eq!(add_working_days(NaiveDate::MAX, 1, &clear_days), Err(CountError::TooFar));
    assert_eq!(latest_notice(NaiveDate::MIN, 1, &clear_days), Err(CountError::TooFar));
    assert_eq!(clear_days_between(day("1800-01-01"), meeting, &clear_days), Err(CountError::TooFar));
    let not_covered = YearNotCovered { year: 1994 };
    assert_eq!(latest_notice(day("1995-01-03"), 2, &working), Err(CountError::YearNotCovered(not_covered)));
    assert_eq!(latest_notice(day("1994-01-03"), 2, &clear_days), Ok(day("1993-12-31")));
    assert_eq!(not_covered.to_string(), CountError::from(not_covered).to_string());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_latest_notice_is_the_last_one_that_is_enough(
        offset in 0_u64..7_000,
        needed in 0_u32..12,
        place in 0_usize..Convention::ALL.len(),
    ) {
        let meeting = day("2005-01-01").checked_add_days(Days::new(offset)).unwrap();
        let counting = DayCount::from(Convention::ALL[place]);
        let latest = latest_notice(meeting, needed, &counting).unwrap();
        prop_assert!(clear_days_between(latest, meeting, &counting).unwrap() >= needed);
        prop_assert!(latest <= meeting);
        if latest < meeting {
            let next_day = latest.succ_opt().unwrap();
            prop_assert!(clear_days_between(next_day, meeting, &counting).unwrap() < needed);
        }
        let open = latest_open_notice(meeting, needed, &counting).unwrap();
        prop_assert!(open <= latest && counting.counts(open).unwrap());
    }

    #[test]
    fn adding_days_and_counting_them_agree(
        offset in 0_u64..7_000,
        added in 0_u32..30,
        place in 0_usize..Convention::ALL.len(),
    ) {
        let start = day("2005-01-01").checked_add_days(Days::new(offset)).unwrap();
        let counting = DayCount::from(Convention::ALL[place]);
        let end = add_working_days(start, added, &counting).unwrap();
        prop_assert_eq!(working_days_between(start, end, &counting), Ok(added));
    }

    #[test]
    fn stricter_conventions_never_count_more(offset in 0_u64..12_000) {
        let date = day("2005-01-01").checked_add_days(Days::new(offset)).unwrap();
        let counts = |convention| DayCount::from(convention).counts(date).unwrap();
        prop_assert!(counts(Convention::ClearDays));
        prop_assert!(!counts(Convention::Section243WholeBreaks) || counts(Convention::Section243));
        prop_assert_eq!(counts(Convention::ClearWorkingDays), counts(Convention::WorkingDays));
    }
}
