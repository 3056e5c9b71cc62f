//! What keeps the program from judging: exit code 2, nothing on standard output, and a message
//! that names the file, the place, what is the matter and what to do.

use std::fs;

use super::{Folder, PLANS, POLICY, RULE, Told, bare, plan, says};

/// The run ends with 2, prints no report, and says all these words.
#[track_caller]
fn is_refused(told: &Told, words: &[&str]) {
    assert_eq!(told.code, 2, "{}{}", told.out, told.problems);
    assert_eq!(told.out, "", "standard output");
    for word in words {
        says(&told.problems, word);
    }
    assert!(told.problems.contains("help:"), "no way out: {}", told.problems);
    assert!(bare(&told.problems).ends_with("Nothingwasjudged."), "{}", told.problems);
}

#[track_caller]
fn document_is_refused(name: &str, content: impl AsRef<[u8]>, words: &[&str]) {
    let folder = Folder::passing();
    folder.write(&format!("papers/{name}"), content.as_ref());
    let told = folder.check(&[]);
    is_refused(&told, words);
    is_refused(&folder.check(&["-f", "json"]), words);
}

#[track_caller]
fn policy_is_refused(text: &str, words: &[&str]) {
    let folder = Folder::passing();
    folder.write("policy.toml", text);
    is_refused(&folder.check(&[]), words);
}

#[track_caller]
fn rule_is_refused(text: &str, words: &[&str]) {
    let folder = Folder::passing();
    folder.write("rules/test/lead.rhai", text);
    is_broken(&folder.check(&[]), words);
}

/// The report says that the rule could not be applied, why, and what to do.
#[track_caller]
fn is_broken(told: &Told, words: &[&str]) {
    let told = &told.is_report(2).out;
    for word in words.iter().chain(&["Rules that could not be applied", "Tell whoever maintains the rule"]) {
        says(told, word);
    }
    says(told, "Verdict: not judged. A rule could not be applied; see above.");
}

// Documents.

#[test]
fn a_missing_file() {
    let folder = Folder::passing();
    for path in ["paper/plan.yaml", "papers/plam.yaml", "nowhere"] {
        let told = folder.run(&["check", path]);
        is_refused(&told, &[path, "there is no such file or folder", "check the spelling"]);
    }
}

#[test]
fn an_empty_folder_and_one_with_unrelated_files_only() {
    let folder = Folder::passing();
    fs::create_dir(folder.path("empty")).unwrap();
    folder.write("unrelated/notes.txt", "notes");
    for path in ["empty", "unrelated"] {
        let told = folder.run(&["check", path]);
        is_refused(&told, &[path, "there is no document here to judge", "kind: meeting"]);
    }
}

#[test]
fn a_file_of_another_type_that_is_named() {
    let folder = Folder::passing();
    folder.write("minutes.rtf", "x");
    let told = folder.run(&["check", "minutes.rtf"]);
    is_refused(&told, &["minutes.rtf", "a word processor's file of this type is not read", ".docx"]);
}

#[test]
fn a_named_document_without_a_kind_and_one_of_an_unknown_kind() {
    let folder = Folder::passing();
    folder.write("config.yaml", "name: x\n");
    let told = folder.run(&["check", "config.yaml"]);
    is_refused(&told, &["config.yaml", "does not say what it is", "improvement-plan"]);
    document_is_refused(
        "other.yaml",
        "id: x\nkind: improvment-plan\n",
        &[
            "papers/other.yaml, line 2, column 7",
            "\"improvment-plan\" is no kind",
            "did you mean \"improvement-plan\"?",
        ],
    );
}

