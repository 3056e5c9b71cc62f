//! Each limit and each ban of the sandbox by name: an error when the rule is loaded, or a
//! `broken` finding with a plain message, soon, and never a pass.

mod memory;
mod record;
mod reports;
mod words;

use std::time::Duration;

use quorate::assess::{Finding, Outcome};
use quorate::problem::Problems;

use crate::support::{Judge, PLAN, policy_text, read, rule_file, rule_text, rule_with_functions};

/// A limit on wall time holds for each call; a debug build on a busy machine needs some more.
const SOON: Duration = Duration::from_secs(10);

/// The findings of a rule on the small plan, or what kept it from loading.
fn apply(text: &str) -> Result<Vec<Finding>, Problems> {
    let judge = Judge::of_rules(&[rule_file("test/rule", text)])?;
    let judged = judge.judge(vec![read("plan.yaml", PLAN)]).unwrap();
    let findings: Vec<Finding> = judged.findings.into_iter().filter(|finding| finding.rule == "test/rule").collect();
    if findings.iter().any(|finding| finding.outcome == Outcome::Broken) {
        assert_eq!(judged.exit_code, 2, "a broken rule means: not judged");
    }
    Ok(findings)
}

/// The rule loads and breaks soon, and says why in one plain line that holds some words.
fn breaks(text: &str, words: &str) {
    let findings = apply(text).unwrap_or_else(|problems| panic!("it does not load: {problems:?}"));
    assert_eq!(findings.len(), 1, "{findings:?}");
    let finding = &findings[0];
    assert_eq!(finding.outcome, Outcome::Broken, "{}", finding.message);
    assert!(finding.message.contains(words), "it says: {}", finding.message);
    assert!(finding.message.starts_with("the rule could not be applied: "), "{}", finding.message);
    assert!(!finding.message.contains('\n'), "{}", finding.message);
}

/// The rule does not load: a problem that names the file and holds some words.
fn is_refused(text: &str, words: &str) {
    let problems = match apply(text) {
        Err(problems) => problems,
        Ok(findings) => panic!("it loads, and finds {findings:?}"),
    };
    let all: Vec<String> = problems
        .iter()
        .map(|problem| format!("{} ({})", problem.headline(), problem.way_out().unwrap_or("no way out")))
        .collect();
    let told = all.join("\n");
    assert!(told.contains("rules/test/rule.rhai"), "{told}");
    assert!(told.contains(words), "it says: {told}");
    assert!(!told.contains("no way out"), "{told}");
}

#[test]
fn a_rule_that_keeps_to_the_limits_passes() {
    let findings = apply(&rule_text("let sum = 0; for n in 0..1000 { sum += n; }")).unwrap();
    assert_eq!(findings[0].outcome, Outcome::Pass);
}

// Operations and time.

#[test]
fn an_endless_loop() {
    breaks(&rule_text("loop { }"), "");
    breaks(&rule_text("let n = 0; while true { n += 1; }"), "");
}

#[test]
fn an_endless_loop_in_applies() {
    breaks(
        &rule_with_functions("fn applies(recommendation, policy) { loop { } }\nfn check(recommendation, policy) { }"),
        "",
    );
}

/// A function that is never under way twice holds its variables once.
#[test]
fn an_endless_recursion() {
    let words = "calls itself, or calls what calls it";
    is_refused(
        &rule_with_functions("fn down(n) { down(n + 1) }\nfn check(recommendation, policy) { down(0); }"),
        words,
    );
    is_refused(
        &rule_with_functions(
            "fn there(n) { back(n) }\nfn back(n) { there(n) }\nfn check(recommendation, policy) { there(0); }",
        ),
        words,
    );
    is_refused(
        &rule_with_functions("fn check(recommendation, policy) { [1].map(|n| check(recommendation, policy)); }"),
        words,
    );
}

