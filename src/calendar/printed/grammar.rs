//! The forms of a single printed date.

use chrono::{Datelike, Days, NaiveDate};

use super::super::span::DaySpan;
use super::super::tokens::{Token, tokens, weekday};
use super::ranges::range;
use super::years::{
    Basis, Season, academic_year, calendar_quarter, calendar_year, consecutive_years, financial_quarter,
    financial_year, full_year, take_basis, year,
};
use super::{DateKind, PrintedValue, UnreadableReason};
use crate::month::month_number;

/// No date has more words, figures and marks; looking for one in a longer text would take for ever.
pub(in crate::calendar) const MOST_PIECES: usize = 64;

/// A date that was read: its form and its days.
pub(super) type Reading = (DateKind, DaySpan);

/// A reading, none because the form does not fit, or the reason why a form that fits gives no date.
pub(super) type Attempt = Result<Option<Reading>, UnreadableReason>;

/// Reads the whole text.
pub(super) fn read(text: &str) -> Result<PrintedValue, UnreadableReason> {
    let pieces = tokens(text);
    if pieces.is_empty() {
        return Err(UnreadableReason::Empty);
    }
    if pieces.len() > MOST_PIECES {
        return Err(UnreadableReason::NotRecognised);
    }
    if is_ongoing(&pieces) {
        return Ok(PrintedValue::Ongoing);
    }
    let (upper_bound, named) = without_limit_words(&pieces);
    let meaningful = without_fillers(named);
    let found = match single(&meaningful)? {
        Some(reading) => Some(reading),
        None => range(&meaningful)?,
    };
    let (kind, span) = found.ok_or(UnreadableReason::NotRecognised)?;
    Ok(PrintedValue::Known { kind, span, upper_bound })
}

fn is_ongoing(pieces: &[Token]) -> bool {
    match pieces {
        [Token::Word(word)] => {
            matches!(word.as_str(), "ongoing" | "continuous" | "continuing" | "continual")
        }
        [first, Token::Hyphen, last] | [first, last] => first.is_word("on") && last.is_word("going"),
        _ => false,
    }
}

fn without_limit_words(pieces: &[Token]) -> (bool, &[Token]) {
    if let Some((first, rest)) = pieces.split_first()
        && first.is_word("by")
    {
        return (true, rest);
    }
    if let [first, second, third, rest @ ..] = pieces
        && (first.is_word("no") || first.is_word("not"))
        && second.is_word("later")
        && third.is_word("than")
    {
        return (true, rest);
    }
    (false, pieces)
}

/// Drops the small words that carry no date.
pub(super) fn without_fillers(pieces: &[Token]) -> Vec<Token> {
    pieces
        .iter()
        .filter(|piece| !matches!(piece.word(), Some("the" | "of" | "in" | "on" | "during" | "within")))
        .cloned()
        .collect()
}

/// Reads one date that is no range; fillers must be gone.
pub(super) fn single(pieces: &[Token]) -> Attempt {
    if let Some(found) = day(without_time(pieces))? {
        return Ok(Some((DateKind::Day, DaySpan::of_day(found))));
    }
    if let Some(found) = week(pieces)? {
        return Ok(Some(found));
    }
    let pieces = without_part_words(pieces);
    let (basis, rest) = take_basis(pieces);
    if let Some(found) = quarter(basis, &rest)? {
        return Ok(Some(found));
    }
    if let Some(found) = month(basis, &rest)? {
        return Ok(Some(found));
    }
    Ok(term(basis, &rest).or_else(|| whole_year(basis, &rest)))
}

/// Drops words that name a part of a period: where such a part ends is nowhere laid down.
fn without_part_words(pieces: &[Token]) -> &[Token] {
    let Some((first, rest)) = pieces.split_first() else {
        return pieces;
    };
    match first.word() {
        Some("early" | "mid" | "middle" | "late" | "start" | "beginning" | "end") => match rest.split_first() {
            Some((Token::Hyphen, after_hyphen)) => after_hyphen,
            _ => rest,
        },
        _ => pieces,
    }
}

/// Drops a time of day as spreadsheets and lists write it behind a day: "31/12/2015 00:00",
/// "2015-12-31T17:30:00". Which day it is does not hang on it.
fn without_time(pieces: &[Token]) -> &[Token] {
    let clock = match pieces {
        [rest @ .., Token::Word(half)] if matches!(half.as_str(), "am" | "pm") => rest,
        _ => pieces,
    };
    let clock = match clock {
        [whole @ .., Token::Dot, Token::Number(..)] if matches!(whole, [.., Token::Colon, Token::Number(_, 2)]) => {
            whole
        }
        _ => clock,
    };
    let (before, hour, minute, second) = match clock {
        [
            before @ ..,
            Token::Number(hour, 1 | 2),
            Token::Colon,
            Token::Number(minute, 2),
            Token::Colon,
            Token::Number(second, 2),
        ] => (before, *hour, *minute, *second),
        [before @ .., Token::Number(hour, 1 | 2), Token::Colon, Token::Number(minute, 2)] => {
            (before, *hour, *minute, 0)
        }
        _ => return pieces,
    };
    match before {
        _ if hour > 23 || minute > 59 || second > 59 => pieces,
        [day @ .., Token::Word(mark)] if mark == "t" => day,
        day => day,
    }
}

