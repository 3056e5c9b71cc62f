//! What a report says of a rule that hit a limit: which rule, which limit, what to do; and all
//! that the other rules found is there.

use serde_json::Value as Json;

use crate::support::{PLAN, policy_text, rule_text, rule_with_functions};

/// A run of the program on the small plan.
pub(super) struct Checked {
    pub(super) code: Option<i32>,
    pub(super) told: String,
}

impl Checked {
    /// Judges by rules, each a duty; `room` is how many KiB of addresses the program may have.
    pub(super) fn of(rules: &[(&str, String)], arguments: &[&str], room: Option<usize>) -> Checked {
        Checked::on(PLAN, rules, arguments, room)
    }

    /// The same on another plan.
    pub(super) fn on(plan: &str, rules: &[(&str, String)], arguments: &[&str], room: Option<usize>) -> Checked {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        std::fs::create_dir(folder.path().join("rules")).unwrap();
        for (name, text) in rules {
            write(&format!("rules/{name}.rhai"), text);
        }
        let names: Vec<&str> = rules.iter().map(|(name, _)| *name).collect();
        write("policy.toml", &policy_text(&names));
        write("plan.yaml", plan);
        let program = env!("CARGO_BIN_EXE_quorate");
        let mut command = match room {
            Some(room) => {
                let mut command = assert_cmd::Command::new("sh");
                command.args(["-c", &format!("ulimit -v {room}; exec \"$0\" \"$@\""), program]);
                command.env("MALLOC_ARENA_MAX", "1");
                command
            }
            None => assert_cmd::Command::new(program),
        };
        command.args(["check", "plan.yaml", "-p", "policy.toml", "--rules", "rules"]).args(arguments);
        let output = command.current_dir(folder.path()).output().unwrap();
        let told = String::from_utf8_lossy(if output.stdout.is_empty() { &output.stderr } else { &output.stdout });
        Checked { code: output.status.code(), told: told.into_owned() }
    }

    fn json(rules: &[(&str, String)], form: &str) -> Json {
        let checked = Checked::of(rules, &["-f", form], None);
        assert_eq!(checked.code, Some(2), "{}", checked.told);
        serde_json::from_str(&checked.told).unwrap_or_else(|error| panic!("{error}: {}", checked.told))
    }
}

fn good() -> (&'static str, String) {
    let body = "if recommendation.lead_body == \"Board\" { return fail(recommendation, \"the Board leads\"); }";
    ("good", rule_text(body))
}

/// A rule for each limit that is hit while rules run, and the words that name the limit.
fn breaking() -> Vec<(&'static str, String, &'static str)> {
    let text = "let text = \"x\"; while text.len() < 500000 { text += text; }";
    let slow = format!("{text} loop {{ text.contains(\"xxy\"); }}");
    let wordy =
        format!("{text} let list = []; for n in 0..99 {{ list.push(fail(recommendation, `${{n}}${{text}}`)); }} list");
    [
        ("long-list", "let list = [1]; loop { list += list; }".to_owned(), "it made a list of more than 40000 items"),
        ("long-text", "let text = \"x\"; loop { text += text; }".to_owned(), "it made a text of more than 1 MiB"),
        ("slow", slow, "it took more than 2 seconds"),
        (
            "wide-map",
            "let map = #{ a: 1 }; loop { map = #{ a: map, b: map }; }".to_owned(),
            "it made a map of more than 5000 fields",
        ),
        ("wordy", wordy, "its messages came to more than 16 MiB"),
    ]
    .map(|(name, body, words)| (name, rule_text(&body), words))
    .into()
}

#[test]
fn each_limit_that_is_hit_is_told_and_the_other_rules_are_judged() {
    let breaking = breaking();
    let mut rules: Vec<(&str, String)> = breaking.iter().map(|(name, text, _)| (*name, text.clone())).collect();
    let alone = Checked::of(&[good()], &["-f", "json"], None);
    let alone: Json = serde_json::from_str(&alone.told).unwrap();
    let of_good = |report: &Json| -> Vec<Json> {
        let findings = report["findings"].as_array().unwrap().iter();
        findings.filter(|finding| finding["rule"] == "good").cloned().collect()
    };
    assert_eq!(of_good(&alone).len(), 1);
    rules.push(good());
    let report = Checked::json(&rules, "json");
    assert_eq!(report["verdict"], "not-judged");
    assert_eq!(of_good(&report), of_good(&alone));
    for (name, _, words) in &breaking {
        let findings: Vec<&Json> =
            report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == **name).collect();
        assert_eq!(findings.len(), 1, "{name}");
        assert_eq!(findings[0]["outcome"], "broken", "{name}");
        let message = findings[0]["message"].as_str().unwrap();
        assert!(message.starts_with("the rule could not be applied: "), "{message}");
        assert!(message.contains(words), "{name}: {message}");
        assert_eq!(findings[0]["remedy"], "Tell whoever maintains the rule; until it is mended, check this by hand.");
    }
}

