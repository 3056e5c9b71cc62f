//! `quorate rules`: the workbench of those who write rules, and the page that teaches it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::{Folder, says};
use crate::support::root;

/// The cases of the rule `test/lead`: one given whole, one of a sample with changes.
const CASES: &str = r#"cases:
  - case: the Board leads
    documents:
      - name: plan.yaml
        text: |
          kind: improvement-plan
          id: plan
          recommendations: [{ reference: "1", lead_body: Board }]
    expect: pass

  - case: somebody else leads
    sample: ../../papers/plan.yaml
    patch:
      - { op: replace, path: /recommendations/0/lead_body, value: Nobody }
    expect:
      - outcome: fail
        of: /recommendations/0
        at: /recommendations/0/lead_body
        says: '"Nobody" leads, not "Board"'
"#;

fn with_cases(cases: &str) -> Folder {
    let folder = Folder::passing();
    folder.write("rules/test/lead.cases.yaml", cases);
    folder
}

#[test]
fn cases_hold_whole_and_as_samples_with_changes() {
    let folder = with_cases(CASES);
    for arguments in [&["rules", "test", "rules"][..], &["rules", "test", "rules/test/lead.rhai"]] {
        says(&folder.run(arguments).is_report(0).out, "2 cases of 1 rule: 2 as expected, 0 not.");
    }
    let one = folder.run(&["rules", "test", "rules/test/lead.cases.yaml", "--filter", "somebody", "-v"]);
    says(&one.is_report(0).out, "test/lead: \"somebody else leads\" rules/test/lead.cases.yaml, line 11 As expected.");
    says(&one.out, "1 case of 1 rule: 1 as expected, 0 not.");
}

#[test]
fn a_case_that_does_not_hold_tells_the_difference_and_what_was_read() {
    let folder = with_cases(&CASES.replace("at: /recommendations/0/lead_body", "at: /recommendations/0"));
    let told = folder.run(&["rules", "test", "rules"]);
    for words in [
        "Expected fail at /recommendations/0 of /recommendations/0: \"Nobody\" leads, not \"Board\"",
        "Got fail at /recommendations/0/lead_body of /recommendations/0: \"Nobody\" leads, not \"Board\"",
        "Difference it points at /recommendations/0/lead_body, not /recommendations/0",
        "What the rule read, in order",
        "/recommendations/0/lead_body: \"Nobody\"",
        "2 cases of 1 rule: 1 as expected, 1 not.",
    ] {
        says(&told.is_report(1).out, words);
    }
    let json = folder.run(&["rules", "test", "rules", "-f", "json"]).is_report(1).json();
    assert_eq!(json["counts"]["not_as_expected"], 1);
    assert_eq!(json["rules"][0]["cases"][1]["got"][0]["at"], "/recommendations/0/lead_body");
    let junit = folder.run(&["rules", "test", "rules", "-f", "junit"]);
    says(
        &junit.is_report(1).out,
        "<testsuites name=\"quorate rules test\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">",
    );
}

