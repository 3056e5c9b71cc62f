//! Reads one paragraph: its properties, and the text of its runs.

use std::borrow::Cow;

use super::Block;
use super::element::{attribute, children, is_on, number, value};
use super::field::{Field, is_known_prompt, is_number, tick};
use super::note::{About, add_to_excerpt};
use super::place::Step;
use super::signs;
use super::story::{Frame, Story, Walk, deleted, enter_alternatives};
use super::styles::NumberingRef;
use crate::office::xml::{Damage, Element, Piece, Xml};

/// Fields within each other, at most; Word allows some twenty.
const MOST_FIELDS: usize = 100;

/// A paragraph that is being read.
#[derive(Default)]
pub(super) struct Line {
    pub(super) properties: Properties,
    pub(super) text: String,
    pub(super) prompt: String,
    pub(super) footnotes: Vec<String>,
    pub(super) is_contents: bool,
    /// The page on which its text began.
    pub(super) page: Option<u32>,
    pub(super) notes: Vec<(About, String)>,
    /// The blocks of the text boxes that hang on it.
    pub(super) boxes: Vec<Block>,
    /// How many tracked insertions are open.
    insertions: usize,
    run: Run,
    /// The text of the element that is being read.
    buffer: String,
}

/// What a paragraph says about itself.
#[derive(Default)]
pub(super) struct Properties {
    pub(super) style: Option<String>,
    pub(super) numbering: NumberingRef,
    pub(super) outline: Option<i64>,
    /// Its style hides its text.
    is_hidden: bool,
    pub(super) is_mark_hidden: bool,
    /// A tracked change deleted the paragraph's end.
    pub(super) is_mark_deleted: bool,
}

/// What a run says about its text.
#[derive(Default)]
struct Run {
    is_hidden: bool,
    /// Somebody struck it through.
    is_struck: bool,
    /// It stands raised and small, like the mark of a footnote.
    is_raised: bool,
    /// It has the style that Word gives to prompts; other programs keep only that of a prompt.
    is_prompt: bool,
    font: Option<String>,
}

impl Line {
    /// Whether one sees anything of it beside a number.
    pub(super) fn has_text(&self) -> bool {
        !(self.text.trim().is_empty() && self.prompt.trim().is_empty() && self.footnotes.is_empty())
    }

    /// Notes something; what is told by its words alone is noted once a paragraph.
    fn note(&mut self, about: About, words: &str) {
        let same = self.notes.iter_mut().find(|(other, _)| *other == about && about != About::Comment);
        match same {
            Some((_, known)) => add_to_excerpt(known, words),
            None => {
                let mut excerpt = String::new();
                add_to_excerpt(&mut excerpt, words);
                self.notes.push((about, excerpt));
            }
        }
    }
}

impl Walk {
    /// Reads the paragraph that was just opened; `carried` is what runs on into it.
    pub(super) fn line(&mut self, xml: &mut Xml<'_>, carried: Option<Line>, story: &mut Story) -> Result<Line, Damage> {
        let mut line = carried.unwrap_or_default();
        line.properties = Properties { is_hidden: self.is_hidden_by(None), ..Properties::default() };
        let mut frames = Vec::new();
        loop {
            match xml.piece()? {
                Some(Piece::Element(tag)) => self.enter_inline(xml, &tag, &mut frames, &mut line, story)?,
                Some(Piece::Text(text)) => match frames.last() {
                    Some(Frame::Text(_)) => line.buffer.push_str(&text),
                    Some(Frame::Instruction) => {
                        self.fields.last_mut().into_iter().for_each(|field| field.instruct(&text))
                    }
                    _ => {}
                },
                None => match frames.pop() {
                    Some(frame) => self.leave(&frame, &mut line),
                    None => break,
                },
            }
        }
        line.is_contents |= self.fields.iter().any(Field::is_contents);
        line.is_contents |= self.controls.iter().any(|control| control.is_contents);
        Ok(line)
    }

