//! Schedules as printed, and meetings held against them.

use chrono::Days;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

fn days(texts: &[&str]) -> Vec<NaiveDate> {
    texts.iter().map(|text| day(text)).collect()
}

fn span(first: &str, last: &str) -> DaySpan {
    DaySpan::new(day(first), day(last)).unwrap()
}

fn assert_reads(schedule: Schedule, texts: &[&str]) {
    for text in texts {
        assert_eq!(Schedule::parse(text), Ok(schedule), "{text}");
    }
}

const fn on(which: WhichInMonth, weekday: Weekday, every_months: u32) -> Schedule {
    Schedule::WeekdayOfMonth { which, weekday, every_months }
}

#[test]
fn weekdays_of_the_month_are_read() {
    assert_reads(
        on(WhichInMonth::First, Weekday::Fri, 1),
        &[
            "first Friday of the month",
            "First Friday of every month.",
            "on the 1st Friday in each month",
            "monthly, on the first Friday",
            "every first Friday",
            "first Fridays monthly",
            "on a monthly basis on the first Friday of the month",
        ],
    );
    assert_reads(on(WhichInMonth::Last, Weekday::Tue, 1), &["last Tuesday of each month"]);
    assert_reads(
        on(WhichInMonth::Second, Weekday::Wed, 2),
        &[
            "second Wednesday of every other month",
            "2nd Wed of alternate months",
            "second Wednesday of every second month",
            "second Wednesday every two months",
        ],
    );
}

#[test]
fn frequencies_are_read() {
    assert_reads(
        Schedule::EveryMonths(1),
        &[
            "monthly",
            "every month",
            "once monthly",
            "monthly meetings",
            "one meeting a month",
            "once a month",
            "at least monthly",
            "once every month",
        ],
    );
    assert_reads(
        Schedule::EveryMonths(2),
        &[
            "every two months",
            "every 2 months",
            "bimonthly",
            "bi-monthly",
            "every other month",
            "alternate months",
            "every second month",
            "two-monthly",
            "once every two months",
        ],
    );
    assert_reads(Schedule::EveryMonths(3), &["every three months"]);
    assert_reads(Schedule::Quarterly, &["quarterly", "every quarter", "once a quarter"]);
    assert_reads(
        Schedule::Termly,
        &["termly", "once a term", "each term", "once each school term", "at least once per term"],
    );
    assert_reads(Schedule::EveryWeeks(1), &["weekly", "once a week"]);
    assert_reads(Schedule::EveryWeeks(2), &["fortnightly", "every fortnight", "every two weeks"]);
    assert_reads(Schedule::EveryWeeks(6), &["every six weeks", "six-weekly"]);
    let times = |times, at_least| Schedule::TimesAYear { times, at_least };
    assert_reads(
        times(4, true),
        &[
            "at least four times a year",
            "a minimum of 4 meetings per year",
            "not less than four times in each year",
            "no fewer than four meetings a year",
        ],
    );
    assert_reads(times(2, false), &["twice yearly", "twice a year", "half-yearly", "biannually", "bi-annually"]);
    assert_reads(times(1, false), &["annually", "yearly", "once a year", "every year"]);
    assert_reads(times(6, false), &["six times a year", "6 meetings each year"]);
}

#[test]
fn a_wish_on_the_order_of_two_meetings_leaves_the_schedule_as_it_is() {
    assert_reads(
        on(WhichInMonth::First, Weekday::Fri, 1),
        &[
            "on a monthly basis on the first Friday of the month and where possible directly precede JCLT",
            "first Friday of the month, and if possible immediately following the Board",
        ],
    );
    assert_reads(Schedule::EveryMonths(1), &["monthly and where possible precede the meeting of the Board"]);
}

