//! Where something stands in a paper, in words that a person can follow in Word.

use std::fmt;
use std::sync::Arc;

/// A place in a paper: a step into the body, and further into a cell or a text box.
///
/// Shown as "paragraph 12", "table 2, row 3, column 1, paragraph 1", "text box 1, paragraph 2".
/// Paragraphs, tables and text boxes are counted from 1 in what holds them: the body, a cell, a
/// text box. Counted are the paragraphs that one sees: with a text, a number or a prompt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    within: Option<Arc<Place>>,
    step: Step,
}

/// One step to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The n-th paragraph, from 1.
    Paragraph(u32),
    /// A table, from 1.
    Table(u32),
    /// A cell of the n-th table; all count from 1, columns by the table's grid: a cell over two
    /// columns counts as two.
    Cell {
        /// Which table.
        table: u32,
        /// Which row.
        row: u32,
        /// Which column of the grid.
        column: u32,
    },
    /// The n-th text box, from 1.
    TextBox(u32),
}

impl Place {
    /// The place that one step leads to from `within`, or from the body.
    pub(crate) fn new(within: Option<&Arc<Place>>, step: Step) -> Place {
        Place { within: within.cloned(), step }
    }

    /// A place that one step in the body leads to.
    pub fn in_body(step: Step) -> Place {
        Place { within: None, step }
    }

    /// The cell or text box that the place stands in; none in the body.
    pub fn within(&self) -> Option<&Place> {
        self.within.as_deref()
    }

    /// The last step.
    pub fn step(&self) -> Step {
        self.step
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(within) = &self.within {
            write!(formatter, "{within}, ")?;
        }
        match self.step {
            Step::Paragraph(number) => write!(formatter, "paragraph {number}"),
            Step::Table(number) => write!(formatter, "table {number}"),
            Step::Cell { table, row, column } => write!(formatter, "table {table}, row {row}, column {column}"),
            Step::TextBox(number) => write!(formatter, "text box {number}"),
        }
    }
}
