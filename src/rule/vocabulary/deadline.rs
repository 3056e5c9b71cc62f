//! Deadlines with or without a time of day: met, missed, or past.

use rhai::Engine;

use super::super::node::{Outcome, ScriptNode};
use super::Described;
use super::dates::{Day, span_of};
use crate::calendar::{DaySpan, Deadline, Truth};

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "meets(done, due)",
        "Whether what was done at one moment was done by a deadline, which may name a time of day. Open where the minute decides and is not known.",
    ),
    (
        "is_over(due)",
        "Whether the day of a deadline lies before the day of the assessment. Open where it is no deadline.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("meets", |done: ScriptNode, due: ScriptNode| meets(&done, &due))
        .register_fn("is_over", |due: ScriptNode| is_over(&due));
}

/// Whether what was done at one moment was done by a deadline; a day without a time may be any
/// minute of it.
fn meets(done: &ScriptNode, due: &ScriptNode) -> Outcome<bool> {
    let deadline = deadline_of(due)?;
    let answer = match Deadline::parse(done.written()?) {
        Ok(moment) => deadline.met_by(&moment),
        Err(_) => deadline.met_within(span_of(done)?),
    };
    match answer {
        Truth::True => Ok(true),
        Truth::False => Ok(false),
        Truth::Unknown => {
            done.unknown(&format!("is \"{}\"; nobody can tell whether that was by {}", done.shown(), due.shown()))
        }
    }
}

/// Whether the day of a deadline lies before the day of the assessment.
fn is_over(due: &ScriptNode) -> Outcome<bool> {
    let (day, as_of) = (deadline_of(due)?.day(), due.context.around.as_of);
    due.context.compared_with_day(DaySpan::of_day(day));
    due.context.saw(due.at, day < as_of, || format!("is over on {}", Day(as_of).words()));
    Ok(day < as_of)
}

fn deadline_of(due: &ScriptNode) -> Outcome<Deadline> {
    let written = due.written()?;
    match Deadline::parse(written) {
        Ok(deadline) => Ok(deadline),
        Err(unreadable) => due.unknown(&format!("is \"{written}\", which is no deadline: {}", unreadable.reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    /// Asks of a submission against a deadline; the assessment is of 30 June 2016.
    fn ask(submitted: &str, due: &str, script: &str) -> Answer {
        let form = format!("kind: form\nid: f\ntitle: F\ndue: {due}\nsheets: []\n");
        let given =
            format!("kind: return\nid: r\ntitle: R\nform: f\norganisation: O\nsubmitted: {submitted}\nsheets: []\n");
        answer(&[&given, &form], &format!("let due = document(\"form\", node.form).due; {script}"))
    }

    #[track_caller]
    fn value(submitted: &str, due: &str, script: &str) -> String {
        ask(submitted, due, script).value()
    }

    #[track_caller]
    fn unknown(submitted: &str, due: &str) -> String {
        ask(submitted, due, "node.submitted.meets(due)").unknown()
    }

    #[test]
    fn the_minute_counts_where_it_is_known() {
        let meets = |submitted: &str| value(submitted, "midday on 27th November 2015", "node.submitted.meets(due)");
        assert_eq!(meets("27 November 2015, 12.00 noon"), "true");
        assert_eq!(meets("27 November 2015, 12:01"), "false");
        assert_eq!(meets("26 November 2015"), "true");
        assert_eq!(meets("28 November 2015"), "false");
        assert_eq!(meets("October 2015"), "true");
        assert_eq!(value("27 November 2015", "27 November 2015", "node.submitted.meets(due)"), "true");
    }

    #[test]
    fn what_cannot_be_told_is_unknown() {
        assert_eq!(
            unknown("27 November 2015", "midday on 27th November 2015"),
            "the time of submission is \"27 November 2015\"; nobody can tell whether that was by midday on 27th November 2015"
        );
        assert!(unknown("in good time", "27 November 2015").contains("which is no date"));
        assert!(unknown("27 November 2015", "as soon as possible").contains("which is no deadline"));
    }

    #[test]
    fn a_deadline_is_over_on_the_day_after_it() {
        let over = |due: &str| value("1 May 2016", due, "is_over(due)");
        assert_eq!(over("midday on 29 June 2016"), "true");
        assert_eq!(over("midday on 30 June 2016"), "false");
        assert_eq!(over("1 July 2016"), "false");
    }
}
