//! Dates as people print them in plans, agendas and minutes.
//!
//! Days are read in the British order: day, month, year. A date that is printed roughly is kept as
//! the span of days it may mean, and never narrowed by a guess.

mod grammar;
mod ranges;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_meaning;
mod within;
mod years;

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::span::DaySpan;
use super::tokens::Token;
use super::truth::Truth;

pub(super) use grammar::MOST_PIECES;

/// A date as it was printed, with the days it may mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PrintedDate {
    text: String,
    value: PrintedValue,
}

/// What a printed date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintedValue {
    /// A date, known to lie in the span.
    Known {
        /// The form in which it was printed.
        kind: DateKind,
        /// The days it may mean, both ends included.
        span: DaySpan,
        /// Whether it was printed as a latest date ("by December 2015"). The span is still the one
        /// of the date named.
        upper_bound: bool,
    },
    /// Work without an end ("ongoing", "continuous"): no date at all.
    Ongoing,
}

/// The form in which a date was printed, and with it the days it spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateKind {
    /// One day.
    Day,
    /// Seven days, printed as a week commencing or a week ending on a day.
    Week,
    /// One calendar month.
    Month,
    /// A quarter. Of a financial year (April to March) when two years are printed, of a calendar
    /// year when that is said; with one year and nothing said, the span covers both readings, the
    /// financial one for the year that begins in the year printed.
    Quarter,
    /// A school term. Autumn: 1 September to 31 December. Spring: 1 January to 30 April. Summer:
    /// 1 April to 31 August. Spring and summer share April, as Easter moves.
    Term,
    /// A season without the word "term", which may mean the season or the school term. Spring:
    /// 1 January to 30 June. Summer: 1 April to 30 September. Autumn: 1 September to 31 December.
    Season,
    /// A calendar year.
    Year,
    /// A financial year, 1 April to 31 March.
    FinancialYear,
    /// An academic year, 1 September to 31 August.
    AcademicYear,
    /// From one date to another: the span runs from the first day of the one to the last day of
    /// the other.
    Range,
}

/// A text that gives no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableDate {
    /// The text as printed.
    pub text: String,
    /// Why it gives no date.
    pub reason: UnreadableReason,
}

/// Why a text gives no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnreadableReason {
    /// There is no text.
    Empty,
    /// It is in none of the forms known here.
    NotRecognised,
    /// It is in a known form but names a day, month or quarter that does not exist.
    NoSuchDate,
    /// The same, but it would be a day if the two figures for day and month stood in the other order, as
    /// Americans print them: "12/31/2015". It is not read so: of "04/07/2015" nobody could tell.
    TurnedRound,
    /// It names a weekday that is not the weekday of the date beside it.
    WrongWeekday {
        /// The date printed beside the weekday.
        day: NaiveDate,
    },
    /// It is a range whose end is before its start.
    Reversed,
}

impl PrintedDate {
    /// Reads a printed date.
    ///
    /// Two figures for a year mean 2000 to 2069 or 1970 to 1999. Words such as "early", "mid" and
    /// "end of" do not narrow the span. "2015-16" is a financial year and "2015-2018" a range of
    /// calendar years; with two figures that are not the next year, "2015-18" is a range of years
    /// and "2015-11" a month. Of a day with a time of day, as spreadsheets write it ("31/12/2015
    /// 00:00", "2015-12-31T17:30:00"), the day counts.
    ///
    /// # Errors
    ///
    /// Gives back the text with the reason when it holds no date, or more than a date.
    pub fn parse(text: &str) -> Result<Self, UnreadableDate> {
        match grammar::read(text) {
            Ok(value) => Ok(Self { text: text.trim().to_owned(), value }),
            Err(reason) => Err(UnreadableDate { text: text.to_owned(), reason }),
        }
    }

    /// The date as it was printed, without white space around it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the date says.
    #[must_use]
    pub const fn value(&self) -> PrintedValue {
        self.value
    }

    /// The days the date may mean, or `None` for ongoing work.
    #[must_use]
    pub const fn span(&self) -> Option<DaySpan> {
        match self.value {
            PrintedValue::Known { span, .. } => Some(span),
            PrintedValue::Ongoing => None,
        }
    }

    /// The form in which the date was printed, or `None` for ongoing work.
    #[must_use]
    pub const fn kind(&self) -> Option<DateKind> {
        match self.value {
            PrintedValue::Known { kind, .. } => Some(kind),
            PrintedValue::Ongoing => None,
        }
    }

    /// The day meant, when exactly one day can be meant.
    #[must_use]
    pub fn exact_day(&self) -> Option<NaiveDate> {
        self.span().filter(|span| span.is_one_day()).map(DaySpan::first)
    }

    /// Whether it says ongoing work rather than a date.
    #[must_use]
    pub const fn is_ongoing(&self) -> bool {
        matches!(self.value, PrintedValue::Ongoing)
    }

    /// Whether it was printed as a latest date, such as "by December 2015".
    #[must_use]
    pub const fn is_upper_bound(&self) -> bool {
        matches!(self.value, PrintedValue::Known { upper_bound: true, .. })
    }

    /// Puts a question about two spans, such as [`super::before`], to two printed dates.
    ///
    /// The answer is unknown when either of them is ongoing.
    #[must_use]
    pub fn compare(&self, other: &Self, question: fn(DaySpan, DaySpan) -> Truth) -> Truth {
        match (self.span(), other.span()) {
            (Some(own_span), Some(other_span)) => question(own_span, other_span),
            _ => Truth::Unknown,
        }
    }
}

impl FromStr for PrintedDate {
    type Err = UnreadableDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for PrintedDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Display for UnreadableReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("there is no text"),
            Self::NotRecognised => formatter.write_str("it is not in a known form"),
            Self::NoSuchDate => formatter.write_str("there is no such date"),
            Self::TurnedRound => formatter.write_str("day and month may be turned round"),
            Self::WrongWeekday { day } => {
                write!(formatter, "{day} is a {}", day.format("%A"))
            }
            Self::Reversed => formatter.write_str("its end is before its start"),
        }
    }
}

impl fmt::Display for UnreadableDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no date in {:?}: {}", self.text, self.reason)
    }
}

impl Error for UnreadableDate {}

/// Reads pieces that may be one exact day, for a text that holds more than a date.
pub(super) fn exact_day_of(pieces: &[Token]) -> Result<Option<NaiveDate>, UnreadableReason> {
    grammar::day(&grammar::without_fillers(pieces))
}
