//! Names of documents behind "see", "as per" and "refer to".

use super::place::{opens_reference, word};
use super::tokens::{Kind, Token};
use super::words;
use crate::month::month_number;

/// A name takes at most this many words.
const LONGEST: usize = 6;

fn is_word(tokens: &[Token<'_>], at: usize, wanted: &str) -> bool {
    word(tokens, at).is_some_and(|word| word.eq_ignore_ascii_case(wanted))
}

/// The token behind "see", "as per", "refer to" at this token.
pub(super) fn behind_introduction(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    if is_word(tokens, at, "see") {
        return Some(at + 1);
    }
    let pair = |first: &str, second: &str| is_word(tokens, at, first) && is_word(tokens, at + 1, second);
    (pair("as", "per") || pair("refer", "to") || pair("set", "out")).then_some(at + 2)
}

/// The names from this token on, each as its first and last token: "the tracker and declaration".
pub(super) fn names(tokens: &[Token<'_>], start: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(Name { first, last, .. }) = name(tokens, at) {
        // "JSNA in section 7.5.2" is told to stand in the plan: the place is the reference.
        let placed = word(tokens, last + 1).is_some_and(|word| {
            ["in", "at", "within", "under", "on"].iter().any(|place| word.eq_ignore_ascii_case(place))
        }) && opens_reference(tokens, last + 2);
        if !placed {
            found.push((first, last));
        }
        let joined = match tokens.get(last + 1).map(|token| &token.kind) {
            Some(Kind::Sign(sign)) => matches!(sign, ',' | '&' | '/'),
            Some(Kind::Word(word)) => word.eq_ignore_ascii_case("and"),
            _ => false,
        };
        if !joined {
            break;
        }
        at = last + 2;
    }
    found
}

/// A text that is nothing but the name of a document, "The finance tracker", as its first and last
/// token; an acronym alone may be anything.
pub(super) fn whole(tokens: &[Token<'_>]) -> Option<(usize, usize)> {
    let Name { first, noun, last } = name(tokens, 0)?;
    let ends = tokens.get(last + 1..)?.iter().all(|token| token.kind == Kind::Sign('.'));
    let is_document = word(tokens, noun).is_some_and(words::is_document);
    (ends && is_document).then_some((first, last))
}

/// A name with the noun of a document from this token on, "the South Cheshire plan", as its first and
/// last token.
pub(super) fn of_document(tokens: &[Token<'_>], start: usize) -> Option<(usize, usize)> {
    let Name { first, noun, last } = name(tokens, start)?;
    word(tokens, noun).is_some_and(is_certain).then_some((first, last))
}

/// The first token of the name that ends with this one: "CCG Governing Body paper", "Statement of Action".
pub(super) fn back_from(tokens: &[Token<'_>], last: usize) -> Option<usize> {
    let noun_at = |at: &usize| word(tokens, *at).is_some_and(is_certain);
    let capital = |at: usize| word(tokens, at).is_some_and(|word| word.starts_with(char::is_uppercase));
    let of_what = |at: &usize| noun_at(at) && is_word(tokens, at + 1, "of") && (at + 2..=last).all(capital);
    let before = last.saturating_sub(LONGEST - 1)..last.saturating_sub(1);
    let noun = Some(last).filter(noun_at).or_else(|| before.rev().find(of_what))?;
    let belongs = |at: &usize| {
        let other = |word: &str| words::ends_name(word) || words::precedes_name(word) || words::keyword(word).is_some();
        word(tokens, *at).is_some_and(|word| !other(word))
    };
    Some((noun.saturating_sub(LONGEST - 1)..noun).rev().take_while(belongs).last().unwrap_or(noun))
}

/// A word that by itself tells of a document: its noun, a file, the number of a guideline ("NG43").
fn is_certain(word: &str) -> bool {
    let numbered = words::is_name(word) && word.ends_with(|sign: char| sign.is_ascii_digit());
    words::is_document(word) || words::is_file(word) || numbered
}

/// The tokens of a name.
struct Name {
    first: usize,
    /// The noun of a document, an acronym or a file.
    noun: usize,
    last: usize,
}

/// One name: it ends with the last word that is the noun of a document, an acronym or a file, or with
/// what that is of.
fn name(tokens: &[Token<'_>], start: usize) -> Option<Name> {
    let mut first = start;
    while word(tokens, first).is_some_and(words::precedes_name) {
        first += 1;
    }
    if matches!(tokens.get(first)?.kind, Kind::Sign('\'' | '"' | '‘' | '“')) {
        first += 1;
    }
    let noun = (first..first + LONGEST)
        .map_while(|at| word(tokens, at).map(|word| (at, word)))
        .take_while(|(at, word)| {
            let reference = words::keyword(word).is_some() && opens_reference(tokens, *at);
            !(words::ends_name(word) || reference)
        })
        .filter(|(_, word)| words::is_document(word) || words::is_name(word))
        .last();
    noun.map(|(noun, _)| Name { first, noun, last: of_what(tokens, noun) })
}

/// The last token of "Statement of Action", of which the noun is the first; in "the report of the
/// board" and "minutes of October 2015" what follows is no part of the name.
fn of_what(tokens: &[Token<'_>], noun: usize) -> usize {
    let proper = |at: &usize| word(tokens, *at).is_some_and(|word| word.starts_with(char::is_uppercase));
    let dated = word(tokens, noun + 2).is_some_and(|word| month_number(word).is_some());
    if !is_word(tokens, noun + 1, "of") || dated {
        return noun;
    }
    (noun + 2..noun + LONGEST).take_while(proper).last().unwrap_or(noun)
}
