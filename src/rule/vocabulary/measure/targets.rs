//! Targets and limits in a script's hands: what a printed change comes to, and in which readings.

use rhai::{Array, Dynamic, Engine, ImmutableString};

use super::super::super::node::{Outcome, ScriptNode, Unknown, broken};
use super::super::super::shared::Shared;
use super::super::Described;
use super::{BYTES_OF_A_NAME, answer, in_words, unreadable};
use crate::measure::{Band, Direction, Figure, Interval, NoReading, Of, Reading, Unit, fall_backs, keeps, readings};

/// A target that asks for less than the one before it.
struct FellBack {
    earlier: ScriptNode,
    later: ScriptNode,
}

/// What these words do.
pub(in super::super) const WORDS: Described = &[
    (
        "changes_of(measure, ranks)",
        "The bands and targets of a measure that ask for a change instead of naming a value.",
    ),
    (
        "changes_by_per_cent_of(measure, ranks)",
        "Those of them that ask for a change by per cent, which can be read as points or as a share.",
    ),
    ("asks_for_a_change(node)", "Whether a target or band asks for a change."),
    (
        "direction_asked_by(node)",
        "Which way is better by a target or band: \"higher is better\"; empty where it does not tell.",
    ),
    ("same_band(left, right)", "Whether two nodes print the same band, however it is written."),
    ("holds_target(node)", "Whether a node holds a target that can be counted with. Open where nobody can tell."),
    (
        "readings_of(node, baseline)",
        "What a target comes to from a baseline, a reading for each way in which it can be read.",
    ),
    ("reading.arithmetic", "How it was counted, in words for a message."),
    ("reading.is_possible", "Whether the result is on the scale of its unit: no share lies above 100%."),
    ("is_at_most(reading, limit)", "Whether what a reading allows keeps to a limit: \"yes\", \"no\" or \"unknown\"."),
    ("is_at_least(reading, limit)", "Whether what a reading allows reaches a limit: \"yes\", \"no\" or \"unknown\"."),
    (
        "fall_backs(targets, direction)",
        "The targets, in order of date, that ask for less than the one before them, each as fell back.",
    ),
    ("fell back.earlier", "The earlier target."),
    ("fell back.later", "The later one, which asks for less."),
];

pub(in super::super) fn register(engine: &mut Engine) {
    engine
        .register_fn("changes_of", |measure: ScriptNode, ranks: Array| changes_of(&measure, &ranks, is_change))
        .register_fn("changes_by_per_cent_of", |measure: ScriptNode, ranks: Array| {
            changes_of(&measure, &ranks, |band| is_change(band) && band.unit == Some(Unit::PerCent))
        })
        .register_fn("asks_for_a_change", |node: ScriptNode| {
            Ok::<_, Box<rhai::EvalAltResult>>(band(&node)?.is_some_and(|band| is_change(&band)))
        })
        .register_fn("direction_asked_by", |node: ScriptNode| {
            Ok::<_, Box<rhai::EvalAltResult>>(in_words(band(&node)?.and_then(|band| Direction::asked_by(&band))))
        })
        .register_fn("same_band", same_band)
        .register_fn("holds_target", |node: ScriptNode| Ok::<_, Box<rhai::EvalAltResult>>(band(&node)?.is_some()))
        .register_fn("readings_of", readings_of)
        .register_fn("fall_backs", falls_back);
    engine
        .register_type_with_name::<Shared<Reading>>("Reading")
        .register_get("arithmetic", |reading: &mut Shared<Reading>| ImmutableString::from(&reading.arithmetic))
        .register_get("is_possible", |reading: &mut Shared<Reading>| reading.is_possible)
        .register_fn("to_string", |reading: &mut Shared<Reading>| reading.show())
        .register_fn("is_at_most", |reading: Shared<Reading>, limit: Shared<Figure>| {
            answer(keeps(&reading.values, reading.unit.as_ref(), &Interval::up_to(limit.value), limit.unit.as_ref()))
        })
        .register_fn("is_at_least", |reading: Shared<Reading>, limit: Shared<Figure>| {
            answer(keeps(&reading.values, reading.unit.as_ref(), &Interval::at_least(limit.value), limit.unit.as_ref()))
        });
    engine
        .register_type_with_name::<Shared<FellBack>>("FellBack")
        .register_get("earlier", |fell: &mut Shared<FellBack>| fell.earlier.clone())
        .register_get("later", |fell: &mut Shared<FellBack>| fell.later.clone());
}

