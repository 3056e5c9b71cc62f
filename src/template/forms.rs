//! The questions of forms, by whose words the rows of a table are known.

use std::collections::BTreeMap;

use super::find::words;
use crate::document::{Document, Node};
use crate::wording::likeness::{self, Words};
use crate::wording::plain;

/// What forms ask, by the identity of the form.
#[derive(Debug, Default)]
pub struct Forms {
    by_id: BTreeMap<String, Vec<Asked>>,
}

/// One question of a form.
#[derive(Debug)]
pub(super) struct Asked {
    /// The title of the sheet or section that it stands in.
    section: String,
    pub(super) id: String,
    text: String,
}

/// One row of a table, with the title above it.
#[derive(Debug)]
pub(super) struct Row<'t> {
    pub(super) section: String,
    pub(super) text: String,
    /// What it is called by its place.
    pub(super) by_place: String,
    /// The short name of its group.
    pub(super) group: &'t str,
}

impl Forms {
    /// Takes up a document of the kind `form`; it takes the place of one of the same identity.
    pub fn add(&mut self, form: &Document) {
        let written = |node: Node<'_>, field: &str| node.get(field).and_then(Node::as_written).map(str::to_owned);
        let Some(id) = written(form.root(), "id") else { return };
        let mut asked = Vec::new();
        for sheet in form.root().get("sheets").into_iter().flat_map(Node::children) {
            let section = written(sheet, "title").unwrap_or_default();
            for question in sheet.get("questions").into_iter().flat_map(Node::children) {
                if let (Some(id), Some(text)) = (written(question, "id"), written(question, "text")) {
                    asked.push(Asked { section: section.clone(), id, text });
                }
            }
        }
        self.by_id.insert(id, asked);
    }

    /// The questions of a form in their order; none of a form that is not known.
    pub(super) fn questions(&self, id: &str) -> &[Asked] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }
}

/// The positions of the texts that are like one of some questions, each with that of its question.
pub(super) fn places_among<'a>(asked: impl IntoIterator<Item = &'a Asked>, texts: &[&str]) -> Vec<(usize, usize)> {
    let questions: Vec<Words> = asked.into_iter().map(|asked| Words::of([asked.text.as_str()])).collect();
    let texts: Vec<Words> = texts.iter().map(|text| Words::of([*text])).collect();
    likeness::pair(&texts, &questions)
}

/// The title of the section that asks the question which a text is like; none where it is like none.
pub(super) fn section_that_asks<'a>(asked: &'a [Asked], text: &str) -> Option<&'a str> {
    let questions: Vec<Words> = asked.iter().map(|asked| Words::of([asked.text.as_str()])).collect();
    let (_, question) = likeness::pair(&[Words::of([text])], &questions).first().copied()?;
    asked.get(question).map(|asked| asked.section.as_str())
}

/// For each row the position of its question: the most alike in words first, wherever they stand.
///
/// What is left of a section in equal number is taken in order: a form is often copied in other
/// words, and seldom in another order. So is a section of which no row has the words of the form,
/// as far as the questions reach.
pub(super) fn places_on(asked: &[Asked], rows: &[Row<'_>]) -> Vec<Option<usize>> {
    let questions: Vec<Words> = asked.iter().map(|asked| Words::of([asked.text.as_str()])).collect();
    let texts: Vec<Words> = rows.iter().map(|row| Words::of([row.text.as_str()])).collect();
    let mut places: Vec<Option<usize>> = vec![None; rows.len()];
    let take = |row: usize, question: usize, places: &mut Vec<Option<usize>>| {
        places.get_mut(row).into_iter().for_each(|place| *place = Some(question));
    };
    for (row, question) in likeness::pair(&texts, &questions) {
        take(row, question, &mut places);
    }
    // A question that stands there again is the same one: a rule tells that it stands there twice.
    let first: BTreeMap<String, usize> =
        rows.iter().zip(&places).filter_map(|(row, place)| Some((plain(&row.text), (*place)?))).collect();
    for (at, row) in rows.iter().enumerate() {
        let again = first.get(&plain(&row.text)).filter(|_| places.get(at) == Some(&None));
        again.into_iter().for_each(|question| take(at, *question, &mut places));
    }
    let by_words = places.clone();
    for (section, positions) in sections(rows) {
        let left: Vec<usize> =
            positions.iter().copied().filter(|row| by_words.get(*row).is_some_and(Option::is_none)).collect();
        let of_section = (0..).zip(asked).filter(|(_, asked)| words(&asked.section) == section).map(|(at, _)| at);
        let open: Vec<usize> = of_section.filter(|question| !by_words.contains(&Some(*question))).collect();
        if left.len() == open.len() || left.len() == positions.len() {
            left.into_iter().zip(open).for_each(|(row, question)| take(row, question, &mut places));
        }
    }
    places
}

/// The rows of each section by the words of its title.
fn sections(rows: &[Row<'_>]) -> BTreeMap<String, Vec<usize>> {
    let mut sections: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, row) in rows.iter().enumerate() {
        sections.entry(words(&row.section)).or_default().push(position);
    }
    sections
}
