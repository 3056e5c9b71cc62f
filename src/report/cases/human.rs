//! The test of rules for the terminal: what does not hold, how it differs, and what was read.

use std::fmt::Write as _;

use crate::cases::{Coverage, Expected, Found, Ran, Tested, TestedCase, TestedRule, Verdict};

/// The test as text; with `all`, also the cases that hold.
pub fn told(tested: &Tested, all: bool) -> String {
    let mut out = String::new();
    for rule in &tested.rules {
        // Writing to a text does not fail.
        for case in rule.cases.iter().filter(|case| all || !matches!(case.verdict, Verdict::Holds(_))) {
            let _ = writeln!(out, "{}\n", one(rule, case).trim_end());
        }
        if rule.cases.is_empty() {
            let _ = writeln!(out, "{}\n  There is no case. A rule without cases is not known to work.\n", rule.rule);
        }
    }
    let (holds, wrong, to_do) = tested.counts();
    let rules = tested.rules.len();
    let count = |number: usize, one: &str, more: &str| format!("{number} {}", if number == 1 { one } else { more });
    let _ = write!(
        out,
        "{} of {}: {holds} as expected, {wrong} not",
        count(holds + wrong + to_do, "case", "cases"),
        count(rules, "rule", "rules"),
    );
    let _ = writeln!(out, "{}.", if to_do > 0 { format!(", {to_do} still to be done") } else { String::new() });
    for rule in &tested.untested {
        let _ =
            writeln!(out, "{} could not be tested: there is a fault in its file or in that of its cases.", rule.rule);
    }
    for rule in tested.rules.iter().filter(|rule| all && !rule.lacks.is_empty()) {
        let _ = writeln!(out, "{} has no case that comes to {}.", rule.rule, rule.lacks.join(", nor to "));
    }
    out
}

fn one(rule: &TestedRule, case: &TestedCase) -> String {
    let mut out = format!("{}: \"{}\"\n  {}, line {}\n", rule.rule, case.title, rule.path, case.line);
    match &case.verdict {
        Verdict::Holds(ran) => {
            out += "  As expected.\n";
            came_of(&mut out, ran);
        }
        Verdict::ToDo(what) => out += &format!("  To be done: {what}\n"),
        Verdict::CannotRun(why) => out += &format!("  It cannot be run: {why}\n"),
        Verdict::Differs(expected, ran) => {
            list(&mut out, "Expected", expected.iter().map(Expected::told).collect());
            came_of(&mut out, ran);
        }
    }
    out
}

/// What a case found, how that differs from what it expects, and what was read for it.
fn came_of(out: &mut String, ran: &Ran) {
    list(out, "Got", ran.found.iter().map(Found::told).collect());
    if !ran.differences.is_empty() {
        list(out, "Difference", ran.differences.clone());
    }
    let mut seen: Vec<String> = Vec::new();
    for read in ran.found.iter().flat_map(|found| &found.reads) {
        if !seen.contains(read) {
            seen.push(read.clone());
        }
    }
    list(out, "What the rule read, in order", seen);
}

fn list(out: &mut String, title: &str, lines: Vec<String>) {
    let lines = if lines.is_empty() { vec!["nothing".to_owned()] } else { lines };
    let first = textwrap::Options::new(100).initial_indent("    ").subsequent_indent("      ");
    let lines: Vec<String> = lines.iter().map(|line| textwrap::fill(line, &first)).collect();
    *out += &format!("  {title}\n{}\n", lines.join("\n"));
}

/// How much of each rule its cases reach, what they miss, and all together.
pub fn coverage(tested: &Tested) -> String {
    let mut out = String::new();
    let measured = || tested.rules.iter().filter_map(|rule| Some((&rule.rule, rule.coverage.as_ref()?)));
    for (rule, coverage) in measured() {
        let gaps = coverage.gaps();
        if gaps.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{rule}: {}", figures(&[coverage]));
        for (line, gap) in gaps {
            let _ = writeln!(out, "  {}, line {line}: {gap}", coverage.path);
        }
        out.push('\n');
    }
    let all: Vec<&Coverage> = measured().map(|(_, coverage)| coverage).collect();
    let _ = writeln!(out, "Reached by the cases: {}.", figures(&all));
    out
}

fn figures(coverages: &[&Coverage]) -> String {
    let sum = |counts: fn(&Coverage) -> (usize, usize)| {
        coverages.iter().map(|coverage| counts(coverage)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    let (lines, reached) = sum(Coverage::line_counts);
    let (ways, taken) = sum(Coverage::branch_counts);
    format!("{reached} of {lines} lines, {taken} of {ways} ways of conditions")
}
