//! Printed dates, form by form.

use chrono::NaiveDate;

use super::*;

pub(super) fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

pub(super) fn assert_reads(text: &str, kind: DateKind, first: &str, last: &str) {
    let read = PrintedDate::parse(text).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(read.kind(), Some(kind), "{text}");
    let span = read.span().unwrap();
    assert_eq!((span.first(), span.last()), (day(first), day(last)), "{text}");
    assert_eq!(read.to_string(), text);
}

pub(super) fn reason(text: &str) -> UnreadableReason {
    let fault = PrintedDate::parse(text).expect_err(text);
    assert_eq!(fault.text, text);
    fault.reason
}

#[test]
fn days() {
    for text in [
        "24 November 2015",
        "24th November 2015",
        "24th of November 2015",
        "the 24th November, 2015",
        "24 Nov. 2015",
        "24 Nov 15",
        "24-Nov-2015",
        "24-Nov-15",
        "2015-11-24",
        "24/11/2015",
        "24/11/15",
        "24.11.2015",
        "24-11-2015",
        "Tuesday, 24th November, 2015",
        "Tues 24 November 2015",
        "on Tuesday 24/11/2015",
        "TUESDAY 24 NOVEMBER 2015",
        "November 24, 2015",
        "November 24th 2015",
    ] {
        assert_reads(text, DateKind::Day, "2015-11-24", "2015-11-24");
    }
    assert_reads("30/11/15", DateKind::Day, "2015-11-30", "2015-11-30");
    assert_reads("3/4/2016", DateKind::Day, "2016-04-03", "2016-04-03");
    assert_reads("1/4/98", DateKind::Day, "1998-04-01", "1998-04-01");
    assert_reads("29 February 2016", DateKind::Day, "2016-02-29", "2016-02-29");
    let exact = PrintedDate::parse("24 November 2015").unwrap();
    assert_eq!(exact.exact_day(), Some(day("2015-11-24")));
}

#[test]
fn of_a_day_with_a_time_of_day_the_day_counts() {
    for text in [
        "31/12/2015 00:00",
        "31/12/2015 0:00",
        "31/12/2015 17:00:00",
        "31/12/2015 5:00 PM",
        "31/12/2015 23:59",
        "2015-12-31T00:00:00",
        "2015-12-31 00:00:00.000",
        "31 December 2015, 09:30",
        "Thursday 31 December 2015 09:30",
    ] {
        assert_reads(text, DateKind::Day, "2015-12-31", "2015-12-31");
    }
    assert_reads("30/12/2015 09:00 - 31/12/2015 17:00", DateKind::Range, "2015-12-30", "2015-12-31");
    assert_eq!(reason("31/11/2015 00:00"), UnreadableReason::NoSuchDate);
    for text in ["31/12/2015 24:00", "31/12/2015 00:60", "31/12/2015 00:00:60", "00:00", "December 2015 00:00"] {
        assert_eq!(reason(text), UnreadableReason::NotRecognised, "{text}");
    }
}

#[test]
fn months() {
    for text in [
        "Dec 2015",
        "December 2015",
        "Dec. 2015",
        "Dec-15",
        "Dec '15",
        "Dec ’15",
        "12/2015",
        "2015-12",
        "December, 2015",
        "end of December 2015",
        "early Dec 2015",
        "mid-December 2015",
    ] {
        assert_reads(text, DateKind::Month, "2015-12-01", "2015-12-31");
    }
    assert_reads("Sept 2015", DateKind::Month, "2015-09-01", "2015-09-30");
    assert_reads("Feb 2016", DateKind::Month, "2016-02-01", "2016-02-29");
    assert_eq!(PrintedDate::parse("Dec 2015").unwrap().exact_day(), None);
}

#[test]
fn weeks() {
    assert_reads("w/c 23 November 2015", DateKind::Week, "2015-11-23", "2015-11-29");
    assert_reads("week commencing Monday 23 November 2015", DateKind::Week, "2015-11-23", "2015-11-29");
    assert_reads("week ending 27/11/2015", DateKind::Week, "2015-11-21", "2015-11-27");
}

