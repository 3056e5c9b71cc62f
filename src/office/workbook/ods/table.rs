//! One sheet of an OpenDocument spreadsheet: rows and columns that may stand for many.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cell::CellText;
use super::{cell, names};
use crate::office::workbook::builder::{Budget, SheetBuilder};
use crate::office::workbook::{Address, Format, MAX_COLUMNS, MAX_ROWS, Name, Range, Value};
use crate::office::xml::{Damage, Element, Xml};

/// Reads a sheet from its start to its end.
pub(super) struct TableReader<'a> {
    pub(super) sheet: SheetBuilder,
    /// The names that hold for this sheet.
    pub(super) names: Vec<Name>,
    /// Whether it is only a copy of cells of another file that formulas refer to.
    pub(super) is_copy: bool,
    budget: &'a mut Budget,
    links: &'a mut BTreeSet<String>,
    /// Rows and columns passed so far.
    row: u32,
    column: u32,
    text: CellText,
}

/// A cell of the row that is being read, or several alike.
struct Filled {
    column: u32,
    repeated: u32,
    value: (Value, Format),
    formula: Option<Arc<str>>,
}

impl<'a> TableReader<'a> {
    pub(super) fn new(
        name: Arc<str>,
        is_hidden: bool,
        budget: &'a mut Budget,
        links: &'a mut BTreeSet<String>,
    ) -> TableReader<'a> {
        let sheet = SheetBuilder::new(Some(name), is_hidden);
        let (names, text) = (Vec::new(), CellText::default());
        TableReader { sheet, names, is_copy: false, budget, links, row: 0, column: 0, text }
    }

    /// Reads the table, or a group of its rows or columns.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Damage> {
        while let Some(part) = xml.child()? {
            match part.name() {
                "table-row" => self.row(xml, &part)?,
                "table-column" => {
                    let repeated = count(&part, "number-columns-repeated")?;
                    if is_hidden(&part)? {
                        let last = self.column.saturating_add(repeated).min(MAX_COLUMNS);
                        self.sheet.hidden_columns.push((self.column + 1, last));
                    }
                    self.column = self.column.saturating_add(repeated).min(MAX_COLUMNS);
                    xml.skip()?;
                }
                "table-rows"
                | "table-header-rows"
                | "table-row-group"
                | "table-columns"
                | "table-header-columns"
                | "table-column-group" => self.read(xml)?,
                "named-expressions" => names(xml, self.sheet.name(), &mut self.names)?,
                "table-source" => {
                    self.is_copy = true;
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, row: &Element<'_>) -> Result<(), Damage> {
        let repeated = count(row, "number-rows-repeated")?;
        let (before, end) = (self.row, self.row.saturating_add(repeated));
        if is_hidden(row)? {
            self.sheet.hidden_rows.push((before + 1, end.min(MAX_ROWS)));
        }
        let cells = self.cells(xml, before)?;
        // Empty rows cost nothing, however many; filled ones are counted by the budget.
        if !cells.is_empty() {
            for row in before + 1..=end {
                for cell in &cells {
                    for column in cell.column..=cell.column.saturating_add(cell.repeated - 1) {
                        let address = address(row, column)?;
                        self.sheet.put(self.budget, address, cell.value.clone(), cell.formula.clone())?;
                    }
                }
            }
        }
        self.row = end.min(MAX_ROWS);
        Ok(())
    }

    /// The cells of a row that hold something; `before` rows stand above it.
    fn cells(&mut self, xml: &mut Xml<'_>, before: u32) -> Result<Vec<Filled>, Damage> {
        let mut filled = Vec::new();
        let mut column = 0_u32;
        while let Some(cell) = xml.child()? {
            // Apart from these there are shapes, which hang on a cell and hold none.
            if !matches!(cell.name(), "table-cell" | "covered-table-cell") {
                xml.skip()?;
                continue;
            }
            let repeated = count(&cell, "number-columns-repeated")?;
            let (down, right) = (count(&cell, "number-rows-spanned")?, count(&cell, "number-columns-spanned")?);
            if (down, right) != (1, 1) {
                let first = address(before + 1, column.saturating_add(1))?;
                let last = address(before.saturating_add(down), column.saturating_add(right))?;
                self.sheet.merge(self.budget, Range::new(first, last))?;
            }
            let place = || format!("cell {}", Address { row: before + 1, column: column.saturating_add(1) });
            let (value, formula) =
                cell::read(xml, &cell, &mut self.text, self.budget).map_err(|damage| damage.at(place()))?;
            if self.text.has_comment {
                self.sheet.comments.extend(Address::new(before + 1, column.saturating_add(1)));
            }
            if let Some(formula) = &formula {
                self.links.extend(cell::links(formula).map(str::to_owned));
            }
            if let Some(value) = value {
                address(before.saturating_add(1), column.saturating_add(repeated))?;
                filled.push(Filled { column: column.saturating_add(1), repeated, value, formula });
            }
            column = column.saturating_add(repeated);
        }
        Ok(filled)
    }
}

fn address(row: u32, column: u32) -> Result<Address, Damage> {
    let outside =
        || Damage::new(format!("it has cells beyond row {MAX_ROWS} or column {MAX_COLUMNS}, the last of any sheet"));
    Address::new(row, column).ok_or_else(outside)
}

/// How many an element stands for: 1 where it does not say.
fn count(element: &Element<'_>, name: &str) -> Result<u32, Damage> {
    match element.attribute(name)? {
        None => Ok(1),
        Some(count) => {
            let number = count.parse().ok().filter(|count| *count > 0);
            number.ok_or_else(|| Damage::new(format!("a count says \"{count}\", which is no count")))
        }
    }
}

/// Whether a row or a column is hidden, by hand or by a filter.
fn is_hidden(element: &Element<'_>) -> Result<bool, Damage> {
    Ok(element.attribute("visibility")?.is_some_and(|visibility| visibility != "visible"))
}
