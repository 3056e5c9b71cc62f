//! Lengths of time as clauses state them: "10 working days", "2 weeks", "3 years".

use std::fmt;

use chrono::{Days, Months, NaiveDate};

use super::notice::{Convention, CountError, DayCount, add_working_days};
use super::tokens::small_number;

/// What a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Calendar days; a week is seven of them.
    Days,
    /// Days without Saturdays, Sundays and bank holidays.
    WorkingDays,
    /// Calendar months; a year is twelve of them.
    Months,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// The names of units, what each stands for, and how many of that.
const UNITS: [(&str, Unit, u32); 5] = [
    ("working day", Unit::WorkingDays, 1),
    ("day", Unit::Days, 1),
    ("week", Unit::Days, 7),
    ("month", Unit::Months, 1),
    ("year", Unit::Months, 12),
];

/// The longest period, in what it counts: over a century of days would be a slip.
const MOST: u32 = 40_000;

impl Period {
    /// Reads a number, in figures or as a word up to twelve, and a unit; none for anything else.
    #[must_use]
    pub fn parse(written: &str) -> Option<Period> {
        let words = written.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
        let (number, unit) = words.split_first()?;
        let unit = unit.join(" ");
        let unit = unit.strip_suffix('s').unwrap_or(&unit);
        let (_, unit, each) = UNITS.iter().find(|(name, ..)| *name == unit)?;
        let count = number.parse::<u32>().ok().or_else(|| small_number(number))?.checked_mul(*each)?;
        (count <= MOST).then_some(Period { count, unit: *unit })
    }

    /// The last day of the period that begins with the day after a start.
    ///
    /// # Errors
    /// Working days in a year whose bank holidays are not known; a day that no calendar holds.
    pub fn last_day(self, start: NaiveDate) -> Result<NaiveDate, CountError> {
        let end = match self.unit {
            Unit::Days => start.checked_add_days(Days::new(self.count.into())),
            Unit::Months => start.checked_add_months(Months::new(self.count)),
            Unit::WorkingDays => {
                return add_working_days(start, self.count, &DayCount::from(Convention::WorkingDays));
            }
        };
        end.ok_or(CountError::TooFar)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match (self.unit, self.count) {
            (Unit::Months, months) if months > 0 && months.is_multiple_of(12) => (months / 12, "year"),
            (Unit::Months, months) => (months, "month"),
            (Unit::Days, days) => (days, "day"),
            (Unit::WorkingDays, days) => (days, "working day"),
        };
        write!(formatter, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(period: &str, start: &str) -> String {
        Period::parse(period).unwrap().last_day(start.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_number_and_a_unit_are_read_and_nothing_else() {
        for (written, shown) in [
            ("10 working days", "10 working days"),
            ("1 Working  Day", "1 working day"),
            ("2 weeks", "14 days"),
            ("36 months", "3 years"),
            ("3 years", "3 years"),
            ("18 months", "18 months"),
            ("three years", "3 years"),
            ("Twelve weeks", "84 days"),
        ] {
            assert_eq!(Period::parse(written).unwrap().to_string(), shown, "{written}");
        }
        for unreadable in
            ["", "days", "10", "thirteen days", "10 clear days", "-1 days", "99999 days", "soon", "3 dayss"]
        {
            assert_eq!(Period::parse(unreadable), None, "{unreadable}");
        }
    }

    #[test]
    fn the_last_day_is_found_by_the_calendar() {
        assert_eq!(last("60 days", "2015-11-24"), "2016-01-23");
        assert_eq!(last("3 years", "2015-03-25"), "2018-03-25");
        // A year after a leap day ends with February.
        assert_eq!(last("1 year", "2016-02-29"), "2017-02-28");
        // Friday 18 December 2015: 21 to 24, 29 to 31 December, then 4 to 6 January.
        assert_eq!(last("10 working days", "2015-12-18"), "2016-01-06");
        assert_eq!(last("0 days", "2015-11-24"), "2015-11-24");
        let unknown = Period::parse("5 working days").unwrap().last_day("2040-12-28".parse().unwrap());
        assert!(unknown.is_err());
    }
}