/// Reads one day, with or without its weekday before it.
pub(super) fn day(pieces: &[Token]) -> Result<Option<NaiveDate>, UnreadableReason> {
    let Some((first, rest)) = pieces.split_first() else {
        return Ok(None);
    };
    let Some(printed_weekday) = first.word().and_then(weekday) else {
        return plain_day(pieces);
    };
    match plain_day(rest)? {
        Some(found) if found.weekday() != printed_weekday => Err(UnreadableReason::WrongWeekday { day: found }),
        found => Ok(found),
    }
}

fn plain_day(pieces: &[Token]) -> Result<Option<NaiveDate>, UnreadableReason> {
    let parts = match pieces {
        [number, Token::Word(name), rest @ ..]
        | [number, Token::Hyphen, Token::Word(name), Token::Hyphen, rest @ ..] => named_month_day(number, name, rest),
        [Token::Word(name), number, rest @ ..] => {
            // Without four figures for the year "Nov 24 15" could be read two ways round.
            named_month_day(number, name, rest).filter(|_| matches!(rest, [Token::Number(_, 4)]))
        }
        [
            Token::Number(first, first_digits),
            mark,
            Token::Number(second, second_digits),
            second_mark,
            Token::Number(third, third_digits),
        ] if mark == second_mark && is_date_mark(mark) && *second_digits <= 2 => {
            if *first_digits == 4 && *third_digits <= 2 {
                full_year(*first, *first_digits).map(|year| (year, *second, *third))
            } else if *first_digits <= 2 {
                year(*third, *third_digits).map(|year| (year, *second, *first))
            } else {
                None
            }
        }
        _ => None,
    };
    let Some((year, month, day)) = parts else {
        return Ok(None);
    };
    // Of a month with a name the number never fits, so this is of figures only.
    let is_turned_round = NaiveDate::from_ymd_opt(year, day, month).is_some();
    let reason = if is_turned_round { UnreadableReason::TurnedRound } else { UnreadableReason::NoSuchDate };
    NaiveDate::from_ymd_opt(year, month, day).map(Some).ok_or(reason)
}

fn is_date_mark(mark: &Token) -> bool {
    matches!(mark, Token::Slash | Token::Hyphen | Token::Dot)
}

/// The year, month and day of a date whose month is a word.
fn named_month_day(number: &Token, name: &str, rest: &[Token]) -> Option<(i32, u32, u32)> {
    let day = match number {
        Token::Ordinal(day) | Token::Number(day, 1 | 2) => *day,
        _ => return None,
    };
    let month = month_number(name)?;
    Some((year_beside(rest)?, month, day))
}

/// A year beside a day or month: "2015", "15" or "'15".
fn year_beside(pieces: &[Token]) -> Option<i32> {
    match pieces {
        [Token::Number(value, digits)] | [Token::Apostrophe, Token::Number(value, digits @ 2)] => year(*value, *digits),
        _ => None,
    }
}

/// Reads "w/c" or "week commencing" a day, and "w/e" or "week ending" a day.
fn week(pieces: &[Token]) -> Attempt {
    let (word, rest) = match pieces {
        [first, Token::Slash, Token::Word(word), rest @ ..] if first.is_word("w") => (word, rest),
        [first, Token::Word(word), rest @ ..] if first.is_word("week") => (word, rest),
        _ => return Ok(None),
    };
    let begins = match word.as_str() {
        "c" | "commencing" | "beginning" => true,
        "e" | "ending" => false,
        _ => return Ok(None),
    };
    let Some(named) = day(rest)? else {
        return Ok(None);
    };
    let span = if begins {
        named.checked_add_days(Days::new(6)).and_then(|last| DaySpan::new(named, last))
    } else {
        named.checked_sub_days(Days::new(6)).and_then(|first| DaySpan::new(first, named))
    };
    Ok(span.map(|span| (DateKind::Week, span)))
}

fn month(basis: Option<Basis>, pieces: &[Token]) -> Attempt {
    if basis.is_some() {
        return Ok(None);
    }
    let parts = match pieces {
        [Token::Word(name), rest @ ..] => month_number(name).zip(year_after_month(rest)),
        [Token::Number(value, digits), Token::Hyphen, Token::Number(month, 2)]
            if consecutive_years(pieces).is_none() && (1..=12).contains(month) =>
        {
            full_year(*value, *digits).map(|year| (*month, year))
        }
        [Token::Number(month, 1 | 2), Token::Slash, Token::Number(value, digits)] => {
            full_year(*value, *digits).map(|year| (*month, year))
        }
        _ => None,
    };
    let Some((month, year)) = parts else {
        return Ok(None);
    };
    DaySpan::of_months(year, month, 1).map(|span| Some((DateKind::Month, span))).ok_or(UnreadableReason::NoSuchDate)
}

