//! Years, pairs of years, and the parts of a year that have a name.

use super::super::span::DaySpan;
use super::super::tokens::Token;

/// The kind of year a text names in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    Academic,
    Calendar,
    Financial,
}

/// Takes the words for a kind of year out of the pieces, and says which kind they named.
pub(super) fn take_basis(pieces: &[Token]) -> (Option<Basis>, Vec<Token>) {
    for position in 0..pieces.len() {
        let (before, from_here) = pieces.split_at(position);
        let Some((basis, after)) = leading_basis(from_here) else {
            continue;
        };
        return (Some(basis), [before, after].concat());
    }
    (None, pieces.to_vec())
}

fn leading_basis(pieces: &[Token]) -> Option<(Basis, &[Token])> {
    let (first, rest) = pieces.split_first()?;
    let after_year = |basis| {
        let (second, after) = rest.split_first()?;
        second.is_word("year").then_some((basis, after))
    };
    match first.word()? {
        "academic" | "school" => after_year(Basis::Academic),
        "financial" | "fiscal" => after_year(Basis::Financial),
        "fy" => Some((Basis::Financial, rest)),
        "calendar" => after_year(Basis::Calendar).or(Some((Basis::Calendar, rest))),
        _ => None,
    }
}

/// The year that a number stands for: four digits, or two beside a day or a month.
pub(super) fn year(value: u32, digits: usize) -> Option<i32> {
    match digits {
        2 if value < 70 => i32::try_from(value + 2000).ok(),
        2 => i32::try_from(value + 1900).ok(),
        4 => full_year(value, digits),
        _ => None,
    }
}

/// The year that a number of four digits stands for.
pub(super) fn full_year(value: u32, digits: usize) -> Option<i32> {
    if digits != 4 || !(1800..=2199).contains(&value) {
        return None;
    }
    i32::try_from(value).ok()
}

/// The first of two years that follow each other ("2015/16", "2015-2016", "15/16").
pub(super) fn consecutive_years(pieces: &[Token]) -> Option<i32> {
    let [Token::Number(start, start_digits), Token::Slash | Token::Hyphen, Token::Number(end, end_digits)] = pieces
    else {
        return None;
    };
    let first = year(*start, *start_digits)?;
    let second = match end_digits {
        4 => full_year(*end, *end_digits)?,
        2 if (first + 1).rem_euclid(100) == i32::try_from(*end).ok()? => first + 1,
        _ => return None,
    };
    (second == first + 1).then_some(first)
}

/// The calendar year.
pub(super) fn calendar_year(year: i32) -> Option<DaySpan> {
    DaySpan::of_months(year, 1, 12)
}

/// The financial year that begins in the given year.
pub(super) fn financial_year(start: i32) -> Option<DaySpan> {
    DaySpan::of_months(start, 4, 12)
}

/// The academic year that begins in the given year.
pub(super) fn academic_year(start: i32) -> Option<DaySpan> {
    DaySpan::of_months(start, 9, 12)
}

/// A quarter (1 to 4) of a calendar year.
pub(super) fn calendar_quarter(year: i32, quarter: u32) -> Option<DaySpan> {
    DaySpan::of_months(year, quarter.checked_mul(3)?.checked_sub(2)?, 3)
}

/// A quarter (1 to 4) of the financial year that begins in the given year.
pub(super) fn financial_quarter(start: i32, quarter: u32) -> Option<DaySpan> {
    match quarter {
        4 => calendar_quarter(start + 1, 1),
        1..=3 => calendar_quarter(start, quarter + 1),
        _ => None,
    }
}

/// A name for a third of the school year, or for a season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
}

impl Season {
    pub(super) fn named(word: &str) -> Option<Self> {
        match word {
            "spring" => Some(Self::Spring),
            "summer" => Some(Self::Summer),
            "autumn" => Some(Self::Autumn),
            _ => None,
        }
    }

    /// The school term of that name in a calendar year.
    pub(super) fn term(self, year: i32) -> Option<DaySpan> {
        match self {
            Self::Spring => DaySpan::of_months(year, 1, 4),
            Self::Summer => DaySpan::of_months(year, 4, 5),
            Self::Autumn => DaySpan::of_months(year, 9, 4),
        }
    }

    /// The calendar year in which the term falls, of the academic year that begins in `start`.
    pub(super) fn year_within(self, start: i32) -> i32 {
        match self {
            Self::Autumn => start,
            Self::Spring | Self::Summer => start + 1,
        }
    }

    /// The days that either the season or the term of that name may mean in a calendar year.
    pub(super) fn widest(self, year: i32) -> Option<DaySpan> {
        match self {
            Self::Spring => DaySpan::of_months(year, 1, 6),
            Self::Summer => DaySpan::of_months(year, 4, 6),
            Self::Autumn => DaySpan::of_months(year, 9, 4),
        }
    }
}
