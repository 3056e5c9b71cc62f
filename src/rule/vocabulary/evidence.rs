//! References in an evidence cell: what they name, and where that stands in the plan.

use std::collections::HashSet;

use rhai::{Array, Dynamic, Engine};
use rust_decimal::Decimal;

use super::super::node::{Outcome, ScriptNode, Unknown};
use super::super::sandbox::spend;
use super::super::shared::Shared;
use super::Described;
use super::called::{self, Whose};
use super::reading::{join, to_array};
use crate::document::NodeId;
use crate::evidence::{self, Index, ReferenceKind, Resolution};
use crate::submission::{NodeRef, Submission};

/// One reference of an evidence cell, in a script's hands.
struct ScriptReference {
    reference: evidence::Reference,
    shown: String,
    /// The document of which it may be rather than of the plan; empty where there is no doubt.
    may_be_of: String,
    /// The Acts of which it may be a section, in words; mostly empty.
    acts: String,
}

/// How many steps it takes to look for references in a byte of a cell.
const STEPS_PER_BYTE: usize = 4;

fn parsed(written: &str) -> Outcome<Vec<evidence::Reference>> {
    spend(written.len().saturating_mul(STEPS_PER_BYTE))?;
    Ok(evidence::parse(written))
}

/// The references of a cell, and whose places they name.
fn read(cell: &ScriptNode) -> Outcome<Vec<(evidence::Reference, Whose)>> {
    let written = cell.written()?;
    let mut found = Vec::new();
    for reference in parsed(written)? {
        let whose = match &reference.document {
            Some(named) => called::whose(written.get(named.span.clone()).unwrap_or(""), named.standing, cell),
            None => Whose::OfThePlan,
        };
        found.push((reference, whose));
    }
    Ok(found)
}

/// A reference of a cell to the plan as scripts hold it; none for one of another document. One more is a
/// step, so that a cell of many is stopped among them.
fn of_plan(cell: &str, shown: String, (reference, whose): (evidence::Reference, Whose)) -> Option<Outcome<Dynamic>> {
    let may_be_of = match whose {
        Whose::OfThePlan => String::new(),
        Whose::Unknown(name) => name,
        Whose::OfAnother(_) => return None,
    };
    let acts = reference.acts(cell).iter().map(|act| format!("the {act}")).collect::<Vec<_>>().join(" or ");
    let beside = shown.len() + may_be_of.len() + acts.len();
    let in_hand = || Dynamic::from(Shared::new(ScriptReference { reference, shown, may_be_of, acts }, beside));
    Some(spend(1).map(|()| in_hand()))
}

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "references(cell)",
        "The references to paragraphs, sections and appendices of the plan in a cell, in order; pages, documents and places of other documents are not among them. In a text each shows as \"7.5.2\".",
    ),
    (
        "pages_cited(cell)",
        "The pages that a cell names, in order, each as a reference that shows as \"page 12\" or \"pages 12 to 14\".",
    ),
    ("pages_named(cell)", "All pages that a cell names, in words: \"pages 5 and 6\"; empty if it names none."),
    ("last_page(reference)", "The last page that a reference names, as a whole number; 0 if it names none."),
    (
        "slips_in(cell)",
        "Numbers of a cell that are no places and likely slips of the pen, as written: \"9.3.l\", \"11,2\".",
    ),
    ("meant_by(slip)", "The number of the paragraph that a slip may be meant as: \"9.3.1\"; else what is shown."),
    (
        "documents_named(cell)",
        "The names of the documents that a cell refers to, or of which it names a place, as written: \"tracker\".",
    ),
    ("prose_in(cell)", "What a cell says beside its references, as a list of texts."),
    (
        "paragraphs_at(reference, plan)",
        "The paragraphs of a plan that a reference names; empty if it dangles. Open where a paragraph has no label.",
    ),
    ("cited_in(cell, plan)", "The paragraphs of a plan that a cell cites, in the order of its references."),
    (
        "nearest_to(reference, plan)",
        "The labels of the plan nearest to a reference that dangles, in words; empty if it does not.",
    ),
    (
        "may_be_of(reference)",
        "The document of which a reference may be rather than of the plan, as written beside it: \"JSNA\"; empty where there is none.",
    ),
    (
        "acts_with(reference)",
        "The Acts of which people name the section by this number alone, in words: \"the Mental Health Act 1983\"; empty for most.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<ScriptReference>>("Reference")
        .register_fn("to_string", |reference: &mut Shared<ScriptReference>| reference.shown.clone())
        .register_fn("references", references)
        .register_fn("documents_named", documents_named)
        .register_fn("pages_cited", pages_cited)
        .register_fn("pages_named", pages_named)
        .register_fn("last_page", last_page)
        .register_fn("slips_in", slips_in)
        .register_fn("meant_by", meant_by)
        .register_fn("prose_in", prose_in)
        .register_fn("paragraphs_at", paragraphs_at)
        .register_fn("cited_in", |cell: ScriptNode, plan: ScriptNode| cited_in(&cell, &plan).map(to_array))
        .register_fn("nearest_to", nearest_to)
        .register_fn("may_be_of", |reference: Shared<ScriptReference>| reference.may_be_of.clone())
        .register_fn("acts_with", |reference: Shared<ScriptReference>| reference.acts.clone());
}

