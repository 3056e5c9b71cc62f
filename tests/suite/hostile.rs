//! Damaged, forged and absurd documents: no panic, and never accepted.
//!
//! Seeds are small documents of this file and every document of every sample. A damaged document
//! is judged under every rule that is shipped; what no longer parses must be refused.

mod yaml;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quorate::assess::{Outcome, WELL_FORMED};
use quorate::document::{Document, Format, MAX_DEPTH, Node, Value};
use quorate::schema;
use serde_json::Value as Json;

use crate::support::{Judge, Judged, PLAN, read, samples};

const MEETING: &str = r#"{"kind": "meeting", "id": "m", "body": "Board", "date": "2015-11-24",
 "attendance": [{"seat": "Chair", "attended": "member"}, {"post": "Clerk", "attended": "in attendance"}],
 "items": [{"number": 1, "title": "Plan", "decisions": [{"type": "resolved", "text": "The plan is approved."}]}]}"#;

const ISSUES: &str = r#"{"kind": "jsna-issues", "id": "i", "title": "Issues é \u00e9 \ud83d\ude00", "issues": []}"#;

const TEXT: &str = "---\nkind: plan-text\nid: t\n---\n# Section 1 - Aims\n\n1.1 We met in May.\n\n1.2 See 1.1.\n";

/// Every rule that is shipped.
pub(super) fn judge() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(Judge::of_all_shipped)
}

/// Documents by name: the seeds of this file and those of all samples.
fn seeds() -> BTreeMap<String, String> {
    let own = [("a.yaml", PLAN), ("b.json", MEETING), ("c.json", ISSUES), ("d.md", TEXT)];
    let own = own.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let samples = samples();
    let others = samples.iter().flat_map(|sample| sample.texts_of_documents());
    own.into_iter().chain(others).collect()
}

/// Reads and judges; none where the document is refused. Panics are what the tests look for.
pub(super) fn take(name: &str, bytes: Vec<u8>) -> Option<Judged> {
    let format = Format::of_name(name).unwrap();
    let document = Document::read(name, format, bytes).ok()?;
    judge().judge(vec![document])
}

/// How many times a document of some length is damaged: all of them together take some seconds.
fn times(length: usize) -> u32 {
    u32::try_from(12_000 / length.max(1)).unwrap().clamp(2, 16)
}

fn check<S: Strategy>(times: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases: times, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let outcome = TestRunner::new(config).run(&strategy, test);
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn every_seed_is_judged_before_it_is_damaged() {
    for (name, text) in seeds() {
        let judged = take(&name, text.into_bytes()).unwrap_or_else(|| panic!("{name} is refused"));
        assert!(judged.findings.iter().any(|finding| finding.rule == WELL_FORMED), "{name}");
    }
}

#[test]
fn cut_at_any_byte() {
    for (name, text) in seeds() {
        let bytes = text.into_bytes();
        check(times(bytes.len()), 0..bytes.len(), |at| {
            let part = bytes[..at].to_vec();
            let is_whole = String::from_utf8_lossy(&bytes[at..]).trim().is_empty();
            let judged = take(&name, part);
            // JSON says where it ends; YAML and text do not.
            prop_assert!(!name.ends_with(".json") || is_whole || judged.is_none(), "{name} cut at {at}");
            Ok(())
        });
    }
}

#[test]
fn bytes_doubled_dropped_and_replaced() {
    for (name, text) in seeds() {
        let bytes = text.into_bytes();
        let damage = (0..bytes.len(), 0_usize..40, any::<u8>(), 0_u8..4);
        check(times(bytes.len()), damage, |(at, length, byte, how)| {
            let end = (at + length).min(bytes.len());
            let mut damaged = bytes.clone();
            match how {
                0 => drop(damaged.splice(end..end, bytes[at..end].to_vec())),
                1 => drop(damaged.drain(at..end)),
                2 => damaged[at] = byte,
                _ => damaged.insert(at, byte),
            }
            let is_text = std::str::from_utf8(&damaged).is_ok();
            let is_json = serde_json::from_slice::<Json>(&damaged).is_ok();
            let judged = take(&name, damaged);
            prop_assert!(judged.is_none() || is_text, "{name} is accepted and is no UTF-8");
            prop_assert!(judged.is_none() || is_json || !name.ends_with(".json"), "{name} is accepted and is no JSON");
            Ok(())
        });
    }
}

/// JSON and YAML allow none; in a text it is a letter like any other and must take nothing away.
#[test]
fn a_nul_byte_anywhere() {
    let mut accepted = Vec::new();
    for (name, text) in [("a.yaml", PLAN), ("b.json", MEETING), ("d.md", TEXT)] {
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let mut bytes = text.as_bytes().to_vec();
            bytes.insert(at, 0);
            let Some(judged) = take(name, bytes) else { continue };
            let is_last_read = judged.submission.members()[0].document.text().ends_with("1.2 See 1.1.\n");
            if name != "d.md" || (at < text.len() - 13 && !is_last_read) {
                accepted.push(format!("{name} with NUL at byte {at}"));
            }
        }
    }
    assert!(accepted.is_empty(), "{} times, first: {}", accepted.len(), accepted[0]);
}

#[test]
fn nesting_of_any_depth() {
    for depth in [MAX_DEPTH - 2, MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 10_000, 200_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text = format!("{{\"kind\": \"meeting\", \"id\": {}1{}}}", open.repeat(depth), close.repeat(depth));
            for name in ["a.json", "a.yaml"] {
                let judged = take(name, text.clone().into_bytes());
                assert!(depth < MAX_DEPTH || judged.is_none(), "{name}: depth {depth} is accepted");
                assert!(judged.is_none_or(|judged| judged.exit_code != 0));
            }
        }
        let block: String = (0..depth.min(1000)).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        take("a.yaml", block.into_bytes());
        take("a.yaml", format!("a: {}", "- ".repeat(depth)).into_bytes());
        take("a.yaml", "- ".repeat(depth).into_bytes());
        take("a.yaml", "? ".repeat(depth).into_bytes());
        take("a.md", format!("{}{TEXT}", "#".repeat(depth)).into_bytes());
    }
}

