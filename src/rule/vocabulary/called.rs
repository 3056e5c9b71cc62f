//! Papers by the names that people give them, and whose place a reference names.

use rhai::{Array, Dynamic, Engine};

use super::super::node::ScriptNode;
use super::super::sandbox::{BYTES_PER_STEP, charge};
use super::Described;
use crate::document::NodeId;
use crate::evidence::Standing;
use crate::submission::{Member, NodeRef};
use crate::wording;

/// What these words do.
pub(super) const WORDS: Described = &[(
    "documents_called(name, cell)",
    "The documents of the submission, that of the cell apart, whose identity, title or file name holds a name or its initials.",
)];

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("documents_called", |name: &str, cell: ScriptNode| -> Array {
        let context = &cell.context;
        let nodes = called(name, &cell).into_iter().map(|document| NodeRef { document, node: NodeId::ROOT });
        nodes.map(|root| Dynamic::from(ScriptNode::new(context, root))).collect()
    });
}

/// Whose place a reference names that stands beside the name of a document.
pub(super) enum Whose {
    /// Of the plan that the form is about.
    OfThePlan,
    /// Of another document, by the name as written.
    OfAnother(String),
    /// Perhaps of another document.
    Unknown(String),
}

/// Whose place a reference of a cell names, beside which a name stands.
pub(super) fn whose(name: &str, standing: Standing, cell: &ScriptNode) -> Whose {
    let plan = plan_of(cell);
    let is_the_plan = |documents: &[u32]| documents.iter().any(|document| Some(*document) == plan);
    if standing == Standing::Remark {
        let documents = called(name, cell);
        let of_another = !documents.is_empty() && !is_the_plan(&documents);
        let doubtful = of_another || is_of_another_body(name, cell);
        return if doubtful { Whose::Unknown(name.to_owned()) } else { Whose::OfThePlan };
    }
    let small = |word: &str| word.starts_with(char::is_lowercase);
    // "outlined transformation plan" may be the transformation plan.
    let words: Vec<&str> = name.split_whitespace().collect();
    let openings = (0..words.len().max(2) - 1).take_while(|at| words.iter().take(*at).all(|word| small(word)));
    let known = openings
        .map(|at| called(&words.get(at..).unwrap_or_default().join(" "), cell))
        .find(|documents| !documents.is_empty());
    let general = known.is_none() && matches!(words.as_slice(), [word] if small(word));
    if known.is_some_and(|documents| is_the_plan(&documents))
        || matches!(name.to_lowercase().as_str(), "plan" | "document")
    {
        Whose::OfThePlan
    } else if standing == Standing::Of && !general {
        Whose::OfAnother(name.to_owned())
    } else {
        // Nobody can tell whether "the strategy" is the plan.
        Whose::Unknown(name.to_owned())
    }
}

/// The plan that the document of a cell is about.
fn plan_of(cell: &ScriptNode) -> Option<u32> {
    let members = cell.context.around.submission.members();
    let own = members.get(usize::try_from(cell.at.document).ok()?)?;
    let about = written(own, "about");
    (0..).zip(members).find(|(_, member)| !about.is_empty() && written(member, "id") == about).map(|(plan, _)| plan)
}

/// A field of a document's root as written; empty if it is not there.
fn written<'m>(member: &'m Member, field: &str) -> &'m str {
    member.document.root().get(field).and_then(|field| field.as_written()).unwrap_or("")
}

/// Notes that these fields of all documents were read.
fn note_read(cell: &ScriptNode, fields: &[&str]) {
    for (document, member) in (0..).zip(cell.context.around.submission.members()) {
        for field in fields.iter().filter(|field| member.kind.shape().field(field).is_some()) {
            match member.document.root().get(field) {
                Some(said) => cell.context.record(NodeRef { document, node: said.id() }),
                None => cell.context.record_absent(NodeRef { document, node: NodeId::ROOT }, field),
            }
        }
    }
}

/// The words of a text, without the "s" of a plural.
fn words(text: &str) -> Vec<String> {
    let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    wording::words(text).iter().map(|(word, _)| singular(word)).collect()
}

/// Words that tell nothing in a name.
fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "in" | "on" | "a")
}

/// Whether a word is the initials of words that stand together in one of the texts: "SC" is South
/// Cheshire, "JSNA" the Joint Strategic Needs Assessment.
fn abbreviates(word: &str, texts: &[&str]) -> bool {
    let initials = |text: &str| -> String {
        let words = wording::words(text);
        words.iter().filter(|(word, _)| !is_small(word)).filter_map(|(word, _)| word.chars().next()).collect()
    };
    let capitals = word.chars().count() >= 2 && word.chars().all(char::is_uppercase);
    capitals && texts.iter().any(|text| initials(text).contains(&word.to_lowercase()))
}

