//! Dates that stand inside longer texts: "Completed and in place – Jan 2018".

use super::super::tokens::{Token, tokens, weekday};
use super::{DateKind, PrintedDate};
use crate::month::month_number;

/// The most words of a text that one date takes: "from the autumn term 2015 to the summer term 2016".
const MOST_WORDS: usize = 11;

/// Small words that may stand before a date and belong to the text around it.
const BEFORE: [&str; 9] = ["the", "of", "in", "on", "during", "within", "by", "from", "between"];

impl PrintedDate {
    /// The dates inside a text, in their order, each as long as it can be read.
    ///
    /// Nothing is guessed: not the year of "September", not that a number by itself is a year, not
    /// that "may" in small letters is the month.
    #[must_use]
    pub fn find_in(text: &str) -> Vec<PrintedDate> {
        PrintedDate::look_in(text).flatten().collect()
    }

    /// The same word by word: the date that begins at a word, or none; words that belong to a date are
    /// left out. So a caller can stop in the middle of a long text.
    pub fn look_in(text: &str) -> impl Iterator<Item = Option<PrintedDate>> {
        let words: Vec<(usize, &str)> = words(text).collect();
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = words.get(at..).filter(|rest| !rest.is_empty())?;
            let found = longest(text, rest);
            at += found.as_ref().map_or(1, |(_, taken)| *taken);
            Some(found.map(|(date, _)| date))
        })
    }

    /// Whether a text that is no date holds a figure or a name of the calendar, so that it may mean
    /// a time nevertheless: "September", "week 4"; not "as soon as possible".
    #[must_use]
    pub fn hints_at_time(text: &str) -> bool {
        const NAMES: [&str; 12] = [
            "spring",
            "summer",
            "autumn",
            "winter",
            "christmas",
            "easter",
            "term",
            "quarter",
            "year",
            "month",
            "week",
            "half",
        ];
        let hints = |token: &Token| match token {
            Token::Number(..) | Token::Ordinal(_) => true,
            Token::Word(word) => {
                NAMES.contains(&word.as_str()) || month_number(word).is_some() || weekday(word).is_some()
            }
            _ => false,
        };
        tokens(text).iter().any(hints)
    }
}

/// The words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = text.split_inclusive(char::is_whitespace).scan(0, |at, piece| {
        let start = *at;
        *at += piece.len();
        Some((start, piece.trim_end()))
    });
    pieces.filter(|(_, word)| !word.is_empty())
}

/// The longest date that some words begin with, and how many of them it takes.
fn longest(text: &str, words: &[(usize, &str)]) -> Option<(PrintedDate, usize)> {
    let (start, first) = words.first()?;
    let is_small = first.to_lowercase();
    if BEFORE.contains(&is_small.as_str()) || *first == "may" {
        return None;
    }
    (1..=MOST_WORDS.min(words.len())).rev().find_map(|count| {
        let (at, last) = words.get(count - 1)?;
        let written = text.get(*start..at + last.len()).filter(|written| has_digit(written))?;
        let date = PrintedDate::parse(written.trim_matches(|mark: char| ",.;:()[]".contains(mark))).ok()?;
        let is_whole = !matches!(date.kind(), None | Some(DateKind::Year));
        is_whole.then_some((date, count))
    })
}

/// Whether a text may hold a date that counts: each of these has the figures of a year.
fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<String> {
        PrintedDate::find_in(text).iter().map(|date| date.text().to_owned()).collect()
    }

    #[test]
    fn dates_are_found_inside_what_stands_around_them() {
        assert_eq!(found("COMPLETED Aug 2016"), ["Aug 2016"]);
        assert_eq!(found("Completed and in place – Jan 2018"), ["Jan 2018"]);
        assert_eq!(found("In progress Complete by Aug '18"), ["Aug '18"]);
        assert_eq!(found("Performance Scorecard, April 2016: 91 per cent in ten days"), ["April 2016"]);
        assert_eq!(found("Complaints Report, 1 January to 31 March 2016"), ["1 January to 31 March 2016"]);
        assert_eq!(found("Children in Care Council, note of 14 April 2016."), ["14 April 2016"]);
        assert_eq!(found("summary for February to April 2016"), ["February to April 2016"]);
        assert_eq!(found("Audit (Q3 2015/16), then on 5 May 2016"), ["Q3 2015/16", "5 May 2016"]);
        assert_eq!(found("survey of 2016-04-12"), ["2016-04-12"]);
    }

    #[test]
    fn nothing_is_guessed() {
        for text in [
            "Complete by September",
            // The 18th of a January, or January 2018.
            "Completed and in place – Jan 18",
            "Commence in April",
            "2000 places",
            "increase of 2016",
            "they may 16 people",
            "91 per cent",
            "Ongoing",
            "minute 12",
            "",
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn a_hint_at_a_time_is_less_than_a_date() {
        for text in ["September", "by Christmas", "week 4", "end of term", "3rd", "20 weeks", "Friday"] {
            assert!(PrintedDate::hints_at_time(text), "{text}");
        }
        for text in ["as soon as possible", "TBC", "ASAP", "asap – see plan", ""] {
            assert!(!PrintedDate::hints_at_time(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_date_found_stands_in_the_text(text in "[A-Za-z0-9 ,/.–-]{0,60}") {
            for date in PrintedDate::find_in(&text) {
                prop_assert!(text.contains(date.text()));
                prop_assert!(date.span().is_some());
            }
        }

        #[test]
        fn a_day_is_found_wherever_it_stands(before in "[xyz]{0,8}", after in "[xyz]{0,8}", day in 1_u32..29, month in 1_u32..13) {
            let date = format!("2016-{month:02}-{day:02}");
            prop_assert_eq!(found(&format!("{before} {date} {after}")), [date]);
        }
    }
}
