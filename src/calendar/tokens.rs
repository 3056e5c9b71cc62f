//! Splits a printed date, time or schedule into words, numbers and marks.

use std::iter::Peekable;
use std::str::Chars;

use chrono::Weekday;

/// One piece of a printed date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A run of digits: its value, and how many digits were printed.
    Number(u32, usize),
    /// A number with "st", "nd", "rd" or "th" straight after it.
    Ordinal(u32),
    /// A run of letters, in lower case.
    Word(String),
    /// "/".
    Slash,
    /// A hyphen or a dash of any length.
    Hyphen,
    /// A full stop that follows a number.
    Dot,
    /// ":".
    Colon,
    /// A straight or curly apostrophe.
    Apostrophe,
    /// Any other character; no reading accepts it.
    Other(char),
}

impl Token {
    /// The letters of a word, or `None` for any other piece.
    pub(crate) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether this is the given word, which must be in lower case.
    pub(crate) fn is_word(&self, wanted: &str) -> bool {
        self.word() == Some(wanted)
    }
}

/// Splits the text; white space, commas and brackets only separate.
///
/// A full stop after a word marks an abbreviation and one at the end closes the text, so neither is
/// kept.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(&character) = rest.peek() {
        if character.is_ascii_digit() {
            number(&mut rest, &mut found);
            continue;
        }
        if character.is_alphabetic() {
            found.push(Token::Word(letters(&mut rest)));
            continue;
        }
        rest.next();
        match character {
            ',' | '(' | ')' | '[' | ']' => {}
            '/' => found.push(Token::Slash),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => found.push(Token::Hyphen),
            ':' => found.push(Token::Colon),
            '\'' | '\u{2018}' | '\u{2019}' => found.push(Token::Apostrophe),
            '.' => {
                if !matches!(found.last(), Some(Token::Word(_))) {
                    found.push(Token::Dot);
                }
            }
            other if other.is_whitespace() => {}
            other => found.push(Token::Other(other)),
        }
    }
    if matches!(found.last(), Some(Token::Dot)) {
        found.pop();
    }
    found
}

fn letters(rest: &mut Peekable<Chars<'_>>) -> String {
    let mut word = String::new();
    while let Some(letter) = rest.next_if(|character| character.is_alphabetic()) {
        word.extend(letter.to_lowercase());
    }
    word
}

fn number(rest: &mut Peekable<Chars<'_>>, found: &mut Vec<Token>) {
    let mut value: u32 = 0;
    let mut digits: usize = 0;
    while let Some(digit) = rest.next_if(char::is_ascii_digit) {
        value = value.saturating_mul(10).saturating_add(digit.to_digit(10).unwrap_or(0));
        digits += 1;
    }
    let suffix = letters(rest);
    if matches!(suffix.as_str(), "st" | "nd" | "rd" | "th") {
        found.push(Token::Ordinal(value));
        return;
    }
    found.push(Token::Number(value, digits));
    if !suffix.is_empty() {
        found.push(Token::Word(suffix));
    }
}

/// The weekday that an English name or its usual short form means.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tues" | "tue" => Weekday::Tue,
        "wednesday" | "weds" | "wed" => Weekday::Wed,
        "thursday" | "thurs" | "thur" | "thu" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

/// A number from one to twelve as a word in small letters.
pub(super) fn small_number(word: &str) -> Option<u32> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn word(text: &str) -> Token {
        Token::Word(text.to_owned())
    }

    #[test]
    fn marks_that_only_separate_are_dropped() {
        assert_eq!(
            tokens("Tues., 24th (Nov.) 2015."),
            [word("tues"), Token::Ordinal(24), word("nov"), Token::Number(2015, 4)]
        );
    }

    #[test]
    fn letters_and_digits_part() {
        assert_eq!(
            tokens("Q3 2015–16"),
            [word("q"), Token::Number(3, 1), Token::Number(2015, 4), Token::Hyphen, Token::Number(16, 2)]
        );
        assert_eq!(tokens("2.00pm").last(), Some(&word("pm")));
        assert_eq!(tokens("p.m."), [word("p"), word("m")]);
    }

    #[test]
    fn names_are_read_in_full_and_short() {
        assert_eq!(weekday("weds"), Some(Weekday::Wed));
        assert_eq!(weekday("day"), None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_split(text in "\\PC{0,40}") {
            let pieces = tokens(&text);
            prop_assert!(pieces.len() <= text.chars().count());
        }
    }
}
