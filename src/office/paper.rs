//! Word files: headings, numbered paragraphs with the number that Word shows, tables, and all
//! that a reader of the text would otherwise miss.
//!
//! A tracked change is read as if accepted; it is noted, as are comments, hidden text, controls
//! that were not filled in, pictures and whatever else is not part of the text ([`Note`]). Headers
//! and footers are not part of a paper.

mod element;
mod field;
mod figures;
mod line;
mod note;
mod numbering;
mod parts;
mod place;
mod signs;
mod story;
mod styles;
mod table;

use std::sync::Arc;

pub use note::{About, EXCERPT, Note};
pub use place::{Place, Step};

/// The endings of the names of files that are read as papers.
pub const ENDINGS: [&str; 2] = ["docx", "docm"];

/// A Word file as it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Paragraphs and tables in their order; a text box comes behind the paragraph that it hangs on.
    pub blocks: Vec<Block>,
    /// What was noticed, in the order of the text.
    pub notes: Vec<Note>,
    /// How many pages it had when it was last laid out; none where the file does not tell.
    pub pages: Option<u32>,
}

impl Paper {
    /// The heading that a block of the body stands under, by the block's position.
    pub fn heading_above(&self, position: usize) -> Option<&Paragraph> {
        self.blocks.get(..position)?.iter().rev().find_map(|block| match block {
            Block::Paragraph(paragraph) if paragraph.heading.is_some() => Some(paragraph),
            _ => None,
        })
    }
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, or a heading.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph that one sees: it has a text, a number or a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub place: Place,
    /// For a heading its level, 1 to 9, by its outline level or its style.
    pub heading: Option<u8>,
    /// The number that Word puts before the text; a bullet is none.
    pub number: Option<Number>,
    /// The name of its style, as Word shows it ("heading 1", "Body Text").
    pub style: Option<Arc<str>>,
    /// The text without the number; line breaks are "\n", tabs "\t", boxes to tick "[x]" and "[ ]".
    pub text: String,
    /// The footnotes and endnotes that it refers to, in their order.
    pub footnotes: Vec<String>,
    /// The prompt of a control that was not filled in ("Click here to enter text"), which is no
    /// part of the text.
    pub prompt: Option<String>,
    /// A line of a table of contents.
    pub is_contents: bool,
    /// The page on which it began when the paper was last laid out, from 1.
    pub page: u32,
}

/// An automatic number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As Word shows it, with its punctuation: "7.5.2", "(a)", "Appendix B".
    pub shown: String,
    /// The level in its list, from 1.
    pub level: u8,
    /// The list that it counts in; numbers of one list go on from each other.
    pub list: u32,
    /// What Word puts between the number and the text: a tab, a space or nothing.
    pub gap: &'static str,
}

impl Paragraph {
    /// Number and text as Word shows them.
    pub fn as_shown(&self) -> String {
        match &self.number {
            Some(number) if self.text.is_empty() => number.shown.clone(),
            Some(number) => format!("{}{}{}", number.shown, number.gap, self.text),
            None => self.text.clone(),
        }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Where it stands.
    pub place: Place,
    /// The text of the caption right above it, or else right below.
    pub caption: Option<String>,
    /// Its rows from top to bottom, as Word shows them: one that a tracked change deleted counts, and
    /// has no cells.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Repeated at the top of each page: the row names the columns.
    pub is_header: bool,
    /// The cells that start in this row, from left to right; what a cell from above covers is not
    /// repeated.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands: table, row and column, from 1.
    pub place: Place,
    /// Its first column in the table's grid, from 1.
    pub column: u32,
    /// How many columns of the grid it covers.
    pub columns: u32,
    /// How many rows it covers, with those that a tracked change deleted.
    pub rows: u32,
    /// What it holds; a table inside a cell is one of its blocks.
    pub blocks: Vec<Block>,
}

/// The most of a table inside a cell that counts to the cell's text, in bytes: a file can put tables
/// into each other so that the innermost text would stand there many times.
const MOST_INNER: usize = 20_000;

impl Table {
    /// Its rows, one a line, with a tab between cells.
    fn text(&self) -> String {
        let row = |row: &Row| row.cells.iter().map(Cell::text).collect::<Vec<_>>().join("\t");
        let rows = self.rows.iter().map(row).filter(|row| !row.trim().is_empty());
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The cell that covers a row and a column of the grid, both from 1.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        let row = row as usize;
        let above = self.rows.get(..row)?;
        above.iter().enumerate().rev().find_map(|(index, one)| {
            let down = row - index;
            let covers = |cell: &&Cell| {
                cell.rows as usize >= down && (cell.column..cell.column.saturating_add(cell.columns)).contains(&column)
            };
            one.cells.iter().find(covers)
        })
    }
}

impl Cell {
    /// Its paragraphs as Word shows them, one a line; so are the rows of a table inside it, with a tab
    /// between cells.
    pub fn text(&self) -> String {
        let lines = self.blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.as_shown(),
            Block::Table(table) => {
                let mut text = table.text();
                let end = (0..=text.len().min(MOST_INNER)).rev().find(|end| text.is_char_boundary(*end));
                text.truncate(end.unwrap_or(0));
                text
            }
        });
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests;
