//! Reads lists of references out of the tokens of an evidence text.

use std::ops::Range;

use super::names;
use super::place::{Place, dash, keyword, like_time, place, sign, span_sign, unit, word};
use super::slips::Commas;
use super::tokens::{Kind, Token, tokens};
use super::words::{self, Keyword};
use super::{Reference, ReferenceKind};
use crate::label::{Label, Mark};

/// All references of a text in order.
pub(super) fn references(text: &str) -> Vec<Reference> {
    let tokens = tokens(text);
    let mut reader = Reader { text, tokens: &tokens, found: Vec::new() };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(at).max(at + 1);
    }
    if let (true, Some((first, last))) = (reader.found.is_empty(), names::whole(&tokens)) {
        reader.document(first, last);
    }
    reader.found
}

pub(super) struct Reader<'text, 'tokens> {
    pub text: &'text str,
    pub tokens: &'tokens [Token<'text>],
    pub found: Vec<Reference>,
}

/// A list being read: what its keyword says it lists, and the section whose paragraphs it lists.
pub(super) struct Listing {
    pub under: Option<Keyword>,
    pub section: Option<Vec<u32>>,
}

impl Reader<'_, '_> {
    /// Reads what opens at a token; returns the token to go on with.
    fn step(&mut self, at: usize) -> usize {
        if let Some((under, next)) = keyword(self.tokens, at) {
            if let Some((meant, last)) = self.slip(next, self.commas(at, under)) {
                return self.slipped(meant, at, last);
            }
            if place(self.tokens, next, Some(under)).is_some() {
                return self.list(at, next, Some(under));
            }
        } else if let Some((meant, last)) = self.slip(at, Commas::Any) {
            return self.slipped(meant, at, last);
        } else if place(self.tokens, at, None).is_some() {
            return if self.bare(at) { self.list(at, at, None) } else { self.behind_quantity(at) };
        } else if let Some(next) = names::behind_introduction(self.tokens, at) {
            return self.documents(next);
        }
        at + 1
    }

    pub(super) fn bytes(&self, first: usize, last: usize) -> Option<Range<usize>> {
        Some(self.tokens.get(first)?.span.start..self.tokens.get(last)?.span.end)
    }

    fn push(&mut self, kind: ReferenceKind, first: usize, last: usize) {
        if let Some(span) = self.bytes(first, last) {
            let point = span.end..span.end;
            self.found.push(Reference { kind, span, point, document: None });
        }
    }

    fn slipped(&mut self, meant: Vec<u32>, first: usize, last: usize) -> usize {
        self.push(ReferenceKind::Slip(Label::Paragraph(meant)), first, last);
        last + 1
    }

    /// What commas are behind a keyword: "Sections 3,4" are two.
    fn commas(&self, at: usize, keyword: Keyword) -> Commas {
        let plural = |word: &str| word.len() > 1 && word.ends_with(['s', 'S']);
        let several = word(self.tokens, at).is_some_and(plural) || sign(self.tokens, at + 1) == Some('§');
        let counts = matches!(keyword, Keyword::Paragraph | Keyword::Section);
        if several || !counts { Commas::List } else { Commas::BetweenWholeNumbers }
    }

    fn documents(&mut self, next: usize) -> usize {
        let mut behind = next;
        for (first, last) in names::names(self.tokens, next) {
            self.document(first, last);
            behind = last + 1;
        }
        behind
    }

    fn document(&mut self, first: usize, last: usize) {
        let printed = self.bytes(first, last).and_then(|span| self.text.get(span)).map(str::to_owned);
        if let Some(printed) = printed {
            self.push(ReferenceKind::Document(printed), first, last);
        }
    }

    /// Whether two neighbouring tokens touch.
    pub(super) fn touch(&self, left: usize) -> bool {
        let end = self.tokens.get(left).map(|token| token.span.end);
        let start = self.tokens.get(left + 1).map(|token| token.span.start);
        end.is_some() && end == start
    }

    /// Whether a line ends behind a token.
    pub(super) fn line_ends(&self, at: usize) -> bool {
        let gap = self.tokens.get(at).zip(self.tokens.get(at + 1));
        gap.and_then(|(left, right)| self.text.get(left.span.end..right.span.start))
            .is_some_and(|between| between.contains('\n'))
    }