#[test]
fn functions_that_call_each_other_too_deep() {
    let chain: String = (0..26).map(|n| format!("fn f{n}() {{ [1].map(|x| f{}()); }}\n", n + 1)).collect();
    let all = format!("{chain}fn f26() {{ }}\nfn check(recommendation, policy) {{ f0(); }}");
    // Closures are functions too: there are more than a rule may have before it gets so deep.
    is_refused(&rule_with_functions(&all), "does not compile");
    let nested = format!("{}1{}", "[1].map(|x| ".repeat(20), ")".repeat(20));
    never_passes(&format!("{nested};\nloop {{ }}"));
}

/// The language itself counts anew in each callback; all together are what counts.
#[test]
fn a_callback_that_counts_its_operations_anew() {
    let body = "let list = [];
        for n in 0..5000 { list.push(n); }
        list.map(|n| { let sum = 0; while sum < 1000000 { sum += 1; } sum });";
    breaks(&rule_text(body), "");
    // Of these, each is far from the limit and all together are just beyond it, on a machine of any speed.
    let each = "[1, 2, 3, 4, 5].map(|n| { for k in 0..1100000 { } n });";
    breaks(&rule_text(each), "it took more than ");
}

/// A native function of a moment, many times: the clock ends it, whatever the count of steps.
#[test]
fn a_rule_that_spends_its_time_in_few_steps() {
    let body = "let text = \"x\"; while text.len() < 500000 { text += text; } loop { text.contains(\"xxy\"); }";
    breaks(&rule_text(body), "it took more than 2 seconds");
}

#[test]
fn a_callback_over_a_list_that_grows() {
    let body = "let list = [1];
        for n in 0..40 { list = list.filter(|x| { let sum = 0; while sum < 500000 { sum += 1; } true }); list += list; }";
    breaks(&rule_text(body), "");
}

// Sizes.

#[test]
fn a_text_that_grows() {
    let words = "it made a text of more than 1 MiB";
    breaks(&rule_text("let text = \"x\"; loop { text += text; }"), words);
    breaks(&rule_text("let text = \"xxxxxxxxxxxxxxxx\"; loop { text = `${text}${text}`; }"), words);
}

#[test]
fn a_text_that_is_padded() {
    breaks(&rule_text("let text = \"x\"; text.pad(2000000000, \"y\");"), "it made a text of more than 1 MiB");
}

#[test]
fn a_list_that_grows() {
    let words = "it made a list of more than 40000 items";
    breaks(&rule_text("let list = [1]; loop { list += list; }"), words);
    breaks(&rule_text("let list = []; loop { list.push(1); }"), "it ");
    breaks(&rule_text("let list = []; list.pad(2000000000, 1);"), words);
}

#[test]
fn a_list_of_lists_that_grows() {
    breaks(&rule_text("let list = [1, 2]; loop { list = [list, list]; }"), "it made a list of more than 40000 items");
}

/// As deep as the items of a list go: neither looking at it nor letting go of it ends the program.
#[test]
fn a_list_within_a_list_without_end() {
    breaks(&rule_text("let list = []; loop { list = [list]; }"), "it ");
    breaks(&rule_text("let map = #{}; loop { map = #{ part: map }; }"), "it ");
}

#[test]
fn a_map_that_grows() {
    let words = "it made a map of more than 5000 fields";
    breaks(&rule_text("let map = #{ a: 1 }; loop { map = #{ a: map, b: map }; }"), words);
}

#[test]
fn a_map_that_grows_field_by_field() {
    let words = "a part of a value is assigned to";
    is_refused(&rule_text("let map = #{}; for n in 0..150000 { map[`${n}`] = n; }"), words);
    is_refused(&rule_text("let map = #{}; map.part = 1;"), words);
    is_refused(&rule_text("let list = [1]; list[0] = 2;"), words);
}

