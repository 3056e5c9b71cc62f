//! Deadlines and times as printed, and whether they were met.

use proptest::prelude::*;

use super::*;

fn parse(text: &str) -> Deadline {
    Deadline::parse(text).unwrap_or_else(|fault| panic!("{fault}"))
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

#[test]
fn times_are_read_by_either_clock() {
    for (text, minutes) in [
        ("midday", 720),
        ("noon", 720),
        ("12 noon", 720),
        ("12.00 midday", 720),
        ("12 pm", 720),
        ("12.30 am", 30),
        ("midnight", 1440),
        ("2.00 pm", 840),
        ("2.00pm", 840),
        ("2:05 p.m.", 845),
        ("9 a.m.", 540),
        ("5pm", 1020),
        ("14:00", 840),
        ("14.00 hrs", 840),
        ("09.30", 570),
        ("1400 hours", 840),
        ("14.00 pm", 840),
    ] {
        let time = TimeOfDay::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        assert_eq!(time.minutes(), minutes, "{text}");
    }
    assert_eq!(TimeOfDay::parse("9 am").unwrap().to_string(), "09:00");
    for (text, fault) in [
        ("2.00", UnreadableTime::MorningOrAfternoon),
        ("25:00", UnreadableTime::NoSuchTime),
        ("12.60 pm", UnreadableTime::NoSuchTime),
        ("0 am", UnreadableTime::NoSuchTime),
        ("13 am", UnreadableTime::NoSuchTime),
        ("12", UnreadableTime::NotRecognised),
        ("close of play", UnreadableTime::NotRecognised),
        ("2 pm pm", UnreadableTime::NotRecognised),
        ("", UnreadableTime::NotRecognised),
    ] {
        assert_eq!(TimeOfDay::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn a_day_and_a_time_come_in_either_order() {
    for text in [
        "midday on 27 November 2015",
        "by midday on Friday, 27th November 2015",
        "12 noon, 27/11/2015",
        "27/11/2015 12:00:00",
        "2015-11-27T12:00:00",
        "27 November 2015 at 12.00 noon",
        "Friday 27 November 2015 - 12:00",
        "12pm on the 27th of November 2015",
        "27.11.2015 12.00",
    ] {
        let deadline = parse(text);
        assert_eq!(deadline.day(), day("2015-11-27"), "{text}");
        assert_eq!(deadline.time().map(TimeOfDay::minutes), Some(720), "{text}");
        assert_eq!(deadline.to_string(), text);
    }
    assert_eq!(parse("by 27 November 2015").time(), None);
}

#[test]
fn faults_say_what_is_wrong() {
    let reason = |text| Deadline::parse(text).unwrap_err().reason;
    assert_eq!(reason("2.00 on 27 November 2015"), UnreadableTime::MorningOrAfternoon);
    assert_eq!(reason("25:00 on 27 November 2015"), UnreadableTime::NoSuchTime);
    assert_eq!(reason("November 2015"), UnreadableTime::NotRecognised);
    assert_eq!(reason("midday on 31 November 2015"), UnreadableTime::Day(UnreadableReason::NoSuchDate));
    assert_eq!(
        reason("midday on Monday 27 November 2015"),
        UnreadableTime::Day(UnreadableReason::WrongWeekday { day: day("2015-11-27") })
    );
}

#[test]
fn deadlines_are_met_to_the_minute() {
    let midday = parse("midday on 27 November 2015");
    let all_day = parse("27 November 2015");
    assert_eq!(midday.met_by(&parse("12.00 pm, 27/11/2015")), Truth::True);
    assert_eq!(midday.met_by(&parse("12.01 pm, 27/11/2015")), Truth::False);
    assert_eq!(midday.met_by(&all_day), Truth::Unknown);
    // A day as a spreadsheet writes it; whether anybody meant midnight, nobody can tell.
    assert_eq!(midday.met_by(&parse("27/11/2015 00:00:00")), Truth::Unknown);
    assert_eq!(midday.met_by(&parse("27/11/2015 00:01")), Truth::True);
    assert_eq!(all_day.met_by(&all_day), Truth::True);
    assert_eq!(all_day.met_by(&parse("11.59 pm 27/11/15")), Truth::True);
    assert_eq!(all_day.met_by(&parse("28 November 2015")), Truth::False);
    let november = DaySpan::of_months(2015, 11, 1).unwrap();
    assert_eq!(midday.met_within(november), Truth::Unknown);
    assert_eq!(parse("1 November 2015").met_within(november), Truth::Unknown);
    assert_eq!(parse("30 November 2015").met_within(november), Truth::True);
    assert_eq!(parse("31 October 2015").met_within(november), Truth::False);
    assert_eq!(parse("midnight on 30 November 2015").met_within(november), Truth::True);
}

proptest! {
    #[test]
    fn every_minute_reads_back(hour in 0_u32..24, minute in 0_u32..60) {
        let time = TimeOfDay::new(hour, minute).unwrap();
        prop_assert_eq!(TimeOfDay::parse(&time.to_string()), Ok(time));
        let text = format!("{time} on 27/11/2015");
        prop_assert_eq!(parse(&text).time(), Some(time));
    }

    #[test]
    fn any_text_is_read_or_given_back(text in "\\PC{0,30}") {
        if let Err(fault) = Deadline::parse(&text) {
            prop_assert_eq!(fault.text, text);
        }
    }
}
