//! Parts and their whole in a script's hands: do they add up, and if not, by how much.

use rhai::{Array, Dynamic, Engine, INT};
use rust_decimal::Decimal;

use super::super::super::node::{Outcome, ScriptNode, Unknown, broken};
use super::super::super::shared::Shared;
use super::super::Described;
use super::{CountedIn, figure_of};
use crate::measure::{Adding, Figure, NotSummed, Sum, Unit, sum};

/// A sum held against its whole.
struct Summed {
    sum: Sum,
    parts: Vec<ScriptNode>,
}

/// What these words do.
pub(in super::super) const WORDS: Described = &[
    (
        "sum_of(parts, whole[, unit])",
        "The figures of some nodes added up, held against a whole. Open where a part holds no figure, or counts something else.",
    ),
    ("sum_of_shares(parts)", "The same for shares in per cent, against 100."),
    ("sum.arithmetic", "The sum in words for a message."),
    ("sum.without", "The one part without which the sum agrees; a list of one, or empty."),
    (
        "agrees(sum, tolerance)",
        "Whether the sum differs from the whole by no more than a tolerance, in the unit of the figures.",
    ),
    ("added(parts)", "The figures of some nodes with what they come to, in words."),
    (
        "lies_among(whole, parts, unit)",
        "Whether a figure is not below the lowest and not above the highest of some others.",
    ),
    (
        "why_not_added(name, unit)",
        "Why the figures of a row do not add up over time, in words; empty if they do. Open where neither the name nor the unit tells.",
    ),
];

pub(in super::super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<Summed>>("Sum")
        .register_fn("sum_of", |parts: Dynamic, whole: ScriptNode, unit: Shared<CountedIn>| {
            let whole = figure_of(&whole, &unit)?;
            sum_of(parts, &whole, &unit).map(in_hand)
        })
        .register_fn("sum_of_shares", |parts: Dynamic| {
            let unit = Some(Unit::PerCent);
            sum_of(parts, &Figure { value: Decimal::ONE_HUNDRED, unit: unit.clone() }, &CountedIn(unit)).map(in_hand)
        })
        .register_fn("sum_of", |parts: Dynamic, whole: ScriptNode| {
            let as_printed = CountedIn(None);
            let whole = figure_of(&whole, &as_printed)?;
            sum_of(parts, &whole, &as_printed).map(in_hand)
        })
        .register_fn("added", added)
        .register_get("arithmetic", |summed: &mut Shared<Summed>| summed.sum.arithmetic.clone())
        .register_get("without", |summed: &mut Shared<Summed>| without(summed))
        .register_fn("agrees", |summed: &mut Shared<Summed>, tolerance: Decimal| summed.sum.agrees(tolerance))
        .register_fn("agrees", |summed: &mut Shared<Summed>, tolerance: INT| {
            summed.sum.agrees(Decimal::from(tolerance))
        })
        .register_fn("lies_among", lies_among)
        .register_fn("why_not_added", why_not_added);
}

fn in_hand(summed: Summed) -> Shared<Summed> {
    let beside = size_of_val(summed.parts.as_slice()) + summed.sum.arithmetic.len();
    Shared::new(summed, beside)
}

/// Adds up the figures of some nodes and holds them against their whole; a part that holds no
/// figure is unknown.
fn sum_of(parts: Dynamic, whole: &Figure, unit: &CountedIn) -> Outcome<Summed> {
    let parts = nodes(parts)?;
    let figures: Vec<Figure> = parts.iter().map(|part| figure_of(part, unit)).collect::<Outcome<_>>()?;
    let not_summed = match sum(&figures, whole) {
        Ok(sum) => return Ok(Summed { sum, parts }),
        Err(not_summed) => not_summed,
    };
    let (part, what) = match not_summed {
        NotSummed::UnitsDiffer(part) => (part, "counts something else than the whole"),
        NotSummed::TooManyDigits => (0, "is a part of a sum with more digits than can be counted with exactly"),
    };
    match parts.get(part) {
        Some(node) => Unknown { at: node.at, message: format!("\"{}\" {what}", node.written()?) }.raise(),
        None => broken("a sum needs parts"),
    }
}

/// The figures of some nodes with what they come to, where nothing says what they should.
fn added(parts: Array) -> Outcome<String> {
    let as_printed = CountedIn(None);
    let first = nodes(parts.clone().into())?.first().map(|first| figure_of(first, &as_printed));
    let unit = first.transpose()?.and_then(|first| first.unit);
    Ok(sum_of(parts.into(), &Figure { value: Decimal::ZERO, unit }, &as_printed)?.sum.arithmetic)
}

fn nodes(parts: Dynamic) -> Outcome<Vec<ScriptNode>> {
    if let Some(list) = parts.read_lock::<ScriptNode>() {
        return list.items();
    }
    let items = parts.into_array().unwrap_or_default();
    match items.into_iter().map(Dynamic::try_cast::<ScriptNode>).collect::<Option<Vec<_>>>() {
        Some(nodes) => Ok(nodes),
        None => broken("a list of nodes was expected"),
    }
}

/// Whether the figure of a node is not below the lowest and not above the highest of some others.
fn lies_among(whole: ScriptNode, parts: Dynamic, unit: Shared<CountedIn>) -> Outcome<bool> {
    let whole = figure_of(&whole, &unit)?.value;
    let others: Vec<Figure> = nodes(parts)?.iter().map(|part| figure_of(part, &unit)).collect::<Outcome<_>>()?;
    Ok(others.iter().any(|other| other.value <= whole) && others.iter().any(|other| other.value >= whole))
}