    fn enter_inline(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Element<'_>,
        frames: &mut Vec<Frame>,
        line: &mut Line,
        story: &mut Story,
    ) -> Result<(), Damage> {
        match tag.name() {
            "pPr" => return self.paragraph_properties(xml, line),
            "r" => {
                line.run = Run { is_hidden: line.properties.is_hidden, ..Run::default() };
                frames.push(Frame::Run);
                return Ok(());
            }
            "rPr" => return self.run_properties(xml, line),
            "t" => {
                frames.push(Frame::Text(tag.attribute("space")?.as_deref() == Some("preserve")));
                return Ok(());
            }
            "ins" | "moveTo" => {
                line.insertions += 1;
                frames.push(Frame::Inserted);
                return Ok(());
            }
            "del" | "moveFrom" => {
                let words = deleted(xml)?;
                if !words.is_empty() {
                    line.note(About::Deleted, &words);
                }
                return Ok(());
            }
            "sdt" => {
                self.open_control()?;
                frames.push(Frame::Control);
                return Ok(());
            }
            "sdtPr" => return self.control_properties(xml),
            "instrText" => {
                frames.push(Frame::Instruction);
                return Ok(());
            }
            "fldChar" => return self.field_sign(xml, tag, line),
            "txbxContent" => {
                story.boxes += 1;
                let place = story.place(Step::TextBox(story.boxes));
                let mut inner = Story::new(Some(place.into()));
                self.read(xml, &mut inner)?;
                line.boxes.append(&mut inner.blocks);
                return Ok(());
            }
            name @ ("AlternateContent" | "Choice" | "Fallback") => return enter_alternatives(xml, name, frames),
            // How a word is pronounced, and what a deleted text or field said.
            "rt" | "delText" | "delInstrText" => return xml.skip(),
            _ => {}
        }
        self.sign(tag, line)?;
        // Whatever else it is, it may hold text: links, tags, drawings with text boxes.
        frames.push(Frame::Plain);
        Ok(())
    }

    /// Puts what an element without content stands for into the text, or notes what cannot be read.
    fn sign(&mut self, tag: &Element<'_>, line: &mut Line) -> Result<(), Damage> {
        match tag.name() {
            "tab" | "ptab" => self.put(line, "\t"),
            "br" | "cr" => self.put(line, "\n"),
            // Where the program began a new page when it last laid the paper out.
            "lastRenderedPageBreak" => self.page = self.page.saturating_add(1),
            "noBreakHyphen" => self.put(line, "-"),
            "sym" => return self.symbol(tag, line),
            "fldSimple" if is_number(&attribute(tag, "instr")?) => {
                line.note(About::FieldNumber, "");
            }
            "footnoteReference" | "endnoteReference" => return self.footnote(tag, line),
            "commentReference" => {
                let id = attribute(tag, "id")?;
                // A comment that is referred to but is not there is a comment all the same.
                let words = self.parts.comments.remove(&id).unwrap_or_default();
                line.note(About::Comment, &words);
            }
            "blip" | "imagedata" => line.note(About::Picture, ""),
            "chart" | "relIds" | "OLEObject" | "txBody" | "control" => {
                line.note(About::Embedded, "");
            }
            "textpath" => line.note(About::Embedded, &attribute(tag, "string")?),
            _ => {}
        }
        Ok(())
    }

    fn footnote(&mut self, tag: &Element<'_>, line: &mut Line) -> Result<(), Damage> {
        let id = attribute(tag, "id")?;
        let is_footnote = tag.name() == "footnoteReference";
        let notes = if is_footnote { &mut self.parts.footnotes } else { &mut self.parts.endnotes };
        if let Some(text) = notes.remove(&id).filter(|_| !line.run.is_hidden) {
            line.footnotes.push(text);
        }
        Ok(())
    }

