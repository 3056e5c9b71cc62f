//! Papers from parts written by hand, and from real files.

mod files;
mod hostile;
mod numbers;
mod tables;
mod text;

use std::collections::HashMap;

use super::numbering::Lists;
use super::parts::{document, texts};
use super::story::Parts;
use super::styles::Styles;
use super::{About, Block, Paper, Paragraph, Table};
use crate::office::xml::Xml;

/// The parts of a paper, each as the content of its outermost element.
#[derive(Default)]
struct Written<'a> {
    styles: &'a str,
    lists: &'a str,
    comments: &'a str,
    footnotes: &'a str,
    body: &'a str,
}

fn notes_of(content: &str, root: &str) -> HashMap<String, String> {
    texts(&mut Xml::new(&format!("<w:{root}>{content}</w:{root}>")), root).unwrap()
}

impl Written<'_> {
    fn read(&self) -> Paper {
        let parts = Parts {
            styles: Styles::read(&mut Xml::new(&format!("<w:styles>{}</w:styles>", self.styles))).unwrap(),
            lists: Lists::read(&mut Xml::new(&format!("<w:numbering>{}</w:numbering>", self.lists))).unwrap(),
            comments: notes_of(self.comments, "comments"),
            footnotes: notes_of(self.footnotes, "footnotes"),
            endnotes: HashMap::new(),
        };
        let text = format!("<w:document><w:body>{}</w:body></w:document>", self.body);
        document(&mut Xml::new(&text), parts).unwrap()
    }
}

/// A paper of this body alone.
fn paper(body: &str) -> Paper {
    Written { body, ..Written::default() }.read()
}

fn paragraphs(blocks: &[Block]) -> Vec<&Paragraph> {
    let paragraphs = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) => None,
    });
    paragraphs.collect()
}

/// The paragraphs of the body as shown.
fn shown(paper: &Paper) -> Vec<String> {
    paragraphs(&paper.blocks).into_iter().map(Paragraph::as_shown).collect()
}

fn first_table(paper: &Paper) -> &Table {
    let table = paper.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    table.expect("the paper has a table")
}

/// What the notes are about, with their words.
fn notes(paper: &Paper) -> Vec<(About, &str)> {
    paper.notes.iter().map(|note| (note.about, note.words.as_str())).collect()
}

/// A paragraph with a run.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}
