//! Filling a document of the template's kind from a source.

mod figures;
mod heading;
mod list;
mod split;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::file::{Column, TableOf, Take, Template, Value};
use super::find::{
    At, Found, Label, Seen, beside_tables, find_label, find_parts, find_table, is_left_out, is_of_table, no_label,
    no_table, not_of_the_template, not_read, shown,
};
use super::forms::Forms;
use super::path::{Gaps, Path};
use super::source::{Cell, Grid, Line, Source};
use super::written::{BESIDE, Given, Leaf, Part, Written};
use crate::problem::{Problem, Problems};

/// How many rows below its label a value is looked for.
const MOST_BELOW: u32 = 4;

/// One thing that a template asks of a file.
enum Ask<'t> {
    Value(&'t Value),
    Table(&'t TableOf),
}

impl Template {
    /// What the template asks, in its order.
    fn asks(&self) -> Vec<Ask<'_>> {
        let values = self.values.iter().map(|value| (value.position.start, Ask::Value(value)));
        let tables = self.tables.iter().map(|table| (table.position.start, Ask::Table(table)));
        let mut asks: Vec<(u32, Ask<'_>)> = values.chain(tables).collect();
        asks.sort_by_key(|(start, _)| *start);
        asks.into_iter().map(|(_, ask)| ask).collect()
    }

    /// Makes a document of a file; `given` are fields that the form does not print, by their path,
    /// and `forms` those by whose questions rows are known.
    ///
    /// # Errors
    /// A label or a heading that is missing, with the nearest that is there; a field that must be
    /// given and is not; one that is given and printed.
    pub fn fill(
        &self,
        path: &str,
        source: &Source,
        given: &BTreeMap<String, Given>,
        forms: &Forms,
    ) -> Result<Written, Problems> {
        let mut problems = Problems::new();
        let mut root = Part::Map(vec![("kind".to_owned(), Part::Leaf(Leaf::constant(self.kind.name())))]);
        let given = self.paths_of(path, given, &mut problems);
        let is_given = |name: &str| given.iter().any(|(own, ..)| *own == name);
        // In the order of their names, what is given in the place of what the template sets.
        let set = self.set.iter().filter(|(name, ..)| !is_given(name));
        let set = set.map(|(name, path, part)| (name.as_str(), path, part.clone()));
        let outright = given.iter().filter(|(_, path, _)| !path.is_into_list());
        let outright = outright.map(|(name, path, part)| (*name, path, (*part).clone()));
        let first: BTreeMap<&str, (&Path, Part)> =
            set.chain(outright).map(|(name, path, part)| (name, (path, part))).collect();
        for (path, part) in first.into_values() {
            path.put_part(&mut root, part);
        }
        let needed: Vec<&str> = self.needs.iter().map(String::as_str).filter(|name| !is_given(name)).collect();
        problems.extend((!needed.is_empty()).then(|| not_given(path, &needed)));
        let seen = Seen::new(source, self);
        let mut missing: Vec<String> = Vec::new();
        let mut notices = source.notices.clone();
        let mut read: Vec<(&TableOf, Found<'_>)> = Vec::new();
        let mut not_whole: Vec<String> = Vec::new();
        for ask in self.asks() {
            let done = match ask {
                Ask::Value(value) => self.take(&seen, value, &mut root).map(|far| {
                    notices.extend(far.filter(|far| !notices.contains(far)).into_iter().collect::<Vec<_>>());
                }),
                Ask::Table(table) if is_left_out(&seen, table) => {
                    notices.push(no_table(&seen, table));
                    Ok(())
                }
                Ask::Table(table) if table.rows.is_empty() => find_parts(&seen, table).and_then(|mut parts| {
                    let asked = root.text("form").map_or(&[][..], |form| forms.questions(form));
                    for part in &parts {
                        let beside = not_read(table, part);
                        notices
                            .extend(beside.into_iter().filter(|notice| !notices.contains(notice)).collect::<Vec<_>>());
                    }
                    notices.extend(further_parts(&parts));
                    heading::fill(path, table, &parts, &mut root);
                    notices.extend(split::go_on(&seen, self, table, asked, &mut parts)?);
                    notices.extend(list::fill(table, &parts, asked, &mut root));
                    read.extend(parts.into_iter().map(|part| (table, part)));
                    Ok(())
                }),
                Ask::Table(table) => find_table(&seen, table).map(|found| {
                    fill_rows(table, &found, &mut root);
                    read.push((table, found));
                }),
            };
            match done {
                Err(what) if self.is_free_form => not_whole.push(what),
                done => missing.extend(done.err()),
            }
        }
        // A paper of people's own making has some of the tables.
        if read.is_empty() {
            missing.append(&mut not_whole)
        } else {
            notices.append(&mut not_whole)
        }
        notices.extend(not_of_the_template(&seen, self, &read));
        notices.extend(beside_tables(&seen, self, &read));
        // A sheet that was renamed is missed by all that stands on it.
        let mut told = std::collections::BTreeSet::new();
        missing.retain(|what| told.insert(what.clone()));
        problems.extend(missing.iter().map(|what| not_of_the_form(path, what, &self.title)));
        for (name, at, part) in &given {
            match at.get(&root) {
                Some(Part::Leaf(leaf)) if leaf.spot.as_deref().is_some_and(|spot| spot != BESIDE) => {
                    let what = format!("`{name}` is given beside the file, and the form prints it");
                    problems.push(Problem::in_file(path, what).help(format!("leave `{name}` out of what is given")));
                }
                _ => at.put_part(&mut root, (*part).clone()),
            }
        }
        if problems.is_empty() { Ok(Written::new(root, notices)) } else { Err(problems) }
    }

    /// Where the fields go that are given beside a file.
    fn paths_of<'g>(
        &self,
        file: &str,
        given: &'g BTreeMap<String, Given>,
        problems: &mut Problems,
    ) -> Vec<(&'g str, Path, &'g Part)> {
        let mut paths = Vec::new();
        for (name, Given(part)) in given {
            match Path::read(name, self.kind.shape()) {
                Ok(path) => paths.push((name.as_str(), path, part)),
                Err((what, way_out)) => {
                    let what =
                        format!("{what} (given beside the file, for a document of the kind {})", self.kind.name());
                    problems.push(Problem::in_file(file, what).help(way_out));
                }
            }
        }
        paths
    }

    /// Puts the value beside a label; nothing where the form leaves it empty. Gives back what stands
    /// too far away to be the value, in words.
    ///
    /// # Errors
    /// A label that is missing and not optional.
    fn take(&self, seen: &Seen<'_>, value: &Value, root: &mut Part) -> Result<Option<String>, String> {
        let Some(at) = find_label(seen, value) else {
            return if value.is_optional { Ok(None) } else { Err(no_label(seen, value)) };
        };
        let mut far = None;
        let lines = &seen.source.lines;
        let line = |text: &str, spot: &str| Leaf { spot: Some(spot.into()), ..Leaf::constant(text.trim()) };
        let (leaf, spot) = match at {
            At::Named(grid, (row, column)) => (beside(grid, row, column, &value.into), Some(grid.spot_of(row, column))),
            At::Cell(grid, position, at) => {
                let leaf = match value.take {
                    Take::Below => self.below(seen, position, grid, at, &value.into),
                    Take::Right | Take::Next => self.right(seen, position, grid, at, value).unwrap_or_else(|told| {
                        far = Some(told);
                        None
                    }),
                    Take::After => grid.filled(at.0, at.1).and_then(|cell| {
                        Some(Leaf { spot: Some(grid.spot_of(at.0, at.1)), ..Leaf::constant(after(&cell.text, value)?) })
                    }),
                };
                (leaf, Some(grid.spot_of(at.0, at.1)))
            }
            At::Line(index) if value.take == Take::After => {
                (lines.get(index).and_then(|own| Some(line(after(&own.text, value)?, &own.spot))), None)
            }
            At::Line(index) => {
                let next = self.next(seen, index).map(|next| line(&next.text, &next.spot));
                (next, lines.get(index).map(|own| own.spot.as_str().into()))
            }
        };
        match (leaf, spot) {
            (Some(leaf), _) => value.into.put(root, Gaps::default(), leaf),
            (None, Some(spot)) => value.into.make_way(root, Gaps::default(), &spot),
            (None, None) => {}
        }
        Ok(far)
    }

    /// The next filled cell to the right, unless it is the label of something else.
    ///
    /// # Errors
    /// A cell that stands further away than the template says: a hint, or a remark, beside an answer that
    /// is empty.
    fn right(
        &self,
        seen: &Seen<'_>,
        position: usize,
        grid: &Grid,
        (row, label): (u32, u32),
        value: &Value,
    ) -> Result<Option<Leaf>, String> {
        let last = grid.last_column(row, label);
        let mut places = grid.row(row).into_iter().filter(|column| *column > last);
        let Some((column, cell)) = places.find_map(|column| Some((column, grid.filled(row, column)?))) else {
            return Ok(None);
        };
        if self.is_label(seen, position, (row, column)) {
            return Ok(None);
        }
        if value.within.is_some_and(|within| column - last > within) {
            let label = grid.filled(row, label).map_or_else(String::new, |label| shown(&label.text));
            return Err(format!(
                "{}: \"{}\" stands too far from \"{label}\" to answer it, and was not read",
                grid.spot_of(row, column),
                shown(&cell.text)
            ));
        }
        Ok(beside(grid, row, column, &value.into))
    }

    /// The paragraph after a label, unless it is the label of something else.
    fn next<'s>(&self, seen: &Seen<'s>, line: usize) -> Option<&'s Line> {
        let is_label = self.values.iter().any(|value| seen.is_line_label(line + 1, &value.labels));
        seen.source.lines.get(line + 1).filter(|_| !is_label)
    }

    /// The next filled cell below, unless it is far, or the label of something else.
    fn below(&self, seen: &Seen<'_>, position: usize, grid: &Grid, at: (u32, u32), into: &Path) -> Option<Leaf> {
        let first = grid.last_row(at.0, at.1) + 1;
        let row = (first..first + MOST_BELOW).find(|row| grid.filled(*row, at.1).is_some())?;
        let is_free = !self.is_label(seen, position, (row, at.1));
        is_free.then(|| beside(grid, row, at.1, into)).flatten()
    }

    /// Whether a place holds the label of a value, opens a section, or is a heading or the label of a row.
    fn is_label(&self, seen: &Seen<'_>, position: usize, at: (u32, u32)) -> bool {
        let is_on = |sheet: Option<&Label>| sheet.is_none_or(|sheet| seen.is_called(position, sheet));
        let is_said = |labels: &[Label]| seen.is_label(position, at, labels);
        let mut values = self.values.iter().filter(|value| is_on(value.sheet.as_ref()));
        let mut tables = self.tables.iter().filter(|table| is_on(table.sheet.as_ref()));
        values.any(|value| is_said(&value.labels) || is_said(&value.below))
            || tables.any(|table| is_of_table(seen, table, position, at))
    }
}