/// The one part without which the sum agrees, as a list.
fn without(summed: &Summed) -> Array {
    let part = summed.sum.without.and_then(|position| summed.parts.get(position));
    part.into_iter().map(|node| Dynamic::from(node.clone())).collect()
}

/// Why the figures of a row do not add up over time, in words; empty if they do. Where neither
/// the name nor the unit tells, it is unknown.
fn why_not_added(name: ScriptNode, unit: Shared<CountedIn>) -> Outcome<&'static str> {
    Ok(match Adding::told_by(name.written()?, unit.0.as_ref()) {
        Adding::AddsUp => "",
        Adding::Rate => "percentages and rates do not add up",
        Adding::Average => "averages do not add up",
        Adding::Extreme => "the longest and the shortest do not add up",
        Adding::Stock => "what there is at a moment does not add up over time",
        Adding::Cumulative => "each figure holds the earlier ones already",
        Adding::Unknown => {
            let message = format!(
                "nobody says whether \"{}\" counts what happened, which adds up, or is a rate or an average, which does not",
                name.written()?
            );
            return Unknown { at: name.at, message }.raise();
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{Answer, answer};

    fn ask(row: &str, script: &str) -> Answer {
        let statement = format!(
            "kind: statement-of-action\nid: s\ntitle: S\nareas:\n  - reference: A\n    title: T\n    datasets:\n      - title: D\n        rows:\n          - {{ {row} }}\n"
        );
        let found = "let row = node.areas.items()[0].datasets.items()[0].rows.items()[0]; let unit = unit_of(row); ";
        answer(&[&statement], &format!("{found}{script}"))
    }

    #[track_caller]
    fn value(row: &str, script: &str) -> String {
        ask(row, script).value()
    }

    #[track_caller]
    fn unknown(row: &str, script: &str) -> String {
        ask(row, script).unknown()
    }

    const MONTHS: &str = "let quarter = row.quarters.items()[0]; let sum = sum_of(quarter.months, quarter.value, unit); let late = \"\"; for part in sum.without { late += ` without ${part}`; } `${sum.arithmetic}: ${sum.agrees(0)}${late}`";

    #[test]
    fn months_are_held_against_their_quarter() {
        let row = |value: &str, months: &str| {
            format!("label: L, unit: number, quarters: [{{ quarter: Q4, value: {value}, months: [{months}] }}]")
        };
        assert_eq!(value(&row("41", "9, 15, 17"), MONTHS), "9 + 15 + 17 = 41: true");
        assert_eq!(value(&row("34", "23, 11, 13"), MONTHS), "23 + 11 + 13 = 47: false without 13");
        assert_eq!(
            unknown(&row("41", "9, n/a, 17"), MONTHS),
            "the figure of the month of Q4 cannot be counted with: \"n/a\" says that there is none"
        );
        assert_eq!(
            unknown(&row("41", "9, 15%, 17"), MONTHS),
            "the figure of the month of Q4 is \"15%\", and the measure counts number"
        );
    }

    #[test]
    fn figures_are_added_where_no_whole_is_printed() {
        let script = "let parts = []; for quarter in row.quarters { parts.push(quarter.value); } added(parts)";
        let row = "label: L, quarters: [{ quarter: Q1, value: \"£10,000\" }, { quarter: Q2, value: \"£2000\" }]";
        assert_eq!(value(row, script), "£10,000 + £2,000 = £12,000");
    }

    #[test]
    fn a_rate_lies_among_others_or_outside() {
        let script = "let quarter = row.quarters.items()[0]; lies_among(quarter.value, quarter.months, unit)";
        let told = |rate: &str| {
            value(
                &format!(
                    "label: L, unit: per cent, quarters: [{{ quarter: Q4, value: {rate}, months: [8%, 7%, 21%] }}]"
                ),
                script,
            )
        };
        assert_eq!([told("6%"), told("7%"), told("21%"), told("22%")], ["false", "true", "true", "false"]);
    }

    #[test]
    fn shares_are_held_against_a_hundred() {
        let script = "let parts = []; for quarter in row.quarters { parts.push(quarter.value); } let sum = sum_of_shares(parts); `${sum.arithmetic}: ${sum.agrees(0)}, ${sum.agrees(1)}`";
        let row = |first: &str| {
            format!("label: L, quarters: [{{ quarter: Q1, value: {first} }}, {{ quarter: Q2, value: 9% }}]")
        };
        assert_eq!(value(&row("91%"), script), "91% + 9% = 100%: true, true");
        assert_eq!(value(&row("90%"), script), "90% + 9% = 99%: false, true");
    }

    #[test]
    fn rates_and_averages_are_not_added() {
        let told = |row: &str| value(row, "why_not_added(row.label, unit)");
        assert_eq!(told("label: No of incidents"), "");
        assert_eq!(told("label: DNA RATE % ADHD"), "percentages and rates do not add up");
        assert_eq!(told("label: \"Average waiting time: ADHD\", unit: weeks"), "averages do not add up");
        assert!(unknown("label: ASD", "why_not_added(row.label, unit)").contains("nobody says whether \"ASD\""));
    }
}
