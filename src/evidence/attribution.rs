//! The document beside a reference: "4.2 in the South Cheshire plan", "para 6.4 of the JSNA", "JSNA
//! section 6"; and the Act beside a section, which is then no reference at all.

use std::ops::Range;

use super::acts;
use super::grammar::Reader;
use super::names;
use super::place::{dash, sign, word};
use super::tokens::Kind;
use super::words::{self, Keyword};
use super::{Named, ReferenceKind, Standing};
use crate::month::month_number;

/// A name in brackets and a date between a name and a number, take at most this many tokens.
const LONGEST: usize = 6;

impl Reader<'_, '_> {
    /// Notes the document that a list of references is of: `known` references stood before it, it opens
    /// with the token `first`. Returns the token to go on with.
    pub(super) fn attribute(&mut self, known: usize, first: usize, end: usize, under: Option<Keyword>) -> usize {
        let (named, next) = match self.name_behind(end) {
            Some((span, next)) => (Some(Named { span, standing: Standing::Of }), next),
            None => {
                let before = || self.name_before(first, known).map(|span| Named { span, standing: Standing::Beside });
                (self.name_in_brackets(end).or_else(before), end)
            }
        };
        let Some(named) = named else { return next };
        // "9.3.1 on page 22 of the plan" is one place.
        let on_page = under == Some(Keyword::Page)
            && first >= 2
            && word(self.tokens, first - 1) == Some("on")
            && self.ends_before(known) == self.tokens.get(first - 2).map(|token| token.span.end);
        let start = if on_page { known.saturating_sub(1) } else { known };
        let last = self.found.len().saturating_sub(1);
        for (at, reference) in self.found.iter_mut().enumerate().skip(start) {
            // Of the others in "4.2, 4.3 of the JSNA" only the last is certain.
            let shared = named.standing == Standing::Of && at != last && !on_page;
            let standing = if shared { Standing::Beside } else { named.standing };
            reference.document = Some(Named { standing, ..named.clone() });
        }
        next
    }

    /// "of the JSNA", "in the South Cheshire plan" behind a list: the bytes of the name, and the token
    /// behind it.
    fn name_behind(&self, end: usize) -> Option<(Range<usize>, usize)> {
        let joined = word(self.tokens, end).is_some_and(|word| matches!(word, "of" | "in" | "from" | "within"));
        let (first, last) = names::of_document(self.tokens, end + 1).filter(|_| joined)?;
        Some((self.bytes(first, last)?, last + 1))
    }

    /// "(JSNA)", "(South Cheshire)" behind a list, where nothing else stands in the brackets.
    fn name_in_brackets(&self, open: usize) -> Option<Named> {
        let capital = |at: usize| word(self.tokens, at).is_some_and(|word| word.starts_with(char::is_uppercase));
        let close = (open + 2..open + 2 + LONGEST).find(|at| sign(self.tokens, *at) == Some(')'))?;
        if sign(self.tokens, open) != Some('(') {
            return None;
        }
        let named = names::of_document(self.tokens, open + 1).filter(|(_, last)| last + 1 == close);
        let (first, last) = named.or_else(|| (open + 1..close).all(capital).then_some((open + 1, close - 1)))?;
        Some(Named { span: self.bytes(first, last)?, standing: Standing::Remark })
    }

    /// "JSNA section 6", "See South Cheshire plan, 4.2", "Cabinet report of 12 March 2015 (para 6)".
    fn name_before(&self, first: usize, known: usize) -> Option<Range<usize>> {
        let mut last = self.name_end(first)?;
        let dated = |at: usize| match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Number(parts)) => parts.len() == 1,
            Some(Kind::Figure) => true,
            Some(Kind::Word(word)) => matches!(*word, "of" | "dated") || month_number(&word.to_lowercase()).is_some(),
            _ => false,
        };
        for _ in 0..LONGEST {
            if dated(last) {
                last = last.checked_sub(1)?;
            }
        }
        let read = self.ends_before(known);
        if read == self.tokens.get(last).map(|token| token.span.end) {
            let before = self.found.get(known.checked_sub(1)?)?;
            return matches!(before.kind, ReferenceKind::Document(_)).then(|| before.span.clone());
        }
        let start = names::back_from(self.tokens, last)?;
        self.bytes(start, last).filter(|name| read.is_none_or(|read| name.start >= read))
    }

    /// Where the references end that stood before a list.
    fn ends_before(&self, known: usize) -> Option<usize> {
        self.found.get(known.checked_sub(1)?).map(|before| before.span.end)
    }

    /// The token before a list, over one comma, colon, dash or opening bracket.
    fn name_end(&self, first: usize) -> Option<usize> {
        let before = first.checked_sub(1)?;
        let joint = sign(self.tokens, before);
        if matches!(joint, Some(',' | ':' | '(')) || dash(joint) { before.checked_sub(1) } else { Some(before) }
    }

    /// "Section 75 agreement", "Section 136 suite", "Section 17 of the Children Act", "Care Act 2014,
    /// section 6": a section of a law. `opening` is the token of its keyword, `at` that of its number.
    pub(super) fn is_of_an_act(&self, opening: usize, at: usize) -> bool {
        let named = word(self.tokens, at + 1).is_some_and(words::is_legal);
        let number = self.parts(at).first().copied().unwrap_or_default();
        let behind = self.tokens.get(at).and_then(|token| self.text.get(token.span.end..)).unwrap_or("");
        named
            || acts::told_by(number, behind.trim_start_matches(' '))
            || self.act_behind(at)
            || self.act_before(opening)
    }

    /// "of the Children Act", "(Mental Health Act 1983)", "MHA".
    fn act_behind(&self, at: usize) -> bool {
        let of = word(self.tokens, at + 1) == Some("of");
        let start = at + 1 + usize::from(of || matches!(sign(self.tokens, at + 1), Some(',' | '(')));
        let mut name = (start..start + 8).map_while(|next| word(self.tokens, next));
        if of {
            return name.any(|word| word == "Act" || acts::is_abbreviation(word));
        }
        let mut capitals =
            name.take_while(|word| word.starts_with(char::is_uppercase) || matches!(*word, "and" | "of"));
        capitals.next().is_some_and(|first| acts::is_abbreviation(first) || capitals.any(|word| word == "Act"))
    }

    /// "Children Act 2004 section 10", "MHA s.136", "the Care Act, section 6".
    fn act_before(&self, opening: usize) -> bool {
        let Some(last) = self.name_end(opening) else { return false };
        let dated = matches!(self.tokens.get(last).map(|token| &token.kind), Some(Kind::Number(_) | Kind::Figure));
        let name = if dated { last.checked_sub(1) } else { Some(last) };
        name.and_then(|name| word(self.tokens, name)).is_some_and(|word| word == "Act" || acts::is_abbreviation(word))
    }
}
