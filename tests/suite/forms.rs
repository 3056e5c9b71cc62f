//! The forms of a report: each says the same, in its reader's words.

use std::process::Command;

use serde_json::Value as Json;

use crate::support::{Sample, below_root, root, samples};

fn form(sample: &Sample, form: &str) -> String {
    let told = Command::new(env!("CARGO_BIN_EXE_quorate"))
        .args(["check", &below_root(&sample.folder), "-f", form])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(told.stderr.is_empty(), "{} {form}: {}", sample.name, String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).unwrap()
}

fn json(sample: &Sample) -> Json {
    serde_json::from_str(&form(sample, "json")).unwrap()
}

fn needing_somebody(report: &Json) -> Vec<&Json> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|finding| !["pass", "not-applicable"].contains(&finding["outcome"].as_str().unwrap()))
        .collect()
}

fn one_of(name: &str) -> Sample {
    samples().into_iter().find(|sample| sample.name == name).unwrap()
}

#[test]
fn sarif_keeps_to_the_official_schema_and_has_every_finding() {
    let path = root().join("tests/fixtures/sarif/sarif-schema-2.1.0.json");
    let mut schema: Json = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    // The standard's own file has a pattern that is no regular expression ("]?$"); nothing here has a language.
    for owner in ["run", "toolComponent"] {
        schema["definitions"][owner]["properties"]["language"].as_object_mut().unwrap().remove("pattern").unwrap();
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    for sample in samples() {
        let log: Json = serde_json::from_str(&form(&sample, "sarif")).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", sample.name);
        let report = json(&sample);
        let kinds = |kind: &str| {
            let results = log["runs"][0]["results"].as_array().unwrap();
            results.iter().filter(|result| result["kind"] == kind).count()
        };
        for (kind, outcome) in [
            ("pass", "pass"),
            ("fail", "fail"),
            ("open", "open"),
            ("review", "review"),
            ("notApplicable", "not_applicable"),
        ] {
            assert_eq!(kinds(kind) as u64, report["counts"][outcome].as_u64().unwrap(), "{}: {kind}", sample.name);
        }
    }
}

#[test]
fn junit_fails_a_case_for_each_finding_that_blocks() {
    for name in ["cheshire-east-2015", "illustrations-signed-off-well", "illustrations-working-year"] {
        let sample = one_of(name);
        let report = json(&sample);
        let blocking = needing_somebody(&report).iter().filter(|finding| finding["severity"] == "must").count();
        let xml = form(&sample, "junit");
        assert_eq!(xml.matches("<failure ").count(), blocking, "{name}");
        let cases = report["findings"].as_array().unwrap().len();
        assert_eq!(xml.matches("<testcase ").count(), cases, "{name}");
    }
}

#[test]
fn annotations_compact_lines_and_rows_have_what_needs_somebody() {
    let sample = one_of("illustrations-working-year");
    let report = json(&sample);
    let count = needing_somebody(&report).len();
    assert!(count > 3);
    let annotations = form(&sample, "github");
    assert_eq!(annotations.lines().count(), count);
    assert!(
        annotations.starts_with("::error file=samples/illustrations/working-year/task-group-2016-05-06.yaml,line=22,col=5,title=not met%3A meeting/decision-is-carried::item 3 resolved"),
        "{annotations}"
    );
    let compact = form(&sample, "compact");
    assert_eq!(compact.lines().count(), count + 1);
    assert!(
        compact.starts_with("samples/illustrations/working-year/task-group-2016-05-06.yaml:22:5: [must] not met, meeting/decision-is-carried: item 3 resolved"),
        "{compact}"
    );
    assert!(compact.ends_with("verdict: fail\n"));
    let rows = form(&sample, "csv");
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let ids: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
    let mut expected: Vec<&str> =
        needing_somebody(&report).iter().map(|finding| finding["id"].as_str().unwrap()).collect();
    let mut found: Vec<&str> = ids.iter().map(String::as_str).collect();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_summary_tells_twenty_and_counts_the_rest() {
    let long = form(&one_of("cheshire-east-2015"), "markdown");
    assert!(long.starts_with("## Assurance report: fail\n"), "{long}");
    assert_eq!(
        long.lines()
            .filter(|line| line.starts_with("| not met (")
                || line.starts_with("| cannot be")
                || line.starts_with("| for a"))
            .count(),
        20
    );
    assert!(long.contains(" more; the whole report has them."), "{long}");
    assert!(form(&one_of("illustrations-signed-off-well"), "markdown").contains("Nothing is left to do."));
}

#[test]
fn the_page_holds_all_and_needs_nothing() {
    for sample in samples() {
        let page = form(&sample, "html");
        let report = json(&sample);
        for finding in needing_somebody(&report) {
            let id = finding["id"].as_str().unwrap();
            assert!(page.contains(&format!("id=\"f-{id}\"")), "{}: {id}", sample.name);
        }
        // Nothing is fetched: no address in a place from which a browser fetches.
        for outside in ["src=", "<link", "@import", "url(", "<iframe", "<img"] {
            assert!(!page.contains(outside), "{}: {outside}", sample.name);
        }
        assert_eq!(page.matches("<h1>").count(), 1, "{}", sample.name);
        assert!(page.contains("lang=\"en-GB\""));
    }
}

#[test]
fn a_finding_is_explained_with_all_that_was_read() {
    let explain = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_quorate")).arg("explain").args(arguments).current_dir(root()).output().unwrap()
    };
    let sample = one_of("illustrations-working-year");
    let report = json(&sample);
    let finding = needing_somebody(&report)[0].clone();
    let id = finding["id"].as_str().unwrap();
    let told = explain(&[id, "samples/illustrations/working-year"]);
    let out = String::from_utf8(told.stdout).unwrap();
    assert!(told.status.success());
    assert!(out.starts_with(&format!("Finding {id}: not met (must)\n")), "{out}");
    for read in finding["evidence"].as_array().unwrap() {
        let pointer = read["pointer"].as_str().unwrap();
        assert!(out.contains(&format!("({pointer})")), "{pointer} in {out}");
    }
    assert!(out.contains("meeting/decision-is-carried\n"), "{out}");
    let unknown = explain(&["000000000000", "samples/illustrations/working-year"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no finding 000000000000"));
    let rule = explain(&["meeting/decision-is-carried", "samples"]);
    assert_eq!(rule.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&rule.stderr).contains("is no finding"));
}

#[test]
fn what_a_document_says_is_text_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let text = "kind: meeting\nid: m\nbody: \"<script>alert(1)</script>\"\ndate: 2015-10-01\nitems: [{ number: 1, title: \"<img src=x>\" }]\n";
    std::fs::write(folder.path().join("m.yaml"), text).unwrap();
    let told = Command::new(env!("CARGO_BIN_EXE_quorate"))
        .args(["check", ".", "--as-of", "2015-11-24", "-f", "html"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let page = String::from_utf8(told.stdout).unwrap();
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    assert!(!page.contains("<script>alert"));
}
