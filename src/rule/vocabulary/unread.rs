//! What stands in a field and cannot be read: an error of a workbook, a list where a text should be.
//!
//! It makes the subject open; with these words it does so beside what the rule says of the rest, and
//! hides none of that.

use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, Unknown};
use super::Described;
use super::reading::nodes_of;

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "is_readable(node, field)",
        "Whether a field holds nothing, or what its kind needs. Where it does not, as with the error of a workbook, the subject is open, beside all else that the rule says.",
    ),
    (
        "readable(list, field)",
        "The items whose field holds something that can be read. Each of which it cannot be read leaves the subject open, beside all else that the rule says; with `having` nothing else is said then.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("is_readable", |node: ScriptNode, field: &str| is_readable(&node, field));
    engine.register_fn("readable", |list: Dynamic, field: &str| {
        let mut kept = Array::new();
        for item in nodes_of(list)? {
            if is_readable(&item, field)? && item.has(field)? {
                kept.push(Dynamic::from(item));
            }
        }
        Ok::<Array, Box<rhai::EvalAltResult>>(kept)
    });
}

/// Whether a field can be read; where it cannot, the subject is left open.
pub(super) fn is_readable(node: &ScriptNode, field: &str) -> Outcome<bool> {
    match node.unreadable(field)? {
        Some(at) => {
            leave_open(&at)?;
            Ok(false)
        }
        None => Ok(true),
    }
}

/// Leaves the subject open at a node that cannot be read.
pub(super) fn leave_open(at: &ScriptNode) -> Outcome<()> {
    if let Some(fault) = at.member()?.fault_at(at.at.node) {
        at.context.leave_open(Unknown { at: at.at, message: fault.message.clone() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    const RETURN: &str = "kind: return\nid: r\ntitle: R\nform: f\norganisation: O\nsheets:\n  - number: 1\n    figures:\n      - id: a\n        values:\n          - { period: Q1, value: [1] }\n          - { period: Q2, value: 2 }\n          - { period: Q3 }\n";

    fn value(script: &str) -> String {
        match answer(&[RETURN], script) {
            Answer::Value(value) => value,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_can_be_read_is_kept_and_what_is_empty_is_not() {
        let kept = "let kept = node.sheets.items()[0].figures.items()[0].values.readable(\"value\");";
        assert_eq!(value(&format!("{kept} `${{kept.len()}}: ${{kept[0].value}}`")), "1: 2");
    }

    #[test]
    fn an_empty_field_is_readable_and_one_of_another_type_is_not() {
        let script = "let all = \"\"; for entry in node.sheets.items()[0].figures.items()[0].values { all += `${entry.is_readable(\"value\")} `; } all";
        assert_eq!(value(script), "false true true ");
    }
}