#[test]
fn a_wish_that_may_move_a_day_or_soften_a_duty_is_not_passed_over() {
    for text in [
        // It names a day, a month, a period or a number.
        "monthly and where possible on the first Friday",
        "monthly and where possible precede the first Friday",
        "monthly and where possible follow the end of August",
        "monthly and where possible follow each quarter",
        "monthly and where possible precede 24 November",
        // It is about the schedule itself.
        "monthly where possible",
        "monthly and where possible",
        "monthly and where possible precede",
        "first Friday of the month where possible, directly preceding JCLT",
        // It is about something else, which nobody knows to be harmless.
        "monthly and where possible not in the summer recess",
        "monthly and where possible before JCLT",
        // There is no schedule before it.
        "and where possible directly precede JCLT",
        "as required and where possible directly precede JCLT",
    ] {
        let fault = Schedule::parse(text).expect_err(text);
        assert_eq!(fault.text, text);
    }
}

#[test]
fn what_is_no_schedule_is_given_back() {
    for text in [
        "",
        "as required",
        "biweekly",
        "bi-weekly",
        "biennially",
        "twice a month",
        "twice monthly",
        "three times monthly",
        "twice weekly",
        "two-yearly",
        "every two years",
        "twice a term",
        "fifth Friday of the month",
        "first Friday",
        "every 0 months",
        "every 13 months",
        "0 times a year",
        "first and third Friday of the month",
        "monthly except August",
        "every four years",
    ] {
        let fault = Schedule::parse(text).expect_err(text);
        assert_eq!(fault.text, text);
    }
}

#[test]
fn missed_months_and_wrong_days_are_told_apart() {
    let schedule = on(WhichInMonth::First, Weekday::Mon, 1);
    let meetings = days(&["2019-04-01", "2019-05-13", "2019-07-01", "2019-07-15", "2019-09-02"]);
    let result = schedule.check(&meetings, span("2019-04-01", "2019-08-31"));
    assert_eq!(result.periods_judged, 5);
    let missed: Vec<_> = result.missed.iter().map(|missed| missed.period).collect();
    assert_eq!(missed, [span("2019-06-01", "2019-06-30"), span("2019-08-01", "2019-08-31")]);
    assert_eq!(result.missed[0].scheduled_days, days(&["2019-06-03"]));
    assert_eq!(
        result.wrong_days,
        [WrongDay { meeting: day("2019-05-13"), scheduled: day("2019-05-06"), scheduled_is_bank_holiday: Some(true) }]
    );
    assert_eq!(result.outside, days(&["2019-09-02"]));
}

#[test]
fn a_month_begun_is_judged_when_its_day_is_in_reach() {
    let schedule = on(WhichInMonth::First, Weekday::Mon, 1);
    let result = schedule.check(&[], span("2019-04-02", "2019-05-10"));
    assert_eq!(result.not_judged, [span("2019-04-01", "2019-04-30")]);
    assert_eq!(result.missed.len(), 1);
    assert_eq!(result.missed[0].period, span("2019-05-01", "2019-05-10"));
}

#[test]
fn one_month_in_several_may_be_either() {
    let schedule = on(WhichInMonth::First, Weekday::Mon, 2);
    let meetings = days(&["2019-05-06", "2019-06-03", "2019-09-03"]);
    let result = schedule.check(&meetings, span("2019-04-01", "2019-09-30"));
    assert!(result.missed.is_empty());
    assert_eq!(result.wrong_days.len(), 1);
    assert_eq!(result.wrong_days[0].scheduled, day("2019-09-02"));
}

#[test]
fn years_need_their_number_of_meetings() {
    let schedule = Schedule::parse("at least four times a year").unwrap();
    let meetings = days(&["2015-05-20", "2015-05-20", "2015-09-01", "2016-02-01", "2016-06-01"]);
    let result = schedule.check(&meetings, span("2015-05-20", "2016-08-01"));
    assert_eq!(
        result.missed,
        [MissedPeriod { period: span("2015-05-20", "2016-05-19"), required: 4, held: 3, scheduled_days: Vec::new() }]
    );
    assert_eq!(result.not_judged, [span("2016-05-20", "2017-05-19")]);
}

