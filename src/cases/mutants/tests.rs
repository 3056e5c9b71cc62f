//! The changes of a rule that are tried.

use super::*;

fn told(script: &str) -> Vec<String> {
    let file = RuleFile { id: "a/b".into(), path: "a/b.rhai".into(), text: script.into(), unread: Vec::new() };
    mutants(&file)
        .iter()
        .map(|mutant| format!("{}:{} {} => {}", mutant.line, mutant.column, mutant.change, mutant.reads))
        .collect()
}

#[test]
fn a_limit_is_moved_turned_and_dropped() {
    assert_eq!(
        told("fn check(x, policy) {\n    if x.count() < 5 && x.ready { fail(x, \"5 < 6\") }\n}\n"),
        [
            "2:7 this never held: \"x.count() < 5 && x.ready\" => if false { fail(x, \"5 < 6\") }",
            "2:7 this always held: \"x.count() < 5 && x.ready\" => if true { fail(x, \"5 < 6\") }",
            "2:8 \"x.count() < 5\" were not asked => if true && x.ready { fail(x, \"5 < 6\") }",
            "2:18 \"x.count() < 5\" were \"x.count() <= 5\" => if x.count() <= 5 && x.ready { fail(x, \"5 < 6\") }",
            "2:20 \"x.count()\" were held against 4 instead of 5 => if x.count() < 4 && x.ready { fail(x, \"5 < 6\") }",
            "2:20 \"x.count()\" were held against 6 instead of 5 => if x.count() < 6 && x.ready { fail(x, \"5 < 6\") }",
            "2:25 \"x.ready\" were not asked => if x.count() < 5 && true { fail(x, \"5 < 6\") }",
        ]
    );
}

#[test]
fn defaults_of_parameters_days_and_words_are_moved() {
    let header = "const RULE = #{ since: \"1\", parameters: #{ days: #{ type: \"integer\", unless_set: 0 } } };\n";
    assert_eq!(
        told(&format!(
            "{header}fn applies(x, policy) {{ x.has(\"a\") }}\nfn check(x, policy) {{ !x.a.before(x.b) }}\n"
        )),
        [
            "1:82 `days` were 1 instead of 0 where no policy sets it => const RULE = #{ since: \"1\", parameters: #{ days: #{ type: \"integer\", unless_set: 1 } } };",
            "2:25 the rule applied to everything => fn applies(x, policy) { true }",
            "3:23 \"!x.a.before(x.b)\" were \"x.a.before(x.b)\" => fn check(x, policy) { x.a.before(x.b) }",
            "3:28 `before` were `on_or_before` => fn check(x, policy) { !x.a.on_or_before(x.b) }",
        ]
    );
}

#[test]
fn a_length_of_time_in_words_is_moved_by_one() {
    let header = "const RULE = #{ parameters: #{ least: #{ type: \"text\", unless_set: \"60 days\" }, word: #{ unless_set: \"yes\" } } };\n";
    let changes: Vec<String> = told(header).iter().map(|told| told.split(" => ").next().unwrap().to_owned()).collect();
    assert_eq!(
        changes,
        [
            "1:68 `least` were \"59 days\" instead of \"60 days\" where no policy sets it",
            "1:68 `least` were \"61 days\" instead of \"60 days\" where no policy sets it",
        ]
    );
}
