//! A table whose rows are the items of a list.

use super::leaf;
use crate::template::file::{Group, TableOf};
use crate::template::find::Found;
use crate::template::forms::{Asked, Row, places_on};
use crate::template::path::Gaps;
use crate::template::written::{Leaf, Part};

/// What a row of the table is.
enum Line<'t> {
    /// It opens a group, which has a short name.
    Opening(Leaf, &'t str),
    /// It introduces the items that follow.
    LeadIn(Leaf),
    /// It is an item.
    Item(u32),
}

/// Puts the rows of a table into the list that takes them; `asked` are the questions of the form,
/// if rows are known by their words. Gives what a reader should know of it.
pub(super) fn fill(table: &TableOf, found: &Found<'_>, asked: &[Asked], root: &mut Part) -> Option<String> {
    let made = table.into.list(root)?;
    let lines = lines(table, found);
    let (names, notice) = names(table, found, &lines, asked);
    let mut names = names.into_iter();
    for line in lines {
        let row = match line {
            Line::Opening(text, _) => {
                let mut item = Part::Map(Vec::new());
                if let Some(group) = &table.group {
                    item.put(&group.title, Part::Leaf(text));
                    item.put(&group.items, Part::List(Vec::new()));
                }
                made.push(item);
                continue;
            }
            Line::LeadIn(text) => {
                let field = table.group.as_ref().and_then(|group| group.lead_in.as_ref());
                if let (Some((field, _)), Some(open)) = (field, made.last_mut()) {
                    open.put(field, Part::Leaf(text));
                }
                continue;
            }
            Line::Item(row) => row,
        };
        let mut item = Part::Map(Vec::new());
        if let (Some((field, _)), Some(name)) = (&table.identity, names.next()) {
            field.put_part(&mut item, Part::Leaf(Leaf::constant(&name)));
            let implied = table.implied.iter().filter(|(identity, _)| *identity == name).flat_map(|(_, set)| set);
            implied.for_each(|(field, value)| field.put_part(&mut item, Part::Leaf(Leaf::constant(value))));
        }
        for (column, places) in table.columns.iter().zip(&found.columns) {
            let Some(at) = places.first() else { continue };
            let spot = found.grid.spot_of(row, *at);
            match found.grid.filled(row, *at) {
                Some(cell) => column.path.put(&mut item, Gaps::default(), leaf(&cell, &column.path, spot)),
                None => column.path.make_way(&mut item, Gaps::default(), &spot),
            }
        }
        match &table.group {
            Some(group) => {
                if made.is_empty() {
                    made.push(Part::Map(Vec::new()));
                }
                let items = made.last_mut().and_then(|open| open.field(&group.items)?.as_list());
                items.into_iter().for_each(|items| items.push(item.clone()));
            }
            None => made.push(item),
        }
    }
    notice
}

/// What each row is, in order, without those that are empty.
fn lines<'t>(table: &'t TableOf, found: &Found<'_>) -> Vec<Line<'t>> {
    let first = found.first_column();
    let mut lines = Vec::new();
    for row in found.grid.rows_from(found.heading_row + 1).take_while(|row| *row < found.end) {
        let opening = found.grid.filled(row, first);
        // A part that hangs down from a row above is no row of its own.
        let own = found.columns.iter().flatten().filter_map(|at| found.grid.filled(row, *at));
        let own = own.filter(|cell| !cell.is_continued).count();
        if own == 0 {
            continue;
        }
        if let (Some(group), Some(cell)) = (&table.group, opening.filter(|cell| own == 1 && !cell.is_continued)) {
            let text =
                Leaf { spot: Some(found.grid.spot_of(row, first)), ..Leaf::constant(&single_spaced(&cell.text)) };
            if let Some(name) = opened(group, &text.text) {
                lines.push(Line::Opening(text, name));
                continue;
            }
            if group.lead_in.as_ref().is_some_and(|(_, end)| text.text.ends_with(end.as_str())) {
                lines.push(Line::LeadIn(text));
                continue;
            }
        }
        lines.push(Line::Item(row));
    }
    lines
}

/// The identities of the items, and what a reader should know of how they came about.
fn names(table: &TableOf, found: &Found<'_>, lines: &[Line<'_>], asked: &[Asked]) -> (Vec<String>, Option<String>) {
    let Some((_, pattern)) = &table.identity else { return (Vec::new(), None) };
    let words = table.known_by.and_then(|known_by| found.columns.get(known_by)?.first().copied());
    let named = |group: &str, number: &str| pattern.replace("{n}", number).replace("{group}", group);
    let (mut group, mut section, mut count) = ("", String::new(), 0_usize);
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        match line {
            Line::Opening(text, name) => {
                (group, section, count) = (name, text.text.clone(), 0);
            }
            Line::LeadIn(_) => {}
            Line::Item(row) => {
                count += 1;
                let cell = words.and_then(|at| found.grid.filled(*row, at));
                let text = cell.map_or_else(String::new, |cell| cell.text.to_string());
                let by_place = named(group, &count.to_string());
                rows.push(Row { section: section.clone(), text, by_place, group });
            }
        }
    }
    if asked.is_empty() || words.is_none() {
        return (rows.into_iter().map(|row| row.by_place).collect(), None);
    }
    let places = places_on(asked, &rows);
    let mut added = 0;
    let mut name = |row: &Row<'_>, place: &Option<usize>| match place.and_then(|place| asked.get(place)) {
        Some(asked) => asked.id.clone(),
        None => {
            added += 1;
            named(row.group, &format!("added-{added}"))
        }
    };
    let names = rows.iter().zip(&places).map(|(row, place)| name(row, place)).collect();
    let told = rows.iter().zip(&places).filter(|(_, place)| place.is_none());
    let told: Vec<String> = told.map(|(row, _)| format!("\"{}\"", single_spaced(&row.text))).collect();
    let notice = (!told.is_empty()).then(|| {
        format!(
            "{}: not like any question of the form that is left; where the form has it in other words, put the printed wording into the form",
            told.join(", ")
        )
    });
    (names, notice)
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The short name of the group that a row of one text opens.
fn opened<'t>(group: &'t Group, text: &str) -> Option<&'t str> {
    group.names.iter().find(|(title, _)| title.is(text)).map(|(_, name)| name.as_str())
}