/// The program runs with a gigabyte of memory: what a rule asks for must be refused, not tried.
#[cfg(target_os = "linux")]
#[test]
fn a_text_replaced_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let body = "let text = \"x\"; while text.len() < 500000 { text += text; } text.replace(\"x\", text);";
    std::fs::create_dir(folder.path().join("rules")).unwrap();
    write("rules/rule.rhai", &rule_text(body));
    write("policy.toml", &policy_text(&["rule"]));
    write("plan.yaml", PLAN);
    let mut command = assert_cmd::Command::new("sh");
    let line = "ulimit -v 1000000; exec \"$0\" check plan.yaml -p policy.toml --rules rules";
    command.args(["-c", line, env!("CARGO_BIN_EXE_quorate")]).current_dir(folder.path());
    let output = command.timeout(2 * SOON).output().unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{problems}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("could not be applied"), "{problems}");
}

// What a rule file may be.

#[test]
fn a_file_over_the_size_limit() {
    let long = rule_text(&"// A comment of a certain length, again and again.\n".repeat(1400));
    assert!(long.len() > 64 * 1024);
    is_refused(&long, "longer than 64 KiB");
}

/// As long as a rule may be, in one line: it loads or is refused.
#[test]
fn a_very_long_script_of_one_line() {
    for part in ["1 + ", "recommendation.lead_body == ", "[1].len() + ", "-1 - ", "a.b.c.", "\"a\" + "] {
        let text = rule_text(&format!("let sum = {}1;", part.repeat(60 * 1024 / part.len())));
        assert!(text.len() < 64 * 1024);
        never_passes_whole(&text);
    }
    let calls = rule_text(&format!("{}return;", "recommendation.has(\"lead_body\"); ".repeat(1800)));
    assert_eq!(apply(&calls).unwrap()[0].outcome, Outcome::Pass);
}

#[test]
fn expressions_that_nest_too_deep() {
    for (open, middle, close) in [("(", "1", ")"), ("[", "1", "]"), ("-", "1", ""), ("!", "true", "")] {
        let deep = format!("let deep = {}{middle}{};", open.repeat(2000), close.repeat(2000));
        is_refused(&rule_text(&deep), "does not compile");
    }
}

#[test]
fn blocks_that_nest_too_deep() {
    let deep = format!("{}{}", "if true { ".repeat(2000), "} ".repeat(2000));
    is_refused(&rule_text(&deep), "does not compile");
}

#[test]
fn too_many_functions() {
    let many: String = (0..40).map(|n| format!("fn f{n}() {{ }}\n")).collect();
    is_refused(&rule_with_functions(&format!("{many}fn check(recommendation, policy) {{ }}")), "does not compile");
}

/// `check` has two parameters of its own.
#[test]
fn too_many_variables() {
    let many = |count: usize| (0..count).map(|n| format!("let v{n} = {n};\n")).collect::<String>();
    assert_eq!(apply(&rule_text(&many(62))).unwrap()[0].outcome, Outcome::Pass);
    is_refused(&rule_text(&many(63)), "has 65 names of values, and may have 64");
    // All functions together, with parameters, loops and closures.
    let text = |inner: &str| {
        let others = (0..13).map(|n| format!("fn f{n}(a, b) {{ for x in a {{ {inner} }} }}\n"));
        let check = "fn check(recommendation, policy) { for x in [1] { let y = [1].map(|z| z); } }";
        rule_with_functions(&format!("{}{check}", others.collect::<String>()))
    };
    assert_eq!(apply(&text("let y = b;")).unwrap()[0].outcome, Outcome::Pass);
    is_refused(&text("let y = b; let z = b;"), "has 70 names of values");
}

// Bans.

