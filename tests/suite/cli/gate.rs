//! `quorate gate`: an example repository that makes commits, opens a bad change, and is told so.

use std::process::Command;

use super::{Folder, PLANS, Told, says};

const SETTINGS: &str = "policies = [\"policy.toml\"]\nrules = [\"rules\"]\nas_of = 2015-11-24\n";

fn git(folder: &Folder, words: &[&str]) {
    let done = Command::new("git")
        .current_dir(folder.path(""))
        .args(["-c", "user.name=Officer", "-c", "user.email=officer@council.example", "-c", "init.defaultBranch=main"])
        .args(words)
        .output()
        .unwrap();
    assert!(done.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A repository whose branch main holds a plan that passes, with its settings, policy and rule.
fn repository() -> Folder {
    repository_of(PLANS[0].1)
}

/// The same with a plan of some recommendations.
fn repository_of(recommendations: &str) -> Folder {
    let folder = Folder::new(recommendations);
    folder.write("quorate.toml", SETTINGS);
    git(&folder, &["init", "-q"]);
    commit(&folder);
    git(&folder, &["branch", "-q", "base"]);
    folder
}

fn commit(folder: &Folder) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "--allow-empty", "-m", "A change"]);
}

fn gate(folder: &Folder, more: &[&str]) -> Told {
    folder.run(&[&["gate", "--base", "base", "papers"][..], more].concat())
}

#[test]
fn no_change_passes_and_a_bad_one_blocks() {
    let folder = repository();
    let told = gate(&folder, &[]);
    assert_eq!(told.code, 0);
    says(&told.out, "Nothing changed.");
    folder.write("papers/plan.yaml", super::plan(PLANS[1].1));
    // In the working tree, and committed: both are the change.
    for _ in 0..2 {
        let told = gate(&folder, &[]);
        assert_eq!(told.code, 1);
        says(&told.out, "Because  recommendation 1: lead for delivery \"Board\" ->");
        says(&told.out, "Where    papers/plan.yaml, line 6");
        commit(&folder);
    }
    let told = gate(&folder, &["-f", "github"]);
    says(&told.out, "::error file=papers/plan.yaml,line=6,");
    says(&gate(&folder, &["-f", "markdown"]).out, "## Comparison: fail");
    assert_eq!(gate(&folder, &["-f", "json"]).json()["findings"][0]["turn"], "new");
}

#[test]
fn no_change_can_relax_the_gate_that_judges_it() {
    let folder = repository();
    folder.write("papers/plan.yaml", super::plan(PLANS[1].1));
    let policy = super::POLICY.replace("must", "note");
    let rule = super::RULE.replace("recommendation.lead_body != policy.body", "false");
    let waiver = "kind = \"waivers\"\n[[waiver]]\nid = \"W-1\"\nrule = \"test/lead\"\nsubject = \"recommendation 1\"\nreason = \"No\"\nowner = \"A\"\napprover = \"B\"\ngranted = 2015-11-01\nexpires = 2016-06-30\n";
    for (file, content) in [
        ("policy.toml", policy.as_str()),
        ("rules/test/lead.rhai", &rule),
        ("waivers.toml", waiver),
        ("quorate.toml", "as_of = 2015-11-24\n"),
        ("baseline.toml", "[[known]]\nfinding = \"000000000000\"\n"),
    ] {
        folder.write(file, content);
        let told = gate(&folder, &[]);
        assert_eq!(told.code, 1, "{file}");
        says(&told.out, "What judges is changed");
        says(&told.out, file);
        says(&told.out, "the gate judges by what base says");
    }
    // Once the base has it, it counts.
    folder.write("policy.toml", super::POLICY);
    folder.write("rules/test/lead.rhai", super::RULE);
    folder.write("quorate.toml", SETTINGS);
    commit(&folder);
    git(&folder, &["branch", "-q", "-f", "base"]);
    let told = gate(&folder, &["--strict"]);
    assert_eq!(told.code, 0);
    says(&told.out, "Nothing changed.");
}

#[test]
fn what_was_wrong_before_does_not_block_unless_the_gate_is_strict() {
    let folder = repository_of(PLANS[1].1);
    folder.write("papers/plan.yaml", super::plan(&PLANS[1].1.replace("Improve", "Improve more")));
    assert_eq!(gate(&folder, &[]).code, 0);
    assert_eq!(gate(&folder, &["--strict"]).code, 1);
    // What is mended never blocks.
    folder.write("papers/plan.yaml", super::plan(PLANS[0].1));
    let told = gate(&folder, &["--strict"]);
    assert_eq!(told.code, 0);
    says(&told.out, "Mended (1)");
}

