//! Walks through the text of a paper: its body, cells and text boxes are stories of blocks.
//!
//! Goes down only into cells and text boxes, and only so deep; all else is a stack of [`Frame`]s,
//! so that no file can exhaust the program's own stack.

use std::collections::HashMap;
use std::sync::Arc;

use super::field::{Control, Field};
use super::line::Line;
use super::note::{About, Note, add_to_excerpt};
use super::numbering::{Counters, Lists};
use super::place::{Place, Step};
use super::styles::{Styles, heading_level};
use super::table::CellProperties;
use super::{Block, Number, Paragraph};
use crate::office::xml::{Damage, Element, Piece, Xml};

/// Tables in cells and text boxes within each other, at most.
const MOST_NESTED: usize = 25;
/// Content controls within each other, at most.
const MOST_CONTROLS: usize = 30;
/// Paragraphs, cells and notes together, at most; 500 pages have some 30 000.
const MOST_ITEMS: usize = 300_000;

/// The parts beside the text.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    /// By identity; each is taken where it is referred to.
    pub(super) comments: HashMap<String, String>,
    pub(super) footnotes: HashMap<String, String>,
    pub(super) endnotes: HashMap<String, String>,
}

/// What is known while walking.
pub(super) struct Walk {
    pub(super) parts: Parts,
    pub(super) counters: Counters,
    pub(super) notes: Vec<Note>,
    /// The fields that are open in this story, the innermost last.
    pub(super) fields: Vec<Field>,
    /// The content controls that are open, the innermost last.
    pub(super) controls: Vec<Control>,
    /// The page that is being read, from 1.
    pub(super) page: u32,
    nesting: usize,
    items: usize,
}

/// A body, a cell or a text box that is being read.
pub(super) struct Story {
    pub(super) within: Option<Arc<Place>>,
    pub(super) blocks: Vec<Block>,
    pub(super) paragraphs: u32,
    pub(super) tables: u32,
    pub(super) boxes: u32,
    /// Text whose paragraph mark was deleted by a tracked change: it runs on in the next paragraph.
    carried: Option<Line>,
    /// If it is a cell, what it says about itself.
    pub(super) cell: CellProperties,
}

impl Story {
    pub(super) fn new(within: Option<Arc<Place>>) -> Self {
        let cell = CellProperties::default();
        Story { within, blocks: Vec::new(), paragraphs: 0, tables: 0, boxes: 0, carried: None, cell }
    }

    /// A place in this story.
    pub(super) fn place(&self, step: Step) -> Place {
        Place::new(self.within.as_ref(), step)
    }

    /// Where the next paragraph will stand.
    pub(super) fn next_paragraph(&self) -> Place {
        self.place(Step::Paragraph(self.paragraphs + 1))
    }
}

/// An element that was gone into.
pub(super) enum Frame {
    /// Its content is read as if it were not there.
    Plain,
    /// A content control.
    Control,
    /// A tracked insertion.
    Inserted,
    /// A run.
    Run,
    /// Text; whether its outer spaces count.
    Text(bool),
    /// The instruction of a field.
    Instruction,
    /// Alternatives for programs of different age; whether one was taken.
    Alternatives(bool),
}

impl Walk {
    pub(super) fn new(parts: Parts) -> Self {
        Walk {
            parts,
            counters: Counters::default(),
            notes: Vec::new(),
            fields: Vec::new(),
            controls: Vec::new(),
            page: 1,
            nesting: 0,
            items: 0,
        }
    }

    /// How many pages there are, if a page ended anywhere: programs that lay nothing out tell none.
    pub(super) fn pages(&self) -> Option<u32> {
        (self.page > 1).then_some(self.page)
    }