#[test]
fn what_is_wrong_with_cases_is_told_with_its_place() {
    for (from, to, words) in [
        ("expect: pass", "expects: pass", "`expects` is not known here"),
        ("expect: pass", "expect: passes", "\"passes\" is no outcome"),
        ("        says: '\"Nobody\" leads, not \"Board\"'\n", "", "a fail is expected without a word of its message"),
        ("plan.yaml\n    patch", "gone.yaml\n    patch", "there is no such file or folder"),
        ("path: /recommendations/0/lead", "path: /recommendations/1/lead", "nothing at /recommendations/1/lead_body"),
        ("op: replace", "op: move", "the change says move in `op`"),
        ("name: plan.yaml", "name: plan.pdf", "\"plan.pdf\" has no known ending"),
    ] {
        assert!(CASES.contains(from), "{from}");
        let told = with_cases(&CASES.replace(from, to)).run(&["rules", "test", "rules"]);
        assert_eq!(told.code, 2, "{}", told.out);
        says(&told.problems, words);
    }
    let folder = with_cases(CASES);
    for (arguments, words) in [
        (&["rules", "test", "--filter", "no such text"][..], "no rule and no title of a case holds \"no such text\""),
        (&["rules", "test", "policy.toml"], "this is neither a rule nor its cases"),
        (&["rules", "show", "test/laed", "--rules", "rules"], "did you mean \"test/lead\"?"),
        (&["rules", "mutate", "test/laed", "--rules", "rules"], "there is no rule \"test/laed\""),
        (&["rules", "list", "--policy", "generall"], "did you mean \"general\"?"),
        (&["rules", "list", "--severity", "mast"], "did you mean \"must\"?"),
        (&["rules", "new", "Lead", "--kind", "meeting"], "\"Lead\" is no name of a rule"),
        (&["rules", "new", "test/lead", "--kind", "meeting"], "this file is there already"),
        (
            &["rules", "new", "meeting/item-is-quorate", "--kind", "meeting"],
            "the rule \"meeting/item-is-quorate\" is shipped with Quorate",
        ),
        (&["rules", "new", "a/b", "--kind", "meting"], "did you mean \"meeting\"?"),
        (&["rules", "new", "a/b", "--kind", "meeting", "--path", "/thing"], "has no `thing` there"),
        (&["rules", "new", "a/b", "--kind", "waivers"], "name a part of it, such as --path /waiver/*"),
    ] {
        let told = folder.run(arguments);
        assert_eq!(told.code, 2, "{arguments:?}: {}", told.out);
        says(&told.problems, words);
    }
}

/// One file with a fault, and one of cases: each is told, and all others are listed, shown and tested.
#[test]
fn one_bad_file_stops_no_other() {
    let folder = with_cases(CASES);
    folder.write("rules/test/bad.rhai", "fn check(");
    folder.write("rules/test/unasked.rhai", super::RULE);
    folder.write("rules/test/unasked.cases.yaml", "cases: [");
    let told = folder.run(&["rules", "test", "rules"]);
    assert_eq!(told.code, 2, "{}{}", told.out, told.problems);
    says(&told.out, "2 cases of 1 rule: 2 as expected, 0 not.");
    says(&told.out, "test/bad could not be tested");
    says(&told.out, "test/unasked could not be tested");
    says(&told.problems, "rules/test/bad.rhai, line 1, column");
    says(&told.problems, "rules/test/unasked.cases.yaml, line 1");

    let report = folder.run(&["rules", "test", "rules", "-f", "json"]).json();
    assert_eq!(report["counts"]["as_expected"], 2);
    assert_eq!(report["untested"][0]["rule"], "test/bad");
    assert_eq!(report["untested"][0]["problems"][0]["file"], "rules/test/bad.rhai");
    let junit = folder.run(&["rules", "test", "rules", "-f", "junit"]).out;
    says(&junit, "errors=\"2\"");
    says(&junit, "<testcase classname=\"test/bad\" name=\"it loads\"><error message=\"rules/test/bad.rhai, line 1");

    let told = folder.run(&["rules", "list", "--rules", "rules", "--area", "test"]);
    assert_eq!(told.code, 2, "{}", told.problems);
    says(&told.out, "test/lead");
    says(&told.problems, "rules/test/bad.rhai, line 1");
    let told = folder.run(&["rules", "lint", "rules"]);
    assert_eq!(told.code, 2, "{}", told.problems);
    says(&told.out, "to mend in 2 rules.");
    says(&told.problems, "rules/test/bad.rhai, line 1");
    folder.run(&["rules", "show", "test/lead", "--rules", "rules"]).is_report(0);
    says(folder.run(&["rules", "show", "test/bad", "--rules", "rules"]).refused(), "rules/test/bad.rhai, line 1");
}

