//! The numbered places of a Word file.
//!
//! Numbers that Word gives count like those that were typed. Those of several parts ("7.5.2"), with
//! a word ("Appendix B") and of headings are labels for certain. "1." before a paragraph is one
//! where the same list has "1.1" too, or where it runs on across headings, as numbers of paragraphs
//! do; else it is an item of a list, and its look decides as in any text.
//!
//! A table that has the numbers in one column and the paragraphs in the next is only their layout
//! ([`layout`]). A number that was typed in such a table or in a text box is a label where no
//! paragraph of the text has it: boxes repeat what the text says.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::opening_number;
use super::standing::Standing;
use super::{Entry, outline_of_lines, shape};
use crate::label::Label;
use crate::office::paper::{Block, Cell, Number, Paper, Paragraph, Place, Step, Table};

mod layout;

use layout::{Laid, laid_out};

/// The text of a paper with its numbered places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperOutline {
    /// The text, with the numbers that Word shows; its paragraphs stand between blank lines, a row
    /// of a table is a line.
    pub text: String,
    /// The numbered places; ranges are bytes of the text.
    pub entries: Vec<Entry>,
    /// The rows of tables that begin with the number of no paragraph: where, and the number.
    pub numbered_rows: Vec<(Place, String)>,
    /// Where each part of the text comes from: the byte at which it starts, its place and its page.
    places: Vec<(usize, Place, u32)>,
}

impl PaperOutline {
    /// The place in the paper that a byte of the text comes from.
    pub fn place(&self, offset: usize) -> Option<&Place> {
        self.at(offset).map(|(_, place, _)| place)
    }

    /// The page on which a byte of the text stood when the paper was last laid out.
    pub fn page(&self, offset: usize) -> Option<u32> {
        self.at(offset).map(|(_, _, page)| *page)
    }

    fn at(&self, offset: usize) -> Option<&(usize, Place, u32)> {
        let after = self.places.partition_point(|(start, ..)| *start <= offset);
        self.places.get(after.checked_sub(1)?)
    }
}

/// Lists the numbered places of a paper in the order in which they stand.
pub fn of_paper(paper: &Paper) -> PaperOutline {
    let mut writing = Writing::default();
    writing.numbering.survey(&paper.blocks);
    writing.numbering.look_for_typed(&paper.blocks);
    writing.blocks(&paper.blocks, Standing::ByLook);
    let entries = outline_of_lines(&writing.text, &writing.standing);
    let is_label =
        |parts: &[u32]| entries.iter().any(|entry| matches!(&entry.label, Label::Paragraph(own) if own == parts));
    let rows = writing.numbered_rows.into_iter().filter(|(_, parts)| !is_label(parts));
    let numbered_rows = rows.map(|(place, parts)| (place, Label::Paragraph(parts).to_string())).collect();
    PaperOutline { text: writing.text, entries, numbered_rows, places: writing.places }
}

/// What the numbers of each list are for.
#[derive(Default)]
struct Numbering {
    /// Lists with a number of several parts.
    of_parts: BTreeSet<u32>,
    /// Lists that go on behind a heading.
    across_headings: BTreeSet<u32>,
    /// The last number of each list, and whether a heading stood behind it.
    last: BTreeMap<u32, (u32, bool)>,
    /// Numbers of several parts that a paragraph of the text opens with.
    in_text: BTreeSet<Vec<u32>>,
}

/// The parts of a number: "7.5.2." and "(7.5.2)" give three; none for "(a)" and "(1)".
fn parts(number: &Number) -> Option<Vec<u32>> {
    let shown = number.shown.trim_end_matches(['.', ':']);
    let bare = shown.strip_suffix(')').map(|shown| shown.trim_start_matches('(')).filter(|bare| bare.contains('.'));
    bare.unwrap_or(shown).split('.').map(|part| part.parse().ok()).collect()
}

impl Numbering {
    fn survey(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.look_at(paragraph),
                Block::Table(table) => cells(table).for_each(|cell| self.survey(&cell.blocks)),
            }
        }
    }

    fn look_at(&mut self, paragraph: &Paragraph) {
        if paragraph.heading.is_some() {
            self.last.values_mut().for_each(|(_, is_behind_heading)| *is_behind_heading = true);
        }
        let Some(number) = &paragraph.number else { return };
        match parts(number).as_deref() {
            Some([single]) if paragraph.heading.is_none() => {
                if let Some((before, true)) = self.last.insert(number.list, (*single, false))
                    && before.checked_add(1) == Some(*single)
                {
                    self.across_headings.insert(number.list);
                }
            }
            Some([_, _, ..]) => drop(self.of_parts.insert(number.list)),
            _ => {}
        }
    }

    /// Notes which numbers stand in the text itself: not in boxes, and not in tables of several columns.
    fn look_for_typed(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) if is_in_box(paragraph) || paragraph.is_contents => {}
                Block::Paragraph(paragraph) => {
                    let shown = paragraph.as_shown();
                    let number = opening_number(&shown).filter(|_| !shape::contents_line(&shown));
                    self.in_text.extend(number.map(|(parts, _)| parts));
                }
                Block::Table(table) if is_frame(table) => {
                    cells(table).for_each(|cell| self.look_for_typed(&cell.blocks));
                }
                Block::Table(_) => {}
            }
        }
    }

    /// Whether a text opens with a number of several parts, and with one that the text itself has.
    fn repeats(&self, shown: &str) -> Option<bool> {
        opening_number(shown).map(|(parts, _)| self.in_text.contains(&parts))
    }

    /// Whether the number of a paragraph is its label for certain.
    fn is_label(&self, number: &Number) -> bool {
        match parts(number).as_deref() {
            Some([_single]) => self.of_parts.contains(&number.list) || self.across_headings.contains(&number.list),
            Some(_) => true,
            // "Appendix B"; what is no label is not read as one.
            None => number.shown.starts_with(char::is_alphabetic),
        }
    }
}

