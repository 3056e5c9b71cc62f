//! Finding a table by its headings, and its rows by their labels.

use super::missing::{no_heading, no_row, no_such_label, no_table};
use super::{Fit, Seen, fit};
use crate::template::file::{Column, Heading, RowOf, TableOf};
use crate::template::source::Grid;

/// So many rows above its heading the text of a column's group may stand.
const GROUP_ABOVE: u32 = 3;

/// Where a table stands.
#[derive(Debug)]
pub(in crate::template) struct Found<'s> {
    pub(in crate::template) grid: &'s Grid,
    /// The position of the grid.
    pub(in crate::template) position: usize,
    /// The row of the headings; the first row of a part that has none of its own.
    pub(in crate::template) heading_row: u32,
    /// Whether the part has headings of its own.
    pub(in crate::template) has_headings: bool,
    /// For each column of the template, in its order, the columns that feed it.
    pub(in crate::template) columns: Vec<Vec<u32>>,
    /// For each row of the template that the table has: its position there, and its row.
    pub(in crate::template) rows: Vec<(usize, u32)>,
    /// The first row that is no longer of it.
    pub(in crate::template) end: u32,
}

/// The table of a source that has all headings and rows of a template's table.
///
/// # Errors
/// What is missing, where most of the rest is, and the nearest that is there.
pub(in crate::template) fn find_table<'s>(seen: &Seen<'s>, table: &TableOf) -> Result<Found<'s>, String> {
    // One that has all required headings comes before one with more of the others.
    let mut best: Option<((bool, usize), Found<'s>)> = None;
    let mut opener_missing = None;
    for (position, grid) in seen.grids(table.sheet.as_ref()) {
        let rows = match seen.section(position, &table.below) {
            Ok(rows) => rows,
            Err(label) => {
                opener_missing = Some(label);
                continue;
            }
        };
        let end = rows.end;
        let mut last = None;
        for row in seen.texts_in(position, rows).map(|((row, _), _)| row) {
            if last.replace(row) == Some(row) {
                continue;
            }
            let columns: Vec<Vec<u32>> =
                table.columns.iter().map(|column| columns_of(seen, position, row, column)).collect();
            let headings: usize = columns.iter().map(Vec::len).sum();
            if headings == 0 {
                continue;
            }
            let mut found =
                Found { grid, position, heading_row: row, has_headings: true, columns, rows: Vec::new(), end };
            if !table.rows.is_empty() {
                find_rows(seen, table, &mut found);
            }
            let mut required = table.columns.iter().zip(&found.columns).filter(|(column, _)| !column.is_optional);
            let is_whole = required.all(|(column, at)| first_missing(seen, position, row, column, at).is_none());
            let rank = (is_whole, headings + found.rows.len());
            if best.as_ref().is_none_or(|(most, _)| rank > *most) {
                best = Some((rank, found));
            }
        }
    }
    let Some((_, found)) = best else {
        return Err(match opener_missing {
            Some(label) => no_such_label(seen, table.sheet.as_ref(), label),
            None => no_table(seen, table),
        });
    };
    for (column, at) in table.columns.iter().zip(&found.columns).filter(|(column, _)| !column.is_optional) {
        if let Some(heading) = first_missing(seen, found.position, found.heading_row, column, at) {
            let others = if column.path.is_by_heading() { &[] } else { column.headings.as_slice() };
            return Err(no_heading(heading, others, &found));
        }
    }
    let is_there = |index: usize| found.rows.iter().any(|(own, _)| *own == index);
    match table.rows.iter().enumerate().find(|(index, row)| !row.is_optional && !is_there(*index)) {
        None => Ok(found),
        Some((_, row)) => Err(no_row(row, &found)),
    }
}

/// Whether a place holds a heading of a template's table, or the label of a row of it.
pub(in crate::template) fn is_of_table(
    seen: &Seen<'_>,
    table: &TableOf,
    position: usize,
    (row, column): (u32, u32),
) -> bool {
    let is_in = |found: Found<'_>| {
        let is_heading = found.heading_row == row && found.columns.iter().flatten().any(|at| *at == column);
        let is_row = found.rows.iter().any(|(_, at)| *at == row) && column < found.first_column();
        found.position == position && (is_heading || is_row)
    };
    // Few cells say what some label says: only for these the table is looked for.
    seen.words_at(position, (row, column)).is_some() && find_table(seen, table).is_ok_and(is_in)
}

