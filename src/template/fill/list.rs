//! A table whose rows are the items of a list.

mod lines;
mod no_item;

use std::sync::Arc;

use lines::{Line, lines};

use super::figures::{Entry, scale};
use super::{leaf_of, single_spaced};
use crate::template::file::{Column, TableOf};
use crate::template::find::{Found, may_hold};
use crate::template::forms::{Asked, Row, places_on};
use crate::template::path::Gaps;
use crate::template::written::{Leaf, Part};

/// Puts the rows of all parts of a table into the list that takes them; `asked` are the questions of
/// the form, if rows are known by their words. Gives what a reader should know of it.
pub(super) fn fill(table: &TableOf, parts: &[Found<'_>], asked: &[Asked], root: &mut Part) -> Vec<String> {
    let (lines, mut notices) = lines(table, parts, asked);
    notices.extend(parts.iter().flat_map(|part| scales(table, part)));
    notices.extend(no_item::totals(table, &lines, root));
    let Some(made) = table.into.list(root) else { return Vec::new() };
    let (names, unknown) = names(table, &lines, asked);
    let mut names = names.into_iter();
    let unread: Vec<Vec<Option<Arc<str>>>> = parts.iter().map(|part| may_hold(table, part)).collect();
    for line in lines {
        let (found, row) = match line {
            Line::Opening { text, .. } => {
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
            Line::NoItem(..) => continue,
            Line::Item(found, row) => (found, row),
        };
        let mut item = Part::Map(Vec::new());
        if let (Some((field, _)), Some(name)) = (&table.identity, names.next()) {
            field.put_part(&mut item, Part::Leaf(Leaf::constant(&name)));
            let implied = table.implied.iter().filter(|(identity, _)| *identity == name).flat_map(|(_, set)| set);
            implied.for_each(|(field, part)| field.put_part(&mut item, part.clone()));
        }
        let part = parts.iter().position(|part| std::ptr::eq(part, found));
        let unread = part.and_then(|part| unread.get(part)).into_iter().flatten();
        for ((column, places), why) in table.columns.iter().zip(&found.columns).zip(unread) {
            let Some(at) = places.first() else {
                if let (Some(why), None) = (why, column.path.get(&item)) {
                    column.path.put_part(&mut item, Part::Unread(Arc::clone(why)));
                }
                continue;
            };
            notices.extend(put(column, found, (row, *at), &mut item));
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
    notices.extend(unknown);
    notices
}

/// Puts what a cell holds into its item; gives what is not counted of it, in words.
fn put(column: &Column, found: &Found<'_>, (row, at): (u32, u32), item: &mut Part) -> Option<String> {
    let spot = found.grid.spot_of(row, at);
    let cell = found.grid.filled(row, at);
    if let (Some(figures), Some(cell)) = (&column.figures, cell.as_ref().filter(|cell| cell.fault.is_none())) {
        let entry = Entry::of(cell, &heading_of(found, at));
        entry.put(&column.path, figures, item, &spot);
        return entry.not_counted().map(|what| format!("{spot}: {what}"));
    }
    match cell.and_then(|cell| leaf_of(&cell, column, Arc::clone(&spot))) {
        Some(mut leaf) => {
            if let Some(Part::Leaf(first)) = column.path.get(item).filter(|_| column.is_added) {
                leaf = Leaf { text: format!("{}, {}", first.text, leaf.text), ..first.clone() };
            }
            column.path.put(item, Gaps::default(), leaf);
        }
        None if column.is_added => {}
        None => column.path.make_way(item, Gaps::default(), &spot),
    }
    None
}

/// That a heading counts in thousands or millions.
fn scales(table: &TableOf, found: &Found<'_>) -> Vec<String> {
    let columns = table.columns.iter().zip(&found.columns).filter(|(column, _)| column.figures.is_some());
    let told = columns.filter_map(|(_, places)| {
        let (at, heading) = places.first().map(|at| (*at, heading_of(found, *at)))?;
        let (spot, scale) = (found.grid.spot_of(found.heading_row, at), scale(&heading)?);
        let heading = single_spaced(&heading);
        Some(format!("{spot}: \"{heading}\" counts in {scale}; its figures are added up only if they are written out in full, under a heading that says so"))
    });
    told.collect()
}

/// The text of the heading above a column.
fn heading_of(found: &Found<'_>, at: u32) -> String {
    found.grid.filled(found.heading_row, at).map_or_else(String::new, |cell| cell.text.to_string())
}

/// The identities of the items, and what a reader should know of how they came about.
fn names(table: &TableOf, lines: &[Line<'_>], asked: &[Asked]) -> (Vec<String>, Vec<String>) {
    let Some((_, pattern)) = &table.identity else { return (Vec::new(), Vec::new()) };
    let named = |group: &str, number: &str| pattern.replace("{n}", number).replace("{group}", group);
    let (mut group, mut section, mut count) = ("", String::new(), 0_usize);
    let mut rows: Vec<Row> = Vec::new();
    let mut spots = Vec::new();
    for line in lines {
        match line {
            Line::Opening { name, of_form, .. } => {
                (group, section, count) = (name, of_form.clone(), 0);
            }
            Line::LeadIn(_) | Line::NoItem(..) => {}
            Line::Item(found, row) => {
                count += 1;
                let words = table.known_by.and_then(|known_by| found.columns.get(known_by)?.first().copied());
                let cell = words.and_then(|at| found.grid.filled(*row, at));
                let text = cell.map_or_else(String::new, |cell| cell.text.to_string());
                let by_place = named(group, &count.to_string());
                spots.push(found.grid.spot_of(*row, found.first_column()));
                rows.push(Row { section: section.clone(), text, by_place, group });
            }
        }
    }
    if asked.is_empty() || table.known_by.is_none() {
        return (rows.into_iter().map(|row| row.by_place).collect(), Vec::new());
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
    let unknown = rows.iter().zip(&spots).zip(&places).filter(|(_, place)| place.is_none());
    let (bare, worded): (Vec<_>, Vec<_>) = unknown.map(|(row, _)| row).partition(|(row, _)| row.text.is_empty());
    let mut notices: Vec<String> = bare
        .iter()
        .map(|(_, spot)| format!("{spot}: no question stands in this row; does it belong to the one above?"))
        .collect();
    if !worded.is_empty() {
        let told: Vec<String> = worded.iter().map(|(row, _)| format!("\"{}\"", single_spaced(&row.text))).collect();
        notices.push(format!(
            "{}: not like any question of the form that is left; where the form has it in other words, put the printed wording into the form",
            told.join(", ")
        ));
    }
    (names, notices)
}
