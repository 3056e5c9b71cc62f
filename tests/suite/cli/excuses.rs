//! Waivers and the baseline: what is found and does not block, and stays visible.

use std::fs;

use super::{Folder, PLANS, POLICY, Told, says};

const SETTINGS: &str = "policies = [\"policy.toml\"]\nrules = [\"rules\"]\nas_of = 2015-11-24\n";

const WAIVER: &str = "kind = \"waivers\"\n\n[[waiver]]\nid = \"W-1\"\nrule = \"test/lead\"\nsubject = \"recommendation 1\"\nreason = \"The Board has no officers yet\"\nowner = \"Head of Duty\"\napprover = \"Director\"\ngranted = 2015-11-01\nexpires = 2016-06-30\n";

/// A folder whose plan fails, with settings.
fn failing() -> Folder {
    let folder = Folder::new(PLANS[1].1);
    folder.write("quorate.toml", SETTINGS);
    folder
}

fn check(folder: &Folder, more: &[&str]) -> Told {
    folder.run(&[&["check", "papers"][..], more].concat())
}

#[test]
fn what_is_waived_stays_visible_and_does_not_block() {
    let folder = failing();
    assert_eq!(check(&folder, &[]).code, 1);
    folder.write("waivers.toml", WAIVER);
    let told = check(&folder, &[]);
    assert_eq!(told.code, 0);
    says(&told.out, "Waived, or known before (1)");
    says(&told.out, "Waiver W-1, approved by Director, until 2016-06-30");
    let report = check(&folder, &["-f", "json"]).json();
    assert_eq!(report["counts"]["waived"], 1);
    assert_eq!(report["counts"]["fail"], 1);
    let waived: Vec<_> = report["findings"].as_array().unwrap().iter().filter(|one| !one["waiver"].is_null()).collect();
    assert_eq!(waived.len(), 1);
    assert_eq!(waived[0]["waiver"]["id"], "W-1");
    assert_eq!(waived[0]["outcome"], "fail");
    let sarif = check(&folder, &["-f", "sarif"]).json();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let suppressed: Vec<_> = results.iter().filter(|result| result["suppressions"].is_array()).collect();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0]["suppressions"][0]["status"], "accepted");
    says(&check(&folder, &["-f", "html"]).out, "Waived, or known before (1)");
    let explained = folder.run(&["explain", waived[0]["id"].as_str().unwrap(), "papers"]);
    says(&explained.out, "It does not block. Waiver W-1, approved by Director, until 2016-06-30:");
    // Every form shows it, with the reason, and none as something to act on.
    for form in ["compact", "github", "csv", "junit", "markdown"] {
        let told = check(&folder, &["-f", form]);
        assert_eq!(told.code, 0, "{form}");
        says(&told.out, "Waiver W-1, approved by Director, until 2016-06-30: The Board has no officers yet");
        assert!(!told.out.contains("::error") && !told.out.contains("<failure"), "{form}");
    }
    says(&check(&folder, &["-f", "compact"]).out, "[excused] not met, test/lead");
}

/// Each waiver that may not hold waives nothing, and says why.
#[test]
fn a_waiver_that_may_not_hold_waives_nothing() {
    for (found, instead, said) in [
        ("expires = 2016-06-30\n", "expires = 2015-11-23\n", "ended on 2015-11-23"),
        ("granted = 2015-11-01\n", "granted = 2015-12-01\n", "begins on 2015-12-01 only"),
        ("expires = 2016-06-30\n", "", "has no end"),
        ("subject = \"recommendation 1\"\n", "", "waives test/lead for everything"),
        ("approver = \"Director\"\n", "approver = \"Head of Duty\"\n", "approved a waiver of their own"),
        ("reason = \"The Board has no officers yet\"\n", "", "gives no reason"),
        ("owner = \"Head of Duty\"\n", "owners = \"Head of Duty\"\n", "\"owners\" is no field of a waiver"),
    ] {
        let folder = failing();
        folder.write("waivers.toml", WAIVER.replace(found, instead));
        let told = check(&folder, &["-f", "json"]);
        assert_eq!(told.code, 1, "{said}");
        says(&told.out, said.replace('"', "\\\"").as_str());
        assert_eq!(told.json()["counts"]["waived"], 0, "{said}");
    }
}

