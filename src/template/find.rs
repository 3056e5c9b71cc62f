//! Finding labels and headings, whatever their case, spacing and end.

mod beside;
mod columns;
mod missing;
mod parts;
mod table;
mod unread;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::file::{TableOf, Take, Template, Value};
use super::source::{Grid, Source};

pub(super) use beside::beside_tables;
pub(super) use columns::{may_hold, not_read};
pub(super) use missing::{is_left_out, no_label, no_table};
pub(super) use parts::find_parts;
pub(super) use table::{Found, find_table, is_of_table};
pub(super) use unread::{not_of_the_template, shown};

/// A text that a template looks for.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// As the template writes it.
    pub(super) text: String,
    words: String,
    /// Whether the template writes a colon behind it: what goes on does so behind a colon.
    has_colon: bool,
    /// Whether a year stands before it: "2015-16 funding".
    has_year: bool,
}

/// What stands in a label for a year, at its beginning.
const YEAR: &str = "{year}";

impl Label {
    pub(super) fn new(text: &str) -> Label {
        let after_year = text.strip_prefix(YEAR);
        let (has_year, own) = (after_year.is_some(), after_year.unwrap_or(text));
        let text = after_year.map_or_else(|| text.to_owned(), |own| format!("(year){own}"));
        Label { text, words: words(own), has_colon: own.trim_end().ends_with(':'), has_year }
    }

    /// The first word of the texts that may fit.
    fn first_word(&self) -> String {
        if self.has_year { YEAR.to_owned() } else { first_word(&self.text) }
    }

    /// Whether a text says this, and nothing else.
    pub(super) fn is(&self, text: &str) -> bool {
        words(text) == self.words
    }

    /// How some words fit the label: they are it, or they begin with it and go on.
    fn fit(&self, words: &str) -> Option<Fit> {
        let words = if self.has_year { after_year(words)? } else { words };
        let rest = words.strip_prefix(&self.words)?;
        match rest.chars().next() {
            None => Some(Fit::Whole),
            Some(sign) if self.has_colon => (sign == ':').then_some(Fit::Clause),
            Some('(' | ':' | ',' | '/') => Some(Fit::Clause),
            Some(' ') if rest.starts_with(" (") || rest.starts_with(" /") => Some(Fit::Clause),
            Some(' ') => Some(Fit::Beginning),
            Some(_) => None,
        }
    }

    /// What a text says after the label and a colon; none where it does not begin with the label.
    pub(super) fn rest<'t>(&self, text: &'t str) -> Option<&'t str> {
        let head = text.get(..self.text.len())?;
        let rest = text.get(self.text.len()..).filter(|_| words(head) == self.words)?;
        Some(rest.trim_start_matches([':', ' ', '\t']).trim())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    /// What goes on stands in brackets, or behind a comma, a colon or a stroke.
    Clause,
    /// The sentence goes on.
    Beginning,
}

/// How words fit the best of some labels.
fn fit(words: &str, labels: &[Label]) -> Option<Fit> {
    labels.iter().filter_map(|label| label.fit(words)).min()
}

/// The words of a label: lower case, single spaces, without marks at its end.
pub(super) fn words(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    text.trim_end_matches([':', '.', '*', '?', ' ']).to_owned()
}

/// The first word, as far as all labels that fit share it.
fn first_word(text: &str) -> String {
    let word = text.trim_start().split([' ', '\t', '\n', '(', ':', ',', '/']).next().unwrap_or_default();
    word.trim_end_matches(['.', '*', '?']).to_lowercase()
}

/// What follows a year ("2015", "2015-16", "15/16") at the start of a text.
fn after_year(text: &str) -> Option<&str> {
    let (first, rest) = text.trim_start().split_once([' ', '\t', '\n'])?;
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let is_year = first.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '/' | '\u{2013}'));
    (is_year && (4..=8).contains(&digits)).then(|| rest.trim_start())
}

/// So many cells of a grid are taken for labels; a form has fewer, and they stand at the start of a log.
const MOST_LABELS: usize = 50_000;

/// A source with the places at which it says what a template looks for: a workbook has many cells,
/// and few of them are labels.
pub(super) struct Seen<'s> {
    pub(super) source: &'s Source,
    /// For each grid the words of the cells that fit some label.
    texts: Vec<BTreeMap<(u32, u32), String>>,
    /// The same for the lines.
    lines: BTreeMap<usize, String>,
    /// For each grid the rows at which a section begins.
    sections: Vec<BTreeSet<u32>>,
}

