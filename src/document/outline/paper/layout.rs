//! Tables that only lay a text out: the number of a paragraph in one column, its text in the next.

use super::super::candidate::opening_number;
use super::super::shape;
use crate::office::paper::{Block, Cell, Row, Table};

/// A row of such a table.
pub(super) struct Laid<'p> {
    /// The number that was typed beside the text; none where the row only goes on.
    pub(super) number: Option<String>,
    /// The text.
    pub(super) blocks: &'p [Block],
}

/// The rows of a table that is a layout: each has a number and a text, or only a text, and most of the
/// texts are sentences. A table of actions has more columns, headings above them, or no sentences.
pub(super) fn laid_out(table: &Table) -> Option<Vec<Laid<'_>>> {
    let rows = table.rows.iter().map(filled).filter(|cells| !cells.is_empty());
    let rows: Vec<Laid<'_>> = rows.map(|cells| laid(&cells)).collect::<Option<_>>()?;
    let numbered = || rows.iter().filter(|row| row.number.is_some());
    let sentences = numbered().filter(|row| row.is_prose()).count();
    (sentences * 2 > numbered().count()).then_some(rows)
}

fn filled(row: &Row) -> Vec<&Cell> {
    row.cells.iter().filter(|cell| !cell.text().trim().is_empty()).collect()
}

fn laid<'p>(cells: &[&'p Cell]) -> Option<Laid<'p>> {
    match cells {
        [text] => Some(Laid { number: None, blocks: &text.blocks }),
        [number, text] => {
            let number = number.text();
            let is_single = || {
                let digits = number.trim().trim_end_matches('.');
                digits.len() < 3 && digits.parse::<u32>().is_ok()
            };
            let is_number = opening_number(&number).is_some_and(|(_, rest)| rest.is_empty()) || is_single();
            is_number.then_some(Laid { number: Some(number), blocks: &text.blocks })
        }
        _ => None,
    }
}

impl Laid<'_> {
    fn is_prose(&self) -> bool {
        match self.blocks.first() {
            Some(Block::Paragraph(first)) => first.heading.is_some() || shape::sentence(&first.text),
            _ => false,
        }
    }
}