#[test]
fn it_works_from_any_folder_and_with_papers_that_are_new_or_gone() {
    let folder = repository();
    folder.write("papers/new/plan.yaml", super::plan(PLANS[1].1).replace("id: plan", "id: other"));
    assert_eq!(gate(&folder, &[]).code, 1);
    let told = super::told(folder.command().current_dir(folder.path("papers")).args(["gate", "--base", "base"]));
    assert_eq!(told.code, 1);
    says(&told.out, "Where    new/plan.yaml, line 6");
    std::fs::remove_dir_all(folder.path("papers/new")).unwrap();
    std::fs::remove_file(folder.path("papers/plan.yaml")).unwrap();
    says(&gate(&folder, &[]).out, "removed");
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let folder = repository();
    let told = folder.run(&["gate", "--base", "nowhere", "papers"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "the repository has no revision \"nowhere\"");
    let told = folder.run(&["gate", "--base", "--output=x", "papers"]);
    assert_eq!(told.code, 2);
    // A shallow clone says what to fetch, and works once that is there.
    commit(&folder);
    let clone = Folder::passing();
    let url = format!("file://{}", folder.path("").display());
    git(&clone, &["clone", "-q", "--depth=1", &url, "shallow"]);
    let at = |words: &[&str]| super::told(clone.command().current_dir(clone.path("shallow")).args(words));
    let told = at(&["gate", "--base", "origin/base", "papers"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "git fetch --depth=1 origin base");
    says(&at(&["gate", "--base", "HEAD~1", "papers"]).problems, "git fetch --deepen=50");
    git(&clone, &["-C", "shallow", "fetch", "-q", "--depth=1", "origin", "base"]);
    assert_eq!(at(&["gate", "--base", "FETCH_HEAD", "papers"]).code, 0);
    let outside = Folder::passing();
    let told = outside.run(&["gate", "--base", "main", "papers"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "there is no git repository here");
}

/// The step of the workflow that action.yml describes, with the program of this build: it fetches the
/// target into the shallow clone of a pull request, annotates, sums up, and gives the gate's code.
#[test]
fn the_step_of_the_action_fetches_annotates_and_sums_up() {
    let folder = repository();
    let url = format!("file://{}", folder.path("").display());
    folder.write("papers/plan.yaml", super::plan(PLANS[1].1));
    git(&folder, &["checkout", "-q", "-b", "change"]);
    commit(&folder);
    let clone = Folder::passing();
    git(&clone, &["clone", "-q", "--depth=1", "--branch=change", &url, "checkout"]);
    let step = concat!(env!("CARGO_MANIFEST_DIR"), "/.github/gate.sh");
    let summary = clone.path("summary.md");
    let mut bash = assert_cmd::Command::new("bash");
    bash.arg(step).current_dir(clone.path("checkout")).env("QUORATE", env!("CARGO_BIN_EXE_quorate"));
    bash.env("TARGET", "base").env("PATHS", "papers").env("GITHUB_STEP_SUMMARY", &summary);
    let told = super::told(&mut bash);
    assert_eq!(told.code, 1, "{}", told.problems);
    says(&told.out, "::error file=papers/plan.yaml,line=6,");
    says(&std::fs::read_to_string(&summary).unwrap(), "## Comparison: fail");
    let action = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/action.yml")).unwrap();
    for name in ["PATHS", "BASE", "STRICT", "FAIL_ON", "TARGET"] {
        says(&action, &format!("        {name}: ${{{{ "));
    }
}

#[test]
fn a_strict_gate_tells_what_blocks_though_it_was_there_before() {
    let folder = repository_of(PLANS[1].1);
    let told = gate(&folder, &["--strict"]);
    assert_eq!(told.code, 1);
    says(&told.out, "Unchanged, and blocking (1)");
    says(&told.out, "\"Nobody\" leads, not \"Board\"");
    says(&told.out, "Verdict: fail. Of the later version 1 blocks, unchanged or not.");
    says(&gate(&folder, &["--strict", "-f", "github"]).out, "::error file=papers/plan.yaml,line=6,");
    says(&gate(&folder, &["--strict", "-f", "markdown"]).out, "\"Nobody\" leads");
    // Where it does not block, it is counted, and listed when asked for.
    says(&gate(&folder, &[]).out, "Unchanged: 1 (-v lists them)");
    says(&gate(&folder, &["-v"]).out, "\"Nobody\" leads");
    assert!(!gate(&folder, &["-f", "github"]).out.contains("::error"));
}

/// A policy's rule that asks a person whether a recommendation is clear.
const ASKS: &str =
    "    return review(recommendation.text, `is \"${recommendation.text}\" clear to the ${policy.body}`);\n}\n";

/// What the base has judged of a review answers it; what it rested on and the change edits is open again.
#[test]
fn what_the_base_has_judged_of_a_review_does_not_block() {
    let folder = Folder::passing();
    let start = super::RULE.find("    if recommendation").unwrap();
    folder.write("rules/test/lead.rhai", format!("{}{ASKS}", &super::RULE[..start]));
    folder.write("quorate.toml", SETTINGS);
    let report = folder.run(&["check", "papers", "-f", "json"]).json();
    let review = report["findings"].as_array().unwrap().iter().find(|one| one["outcome"] == "review").unwrap();
    let id = review["id"].as_str().unwrap();
    git(&folder, &["init", "-q"]);
    let judge = ["judge", id, "papers", "--by", "Chair", "--outcome", "supported", "--because", "Anybody can read it"];
    assert_eq!(folder.run(&judge).code, 0);
    commit(&folder);
    git(&folder, &["branch", "-q", "base"]);
    let told = gate(&folder, &["--strict"]);
    assert_eq!(told.code, 0, "{}", told.out);
    // Edited, the review is open again, because of this edit.
    folder.write("papers/plan.yaml", super::plan(&PLANS[0].1.replace("Improve", "Improve it somehow")));
    let told = gate(&folder, &[]);
    assert_eq!(told.code, 1, "{}", told.out);
    says(&told.out, "has lapsed");
    says(&told.out, "Because  recommendation 1: text \"Improve\" ->");
    assert!(!told.out.contains("stopped at its bound"), "{}", told.out);
    // A judgement of the change itself counts once the base has it.
    assert_eq!(folder.run(&judge).code, 0);
    let told = gate(&folder, &[]);
    assert_eq!(told.code, 1);
    says(&told.out, "papers/judgements.toml is changed");
    commit(&folder);
    git(&folder, &["branch", "-q", "-f", "base"]);
    assert_eq!(gate(&folder, &["--strict"]).code, 0);
    // Beside each other in folders, the judgements of the later version count.
    assert_eq!(folder.run(&["compare", "papers", "papers"]).code, 0);
}

/// What the settings say of an office file counts for the file of both versions, in the gate and in
/// two folders.
#[test]
fn office_files_of_both_versions_are_read_by_their_settings() {
    let folder = Folder::passing();
    folder.write(
        "quorate.toml",
        format!(
            "{SETTINGS}[[office]]\nfile = \"papers/log.csv\"\ntemplate = \"action-log\"\nset = {{ id = \"log\" }}\n"
        ),
    );
    let log = "Ref,Action,Lead,Due,Status\n1.1,Write the protocol,Head of Service,31 March 2016,Open\n";
    folder.write("papers/log.csv", log);
    git(&folder, &["init", "-q"]);
    commit(&folder);
    git(&folder, &["branch", "-q", "base"]);
    let later = log.replace("31 March", "30 June");
    folder.write("papers/log.csv", &later);
    let told = gate(&folder, &[]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.problems);
    says(&told.out, "\"31 March 2016\" -> \"30 June 2016\"");
    for (name, text) in [("before", log), ("after", &later)] {
        folder.write(&format!("{name}/log.csv"), text);
        folder.write(&format!("{name}/plan.yaml"), super::plan(PLANS[0].1));
        let settings = SETTINGS.replace("policy.toml", "../policy.toml").replace("\"rules\"", "\"../rules\"");
        folder.write(
            &format!("{name}/quorate.toml"),
            format!("{settings}[[office]]\nfile = \"log.csv\"\ntemplate = \"action-log\"\nset = {{ id = \"log\" }}\n"),
        );
    }
    let told = folder.run(&["compare", "before", "after"]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.problems);
    says(&told.out, "\"31 March 2016\" -> \"30 June 2016\"");
}
