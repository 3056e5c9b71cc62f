//! Points below a paragraph, which belong to it: the "(a)" of "9.3.1(a)", the "ii" of "4.3.ii".

use std::ops::Range;

use super::grammar::Reader;
use super::numerals::is_point;
use super::place::{sign, span_sign, word};
use super::tokens::Kind;

impl Reader<'_, '_> {
    /// The last token of the points behind a number, or the number's own: "9.3.1(a)(ii)",
    /// "9.3.1 (a) and (b)", "4.3.b".
    pub(super) fn points(&self, number: usize) -> usize {
        let mut last = number;
        loop {
            let joint = match word(self.tokens, last + 1) {
                Some("and" | "or") => 1,
                None if matches!(sign(self.tokens, last + 1), Some(',' | '&' | '/')) => 1,
                _ => span_sign(self.tokens, last + 1).map_or(0, |(next, _)| next - (last + 1)),
            };
            // Only behind a first point are others listed.
            let listed = if last > number { self.bracketed(last + 1 + joint) } else { None };
            let Some(next) = self.bracketed(last + 1).or(listed).or_else(|| self.dotted(last)) else {
                return last;
            };
            last = next;
        }
    }

    /// The closing bracket of "(a)" or "(ii)", or of "(2)" that touches the number.
    fn bracketed(&self, open: usize) -> Option<usize> {
        let counted = || self.parts(open + 1).len() == 1 && open.checked_sub(1).is_some_and(|left| self.touch(left));
        let point = word(self.tokens, open + 1).map_or_else(counted, is_point);
        let closed = sign(self.tokens, open) == Some('(') && sign(self.tokens, open + 2) == Some(')');
        (closed && point).then_some(open + 2)
    }

    /// The point of "4.3.b", without a space.
    fn dotted(&self, last: usize) -> Option<usize> {
        let small = |word: &str| is_point(word) && word.chars().all(char::is_lowercase);
        let joined = sign(self.tokens, last + 1) == Some('.') && self.touch(last) && self.touch(last + 1);
        (joined && word(self.tokens, last + 2).is_some_and(small)).then_some(last + 2)
    }

    /// The bytes of the points behind a number's token: "(a)" of "9.3.1(a)", "a" of "4.3a".
    pub(super) fn point_bytes(&self, number: usize) -> Option<Range<usize>> {
        let token = self.tokens.get(number).filter(|token| matches!(token.kind, Kind::Number(_)))?;
        let written = self.text.get(token.span.clone())?;
        let start = token.span.start + written.trim_end_matches(char::is_alphabetic).len();
        Some(start..self.tokens.get(self.points(number))?.span.end)
    }
}
