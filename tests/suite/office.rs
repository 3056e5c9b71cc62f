//! Office files from the command line: read in place, or made into documents to keep.

mod checklists;
mod figures;
mod logs;
mod returns;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::root;

fn quorate(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quorate")).args(arguments).current_dir(folder).output().unwrap()
}

fn out(told: &Output) -> String {
    String::from_utf8(told.stdout.clone()).unwrap()
}

fn err(told: &Output) -> String {
    one_line(&String::from_utf8(told.stderr.clone()).unwrap())
}

/// A text without the wrapping of a terminal.
fn one_line(text: &str) -> String {
    text.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
}

/// An office file with the text of each of its parts changed.
fn changed(file: &str, change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(root().join(file)).unwrap())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        writer.start_file(&name, SimpleFileOptions::default()).unwrap();
        // A picture is no text.
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => change(&name, text).into_bytes(),
            Err(other) => other.into_bytes(),
        };
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn report(arguments: &[&str]) -> Json {
    let told = quorate(root(), &[&["check", "-f", "json"], arguments].concat());
    serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)))
}

#[test]
fn word_files_give_the_findings_of_their_transcription_with_places_of_their_own() {
    let word = report(&["samples/cheshire-east-2015-office", "-p", "transformation-plan-2015"]);
    let text = report(&["samples/cheshire-east-2015", "-p", "transformation-plan-2015"]);
    let findings = |report: &Json| -> BTreeSet<[String; 4]> {
        let of_rules = |finding: &&Json| finding["rule"].as_str().unwrap().starts_with("self-assessment/");
        let found = report["findings"].as_array().unwrap().iter().filter(of_rules);
        found
            .map(|finding| ["id", "rule", "outcome", "message"].map(|key| finding[key].as_str().unwrap().to_owned()))
            .collect()
    };
    let (of_word, of_text) = (findings(&word), findings(&text));
    assert!(of_text.len() > 200, "{}", of_text.len());
    assert_eq!(of_word, of_text);
    let spots: BTreeSet<&str> = word["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["outcome"] != "not-applicable")
        .flat_map(|finding| finding["places"].as_array().unwrap())
        // The form and the figures are YAML in both.
        .filter(|place| place["path"].as_str().unwrap().ends_with(".docx"))
        .map(|place| {
            assert!(place["line"].is_null(), "{place}");
            place["spot"].as_str().unwrap()
        })
        .collect();
    // Question engagement-5 is the eighth row of the form's table: headings, group, lead-in, four questions before it.
    assert!(spots.contains("table 1, row 8, column 3"), "{spots:?}");
    assert!(spots.contains("paragraph 7.5.2"), "{spots:?}");
    // South leaves the evidence of ambition-1 empty: the finding is at the empty cell.
    let empty = word["findings"].as_array().unwrap().iter().find(|finding| {
        finding["rule"] == "self-assessment/yes-carries-evidence"
            && finding["subject"]["label"] == "question ambition-1"
            && finding["outcome"] == "fail"
    });
    assert_eq!(empty.unwrap()["places"][0]["spot"], "table 1, row 17, column 3");
}

const LOG: &str = "Action log\nRef,Action,Owner,Due date,Status\n1.1,Write the strategy,Head of SEND,31/03/2016,In progress\n1.2,Train the staff,,Ongoing,Completed\n";

#[test]
fn a_csv_file_is_imported_and_never_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("log.csv"), LOG).unwrap();
    let told = quorate(folder.path(), &["import", "log.csv", "--set", "id=log", "-o", "log.yaml"]);
    assert_eq!(told.status.code(), Some(0), "{}", err(&told));
    let written = fs::read_to_string(folder.path().join("log.yaml")).unwrap();
    assert!(written.starts_with("kind: \"action-log\"\nid: \"log\"\n"), "{written}");
    assert!(
        written.contains("  - reference: \"1.2\"\n    text: \"Train the staff\"\n    due: \"Ongoing\"\n"),
        "{written}"
    );
    let again = quorate(folder.path(), &["import", "log.csv", "--set", "id=other", "-o", "log.yaml"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("log.yaml: there is such a file already"), "{}", err(&again));
    assert_eq!(fs::read_to_string(folder.path().join("log.yaml")).unwrap(), written);
    let forced = quorate(folder.path(), &["import", "log.csv", "--set", "id=other", "-o", "log.yaml", "--force"]);
    assert_eq!(forced.status.code(), Some(0));
    assert!(fs::read_to_string(folder.path().join("log.yaml")).unwrap().contains("id: \"other\""));
}

