//! Workbooks and papers as a template sees them.

use super::source::{Cell, Cells, Grid, Line, NamedCell, Source, TableCells};
use crate::office::paper::{Block, Paper, Paragraph, Table};
use crate::office::workbook::{Address, Sheet, Workbook};

impl From<Workbook> for Source {
    fn from(workbook: Workbook) -> Source {
        let mut notices = workbook.notes;
        workbook.sheets.iter().for_each(|sheet| notices.extend(hidden(sheet)));
        let named = workbook.names.iter().filter_map(|name| {
            let (sheet, range) = name.target.as_ref()?;
            let grid = workbook.sheets.iter().position(|own| own.name.as_ref() == Some(sheet))?;
            Some(NamedCell { name: name.name.clone(), grid, at: (range.first.row - 1, range.first.column - 1) })
        });
        let names = named.collect();
        Source { grids: workbook.sheets.into_iter().map(of_sheet).collect(), lines: Vec::new(), names, notices }
    }
}

fn of_sheet(sheet: Sheet) -> Grid {
    let name = sheet.name.as_deref().unwrap_or("").to_owned();
    let spot = if name.is_empty() { String::new() } else { format!("sheet \"{name}\"") };
    Grid { name, spot, has_addresses: true, cells: Cells::Sheet(sheet), ..Grid::default() }
}

/// What an officer does not see on the screen, and what is read all the same.
fn hidden(sheet: &Sheet) -> Vec<String> {
    let Some(name) = &sheet.name else { return Vec::new() };
    if sheet.is_hidden {
        return vec![format!("sheet \"{name}\" is hidden; it was read like the others")];
    }
    let mut rows: Vec<u32> = Vec::new();
    let mut columns: Vec<u32> = Vec::new();
    for Address { row, column } in sheet.cells().iter().map(|cell| cell.address) {
        rows.extend((rows.last() != Some(&row) && sheet.is_row_hidden(row)).then_some(row));
        columns.extend(sheet.is_column_hidden(column).then_some(column));
    }
    columns.sort_unstable();
    columns.dedup();
    let letters = |column: &u32| Address { row: 1, column: *column }.column_letters();
    let told = [
        ("row", rows.iter().map(u32::to_string).collect::<Vec<_>>()),
        ("column", columns.iter().map(letters).collect()),
    ];
    told.iter().filter_map(|(word, names)| Some(format!("sheet \"{name}\": {}", hidden_ones(word, names)?))).collect()
}

fn hidden_ones(word: &str, names: &[String]) -> Option<String> {
    const TOLD: usize = 8;
    let listed = names.get(..TOLD.min(names.len()))?.join(", ");
    match names.len() {
        0 => None,
        1 => Some(format!("{word} {listed} is hidden; it was read like the others")),
        count if count <= TOLD => Some(format!("{word}s {listed} are hidden; they were read like the others")),
        count => Some(format!("{word}s {listed} and {} more are hidden; they were read like the others", count - TOLD)),
    }
}

impl From<&Paper> for Source {
    fn from(paper: &Paper) -> Source {
        let mut source = Source::default();
        gather(&paper.blocks, &Above::default(), &mut source);
        source.notices = paper.notes.iter().map(ToString::to_string).collect();
        source
    }
}

/// The last heading above a table.
#[derive(Debug, Clone, Default)]
struct Above {
    /// Without its number.
    text: String,
    /// As Word shows it.
    shown: String,
}

/// Lines and tables in their order; each table is called by the last heading above it.
fn gather(blocks: &[Block], above: &Above, source: &mut Source) {
    let mut heading = above.clone();
    // The position of the table above, as long as nothing stands behind it.
    let mut below = None;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                below = None;
                if paragraph.heading.is_some() {
                    heading = Above { text: paragraph.text.clone(), shown: paragraph.as_shown() };
                }
                if !paragraph.is_contents {
                    source.lines.push(Line { text: paragraph.text.clone(), spot: spot_of(paragraph) });
                }
            }
            Block::Table(table) => {
                // Tables inside cells come without the text between them.
                let below_it = below.replace(source.grids.len()).filter(|_| table.place.within().is_none());
                source.grids.push(of_table(table, &heading, below_it));
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

fn of_table(table: &Table, heading: &Above, below: Option<usize>) -> Grid {
    let name = table.caption.clone().unwrap_or_else(|| heading.text.clone());
    let mut cells = TableCells::default();
    for (row, line) in (0..).zip(&table.rows) {
        for cell in &line.cells {
            let (rows, columns) = (cell.rows.max(1), cell.columns.max(1));
            cells.put((row, cell.column.saturating_sub(1)), Cell::of(&cell.text()), rows, columns);
        }
    }
    Grid {
        name,
        under: heading.shown.clone(),
        spot: table.place.to_string(),
        has_addresses: false,
        below,
        cells: Cells::Table(cells),
    }
}
