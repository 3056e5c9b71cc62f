//! Excel workbooks (ECMA-376, transitional and strict): the parts of the package put together.

mod book;
mod cells;
mod drawing;
mod strings;
mod styles;

use std::collections::{BTreeMap, BTreeSet};

use self::book::Book;
use self::cells::Context;
use super::builder::{Budget, SheetBuilder};
use super::{Address, Cell, Table, Value, Workbook};
use crate::office::archive::Archive;
use crate::office::package::{Relationship, relationships};
use crate::office::xml::{Damage, Xml};
use crate::problem::Problem;

/// Reads the workbook whose main part is `main`.
pub(super) fn read(archive: &mut Archive<'_>, main: &str) -> Result<Workbook, Problem> {
    let parts = relationships(archive, main)?;
    let Some(book) = archive.read(main, "the list of sheets", book::read)? else {
        return Err(missing(archive, "its list of sheets"));
    };
    let part = |kind: &str| parts.iter().find(|part| part.kind == kind && !part.is_outside);
    let strings = match part("sharedStrings") {
        Some(part) => archive.read(&part.target, "the list of texts", strings::read)?.unwrap_or_default(),
        None => Vec::new(),
    };
    let formats = match part("styles") {
        Some(part) => archive.read(&part.target, "the list of formats", styles::read)?.unwrap_or_default(),
        None => Vec::new(),
    };
    let mut notes = notes_of_parts(archive, &parts)?;
    let context = Context { strings: &strings, formats: &formats, epoch: book.epoch };
    let by_id: BTreeMap<&str, &Relationship> = parts.iter().map(|part| (part.id.as_str(), part)).collect();
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for tab in &book.tabs {
        let place = format!("sheet \"{}\"", tab.name);
        let Some(part) = by_id.get(tab.part.as_str()).filter(|part| !part.is_outside) else {
            return Err(missing(archive, &place));
        };
        if part.kind != "worksheet" {
            notes.push(format!("{place} holds no cells (it is a {}); it was not read", kind_of_sheet(&part.kind)));
            continue;
        }
        let mut sheet = SheetBuilder::new(Some(tab.name.clone()), tab.is_hidden);
        let read = archive.read(&part.target, &place, |xml| cells::read(xml, &context, &mut budget, &mut sheet))?;
        read.ok_or_else(|| missing(archive, &place))?;
        let beside = relationships(archive, &part.target)?;
        sheet.tables = tables(archive, &beside, &place)?;
        sheet.comments = comments(archive, &beside, &place)?;
        for part in beside.iter().filter(|part| part.kind == "drawing" && !part.is_outside) {
            let shapes = archive.read(&part.target, &place, drawing::read)?.unwrap_or_default();
            notes.extend(drawing::notes(&place, &shapes));
        }
        sheets.push(sheet.finish(&mut notes).map_err(|damage| damage.into_problem(archive.file(), &place))?);
    }
    let Book { names, stale, .. } = book;
    let has_results = |cell: &Cell| cell.formula.is_some() && cell.value != Value::Uncalculated;
    if let Some(stale) = stale.filter(|_| sheets.iter().any(|sheet| sheet.cells().iter().any(has_results))) {
        notes.push(format!("the workbook {stale}, so stored results of formulas may be out of date"));
    }
    Ok(Workbook { sheets, names, notes })
}

fn missing(archive: &Archive<'_>, what: &str) -> Problem {
    let way_out = "open the file in Excel, save it under a new name and submit that";
    archive.problem(format!("the workbook is damaged: {what} is missing"), way_out)
}

/// The kind of a sheet that holds no cells, in words.
fn kind_of_sheet(kind: &str) -> &'static str {
    match kind {
        "chartsheet" => "chart",
        "dialogsheet" => "dialog",
        _ => "sheet of macros",
    }
}

/// What a reader should know about parts that are not read.
fn notes_of_parts(archive: &mut Archive<'_>, parts: &[Relationship]) -> Result<Vec<String>, Problem> {
    let mut notes = Vec::new();
    if parts.iter().any(|part| part.kind == "vbaProject") {
        notes.push("the workbook holds macros; they were neither read nor run".to_owned());
    }
    if parts.iter().any(|part| part.kind == "connections") {
        notes.push("the workbook holds connections to data outside; nothing was fetched".to_owned());
    }
    let mut books = BTreeSet::new();
    for part in parts.iter().filter(|part| part.kind == "externalLink" && !part.is_outside) {
        let links = relationships(archive, &part.target)?;
        books.extend(links.into_iter().filter(|link| link.is_outside).map(|link| link.target));
    }
    notes.extend(super::note_on_links(books));
    Ok(notes)
}

/// The tables among the parts of a sheet.
fn tables(archive: &mut Archive<'_>, parts: &[Relationship], place: &str) -> Result<Vec<Table>, Problem> {
    let mut tables = Vec::new();
    for part in parts.iter().filter(|part| part.kind == "table" && !part.is_outside) {
        tables.extend(archive.read(&part.target, place, table)?);
    }
    Ok(tables)
}

/// The cells of a sheet that somebody remarked upon.
fn comments(archive: &mut Archive<'_>, parts: &[Relationship], place: &str) -> Result<Vec<Address>, Problem> {
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| part.kind == "comments" && !part.is_outside) {
        archive.read(&part.target, place, |xml| {
            xml.root("comments")?;
            while let Some(list) = xml.child()? {
                if list.name() != "commentList" {
                    xml.skip()?;
                    continue;
                }
                while let Some(comment) = xml.child()? {
                    found.extend(comment.attribute("ref")?.and_then(|cell| cell.parse::<Address>().ok()));
                    xml.skip()?;
                }
            }
            Ok(())
        })?;
    }
    Ok(found)
}

fn table(xml: &mut Xml<'_>) -> Result<Table, Damage> {
    let table = xml.root("table")?;
    let [name, shown, range, headings, totals] =
        table.attributes(["name", "displayName", "ref", "headerRowCount", "totalsRowCount"])?;
    let name = shown.or(name).ok_or_else(|| Damage::new("a table lacks its name"))?.into_owned();
    let range = range.and_then(|range| range.parse().ok());
    let range = range.ok_or_else(|| Damage::new(format!("the table \"{name}\" lacks its range of cells")))?;
    let rows = |count: Option<std::borrow::Cow<'_, str>>, default: u32| match count {
        Some(count) => count.parse().map_err(|_| Damage::new(format!("the table \"{name}\" has no count of its rows"))),
        None => Ok(default),
    };
    let (heading_rows, total_rows) = (rows(headings, 1)?, rows(totals, 0)?);
    Ok(Table { name, range, heading_rows, total_rows })
}
