//! Abbreviations that a page uses, explained at its end; those that only the papers use and nobody
//! here knows stay as the papers have them.

use std::collections::BTreeSet;

use maud::{Markup, html};

/// One a line, with a colon after it, in the order of the alphabet.
const KNOWN: &str = include_str!("abbreviations.txt");

/// The abbreviations that a page uses, of those that are known, with what they stand for.
fn used(page: &str) -> Vec<(&'static str, &'static str)> {
    let words: BTreeSet<&str> = page
        .split(|letter: char| !letter.is_alphanumeric())
        .map(|word| word.strip_suffix('s').unwrap_or(word))
        .filter(|word| word.len() > 1 && word.chars().all(char::is_uppercase))
        .collect();
    let known = KNOWN.lines().filter_map(|line| line.split_once(": "));
    known.filter(|(short, _)| words.contains(short)).collect()
}

/// The list of abbreviations of a page; nothing where it uses none.
pub(super) fn list(page: &str) -> Markup {
    let used = used(page);
    html! {
        @if !used.is_empty() {
            section aria-labelledby="abbreviations" {
                h2 id="abbreviations" { "Abbreviations" }
                dl.abbreviations {
                    @for (short, long) in used { div { dt { (short) } dd { (long) } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_are_used_are_explained_once_each() {
        let used = used("<p>The JSNA of the CCGs, the JSNA again; a rag and JSNAX</p>");
        let short: Vec<&str> = used.iter().map(|(short, _)| *short).collect();
        assert_eq!(short, ["CCG", "JSNA"]);
    }

    #[test]
    fn every_line_explains_one_and_they_stand_in_order() {
        let short: Vec<&str> = KNOWN.lines().map(|line| line.split_once(": ").unwrap().0).collect();
        assert!(short.is_sorted());
        assert!(short.iter().all(|short| short.chars().all(char::is_uppercase)));
    }

    /// What the rules and the policies themselves abbreviate is known; measures of time and law reports aside.
    #[test]
    fn the_pages_of_the_rules_use_none_that_is_not_explained() {
        for file in crate::rule::RuleFile::shipped() {
            let page = file.text.lines().filter_map(|line| line.strip_prefix("//!")).collect::<Vec<_>>().join(" ");
            let words = page.split(|letter: char| !letter.is_alphanumeric());
            for word in words.map(|word| word.strip_suffix('s').unwrap_or(word)) {
                let is_short = word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase());
                let is_known = KNOWN.lines().any(|line| line.split_once(": ").is_some_and(|(short, _)| short == word));
                assert!(!is_short || is_known, "{}: {word}", file.id);
            }
        }
    }
}
