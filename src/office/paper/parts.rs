//! Gathers the parts of a Word file and reads them into a paper.

use std::collections::HashMap;

use super::element::{attribute, children};
use super::note::About;
use super::numbering::Lists;
use super::story::{Parts, Story, Walk};
use super::styles::Styles;
use super::{Note, Paper};
use crate::office::archive::Archive;
use crate::office::package::{Content, Relationship, content, relationships};
use crate::office::xml::{Damage, Piece, Xml};
use crate::problem::Problem;

impl Paper {
    /// Reads the bytes of a Word file (.docx, .docm, .dotx, .dotm); `file` is the name that
    /// messages show.
    ///
    /// # Errors
    /// What is no Word file is named as what it is; a file that is protected by a password,
    /// damaged, cut off, or larger inside than any honest paper, is said to be so.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Paper, Problem> {
        let mut archive = Archive::open(file, bytes)?;
        let main = match content(&mut archive)? {
            Content::Word(main) => main,
            Content::Excel(_) | Content::OpenSpreadsheet => return Err(no_paper(&archive, "a workbook")),
            Content::Other(what) => return Err(no_paper(&archive, what)),
        };
        let references = relationships(&mut archive, &main)?;
        let parts = Parts {
            styles: beside(&mut archive, &references, "styles", Styles::read)?,
            lists: beside(&mut archive, &references, "numbering", Lists::read)?,
            comments: beside(&mut archive, &references, "comments", |xml| texts(xml, "comments"))?,
            footnotes: beside(&mut archive, &references, "footnotes", |xml| texts(xml, "footnotes"))?,
            endnotes: beside(&mut archive, &references, "endnotes", |xml| texts(xml, "endnotes"))?,
        };
        let paper = archive.read(&main, "the text", |xml| document(xml, parts))?;
        let Some(mut paper) = paper else {
            let what = format!("the file is damaged: its main part \"{main}\" is missing");
            return Err(archive.problem(what, "open the file in Word, save it under a new name and submit that"));
        };
        if references.iter().any(|reference| reference.kind == "vbaProject") {
            paper.notes.push(Note { place: None, about: About::Macros, words: String::new() });
        }
        Ok(paper)
    }
}

fn no_paper(archive: &Archive<'_>, what: &str) -> Problem {
    archive.problem(format!("the file is {what}, not a Word file"), "save or export it as a Word file (.docx)")
}

/// Reads a part that the text refers to, if it does; what lies outside of the file is left alone.
fn beside<T: Default>(
    archive: &mut Archive<'_>,
    references: &[Relationship],
    kind: &str,
    read: impl FnOnce(&mut Xml<'_>) -> Result<T, Damage>,
) -> Result<T, Problem> {
    let reference = references.iter().find(|reference| reference.kind == kind && !reference.is_outside);
    let Some(reference) = reference else { return Ok(T::default()) };
    Ok(archive.read(&reference.target, &format!("the {kind}"), read)?.unwrap_or_default())
}

/// Reads the main part.
pub(super) fn document(xml: &mut Xml<'_>, parts: Parts) -> Result<Paper, Damage> {
    let mut walk = Walk::new(parts);
    let mut body = Story::new(None);
    xml.root("document")?;
    children(xml, |xml, tag| if tag.name() == "body" { walk.read(xml, &mut body) } else { xml.skip() })?;
    let pages = walk.pages();
    Ok(Paper { blocks: body.blocks, notes: walk.notes, pages })
}

/// The texts of comments or footnotes by their identity; a paragraph is a line.
pub(super) fn texts(xml: &mut Xml<'_>, root: &str) -> Result<HashMap<String, String>, Damage> {
    let mut texts = HashMap::new();
    xml.root(root)?;
    children(xml, |xml, tag| {
        // The lines that separate footnotes from the text are written as footnotes of a type.
        if tag.attribute("type")?.is_some_and(|kind| kind != "normal") {
            return xml.skip();
        }
        texts.insert(attribute(&tag, "id")?, text(xml)?);
        Ok(())
    })?;
    Ok(texts)
}

fn text(xml: &mut Xml<'_>) -> Result<String, Damage> {
    let mut text = String::new();
    let mut open = 1_usize;
    let mut is_text = false;
    while open > 0 {
        match xml.piece()? {
            Some(Piece::Element(tag)) => {
                is_text = false;
                match tag.name() {
                    "t" => is_text = true,
                    "p" if !text.is_empty() => text.push('\n'),
                    "tab" | "br" => text.push(' '),
                    "del" | "moveFrom" | "pPr" => {
                        xml.skip()?;
                        continue;
                    }
                    _ => {}
                }
                open += 1;
            }
            Some(Piece::Text(piece)) if is_text => text.push_str(&piece),
            Some(Piece::Text(_)) => {}
            None => {
                open -= 1;
                is_text = false;
            }
        }
    }
    Ok(text.trim().to_owned())
}
