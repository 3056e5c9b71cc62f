//! References by which lists are numbered: "15.1", "A – 2", "1.10", "2b"; what they stand under, and
//! which of them a list leaves out.

#[cfg(test)]
mod tests;
pub mod version;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// One part of a reference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u32),
    /// In lower case.
    Letters(String),
}

/// A reference, read part by part: "A – 2" is `a`, `2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    printed: String,
    parts: Vec<Part>,
    /// Where the last part stands in the print.
    last: Range<usize>,
}

/// Whether a reference says by its own parts that it stands under another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// It begins as the other does.
    Yes,
    /// It begins otherwise.
    No,
    /// One of the two has no part that could tell.
    Unsaid,
}

/// References that begin alike and end in a number: 16.1, 16.2, 16.5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The numbers that are left out, as references: "16.3 and 16.4"; empty if there are none.
    pub missing: String,
    /// The position in the list of the reference after the first number that is left out.
    pub after_gap: Option<usize>,
}

/// Which of two versions is the later one, part by part: "1.9" before "1.10", "draft 2" before "final".
pub fn compare(left: &str, right: &str) -> Ordering {
    Reference::parse(left).parts.cmp(&Reference::parse(right).parts)
}

impl Reference {
    /// Reads a reference; every text is one, if only of letters.
    pub fn parse(printed: &str) -> Reference {
        let mut parts = Vec::new();
        let mut last = 0..0;
        for (text, place) in runs(printed) {
            parts.push(match text.parse() {
                Ok(number) => Part::Number(number),
                Err(_) => Part::Letters(text.to_lowercase()),
            });
            last = place;
        }
        Reference { printed: printed.trim().to_owned(), parts, last }
    }

    /// The last part as a number; a single letter after a number counts as its place in the
    /// alphabet, as in "2b".
    fn number(&self) -> Option<u32> {
        let (last, head) = self.parts.split_last()?;
        match (last, head.last()) {
            (Part::Number(number), _) => Some(*number),
            (Part::Letters(letters), Some(Part::Number(_))) => match letters.as_bytes() {
                [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
                _ => None,
            },
            _ => None,
        }
    }

    fn head(&self) -> &[Part] {
        self.parts.split_last().map_or(&[], |(_, head)| head)
    }

    /// Whether the reference stands under another: 15.1 under 15, A – 2 under A, 3.1 under
    /// "Recommendation 3" or the heading "3. Training".
    pub fn is_under(&self, owner: &Reference) -> Under {
        let first_number = owner.parts.iter().position(|part| matches!(part, Part::Number(_)));
        let from_number = owner.parts.get(first_number.unwrap_or(owner.parts.len())..).unwrap_or_default();
        let numbers = from_number.iter().take_while(|part| matches!(part, Part::Number(_))).count();
        let numbers = from_number.get(..numbers).unwrap_or_default();
        let names = [owner.parts.as_slice(), numbers];
        // A heading of words alone is no name that a reference could carry.
        let could_tell = first_number.is_some() || owner.parts.len() == 1;
        if self.head().is_empty() || !could_tell {
            Under::Unsaid
        } else if names.iter().any(|name| !name.is_empty() && self.head().starts_with(name)) {
            Under::Yes
        } else {
            Under::No
        }
    }

    /// The reference that differs in its last number only.
    fn with_number(&self, number: u32) -> String {
        let is_letter = matches!(self.parts.last(), Some(Part::Letters(_)));
        let letter = || u8::try_from(number).ok().and_then(|number| (b'a' - 1).checked_add(number)).map(char::from);
        let shown = if is_letter { letter().map(String::from) } else { None };
        let shown = shown.unwrap_or_else(|| number.to_string());
        let before = self.printed.get(..self.last.start).unwrap_or_default();
        let after = self.printed.get(self.last.end..).unwrap_or_default();
        format!("{before}{shown}{after}")
    }
}

/// The runs of digits and of letters of a text, each with the bytes where it stands.
fn runs(printed: &str) -> Vec<(&str, Range<usize>)> {
    let text = printed.trim();
    let kind = |character: char| match character {
        _ if character.is_ascii_digit() => 1,
        _ if character.is_alphanumeric() => 2,
        _ => 0,
    };
    let mut found: Vec<(u8, Range<usize>)> = Vec::new();
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match (kind(character), found.last_mut()) {
            (0, _) => {}
            (own, Some((last, place))) if own == *last && place.end == at => place.end = end,
            (own, _) => found.push((own, at..end)),
        }
    }
    found.into_iter().filter_map(|(_, place)| Some((text.get(place.clone())?, place))).collect()
}

