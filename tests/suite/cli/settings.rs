//! Where the policy comes from: the command line, `quorate.toml`, or else `general`.

use std::fs;

use super::{Folder, PLANS, POLICY, bare, says, told};

const SETTINGS: &str = "policies = [\"policy.toml\"]\nrules = [\"rules\"]\nas_of = 2015-11-24\n";

#[test]
fn without_any_policy_it_is_general_and_the_report_says_so() {
    let folder = Folder::passing();
    let told = folder.run(&["check", "papers", "--as-of", "2015-11-24"]);
    says(&told.out, "(general)");
    says(&told.out, "nobody named a policy");
    let report = folder.run(&["check", "papers", "-f", "json"]).json();
    assert_eq!(report["policies"].as_array().unwrap().len(), 1);
    assert_eq!(report["policies"][0]["id"], "general");
    assert_eq!(report["policy_was_named"], false);
    let named = folder.check(&["-f", "json"]).is_report(0).json();
    assert_eq!(named["policy_was_named"], true);
    assert!(report["settings"].is_null());
}

#[test]
fn settings_are_found_upwards_from_the_submission_and_named_in_the_report() {
    let folder = Folder::new(PLANS[1].1);
    folder.write("quorate.toml", SETTINGS);
    for submission in ["papers", "papers/plan.yaml", "./papers", "."] {
        let told = folder.run(&["check", submission]);
        says(&told.is_report(1).out, "Settings quorate.toml");
        says(&told.out, "as of 24 November 2015");
        let report = folder.run(&["check", submission, "-f", "json"]).is_report(1).json();
        assert_eq!(report["settings"]["path"], "quorate.toml", "{submission}");
        assert_eq!(report["settings"]["sha256"].as_str().unwrap().len(), 64);
        assert_eq!(report["policies"][0]["id"], "test");
    }
}

#[test]
fn the_nearest_settings_count_and_a_submission_brings_its_own_to_any_place() {
    let folder = Folder::new(PLANS[1].1);
    folder.write("quorate.toml", "policies = [\"no such policy\"]\n");
    folder.write(
        "papers/quorate.toml",
        SETTINGS.replace("policy.toml", "../policy.toml").replace("\"rules", "\"../rules"),
    );
    let report = folder.run(&["check", "papers", "-f", "json"]).is_report(1).json();
    assert_eq!(report["settings"]["path"], "papers/quorate.toml");
    let elsewhere = tempfile::tempdir().unwrap();
    let papers = fs::canonicalize(folder.path("papers")).unwrap();
    let mut command = folder.command();
    command.current_dir(elsewhere.path()).arg("check").arg(&papers).args(["-f", "json"]);
    let report = told(&mut command).is_report(1).json();
    assert!(report["settings"]["path"].as_str().unwrap().ends_with("papers/quorate.toml"));
}

#[test]
fn settings_of_the_working_directory_count_where_the_submission_has_none() {
    let folder = Folder::passing();
    folder.write("quorate.toml", SETTINGS);
    let elsewhere = Folder::new(PLANS[1].1);
    let mut command = folder.command();
    command.arg("check").arg(elsewhere.path("papers")).args(["-f", "json"]);
    let report = told(&mut command).is_report(1).json();
    assert_eq!(report["settings"]["path"], "quorate.toml");
}

#[test]
fn the_command_line_goes_before_the_settings() {
    let folder = Folder::new(PLANS[1].1);
    folder.write("quorate.toml", SETTINGS);
    folder.write("other.toml", POLICY.replace("\"test\"", "\"other\"") + "with = { body = \"Nobody\" }\n");
    let more = ["check", "papers", "-p", "other.toml", "--as-of", "2016-01-31", "-f", "json"];
    let report = folder.run(&more).is_report(0).json();
    assert_eq!(report["policies"][0]["id"], "other");
    assert_eq!(report["as_of"], "2016-01-31");
    assert_eq!(report["settings"]["path"], "quorate.toml");
}

#[test]
fn several_policies_are_taken_together_the_later_word_counts() {
    let folder = Folder::new(PLANS[1].1);
    folder.write("other.toml", POLICY.replace("\"test\"", "\"other\"") + "with = { body = \"Nobody\" }\n");
    folder.check(&["-p", "other.toml"]).is_report(0);
    let rest = ["--rules", "rules", "-p", "other.toml", "-p", "policy.toml"];
    folder.run(&[&["check", "papers"][..], &rest].concat()).is_report(1);
}

#[test]
fn faulty_settings_are_refused_with_their_place() {
    for (text, place, words) in [
        ("polices = []\n", "quorate.toml, line 1, column 1", "did you mean `policies`?"),
        ("policies = \"test\"\n", "quorate.toml, line 1, column 12", "must be a list of texts"),
        ("\nas_of = \"soon\"\n", "quorate.toml, line 2, column 9", "must be a date such as 2015-11-24"),
        ("policies = [\n", "quorate.toml, line", "not valid TOML"),
        ("policies = [\"tset\"]\n", "", "there is no policy \"tset\""),
        ("rules = [\"nowhere\"]\n", "nowhere", "there is no such file or folder"),
    ] {
        let folder = Folder::passing();
        folder.write("quorate.toml", text);
        let told = folder.run(&["check", "papers"]);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{text}");
        says(&told.problems, place);
        says(&told.problems, words);
        assert!(bare(&told.problems).ends_with("Nothingwasjudged."), "{}", told.problems);
    }
}
