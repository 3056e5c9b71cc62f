//! Every case beside every rule.
//!
//! A case gives documents and says which findings its rule must make of them: outcome, subject,
//! place and a part of the message. Each rule has at least a pass, a fail (or a review, for a
//! rule that only asks a person), an open and a not-applicable case.

use quorate::cases::{self, CaseFile, Coverage, Mutation, Verdict};
use quorate::document::{Document, Format};
use quorate::rule::{Host, RuleFile};

/// The shipped rules whose identity holds a text, with their cases.
fn shipped(only: &str) -> Vec<(String, CaseFile)> {
    let rules = RuleFile::shipped().into_iter().filter(|rule| rule.id.contains(only));
    let found: Vec<(String, CaseFile)> = rules
        .map(|rule| {
            let (path, text) = RuleFile::shipped_cases(&rule.id).unwrap_or_else(|| panic!("{}: no cases", rule.id));
            let file = Document::read(&path, Format::Yaml, text.as_bytes().to_vec()).unwrap();
            let cases = CaseFile::read(&file, &|sample| panic!("{path}: the sample {sample}"));
            (rule.id, cases.unwrap_or_else(|problems| panic!("{problems:#?}")))
        })
        .collect();
    assert!(!found.is_empty(), "no rule is called so: {only}");
    found
}

/// Every rule's cases, one message for each that goes wrong.
#[test]
fn every_case_of_every_rule_holds() {
    let only = std::env::var("QUORATE_RULE").unwrap_or_default();
    let of_rules: Vec<_> = shipped(&only).into_iter().map(|(rule, cases)| (rule, Ok(cases))).collect();
    let tested = cases::test(&RuleFile::shipped(), &of_rules, false, |_, _| true);
    assert!(tested.untested.is_empty(), "{:#?}", tested.untested);
    let mut wrong = Vec::new();
    for rule in &tested.rules {
        wrong.extend(rule.lacks.iter().map(|outcome| format!("{}: there is no {outcome} case", rule.rule)));
        let not_held = rule.cases.iter().filter(|case| !matches!(case.verdict, Verdict::Holds(_)));
        wrong.extend(not_held.map(|case| format!("{}: \"{}\"\n{:#?}", rule.rule, case.title, case.verdict)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(tested.counts().0 > 0);
}

/// Each line of each rule is reached by a case of the rule's own.
#[test]
fn the_cases_reach_every_line_of_every_rule() {
    let only = std::env::var("QUORATE_RULE").unwrap_or_default();
    let files = RuleFile::shipped();
    let mut missed = Vec::new();
    for (rule, cases) in shipped(&only) {
        let coverage = Coverage::measure(&files, &rule, &cases).unwrap();
        let lines = coverage.lines.iter().filter(|(_, times)| **times == 0);
        missed.extend(lines.map(|(line, _)| format!("{}, line {line}", coverage.path)));
    }
    assert!(missed.is_empty(), "no case reaches\n{}", missed.join("\n"));
}

/// Each small fault that is put into a rule is noticed by a case of its own, or the file of cases
/// says why it makes no difference; and no such reason is left over.
#[test]
fn the_cases_notice_every_small_fault_in_every_rule() {
    let only = std::env::var("QUORATE_RULE").unwrap_or_default();
    let (files, host) = (RuleFile::shipped(), Host::new());
    let mut missed = Vec::new();
    for (rule, cases) in shipped(&only) {
        let tried = Mutation::run(&host, &files, &rule, &cases).unwrap();
        missed.extend(tried.survivors().map(|fault| format!("{rule}, line {}: {}", fault.line, fault.change)));
        missed.extend(tried.argued_in_vain.iter().map(|reads| format!("{rule}: argued for in vain: {reads}")));
    }
    assert!(missed.is_empty(), "no case would notice\n{}", missed.join("\n"));
}

/// A probe in a rule changes nothing that the rule says, so what coverage tells is of the rule as it is.
#[test]
fn probes_change_no_outcome() {
    let files: Vec<RuleFile> = RuleFile::shipped().iter().map(|file| quorate::rule::Probed::new(file).file).collect();
    let host = quorate::rule::Trace::default().host();
    let mut wrong = Vec::new();
    for (rule, cases) in shipped(&std::env::var("QUORATE_RULE").unwrap_or_default()) {
        let catalogue = quorate::rule::Catalogue::read(&host, &files, |id| id == rule).unwrap();
        for case in &cases.cases {
            let ran = case.run(&host, &catalogue, &rule).unwrap();
            wrong.extend((!ran.differences.is_empty()).then(|| format!("{rule}: {}: {ran:#?}", case.title)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
