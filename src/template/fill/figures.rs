//! A cell in a column of figures: what it costs, who pays, or words in the place of a figure.

use std::sync::Arc;

use super::single_spaced;
use crate::template::file::Figures;
use crate::template::path::Path;
use crate::template::source::Cell;
use crate::template::written::{Leaf, Part};

/// What stands in a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The figures, each as printed: one at the start of each line. A line in which more than one could
    /// be meant is kept whole, so that nobody counts with it.
    pub(super) figures: Vec<String>,
    /// The words behind the figures; of a cell without one, all of it.
    pub(super) words: Vec<String>,
    /// Words in brackets behind a figure, which are not read.
    pub(super) in_brackets: Vec<String>,
}

/// Letters behind a figure that are part of it: "£100k".
const SCALES: [&str; 8] = ["k", "m", "bn", "thousand", "million", "billion", "pence", "p"];
/// Words behind a figure that make it something else than the whole amount.
const NOT_THE_WHOLE: [&str; 5] = ["per", "each", "x", "\u{d7}", "%"];
/// Words and marks between two figures.
const BETWEEN: [&str; 9] = ["-", "\u{2013}", "\u{2014}", "to", "or", "and", "+", "&", "/"];

impl Entry {
    /// Reads a cell below a heading; thousands are said with each figure, and nobody counts with it.
    pub(super) fn of(cell: &Cell, heading: &str) -> Entry {
        let mut entry = Entry::default();
        match &cell.number {
            Some(number) => entry.figures.push(shown(&cell.text, number)),
            None => {
                for line in cell.text.lines().map(single_spaced).filter(|line| !line.is_empty()) {
                    match figure(&line) {
                        None => entry.words.push(line),
                        Some((figure, behind)) if is_all(behind) => {
                            entry.figures.push(figure.to_owned());
                            let (words, in_brackets) = parted(behind);
                            let words = words.trim_start_matches([',', ';', ':', '-', '\u{2013}', ' ']);
                            entry.words.extend((!words.is_empty()).then(|| words.to_owned()));
                            entry.in_brackets.extend((!in_brackets.is_empty()).then_some(in_brackets));
                        }
                        Some(_) => entry.figures.push(line),
                    }
                }
            }
        }
        if let Some(scale) = scale(heading) {
            entry.figures.iter_mut().for_each(|figure| figure.push_str(&format!(" (in {scale})")));
        }
        entry
    }

    /// The one figure, if it is one.
    pub(super) fn only(&self) -> Option<&str> {
        match self.figures.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What of the cell is not counted, in words.
    pub(super) fn not_counted(&self) -> Option<String> {
        let among_words = self.words.iter().find(|words| holds_figure(words));
        let among_words = among_words.map(|words| {
            format!(
                "the figure in \"{words}\" is not counted; one that counts stands at the start of a line of the cell"
            )
        });
        among_words.or_else(|| {
            let list: Vec<String> = self.in_brackets.iter().map(|words| format!("\"{words}\"")).collect();
            (!list.is_empty())
                .then(|| format!("{} behind the figure is in brackets, and was not read", list.join(", ")))
        })
    }

    /// Puts the figures into the list at a path, and the words where they belong; nothing over what
    /// another column said.
    pub(super) fn put(&self, path: &Path, beside: &Figures, item: &mut Part, spot: &Arc<str>) {
        let leaf = |text: &str| Leaf { spot: Some(Arc::clone(spot)), ..Leaf::constant(text) };
        if !self.figures.is_empty() {
            let figures = self.figures.iter().map(|figure| Part::Leaf(leaf(figure)));
            path.put_part(item, Part::List(figures.collect()));
        }
        let mut words: Vec<&str> = Vec::new();
        self.words.iter().for_each(|word| words.extend((!words.contains(&word.as_str())).then_some(word.as_str())));
        let into = if self.figures.is_empty() { &beside.instead } else { &beside.behind };
        if !words.is_empty() && into.get(item).is_none() {
            into.put_part(item, Part::Leaf(leaf(&words.join(", "))));
        }
    }
}

/// A number as its cell shows it, without what a ledger adds: "(£5,000)" is less than nought.
fn shown(text: &str, number: &str) -> String {
    let text: String = text.split_whitespace().collect();
    if !text.contains(|sign: char| sign.is_ascii_digit()) {
        return number.to_owned();
    }
    match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(owed) => format!("-{owed}"),
        None => text,
    }
}

