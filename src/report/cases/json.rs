//! The test of rules as JSON.

use serde_json::{Value, json};

use crate::cases::{Coverage, Tested, TestedCase, Verdict};

/// The test as JSON: `rules` with their `cases`, those that are `untested` with what is wrong with
/// their files, and the `counts`.
pub fn told(tested: &Tested) -> Value {
    let (holds, wrong, to_do) = tested.counts();
    let rules = tested.rules.iter().map(|rule| {
        let mut told = json!({
            "rule": rule.rule,
            "path": rule.path,
            "cases": rule.cases.iter().map(case).collect::<Vec<_>>(),
            "lacks": rule.lacks,
        });
        if let (Some(coverage), Some(told)) = (&rule.coverage, told.as_object_mut()) {
            told.insert("coverage".to_owned(), reached(coverage));
        }
        told
    });
    let untested = tested.untested.iter().map(|rule| {
        let problems = rule
            .problems
            .iter()
            .map(|problem| json!({ "file": problem.file(), "says": problem.headline(), "way_out": problem.way_out() }));
        json!({ "rule": rule.rule, "problems": problems.collect::<Vec<_>>() })
    });
    json!({
        "rules": rules.collect::<Vec<_>>(),
        "untested": untested.collect::<Vec<_>>(),
        "counts": { "as_expected": holds, "not_as_expected": wrong, "to_be_done": to_do },
    })
}

fn case(case: &TestedCase) -> Value {
    let mut told = json!({ "case": case.title, "line": case.line });
    let more = match &case.verdict {
        Verdict::Holds(_) => json!({ "verdict": "as expected" }),
        Verdict::ToDo(what) => json!({ "verdict": "to be done", "what": what }),
        Verdict::CannotRun(why) => json!({ "verdict": "cannot be run", "why": why }),
        Verdict::Differs(expected, ran) => json!({
            "verdict": "not as expected",
            "expected": expected.iter().map(|one| json!({
                "outcome": one.outcome, "of": one.of, "at": one.at, "says": one.says,
            })).collect::<Vec<_>>(),
            "got": ran.found.iter().map(|one| json!({
                "outcome": one.outcome, "of": one.of, "at": one.at, "message": one.message, "reads": one.reads,
            })).collect::<Vec<_>>(),
            "differences": ran.differences,
        }),
    };
    if let (Some(told), Value::Object(more)) = (told.as_object_mut(), more) {
        told.extend(more);
    }
    told
}

fn reached(coverage: &Coverage) -> Value {
    let (lines, lines_reached) = coverage.line_counts();
    let (ways, ways_taken) = coverage.branch_counts();
    let gaps = coverage.gaps().into_iter().map(|(line, gap)| json!({ "line": line, "gap": gap }));
    json!({
        "path": coverage.path,
        "lines": lines, "lines_reached": lines_reached,
        "ways": ways, "ways_taken": ways_taken,
        "gaps": gaps.collect::<Vec<_>>(),
    })
}