    pub(super) fn parts(&self, at: usize) -> &[u32] {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Number(parts)) => parts,
            _ => &[],
        }
    }

    /// The word before a token, unless it belongs to a reference ("Annex V").
    pub(super) fn word_before(&self, at: usize) -> &str {
        let before = at.checked_sub(1).filter(|before| self.is_free(*before));
        before.and_then(|before| word(self.tokens, before)).unwrap_or("")
    }

    /// Whether a token belongs to none of the references read so far.
    pub(super) fn is_free(&self, at: usize) -> bool {
        let read = self.found.last().map_or(0, |reference| reference.span.end);
        self.tokens.get(at).is_some_and(|token| token.span.end > read)
    }

    /// A date such as "24.11.15". "7.5.12" is a paragraph; "by 7.5.15" is a date.
    fn date(&self, at: usize) -> bool {
        let [day, month, year] = self.parts(at) else {
            return false;
        };
        let possible = (1..=31).contains(day) && (1..=12).contains(month) && (13..=99).contains(year);
        possible && (*day >= 13 || (*day >= 10 && *month >= 10) || words::leads_to_date(self.word_before(at)))
    }

    /// Whether a number with dots and without a keyword is a reference.
    fn bare(&self, at: usize) -> bool {
        if unit(self.tokens, at + 1) || self.date(at) {
            return false;
        }
        // "ISO-9.1", "example.org/4.3".
        let glued = at >= 2
            && self.touch(at - 1)
            && self.touch(at - 2)
            && matches!(sign(self.tokens, at - 1), Some('-' | '\u{2010}' | '\u{2011}' | '/' | '_' | '.'))
            && word(self.tokens, at - 2).is_some();
        if glued || (at >= 1 && self.touch(at - 1) && word(self.tokens, at - 1).is_some()) {
            return false;
        }
        let before = self.word_before(at);
        if words::counts_others(before) {
            return false;
        }
        let [_, _] = self.parts(at) else { return true };
        let timed = before.eq_ignore_ascii_case("at") && like_time(self.parts(at));
        let changed =
            before.eq_ignore_ascii_case("from") && at >= 2 && words::tells_of_change(self.word_before(at - 1));
        !(timed || changed || words::leads_to_quantity(before) || self.ends_as_quantity(at))
    }

    /// "4.3 - 4.5%", "2.2 to 3.1 wte", "9.30 to 10.30": what follows shows the number is none.
    fn ends_as_quantity(&self, at: usize) -> bool {
        let Some((right, _)) = span_sign(self.tokens, self.points(at) + 1) else {
            return false;
        };
        match self.tokens.get(right).map(|token| &token.kind) {
            Some(Kind::Figure) => true,
            Some(Kind::Number(parts)) => {
                unit(self.tokens, right + 1)
                    || (like_time(self.parts(at)) && like_time(parts) && self.parts(at).first() != parts.first())
            }
            _ => false,
        }
    }

    /// The token behind a quantity, and behind the other end of its span.
    fn behind_quantity(&self, at: usize) -> usize {
        match span_sign(self.tokens, at + 1) {
            Some((right, _)) if place(self.tokens, right, None).is_some() => right + 1,
            _ => at + 1,
        }
    }

    /// Reads a list from its first place on; `first` is the token at which it opens (its keyword).
    fn list(&mut self, first: usize, start: usize, under: Option<Keyword>) -> usize {
        let known = self.found.len();
        let end = self.items(first, start, under);
        let end = if under == Some(Keyword::Paragraph) { self.of_section(known, end) } else { end };
        self.attribute(known, first, end, under)
    }

    fn items(&mut self, first: usize, start: usize, under: Option<Keyword>) -> usize {
        let (known, mut opening, mut at) = (self.found.len(), first, start);
        let mut listing = Listing { under, section: None };
        loop {
            let Some(mut here) = self.place(at, &listing) else {
                return at;
            };
            // "Appendix 4.2" is a part of appendix 4; in "Appendix 4, 6.5" the second is a paragraph.
            if let (Some(Keyword::Appendix), true, [number, _, ..]) = (under, at == start, self.parts(at)) {
                here = Place::Label(Label::Appendix(Mark::Number(*number)));
            }
            if matches!(here, Place::Label(Label::Section(_))) && self.is_of_an_act(first, at) {
                // "Sections 135 and 136 suites" are all of the Act.
                self.found.truncate(known);
                return at + 1;
            }
            if let Some((section, next)) = self.section_of_paragraph(&here, at, &listing) {
                listing = Listing { under: Some(Keyword::Paragraph), section: Some(section) };
                at = next;
                continue;
            }
            let points = self.points(at);
            let last = match self.range(&here, at, &listing) {
                Some((to, last)) => {
                    self.push_range(here, to, opening, at, last);
                    last
                }
                None => {
                    self.push(kind(here), opening, points);
                    if let (Some(point), Some(reference)) = (self.point_bytes(at), self.found.last_mut()) {
                        reference.point = point;
                    }
                    points
                }
            };
            match self.listed(last, listing.under) {
                Some(next) => (opening, at) = (next, next),
                None => return last + 1,
            }
        }
    }

    /// The place that a token names in a list.
    fn place(&self, at: usize, listing: &Listing) -> Option<Place> {
        match (place(self.tokens, at, listing.under)?, &listing.section) {
            (Place::Label(Label::Paragraph(parts)), Some(section)) if parts.len() == 1 => {
                Some(Place::Label(Label::Paragraph(section.iter().copied().chain(parts).collect())))
            }
            (place, _) => Some(place),
        }
    }

    fn push_range(&mut self, from: Place, to: Place, opening: usize, at: usize, last: usize) {
        match (from, to) {
            (Place::Label(from), Place::Label(to)) => {
                self.push(ReferenceKind::ParagraphRange { from, to }, opening, last);
            }
            (Place::Page(from), Place::Page(to)) => self.push(ReferenceKind::PageRange { from, to }, opening, last),
            (from, to) => {
                self.push(kind(from), opening, at);
                self.push(kind(to), last, last);
            }
        }
    }

    /// The other end of a range that opens with a place, and its last token.
    fn range(&self, from: &Place, at: usize, listing: &Listing) -> Option<(Place, usize)> {
        let points = self.points(at);
        let (mut right, dashed) = span_sign(self.tokens, points + 1)?;
        let mut under = listing.under;
        // "section 4.3 to section 4.5"
        if let Some((again, next)) = keyword(self.tokens, right) {
            if under.is_some_and(|under| under != again) {
                return None;
            }
            (under, right) = (Some(again), next);
        }
        // "7.5.2-5": the last part of 7.5.5; only without spaces, else it is a dash in a sentence.
        if let (Place::Label(Label::Paragraph(parts)), [number]) = (from, self.parts(right)) {
            let (end, above) = parts.split_last()?;
            let short = dashed && !above.is_empty() && self.touch(points) && self.touch(points + 1) && number > end;
            if short && !unit(self.tokens, right + 1) {
                let parts = above.iter().copied().chain([*number]).collect();
                return Some((Place::Label(Label::Paragraph(parts)), self.points(right)));
            }
        }
        let to = self.place(right, &Listing { under, section: listing.section.clone() })?;
        if unit(self.tokens, right + 1) || self.date(right) {
            return None;
        }
        let ends = match (from, &to) {
            (Place::Page(_), Place::Page(_)) => true,
            (Place::Label(Label::Appendix(_)), Place::Label(Label::Appendix(_))) => true,
            (Place::Label(Label::Appendix(_)), _) | (_, Place::Label(Label::Appendix(_))) => false,
            (Place::Label(_), Place::Label(_)) => true,
            _ => false,
        };
        ends.then(|| (to, self.points(right)))
    }

    /// The next item of the list behind a token, if the list goes on.
    fn listed(&self, last: usize, under: Option<Keyword>) -> Option<usize> {
        let separates = |at: usize| match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Sign(sign)) => matches!(sign, ',' | ';' | '&' | '/' | '+'),
            Some(Kind::Word(word)) => word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or"),
            _ => false,
        };
        let next = (last + 1..).find(|at| !separates(*at)).filter(|next| *next > last + 1)?;
        let commas = if under.is_none() { Commas::Any } else { Commas::List };
        if keyword(self.tokens, next).is_some() || self.slip(next, commas).is_some() {
            return None;
        }
        match self.parts(next) {
            // Without a keyword whole numbers are none: "4.3, 12 months".
            [] | [_] => {
                place(self.tokens, next, under)?;
                self.closes(self.points(next)).then_some(next)
            }
            _ => (!unit(self.tokens, next + 1) && !self.date(next) && !self.ends_as_quantity(next)).then_some(next),
        }
    }

    /// Whether a list may end, or go on, behind a token.
    pub(super) fn closes(&self, at: usize) -> bool {
        if self.line_ends(at) {
            return true;
        }
        match self.tokens.get(at + 1).map(|token| &token.kind) {
            None => true,
            Some(Kind::Sign(sign)) => {
                matches!(sign, ',' | ';' | '&' | ')' | ']' | '.' | ':' | '/' | '+') || dash(Some(*sign))
            }
            Some(Kind::Word(word)) => words::may_follow_listed_number(word),
            Some(Kind::Number(_) | Kind::Slip(_) | Kind::Figure) => false,
        }
    }
}

fn kind(place: Place) -> ReferenceKind {
    match place {
        Place::Page(number) => ReferenceKind::Page(number),
        Place::Label(Label::Paragraph(parts)) => ReferenceKind::Paragraph(parts),
        Place::Label(Label::Section(number)) => ReferenceKind::Section(number),
        Place::Label(Label::Appendix(mark)) => ReferenceKind::Appendix(mark),
    }
}
