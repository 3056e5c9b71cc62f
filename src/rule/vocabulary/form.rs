//! Returns on forms, in a script's hands: what a form asks of a return, cell by cell.

mod cells;
mod condition;
mod held;
#[cfg(test)]
mod tests;

use rhai::{Array, Dynamic, Engine, INT};

use super::super::node::{Outcome, ScriptNode, Unknown, broken};
use super::super::shared::Shared;
use super::Described;
use super::lookup::{document, document_of};
use super::reading::to_array;
use crate::calendar::Truth;
use crate::wording::evened;
use cells::{Cell, Count, Counting};
use held::Held;

/// Where the questions and the rows of figures stand, in a form as well as in a return.
const QUESTIONS: &str = "/sheets/*/questions/*";
const ROWS: &str = "/sheets/*/figures/*";

/// What these words do.
pub(super) const WORDS: Described = &[
    ("form_of(node)", "The form that the return of a node is made on. Open if the submission does not have it."),
    ("sheet_on_form(sheet)", "The form's own sheet of the same number."),
    ("question_on_form(answer)", "What the form says of an answer of a return. Open if it has no such question."),
    ("row_on_form(row)", "What the form says of a row of figures."),
    ("is_on_form(node)", "Whether the form has the question or the row of a return."),
    ("is_there_before(node)", "Whether a question or a row of the same identity stands before this one."),
    ("answer_to(beside, id)", "The answer of the return of a node that has an identity. Open if there is none."),
    ("row_of(beside, id)", "The row of figures that has an identity. Open if there is none."),
    (
        "held_by(given, side)",
        "What a return holds on one side of an agreement between two cells; a list of one, or empty, also where it cannot be read.",
    ),
    (
        "gap_in(given, agreement)",
        "The first cell of an agreement in which a return holds nothing that can be read, or the nearest place to it; else the return.",
    ),
    (
        "figure_for(row, period)",
        "The figure of a row for a period, however that is written (\"Q2 15/16\" is \"Q2 2015/16\"); a list of one, or empty, also where it cannot be read.",
    ),
    ("figure_at(row, period)", "Where it stands, or the nearest place to where it should."),
    ("cells_of(sheet)", "The cells that the form asks for on a sheet of a return, in the order of the form."),
    ("cell.name", "What a person calls it: \"the date of question condition-3\"."),
    ("cell.at", "The cell, or the place nearest to where it should stand."),
    ("cell.why", "Why it is asked for, or why not, in words."),
    ("cell.is_comment", "Whether it is a comment, which may be given unasked."),
    ("cell.is_conditional", "Whether it is asked for on a condition only."),
    ("cell.asked", "Whether it is asked for: \"yes\", \"no\" or \"unknown\"."),
    ("cell.filled", "Whether something stands in it: \"yes\", \"no\" or \"unknown\"."),
    ("cell.is_unreadable", "Whether something stands in it that cannot be read, such as an error of the workbook."),
    ("cell.cause", "The cell that leaves it unknown whether it is asked for or filled; else the cell itself."),
    (
        "texts_asked_for(answer)",
        "The texts that the form asks for at a question: the answer where no list offers it, and the comment.",
    ),
    ("answered_on(sheet)", "How many questions of a sheet are answered, as the form counts."),
    ("count.least", "So many for certain; what is not asked for counts as answered."),
    ("count.most", "So many if whatever nobody can tell is answered."),
    ("count.asked", "So many there are."),
    ("count.cause", "The first cell that leaves the count unknown; else the sheet."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("form_of", |node: ScriptNode| form_of(&node))
        .register_fn("question_on_form", |answer: ScriptNode| on_form(&answer, QUESTIONS))
        .register_fn("row_on_form", |row: ScriptNode| on_form(&row, ROWS))
        .register_fn("is_on_form", |node: ScriptNode| is_on_form(&node))
        .register_fn("is_there_before", |node: ScriptNode| is_there_before(&node))
        .register_fn("sheet_on_form", |sheet: ScriptNode| cells::sheet_on_form(&sheet))
        .register_fn("answer_to", |beside: ScriptNode, id: ScriptNode| in_return(&beside, QUESTIONS, &id))
        .register_fn("row_of", |beside: ScriptNode, id: ScriptNode| in_return(&beside, ROWS, &id))
        .register_fn("held_by", |given: ScriptNode, side: ScriptNode| Held::on_side(&given, &side).map(Held::into_list))
        .register_fn("gap_in", |given: ScriptNode, agreement: ScriptNode| held::gap_in(&given, &agreement))
        .register_fn("figure_for", |row: ScriptNode, period: ScriptNode| {
            Held::for_period(&row, period.written()?).map(Held::into_list)
        })
        .register_fn("figure_at", |row: ScriptNode, period: ScriptNode| {
            Held::for_period(&row, period.written()?).map(Held::into_place)
        })
        .register_fn("cells_of", |sheet: ScriptNode| {
            let cells = cells::of_sheet(&sheet)?;
            let in_hand = |cell: Cell| {
                let beside = cell.name.len() + cell.why.len();
                Dynamic::from(Shared::new(cell, beside))
            };
            Ok::<Array, Box<rhai::EvalAltResult>>(cells.into_iter().map(in_hand).collect())
        })
        .register_fn("texts_asked_for", |answer: ScriptNode| {
            let texts = cells::texts_asked_for(&answer, &on_form(&answer, QUESTIONS)?)?;
            Ok::<Array, Box<rhai::EvalAltResult>>(to_array(texts))
        })
        .register_fn("answered_on", |sheet: ScriptNode| cells::answered_on(&sheet));
    engine
        .register_type_with_name::<Shared<Cell>>("Cell")
        .register_get("name", |cell: &mut Shared<Cell>| cell.name.clone())
        .register_get("at", |cell: &mut Shared<Cell>| cell.at.clone())
        .register_get("why", |cell: &mut Shared<Cell>| cell.why.clone())
        .register_get("is_comment", |cell: &mut Shared<Cell>| cell.is_comment)
        .register_get("is_conditional", |cell: &mut Shared<Cell>| cell.is_conditional)
        .register_get("asked", |cell: &mut Shared<Cell>| in_words(cell.asked))
        .register_get("is_unreadable", |cell: &mut Shared<Cell>| cell.is_unreadable)
        .register_get("cause", |cell: &mut Shared<Cell>| cell.cause.clone())
        .register_get("filled", |cell: &mut Shared<Cell>| in_words(cell.filled));
    engine
        .register_type_with_name::<Count>("Count")
        .register_get("least", |count: &mut Count| length(count.least))
        .register_get("most", |count: &mut Count| length(count.most))
        .register_get("asked", |count: &mut Count| length(count.asked))
        .register_get("cause", |count: &mut Count| count.cause.clone());
}

fn length(count: usize) -> INT {
    INT::try_from(count).unwrap_or(INT::MAX)
}

/// A three-valued answer as scripts compare it.
fn in_words(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "unknown",
    }
}

