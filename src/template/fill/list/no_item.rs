//! Rows that the template calls no items: rows of totals, above all.

use std::sync::Arc;

use super::lines::Line;
use super::{heading_of, single_spaced};
use crate::template::file::{NoItem, TableOf};
use crate::template::fill::figures::Entry;
use crate::template::find::Found;
use crate::template::path::Gaps;
use crate::template::written::{Leaf, Part};

/// A row that is no item, by the words in one of its cells.
pub(super) struct NotItem<'t> {
    of: &'t NoItem,
    found: &'t Found<'t>,
    row: u32,
    /// The column of the words.
    column: u32,
    /// The words, as they stand there.
    words: String,
}

impl<'t> NotItem<'t> {
    /// Whether a row is no item: one of the cells up to the columns that tell it says so, and the
    /// others of these hold no word.
    pub(super) fn of(table: &'t TableOf, found: &'t Found<'t>, row: u32) -> Option<NotItem<'t>> {
        table.no_items.iter().find_map(|of| {
            let columns = of.columns.iter().filter_map(|column| found.columns.get(*column)?.first());
            let last = columns.max()?;
            let cells = found.grid.row(row).into_iter().filter(|at| at <= last);
            let mut cells = cells.filter_map(|at| Some((at, single_spaced(&found.grid.filled(row, at)?.text))));
            let (column, words) = cells.find(|(_, text)| !letters(text).is_empty())?;
            let written = letters(&words);
            let says = of.says.iter().any(|says| letters(says) == written);
            let has_no_others = cells.all(|(_, text)| letters(&text).is_empty());
            (says && has_no_others).then_some(NotItem { of, found, row, column, words })
        })
    }

    fn spot(&self) -> Arc<str> {
        self.found.grid.spot_of(self.row, self.column)
    }

    /// The one figure in a column of figures of the row, with its place.
    fn figure(&self, table: &TableOf) -> Option<Leaf> {
        let mut columns = table.columns.iter().zip(&self.found.columns).filter(|(column, _)| column.figures.is_some());
        let at = *columns.next()?.1.first()?;
        let cell = self.found.grid.filled(self.row, at)?;
        let spot = Some(self.found.grid.spot_of(self.row, at));
        if cell.fault.is_some() {
            return Some(Leaf { fault: cell.fault.clone(), spot, ..Leaf::constant("") });
        }
        let entry = Entry::of(&cell, &heading_of(self.found, at));
        Some(Leaf { spot, ..Leaf::constant(entry.only()?) })
    }
}

/// Puts the figure of the one row that holds the total; gives a word on each row that is no item.
pub(super) fn totals(table: &TableOf, lines: &[Line<'_>], root: &mut Part) -> Vec<String> {
    let no_items: Vec<&NotItem<'_>> = lines
        .iter()
        .filter_map(|line| match line {
            Line::NoItem(no_item) => Some(no_item),
            _ => None,
        })
        .collect();
    let of_total = no_items.iter().filter(|no_item| no_item.of.total.is_some()).count();
    let mut told = Vec::new();
    for no_item in no_items {
        let (spot, words) = (no_item.spot(), &no_item.words);
        let what = match (&no_item.of.total, no_item.figure(table)) {
            (None, _) => "its row was not read".to_owned(),
            (Some(_), _) if of_total > 1 => {
                format!("{of_total} rows are such, and none was read as the total of the table")
            }
            (Some(_), None) => "its row holds no single figure, and none was read as the total of the table".to_owned(),
            (Some(total), Some(figure)) => {
                let what = format!("\"{}\" in its row was read as the total of the table", figure.text);
                total.put(root, Gaps::default(), figure);
                what
            }
        };
        told.push(format!("{spot}: \"{words}\" is no entry of the table; {what}"));
    }
    told
}

/// The words of a text without figures and marks: "Sub-total 2015-16:" says "sub total".
fn letters(text: &str) -> String {
    let words = text.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
