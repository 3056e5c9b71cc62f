//! How often a body says it meets, and whether it met that often.

mod check;
mod reading;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

use super::span::DaySpan;

/// A rule for how often, or on which days, a body meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Schedule {
    /// On a weekday of every month, or of one month in several.
    WeekdayOfMonth {
        /// Which of the weekdays of that name in the month.
        which: WhichInMonth,
        /// The weekday.
        weekday: Weekday,
        /// One for every month, two for every other month, and so on up to twelve.
        every_months: u32,
    },
    /// At least once in so many months (1 to 12), the months counted from the first whole month
    /// checked.
    EveryMonths(u32),
    /// At least once in so many weeks (1 to 52), the weeks counted from the first day checked.
    EveryWeeks(u32),
    /// At least once in each quarter: January to March and so on, which are the quarters of the
    /// financial year as well.
    Quarterly,
    /// At least once in each of the three school terms, with the bounds of
    /// [`super::DateKind::Term`].
    Termly,
    /// So many times (1 to 366) in twelve months, the months counted from the first day checked.
    TimesAYear {
        /// How many times.
        times: u32,
        /// Whether it was printed as a lowest number. The check treats both alike: meeting more
        /// often is never held against a body.
        at_least: bool,
    },
}

/// Which of the weekdays of one name in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhichInMonth {
    /// The first.
    First,
    /// The second.
    Second,
    /// The third.
    Third,
    /// The fourth, which need not be the last.
    Fourth,
    /// The last: the fourth or the fifth.
    Last,
}

impl WhichInMonth {
    /// The day meant in a month (1 to 12), or `None` when there is no such month.
    #[must_use]
    pub fn day_in(self, year: i32, month: u32, weekday: Weekday) -> Option<NaiveDate> {
        let nth = |place| NaiveDate::from_weekday_of_month_opt(year, month, weekday, place);
        match self {
            Self::First => nth(1),
            Self::Second => nth(2),
            Self::Third => nth(3),
            Self::Fourth => nth(4),
            Self::Last => nth(5).or_else(|| nth(4)),
        }
    }
}

/// A text that gives no schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableSchedule {
    /// The text as printed.
    pub text: String,
}

impl fmt::Display for UnreadableSchedule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no schedule in {:?}", self.text)
    }
}

impl Error for UnreadableSchedule {}

impl Schedule {
    /// Reads a schedule such as "first Friday of the month", "every two months", "at least four
    /// times a year", "quarterly" or "termly".
    ///
    /// "Bimonthly" is read as every two months and "biannually" as twice a year. "Biweekly",
    /// "twice a month" and "biennially" are refused, as is anything with more than one rule in it.
    /// A wish on the order of two meetings at the end, such as "and where possible directly precede
    /// JCLT", is no rule on days and is passed over.
    ///
    /// # Errors
    ///
    /// Gives back the text when it holds no schedule known here.
    pub fn parse(text: &str) -> Result<Self, UnreadableSchedule> {
        reading::read(text).ok_or_else(|| UnreadableSchedule { text: text.to_owned() })
    }

    /// Compares the meetings held with the schedule, for the days of `within`.
    ///
    /// Several meetings on one day count once. Only whole periods are judged, and a month also when
    /// the day on which the schedule puts its meeting lies in `within`. No more than 20,000 periods
    /// are looked at.
    #[must_use]
    pub fn check(self, meetings: &[NaiveDate], within: DaySpan) -> ScheduleCheck {
        check::check(self, meetings, within)
    }

    /// The days in a span on which the schedule puts a meeting; none for a schedule without a
    /// weekday. For one month in several, the days of all the months are given.
    #[must_use]
    pub fn days_in(self, span: DaySpan) -> Vec<NaiveDate> {
        let Self::WeekdayOfMonth { which, weekday, .. } = self else {
            return Vec::new();
        };
        span.first()
            .iter_days()
            .take_while(|day| span.contains(*day))
            .filter(|day| which.day_in(day.year(), day.month(), weekday) == Some(*day))
            .collect()
    }
}

impl FromStr for Schedule {
    type Err = UnreadableSchedule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// How the meetings held compare with a schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScheduleCheck {
    /// How many periods were judged.
    pub periods_judged: usize,
    /// The periods with fewer meetings than the schedule asks for, in order of date.
    pub missed: Vec<MissedPeriod>,
    /// The meetings in periods that had none on the day the schedule names, in order of date.
    pub wrong_days: Vec<WrongDay>,
    /// Periods that are only partly within the days checked and were not judged.
    pub not_judged: Vec<DaySpan>,
    /// Meetings outside the days checked, in order of date.
    pub outside: Vec<NaiveDate>,
}

/// A period with too few meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedPeriod {
    /// The days of the period.
    pub period: DaySpan,
    /// How many meetings the schedule asks for in it.
    pub required: u32,
    /// How many there were.
    pub held: u32,
    /// The days on which the schedule puts its meeting; none for a schedule without a weekday.
    pub scheduled_days: Vec<NaiveDate>,
}

/// A meeting on another day than the schedule names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongDay {
    /// The day of the meeting.
    pub meeting: NaiveDate,
    /// The nearest day of the period on which the schedule puts a meeting.
    pub scheduled: NaiveDate,
    /// Whether that day is a bank holiday; `None` when its year is not covered.
    pub scheduled_is_bank_holiday: Option<bool>,
}
