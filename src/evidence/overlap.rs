//! How many words of a question come back in a paragraph.

use std::collections::BTreeSet;

/// A share as whole numbers: `hits` of `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Content words of the question that occur in the paragraph.
    pub hits: usize,
    /// Content words of the question.
    pub total: usize,
}

/// Words too common to tell anything about what a text treats.
const STOP_WORDS: [&str; 100] = [
    "a",
    "about",
    "above",
    "after",
    "against",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "during",
    "each",
    "for",
    "from",
    "had",
    "has",
    "have",
    "having",
    "how",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "may",
    "might",
    "more",
    "most",
    "much",
    "must",
    "no",
    "not",
    "of",
    "on",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "please",
    "shall",
    "she",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "towards",
    "under",
    "up",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "will",
    "with",
    "within",
    "without",
    "would",
    "you",
    "your",
];

/// Counts the distinct content words of a question that occur in a paragraph.
///
/// A plain lexical measure: it tells that two texts use the same words, not that one answers the
/// other. Words are runs of letters and digits with a letter among them, in small letters, without
/// a possessive "'s"; stop words and single letters are dropped; plurals lose their ending
/// ("policies" to "policy", "plans" to "plan", "boxes" to "box"), and what then ends as a form of
/// one stem does too ("commissioners", "commissioning" and "commissioned" to "commission"). A
/// question without content words gives 0 of 0. The result depends on nothing but the two texts.
pub fn overlap(question: &str, paragraph: &str) -> Share {
    let asked = content_words(question);
    let answered = content_words(paragraph);
    Share { hits: asked.intersection(&answered).count(), total: asked.len() }
}

pub(super) fn content_words(text: &str) -> BTreeSet<String> {
    text.split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '\'' | '’')))
        .map(|written| {
            let lower = written.trim_matches(['\'', '’']).to_lowercase().replace('’', "'");
            lower.strip_suffix("'s").map_or(lower.clone(), str::to_owned)
        })
        .filter(|word| word.chars().any(char::is_alphabetic) && word.chars().nth(1).is_some())
        .filter(|word| STOP_WORDS.binary_search(&word.as_str()).is_err())
        .map(|word| stem(&singular(&word)))
        .collect()
}

/// Strips a plural ending by its spelling; words such as "process" and "analysis" stay.
fn singular(word: &str) -> String {
    if word.chars().count() <= 3 {
        return word.to_owned();
    }
    if word == "children" {
        return "child".to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    if ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Strips one ending that forms of a word differ by, where at least four letters remain, and the
/// doubled consonant or silent "e" before it: "planned", "planning" and "plan" are one.
fn stem(word: &str) -> String {
    let bare = ["ation", "ment", "ing", "ed", "er"].iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= 4).then_some(stem)
    });
    let stem = bare.map_or(word, |stem| undoubled(stem));
    let silent = stem.strip_suffix('e').filter(|short| short.chars().count() >= 4);
    silent.unwrap_or(stem).to_owned()
}

/// "plann" is "plan"; "assess" and "fulfill" keep their last letter.
fn undoubled(stem: &str) -> &str {
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && !"aeiouls".contains(last) => {
            stem.strip_suffix(last).unwrap_or(stem)
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    //! The measure on small texts.

    use super::{STOP_WORDS, Share, overlap};

    #[test]
    fn stop_words_are_sorted_for_the_search() {
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn plurals_and_case_do_not_matter() {
        let share =
            overlap("Are the Policies and boxes of each board's audit listed?", "A policy, a box; boards audited");
        // policy, box, board, audit (also as "audited") of policy, box, board, audit, listed.
        assert_eq!(share, Share { hits: 4, total: 5 });
    }

    #[test]
    fn forms_of_one_word_are_one() {
        let share = overlap("commissioners plan with children", "Planning, commissioned for a child");
        assert_eq!(share, Share { hits: 3, total: 3 });
        // What is left of a short word would be no word: "need" and "needed" meet, "red" stays.
        assert_eq!(overlap("red needs", "needed"), Share { hits: 1, total: 2 });
        assert_eq!(overlap("assessment", "assessed"), Share { hits: 1, total: 1 });
    }

    #[test]
    fn a_question_of_stop_words_has_no_share() {
        assert_eq!(overlap("Is it so?", "It is."), Share { hits: 0, total: 0 });
        assert_eq!(overlap("", ""), Share::default());
    }

    #[test]
    fn a_text_holds_all_its_own_words() {
        let text = "The process of analysis: risks, matrices and the children's views in 2015.";
        let share = overlap(text, text);
        assert_eq!(share.hits, share.total);
        assert!(share.total >= 5);
    }
}
