//! Rules that load, rules that do not, and what builds on what.

use super::*;

fn file(id: &str, body: &str) -> RuleFile {
    let text = format!(
        "//! The plan has a lead body.\n//!\n//! # Why\n//! Somebody must lead.\n//! # Applies\n//! An action plan.\n//! # Passes\n//! It is led.\n//! # Fails\n//! It is not.\n//! # Remedy\n//! Name the lead.\n\nconst RULE = #{{ each: #{{ \"meeting\": \"\" }}, since: \"0.1.0\", source: \"Act\" }};\n\nfn check(m, policy) {{\n    {body}\n}}\n"
    );
    RuleFile::new(&format!("{id}.rhai"), format!("rules/{id}.rhai"), text.into()).unwrap()
}

fn upon(base: &str) -> String {
    format!("let o = outcome_of(\"{base}\", m);")
}

fn loaded(files: &[RuleFile]) -> Catalogue {
    Catalogue::load(&Host::new(), files, |_| true)
}

fn told(catalogue: &Catalogue, id: &str) -> Vec<String> {
    let told = |problem: &Problem| format!("{} | {}", problem.headline(), problem.way_out().unwrap_or_default());
    catalogue.problems_of(id).iter().map(told).collect()
}

fn ids(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.rules().map(|rule| rule.id.as_str()).collect()
}

#[test]
fn one_file_with_a_fault_leaves_the_others() {
    let catalogue = loaded(&[file("a/bad", "let x = ;"), file("a/good", "")]);
    assert_eq!(ids(&catalogue), ["a/good"]);
    let told = told(&catalogue, "a/bad");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("rules/a/bad.rhai, line 17, column 13: the rule does not compile: "), "{}", told[0]);
}

#[test]
fn a_circle_breaks_its_rules_and_names_them_with_their_files() {
    let files = [
        file("a/one", &upon("a/two")),
        file("a/two", &upon("a/three")),
        file("a/three", &upon("a/one")),
        file("a/four", ""),
    ];
    let catalogue = loaded(&files);
    assert_eq!(ids(&catalogue), ["a/four"]);
    assert_eq!(
        told(&catalogue, "a/two"),
        [
            "rules/a/two.rhai, line 17, column 24: these rules build on each other in a circle: a/two (rules/a/two.rhai) -> a/three (rules/a/three.rhai) -> a/one (rules/a/one.rhai) -> a/two | take one `outcome_of` out of the circle"
        ]
    );
    assert_eq!((told(&catalogue, "a/one").len(), told(&catalogue, "a/three").len()), (1, 1));
}

#[test]
fn a_rule_that_builds_on_itself() {
    let catalogue = loaded(&[file("a/self", &upon("a/self"))]);
    let words = "in a circle: a/self (rules/a/self.rhai) -> a/self";
    assert!(told(&catalogue, "a/self")[0].contains(words), "{:?}", told(&catalogue, "a/self"));
}

#[test]
fn what_builds_on_a_rule_that_does_not_load_does_not_load_either() {
    let files = [
        file("a/bad", "let x = ;"),
        file("a/upon", &upon("a/bad")),
        file("a/upon-that", &upon("a/upon")),
        file("a/nowhere", &upon("a/baad")),
        file("a/good", ""),
        file("a/upon-good", &upon("a/good")),
    ];
    let catalogue = loaded(&files);
    assert_eq!(ids(&catalogue), ["a/good", "a/upon-good"]);
    assert_eq!((catalogue.level("a/good"), catalogue.level("a/upon-good")), (0, 1));
    assert_eq!(
        told(&catalogue, "a/upon-that"),
        [
            "rules/a/upon-that.rhai, line 17, column 24: it builds on `a/upon`, which does not load | first mend `a/upon`, and this rule is whole again"
        ]
    );
    assert!(
        told(&catalogue, "a/nowhere")[0].ends_with("it builds on `a/baad`, which is no rule | did you mean `a/bad`?")
    );
}

/// Each builds on all that come after it: there are two to the power of fifty ways through them.
#[test]
fn many_rules_that_build_on_many() {
    let body = |at: usize| (at + 1..52).map(|base| format!("outcome_of(\"a/r{base}\", m);")).collect::<String>();
    let catalogue = loaded(&(0..52).map(|at| file(&format!("a/r{at}"), &body(at))).collect::<Vec<_>>());
    assert_eq!(catalogue.problems().len(), 0, "{:?}", catalogue.problems());
    assert_eq!(catalogue.level("a/r0"), 51);
}

#[test]
fn two_files_of_one_name_are_one_rule_that_does_not_load() {
    let other = RuleFile { path: "mine/a/one.rhai".to_owned(), ..file("a/one", "") };
    let files = [file("a/one", ""), other, file("a/two", "")];
    let catalogue = loaded(&files);
    assert_eq!(ids(&catalogue), ["a/two"]);
    assert!(
        told(&catalogue, "a/one")[0]
            .starts_with("mine/a/one.rhai: the rule `a/one` is there already, in rules/a/one.rhai")
    );
    assert_eq!(Catalogue::load(&Host::new(), &files, |id| id == "a/two").problems().len(), 0);
}
