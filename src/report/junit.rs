//! JUnit XML, for the test pages of CI: a suite for each rule, a case for each finding.
//!
//! A case fails if the gate would; what is less severe than the gate asks for is a skipped case
//! that says what was found, so that a page of tests is red exactly when the run is.

use std::collections::BTreeMap;
use std::io;

use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};

use super::{Report, ToldFinding};
use crate::assess::Outcome;

/// Writes the report.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &Report, out: impl io::Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, TestSuite> = BTreeMap::new();
    for finding in &report.findings {
        let suite = suites.entry(&finding.rule).or_insert_with(|| TestSuite::new(finding.rule.as_str()));
        suite.add_test_case(case(report, &report.tell(finding)));
    }
    let mut all = Suites::new("quorate");
    all.add_test_suites(suites.into_values());
    all.serialize(out).map_err(io::Error::other)
}

fn case(report: &Report, told: &ToldFinding<'_>) -> TestCase {
    let finding = told.finding;
    let blocks = finding.severity <= report.fail_on;
    let mut status = match finding.outcome {
        Outcome::Pass => TestCaseStatus::success(),
        Outcome::NotApplicable => TestCaseStatus::skipped(),
        Outcome::Broken => TestCaseStatus::non_success(NonSuccessKind::Error),
        Outcome::Fail | Outcome::Open | Outcome::Review if blocks => {
            TestCaseStatus::non_success(NonSuccessKind::Failure)
        }
        Outcome::Fail | Outcome::Open | Outcome::Review => TestCaseStatus::skipped(),
    };
    let place = told.places.first().map_or_else(String::new, |place| format!("{}, {}", place.path, place.spot));
    if finding.outcome != Outcome::Pass {
        status.set_type(finding.outcome.word());
        status.set_message(format!("{} ({}): {}", finding.outcome.words(), finding.severity.word(), finding.message));
        status.set_description(format!("{place}\nClause: {}\n{}", finding.clause, finding.remedy));
    }
    let document = told.subject.as_ref().map_or("", |place| place.path.as_str());
    let mut case = TestCase::new(format!("{} ({document})", told.label), status);
    case.set_classname(finding.rule.as_str());
    case
}
