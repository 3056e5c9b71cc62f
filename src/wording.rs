//! Texts compared as people compare them: word by word, whatever the letter case, the spacing and
//! the marks between.

pub mod likeness;
mod replaced;

use std::ops::Range;

pub use replaced::{Replacement, pairs_compared, replacements};

/// The words of a text in lower case, with one space between: "A – 2" and "a-2" are both "a 2".
///
/// Apostrophes belong to their word and are dropped; "&" is the word "and".
pub fn plain(text: &str) -> String {
    words(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ")
}

/// A text as two answers are compared: in lower case, one space between words, one kind of dash
/// without spaces around it, straight quotation marks. "No – In  Progress" is "no-in progress".
///
/// Every other mark counts: "<5" and "-5" are not "5".
pub fn evened(text: &str) -> String {
    let mut evened = String::with_capacity(text.len());
    for character in text.chars() {
        let sign = match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            other if other.is_whitespace() => ' ',
            other => other,
        };
        // A space is dropped before and after a dash and beside another space, a dash beside a dash.
        if sign == '-' {
            evened.truncate(evened.trim_end_matches([' ', '-']).len());
        }
        if sign != ' ' || !evened.is_empty() && !evened.ends_with([' ', '-']) {
            evened.extend(sign.to_lowercase());
        }
    }
    evened.truncate(evened.trim_end_matches(' ').len());
    evened
}

/// Whether a text holds the words of a phrase, one after the other. No text holds an empty phrase.
pub fn mentions(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (plain(text), plain(phrase));
    !phrase.is_empty() && format!(" {text} ").contains(&format!(" {phrase} "))
}

/// What follows the words of a phrase with which a text begins; none if it begins otherwise.
pub fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let (own, opening) = (words(text), words(phrase));
    let begins = !opening.is_empty()
        && own.len() >= opening.len()
        && own.iter().zip(&opening).all(|((word, _), (wanted, _))| word == wanted);
    let end = own.get(opening.len().checked_sub(1)?)?.1.end;
    begins.then(|| text.get(end..)).flatten()
}

/// Where two texts differ: the stretch of each between the words that both begin with and those that
/// both end with, as written; none if they say the same, whatever case, spacing and marks.
pub fn difference<'t>(one: &'t str, other: &'t str) -> Option<(&'t str, &'t str)> {
    let (left, right) = (words(one), words(other));
    let start = left.iter().zip(&right).take_while(|(one, other)| one.0 == other.0).count();
    if start == left.len() && start == right.len() {
        return None;
    }
    let room = left.len().min(right.len()) - start;
    let ends = left.iter().rev().zip(right.iter().rev());
    let end = ends.take_while(|(one, other)| one.0 == other.0).count().min(room);
    Some((between(one, &left, start, end), between(other, &right, start, end)))
}

/// What stands between so many words at the start of a text and so many at its end.
fn between<'t>(text: &'t str, words: &[(String, Range<usize>)], start: usize, end: usize) -> &'t str {
    let last = words.len() - end;
    let bytes = words.get(start..last).and_then(|inner| Some(inner.first()?.1.start..inner.last()?.1.end));
    bytes.and_then(|bytes| text.get(bytes)).unwrap_or("")
}

/// Each word in lower case, with the bytes where it stands.
pub fn words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut is_open = false;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if character == '&' {
            found.push(("and".to_owned(), at..end));
            is_open = false;
        } else if character.is_alphanumeric() {
            match found.last_mut().filter(|_| is_open) {
                Some((word, place)) => {
                    word.extend(character.to_lowercase());
                    place.end = end;
                }
                None => found.push((character.to_lowercase().collect(), at..end)),
            }
            is_open = true;
        } else if !matches!(character, '\'' | '\u{2018}' | '\u{2019}') {
            is_open = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_spacing_and_marks_do_not_count() {
        assert_eq!(plain("A – 2"), "a 2");
        assert_eq!(plain(" a-2. "), "a 2");
        assert_eq!(plain("Children’s  Services & Schools"), "childrens services and schools");
        assert_eq!(plain("children's services and schools"), "childrens services and schools");
        assert_ne!(plain("1.10"), plain("1.1"));
        assert_eq!(plain("– …"), "");
    }

    #[test]
    fn answers_are_the_same_whatever_case_spacing_and_kind_of_dash() {
        for written in [
            "No - In Progress",
            "no - in progress",
            "No \u{2013} In Progress",
            "No\u{2014}In\u{a0}Progress ",
            " no --  in progress",
        ] {
            assert_eq!(evened(written), "no-in progress", "{written}");
        }
        assert_eq!(evened("Board\u{2019}s \u{201c}plan\u{201d}"), "board's \"plan\"");
        assert_eq!(evened("\u{2212} 5"), "-5");
        for other in ["5", "<5", "-5", "5?", "", "In progress", "no in progress"] {
            assert_eq!(evened(other), other.to_lowercase());
        }
    }

    #[test]
    fn a_phrase_is_held_in_whole_words() {
        assert!(mentions("Survey of Families, April 2016", "survey of families"));
        assert!(!mentions("Surveys of Families", "Survey of Families"));
        assert!(!mentions("Survey", "Survey of Families"));
        assert!(!mentions("Survey", ""));
        assert!(!mentions("", "–"));
    }

    #[test]
    fn what_differs_is_told_without_what_is_the_same() {
        assert_eq!(difference("have been costed", "Have been  costed."), None);
        assert_eq!(difference("work within sectors", "work between all sectors"), Some(("within", "between all")));
        assert_eq!(difference("plans are costed", "plans are fully costed"), Some(("", "fully")));
        assert_eq!(difference("a b", "a b a b"), Some(("", "a b")));
        assert_eq!(difference("one", "two"), Some(("one", "two")));
        assert_eq!(difference("", "two"), Some(("", "two")));
    }

    #[test]
    fn what_follows_an_opening_stands_as_written() {
        assert_eq!(after("COMPLETED Aug 2016", "completed"), Some(" Aug 2016"));
        assert_eq!(after("Completed", "completed"), Some(""));
        assert_eq!(after("Not started – autumn", "Not Started"), Some(" – autumn"));
        assert_eq!(after("Completely new", "complete"), None);
        assert_eq!(after("In progress", "progress"), None);
        assert_eq!(after("In", "in progress"), None);
        assert_eq!(after("In progress", ""), None);
    }

    proptest! {
        #[test]
        fn a_text_holds_itself_and_opens_with_itself(text in "\\PC{0,30}") {
            let has_words = !plain(&text).is_empty();
            prop_assert_eq!(mentions(&text, &text), has_words);
            prop_assert_eq!(after(&text, &text).is_some(), has_words);
            prop_assert_eq!(plain(&plain(&text)), plain(&text));
            prop_assert_eq!(evened(&evened(&text)), evened(&text));
            prop_assert_eq!(difference(&text, &text), None);
        }
    }
}