    /// Reads a story up to the end of the element that was just opened.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, story: &mut Story) -> Result<(), Damage> {
        self.nesting += 1;
        if self.nesting > MOST_NESTED {
            return Err(Damage::new(format!("tables or text boxes stand in each other more than {MOST_NESTED} deep")));
        }
        let outer_fields = std::mem::take(&mut self.fields);
        let mut frames = Vec::new();
        loop {
            match xml.piece()? {
                Some(Piece::Element(tag)) => self.enter(xml, &tag, &mut frames, story)?,
                None => match frames.pop() {
                    Some(Frame::Control) => drop(self.controls.pop()),
                    Some(_) => {}
                    None => break,
                },
                Some(Piece::Text(_)) => {}
            }
        }
        self.emit_carried(story)?;
        if std::mem::replace(&mut self.fields, outer_fields).iter().any(|field| !field.is_optional()) {
            let place = story.place(Step::Paragraph(story.paragraphs.max(1)));
            self.note(Some(place), About::OpenField, "")?;
        }
        caption_tables(&mut story.blocks);
        self.nesting -= 1;
        Ok(())
    }

    fn enter(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Element<'_>,
        frames: &mut Vec<Frame>,
        story: &mut Story,
    ) -> Result<(), Damage> {
        match tag.name() {
            "p" => return self.paragraph(xml, story),
            "tbl" => {
                self.emit_carried(story)?;
                return self.table(xml, story);
            }
            "tcPr" => return story.cell.read(xml),
            "altChunk" | "subDoc" => {
                self.note(Some(story.next_paragraph()), About::Embedded, "")?;
                return xml.skip();
            }
            _ => {}
        }
        self.enter_wrapper(xml, tag, frames)
    }

    /// Goes into what only holds blocks or rows, and passes over anything else.
    pub(super) fn enter_wrapper(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Element<'_>,
        frames: &mut Vec<Frame>,
    ) -> Result<(), Damage> {
        match tag.name() {
            "sdt" => {
                self.open_control()?;
                frames.push(Frame::Control);
            }
            "sdtPr" => return self.control_properties(xml),
            "sdtContent" | "customXml" | "ins" | "moveTo" => frames.push(Frame::Plain),
            name @ ("AlternateContent" | "Choice" | "Fallback") => return enter_alternatives(xml, name, frames),
            _ => return xml.skip(),
        }
        Ok(())
    }

    /// Opens a content control, of which nothing is known yet.
    pub(super) fn open_control(&mut self) -> Result<(), Damage> {
        if self.controls.len() == MOST_CONTROLS {
            return Err(Damage::new(format!("more than {MOST_CONTROLS} content controls stand in each other")));
        }
        self.controls.push(Control::default());
        Ok(())
    }

    /// Reads what a content control says about itself.
    pub(super) fn control_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Damage> {
        let control = Control::read(xml)?;
        if let Some(open) = self.controls.last_mut() {
            *open = control;
        }
        Ok(())
    }

    /// Counts one more paragraph, cell or note.
    pub(super) fn count(&mut self) -> Result<(), Damage> {
        self.items += 1;
        if self.items > MOST_ITEMS {
            return Err(Damage::new(format!("it has more than {MOST_ITEMS} paragraphs, cells and changes")));
        }
        Ok(())
    }

    /// Adds a note.
    pub(super) fn note(&mut self, place: Option<Place>, about: About, words: &str) -> Result<(), Damage> {
        self.count()?;
        let mut excerpt = String::new();
        add_to_excerpt(&mut excerpt, words);
        self.notes.push(Note { place, about, words: excerpt });
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, story: &mut Story) -> Result<(), Damage> {
        self.count()?;
        let carried = story.carried.take();
        let line = self.line(xml, carried, story)?;
        if line.properties.is_mark_deleted {
            story.carried = Some(line);
            return Ok(());
        }
        self.emit(line, story)
    }

    fn emit_carried(&mut self, story: &mut Story) -> Result<(), Damage> {
        match story.carried.take() {
            Some(line) => self.emit(line, story),
            None => Ok(()),
        }
    }

    fn emit_notes(&mut self, notes: Vec<(About, String)>, place: Place) -> Result<(), Damage> {
        notes.into_iter().try_for_each(|(about, words)| self.note(Some(place.clone()), about, &words))
    }

    /// Makes a paragraph of a line, if one sees anything of it.
    fn emit(&mut self, line: Line, story: &mut Story) -> Result<(), Damage> {
        let styles = &self.parts.styles;
        let properties = &line.properties;
        let style = properties.style.as_deref().or(styles.standard());
        // An empty paragraph is numbered too, but not one that is hidden or deleted with its mark.
        let is_gone = (properties.is_mark_hidden || properties.is_mark_deleted) && !line.has_text();
        let position = self.parts.lists.position(properties.numbering, style, styles).filter(|_| !is_gone);
        let counted = position.and_then(|position| self.counters.count(&position));
        let number = counted.map(|counted| Number {
            shown: counted.shown,
            level: counted.level,
            list: counted.list,
            gap: counted.gap,
        });
        let place = story.next_paragraph();
        if line.has_text() || number.is_some() {
            let name = style.and_then(|style| styles.name(style));
            let is_contents_style = name.as_deref().is_some_and(|name| name.to_ascii_lowercase().starts_with("toc "));
            let paragraph = Paragraph {
                place: place.clone(),
                heading: match properties.outline {
                    Some(level) => heading_level(level),
                    None => style.and_then(|style| styles.heading(style)),
                },
                number,
                text: line.text.trim().to_owned(),
                footnotes: line.footnotes,
                prompt: Some(line.prompt.trim()).filter(|prompt| !prompt.is_empty()).map(str::to_owned),
                is_contents: line.is_contents || is_contents_style,
                page: line.page.unwrap_or(self.page),
                style: name,
            };
            story.paragraphs += 1;
            story.blocks.push(Block::Paragraph(paragraph));
        } else if line.notes.iter().any(|(about, _)| *about == About::Struck) {
            // One sees what is struck through, so it counts.
            story.paragraphs += 1;
        }
        self.emit_notes(line.notes, place)?;
        story.blocks.extend(line.boxes);
        Ok(())
    }
}

