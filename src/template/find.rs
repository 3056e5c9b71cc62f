//! Finding labels and headings, whatever their case, spacing and end.

use super::file::{Column, TableOf, Template, Value};
use super::source::{Grid, Source};
use crate::problem::nearest;

/// Where a table stands: the row of its headings, and the column of each field that is there.
#[derive(Debug)]
pub(super) struct Found<'s> {
    pub(super) grid: &'s Grid,
    pub(super) heading_row: u32,
    /// For each column of the template, in its order.
    pub(super) columns: Vec<Option<u32>>,
}

/// The words of a label: lower case, single spaces, without marks at its end.
pub(super) fn words(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    text.trim_end_matches([':', '.', '*', '?', ' ']).to_owned()
}

/// Whether a text is one of some labels, or begins with one and goes on.
pub(super) fn is_label(text: &str, labels: &[String]) -> bool {
    let text = words(text);
    labels.iter().map(|label| words(label)).any(|label| {
        text == label || text.strip_prefix(&label).is_some_and(|rest| rest.starts_with([' ', '(', ':', ',']))
    })
}

pub(super) fn in_sheet(grid: &Grid, sheet: Option<&String>) -> bool {
    sheet.is_none_or(|sheet| words(&grid.name) == words(sheet))
}

impl Template {
    /// Whether all that the template needs is in a source.
    pub(super) fn matches(&self, source: &Source) -> bool {
        let has_tables = self.tables.iter().all(|table| find_table(source, table).is_ok());
        let is_there = |value: &Value| value.is_optional || find_label(source, value).is_some();
        !(self.tables.is_empty() && self.values.is_empty()) && has_tables && self.values.iter().all(is_there)
    }
}

/// Where a label stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum LabelAt<'s> {
    Cell(&'s Grid, u32, u32),
    Line(usize),
}

/// The first place of a value's label.
pub(super) fn find_label<'s>(source: &'s Source, value: &Value) -> Option<LabelAt<'s>> {
    let cells = source.grids.iter().filter(|grid| in_sheet(grid, value.sheet.as_ref())).flat_map(|grid| {
        let cells = grid.cells.iter().filter(|(_, cell)| !cell.is_continued && is_label(&cell.text, &value.labels));
        cells.map(move |((row, column), _)| LabelAt::Cell(grid, *row, *column))
    });
    let mut lines = source.lines.iter().enumerate().filter(|(_, line)| is_label(&line.text, &value.labels));
    let is_on_a_sheet = value.sheet.is_some();
    cells.into_iter().next().or_else(|| lines.next().filter(|_| !is_on_a_sheet).map(|(index, _)| LabelAt::Line(index)))
}

/// The table of a source that has all headings of a template's table.
///
/// # Errors
/// The heading that is missing, where most of the others are, and the nearest that is there.
pub(super) fn find_table<'s>(source: &'s Source, table: &TableOf) -> Result<Found<'s>, String> {
    let mut best: Option<(usize, Found<'s>)> = None;
    for grid in source.grids.iter().filter(|grid| in_sheet(grid, table.sheet.as_ref())) {
        for row in grid.rows() {
            let columns: Vec<Option<u32>> = table.columns.iter().map(|column| column_of(grid, row, column)).collect();
            let count = columns.iter().flatten().count();
            if count > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((count, Found { grid, heading_row: row, columns }));
            }
        }
    }
    let Some((_, found)) = best else { return Err(nothing_found(source, table)) };
    let missing = table.columns.iter().zip(&found.columns).find(|(column, at)| at.is_none() && !column.is_optional);
    match missing {
        None => Ok(found),
        Some((column, _)) => Err(heading_missing(column, &found)),
    }
}

fn column_of(grid: &Grid, row: u32, column: &Column) -> Option<u32> {
    let mut cells = grid.row(row).filter(|(_, cell)| !cell.is_continued);
    cells.find(|(_, cell)| is_label(&cell.text, &column.headings)).map(|(at, _)| at)
}

fn heading_missing(column: &Column, found: &Found<'_>) -> String {
    let heading = column.headings.first().map_or("", String::as_str);
    let there = || found.grid.row(found.heading_row).filter(|(_, cell)| !cell.is_blank());
    let near = nearest(heading, there().map(|(_, cell)| cell.text.as_str()));
    let near = near.and_then(|near| there().find(|(_, cell)| cell.text == near));
    let hint = match near {
        Some((at, cell)) => {
            format!("the nearest is \"{}\" in {}", cell.text.trim(), found.grid.spot_of(found.heading_row, at))
        }
        None => {
            let headings: Vec<String> = there().map(|(_, cell)| format!("\"{}\"", cell.text.trim())).collect();
            format!("the headings there are {}", headings.join(", "))
        }
    };
    format!("the table in {} has no heading \"{heading}\"; {hint}", found.grid.spot)
}

fn nothing_found(source: &Source, table: &TableOf) -> String {
    let headings: Vec<String> =
        table.columns.iter().filter_map(|column| column.headings.first()).map(|one| format!("\"{one}\"")).collect();
    match &table.sheet {
        Some(sheet) if !source.grids.iter().any(|grid| in_sheet(grid, Some(sheet))) => {
            let names = || source.grids.iter().map(|grid| grid.name.as_str());
            let hint = match nearest(sheet, names()) {
                Some(near) => format!("the nearest is \"{near}\""),
                None => format!("the sheets are {}", names().collect::<Vec<_>>().join(", ")),
            };
            format!("there is no sheet \"{sheet}\"; {hint}")
        }
        _ => format!("there is no table with the headings {}", headings.join(", ")),
    }
}
