//! Slips of the pen in the numbers of paragraphs: "9.3.l" (a letter for a digit), "11,2", "4..3".

use super::grammar::Reader;
use super::place::{sign, unit, word};
use super::tokens::{Kind, number};
use super::words;

/// A number with a slip in it is no longer than this, in bytes.
const LONGEST: usize = 24;

/// What a comma between two numbers may be, by what stands before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commas {
    /// Behind "Sections" it joins a list.
    List,
    /// Behind "Section" one between whole numbers may be a dot: "Section 11,2".
    BetweenWholeNumbers,
    /// Without a keyword whole numbers are no references, so one beside them may be a dot.
    Any,
}

/// The digit for which a letter is easily taken.
fn digit(sign: char) -> Option<char> {
    match sign {
        '0'..='9' => Some(sign),
        'l' | 'I' | '|' => Some('1'),
        'O' | 'o' => Some('0'),
        _ => None,
    }
}

/// The number that is likely meant where a text begins with one that has a letter for a digit or a dot
/// too many, and its length: "9.3.l" is 9.3.1, "4..3" is 4.3.
pub(super) fn misspelt(rest: &str) -> Option<(Vec<u32>, usize)> {
    let of_number = |sign: &char| *sign == '.' || digit(*sign).is_some();
    let run: usize = rest.chars().take(LONGEST + 1).take_while(of_number).map(char::len_utf8).sum();
    let written = rest.get(..run)?.trim_end_matches('.');
    let goes_on = rest.get(written.len()..)?.chars().next().is_some_and(char::is_alphanumeric);
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let letters = written.chars().filter(|sign| *sign != '.' && !sign.is_ascii_digit()).count();
    let parts: Vec<&str> = written.split('.').collect();
    let empty = parts.iter().filter(|part| part.is_empty()).count();
    let slipped = (matches!(letters, 1 | 2) && empty == 0) || (letters == 0 && empty == 1);
    if written.len() > LONGEST || goes_on || digits == 0 || !slipped || written.starts_with('.') {
        return None;
    }
    let meant: Vec<String> =
        parts.iter().filter(|part| !part.is_empty()).map(|part| part.chars().filter_map(digit).collect()).collect();
    let meant: Vec<&str> = meant.iter().map(String::as_str).collect();
    let parts = number(&meant).filter(|parts| parts.len() >= 2)?;
    Some((parts, written.len()))
}

impl Reader<'_, '_> {
    /// What a number with a slip in it may be meant as, and its last token.
    pub(super) fn slip(&self, at: usize, commas: Commas) -> Option<(Vec<u32>, usize)> {
        let (meant, last) = match self.tokens.get(at).map(|token| &token.kind)? {
            Kind::Slip(meant) => (meant.clone(), at),
            Kind::Number(parts) => {
                let below = self.parts(at + 2);
                let whole = match commas {
                    Commas::BetweenWholeNumbers => parts.len() == 1 && below.len() == 1,
                    _ => parts.len() == 1 || below.len() == 1,
                };
                let small = parts.iter().chain(below).all(|part| (1..=99).contains(part));
                let joined = match sign(self.tokens, at + 1) {
                    // "11,2"
                    Some(',') => commas != Commas::List && self.touch(at) && self.touch(at + 1),
                    // "11. 2"; a line that ends with a number is another matter.
                    Some('.') => parts.len() == 1 && self.touch(at) && !self.line_ends(at + 1),
                    _ => false,
                };
                if below.is_empty() || !whole || !small || !joined {
                    return None;
                }
                (parts.iter().chain(below).copied().collect(), at + 2)
            }
            _ => return None,
        };
        (self.stands_as_reference(at, last) && !self.goes_on(last)).then_some((meant, last))
    }

    /// Whether the words around let a number be a reference: "tiers 1,2 and 3" and "2,5 years" are none.
    fn stands_as_reference(&self, first: usize, last: usize) -> bool {
        let before = self.word_before(first).to_lowercase();
        let led_in = before.is_empty() || words::joins(&before) || words::keyword(&before).is_some();
        // The "5,6" of "4,5,6".
        let listed = first >= 2
            && sign(self.tokens, first - 1) == Some(',')
            && self.parts(first - 2).len() == 1
            && self.is_free(first - 2);
        led_in && !listed && !words::leads_to_quantity(&before) && !unit(self.tokens, last + 1) && self.closes(last)
    }

    /// "4,5,6" and "3,4 and 5" are lists of whole numbers, whatever they number.
    fn goes_on(&self, last: usize) -> bool {
        let joint =
            matches!(sign(self.tokens, last + 1), Some(',' | '&')) || word(self.tokens, last + 1) == Some("and");
        joint && self.parts(last + 2).len() == 1
    }
}
