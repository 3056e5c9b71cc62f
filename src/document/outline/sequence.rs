//! Decides whether a number fits the numbering around it.

use std::collections::BTreeSet;

use super::candidate::Candidate;
use crate::label::Label;

/// How far a number may run ahead of its previous sibling: numbers are lost in tables and by
/// mistake, but a decimal is seldom this close.
const STRONG_GAP: u32 = 5;
/// The greatest first child under a heading that was just seen.
const STRONG_CHILD: u32 = 8;
/// How many labels ahead a sibling or child is looked for.
const AHEAD: usize = 6;
/// The same, counting also what cannot be a label; bounds the work.
const FARTHEST: usize = 40;

/// The numbering of one document.
#[derive(Default, Clone)]
struct Numbering {
    last: Vec<u32>,
    seen: BTreeSet<Vec<u32>>,
    /// Its headings say "Section 9", so that "9. Title" is an item of a list.
    sections: bool,
}

/// The numbering of the document at hand and of the one before it.
#[derive(Default)]
pub(super) struct Sequence {
    current: Numbering,
    /// Kept so that a list or a quotation numbered from 1 does not lose the rest of its document.
    previous: Numbering,
    after_appendix: bool,
}

/// The number of a paragraph candidate.
fn parts(candidate: &Candidate) -> &[u32] {
    match &candidate.label {
        Label::Paragraph(parts) => parts,
        Label::Section(number) => std::slice::from_ref(number),
        Label::Appendix(_) => &[],
    }
}

/// How many leading parts two numbers share.
fn shared(one: &[u32], other: &[u32]) -> usize {
    one.iter().zip(other).take_while(|(left, right)| left == right).count()
}

/// The number starts a numbering: 1, 1.0, 1.1, 1.1.1.
fn starts_numbering(number: &[u32]) -> bool {
    number.first() == Some(&1) && number.iter().skip(1).all(|part| *part <= 1)
}

/// The number comes after `last` as its child, its sibling or the sibling of one above it.
fn follows(last: &[u32], number: &[u32], strong: bool) -> bool {
    let common = shared(last, number);
    let Some((&next, tail)) = number.get(common..).and_then(<[u32]>::split_first) else {
        // The same number twice is a slip of the pen, and both are places; a shorter one is not
        // a follower.
        return strong && last == number && number.len() > 1;
    };
    if tail.iter().any(|part| *part > 1) {
        return false;
    }
    match last.get(common) {
        None if last.is_empty() => false,
        None => next <= if strong { STRONG_CHILD } else { 1 },
        Some(&previous) => {
            let gap = if !strong {
                1
            } else if tail.is_empty() {
                STRONG_GAP
            } else {
                2
            };
            next > previous && next - previous <= gap
        }
    }
}

/// One of the next labels goes on from this one, so it is no lone decimal.
fn supported(number: &[u32], upcoming: &[Candidate], ahead: usize) -> bool {
    let Some((final_part, above)) = number.split_last() else {
        return false;
    };
    let sibling: Vec<u32> = above.iter().copied().chain(final_part.checked_add(1)).collect();
    // An item of a list ("2. That it be noted.") supports no heading.
    let fit = |next: &&Candidate| {
        let many = parts(next).len() > 1;
        next.strong && (many || next.keyword || next.heading || next.title.is_some())
    };
    upcoming
        .iter()
        .take(FARTHEST)
        .filter(fit)
        .take(ahead)
        .any(|next| parts(next) == sibling || is_first_child(number, parts(next)))
}

/// 9.0, 9.1 or 9.1.1 under 9.
fn is_first_child(number: &[u32], child: &[u32]) -> bool {
    child.len() > number.len() && child.starts_with(number) && child.iter().skip(number.len()).all(|part| *part <= 1)
}

impl Sequence {
    fn begin(&mut self, sections: bool) {
        // A document of one or two labels was a list or a stray number; keep what was before it.
        let ended = std::mem::take(&mut self.current);
        if ended.seen.len() > 2 || self.previous.seen.is_empty() {
            self.previous = ended;
        }
        self.current.sections = sections;
    }

