//! What a stretch of text looks like: a table row, a line of a contents list, a sentence, a title.

use crate::month::month_number;

/// Words after a number that make it a quantity or a time. Lower case only: "7.3 Days of Opening"
/// is a heading.
const UNITS: [&str; 46] = [
    "wte",
    "fte",
    "whole",
    "per",
    "percent",
    "percentage",
    "million",
    "billion",
    "thousand",
    "hundred",
    "m",
    "bn",
    "k",
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "noon",
    "pence",
    "p",
    "hour",
    "hours",
    "hrs",
    "minutes",
    "mins",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "miles",
    "km",
    "kg",
    "mg",
    "ml",
    "gb",
    "mb",
    "times",
    "points",
    "x",
    "out",
    "sessions",
    "posts",
];

/// Units that are units in any case.
const UNITS_IN_ANY_CASE: [&str; 8] = ["WTE", "FTE", "AM", "PM", "WTEs", "FTEs", "Million", "Billion"];

/// Words that a sentence has and a title seldom has.
const VERBS: [&str; 22] = [
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "shall", "must", "should", "would", "can",
    "could", "may", "does", "do", "did", "includes", "include",
];

/// Words written small inside a title.
const SMALL_WORDS: [&str; 19] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with", "within",
    "via", "our",
];

/// Last words of a line after which a number goes on with the sentence.
const OPEN_ENDS: [&str; 56] = [
    "a",
    "about",
    "an",
    "and",
    "approximately",
    "are",
    "around",
    "at",
    "average",
    "be",
    "between",
    "by",
    "clause",
    "clauses",
    "for",
    "from",
    "have",
    "in",
    "is",
    "item",
    "least",
    "nearly",
    "of",
    "on",
    "or",
    "over",
    "page",
    "pages",
    "para",
    "paras",
    "paragraph",
    "paragraphs",
    "per",
    "plus",
    "roughly",
    "score",
    "scored",
    "section",
    "sections",
    "see",
    "some",
    "than",
    "the",
    "their",
    "to",
    "total",
    "under",
    "up",
    "was",
    "were",
    "with",
    "appendix",
    "x",
    "para.",
    "paras.",
    "approx.",
];

/// The first word, with the marks around it removed.
pub(super) fn first_word(text: &str) -> &str {
    let word = text.split_whitespace().next().unwrap_or("");
    word.trim_matches(|sign: char| matches!(sign, ',' | ';' | ':' | '(' | ')' | '*' | '_'))
}

/// A quantity's unit, a percentage or a time of day follows.
pub(super) fn starts_with_unit(text: &str) -> bool {
    let word = first_word(text);
    text.starts_with('%')
        || UNITS.contains(&word.trim_end_matches('.'))
        || UNITS.contains(&word)
        || UNITS_IN_ANY_CASE.contains(&word.trim_end_matches('.'))
}

/// A month follows: the number is the day of a date.
pub(super) fn starts_with_month(text: &str) -> bool {
    let word = first_word(text).trim_end_matches('.').to_lowercase();
    month_number(&word).is_some()
}

/// The first letter is small.
pub(super) fn starts_small(text: &str) -> bool {
    text.chars().find(|sign| sign.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// The first thing is a capital letter, behind marks such as a quotation mark.
pub(super) fn starts_capital(text: &str) -> bool {
    text.chars().find(|sign| sign.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Ends as a sentence, or a clause of one, ends.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches(['*', '_', ')', '"', '”', '’']);
    end.ends_with(['.', ';', ':', '?', '!']) || text.trim_end().ends_with("; and") || text.trim_end().ends_with("; or")
}

/// A whole sentence of some length.
pub(super) fn sentence(text: &str) -> bool {
    starts_capital(text) && text.trim_end().ends_with(['.', ':', ';']) && words(text).count() >= 4
}

/// Ends in the middle of a sentence, so that a number on the next line belongs to it.
pub(super) fn ends_open(text: &str) -> bool {
    let end = text.trim_end();
    let last = end.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = last.trim_start_matches(['(', '"', '“']);
    end.ends_with([',', '£', '(', '='])
        || OPEN_ENDS.contains(&word.to_lowercase().as_str()) && !(end.ends_with("; and") || end.ends_with("; or"))
}

/// The words with a letter in them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '\'' | '’')))
        .filter(|word| word.chars().any(char::is_alphabetic))
}

/// A short line without a verb and without the full stop of a sentence.
pub(super) fn title(text: &str) -> bool {
    let count = words(text).count();
    let end = text.trim_end().trim_end_matches(['*', '_']);
    let question = end.ends_with('?');
    (1..=16).contains(&count)
        && starts_capital(text)
        && !end.ends_with(['.', ';', ':', ',', '-', '!'])
        && (question || !words(text).any(|word| VERBS.contains(&word)))
}

/// A title whose words, but for the small ones, are all written with a capital.
pub(super) fn title_in_capitals(text: &str) -> bool {
    title(text)
        && words(text).count() <= 14
        && words(text).all(|word| {
            let initial = word.chars().find(|sign| sign.is_alphanumeric());
            initial.is_some_and(|sign| !sign.is_lowercase()) || SMALL_WORDS.contains(&word)
        })
}

/// A title that has no small letter.
pub(super) fn upper_case(text: &str) -> bool {
    title(text) && !text.chars().any(char::is_lowercase)
}

/// A line of a contents list: it ends in a page number behind dots or a wide gap.
pub(super) fn contents_line(text: &str) -> bool {
    let end = text.trim_end();
    let before = end.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let leader = before.trim_end();
    leader.ends_with("...")
        || leader.ends_with("…")
        || leader.ends_with(". . .")
        || (before.len() < end.len() && before.ends_with("  "))
}

/// The number and the sign behind it of a numbered list item or heading: "3. ", "3) ", "3 ".
pub(super) fn numbered(text: &str) -> Option<(u32, char)> {
    let trimmed = text.trim_start();
    let rest = trimmed.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let number = trimmed.strip_suffix(rest)?.parse().ok()?;
    let sign = rest.chars().next()?;
    let behind = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    let spaced = behind.is_empty() || behind.starts_with(char::is_whitespace);
    spaced.then_some((number, if sign.is_whitespace() { ' ' } else { sign }))
}

/// All of it is one emphasised run: `*...*`, `**...**`, `__...__`.
pub(super) fn emphasised(text: &str) -> bool {
    ["***", "**", "*", "__", "_"].iter().any(|sign| {
        text.strip_prefix(sign)
            .and_then(|inner| inner.strip_suffix(sign))
            .is_some_and(|inner| !inner.trim().is_empty() && !inner.contains(sign))
    })
}
