//! Reads tables, with what their cells cover.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::element::{children, is_on, number, value};
use super::note::About;
use super::place::{Place, Step};
use super::story::{Frame, Story, Walk, deleted_with};
use super::{Block, Cell, Row, Table};
use crate::office::xml::{Damage, Element, Piece, Xml};

/// More columns than Word allows (63), and few enough to be added up.
const MOST_COLUMNS: i64 = 1000;

/// What a cell says about itself.
#[derive(Default)]
pub(super) struct CellProperties {
    /// How many columns of the grid it covers; 0 if it does not say.
    columns: u32,
    down: Merge,
    across: Merge,
    is_deleted: bool,
    is_changed: bool,
}

/// Whether a cell is one with the cell above it, or before it.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Merge {
    #[default]
    No,
    /// It is the first of the cells that are one.
    First,
    /// It goes on.
    Further,
}

impl Merge {
    fn of(tag: &Element<'_>) -> Result<Merge, Damage> {
        Ok(if value(tag)? == "restart" { Merge::First } else { Merge::Further })
    }
}

impl CellProperties {
    /// Reads the properties of a cell.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Damage> {
        children(xml, |xml, tag| {
            match tag.name() {
                "gridSpan" => self.columns = columns(&tag)?,
                "vMerge" => self.down = Merge::of(&tag)?,
                "hMerge" => self.across = Merge::of(&tag)?,
                "cellDel" => self.is_deleted = true,
                "cellIns" | "cellMerge" | "tcPrChange" => self.is_changed = true,
                _ => {}
            }
            xml.skip()
        })
    }
}

fn columns(tag: &Element<'_>) -> Result<u32, Damage> {
    Ok(u32::try_from(number(tag)?.unwrap_or(0).clamp(0, MOST_COLUMNS)).unwrap_or(0))
}

/// A table that is being read.
struct Reading {
    table: u32,
    rows: Vec<Row>,
    /// For each column where a cell covers rows: the row and the position of that cell.
    open: BTreeMap<u32, (usize, usize)>,
    /// Whether there is any row that no tracked change deleted.
    has_rows: bool,
}

/// A row that is being read.
#[derive(Default)]
struct RowReading {
    cells: Vec<Cell>,
    /// Columns of the grid that are taken.
    columns: u32,
    is_header: bool,
    is_deleted: bool,
    /// Whether the deletion was noted where its words stood.
    is_noted: bool,
}

