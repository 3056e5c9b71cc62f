//! JUnit XML, for the test pages of CI: a suite for each rule, a case for each finding.
//!
//! A case fails if the gate would; what is less severe than the gate asks for is a skipped case
//! that says what was found, so that a page of tests is red exactly when the run is.

use std::collections::BTreeMap;
use std::io;

use maud::{Markup, html};

use super::{Report, ToldFinding};
use crate::assess::Outcome;

/// What becomes of a finding among tests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Passed,
    Failed,
    Skipped,
    Error,
}

/// Writes the report.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<ToldFinding<'_>>> = BTreeMap::new();
    for finding in &report.findings {
        suites.entry(&finding.rule).or_default().push(report.tell(finding));
    }
    let all = Count::of(report, suites.values().flatten());
    let page = html! {
        testsuites name="quorate" tests=(all.tests) failures=(all.failures) errors=(all.errors) skipped=(all.skipped) {
            @for (rule, found) in &suites {
                @let count = Count::of(report, found.iter());
                testsuite name=(rule) tests=(count.tests) failures=(count.failures) errors=(count.errors) skipped=(count.skipped) {
                    @for told in found { (case(report, told)) }
                }
            }
            @if report.notices().next().is_some() {
                testsuite name="noticed" tests="0" failures="0" errors="0" skipped="0" {
                    system-out {
                        @for (path, notice) in report.notices() { (printable(&format!("{path}: {notice}\n"))) }
                    }
                }
            }
        }
    };
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    out.write_all(page.into_string().as_bytes())?;
    out.write_all(b"\n")
}

struct Count {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Count {
    fn of<'t>(report: &Report, found: impl Iterator<Item = &'t ToldFinding<'t>> + Clone) -> Count {
        let count = |wanted: Case| found.clone().filter(|told| of_finding(report, told) == wanted).count();
        Count {
            tests: found.clone().count(),
            failures: count(Case::Failed),
            errors: count(Case::Error),
            skipped: count(Case::Skipped),
        }
    }
}

fn of_finding(report: &Report, told: &ToldFinding<'_>) -> Case {
    match told.finding.outcome {
        Outcome::Pass => Case::Passed,
        Outcome::NotApplicable => Case::Skipped,
        Outcome::Broken => Case::Error,
        _ if told.finding.excuse.is_none() && told.finding.severity <= report.fail_on => Case::Failed,
        _ => Case::Skipped,
    }
}

fn case(report: &Report, told: &ToldFinding<'_>) -> Markup {
    let finding = told.finding;
    let document = told.subject.as_ref().map_or("", |place| place.path.as_str());
    let place = told.places.first().map_or_else(String::new, |place| format!("{}, {}", place.path, place.spot));
    let name = printable(&format!("{} ({document})", told.label));
    let (severity, words) = (finding.severity.word(), finding.outcome.words());
    let excuse = finding.excuse.as_ref().map(|excuse| format!(" ({excuse})")).unwrap_or_default();
    let message = printable(&format!("{words} ({severity}): {}{excuse}", finding.message));
    let text = printable(&format!("{place}\nClause: {}\n{}", finding.clause, finding.remedy));
    html! {
        testcase name=(name) classname=(finding.rule) {
            @match of_finding(report, told) {
                Case::Passed => {},
                Case::Failed => failure type=(finding.outcome.word()) message=(message) { (text) },
                Case::Skipped => skipped message=(message) {},
                Case::Error => error type="broken" message=(message) { (text) },
            }
        }
    }
}

/// A text without the characters that XML 1.0 cannot hold (section 2.2).
fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}
