//! `quorate policy`: the list, one policy clause by clause, and what is wrong with a policy itself.

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
    let json = folder.run(&["policy", "list", "-f", "json"]);
    let json: Json = serde_json::from_str(&json.is_report(0).out).unwrap();
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
    says(&shown.out, "within = \"2 years\", set in own.toml; unless set: \"3 years\"");
    says(&shown.out, "least = \"60 days\", as it is unless set");
    let json = folder.run(&["policy", "show", "own.toml", "-f", "json"]);
    let json: Json = serde_json::from_str(&json.is_report(0).out).unwrap();
    let rules = json["rules"].as_array().unwrap();
    let refreshed = rules.iter().find(|rule| rule["rule"] == "pharmaceutical/is-refreshed-in-time").unwrap();
    assert_eq!(refreshed["parameters"][0]["set"], "\"2 years\"");
    assert_eq!(refreshed["severity"], "note");
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
    let json = folder.run(&["policy", "lint", "chain.yaml", "-f", "json"]);
    let json: Json = serde_json::from_str(&json.is_report(1).out).unwrap();
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