/// What a band or a target says; none for "n/a" and words, unknown for what may be a figure that
/// nobody can tell.
fn band(node: &ScriptNode) -> Outcome<Option<Band>> {
    match Band::read(node.written()?) {
        Err(why) if !why.why.is_absence() => unreadable(node, &why),
        read => Ok(read.ok()),
    }
}

fn is_change(band: &Band) -> bool {
    band.of != Of::Value
}

/// The bands, by the names of their fields, and the targets of a measure that ask for such a change.
fn changes_of(measure: &ScriptNode, ranks: &[Dynamic], is_wanted: impl Fn(&Band) -> bool) -> Outcome<Array> {
    let mut printed = Vec::new();
    if measure.has("bands")? {
        let bands = measure.field("bands")?;
        for rank in ranks {
            let Some(name) = rank.read_lock::<ImmutableString>() else { return broken("the names of bands are texts") };
            if bands.has(&name)? {
                printed.push(bands.field(&name)?);
            }
        }
    }
    if measure.has("targets")? {
        for target in measure.field("targets")?.items()? {
            printed.push(target.field("value")?);
        }
    }
    let mut asking = Array::new();
    for node in printed {
        if band(&node)?.is_some_and(|band| is_wanted(&band)) {
            asking.push(Dynamic::from(node));
        }
    }
    Ok(asking)
}

/// Whether two nodes print the same band, however it is written.
fn same_band(left: ScriptNode, right: ScriptNode) -> Outcome<bool> {
    let (left, right) = (left.written()?, right.written()?);
    Ok(left == right || Band::read(left).is_ok_and(|band| Band::read(right).is_ok_and(|other| other == band)))
}

/// What a target comes to from a baseline, in each way in which it can be read.
fn readings_of(node: ScriptNode, baseline: Shared<Figure>) -> Outcome<Array> {
    let target = Band::read(node.written()?).or_else(|why| unreadable(&node, &why))?;
    match readings(&baseline, &target) {
        Ok(found) => {
            let in_hand = |reading: Reading| {
                let beside = reading.arithmetic.len() + BYTES_OF_A_NAME;
                Dynamic::from(Shared::new(reading, beside))
            };
            Ok(found.into_iter().map(in_hand).collect())
        }
        Err(why) => {
            let says = match why {
                NoReading::NoAmount => "does not say by how much",
                NoReading::UnitsDiffer => "counts something else than the baseline does",
                NoReading::TooManyDigits => "has more digits than can be counted with exactly",
            };
            let message = format!("\"{}\" cannot be counted from {}: it {says}", node.written()?, *baseline);
            Unknown { at: node.at, message }.raise()
        }
    }
}

