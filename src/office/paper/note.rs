//! What a person must know about a paper beside its text: nothing is left out silently.

use std::fmt;

use super::Place;

/// Something that was noticed at a place: a tracked change, a comment, what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where; none if it concerns the whole file.
    pub place: Option<Place>,
    /// What it is.
    pub about: About,
    /// The words concerned, at most [`EXCERPT`] characters of them; may be empty.
    pub words: String,
}

/// How many characters of the words concerned a note keeps.
pub const EXCERPT: usize = 200;

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A tracked insertion: the text is read as if accepted.
    Inserted,
    /// A tracked deletion: the text is read as if accepted, so these words are left out.
    Deleted,
    /// A tracked change of format or numbering.
    Reformatted,
    /// A comment; the words are the comment's.
    Comment,
    /// Hidden text, left out.
    Hidden,
    /// Text that is struck through, left out: somebody took it back without tracking the change.
    Struck,
    /// A control that still shows its prompt, which is no answer and is left out.
    Prompt,
    /// A picture; what it shows is not read.
    Picture,
    /// A chart, diagram, drawing or file that is embedded; it is not read.
    Embedded,
    /// A sign of a symbol font that is not known; it stands as "\u{fffd}" in the text.
    UnknownSign,
    /// A number that a field makes when Word shows the paper; the file does not hold it.
    FieldNumber,
    /// A field that is never closed: text behind it may be missing.
    OpenField,
    /// Macros, which were not run.
    Macros,
}

impl About {
    /// What was noticed, in words.
    pub fn words(self) -> &'static str {
        match self {
            About::Inserted => "a tracked insertion that nobody has accepted yet; it is read as part of the text",
            About::Deleted => "a tracked deletion that nobody has accepted yet; the words are left out",
            About::Reformatted => "a tracked change of format that nobody has accepted yet",
            About::Comment => "a comment",
            About::Hidden => "hidden text, which is left out",
            About::Struck => "text that is struck through, which is left out",
            About::Prompt => "a control that is not filled in: its prompt is no answer",
            About::Picture => "a picture, which is not read",
            About::Embedded => "a chart, diagram or embedded file, which is not read",
            About::UnknownSign => "a sign of a symbol font that is not known",
            About::FieldNumber => "a number that is a field, which the file does not hold",
            About::OpenField => "a field that is never closed: text behind it may be missing",
            About::Macros => "the file holds macros, which were not run",
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(formatter, "{place}: ")?;
        }
        formatter.write_str(self.about.words())?;
        if self.words.is_empty() { Ok(()) } else { write!(formatter, ": \"{}\"", self.words) }
    }
}

/// Adds to an excerpt what still fits.
pub(super) fn add_to_excerpt(excerpt: &mut String, text: &str) {
    // An excerpt never has more bytes than this, so that its characters need no count at each call.
    if excerpt.len() < EXCERPT {
        let room = EXCERPT - excerpt.chars().count();
        excerpt.extend(text.chars().take(room).map(|sign| if sign.is_control() { ' ' } else { sign }));
    }
}
