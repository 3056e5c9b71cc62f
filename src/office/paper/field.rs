//! Fields and content controls: what they show, and whether a person filled it in.

use super::element::{children, index, is_on, value};
use crate::office::xml::{Damage, Xml};

/// How much of a field's instruction is kept: its name is what matters.
const INSTRUCTION: usize = 40;

/// The prompts that Word writes into new controls. Other programs keep them and forget that they
/// are prompts.
const PROMPTS: [&str; 7] = [
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Choose an item.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
    "Choose a building block.",
    "Enter any content that you want to repeat, including other content controls.",
];

/// Whether a text inside a control is one of Word's own prompts.
pub(super) fn is_known_prompt(text: &str) -> bool {
    PROMPTS.contains(&text.trim())
}

/// A ticked and an empty box in the text.
pub(super) fn tick(is_ticked: bool) -> &'static str {
    if is_ticked { "[x]" } else { "[ ]" }
}

/// A field that is open: first its instruction comes, then its result.
#[derive(Default)]
pub(super) struct Field {
    instruction: String,
    is_result: bool,
    /// An old form field that was shown by itself; no result is read.
    is_form: bool,
}

impl Field {
    /// Whether text inside it is shown.
    pub(super) fn shows(&self) -> bool {
        self.is_result && !self.is_form
    }

    /// Whether nothing can be lost if it is never closed: its result has been read.
    pub(super) fn is_optional(&self) -> bool {
        self.shows()
    }

    /// More of its instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        if !self.is_result && self.instruction.len() < INSTRUCTION {
            self.instruction.extend(text.chars().take(INSTRUCTION));
        }
    }

    /// The instruction is over; the result follows.
    pub(super) fn separate(&mut self) {
        self.is_result = true;
    }

    /// A table of contents.
    pub(super) fn is_contents(&self) -> bool {
        self.is_result && command(&self.instruction) == "TOC"
    }

    /// A number that only Word can make when it shows the paper.
    pub(super) fn is_number(&self) -> bool {
        is_number(&self.instruction)
    }

    /// Reads the form field that the opening of a field may hold; gives what it shows.
    pub(super) fn read_form(&mut self, xml: &mut Xml<'_>) -> Result<Option<String>, Damage> {
        let mut shown = None;
        children(xml, |xml, tag| {
            if tag.name() != "ffData" {
                return xml.skip();
            }
            children(xml, |xml, tag| {
                match tag.name() {
                    "checkBox" => shown = Some(form_check_box(xml)?),
                    "ddList" => shown = Some(form_list(xml)?),
                    _ => xml.skip()?,
                }
                Ok(())
            })
        })?;
        self.is_form = shown.is_some();
        Ok(shown)
    }
}

fn command(instruction: &str) -> String {
    instruction.split_whitespace().next().unwrap_or("").to_ascii_uppercase()
}

/// Whether an instruction makes a number that the file does not hold.
pub(super) fn is_number(instruction: &str) -> bool {
    matches!(command(instruction).as_str(), "LISTNUM" | "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT")
}

fn form_check_box(xml: &mut Xml<'_>) -> Result<String, Damage> {
    let mut standard = false;
    let mut checked = None;
    children(xml, |xml, tag| {
        match tag.name() {
            "default" => standard = is_on(&tag)?,
            "checked" => checked = Some(is_on(&tag)?),
            _ => {}
        }
        xml.skip()
    })?;
    Ok(tick(checked.unwrap_or(standard)).to_owned())
}

fn form_list(xml: &mut Xml<'_>) -> Result<String, Damage> {
    let mut standard: usize = 0;
    let mut result = None;
    let mut entries = Vec::new();
    children(xml, |xml, tag| {
        match tag.name() {
            "default" => standard = index(&tag)?.unwrap_or(0),
            "result" => result = index(&tag)?,
            "listEntry" => entries.push(value(&tag)?),
            _ => {}
        }
        xml.skip()
    })?;
    Ok(entries.into_iter().nth(result.unwrap_or(standard)).unwrap_or_default())
}

/// A content control that is open.
#[derive(Default)]
pub(super) struct Control {
    /// It shows its prompt: nobody filled it in.
    pub(super) is_prompt: bool,
    /// For a box to tick, whether it is ticked.
    pub(super) ticked: Option<bool>,
    /// The box was put into the text.
    pub(super) is_told: bool,
    /// It holds a table of contents.
    pub(super) is_contents: bool,
}

impl Control {
    /// Reads the properties of a control.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Control, Damage> {
        let mut control = Control::default();
        children(xml, |xml, tag| {
            match tag.name() {
                "showingPlcHdr" => control.is_prompt = is_on(&tag)?,
                "checkbox" => {
                    control.ticked = Some(false);
                    return children(xml, |xml, tag| {
                        if tag.name() == "checked" {
                            control.ticked = Some(is_on(&tag)?);
                        }
                        xml.skip()
                    });
                }
                "docPartObj" => {
                    return children(xml, |xml, tag| {
                        let is_gallery = tag.name() == "docPartGallery";
                        control.is_contents |= is_gallery && value(&tag)? == "Table of Contents";
                        xml.skip()
                    });
                }
                _ => {}
            }
            xml.skip()
        })?;
        Ok(control)
    }
}
