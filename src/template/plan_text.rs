//! A Word file as the text of a plan: its numbered sections, paragraphs and appendices.

use std::collections::BTreeMap;

use super::written::{Given, Leaf, Part, Written};
use crate::document::outline::{PaperOutline, of_paper};
use crate::office::paper::{Paper, Place, Step};

/// The identity by which a project names this way of reading a Word file.
pub const PLAN_TEXT: &str = "plan-text";

/// The text of a plan, with fields that the file does not tell (`id`, `title`); each paragraph is
/// called by its label, as people cite it.
#[must_use]
pub fn plan_text(paper: &Paper, mut notices: Vec<String>, set: &BTreeMap<String, Given>) -> Written {
    let mut root = Part::Map(vec![("kind".to_owned(), Part::Leaf(Leaf::constant(PLAN_TEXT)))]);
    for (name, Given(part)) in set {
        root.put(name, part.clone());
    }
    let number = |number: u32| Part::Leaf(Leaf { is_number: true, ..Leaf::constant(&number.to_string()) });
    let mut paragraphs = Vec::new();
    let outline = of_paper(paper);
    for entry in &outline.entries {
        let label = entry.label.to_string();
        let is_number = label.starts_with(|letter: char| letter.is_ascii_digit());
        let spot = if is_number { format!("paragraph {label}") } else { label.clone() };
        let leaf = |text: &str| Part::Leaf(Leaf { spot: Some(spot.as_str().into()), ..Leaf::constant(text) });
        let words = |range: &std::ops::Range<usize>| outline.text.get(range.clone()).unwrap_or("").trim().to_owned();
        let mut item = Part::Map(Vec::new());
        item.put("label", leaf(&label));
        if let Some(heading) = &entry.heading {
            item.put("heading", leaf(&words(heading)));
        }
        item.put("text", leaf(&words(&entry.text)));
        if let Some(page) = paper.pages.and_then(|_| outline.page(entry.label_span.start)) {
            item.put("page", number(page));
        }
        paragraphs.push(item);
    }
    root.put("paragraphs", Part::List(paragraphs));
    notices.extend(numbered_rows(&outline));
    if let Some(pages) = paper.pages {
        root.put("pages", number(pages));
    }
    Written::new(root, notices)
}

/// That rows of a table begin with numbers that no paragraph has: nothing can be cited by them.
fn numbered_rows(outline: &PaperOutline) -> Vec<String> {
    const TOLD: usize = 8;
    let table = |place: &Place| match place.step() {
        Step::Cell { table, .. } => (place.within().cloned(), table),
        _ => (place.within().cloned(), 0),
    };
    let tables = outline.numbered_rows.chunk_by(|(one, _), (other, _)| table(one) == table(other));
    let told = tables.filter_map(|rows| {
        let (first, _) = rows.first()?;
        let numbers: Vec<&str> = rows.iter().take(TOLD).map(|(_, number)| number.as_str()).collect();
        let more = if rows.len() > TOLD { format!(" and {} more", rows.len() - TOLD) } else { String::new() };
        Some(format!(
            "{first}: from here on rows begin with the numbers {}{more}, which no paragraph has; they were read as rows of a table, not as paragraphs",
            numbers.join(", ")
        ))
    });
    told.collect()
}
