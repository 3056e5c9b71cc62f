//! An office file as a template sees it: grids of cells, and lines of text between them.

use std::collections::BTreeMap;
use std::sync::Arc;

/// What a file holds, in its order.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Sheets of a workbook, or tables of a paper.
    pub grids: Vec<Grid>,
    /// Headings and paragraphs of a paper; none of a workbook.
    pub lines: Vec<Line>,
    /// What a reader should know of the file, in words.
    pub notices: Vec<String>,
}

/// A sheet or a table: cells by row and column, both from 0; what is empty is not there.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The sheet's name, or the heading that the table stands under.
    pub name: String,
    /// How a place in it is called before the address of the cell: `sheet "Cover"`, `table 2`; empty
    /// for the rows of a CSV file.
    pub spot: String,
    /// Whether a cell is called by its address (E14) or by row and column.
    pub has_addresses: bool,
    /// The cells; a merged cell stands at each address of its extent.
    pub cells: BTreeMap<(u32, u32), Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it holds, as stored: numbers exact, days as YYYY-MM-DD.
    pub text: String,
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
        Cell { text: text.to_owned(), fault: None, is_continued: false }
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
        if self.spot.is_empty() {
            format!("row {}, column {}", row + 1, letters(column)).into()
        } else if self.has_addresses {
            format!("{}, cell {}{}", self.spot, letters(column), row + 1).into()
        } else {
            format!("{}, row {}, column {}", self.spot, row + 1, column + 1).into()
        }
    }

    /// The rows that hold anything, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        let mut last = None;
        self.cells.keys().filter_map(move |(row, _)| {
            let is_new = last != Some(*row);
            last = Some(*row);
            is_new.then_some(*row)
        })
    }

    /// The cells of a row, in order of column.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), cell)| (*column, cell))
    }
}

/// The letters of a column counted from 0: A, Z, AA.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}
