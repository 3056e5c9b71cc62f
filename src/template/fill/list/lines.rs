//! What each row of a list is: an item, a heading, or words that lead in.

use super::no_item::NotItem;
use super::single_spaced;
use crate::problem::nearest;
use crate::template::file::{Group, TableOf};
use crate::template::find::{Found, Label};
use crate::template::forms::{Asked, section_that_asks};
use crate::template::written::Leaf;

/// A heading between the items has so many words, or no figure: a reference is shorter.
const WORDS_OF_HEADING: usize = 3;

/// The short name of a group that is like none of the form.
const NO_GROUP: &str = "other";

/// What a row of the table is.
pub(super) enum Line<'t> {
    /// It opens a group, which has a short name and a title in the form.
    Opening { text: Leaf, name: &'t str, of_form: String },
    /// It introduces the items that follow.
    LeadIn(Leaf),
    /// It is an item: a row of a part.
    Item(&'t Found<'t>, u32),
    /// It is no item by the words in a cell of it.
    NoItem(NotItem<'t>),
}

/// A row that is not empty.
struct Row<'t> {
    found: &'t Found<'t>,
    row: u32,
    /// What stands in its first column, if nothing else stands in the row.
    alone: Option<Leaf>,
    /// Whether that reaches over further columns that are read.
    is_wide: bool,
}

/// What each row is, in order, without those that are empty; and what a reader should know of it.
pub(super) fn lines<'t>(table: &'t TableOf, parts: &'t [Found<'t>], asked: &[Asked]) -> (Vec<Line<'t>>, Vec<String>) {
    let mut rows: Vec<Row<'t>> = parts.iter().flat_map(rows_of).collect();
    let numbered = numbered_ahead(table, &mut rows);
    let in_table: Vec<&str> = match &table.group {
        Some(group) => rows.iter().filter_map(|row| Some(opened(group, &row.alone.as_ref()?.text)?.1)).collect(),
        None => Vec::new(),
    };
    let (mut lines, mut notices) = (Vec::new(), Vec::from_iter(numbered));
    let mut has_lead_in = false;
    let mut further = rows.iter();
    while let Some(row) = further.next() {
        if let Some(no_item) = NotItem::of(table, row.found, row.row) {
            lines.push(Line::NoItem(no_item));
            continue;
        }
        let item = Line::Item(row.found, row.row);
        let Some(text) = row.alone.clone() else {
            lines.push(item);
            continue;
        };
        let spot = text.spot.clone().unwrap_or_default();
        let Some(group) = &table.group else {
            if is_between(table, row, &text.text) {
                notices.push(format!(
                    "{spot}: \"{}\" stands alone in its row; it was taken for a heading and is no entry",
                    text.text
                ));
            } else {
                lines.push(item);
            }
            continue;
        };
        if let Some((title, name)) = opened(group, &text.text) {
            has_lead_in = false;
            lines.push(Line::Opening { text, name, of_form: title.text.clone() });
        } else if is_lead_in(group, &text.text) {
            if has_lead_in {
                notices.push(format!(
                    "{spot}: \"{}\" is a second text that leads in to the same section, and was not read",
                    text.text
                ));
            } else {
                has_lead_in = true;
                lines.push(Line::LeadIn(text));
            }
        } else if table.known_by.is_some() && is_heading(group, &text.text, further.as_slice(), asked) {
            has_lead_in = false;
            let meant = meant(group, &text.text, further.as_slice(), asked, &in_table);
            let near = meant.map_or_else(String::new, |(title, _)| format!("; the nearest is \"{}\"", title.text));
            notices.push(format!("{spot}: \"{}\" is no heading of the form, and was read as one{near}", text.text));
            let (name, of_form) = match meant {
                Some((title, name)) => (name, title.text.clone()),
                None => (NO_GROUP, text.text.clone()),
            };
            lines.push(Line::Opening { text, name, of_form });
        } else {
            lines.push(item);
        }
    }
    (lines, notices)
}

