//! What the readers of all formats do alike: collect cells within the limits, sort them, and
//! note what a reader of them should know.

use std::sync::Arc;

use super::sheet::{Merged, Spans};
use super::{Address, Cell, Format, MAX_CELLS, Range, Sheet, Table, Value};
use crate::office::xml::Damage;

/// The most cells that merged ranges may cover in a workbook.
const MAX_MERGED: u64 = 4_000_000;

/// The most spaces that a workbook may hold as counts instead of written out.
const MAX_SPACES: usize = 1_000_000;

/// What a cell holds, if anything, with how it is written; and its formula.
pub(super) type Held = (Option<(Value, Format)>, Option<Arc<str>>);

/// What a workbook may still hold.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    spaces: usize,
    merged: u64,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { cells: MAX_CELLS, spaces: MAX_SPACES, merged: MAX_MERGED }
    }
}

impl Budget {
    fn take_cell(&mut self) -> Result<(), Damage> {
        let too_many = || {
            Damage::new(format!("the file holds more than {MAX_CELLS} cells up to here"))
                .help("save it again with only the sheets that were asked for, and submit that")
        };
        self.cells = self.cells.checked_sub(1).ok_or_else(too_many)?;
        Ok(())
    }

    fn take_merged(&mut self, range: Range) -> Result<(), Damage> {
        let too_many = || {
            Damage::new(format!("merged ranges cover more than {MAX_MERGED} cells up to here"))
                .help("undo the merging of whole rows and columns, save the file and submit that")
        };
        self.merged = self.merged.checked_sub(range.size()).ok_or_else(too_many)?;
        Ok(())
    }

    /// Takes so many spaces that the file counts and does not write out.
    pub(super) fn take_spaces(&mut self, spaces: usize) -> Result<(), Damage> {
        let too_many = || Damage::new(format!("the file holds more than {MAX_SPACES} spaces in a row"));
        self.spaces = self.spaces.checked_sub(spaces).ok_or_else(too_many)?;
        Ok(())
    }
}

/// A sheet in the making.
#[derive(Debug, Default)]
pub(super) struct SheetBuilder {
    name: Option<Arc<str>>,
    is_hidden: bool,
    pub(super) tables: Vec<Table>,
    pub(super) hidden_rows: Vec<(u32, u32)>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// The cells that somebody remarked upon.
    pub(super) comments: Vec<Address>,
    cells: Vec<Cell>,
    merged: Vec<Range>,
}

impl SheetBuilder {
    /// A sheet without cells; without a name in a CSV file.
    pub(super) fn new(name: Option<Arc<str>>, is_hidden: bool) -> SheetBuilder {
        SheetBuilder { name, is_hidden, ..SheetBuilder::default() }
    }

    /// The name on its tab.
    pub(super) fn name(&self) -> Option<&Arc<str>> {
        self.name.as_ref()
    }

    /// Adds a cell that holds something.
    pub(super) fn put(
        &mut self,
        budget: &mut Budget,
        address: Address,
        (value, format): (Value, Format),
        formula: Option<Arc<str>>,
    ) -> Result<(), Damage> {
        budget.take_cell()?;
        self.cells.push(Cell { address, value, format, formula });
        Ok(())
    }

    /// Adds a range of merged cells.
    pub(super) fn merge(&mut self, budget: &mut Budget, range: Range) -> Result<(), Damage> {
        budget.take_merged(range)?;
        self.merged.push(range);
        Ok(())
    }

    /// The sheet; what nobody sees because merged cells cover it is left out, with a note.
    ///
    /// # Errors
    /// A cell that is there twice; merged cells that overlap.
    pub(super) fn finish(self, notes: &mut Vec<String>) -> Result<Sheet, Damage> {
        let mut cells = self.cells;
        // Stable, and quick where the file has them in order, as nearly all have.
        cells.sort_by_key(|cell| cell.address);
        let twice = cells.windows(2).find_map(|pair| match pair {
            [one, other] if one.address == other.address => Some(one.address),
            _ => None,
        });
        if let Some(address) = twice {
            return Err(Damage::new(format!("the cell {address} is there twice")));
        }
        let merged = Merged::new(self.merged)
            .map_err(|(one, other)| Damage::new(format!("the merged cells {one} and {other} overlap")))?;
        let before = cells.len();
        cells.retain(|cell| merged.at(cell.address).is_none_or(|range| range.first == cell.address));
        let covered = before - cells.len();
        cells.shrink_to_fit();
        let sheet = Sheet {
            name: self.name,
            is_hidden: self.is_hidden,
            tables: self.tables,
            cells,
            merged,
            hidden_rows: Spans::new(self.hidden_rows),
            hidden_columns: Spans::new(self.hidden_columns),
        };
        let name = sheet.name.as_deref().unwrap_or_default();
        if covered > 0 {
            let cells = if covered == 1 { "1 cell holds" } else { &format!("{covered} cells hold") };
            notes.push(format!("sheet \"{name}\": {cells} content that merged cells cover; it was left out"));
        }
        note_comments(&sheet, self.comments, notes);
        note_uncalculated(&sheet, notes);
        Ok(sheet)
    }
}

fn note_comments(sheet: &Sheet, mut comments: Vec<Address>, notes: &mut Vec<String>) {
    const TOLD: usize = 5;
    comments.sort_unstable();
    comments.dedup();
    let Some(first) = comments.first() else { return };
    let place = sheet.place(*first);
    let others: Vec<String> = comments.iter().take(TOLD).skip(1).map(ToString::to_string).collect();
    let more = comments.len().saturating_sub(TOLD);
    let others = match (others.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!(", and {}", others.join(", ")),
        (false, more) => format!(", {} and {more} more", others.join(", ")),
    };
    let what = if comments.len() == 1 { "a comment was not read" } else { "comments were not read" };
    notes.push(format!("{place}{others}: {what}"));
}

fn note_uncalculated(sheet: &Sheet, notes: &mut Vec<String>) {
    let mut without_result = sheet.cells().iter().filter(|cell| cell.value == Value::Uncalculated);
    let Some(first) = without_result.next() else { return };
    let others = match without_result.count() {
        0 => String::new(),
        others => format!(" and {others} more"),
    };
    let place = sheet.place(first.address);
    notes.push(format!(
        "{place}{others}: the file stores no result of the formula; open it in Excel or LibreOffice, let it \
         calculate, and save it"
    ));
}