/// Values that no field was meant for.
const ODD: &[&str] = &[
    "null",
    "true",
    "[]",
    "{}",
    "[[]]",
    "{\"a\": 1}",
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "0",
    "-0",
    "-1",
    "0.1",
    "1e999",
    "-1e-999",
    "1e99999999999999999999",
    "9223372036854775808",
    "79228162514264337593543950336",
    "\"10000-99-99\"",
    "\"-0001-01-01\"",
    "\"9999-12-31\"",
    "\"\\u202e\"",
    "\"__proto__\"",
    "[1, \"a\", null]",
];

fn huge_number() -> String {
    format!("1{}", "0".repeat(400))
}

/// Replaces every node in turn; the shape of the kind, as the `jsonschema` crate sees it in the
/// plain value, decides whether the result may be well formed.
#[test]
fn values_of_other_types_at_every_node() {
    let huge = huge_number();
    for (name, text) in [("a.json", plan_as_json()), ("b.json", MEETING.to_owned()), ("c.json", ISSUES.to_owned())] {
        let seed = read(name, &text);
        let kind = schema::kind(seed.kind().unwrap()).unwrap();
        let shape: Json = serde_json::from_str(kind.text()).unwrap();
        let validator = jsonschema::options().should_validate_formats(true).build(&shape).unwrap();
        for node in seed.tree().nodes().collect::<Vec<_>>() {
            for value in ODD.iter().copied().chain([huge.as_str()]) {
                let span = node.span();
                let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
                let forged = format!("{before}{value}{after}");
                let place = format!("{name}{} = {value}", node.pointer());
                let Some(judged) = take(name, forged.clone().into_bytes()) else { continue };
                if let Ok(plain) = serde_json::from_str::<Json>(&forged)
                    && !validator.is_valid(&plain)
                {
                    let is_told = judged
                        .findings
                        .iter()
                        .any(|finding| finding.rule == WELL_FORMED && finding.outcome == Outcome::Fail);
                    assert!(is_told, "{place}: the shape is wrong and nothing says so");
                    assert_ne!(judged.exit_code, 0, "{place}");
                }
                let broken = judged.findings.iter().find(|finding| finding.outcome == Outcome::Broken);
                assert!(broken.is_none(), "{place}: {broken:?}");
            }
        }
    }
}

/// The plan of the tests as JSON.
fn plan_as_json() -> String {
    json_of(read("a.yaml", PLAN).root()).to_string()
}

/// A node as a plain value; numbers must be plain too.
pub fn json_of(node: Node<'_>) -> Json {
    match node.value() {
        Value::Null => Json::Null,
        Value::Bool(truth) => truth.into(),
        Value::Number(text) => serde_json::from_str(text).unwrap(),
        Value::Text(text) => text.into(),
        Value::List => node.children().map(json_of).collect(),
        Value::Map => {
            let field = |child: Node<'_>| (child.key().unwrap().to_owned(), json_of(child));
            Json::Object(node.children().map(field).collect())
        }
    }
}

/// The samples are too large for every node; a few of each are replaced.
#[test]
fn values_of_other_types_in_samples() {
    for (name, text) in seeds() {
        let seed = read(&name, &text);
        let strategy = (0..seed.tree().len(), 0..ODD.len());
        check(times(text.len()), strategy, |(node, value)| {
            let span = seed.tree().nodes().nth(node).unwrap().span();
            let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
            let forged = format!("{before}{}{after}", ODD[value]);
            if let Some(judged) = take(&name, forged.into_bytes()) {
                let broken = judged.findings.iter().find(|finding| finding.outcome == Outcome::Broken);
                prop_assert!(broken.is_none(), "{name}: {broken:?}");
            }
            Ok(())
        });
    }
}

#[test]
fn a_key_given_twice() {
    for (name, text) in seeds() {
        let document = read(&name, &text);
        if !name.ends_with(".json") {
            continue;
        }
        for node in document.tree().nodes().filter(|node| node.key().is_some()) {
            let at = node.key_span();
            let key = at.of(&text);
            let forged = format!("{}{key}: null, {}", &text[..at.start as usize], &text[at.start as usize..]);
            assert!(take(&name, forged.into_bytes()).is_none(), "{name}: {} twice", node.pointer());
        }
    }
    // The same key by another spelling.
    for text in [r#"{"kind": "meeting", "k\u0069nd": "meeting"}"#, r#"{"": 1, "": 2}"#] {
        assert!(take("a.json", text.into()).is_none(), "{text}");
        assert!(take("a.yaml", text.into()).is_none(), "{text}");
    }
    assert!(take("a.yaml", "kind: meeting\n\"kind\": meeting\n".into()).is_none());
}

#[test]
fn bytes_of_any_kind() {
    for name in ["a.json", "a.yaml", "a.md"] {
        check(300, proptest::collection::vec(any::<u8>(), 0..60), |bytes| {
            prop_assert!(take(name, bytes).is_none_or(|judged| judged.exit_code != 0));
            Ok(())
        });
        check(300, "[\\[\\]{}:,\"'\\\\|>&*!%@`#?\\-0-9a-c \n\t]{0,60}", |text| {
            prop_assert!(take(name, text.into_bytes()).is_none_or(|judged| judged.exit_code != 0));
            Ok(())
        });
    }
}
