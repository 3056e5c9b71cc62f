//! An office file as a template sees it: grids of cells, and lines of text between them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::office::workbook::{Address, Range, Sheet, Value};

/// What a file holds, in its order.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Sheets of a workbook, or tables of a paper.
    pub grids: Vec<Grid>,
    /// Headings and paragraphs of a paper; none of a workbook.
    pub lines: Vec<Line>,
    /// The names that a workbook gives to cells.
    pub names: Vec<NamedCell>,
    /// What a reader should know of the file, in words.
    pub notices: Vec<String>,
}

/// A name that a workbook gives to a cell, or to cells of which the first counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCell {
    /// The name.
    pub name: String,
    /// The position of the grid.
    pub grid: usize,
    /// The row and the column, from 0.
    pub at: (u32, u32),
}

/// A sheet or a table.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The sheet's name, or the heading that the table stands under.
    pub name: String,
    /// The heading that the table stands under, with its number; empty for a sheet.
    pub under: String,
    /// How a place in it is called before the address of the cell: `sheet "Cover"`, `table 2`; empty
    /// for the rows of a CSV file.
    pub spot: String,
    /// Whether a cell is called by its address (E14) or by row and column.
    pub has_addresses: bool,
    /// The position of the table that ends right above it, with no text between the two: what a table
    /// looks like that somebody split.
    pub below: Option<usize>,
    /// What it holds.
    pub cells: Cells,
}

/// The cells of a grid; what is empty is not there.
#[derive(Debug, Clone)]
pub enum Cells {
    /// A sheet, as it was read: a merged cell is kept once, however far it reaches.
    Sheet(Sheet),
    /// A table of a paper.
    Table(TableCells),
}

/// The cells of a table by row and column, both from 0; a merged cell is kept once, however far it reaches.
#[derive(Debug, Clone, Default)]
pub struct TableCells {
    own: BTreeMap<(u32, u32), Cell>,
    /// Of each merged cell in each of its rows: its first column there, the last, and where it begins.
    parts: BTreeMap<(u32, u32), (u32, (u32, u32))>,
}

impl TableCells {
    /// Puts a cell that covers so many rows and columns.
    pub fn put(&mut self, (row, column): (u32, u32), cell: Cell, rows: u32, columns: u32) {
        if (rows, columns) != (1, 1) {
            for down in 0..rows {
                self.parts.insert((row + down, column), (column + columns - 1, (row, column)));
            }
        }
        self.own.insert((row, column), cell);
    }

    fn get(&self, row: u32, column: u32) -> Option<Cow<'_, Cell>> {
        if let Some(cell) = self.own.get(&(row, column)) {
            return Some(Cow::Borrowed(cell));
        }
        let (_, (last, start)) = self.parts.range((row, 0)..=(row, column)).next_back()?;
        let cell = self.own.get(start).filter(|_| column <= *last)?;
        Some(Cow::Owned(Cell { is_continued: true, ..cell.clone() }))
    }
}

impl Default for Cells {
    fn default() -> Cells {
        Cells::Table(TableCells::default())
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it shows: numbers exact, with the signs of the cell.
    pub text: Arc<str>,
    /// The number that it holds, without signs.
    pub number: Option<Arc<str>>,
    /// Why that is no data, such as an error of a formula; in words.
    pub fault: Option<String>,
    /// Whether it is a part of a merged cell that began further up or to the left.
    pub is_continued: bool,
}

/// A heading or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it says, without its number.
    pub text: String,
    /// Its place: `paragraph 7.5.2`.
    pub spot: String,
}

impl Cell {
    /// A cell that holds a text.
    #[must_use]
    pub fn of(text: &str) -> Cell {
        Cell { text: text.into(), number: None, fault: None, is_continued: false }
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.fault.is_none() && self.text.trim().is_empty()
    }
}

impl Grid {
    /// The place of a cell in the officer's words: `sheet "Cover", cell E14`; `table 2, row 5, column 3`.
    #[must_use]
    pub fn spot_of(&self, row: u32, column: u32) -> Arc<str> {
        let address = Address { row: row + 1, column: column + 1 };
        if self.spot.is_empty() {
            format!("row {}, column {}", address.row, address.column_letters()).into()
        } else if self.has_addresses {
            format!("{}, cell {address}", self.spot).into()
        } else {
            format!("{}, row {}, column {}", self.spot, address.row, address.column).into()
        }
    }

