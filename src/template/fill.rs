//! Filling a document of the template's kind from a source.

use std::collections::BTreeMap;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::file::{Column, Group, TableOf, Take, Template, Value};
use super::find::{Found, LabelAt, find_label, find_table, words};
use super::source::{Cell, Grid, Source};
use super::written::{Leaf, Part, Written};
use crate::problem::{Problem, Problems};

impl Template {
    /// Makes a document of a file; `given` are fields that the form does not print, by name.
    ///
    /// # Errors
    /// A label or a heading that is missing, with the nearest that is there; a field that must be given and is not.
    pub fn fill(&self, path: &str, source: &Source, given: &BTreeMap<String, String>) -> Result<Written, Problems> {
        let mut problems = Problems::new();
        let mut root = Part::Map(vec![("kind".to_owned(), Part::Leaf(Leaf::constant(self.kind.name())))]);
        for (name, value) in self.constants(given) {
            root.put(name, Part::Leaf(Leaf::constant(value)));
        }
        for name in self.needs.iter().filter(|name| !given.contains_key(*name)) {
            problems.push(Problem::in_file(path, format!("the form does not print the `{name}` of the document")).help(
                format!("give it: on the command line with --set {name}=..., or in quorate.toml with set = {{ {name} = \"...\" }} for this file"),
            ));
        }
        for value in &self.values {
            match take(source, value) {
                Ok(Some(leaf)) => root.put(&value.into, Part::Leaf(leaf)),
                Ok(None) => {}
                Err(what) => problems.push(not_of_the_form(path, &what, &self.title)),
            }
        }
        for table in &self.tables {
            match find_table(source, table) {
                Ok(found) => rows(table, &found, &mut root),
                Err(what) => problems.push(not_of_the_form(path, &what, &self.title)),
            }
        }
        if problems.is_empty() { Ok(Written::new(root, source.notices.clone())) } else { Err(problems) }
    }
}

fn not_of_the_form(path: &str, what: &str, title: &str) -> Problem {
    Problem::in_file(path, what)
        .help(format!("put the heading back as the form has it ({title}), or name another template"))
}

/// The value beside a label; none where the form leaves it empty, or where an optional label is not there.
fn take(source: &Source, value: &Value) -> Result<Option<Leaf>, String> {
    let label = value.labels.first().map_or("", String::as_str);
    let Some(at) = find_label(source, value) else {
        return if value.is_optional { Ok(None) } else { Err(format!("there is no label \"{label}\"")) };
    };
    Ok(match (at, value.take) {
        (LabelAt::Cell(grid, row, column), Take::Below) => beside(grid, row + 1, column),
        (LabelAt::Cell(grid, row, column), Take::After) => grid
            .cells
            .get(&(row, column))
            .and_then(|cell| after(&cell.text, value))
            .map(|text| Leaf { spot: Some(grid.spot_of(row, column)), ..Leaf::constant(&text) }),
        (LabelAt::Cell(grid, row, column), Take::Right | Take::Next) => {
            let mut right = grid.row(row).filter(|(at, cell)| *at > column && !cell.is_continued);
            right.next().and_then(|(at, _)| beside(grid, row, at))
        }
        (LabelAt::Line(index), Take::After) => source.lines.get(index).and_then(|line| {
            Some(Leaf { spot: Some(line.spot.as_str().into()), ..Leaf::constant(&after(&line.text, value)?) })
        }),
        (LabelAt::Line(index), _) => source
            .lines
            .get(index + 1)
            .map(|line| Leaf { spot: Some(line.spot.as_str().into()), ..Leaf::constant(line.text.trim()) }),
    })
}

/// What a text says after its label and a colon.
fn after(text: &str, value: &Value) -> Option<String> {
    let rest = value.labels.iter().find_map(|label| {
        let length = label.len();
        let head = text.get(..length)?;
        (words(head) == words(label)).then(|| text.get(length..)).flatten()
    })?;
    let rest = rest.trim_start_matches([':', ' ', '\t']).trim();
    (!rest.is_empty()).then(|| rest.to_owned())
}