/// The first heading of a column that is not there: where each gives an item all must be, else one of them.
pub(super) fn first_missing<'c>(
    seen: &Seen<'_>,
    position: usize,
    row: u32,
    column: &'c Column,
    at: &[u32],
) -> Option<&'c Heading> {
    if column.path.is_by_heading() {
        return column.headings.iter().find(|heading| places_of(seen, position, row, heading).is_empty());
    }
    column.headings.first().filter(|_| at.is_empty())
}

pub(super) fn columns_of(seen: &Seen<'_>, position: usize, row: u32, column: &Column) -> Vec<u32> {
    let places = column.headings.iter().map(|heading| places_of(seen, position, row, heading));
    if column.path.is_by_heading() {
        return places.flatten().map(|(_, at)| at).collect();
    }
    // Any of the headings will do: the one that fits best, and the first of these in the template.
    let places =
        (0..).zip(places).flat_map(|(order, places)| places.into_iter().map(move |(fit, at)| (fit, order, at)));
    let best = places.min_by_key(|place: &(Fit, usize, u32)| *place);
    best.map(|(_, _, at)| at).into_iter().collect()
}

/// The columns of a row that a heading stands at: one, or all below its group.
fn places_of(seen: &Seen<'_>, position: usize, row: u32, heading: &Heading) -> Vec<(Fit, u32)> {
    let Some(grid) = seen.grid(position) else { return Vec::new() };
    let is_in_group = |column: u32| {
        let Some(group) = &heading.group else { return true };
        let mut above = (1..=GROUP_ABOVE.min(row)).filter_map(|up| grid.filled(row - up, column));
        above.next().is_some_and(|cell| group.is(&cell.text))
    };
    match &heading.label {
        None => {
            let columns = grid.row(row).into_iter().filter(|column| is_in_group(*column));
            columns.map(|column| (Fit::Whole, column)).collect()
        }
        Some(label) => {
            let texts = seen.texts_in(position, row..row + 1);
            let fits = texts.filter_map(|((_, column), words)| {
                Some((fit(words, std::slice::from_ref(label))?, column)).filter(|_| is_in_group(column))
            });
            fits.min().into_iter().collect()
        }
    }
}

/// Finds the end of the table, and those rows above it that the template names.
fn find_rows(seen: &Seen<'_>, table: &TableOf, found: &mut Found<'_>) {
    let (position, below) = (found.position, found.heading_row + 1);
    let first = found.first_column();
    found.end = end_of(seen, table, found);
    for (index, row) in table.rows.iter().enumerate() {
        let fits = seen
            .texts_in(position, below..found.end)
            .filter_map(|((at, column), words)| Some((fit(words, &row.labels)?, at)).filter(|_| column < first));
        found.rows.extend(fits.min().map(|(_, at)| (index, at)));
    }
}

/// The row at which a table ends: that of the text that ends it, of the same headings again, or of
/// the end of the section.
fn end_of(seen: &Seen<'_>, table: &TableOf, found: &Found<'_>) -> u32 {
    let position = found.position;
    let below = found.heading_row + 1..found.end;
    let until = table.until.as_ref();
    let until = until.and_then(|until| seen.place_of(position, below.clone(), std::slice::from_ref(until)));
    let mut last = None;
    let again = seen.texts_in(position, below).map(|((row, _), _)| row).find(|row| {
        let is_new = last.replace(*row) != Some(*row);
        is_new
            && table
                .columns
                .iter()
                .zip(&found.columns)
                .all(|(column, at)| at.is_empty() || !columns_of(seen, position, *row, column).is_empty())
    });
    until.map_or(found.end, |(_, (row, _))| row).min(again.unwrap_or(found.end))
}

impl Found<'_> {
    /// The first row that may hold an entry.
    pub(in crate::template) fn first_row(&self) -> u32 {
        self.heading_row + u32::from(self.has_headings)
    }

    /// The first column that a heading stands at.
    pub(in crate::template) fn first_column(&self) -> u32 {
        self.columns.iter().flatten().min().copied().unwrap_or(0)
    }
}

impl RowOf {
    /// The first of its labels.
    pub(super) fn label(&self) -> &str {
        self.labels.first().map_or("", |label| label.text.as_str())
    }
}
