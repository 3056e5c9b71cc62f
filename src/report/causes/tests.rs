//! What is told beside its cause, and what stands for itself.

use super::*;
use crate::assess::PointsAt;
use crate::document::{Document, Format};
use crate::policy::Severity;
use crate::rule::Cause;
use crate::submission::Reads;

const ACTIONS: &str = "kind: action-log\nid: log\ntitle: Log\norganisation: O\nactions:\n  - { reference: 1, action: Do, due: [soon] }\n  - { reference: 2, action: Do }\n";

fn submission() -> Submission {
    let log = Document::read("log.yaml", Format::Yaml, ACTIONS.as_bytes().to_vec()).unwrap();
    Submission::new(vec![log]).unwrap()
}

fn finding(submission: &Submission, id: &str, outcome: Outcome, severity: Severity, pointer: &str) -> Finding {
    let root = submission.of_kind("action-log").next().unwrap();
    let node = submission.node(root).unwrap().at_pointer(pointer).unwrap().id();
    let (rule, at) = (id.split(' ').next().unwrap_or(id).to_owned(), NodeRef { node, ..root });
    Finding {
        id: id.to_owned(),
        rule,
        outcome,
        severity,
        subject: Some(at),
        message: "a test".to_owned(),
        clause: String::new(),
        remedy: String::new(),
        points_at: vec![PointsAt { at, note: None }],
        first: false,
        because: None,
        evidence: Reads::default(),
        judged: None,
        excuse: None,
    }
}

/// Which finding comes from which: `one < other` where the first comes from the second.
fn causes(submission: &Submission, findings: &[Finding]) -> Vec<String> {
    let causes = Causes::among(findings, submission);
    findings.iter().filter_map(|one| Some(format!("{} < {}", one.id, causes.of(one)?))).collect()
}

const DUE: &str = "/actions/0/due";

#[test]
fn what_cannot_be_decided_at_a_malformed_value_comes_from_it() {
    let log = submission();
    let told = |outcome, pointer| finding(&log, "a/rule", outcome, Severity::Must, pointer);
    let malformed = || finding(&log, WELL_FORMED, Outcome::Fail, Severity::Must, DUE);
    assert_eq!(causes(&log, &[malformed(), told(Outcome::Open, DUE)]), [format!("a/rule < {WELL_FORMED}")]);
    // What is not met there has its own reason, and elsewhere nothing is malformed.
    assert!(causes(&log, &[malformed(), told(Outcome::Fail, DUE)]).is_empty());
    assert!(causes(&log, &[malformed(), told(Outcome::Open, "/actions/0")]).is_empty());
    // Nothing tells of the fault: the finding stands for itself.
    assert!(causes(&log, &[told(Outcome::Open, DUE)]).is_empty());
}

#[test]
fn a_rule_names_what_its_finding_comes_from() {
    let log = submission();
    let cause = |severity| finding(&log, "a/cause", Outcome::Fail, severity, "/actions/1");
    let mut follows = finding(&log, "a/rule", Outcome::Open, Severity::Should, "/actions/0");
    follows.because =
        cause(Severity::Must).points_at.first().map(|points| Cause { rule: "a/cause".to_owned(), at: points.at });
    assert_eq!(causes(&log, &[cause(Severity::Must), follows.clone()]), ["a/rule < a/cause"]);
    assert_eq!(causes(&log, &[cause(Severity::Should), follows.clone()]), ["a/rule < a/cause"]);
    // A note must not hide what ought to be done.
    assert!(causes(&log, &[cause(Severity::Note), follows.clone()]).is_empty());
    let known = Finding { excuse: Some(crate::assess::Excuse::Known), ..cause(Severity::Must) };
    assert!(causes(&log, &[known, follows.clone()]).is_empty());
    // What is not met has facts of its own to tell.
    follows.outcome = Outcome::Fail;
    assert!(causes(&log, &[cause(Severity::Must), follows]).is_empty());
}

#[test]
fn causes_of_causes_are_followed_to_the_first_and_never_in_a_circle() {
    let log = submission();
    let at = |pointer: &str, id: &str| finding(&log, id, Outcome::Open, Severity::Must, pointer);
    let because = |finding: Finding, of: &Finding| {
        let cause = of.points_at.first().map(|points| Cause { rule: of.rule.clone(), at: points.at });
        Finding { because: cause, ..finding }
    };
    let (root, other) = (at("", "a/root"), at("/actions/0", "a/other"));
    let middle = because(at("/actions/1", "a/middle"), &root);
    let last = because(at("/actions", "a/last"), &middle);
    assert_eq!(causes(&log, &[root, middle.clone(), last.clone()]), ["a/middle < a/root", "a/last < a/root"]);
    let circle = [because(middle, &last), because(last, &at("/actions/1", "a/middle")), other];
    assert!(causes(&log, &circle).is_empty());
}

#[test]
fn what_follows_is_told_in_one_line() {
    let log = submission();
    let one = |id: &str, outcome| finding(&log, id, outcome, Severity::Must, "");
    let all = [one("a/two 1", Outcome::Open), one("a/one", Outcome::Open), one("a/two 2", Outcome::Open)];
    let all: Vec<&Finding> = all.iter().collect();
    let words = "because of this also cannot be decided: a/one, a/two (2)";
    assert_eq!(followed_by(&all).as_deref(), Some(words));
    assert_eq!(followed_by(&[]), None);
}