#[test]
fn malformed_documents() {
    for (name, content, words) in [
        (
            "a.json",
            "{\"kind\": \"meeting\",}",
            &["papers/a.json, line 1, column 20", "the name of a field was expected"][..],
        ),
        (
            "a.json",
            "{\"kind\": \"meeting\", \"kind\": \"meeting\"}",
            &["papers/a.json, line 1, column 21", "`kind` is given twice"],
        ),
        (
            "a.yaml",
            "kind: meeting\nid: 1\nkind: meeting\n",
            &["papers/a.yaml, line 3, column 1", "`kind` is given twice"],
        ),
        ("a.yaml", "kind: meeting\n  id: [\n", &["papers/a.yaml, line 2", "not valid YAML", "indentation"]),
        ("a.yaml", "", &["papers/a.yaml, line 1, column 1", "the file is empty"]),
        ("a.md", "---\nkind: plan-text\nid: [\n---\n1.1 Text\n", &["papers/a.md, line", "not valid YAML"]),
    ] {
        document_is_refused(name, content, words);
    }
}

#[test]
fn bytes_that_are_no_text() {
    document_is_refused(
        "a.yaml",
        b"kind: meeting\nid: \xff\xfe\n",
        &["papers/a.yaml, line 2, column 5", "not UTF-8", "save the file as UTF-8"],
    );
    document_is_refused(
        "a.json",
        "\u{feff}{\"kind\": \"meeting\"}",
        &["papers/a.json, line 1, column 1", "byte order mark", "without"],
    );
}

/// It says what it is, so it is a document; leaving it out would pass what nobody read.
#[test]
fn bytes_that_are_no_text_below_a_front_matter() {
    document_is_refused(
        "a.md",
        b"---\nkind: plan-text\nid: x\n---\n1.1 \xff\n",
        &["papers/a.md, line 5, column 5", "not UTF-8"],
    );
}

#[test]
fn all_faulty_documents_are_told_in_one_run() {
    let folder = Folder::passing();
    folder.write("papers/a.json", "{");
    folder.write("papers/b.yaml", "a: [\n");
    is_refused(&folder.check(&[]), &["papers/a.json", "papers/b.yaml"]);
}

/// Drawing such a line once stopped the program instead of ending with code 2.
#[test]
fn a_fault_far_out_in_a_file_of_one_line() {
    let folder = Folder::passing();
    let items = "{\"reference\":\"1\",\"text\":\"Improve\"},".repeat(14_000);
    let cut = format!("{{\"kind\":\"improvement-plan\",\"recommendations\":[{items}{{\"reference\":\"1");
    fs::write(folder.path("papers/cut.json"), &cut).unwrap();
    let told = folder.check(&[]);
    is_refused(&told, &["papers/cut.json, line 1, column", "these quotation marks are never closed", "cut off"]);
    assert!(told.problems.len() < 2_000, "the line itself is printed: {} bytes", told.problems.len());
}

#[test]
fn a_file_over_the_size_limit_is_not_even_read() {
    let folder = Folder::passing();
    let file = fs::File::create(folder.path("papers/huge.json")).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    is_refused(&folder.check(&[]), &["papers/huge.json", "larger than 64 MiB", "--max-size"]);
    fs::remove_file(folder.path("papers/huge.json")).unwrap();
    is_refused(&folder.check(&["--max-size", "0"]), &["papers/plan.yaml", "larger than 0 MiB"]);
}

#[test]
fn a_document_of_two_megabytes_is_judged() {
    let folder = Folder::passing();
    let long = "Improve. ".repeat(240);
    let items: Vec<String> = (1..=1000)
        .map(|number| format!("{{\"reference\": \"{number}\", \"text\": \"{long}\", \"lead_body\": \"Board\"}}"))
        .collect();
    let document = format!(
        "{{\"kind\": \"improvement-plan\", \"id\": \"large\", \"title\": \"Plan\", \"accountable_body\": \"Board\", \"recommendations\": [{}]}}",
        items.join(",\n")
    );
    assert!(document.len() > 2_000_000);
    folder.write("papers/large.json", document);
    let report = folder.check(&["-f", "json"]).is_report(0).json();
    // A well-formed document and a recommendation each, for the large plan and the small one.
    assert_eq!(report["counts"]["pass"], 1000 + 1 + 2);
    is_refused(&folder.check(&["--max-size", "1"]), &["papers/large.json", "larger than 1 MiB"]);
}

