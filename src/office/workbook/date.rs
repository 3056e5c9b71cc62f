//! Dates in Excel: a count of days that a number format shows as a date.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Value;

/// The day that a workbook counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is 1 January 1900, and 60 is 29 February 1900, a day that never was: Excel keeps an error
    /// of Lotus 1-2-3.
    Year1900,
    /// 0 is 1 January 1904: workbooks of old Macintoshes.
    Year1904,
}

/// What a number format shows of a count of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// A number; also a length of time (`[h]:mm`), which is a number of days.
    Number,
    /// A day, a month or a year, without a time.
    Day,
    /// A day and a time of day.
    DayAndTime,
    /// A time of day alone.
    Time,
}

impl Shows {
    /// What the formats show that Excel has built in, by their number (ECMA-376 part 1, 18.8.30).
    pub(super) fn of_built_in(number: u32) -> Shows {
        match number {
            14..=17 => Shows::Day,
            18..=21 | 45 | 47 => Shows::Time,
            22 => Shows::DayAndTime,
            // Among them 46, a length of time.
            _ => Shows::Number,
        }
    }

    /// What a format shows that a workbook writes out: `dd/mm/yyyy`, `"Q"0`, `[h]:mm`.
    pub(super) fn of_code(code: &str) -> Shows {
        let (mut has_day, mut has_month_or_minute, mut has_time) = (false, false, false);
        let mut letters = code.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter.to_ascii_lowercase() {
                // What follows is for negative numbers.
                ';' => break,
                '"' => while letters.next().is_some_and(|letter| letter != '"') {},
                '\\' | '_' | '*' => drop(letters.next()),
                '[' => {
                    let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    let is_length = inside.chars().all(|letter| matches!(letter.to_ascii_lowercase(), 'h' | 'm' | 's'));
                    if is_length && !inside.is_empty() {
                        return Shows::Number;
                    }
                }
                'e' if matches!(letters.peek(), Some('+' | '-')) => return Shows::Number,
                // The word General; its letters are no days.
                'g' if !has_day && code.trim_start().to_ascii_lowercase().starts_with("general") => {
                    return Shows::Number;
                }
                'd' | 'y' => has_day = true,
                'h' | 's' => has_time = true,
                'm' => has_month_or_minute = true,
                // AM/PM and A/P.
                'a' if has_time => {
                    while letters.next_if(|letter| matches!(letter, 'm' | 'M' | 'p' | 'P' | '/')).is_some() {}
                }
                _ => {}
            }
        }
        match (has_day, has_time) {
            (true, true) => Shows::DayAndTime,
            (true, false) => Shows::Day,
            (false, true) => Shows::Time,
            (false, false) if has_month_or_minute => Shows::Day,
            (false, false) => Shows::Number,
        }
    }
}

/// The day, the time or both that a count of days stands for; none where the format shows a
/// number or the count is of no day: negative, beyond the year 9999, or Excel's 29 February 1900.
pub(super) fn moment(count: &str, shows: Shows, epoch: Epoch) -> Option<Value> {
    const MILLISECONDS: u64 = 86_400_000;
    if shows == Shows::Number {
        return None;
    }
    let count: Decimal = count.parse().ok().filter(|count: &Decimal| !count.is_sign_negative())?;
    // Binary fractions miss the second by a little: Excel counts in milliseconds, and so is it read.
    let milliseconds = count.checked_mul(Decimal::from(MILLISECONDS))?.round().to_u64()?;
    let (days, rest) = (milliseconds / MILLISECONDS, milliseconds % MILLISECONDS);
    let time = time_of_day(rest)?;
    if shows == Shows::Time && days == 0 {
        return Some(Value::Time(time));
    }
    let (year, month, day) = match epoch {
        Epoch::Year1904 => (1904, 1, 1),
        Epoch::Year1900 if days == 0 || days == 60 => return None,
        Epoch::Year1900 if days < 60 => (1899, 12, 31),
        Epoch::Year1900 => (1899, 12, 30),
    };
    let date = NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(days))?;
    let last = NaiveDate::from_ymd_opt(9999, 12, 31)?;
    if date > last {
        return None;
    }
    let is_whole_day = rest == 0 && shows == Shows::Day;
    Some(if is_whole_day { Value::Date(date) } else { Value::DateTime(date.and_time(time)) })
}

/// The time that so many milliseconds after midnight are; none for a day or more.
pub(super) fn time_of_day(milliseconds: u64) -> Option<NaiveTime> {
    let seconds = u32::try_from(milliseconds / 1000).ok()?;
    let nanoseconds = u32::try_from(milliseconds % 1000).ok()? * 1_000_000;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanoseconds)
}

/// The milliseconds of a length of time as ISO 8601 writes it: `PT09H45M00S`.
pub(super) fn iso_length(text: &str) -> Option<u64> {
    let mut rest = text.strip_prefix("PT").filter(|rest| !rest.is_empty())?;
    let mut milliseconds = Decimal::ZERO;
    for (unit, worth) in [('H', 3_600_000), ('M', 60_000), ('S', 1000)] {
        if let Some((number, after)) = rest.split_once(unit) {
            let number = Decimal::from_str_exact(number).ok().filter(|number| !number.is_sign_negative())?;
            milliseconds = milliseconds.checked_add(number.checked_mul(Decimal::from(worth))?)?;
            rest = after;
        }
    }
    if rest.is_empty() { milliseconds.round().to_u64() } else { None }
}

