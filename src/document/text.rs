//! Markdown and plain text as the kind `plan-text`: one node for each numbered paragraph,
//! section or appendix.
//!
//! A front matter between two `---` lines gives the fields of the document; without one the
//! file's name is its identity.

use std::ops::Range;

use super::builder::Builder;
use super::outline::outline;
use super::{Fault, yaml};
use crate::place::Span;

pub(super) fn read(text: &str, stem: &str) -> Result<Builder, Fault> {
    let mut builder = Builder::new("");
    match front_matter(text) {
        Some(range) => {
            let part = text.get(range.clone()).unwrap_or("");
            yaml::read_part(part, range.start, &mut builder, |builder| paragraphs(builder, text))?;
        }
        None => {
            let nowhere = Span::new(0, 0);
            builder.open(0, true);
            builder.key("kind", 0);
            builder.owned_text(nowhere, "plan-text".to_owned());
            builder.key("id", 0);
            builder.owned_text(nowhere, stem.to_owned());
            paragraphs(&mut builder, text);
            builder.close(text.len())?;
        }
    }
    Ok(builder)
}

/// The lines between the two `---` lines that a front matter stands between.
pub(super) fn front_matter(text: &str) -> Option<Range<usize>> {
    let start = text.strip_prefix("---\n").map(|_| 4).or_else(|| text.strip_prefix("---\r\n").map(|_| 5))?;
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(start..at);
        }
        at += line.len();
    }
    None
}

/// The sign that ends a page in text that was taken out of a PDF.
const PAGE_END: char = '\u{c}';

fn paragraphs(builder: &mut Builder, text: &str) {
    let page_ends: Vec<usize> = text.match_indices(PAGE_END).map(|(at, _)| at).collect();
    builder.key("paragraphs", 0);
    builder.open(0, false);
    for entry in outline(text) {
        let span = |range: &Range<usize>| Span::new(range.start, range.end);
        builder.open(entry.label_span.start, true);
        builder.key("label", entry.label_span.start);
        builder.owned_text(span(&entry.label_span), entry.label.to_string());
        if let Some(heading) = &entry.heading {
            builder.key("heading", heading.start);
            builder.text(span(heading), span(heading));
        }
        builder.key("text", entry.text.start);
        builder.text(span(&entry.text), span(&entry.text));
        if !page_ends.is_empty() {
            let page = page_ends.partition_point(|end| *end < entry.label_span.start) + 1;
            builder.key("page", entry.label_span.start);
            builder.owned_text(span(&entry.label_span), page.to_string());
        }
        // Closing a map of four different keys cannot fail.
        let _ = builder.close(entry.text.end);
    }
    let _ = builder.close(text.len());
    if let Some(last) = page_ends.last() {
        let is_text_left = text.get(*last..).is_some_and(|rest| !rest.trim().is_empty());
        builder.key("pages", *last);
        builder.owned_text(Span::new(*last, *last), (page_ends.len() + usize::from(is_text_left)).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format};

    #[test]
    fn a_plan_has_its_front_matter_and_its_paragraphs() {
        let text =
            "---\nkind: plan-text\nid: plan\n---\n# Section 4 - Partners\n\n4.1 We met in May.\n\n4.2 We met again.\n";
        let document = Document::read("plan.md", Format::Text, text.as_bytes().to_vec()).unwrap();
        assert_eq!(document.kind(), Some("plan-text"));
        let label = |pointer: &str| document.root().at_pointer(pointer).unwrap().as_text().unwrap();
        assert_eq!(label("/id"), "plan");
        assert_eq!(label("/paragraphs/0/label"), "Section 4");
        assert_eq!(label("/paragraphs/1/label"), "4.1");
        assert_eq!(label("/paragraphs/2/text"), "We met again.");
        let place = document.line_column(document.root().at_pointer("/paragraphs/2/text").unwrap().span().start);
        assert_eq!((place.line, place.column), (9, 5));
    }

    #[test]
    fn without_front_matter_the_file_name_is_the_identity() {
        let document = Document::read("papers/plan.txt", Format::Text, b"1.1 Text.\n".to_vec()).unwrap();
        assert_eq!(document.root().get("id").unwrap().as_text(), Some("plan"));
    }

    #[test]
    fn a_text_with_page_ends_tells_the_page_of_each_paragraph() {
        let text = "1.1 First page.\n\u{c}1.2 Second page.\n\n1.3 Second, too.\n\u{c}\n1.4 Third page.\n\u{c}\n";
        let document = Document::read("plan.txt", Format::Text, text.as_bytes().to_vec()).unwrap();
        let at = |pointer: &str| document.root().at_pointer(pointer).unwrap().as_text().unwrap();
        let pages = ["/paragraphs/0/page", "/paragraphs/1/page", "/paragraphs/2/page", "/paragraphs/3/page", "/pages"];
        assert_eq!(pages.map(at), ["1", "2", "2", "3", "3"]);
        let none = Document::read("plan.txt", Format::Text, b"1.1 Text.\n".to_vec()).unwrap();
        assert!(none.root().get("pages").is_none());
    }
}