/// Root may read everything; nothing can be told then, so nothing is asserted.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::passing();
    let path = folder.path("papers/secret.yaml");
    folder.write("papers/secret.yaml", plan(PLANS[0].1));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_err() {
        is_refused(&folder.check(&[]), &["papers/secret.yaml", "may not be read", "ask for permission"]);
    }
}

// Policies.

#[test]
fn an_unknown_policy() {
    let folder = Folder::passing();
    let told = folder.run(&["check", "papers", "-p", "generall"]);
    is_refused(&told, &["there is no policy \"generall\"", "did you mean \"general\"?", "path of a policy file"]);
}

#[test]
fn a_misspelt_policy() {
    policy_is_refused(
        &POLICY.replace("test/lead", "test/laed"),
        &["policy.toml, line 4, column 7", "there is no rule \"test/laed\"", "did you mean \"test/lead\"?"],
    );
    policy_is_refused(
        &format!("{POLICY}with = {{ bdoy = \"Board\" }}\n"),
        &["policy.toml, line 7, column 10", "has no parameter `bdoy`", "did you mean `body`?"],
    );
    policy_is_refused(
        &POLICY.replace("clause", "clasue"),
        &["policy.toml, line 6, column 1", "`clasue` is not known here", "did you mean `clause`?"],
    );
    policy_is_refused(
        &POLICY.replace("\"must\"", "\"mustt\""),
        &["policy.toml, line 5, column 12", "\"mustt\" is no severity", "did you mean \"must\"?"],
    );
    policy_is_refused(
        &POLICY.replace("title", "titel"),
        &["policy.toml", "`title` is missing", "did you mean `title`?"],
    );
}

#[test]
fn a_policy_with_a_wrong_value_or_no_syntax() {
    policy_is_refused(
        &format!("{POLICY}with = {{ body = 5 }}\n"),
        &["policy.toml, line 7, column 10", "`body`", "text"],
    );
    policy_is_refused(&format!("{POLICY}with = [\n"), &["policy.toml, line", "not valid TOML"]);
    policy_is_refused(
        &format!("{POLICY}[[rule]]\nuse = \"test/lead\"\nseverity = \"note\"\n"),
        &["policy.toml, line 8, column 7", "named twice"],
    );
    policy_is_refused(
        &format!("extends = [\"generla\"]\n{POLICY}"),
        &["policy.toml, line 1, column 12", "there is no policy \"generla\"", "did you mean \"general\"?"],
    );
}

#[test]
fn a_policy_that_is_not_yet_in_force() {
    let text = format!("in_force_from = 2015-11-25\n{POLICY}");
    policy_is_refused(&text, &["policy.toml", "in force from 2015-11-25", "2015-11-24", "--as-of"]);
    let folder = Folder::passing();
    folder.write("policy.toml", text.replace("11-25", "11-24"));
    folder.check(&[]).is_report(0);
}

// Rules.

#[test]
fn a_folder_of_rules_that_is_not_there() {
    let folder = Folder::passing();
    let told = folder.run(&["check", "papers", "--rules", "nowhere"]);
    is_refused(&told, &["nowhere", "there is no such file or folder"]);
}

#[test]
fn a_rule_with_a_fault() {
    rule_is_refused(
        &RULE.replace("if recommendation", "iff recommendation"),
        &["rules/test/lead.rhai, line 22", "does not compile"],
    );
    rule_is_refused(
        &RULE.replace("recommendation.lead_body !=", "recommendation.laed_body !="),
        &["rules/test/lead.rhai, line 22, column 23", "`laed_body` is no field of", "did you mean `lead_body`?"],
    );
    rule_is_refused(
        &RULE.replace("\"improvement-plan\"", "\"improvment-plan\""),
        &["rules/test/lead.rhai, line 15", "is no kind", "did you mean \"improvement-plan\"?"],
    );
    rule_is_refused(
        &RULE.replace("/recommendations/*", "/recomendations/*"),
        &["rules/test/lead.rhai, line 15", "did you mean `recommendations`?"],
    );
    rule_is_refused(
        &RULE.replace("#{ \"improvement-plan\": \"/recommendations/*\" }", "#{}"),
        &["rules/test/lead.rhai, line 15", "does not say in `each`", "each: #{ \"meeting\": \"/items/*\" }"],
    );
    // A field must be there in every kind that the rule speaks about.
    rule_is_refused(
        &RULE.replace("#{ \"improvement-plan\"", "#{ \"meeting\": \"/items/*\", \"improvement-plan\""),
        &["line 22, column 23", "`lead_body` is no field of: item (meeting)"],
    );
    rule_is_refused(
        &RULE.replace("//! # Remedy", "//! # Cure"),
        &["rules/test/lead.rhai, line 1", "sections", "Remedy"],
    );
    rule_is_refused(&RULE.replace("since:", "sinse:"), &["rules/test/lead.rhai, line 16", "did you mean `since`?"]);
    rule_is_refused(
        &RULE.replace("since: \"0.1.0\"", "since: \"soon\""),
        &["rules/test/lead.rhai, line 16", "`since` is no version: \"soon\"", "such as \"0.1.0\""],
    );
}

