//! Bank holidays of England and Wales, 1995 to 2040, by rule.
//!
//! The rules are those of the Banking and Financial Dealings Act 1971, section 1 and Schedule 1,
//! with the days that proclamations appoint every year, the days moved, and the single days added.
//! Good Friday and Christmas Day are holidays at common law and not under the Act; they are listed
//! with the rest because every convention that leaves out bank holidays leaves them out too. Years
//! to come follow the standing rules, as later proclamations cannot be known.

use std::error::Error;
use std::fmt;
use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The years for which the holidays are known.
pub const YEARS_COVERED: RangeInclusive<i32> = 1995..=2040;

/// The days added once, by royal proclamation.
const SINGLE_DAYS: [(i32, u32, u32, &str); 7] = [
    (1999, 12, 31, "Millennium Eve"),
    (2002, 6, 3, "Golden Jubilee"),
    (2011, 4, 29, "Royal Wedding"),
    (2012, 6, 5, "Diamond Jubilee"),
    (2022, 6, 3, "Platinum Jubilee"),
    (2022, 9, 19, "State Funeral of Queen Elizabeth II"),
    (2023, 5, 8, "Coronation of King Charles III"),
];

/// One bank holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankHoliday {
    /// The day.
    pub day: NaiveDate,
    /// The name, without a word on whether the day is a substitute.
    pub name: &'static str,
    /// Whether the day stands in for one that fell on a Saturday or Sunday.
    pub substitute: bool,
}

/// A year whose bank holidays are not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearNotCovered {
    /// The year asked for.
    pub year: i32,
}

impl fmt::Display for YearNotCovered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "bank holidays are known from {} to {}, not for {}",
            YEARS_COVERED.start(),
            YEARS_COVERED.end(),
            self.year
        )
    }
}

impl Error for YearNotCovered {}

/// The bank holidays of a year in order of date.
///
/// A holiday that falls at a weekend is listed on its own day and again on its substitute day.
///
/// # Errors
///
/// Fails for a year outside [`YEARS_COVERED`].
pub fn bank_holidays(year: i32) -> Result<Vec<BankHoliday>, YearNotCovered> {
    if !YEARS_COVERED.contains(&year) {
        return Err(YearNotCovered { year });
    }
    let mut holidays = all_of_year(year).ok_or(YearNotCovered { year })?;
    holidays.sort_unstable();
    Ok(holidays)
}

/// The bank holiday on a day, or `None` when the day is not one.
///
/// # Errors
///
/// Fails for a day in a year outside [`YEARS_COVERED`].
pub fn bank_holiday_on(day: NaiveDate) -> Result<Option<BankHoliday>, YearNotCovered> {
    let holidays = bank_holidays(day.year())?;
    Ok(holidays.into_iter().find(|holiday| holiday.day == day))
}

/// Easter Sunday of a year in the Gregorian calendar.
///
/// The steps are the anonymous ones printed in Nature, 20 April 1876, and known from Butcher's
/// Ecclesiastical Calendar of the same year. They give the day that the tables of the Calendar (New
/// Style) Act 1750 give. `None` for a year outside 1583 to 9999.
#[must_use]
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let golden_place = year % 19;
    let century = year / 100;
    let year_of_century = year % 100;
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden_place + century - century / 4 - moon_shift + 15) % 30;
    let days_to_sunday = (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - epact - year_of_century % 4) % 7;
    let late_moon = (golden_place + 11 * epact + 22 * days_to_sunday) / 451;
    let days_after_21_march = epact + days_to_sunday - 7 * late_moon + 1;
    NaiveDate::from_ymd_opt(year, 3, 21)?.checked_add_days(Days::new(u64::try_from(days_after_21_march).ok()?))
}

fn all_of_year(year: i32) -> Option<Vec<BankHoliday>> {
    let easter = easter_sunday(year)?;
    let mut holidays = vec![
        ordinary(easter.checked_sub_days(Days::new(2))?, "Good Friday"),
        ordinary(easter.succ_opt()?, "Easter Monday"),
        ordinary(early_may(year)?, "Early May Bank Holiday"),
        ordinary(spring(year)?, "Spring Bank Holiday"),
        ordinary(last_monday(year, 8)?, "Summer Bank Holiday"),
    ];
    with_substitute(&mut holidays, &[(NaiveDate::from_ymd_opt(year, 1, 1)?, "New Year's Day")])?;
    with_substitute(
        &mut holidays,
        &[
            (NaiveDate::from_ymd_opt(year, 12, 25)?, "Christmas Day"),
            (NaiveDate::from_ymd_opt(year, 12, 26)?, "Boxing Day"),
        ],
    )?;
    for (single_year, month, day, name) in SINGLE_DAYS {
        if single_year == year {
            holidays.push(ordinary(NaiveDate::from_ymd_opt(year, month, day)?, name));
        }
    }
    Some(holidays)
}

const fn ordinary(day: NaiveDate, name: &'static str) -> BankHoliday {
    BankHoliday { day, name, substitute: false }
}