/// Fields that the form does not print, and that nobody gave.
fn not_given(path: &str, names: &[&str]) -> Problem {
    let ticked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let set: Vec<String> = names.iter().map(|name| format!("{name} = \"NAME\"")).collect();
    let options: Vec<String> = names.iter().map(|name| format!("--set {name}=NAME")).collect();
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let what = format!("the form does not print the {} of the document", ticked.join(" and the "));
    Problem::in_file(path, what).help(format!(
        "choose a NAME that stays the same. For `quorate import`: {}. For `quorate check`, in a quorate.toml beside the file: [[office]], file = \"{file}\", set = {{ {} }}",
        options.join(" "),
        set.join(", ")
    ))
}

fn not_of_the_form(path: &str, what: &str, title: &str) -> Problem {
    Problem::in_file(path, what).help(format!("put it back as the form has it ({title}), or name another template"))
}

/// What a text says after its label and a colon.
fn after<'t>(text: &'t str, value: &Value) -> Option<&'t str> {
    let rest = value.labels.iter().find_map(|label| label.rest(text))?;
    (!rest.is_empty()).then_some(rest)
}

fn beside(grid: &Grid, row: u32, column: u32, into: &Path) -> Option<Leaf> {
    let cell = grid.filled(row, column)?;
    Some(leaf(&cell, into, grid.spot_of(row, column)))
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell's value as a field takes it: a number for a field that takes nothing else, else what the cell shows.
fn leaf(cell: &Cell, into: &Path, spot: Arc<str>) -> Leaf {
    let text = single_spaced(&cell.text);
    let bare = cell.number.as_deref().unwrap_or(&text);
    let is_number = into.takes_numbers() && bare.parse::<Decimal>().is_ok();
    let text = if is_number { bare.to_owned() } else { text };
    Leaf { text, is_number, fault: cell.fault.clone(), spot: Some(spot) }
}

/// The same as the column takes it: for a field that is true or false what the words say, and nothing
/// where they say neither.
fn leaf_of(cell: &Cell, column: &Column, spot: Arc<str>) -> Option<Leaf> {
    let leaf = leaf(cell, &column.path, spot);
    match &column.truth {
        Some(truth) if leaf.fault.is_none() => {
            let says = truth.of(&leaf.text)?;
            // Written like a number, without quotation marks.
            Some(Leaf { text: says.to_string(), is_number: true, ..leaf })
        }
        _ => Some(leaf),
    }
}

/// That a list goes on in other tables or sheets than the first.
fn further_parts(parts: &[Found<'_>]) -> Option<String> {
    let mut grids: Vec<&Grid> = Vec::new();
    for part in parts {
        if grids.last().is_none_or(|last| last.spot != part.grid.spot) {
            grids.push(part.grid);
        }
    }
    let (first, further) = grids.split_first()?;
    let further: Vec<&str> = further.iter().map(|grid| grid.spot.as_str()).collect();
    let table_in = if first.has_addresses { "the table in " } else { "" };
    let what = || format!("{table_in}{} goes on in {}: all was read as one table", first.spot, further.join(", "));
    (!further.is_empty()).then(what)
}

/// Puts what stands where the rows and the columns of a table meet.
fn fill_rows(table: &TableOf, found: &Found<'_>, root: &mut Part) {
    let grid = found.grid;
    for (index, row) in &found.rows {
        let name = table.rows.get(*index).map_or("", |row| row.name.as_str());
        for (column, places) in table.columns.iter().zip(&found.columns) {
            for at in places {
                let heading = grid.filled(found.heading_row, *at);
                let heading_spot = grid.spot_of(found.heading_row, *at);
                let fault = heading.as_ref().and_then(|cell| cell.fault.clone());
                let heading = heading.map(|cell| cell.text.trim().to_owned()).unwrap_or_default();
                let fault = fault.as_deref().map(|fault| (fault, &heading_spot));
                let gaps = Gaps { row: name, heading: &heading, fault };
                let spot = grid.spot_of(*row, *at);
                match grid.filled(*row, *at).and_then(|cell| leaf_of(&cell, column, Arc::clone(&spot))) {
                    Some(leaf) => column.path.put(root, gaps, leaf),
                    // A figure that is not given is no item.
                    None if column.path.is_by_heading() => {
                        column.path.make_way_to_heading(root, gaps, &spot);
                    }
                    None => column.path.make_way(root, gaps, &spot),
                }
            }
        }
    }
}
