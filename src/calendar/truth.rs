//! Three-valued truth, and the comparison of dates that are known only roughly.

use std::fmt;
use std::ops::Not;

use super::span::DaySpan;

/// The answer to a question that the evidence may leave open.
///
/// `and`, `or` and `!` follow Kleene's strong logic: the answer is known as soon as no value of the
/// unknown part could change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds whatever the unknown parts are.
    True,
    /// It fails whatever the unknown parts are.
    False,
    /// It could go either way.
    Unknown,
}

impl Truth {
    /// Both hold: false as soon as one is false.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// At least one holds: true as soon as one is true.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, Self::False) => Self::False,
            _ => Self::Unknown,
        }
    }

    /// Whether every one holds; true for none at all.
    #[must_use]
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::True, Self::and)
    }

    /// Whether any one holds; false for none at all.
    #[must_use]
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::False, Self::or)
    }

    /// Whether the answer is certainly yes.
    #[must_use]
    pub const fn is_true(self) -> bool {
        matches!(self, Self::True)
    }

    /// Whether the answer is certainly no.
    #[must_use]
    pub const fn is_false(self) -> bool {
        matches!(self, Self::False)
    }

    /// The answer as a plain yes or no, or `None` when it is open.
    #[must_use]
    pub const fn known(self) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Unknown => None,
        }
    }
}

impl From<bool> for Truth {
    fn from(answer: bool) -> Self {
        if answer { Self::True } else { Self::False }
    }
}

impl From<Option<bool>> for Truth {
    fn from(answer: Option<bool>) -> Self {
        answer.map_or(Self::Unknown, Self::from)
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
        })
    }
}

fn judged(always: bool, never: bool) -> Truth {
    if always {
        Truth::True
    } else if never {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// Whether the day meant by `a` is before the day meant by `b`.
///
/// True or false only when that answer holds for every pair of a day of `a` and a day of `b`.
#[must_use]
pub fn before(a: DaySpan, b: DaySpan) -> Truth {
    judged(a.last() < b.first(), a.first() >= b.last())
}

/// Whether the day meant by `a` is after the day meant by `b`, judged over every pair of days.
#[must_use]
pub fn after(a: DaySpan, b: DaySpan) -> Truth {
    before(b, a)
}

/// Whether the day meant by `a` is the day meant by `b` or before it, judged over every pair of
/// days.
#[must_use]
pub fn on_or_before(a: DaySpan, b: DaySpan) -> Truth {
    !before(b, a)
}

/// Whether the day meant by `a` is the day meant by `b` or after it, judged over every pair of
/// days.
#[must_use]
pub fn on_or_after(a: DaySpan, b: DaySpan) -> Truth {
    !before(a, b)
}

/// Whether `a` and `b` mean the same day, judged over every pair of days.
///
/// Two equal spans of more than one day give `Unknown`: "May 2016" twice need not be one day.
#[must_use]
pub fn same(a: DaySpan, b: DaySpan) -> Truth {
    judged(a.is_one_day() && a == b, a.last() < b.first() || b.last() < a.first())
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    use super::*;

    const ALL: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];

    /// The plain answers a three-valued one stands for.
    fn worlds(answer: Truth) -> Vec<bool> {
        answer.known().map_or(vec![true, false], |known| vec![known])
    }

    fn verdict(answers: &[bool]) -> Truth {
        judged(answers.iter().all(|answer| *answer), !answers.iter().any(|answer| *answer))
    }

    #[test]
    fn connectives_agree_with_every_possible_world() {
        for a in ALL {
            for b in ALL {
                let mut both = Vec::new();
                let mut either = Vec::new();
                for x in worlds(a) {
                    for y in worlds(b) {
                        both.push(x && y);
                        either.push(x || y);
                    }
                }
                assert_eq!(a.and(b), verdict(&both), "{a} and {b}");
                assert_eq!(a.or(b), verdict(&either), "{a} or {b}");
                assert_eq!(!(a.and(b)), (!a).or(!b));
            }
            assert_eq!(!!a, a);
            assert_eq!(Truth::from(a.known()), a);
        }
        assert_eq!(Truth::all([]), Truth::True);
        assert_eq!(Truth::any([]), Truth::False);
        assert_eq!(Truth::all([Truth::Unknown, Truth::False]), Truth::False);
        assert_eq!(Truth::any([Truth::Unknown, Truth::True]), Truth::True);
    }

    fn span(offset: u64, length: u64) -> DaySpan {
        let start = NaiveDate::from_ymd_opt(2015, 12, 28).unwrap();
        let first = start.checked_add_days(Days::new(offset)).unwrap();
        DaySpan::new(first, first.checked_add_days(Days::new(length)).unwrap()).unwrap()
    }

    fn brute(a: DaySpan, b: DaySpan, holds: fn(&NaiveDate, &NaiveDate) -> bool) -> Truth {
        let days = |span: DaySpan| span.first().iter_days().take_while(move |day| span.contains(*day));
        let mut answers = Vec::new();
        for x in days(a) {
            for y in days(b) {
                answers.push(holds(&x, &y));
            }
        }
        verdict(&answers)
    }

    #[test]
    fn touching_spans_are_judged_to_the_day() {
        let early = span(0, 3);
        let touching = span(3, 2);
        let following = span(4, 2);
        assert_eq!(before(early, touching), Truth::Unknown);
        assert_eq!(on_or_before(early, touching), Truth::True);
        assert_eq!(before(early, following), Truth::True);
        assert_eq!(before(touching, early), Truth::False);
        assert_eq!(after(touching, early), Truth::Unknown);
        assert_eq!(same(early, following), Truth::False);
        assert_eq!(same(early, early), Truth::Unknown);
        assert_eq!(same(span(2, 0), span(2, 0)), Truth::True);
        assert_eq!(before(span(2, 0), span(2, 0)), Truth::False);
        assert_eq!(on_or_after(span(2, 0), span(2, 0)), Truth::True);
    }

    proptest! {
        #[test]
        fn comparisons_agree_with_all_pairs_of_days(
            a_offset in 0_u64..12,
            a_length in 0_u64..8,
            b_offset in 0_u64..12,
            b_length in 0_u64..8,
        ) {
            let a = span(a_offset, a_length);
            let b = span(b_offset, b_length);
            prop_assert_eq!(before(a, b), brute(a, b, NaiveDate::lt));
            prop_assert_eq!(after(a, b), brute(a, b, NaiveDate::gt));
            prop_assert_eq!(on_or_before(a, b), brute(a, b, NaiveDate::le));
            prop_assert_eq!(on_or_after(a, b), brute(a, b, NaiveDate::ge));
            prop_assert_eq!(same(a, b), brute(a, b, NaiveDate::eq));
        }
    }
}
