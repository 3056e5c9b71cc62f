//! Deadlines that name a day and perhaps a time of day.

#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::printed::{MOST_PIECES, UnreadableReason, exact_day_of};
use super::span::DaySpan;
use super::tokens::{Token, tokens};
use super::truth::Truth;

const MINUTES_A_DAY: u16 = 24 * 60;

/// A time of day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    minutes: u16,
}

impl TimeOfDay {
    /// Reads a time such as "midday", "12 noon", "2.00 pm", "5pm", "14:00" or "1400 hours".
    ///
    /// "Midnight" is the end of the day it is printed with. Without "am" or "pm" the 24-hour clock
    /// is meant, and the hour must have two figures: "2.00" alone could be either. Seconds, as
    /// spreadsheets write them ("14:30:00"), do not count.
    ///
    /// # Errors
    ///
    /// Fails when the text is not one time and nothing else.
    pub fn parse(text: &str) -> Result<Self, UnreadableTime> {
        let pieces = meaningful(tokens(text));
        time_of(&pieces)?.ok_or(UnreadableTime::NotRecognised)
    }

    /// Minutes since the day began, 0 to 1440; 1440 is midnight at the end of the day.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.minutes
    }

    fn new(hour: u32, minute: u32) -> Option<Self> {
        if hour > 23 || minute > 59 {
            return None;
        }
        let minutes = u16::try_from(hour * 60 + minute).ok()?;
        Some(Self { minutes })
    }
}

impl fmt::Display for TimeOfDay {
    /// Writes the time by the 24-hour clock, such as "14:05".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

/// Why a text gives no time, or no day and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnreadableTime {
    /// It is in none of the forms known here.
    NotRecognised,
    /// It is in a known form, but there is no such time.
    NoSuchTime,
    /// The hour could be before or after noon.
    MorningOrAfternoon,
    /// The day in it cannot be read.
    Day(UnreadableReason),
}

/// A text that gives no deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableDeadline {
    /// The text as printed.
    pub text: String,
    /// Why it gives none.
    pub reason: UnreadableTime,
}

impl fmt::Display for UnreadableTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRecognised => formatter.write_str("it is not in a known form"),
            Self::NoSuchTime => formatter.write_str("there is no such time"),
            Self::MorningOrAfternoon => formatter.write_str("the hour may be before or after noon"),
            Self::Day(reason) => reason.fmt(formatter),
        }
    }
}

impl Error for UnreadableTime {}

impl fmt::Display for UnreadableDeadline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no deadline in {:?}: {}", self.text, self.reason)
    }
}

impl Error for UnreadableDeadline {}

/// One exact day with or without a time on it, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Deadline {
    text: String,
    day: NaiveDate,
    time: Option<TimeOfDay>,
}

impl Deadline {
    /// Reads a day with a time before or after it, or a day alone; "by" before it changes nothing.
    ///
    /// # Errors
    ///
    /// Gives back the text with the reason when it does not name exactly one day.
    pub fn parse(text: &str) -> Result<Self, UnreadableDeadline> {
        match day_and_time(&meaningful(tokens(text))) {
            Ok((day, time)) => Ok(Self { text: text.trim().to_owned(), day, time }),
            Err(reason) => Err(UnreadableDeadline { text: text.to_owned(), reason }),
        }
    }

    /// The deadline as it was printed, without white space around it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The day.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// The time on that day, or `None` when only the day is printed.
    #[must_use]
    pub const fn time(&self) -> Option<TimeOfDay> {
        self.time
    }

    /// Whether something done at the moment `done` was done by this deadline.
    ///
    /// A deadline without a time lasts to the end of its day; the exact minute is still in time.
    /// When `done` has no time it may be any minute of its day; nor has it one where it says 00:00, which
    /// spreadsheets write behind every day.
    #[must_use]
    pub fn met_by(&self, done: &Self) -> Truth {
        match done.time {
            Some(time) if time.minutes > 0 => (minute_of(done.day, time.minutes) <= self.last_minute()).into(),
            _ => self.met_within(DaySpan::of_day(done.day)),
        }
    }

