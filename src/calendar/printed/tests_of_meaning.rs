//! What printed dates mean beside their form, what is refused, and properties of the reader.

use chrono::Days;
use proptest::prelude::*;

use super::super::truth::{before, on_or_before, same};
use super::tests::{assert_reads, day, reason};
use super::*;

#[test]
fn latest_dates_keep_the_date_named() {
    for text in ["by Dec 2015", "By end of December 2015", "by the end of Dec 2015", "no later than December 2015"] {
        assert_reads(text, DateKind::Month, "2015-12-01", "2015-12-31");
        assert!(PrintedDate::parse(text).unwrap().is_upper_bound(), "{text}");
    }
    assert!(!PrintedDate::parse("Dec 2015").unwrap().is_upper_bound());
}

#[test]
fn ongoing_is_no_date() {
    for text in ["ongoing", "Ongoing.", "on-going", "On going", "continuous", "Continuing"] {
        let read = PrintedDate::parse(text).unwrap();
        assert!(read.is_ongoing(), "{text}");
        assert_eq!(read.span(), None);
        assert_eq!(read.to_string(), text);
        let known = PrintedDate::parse("2015").unwrap();
        assert_eq!(read.compare(&known, before), Truth::Unknown);
    }
}

#[test]
fn what_is_no_date_is_given_back() {
    assert_eq!(reason("  "), UnreadableReason::Empty);
    for text in [
        "TBC",
        "n/a",
        "asap",
        "24 November",
        "November",
        "Dec 15",
        "15",
        "11/12",
        "123/4/2015",
        "24 Nov 2015 and 25 Nov 2015",
        "24 November 2015 (date to be confirmed)",
        "2015/11",
        "24/11-2015",
        "20155",
        "autumn",
        "before Dec 2015",
        "ongoing from 2015",
        "financial year 2015",
        "Q3 academic year 2015/16",
        "99999999999999999999",
        "Dec 2015 2016",
        "to 2015",
        "2015 to",
    ] {
        assert_eq!(reason(text), UnreadableReason::NotRecognised, "{text}");
    }
    for text in [
        "31 February 2015",
        "29/02/2015",
        "31/13/2015",
        "0 May 2015",
        "13/2015",
        "32 Dec 2015",
        "30 Feb 2015",
        "2015-13-32",
    ] {
        assert_eq!(reason(text), UnreadableReason::NoSuchDate, "{text}");
    }
    for text in ["11/24/2015", "12/31/2015", "12.31.15", "2/13/2015", "2015-31-12", "2015-13-01", "Thursday 12/31/2015"]
    {
        assert_eq!(reason(text), UnreadableReason::TurnedRound, "{text}");
    }
    // Both orders give a day, and the British one is meant.
    assert!(PrintedDate::parse("12/11/2015").is_ok());
    let wrong = UnreadableReason::WrongWeekday { day: day("2015-11-24") };
    assert_eq!(reason("Monday 24 November 2015"), wrong);
    assert_eq!(
        PrintedDate::parse("Monday 24 November 2015").unwrap_err().to_string(),
        "no date in \"Monday 24 November 2015\": 2015-11-24 is a Tuesday"
    );
}

#[test]
fn printed_dates_compare_by_their_spans() {
    let parse = |text| PrintedDate::parse(text).unwrap();
    assert_eq!(parse("Nov 2015").compare(&parse("1/12/2015"), before), Truth::True);
    assert_eq!(parse("Dec 2015").compare(&parse("10/12/2015"), before), Truth::Unknown);
    assert_eq!(parse("Dec 2015").compare(&parse("31/12/2015"), on_or_before), Truth::True);
    assert_eq!(parse("24/11/15").compare(&parse("24 November 2015"), same), Truth::True);
    assert_eq!(parse("Dec 2015").compare(&parse("dec 2015"), same), Truth::Unknown);
}

#[test]
fn space_around_the_text_is_not_kept() {
    let read: PrintedDate = " 2015 ".parse().unwrap();
    assert_eq!(read.text(), "2015");
}

proptest! {
    #[test]
    fn a_day_reads_back_from_every_form(offset in 0_u64..36_524) {
        let date = day("1970-01-01").checked_add_days(Days::new(offset)).unwrap();
        for form in [
            "%-d %B %Y",
            "%A %-d %b %Y",
            "%d/%m/%Y",
            "%d/%m/%y",
            "%Y-%m-%d",
            "%d.%m.%Y",
            "%-d-%b-%y",
            "%B %-d, %Y",
        ] {
            let text = date.format(form).to_string();
            prop_assert_eq!(PrintedDate::parse(&text).unwrap().exact_day(), Some(date), "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_or_given_back(text in "\\PC{0,30}") {
        match PrintedDate::parse(&text) {
            Ok(read) => prop_assert_eq!(read.to_string(), text.trim()),
            Err(fault) => prop_assert_eq!(fault.text, text),
        }
    }

    #[test]
    fn text_made_of_date_pieces_never_stops_the_reader(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "24", "2015", "16", "3", "9999", "Dec", "autumn", "term", "Q", "quarter", "/",
                "-", "to", "between", "and", "by", "from", "end", "academic year", "'", "24th",
                "Monday", "w/c",
            ]),
            0..8,
        ),
    ) {
        let text = pieces.join(" ");
        if let Ok(read) = PrintedDate::parse(&text) {
            prop_assert!(read.is_ongoing() || read.span().is_some());
        }
    }
}
