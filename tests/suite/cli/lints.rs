//! `quorate rules lint`: what is worth mending in rules, and what it mends itself.

use std::fs;

use super::{Folder, says};
use crate::support::root;

/// A rule in which each lint has something to say, with the lines of it.
const TO_MEND: &str = "//! Say here in one sentence what holds.\n//!\n//! # Why\n//! LONG\n//! # Applies\n//! A plan.\n//! # Passes\n//! It is so.\n//! # Fails\n//! It is not so.\n//! # Remedy\n//! Mend it.\n\nconst RULE = #{ each: #{ \"improvement-plan\": \"\" }, since: \"0.1.0\", source: \"Act\" };\n\nfn check(plan, policy) {\n    if plan.title == \"x\" {\n        return fail(plan, \"The title is wrong.\");\n    }\n";

#[test]
fn each_lint_is_told_where_it_stands_and_explained() {
    let page = fs::read_to_string(root().join("docs/lints.md")).unwrap();
    let explained: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let all: Vec<&str> = quorate::rule::LINTS.into_iter().chain(quorate::policy::POLICY_LINTS).collect();
    assert_eq!(explained, all);
    let folder = Folder::passing();
    let long = "word ".repeat(41);
    // 14 is the line of the header, which is the first of 60 of the script.
    let script = format!("{}{}}}\n", TO_MEND.replace("LONG", long.trim()), "    // more\n".repeat(53));
    folder.write("rules/test/title.rhai", script);
    let told = folder.run(&["rules", "lint", "rules/test/title.rhai", "-f", "json"]);
    let told = told.is_report(1).json();
    let found: Vec<(u64, &str)> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|lint| (lint["line"].as_u64().unwrap(), lint["lint"].as_str().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            (1, "name-is-no-proposition"),
            (1, "page-unfinished"),
            (4, "long-sentence"),
            (14, "long-script"),
            (18, "message-form"),
            (18, "message-names-no-fact"),
        ]
    );
    folder.run(&["rules", "new", "a/just-started", "--kind", "meeting", "--dir", "new"]).is_report(0);
    says(&folder.run(&["rules", "lint", "new"]).is_report(1).out, "7 things to mend in 1 rule.");
    says(&folder.run(&["rules", "lint", "rules"]).is_report(1).out, "to mend in 2 rules.");
}

#[test]
fn nothing_is_to_be_mended_in_the_rules_that_are_shipped() {
    Folder::passing().run(&["rules", "lint"]).is_report(0);
}

/// A rule with a page and a header, and some functions.
fn rule(functions: &str) -> String {
    format!(
        "//! The status of the plan is what it may be.\n//!\n//! # Why\n//! So.\n//! # Applies\n//! A document in force.\n//! # Passes\n//! It is so.\n//! # Fails\n//! It is not so.\n//! # Remedy\n//! Mend it.\n\nconst RULE = #{{ each: #{{ \"controlled-document\": \"\" }}, since: \"0.1.0\", source: \"Act\" }};\n\n{functions}"
    )
}

/// The lines of the lints of a name in such a rule; its functions start at line 16.
fn lines_of(name: &str, functions: &str, cases: &str) -> Vec<u64> {
    let folder = Folder::passing();
    folder.write("own/test/status-is-known.rhai", rule(functions));
    if !cases.is_empty() {
        folder.write("own/test/status-is-known.cases.yaml", cases);
    }
    let told = folder.run(&["rules", "lint", "own", "-f", "json"]);
    assert_eq!(told.problems, "", "{functions}");
    let lints = told.json();
    let of_name = lints.as_array().unwrap().iter().filter(|lint| lint["lint"] == name);
    of_name.map(|lint| lint["line"].as_u64().unwrap()).collect()
}

#[test]
fn a_message_names_a_fact_wherever_it_is_written() {
    let lines =
        |body: &str| lines_of("message-names-no-fact", &format!("fn check(document, policy) {{\n{body}\n}}\n"), "");
    for (body, expected) in [
        ("    return fail(document, \"the title is wrong\");", &[17][..]),
        ("    return fail(document, `the title is ${1}`);", &[17]),
        ("    let what = \"the title is wrong\";\n    return fail(document, what);", &[17]),
        ("    return fail(document, `the title is \"${document.title}\"`);", &[]),
        ("    let what = `the title is \"${document.title}\"`;\n    return fail(document, what);", &[]),
        // Given twice, the name may hold either.
        ("    let what = \"wrong\";\n    what = `\"${document.title}\"`;\n    return fail(document, what);", &[]),
    ] {
        assert_eq!(lines(body), expected, "{body}");
    }
}

