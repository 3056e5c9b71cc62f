//! Further parts of a table whose rows are the items of a list: its headings again, further down, in
//! another table or on another sheet.

use std::ops::Range;

use super::table::{Found, columns_of, find_table, first_missing};
use super::{Fit, Seen, fit};
use crate::template::file::{Column, TableOf};

/// All parts of a table, in their order: the one that fits best, and every other that has the headings
/// which the template requires.
///
/// # Errors
/// What is missing, where no part is whole.
pub(in crate::template) fn find_parts<'s>(seen: &Seen<'s>, table: &TableOf) -> Result<Vec<Found<'s>>, String> {
    let best = find_table(seen, table)?;
    let mut parts: Vec<Found<'s>> = Vec::new();
    for (position, grid) in seen.grids(table.sheet.as_ref()) {
        let Ok(rows) = seen.section(position, &table.below) else { continue };
        let start = parts.len();
        let mut end = rows.end;
        for heading_row in heading_rows(seen, position, rows.clone(), table, &best) {
            if heading_row >= end {
                break;
            }
            if let Some(until) = parts.get(start..).filter(|own| own.is_empty()).and(table.until.as_ref()) {
                let place = seen.place_of(position, heading_row + 1..rows.end, std::slice::from_ref(until));
                end = place.map_or(end, |(_, (row, _))| row);
            }
            if let Some(before) = parts.get_mut(start..).and_then(<[Found<'_>]>::last_mut) {
                before.end = heading_row;
            }
            let columns = table.columns.iter().map(|column| columns_of(seen, position, heading_row, column)).collect();
            parts.push(Found { grid, position, heading_row, has_headings: true, columns, rows: Vec::new(), end });
        }
    }
    Ok(parts)
}

/// The rows of a grid that hold all headings which the template requires, as a heading is written: by
/// itself, or in the words of the table that is known.
pub(super) fn heading_rows<'t>(
    seen: &'t Seen<'_>,
    position: usize,
    rows: Range<u32>,
    table: &'t TableOf,
    known: &'t Found<'_>,
) -> impl Iterator<Item = u32> + 't {
    let mut last = None;
    let rows = seen.texts_in(position, rows).map(|((row, _), _)| row);
    rows.filter(move |row| {
        let is_known = (position, *row) == (known.position, known.heading_row);
        last.replace(*row) != Some(*row) && (is_known || has_headings(seen, position, *row, table, known))
    })
}

fn has_headings(seen: &Seen<'_>, position: usize, row: u32, table: &TableOf, known: &Found<'_>) -> bool {
    missing_from(seen, position, row, table, known).next().is_none()
}

/// The columns that the template requires and whose headings a row does not hold.
pub(super) fn missing_from<'t>(
    seen: &'t Seen<'_>,
    position: usize,
    row: u32,
    table: &'t TableOf,
    known: &'t Found<'_>,
) -> impl Iterator<Item = &'t Column> {
    let required = table.columns.iter().zip(&known.columns).filter(|(column, _)| !column.is_optional);
    let missing = required.filter(move |(column, known_at)| {
        let at = columns_of(seen, position, row, column);
        let is_whole = first_missing(seen, position, row, column, &at).is_none();
        !(is_whole && at.iter().any(|at| is_heading(seen, (position, row, *at), column, known, known_at)))
    });
    missing.map(|(column, _)| column)
}

/// Whether a text that fits a heading is one: a sentence that begins with its words may be an entry.
fn is_heading(
    seen: &Seen<'_>,
    (position, row, column): (usize, u32, u32),
    of: &Column,
    known: &Found<'_>,
    known_at: &[u32],
) -> bool {
    let Some(words) = seen.words_at(position, (row, column)) else { return of.is_any() };
    let labels = || of.headings.iter().filter_map(|heading| heading.label.clone()).collect::<Vec<_>>();
    let is_alike = |at: &u32| seen.words_at(known.position, (known.heading_row, *at)) == Some(words);
    of.is_any() || fit(words, &labels()).is_some_and(|fit| fit <= Fit::Clause) || known_at.iter().any(is_alike)
}

impl Column {
    /// Whether it takes whatever stands below a group's heading.
    fn is_any(&self) -> bool {
        self.headings.iter().any(|heading| heading.label.is_none())
    }
}