/// Takes off the rows at the end of a table that hold a number and nothing else: numbered ahead, for
/// entries to come; gives a word on them. A row that is left so between others stays.
fn numbered_ahead(table: &TableOf, rows: &mut Vec<Row<'_>>) -> Option<String> {
    let is_number = |text: &str| !text.contains(' ') && text.contains(|sign: char| sign.is_ascii_digit());
    let is_ahead = |row: &Row<'_>| row.alone.as_ref().is_some_and(|alone| is_number(&alone.text)) && !row.is_wide;
    let entries = rows.iter().rposition(|row| !is_ahead(row)).map_or(0, |last| last + 1);
    if table.group.is_some() || table.columns.len() < 2 || entries == 0 {
        return None;
    }
    let ahead = rows.split_off(entries);
    let first = ahead.first()?.alone.as_ref()?;
    let spot = first.spot.as_deref().unwrap_or_default();
    let further = match ahead.len() - 1 {
        0 => "stands alone in its row".to_owned(),
        more => format!("and {more} more below stand alone in their rows"),
    };
    Some(format!("{spot}: \"{}\" {further} at the end of the table, and no entry was read there", first.text))
}

/// The rows of a part that hold anything of their own.
fn rows_of<'t>(found: &'t Found<'t>) -> impl Iterator<Item = Row<'t>> {
    let first = found.first_column();
    let rows = found.grid.rows_from(found.first_row()).take_while(|row| *row < found.end);
    rows.filter_map(move |row| {
        // A part that hangs down from a row above is no row of its own.
        let mut columns: Vec<u32> = found.columns.iter().flatten().copied().collect();
        columns.sort_unstable();
        columns.dedup();
        let is_own = |at: &u32| found.grid.filled(row, *at).is_some_and(|cell| !cell.is_continued);
        let own: Vec<u32> = columns.iter().copied().filter(is_own).collect();
        let alone = found.grid.filled(row, first).filter(|_| own == [first]).map(|cell| Leaf {
            spot: Some(found.grid.spot_of(row, first)),
            ..Leaf::constant(&single_spaced(&cell.text))
        });
        let last = found.grid.last_column(row, first);
        let is_wide = columns.iter().filter(|at| **at <= last).count() > 1;
        (!own.is_empty()).then_some(Row { found, row, alone, is_wide })
    })
}

/// Whether a text that stands alone in its row is a heading between items that are in no groups.
fn is_between(table: &TableOf, row: &Row<'_>, text: &str) -> bool {
    let is_long = text.split(' ').count() >= WORDS_OF_HEADING || !text.chars().any(|sign| sign.is_ascii_digit());
    row.is_wide || (table.has_headings_between && is_long)
}

fn is_lead_in(group: &Group, text: &str) -> bool {
    group.lead_in.as_ref().is_some_and(|(_, end)| text.ends_with(end.as_str()))
}

/// Whether a text that stands alone in its row is a heading that the template does not know: it is no
/// question, and questions follow. Without the questions of the form nobody can tell.
fn is_heading(group: &Group, text: &str, further: &[Row<'_>], asked: &[Asked]) -> bool {
    let is_question = |text: &str| text.ends_with('?') || section_that_asks(asked, text).is_some();
    let has_questions = further.first().is_some_and(|next| match &next.alone {
        None => true,
        Some(next) => is_lead_in(group, &next.text) || is_question(&next.text),
    });
    !asked.is_empty() && has_questions && !is_question(text)
}

/// The heading of the form in whose place an unknown one stands: that of the first question below it,
/// or the one that is written most like it; none that stands in the table anyway.
fn meant<'t>(
    group: &'t Group,
    text: &str,
    further: &[Row<'_>],
    asked: &[Asked],
    in_table: &[&str],
) -> Option<(&'t Label, &'t str)> {
    let left = || group.names.iter().filter(|(_, name)| !in_table.contains(&name.as_str()));
    let of_group =
        further.iter().take_while(|row| row.alone.as_ref().is_none_or(|text| opened(group, &text.text).is_none()));
    let mut questions = of_group.filter_map(|row| row.found.grid.filled(row.row, row.found.first_column()));
    let section = questions.find_map(|cell| section_that_asks(asked, &cell.text));
    let of_section = section.and_then(|section| left().find(|(title, _)| title.is(section)));
    let near = || {
        let near = nearest(text, left().map(|(title, _)| title.text.as_str()))?;
        left().find(|(title, _)| title.text == near)
    };
    of_section.or_else(near).map(|(title, name)| (title, name.as_str()))
}

/// The title and the short name of the group that a row of one text opens.
fn opened<'t>(group: &'t Group, text: &str) -> Option<(&'t Label, &'t str)> {
    group.names.iter().find(|(title, _)| title.is(text)).map(|(title, name)| (title, name.as_str()))
}
