//! Rules whose native functions panic: a fault of Quorate itself, which no other rule may feel.

use std::time::Duration;

use super::*;
use crate::document::{Document, Format};
use crate::rule::RuleFile;
use crate::rule::sandbox::MAX_TIME;
use crate::rule::shared::Shared;
use crate::submission::Submission;

const PLAN: &str = "kind: improvement-plan\nid: plan\ntitle: Plan\nrecommendations:\n  - reference: \"1\"\n    text: Improve\n    lead_body: Board\n";

const PAGE: &str = "//! It holds.\n//!\n//! # Why\n//! A test.\n//! # Applies\n//! All.\n//! # Passes\n//! It does.\n//! # Fails\n//! It does not.\n//! # Remedy\n//! Mend it.\n\nconst RULE = #{ each: #{ \"improvement-plan\": \"/recommendations/*\" }, since: \"0.1.0\", source: \"a test\" };\n\n";

/// A host with native functions that panic: one plainly, the others with a lock held. A rule may
/// call only what has the name of a word; that these take something else tells them apart.
fn host() -> Host {
    Host::new().with(|engine| {
        engine.register_fn("pick", || -> () { panic!("a native function of a test") });
        let stop = || panic!("a lock is held");
        engine.register_fn("pick", move |node: ScriptNode| node.context.with_lock_held(stop));
        engine.register_fn("saying", move |node: ScriptNode| node.context.around.in_a_search(stop));
    })
}

fn apply(host: &Host, around: &Surroundings, body: &str) -> Application {
    let text = format!("{PAGE}fn check(recommendation, policy) {{\n{body}\n}}\n");
    let file = RuleFile::new("test/rule.rhai", "rules/test/rule.rhai".to_owned(), text.into()).unwrap();
    let rule = Rule::read(host, &file).unwrap();
    let plan = around.submission.of_kind("improvement-plan").next().unwrap();
    let node = around.submission.node(plan).unwrap().at_pointer("/recommendations/0").unwrap().id();
    rule.apply(host, around, About::Subject(NodeRef { node, ..plan }), &Parameters::default())
}

fn around() -> Surroundings {
    let plan = Document::read("plan.yaml", Format::Yaml, PLAN.as_bytes().to_vec()).unwrap();
    Surroundings::new(&Arc::new(Submission::new(vec![plan]).unwrap()), "2015-11-24".parse().unwrap())
}

const LOOKS: &str =
    "let found = find_nodes(\"improvement-plan\", \"/recommendations/*\", \"lead_body\", recommendation.lead_body);
    if found.len() == 1 { return fail(recommendation, `${recommendation.lead_body} leads`); }";

#[test]
fn a_panic_inside_a_native_function() {
    let (host, around) = (host(), around());
    let before = apply(&host, &around, LOOKS);
    for call in ["pick()", "[1].map(|n| pick())", "pick(recommendation)"] {
        let stopped = apply(&host, &around, &format!("let body = recommendation.lead_body; {call};"));
        let Answer::Broken(what) = &stopped.answer else { panic!("{call}: {:?}", stopped.answer) };
        assert_eq!(what, "the rule stopped the program; this is a fault of Quorate");
        // What it read until then is told.
        assert_eq!(stopped.reads.iter().count(), 1, "{call}");
        assert_eq!(apply(&host, &around, LOOKS).answer, before.answer, "{call}");
    }
}

#[test]
fn locks_poisoned_by_a_panic() {
    let (host, around) = (host(), around());
    let before = apply(&host, &around, LOOKS);
    assert!(matches!(&before.answer, Answer::Said(said) if said.len() == 1), "{:?}", before.answer);
    for call in ["pick(recommendation)", "saying(recommendation)"] {
        let stopped = apply(&host, &around, &format!("{call};"));
        assert!(matches!(stopped.answer, Answer::Broken(_)), "{:?}", stopped.answer);
        let after = apply(&host, &around, LOOKS);
        assert_eq!(after.answer, before.answer, "{call}");
        assert_eq!(after.reads.iter().count(), before.reads.iter().count(), "{call}");
    }
}

/// A word that takes longer than a rule may, after which the rule has nothing to say.
#[test]
fn an_answer_that_comes_after_the_deadline() {
    let host = Host::new().with(|engine| {
        engine.register_fn("pick", || std::thread::sleep(MAX_TIME + Duration::from_millis(50)));
    });
    for body in
        ["pick();", "pick(); return fail(recommendation, \"late\");", "pick(); let x = recommendation.sign_off;"]
    {
        let late = apply(&host, &around(), body);
        assert_eq!(late.answer, Answer::Stopped("it took more than 2 seconds".to_owned()), "{body}");
    }
}

/// What the host makes is weighed as long as somebody holds it, once for all copies.
#[test]
fn values_of_the_host_that_weigh_too_much() {
    let host = Host::new().with(|engine| {
        engine.register_fn("pick", || Shared::new((), 7 << 20));
    });
    let answer = |body: &str| apply(&host, &around(), body).answer;
    let passes = Answer::Said(Vec::new());
    assert_eq!(answer("let x = pick(); let y = pick(); let copies = [x, x, x, y, y, y]; let last = copies;"), passes);
    assert_eq!(answer("for n in 0..9 { let x = pick(); }"), passes);
    let stopped = "it holds more than 16 MiB of references, dates and the like";
    match answer("let x = pick(); let y = pick(); let z = pick(); let last = 1;") {
        Answer::Stopped(limit) => assert!(limit.starts_with(stopped), "{limit}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(answer(""), passes);
}

/// The clock and the counts of a rule that was stopped are not those of the next.
#[test]
fn counts_begin_anew_after_a_panic() {
    let (host, around) = (host(), around());
    apply(&host, &around, "for n in 0..3000000 { } pick();");
    let after = apply(&host, &around, "for n in 0..3000000 { }");
    assert!(matches!(&after.answer, Answer::Said(said) if said.is_empty()), "{:?}", after.answer);
}
