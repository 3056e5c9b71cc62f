//! What a table is called: by the heading that it stands under, or by its sheet.

use std::sync::Arc;

use crate::document::outline::{Standing, outline_of_lines};
use crate::template::file::TableOf;
use crate::template::find::Found;
use crate::template::path::Gaps;
use crate::template::source::Grid;
use crate::template::written::{Leaf, Part};

/// Puts the title and the place of a table, and what is the same wherever it is found.
pub(super) fn fill(file: &str, table: &TableOf, parts: &[Found<'_>], root: &mut Part) {
    let Some(first) = parts.first() else { return };
    let (title, place) = called(file, first.grid);
    // Without a spot of its own, a CSV file is told by its headings.
    let spot = match first.grid.spot.as_str() {
        "" => first.grid.spot_of(first.heading_row, first.first_column()),
        spot => Arc::from(spot),
    };
    for (path, text) in
        table.title.iter().map(|path| (path, &title)).chain(table.place.iter().map(|path| (path, &place)))
    {
        path.put(root, Gaps::default(), Leaf { spot: Some(Arc::clone(&spot)), ..Leaf::constant(text) });
    }
    for (path, part) in &table.set {
        path.put_part(root, part.clone());
    }
}

/// The title of a table and its place: "High level delivery timeline", "Section 10". What has no
/// heading is called by its sheet, or by its file.
fn called(file: &str, grid: &Grid) -> (String, String) {
    let entries = outline_of_lines(&grid.under, &[Standing::Heading]);
    let label = entries.first().map(|entry| entry.label.to_string());
    let rest = entries.first().and_then(|entry| grid.under.get(entry.heading.clone()?));
    let of_file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let or = |text: &str, other: &str| if text.trim().is_empty() { other.to_owned() } else { text.trim().to_owned() };
    let spot = or(&grid.spot, of_file);
    // A caption of its own says more than the heading.
    let title = rest.filter(|_| grid.under.ends_with(&grid.name)).unwrap_or(&grid.name);
    let place = match label {
        Some(label) if label.starts_with(|sign: char| sign.is_ascii_digit()) => format!("section {label}"),
        Some(label) => label,
        None => spot.clone(),
    };
    (or(title, &spot), place)
}