#[test]
fn a_document_or_a_parameter_of_a_case_that_is_wrong_is_told_at_the_case() {
    let board = "lead_body: Board";
    assert!(CASES.contains(board));
    for (cases, place, words) in [
        (
            CASES.replacen(board, "lead_body: [", 1),
            "rules/test/lead.cases.yaml, line",
            "a document of the case cannot be read: ",
        ),
        (
            CASES.replacen("documents:", "sample: nowhere.yaml\n    documents:", 1),
            "rules/test/lead.cases.yaml, line",
            "the sample cannot be read: ",
        ),
    ] {
        let told = with_cases(&cases).run(&["rules", "test", "rules"]);
        assert_eq!(told.code, 2, "{}", told.out);
        says(&told.problems, words);
        says(&told.problems, place);
    }
    let unknown = CASES.replacen("documents:", "parameters: { bodi: Board }\n    documents:", 1);
    let told = with_cases(&unknown).run(&["rules", "test", "rules"]);
    says(&told.is_report(1).out, "It cannot be run: the rule `test/lead` has no parameter `bodi`");
    assert!(!told.out.contains("column"), "{}", told.out);
    let verbose = with_cases(CASES).run(&["rules", "test", "rules", "-v"]);
    says(&verbose.is_report(0).out, "As expected. Got pass at");
    says(&verbose.out, "What the rule read, in order");
}

#[test]
fn a_rule_without_cases_fails_the_test() {
    let told = Folder::passing().run(&["rules", "test", "rules"]);
    says(&told.is_report(1).out, "test/lead There is no case.");
}

#[test]
fn coverage_names_what_no_case_reaches() {
    let only_the_first = CASES.split("\n  - case: somebody").next().unwrap();
    let folder = with_cases(only_the_first);
    let told = folder.run(&["rules", "test", "rules", "--coverage", "--fail-under", "100", "--lcov", "lead.info"]);
    for words in [
        "rules/test/lead.rhai, line 22: in no case this holds: recommendation.lead_body != policy.body",
        "rules/test/lead.rhai, line 23: no case reaches this line",
        "Reached by the cases: 1 of 2 lines, 1 of 2 ways of conditions.",
    ] {
        says(&told.is_report(1).out, words);
    }
    assert_eq!(
        fs::read_to_string(folder.path("lead.info")).unwrap(),
        "TN:\nSF:rules/test/lead.rhai\nBRDA:22,0,0,0\nBRDA:22,0,1,1\nBRF:2\nBRH:1\nDA:22,1\nDA:23,0\nLF:2\nLH:1\nend_of_record\n"
    );
    folder.run(&["rules", "test", "rules", "--fail-under", "50"]).is_report(0);
    with_cases(CASES).run(&["rules", "test", "rules", "--fail-under", "100"]).is_report(0);
}

#[test]
fn a_fault_that_no_case_notices_is_told_or_argued_for() {
    let mutate = |cases: &str| with_cases(cases).run(&["rules", "mutate", "test/lead", "--rules", "rules"]);
    says(&mutate(CASES).is_report(0).out, "3 faults tried in 1 rule: 3 noticed, 0 not.");
    let only_the_first = CASES.split("\n  - case: somebody").next().unwrap();
    let survived = mutate(only_the_first);
    says(
        &survived.is_report(1).out,
        "line 22: no case would notice if this never held: \"recommendation.lead_body != policy.body\".",
    );
    says(&survived.out, "if false {");
    says(&survived.out, "3 faults tried in 1 rule: 2 noticed, 1 not.");
    let argued = mutate(&format!("{only_the_first}argued:\n  - change: if false {{\n    because: a trial\n"));
    says(&argued.is_report(0).out, "2 noticed, 0 not, 1 argued for.");
    let in_vain = mutate(&format!("{CASES}argued:\n  - change: if 7 {{\n    because: a trial\n"));
    says(&in_vain.is_report(1).out, "The cases argue for a change that does not survive: if 7 {");
    let wrong = mutate(&CASES.replace("expect: pass", "expect: open"));
    assert_eq!(wrong.code, 2);
    says(&wrong.problems, "the case \"the Board leads\" does not hold");
}

