//! A checklist as a Word file that somebody changed.

use std::collections::BTreeSet;
use std::fs;

use regex::Regex;
use serde_json::Value as Json;

use super::{changed, err, out, quorate};
use crate::support::root;

/// A Word checklist of the sample with its text changed, in a folder beside what it is about.
fn checklist_with(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let sample = root().join("samples/cheshire-east-2015-office");
    let folder = tempfile::tempdir().unwrap();
    for file in ["transformation-plan-eastern.docx", "plan-figures-eastern.yaml"] {
        fs::copy(sample.join(file), folder.path().join(file)).unwrap();
    }
    let text = |name: &str, text: String| if name == "word/document.xml" { change(text) } else { text };
    let checklist = changed("samples/cheshire-east-2015-office/self-assessment-eastern.docx", text);
    fs::write(folder.path().join("self-assessment.docx"), checklist).unwrap();
    let settings = "policies = [\"transformation-plan-2015\"]\nas_of = 2015-11-24\n[[office]]\nfile = \"self-assessment.docx\"\nset = { about = \"ec-transformation-plan\" }\n[[office]]\nfile = \"transformation-plan-eastern.docx\"\ntemplate = \"plan-text\"\nset = { id = \"ec-transformation-plan\" }\n";
    fs::write(folder.path().join("quorate.toml"), settings).unwrap();
    folder
}

#[test]
fn a_question_inserted_in_a_word_checklist_is_told_and_shifts_no_other() {
    const THIRD: &str = "show that NHS England";
    let inserted = |text: String| {
        let at = text.find(THIRD).expect("the third question");
        let row = text[..at].rfind("<w:tr>").or_else(|| text[..at].rfind("<w:tr ")).expect("its row");
        let end = at + text[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
        let own = text[row..end].replace("show that NHS England", "include what parents said to NHS England");
        let words =
            Regex::new(">[^<>]{60,}<").unwrap().replace(&own, ">were put to a meeting of parents<").into_owned();
        let words = words.replace(">4.2<", ">8.1<");
        format!("{}{words}{}", &text[..row], &text[row..])
    };
    let findings = |folder: &tempfile::TempDir| -> BTreeSet<[String; 3]> {
        let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
        let report: Json = serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)));
        let found = report["findings"].as_array().unwrap().iter();
        let of_checklist = found.filter(|finding| finding["rule"].as_str().unwrap().starts_with("self-assessment/"));
        of_checklist
            .map(|finding| ["id", "outcome", "message"].map(|key| finding[key].as_str().unwrap().to_owned()))
            .collect()
    };
    let (before, after) = (checklist_with(|text| text), checklist_with(inserted));
    let (before, after) = (findings(&before), findings(&after));
    let gone: Vec<&[String; 3]> = before.difference(&after).collect();
    let new: Vec<&[String; 3]> = after.difference(&before).collect();
    // That the checklist has every question of the form is all that no longer holds.
    assert_eq!(gone.len(), 1, "{gone:#?} {new:#?}");
    assert_eq!(gone[0][1], "pass", "{gone:#?}");
    let failed = new.iter().filter(|[_, outcome, _]| outcome == "fail").map(|[_, _, message]| message.as_str());
    let failed: Vec<&str> = failed.collect();
    assert_eq!(failed, ["question engagement-added-1 is not of the form \"ltp-self-assessment-2015\""]);
}

#[test]
fn a_form_that_is_shipped_is_known_without_a_copy_beside_the_checklist() {
    let folder = checklist_with(|text| text);
    let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
    let report: Json = serde_json::from_str(&out(&told)).unwrap();
    let paths = report["documents"].as_array().unwrap().iter().map(|document| document["path"].as_str().unwrap());
    assert!(paths.collect::<Vec<_>>().contains(&"form-self-assessment.yaml (as shipped)"), "{report}");
    let outcome = |rule: &str| {
        let found = report["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == rule);
        found.map(|finding| finding["outcome"].as_str().unwrap().to_owned())
    };
    assert_eq!(outcome("self-assessment/keeps-to-its-form").as_deref(), Some("pass"));
    // A form of one's own under the same identity comes first.
    let sample = root().join("samples/cheshire-east-2015-office/form-self-assessment.yaml");
    let own = fs::read_to_string(sample).unwrap().replace("have been costed", "were costed by somebody else");
    fs::write(folder.path().join("our-form.yaml"), own).unwrap();
    let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
    assert!(!out(&told).contains("(as shipped)"));
    assert!(out(&told).contains("where the form says"), "{}", out(&told));
}

#[test]
fn a_page_is_looked_up_where_the_word_file_of_the_plan_tells_its_pages() {
    let folder = checklist_with(|text| text.replace(">6.4<", ">p. 2, p. 3<"));
    let page_finding = || {
        let told = quorate(folder.path(), &["check", ".", "-f", "json", "-v"]);
        let report: Json = serde_json::from_str(&out(&told)).unwrap();
        let found = report["findings"].as_array().unwrap().iter();
        let mut found = found.filter(|finding| {
            finding["rule"] == "self-assessment/page-cited-exists" && finding["outcome"] != "not-applicable"
        });
        let finding = found.next().unwrap();
        assert!(found.next().is_none());
        ["outcome", "message"].map(|key| finding[key].as_str().unwrap().to_owned())
    };
    let [outcome, message] = page_finding();
    assert_eq!(outcome, "open");
    assert!(message.contains("does not tell where its pages end"), "{message}");
    const SECOND: &str = "<w:t>2.1 NHS Eastern Cheshire";
    let laid_out = |name: &str, text: String| match name {
        "word/document.xml" => text.replace(SECOND, &format!("<w:lastRenderedPageBreak/>{SECOND}")),
        _ => text,
    };
    let plan = changed("samples/cheshire-east-2015-office/transformation-plan-eastern.docx", laid_out);
    fs::write(folder.path().join("transformation-plan-eastern.docx"), plan).unwrap();
    let [outcome, message] = page_finding();
    assert_eq!(outcome, "fail");
    assert_eq!(message, "page 3 is not in the plan \"ec-transformation-plan\", which has 2 pages");
}
