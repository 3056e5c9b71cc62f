//! Lengths of time that clauses state: "10 working days", "3 years".

use rhai::{Dynamic, Engine, ImmutableString};

use super::super::node::{Outcome, ScriptNode, broken};
use super::Described;
use super::dates::{Day, day_of};
use crate::calendar::Period;

/// What these words do.
pub(super) const WORDS: Described = &[(
    "last_day(start, period)",
    "The last day of a length of time that begins after a start. The length is a node or a text: \"10 working days\", \"3 years\". Open where a node holds none.",
)];

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("last_day", |start: ScriptNode, period: Dynamic| last_day(&start, &period));
}

/// The last day of a period that begins after a start: of a field of a document, or of a text that
/// a policy sets.
fn last_day(start: &ScriptNode, period: &Dynamic) -> Outcome<Day> {
    let length = match (period.read_lock::<ScriptNode>(), period.read_lock::<ImmutableString>()) {
        (Some(node), _) => match Period::parse(node.written()?) {
            Some(length) => length,
            None => return node.unknown(&format!("is \"{}\", which is no length of time", node.shown())),
        },
        (None, Some(text)) => match Period::parse(&text) {
            Some(length) => length,
            None => return broken(format!("\"{}\" is no length of time; write for instance 10 working days", *text)),
        },
        (None, None) => return broken("a length of time is a field or a text"),
    };
    match length.last_day(day_of(start)?) {
        Ok(day) => Ok(Day(day)),
        Err(fault) => {
            start.unknown(&format!("is \"{}\", from which nobody can count {length}: {fault}", start.shown()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    fn ask(within: &str, script: &str) -> Answer {
        let chain =
            format!("kind: escalation-chain\nid: c\ntitle: C\nlimit: {within}\nroles: [{{ role: R }}]\nposts: []\n");
        let meeting = "kind: meeting\nid: m\nbody: B\ndate: 2015-12-18\nitems: []\n";
        answer(&[&chain, meeting], &format!("let start = documents(\"meeting\", node)[0].date; {script}"))
    }

    #[track_caller]
    fn value(within: &str, script: &str) -> String {
        ask(within, script).value()
    }

    #[test]
    fn a_field_and_a_text_of_a_policy_are_counted_alike() {
        assert_eq!(value("10 working days", "start.last_day(node.limit)"), "6 January 2016");
        assert_eq!(value("x", "start.last_day(\"3 years\")"), "18 December 2018");
        assert_eq!(value("1 day", "start.before(start.last_day(node.limit))"), "true");
    }

    #[test]
    fn a_field_that_is_no_length_is_unknown_and_a_text_is_a_fault_of_the_policy() {
        ask("soon", "start.last_day(node.limit)").assert_unknown("is \"soon\", which is no length of time");
        ask("x", "start.last_day(\"soon\")").assert_broken("no length of time");
    }
}
