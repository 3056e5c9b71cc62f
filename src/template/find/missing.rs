//! What is said of a label, a heading or a row that is not there: where, and the nearest that is.

use super::{Fit, Found, Label, Seen};
use crate::problem::nearest;
use crate::template::file::{Heading, RowOf, TableOf, Value};
use crate::template::source::Grid;

/// So many texts are compared with what is missing; a form has fewer.
const MOST_COMPARED: usize = 5_000;

/// There is no such label in a sheet, or no such sheet.
pub(super) fn no_such_label(seen: &Seen<'_>, sheet: Option<&Label>, label: &Label) -> String {
    if let Some(what) = no_sheet(seen, sheet) {
        return what;
    }
    let texts = seen.grids(sheet).flat_map(|(_, grid)| grid.texts().map(move |(at, text)| (grid, at, text)));
    let place = sheet.map_or_else(String::new, |sheet| format!(" in sheet \"{}\"", sheet.text));
    let what = format!("there is no label \"{}\"{place}", label.text);
    match near(&label.text, texts.take(MOST_COMPARED)) {
        Some(hint) => format!("{what}; {hint}"),
        None => what,
    }
}

/// A value's label is not there, or one that it stands below.
pub(in crate::template) fn no_label(seen: &Seen<'_>, value: &Value) -> String {
    let sheet = value.sheet.as_ref();
    let of_section = seen.grids(sheet).map(|(position, _)| seen.section(position, &value.below).err());
    let missing = of_section.min_by_key(Option::is_some).flatten().or(value.labels.first());
    match missing {
        Some(label) => no_such_label(seen, sheet, label),
        None => format!("the workbook gives no cell the name \"{}\"", value.name.as_deref().unwrap_or_default()),
    }
}

/// The text that is nearest to a label as a whole, or else in as many of its first words as the label has.
fn near<'t>(label: &str, texts: impl Iterator<Item = (&'t Grid, (u32, u32), &'t str)>) -> Option<String> {
    const SHOWN: usize = 80;
    let length = label.split_whitespace().count();
    let starts = |text: &str| text.split_whitespace().take(length).collect::<Vec<_>>().join(" ");
    let texts: Vec<(&Grid, (u32, u32), &str, String)> =
        texts.map(|(grid, at, text)| (grid, at, text.trim(), starts(text))).collect();
    let is_short = |text: &&str| text.len() < label.len() * 2 + 8;
    let whole = nearest(label, texts.iter().map(|(_, _, text, _)| *text).filter(is_short));
    let start = || nearest(label, texts.iter().map(|(_, _, _, start)| start.as_str()));
    let (grid, (row, column), text, _) = match whole {
        Some(near) => texts.iter().find(|(_, _, text, _)| *text == near)?,
        None => start().and_then(|near| texts.iter().find(|(_, _, _, start)| start == near))?,
    };
    let shown: String = text.chars().take(SHOWN).collect();
    let dots = if shown.len() < text.len() { "..." } else { "" };
    Some(format!("the nearest is \"{shown}{dots}\" in {}", grid.spot_of(*row, *column)))
}

fn no_sheet(seen: &Seen<'_>, sheet: Option<&Label>) -> Option<String> {
    let sheet = sheet.filter(|_| seen.grids(sheet).next().is_none())?;
    let names = || seen.source.grids.iter().map(|grid| grid.name.as_str());
    let hint = match nearest(&sheet.text, names()) {
        Some(near) => format!("the nearest is \"{near}\""),
        None => format!("the sheets are {}", names().collect::<Vec<_>>().join(", ")),
    };
    Some(format!("there is no sheet \"{}\"; {hint}", sheet.text))
}

/// A table lacks a heading, and all `others` that would do in its place.
pub(super) fn no_heading(heading: &Heading, others: &[Heading], found: &Found<'_>) -> String {
    let (grid, row) = (found.grid, found.heading_row);
    let there: Vec<(u32, String)> =
        grid.row(row).into_iter().filter_map(|at| Some((at, grid.filled(row, at)?.text.trim().to_owned()))).collect();
    let wanted = heading.to_string();
    let texts = there.iter().map(|(column, text)| (grid, (row, *column), text.as_str()));
    let hint = near(heading.label.as_ref().map_or("", |label| label.text.as_str()), texts).unwrap_or_else(|| {
        let headings: Vec<String> = there.iter().map(|(_, text)| format!("\"{text}\"")).collect();
        format!("the headings there are {}", headings.join(", "))
    });
    let others: Vec<String> =
        others.iter().map(Heading::to_string).filter(|own| *own != wanted).map(|own| format!("\"{own}\"")).collect();
    let or = if others.is_empty() { String::new() } else { format!(" (nor {})", others.join(", ")) };
    format!("the table in {} has no heading \"{wanted}\"{or}; {hint}", place_of(grid))
}

/// A table lacks a row.
pub(super) fn no_row(row: &RowOf, found: &Found<'_>) -> String {
    let (grid, first) = (found.grid, found.first_column());
    let is_within = |at: &(u32, u32)| at.0 > found.heading_row && at.0 < found.end && at.1 < first;
    let texts = grid.texts().filter(|(at, _)| is_within(at)).map(|(at, text)| (grid, at, text));
    let headings = grid.spot_of(found.heading_row, first);
    let what = format!("the table whose headings stand at {headings} has no row \"{}\"", row.label());
    match near(row.label(), texts.take(MOST_COMPARED)) {
        Some(hint) => format!("{what}; {hint}"),
        None => what,
    }
}

/// Whether a form leaves out a table that it may leave out: none of the headings that the table needs
/// stands there by itself.
pub(in crate::template) fn is_left_out(seen: &Seen<'_>, table: &TableOf) -> bool {
    let needed = table.columns.iter().filter(|column| !column.is_optional).flat_map(|column| &column.headings);
    let labels: Vec<Label> = needed.filter_map(|heading| heading.label.clone()).collect();
    let is_there = |(position, _): (usize, &Grid)| {
        seen.place_of(position, 0..u32::MAX, &labels).is_some_and(|(fit, _)| fit <= Fit::Clause)
    };
    table.may_be_left_out && !seen.grids(table.sheet.as_ref()).any(is_there)
}

/// No table has any of the headings.
pub(in crate::template) fn no_table(seen: &Seen<'_>, table: &TableOf) -> String {
    if let Some(what) = no_sheet(seen, table.sheet.as_ref()) {
        return what;
    }
    let needed = table.columns.iter().filter(|column| !column.is_optional);
    let headings = needed.filter_map(|column| column.headings.first());
    let headings: Vec<String> = headings.map(|heading| format!("\"{heading}\"")).collect();
    let place = table.sheet.as_ref().map_or_else(String::new, |sheet| format!(" in sheet \"{}\"", sheet.text));
    let what = format!("there is no table with the headings {}{place}", headings.join(", "));
    let texts = seen.grids(table.sheet.as_ref());
    let texts = texts.flat_map(|(_, grid)| grid.texts().map(move |(at, text)| (grid, at, text)));
    let first = table.columns.iter().filter_map(|column| column.headings.first()?.label.as_ref()).next();
    match first.and_then(|first| near(&first.text, texts.take(MOST_COMPARED))) {
        Some(hint) => format!("{what}; {hint}"),
        None => what,
    }
}

pub(super) fn place_of(grid: &Grid) -> &str {
    if grid.spot.is_empty() { "the file" } else { &grid.spot }
}
