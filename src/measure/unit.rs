//! What figures count, and how a figure is written.

use crate::month::month_number;
use std::fmt::Write as _;
use std::ops::Bound::Included;

use rust_decimal::Decimal;

use super::interval::Interval;
use super::tokens::{Token, tokens};

/// What a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A share of a hundred.
    PerCent,
    /// The difference between two percentages.
    PercentagePoints,
    /// Hours.
    Hours,
    /// Days, without a word on which.
    Days,
    /// Working days.
    WorkingDays,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
    /// Pounds sterling.
    Pounds,
    /// Things, named nowhere beside the figure.
    Number,
    /// Things under the name printed beside the figure: `people have attended training`.
    Counted(String),
    /// So many for so many, as printed (`per 1,000 children`) if it is printed.
    Rate(Option<String>),
}

/// What makes a figure something else than a count of what the words name.
const NOT_COUNTED: [&str; 44] = [
    "of",
    "out",
    "per",
    "cent",
    "percent",
    "percentage",
    "or",
    "to",
    "than",
    "and",
    "st",
    "nd",
    "rd",
    "th",
    "k",
    "m",
    "bn",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "half",
    "score",
    "times",
    "fold",
    "x",
    "not",
    "no",
    "about",
    "approximately",
    "plus",
    "minus",
    "percentile",
    "am",
    "pm",
    "increase",
    "rise",
    "reduction",
    "decrease",
    "fall",
    "drop",
    "under",
    "over",
];

impl Unit {
    /// The unit that a field names: "per cent", "number", "working days", "rate".
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        match name.as_str() {
            "number" => Some(Self::Number),
            "percentage" => Some(Self::PerCent),
            "£" | "pounds" => Some(Self::Pounds),
            "rate" => Some(Self::Rate(None)),
            _ => match Self::read(&tokens(&name).ok()?)? {
                // A word that is no unit says nothing: "other".
                Self::Counted(_) => None,
                unit => Some(unit),
            },
        }
    }

    /// The name by which fields call it: "per cent", "working days"; a rate and things that are
    /// counted go by what is printed.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::PerCent => "per cent",
            Self::PercentagePoints => "percentage points",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::WorkingDays => "working days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
            Self::Pounds => "pounds",
            Self::Number => "number",
            Self::Rate(None) => "rate",
            Self::Counted(things) | Self::Rate(Some(things)) => things,
        }
    }

    /// The unit that stands after a figure.
    pub(super) fn read(words: &[Token<'_>]) -> Option<Self> {
        use Token::Word;
        let is_word = |word: &Token<'_>| matches!(word, Word(_));
        Some(match words {
            [Word("%" | "percent")] | [Word("per"), Word("cent")] => Self::PerCent,
            [Word("%" | "percent"), Word("of"), whole @ ..] | [Word("per"), Word("cent"), Word("of"), whole @ ..]
                if !whole.is_empty() && whole.iter().all(is_word) =>
            {
                Self::PerCent
            }
            [Word("pp" | "ppt" | "ppts")]
            | [Word("%" | "percent" | "percentage"), Word("point" | "points")]
            | [Word("per"), Word("cent"), Word("point" | "points")] => Self::PercentagePoints,
            [Word("hour" | "hours")] => Self::Hours,
            [Word("day" | "days")] => Self::Days,
            [Word("working"), Word("day" | "days")] => Self::WorkingDays,
            [Word("week" | "weeks")] => Self::Weeks,
            [Word("month" | "months")] => Self::Months,
            [Word("year" | "years")] => Self::Years,
            [Word("per"), rest @ ..] if !rest.is_empty() => Self::Rate(Some(rate(rest)?)),
            _ => Self::Counted(counted(words)?),
        })
    }

    /// The one unit that two stand for: the same, or one of them said more closely.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (one, same) if one == same => Some(one.clone()),
            (Self::Number, counted @ Self::Counted(_)) | (counted @ Self::Counted(_), Self::Number) => {
                Some(counted.clone())
            }
            (Self::Rate(None), rate @ Self::Rate(_)) | (rate @ Self::Rate(_), Self::Rate(None)) => Some(rate.clone()),
            _ => None,
        }
    }

    /// The values that there can be: a share lies between 0% and 100%, and nothing is counted
    /// below nought. `None` for the difference of two percentages, and for money, which may be owed.
    #[must_use]
    pub fn scale(&self) -> Option<Interval> {
        match self {
            Self::PerCent => Interval::new(Included(Decimal::ZERO), Included(Decimal::ONE_HUNDRED)),
            Self::PercentagePoints | Self::Pounds => None,
            _ => Some(Interval::at_least(Decimal::ZERO)),
        }
    }

    /// A figure in this unit, in the one style of this module: `31%`, `22.96 weeks`, `1,916`.
    #[must_use]
    pub fn show(&self, value: Decimal) -> String {
        let figure = digits(value);
        match self {
            Self::PerCent => format!("{figure}%"),
            Self::Pounds if value < Decimal::ZERO => format!("-£{}", figure.trim_start_matches('-')),
            Self::Pounds => format!("£{figure}"),
            Self::Number | Self::Rate(None) => figure,
            Self::Counted(things) | Self::Rate(Some(things)) => format!("{figure} {things}"),
            _ if value == Decimal::ONE => format!("{figure} {}", self.name().trim_end_matches('s')),
            _ => format!("{figure} {}", self.name()),
        }
    }
}

/// The digits of a number: no needless zeros, thousands parted by commas.
pub(super) fn digits(value: Decimal) -> String {
    let plain = value.abs().normalize().to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut shown = String::from(if value < Decimal::ZERO { "-" } else { "" });
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if !decimals.is_empty() {
        shown.push('.');
        shown.push_str(decimals);
    }
    shown
}

fn rate(words: &[Token<'_>]) -> Option<String> {
    let mut text = String::from("per");
    for word in words {
        match word {
            Token::Number(value) if *value >= Decimal::ZERO => write!(text, " {}", digits(*value)).ok()?,
            Token::Word(word) if *word == "of" || is_countable(word) => write!(text, " {word}").ok()?,
            Token::Number(_) | Token::Word(_) => return None,
        }
    }
    Some(text)
}

fn counted(words: &[Token<'_>]) -> Option<String> {
    let names = words.iter().map(|word| match word {
        Token::Word(word) if is_countable(word) => Some(*word),
        Token::Word(_) | Token::Number(_) => None,
    });
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    let first = names.first()?;
    // After a figure a month makes it a day: "31 March".
    month_number(first).is_none().then(|| names.join(" "))
}

fn is_countable(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && !NOT_COUNTED.contains(&word)
}
