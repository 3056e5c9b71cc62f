//! What YAML allows and a record must not use, and what looks like it.

use quorate::document::{Document, Format, Value};

use super::take;
use crate::support::PLAN;

/// The value of the field `a`, or the message of the refusal.
fn value_of_a(text: &str) -> Result<String, String> {
    let document = Document::read("a.yaml", Format::Yaml, text.as_bytes().to_vec())
        .map_err(|problem| problem.headline().to_owned())?;
    let node = document.root().get("a").ok_or("no field `a`")?;
    Ok(match node.value() {
        Value::Text(text) => format!("text {text}"),
        Value::Number(text) => format!("number {text}"),
        other => format!("{other:?}"),
    })
}

#[test]
fn what_hides_the_meaning_is_refused_with_its_place() {
    for (text, words) in [
        ("a: &x 1\nb: *x\n", "line 2, column 4: aliases are not read"),
        ("a: &x [*x]\n", "aliases are not read"),
        ("base: &b {x: 1}\na:\n  <<: *b\n", "line 3, column 7: aliases are not read"),
        ("a: !!str 1\n", "tags"),
        ("a: !!binary aGk=\n", "tags"),
        ("a: !ruby/object:Gem {}\n", "tags"),
        ("!!map {a: 1}\n", "tags"),
        ("a: 1\n---\na: 2\n", "line 2, column 1: a second YAML document starts here"),
        ("--- {a: 1}\n--- {a: 2}\n", "a second YAML document"),
        ("a:\n\tb: 1\n", "line 2"),
        ("a: [1\n", "not valid YAML"),
        ("a: 'x\n", "not valid YAML"),
        ("a: 1\n b: 2\n", "line 2"),
        ("? [a, b]\n: 1\n", "line 1, column 3: the name of a field was expected here"),
        ("? {a: 1}\n: 1\n", "the name of a field was expected here"),
        ("[a]: 1\n", "the name of a field was expected here"),
        ("a: 1\na: 2\n", "line 2, column 1: `a` is given twice"),
        ("a: {b: 1, b: 2}\n", "line 1, column 11: `b` is given twice"),
        ("a: 1\n? a\n: 2\n", "`a` is given twice"),
        ("%TAG ! tag:x,2000:\n---\na: !foo 1\n", ""),
    ] {
        let told = value_of_a(text).expect_err(text);
        assert!(told.contains(words), "{text:?}: it says {told}");
        assert!(told.starts_with("a.yaml, line "), "{told}");
    }
}

#[test]
fn words_stay_words() {
    for word in [
        "No",
        "no",
        "yes",
        "on",
        "off",
        "y",
        "N",
        "007",
        "1_000",
        "0x1F",
        "0o17",
        "1:30",
        "12:30:45",
        ".5",
        "+5",
        "1.",
        ".inf",
        "-.inf",
        ".nan",
        "2015-10-20",
        "2015-10-20T10:00:00Z",
        "1e",
        "e1",
        "--1",
        "0b1",
        "1,000",
        "£5",
        "=",
        "<<",
    ] {
        assert_eq!(value_of_a(&format!("a: {word}\n")), Ok(format!("text {word}")));
    }
    for number in ["0", "-0", "1.10", "1e5", "1E+5", "-1.5e-3", "123456789012345678901234567890"] {
        assert_eq!(value_of_a(&format!("a: {number}\n")), Ok(format!("number {number}")));
    }
}

#[test]
fn a_merge_key_is_a_field_of_its_own_and_never_merges() {
    let text = PLAN.replace("    lead_body: Board\n", "    <<: { lead_body: Board }\n");
    let judged = take("a.yaml", text.into_bytes());
    assert!(judged.is_none_or(|judged| judged.exit_code != 0));
}

#[test]
fn the_end_of_a_document_is_the_end_of_the_file() {
    for text in ["a: 1\n...\nb: 2\n", "a: 1\n...\n---\nb: 2\n", "a: 1\n... x\n"] {
        assert!(value_of_a(text).is_err(), "what stands after the end is lost: {text:?}");
    }
}

#[test]
fn every_line_end_reads_alike() {
    let judged = |text: String| take("a.yaml", text.into_bytes()).map(|judged| judged.findings.len());
    let count = judged(PLAN.to_owned());
    assert!(count.is_some());
    assert_eq!(judged(PLAN.replace('\n', "\r\n")), count);
    assert_eq!(judged(PLAN.trim_end().to_owned()), count);
    // Characters that other programs take for line breaks are no line breaks here.
    for letter in ['\u{85}', '\u{2028}', '\u{c}', '\u{b}'] {
        let text = PLAN.replace("title: Plan", &format!("title: Plan{letter}x"));
        assert!(judged(text).is_none_or(|found| Some(found) >= count), "{letter:?}");
    }
}

#[test]
fn very_long_lines_and_very_many_lines() {
    let long = "x".repeat(1_000_000);
    assert_eq!(value_of_a(&format!("a: {long}\n")), Ok(format!("text {long}")));
    assert_eq!(value_of_a(&format!("a: \"{long}\"\n")), Ok(format!("text {long}")));
    assert!(value_of_a(&format!("{long}: 1\na: 2\n")).is_err(), "a key of a megabyte");
    assert_eq!(value_of_a(&format!("a: x{}", "\n".repeat(100_000))), Ok("text x".into()));
    assert_eq!(value_of_a(&format!("{}a: x\n", "# é\n".repeat(100_000))), Ok("text x".into()));
    take("a.yaml", format!("a: [{}]", "1,".repeat(50_000)).into_bytes());
}

#[test]
fn many_fields_are_no_trap() {
    let many: String = (0..20_000).map(|number| format!("k{number}: 1\n")).collect();
    assert_eq!(value_of_a(&format!("{many}a: x\n")), Ok("text x".into()));
}
