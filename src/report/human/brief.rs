//! The short form of findings: what is to be known and no more, or the same at many places.

use std::collections::BTreeSet;

use super::{Detail, Place, Teller, ToldFinding, capitalised};
use crate::policy::Severity;

/// Up to so many places of which the same is said, each is shown with what stands there.
const MOST_SHOWN: usize = 1;

/// The longest list of subjects that a sentence begins with, in characters: two lines.
const LONGEST_START: usize = 150;

/// A requirement with more findings than this has them as a list, a line each, without excerpts.
const MOST_DRAWN: usize = 3;

impl Teller<'_> {
    /// Whether so many findings of one requirement are a list.
    pub(super) fn is_list(&self, findings: usize) -> bool {
        self.style.detail != Detail::Verbose && findings > MOST_DRAWN
    }

    /// One message as an item of a list, of one subject or many; the document is named where it is
    /// another one than before.
    pub(super) fn in_a_line(&mut self, same: &[&ToldFinding<'_>], document: &mut Option<String>) {
        let mut labels: Vec<&str> = same.iter().map(|told| told.label.as_str()).collect();
        labels.dedup();
        let places: Vec<&Place> = same.iter().filter_map(|told| told.places.first()).collect();
        let path = places.first().map(|place| place.path.clone());
        if path.is_some() && *document != path {
            self.page.line("");
            self.page.wrapped("  ", "    ", &format!("{}:", path.as_deref().unwrap_or_default()));
            *document = path;
        }
        let spots = if places.is_empty() { String::new() } else { format!(" ({})", spots(&places)) };
        let said = self.sentence(same, &without_repeats(&labels));
        let ids: Vec<&str> = same.iter().map(|told| told.finding.id.as_str()).collect();
        let said = match said.strip_suffix('.') {
            Some(said) => format!("{said}{spots}."),
            None => format!("{said}{spots}"),
        };
        self.page.wrapped("  * ", "    ", &format!("{said} [{}]", self.listed(&ids)));
        self.following(same);
    }

    /// What some findings say as a sentence, with the names of their subjects unless it has them.
    fn sentence(&self, group: &[&ToldFinding<'_>], subjects: &str) -> String {
        let message = group.first().map_or("", |told| &told.finding.message);
        let said = if message.contains(subjects) { message.to_owned() } else { format!("{subjects}: {message}") };
        let said = capitalised(said.trim_end_matches('.'));
        let stop = if said.ends_with(".\"") { "" } else { "." };
        format!("{said}{stop}")
    }

    /// What some findings say, as a paragraph of its own.
    pub(super) fn said(&mut self, group: &[&ToldFinding<'_>], subjects: &str) {
        let ids: Vec<&str> = group.iter().map(|told| told.finding.id.as_str()).collect();
        let said = format!("{} [{}]", self.sentence(group, subjects), self.listed(&ids));
        self.page.line("");
        self.page.wrapped("  * ", "    ", &said);
    }

    /// A list in words; a long one is cut unless everything is asked for.
    pub(super) fn listed(&self, items: &[&str]) -> String {
        const SHOWN: usize = 3;
        match items.get(..SHOWN) {
            Some(first) if items.len() > SHOWN + 1 && self.style.detail != Detail::Verbose => {
                format!("{} and {} more", first.join(", "), items.len() - SHOWN)
            }
            _ => items.join(", "),
        }
    }

    /// Whether findings of one message are told in short: notes, and the same at many places.
    pub(super) fn is_brief(&self, severity: Severity, places: usize) -> bool {
        self.style.detail != Detail::Verbose && (severity == Severity::Note || places > MOST_SHOWN)
    }

    /// One message of one subject or many in a document: every subject is named, and its line.
    pub(super) fn briefly(&mut self, same: &[&ToldFinding<'_>]) {
        let mut labels: Vec<&str> = same.iter().map(|told| told.label.as_str()).collect();
        labels.dedup();
        let subjects = without_repeats(&labels);
        // What is the matter must not stand behind a page of names.
        if subjects.chars().count() > LONGEST_START {
            self.said(same, &format!("at {} places", same.len()));
            self.page.wrapped("    - ", "      ", &subjects);
        } else {
            self.said(same, &subjects);
        }
        let places: Vec<&Place> = same.iter().filter_map(|told| told.places.first()).collect();
        if let Some(first) = places.first() {
            self.page.wrapped("    - ", "      ", &format!("{}, {}", first.path, spots(&places)));
        }
        self.following(same);
    }
}

/// Where places of one document are: "lines 12, 40", or in the words of an office file.
fn spots(places: &[&Place]) -> String {
    let lines: Option<BTreeSet<u32>> = places.iter().map(|place| place.spot.line_column().map(|at| at.line)).collect();
    match lines {
        Some(lines) => {
            let word = if lines.len() == 1 { "line" } else { "lines" };
            let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
            format!("{word} {}", lines.join(", "))
        }
        None => {
            let mut spots: Vec<String> = places.iter().map(|place| place.spot.to_string()).collect();
            spots.dedup();
            spots.join("; ")
        }
    }
}

/// Labels in a row; a first word that all have is written once: "actions 2.1, 2.5 and 2.6".
fn without_repeats(labels: &[&str]) -> String {
    let word = labels.first().and_then(|first| first.split_once(' ')).map_or("", |(word, _)| word);
    let names: Option<Vec<&str>> =
        labels.iter().map(|label| label.strip_prefix(word)?.strip_prefix(' ').filter(|name| is_name(name))).collect();
    match names {
        Some(names) if names.len() > 1 => format!("{} {}", plural(word), in_a_row(&names)),
        _ => in_a_row(labels),
    }
}

/// Whether the rest of a label is a name: with a figure in its first word, in quotation marks, or with a capital.
fn is_name(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    word.contains(|letter: char| letter.is_ascii_digit())
        || text.starts_with(|first: char| first == '"' || first.is_uppercase())
}

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if word.ends_with('s') => word.to_owned(),
        None => format!("{word}s"),
    }
}

fn in_a_row(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_all_labels_have_is_written_once() {
        assert_eq!(without_repeats(&["action 2.1", "action 2.5", "action A – 2"]), "actions 2.1, 2.5 and A – 2");
        assert_eq!(without_repeats(&["question a-1", "question b-2"]), "questions a-1 and b-2");
        assert_eq!(without_repeats(&["priority 1", "priority 2"]), "priorities 1 and 2");
        assert_eq!(without_repeats(&["action 2.1", "item 5"]), "action 2.1 and item 5");
        assert_eq!(without_repeats(&["action 2.1"]), "action 2.1");
        assert_eq!(without_repeats(&["meeting", "meeting"]), "meeting and meeting");
        // What stands behind the first word is no name of its own here.
        let bodies = ["responsible body \"A\"", "responsible body \"B\""];
        assert_eq!(without_repeats(&bodies), "responsible body \"A\" and responsible body \"B\"");
        assert_eq!(without_repeats(&[]), "");
    }
}