#[test]
fn quarters() {
    for text in [
        "Q3 2015/16",
        "Q3 2015-16",
        "Q3, 2015-2016",
        "Quarter 3 2015-16",
        "Quarter 3 of 2015/16",
        "third quarter of 2015/16",
        "3rd quarter 2015/16",
        "2015/16 Q3",
        "Q3 FY 2015/16",
        "Q3 of the financial year 2015/16",
        "Q3 15/16",
    ] {
        assert_reads(text, DateKind::Quarter, "2015-10-01", "2015-12-31");
    }
    assert_reads("Q4 2015/16", DateKind::Quarter, "2016-01-01", "2016-03-31");
    assert_reads("Q1 2015/16", DateKind::Quarter, "2015-04-01", "2015-06-30");
    assert_reads("calendar Q3 2015", DateKind::Quarter, "2015-07-01", "2015-09-30");
    assert_reads("Q3 of calendar year 2015", DateKind::Quarter, "2015-07-01", "2015-09-30");
    assert_reads("Q3 2015", DateKind::Quarter, "2015-07-01", "2015-12-31");
    assert_reads("Q4 2015", DateKind::Quarter, "2015-10-01", "2016-03-31");
    assert_eq!(reason("Q5 2015/16"), UnreadableReason::NoSuchDate);
    assert_eq!(reason("Q0 2015"), UnreadableReason::NoSuchDate);
    assert_eq!(reason("Q3 2015/18"), UnreadableReason::NotRecognised);
}

#[test]
fn terms_and_seasons() {
    assert_reads("autumn term 2015", DateKind::Term, "2015-09-01", "2015-12-31");
    assert_reads("Autumn 2015 term", DateKind::Term, "2015-09-01", "2015-12-31");
    assert_reads("Spring term 2016", DateKind::Term, "2016-01-01", "2016-04-30");
    assert_reads("Summer Term 2016", DateKind::Term, "2016-04-01", "2016-08-31");
    assert_reads("Autumn term 2015/16", DateKind::Term, "2015-09-01", "2015-12-31");
    assert_reads("Spring term 2015-16", DateKind::Term, "2016-01-01", "2016-04-30");
    assert_reads("end of summer term 2015/16", DateKind::Term, "2016-04-01", "2016-08-31");
    assert_reads("Spring 2016", DateKind::Season, "2016-01-01", "2016-06-30");
    assert_reads("Autumn 2015", DateKind::Season, "2015-09-01", "2015-12-31");
}

#[test]
fn years() {
    assert_reads("2015", DateKind::Year, "2015-01-01", "2015-12-31");
    assert_reads("calendar year 2015", DateKind::Year, "2015-01-01", "2015-12-31");
    for text in [
        "2015/16",
        "2015-16",
        "2015–16",
        "2015/2016",
        "financial year 2015/16",
        "2015-16 financial year",
        "FY 2015-2016",
        "FY15/16",
    ] {
        assert_reads(text, DateKind::FinancialYear, "2015-04-01", "2016-03-31");
    }
    assert_reads("1999/00", DateKind::FinancialYear, "1999-04-01", "2000-03-31");
    for text in ["academic year 2015/16", "2015-16 academic year", "school year 2015/2016", "the 2015/16 school year"] {
        assert_reads(text, DateKind::AcademicYear, "2015-09-01", "2016-08-31");
    }
}

#[test]
fn ranges() {
    assert_reads("Sept 2015 to July 2018", DateKind::Range, "2015-09-01", "2018-07-31");
    assert_reads("from Sept 2015 until July 2018", DateKind::Range, "2015-09-01", "2018-07-31");
    assert_reads("between September 2015 and July 2018", DateKind::Range, "2015-09-01", "2018-07-31");
    assert_reads("Sept 2015 – July 2018", DateKind::Range, "2015-09-01", "2018-07-31");
    assert_reads("2015-2018", DateKind::Range, "2015-01-01", "2018-12-31");
    assert_reads("2015-2016", DateKind::Range, "2015-01-01", "2016-12-31");
    assert_reads("2015-18", DateKind::Range, "2015-01-01", "2018-12-31");
    assert_reads("2015/16 - 2017/18", DateKind::Range, "2015-04-01", "2018-03-31");
    assert_reads("2015-16 to 2017-18", DateKind::Range, "2015-04-01", "2018-03-31");
    assert_reads("Q1-Q3 2015/16", DateKind::Range, "2015-04-01", "2015-12-31");
    assert_reads("Sept to Dec 2015", DateKind::Range, "2015-09-01", "2015-12-31");
    assert_reads("Nov-Feb 2016", DateKind::Range, "2015-11-01", "2016-02-29");
    assert_reads("1-3 March 2016", DateKind::Range, "2016-03-01", "2016-03-03");
    assert_reads("28 December to 3 January 2016", DateKind::Range, "2015-12-28", "2016-01-03");
    assert_reads("01/04/2015 - 31/03/2016", DateKind::Range, "2015-04-01", "2016-03-31");
    assert_reads("2015-04-01 - 2016-03-31", DateKind::Range, "2015-04-01", "2016-03-31");
    assert_eq!(reason("July 2018 to Sept 2015"), UnreadableReason::Reversed);
    assert_eq!(reason("2018-2015"), UnreadableReason::Reversed);
    assert_eq!(reason("3-1 March 2016"), UnreadableReason::Reversed);
    assert_eq!(reason("between May 2015 to June 2015"), UnreadableReason::NotRecognised);
}
