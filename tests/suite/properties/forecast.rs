//! The forecast against the plain way: judging the same record on every single day.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use quorate::assess::{self, Docket, Finding, Judgements, Outcome};
use quorate::document::Document;
use quorate::submission::{NodeRef, Submission};

use crate::support::{Judge, host, read, samples};

/// How many days are looked at: CI runs these tests in release too, where every day is soon judged.
const DAYS: u64 = if cfg!(debug_assertions) { 25 } else { 400 };

/// What each rule says of each subject, without the words.
type Standings = BTreeMap<(String, NodeRef), Vec<(Outcome, Option<NodeRef>)>>;

fn standings<'f>(findings: impl Iterator<Item = &'f Finding>) -> Standings {
    let mut standings = Standings::new();
    for finding in findings {
        if let Some(subject) = finding.subject {
            let place = finding.points_at.first().map(|points| points.at);
            standings.entry((finding.rule.clone(), subject)).or_default().push((finding.outcome, place));
        }
    }
    standings.values_mut().for_each(|standing| standing.sort());
    standings
}

/// Compares the forecast with each of the days; gives how often something turned.
fn agrees(judge: &Judge, documents: Vec<Document>, what: &str) -> usize {
    let submission = Arc::new(Submission::new(documents).unwrap());
    let none = Judgements::default();
    let from = judge.as_of;
    let by = |day| assess::Judge { policy: &judge.policy, rules: &judge.rules, host: host(), as_of: day };
    let on = |day: NaiveDate| standings(Docket::judge(&submission, by(day), None, &none).findings());
    let docket = Docket::judge(&submission, by(from), None, &none);
    let forecast = docket.forecast(from + Days::new(DAYS));
    let mut foreseen = on(from);
    let mut turns = forecast.turns.iter().peekable();
    for ahead in 1..=DAYS {
        let day = from + Days::new(ahead);
        while let Some(turn) = turns.next_if(|turn| turn.on == day) {
            let before = foreseen.insert((turn.rule.clone(), turn.subject), turn.standing.clone());
            assert_ne!(before.as_ref(), Some(&turn.standing), "{what}, {day}: {} turns into the same", turn.rule);
        }
        let judged = on(day);
        if judged != foreseen {
            let wrong: Vec<_> = judged.iter().filter(|(of, standing)| foreseen.get(of) != Some(standing)).collect();
            panic!("{what}, {day}: judged {wrong:?}, foreseen otherwise");
        }
    }
    assert!(turns.next().is_none(), "{what}: turns in no order of days");
    forecast.turns.len()
}

/// The words by which a rule looks at the day of the assessment.
const LOOKS_AT_DAY: [&str; 9] = [
    "as_of(",
    "is_over(",
    "is_held(",
    "has_later_meeting(",
    "is_later_meeting(",
    "clause_faults(",
    "meetings_under(",
    "turnout_of(",
    "outcome_of(",
];

#[test]
fn the_forecast_of_a_sample_is_what_judging_every_day_gives() {
    let mut turned = BTreeMap::new();
    for sample in samples() {
        let mut judge = sample.judge();
        let documents = sample.documents();
        // The rules that look at the day, or at another rule; the generated submissions meet all.
        let looks = |rule: &str| {
            let text = judge.rules.get(rule).map_or("", |rule| &*rule.text);
            LOOKS_AT_DAY.iter().any(|word| text.contains(word))
        };
        let kept: Vec<_> = judge.policy.requirements.iter().filter(|asked| looks(&asked.rule)).cloned().collect();
        judge.policy.requirements = kept;
        turned.insert(sample.name.clone(), agrees(&judge, documents, &sample.name));
    }
    assert!(turned["cheshire-east-2015"] > 20 && turned.values().filter(|count| **count > 0).count() > 2, "{turned:?}");
}

