//! Workbooks and papers as a template sees them.

use super::source::{Cell, Grid, Line, Source};
use crate::office::paper::{Block, Paper, Paragraph, Table};
use crate::office::workbook::{Address, Sheet, Value, Workbook};

impl From<&Workbook> for Source {
    fn from(workbook: &Workbook) -> Source {
        let grids = workbook.sheets.iter().map(of_sheet).collect();
        let hidden = workbook.sheets.iter().filter(|sheet| sheet.is_hidden).filter_map(|sheet| sheet.name.as_ref());
        let hidden = hidden.map(|name| format!("the sheet \"{name}\" is hidden; it was read like the others"));
        Source { grids, lines: Vec::new(), notices: workbook.notes.iter().cloned().chain(hidden).collect() }
    }
}

/// Columns of one merged cell that are filled with its value.
const WIDEST_MERGE: u32 = 64;

fn of_sheet(sheet: &Sheet) -> Grid {
    let name = sheet.name.as_deref().unwrap_or("");
    let spot = if name.is_empty() { String::new() } else { format!("sheet \"{name}\"") };
    let mut grid = Grid { name: name.to_owned(), spot, has_addresses: true, ..Grid::default() };
    let at = |address: Address| (address.row - 1, address.column - 1);
    for cell in sheet.cells() {
        grid.cells.insert(at(cell.address), of_value(&cell.value));
        let Some(merged) = sheet.merged_at(cell.address) else { continue };
        // A merge may reach to the end of the sheet; only what is beside something matters.
        for row in merged.first.row..=merged.last.row.min(sheet.last_row()) {
            for column in merged.first.column..=merged.last.column.min(merged.first.column + WIDEST_MERGE) {
                let part = Cell { is_continued: true, ..of_value(&cell.value) };
                grid.cells.entry((row - 1, column - 1)).or_insert(part);
            }
        }
    }
    grid
}

fn of_value(value: &Value) -> Cell {
    let fault = match value {
        Value::Error(error) => Some(format!("the cell holds {error}, an error of the workbook")),
        Value::Uncalculated => Some("the cell holds a formula whose result the file does not store".to_owned()),
        _ => None,
    };
    Cell { fault, ..Cell::of(&value.to_string()) }
}

impl From<&Paper> for Source {
    fn from(paper: &Paper) -> Source {
        let mut source = Source::default();
        gather(&paper.blocks, "", &mut source);
        let notice = |note: &crate::office::paper::Note| match &note.place {
            Some(place) => format!("{}: {}", place, note.words),
            None => note.words.clone(),
        };
        source.notices = paper.notes.iter().map(notice).collect();
        source
    }
}

/// Lines and tables in their order; each table is called by the last heading above it.
fn gather(blocks: &[Block], above: &str, source: &mut Source) {
    let mut heading = above.to_owned();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if paragraph.heading.is_some() {
                    heading.clone_from(&paragraph.text);
                }
                if !paragraph.is_contents {
                    source.lines.push(Line { text: paragraph.text.clone(), spot: spot_of(paragraph) });
                }
            }
            Block::Table(table) => {
                source.grids.push(of_table(table, &heading));
                let inner = table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks);
                let tables = inner.filter(|block| matches!(block, Block::Table(_))).cloned().collect::<Vec<_>>();
                gather(&tables, &heading, source);
            }
        }
    }
}

/// A numbered paragraph is called by its number, any other by its place.
fn spot_of(paragraph: &Paragraph) -> String {
    match &paragraph.number {
        Some(number) => format!("paragraph {}", number.shown),
        None => paragraph.place.to_string(),
    }
}

fn of_table(table: &Table, heading: &str) -> Grid {
    let name = table.caption.clone().unwrap_or_else(|| heading.to_owned());
    let mut grid = Grid { name, spot: table.place.to_string(), ..Grid::default() };
    for (row, line) in (0..).zip(&table.rows) {
        for cell in &line.cells {
            let text = cell.text();
            for down in 0..cell.rows.max(1) {
                for right in 0..cell.columns.max(1) {
                    let part = Cell { is_continued: down > 0 || right > 0, ..Cell::of(&text) };
                    grid.cells.entry((row + down, cell.column - 1 + right)).or_insert(part);
                }
            }
        }
    }
    grid
}