#[test]
fn what_cannot_be_read_names_the_file_and_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str, bytes: &[u8], arguments: &[&str], words: &[&str]| {
        fs::write(folder.path().join(name), bytes).unwrap();
        let told = quorate(folder.path(), &[&["import", name], arguments].concat());
        assert_eq!(told.status.code(), Some(2), "{name}");
        for word in words {
            assert!(err(&told).contains(word), "{name}: not said: {word}\nsaid: {}", err(&told));
        }
    };
    refused("log.csv", LOG.as_bytes(), &["--set", "id"], &["there is no equals sign"]);
    refused(
        "log.csv",
        LOG.as_bytes(),
        &["-t", "action-lgo"],
        &["no template \"action-lgo\"", "did you mean \"action-log\"?"],
    );
    let without = LOG.replace("Status", "Stand");
    let words = ["no template has all its headings", "the nearest is \"action-log\"", "has no heading \"Status\""];
    refused("log.csv", without.as_bytes(), &[], &words);
    refused(
        "log.csv",
        without.as_bytes(),
        &["-t", "action-log", "--set", "id=log"],
        &["has no heading \"Status\"", "\"Stand\""],
    );
    refused("log.xlsx", b"PK\x03\x04 cut", &[], &["log.xlsx"]);
    refused("plan.docx", b"%PDF-1.4", &[], &["plan.docx", "PDF"]);
    refused("plan.yaml", b"kind: meeting", &[], &["plan.yaml", "no office file"]);
}

#[test]
fn an_action_log_gives_the_same_findings_as_a_workbook_and_as_csv() {
    let [workbook, csv] =
        ["workbook", "csv"].map(|name| report(&[&format!("samples/illustrations/action-log/{name}")]));
    let told = |report: &Json| -> BTreeSet<[String; 4]> {
        let found = report["findings"].as_array().unwrap().iter();
        found.map(|finding| ["id", "rule", "outcome", "message"].map(|key| finding[key].to_string())).collect()
    };
    assert_eq!(told(&workbook), told(&csv));
    let place = |report: &Json, rule: &str, message: &str| {
        let all = report["findings"].as_array().unwrap();
        let found = all
            .iter()
            .find(|finding| finding["rule"] == rule && finding["message"].as_str().unwrap().contains(message));
        found.map(|finding| finding["places"][0]["spot"].as_str().unwrap().to_owned())
    };
    // Action 1.5 stands in a row that is hidden; 18 December 2015 to 15 January 2016 are 28 days.
    let overdue = ("action/is-not-overdue", "due \"18/12/2015\" and not complete: 28 days overdue");
    assert_eq!(place(&workbook, overdue.0, overdue.1).as_deref(), Some("sheet \"Log\", cell E8"));
    assert_eq!(place(&csv, overdue.0, overdue.1).as_deref(), Some("row 7, column D"));
    // The cell holds 0.85 and shows 85%.
    let status = ("action/status-and-rating-are-declared", "\"85%\"");
    assert_eq!(place(&workbook, status.0, status.1).as_deref(), Some("sheet \"Log\", cell G6"));
    assert_eq!(workbook["documents"][0]["notices"][0], "sheet \"Log\": row 8 is hidden; it was read like the others");
}

