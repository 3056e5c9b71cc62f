//! The test of rules as JUnit XML: a suite for each rule, a case for each case.

use maud::{Markup, html};

use crate::cases::{Tested, TestedCase, TestedRule, Verdict};
use crate::problem::Problem;

/// The test as JUnit XML. A rule without cases is a failure of its own, one that
/// could not be tested an error.
pub fn told(tested: &Tested) -> String {
    let (holds, wrong, to_do) = tested.counts();
    let bare = tested.rules.iter().filter(|rule| rule.cases.is_empty()).count();
    let untested = tested.untested.len();
    let page = html! {
        testsuites name="quorate rules test" tests=(holds + wrong + to_do + bare + untested) failures=(wrong + bare) errors=(untested) skipped=(to_do) {
            @for rule in &tested.rules {
                testsuite name=(rule.rule) tests=(rule.cases.len().max(1)) {
                    @for case in &rule.cases { (one(rule, case)) }
                    @if rule.cases.is_empty() {
                        testcase classname=(rule.rule) name="cases" { failure message="there is no case" {} }
                    }
                }
            }
            @for rule in &tested.untested {
                testsuite name=(rule.rule) tests="1" {
                    testcase classname=(rule.rule) name="it loads" {
                        error message=(rule.problems.iter().map(Problem::headline).collect::<Vec<_>>().join("; ")) {}
                    }
                }
            }
        }
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", page.into_string())
}

fn one(rule: &TestedRule, case: &TestedCase) -> Markup {
    html! {
        testcase classname=(rule.rule) name=(case.title) file=(rule.path) line=(case.line) {
            @match &case.verdict {
                Verdict::Holds(_) => {},
                Verdict::ToDo(what) => { skipped message=(what) {} },
                Verdict::CannotRun(why) => { failure message=(why) {} },
                Verdict::Differs(_, ran) => {
                    failure message=(ran.differences.join("; ")) {
                        @for found in &ran.found { (found.told()) "\n" }
                    }
                },
            }
        }
    }
}
