//! Tables of a paper that go on with the rows of a list and have no headings of their own: what a word
//! processor leaves where somebody split a table.

use std::collections::BTreeSet;

use super::single_spaced;
use crate::template::file::{TableOf, Template};
use crate::template::find::{Found, Label, Seen, find_parts, find_table};
use crate::template::forms::{Asked, places_among};
use crate::template::source::Grid;

/// Puts them behind the part that they go on from: tables of as many columns that hold questions or
/// sections of the form which no other part has, or that stand right below and begin with an entry.
/// Gives what a reader should know of it.
///
/// # Errors
/// A table with questions of the form which no part has, that cannot be read.
pub(super) fn go_on<'s>(
    seen: &Seen<'s>,
    template: &Template,
    table: &TableOf,
    asked: &[Asked],
    parts: &mut Vec<Found<'s>>,
) -> Result<Vec<String>, String> {
    if parts.iter().all(|part| part.grid.columns().is_none()) {
        return Ok(Vec::new());
    }
    let mut taken = taken_by_others(seen, template, table);
    taken.extend(parts.iter().map(|part| part.position));
    // In what a figure counts stands in a heading: without one, nobody may add it up.
    let counts = table.columns.iter().any(|column| column.figures.is_some());
    let left = Left::of(table, asked, parts);
    let mut notices = Vec::new();
    for (position, grid) in seen.grids(table.sheet.as_ref()).filter(|(position, _)| !taken.contains(position)) {
        let Some(at) = parts.iter().rposition(|part| part.position < position) else { continue };
        let Some(above) = parts.get(at) else { continue };
        let fits = grid.columns().is_some() && grid.columns() == above.grid.columns();
        let question = left.question_in(grid);
        let is_right_below = grid.below == Some(above.position);
        let begins = begins(grid, above);
        let goes_on = question.is_some() || left.opens_section(grid, above) || (is_right_below && begins);
        if fits && goes_on && !counts {
            notices.push(format!(
                "{} goes on in {}, which has no headings: its columns were read in the same order",
                above.grid.spot, grid.spot
            ));
            let (columns, end) = (above.columns.clone(), u32::MAX);
            let part = Found { grid, position, heading_row: 0, has_headings: false, columns, rows: Vec::new(), end };
            parts.insert(at + 1, part);
        } else if let Some((row, column)) = question {
            let text = grid.filled(row, column).map_or_else(String::new, |cell| single_spaced(&cell.text));
            return Err(format!(
                "{}: \"{text}\" is a question of the form, and stands in a table that has neither its headings nor its columns",
                grid.spot_of(row, column)
            ));
        } else if fits && (is_right_below || begins) {
            notices.push(format!(
                "{} was not read: it has as many columns as {}, but not its headings",
                grid.spot, above.grid.spot
            ));
        }
    }
    Ok(notices)
}

/// The tables that something else of the template is read from.
fn taken_by_others(seen: &Seen<'_>, template: &Template, own: &TableOf) -> BTreeSet<usize> {
    let others = template.tables.iter().filter(|table| !std::ptr::eq(*table, own));
    let parts = others.flat_map(|table| match table.rows.is_empty() {
        true => find_parts(seen, table).unwrap_or_default(),
        false => find_table(seen, table).into_iter().collect(),
    });
    parts.map(|part| part.position).collect()
}

/// What of the form no part of a list has.
struct Left<'t> {
    questions: Vec<&'t Asked>,
    sections: Vec<&'t Label>,
}

impl<'t> Left<'t> {
    fn of(table: &'t TableOf, asked: &'t [Asked], parts: &[Found<'_>]) -> Left<'t> {
        let known_by = if table.known_by.is_some() { asked } else { &[] };
        let texts: Vec<&str> = parts.iter().flat_map(|part| part.grid.texts()).map(|(_, text)| text).collect();
        let there: BTreeSet<usize> = places_among(known_by, &texts).into_iter().map(|(_, asked)| asked).collect();
        let questions = known_by.iter().enumerate().filter(|(place, _)| !there.contains(place));
        let titles = table.group.iter().flat_map(|group| &group.names).map(|(title, _)| title);
        Left {
            questions: questions.map(|(_, asked)| asked).collect(),
            sections: titles.filter(|title| !texts.iter().any(|text| title.is(text))).collect(),
        }
    }

    /// Where the first question stands that a grid has of them.
    fn question_in(&self, grid: &Grid) -> Option<(u32, u32)> {
        let (places, texts): (Vec<_>, Vec<&str>) = grid.texts().unzip();
        let found = places_among(self.questions.iter().copied(), &texts);
        found.into_iter().filter_map(|(text, _)| places.get(text).copied()).min()
    }

    /// Whether one of the sections begins in a grid: its title stands alone in a row.
    fn opens_section(&self, grid: &Grid, above: &Found<'_>) -> bool {
        let first = above.first_column();
        grid.texts().any(|((row, column), text)| {
            let is_title = column == first && self.sections.iter().any(|title| title.is(text));
            is_title && filled(grid, row, above).eq([first])
        })
    }
}

/// Whether the first row of several texts is an entry: it has a figure, where headings have words.
fn begins(grid: &Grid, above: &Found<'_>) -> bool {
    let full = grid.rows_from(0).find(|row| filled(grid, *row, above).count() > 1);
    let has_figure = |row: u32| {
        let texts = filled(grid, row, above).filter_map(move |column| grid.filled(row, column));
        texts.into_iter().any(|cell| cell.text.contains(|sign: char| sign.is_ascii_digit()))
    };
    full.is_some_and(has_figure)
}

/// The columns of a row that hold something and that are read.
fn filled<'g>(grid: &'g Grid, row: u32, above: &Found<'_>) -> impl Iterator<Item = u32> + 'g {
    let columns: BTreeSet<u32> = above.columns.iter().flatten().copied().collect();
    columns.into_iter().filter(move |column| grid.filled(row, *column).is_some_and(|cell| !cell.is_continued))
}