/// Goes into the first of several alternatives and passes over the others.
pub(super) fn enter_alternatives(xml: &mut Xml<'_>, name: &str, frames: &mut Vec<Frame>) -> Result<(), Damage> {
    match (name, frames.last_mut()) {
        ("AlternateContent", _) => frames.push(Frame::Alternatives(false)),
        ("Choice" | "Fallback", Some(Frame::Alternatives(is_taken))) if !*is_taken => {
            *is_taken = true;
            frames.push(Frame::Plain);
        }
        _ => return xml.skip(),
    }
    Ok(())
}

/// Passes over what a tracked change deleted, and gives its words.
pub(super) fn deleted(xml: &mut Xml<'_>) -> Result<String, Damage> {
    deleted_with(xml, |_| Ok(()))
}

/// The same; shows each element that is passed over.
pub(super) fn deleted_with(
    xml: &mut Xml<'_>,
    mut pass: impl FnMut(&Element<'_>) -> Result<(), Damage>,
) -> Result<String, Damage> {
    let mut words = String::new();
    let mut open = 1_usize;
    let mut is_text = false;
    while open > 0 {
        match xml.piece()? {
            Some(Piece::Element(tag)) => {
                open += 1;
                pass(&tag)?;
                is_text = matches!(tag.name(), "delText" | "t");
            }
            None => {
                open -= 1;
                is_text = false;
            }
            Some(Piece::Text(text)) if is_text => add_to_excerpt(&mut words, &text),
            Some(Piece::Text(_)) => {}
        }
    }
    Ok(words)
}

/// Gives each table the caption that stands above it, or else below.
fn caption_tables(blocks: &mut [Block]) {
    let caption_at = |blocks: &[Block], index: Option<usize>| match index.and_then(|index| blocks.get(index)) {
        Some(Block::Paragraph(paragraph)) => {
            let is_caption = paragraph.style.as_deref().is_some_and(|style| style.eq_ignore_ascii_case("caption"));
            is_caption.then(|| paragraph.as_shown())
        }
        _ => None,
    };
    for index in 0..blocks.len() {
        let caption = caption_at(blocks, index.checked_sub(1)).or_else(|| caption_at(blocks, Some(index + 1)));
        if let Some(Block::Table(table)) = blocks.get_mut(index) {
            table.caption = caption;
        }
    }
}