/// A rule that reads a date, a time and a list, and builds on a parameter.
const SIGNED: &str = r#"//! The action is signed in time.
//!
//! # Why
//! So.
//! # Applies
//! An action.
//! # Passes
//! It is.
//! # Fails
//! It is not.
//! # Remedy
//! Sign it.

const RULE = #{
    each: #{ "meeting": "" },
    since: "0.1.0",
    source: "Act",
    parameters: #{ most: #{ type: "integer", unless_set: 2, meaning: "How many." } },
};

fn check(meeting, policy) {
    if meeting.has("starts") && meeting.items.count() > policy.most {
        return fail(meeting.items, `no room for ${meeting.items.count()}`);
    }
    if meeting.date.before(as_of(meeting)) {
        fail(meeting.date, `no meeting on ${meeting.date}`)
    }
}
"#;

const SIGNED_CASES: &str = "cases:
  - case: far ahead
    documents:
      - name: m.yaml
        text: |
          kind: meeting
          id: m
          body: Board
          starts: '10:00'
          date: 2016-11-24
          items:
            - number: 1
              title: One
    expect: pass
";

#[test]
fn a_suggested_case_notices_the_fault_once_it_is_pasted() {
    let folder = Folder::passing();
    folder.write("rules/test/in-time.rhai", SIGNED);
    let mutate = |cases: &str, more: &[&str]| {
        folder.write("rules/test/in-time.cases.yaml", cases);
        folder.run(&[&["rules", "mutate", "test/in-time", "--rules", "rules", "-f", "json"], more].concat())
    };
    let told = mutate(SIGNED_CASES, &["--suggest"]);
    let json = told.is_report(1).json();
    let faults = json["rules"][0]["faults"].as_array().unwrap();
    let survived: Vec<_> = faults.iter().filter(|fault| fault["fate"] == "survived").collect();
    assert!(survived.len() > 5, "{}", survived.len());
    for fault in &survived {
        let case = fault["case"].as_str().unwrap_or_else(|| panic!("no case for {}", fault["reads"]));
        let pasted = mutate(&format!("{SIGNED_CASES}\n{case}"), &[]);
        let json = serde_json::from_str::<serde_json::Value>(&pasted.out).unwrap();
        let same = |other: &&serde_json::Value| ["line", "column", "reads"].iter().all(|key| other[key] == fault[key]);
        let after = json["rules"][0]["faults"].as_array().unwrap().iter().find(same).unwrap();
        assert_eq!(after["fate"], "noticed", "{case}");
    }
    // All of them together leave nothing.
    let mut cases: Vec<&str> = survived.iter().filter_map(|fault| fault["case"].as_str()).collect();
    cases.dedup();
    mutate(&format!("{SIGNED_CASES}\n{}", cases.join("\n")), &[]).is_report(0);
}

#[test]
fn a_case_of_a_sample_is_suggested_as_one_more_change_of_it() {
    let only_the_second = format!("cases:\n  - case: somebody{}", CASES.split("  - case: somebody").nth(1).unwrap());
    let mutate = |cases: &str| {
        with_cases(cases).run(&["rules", "mutate", "test/lead", "--rules", "rules", "--suggest", "-f", "json"])
    };
    let json = mutate(&only_the_second).is_report(1).json();
    let faults = json["rules"][0]["faults"].as_array().unwrap();
    let case = faults.iter().find_map(|fault| fault["case"].as_str()).unwrap();
    for words in [
        "    sample: ../../papers/plan.yaml\n",
        "      - { op: replace, path: /recommendations/0/lead_body, value: Nobody }\n      - { op: replace, path: /recommendations/0/lead_body, value: Board, document: plan.yaml }\n",
        "    expect: pass\n",
    ] {
        assert!(case.contains(words), "{case}");
    }
    mutate(&format!("{only_the_second}\n{case}")).is_report(0);
}