    fn record(&mut self, number: &[u32]) {
        self.current.last = number.to_vec();
        self.current.seen.insert(number.to_vec());
    }

    /// Takes note of a heading with a keyword, or with mark-up, which need not be in sequence.
    pub fn note(&mut self, candidate: &Candidate) {
        let number = parts(candidate).to_vec();
        let Some(&first) = number.first() else {
            self.after_appendix = true;
            return;
        };
        self.after_appendix = false;
        let section = matches!(candidate.label, Label::Section(_));
        let behind = self.current.last.first().is_some_and(|last| first < *last);
        if behind || (first == 1 && self.current.seen.contains(&number)) {
            self.begin(section);
        }
        self.current.sections |= section;
        self.record(&number);
    }

    /// Whether a number of two or more parts is a paragraph number; takes note of it if so.
    pub fn accepts(&mut self, candidate: &Candidate, upcoming: &[Candidate]) -> bool {
        let number = parts(candidate);
        let (strong, supported) = (candidate.strong, supported(number, upcoming, AHEAD));
        let current = &self.current;
        let same_parent = |last: &[u32]| last.len() == number.len() && shared(last, number) + 1 == number.len();
        let unseen = !current.seen.contains(number);
        // Its parent or previous sibling was seen just before.
        let expected = follows(&current.last, number, strong)
            // The heading 7.2 after a first 7.2.1, or 4.4 after 4.5: out of order, but near.
            || (strong && unseen && current.last.starts_with(number))
            || (strong && unseen && same_parent(&current.last)
                && number.last().zip(current.last.last())
                    .is_some_and(|(here, last)| here < last && last - here <= 2));
        if expected {
            self.after_appendix = false;
            self.record(number);
            return true;
        }
        // The numbering of a new document in the same file, or of an appendix.
        let empty = current.last.is_empty();
        let restart = strong && starts_numbering(number) && (empty || supported || self.after_appendix);
        // The first number of an excerpt: no time of day ("10.30") unless the next one follows.
        let excerpt =
            strong && empty && (supported || number.len() > 2 || number.last().is_some_and(|part| *part <= 12));
        if restart || excerpt {
            self.begin(false);
            self.after_appendix = false;
            self.record(number);
            return true;
        }
        // An embedded document or list is over.
        if follows(&self.previous.last, number, strong) {
            std::mem::swap(&mut self.current, &mut self.previous);
            self.record(number);
            return true;
        }
        // A part of the numbering is missing. Ahead, three parts are no decimal, and two are none
        // when the next number follows or a sentence does (a plan may leave a section out); back,
        // only the start of another document is likely.
        let ahead = number > self.current.last.as_slice();
        let near = matches!((number, self.current.last.first()), ([top, part], Some(last))
            if top > last && top - last <= STRONG_GAP && *part <= STRONG_CHILD);
        let jump = strong
            && if ahead {
                supported || number.len() > 2 || (near && candidate.sentence)
            } else {
                supported && number.last().is_some_and(|part| *part <= 1)
            };
        if jump {
            if !ahead {
                self.begin(false);
            }
            self.record(number);
        }
        jump
    }

    /// Whether "9. Title" without mark-up is a heading in this sequence; takes note of it if so.
    /// `plain` tells that the title is written as a sentence is, so that more proof is needed.
    pub fn accepts_heading(&mut self, candidate: &Candidate, plain: bool, upcoming: &[Candidate]) -> bool {
        let number = parts(candidate);
        let Some(&first) = number.first() else {
            return false;
        };
        let child = upcoming.iter().take(1).any(|next| is_first_child(number, parts(next)));
        let last = self.current.last.first().copied();
        let next = last.is_some_and(|last| first > last && first - last <= if plain { 1 } else { 3 });
        // Minutes are numbered through the year: "22 APOLOGIES" may be the first of its document.
        let new = !plain && supported(number, upcoming, 1);
        let fits = child || (!self.current.sections && (next || new));
        if fits {
            self.after_appendix = false;
            if !next {
                self.begin(false);
            }
            self.record(number);
        }
        fits
    }
}
