//! `quorate compare`: what changed, what that made worse, and which edit did it.

use super::{Folder, says};

const BEFORE: &str = "  - { reference: \"1\", text: Improve, lead_body: Board }\n  - { reference: \"2\", text: Review, lead_body: Nobody }\n";

/// A folder with two versions of a plan under `before` and `after`.
fn folder(before: &str, after: &str) -> Folder {
    let folder = Folder::new(after);
    folder.write("before/plan.yaml", super::plan(before));
    folder
}

fn compare(folder: &Folder, more: &[&str]) -> super::Told {
    let mut words =
        vec!["compare", "before", "papers", "-p", "policy.toml", "--rules", "rules", "--as-of", "2015-11-24"];
    words.extend(more);
    folder.run(&words)
}

#[test]
fn a_version_beside_itself_changes_nothing() {
    let told = compare(&folder(BEFORE, BEFORE), &[]);
    assert_eq!(told.code, 0);
    says(&told.out, "Nothing changed.");
    says(&told.out, "(no rule of the policy judges changes themselves;");
    says(&told.out, "Unchanged: 1 (-v lists them)");
    says(&told.out, "Verdict: pass.");
}

#[test]
fn what_became_worse_is_told_with_the_edit_that_did_it() {
    let after = BEFORE.replace("Improve, lead_body: Board", "Improve more, lead_body: Committee");
    let told = compare(&folder(BEFORE, &after), &[]);
    assert_eq!(told.code, 1);
    says(&told.out, "Changes (2)");
    says(&told.out, "New (1)");
    // Of the two edits only one matters.
    says(&told.out, "Because  recommendation 1: lead for delivery \"Board\" ->");
    says(&told.out, "Verdict: fail. The change makes 1 worse that blocks.");
}

#[test]
fn what_is_mended_does_not_block_and_what_was_wrong_before_neither() {
    let after = BEFORE.replace("Nobody", "Board");
    let told = compare(&folder(BEFORE, &after), &["-f", "json"]);
    assert_eq!(told.code, 0);
    let report = told.json();
    assert_eq!(report["verdict"], "pass");
    assert_eq!(report["findings"][0]["turn"], "mended");
    assert_eq!(report["findings"][0]["because"][0]["what"], "lead for delivery \"Nobody\" -> \"Board\"");
    assert_eq!(report["stopped"], false);
    let still = compare(&folder(BEFORE, &BEFORE.replace("Improve,", "Improve it,")), &[]);
    assert_eq!(still.code, 0);
    says(&still.out, "Unchanged: 1");
}

#[test]
fn what_was_about_something_that_is_gone_goes_with_it() {
    let (first, _) = BEFORE.split_at(BEFORE.find("  - { reference: \"2\"").unwrap_or_default());
    let told = compare(&folder(BEFORE, first), &[]);
    assert_eq!(told.code, 0);
    says(&told.out, "Gone with what they were about (1)");
    says(&told.out, "Because  recommendation 2: removed: \"Review\"");
}

#[test]
fn an_edit_of_something_signed_says_after_which_sign_off() {
    let signed =
        "  - { reference: \"1\", text: Improve, lead_body: Board, sign_off: { phase_1: { date: 2015-10-20 } } }\n";
    let after = signed.replace("Improve", "Improve a little");
    let told = compare(&folder(signed, &after), &["-f", "markdown"]);
    says(&told.out, "recommendation 1: text \"Improve\" -&gt; \"Improve a little\"");
    let told = compare(&folder(signed, &after), &[]);
    says(&told.out, "after the");
    says(&told.out, "sign-off of recommendation 1 on 20 October 2015");
}

#[test]
fn what_is_not_there_is_said_and_nothing_is_judged() {
    let folder = folder(BEFORE, BEFORE);
    let told = folder.run(&["compare", "nowhere", "papers", "-p", "policy.toml", "--rules", "rules"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "nowhere: there is no such file or folder");
    says(&told.problems, "Nothing was judged.");
}