#[test]
fn quarters_follow_the_calendar() {
    let meetings = days(&["2015-04-30", "2015-11-02"]);
    let result = Schedule::Quarterly.check(&meetings, span("2015-03-01", "2015-12-31"));
    assert_eq!(result.periods_judged, 3);
    assert_eq!(result.not_judged, [span("2015-01-01", "2015-03-31")]);
    assert_eq!(result.missed.len(), 1);
    assert_eq!(result.missed[0].period, span("2015-07-01", "2015-09-30"));
}

#[test]
fn one_april_meeting_stands_for_one_term() {
    let year = span("2015-09-01", "2016-08-31");
    let one = Schedule::Termly.check(&days(&["2015-10-01", "2016-04-20"]), year);
    assert_eq!(one.missed.len(), 1);
    assert_eq!(one.missed[0].period, span("2016-04-01", "2016-08-31"));
    let two = Schedule::Termly.check(&days(&["2015-10-01", "2016-04-05", "2016-04-20"]), year);
    assert!(two.missed.is_empty());
    let parted = Schedule::Termly.check(&days(&["2015-10-01", "2016-02-05", "2016-04-20"]), year);
    assert!(parted.missed.is_empty());
    assert_eq!(parted.periods_judged, 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_body_that_keeps_to_its_weekday_has_no_faults(
        which in prop::sample::select(vec![
            WhichInMonth::First,
            WhichInMonth::Second,
            WhichInMonth::Third,
            WhichInMonth::Fourth,
            WhichInMonth::Last,
        ]),
        weekday in 0_u8..7,
        every_months in 1_u32..5,
        phase in 0_u32..12,
        offset in 0_u64..400,
        length in 0_u64..900,
    ) {
        let weekday = Weekday::try_from(weekday).unwrap();
        let first = day("2014-06-01").checked_add_days(Days::new(offset)).unwrap();
        let within =
            DaySpan::new(first, first.checked_add_days(Days::new(length)).unwrap()).unwrap();
        let meetings: Vec<NaiveDate> = (0..80)
            .filter(|month| (month + phase) % every_months == 0)
            .filter_map(|month| which.day_in(2013 + (month / 12) as i32, month % 12 + 1, weekday))
            .collect();
        let mut schedules = vec![
            on(which, weekday, every_months),
            Schedule::EveryMonths(every_months),
        ];
        if every_months <= 3 {
            schedules.push(Schedule::Quarterly);
        }
        for schedule in schedules {
            let result = schedule.check(&meetings, within);
            prop_assert!(result.missed.is_empty(), "{:?}", result);
            prop_assert!(result.wrong_days.is_empty(), "{:?}", result);
        }
    }

    #[test]
    fn every_meeting_is_inside_or_outside_and_no_meetings_miss_every_period(
        offsets in prop::collection::vec(0_u64..800, 0..20),
        text in prop::sample::select(vec![
            "monthly", "quarterly", "termly", "weekly", "every two months", "twice a year",
            "last Tuesday of each month",
        ]),
    ) {
        let schedule = Schedule::parse(text).unwrap();
        let within = span("2015-04-01", "2016-03-31");
        let meetings: Vec<NaiveDate> = offsets
            .iter()
            .map(|offset| day("2014-12-01").checked_add_days(Days::new(*offset)).unwrap())
            .collect();
        let result = schedule.check(&meetings, within);
        prop_assert!(result.outside.iter().all(|day| !within.contains(*day)));
        prop_assert!(result.missed.len() <= result.periods_judged);
        let none = schedule.check(&[], within);
        prop_assert_eq!(none.missed.len(), none.periods_judged);
        prop_assert_eq!(none.periods_judged, result.periods_judged);
    }

    #[test]
    fn any_text_is_read_or_given_back(text in "\\PC{0,30}") {
        if let Err(fault) = Schedule::parse(&text) {
            prop_assert_eq!(fault.text, text);
        }
    }
}
