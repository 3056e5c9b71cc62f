//! References in an evidence cell: what they name, and where that stands in the plan.

use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, Unknown};
use super::Described;
use super::reading::to_array;
use crate::document::NodeId;
use crate::evidence::{self, Index, ReferenceKind, Resolution};
use crate::submission::{NodeRef, Submission};
use crate::wording;

/// One reference of an evidence cell, in a script's hands.
#[derive(Debug, Clone)]
struct ScriptReference {
    reference: evidence::Reference,
    shown: String,
}

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "references(cell)",
        "The references to paragraphs, sections and appendices in a cell, in order; pages and documents are not among them. In a text each shows as \"7.5.2\".",
    ),
    ("pages_cited(cell)", "The pages that a cell names, as whole numbers."),
    ("documents_named(cell)", "The names of the documents that a cell refers to, as written: \"tracker\"."),
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
        "documents_called(name, cell)",
        "The documents of the submission, that of the cell apart, whose identity, title or file name holds a name.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<ScriptReference>("Reference")
        .register_fn("to_string", |reference: &mut ScriptReference| reference.shown.clone())
        .register_fn("references", references)
        .register_fn("documents_named", documents_named)
        .register_fn("pages_cited", pages_cited)
        .register_fn("prose_in", prose_in)
        .register_fn("paragraphs_at", paragraphs_at)
        .register_fn("cited_in", |cell: ScriptNode, plan: ScriptNode| cited_in(&cell, &plan).map(to_array))
        .register_fn("nearest_to", nearest_to)
        .register_fn("documents_called", documents_called);
}

/// The references to paragraphs, sections and appendices that a cell names, in order; pages
/// and documents are not among them.
fn references(cell: ScriptNode) -> Outcome<Array> {
    let written = cell.written()?;
    let parsed = evidence::parse(written)
        .into_iter()
        .filter(|reference| !matches!(reference.kind, ReferenceKind::Document(_) | ReferenceKind::Page(_)));
    let shown = |reference: &evidence::Reference| match reference.kind.label() {
        Some(label) => label.to_string(),
        None => written.get(reference.span.clone()).unwrap_or("").to_owned(),
    };
    Ok(parsed.map(|reference| Dynamic::from(ScriptReference { shown: shown(&reference), reference })).collect())
}

/// The documents that a cell names, as written: `tracker`, `declaration`.
fn documents_named(cell: ScriptNode) -> Outcome<Array> {
    let named = evidence::parse(cell.written()?).into_iter().filter_map(|reference| match reference.kind {
        ReferenceKind::Document(name) => Some(Dynamic::from(name)),
        _ => None,
    });
    Ok(named.collect())
}

/// The pages that a cell names, as numbers.
fn pages_cited(cell: ScriptNode) -> Outcome<Array> {
    let named = evidence::parse(cell.written()?).into_iter().filter_map(|reference| match reference.kind {
        ReferenceKind::Page(page) => Some(Dynamic::from(rhai::INT::from(page))),
        _ => None,
    });
    Ok(named.collect())
}

/// What a cell says beside its references, as written.
fn prose_in(cell: ScriptNode) -> Outcome<Array> {
    let written = cell.written()?;
    let prose = evidence::read(written).prose.into_iter();
    Ok(prose.filter_map(|span| written.get(span)).map(|part| Dynamic::from(part.trim().to_owned())).collect())
}

/// The paragraphs of a plan that a reference names; none if it dangles.
fn paragraphs_at(reference: ScriptReference, plan: ScriptNode) -> Outcome<Array> {
    let found = match resolve(&reference, &plan)? {
        Resolution::Found(positions) => positions,
        Resolution::PartialRange { .. } | Resolution::Dangling { .. } | Resolution::NotChecked => Vec::new(),
    };
    let paragraphs = plan.field("paragraphs")?;
    let items = paragraphs.node()?.children().enumerate();
    let nodes: Vec<ScriptNode> =
        items.filter(|(position, _)| found.contains(position)).map(|(_, node)| paragraphs.sibling(node)).collect();
    for paragraph in &nodes {
        paragraph.context.record(paragraph.at);
        paragraph.field("label")?;
    }
    Ok(to_array(nodes))
}

/// The paragraphs of a plan that a cell cites, in the order of its references.
pub(super) fn cited_in(cell: &ScriptNode, plan: &ScriptNode) -> Outcome<Vec<ScriptNode>> {
    let mut found = Vec::new();
    for reference in references(cell.clone())? {
        let Some(reference) = reference.try_cast::<ScriptReference>() else { continue };
        found.extend(paragraphs_at(reference, plan.clone())?.into_iter().filter_map(Dynamic::try_cast::<ScriptNode>));
    }
    Ok(found)
}

/// The documents of the submission, that of a cell apart, whose identity, title or file name holds
/// the words of a name that the cell gives.
fn documents_called(name: &str, cell: ScriptNode) -> Array {
    let context = &cell.context;
    let root = |document| NodeRef { document, node: NodeId::ROOT };
    let members = (0..).zip(context.around.submission.members()).filter(|(document, _)| *document != cell.at.document);
    let called = members.filter(|(document, member)| {
        let own = |field: &str| member.document.root().get(field);
        // "tracker.xlsx" is called "tracker" too, and "ec-tracker" is.
        let names = ["id", "title"].into_iter().filter_map(|field| own(field)?.as_written());
        context.record(root(*document));
        names.chain([member.document.path()]).any(|known| wording::mentions(known, name))
    });
    called.map(|(document, _)| Dynamic::from(ScriptNode::new(context, root(document)))).collect()
}

/// The labels of the plan that stand nearest to a reference that dangles, as a list in words.
fn nearest_to(reference: ScriptReference, plan: ScriptNode) -> Outcome<String> {
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
