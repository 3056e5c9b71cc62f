//! References to places in a plan, as people write them in the evidence cell of a checklist.
//!
//! ["6.5, 6.6, Appendix 4 & 5"](read) is four references; "Please see tracker for detail" names a
//! document; "Committed to 30/11/15 for publication" is prose. [`resolve`] looks a reference up in
//! the [`Index`] of a plan's labels; [`overlap`] counts the words a question and a paragraph share, and
//! [`PlanWords`] holds what is cited against the rest of the plan.

use std::ops::Range;

use crate::label::Label;

mod acts;
#[cfg(test)]
mod attributed;
mod attribution;
mod fit;
#[cfg(test)]
mod forms;
mod grammar;
mod names;
mod numerals;
mod overlap;
mod place;
mod points;
#[cfg(test)]
mod properties;
mod resolve;
mod sections;
mod slips;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

pub use fit::{Fit, Likelihood, PlanWords};
pub use overlap::{Share, overlap};
pub use resolve::{Dangling, Index, Resolution, resolve};

/// What a reference points at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// "7.5.2", "paragraph 9", "section 7.5.2", "§ 4.2": the parts of the number.
    Paragraph(Vec<u32>),
    /// "Section 9".
    Section(u32),
    /// "Appendix 4", "Annex B".
    Appendix(crate::label::Mark),
    /// "paras 4.3-4.5", and also "Sections 3 to 5" and "Appendices 1-3": both ends belong to it.
    ParagraphRange {
        /// The first label, as written.
        from: Label,
        /// The last label, as written; "7.5.2-5" is read as 7.5.2 to 7.5.5.
        to: Label,
    },
    /// "p. 12", "page 12".
    Page(u32),
    /// "pp. 3-4": the first and the last page, as written.
    PageRange {
        /// The first page.
        from: u32,
        /// The last page.
        to: u32,
    },
    /// "9.3.l", "11,2": no number of a place, and likely a slip; the paragraph that may be meant.
    Slip(Label),
    /// A document named behind "see", "as per" or "refer to": "tracker", "JSNA"; as printed.
    Document(String),
}

impl ReferenceKind {
    /// Whether it names a place in the plan by its label: a paragraph, section, appendix or range.
    pub fn names_a_place(&self) -> bool {
        matches!(self, Self::Paragraph(_) | Self::Section(_) | Self::Appendix(_) | Self::ParagraphRange { .. })
    }

    /// The label of a single place; `None` for ranges, pages, documents and slips.
    pub fn label(&self) -> Option<Label> {
        match self {
            Self::Paragraph(parts) => Some(Label::Paragraph(parts.clone())),
            Self::Section(number) => Some(Label::Section(*number)),
            Self::Appendix(mark) => Some(Label::Appendix(*mark)),
            Self::ParagraphRange { .. }
            | Self::Page(_)
            | Self::PageRange { .. }
            | Self::Document(_)
            | Self::Slip(_) => None,
        }
    }
}

/// One reference and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What it points at.
    pub kind: ReferenceKind,
    /// Its bytes in the text, with its keyword: "section 7.5.2"; in "Appendix 4 & 5" the second
    /// reference is "5".
    pub span: Range<usize>,
    /// The bytes of its points: the "(a)" of "9.3.1(a)"; empty without. A point belongs to its
    /// paragraph, which is what the reference leads to.
    pub point: Range<usize>,
    /// The document that stands beside it, "4.2 in the South Cheshire plan"; it may be the plan itself.
    pub document: Option<Named>,
}

impl Reference {
    /// The Acts of which people name the section of this number alone, which may be meant where the text
    /// does not say otherwise: the Mental Health Act 1983 for "Section 12".
    pub fn acts(&self, text: &str) -> Vec<&'static str> {
        let chapter = text.get(self.span.clone()).is_some_and(|written| written.starts_with(['c', 'C']));
        match (&self.kind, &self.document) {
            (ReferenceKind::Section(number), None) if !chapter => acts::with_section(*number),
            _ => Vec::new(),
        }
    }

    /// Where the reference ends, with the document that is named behind it.
    fn end(&self) -> usize {
        let named = self.document.as_ref().filter(|named| named.standing == Standing::Of);
        named.map_or(0, |named| named.span.end).max(self.span.end)
    }
}

/// A document named beside a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The bytes of its name: "South Cheshire plan", "JSNA".
    pub span: Range<usize>,
    /// How it stands there.
    pub standing: Standing,
}

/// How the name of a document stands beside a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// "para 6.4 of the JSNA": what is named is a place of the document.
    Of,
    /// "JSNA, para 6.4": it may be.
    Beside,
    /// "6.4 (JSNA)", "6.4 (South Cheshire)": brackets may as well say what stands at the place.
    Remark,
}

/// An evidence cell taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// The references, in the order of the text.
    pub references: Vec<Reference>,
    /// What remains: the stretches between references that say something, without the commas,
    /// "and", "please see" and the like that only join references.
    pub prose: Vec<Range<usize>>,
}

impl Parsed {
    /// At least one reference names a place in the plan: a paragraph, section, appendix or range.
    pub fn names_a_place(&self) -> bool {
        self.references.iter().any(|reference| reference.kind.names_a_place())
    }

    /// Words, but no reference of any kind.
    pub fn is_prose_only(&self) -> bool {
        self.references.is_empty() && !self.prose.is_empty()
    }
}

/// Lists the references of an evidence text in the order in which they stand.
pub fn parse(text: &str) -> Vec<Reference> {
    grammar::references(text)
}

/// Takes an evidence text apart into references and prose.
pub fn read(text: &str) -> Parsed {
    let references = grammar::references(text);
    let starts = std::iter::once(0).chain(references.iter().map(Reference::end));
    let ends = references.iter().map(|reference| reference.span.start).chain([text.len()]);
    let prose = starts.zip(ends).filter_map(|(start, end)| prose(text, start..end)).collect();
    Parsed { references, prose }
}

/// The words of a gap between references, if they say something.
fn prose(text: &str, gap: Range<usize>) -> Option<Range<usize>> {
    let written = text.get(gap.clone())?;
    let says_something = written
        .split(|sign: char| !sign.is_alphanumeric())
        .any(|word| !word.is_empty() && !words::joins(&word.to_lowercase()));
    let mut inner = written.trim_start_matches(outside_prose);
    let start = gap.start + (written.len() - inner.len());
    // "... (governance), and" before the next reference: the "and" joins.
    for joint in [" and", " or"] {
        inner = inner.trim_end_matches(outside_prose);
        inner = inner.strip_suffix(joint).unwrap_or(inner);
    }
    inner = inner.trim_end_matches(outside_prose);
    says_something.then(|| start..start + inner.len())
}

fn outside_prose(sign: char) -> bool {
    sign.is_whitespace() || place::dash(Some(sign)) || matches!(sign, ',' | ';' | '&' | '/' | '.' | '+')
}
