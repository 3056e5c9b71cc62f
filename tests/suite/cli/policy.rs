//! `quorate policy`: the list, one policy clause by clause, and what is wrong with a policy itself.

mod own;

use quorate::policy::Library;
use serde_json::Value as Json;

use super::{Folder, says};
use crate::support::root;

#[test]
fn the_list_names_every_policy() {
    let folder = Folder::passing();
    let list = folder.run(&["policy", "list"]);
    let list = list.is_report(0);
    for name in Library::shipped().names() {
        assert!(list.out.lines().any(|line| line.starts_with(&format!("{name} "))), "{name}");
    }
    let json = folder.run(&["policy", "list", "-f", "json"]).is_report(0).json();
    assert_eq!(json["policies"].as_array().unwrap().len(), Library::shipped().names().count());
}

#[test]
fn a_policy_is_shown_clause_by_clause_with_what_it_sets() {
    let folder = Folder::passing();
    let own = "id = \"own\"\ntitle = \"Our own\"\nextends = [\"pharmaceutical-needs\"]\n\n[[rule]]\nuse = \"pharmaceutical/is-refreshed-in-time\"\nseverity = \"note\"\nclause = \"Our clause\"\nwith = { within = \"2 years\" }\n";
    folder.write("own.toml", own);
    let shown = folder.run(&["policy", "show", "own.toml"]);
    let shown = shown.is_report(0);
    says(
        &shown.out,
        "own: Our own (own.toml) extends pharmaceutical-needs: Pharmaceutical needs assessments in England",
    );
    // The later word on a rule holds, and says where it was said.
    says(&shown.out, "Our clause [note] pharmaceutical/is-refreshed-in-time");
    says(&shown.out, "within = \"2 years\", set in own.toml:9; unless set: \"3 years\"");
    says(&shown.out, "In place of [must] policies/pharmaceutical-needs/policy.toml:");
    says(&shown.out, "least = \"60 days\", as it is unless set");
    let json = folder.run(&["policy", "show", "own.toml", "-f", "json"]).is_report(0).json();
    let rules = json["rules"].as_array().unwrap();
    let refreshed = rules.iter().find(|rule| rule["rule"] == "pharmaceutical/is-refreshed-in-time").unwrap();
    assert_eq!(refreshed["parameters"][0]["set"], "\"2 years\"");
    assert_eq!(refreshed["parameters"][0]["set_at"], "own.toml:9");
    assert_eq!(refreshed["severity"], "note");
    assert_eq!(refreshed["in_place_of"][0]["severity"], "must");
    assert_eq!(rules.len(), 4);
}

#[test]
fn a_document_beside_a_policy_is_named_and_printed_as_it_stands() {
    let folder = Folder::passing();
    let shown = folder.run(&["policy", "show", "jsna-governance-2015"]);
    says(&shown.is_report(0).out, "Beside it: escalation-chain.yaml");
    let printed = folder.run(&["policy", "show", "jsna-governance-2015", "--document", "escalation-chain.yaml"]);
    let path = root().join("policies/jsna-governance-2015/escalation-chain.yaml");
    assert_eq!(printed.is_report(0).out, std::fs::read_to_string(path).unwrap());
    let other = folder.run(&["policy", "show", "jsna-governance-2015", "--document", "escalation.yaml"]);
    says(other.refused(), "beside jsna-governance-2015 stands no \"escalation.yaml\"");
}

#[test]
fn a_policy_that_is_not_there_is_a_problem() {
    let folder = Folder::passing();
    for command in ["show", "lint"] {
        let told = folder.run(&["policy", command, "jsna-governance-2051"]);
        says(told.refused(), "did you mean \"jsna-governance-2015\"?");
    }
}

const CHAIN: &str = "kind: escalation-chain
id: c
title: C
roles:
  - { role: Author, raises: true, escalates_to: [Manager] }
  - { role: Manager, posts: [M], escalates_to: [Chair] }
  - { role: Chair, posts: [C], decides: true }
posts:
  - { post: M, filled: true, deputy: D }
  - { post: D, filled: true }
  - { post: C, filled: true }
";

#[test]
fn lint_tells_the_shortest_way_that_ends_where_nobody_decides() {
    let folder = Folder::passing();
    folder.write("chain.yaml", CHAIN);
    let told = folder.run(&["policy", "lint", "chain.yaml"]);
    let told = told.is_report(1);
    says(
        &told.out,
        "line 11: with the post \"C\" vacant, an issue raised by \"Author\" ends at \"Manager\", who cannot decide: nobody can act as \"Chair\"",
    );
    says(&told.out, "To do Name a deputy of the post");
    says(&told.out, "0 policies and 1 chain of escalation looked at: 1 fault.");
    let json = folder.run(&["policy", "lint", "chain.yaml", "-f", "json"]).is_report(1).json();
    assert_eq!(json["faults"][0]["vacant"], "C");
    assert_eq!(json["faults"][0]["way"], serde_json::json!(["Author", "Manager"]));
    folder.write("chain.yaml", CHAIN.replace("{ post: C, filled: true }", "{ post: C, filled: true, deputy: D }"));
    let whole = folder.run(&["policy", "lint", "chain.yaml"]);
    says(&whole.is_report(0).out, "1 chain of escalation looked at: no fault found.");
}