/// The form that the return of a node is made on.
fn form_of(node: &ScriptNode) -> Outcome<ScriptNode> {
    document("form", &document_of(node).field("form")?)
}

/// The node at a path of one document that has an identity. An entry without an identity may be
/// the one sought: then it is unknown whether there is one.
fn named(root: &ScriptNode, path: &str, id: &ScriptNode) -> Outcome<Option<ScriptNode>> {
    let context = &root.context;
    let found = context.around.search(root.member()?.kind.name(), path, "id").or_else(broken)?;
    context.push_search(&found.search);
    if let Some(at) = found.holding_in(id.written()?, root.at.document).first() {
        return Ok(Some(ScriptNode::new(context, *at)));
    }
    let Some(at) = found.first_passed_over_in(root.at.document) else { return Ok(None) };
    context.record_absent(at, "id");
    let message = format!("nobody can tell which one the {} is", ScriptNode::new(context, at).label()?);
    Unknown { at, message }.raise()
}

/// What the form says of a question or a row of a return.
fn on_form(node: &ScriptNode, path: &str) -> Outcome<ScriptNode> {
    let form = form_of(node)?;
    match named(&form, path, &node.field("id")?)? {
        Some(asked) => Ok(asked),
        None => {
            let message = format!("the form \"{}\" has no {}", form.field("id")?.written()?, node.label()?);
            Unknown { at: node.at, message }.raise()
        }
    }
}

/// The list, of questions or of rows, that a node stands in.
fn list_of(node: &ScriptNode) -> Outcome<&'static str> {
    let list = node.node()?.parent().and_then(|list| list.key());
    Ok(if list == Some("figures") { ROWS } else { QUESTIONS })
}

/// Whether the form has the question or the row of a return.
fn is_on_form(node: &ScriptNode) -> Outcome<bool> {
    Ok(named(&form_of(node)?, list_of(node)?, &node.field("id")?)?.is_some())
}

/// Whether a question or a row of the same identity stands before this one in the return.
fn is_there_before(node: &ScriptNode) -> Outcome<bool> {
    let first = named(&document_of(node), &own_path(node)?, &node.field("id")?)?;
    Ok(first.is_some_and(|first| first.at != node.at))
}

/// Where nodes like this one stand: `/sheets/*/questions/*` in a return, `/sections/*/questions/*`
/// in a checklist.
fn own_path(node: &ScriptNode) -> Outcome<String> {
    let mut steps = Vec::new();
    let mut at = node.node()?;
    while let Some(parent) = at.parent() {
        steps.push(at.key().unwrap_or("*"));
        at = parent;
    }
    Ok(steps.iter().rev().flat_map(|step| ["/", *step]).collect())
}

/// The answer or the row of a return to which a form refers by an identity.
fn in_return(beside: &ScriptNode, path: &str, id: &ScriptNode) -> Outcome<ScriptNode> {
    match named(&document_of(beside), path, id)? {
        Some(entry) => Ok(entry),
        None => {
            let message = format!("the return has no \"{}\", which {} refers to", id.written()?, id.label()?);
            Unknown { at: document_of(beside).at, message }.raise()
        }
    }
}

/// Whether a field is there and says true.
fn says(node: &ScriptNode, name: &str) -> Outcome<bool> {
    Ok(node.has(name)? && node.field(name)?.truth()?)
}

/// Whether a list of answers holds an answer, whatever its letter case, spaces and dashes.
fn lists(answers: &ScriptNode, answer: &ScriptNode) -> Outcome<bool> {
    let answer = evened(answer.written()?);
    for item in answers.items()? {
        if evened(item.written()?) == answer {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Counting {
    /// How the form counts a question or a row among those answered.
    fn of(asked: &ScriptNode) -> Outcome<Counting> {
        if !asked.has("counted")? {
            return Ok(Counting::EachPart);
        }
        Ok(match asked.field("counted")?.written()? {
            "as one" => Counting::AsOne,
            "not" => Counting::Not,
            _ => Counting::EachPart,
        })
    }
}
