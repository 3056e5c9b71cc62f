//! Workbooks as they are stored: Excel (`.xlsx`, `.xlsm`), OpenDocument (`.ods`) and CSV.
//!
//! A sheet is the cells that are there, so that a sheet that claims a million rows costs nothing.
//! A cell holds what the file stores: a number's decimal text, a formula's last result. Nothing is
//! calculated, no macro is run, no link is followed; what a reader should know about that stands
//! in [`Workbook::notes`].

mod address;
mod builder;
mod csv;
mod date;
mod format;
mod number;
mod ods;
mod sheet;
mod value;
mod xlsx;

pub use address::{Address, MAX_COLUMNS, MAX_ROWS, NoAddress, Range};
pub use format::Format;
pub use number::as_shown;
pub use sheet::{Cell, Sheet, Table};
pub use value::Value;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::archive::Archive;
use super::package::{self, Content};
use crate::problem::Problem;

/// The most cells that a workbook may hold, all sheets together.
pub const MAX_CELLS: usize = 2_000_000;
/// The most sheets that a workbook may have.
pub const MAX_SHEETS: usize = 1_000;

/// The most names that a workbook may give.
const MAX_NAMES: usize = 200_000;

/// The endings of the names of files that are read as workbooks.
pub const ENDINGS: [&str; 6] = ["xlsx", "xlsm", "xltx", "ods", "csv", "tsv"];

/// A workbook: its sheets in the order of their tabs, hidden ones too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets; a CSV file has one, without a name.
    pub sheets: Vec<Sheet>,
    /// The names that the workbook gives to cells.
    pub names: Vec<Name>,
    /// What a reader of the cells should know: macros that were not run, links that were not
    /// followed, formulas without a result. One line each, without the file's name.
    pub notes: Vec<String>,
}

/// A name that the workbook gives to cells or to a formula ("Total_2015").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub name: String,
    /// The sheet that it holds for; none where it holds for the whole workbook.
    pub scope: Option<Arc<str>>,
    /// What it stands for, as the file writes it: `'1. HWB Cover'!$D$7`.
    pub refers_to: String,
    /// The sheet and the cells, where it stands for one rectangle of cells of this workbook.
    pub target: Option<(Arc<str>, Range)>,
}

impl Workbook {
    /// Reads a file's bytes; `file` is the name that messages show, and its ending says how.
    ///
    /// # Errors
    /// A name without one of the [`ENDINGS`]; a file that is something else than its name says,
    /// is protected by a password, damaged, cut off, or passes a limit of size: each with the
    /// way out.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Problem> {
        let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if matches!(ending.as_str(), "csv" | "tsv") {
            return csv::read(file, bytes);
        }
        let mut archive = Archive::open(file, bytes)?;
        let (content, way_out) = match package::content(&mut archive)? {
            Content::Excel(main) if matches!(ending.as_str(), "xlsx" | "xlsm" | "xltx") => {
                return xlsx::read(&mut archive, &main);
            }
            Content::OpenSpreadsheet if ending == "ods" => return ods::read(&mut archive),
            Content::Excel(_) => ("an Excel workbook", "give the file its right ending, \".xlsx\""),
            Content::OpenSpreadsheet => ("an OpenDocument spreadsheet", "give the file its right ending, \".ods\""),
            Content::Word(_) => {
                ("a Word file", "submit the workbook itself, or give the file its right ending, \".docx\"")
            }
            Content::Other(other) => (other, "submit the workbook itself, saved as .xlsx or .ods"),
        };
        let what = format!("the file is {content}, though its name ends in \".{ending}\"");
        Err(Problem::in_file(file, what).help(way_out))
    }

    /// The sheet of this name, in any case of its letters, as Excel finds it.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        let name = name.to_lowercase();
        self.sheets.iter().find(|sheet| sheet.name.as_ref().is_some_and(|own| own.to_lowercase() == name))
    }

    /// The name that the workbook gives, in any case of its letters; one that holds for the whole
    /// workbook before one of a single sheet.
    pub fn name(&self, name: &str) -> Option<&Name> {
        let name = name.to_lowercase();
        let mut found = self.names.iter().filter(|own| own.name.to_lowercase() == name);
        let first = found.clone().find(|name| name.scope.is_none());
        first.or_else(|| found.next())
    }
}

/// The note on other workbooks that formulas refer to; of a path only the last step is told.
fn note_on_links(books: BTreeSet<String>) -> Option<String> {
    const TOLD: usize = 5;
    let names: BTreeSet<&str> = books.iter().filter_map(|book| book.rsplit(['/', '\\']).next()).collect();
    let mut listed: Vec<String> = names.iter().take(TOLD).map(|name| format!("\"{name}\"")).collect();
    if names.len() > TOLD {
        listed.push(format!("{} more", names.len() - TOLD));
    }
    let which = match names.len() {
        0 => return None,
        1 => "another workbook",
        _ => "other workbooks",
    };
    let listed = listed.join(", ");
    Some(format!("formulas refer to {which} ({listed}); nothing was fetched, the stored results were taken"))
}

#[cfg(test)]
mod tests;
