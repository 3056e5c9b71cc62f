//! What people do with a report: look ahead, judge a review, ask why, try what a pass is worth.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;
use tempfile::TempDir;

use super::{POLICY, RULE, plan};
use crate::support::{files_below, root};

fn quorate(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quorate")).args(arguments).current_dir(folder).output().unwrap()
}

fn told(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = quorate(folder, arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const LOG: &str = "kind: action-log
id: log
title: Log
actions:
  - { reference: \"7.1\", text: Write the plan, lead: Head of Service, due: 2016-05-31 }
  - { reference: \"7.2\", text: Publish the plan, lead: Head of Service, due: June 2016 }
";

const OVERDUE: &str = "id = \"test\"\ntitle = \"Test\"\n[[rule]]\nuse = \"action/is-not-overdue\"\nseverity = \"must\"\nclause = \"7.2\"\n";

fn log() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("log.yaml"), LOG).unwrap();
    fs::write(folder.path().join("policy.toml"), OVERDUE).unwrap();
    folder
}

#[test]
fn a_forecast_tells_each_day_on_which_something_turns() {
    let folder = log();
    let ask = |from: &str, until: &str, form: &str| {
        let arguments = ["forecast", ".", "-p", "policy.toml", "--as-of", from, "--until", until, "-f", form];
        told(folder.path(), &arguments)
    };
    let (code, human, err) = ask("2015-11-24", "2016-12-31", "human");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let days: Vec<&str> =
        human.lines().filter(|line| line.ends_with("2016") && !line.contains(' ') || line.starts_with("1 ")).collect();
    // Overdue on the day after the last day that the date may mean.
    assert_eq!(days, ["1 June 2016, in 129 working days", "1 July 2016, in 151 working days"], "{human}");
    assert!(human.contains("[must] not met, so far met:"), "{human}");
    assert!(human.ends_with("\n2 changes.\n"), "{human}");
    // The last day is looked at, the day after it is not.
    assert!(ask("2015-11-24", "2016-07-01", "human").1.ends_with("\n2 changes.\n"));
    assert!(ask("2015-11-24", "2016-06-30", "human").1.ends_with("\n1 change.\n"));
    assert!(ask("2015-11-24", "2016-05-31", "human").1.ends_with("\nNothing changes by itself.\n"));
    let (_, json, _) = ask("2015-11-24", "2016-12-31", "json");
    let json: Json = serde_json::from_str(&json).unwrap();
    let first = &json["turns"][0];
    assert_eq!(
        [&first["on"], &first["before"], &first["after"], &first["subject"]["label"]],
        ["2016-06-01", "pass", "fail", "action 7.1"]
    );
}

#[test]
fn a_calendar_keeps_to_its_standard_and_its_events_keep_their_identity() {
    let folder = log();
    let ask = |from: &str| {
        let arguments = [
            "forecast",
            ".",
            "-p",
            "policy.toml",
            "--as-of",
            from,
            "--until",
            "2016-12-31",
            "-f",
            "ics",
            "-o",
            "a.ics",
        ];
        let (code, out, err) = told(folder.path(), &arguments);
        assert_eq!((code, out.as_str(), err.as_str()), (Some(0), "", ""));
        fs::read_to_string(folder.path().join("a.ics")).unwrap()
    };
    let file = ask("2015-11-24");
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && file.ends_with("END:VCALENDAR\r\n"), "{file}");
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    assert!(file.lines().all(|line| line.len() <= 75), "{file}");
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 2);
    assert!(file.contains("DTSTART;VALUE=DATE:20160601\r\n") && file.contains("DTSTAMP:20151124T000000Z\r\n"));
    let uids = |file: &str| file.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(uids(&file), uids(&ask("2016-02-01")), "the same events from another day");
    fs::write(folder.path().join("log.yaml"), LOG.replace("2016-05-31", "2016-06-10")).unwrap();
    assert_eq!(uids(&file)[0], uids(&ask("2015-11-24"))[0], "the same event on another day");
}

#[test]
fn a_forecast_looks_ahead_and_not_for_ever() {
    let folder = log();
    for (until, says) in
        [("2015-11-24", "is not after the day of the assessment"), ("2025-11-26", "more than ten years")]
    {
        let (code, _, err) = told(folder.path(), &["forecast", ".", "--as-of", "2015-11-24", "--until", until]);
        assert_eq!(code, Some(2), "{until}");
        assert!(err.contains(says), "{err}");
    }
    assert_eq!(told(folder.path(), &["forecast", "."]).0, Some(2), "--until is needed");
}

/// A copy of a sample that has reviews.
fn reviewed() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sample = root().join("samples/illustrations/measures");
    for path in files_below(&sample, "") {
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    folder
}

