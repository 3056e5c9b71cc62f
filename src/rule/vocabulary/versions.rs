//! Versions of documents and texts quoted from them, in a script's hands.

use std::cmp::Ordering;

use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode};
use super::super::sandbox::spend;
use super::Described;
use crate::numbering::version;
use crate::wording;

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "version_order(first, second)",
        "How one version lies to another: \"before\", \"same\", \"after\" or \"unclear\".",
    ),
    (
        "replacements(quoted, passage)",
        "Where a quotation differs from the passage quoted, each difference in words for a message.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("version_order", |first: ScriptNode, second: ScriptNode| version_order(&first, &second))
        .register_fn("replacements", |quoted: ScriptNode, passage: ScriptNode| replacements(&quoted, &passage));
}

/// How one version lies to another, in a word: `before`, `same`, `after`, or `unclear`.
fn version_order(first: &ScriptNode, second: &ScriptNode) -> Outcome<&'static str> {
    Ok(match version::order(first.written()?, second.written()?) {
        Some(Ordering::Less) => "before",
        Some(Ordering::Equal) => "same",
        Some(Ordering::Greater) => "after",
        None => "unclear",
    })
}

/// How many pairs of words are compared in a step.
const PAIRS_PER_STEP: usize = 16;

/// Where a quotation differs from the passage quoted, each difference in words.
fn replacements(quoted: &ScriptNode, passage: &ScriptNode) -> Outcome<Array> {
    let (own, other) = (quoted.written()?, passage.written()?);
    spend(wording::pairs_compared(own, other) / PAIRS_PER_STEP)?;
    let found = wording::replacements(own, other);
    let words = |one: wording::Replacement| match (one.first.as_str(), one.second.as_str()) {
        (own, "") => format!("\"{own}\" is not there"),
        ("", other) => format!("\"{other}\" is left out"),
        (own, other) => format!("\"{own}\" stands for \"{other}\""),
    };
    Ok(found.into_iter().map(|one| Dynamic::from(words(one))).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::answer;

    #[track_caller]
    fn value(script: &str) -> String {
        let text = "kind: controlled-document\nid: d\ntitle: D\nversion: \"1.1\"\nearlier_versions: [{ version: \"1.0\" }, { version: final }]\npassages: [{ place: a, text: Be evidence-based and open }]\nquotations: [{ of: d, place: a, text: Be evidence-based at once }]\n";
        answer(&[text], script).value()
    }

    #[test]
    fn versions_and_quotations_are_compared() {
        assert_eq!(value("version_order(node.earlier_versions.items()[0].version, node.version)"), "before");
        assert_eq!(value("version_order(node.earlier_versions.items()[1].version, node.version)"), "unclear");
        assert_eq!(
            value("in_turn(replacements(node.quotations.items()[0].text, node.passages.items()[0].text))"),
            "\"at once\" stands for \"and open\""
        );
        assert_eq!(value("replacements(node.passages.items()[0].text, node.passages.items()[0].text).len()"), "0");
    }
}