/// The year after a month's name. Two bare figures there could as well be a day of the month.
fn year_after_month(pieces: &[Token]) -> Option<i32> {
    match pieces {
        [Token::Number(value, digits)] => full_year(*value, *digits),
        [Token::Hyphen, rest @ ..] => year_beside(rest),
        [Token::Apostrophe, _] => year_beside(pieces),
        _ => None,
    }
}

fn quarter(basis: Option<Basis>, pieces: &[Token]) -> Attempt {
    let Some((number, named_year)) = quarter_and_year(pieces) else {
        return Ok(None);
    };
    let span = match (basis, named_year) {
        (Some(Basis::Academic), _) => return Ok(None),
        (None | Some(Basis::Financial), years @ [_, _, _]) => {
            consecutive_years(years).map(|start| financial_quarter(start, number))
        }
        (Some(Basis::Calendar), [Token::Number(value, digits)]) => {
            full_year(*value, *digits).map(|year| calendar_quarter(year, number))
        }
        (None, [Token::Number(value, digits)]) => full_year(*value, *digits).map(|year| {
            let in_calendar_year = calendar_quarter(year, number)?;
            Some(in_calendar_year.covering(financial_quarter(year, number)?))
        }),
        _ => None,
    };
    match span {
        None => Ok(None),
        Some(None) => Err(UnreadableReason::NoSuchDate),
        Some(Some(span)) => Ok(Some((DateKind::Quarter, span))),
    }
}

/// The number of a quarter, and the pieces that name its year.
fn quarter_and_year(pieces: &[Token]) -> Option<(u32, &[Token])> {
    let is_quarter = |piece: &Token| matches!(piece.word(), Some("q" | "quarter" | "qtr"));
    match pieces {
        [word, Token::Number(number, 1), rest @ ..] if is_quarter(word) => Some((*number, rest)),
        [Token::Ordinal(number), word, rest @ ..] if is_quarter(word) => Some((*number, rest)),
        [Token::Word(ordinal), word, rest @ ..] if is_quarter(word) => {
            let number = match ordinal.as_str() {
                "first" => 1,
                "second" => 2,
                "third" => 3,
                "fourth" | "final" | "last" => 4,
                _ => return None,
            };
            Some((number, rest))
        }
        [rest @ .., word, Token::Number(number, 1)] if is_quarter(word) => Some((*number, rest)),
        _ => None,
    }
}

fn term(basis: Option<Basis>, pieces: &[Token]) -> Option<Reading> {
    if !matches!(basis, None | Some(Basis::Academic)) {
        return None;
    }
    let (name, rest) = pieces.split_first()?;
    let season = Season::named(name.word()?)?;
    let (says_term, named_year) = match rest {
        [word, years @ ..] | [years @ .., word] if word.is_word("term") => (true, years),
        years => (false, years),
    };
    if let [Token::Number(value, digits)] = named_year {
        let year = full_year(*value, *digits)?;
        if says_term && basis.is_none() {
            return Some((DateKind::Term, season.term(year)?));
        }
        return match basis {
            None => Some((DateKind::Season, season.widest(year)?)),
            Some(_) => None,
        };
    }
    let start = consecutive_years(named_year)?;
    let is_term = says_term || basis == Some(Basis::Academic);
    is_term.then(|| season.term(season.year_within(start))).flatten().map(|span| (DateKind::Term, span))
}

fn whole_year(basis: Option<Basis>, pieces: &[Token]) -> Option<Reading> {
    if let [Token::Number(value, digits)] = pieces {
        let year = full_year(*value, *digits)?;
        return match basis {
            None | Some(Basis::Calendar) => Some((DateKind::Year, calendar_year(year)?)),
            Some(_) => None,
        };
    }
    match basis {
        Some(Basis::Academic) => Some((DateKind::AcademicYear, academic_year(consecutive_years(pieces)?)?)),
        Some(Basis::Financial) => Some((DateKind::FinancialYear, financial_year(consecutive_years(pieces)?)?)),
        Some(Basis::Calendar) => None,
        None => bare_pair_of_years(pieces),
    }
}

fn bare_pair_of_years(pieces: &[Token]) -> Option<Reading> {
    let [Token::Number(value, digits), mark, Token::Number(end, end_digits)] = pieces else {
        return None;
    };
    let first = full_year(*value, *digits)?;
    if consecutive_years(pieces).is_some() && (*end_digits == 2 || *mark == Token::Slash) {
        return Some((DateKind::FinancialYear, financial_year(first)?));
    }
    let century = first - first.rem_euclid(100);
    let last = century + i32::try_from(*end).ok()?;
    if *end_digits != 2 || last <= first || *mark != Token::Hyphen {
        return None;
    }
    Some((DateKind::Range, calendar_year(first)?.covering(calendar_year(last)?)))
}
