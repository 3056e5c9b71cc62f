//! Splits a printed figure into numbers, words and marks.

use rust_decimal::Decimal;

use super::unreadable::Why;

/// One piece of a printed figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A number: whole, decimal, with thousands parted by commas, with a minus sign.
    Number(Decimal),
    /// A word in lower case, or a mark by itself: `%`, `<`, `≥`, `+`, `-` (any dash).
    Word(&'a str),
}

/// The longest number: with these limits a product of two, and a percentage of it, stays exact.
const DIGITS_BEFORE_POINT: usize = 9;
const DIGITS_AFTER_POINT: usize = 4;

/// Splits a text in lower case; white space parts, and a full stop at its end closes it.
///
/// # Errors
///
/// [`Why::TooManyDigits`] for a number that cannot be counted with exactly.
pub(super) fn tokens(text: &str) -> Result<Vec<Token<'_>>, Why> {
    let text = text.trim().trim_end_matches('.');
    let mut found = Vec::new();
    let mut rest = text;
    let mut is_after_space = true;
    while let Some(first) = rest.chars().next() {
        let taken = if first.is_whitespace() {
            first.len_utf8()
        } else if let Some(taken) = number_length(rest, is_after_space && is_room_for_sign(&found)) {
            found.push(Token::Number(number(rest.get(..taken).unwrap_or_default())?));
            taken
        } else if first.is_alphabetic() {
            let taken = word_length(rest);
            found.push(Token::Word(rest.get(..taken).unwrap_or_default()));
            taken
        } else {
            found.push(Token::Word(mark(first, rest)));
            first.len_utf8()
        };
        is_after_space = first.is_whitespace() || matches!(first, '<' | '>' | '=' | '≤' | '≥');
        rest = rest.get(taken..).unwrap_or_default();
    }
    Ok(found)
}

fn is_minus(mark: char) -> bool {
    matches!(mark, '-' | '\u{2212}')
}

/// A minus between two figures parts them: it is a sign only where no figure stands before it.
fn is_room_for_sign(found: &[Token<'_>]) -> bool {
    !matches!(found.last(), Some(Token::Number(_) | Token::Word("%")))
}

/// The length of the number at the start, with its sign and its thousands' commas.
fn number_length(text: &str, may_have_sign: bool) -> Option<usize> {
    let unsigned = if may_have_sign { text.strip_prefix(is_minus).unwrap_or(text) } else { text };
    let mut rest = after_digits(unsigned, 1)?;
    while let Some(after) = rest.strip_prefix(',').and_then(|group| exactly_three_digits(group)) {
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('.').and_then(|decimals| after_digits(decimals, 1)) {
        rest = after;
    }
    Some(text.len() - rest.len())
}

fn after_digits(text: &str, at_least: usize) -> Option<&str> {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (text.len() - rest.len() >= at_least).then_some(rest)
}

fn exactly_three_digits(text: &str) -> Option<&str> {
    after_digits(text, 3).filter(|rest| text.len() - rest.len() == 3)
}

fn number(written: &str) -> Result<Decimal, Why> {
    let plain: String = written.chars().filter(|letter| *letter != ',' && !is_minus(*letter)).collect();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.trim_start_matches('0').len() > DIGITS_BEFORE_POINT || decimals.len() > DIGITS_AFTER_POINT {
        return Err(Why::TooManyDigits);
    }
    let value = Decimal::from_str_exact(&plain).map_err(|_| Why::TooManyDigits)?;
    Ok(if written.starts_with(is_minus) { -value } else { value })
}

/// The length of a word: letters, with an apostrophe or a hyphen between two of them.
fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = matches!(letter, '\'' | '’' | '-') && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !letter.is_alphabetic() && !joins {
            return at;
        }
    }
    text.len()
}

/// A mark as a word; any dash is a hyphen.
fn mark(first: char, text: &str) -> &str {
    match first {
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        _ => text.get(..first.len_utf8()).unwrap_or_default(),
    }
}

/// What follows a phrase, if the tokens begin with it; its words are parted by spaces.
pub(super) fn strip_start<'t, 'a>(tokens: &'t [Token<'a>], phrase: &str) -> Option<&'t [Token<'a>]> {
    phrase.split(' ').try_fold(tokens, |rest, wanted| match rest.split_first() {
        Some((Token::Word(word), rest)) if *word == wanted => Some(rest),
        _ => None,
    })
}

/// What stands before a phrase, if the tokens end with it.
pub(super) fn strip_end<'t, 'a>(tokens: &'t [Token<'a>], phrase: &str) -> Option<&'t [Token<'a>]> {
    phrase.rsplit(' ').try_fold(tokens, |rest, wanted| match rest.split_last() {
        Some((Token::Word(word), rest)) if *word == wanted => Some(rest),
        _ => None,
    })
}