#[test]
fn lint_looks_at_what_stands_beside_a_policy() {
    let folder = Folder::passing();
    folder.write("own/policy.toml", "id = \"own\"\ntitle = \"Own\"\n");
    folder.write("own/chain.yaml", CHAIN);
    let told = folder.run(&["policy", "lint", "own"]);
    says(&told.is_report(1).out, "1 policy and 1 chain of escalation looked at: 1 fault.");
    let shipped = folder.run(&["policy", "lint", "jsna-governance-2015"]);
    says(
        &shipped.is_report(1).out,
        "with the post \"JSNA Champion\" vacant, an issue raised by \"JSNA Manager\" ends at \"JSNA Content Sponsor\", who cannot decide",
    );
    let without = folder.run(&["policy", "lint", "general"]);
    says(&without.is_report(0).out, "1 policy and 0 chains of escalation looked at: no fault found.");
}

#[test]
fn what_cannot_be_read_is_no_fault_of_the_chain_but_a_problem() {
    let folder = Folder::passing();
    folder.write("chain.yaml", CHAIN.replace("escalates_to: [Chair]", "escalates_to: [Chiar]"));
    let told = folder.run(&["policy", "lint", "chain.yaml"]);
    says(told.refused(), "\"Chiar\" is no role of the chain; did you mean \"Chair\"?");
    folder.write(
        "own.toml",
        "id = \"own\"\ntitle = \"Own\"\n[[rule]]\nuse = \"jsna/no-such-rule\"\nseverity = \"must\"\n",
    );
    let told = folder.run(&["policy", "lint", "own.toml"]);
    says(told.refused(), "there is no rule \"jsna/no-such-rule\"");
    // Nothing looked at must not look like nothing found.
    folder.write("issues.yaml", "kind: jsna-issues\nid: i\nissues: []\n");
    says(folder.run(&["policy", "lint", "issues.yaml"]).refused(), "issues.yaml: this is no chain of escalation");
}

/// A policy that others extend, and one that extends it: with something for each lint to say.
const BASE: &str = r#"id = "base"
title = "Base"
superseded_by = "general"

[[rule]]
use = "meeting/papers-in-time"
severity = "must"
with = { working_days = 3 }

[[rule]]
use = "meeting/late-paper-is-urgent"
severity = "must"
with = { working_days = 7, convention = "clear days" }

[[rule]]
use = "meeting/minutes-are-approved"
severity = "should"
"#;

const OWN: &str = r#"id = "own"
title = "Own"
in_force_from = 2015-06-01
extends = ["base.toml"]

[[clause]]
clause = "Terms, 6.1"
superseded_by = "Terms of 2016, 4"
[[clause]]
clause = "Terms, 6.2"
says = "The Chair is elected each year."
[[clause]]
clause = "Terms, 6.3"
no_rule = "whether a paper is of use is for its readers"
[[clause]]
clause = "Terms, 6.4"

[[rule]]
use = "meeting/papers-in-time"
severity = "should"
clause = "Terms, 6.1: in good time"

[[rule]]
use = "meeting/late-paper-is-urgent"
severity = "must"
clause = "Terms, 6.4"
with = { working_days = 8, convention = "clear working days" }

[[rule]]
use = "meeting/minutes-are-approved"
severity = "should"

[[rule]]
use = "meeting/member-attends-often-enough"
severity = "must"
clause = "Terms, 6.5: often"
"#;

/// Terms that no longer hold, and those that came after them.
const TERMS: &str = "kind: terms-of-reference
id: own-1
body: Own
status: in force
in_force_from: 2014-01-01
clauses:
  - { reference: 1, text: There are five., standing: local }
  - { reference: 2, text: Three make a quorum., standing: local }
members: [{ seat: Chair }]
quorum: { clause: 2, members: 3 }
";