/// The targets of a list, in order of date, that ask for less than the one before them; a
/// direction in words is that of targets that name values, an empty one is that of the first step.
fn falls_back(targets: Array, direction: &str) -> Outcome<Array> {
    let directions = [Direction::HigherIsBetter, Direction::LowerIsBetter, Direction::Neither];
    let direction = directions.into_iter().find(|known| known.to_string() == direction);
    let mut nodes = Vec::new();
    let mut read = Vec::new();
    for target in targets {
        let Some(node) = target.try_cast::<ScriptNode>() else { return broken("a list of targets was expected") };
        read.push(band(&node.field("value")?)?);
        nodes.push(node);
    }
    let targets: Vec<Option<&Band>> = read.iter().map(Option::as_ref).collect();
    let fell = fall_backs(&targets, direction).into_iter().filter_map(|fell| {
        let (earlier, later) = (nodes.get(fell.earlier)?.clone(), nodes.get(fell.later)?.clone());
        Some(Dynamic::from(Shared::new(FellBack { earlier, later }, 0)))
    });
    Ok(fell.collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{unknown, value};

    const ALL: &str = "let all = \"\"; for reading in readings_of(measure.targets.items()[0].value, figure_of(measure.baseline, unit_of(measure))) { all += `${reading}: ${reading.arithmetic}, ${reading.is_possible}; `; } all";

    #[test]
    fn a_change_of_a_percentage_is_read_both_ways() {
        assert_eq!(
            value("unit: per cent, baseline: 16%, targets: [{ value: Percentage increase of 15% }]", ALL),
            "31%: 16% + 15 percentage points = 31%, true; 18.4%: 16% + 15% of 16% = 18.4%, true; "
        );
        assert_eq!(
            value("unit: weeks, baseline: 32.8 weeks, targets: [{ value: Percentage decrease of 30% }]", ALL),
            "22.96 weeks: 32.8 weeks - 30% of 32.8 weeks = 22.96 weeks, true; "
        );
        assert_eq!(
            value("unit: per cent, baseline: 90%, targets: [{ value: at least 105% }]", ALL),
            "at least 105%: at least 105%, false; "
        );
    }

    #[test]
    fn what_cannot_be_counted_is_unknown() {
        assert_eq!(
            unknown("baseline: 16%, targets: [{ value: n/a }]", ALL),
            "the value of the target of target without date cannot be counted with: \"n/a\" says that there is none"
        );
        assert_eq!(
            unknown("baseline: 16%, targets: [{ value: increase }]", ALL),
            "\"increase\" cannot be counted from 16%: it does not say by how much"
        );
    }

    #[test]
    fn a_limit_is_kept_or_broken() {
        let asked = |side: &str| {
            let script = format!(
                "let limit = figure_of(measure.limit.at_most, unit_of(measure)); readings_of(measure.targets.items()[0].value, figure_of(measure.baseline, unit_of(measure)))[0].{side}(limit)"
            );
            move |target: &str| {
                value(
                    &format!(
                        "unit: weeks, baseline: 32.8 weeks, limit: {{ at_most: 20 weeks, source: S }}, targets: [{{ value: {target} }}]"
                    ),
                    &script,
                )
            }
        };
        let at_most = asked("is_at_most");
        assert_eq!(at_most("Percentage decrease of 30%"), "no");
        assert_eq!(at_most("Percentage decrease of 40%"), "yes");
        assert_eq!(at_most("at least 30% reduction"), "unknown");
        assert_eq!(asked("is_at_least")("Percentage decrease of 30%"), "yes");
    }

    #[test]
    fn targets_that_fall_back_are_pairs() {
        let script = "let all = \"\"; for fell in fall_backs(measure.targets.items(), \"\") { all += `${fell.earlier.value} > ${fell.later.value}; `; } all";
        let targets = |values: [&str; 3]| values.map(|value| format!("{{ value: {value} }}")).join(", ");
        let told = |values| value(&format!("targets: [{}]", targets(values)), script);
        assert_eq!(
            told(["increase of 15%", "increase of 40%", "increase of 30%"]),
            "increase of 40% > increase of 30%; "
        );
        assert_eq!(told(["increase of 15%", "n/a", "increase of 30%"]), "");
        assert_eq!(
            unknown(&format!("targets: [{}]", targets(["increase of 15%", "about 30%", "increase of 40%"])), script),
            "the value of the target of target without date cannot be counted with: \"about 30%\" is only roughly known"
        );
    }

    #[test]
    fn what_a_target_asks_for_is_told() {
        let told = |target: &str| {
            value(
                &format!("targets: [{{ value: {target} }}]"),
                "let target = measure.targets.items()[0].value; `${asks_for_a_change(target)}, ${changes_by_per_cent_of(measure, []).len()}, ${direction_asked_by(target)}, ${holds_target(target)}`",
            )
        };
        assert_eq!(told("Percentage increase of 15%"), "true, 1, higher is better, true");
        assert_eq!(told("reduction of 10"), "true, 0, lower is better, true");
        assert_eq!(told("\"> 45 people\""), "false, 0, higher is better, true");
        assert_eq!(told("n/a"), "false, 0, , false");
    }
}