#[test]
fn a_file_that_is_not_utf_8_is_named_once_with_the_way_to_save_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("log.csv"), b"Ref,Action,Status\n1,Caf\xe9,Open\n").unwrap();
    let said = err(&quorate(folder.path(), &["check", "log.csv"]));
    assert_eq!(said.matches("log.csv").count(), 1, "{said}");
    assert!(said.contains("CSV UTF-8") && !said.contains("quorate templates"), "{said}");
}

#[test]
fn every_form_tells_what_was_noticed_in_a_file() {
    let folder = "samples/illustrations/action-log/workbook";
    let notice = "sheet \"Log\": row 8 is hidden; it was read like the others";
    let file = format!("{folder}/action-log.xlsx");
    let told = |form: &str| out(&quorate(root(), &["check", folder, "-f", form]));
    for (form, line) in [
        ("compact", format!("{file}: noticed: {notice}")),
        ("github", format!("::notice file={file},title=noticed::{notice}")),
        ("csv", format!(",noticed,,,,\"{}\",{file},,,,,", notice.replace('"', "\"\""))),
        ("markdown", format!("- Noticed in {file}: {notice}")),
    ] {
        assert!(told(form).lines().any(|own| own == line), "{form}: no line {line}");
    }
    assert!(told("junit").contains(&format!("<system-out>{file}: {}\n</system-out>", notice.replace('"', "&quot;"))));
    let sarif: Json = serde_json::from_str(&told("sarif")).unwrap();
    let noticed = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(noticed["message"]["text"], notice);
    assert_eq!(noticed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], file.as_str());
}

#[test]
fn a_form_shows_what_a_cell_holds_and_nothing_where_it_holds_none() {
    let folder = tempfile::tempdir().unwrap();
    // The second action has no text; nothing is written where that should stand.
    fs::write(folder.path().join("log.csv"), "Ref,Action,Status\n1,Write,Open\n2,,Open\n").unwrap();
    let settings = "as_of = 2016-06-01\n[[office]]\nfile = \"log.csv\"\nset = { id = \"log\" }\n";
    fs::write(folder.path().join("quorate.toml"), settings).unwrap();
    let told = out(&quorate(folder.path(), &["check", ".", "-f", "csv"]));
    assert!(told.contains(",not met,must,document/well-formed,") && !told.contains('{'), "{told}");
}

#[test]
fn a_folder_takes_the_files_that_a_template_knows_and_leaves_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("log.csv"), LOG).unwrap();
    fs::write(folder.path().join("figures.csv"), "Year,Count\n2015,3\n").unwrap();
    let settings = "as_of = 2016-06-01\n[[office]]\nfile = \"log.csv\"\nset = { id = \"log\" }\n";
    fs::write(folder.path().join("quorate.toml"), settings).unwrap();
    let told = quorate(folder.path(), &["check", ".", "-v"]);
    let said = out(&told);
    assert!(said.contains("Judged    1 document: 1 action-log"), "{said}{}", err(&told));
    assert!(said.contains("Not read  figures.csv: no template has all its headings in this file"), "{said}");
    fs::write(folder.path().join("quorate.toml"), "as_of = 2016-06-01\n").unwrap();
}