impl<'s> Seen<'s> {
    pub(super) fn new(source: &'s Source, template: &Template) -> Seen<'s> {
        let mut by_first: HashMap<String, Vec<&Label>> = HashMap::new();
        for label in template.labels() {
            by_first.entry(label.first_word()).or_default().push(label);
        }
        let fitting = |text: &str| {
            let of_year = after_year(text).and_then(|_| by_first.get(YEAR));
            let words = words(text);
            let mut labels = by_first.get(&first_word(text)).into_iter().chain(of_year).flatten();
            labels.any(|label| label.fit(&words).is_some()).then_some(words)
        };
        let of_grid = |grid: &Grid| {
            let found = grid.texts().filter_map(|(at, text)| Some((at, fitting(text)?)));
            found.take(MOST_LABELS).collect()
        };
        let lines = source.lines.iter().enumerate();
        let texts: Vec<BTreeMap<(u32, u32), String>> = source.grids.iter().map(of_grid).collect();
        let sections = source.grids.iter().zip(&texts).map(|(grid, texts)| {
            let openers = template.section_openers().filter(|(sheet, _)| in_sheet(grid, *sheet));
            let openers: Vec<&Label> = openers.map(|(_, label)| label).collect();
            let opens =
                |words: &str| openers.iter().any(|label| label.fit(words).is_some_and(|fit| fit <= Fit::Clause));
            texts.iter().filter(|(_, words)| opens(words)).map(|((row, _), _)| *row).collect()
        });
        Seen {
            source,
            sections: sections.collect(),
            texts,
            lines: lines.filter_map(|(index, line)| Some((index, fitting(&line.text)?))).collect(),
        }
    }

    fn grid(&self, position: usize) -> Option<&'s Grid> {
        self.source.grids.get(position)
    }

    /// The words at the places of some rows of a grid that may be labels.
    fn texts_in(&self, grid: usize, rows: Range<u32>) -> impl Iterator<Item = ((u32, u32), &str)> {
        let texts = self.texts.get(grid).filter(|_| rows.start < rows.end).into_iter();
        texts
            .flat_map(move |texts| texts.range((rows.start, 0)..(rows.end, 0)))
            .map(|(at, words)| (*at, words.as_str()))
    }

    /// The place in some rows of a grid that fits one of some labels best; the first of these.
    fn place_of(&self, grid: usize, rows: Range<u32>, labels: &[Label]) -> Option<(Fit, (u32, u32))> {
        let fits = self.texts_in(grid, rows).filter_map(|(at, words)| Some((fit(words, labels)?, at)));
        fits.min()
    }

    /// Whether a grid is the sheet of a name.
    pub(super) fn is_called(&self, grid: usize, sheet: &Label) -> bool {
        self.grid(grid).is_some_and(|grid| in_sheet(grid, Some(sheet)))
    }

    /// The words at a place that may be a label.
    fn words_at(&self, grid: usize, at: (u32, u32)) -> Option<&str> {
        self.texts.get(grid)?.get(&at).map(String::as_str)
    }

    /// Whether a place holds one of some labels.
    pub(super) fn is_label(&self, grid: usize, at: (u32, u32), labels: &[Label]) -> bool {
        self.words_at(grid, at).is_some_and(|words| fit(words, labels).is_some())
    }

    /// Whether a line is one of some labels.
    pub(super) fn is_line_label(&self, line: usize, labels: &[Label]) -> bool {
        self.lines.get(&line).is_some_and(|words| fit(words, labels).is_some())
    }

    /// The rows of a section: from the last of some labels that stand below each other to the next
    /// label that opens a section. The whole grid without labels.
    ///
    /// # Errors
    /// The first label that is not there.
    fn section<'l>(&self, grid: usize, below: &'l [Label]) -> Result<Range<u32>, &'l Label> {
        let mut start = None;
        for label in below {
            let rows = start.map_or(0, |row| row + 1)..u32::MAX;
            let place = self.place_of(grid, rows, std::slice::from_ref(label));
            // A sentence that begins with the word opens no section.
            start = Some(place.filter(|(fit, _)| *fit <= Fit::Clause).ok_or(label)?.1.0);
        }
        let Some(start) = start else { return Ok(0..u32::MAX) };
        let next = self.sections.get(grid).and_then(|rows| rows.range(start + 1..).next());
        Ok(start..next.copied().unwrap_or(u32::MAX))
    }

    /// The grids that a sheet's name, or no name, stands for.
    pub(super) fn grids(&self, sheet: Option<&Label>) -> impl Iterator<Item = (usize, &'s Grid)> {
        self.source.grids.iter().enumerate().filter(move |(_, grid)| in_sheet(grid, sheet))
    }
}