/// A table of one column is a frame around text.
fn is_frame(table: &Table) -> bool {
    table.rows.iter().all(|row| row.cells.len() <= 1)
}

fn is_in_box(paragraph: &Paragraph) -> bool {
    paragraph.place.within().is_some_and(|within| matches!(within.step(), Step::TextBox(_)))
}

fn cells(table: &Table) -> impl Iterator<Item = &Cell> {
    table.rows.iter().flat_map(|row| &row.cells)
}

/// The text that is being written.
#[derive(Default)]
struct Writing {
    text: String,
    standing: Vec<Standing>,
    places: Vec<(usize, Place, u32)>,
    numbered_rows: Vec<(Place, Vec<u32>)>,
    /// The page of the paragraph that is being written.
    page: u32,
    numbering: Numbering,
}

impl Writing {
    fn blocks(&mut self, blocks: &[Block], by_itself: Standing) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, by_itself),
                Block::Table(table) => self.table(table, by_itself),
            }
        }
    }

    /// Writes a paragraph; `by_itself` is how its lines stand if nothing else is known of them.
    fn paragraph(&mut self, paragraph: &Paragraph, by_itself: Standing) {
        let shown = paragraph.as_shown();
        let by_itself = match by_itself {
            _ if paragraph.is_contents => Standing::NoLabel,
            Standing::ByLook if is_in_box(paragraph) && self.numbering.repeats(&shown) != Some(false) => {
                Standing::NoLabel
            }
            _ => by_itself,
        };
        let is_label = paragraph.number.as_ref().is_some_and(|number| self.numbering.is_label(number));
        let standing = match paragraph.heading {
            _ if paragraph.is_contents => Standing::NoLabel,
            Some(_) => Standing::Heading,
            None if is_label => Standing::Numbered,
            None => by_itself,
        };
        self.page = paragraph.page;
        if paragraph.heading.is_some() {
            self.line(&shown.replace('\n', " "), standing, &paragraph.place);
        } else {
            for (index, line) in shown.split('\n').enumerate() {
                self.line(line, if index == 0 { standing } else { by_itself }, &paragraph.place);
            }
        }
        for footnote in paragraph.footnotes.iter().flat_map(|footnote| footnote.split('\n')) {
            self.line(footnote, Standing::NoLabel, &paragraph.place);
        }
        self.blank();
    }

    /// A table of one column is a frame around text, and one of numbers and texts is its layout. In
    /// others a row is a line, unless a cell has a label: then each paragraph stands by itself.
    fn table(&mut self, table: &Table, by_itself: Standing) {
        if is_frame(table) {
            return cells(table).for_each(|cell| self.blocks(&cell.blocks, by_itself));
        }
        if let Some(rows) = laid_out(table) {
            return rows.iter().for_each(|row| self.laid_out(row, by_itself));
        }
        for row in &table.rows {
            let is_plain = row.cells.iter().flat_map(|cell| &cell.blocks).all(|block| match block {
                Block::Paragraph(paragraph) => {
                    !paragraph.number.as_ref().is_some_and(|number| self.numbering.is_label(number))
                }
                Block::Table(_) => false,
            });
            let first_page = row.cells.iter().flat_map(|cell| &cell.blocks).find_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph.page),
                Block::Table(_) => None,
            });
            self.page = first_page.unwrap_or(self.page);
            match row.cells.first() {
                Some(first) if is_plain => {
                    let texts: Vec<String> = row.cells.iter().map(|cell| cell.text().replace('\n', " ")).collect();
                    let number =
                        texts.iter().find(|text| !text.trim().is_empty()).and_then(|text| opening_number(text));
                    let number =
                        number.filter(|(_, rest)| rest.is_empty()).map(|(parts, _)| (first.place.clone(), parts));
                    self.numbered_rows.extend(number);
                    self.line(&texts.join(" | "), Standing::NoLabel, &first.place);
                }
                _ => row.cells.iter().for_each(|cell| self.blocks(&cell.blocks, Standing::NoLabel)),
            }
        }
        self.blank();
    }

    /// Writes a row of a laid-out table as the paragraphs that one reads.
    fn laid_out(&mut self, row: &Laid<'_>, by_itself: Standing) {
        let (Some(number), Some(Block::Paragraph(first))) = (&row.number, row.blocks.first()) else {
            return self.blocks(row.blocks, by_itself);
        };
        let text = format!("{number} {}", first.as_shown());
        let standing = if self.numbering.repeats(&text) == Some(true) { Standing::NoLabel } else { by_itself };
        self.paragraph(&Paragraph { text, number: None, ..first.clone() }, standing);
        self.blocks(row.blocks.get(1..).unwrap_or_default(), by_itself);
    }

    fn line(&mut self, line: &str, standing: Standing, place: &Place) {
        self.places.push((self.text.len(), place.clone(), self.page));
        self.text.push_str(line);
        self.text.push('\n');
        self.standing.push(standing);
    }

    fn blank(&mut self) {
        self.text.push('\n');
        self.standing.push(Standing::NoLabel);
    }
}

#[cfg(test)]
mod tests;