/// The figure that a line begins with, and the rest: with a sign of money, with the comma of thousands,
/// or alone in its line.
fn figure(line: &str) -> Option<(&str, &str)> {
    let unsigned = line.trim_start_matches(['-', '\u{2212}']);
    let bare = unsigned.trim_start_matches(['\u{a3}', '\u{20ac}', '$']);
    let digits = bare.trim_start();
    let number =
        digits.find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, ',' | '.'))).unwrap_or(digits.len());
    let number = digits.get(..number)?.trim_end_matches([',', '.']);
    if !number.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let rest = digits.get(number.len()..)?;
    let is_money = bare.len() < unsigned.len() || number.contains(',') || rest.trim_matches(['.', ' ']).is_empty();
    let scale = SCALES.iter().find_map(|scale| {
        let after = rest.trim_start().get(..scale.len()).filter(|own| own.eq_ignore_ascii_case(scale));
        let after = after.and_then(|_| rest.trim_start().get(scale.len()..))?;
        (!after.starts_with(char::is_alphanumeric)).then_some(after)
    });
    let rest = scale.unwrap_or(rest);
    is_money.then(|| (line.get(..line.len() - rest.len()).unwrap_or(line), rest))
}

/// Whether what stands behind a figure leaves it what it is: a name, or words in brackets.
fn is_all(behind: &str) -> bool {
    let (open, _) = parted(behind);
    let first = open.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_yearly = ["per annum", "per year"].iter().any(|yearly| open.trim().to_lowercase().starts_with(yearly));
    let after_mark = BETWEEN.iter().find_map(|mark| open.trim_start().strip_prefix(mark)).unwrap_or(&open);
    let goes_on = after_mark.trim_start().starts_with(|sign: char| sign.is_ascii_digit());
    let is_attached =
        behind.starts_with(|sign: char| !(sign.is_whitespace() || matches!(sign, '(' | ',' | ';' | ':' | '.')));
    !is_attached && !goes_on && (is_yearly || !NOT_THE_WHOLE.contains(&first.as_str())) && !holds_figure(&open)
}

/// Whether a sign of money with a digit stands somewhere in a text.
fn holds_figure(text: &str) -> bool {
    text.split(['\u{a3}', '\u{20ac}', '$'])
        .skip(1)
        .any(|rest| rest.trim_start().starts_with(|sign: char| sign.is_ascii_digit()))
}

/// What stands outside brackets, and what in them.
fn parted(text: &str) -> (String, String) {
    let mut depth = 0_usize;
    let (mut open, mut inner) = (String::new(), String::new());
    for sign in text.chars() {
        depth += usize::from(sign == '(');
        if depth == 0 {
            open.push(sign)
        } else {
            inner.push(sign)
        }
        depth = depth.saturating_sub(usize::from(sign == ')'));
    }
    (single_spaced(&open), inner)
}

/// Whether a heading says that its figures are thousands or millions.
pub(super) fn scale(heading: &str) -> Option<&'static str> {
    const SAID: [(&str, &str); 8] = [
        ("\u{a3}000", "thousands"),
        ("\u{a3}'000", "thousands"),
        ("\u{a3}\u{2019}000", "thousands"),
        ("000s", "thousands"),
        ("\u{a3}k", "thousands"),
        ("thousand", "thousands"),
        ("\u{a3}m", "millions"),
        ("million", "millions"),
    ];
    let heading = heading.to_lowercase();
    SAID.iter().find(|(said, _)| heading.contains(said)).map(|(_, scale)| *scale)
}

#[cfg(test)]
mod tests;