/// A rule for each limit that keeps it from loading, and the words that name the limit.
fn refused() -> Vec<(&'static str, String, &'static str)> {
    let names = (0..63).map(|n| format!("let v{n} = {n};\n")).collect::<String>();
    let functions = (0..40).map(|n| format!("fn f{n}() {{ }}\n")).collect::<String>();
    [
        ("deep-expression", format!("let x = {}1;", "1 + ".repeat(200)), "does not compile"),
        ("deep-blocks", format!("{}{}", "if true { ".repeat(200), "} ".repeat(200)), "does not compile"),
        ("many-names", names, "has 65 names of values, and may have 64"),
        ("long-file", "// A comment of a certain length.\n".repeat(2000), "the rule is longer than 64 KiB"),
        ("evil", "eval(\"1\");".to_owned(), "does not compile"),
        ("recursion", "[1].map(|n| check(recommendation, policy));".to_owned(), "calls itself"),
        ("itself", "outcome_of(\"itself\", recommendation);".to_owned(), "in a circle: itself (rules/itself.rhai)"),
    ]
    .map(|(name, body, words)| (name, rule_text(&body), words))
    .into_iter()
    .chain([(
        "many-functions",
        rule_with_functions(&format!("{functions}fn check(recommendation, policy) {{ }}")),
        "does not compile",
    )])
    .collect()
}

#[test]
fn each_limit_that_keeps_a_rule_from_loading_is_told_and_the_other_rules_are_judged() {
    let refused = refused();
    let mut rules: Vec<(&str, String)> = refused.iter().map(|(name, text, _)| (*name, text.clone())).collect();
    rules.push(good());
    let report = Checked::json(&rules, "json");
    assert_eq!(report["verdict"], "not-judged");
    let of = |rule: &str| -> Vec<&Json> {
        report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule).collect()
    };
    let alone = Checked::of(&[good()], &["-f", "json"], None);
    let alone: Json = serde_json::from_str(&alone.told).unwrap();
    let of_good: Vec<&Json> =
        alone["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "good").collect();
    assert_eq!((of("good"), of("good").len()), (of_good, 1));
    for (name, _, words) in &refused {
        let findings = of(name);
        assert_eq!(findings.len(), 1, "{name}");
        assert_eq!(findings[0]["outcome"], "broken", "{name}");
        let message = findings[0]["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("the rule could not be applied: rules/{name}.rhai")), "{message}");
        assert!(message.contains(words), "{name}: {message}");
        let remedy = findings[0]["remedy"].as_str().unwrap();
        assert!(remedy.starts_with("Tell whoever maintains the rule: "), "{remedy}");
        assert!(remedy.ends_with(". Until it is mended, check this by hand."), "{remedy}");
    }
}

#[test]
fn a_rule_that_does_not_load_stands_in_every_form() {
    let refused = refused();
    let (name, text, _) = &refused[0];
    let rules = [(*name, text.clone()), good()];
    let words = "rules/deep-expression.rhai, line 17, column ";
    for form in ["human", "compact", "json", "html", "sarif", "junit", "github", "markdown", "csv"] {
        let checked = Checked::of(&rules, &["-f", form], None);
        assert_eq!(checked.code, Some(2), "{form}: {}", checked.told);
        let told = checked.told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(words), "{form}: {}", checked.told);
        assert!(told.contains("the Board leads"), "{form}: {}", checked.told);
    }
    let log = Checked::json(&rules, "sarif");
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(told["associatedRule"]["id"], "deep-expression", "{told}");
}

#[test]
fn a_limit_that_is_hit_stands_in_the_report_for_people() {
    let breaking = breaking();
    let (name, text, words) = &breaking[0];
    let checked = Checked::of(&[(name, text.clone()), good()], &[], None);
    assert_eq!(checked.code, Some(2), "{}", checked.told);
    let told = checked.told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(&format!("[must] {name}")), "{}", checked.told);
    assert!(told.contains(&format!("the rule could not be applied: {words}")), "{}", checked.told);
    assert!(told.contains("Tell whoever maintains the rule; until it is mended, check this by hand."));
    assert!(told.contains("the Board leads"), "{}", checked.told);
}

#[test]
fn a_limit_that_is_hit_is_a_notification_in_sarif() {
    let breaking = breaking();
    let (name, text, words) = &breaking[0];
    let log = Checked::json(&[(name, text.clone()), good()], "sarif");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0];
    assert_eq!(told["level"], "error");
    assert_eq!(told["associatedRule"]["id"], *name, "{told}");
    assert!(told["message"]["text"].as_str().unwrap().contains(words), "{told}");
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "good" && result["kind"] == "fail"));
}