fn beside(grid: &Grid, row: u32, column: u32) -> Option<Leaf> {
    let cell = grid.cells.get(&(row, column)).filter(|cell| !cell.is_blank())?;
    Some(leaf(grid, row, column, cell, false))
}

fn leaf(grid: &Grid, row: u32, column: u32, cell: &Cell, is_number: bool) -> Leaf {
    let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_number = is_number && Decimal::from_str(&text).is_ok();
    Leaf { text, is_number, fault: cell.fault.clone(), spot: Some(grid.spot_of(row, column)) }
}

/// Puts the rows of a table into the list that takes them.
fn rows(table: &TableOf, found: &Found<'_>, root: &mut Part) {
    let first = found.columns.iter().flatten().min().copied().unwrap_or(0);
    let mut group_name = String::new();
    let mut count = 0;
    for row in found.grid.rows().filter(|row| *row > found.heading_row) {
        let filled = |column: &Option<u32>| {
            column.and_then(|at| found.grid.cells.get(&(row, at))).filter(|cell| !cell.is_blank())
        };
        let opening = found.grid.cells.get(&(row, first)).filter(|cell| !cell.is_blank());
        if let (Some(until), Some(cell)) = (&table.until, opening)
            && words(&cell.text) == words(until)
        {
            break;
        }
        // A part that hangs down from a row above is no row of its own.
        let own: Vec<&Cell> = found.columns.iter().filter_map(filled).filter(|cell| !cell.is_continued).collect();
        if own.is_empty() {
            continue;
        }
        let alone = own.len() == 1 && opening.is_some_and(|cell| !cell.is_continued);
        if let (Some(group), Some(cell), true) = (&table.group, opening, alone) {
            let text = leaf(found.grid, row, first, cell, false);
            if let Some(name) = group_opened(group, &text.text) {
                group_name = name.to_owned();
                count = 0;
                let mut item = Part::Map(Vec::new());
                item.put(&group.title, Part::Leaf(text));
                item.put(&group.items, Part::List(Vec::new()));
                root.push(&table.into, item);
                continue;
            }
            if let Some((field, _)) = group.lead_in.as_ref().filter(|(_, end)| text.text.ends_with(end.as_str())) {
                if let Some(open) = root.last_of(&table.into) {
                    open.put(field, Part::Leaf(text));
                }
                continue;
            }
        }
        count += 1;
        let mut item = Part::Map(Vec::new());
        if let Some((field, pattern)) = &table.identity {
            let name = pattern.replace("{n}", &count.to_string()).replace("{group}", &group_name);
            item.put(field, Part::Leaf(Leaf::constant(&name)));
            let implied = table.implied.iter().filter(|(identity, _)| *identity == name).flat_map(|(_, set)| set);
            implied.for_each(|(field, value)| item.put(field, Part::Leaf(Leaf::constant(value))));
        }
        for (column, at) in table.columns.iter().zip(&found.columns) {
            fill(column, *at, row, found.grid, &mut item);
        }
        match &table.group {
            Some(group) => match root.last_of(&table.into) {
                Some(open) => open.push(&group.items, item),
                None => {
                    let mut open = Part::Map(Vec::new());
                    open.push(&group.items, item);
                    root.push(&table.into, open);
                }
            },
            None => root.push(&table.into, item),
        }
    }
    if root.count(&table.into) == 0 {
        root.put(&table.into, Part::List(Vec::new()));
    }
}

fn fill(column: &Column, at: Option<u32>, row: u32, grid: &Grid, item: &mut Part) {
    let Some(at) = at else { return };
    if let Some(cell) = grid.cells.get(&(row, at)).filter(|cell| !cell.is_blank()) {
        item.put(&column.field, Part::Leaf(leaf(grid, row, at, cell, column.is_number)));
    }
}

/// The short name of the group that a row of one text opens.
fn group_opened<'t>(group: &'t Group, text: &str) -> Option<&'t str> {
    group.names.iter().find(|(title, _)| words(title) == words(text)).map(|(_, name)| name.as_str())
}