    /// Whether something done at some minute of the span was done by this deadline.
    #[must_use]
    pub fn met_within(&self, done: DaySpan) -> Truth {
        if minute_of(done.last(), MINUTES_A_DAY - 1) <= self.last_minute() {
            Truth::True
        } else if minute_of(done.first(), 0) > self.last_minute() {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    fn last_minute(&self) -> i64 {
        let minutes = self.time.map_or(MINUTES_A_DAY - 1, TimeOfDay::minutes);
        minute_of(self.day, minutes)
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

fn minute_of(day: NaiveDate, minutes: u16) -> i64 {
    i64::from(day.num_days_from_ce()) * i64::from(MINUTES_A_DAY) + i64::from(minutes)
}

fn meaningful(pieces: Vec<Token>) -> Vec<Token> {
    let is_filler = |piece: &Token| matches!(piece.word(), Some("at" | "by" | "on" | "the" | "of" | "t"));
    pieces.into_iter().filter(|piece| !is_filler(piece)).collect()
}

fn day_and_time(pieces: &[Token]) -> Result<(NaiveDate, Option<TimeOfDay>), UnreadableTime> {
    let mut fault = UnreadableTime::NotRecognised;
    if pieces.len() > MOST_PIECES {
        return Err(fault);
    }
    match exact_day_of(pieces) {
        Ok(Some(day)) => return Ok((day, None)),
        Ok(None) => {}
        Err(reason) => fault = UnreadableTime::Day(reason),
    }
    for position in 1..pieces.len() {
        let (left, right) = pieces.split_at(position);
        let left = match left {
            [kept @ .., Token::Hyphen] => kept,
            _ => left,
        };
        for (day_pieces, time_pieces) in [(left, right), (right, left)] {
            let (day, time) = (exact_day_of(day_pieces), time_of(time_pieces));
            match (day, time) {
                (Ok(Some(day)), Ok(Some(time))) => return Ok((day, Some(time))),
                (Ok(Some(_)), Err(reason)) => fault = reason,
                (Err(reason), Ok(Some(_))) => fault = UnreadableTime::Day(reason),
                _ => {}
            }
        }
    }
    Err(fault)
}

fn time_of(pieces: &[Token]) -> Result<Option<TimeOfDay>, UnreadableTime> {
    let is_noon = |word: &str| matches!(word, "noon" | "midday");
    match pieces {
        [Token::Word(word)]
        | [Token::Number(12, 2), Token::Word(word)]
        | [Token::Number(12, 2), Token::Dot | Token::Colon, Token::Number(0, 2), Token::Word(word)]
            if is_noon(word) || word == "midnight" =>
        {
            let minutes = if is_noon(word) { MINUTES_A_DAY / 2 } else { MINUTES_A_DAY };
            Ok(Some(TimeOfDay { minutes }))
        }
        [
            Token::Number(hour, digits @ (1 | 2)),
            Token::Colon,
            Token::Number(minute, 2),
            Token::Colon,
            Token::Number(0..=59, 2),
            half @ ..,
        ] => clock(*hour, *digits, *minute, half),
        [
            Token::Number(hour, hour_digits @ (1 | 2)),
            Token::Dot | Token::Colon,
            Token::Number(minute, 2),
            half @ ..,
        ] => clock(*hour, *hour_digits, *minute, half),
        [Token::Number(_, 1 | 2)] => Ok(None),
        [Token::Number(hour, digits @ (1 | 2)), half @ ..] => clock(*hour, *digits, 0, half),
        [Token::Number(figures, 4), Token::Word(word)] if is_hours(word) => clock(figures / 100, 2, figures % 100, &[]),
        _ => Ok(None),
    }
}

fn is_hours(word: &str) -> bool {
    matches!(word, "hours" | "hrs" | "h")
}

/// Reads the half of the day after a clock time, and the time with it.
fn clock(hour: u32, hour_digits: usize, minute: u32, half: &[Token]) -> Result<Option<TimeOfDay>, UnreadableTime> {
    let letters: Option<Vec<&str>> = half.iter().map(Token::word).collect();
    let hour_of_day = match letters.unwrap_or(vec![""]).as_slice() {
        [] => {
            if hour_digits < 2 {
                return Err(UnreadableTime::MorningOrAfternoon);
            }
            hour
        }
        [word] if is_hours(word) => hour,
        ["am"] | ["a", "m"] => match hour {
            1..=12 => hour % 12,
            _ => return Err(UnreadableTime::NoSuchTime),
        },
        ["pm"] | ["p", "m"] => match hour {
            1..=12 => hour % 12 + 12,
            // "14.00 pm" says the same thing twice.
            13..=23 => hour,
            _ => return Err(UnreadableTime::NoSuchTime),
        },
        _ => return Ok(None),
    };
    TimeOfDay::new(hour_of_day, minute).map(Some).ok_or(UnreadableTime::NoSuchTime)
}
