//! Paragraphs named within a section: "Section 4, para 3", "paras 3 and 4 of section 9".

use super::ReferenceKind;
use super::grammar::{Listing, Reader};
use super::place::{Place, dash, keyword, place, sign, word};
use super::words::Keyword;
use crate::label::Label;

impl Reader<'_, '_> {
    /// "Section 4, para 3" and "Section 4 (paragraph 4.3)" are one place: the number of the section, and
    /// the token of the paragraph's. In "Section 4, para 5.1" the two are apart.
    pub(super) fn section_of_paragraph(&self, here: &Place, at: usize, listing: &Listing) -> Option<(Vec<u32>, usize)> {
        let section = match here {
            Place::Label(Label::Section(number)) => vec![*number],
            Place::Label(Label::Paragraph(parts)) if listing.under == Some(Keyword::Section) => parts.clone(),
            _ => return None,
        };
        let joint = sign(self.tokens, at + 1);
        let joined = matches!(joint, Some(',' | '(' | ':')) || dash(joint);
        let (below, next) = keyword(self.tokens, at + 1 + usize::from(joined))?;
        let Place::Label(Label::Paragraph(parts)) = place(self.tokens, next, Some(below))? else { return None };
        let inside = parts.len() == 1 || (parts.len() > section.len() && parts.starts_with(&section));
        (below == Keyword::Paragraph && inside).then_some((section, next))
    }

    /// "paras 3 and 4 of section 9": the section behind a list of paragraphs completes their numbers.
    pub(super) fn of_section(&mut self, known: usize, end: usize) -> usize {
        let of = word(self.tokens, end).is_some_and(|word| matches!(word, "of" | "in"));
        let place_at = keyword(self.tokens, end + 1).filter(|(found, _)| of && *found == Keyword::Section);
        let Some((_, at)) = place_at.filter(|(_, at)| !self.is_of_an_act(end + 1, *at)) else { return end };
        let section = match place(self.tokens, at, Some(Keyword::Section)) {
            Some(Place::Label(Label::Section(number))) => vec![number],
            Some(Place::Label(Label::Paragraph(parts))) => parts,
            _ => return end,
        };
        let listed = self.found.get(known..).unwrap_or_default();
        let completed: Option<Vec<ReferenceKind>> = listed.iter().map(|one| completed(&one.kind, &section)).collect();
        let Some(completed) = completed else { return end };
        for (reference, kind) in self.found.iter_mut().skip(known).zip(completed) {
            reference.kind = kind;
        }
        if let (Some(last), Some(token)) = (self.found.last_mut(), self.tokens.get(at)) {
            last.span.end = token.span.end;
        }
        at + 1
    }
}

/// A paragraph with the number of its section: 3 "of section 4" is 4.3, and so is 4.3.
fn completed(kind: &ReferenceKind, section: &[u32]) -> Option<ReferenceKind> {
    let complete = |parts: &[u32]| match parts {
        [_] => Some(section.iter().chain(parts).copied().collect::<Vec<u32>>()),
        _ => (parts.len() > section.len() && parts.starts_with(section)).then(|| parts.to_vec()),
    };
    match kind {
        ReferenceKind::Paragraph(parts) => complete(parts).map(ReferenceKind::Paragraph),
        ReferenceKind::ParagraphRange { from: Label::Paragraph(from), to: Label::Paragraph(to) } => {
            let (from, to) = (Label::Paragraph(complete(from)?), Label::Paragraph(complete(to)?));
            Some(ReferenceKind::ParagraphRange { from, to })
        }
        _ => None,
    }
}
