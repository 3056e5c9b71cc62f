//! Cuts an evidence text into words, numbers that may be references, other figures and signs.

use std::ops::Range;

use super::place::dash;
use super::{slips, words};

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'text> {
    /// Letters, with digits and apostrophes inside.
    Word(&'text str),
    /// "7.5.2", "9": may be the number of a paragraph, of an appendix or of a page.
    Number(Vec<u32>),
    /// "9.3.l", "4..3": a number with a slip, as it is likely meant.
    Slip(Vec<u32>),
    /// A figure that is no reference: "30/11/15", "2.00", "4.5%", "£1.2m", "2015-16", "4th".
    Figure,
    /// Any other sign.
    Sign(char),
}

/// A token and its bytes in the text.
#[derive(Debug, Clone)]
pub(super) struct Token<'text> {
    pub kind: Kind<'text>,
    pub span: Range<usize>,
}

fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

/// How many bytes the leading characters have for which the condition holds.
fn run(text: &str, condition: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(condition).len()
}

fn digits(text: &str) -> usize {
    run(text, |sign| sign.is_ascii_digit())
}

/// A raised figure is the mark of a note, wherever it stands: "4.5¹".
fn is_raised(sign: char) -> bool {
    matches!(sign, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// Cuts the whole text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while let Some(sign) = tail(text, at).chars().next() {
        if sign.is_whitespace() || is_raised(sign) {
            at += sign.len_utf8();
            continue;
        }
        let rest = tail(text, at);
        let touching = found.last().filter(|token| token.span.end == at).map(|token| &token.kind);
        let opens =
            matches!(touching, None | Some(Kind::Sign('(' | '[' | '"' | '“' | '\'' | '‘' | ',' | ';' | '&' | '§')));
        let slip = if opens { slips::misspelt(rest) } else { None };
        let (kind, length) = if let Some((meant, length)) = slip {
            (Kind::Slip(meant), length)
        } else if sign.is_ascii_digit() {
            figure(rest, touching)
        } else if sign.is_alphanumeric() {
            let length = word_length(rest);
            (Kind::Word(rest.get(..length).unwrap_or("")), length)
        } else {
            (Kind::Sign(sign), sign.len_utf8())
        };
        let length = length.max(1);
        found.push(Token { kind, span: at..at + length });
        at += length;
    }
    found
}

/// The length of a word; "p12" and "para4.3" are cut behind the keyword, "Baseline.xlsx" is one.
fn word_length(rest: &str) -> usize {
    let letters = run(rest, char::is_alphabetic);
    let keyword = rest.get(..letters).is_some_and(|word| words::keyword(word).is_some());
    if keyword && digits(tail(rest, letters)) > 0 {
        return letters;
    }
    let plain = run(rest, |sign| sign.is_alphanumeric() || matches!(sign, '\'' | '’' | '_'));
    let extension = tail(rest, plain).strip_prefix('.').map_or(0, |after| run(after, char::is_alphabetic));
    let file = plain + 1 + extension;
    if extension > 0 && rest.get(..file).is_some_and(words::is_file) { file } else { plain }
}

/// Reads what starts with a digit, given the token that touches it on the left.
fn figure<'text>(rest: &str, touching: Option<&Kind<'_>>) -> (Kind<'text>, usize) {
    let mut parts: Vec<&str> = Vec::new();
    let mut length = 0;
    loop {
        let count = digits(tail(rest, length));
        parts.extend(rest.get(length..length + count));
        length += count;
        let dotted = tail(rest, length).strip_prefix('.').is_some_and(|after| digits(after) > 0);
        if !dotted {
            break;
        }
        length += 1;
    }
    let after = tail(rest, length);
    let whole = parts.len() == 1;
    // Money, "#3", "x@4", and the right side of a date, time or fraction.
    let bad_left = match touching {
        Some(Kind::Sign(sign)) => match sign {
            '£' | '$' | '€' | '#' | '@' | '=' | '~' | '<' | '>' => true,
            '/' | ':' => whole,
            _ => false,
        },
        Some(Kind::Figure) => true,
        _ => false,
    };
    let joined = if whole { joined_figure(rest, length, &parts) } else { None };
    if let Some(end) = joined {
        return (Kind::Figure, end);
    }
    let letters = run(after, |sign| sign.is_alphanumeric() && !is_raised(sign));
    // "4.3a" is a part of paragraph 4.3; "4.5m", "10.30am", "4th" are figures.
    let point = after.get(..letters).unwrap_or("");
    let sub_paragraph = !whole && matches!(point, "a" | "b" | "c" | "d" | "e" | "f" | "i" | "ii" | "iii" | "iv");
    if sub_paragraph {
        return (number(&parts).filter(|_| !bad_left).map_or(Kind::Figure, Kind::Number), length + letters);
    }
    if letters > 0 {
        return (Kind::Figure, length + letters);
    }
    let percent = after.trim_start().starts_with('%');
    let kind = number(&parts).filter(|_| !bad_left && !percent);
    (kind.map_or(Kind::Figure, Kind::Number), length)
}

/// "30/11/15", "2015/16", "10:30", "10,327", "2014-15", "2015-10-15": the end of a whole number
/// that goes on behind a sign.
fn joined_figure(rest: &str, length: usize, parts: &[&str]) -> Option<usize> {
    let year = parts.first().is_some_and(|part| part.len() == 4);
    let mut end = length;
    while let Some(sign) = tail(rest, end).chars().next() {
        let count = digits(tail(rest, end + sign.len_utf8()));
        let joins = match sign {
            '/' | ':' => count > 0,
            ',' => count == 3,
            _ if dash(Some(sign)) => year && matches!(count, 2 | 4),
            _ => false,
        };
        if !joins {
            break;
        }
        end += sign.len_utf8() + count;
    }
    (end > length).then_some(end)
}

/// The parts of a number that may be a reference. Leading zeros and parts of four or more digits
/// ("24.11.2015", "2.00") make a number with dots a date, a time or an amount; a whole number of
/// four digits can only be a page.
pub(super) fn number(parts: &[&str]) -> Option<Vec<u32>> {
    let longest = if parts.len() == 1 { 4 } else { 3 };
    let plausible = parts.len() <= 6
        && parts.first().is_some_and(|part| !part.starts_with('0'))
        && parts.iter().all(|part| part.len() <= longest && (part.len() == 1 || !part.starts_with('0')));
    if !plausible {
        return None;
    }
    parts.iter().map(|part| part.parse().ok()).collect()
}