    fn symbol(&mut self, tag: &Element<'_>, line: &mut Line) -> Result<(), Damage> {
        let code = u32::from_str_radix(attribute(tag, "char")?.trim(), 16).unwrap_or(0);
        let font = attribute(tag, "font")?;
        let sign = signs::shown(&font, code).or_else(|| char::from_u32(code)).unwrap_or(signs::UNKNOWN);
        if sign == signs::UNKNOWN {
            line.note(About::UnknownSign, &format!("{font} {code:04X} "));
        }
        self.put(line, sign.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn leave(&mut self, frame: &Frame, line: &mut Line) {
        match frame {
            Frame::Text(keeps_spaces) => {
                let text = std::mem::take(&mut line.buffer);
                // A line break in the file is only a space.
                let text = if text.contains(['\n', '\r']) { text.replace(['\n', '\r'], " ") } else { text };
                let text = if *keeps_spaces { text.as_str() } else { text.trim_matches([' ', '\t']) };
                match line.run.font.clone() {
                    Some(font) => self.put_signs(line, &font, text),
                    None => self.put(line, text),
                }
            }
            Frame::Run => line.run = Run::default(),
            Frame::Inserted => line.insertions = line.insertions.saturating_sub(1),
            Frame::Control => drop(self.controls.pop()),
            Frame::Plain | Frame::Instruction | Frame::Alternatives(_) => {}
        }
    }

    /// Puts text of a symbol font into the line.
    fn put_signs(&mut self, line: &mut Line, font: &str, text: &str) {
        let shown: String = text.chars().map(|sign| signs::shown(font, u32::from(sign)).unwrap_or(sign)).collect();
        if shown.contains(signs::UNKNOWN) {
            line.note(About::UnknownSign, &format!("{font} "));
        }
        self.put(line, &shown);
    }

    /// Puts text where it belongs: into the paragraph, or into a note if one does not see it.
    fn put(&mut self, line: &mut Line, text: &str) {
        if text.is_empty() || !self.fields.iter().all(Field::shows) {
            return;
        }
        if line.run.is_hidden {
            return line.note(About::Hidden, text);
        }
        if line.run.is_struck {
            return line.note(About::Struck, text);
        }
        let raised = if line.run.is_raised { signs::raised_behind(&line.text, text) } else { None };
        let text = raised.as_deref().unwrap_or(text);
        if !text.trim().is_empty() {
            line.page.get_or_insert(self.page);
        }
        if line.insertions > 0 {
            line.note(About::Inserted, text);
        }
        if let Some(control) = self.controls.iter_mut().rev().find(|control| control.ticked.is_some()) {
            // The sign that stands for the box may be of any font; its state is what counts.
            if !std::mem::replace(&mut control.is_told, true) {
                line.text.push_str(tick(control.ticked == Some(true)));
            }
        } else if self.shows_prompt(line, text) {
            line.note(About::Prompt, text);
            line.prompt.push_str(text);
        } else {
            line.text.push_str(text);
        }
    }

    /// Whether text is the prompt of an open control.
    fn shows_prompt(&self, line: &Line, text: &str) -> bool {
        self.controls.iter().any(|control| control.is_prompt || line.run.is_prompt || is_known_prompt(text))
    }

    fn field_sign(&mut self, xml: &mut Xml<'_>, tag: &Element<'_>, line: &mut Line) -> Result<(), Damage> {
        match attribute(tag, "fldCharType")?.as_str() {
            "begin" => {
                let mut field = Field::default();
                let shown = field.read_form(xml)?;
                self.put(line, &shown.unwrap_or_default());
                if self.fields.len() == MOST_FIELDS {
                    return Err(Damage::new(format!("more than {MOST_FIELDS} fields stand in each other")));
                }
                self.fields.push(field);
                return Ok(());
            }
            "separate" => self.fields.last_mut().into_iter().for_each(Field::separate),
            "end" => {
                let ended = self.fields.pop();
                if ended.is_some_and(|field| field.is_number()) {
                    line.note(About::FieldNumber, "");
                }
            }
            _ => {}
        }
        xml.skip()
    }

    fn is_hidden_by(&self, style: Option<&str>) -> bool {
        let styles = &self.parts.styles;
        style.or(styles.standard()).is_some_and(|style| styles.is_hidden(style))
    }

    fn run_properties(&mut self, xml: &mut Xml<'_>, line: &mut Line) -> Result<(), Damage> {
        let mut own = None;
        children(xml, |xml, tag| {
            match tag.name() {
                "vanish" => own = Some(is_on(&tag)?),
                "strike" | "dstrike" => line.run.is_struck |= is_on(&tag)?,
                "vertAlign" => line.run.is_raised = value(&tag)? == "superscript",
                "rStyle" => {
                    let style = value(&tag)?;
                    line.run.is_hidden |= self.parts.styles.is_hidden(&style);
                    line.run.is_prompt = self.parts.styles.is_prompt(&style);
                }
                "rFonts" => {
                    let font = tag.attribute("ascii")?.or(tag.attribute("hAnsi")?).map(Cow::into_owned);
                    line.run.font = font.filter(|font| signs::shown(font, 0x20).is_some());
                }
                "rPrChange" => line.note(About::Reformatted, ""),
                _ => {}
            }
            xml.skip()
        })?;
        line.run.is_hidden = own.unwrap_or(line.run.is_hidden);
        Ok(())
    }

    fn paragraph_properties(&mut self, xml: &mut Xml<'_>, line: &mut Line) -> Result<(), Damage> {
        children(xml, |xml, tag| {
            match tag.name() {
                "pStyle" => {
                    let style = value(&tag)?;
                    line.properties.is_hidden = self.is_hidden_by(Some(&style));
                    line.properties.style = Some(style);
                }
                "outlineLvl" => line.properties.outline = number(&tag)?,
                "numPr" => {
                    let (numbering, is_changed) = NumberingRef::read(xml)?;
                    line.properties.numbering = numbering;
                    if is_changed {
                        line.note(About::Reformatted, "");
                    }
                    return Ok(());
                }
                "rPr" => return mark_properties(xml, line),
                "pPrChange" => line.note(About::Reformatted, ""),
                _ => {}
            }
            xml.skip()
        })
    }
}

/// What is said about the sign that ends the paragraph.
fn mark_properties(xml: &mut Xml<'_>, line: &mut Line) -> Result<(), Damage> {
    children(xml, |xml, tag| {
        match tag.name() {
            "vanish" => line.properties.is_mark_hidden = is_on(&tag)?,
            "del" | "moveFrom" => {
                line.properties.is_mark_deleted = true;
                line.note(About::Deleted, "¶");
            }
            "ins" | "moveTo" => line.note(About::Inserted, "¶"),
            "rPrChange" => line.note(About::Reformatted, ""),
            _ => {}
        }
        xml.skip()
    })
}
