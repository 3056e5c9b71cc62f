//! One sheet: the cells that are there, and what is merged, hidden or a table.

use std::sync::Arc;

use super::{Address, Format, Range, Value};

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab; none for the one sheet of a CSV file.
    pub name: Option<Arc<str>>,
    /// Whether its tab is hidden.
    pub is_hidden: bool,
    /// The tables on it, in the order of the file.
    pub tables: Vec<Table>,
    pub(super) cells: Vec<Cell>,
    pub(super) merged: Merged,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub address: Address,
    /// What it holds; for a formula, its result when the file was saved.
    pub value: Value,
    /// How it is written.
    pub format: Format,
    /// The formula as the file writes it, without "="; empty where the file writes it only at
    /// the first of several cells that share it.
    pub formula: Option<Arc<str>>,
}

/// A table on a sheet: in Excel one made with "Format as table", in LibreOffice a database range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// All of its cells, with the rows of headings and totals.
    pub range: Range,
    /// How many of its first rows are headings.
    pub heading_rows: u32,
    /// How many of its last rows are totals.
    pub total_rows: u32,
}

impl Cell {
    /// What the officer sees, as far as that is known: `85%` where 0.85 is stored, `£1,490`,
    /// `31/03/2016`. A number keeps all of its digits, also where the cell rounds it.
    pub fn as_shown(&self) -> String {
        match &self.value {
            Value::Number(stored) => self.format.number(stored),
            Value::Date(day) => self.format.day(*day),
            Value::DateTime(moment) => self.format.moment(*moment),
            other => other.to_string(),
        }
    }
}

impl Sheet {
    /// The cells that hold something, by row, then by column. Of merged cells only the first holds
    /// anything.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What one sees at an address: its cell, or the first of the merged cells that it is part of.
    pub fn cell(&self, address: Address) -> Option<&Cell> {
        let address = self.merged_at(address).map_or(address, |range| range.first);
        let found = self.cells.binary_search_by_key(&address, |cell| cell.address).ok()?;
        self.cells.get(found)
    }

    /// The cells of one row that hold something.
    pub fn row(&self, row: u32) -> &[Cell] {
        let start = self.cells.partition_point(|cell| cell.address.row < row);
        let end = self.cells.partition_point(|cell| cell.address.row <= row);
        self.cells.get(start..end).unwrap_or(&[])
    }

    /// The ranges of merged cells, by their first cells.
    pub fn merged(&self) -> &[Range] {
        &self.merged.ranges
    }

    /// The merged cells that an address is part of.
    pub fn merged_at(&self, address: Address) -> Option<Range> {
        self.merged.at(address)
    }

    /// Whether a row is hidden, also by a filter.
    pub fn is_row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.contain(row)
    }

    /// Whether a column is hidden.
    pub fn is_column_hidden(&self, column: u32) -> bool {
        self.hidden_columns.contain(column)
    }

    /// The last row that holds something, or 0.
    pub fn last_row(&self) -> u32 {
        self.cells.last().map_or(0, |cell| cell.address.row)
    }

    /// Where a cell is found, in words: `sheet "3. National Conditions", cell E14`; in a CSV file
    /// `row 14, column E`.
    pub fn place(&self, address: Address) -> String {
        match &self.name {
            Some(name) => format!("sheet \"{name}\", cell {address}"),
            None => format!("row {}, column {}", address.row, address.column_letters()),
        }
    }
}

/// Merged ranges that do not overlap, found by any of their cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// By their first cells.
    ranges: Vec<Range>,
    /// Each row of each range: the row, its first column, and which range it is; sorted.
    rows: Vec<(u32, u32, u32)>,
}