#[test]
fn a_mark_of_the_byte_order_does_no_harm() {
    let folder = Folder::passing();
    for (name, text) in [("rules/test/lead.rhai", RULE), ("policy.toml", POLICY)] {
        folder.write(name, format!("\u{feff}{text}"));
    }
    folder.check(&[]).is_report(0);
}

#[test]
fn a_rule_that_is_there_already() {
    let folder = Folder::passing();
    folder.write("more/test/lead.rhai", RULE);
    let told = folder.check(&["--rules", "more"]);
    is_broken(&told, &["more/test/lead.rhai", "`test/lead` is there already, in rules/test/lead.rhai", "another name"]);
}

#[test]
fn a_rule_that_is_no_text_stops_no_other() {
    let folder = Folder::passing();
    folder.write("rules/test/other.rhai", [0xff, 0xfe]);
    folder.check(&[]).is_report(0);
    folder.write("policy.toml", format!("{POLICY}[[rule]]\nuse = \"test/other\"\nseverity = \"should\"\n"));
    let told = folder.check(&["-v"]);
    is_broken(
        &told,
        &["[should] test/other", "rules/test/other.rhai: this is not UTF-8 text", "save the file as UTF-8"],
    );
    says(&told.out, "Clause not known until the rule is mended");
    says(&told.out, "test/lead recommendation 1");
}

#[test]
fn a_rule_that_loops_for_ever_is_told_as_broken_in_the_report() {
    let folder = Folder::passing();
    folder.write("rules/test/lead.rhai", RULE.replace("    if ", "    loop { }\n    if "));
    let told = folder.check(&[]);
    says(&told.is_report(2).out, "Rules that could not be applied (1)");
    says(&told.out, "could not be applied: it took more than ");
    says(&told.out, "Verdict: not judged.");
    let report = folder.check(&["-f", "json"]).is_report(2).json();
    assert_eq!(report["verdict"], "not-judged");
    assert_eq!(report["counts"]["broken"], 1);
}

// The other commands.

#[test]
fn an_unknown_rule_and_an_unknown_kind_are_met_with_the_nearest() {
    let folder = Folder::passing();
    for (arguments, words) in [
        (
            &["explain", "test/laed", "--rules", "rules"][..],
            ["there is no rule \"test/laed\"", "did you mean \"test/lead\"?"],
        ),
        (
            &["explain", "meeting/xyzzy-plugh-frotz"],
            ["there is no rule \"meeting/xyzzy-plugh-frotz\"", "the rules of that area are"],
        ),
        (&["explain", "xyzzyplugh"], ["there is no rule \"xyzzyplugh\"", "the areas are action, change, content"]),
        (&["schema", "meting"], ["\"meting\" is no kind of document", "did you mean \"meeting\"?"]),
        (&["schema", "xyzzy"], ["\"xyzzy\" is no kind of document", "the kinds are"]),
    ] {
        let told = folder.run(arguments);
        assert_eq!((told.code, told.out.as_str()), (2, ""));
        for word in words {
            says(&told.problems, word);
        }
        assert!(!told.problems.contains("judged"), "nothing was to be judged: {}", told.problems);
    }
}