/// The references to paragraphs, sections and appendices of the plan that a cell names, in order;
/// pages, documents and places of other documents are not among them.
fn references(cell: ScriptNode) -> Outcome<Array> {
    let written = cell.written()?;
    let named = read(&cell)?.into_iter().filter(|(reference, _)| reference.kind.names_a_place());
    let shown = |reference: &evidence::Reference| match reference.kind.label() {
        Some(label) => format!("{label}{}", written.get(reference.point.clone()).unwrap_or("")),
        None => written.get(reference.span.clone()).unwrap_or("").to_owned(),
    };
    named.filter_map(|named| of_plan(written, shown(&named.0), named)).collect()
}

/// The numbers of a cell that are no places and likely slips, as written: `9.3.l`, `11,2`.
fn slips_in(cell: ScriptNode) -> Outcome<Array> {
    let written = cell.written()?;
    let slips = parsed(written)?.into_iter().filter(|found| matches!(found.kind, ReferenceKind::Slip(_)));
    let shown = |reference: &evidence::Reference| written.get(reference.span.clone()).unwrap_or("").to_owned();
    let slips = slips.filter_map(|slip| of_plan(written, shown(&slip), (slip, Whose::OfThePlan)));
    slips.collect()
}

/// The number of the paragraph that a slip may be meant as: `9.3.1`, `11.2`; else what is shown.
fn meant_by(slip: Shared<ScriptReference>) -> String {
    match &slip.reference.kind {
        ReferenceKind::Slip(label) => label.to_string(),
        _ => slip.shown.clone(),
    }
}

/// The documents that a cell names, as written: `tracker`, `declaration`; each once.
fn documents_named(cell: ScriptNode) -> Outcome<Array> {
    let mut named: Vec<String> = Vec::new();
    for (reference, whose) in read(&cell)? {
        let name = match (reference.kind, whose) {
            (ReferenceKind::Document(name), _) | (_, Whose::OfAnother(name)) => name,
            _ => continue,
        };
        if !named.contains(&name) {
            named.push(name);
        }
    }
    Ok(named.into_iter().map(Dynamic::from).collect())
}

/// The first and the last page that a reference names; the same for a single page.
fn pages(reference: &evidence::Reference) -> Option<(u32, u32)> {
    match reference.kind {
        ReferenceKind::Page(page) => Some((page, page)),
        ReferenceKind::PageRange { from, to } => Some((from.min(to), from.max(to))),
        _ => None,
    }
}

/// "12", "12 to 14".
fn numbers_of((first, last): (u32, u32)) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// The pages of the plan that a cell names, in order: `page 12`, `pages 12 to 14`.
fn pages_cited(cell: ScriptNode) -> Outcome<Array> {
    let written = cell.written()?;
    let named = read(&cell)?.into_iter().filter_map(|named| {
        let (first, last) = pages(&named.0)?;
        let word = if first == last { "page" } else { "pages" };
        of_plan(written, format!("{word} {}", numbers_of((first, last))), named)
    });
    named.collect()
}

/// All pages of the plan that a cell names, in words: `page 5`, `pages 5, 6 and 12 to 14`; empty if it
/// names none.
fn pages_named(cell: ScriptNode) -> Outcome<String> {
    let of_plan = read(&cell)?.into_iter().filter(|(_, whose)| !matches!(whose, Whose::OfAnother(_)));
    let named: Vec<(u32, u32)> = of_plan.filter_map(|(reference, _)| pages(&reference)).collect();
    let word = match named.as_slice() {
        [] => return Ok(String::new()),
        [(first, last)] if first == last => "page",
        _ => "pages",
    };
    let numbers: Array = named.into_iter().map(|pages| Dynamic::from(numbers_of(pages))).collect();
    Ok(format!("{word} {}", join(numbers)))
}

/// The last page that a reference names; 0 if it names none.
fn last_page(reference: Shared<ScriptReference>) -> rhai::INT {
    pages(&reference.reference).map_or(0, |(_, last)| rhai::INT::from(last))
}

