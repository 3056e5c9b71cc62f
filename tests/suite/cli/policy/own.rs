//! Policies of one's own: what they take up from others, and what is wrong with what they say.

use serde_json::Value as Json;

use super::super::{Folder, says};

/// A body's own policy that takes up one of its own, which takes up one that is shipped.
fn with_own_policies(extends: &str) -> Folder {
    let folder = Folder::passing();
    let text = format!("id = \"ours\"\ntitle = \"Ours\"\nextends = [\"{extends}\"]\n");
    folder.write("own/ours.toml", text);
    let base = "id = \"our-base\"\ntitle = \"Our base\"\nextends = [\"parish-council\"]\n\n[[rule]]\nuse = \"action/has-a-date\"\nseverity = \"note\"\nclause = \"Procedure, 3\"\n";
    folder.write("own/base.toml", base);
    folder
}

#[test]
fn a_policy_of_ones_own_is_extended_by_its_path_from_the_file_or_by_its_id() {
    let titles = "ours: Ours (own/ours.toml) extends our-base: Our base (own/base.toml) extends parish-council:";
    let folder = with_own_policies("base.toml");
    says(&folder.run(&["policy", "show", "own/ours.toml"]).is_report(0).out, titles);
    says(
        with_own_policies("bas.toml").run(&["policy", "show", "own/ours.toml"]).refused(),
        "own/ours.toml, line 3, column 12: there is no policy \"bas.toml\"",
    );
    let folder = with_own_policies("our-base");
    says(
        folder.run(&["policy", "show", "own/ours.toml"]).refused(),
        "name one of your own by its path from the folder of this file, or by its `id` if quorate.toml names it",
    );
    folder.write("quorate.toml", "policies = [\"own/ours.toml\", \"own/base.toml\"]\n");
    for named in ["own/ours.toml", "ours"] {
        says(&folder.run(&["policy", "show", named]).is_report(0).out, titles);
        let checked = folder.run(&["check", "papers", "-p", named, "--as-of", "2015-11-24", "-f", "json"]);
        let report = checked.json();
        let paths: Vec<&str> =
            report["policies"].as_array().unwrap().iter().map(|policy| policy["path"].as_str().unwrap()).collect();
        assert_eq!(
            paths,
            ["policies/general/policy.toml", "policies/parish-council/policy.toml", "own/base.toml", "own/ours.toml"]
        );
    }
}

#[test]
fn the_rules_of_a_policy_are_those_that_it_takes_up_too() {
    let folder = with_own_policies("base.toml");
    for (policy, as_shown) in [("parish-council", "parish-council"), ("own/ours.toml", "own/ours.toml")] {
        let listed = folder.run(&["rules", "list", "--policy", policy, "-f", "json"]).is_report(0).json();
        let shown = folder.run(&["policy", "show", as_shown, "-f", "json"]).is_report(0).json();
        let mut in_force: Vec<&Json> = shown["rules"].as_array().unwrap().iter().map(|rule| &rule["rule"]).collect();
        in_force.sort_by_key(|rule| rule.as_str());
        let listed: Vec<&Json> = listed.as_array().unwrap().iter().map(|rule| &rule["rule"]).collect();
        assert_eq!(listed, in_force);
    }
    let listed = folder.run(&["rules", "list", "--policy", "own/ours.toml"]);
    says(
        &listed.is_report(0).out,
        "meeting/decision-is-carried What was resolved at the item was carried by the votes. must in own/ours.toml, which extends general",
    );
    says(&listed.out, "note in own/ours.toml, which extends own/base.toml");
    let severe = folder.run(&["rules", "list", "--policy", "own/ours.toml", "--severity", "note", "--area", "action"]);
    says(&severe.is_report(0).out, "1 rule.");
    says(&folder.run(&["rules", "list"]).is_report(0).out, "that extend it");
    let shown = folder.run(&["rules", "show", "meeting/decision-is-carried"]);
    says(&shown.is_report(0).out, "Policies that put it in force general (must)");
    says(&shown.out, "parish-council, principal-council");
}

#[test]
fn a_must_without_a_clause_is_a_fault_and_the_report_takes_no_other_for_it() {
    let folder = Folder::passing();
    let own = |clause: &str| {
        format!("id = \"own\"\ntitle = \"Own\"\n\n[[rule]]\nuse = \"action/has-a-date\"\nseverity = \"must\"\n{clause}")
    };
    for clause in ["", "clause = \" \"\n"] {
        folder.write("own.toml", own(clause));
        let told = folder.run(&["policy", "lint", "own.toml"]);
        says(
            &told.is_report(1).out,
            "line 5: `action/has-a-date` is a \"must\" and names no clause; the rule comes from \"Good practice of action plans: dates\" (must-without-clause)",
        );
        says(
            &folder.run(&["policy", "show", "own.toml"]).is_report(0).out,
            "none is named in the policy; the rule comes from: Good practice of action plans: dates",
        );
    }
    folder.write("own.toml", own("").replace("must", "should"));
    folder.run(&["policy", "lint", "own.toml"]).is_report(0);
    folder.write("own.toml", own("clause = \"Procedure, 3\"\n"));
    folder.run(&["policy", "lint", "own.toml"]).is_report(0);
}

#[test]
fn a_value_that_a_parameter_does_not_take_is_a_fault_of_the_policy_at_its_line() {
    let folder = Folder::passing();
    for (set, words) in [
        ("working_days = -3", "own.toml, line 8, column 10: `working_days` cannot be -3"),
        ("convention = \"lunar\"", "own.toml, line 8, column 10: `convention` cannot be \"lunar\""),
        ("closed_days = [\"xmas\"]", "own.toml, line 8, column 10: `closed_days` cannot hold \"xmas\""),
    ] {
        let own = format!(
            "id = \"own\"\ntitle = \"Own\"\n\n[[rule]]\nuse = \"meeting/papers-in-time\"\nseverity = \"must\"\nclause = \"1\"\nwith = {{ {set} }}\n"
        );
        folder.write("own.toml", own);
        says(folder.run(&["policy", "lint", "own.toml"]).refused(), words);
        says(folder.run(&["check", "papers", "-p", "own.toml"]).refused(), words);
    }
    let page = folder.run(&["rules", "show", "meeting/papers-in-time"]);
    says(&page.is_report(0).out, "Takes one of \"days\"; \"clear days\";");
}
