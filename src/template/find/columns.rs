//! Columns of an officer's own table that nothing looks for, and what they may hold.

use std::sync::Arc;

use super::missing::place_of;
use super::{Fit, Found, Label, fit, words};
use crate::problem::{is_slip, nearest};
use crate::template::file::{Column, TableOf};

/// So many columns a message names.
const TOLD: usize = 8;

/// A table of an officer's own has columns that the template does not look for.
pub(in crate::template) fn not_read(table: &TableOf, found: &Found<'_>) -> Vec<String> {
    let (grid, row) = (found.grid, found.heading_row);
    let (known, unknown): (Vec<_>, Vec<_>) =
        others(found).into_iter().partition(|(_, heading)| known_by(table, found, heading).is_some());
    let second = known.into_iter().filter_map(|(at, heading)| {
        let first = known_by(table, found, &heading)?;
        Some(format!(
            "the column \"{heading}\" in {} is not read: it is a second one beside \"{}\" in {}",
            grid.spot_of(row, at),
            grid.filled(row, first).map_or_else(String::new, |cell| cell.text.trim().to_owned()),
            grid.spot_of(row, first)
        ))
    });
    let mut told: Vec<String> = second.collect();
    let unknown: Vec<String> = unknown.into_iter().map(|(_, heading)| heading).collect();
    told.extend(not_looked_for(found, &unknown));
    let missing = missing(table, found).map(|(_, column)| column);
    told.extend(missing.filter_map(|column| may_be_renamed(column, found, &unknown)));
    told
}

/// For each column of the template, why nobody can tell what it holds: the table does not have it, and
/// a column that is not read may be it. None where the table has it, or has no column that may be it.
pub(in crate::template) fn may_hold(table: &TableOf, found: &Found<'_>) -> Vec<Option<Arc<str>>> {
    let mut why = vec![None; table.columns.len()];
    let unknown: Vec<String> = others(found).into_iter().map(|(_, heading)| heading).collect();
    let unknown: Vec<String> =
        unknown.into_iter().filter(|heading| known_by(table, found, heading).is_none()).collect();
    for (index, column) in missing(table, found) {
        let near = unknown.iter().filter(|heading| column.misspelt_as(heading).is_some()).cloned().collect::<Vec<_>>();
        let may_be = if near.is_empty() && column.is_expected { unknown.clone() } else { near };
        if let (Some(place), false) = (why.get_mut(index), may_be.is_empty()) {
            let what = format!(
                "nobody can tell the {}: no column of the table is known to hold it, and {} not read",
                column.title(),
                listed(&may_be)
            );
            *place = Some(what.into());
        }
    }
    why
}

/// The headings of a table that no column of the template is read from.
fn others(found: &Found<'_>) -> Vec<(u32, String)> {
    let (grid, row) = (found.grid, found.heading_row);
    let is_read = |at: &u32| found.columns.iter().flatten().any(|own| own == at);
    let others = grid.row(row).into_iter().filter(|at| !is_read(at));
    let others = others.filter_map(|at| Some((at, grid.filled(row, at).filter(|cell| !cell.is_continued)?)));
    others.map(|(at, cell)| (at, cell.text.trim().to_owned())).collect()
}

/// The columns of the template that a table does not have.
fn missing<'t>(table: &'t TableOf, found: &'t Found<'_>) -> impl Iterator<Item = (usize, &'t Column)> {
    table
        .columns
        .iter()
        .zip(&found.columns)
        .enumerate()
        .filter(|(_, (_, at))| at.is_empty())
        .map(|(index, (own, _))| (index, own))
}

/// The column that is read for the field which a heading stands for too.
fn known_by(table: &TableOf, found: &Found<'_>, heading: &str) -> Option<u32> {
    let heading = words(heading);
    let mut columns = table.columns.iter().zip(&found.columns);
    columns.find_map(|(column, at)| {
        let labels: Vec<Label> = column.headings.iter().filter_map(|heading| heading.label.clone()).collect();
        at.first().copied().filter(|_| fit(&heading, &labels).is_some_and(|fit| fit <= Fit::Clause))
    })
}

/// Columns whose headings the template does not know, in one notice.
fn not_looked_for(found: &Found<'_>, names: &[String]) -> Option<String> {
    let (columns, are) = if names.len() == 1 { ("column", "is") } else { ("columns", "are") };
    let more = names.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let list: Vec<String> = names.iter().take(TOLD).map(|name| format!("\"{name}\"")).collect();
    (!names.is_empty()).then(|| {
        format!(
            "the {columns} {}{more} of the table in {} {are} not read: the template looks for no such heading",
            list.join(", "),
            place_of(found.grid)
        )
    })
}

/// What to do where a column that is not read may be one that the table does not have.
fn may_be_renamed(column: &Column, found: &Found<'_>, unknown: &[String]) -> Option<String> {
    let misspelt = unknown.iter().find_map(|own| Some((own, column.misspelt_as(own)?)));
    let near = || unknown.iter().find_map(|own| Some((own, column.nearest_to(own)?))).filter(|_| column.is_expected);
    let what = format!("no column in {} is known to hold the {}", place_of(found.grid), column.title());
    match misspelt.or_else(near) {
        Some((own, heading)) => Some(format!("{what}: the nearest is \"{own}\"; if it does, call it \"{heading}\"")),
        None if column.is_expected && !unknown.is_empty() => {
            let heading = column.headings.first()?;
            Some(format!("{what}: if one that is not read does, call it \"{heading}\""))
        }
        None => None,
    }
}

/// Columns by their headings, with the verb: `the columns "Area" and "Notes" are`.
fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().take(TOLD).map(|name| format!("\"{name}\"")).collect();
    match (quoted.as_slice(), names.len().saturating_sub(TOLD)) {
        ([one], _) => format!("the column {one} is"),
        ([first @ .., last], 0) => format!("the columns {} and {last} are", first.join(", ")),
        (all, more) => format!("the columns {} and {more} more are", all.join(", ")),
    }
}

impl Column {
    /// What a person calls its field.
    fn title(&self) -> &str {
        self.path.end().title().unwrap_or("value")
    }

    /// The heading of the column that is nearest in spelling to another.
    fn nearest_to(&self, heading: &str) -> Option<String> {
        let own: Vec<String> = self.headings.iter().map(ToString::to_string).collect();
        nearest(heading, own.iter().map(String::as_str)).map(str::to_owned)
    }

    /// The heading of the column that another is but for slips of the pen and the signs between its words.
    /// "Meeting date" is no misspelt "Review date".
    fn misspelt_as(&self, heading: &str) -> Option<String> {
        let parts = |text: &str| -> Vec<String> {
            let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        };
        let written = parts(heading);
        let is_slip_of = |own: &String| {
            let own = parts(own);
            own.len() == written.len() && own.iter().zip(&written).all(|(own, written)| is_slip(own, written))
        };
        self.headings.iter().map(ToString::to_string).find(|own| is_slip_of(own) && !written.is_empty())
    }
}