impl Walk {
    /// Reads the table that was just opened.
    pub(super) fn table(&mut self, xml: &mut Xml<'_>, story: &mut Story) -> Result<(), Damage> {
        let mut reading = Reading { table: story.tables + 1, rows: Vec::new(), open: BTreeMap::new(), has_rows: false };
        let mut frames = Vec::new();
        loop {
            match xml.piece()? {
                Some(Piece::Element(tag)) if tag.name() == "tr" => self.row(xml, &mut reading, story)?,
                Some(Piece::Element(tag)) => self.enter_wrapper(xml, &tag, &mut frames)?,
                None => match frames.pop() {
                    Some(Frame::Control) => drop(self.controls.pop()),
                    Some(_) => {}
                    None => break,
                },
                Some(Piece::Text(_)) => {}
            }
        }
        if reading.has_rows {
            story.tables = reading.table;
            let place = story.place(Step::Table(reading.table));
            story.blocks.push(Block::Table(Table { place, caption: None, rows: reading.rows }));
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, reading: &mut Reading, story: &Story) -> Result<(), Damage> {
        let mut row = RowReading::default();
        let mut frames = Vec::new();
        loop {
            match xml.piece()? {
                Some(Piece::Element(tag)) => match tag.name() {
                    "tc" => self.cell(xml, &mut row, reading, story)?,
                    "trPr" => self.row_properties(xml, &mut row, reading, story)?,
                    _ => self.enter_wrapper(xml, &tag, &mut frames)?,
                },
                None => match frames.pop() {
                    Some(Frame::Control) => drop(self.controls.pop()),
                    Some(_) => {}
                    None => break,
                },
                Some(Piece::Text(_)) => {}
            }
        }
        if row.is_deleted && !row.is_noted {
            self.note(Some(story.place(reading.step(1))), About::Deleted, "")?;
        }
        // Word shows a deleted row until somebody accepts the change, so it counts.
        reading.has_rows |= !row.is_deleted;
        reading.rows.push(Row { is_header: row.is_header, cells: row.cells });
        Ok(())
    }

    fn row_properties(
        &mut self,
        xml: &mut Xml<'_>,
        row: &mut RowReading,
        reading: &Reading,
        story: &Story,
    ) -> Result<(), Damage> {
        let mut changes = Vec::new();
        children(xml, |xml, tag| {
            match tag.name() {
                "gridBefore" => row.columns = columns(&tag)?,
                "tblHeader" => row.is_header = is_on(&tag)?,
                "del" => row.is_deleted = true,
                "ins" => changes.push(About::Inserted),
                "trPrChange" => changes.push(About::Reformatted),
                _ => {}
            }
            xml.skip()
        })?;
        let place = story.place(reading.step(1));
        changes.into_iter().try_for_each(|about| self.note(Some(place.clone()), about, ""))
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        row: &mut RowReading,
        reading: &mut Reading,
        story: &Story,
    ) -> Result<(), Damage> {
        let column = row.columns + 1;
        let place = story.place(reading.step(column));
        if row.is_deleted {
            return self.deleted_cell(xml, row, place);
        }
        self.count()?;
        let mut inner = Story::new(Some(Arc::new(place.clone())));
        self.read(xml, &mut inner)?;
        let properties = std::mem::take(&mut inner.cell);
        let mut cell = Cell { place, column, columns: properties.columns.max(1), rows: 1, blocks: inner.blocks };
        if properties.is_changed {
            self.note(Some(cell.place.clone()), About::Reformatted, "")?;
        }
        if properties.is_deleted {
            return self.note(Some(cell.place.clone()), About::Deleted, &cell.text());
        }
        row.columns = row.columns.saturating_add(cell.columns);
        if properties.across == Merge::Further
            && let Some(before) = row.cells.last_mut()
        {
            before.columns = before.columns.saturating_add(cell.columns);
            before.blocks.append(&mut cell.blocks);
            return Ok(());
        }
        if properties.down == Merge::Further
            && let Some((above, covered)) = reading.cell_above(column)
        {
            above.rows = covered;
            // Word does not show what a covered cell holds.
            let words = cell.text();
            return if words.is_empty() { Ok(()) } else { self.note(Some(cell.place), About::Hidden, &words) };
        }
        let covered = column..column.saturating_add(cell.columns);
        while let Some(other) = reading.open.range(covered.clone()).next().map(|(other, _)| *other) {
            reading.open.remove(&other);
        }
        if properties.down == Merge::First {
            reading.open.insert(column, (reading.rows.len(), row.cells.len()));
        }
        row.cells.push(cell);
        Ok(())
    }

    /// Passes over a cell of a row that a tracked change deleted, and notes its words.
    fn deleted_cell(&mut self, xml: &mut Xml<'_>, row: &mut RowReading, place: Place) -> Result<(), Damage> {
        let mut covered = 1;
        let words = deleted_with(xml, |tag| {
            if tag.name() == "gridSpan" {
                covered = columns(tag)?.max(1);
            }
            Ok(())
        })?;
        row.columns = row.columns.saturating_add(covered);
        if words.is_empty() {
            return Ok(());
        }
        row.is_noted = true;
        self.note(Some(place), About::Deleted, &words)
    }
}

impl Reading {
    /// The place of a cell in the row that is being read.
    fn step(&self, column: u32) -> Step {
        let row = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
        Step::Cell { table: self.table, row, column }
    }

    /// The cell of a row above that goes on in this column, and how many rows it covers with this one.
    fn cell_above(&mut self, column: u32) -> Option<(&mut Cell, u32)> {
        let (row, cell) = *self.open.get(&column)?;
        let covered = u32::try_from(self.rows.len() - row + 1).ok()?;
        Some((self.rows.get_mut(row)?.cells.get_mut(cell)?, covered))
    }
}