fn report(folder: &Path) -> Json {
    let output = quorate(folder, &["check", ".", "-f", "json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn finding<'r>(report: &'r Json, id: &str) -> &'r Json {
    report["findings"].as_array().unwrap().iter().find(|finding| finding["id"] == id).unwrap()
}

fn of_judgements(report: &Json) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let of_rule = findings.filter(|finding| finding["rule"] == "judgement/is-in-order");
    of_rule.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_judgement_answers_its_review_until_what_it_rested_on_changes() {
    let folder = reviewed();
    let folder = folder.path();
    let before = report(folder);
    let review = before["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["outcome"] == "review" && finding["message"].as_str().unwrap().starts_with("from 20%"))
        .unwrap();
    let id = review["id"].as_str().unwrap();
    let judge = |outcome: &str, because: &str| {
        told(folder, &["judge", id, ".", "--by", "Chair of the Board", "--outcome", outcome, "--because", because])
    };
    let (code, out, err) = judge("supported", "The figures \"bear it out\"");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(
        out.starts_with("Recorded in judgements.toml: ") && out.contains("supported, by the Chair of the Board"),
        "{out}"
    );
    let after = report(folder);
    let judged = finding(&after, id);
    assert_eq!((&judged["outcome"], &judged["judgement"]["stands"]), (&Json::from("pass"), &Json::from(true)));
    let message = judged["message"].as_str().unwrap();
    assert!(message.contains("; judged supported by the Chair of the Board on "), "{message}");
    assert!(message.ends_with(": The figures \"bear it out\""), "{message}");
    assert_eq!(of_judgements(&after), Vec::<String>::new());
    let count = |report: &Json, outcome: &str| report["counts"][outcome].as_u64().unwrap();
    assert_eq!(count(&after, "review") + 1, count(&before, "review"));

    // What stands in the file stays; the last judgement counts.
    let path = folder.join("judgements.toml");
    let kept = fs::read_to_string(&path).unwrap() + "# seen by the clerk\n";
    fs::write(&path, &kept).unwrap();
    assert!(judge("partly", "One of the two figures does").1.contains("partly supported, by the Chair of the Board"));
    assert_eq!(finding(&report(folder), id)["outcome"], "fail");
    assert_eq!(finding(&report(folder), id)["judgement"]["outcome"], "partly");
    let kept = fs::read_to_string(&path).unwrap() + "# seen again\n";
    fs::write(&path, &kept).unwrap();
    assert!(judge("not-supported", "Not so").1.contains("It takes the place of the one before it."));
    assert!(fs::read_to_string(&path).unwrap().starts_with(&kept));
    assert_eq!(finding(&report(folder), id)["outcome"], "fail");
    assert_eq!(of_judgements(&report(folder)), Vec::<String>::new(), "what is history is no fault");

    // Something that it rested on changes: the question is the same, of another figure.
    let file = folder.join(review["places"][0]["path"].as_str().unwrap());
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.matches("baseline: 20%").count(), 1);
    fs::write(&file, text.replace("baseline: 20%", "baseline: 30%")).unwrap();
    let lapsed = report(folder);
    let again = finding(&lapsed, id);
    assert_eq!((&again["outcome"], &again["judgement"]["stands"]), (&Json::from("review"), &Json::from(false)));
    assert!(again["message"].as_str().unwrap().ends_with("has lapsed, since what it rested on has changed"));
    assert_eq!(count(&lapsed, "review"), count(&before, "review"), "the review is open again");
    let faults = of_judgements(&lapsed);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("judgement 3") && faults[0].contains("the review is open again"), "{faults:?}");
}

#[test]
fn a_judgement_that_is_malformed_or_answers_nothing_is_a_finding() {
    let folder = reviewed();
    let folder = folder.path();
    let path = folder.join("judgements.toml");
    let before = report(folder);
    let of = |outcome: &str| {
        let found =
            before["findings"].as_array().unwrap().iter().find(|finding| finding["outcome"] == outcome).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let judgement = |id: &str, rest: &str| {
        format!("[[judgement]]\nfinding = \"{id}\"\nby = \"Chair\"\nbecause = \"so\"\nrests_on = \"x\"\n{rest}\n")
    };
    for (text, says) in [
        (judgement("000000000000", "outcome = \"supported\"\ndate = 2016-01-01"), "there is no such finding"),
        (judgement(&of("pass"), "outcome = \"supported\"\ndate = 2016-01-01"), "it answers nothing"),
        (judgement(&of("review"), "outcome = \"supported\"\ndate = 2016-01-01"), "what it rested on has changed since"),
        (
            judgement(&of("review"), "outcome = \"supported\"\ndate = 2999-01-01"),
            "dated after the day of this assessment",
        ),
        (judgement(&of("review"), "outcome = \"maybe\"\ndate = 2016-01-01"), "\"maybe\" is no judgement"),
        (judgement(&of("review"), "outcome = \"supported\""), "`date` is missing"),
        ("[[judgement]\n".to_owned(), "this is not valid TOML"),
    ] {
        fs::write(&path, text).unwrap();
        let after = report(folder);
        assert!(
            of_judgements(&after).iter().any(|message| message.contains(says)),
            "{says}: {:?}",
            of_judgements(&after)
        );
        assert_eq!(after["counts"]["review"], before["counts"]["review"], "{says}: nothing is answered");
    }
    // Nothing is added to a file that cannot be read.
    let (code, _, err) =
        told(folder, &["judge", &of("review"), ".", "--by", "Chair", "--outcome", "supported", "--because", "so"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("mend the file first"), "{err}");
}

#[test]
fn only_a_review_is_judged_by_a_post_with_a_reason() {
    let folder = reviewed();
    let folder = folder.path();
    let before = report(folder);
    let id = |outcome: &str| {
        let found =
            before["findings"].as_array().unwrap().iter().find(|finding| finding["outcome"] == outcome).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let judge = |id: &str, by: &str, because: &str, date: &str| {
        told(folder, &["judge", id, ".", "--by", by, "--outcome", "supported", "--because", because, "--date", date])
    };
    for ((code, _, err), says) in [
        (judge("000000000000", "Chair", "so", "2016-01-01"), "there is no finding 000000000000"),
        (judge(&id("pass"), "Chair", "so", "2016-01-01"), "is not for a person to judge"),
        (judge(&id("review"), " ", "so", "2016-01-01"), "a judgement needs --by"),
        (judge(&id("review"), "Chair", "", "2016-01-01"), "a judgement needs --because"),
        (judge(&id("review"), "Chair", "so", "2999-01-01"), "is after the day of the assessment"),
    ] {
        assert_eq!(code, Some(2), "{says}");
        assert!(err.contains(says), "{says}: {err}");
    }
    assert!(!folder.join("judgements.toml").exists());
}

/// A folder with a rule of its own over a plan of one recommendation.
fn own_rule(check: &str, recommendation: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules/test");
    fs::create_dir_all(&rules).unwrap();
    let start = RULE.find("fn check").unwrap();
    let text = format!("{}fn check(recommendation, policy) {{\n{check}\n}}\n", &RULE[..start]);
    fs::write(rules.join("lead.rhai"), text).unwrap();
    fs::write(folder.path().join("policy.toml"), POLICY).unwrap();
    fs::write(folder.path().join("plan.yaml"), plan(recommendation)).unwrap();
    folder
}

const LED_BY_BOARD: &str = "  - { reference: \"1\", text: Improve, lead_body: Board }\n";

#[test]
fn a_pass_that_nothing_can_break_is_hollow() {
    for (check, verdict) in [
        ("if recommendation.lead_body != policy.body { return fail(recommendation, \"not led\"); }", "breakable"),
        (
            "if recommendation.has(\"lead_body\") && policy.body == \"\" { return fail(recommendation, \"not led\"); }",
            "hollow",
        ),
        // What is absent is filled in; a list that is absent cannot be.
        (
            "if recommendation.has(\"priority\") && policy.body != \"\" { return fail(recommendation, \"not led\"); }",
            "breakable",
        ),
        (
            "if recommendation.has(\"actions\") && policy.body != \"\" { return fail(recommendation, \"not led\"); }",
            "unsettled",
        ),
    ] {
        let folder = own_rule(check, LED_BY_BOARD);
        let arguments = ["check", "plan.yaml", "-p", "policy.toml", "--rules", "rules", "--witness", "-f"];
        let ask = |form| told(folder.path(), &[&arguments[..], &[form]].concat());
        let (code, json, err) = ask("json");
        assert_eq!((code, err.as_str()), (Some(0), ""), "{check}");
        let report: Json = serde_json::from_str(&json).unwrap();
        let pass =
            report["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "test/lead").unwrap();
        assert_eq!(pass["witness"]["verdict"], verdict, "{check}: {}", pass["witness"]);
        assert_eq!(pass["witness"]["broken_by"].is_null(), verdict != "breakable");
        let hollow = usize::from(verdict == "hollow");
        assert_eq!(report["witness"]["hollow"], hollow);
        for form in ["human", "html", "markdown"] {
            let (_, text, _) = ask(form);
            assert!(text.contains("Hollow"), "{form}");
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&format!("made the rule speak: {hollow}.")), "{form}: {text}");
        }
    }
}

#[test]
fn an_explanation_tells_what_decided_and_what_would_lift_it() {
    let folder = own_rule(
        "if recommendation.lead_body != policy.body { return fail(recommendation.lead_body, \"not led\"); }",
        "  - { reference: \"1\", text: Improve, lead_body: Nobody }\n",
    );
    let options = ["-p", "policy.toml", "--rules", "rules"];
    let (_, json, _) = told(folder.path(), &[&["check", "plan.yaml", "-f", "json"], &options[..]].concat());
    let report: Json = serde_json::from_str(&json).unwrap();
    let found = report["findings"].as_array().unwrap().iter().find(|finding| finding["outcome"] == "fail").unwrap();
    let id = found["id"].as_str().unwrap();
    let (code, text, err) = told(folder.path(), &[&["explain", id, "plan.yaml"], &options[..]].concat());
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("\"Nobody\", is not \"Board\" (plan.yaml, line 6)"), "{text}");
    assert!(text.contains("were \"Board\" (plan.yaml, line 6): 1 change of what was read was tried"), "{text}");
}

#[test]
fn nothing_tells_of_progress_where_nobody_looks() {
    // Long enough for a sign of life, on a terminal.
    let output = quorate(root(), &["check", "samples/cheshire-east-2015", "--witness", "-f", "markdown"]);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
