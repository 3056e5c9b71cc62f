//! Two versions: what is the same says nothing, what is mended never blocks, and of many edits the
//! ones that did it are found.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quorate::assess::{self, Baseline};
use quorate::compare::{Cause, Comparison, Turn, compare};
use quorate::policy::Policy;
use quorate::rule::RuleFile;
use quorate::submission::Submission;

use crate::support::{Judge, host, policy_files, policy_text, read, samples};

/// One action of a generated log: its number, words, day of March 2016, whether it is complete.
type Action = (u32, usize, u32, bool);

const WORDS: [&str; 6] =
    ["police protocol", "public register", "duty rota", "case audit", "family survey", "training plan"];

fn action() -> impl Strategy<Value = (usize, u32, bool)> {
    (0..WORDS.len(), 1_u32..29, any::<bool>())
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    prop::collection::vec(action(), 1..12)
        .prop_map(|all| (1..).zip(all).map(|(number, (words, day, done))| (number, words, day, done)).collect())
}

fn log(actions: &[Action]) -> String {
    let lines = actions.iter().map(|(number, words, day, done)| {
        let status = if *done { "Complete" } else { "In progress" };
        let words = WORDS[*words];
        format!("  - {{ reference: \"{number}\", text: \"Agree the {words} of {number}\", due: 2016-03-{day:02}, status: {status} }}\n")
    });
    format!("kind: action-log\nid: log\ntitle: Log\nactions:\n{}", lines.collect::<String>())
}

fn judge() -> Judge {
    let rules = [
        "action/is-complete",
        "action/is-not-overdue",
        "change/moved-date-is-recorded",
        "change/removed-action-is-recorded",
    ];
    let day = "2016-03-15".parse().unwrap();
    Judge::new(&RuleFile::shipped(), policy_files(&policy_text(&rules)), day)
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn submission(texts: &[(&str, String)]) -> Arc<Submission> {
    Arc::new(
        Submission::new(texts.iter().map(|(name, text)| read(name, text)).collect())
            .unwrap_or_else(|problems| panic!("{problems:?}")),
    )
}

fn compared(judge: &Judge, before: &str, after: &str) -> Comparison {
    let one = |text: &str| submission(&[("log.yaml", text.to_owned())]);
    with(judge, &one(before), &one(after))
}

fn with(judge: &Judge, before: &Arc<Submission>, after: &Arc<Submission>) -> Comparison {
    let policy: &Policy = &judge.policy;
    let by = assess::Judge { policy, rules: &judge.rules, host: host(), as_of: judge.as_of };
    compare(before, after, by, &Baseline::default())
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// Every sample beside itself, its files in another order and its fields too.
#[test]
fn a_submission_beside_itself_changes_nothing_whatever_the_order() {
    let judge = judge();
    for sample in samples() {
        let both = [false, true].map(|reversed| {
            let mut documents = sample.documents();
            if reversed {
                documents.reverse();
            }
            Arc::new(Submission::new(documents).unwrap_or_else(|problems| panic!("{problems:?}")))
        });
        let comparison = with(&judge, &both[0], &both[1]);
        assert_eq!(comparison.versions.edits(), &[], "{}", sample.name);
        assert!(comparison.turned.iter().all(|one| one.turn == Turn::Unchanged), "{}", sample.name);
    }
    let plain =
        "kind: action-log\nid: log\ntitle: Log\nactions:\n  - { reference: \"1\", text: Act, due: 2016-03-01 }\n";
    let turned =
        "actions:\n  - { due: 2016-03-01, text: Act, reference: \"1\" }\ntitle: Log\nid: log\nkind: action-log\n";
    assert_eq!(compared(&judge, plain, turned).versions.edits(), &[]);
}

#[test]
fn every_version_between_leads_to_the_later_one_and_no_further() {
    let judge = judge();
    let outcome = TestRunner::new(config(120)).run(&(actions(), actions(), any::<u64>()), |(before, after, chosen)| {
        let comparison = compared(&judge, &log(&before), &log(&after));
        let versions = &comparison.versions;
        let some: Vec<_> = versions
            .edits()
            .iter()
            .enumerate()
            .filter(|(at, _)| chosen >> (at % 64) & 1 == 1)
            .map(|(_, edit)| *edit)
            .collect();
        let between = Arc::new(versions.with_edits(&some));
        let all = Arc::new(versions.with_edits(versions.edits()));
        prop_assert!(with(&judge, &all, &versions.after).versions.edits().is_empty());
        let left = with(&judge, &between, &versions.after).versions.edits().len();
        prop_assert!(left <= versions.edits().len() - some.len() + usize::from(!some.is_empty()));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// What was not met and is met now is mended, and never new, worse or blocking.
#[test]
fn a_mended_fault_never_blocks() {
    let judge = judge();
    let outcome = TestRunner::new(config(120)).run(&actions(), |before| {
        let after: Vec<Action> = before.iter().map(|(number, words, day, _)| (*number, *words, *day, true)).collect();
        let comparison = compared(&judge, &log(&before), &log(&after));
        let overdue = before.iter().filter(|(_, _, day, done)| *day < 15 && !done).count();
        let of = |turn: Turn| comparison.turned.iter().filter(|one| one.turn == turn).count();
        let mended = comparison.turned.iter().filter(|one| {
            let was = one.before.and_then(|at| comparison.before.findings.get(at));
            one.turn == Turn::Mended && was.is_some_and(|was| was.rule == "action/is-not-overdue")
        });
        prop_assert_eq!(mended.count(), overdue);
        prop_assert_eq!(of(Turn::New) + of(Turn::Worse), 0);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Many edits, of which one makes one action overdue: it is found, and nothing else is named.
#[test]
fn the_planted_culprit_is_found_among_the_edits() {
    let judge = judge();
    let given = (actions(), any::<prop::sample::Index>(), prop::collection::vec(0..WORDS.len(), 12));
    let outcome = TestRunner::new(config(120)).run(&given, |(before, culprit, words)| {
        let before: Vec<Action> = before.into_iter().map(|(number, words, _, _)| (number, words, 20, false)).collect();
        let at = culprit.index(before.len());
        let after: Vec<Action> = before
            .iter()
            .enumerate()
            .map(|(position, (number, _, day, done))| {
                let day = if position == at { 1 } else { *day };
                (*number, words.get(position).copied().unwrap_or(0), day, *done)
            })
            .collect();
        let comparison = compared(&judge, &log(&before), &log(&after));
        let overdue: Vec<_> = comparison
            .turned
            .iter()
            .filter(|one| one.after.is_some_and(|at| comparison.after.findings[at].rule == "action/is-not-overdue"))
            .collect();
        prop_assert_eq!(overdue.len(), 1);
        let Some(Cause::Edits(edits)) = &overdue[0].cause else {
            return Err(TestCaseError::fail("no cause was found"));
        };
        let told: BTreeSet<String> = edits.iter().map(|edit| comparison.versions.tell(*edit).to_string()).collect();
        prop_assert_eq!(told.len(), 1);
        let number = before[at].0;
        let said = format!("action {number}: due date 20 March 2016 -> 1 March 2016");
        prop_assert!(told.iter().all(|told| told.starts_with(&said)), "{:?}", told);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