fn in_sheet(grid: &Grid, sheet: Option<&Label>) -> bool {
    sheet.is_none_or(|sheet| sheet.is(&grid.name))
}

/// Where a value is looked for from.
#[derive(Debug, Clone, Copy)]
pub(super) enum At<'s> {
    /// The cell itself, which the workbook gives a name.
    Named(&'s Grid, (u32, u32)),
    /// The cell of its label, in the grid of this position.
    Cell(&'s Grid, usize, (u32, u32)),
    /// The line of its label.
    Line(usize),
}

/// Where a value's name or label stands: the best fit, and the first of these.
pub(super) fn find_label<'s>(seen: &Seen<'s>, value: &Value) -> Option<At<'s>> {
    if let Some(name) = &value.name {
        let named = seen.source.names.iter().find(|own| own.name.eq_ignore_ascii_case(name));
        if let Some((named, grid)) = named.and_then(|named| Some((named, seen.grid(named.grid)?))) {
            return Some(At::Named(grid, named.at));
        }
    }
    // What follows the label cannot stand where nothing does: a heading of the same word.
    let rank = |fit: Fit| (value.take == Take::After && fit == Fit::Whole, fit);
    let in_cells = seen.grids(value.sheet.as_ref()).filter_map(|(position, grid)| {
        let rows = seen.section(position, &value.below).ok()?;
        let fits = seen.texts_in(position, rows).filter_map(|(at, words)| Some((rank(fit(words, &value.labels)?), at)));
        let (fit, at) = fits.min()?;
        Some((fit, position, grid, at))
    });
    let in_cells = in_cells.min_by_key(|(fit, position, ..)| (*fit, *position));
    let is_of_lines = value.sheet.is_none() && value.below.is_empty();
    let fits = seen.lines.iter().filter(|_| is_of_lines);
    let fits = fits.filter_map(|(index, words)| Some((rank(fit(words, &value.labels)?), *index)));
    match (in_cells, fits.min()) {
        (Some(((true, _), ..)), Some(((false, _), index))) => Some(At::Line(index)),
        (Some((_, position, grid, at)), _) => Some(At::Cell(grid, position, at)),
        (None, line) => line.map(|(_, index)| At::Line(index)),
    }
}

impl Template {
    /// How many of the labels and columns that the template needs a source has, and how many it needs.
    pub(super) fn share_in(&self, source: &Source) -> (usize, usize) {
        let seen = Seen::new(source, self);
        let values = self.values.iter().filter(|value| !value.is_optional);
        let values = values.map(|value| find_label(&seen, value).is_some());
        let tables = self.tables.iter().filter(|table| !table.may_be_left_out);
        let columns = tables.flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        let columns = columns.filter(|(_, column)| !column.is_optional).map(|(table, column)| {
            let labels: Vec<Label> = column.headings.iter().filter_map(|heading| heading.label.clone()).collect();
            let mut grids = seen.grids(table.sheet.as_ref());
            // A heading of all columns below a group has no words of its own.
            grids.any(|(at, _)| labels.is_empty() || seen.place_of(at, 0..u32::MAX, &labels).is_some())
        });
        let found: Vec<bool> = values.chain(columns).collect();
        (found.iter().filter(|is_there| **is_there).count(), found.len())
    }

    /// The first thing that the template needs and a source lacks, in words.
    pub(super) fn first_missing(&self, source: &Source) -> Option<String> {
        let seen = Seen::new(source, self);
        let is_missing = |value: &&Value| !value.is_optional && find_label(&seen, value).is_none();
        let is_needed = |table: &&TableOf| !is_left_out(&seen, table);
        let table = self.tables.iter().filter(is_needed).find_map(|table| find_table(&seen, table).err());
        table.or_else(|| self.values.iter().find(is_missing).map(|value| no_label(&seen, value)))
    }

    /// Whether all that the template needs is in a source.
    pub(super) fn matches(&self, source: &Source) -> bool {
        let seen = Seen::new(source, self);
        let is_whole = |table: &TableOf| find_table(&seen, table).is_ok() || is_left_out(&seen, table);
        let has_tables = self.tables.iter().all(is_whole);
        let is_there = |value: &Value| value.is_optional || find_label(&seen, value).is_some();
        !(self.tables.is_empty() && self.values.is_empty()) && has_tables && self.values.iter().all(is_there)
    }
}