#[test]
fn each_lint_of_a_policy_is_told_with_its_places() {
    let folder = Folder::passing();
    folder.write("quorate.toml", "policies = [\"base.toml\"]\n");
    folder.write("base.toml", BASE);
    folder.write("own/policy.toml", OWN);
    folder.write("own/terms-1.yaml", TERMS);
    folder.write("own/terms-2.yaml", TERMS.replace("own-1", "own-2").replace("2014", "2015"));
    folder.write(
        "own/old.yaml",
        TERMS.replace("in force", "superseded").replace("own-1", "own-0").replace("2014-01-01", "2012-01-01"),
    );
    let json =
        folder.run(&["policy", "lint", "own", "base.toml", "--rules", "rules", "-f", "json"]).is_report(1).json();
    let told = |list: &str| -> Vec<String> {
        let one = |lint: &Json| {
            let see = lint["see"].as_str().map(|see| format!(" <- {see}")).unwrap_or_default();
            let text = |key: &str| lint[key].as_str().unwrap().to_owned();
            format!("{}:{} {}{see}", text("path"), lint["line"], text("check"))
        };
        json[list].as_array().unwrap().iter().map(one).collect()
    };
    assert_eq!(
        told("faults"),
        [
            "base.toml:6 must-without-clause",
            "base.toml:11 must-without-clause",
            "own/old.yaml:4 document-superseded",
            "own/policy.toml:4 policy-superseded",
            "own/policy.toml:10 clause-without-rule",
            "own/policy.toml:19 clause-superseded <- own/policy.toml:7",
            "own/policy.toml:19 setting-lost <- base.toml:8",
            "own/policy.toml:34 clause-unknown",
            "own/terms-1.yaml:1 document-superseded <- own/terms-2.yaml:1",
            "rules/test/lead.rhai:1 rule-in-no-policy",
        ]
    );
    // Clause 2 of the terms is written as data; those that are superseded still list theirs.
    assert_eq!(
        told("notes"),
        [
            "base.toml:3 policy-superseded",
            "own/old.yaml:7 clause-without-rule",
            "own/policy.toml:19 overrides <- base.toml:6",
            "own/policy.toml:24 overrides <- base.toml:13",
            "own/policy.toml:24 overrides <- base.toml:13",
            "own/policy.toml:27 set-to-the-default",
            "own/policy.toml:30 said-again <- base.toml:16",
            "own/terms-1.yaml:7 clause-without-rule",
            "own/terms-2.yaml:7 clause-without-rule",
        ]
    );
    let text = folder.run(&["policy", "lint", "own"]);
    says(
        &text.is_report(1).out,
        "line 19: `meeting/papers-in-time` loses working_days = 3 of \"base\" and has 5 again, see base.toml:8 (setting-lost)",
    );
    says(&text.out, "7 faults, 8 notes (told with -v).");
    assert!(!text.out.contains("(overrides)"));
    let text = folder.run(&["policy", "lint", "own", "-v"]);
    says(
        &text.is_report(1).out,
        "`meeting/late-paper-is-urgent` has working_days = 8 here, in place of 7, see base.toml:13",
    );
    // All that is looked for has its words on the page.
    let page = std::fs::read_to_string(root().join("docs/lints.md")).unwrap();
    for name in quorate::policy::POLICY_LINTS {
        assert!(page.contains(&format!("\n## {name}\n")), "{name}");
    }
}

#[test]
fn show_tells_of_each_clause_what_holds_it() {
    let folder = Folder::passing();
    folder.write("quorate.toml", "policies = [\"base.toml\"]\n");
    folder.write("base.toml", BASE);
    folder.write("own.toml", OWN);
    let shown = folder.run(&["policy", "show", "own.toml"]);
    for words in [
        "extends base: Base (base.toml) superseded by \"general\"",
        "working_days = 5, as it is unless set in place of 3, set in base.toml:8",
        "working_days = 8, set in own.toml:27; unless set: 5 in place of 7, set in base.toml:13",
        "In place of [must] base.toml:6: ",
        "Terms, 6.1 held by meeting/papers-in-time; superseded by \"Terms of 2016, 4\"",
        "Terms, 6.2: The Chair is elected each year. no rule here cites it",
        "Terms, 6.3 kept by people: whether a paper is of use is for its readers",
    ] {
        says(&shown.is_report(0).out, words);
    }
    let json = folder.run(&["policy", "show", "cheshire-east-jclt", "-f", "json"]).is_report(0).json();
    let of = |reference: &str| {
        json["clauses"].as_array().unwrap().iter().find(|clause| clause["reference"] == reference).unwrap()
    };
    assert_eq!(of("6.1")["held_by"], serde_json::json!(["meeting/item-is-quorate"]));
    assert_eq!(of("1.4")["written_as"], serde_json::json!(["reports"]));
    assert_eq!(of("1.1")["held_by"], serde_json::json!([]));
}

#[test]
fn the_policies_that_are_shipped_need_no_mending_but_for_a_chain_as_it_was_adopted() {
    let folder = Folder::passing();
    folder.run(&["policy", "lint", "waivers", "general"]).is_report(0);
    // Without names: all that are shipped, and all rules that are shipped are named by one of them.
    let empty = Folder(tempfile::tempdir().unwrap());
    let json = empty.run(&["policy", "lint", "-f", "json"]).is_report(1).json();
    let faults = json["faults"].as_array().unwrap();
    assert!(faults.iter().all(|fault| fault["check"] == "escalation"), "{faults:?}");
    assert_eq!(json["policies"], Library::shipped().names().count());
}
