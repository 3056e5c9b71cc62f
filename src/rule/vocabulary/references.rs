//! References of numbered lists: what they stand under, what their numbering leaves out.

use rhai::{Array, Dynamic, Engine, ImmutableString};

use super::super::node::{Outcome, ScriptNode};
use super::super::shared::Shared;
use super::Described;
use super::reading::nodes_of;
use crate::numbering::{self, Reference, Under};

/// References of a list that begin alike, in a script's hands.
struct Series {
    missing: ImmutableString,
    after_gap: ScriptNode,
}

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "stands_under(reference, owner)",
        "Whether a reference (\"15.1\") stands under another (\"15\") by its own parts: \"yes\", \"no\" or \"unsaid\".",
    ),
    ("gaps_in(list, field)", "The series of references in a list that leave numbers out."),
    ("series.missing", "The numbers left out, in words."),
    ("series.after_gap", "The reference after the first gap."),
    ("briefly(list, field)", "The references of some items in words, runs drawn together: \"15.1 to 15.6 and 15.9\"."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<Series>>("Series")
        .register_get("missing", |series: &mut Shared<Series>| series.missing.clone())
        .register_get("after_gap", |series: &mut Shared<Series>| series.after_gap.clone())
        .register_fn("stands_under", stands_under)
        .register_fn("gaps_in", gaps_in)
        .register_fn("briefly", briefly);
}

/// Whether a reference stands under another, or under a heading, by its own parts: `yes`, `no`,
/// or `unsaid` where one of the two has none that could tell.
fn stands_under(reference: ScriptNode, owner: ScriptNode) -> Outcome<&'static str> {
    let under = Reference::parse(reference.written()?).is_under(&Reference::parse(owner.written()?));
    Ok(match under {
        Under::Yes => "yes",
        Under::No => "no",
        Under::Unsaid => "unsaid",
    })
}

/// The series of a list that leave numbers out, each with what is missing and the item after the
/// first gap; an array.
fn gaps_in(list: Dynamic, field: &str) -> Outcome<Array> {
    let (items, references) = references_of(list, field)?;
    let with_gaps = numbering::series(&references).into_iter().filter_map(|series| {
        let after_gap = items.get(series.after_gap?)?.field(field);
        Some(after_gap.map(|after_gap| {
            let beside = series.missing.len();
            Shared::new(Series { missing: series.missing.into(), after_gap }, beside)
        }))
    });
    with_gaps.map(|series| series.map(Dynamic::from)).collect()
}

/// The references of some items in words, runs drawn together: "15.1 to 15.6 and 15.9".
fn briefly(list: Dynamic, field: &str) -> Outcome<String> {
    Ok(numbering::briefly(&references_of(list, field)?.1))
}

fn references_of(list: Dynamic, field: &str) -> Outcome<(Vec<ScriptNode>, Vec<Reference>)> {
    let items = nodes_of(list)?;
    let read = |item: &ScriptNode| Ok(Reference::parse(item.at_path(field)?.written()?));
    let references: Outcome<Vec<Reference>> = items.iter().map(read).collect();
    Ok((items, references?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::answer;

    #[track_caller]
    fn value(references: &[&str], script: &str) -> String {
        let actions: Vec<String> = references
            .iter()
            .map(|reference| format!("{{ reference: \"{reference}\", text: Act, group: 1. Training }}"))
            .collect();
        let log = format!("kind: action-log\nid: log\ntitle: Log\nactions: [{}]\n", actions.join(", "));
        answer(&[&log], &format!("let actions = node.actions.items(); {script}")).value()
    }

    #[test]
    fn a_reference_says_what_it_stands_under_or_does_not_say() {
        let script = "stands_under(actions[0].reference, actions[0].group)";
        assert_eq!(value(&["1.4"], script), "yes");
        assert_eq!(value(&["2.4"], script), "no");
        assert_eq!(value(&["4"], script), "unsaid");
    }

    #[test]
    fn gaps_come_with_the_item_after_the_first() {
        let told = "let told = []; for gap in gaps_in(actions, \"reference\") \
                    { told.push(`${gap.missing} before ${gap.after_gap}`); } join(told)";
        assert_eq!(value(&["1.1", "1.3", "2.1", "1.6"], told), "1.2, 1.4 and 1.5 before 1.3");
        assert_eq!(value(&["1.1", "1.2"], told), "");
    }

    #[test]
    fn references_are_told_briefly() {
        assert_eq!(value(&["1.1", "1.2", "1.3", "1.5"], "briefly(actions, \"reference\")"), "1.1 to 1.3 and 1.5");
    }
}
