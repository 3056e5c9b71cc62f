//! What looks as if it belonged to the form, and was not read.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{heading_rows, missing_from};
use super::table::Found;
use super::{At, Fit, Label, Seen, find_label, words};
use crate::template::file::{TableOf, Template};

/// So many headings make a table that is like one of the template's; one word may stand anywhere.
const LEAST_HEADINGS: usize = 2;

/// The characters of a text that a notice shows.
const SHOWN: usize = 60;

/// Rows that hold an answer in tables whose rows the form prints, and that the template does not name;
/// and sheets that are like one that it names.
pub(in crate::template) fn not_of_the_template(
    seen: &Seen<'_>,
    template: &Template,
    found: &[(&TableOf, Found<'_>)],
) -> Vec<String> {
    let mut read: BTreeSet<(usize, u32)> = BTreeSet::new();
    for (_, part) in found {
        read.insert((part.position, part.heading_row));
        read.extend(part.rows.iter().map(|(_, row)| (part.position, *row)));
    }
    for value in &template.values {
        if let Some(At::Cell(_, position, (row, _))) = find_label(seen, value) {
            read.insert((position, row));
        }
    }
    let mut told = BTreeMap::new();
    for (_, part) in found.iter().filter(|(table, _)| !table.rows.is_empty()) {
        told.extend(rows_beside(part, &read));
    }
    let alike = sheets_alike(seen, template, found);
    told.into_values().chain(alike).chain(parts_not_whole(seen, found)).collect()
}

/// Other sheets and tables that have most of the headings which a list needs, and not all.
fn parts_not_whole(seen: &Seen<'_>, found: &[(&TableOf, Found<'_>)]) -> Vec<String> {
    let mut told = Vec::new();
    let mut known: Vec<&TableOf> = Vec::new();
    for (table, part) in found.iter().filter(|(table, _)| table.rows.is_empty() && table.sheet.is_none()) {
        if known.iter().any(|own| std::ptr::eq(*own, *table)) {
            continue;
        }
        known.push(table);
        let needed = table.columns.iter().filter(|column| !column.is_optional).count();
        for (position, grid) in seen.grids(None) {
            if found.iter().any(|(_, own)| own.position == position) {
                continue;
            }
            let rows: BTreeSet<u32> = seen.texts_in(position, 0..u32::MAX).map(|((row, _), _)| row).collect();
            let missing = rows.iter().map(|row| missing_from(seen, position, *row, table, part).collect::<Vec<_>>());
            let fewest = missing.min_by_key(Vec::len).unwrap_or_default();
            let has_most = fewest.len() * 2 < needed && needed - fewest.len() >= LEAST_HEADINGS;
            if has_most && !fewest.is_empty() {
                let names = fewest.iter().filter_map(|column| column.headings.first());
                let names: Vec<String> = names.map(|heading| format!("\"{heading}\"")).collect();
                told.push(format!(
                    "{} is like {}, but has no heading {}, and was not read",
                    grid.spot,
                    part.grid.spot,
                    names.join(", ")
                ));
            }
        }
    }
    told
}

/// The rows of a table and right below it that hold an answer and that nothing reads, each in words.
fn rows_beside(part: &Found<'_>, read: &BTreeSet<(usize, u32)>) -> Vec<((usize, u32), String)> {
    let grid = part.grid;
    let last = part.rows.iter().map(|(_, row)| *row).max().unwrap_or(part.heading_row);
    let mut told = Vec::new();
    for row in grid.rows_from(part.heading_row + 1).take_while(|row| *row < part.end) {
        let is_read = read.contains(&(part.position, row));
        let own = |column: &u32| grid.filled(row, *column).filter(|cell| !cell.is_continued);
        let label = (0..part.first_column()).rev().find_map(|column| own(&column));
        let is_answered = part.columns.iter().flatten().any(|column| own(column).is_some());
        // What the template reads elsewhere, or a row without an answer, ends the table.
        if row > last && (is_read || !is_answered) {
            break;
        }
        if let Some(label) = label.filter(|_| is_answered && !is_read) {
            let (place, text) = (place_of(part, row), shown(&label.text));
            told.push(((part.position, row), format!("{place}: \"{text}\" is not in the template and was not read")));
        }
    }
    told
}

fn place_of(part: &Found<'_>, row: u32) -> String {
    let row = format!("row {}", row + 1);
    if part.grid.spot.is_empty() { row } else { format!("{}, {row}", part.grid.spot) }
}

/// The beginning of a text, on one line.
pub(in crate::template) fn shown(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() { format!("{}...", shown.trim_end()) } else { shown }
}

/// The sheets that the template does not name, and that are a copy of one that it names: by the name,
/// or by the headings of a table.
fn sheets_alike(seen: &Seen<'_>, template: &Template, found: &[(&TableOf, Found<'_>)]) -> Vec<String> {
    let of_tables = template.tables.iter().map(|table| table.sheet.as_ref());
    let named: Vec<&Label> =
        template.values.iter().map(|value| value.sheet.as_ref()).chain(of_tables).flatten().collect();
    let mut told = Vec::new();
    // Where some table stands on any sheet, all are read.
    for (position, grid) in seen.grids(None).filter(|_| !named.is_empty()) {
        if named.iter().any(|sheet| sheet.is(&grid.name)) {
            continue;
        }
        let name = words(&grid.name);
        let by_name = named.iter().find(|sheet| sheet.fit(&name) == Some(Fit::Clause)).copied();
        let by_table = || {
            let like = found.iter().find(|(table, part)| {
                table.sheet.is_some()
                    && heading_rows(seen, position, 0..u32::MAX, table, part)
                        .any(|row| has_rows(seen, position, row, table))
            });
            like.and_then(|(table, _)| table.sheet.as_ref())
        };
        if let Some(sheet) = by_name.or_else(by_table) {
            told.push(format!("{} is like sheet \"{}\" and was not read", grid.spot, sheet.text));
        }
    }
    told
}

/// Whether at least half of the rows that the form prints stand below a heading.
fn has_rows(seen: &Seen<'_>, position: usize, heading_row: u32, table: &TableOf) -> bool {
    let is_there = |labels: &[Label]| seen.place_of(position, heading_row + 1..u32::MAX, labels).is_some();
    let there = table.rows.iter().filter(|row| is_there(&row.labels)).count();
    there * 2 >= table.rows.len()
}