/// Adds holidays on their own days, and for each at a weekend the next free weekday after them all.
fn with_substitute(holidays: &mut Vec<BankHoliday>, named: &[(NaiveDate, &'static str)]) -> Option<()> {
    let mut taken: Vec<NaiveDate> = named.iter().map(|(day, _)| *day).collect();
    for (own_day, name) in named {
        holidays.push(ordinary(*own_day, name));
        if !is_weekend(*own_day) {
            continue;
        }
        let mut substitute_day = *own_day;
        while is_weekend(substitute_day) || taken.contains(&substitute_day) {
            substitute_day = substitute_day.succ_opt()?;
        }
        taken.push(substitute_day);
        holidays.push(BankHoliday { day: substitute_day, name, substitute: true });
    }
    Some(())
}

/// Whether the day is a Saturday or a Sunday.
pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn early_may(year: i32) -> Option<NaiveDate> {
    match year {
        // Moved for the fiftieth and the seventy-fifth anniversary of VE Day.
        1995 | 2020 => NaiveDate::from_ymd_opt(year, 5, 8),
        _ => NaiveDate::from_weekday_of_month_opt(year, 5, Weekday::Mon, 1),
    }
}

fn spring(year: i32) -> Option<NaiveDate> {
    match year {
        // Moved to make a long weekend with the day added for a jubilee.
        2002 | 2012 => NaiveDate::from_ymd_opt(year, 6, 4),
        2022 => NaiveDate::from_ymd_opt(year, 6, 2),
        _ => last_monday(year, 5),
    }
}

fn last_monday(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 5)
        .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 4))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Made with the package named in its first line; it shares no code with the rules above.
    const EXTRACT: &str = include_str!("../../tests/fixtures/bank-holidays-england-wales.csv");

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    #[test]
    fn every_year_has_the_days_and_substitutes_of_the_extract() {
        let mut expected = BTreeSet::new();
        for line in EXTRACT.lines().skip(2) {
            let fields: Vec<&str> = line.split(',').collect();
            expected.insert((day(fields[0]), fields[2] == "true"));
        }
        let mut found = BTreeSet::new();
        for year in YEARS_COVERED {
            for holiday in bank_holidays(year).unwrap() {
                assert!(found.insert((holiday.day, holiday.substitute)), "{holiday:?}");
            }
        }
        let differing: Vec<_> = found.symmetric_difference(&expected).collect();
        assert!(differing.is_empty(), "{differing:?}");
        assert_eq!(expected.len(), 415);
    }

    #[test]
    fn moved_and_single_days_are_named() {
        for (text, name) in [
            ("1995-05-08", "Early May Bank Holiday"),
            ("2020-05-08", "Early May Bank Holiday"),
            ("2002-06-04", "Spring Bank Holiday"),
            ("2012-06-04", "Spring Bank Holiday"),
            ("2022-06-02", "Spring Bank Holiday"),
            ("1999-12-31", "Millennium Eve"),
            ("2002-06-03", "Golden Jubilee"),
            ("2011-04-29", "Royal Wedding"),
            ("2012-06-05", "Diamond Jubilee"),
            ("2022-06-03", "Platinum Jubilee"),
            ("2022-09-19", "State Funeral of Queen Elizabeth II"),
            ("2023-05-08", "Coronation of King Charles III"),
        ] {
            let holiday = bank_holiday_on(day(text)).unwrap().unwrap();
            assert_eq!((holiday.name, holiday.substitute), (name, false), "{text}");
        }
        for text in ["1995-05-01", "2020-05-04", "2002-05-27", "2012-05-28", "2022-05-30"] {
            assert_eq!(bank_holiday_on(day(text)), Ok(None), "{text}");
        }
    }

    #[test]
    fn christmas_at_a_weekend_has_its_substitutes() {
        let substitutes = |year: i32| -> Vec<String> {
            bank_holidays(year)
                .unwrap()
                .iter()
                .filter(|holiday| holiday.substitute && holiday.day.month() == 12)
                .map(|holiday| format!("{} {}", holiday.day.day(), holiday.name))
                .collect()
        };
        assert_eq!(substitutes(2020), ["28 Boxing Day"]);
        assert_eq!(substitutes(2021), ["27 Christmas Day", "28 Boxing Day"]);
        assert_eq!(substitutes(2022), ["27 Christmas Day"]);
        assert!(substitutes(2023).is_empty());
    }

    #[test]
    fn easter_keeps_its_known_extremes() {
        assert_eq!(easter_sunday(1818), Some(day("1818-03-22")));
        assert_eq!(easter_sunday(1943), Some(day("1943-04-25")));
        assert_eq!(easter_sunday(2019), Some(day("2019-04-21")));
        assert_eq!(easter_sunday(2038), Some(day("2038-04-25")));
        assert_eq!(easter_sunday(1582), None);
        assert!(
            (1583..=9999).all(|year| { easter_sunday(year).is_some_and(|easter| easter.weekday() == Weekday::Sun) })
        );
    }

    #[test]
    fn other_years_are_refused() {
        assert_eq!(bank_holidays(1994), Err(YearNotCovered { year: 1994 }));
        let fault = bank_holiday_on(day("2041-01-01")).unwrap_err();
        assert_eq!(fault.to_string(), "bank holidays are known from 1995 to 2040, not for 2041");
    }
}
