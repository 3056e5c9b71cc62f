//! How a citation meets the words of its question, and which paragraphs serve which questions.

use std::collections::BTreeMap;

use rhai::{Array, Dynamic, Engine, INT};

use super::super::node::{Outcome, ScriptNode, broken};
use super::super::sandbox::{BYTES_PER_STEP, spend};
use super::super::shared::Shared;
use super::Described;
use super::evidence;
use super::reading::{nodes_of, to_array};
use crate::document::NodeId;
use crate::evidence::{Fit, Likelihood, PlanWords, overlap};
use crate::submission::{NodeRef, Submission};

/// The measure of one citation, in a script's hands.
struct Measured {
    fit: Fit,
    /// The labels of the paragraphs that fit better; a plan may print one twice.
    better: Vec<String>,
}

/// A paragraph and the questions whose evidence cites it.
struct Cited {
    paragraph: ScriptNode,
    questions: Vec<ScriptNode>,
}

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "fit_of(question, cited)",
        "How paragraphs of one plan meet the words of a question; a measure that orders reading and never passes or fails.",
    ),
    ("fit.hits", "How many words of the question come back in the paragraphs."),
    ("fit.total", "How many words of the question count."),
    ("fit.likelihood", "\"unlikely\", \"unsaid\" or \"likely\"."),
    ("fit.better", "The labels of paragraphs that fit better."),
    (
        "citations(questions, plan)",
        "The paragraphs that the evidence of some questions cites, in the order of the plan, each as cited.",
    ),
    ("cited.paragraph", "The paragraph."),
    ("cited.questions", "The questions that cite it."),
    (
        "unlike(questions, share)",
        "Those of some questions that are unlike each other; two are alike where a share of the words, in per cent, of either comes back in the other. Of those alike the first stays.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<Measured>>("Fit")
        .register_fn("fit_of", fit_of)
        .register_get("hits", |measured: &mut Shared<Measured>| count(measured.fit.share.hits))
        .register_get("total", |measured: &mut Shared<Measured>| count(measured.fit.share.total))
        .register_get("likelihood", |measured: &mut Shared<Measured>| in_words(measured.fit.likelihood))
        .register_get("better", |measured: &mut Shared<Measured>| -> Array {
            measured.better.iter().map(|label| Dynamic::from(label.clone())).collect()
        });
    engine
        .register_type_with_name::<Shared<Cited>>("Cited")
        .register_fn("citations", citations)
        .register_get("paragraph", |cited: &mut Shared<Cited>| cited.paragraph.clone())
        .register_get("questions", |cited: &mut Shared<Cited>| to_array(cited.questions.clone()));
    engine.register_fn("unlike", unlike);
}

fn count(number: usize) -> INT {
    INT::try_from(number).unwrap_or(INT::MAX)
}

fn in_words(likelihood: Likelihood) -> &'static str {
    match likelihood {
        Likelihood::Unlikely => "unlikely",
        Likelihood::Unsaid => "unsaid",
        Likelihood::Likely => "likely",
    }
}

/// How the paragraphs that are cited, all of one plan, meet the words of a question.
fn fit_of(question: ScriptNode, cited: Array) -> Outcome<Shared<Measured>> {
    let cited = nodes_of(cited.into())?;
    let Some(first) = cited.first() else { return broken("fit_of needs paragraphs that are cited") };
    let positions: Vec<usize> =
        cited.iter().filter_map(|paragraph| paragraph.node().ok().and_then(|node| node.position())).collect();
    let fit = first.context.around.words_of(first.at.document).fit(question.written()?, &positions);
    let list = first.node()?.parent();
    spend(list.map_or(0, |list| list.children().count()))?;
    let paragraphs = list.into_iter().flat_map(|list| list.children().enumerate());
    let at: BTreeMap<usize, ScriptNode> = paragraphs
        .filter(|(position, _)| fit.better.contains(position))
        .map(|(position, node)| (position, first.sibling(node)))
        .collect();
    let mut better: Vec<String> = Vec::new();
    for paragraph in fit.better.iter().filter_map(|position| at.get(position)) {
        // One without a label cannot be named.
        if paragraph.has("label")? {
            let label = paragraph.field("label")?.written()?.to_owned();
            if !better.contains(&label) {
                better.push(label);
            }
        }
    }
    let beside = size_of_val(fit.better.as_slice())
        + better.iter().map(|label| size_of::<String>() + label.len()).sum::<usize>();
    Ok(Shared::new(Measured { fit, better }, beside))
}