#[test]
fn a_file_that_the_settings_name_is_read_or_nothing_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "as_of = 2016-06-01\npolicies = [\"action-plans\"]\n[[office]]\nfile = \"log.csv\"\n";
    fs::write(folder.path().join("quorate.toml"), settings).unwrap();
    fs::write(folder.path().join("plan.yaml"), "kind: action-log\nid: other\ntitle: Log\nactions: []\n").unwrap();
    let refused = |words: &[&str]| {
        let told = quorate(folder.path(), &["check", "."]);
        assert_eq!(told.status.code(), Some(2), "{}", out(&told));
        words.iter().for_each(|word| assert!(err(&told).contains(word), "{word}: {}", err(&told)));
    };
    refused(&["quorate.toml, line 4, column 8: there is no file \"log.csv\" beside these settings"]);
    fs::write(folder.path().join("log.csv"), LOG.replace("Status", "State of it")).unwrap();
    refused(&["log.csv: no template has all its headings", "no heading \"Status\"", "quorate.toml names this file"]);
    // Of a type that is not read, or a text: told like any other, and not left out.
    for (name, words) in [
        ("log.xls", ["log.xls: a workbook of this type is not read", "save it as .docx or .xlsx"]),
        ("log.pdf", ["log.pdf: PDF files are not read", "quorate.toml names this file"]),
        ("log.txt", ["log.txt: this is a text, and no office file", "`kind: plan-text`"]),
        ("plan.yaml", ["plan.yaml: this is a document already", "leave it out of [[office]]"]),
    ] {
        fs::write(folder.path().join("quorate.toml"), settings.replace("log.csv", name)).unwrap();
        if name != "plan.yaml" {
            fs::write(folder.path().join(name), "4.1 The plan\n").unwrap();
        }
        refused(&words);
    }
    // What an office program leaves beside a file that is open is no paper.
    fs::write(folder.path().join("~$plan.xlsx"), "open").unwrap();
    // One that nobody named may be none of the papers: the report says in every form that it was not read.
    fs::write(folder.path().join("quorate.toml"), "as_of = 2016-06-01\npolicies = [\"action-plans\"]\n").unwrap();
    for form in ["human", "compact", "markdown", "csv", "github", "sarif", "junit", "html", "json"] {
        let told = quorate(folder.path(), &["check", ".", "-f", form]);
        let said = one_line(&out(&told));
        assert!(said.contains("log.csv") && said.contains("no template has all its headings"), "{form}: {said}");
        // The forms that list every file have it too.
        let lists_all = ["html", "json"].contains(&form);
        assert_eq!(said.contains("~$plan"), lists_all, "{form}: {said}");
    }
    let told = quorate(folder.path(), &["check", ".", "-v"]);
    assert!(one_line(&out(&told)).contains("~$plan.xlsx: a mark that the file is open"), "{}", out(&told));
}

#[test]
fn a_log_that_nobody_named_is_called_after_its_file_and_the_report_says_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Action Log (Board).csv"), LOG).unwrap();
    let told = quorate(folder.path(), &["import", "Action Log (Board).csv"]);
    assert!(out(&told).contains("id: \"action-log-board\""), "{}", out(&told));
    assert!(err(&told).contains("it is called \"action-log-board\" after its file"), "{}", err(&told));
    let told = quorate(folder.path(), &["check", "Action Log (Board).csv", "--as-of", "2016-06-01"]);
    assert!(one_line(&out(&told)).contains("it is called \"action-log-board\" after its file"), "{}", out(&told));
}

#[test]
fn a_text_typed_one_column_too_far_is_told_with_its_cell() {
    let folder = tempfile::tempdir().unwrap();
    let sample = root().join("samples/illustrations/action-log/csv");
    let noticed = || -> Vec<String> {
        let told = out(&quorate(folder.path(), &["check", ".", "-f", "compact"]));
        told.lines().filter_map(|line| Some(line.split_once("noticed: ")?.1.to_owned())).collect()
    };
    fs::copy(sample.join("quorate.toml"), folder.path().join("quorate.toml")).unwrap();
    let log = fs::read_to_string(sample.join("action-log.csv")).unwrap();
    fs::write(folder.path().join("action-log.csv"), &log).unwrap();
    assert!(noticed().iter().all(|notice| !notice.contains("no heading")), "{:?}", noticed());
    let beyond = log.replacen("Amber,In progress,", "Amber,In progress,,Do not close", 1);
    assert_ne!(beyond, log);
    fs::write(folder.path().join("action-log.csv"), beyond).unwrap();
    // The title, the headings, and then action 1.1.
    assert!(
        noticed().contains(&"row 3, column H: \"Do not close\" was not read: the column has no heading".to_owned())
    );
}