#[test]
fn what_nothing_reaches_is_told() {
    for (functions, lines) in [
        ("fn check(document, policy) {\n    return;\n    fail(document, \"no title\")\n}\n", &[18][..]),
        // Both ways end.
        (
            "fn check(document, policy) {\n    if document.has(\"status\") { return; } else { return fail(document, \"no status\"); }\n    fail(document, \"no title\")\n}\n",
            &[18],
        ),
        // In a block, and in a loop.
        (
            "fn check(document, policy) {\n    for item in [1, 2] {\n        break;\n        return fail(document, \"no title\");\n    }\n}\n",
            &[19],
        ),
        ("fn check(document, policy) {\n    if false { return fail(document, \"no title\"); }\n}\n", &[17]),
        // The same question twice in a chain, told once; elsewhere it may come again.
        (
            "fn check(document, policy) {\n    if document.title == \"a\" { return; }\n    if document.title == \"b\" { return; } else if document.title == \"a\" { return; } else if document.title ==  \"b\" { return fail(document, \"no title\"); }\n}\n",
            &[18],
        ),
        ("fn check(document, policy) { }\n\nfn unused(node) { node.title == \"a\" }\n", &[18]),
        // What is called, by a name or within a text, and what only some ways end.
        (
            "fn check(document, policy) {\n    if named(document) { return; }\n    let told = `${words(document)}`;\n    fail(document, `no ${told}`)\n}\n\nfn named(node) { node.title == \"a\" }\n\nfn words(node) { node.title }\n",
            &[],
        ),
        // A loop that ends by what it finds.
        (
            "fn check(document, policy) {\n    let at = 0;\n    while true { at += 1; if at > 5 { break; } }\n    fail(document, `no ${at}`)\n}\n",
            &[],
        ),
    ] {
        assert_eq!(lines_of("unreachable-code", functions, ""), lines, "{functions}");
    }
}

/// Cases of a document in force, of one that is not, and of one that does not say.
const CASES: &str = "cases:
  - case: in force
    documents: [{ name: a.yaml, text: '{ kind: controlled-document, id: d, title: T, status: in force }' }]
    expect: pass
  - case: it does not say
    documents: [{ name: a.yaml, text: '{ kind: controlled-document, id: d, title: T }' }]
    expect: open
";

#[test]
fn a_field_that_may_be_absent_is_asked_for_or_shown_in_a_case() {
    let check = "\nfn check(document, policy) { document.status == \"x\"; }\n";
    let read = format!("fn applies(document, policy) {{\n    document.status == \"in force\"\n}}\n{check}");
    assert_eq!(lines_of("may-be-absent", &read, ""), [17]);
    let without_the_last = CASES.split("  - case: it does not say").next().unwrap();
    assert_eq!(lines_of("may-be-absent", &read, without_the_last), [17]);
    assert_eq!(lines_of("may-be-absent", &read, CASES), [] as [u64; 0]);
    // A field that the kind asks for is never absent in a document that is well formed.
    assert_eq!(lines_of("may-be-absent", &read.replace("document.status ==", "document.title =="), ""), [] as [u64; 0]);
    let asked = read.replace("document.status", "document.has(\"status\") && document.status");
    assert_eq!(lines_of("may-be-absent", &asked, ""), [] as [u64; 0]);
    // In `check` it is what makes a rule open, as it should.
    assert_eq!(lines_of("may-be-absent", check, ""), [] as [u64; 0]);
}

#[test]
fn a_function_that_is_not_there_is_refused_when_the_rule_is_read() {
    let folder = Folder::passing();
    folder.write(
        "own/test/status-is-known.rhai",
        rule("fn check(document, policy) { same_txt(document.title, \"a\") }\n"),
    );
    let told = folder.run(&["rules", "lint", "own"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "line 16, column 30: there is no function `same_txt`");
    says(&told.problems, "did you mean `same_text`?");
}

#[test]
fn fix_puts_in_order_what_it_can_and_tells_it() {
    let folder = Folder::passing();
    let whole = rule("fn check(document, policy) { document.title == \"a\"; }\n");
    let disorderly = whole
        .replace(
            "//! # Why\n//! So.\n//! # Applies\n//! A document in force.\n",
            "//! # Applies\n//! A document in force.\n//! # Why\n//! So.\n",
        )
        .replace("since: \"0.1.0\", source: \"Act\"", "source: \"Act\"");
    folder.write("own/test/status-is-known.rhai", format!("{disorderly}\n\n"));
    let told = folder.run(&["rules", "lint", "own"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "they are all there: quorate rules lint --fix puts them in this order");
    let told = folder.run(&["rules", "lint", "own", "--fix"]);
    says(
        &told.is_report(0).out,
        "own/test/status-is-known.rhai: the sections of the page put in order; `since` added to the header; spaces at the ends of lines and lines at the end of the file put right 0 things to mend in 1 rule.",
    );
    let version = format!("since: \"{}\"", env!("CARGO_PKG_VERSION"));
    let fixed = fs::read_to_string(folder.path("own/test/status-is-known.rhai")).unwrap();
    assert_eq!(fixed, whole.replace("since: \"0.1.0\"", &version));
    assert_eq!(folder.run(&["rules", "lint", "own", "--fix"]).is_report(0).out, "0 things to mend in 1 rule.\n");
    // What comes of it must be a rule that can be read; if not, the file stays as it is.
    let broken = disorderly.replace("document.title", "document.titel");
    folder.write("own/test/status-is-known.rhai", &broken);
    assert_eq!(folder.run(&["rules", "lint", "own", "--fix"]).code, 2);
    assert_eq!(fs::read_to_string(folder.path("own/test/status-is-known.rhai")).unwrap(), broken);
    // Rules that are shipped are no files here.
    says(folder.run(&["rules", "lint", "--fix"]).refused(), "there is no file of your own to put right");
    // Without --fix what it would do is a lint.
    folder.write("own/test/status-is-known.rhai", format!("{whole}\n"));
    says(
        &folder.run(&["rules", "lint", "own"]).is_report(1).out,
        "quorate rules lint --fix does this: spaces at the ends",
    );
}
