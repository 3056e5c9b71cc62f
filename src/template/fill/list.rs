//! A table whose rows are the items of a list.

use super::leaf;
use crate::template::file::{Group, TableOf};
use crate::template::find::Found;
use crate::template::path::Gaps;
use crate::template::written::{Leaf, Part};

/// Puts the rows of a table into the list that takes them.
pub(super) fn fill(table: &TableOf, found: &Found<'_>, root: &mut Part) {
    let Some(made) = table.into.list(root) else { return };
    let first = found.first_column();
    let mut group_name = String::new();
    let mut count = 0;
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
                group_name = name.to_owned();
                count = 0;
                let mut item = Part::Map(Vec::new());
                item.put(&group.title, Part::Leaf(text));
                item.put(&group.items, Part::List(Vec::new()));
                made.push(item);
                continue;
            }
            if let Some((field, _)) = group.lead_in.as_ref().filter(|(_, end)| text.text.ends_with(end.as_str())) {
                if let Some(open) = made.last_mut() {
                    open.put(field, Part::Leaf(text));
                }
                continue;
            }
        }
        count += 1;
        let mut item = Part::Map(Vec::new());
        if let Some((field, pattern)) = &table.identity {
            let name = pattern.replace("{n}", &count.to_string()).replace("{group}", &group_name);
            field.put_part(&mut item, Part::Leaf(Leaf::constant(&name)));
            let implied = table.implied.iter().filter(|(identity, _)| *identity == name).flat_map(|(_, set)| set);
            implied.for_each(|(field, value)| field.put_part(&mut item, Part::Leaf(Leaf::constant(value))));
        }
        for (column, places) in table.columns.iter().zip(&found.columns) {
            let Some((at, cell)) = places.first().and_then(|at| Some((at, found.grid.filled(row, *at)?))) else {
                continue;
            };
            column.path.put(&mut item, Gaps::default(), leaf(&cell, &column.path, found.grid.spot_of(row, *at)));
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
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The short name of the group that a row of one text opens.
fn opened<'t>(group: &'t Group, text: &str) -> Option<&'t str> {
    group.names.iter().find(|(title, _)| title.is(text)).map(|(_, name)| name.as_str())
}
