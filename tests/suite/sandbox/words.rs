//! Words of the host on long texts: their steps count with those of the script, so that a rule is
//! stopped inside a word, on every machine alike, and what comes too late is no answer.

use std::time::Instant;

use quorate::assess::Outcome;

use super::SOON;
use crate::support::{Judge, PLAN, read, rule_file, rule_text};

/// What a rule comes to on a plan whose recommendation has a text of so many bytes: words, with figures.
fn on_a_long_text(bytes: usize, body: &str) -> (Outcome, String) {
    let words = "Improve 7.5.2 on 3 June, ";
    let text: String = words.chars().cycle().take(bytes).collect();
    let plan = PLAN.replace("text: Improve", &format!("text: \"{}\"", text.trim_end()));
    let judge = Judge::of_rules(&[rule_file("test/rule", &rule_text(body))]).unwrap();
    let start = Instant::now();
    let judged = judge.judge(vec![read("plan.yaml", &plan)]).unwrap();
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    let finding = judged.findings.iter().find(|finding| finding.rule == "test/rule").unwrap();
    (finding.outcome, finding.message.clone())
}

fn takes_too_many_steps(bytes: usize, body: &str) {
    let (outcome, message) = on_a_long_text(bytes, body);
    assert_eq!(outcome, Outcome::Broken, "{message}");
    let words = "the rule could not be applied: it took more than 5 million steps";
    assert!(message.starts_with(words), "{message}");
}

const PHRASES: &str = "let phrases = []; for n in 0..1000 { phrases.push(`phrase ${n}`); }";

#[test]
fn many_phrases_looked_for_in_a_long_text() {
    takes_too_many_steps(500_000, &format!("{PHRASES} recommendation.texts_holding(phrases);"));
    takes_too_many_steps(500_000, &format!("{PHRASES} phrases_in(recommendation.text, phrases);"));
    takes_too_many_steps(500_000, &format!("{PHRASES} mentions_any(recommendation.text, phrases);"));
    let few = "let found = recommendation.texts_holding([\"phrase one\", \"[insert]\", \"xx\"]);";
    assert_eq!(on_a_long_text(5_000, few).0, Outcome::Pass);
}

#[test]
fn who_is_named_in_a_long_text() {
    let body = format!("{PHRASES} who_is_named(recommendation.text, phrases, phrases, phrases, phrases);");
    takes_too_many_steps(20_000, &body);
    let few = "let who = who_is_named(recommendation.text, [\"manager\"], [\"team\"], [\"tbc\"], [\"cllr\"]);";
    assert_eq!(on_a_long_text(5_000, few).0, Outcome::Pass);
}

#[test]
fn dates_looked_for_in_a_long_text() {
    takes_too_many_steps(1_000_000, "dates_in(recommendation.text);");
    assert_eq!(on_a_long_text(5_000, "let found = dates_in(recommendation.text);").0, Outcome::Pass);
}

#[test]
fn references_looked_for_in_a_long_text() {
    takes_too_many_steps(2_000_000, "references(recommendation.text);");
    assert_eq!(on_a_long_text(5_000, "let found = references(recommendation.text);").0, Outcome::Pass);
}

#[test]
fn a_word_on_a_long_text_again_and_again() {
    let (outcome, message) =
        on_a_long_text(200_000, "for n in 0..1000000 { recommendation.text.mentions(\"phrase one\"); }");
    assert_eq!(outcome, Outcome::Broken);
    assert!(message.contains("it took more than "), "{message}");
}

/// A text of that length is read as a date at once, however its words may be parted.
#[test]
fn a_long_text_where_a_date_should_be() {
    for word in ["recommendation.text.before(as_of(recommendation));", "is_over(recommendation.text);"] {
        assert_eq!(on_a_long_text(200_000, word).0, Outcome::Open, "{word}");
    }
}