/// A date within 450 days after the day of the assessment or shortly before it, exact or rough.
fn printed() -> impl Strategy<Value = String> {
    let day = |offset: u64| NaiveDate::from_ymd_opt(2015, 11, 1).unwrap() + Days::new(offset);
    let exact = (0_u64..460).prop_map(move |offset| day(offset).to_string());
    let words = (0_u64..460).prop_map(move |offset| day(offset).format("%-d %B %Y").to_string());
    let month = (0_u64..460).prop_map(move |offset| day(offset).format("%b %Y").to_string());
    let rough =
        prop::sample::select(vec!["Q3 2015/16", "autumn term 2016", "2016", "1 to 14 May 2016", "Ongoing", "soon"]);
    prop_oneof![exact, words, month, rough.prop_map(str::to_owned)]
}

fn exact() -> impl Strategy<Value = String> {
    (0_u64..460).prop_map(|offset| (NaiveDate::from_ymd_opt(2015, 11, 1).unwrap() + Days::new(offset)).to_string())
}

prop_compose! {
    fn action()(due in printed(), completed in prop::option::of(printed()), status in prop::sample::select(vec!["Complete", "In progress", "Completed Aug 2016"])) -> String {
        let completed = completed.map_or_else(String::new, |date| format!(", completed: {date}"));
        format!("{{ text: Act, lead: Head of Service, due: \"{due}\", status: {status}{completed} }}")
    }
}

prop_compose! {
    fn meeting(number: usize)(date in exact(), given in prop::option::of(exact()), attendance in prop::sample::select(vec!["", "attendance: [{ seat: Chair, attended: apologies }]", "attendance: [{ seat: Chair, attended: present }]"])) -> String {
        let notice = given.map_or_else(String::new, |given| format!("notice: {{ given: {given} }}\n"));
        format!("kind: meeting\nid: m{number}\nbody: Board\ndate: {date}\n{notice}{attendance}\nitems: [{{ number: 1, title: Plan, decisions: [{{ text: Agreed, type: resolved }}] }}]\n")
    }
}

fn submission() -> impl Strategy<Value = Vec<Document>> {
    let plan = (exact(), prop::collection::vec(action(), 1..4)).prop_map(|(date, actions)| {
        let actions: Vec<String> = (1..)
            .zip(&actions)
            .map(|(number, action)| action.replacen('{', &format!("{{ reference: \"{number}\","), 1))
            .collect();
        format!("kind: action-log\nid: log\ntitle: Log\ndate: {date}\nactions: [{}]\n", actions.join(", "))
    });
    let statement = exact().prop_map(|date| {
        format!("kind: statement-of-action\nid: s\ntitle: S\ndate: {date}\nareas: [{{ reference: A, title: Plans }}]\ncommitments: [{{ body: Board, does: meets, schedule: quarterly }}]\n")
    });
    let form = exact().prop_map(|due| format!("kind: form\nid: f\ntitle: F\ndue: {due}\nsheets: []\n"));
    let terms = exact().prop_map(|until| {
        format!("kind: terms-of-reference\nid: t\nbody: Board\nmembers: [{{ seat: Chair, in_force_until: {until} }}]\nmeetings: {{ schedule: monthly }}\n")
    });
    let given = Just("kind: return\nid: r\ntitle: R\nform: f\norganisation: O\nsheets: []\n".to_owned());
    (plan, meeting(1), meeting(2), statement, form, terms, given).prop_map(|texts| {
        let (plan, first, second, statement, form, terms, given) = texts;
        let texts = [plan, first, second, statement, form, terms, given];
        texts.iter().enumerate().map(|(number, text)| read(&format!("{number}.yaml"), text)).collect()
    })
}

#[test]
fn the_forecast_of_any_submission_is_what_judging_every_day_gives() {
    let judge = Judge::of_all_shipped();
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(
        Config { cases: if cfg!(debug_assertions) { 2 } else { 8 }, failure_persistence: None, ..Config::default() },
        rng,
    );
    let turned = std::cell::Cell::new(0);
    let result = runner.run(&submission(), |documents| {
        turned.set(turned.get() + agrees(&judge, documents, "generated"));
        Ok(())
    });
    result.unwrap();
    assert!(turned.get() > 20 || cfg!(debug_assertions), "only {} turns", turned.get());
}