/// The series of a list, in the order in which each begins. A series counts from 1 where its
/// references begin alike with something, and from its lowest number where they are numbers alone.
pub fn series(references: &[Reference]) -> Vec<Series> {
    let mut positions: BTreeMap<&[Part], usize> = BTreeMap::new();
    let mut numbered: Vec<BTreeMap<u32, usize>> = Vec::new();
    for (position, reference) in references.iter().enumerate() {
        let Some(number) = reference.number() else { continue };
        let own = *positions.entry(reference.head()).or_insert(numbered.len());
        match numbered.get_mut(own) {
            Some(numbers) => {
                numbers.entry(number).or_insert(position);
            }
            None => numbered.push(BTreeMap::from([(number, position)])),
        }
    }
    numbered.iter().map(|numbers| gaps(references, numbers)).collect()
}

fn gaps(references: &[Reference], numbers: &BTreeMap<u32, usize>) -> Series {
    let mut expected = None;
    let mut after_gap = None;
    let mut missing = Vec::new();
    for (number, position) in numbers {
        let Some(reference) = references.get(*position) else { continue };
        let first = expected.unwrap_or(if reference.head().is_empty() { *number } else { 1 });
        if first < *number {
            missing.extend(told(reference, first, number - 1));
            after_gap = after_gap.or(Some(*position));
        }
        expected = Some(number.saturating_add(1));
    }
    Series { missing: in_words(&missing), after_gap }
}

/// A run of numbers, as references: each by itself, or "16.3 to 16.7".
fn told(reference: &Reference, first: u32, last: u32) -> Vec<String> {
    match last - first {
        0 => vec![reference.with_number(first)],
        1 => vec![reference.with_number(first), reference.with_number(last)],
        _ => vec![format!("{} to {}", reference.with_number(first), reference.with_number(last))],
    }
}

/// References in words, runs of three or more drawn together: "15.1 to 15.6 and 15.9".
pub fn briefly(references: &[Reference]) -> String {
    let mut told_so_far: Vec<String> = Vec::new();
    let mut rest = references;
    while let Some((first, after)) = rest.split_first() {
        let follows = |offset: usize, next: &Reference| {
            let offset = u32::try_from(offset + 1).ok();
            let due = first.number().zip(offset).and_then(|(number, offset)| number.checked_add(offset));
            next.head() == first.head() && due.is_some() && next.number() == due
        };
        let run = after.iter().enumerate().take_while(|(offset, next)| follows(*offset, next)).count();
        match after.get(..run).and_then(<[Reference]>::last).filter(|_| run >= 2) {
            Some(last) => {
                told_so_far.push(format!("{} to {}", first.printed, last.printed));
                rest = after.get(run..).unwrap_or_default();
            }
            None => {
                told_so_far.push(first.printed.clone());
                rest = after;
            }
        }
    }
    in_words(&told_so_far)
}

fn in_words(items: &[String]) -> String {
    let mut words = String::new();
    for (position, item) in items.iter().enumerate() {
        let joint = match position {
            0 => "",
            _ if position + 1 == items.len() => " and ",
            _ => ", ",
        };
        // Writing to a string cannot fail.
        let _ = write!(words, "{joint}{item}");
    }
    words
}
