//! Who is named as the lead of an action: one post, several, a group, a person, or nobody.
//!
//! The reader goes by words that its caller gives. It cannot know every person's name: only what
//! looks like nothing else (a title before a name, an initial and a surname, an address) counts
//! as one, and what fits nowhere is unclear.

#[cfg(test)]
mod tests;

use crate::wording;

/// The words that the reader goes by, in any letter case.
#[derive(Debug, Clone, Copy)]
pub struct Words<'w> {
    /// Words that name a post, in the singular: Manager, Head, Nurse.
    pub posts: &'w [String],
    /// Words that a group's name ends with: Team, Board, Partnership.
    pub groups: &'w [String],
    /// What names nobody: TBC, all.
    pub nobody: &'w [String],
    /// Titles that stand before a person's name: Cllr, Mr.
    pub titles: &'w [String],
}

/// What a cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// One post, with or without its organisation or its remit.
    Post,
    /// Several posts, or one post in the plural.
    Posts,
    /// A group or several, and no post.
    Group,
    /// A post and a group, of which nobody can tell whether it belongs to the post's title.
    PostAndGroup,
    /// A person.
    Person,
    /// Nobody: a word such as TBC stands there.
    Nobody,
    /// Something else.
    Unclear,
}

impl Named {
    /// The word by which rules know it.
    pub fn word(self) -> &'static str {
        match self {
            Named::Post => "post",
            Named::Posts => "posts",
            Named::Group => "group",
            Named::PostAndGroup => "post and group",
            Named::Person => "person",
            Named::Nobody => "nobody",
            Named::Unclear => "unclear",
        }
    }
}

/// What a part of a cell names by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Post,
    Posts,
    Group,
    Person,
    Unclear,
}

/// Reads a cell.
///
/// The cell is split at "and", "&", commas, slashes and semicolons; a part with no word for a post
/// belongs to the post beside it ("Director of Prevention and Support"), as do an organisation or a
/// group after a comma ("Manager, Youth Support Team").
pub fn read(text: &str, words: Words<'_>) -> Named {
    let whole = wording::plain(text);
    if is_among(&whole, words.nobody) {
        return Named::Nobody;
    }
    let parts: Vec<(bool, Part)> =
        split(text).into_iter().map(|(after_comma, part)| (after_comma, part_of(part, words))).collect();
    let count = |wanted: Part| parts.iter().filter(|(_, part)| *part == wanted).count();
    match (count(Part::Post), count(Part::Posts), count(Part::Group)) {
        _ if count(Part::Person) > 0 => Named::Person,
        (0, 0, 0) => Named::Unclear,
        (0, 0, _) => Named::Group,
        (1, 0, _) if has_group_beside(&parts) => Named::PostAndGroup,
        (1, 0, _) => Named::Post,
        _ => Named::Posts,
    }
}

/// Whether a group stands beside the post, and not behind a comma as its organisation: "Manager,
/// Example Council and Example Trust" has none.
fn has_group_beside(parts: &[(bool, Part)]) -> bool {
    let mut is_organisation = false;
    parts.iter().any(|(after_comma, part)| {
        is_organisation = matches!(part, Part::Group | Part::Unclear) && (*after_comma || is_organisation);
        *part == Part::Group && !is_organisation
    })
}

/// The parts of a cell, each with whether a comma stands before it.
fn split(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut after_comma) = (0, false);
    let mut end_part = |start: usize, end: usize, after_comma: bool| {
        parts.extend(
            text.get(start..end).map(str::trim).filter(|part| !part.is_empty()).map(|part| (after_comma, part)),
        );
    };
    for (word, place) in wording::words(text) {
        // "&" and "and" are one word to the reader of words.
        if word == "and" {
            end_part(start, place.start, after_comma);
            (start, after_comma) = (place.end, false);
            continue;
        }
        let between = text.get(start..place.start).unwrap_or_default();
        if let Some(mark) = between.rfind([',', '/', ';', '\n', '+']) {
            let mark = start + mark;
            end_part(start, mark, after_comma);
            after_comma = text.get(mark..).is_some_and(|rest| rest.starts_with(','));
            start = mark + 1;
        }
    }
    end_part(start, text.len(), after_comma);
    parts
}

fn part_of(part: &str, words: Words<'_>) -> Part {
    let own = words_of(part);
    let title = own.first().is_some_and(|first| is_among(first, words.titles));
    if part.contains('@') || (title && own.len() > 1) {
        return Part::Person;
    }
    // "Cared for Children Service Manager": what follows "for" may be the title itself.
    let last = own.last().map(std::slice::from_ref).unwrap_or_default();
    match kind_of(&head_of(part), words).or_else(|| kind_of(last, words)) {
        Some(kind) => kind,
        None if is_initial_and_surname(part) => Part::Person,
        None => Part::Unclear,
    }
}

/// What a title names: a group by its last word, or a post by the last word that is one.
fn kind_of(title: &[String], words: Words<'_>) -> Option<Part> {
    let is_group = |word: &str| is_among(word, words.groups);
    let last = title.last()?;
    if is_group(last) || singular(last).is_some_and(|single| is_group(&single)) {
        return Some(Part::Group);
    }
    title.iter().rev().find_map(|word| match singular(word) {
        _ if is_among(word, words.posts) => Some(Part::Post),
        Some(single) if is_among(&single, words.posts) => Some(Part::Posts),
        _ => None,
    })
}

/// The words before "of", "for" and the like: in them a title says what it is.
fn head_of(part: &str) -> Vec<String> {
    const TAILS: [&str; 7] = ["of", "for", "to", "in", "at", "with", "within"];
    let marks = [":", "(", " – ", " — ", " - "];
    let end = marks.iter().filter_map(|mark| part.find(mark)).min().unwrap_or(part.len());
    let mut head = words_of(part.get(..end).unwrap_or(part));
    if let Some(tail) = head.iter().skip(1).position(|word| TAILS.contains(&word.as_str())) {
        head.truncate(tail + 1);
    }
    head
}

fn words_of(part: &str) -> Vec<String> {
    wording::words(part).into_iter().map(|(word, _)| word).collect()
}

/// "A Smith", "A. Smith": an initial and one word with a capital.
fn is_initial_and_surname(part: &str) -> bool {
    let pieces: Vec<&str> = part.split_whitespace().collect();
    let [initial, surname] = pieces.as_slice() else { return false };
    let initial = initial.trim_end_matches('.');
    let is_initial = initial.chars().count() == 1 && initial.chars().all(char::is_uppercase);
    let mut letters = surname.chars();
    is_initial && letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn singular(word: &str) -> Option<String> {
    match word.strip_suffix("ies") {
        Some(stem) => Some(format!("{stem}y")),
        None => word.strip_suffix('s').map(str::to_owned),
    }
}

fn is_among(word: &str, words: &[String]) -> bool {
    words.iter().any(|known| wording::plain(known) == word)
}
