//! References in the evidence cell of a checklist, and where they lead in a plan.

use std::ops::Range;

use quorate::document::outline::{Entry, outline};
use quorate::evidence::{self, Index, PlanWords, Reference, ReferenceKind, Resolution, overlap, resolve};

/// The first line is the cell; the rest is the plan that it refers to.
pub fn references(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (cell, plan) = text.split_once('\n').unwrap_or((text, ""));
    let parsed = evidence::read(cell);
    assert_eq!(parsed, evidence::read(cell));
    assert_eq!(parsed.references, evidence::parse(cell));
    lie_in_order(cell, &parsed.references, &parsed.prose);
    parsed.references.iter().for_each(printed_again);
    let entries = outline(plan);
    let words = PlanWords::new(entries.iter().map(|entry| written(plan, entry).to_owned()));
    let index = Index::new(entries.iter().map(|entry| entry.label.clone()).zip(0..));
    for reference in &parsed.references {
        let Resolution::Found(positions) = resolve(reference, &index) else { continue };
        assert!(!positions.is_empty() && positions.iter().all(|at| *at < entries.len()), "{positions:?}");
        let fit = words.fit(cell, &positions);
        assert!(fit.better.iter().all(|at| *at < entries.len() && !positions.contains(at)), "{:?}", fit.better);
    }
    let share = overlap(cell, plan);
    assert!(share.hits <= share.total, "{share:?}");
}

fn written<'p>(plan: &'p str, entry: &Entry) -> &'p str {
    plan.get(entry.text.clone()).unwrap_or("")
}

/// References and prose lie within the cell, none is empty, and no two overlap.
fn lie_in_order(cell: &str, references: &[Reference], prose: &[Range<usize>]) {
    let mut spans: Vec<&Range<usize>> = references.iter().map(|reference| &reference.span).chain(prose).collect();
    spans.sort_by_key(|span| span.start);
    for span in &spans {
        assert!(cell.get((*span).clone()).is_some_and(|words| !words.is_empty()), "{span:?} of {cell:?}");
    }
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
    assert!(references.is_sorted_by_key(|reference| reference.span.start));
}

/// A reference that is printed with its keyword is read as the same one.
fn printed_again(reference: &Reference) {
    let printed = match &reference.kind {
        ReferenceKind::Paragraph(_) => format!("paragraph {}", reference.kind.label().unwrap()),
        ReferenceKind::Section(_) | ReferenceKind::Appendix(_) => reference.kind.label().unwrap().to_string(),
        ReferenceKind::Page(number) => format!("page {number}"),
        ReferenceKind::PageRange { from, to } => format!("pages {from} to {to}"),
        ReferenceKind::ParagraphRange { .. } | ReferenceKind::Slip(_) | ReferenceKind::Document(_) => return,
    };
    let again: Vec<ReferenceKind> = evidence::parse(&printed).into_iter().map(|again| again.kind).collect();
    assert_eq!(again, std::slice::from_ref(&reference.kind), "{printed}");
}
