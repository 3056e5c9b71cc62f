//! Figures as printed: units, values, directions; the bands, targets and sums made of them.

pub(super) mod bands;
pub(super) mod sums;
pub(super) mod targets;

use rhai::{Engine, ImmutableString};

use super::super::node::{Outcome, ScriptNode, Unknown};
use super::super::shared::Shared;
use super::Described;
use crate::calendar::Truth;
use crate::measure::{Direction, Figure, Unit, Unreadable};

/// What the figures of a measure count, as far as it says so.
#[derive(Clone)]
struct CountedIn(Option<Unit>);

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "unit_of(measure)",
        "The unit that a measure names in its field `unit`: per cent, weeks, working days, pounds and others; none where it names none.",
    ),
    (
        "figure_of(node, unit)",
        "The figure that a node holds, in the unit of its measure. Open where it is not one figure (\"n/a\", \"about 45\"), or counts something else.",
    ),
    (
        "holds_figure(node)",
        "Whether a node holds a figure; \"n/a\", \"tbc\" and words are none. Open where nobody can tell.",
    ),
    (
        "direction_of(node)",
        "Which way is better, as printed: \"higher is better\", \"lower is better\"; empty where it does not say.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<CountedIn>>("Unit")
        .register_type_with_name::<Shared<Figure>>("Figure")
        .register_fn("to_string", |unit: &mut Shared<CountedIn>| unit.0.as_ref().map_or("", Unit::name).to_owned())
        .register_fn("to_string", |figure: &mut Shared<Figure>| figure.to_string())
        .register_fn("unit_of", |measure: ScriptNode| unit_of(measure).map(counted_in))
        .register_fn("figure_of", |node: ScriptNode, unit: Shared<CountedIn>| {
            figure_of(&node, &unit).map(|figure| Shared::new(figure, BYTES_OF_A_NAME))
        })
        .register_fn("holds_figure", holds_figure)
        .register_fn("direction_of", direction_of);
}

/// What the name of a unit takes beside its value, at most as a rule.
const BYTES_OF_A_NAME: usize = 64;

/// A unit for a script.
fn counted_in(unit: CountedIn) -> Shared<CountedIn> {
    Shared::new(unit, BYTES_OF_A_NAME)
}

/// The unit that a measure names in its field `unit`; one that names none, or "other", has none.
fn unit_of(measure: ScriptNode) -> Outcome<CountedIn> {
    let named = measure.has("unit")?;
    Ok(CountedIn(if named { Unit::named(measure.field("unit")?.written()?) } else { None }))
}

/// The figure that a node holds, in the unit of its measure; what is not one figure is unknown.
fn figure_of(node: &ScriptNode, unit: &CountedIn) -> Outcome<Figure> {
    let written = node.written()?;
    let figure = Figure::read(written).or_else(|why| unreadable(node, &why))?;
    match figure.counting(unit.0.as_ref()) {
        Some(figure) => Ok(figure),
        None => other_unit(node, unit),
    }
}

/// Whether a node holds a figure: "n/a", "tbc" and words do not; what may hold one that nobody
/// can tell is unknown.
fn holds_figure(node: ScriptNode) -> Outcome<bool> {
    match Figure::read(node.written()?) {
        Ok(_) => Ok(true),
        Err(why) if why.why.is_absence() => Ok(false),
        Err(why) => unreadable(&node, &why),
    }
}

/// Which way is better, as a node prints it: `higher is better`; empty where it does not say.
fn direction_of(node: ScriptNode) -> Outcome<ImmutableString> {
    Ok(in_words(Direction::read(node.written()?)))
}

fn in_words(direction: Option<Direction>) -> ImmutableString {
    direction.map(|direction| direction.to_string()).unwrap_or_default().into()
}

/// Raises that a text gives no figure.
fn unreadable<T>(node: &ScriptNode, why: &Unreadable) -> Outcome<T> {
    Unknown { at: node.at, message: format!("{} cannot be counted with: {why}", node.label()?) }.raise()
}

/// Raises that a figure counts something else than its measure.
fn other_unit<T>(node: &ScriptNode, unit: &CountedIn) -> Outcome<T> {
    let named = unit.0.as_ref().map_or("", Unit::name);
    let message = format!("{} is \"{}\", and the measure counts {named}", node.label()?, node.written()?);
    Unknown { at: node.at, message }.raise()
}

/// A three-valued answer as scripts compare it: `yes`, `no`, `unknown`.
fn answer(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    pub(super) fn ask(measure: &str, script: &str) -> Answer {
        let plan = format!(
            "kind: improvement-plan\nid: p\ntitle: P\naccountable_body: Board\nrecommendations:\n  - reference: \"1\"\n    text: T\n    measures:\n      - {{ text: M, {measure} }}\n"
        );
        answer(&[&plan], &format!("let measure = node.recommendations.items()[0].measures.items()[0]; {script}"))
    }

    #[track_caller]
    pub(super) fn value(measure: &str, script: &str) -> String {
        ask(measure, script).value()
    }

    #[track_caller]
    pub(super) fn unknown(measure: &str, script: &str) -> String {
        ask(measure, script).unknown()
    }

    const LATEST: &str = "figure_of(measure.latest, unit_of(measure))";

    #[test]
    fn figures_take_the_unit_of_their_measure() {
        assert_eq!(value("unit: per cent, latest: 84", LATEST), "84%");
        assert_eq!(value("unit: weeks, latest: 13weeks", LATEST), "13 weeks");
        assert_eq!(value("latest: \"1,916\"", LATEST), "1,916");
        assert_eq!(value("unit: other, latest: 5 people", LATEST), "5 people");
        assert_eq!(value("unit: working days, text_: x", "`${unit_of(measure)}`"), "working days");
    }

    #[test]
    fn what_is_no_figure_is_unknown_with_the_reason() {
        assert_eq!(
            unknown("unit: per cent, latest: n/a", LATEST),
            "the latest value of measure \"M\" cannot be counted with: \"n/a\" says that there is none"
        );
        assert_eq!(
            unknown("unit: weeks, latest: 84%", LATEST),
            "the latest value of measure \"M\" is \"84%\", and the measure counts weeks"
        );
        assert_eq!(unknown("unit: weeks", LATEST), "no latest value is recorded for measure \"M\"");
    }

    #[test]
    fn whether_there_is_a_figure_is_known_or_unknown() {
        let holds = "holds_figure(measure.baseline)";
        assert_eq!(value("baseline: 32.8 weeks", holds), "true");
        assert_eq!(value("baseline: n/a", holds), "false");
        assert_eq!(value("baseline: Evidence of variation", holds), "false");
        assert_eq!(
            unknown("baseline: about 45", holds),
            "the baseline of measure \"M\" cannot be counted with: \"about 45\" is only roughly known"
        );
    }

    #[test]
    fn directions_are_words_or_nothing() {
        assert_eq!(value("direction: High is good", "direction_of(measure.direction)"), "higher is better");
        assert_eq!(value("direction: Significant number", "direction_of(measure.direction)"), "");
    }
}