/// Whether a document is called by a name: its identity, its title or its file name holds the words, or
/// all words that tell something stand in these and in the name of its organisation, in full or by their
/// initials. "tracker.xlsx" and "ec-tracker" are called "tracker"; the plan of South Cheshire is "South
/// Cheshire plan" and "SC plan", and no paper is called by its organisation alone.
fn is_called(name: &str, own: &[&str], organisations: &[&str]) -> bool {
    let own_words: Vec<String> = own.iter().flat_map(|known| words(known)).collect();
    let organisation: Vec<String> = organisations.iter().flat_map(|known| words(known)).collect();
    let of_own = |word: &str| own_words.contains(&word.to_owned());
    let mut all_told = true;
    let mut own_told = false;
    for printed in name.split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '\'' | '’'))) {
        let Some(word) = words(printed).into_iter().next().filter(|word| !is_small(word)) else { continue };
        let by_organisation = organisation.contains(&word) || abbreviates(printed, organisations);
        let by_itself = of_own(&word) || abbreviates(printed, own);
        all_told = all_told && (by_organisation || by_itself);
        own_told = own_told || (by_itself && !by_organisation);
    }
    own.iter().any(|known| wording::mentions(known, name)) || (all_told && own_told)
}

/// What a form calls a plan that a form is about, where it introduces its questions: the names in capitals
/// that end with a word of the plan's title, "Local Transformation Plan".
fn names_on_form(cell: &ScriptNode, title: &[String]) -> Vec<String> {
    let Ok(member) = cell.member() else { return Vec::new() };
    let root = member.document.root();
    let at = |node: NodeId| NodeRef { document: cell.at.document, node };
    let sections = root.get("sections").into_iter().flat_map(|sections| sections.children());
    let instruction = member.kind.shape().field("instruction").map(|_| (root, "instruction"));
    let fields = instruction.into_iter().chain(sections.map(|section| (section, "lead_in")));
    let mut found = Vec::new();
    for (group, field) in fields {
        let Some(text) = group.get(field) else {
            cell.context.record_absent(at(group.id()), field);
            continue;
        };
        cell.context.record(at(text.id()));
        let mut name: Vec<&str> = Vec::new();
        for word in text.as_written().unwrap_or("").split_whitespace().chain([""]) {
            let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric());
            if bare.starts_with(char::is_uppercase) {
                name.push(bare);
                continue;
            }
            let told =
                name.len() > 1 && name.last().is_some_and(|last| words(last).iter().all(|last| title.contains(last)));
            if told {
                found.push(name.join(" "));
            }
            name.clear();
        }
    }
    found
}

/// The documents of the submission, that of a cell apart, that are called by a name that the cell gives.
fn called(name: &str, cell: &ScriptNode) -> Vec<u32> {
    let context = &cell.context;
    let members = context.around.submission.members();
    // Each paper is held against each other, and against the name.
    charge(members.len().saturating_mul(members.len() + name.len()) / BYTES_PER_STEP);
    // Whose a paper is rests on what all papers say of themselves and of what they are about.
    note_read(cell, &["about", "organisation", "id", "title"]);
    let others = (0..).zip(members).filter(|(document, _)| *document != cell.at.document);
    let found = others.filter(|(document, member)| {
        let (id, file) = (written(member, "id"), member.document.path().rsplit(['/', '\\']).next().unwrap_or(""));
        // A plan may leave it to the form about it to say whose it is.
        let about = members.iter().filter(|other| !id.is_empty() && written(other, "about") == id);
        let organisations: Vec<&str> = about.chain([*member]).map(|paper| written(paper, "organisation")).collect();
        context.record(NodeRef { document: *document, node: NodeId::ROOT });
        let mut own = vec![id, written(member, "title"), file];
        let title = own.iter().flat_map(|known| words(known)).collect::<Vec<_>>();
        let on_form = if organisations.len() > 1 { names_on_form(cell, &title) } else { Vec::new() };
        own.extend(on_form.iter().map(String::as_str));
        is_called(name, &own, &organisations)
    });
    found.map(|(document, _)| document).collect()
}

/// Whether a remark beside a reference is the name of a body whose paper is among the others, and not of
/// the one whose plan it is: the "South Cheshire" of "4.2 (South Cheshire)".
fn is_of_another_body(name: &str, cell: &ScriptNode) -> bool {
    note_read(cell, &["organisation"]);
    let all_in = |member: &Member| {
        let organisation = words(written(member, "organisation"));
        words(name).iter().all(|word| organisation.contains(word))
            || abbreviates(name, &[written(member, "organisation")])
    };
    let own = cell.member().is_ok_and(all_in);
    !own && cell.context.around.submission.members().iter().any(|member| all_in(member))
}