impl Merged {
    /// The caller limits how many cells they cover.
    ///
    /// # Errors
    /// Two ranges that overlap: what one sees there would be a guess.
    pub(super) fn new(mut ranges: Vec<Range>) -> Result<Merged, (Range, Range)> {
        ranges.retain(|range| range.first != range.last);
        ranges.sort_unstable();
        ranges.dedup();
        let rows_of = |(index, range): (u32, &Range)| {
            let column = range.first.column;
            (range.first.row..=range.last.row).map(move |row| (row, column, index))
        };
        let mut rows: Vec<(u32, u32, u32)> = (0..).zip(&ranges).flat_map(rows_of).collect();
        rows.sort_unstable();
        let range = |index: u32| ranges.get(index as usize).copied();
        let overlapping = rows.windows(2).find_map(|pair| match pair {
            [(row, _, one), (next, column, other)] if row == next => {
                let (one, other) = (range(*one)?, range(*other)?);
                (*column <= one.last.column).then_some((one, other))
            }
            _ => None,
        });
        match overlapping {
            Some(both) => Err(both),
            None => Ok(Merged { ranges, rows }),
        }
    }

    pub(super) fn at(&self, address: Address) -> Option<Range> {
        // They do not overlap: of the ranges in this row the last that starts no further right: the others end before it.
        let after = self.rows.partition_point(|(row, column, _)| (*row, *column) <= (address.row, address.column));
        let (_, _, index) = self.rows.get(after.checked_sub(1)?)?;
        self.ranges.get(*index as usize).copied().filter(|range| range.contains(address))
    }
}

/// Rows or columns, as spans that do not touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spans(Vec<(u32, u32)>);

impl Spans {
    /// From pairs of a first and a last, in any order.
    pub(super) fn new(mut spans: Vec<(u32, u32)>) -> Spans {
        spans.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (first, last) in spans {
            match joined.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        Spans(joined)
    }

    fn contain(&self, number: u32) -> bool {
        let next = self.0.partition_point(|(first, _)| *first <= number);
        next.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, last)| number <= *last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(row: u32, column: u32) -> Address {
        Address::new(row, column).unwrap()
    }

    proptest! {
        #[test]
        fn merged_cells_are_found_as_if_each_range_were_asked(
            corners in prop::collection::vec((1u32..12, 1u32..12, 0u32..3, 0u32..3), 0..8),
        ) {
            let mut apart: Vec<Range> = Vec::new();
            for (row, column, down, right) in corners {
                let range = Range::new(at(row, column), at(row + down, column + right));
                let cells = |range: Range| (1..16).flat_map(move |row| (1..16).map(move |column| at(row, column))).filter(move |cell| range.contains(*cell));
                if range.first != range.last && !apart.iter().any(|other| cells(range).any(|cell| other.contains(cell))) {
                    apart.push(range);
                }
            }
            let merged = Merged::new(apart.clone()).unwrap();
            for row in 1..16 {
                for column in 1..16 {
                    let expected = apart.iter().copied().find(|range| range.contains(at(row, column)));
                    prop_assert_eq!(merged.at(at(row, column)), expected);
                }
            }
        }

        #[test]
        fn spans_hold_what_they_were_made_of(spans in prop::collection::vec((1u32..20, 0u32..5), 0..8)) {
            let spans: Vec<(u32, u32)> = spans.into_iter().map(|(first, more)| (first, first + more)).collect();
            let joined = Spans::new(spans.clone());
            for number in 0..30 {
                let expected = spans.iter().any(|(first, last)| (*first..=*last).contains(&number));
                prop_assert_eq!(joined.contain(number), expected);
            }
        }
    }

    #[test]
    fn places_are_named_as_people_name_them() {
        let mut sheet = Sheet {
            name: Some("3. National Conditions".into()),
            is_hidden: false,
            tables: Vec::new(),
            cells: Vec::new(),
            merged: Merged::default(),
            hidden_rows: Spans::default(),
            hidden_columns: Spans::default(),
        };
        assert_eq!(sheet.place(at(14, 5)), "sheet \"3. National Conditions\", cell E14");
        sheet.name = None;
        assert_eq!(sheet.place(at(5, 3)), "row 5, column C");
    }
}