/// The paragraphs of a plan that the evidence of some questions cites, in the order of the plan,
/// each with the questions that cite it, in their order.
fn citations(questions: Array, plan: ScriptNode) -> Outcome<Array> {
    let mut by_paragraph: BTreeMap<NodeRef, Cited> = BTreeMap::new();
    for question in nodes_of(questions.into())? {
        if !question.has("evidence")? {
            continue;
        }
        for paragraph in evidence::cited_in(&question.field("evidence")?, &plan)? {
            let cited = by_paragraph
                .entry(paragraph.at)
                .or_insert_with(|| Cited { paragraph: paragraph.clone(), questions: Vec::new() });
            if cited.questions.last().is_none_or(|last| last.at != question.at) {
                cited.questions.push(question.clone());
            }
        }
    }
    let in_hand = |cited: Cited| {
        let beside = size_of_val(cited.questions.as_slice());
        Dynamic::from(Shared::new(cited, beside))
    };
    Ok(by_paragraph.into_values().map(in_hand).collect())
}

/// Those of some questions that are unlike each other: one is like another if of the content words
/// of either at least a share (per cent) comes back in the other. Of those that are alike the
/// first stays.
fn unlike(questions: Array, share: INT) -> Outcome<Array> {
    let mut kept: Vec<(ScriptNode, String)> = Vec::new();
    for question in nodes_of(questions.into())? {
        let text = question.field("text")?.written()?.to_owned();
        let alike = |(_, other): &(ScriptNode, String)| -> Outcome<bool> {
            spend((text.len() + other.len()) / BYTES_PER_STEP)?;
            Ok([overlap(&text, other), overlap(other, &text)].iter().any(|met| {
                met.total > 0 && count(met.hits).saturating_mul(100) >= share.saturating_mul(count(met.total))
            }))
        };
        let is_alike = kept.iter().map(alike).find(|alike| !matches!(alike, Ok(false)));
        if !is_alike.unwrap_or(Ok(false))? {
            kept.push((question, text));
        }
    }
    Ok(to_array(kept.into_iter().map(|(question, _)| question).collect()))
}

/// The words of a plan's paragraphs, each with its heading.
pub(in super::super) fn words(submission: &Submission, document: u32) -> PlanWords {
    let root = submission.node(NodeRef { document, node: NodeId::ROOT });
    let paragraphs = root.and_then(|root| root.get("paragraphs"));
    let text = |paragraph: crate::document::Node<'_>| {
        let fields = ["heading", "text"].into_iter().filter_map(|field| paragraph.get(field)?.as_written());
        fields.collect::<Vec<_>>().join(" ")
    };
    PlanWords::new(paragraphs.into_iter().flat_map(|list| list.children().map(text)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::answer;

    const PLAN: &str = "kind: plan-text\nid: plan\nparagraphs:\n  - { label: \"1.1\", text: The Board governs delivery. }\n  - { label: \"1.2\", heading: Children, text: They helped to design the plan. }\n";

    #[track_caller]
    fn value(evidence: &str, script: &str) -> String {
        let form = format!(
            "kind: self-assessment\nid: f\ntitle: F\norganisation: O\nabout: plan\nsections:\n  - title: S\n    questions:\n      - {{ id: a, text: children designed the plan, evidence: \"{evidence}\" }}\n      - {{ id: b, text: The plan was designed by children, evidence: \"1.1\" }}\n      - {{ id: c, text: A board exists, evidence: \"1.1\" }}\n"
        );
        let found = "let plan = document(\"plan-text\", node.about); let questions = node.sections.items()[0].questions.items(); let cited = []; for reference in references(questions[0].evidence) { cited += paragraphs_at(reference, plan); } ";
        answer(&[&form, PLAN], &format!("{found}{script}")).value()
    }

    const FIT: &str = "let fit = fit_of(questions[0].text, cited); let told = `${fit.likelihood} ${fit.hits}/${fit.total}`; for label in fit.better { told += ` ${label}`; } told";

    #[test]
    fn a_heading_counts_with_its_paragraph() {
        assert_eq!(value("1.2", FIT), "likely 3/3");
        assert_eq!(value("1.1", FIT), "unlikely 0/3 1.2");
    }

    #[test]
    fn each_paragraph_tells_who_cites_it() {
        let script = "let told = []; for entry in citations(questions, plan) { told.push(`${entry.paragraph.label}: ${entry.questions.len()}`); } join(told)";
        assert_eq!(value("1.2, 1.1, 1.1", script), "1.1: 3 and 1.2: 1");
    }

    #[test]
    fn questions_of_the_same_words_are_alike() {
        let script =
            "let told = []; for question in unlike(questions, 50) { told.push(question.id.text()); } join(told)";
        // a and b share child, design, plan; c has board and exist.
        assert_eq!(value("1.1", script), "a and c");
    }
}
