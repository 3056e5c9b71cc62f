//! Texts in the rows of a table, but in a column without a heading: they are easily typed one column too
//! far, and a form that drops them in silence hides an answer.

use std::collections::BTreeMap;

use super::table::Found;
use super::unread::shown;
use super::{At, Seen, find_label};
use crate::template::file::{TableOf, Take, Template, Value};

/// So many further cells of a column are named.
const TOLD: usize = 8;

/// How many rows below its label a value may stand.
const BELOW_LABEL: u32 = 4;

/// The cells beside the rows of all tables that nothing reads and no heading stands above, in words: one
/// notice a column.
pub(in crate::template) fn beside_tables(
    seen: &Seen<'_>,
    template: &Template,
    found: &[(&TableOf, Found<'_>)],
) -> Vec<String> {
    let values: Vec<(&Value, At<'_>)> =
        template.values.iter().filter_map(|value| Some((value, find_label(seen, value)?))).collect();
    let mut columns: BTreeMap<(usize, u32, u32), Vec<u32>> = BTreeMap::new();
    let mut headed: Option<&Found<'_>> = None;
    for (table, part) in found {
        // A part without headings has those of the part that it goes on from.
        headed = if part.has_headings { Some(part) } else { headed };
        for row in rows_of(table, part) {
            let first = first_beside(seen, table, part, row);
            for column in part.grid.row(row).into_iter().filter(|column| *column >= first) {
                let at = (part.position, row, column);
                let is_headed = headed.is_some_and(|headed| has_heading(headed, column));
                let is_text = part.grid.filled(row, column).is_some_and(|cell| !cell.is_continued);
                if is_text && !is_headed && !is_of_table(found, at) && !is_of_value(seen, &values, at) {
                    columns.entry((part.position, part.heading_row, column)).or_default().push(row);
                }
            }
        }
    }
    columns.into_iter().filter_map(|((position, _, column), rows)| told(seen, position, column, &rows)).collect()
}

/// Whether some table is read from a cell, or has its headings there.
fn is_of_table(found: &[(&TableOf, Found<'_>)], (position, row, column): (usize, u32, u32)) -> bool {
    found.iter().any(|(table, part)| {
        let has_row = || match table.rows.is_empty() {
            true => (part.heading_row..part.end).contains(&row),
            false => part.heading_row == row || part.rows.iter().any(|(_, own)| *own == row),
        };
        part.position == position && part.columns.iter().flatten().any(|own| *own == column) && has_row()
    })
}

/// The rows of a part from the first entry to the last.
fn rows_of(table: &TableOf, part: &Found<'_>) -> Vec<u32> {
    if !table.rows.is_empty() {
        return part.rows.iter().map(|(_, row)| *row).collect();
    }
    let columns = part.columns.iter().flatten();
    let is_entry = |row: &u32| columns.clone().any(|column| part.grid.filled(*row, *column).is_some());
    let mut rows: Vec<u32> = part.grid.rows_from(part.first_row()).take_while(|row| *row < part.end).collect();
    let last = rows.iter().rposition(is_entry).map_or(0, |last| last + 1);
    rows.truncate(last);
    rows
}

/// The first column of a row that is beside what the template knows: behind the label of a row that the
/// form prints.
fn first_beside(seen: &Seen<'_>, table: &TableOf, part: &Found<'_>, row: u32) -> u32 {
    if table.rows.is_empty() {
        return 0;
    }
    let labels = seen.texts_in(part.position, row..row + 1).map(|((_, column), _)| column);
    let last = labels.filter(|column| *column < part.first_column()).max();
    last.map_or(part.first_column(), |column| part.grid.last_column(row, column) + 1)
}

/// Whether a heading stands above a column: one of its own, and not a wide one that is read elsewhere.
fn has_heading(part: &Found<'_>, column: u32) -> bool {
    let is_read = |at: u32| part.columns.iter().flatten().any(|own| *own == at);
    part.grid.filled(part.heading_row, column).is_some_and(|cell| {
        let from = (0..=column).rev().find(|at| part.grid.row(part.heading_row).contains(at));
        !cell.is_continued || !from.is_some_and(is_read)
    })
}

/// Whether a cell is a label of the template, or what may stand beside or below one.
fn is_of_value(seen: &Seen<'_>, values: &[(&Value, At<'_>)], (position, row, column): (usize, u32, u32)) -> bool {
    let may_hold = |(value, at): &(&Value, At<'_>)| match at {
        At::Named(grid, at) => seen.grid(position).is_some_and(|own| own.spot == grid.spot) && *at == (row, column),
        At::Cell(_, own, (at, beside)) if *own == position => match value.take {
            Take::Below => column == *beside && (*at..=at + BELOW_LABEL).contains(&row),
            Take::Right | Take::Next | Take::After => row == *at && column >= *beside,
        },
        _ => false,
    };
    seen.words_at(position, (row, column)).is_some() || values.iter().any(may_hold)
}

/// The first cell of a column with its words, and the rows of the further ones.
fn told(seen: &Seen<'_>, position: usize, column: u32, rows: &[u32]) -> Option<String> {
    let grid = seen.grid(position)?;
    let (first, further) = rows.split_first()?;
    let text = shown(&grid.filled(*first, column)?.text);
    let spot = grid.spot_of(*first, column);
    if further.is_empty() {
        return Some(format!("{spot}: \"{text}\" was not read: the column has no heading"));
    }
    let listed: Vec<String> = further.iter().take(TOLD).map(|row| (row + 1).to_string()).collect();
    let more = further.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let word = if further.len() == 1 { "row" } else { "rows" };
    Some(format!(
        "{spot}: \"{text}\" was not read, nor was what stands below it in {word} {}{more}: the column has no heading",
        listed.join(", ")
    ))
}