#[test]
fn banned_words() {
    let mut wrong = Vec::new();
    for (body, word) in [
        ("eval(\"1\");", "eval"),
        ("import \"other\" as other;", "import"),
        ("print(\"x\");", "print"),
        ("debug(\"x\");", "debug"),
        ("try { recommendation.lead_body; } catch { }", "try"),
        ("throw \"x\";", "throw"),
        ("sleep(1);", "sleep"),
    ] {
        match apply(&rule_text(body)) {
            Ok(findings) => wrong.push(format!("`{word}` loads: {findings:?}")),
            Err(problems) => {
                let told = format!("{} {:?}", problems[0].headline(), problems[0].way_out());
                if !told.contains(&format!("a rule may not use `{word}`")) {
                    wrong.push(format!("`{word}`: it says {told}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_banned_word_export() {
    is_refused(
        &rule_with_functions("export const X = 1;\nfn check(recommendation, policy) { }"),
        "a rule may not use `export`",
    );
}

/// None of these is a word of the language; each must at least never be a pass.
#[test]
fn words_of_other_packages() {
    for body in
        ["timestamp();", "rand();", "exit();", "open_file(\"/etc/passwd\");", "let x = parse_json(\"{}\"); exit(x);"]
    {
        is_refused(&rule_text(body), "there is no function");
    }
}

#[test]
fn names_that_are_not_there() {
    is_refused(&rule_text("let x = recomendation;"), "does not compile");
    is_refused(&rule_text("let recommendation = 1;"), "does not compile");
}

#[test]
fn map_fields_that_are_not_there() {
    breaks(&rule_text("let map = #{ lead: 1 }; let x = map.laed;"), "laed");
}

#[test]
fn statements_outside_functions() {
    is_refused(&rule_with_functions("let x = 1;\nfn check(recommendation, policy) { }"), "");
    is_refused(&rule_with_functions("loop { }\nfn check(recommendation, policy) { }"), "outside functions");
}

/// Whether by refusal or by breaking: a rule with such a body does not pass.
fn never_passes(body: &str) {
    never_passes_whole(&rule_text(body));
}

fn never_passes_whole(text: &str) {
    match apply(text) {
        Ok(findings) => {
            assert!(!findings.is_empty());
            for finding in findings {
                assert_eq!(finding.outcome, Outcome::Broken, "{}\n{text}", finding.message);
            }
        }
        Err(problems) => assert!(!problems.is_empty()),
    }
}

// The others.

#[test]
fn a_broken_rule_changes_nothing_for_the_others() {
    let good = rule_file(
        "test/good",
        &rule_text("if recommendation.lead_body == \"Board\" { return fail(recommendation, \"the Board leads\"); }"),
    );
    let broken = rule_file("test/broken", &rule_text("loop { }"));
    let outcome = |rules: &[_]| -> Vec<(Outcome, String, String)> {
        let judged = Judge::of_rules(rules).unwrap().judge(vec![read("plan.yaml", PLAN)]).unwrap();
        let of_good = judged.findings.into_iter().filter(|finding| finding.rule == "test/good");
        of_good.map(|finding| (finding.outcome, finding.message, finding.id)).collect()
    };
    let alone = outcome(std::slice::from_ref(&good));
    assert_eq!(alone[0].0, Outcome::Fail);
    assert_eq!(outcome(&[broken, good]), alone);
}

/// What stops a rule that panics is that a panic can be caught.
#[test]
fn a_panic_can_be_caught_in_every_build() {
    let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
    let profiles = manifest["profile"].as_table().unwrap();
    assert!(profiles.contains_key("release"));
    assert!(profiles.values().all(|profile| profile.get("panic").is_none()), "{profiles:?}");
}

#[test]
fn a_rule_that_builds_on_a_broken_one_does_not_pass() {
    let base = rule_file("test/base", &rule_text("loop { }"));
    let text = rule_text(
        "if outcome_of(\"test/base\", recommendation) == \"fail\" { return fail(recommendation, \"the base fails\"); }",
    );
    let judge = Judge::of_rules(&[base, rule_file("test/upon", &text)]).unwrap();
    let judged = judge.judge(vec![read("plan.yaml", PLAN)]).unwrap();
    assert_eq!(judged.exit_code, 2);
}