/// A day, a day and a time, or a time, as ISO 8601 writes them.
pub(super) fn iso(text: &str) -> Option<Value> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let moment = |pattern| NaiveDateTime::parse_from_str(text, pattern).ok();
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Value::Date);
    date.or_else(|| moment("%Y-%m-%dT%H:%M:%S%.f").or_else(|| moment("%Y-%m-%dT%H:%M")).map(Value::DateTime))
        .or_else(|| NaiveTime::parse_from_str(text, "%H:%M:%S%.f").ok().map(Value::Time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(count: &str, shows: Shows, epoch: Epoch) -> String {
        moment(count, shows, epoch).map_or("none".to_owned(), |value| value.to_string())
    }

    #[test]
    fn formats_of_dates_are_told_from_formats_of_numbers() {
        let cases = [
            ("dd/mm/yyyy", Shows::Day),
            ("d mmmm yyyy;@", Shows::Day),
            ("[$-809]dddd, d mmmm yyyy", Shows::Day),
            ("mmm\\-yy", Shows::Day),
            ("mmmm", Shows::Day),
            ("dd/mm/yyyy\\ hh:mm", Shows::DayAndTime),
            ("h:mm AM/PM", Shows::Time),
            ("mm:ss.0", Shows::Time),
            ("[h]:mm", Shows::Number),
            ("[mm]:ss", Shows::Number),
            ("General", Shows::Number),
            ("0.00E+00", Shows::Number),
            ("#,##0.00;[Red]-#,##0.00", Shows::Number),
            ("\"due by day \"0", Shows::Number),
            ("0\\d", Shows::Number),
            ("[Red]0.0%", Shows::Number),
            ("_-£* #,##0_-", Shows::Number),
            ("@", Shows::Number),
            ("", Shows::Number),
            ("\"unclosed", Shows::Number),
        ];
        for (code, expected) in cases {
            assert_eq!(Shows::of_code(code), expected, "{code}");
        }
        assert_eq!([0, 2, 9, 10, 11, 37, 44, 46, 48, 49].map(Shows::of_built_in), [Shows::Number; 10]);
        assert_eq!([14, 15, 16, 17].map(Shows::of_built_in), [Shows::Day; 4]);
    }

    #[test]
    fn days_are_counted_from_1900_with_the_day_that_never_was() {
        // Excel: =DATE(1900,2,28) is 59, =DATE(1900,3,1) is 61, =DATE(2015,11,24) is 42332.
        let cases = [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "none"),
            ("61", "1900-03-01"),
            ("42332", "2015-11-24"),
            ("2958465", "9999-12-31"),
            ("2958466", "none"),
            ("0", "none"),
            ("-1", "none"),
            ("1E300", "none"),
        ];
        for (count, expected) in cases {
            assert_eq!(told(count, Shows::Day, Epoch::Year1900), expected, "{count}");
        }
    }

    #[test]
    fn days_are_counted_from_1904_without_it() {
        // The two ways of counting are 1462 days apart: 42332 - 1462 = 40870.
        assert_eq!(told("40870", Shows::Day, Epoch::Year1904), "2015-11-24");
        assert_eq!(told("0", Shows::Day, Epoch::Year1904), "1904-01-01");
    }

    #[test]
    fn iso_dates_times_and_lengths_are_read() {
        let told = |text: &str| iso(text).map_or("none".to_owned(), |value| value.to_string());
        assert_eq!(told("2015-11-24"), "2015-11-24");
        assert_eq!(told("2015-11-27T14:30:00"), "2015-11-27T14:30:00");
        assert_eq!(told("2015-11-27T14:30:00.500Z"), "2015-11-27T14:30:00.500");
        assert_eq!(told("09:45:00"), "09:45:00");
        assert_eq!([told("24/11/2015"), told("2015-02-30"), told("")], ["none", "none", "none"]);
        // 9 h 45 min are 585 minutes of 60,000 milliseconds.
        assert_eq!(iso_length("PT09H45M00S"), Some(585 * 60_000));
        assert_eq!(iso_length("PT0H0M1.5S"), Some(1500));
        assert_eq!(["PT", "PT5", "P1D", "PT-1H", "PTH", "9:45"].map(iso_length), [None; 6]);
    }

    #[test]
    fn a_fraction_is_a_time_of_day_to_the_millisecond() {
        // Half past two in the afternoon is 14.5 / 24 = 0.6041666...
        assert_eq!(told("42332.604166666664", Shows::DayAndTime, Epoch::Year1900), "2015-11-24T14:30:00");
        assert_eq!(told("42332.604166666664", Shows::Day, Epoch::Year1900), "2015-11-24T14:30:00");
        assert_eq!(told("42332", Shows::DayAndTime, Epoch::Year1900), "2015-11-24T00:00:00");
        assert_eq!(told("0.60416666666666663", Shows::Time, Epoch::Year1900), "14:30:00");
        assert_eq!(told("0", Shows::Time, Epoch::Year1904), "00:00:00");
        assert_eq!(told("0.5", Shows::Day, Epoch::Year1900), "none");
        assert_eq!(told("42332.9999999999", Shows::DayAndTime, Epoch::Year1900), "2015-11-25T00:00:00");
        // 1.5 seconds of 86,400.
        assert_eq!(told("0.0000173611111111", Shows::Time, Epoch::Year1900), "00:00:01.500");
    }
}