#[test]
fn where_no_small_edit_shows_the_difference_that_is_said() {
    let folder = Folder::passing();
    // The second half asks what the first has asked: to leave it out makes no difference.
    let twice = SIGNED.replace(
        "meeting.date.before(as_of(meeting))",
        "meeting.date.before(as_of(meeting)) && meeting.date.before(as_of(meeting))",
    );
    folder.write("rules/test/in-time.rhai", twice);
    folder.write("rules/test/in-time.cases.yaml", SIGNED_CASES);
    let told = folder.run(&["rules", "mutate", "test/in-time", "--rules", "rules", "--suggest"]);
    says(&told.is_report(1).out, "if meeting.date.before(as_of(meeting)) && true {");
    says(&told.out, "(no case was found by small edits of those there are)");
}

#[test]
fn a_new_rule_of_any_kind_passes_at_once() {
    let folder = Folder::passing();
    let mut count = 0;
    for kind in quorate::schema::kinds() {
        let name = format!("start/{}", kind.name());
        // Waivers as a whole hold no text; each of them does.
        let path = if kind.name() == "waivers" { "/waiver/*" } else { "" };
        folder.run(&["rules", "new", &name, "--kind", kind.name(), "--path", path, "--dir", "start"]).is_report(0);
        count += 1;
    }
    let whole = folder.run(&["rules", "new", "start/whole", "--kind", "waivers", "--dir", "start"]);
    says(&whole.problems, "holds no text to start a check from");
    let told = folder.run(&["rules", "test", "start"]);
    let rules = count;
    says(
        &told.is_report(0).out,
        &format!("{} cases of {rules} rules: {} as expected, 0 not, {rules} still to be done.", rules * 5, rules * 4),
    );
    folder
        .run(&["rules", "new", "start/item", "--kind", "meeting", "--path", "/items/*", "--dir", "items"])
        .is_report(0);
    says(&folder.run(&["rules", "test", "items"]).is_report(0).out, "4 as expected, 0 not, 1 still to be done.");
}

#[test]
fn a_change_of_a_case_is_seen_while_it_is_watched() {
    let folder = with_cases(CASES);
    let mut child = Command::new(env!("CARGO_BIN_EXE_quorate"))
        .current_dir(folder.path("."))
        .args(["rules", "test", "rules", "--watch"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line == "2 cases of 1 rule: 2 as expected, 0 not."));
    assert!(lines.any(|line| line.starts_with("Waiting for a change")));
    folder.write("rules/test/lead.cases.yaml", CASES.replace("expect: pass", "expect: open"));
    let seen = lines.any(|line| line == "2 cases of 1 rule: 1 as expected, 1 not.");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(seen);
}

/// The first part of a page that stands in fences of a language.
fn fenced(page: &str, language: &str) -> String {
    let part = page.split(&format!("```{language}\n")).nth(1).unwrap();
    part.split("```").next().unwrap().to_owned()
}

#[test]
fn a_case_that_is_suggested_notices_the_fault_once_it_is_pasted() {
    let page = fs::read_to_string(root().join("docs/rules.md")).unwrap();
    let folder = Folder(tempfile::tempdir().unwrap());
    let cases = fenced(&page, "yaml");
    folder.write("rules/meeting/agenda-is-short-enough.rhai", fenced(&page, "rhai"));
    folder.write("rules/meeting/agenda-is-short-enough.cases.yaml", &cases);
    let mutate = ["rules", "mutate", "meeting/agenda-is-short-enough", "--rules", "rules", "--suggest"];
    let told = folder.run(&mutate).is_report(1).out.clone();
    says(&told, "no case would notice if \"count > policy.most\" were \"count >= policy.most\".");
    let case = told.find("  - case: ").map(|at| &told[at..]).unwrap();
    let case = case.split("\n\n").next().unwrap();
    says(case, "items: [{ number: 1 }, { number: 2 }, { number: 3 }]");
    folder.write("rules/meeting/agenda-is-short-enough.cases.yaml", format!("{cases}\n{case}\n"));
    folder.run(&mutate).is_report(0);
}