    /// What one sees at a place: its cell, or the merged cell that it is part of; none where that is empty.
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<Cow<'_, Cell>> {
        match &self.cells {
            Cells::Table(cells) => cells.get(row, column),
            Cells::Sheet(sheet) => {
                let address = Address::new(row.checked_add(1)?, column.checked_add(1)?)?;
                let cell = sheet.cell(address)?;
                let number = match &cell.value {
                    Value::Number(stored) => Some(Arc::clone(stored)),
                    _ => None,
                };
                let fault = match &cell.value {
                    Value::Error(error) => Some(format!("the cell holds {error}, an error of the workbook")),
                    Value::Uncalculated => {
                        Some("the cell holds a formula whose result the file does not store".to_owned())
                    }
                    _ => None,
                };
                let is_continued = cell.address != address;
                let text = match &cell.value {
                    Value::Text(text) => Arc::clone(text),
                    _ => cell.as_shown().into(),
                };
                Some(Cow::Owned(Cell { text, number, fault, is_continued }))
            }
        }
    }

    /// A cell that holds something.
    pub(super) fn filled(&self, row: u32, column: u32) -> Option<Cow<'_, Cell>> {
        self.cell(row, column).filter(|cell| !cell.is_blank())
    }

    /// The places of the cells of a row that hold something of their own, in order of column.
    pub(super) fn row(&self, row: u32) -> Vec<u32> {
        match &self.cells {
            Cells::Table(cells) => {
                cells.own.range((row, 0)..=(row, u32::MAX)).map(|((_, column), _)| *column).collect()
            }
            Cells::Sheet(sheet) => {
                sheet.row(row.saturating_add(1)).iter().map(|cell| cell.address.column - 1).collect()
            }
        }
    }

    /// The rows from one on that hold anything, in order.
    pub(super) fn rows_from(&self, row: u32) -> Box<dyn Iterator<Item = u32> + '_> {
        let mut last = None;
        let is_new = move |row: &u32| last.replace(*row) != Some(*row);
        match &self.cells {
            Cells::Table(cells) => Box::new(cells.own.range((row, 0)..).map(|((row, _), _)| *row).filter(is_new)),
            Cells::Sheet(sheet) => {
                let start = sheet.cells().partition_point(|cell| cell.address.row <= row);
                let cells = sheet.cells().get(start..).unwrap_or(&[]);
                Box::new(cells.iter().map(|cell| cell.address.row - 1).filter(is_new))
            }
        }
    }

    /// The texts of the cells, each once, in their order.
    pub(super) fn texts(&self) -> Box<dyn Iterator<Item = ((u32, u32), &str)> + '_> {
        match &self.cells {
            Cells::Table(cells) => Box::new(cells.own.iter().map(|(at, cell)| (*at, cell.text.as_ref()))),
            Cells::Sheet(sheet) => Box::new(sheet.cells().iter().filter_map(|cell| match &cell.value {
                Value::Text(text) => Some(((cell.address.row - 1, cell.address.column - 1), text.as_ref())),
                _ => None,
            })),
        }
    }

    /// How many columns a table of a paper has, with those that are empty; of a sheet nobody can tell.
    pub(super) fn columns(&self) -> Option<u32> {
        match &self.cells {
            Cells::Table(cells) => {
                let last = cells.own.keys().map(|(row, column)| self.last_column(*row, *column));
                last.max().map(|last| last + 1)
            }
            Cells::Sheet(_) => None,
        }
    }

    /// The last column of the merged cell at a place, or the column itself.
    pub(super) fn last_column(&self, row: u32, column: u32) -> u32 {
        match &self.cells {
            Cells::Table(cells) => cells.parts.get(&(row, column)).map_or(column, |(last, _)| *last),
            Cells::Sheet(_) => self.merged(row, column).map_or(column, |range| range.last.column - 1),
        }
    }

    /// The last row of the merged cell at a place, or the row itself.
    pub(super) fn last_row(&self, row: u32, column: u32) -> u32 {
        self.merged(row, column).map_or(row, |range| range.last.row - 1)
    }

    fn merged(&self, row: u32, column: u32) -> Option<Range> {
        match &self.cells {
            Cells::Table(_) => None,
            Cells::Sheet(sheet) => sheet.merged_at(Address::new(row + 1, column + 1)?),
        }
    }
}
