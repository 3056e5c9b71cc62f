//! What single tokens mean: keywords, the places that numbers name, units and dashes.

use super::numerals::{number_word, roman};
use super::tokens::{Kind, Token};
use super::words::{self, Keyword};
use crate::label::{Label, Mark};

/// The greatest number of a section, paragraph or appendix; above it are years.
const GREATEST: u32 = 999;

/// A place that one number or letter names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Label(Label),
    Page(u32),
}

/// Whether a keyword with its number, or a number with dots, stands here.
pub(super) fn opens_reference(tokens: &[Token<'_>], at: usize) -> bool {
    match keyword(tokens, at) {
        Some((found, next)) => place(tokens, next, Some(found)).is_some(),
        None => place(tokens, at, None).is_some(),
    }
}

/// The word that a token is.
pub(super) fn word<'text>(tokens: &[Token<'text>], at: usize) -> Option<&'text str> {
    match tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

/// The sign that a token is.
pub(super) fn sign(tokens: &[Token<'_>], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        Kind::Sign(sign) => Some(sign),
        _ => None,
    }
}

/// A keyword, with its dot, "no." or colon, and the token behind it.
pub(super) fn keyword(tokens: &[Token<'_>], at: usize) -> Option<(Keyword, usize)> {
    if sign(tokens, at) == Some('§') {
        let double = usize::from(sign(tokens, at + 1) == Some('§'));
        return Some((Keyword::Section, at + 1 + double));
    }
    let found = words::keyword(word(tokens, at)?)?;
    let dot = |next: usize| next + usize::from(sign(tokens, next) == Some('.'));
    let mut next = dot(at + 1);
    let counted = ["no", "nos", "number", "numbers", "ref", "refs"];
    if word(tokens, next).is_some_and(|word| counted.contains(&word.to_lowercase().as_str())) {
        next = dot(next + 1);
    }
    next += usize::from(sign(tokens, next) == Some(':'));
    Some((found, next))
}

/// The place that a token names under a keyword; without one only a number with dots does.
pub(super) fn place(tokens: &[Token<'_>], at: usize, under: Option<Keyword>) -> Option<Place> {
    let label = match (&tokens.get(at)?.kind, under) {
        (Kind::Word(word), Some(under)) => return worded(word, stands_apart(tokens, at), under),
        (Kind::Number(parts), under) => match (parts.as_slice(), under) {
            ([page], Some(Keyword::Page)) => return Some(Place::Page(*page)),
            ([one], _) if *one > GREATEST => return None,
            ([one], Some(Keyword::Section)) => Label::Section(*one),
            ([one], Some(Keyword::Appendix)) => Label::Appendix(Mark::Number(*one)),
            ([_], None) => return None,
            _ => Label::Paragraph(parts.clone()),
        },
        _ => return None,
    };
    Some(Place::Label(label))
}

/// Nothing that makes a sentence follows a token: in "an appendix a reader needs" the "a" is a word.
fn stands_apart(tokens: &[Token<'_>], at: usize) -> bool {
    !matches!(tokens.get(at + 1).map(|token| &token.kind), Some(Kind::Word(next)) if !matches!(*next, "and" | "or" | "to"))
}

/// The place that a letter, a word or a Roman numeral names: "Appendix A", "Section Seven", "Appendix IV".
///
/// A single capital is the letter of an appendix; whether "Appendix I" is meant as the first is for
/// the plan to tell.
fn worded(word: &str, apart: bool, under: Keyword) -> Option<Place> {
    let letter = word.chars().next().filter(|letter| word.len() == 1 && letter.is_ascii_alphabetic());
    let capital = word.starts_with(char::is_uppercase);
    let numeral = roman(word).filter(|_| word.len() > 1 || apart);
    let label = match under {
        Keyword::Appendix => {
            let lettered = letter.filter(|_| capital || (apart && numeral.is_none()));
            let mark = lettered.map(|letter| Mark::Letter(letter.to_ascii_uppercase()));
            Label::Appendix(mark.or_else(|| number_word(word).or(numeral).map(Mark::Number))?)
        }
        Keyword::Section => Label::Section(number_word(word).or(numeral.filter(|_| capital))?),
        Keyword::Paragraph => Label::Paragraph(vec![number_word(word)?]),
        Keyword::Page => return number_word(word).map(Place::Page),
    };
    Some(Place::Label(label))
}

/// A unit, a percentage, a time of day or a month stands here.
pub(super) fn unit(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(found) = word(tokens, at) else {
        return sign(tokens, at) == Some('%');
    };
    let half_day = matches!(found, "a" | "p") && sign(tokens, at + 1) == Some('.') && word(tokens, at + 2) == Some("m");
    let per_cent = found.eq_ignore_ascii_case("per") && word(tokens, at + 1).is_some();
    // "4.3 may help" is no date in May.
    half_day || per_cent || (found != "may" && words::is_unit(found))
}

/// Any of the dashes people type.
pub(super) fn dash(found: Option<char>) -> bool {
    // Hyphen-minus, hyphen, non-breaking hyphen, figure dash, en and em dash, bar, minus, and the small
    // and wide ones.
    matches!(found, Some('-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'))
}

/// The token behind "-" or "to"; and whether it was a dash.
pub(super) fn span_sign(tokens: &[Token<'_>], at: usize) -> Option<(usize, bool)> {
    if dash(sign(tokens, at)) {
        return Some((at + 1, true));
    }
    let joins =
        word(tokens, at).is_some_and(|word| word.eq_ignore_ascii_case("to") || word.eq_ignore_ascii_case("through"));
    joins.then_some((at + 1, false))
}

/// Hours and minutes such as "9.30".
pub(super) fn like_time(parts: &[u32]) -> bool {
    matches!(parts, [hour, minute] if *hour <= 23 && (10..=59).contains(minute) && minute % 5 == 0)
}
