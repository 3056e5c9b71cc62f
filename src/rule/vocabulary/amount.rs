//! Amounts as printed, compared as amounts: £23,891,000 is 23891000.

use rhai::{Dynamic, Engine, INT};
use rust_decimal::Decimal;

use super::super::node::{Outcome, ScriptNode, broken};
use super::Described;
use crate::measure::Figure;

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "amount_of(node)",
        "The amount that a node prints, as a decimal without its unit: \"£1,490\" is 1490. Open where there is none, or one that is only roughly known.",
    ),
    (
        "uncounted(node)",
        "Why the amount that a node prints cannot be compared with others, as a clause; empty if it can.",
    ),
    ("is_below(left, right)", "Whether one amount is less than another, however many digits they have."),
    ("is_above(left, right)", "Whether one amount is more than another, however many digits they have."),
    (
        "same_amount(left, right)",
        "Whether two nodes hold the same amount, however written; a unit that only one of them prints makes no difference.",
    ),
    (
        "differs_by_more(value, base, share)",
        "Whether a figure differs from another by more than so many per cent of that.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("amount_of", |node: ScriptNode| figure(&node).map(|figure| Dynamic::from_decimal(figure.value)))
        .register_fn("uncounted", |node: ScriptNode| uncounted(&node))
        .register_fn("is_below", |node: ScriptNode, limit: ScriptNode| is_below(&node, &limit))
        .register_fn("is_above", |node: ScriptNode, limit: ScriptNode| is_below(&limit, &node))
        .register_fn("same_amount", |left: ScriptNode, right: ScriptNode| same_amount(&left, &right))
        .register_fn("differs_by_more", |value: ScriptNode, base: ScriptNode, share: Decimal| {
            differs_by_more(&value, &base, share)
        })
        .register_fn("differs_by_more", |value: ScriptNode, base: ScriptNode, share: INT| {
            differs_by_more(&value, &base, Decimal::from(share))
        });
}

/// The figure that a node holds.
fn figure(node: &ScriptNode) -> Outcome<Figure> {
    let written = node.written()?;
    Figure::read(written).or_else(|why| node.unknown(&format!("cannot be counted with: {why}")))
}

/// Why a node's amount cannot be compared with others, as a clause; empty if it can.
fn uncounted(node: &ScriptNode) -> Outcome<String> {
    Ok(Figure::value_to_compare(node.written()?).err().map(|why| why.to_string()).unwrap_or_default())
}

/// Whether one amount is less than another, however many digits they have.
fn is_below(node: &ScriptNode, other: &ScriptNode) -> Outcome<bool> {
    Ok(value_to_compare(node)? < value_to_compare(other)?)
}

fn value_to_compare(node: &ScriptNode) -> Outcome<Decimal> {
    let written = node.written()?;
    Figure::value_to_compare(written).or_else(|why| node.unknown(&format!("cannot be counted with: {why}")))
}

/// Whether two nodes hold the same amount, however written; a unit that only one of them prints
/// makes no difference.
pub(super) fn same_amount(left: &ScriptNode, right: &ScriptNode) -> Outcome<bool> {
    if left.written()? == right.written()? {
        return Ok(true);
    }
    let (left, right) = (figure(left)?, figure(right)?);
    let value = right.value;
    Ok(right.counting(left.unit.as_ref()).is_some() && left.value == value)
}

/// Whether a figure differs from the one it is held against by more than so many per cent of it.
fn differs_by_more(value: &ScriptNode, base: &ScriptNode, share: Decimal) -> Outcome<bool> {
    let (value, base) = (figure(value)?.value, figure(base)?.value);
    // Figures have nine digits before the point and four after it; a policy may write any number.
    match base.abs().checked_mul(share) {
        Some(limit) => Ok((value - base).abs() * Decimal::ONE_HUNDRED > limit),
        None => broken(format!("a share of {share} per cent is too large to count with")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    fn ask(one: &str, other: &str, script: &str) -> Answer {
        let given = format!(
            "kind: return\nid: r\ntitle: R\nform: f\norganisation: O\nsheets:\n  - number: 1\n    figures: [{{ id: x, values: [{{ period: Q1, value: {one} }}, {{ period: Q2, value: {other} }}] }}]\n"
        );
        let found = "let values = node.sheets.items()[0].figures.items()[0].values.items(); let one = values[0].value; let other = values[1].value; ";
        answer(&[&given], &format!("{found}{script}"))
    }

    #[track_caller]
    fn value(one: &str, other: &str, script: &str) -> String {
        ask(one, other, script).value()
    }

    #[test]
    fn amounts_are_the_same_however_they_are_written() {
        let same = |one: &str, other: &str| value(one, other, "same_amount(one, other)");
        assert_eq!(same("\"£23,891,000\"", "23891000"), "true");
        assert_eq!(same("\"£23,891,000\"", "\"£23,891,001\""), "false");
        assert_eq!(same("\"10,303\"", "10303.0"), "true");
        assert_eq!(same("5%", "5 weeks"), "false");
        assert_eq!(same("n/a", "n/a"), "true");
    }

    #[test]
    fn a_difference_is_held_against_a_share_of_the_base() {
        let more = |one: &str, other: &str| value(one, other, "differs_by_more(one, other, 5.0)");
        assert_eq!(more("105", "100"), "false");
        assert_eq!(more("\"105.01\"", "100"), "true");
        assert_eq!(more("\"£94.99\"", "\"£100\""), "true");
        assert_eq!(more("95", "100"), "false");
        assert_eq!(more("0", "0"), "false");
        assert_eq!(more("\"0.01\"", "0"), "true");
        assert_eq!(value("105", "100", "differs_by_more(one, other, 4)"), "true");
    }

    #[test]
    fn amounts_with_many_digits_are_compared() {
        let below = |one: &str, other: &str| value(one, other, "`${is_below(one, other)} ${is_above(one, other)}`");
        assert_eq!(below("\"£99,999,999,999\"", "100000000"), "false true");
        assert_eq!(below("\"-£99,999,999,999\"", "0"), "true false");
        assert_eq!(below("\"10.12345\"", "\"10.1234\""), "false true");
        assert_eq!(below(&format!("\"{}\"", "9".repeat(40)), "\"£99,999,999,999\""), "false true");
        assert_eq!(below("\"£5\"", "5"), "false false");
        let why = |one: &str| value(one, "6", "uncounted(one)");
        assert_eq!(why("\"£99,999,999,999\""), "");
        assert_eq!(why("lots"), "\"lots\" holds no figure");
        assert_eq!(why("99999999999 or 5"), "\"99999999999 or 5\" has more digits than can be counted with exactly");
        assert!(matches!(ask("lots", "6", "is_below(one, other)"), Answer::Unknown(_)));
    }

    #[test]
    fn what_is_no_amount_is_unknown() {
        assert_eq!(
            ask("about 5", "6", "amount_of(one) + 1").unknown(),
            "the value of the figure for Q1 of row x cannot be counted with: \"about 5\" is only roughly known"
        );
        assert_eq!(value("\"£1,490\"", "6", "amount_of(one) + 1"), "1491");
    }
}