#[test]
fn a_waiver_of_nothing_says_so_and_one_that_ends_soon_warns() {
    let folder = Folder::passing();
    folder.write("quorate.toml", SETTINGS);
    folder.write("waivers.toml", WAIVER.replace("2016-06-30", "2015-12-01"));
    let told = check(&folder, &["-f", "compact"]);
    assert_eq!(told.code, 0);
    says(&told.out, "[should] not met, excuse/is-used: waiver W-1 waives nothing");
    says(&told.out, "[note] not met, waiver/does-not-end-soon: waiver W-1: ends on 2015-12-01");
    folder.write("waivers.toml", "kind = \"waivers\"\n[[waiver]\n");
    let told = check(&folder, &[]);
    assert_eq!(told.code, 2);
    says(&told.problems, "waivers.toml, line 2, column");
}

#[test]
fn a_policy_says_who_may_approve() {
    let folder = failing();
    let policy = format!(
        "{POLICY}\n[[rule]]\nuse = \"waiver/approver-may-approve\"\nseverity = \"must\"\nwith = {{ approvers = [\"Board\"] }}\n"
    );
    folder
        .write("policy.toml", policy.replacen("title = \"Test\"\n", "title = \"Test\"\nextends = [\"waivers\"]\n", 1));
    folder.write("waivers.toml", WAIVER);
    let told = check(&folder, &[]);
    assert_eq!(told.code, 1);
    says(&told.out, "is none of those who may approve a waiver: Board");
    folder.write("waivers.toml", WAIVER.replace("\"Director\"", "\"Board\""));
    assert_eq!(check(&folder, &[]).code, 0);
}

#[test]
fn a_baseline_lets_what_was_known_pass_and_only_shrinks() {
    let folder = failing();
    let two = "  - { reference: \"1\", text: Improve, lead_body: Nobody }\n  - { reference: \"2\", text: Review, lead_body: Nobody }\n";
    let told = folder.run(&["baseline", "papers"]);
    assert_eq!((told.code, told.out.as_str()), (0, "baseline.toml: 1 known, 1 added, 0 taken out\n"));
    let told = check(&folder, &[]);
    assert_eq!(told.code, 0);
    says(&told.out, "Known when the baseline was drawn");
    assert_eq!(check(&folder, &["-f", "json"]).json()["counts"]["waived"], 0);

    folder.write("papers/plan.yaml", super::plan(two));
    assert_eq!(check(&folder, &[]).code, 1);
    let told = folder.run(&["baseline", "papers"]);
    says(&told.out, "1 known, 0 added, 0 taken out; 1 not taken up, since they are new (--grow takes them up)");
    assert_eq!(check(&folder, &[]).code, 1);
    says(&folder.run(&["baseline", "papers", "--grow"]).out, "2 known, 1 added");
    assert_eq!(check(&folder, &[]).code, 0);

    folder.write("papers/plan.yaml", super::plan(PLANS[0].1));
    let told = check(&folder, &[]);
    assert_eq!(told.code, 0);
    says(&told.out, "does not occur any more");
    says(&folder.run(&["baseline", "papers"]).out, "0 known, 0 added, 2 taken out");
    assert!(!fs::read_to_string(folder.path("baseline.toml")).unwrap().contains("[[known]]"));
}

/// What is waived until 30 June 2016 counts again on 1 July, with no edit.
#[test]
fn a_forecast_tells_what_counts_again_when_its_waiver_ends() {
    let folder = failing();
    folder.write("waivers.toml", WAIVER);
    let ask = |until: &str, form: &str| folder.run(&["forecast", "papers", "--until", until, "-f", form]);
    let told = ask("2016-07-31", "json").json();
    let again: Vec<_> = told["turns"].as_array().unwrap().iter().filter(|turn| !turn["waiver"].is_null()).collect();
    assert_eq!(again.len(), 1, "{told}");
    assert_eq!(
        [&again[0]["on"], &again[0]["waiver"], &again[0]["rule"], &again[0]["after"]],
        ["2016-07-01", "W-1", "test/lead", "fail"]
    );
    says(&ask("2016-07-31", "human").out, "[must] not met, so far waived by W-1: The body that the policy names leads");
    says(&ask("2016-07-31", "ics").out, "SUMMARY:recommendation 1: not met\\, so far waived by W-1");
    assert!(!ask("2016-06-30", "human").out.contains("so far waived"), "the last day is within the waiver");
    // What is mended by then has nothing to count.
    folder.write("papers/plan.yaml", super::plan(PLANS[0].1));
    assert!(!ask("2016-07-31", "human").out.contains("so far waived"));
}
