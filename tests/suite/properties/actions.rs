//! Actions in time and in any order: what is late stays late, what is missing stays missing.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quorate::assess::Outcome;
use quorate::rule::RuleFile;

use crate::support::{Judge, policy_files, policy_text, read};

fn judge(rules: &[&str]) -> Judge {
    let judge = Judge::new(&RuleFile::shipped(), policy_files(&policy_text(rules)), NaiveDate::MAX);
    judge.unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn log(actions: &[String]) -> String {
    format!("kind: action-log\nid: log\ntitle: Log\nactions:\n{}", actions.concat())
}

/// The outcome of a rule on the one action of a log, on a day.
fn outcome(judge: &RefCell<Judge>, action: &str, on: NaiveDate) -> Outcome {
    judge.borrow_mut().as_of = on;
    let text = log(&[format!("  - {{ reference: \"1\", text: Act{action} }}\n")]);
    let findings = judge.borrow().judge(vec![read("log.yaml", &text)]).unwrap().findings;
    findings.iter().filter(|finding| finding.rule.starts_with("action/")).map(|finding| finding.outcome).max().unwrap()
}

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, 1, 1).unwrap().checked_add_days(Days::new(offset)).unwrap()
}

/// A date as printed somewhere in 2015 or 2016, or what stands in its place.
fn printed() -> impl Strategy<Value = String> {
    let exact = (0_u64..730).prop_map(|offset| day(offset).to_string());
    let rough = prop::sample::select(vec![
        "Dec 2015",
        "by March 2016",
        "Q3 2015/16",
        "autumn term 2016",
        "2016",
        "2015-16",
        "1 to 14 May 2016",
        "w/c 4 January 2016",
        "September",
        "Ongoing",
        "as soon as possible",
    ]);
    prop_oneof![exact, rough.prop_map(str::to_owned)]
}

fn status() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        ", status: In progress",
        ", status: Completed",
        ", status: Embedded",
        ", status: Ongoing",
    ])
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

#[test]
fn a_later_date_never_makes_an_overdue_action_timely() {
    let judge = RefCell::new(judge(&["action/is-not-overdue"]));
    let overdue = Cell::new(0);
    let given = (printed(), status(), 0_u64..900, 0_u64..900);
    let outcome = TestRunner::new(config(400)).run(&given, |(due, status, first, more)| {
        let action = format!(", due: \"{due}\"{status}");
        let [earlier, later] = [first, first + more].map(|offset| outcome(&judge, &action, day(offset)));
        overdue.set(overdue.get() + usize::from(earlier == Outcome::Fail));
        prop_assert!(earlier <= later, "{} from {:?} to {:?}", action, earlier, later);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert!(overdue.get() > 20, "hardly anything was overdue: {}", overdue.get());
}

#[test]
fn a_completion_that_has_come_never_lies_in_the_future_again() {
    let judge = RefCell::new(judge(&["action/completion-is-not-dated-in-the-future"]));
    let early = Cell::new(0);
    let given = (printed(), 0_u64..900, 0_u64..900);
    let outcome = TestRunner::new(config(400)).run(&given, |(completed, first, more)| {
        let action = format!(", status: Completed, completed: \"{completed}\"");
        let [earlier, later] = [first, first + more].map(|offset| outcome(&judge, &action, day(offset)));
        early.set(early.get() + usize::from(earlier == Outcome::Fail));
        prop_assert!(later <= earlier, "{} from {:?} to {:?}", action, earlier, later);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert!(early.get() > 20, "hardly anything lay in the future: {}", early.get());
}

/// Gaps and repeats are of the list as a whole: its order does not count.
#[test]
fn the_order_of_actions_hides_no_gap_and_no_repeat() {
    let judge = judge(&["action/numbering-has-no-gaps", "action/reference-is-unique"]);
    let told = |numbers: &[u32]| {
        let actions: Vec<String> =
            numbers.iter().map(|number| format!("  - {{ reference: \"4.{number}\", text: Act }}\n")).collect();
        let findings = judge.judge(vec![read("log.yaml", &log(&actions))]).unwrap().findings;
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for finding in findings {
            *told.entry(finding.message).or_default() += 1;
        }
        told
    };
    let lists =
        prop::collection::vec(1_u32..12, 1..9).prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle()));
    let outcome = TestRunner::new(config(60)).run(&lists, |(list, shuffled)| {
        prop_assert_eq!(told(&list), told(&shuffled));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