/// What a cell says beside its references, as written.
fn prose_in(cell: ScriptNode) -> Outcome<Array> {
    let written = cell.written()?;
    spend(written.len().saturating_mul(STEPS_PER_BYTE))?;
    let prose = evidence::read(written).prose.into_iter();
    Ok(prose.filter_map(|span| written.get(span)).map(|part| Dynamic::from(part.trim().to_owned())).collect())
}

/// The paragraphs of a plan that a reference names; none if it dangles. Those of a page begin on it.
fn paragraphs_at(reference: Shared<ScriptReference>, plan: ScriptNode) -> Outcome<Array> {
    if let Some(pages) = pages(&reference.reference) {
        return on_pages(pages, &plan).map(to_array);
    }
    let found = match resolve(&reference, &plan)? {
        Resolution::Found(positions) => positions.into_iter().collect(),
        Resolution::PartialRange { .. } | Resolution::Dangling { .. } | Resolution::NotChecked => HashSet::new(),
    };
    let items = plan.field("paragraphs")?.items()?.into_iter().enumerate();
    let nodes: Vec<ScriptNode> =
        items.filter_map(|(position, paragraph)| found.contains(&position).then_some(paragraph)).collect();
    for paragraph in &nodes {
        paragraph.context.record(paragraph.at);
        paragraph.field("label")?;
    }
    Ok(to_array(nodes))
}

/// The paragraphs of a plan that begin on one of the pages; where none does, the one that runs on
/// there. None if the plan has no such pages or does not tell them.
fn on_pages((first, last): (u32, u32), plan: &ScriptNode) -> Outcome<Vec<ScriptNode>> {
    let (first, last) = (Decimal::from(first), Decimal::from(last));
    if !plan.has("pages")? || plan.field("pages")?.number()? < first || !plan.has("paragraphs")? {
        return Ok(Vec::new());
    }
    let (mut on, mut running_on) = (Vec::new(), None);
    for paragraph in plan.field("paragraphs")?.items()? {
        if !paragraph.has("page")? {
            continue;
        }
        let page = paragraph.field("page")?.number()?;
        if page < first {
            running_on = Some(paragraph);
        } else if page <= last {
            on.push(paragraph);
        }
    }
    if on.is_empty() {
        on.extend(running_on);
    }
    Ok(on)
}

/// The paragraphs of a plan that a cell cites, in the order of its references.
pub(super) fn cited_in(cell: &ScriptNode, plan: &ScriptNode) -> Outcome<Vec<ScriptNode>> {
    let mut found = Vec::new();
    for reference in references(cell.clone())? {
        let Some(reference) = reference.try_cast::<Shared<ScriptReference>>() else { continue };
        found.extend(paragraphs_at(reference, plan.clone())?.into_iter().filter_map(Dynamic::try_cast::<ScriptNode>));
    }
    Ok(found)
}

/// The labels of the plan that stand nearest to a reference that dangles, as a list in words.
fn nearest_to(reference: Shared<ScriptReference>, plan: ScriptNode) -> Outcome<String> {
    let nearest = match resolve(&reference, &plan)? {
        Resolution::Dangling { nearest } => nearest,
        Resolution::PartialRange { dangling, .. } => dangling.into_iter().flat_map(|end| end.nearest).collect(),
        Resolution::Found(_) | Resolution::NotChecked => Vec::new(),
    };
    Ok(nearest.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

fn resolve(reference: &ScriptReference, plan: &ScriptNode) -> Outcome<Resolution> {
    let paragraphs = plan.field("paragraphs")?;
    // Any paragraph may be the one that is named: the whole list was looked through.
    paragraphs.context.record(paragraphs.at);
    if let Some(fault) = plan.member()?.faults.iter().find(|fault| fault.missing.as_deref() == Some("label")) {
        let at = NodeRef { document: plan.at.document, node: fault.node };
        let message = "a paragraph of the plan has no label, so nobody can tell which one it is".to_owned();
        return Unknown { at, message }.raise();
    }
    let resolution = evidence::resolve(&reference.reference, plan.context.around.index_of(plan.at.document));
    if !matches!(resolution, Resolution::Found(_)) {
        // That something is nowhere rests on every label.
        for paragraph in paragraphs.items()? {
            paragraph.field("label")?;
        }
    }
    Ok(resolution)
}

/// The labels of a plan's paragraphs, with their positions.
pub(in super::super) fn index(submission: &Submission, document: u32) -> Index {
    let root = submission.node(NodeRef { document, node: NodeId::ROOT });
    let paragraphs = root.and_then(|root| root.get("paragraphs"));
    let labels =
        paragraphs.into_iter().flat_map(|list| list.children().enumerate()).filter_map(|(position, paragraph)| {
            let written = paragraph.get("label")?.as_written()?;
            Some((evidence::parse(written).first()?.kind.label()?, position))
        });
    Index::new(labels)
}
