//! `quorate rules show RULE`: all about one rule.

use std::path::PathBuf;
use std::process::ExitCode;

use super::sources::{self, InForce, Sources};
use crate::cli::{Outcome, explain, output};
use crate::policy::{Severity, Word};
use crate::rule::{Catalogue, Host, Rule};

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The rule, for instance sign-off/phase-2-follows-phase-1.
    rule: String,

    /// A folder of rules of your own.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let sources = Sources::read(&[], &arguments.rules)?;
    let file = sources.file(&arguments.rule)?;
    // Others that do not load do not keep this one from being shown.
    let catalogue = Catalogue::load(&Host::new(), &sources.files, |_| true);
    let problems = catalogue.problems_of(&file.id);
    if !problems.is_empty() {
        return Err(problems.to_vec());
    }
    let cases = sources.cases_of(file)?;
    let mut out = String::new();
    if let Some(rule) = catalogue.get(&file.id) {
        out += &explain::page(&rule.id, &rule.page);
        out += &explain::facts(rule);
        out += "\nSubjects\n";
        for each in &rule.each {
            out += &format!("  {} of a document of the kind {}\n", shown(&each.path.to_string()), each.kind.name());
        }
        let above: Vec<&str> = catalogue
            .rules()
            .filter(|other| other.builds_on.contains(&rule.id))
            .map(|other| other.id.as_str())
            .collect();
        if !above.is_empty() {
            out += &format!("\nRules that build on it\n  {}\n", above.join("\n  "));
        }
        out += &told(rule, &InForce::by(&sources::policies(None)?.0));
    }
    let count = match cases.cases.len() {
        0 => "no cases".to_owned(),
        1 => "1 case".to_owned(),
        count => format!("{count} cases"),
    };
    out += &format!("\nFile     {}\nCases    {count}, {}\n", file.path, cases.path);
    output::print(&out)?;
    Ok(ExitCode::SUCCESS)
}

fn shown(path: &str) -> &str {
    if path.is_empty() { "the whole" } else { path }
}

/// The policies that use a rule: severity, clause and parameters, each with those that take it up as it is.
fn told(rule: &Rule, in_force: &InForce<'_>) -> String {
    let uses = in_force.of(&rule.id);
    let mut told = String::new();
    for (policy, Word { file, rule_use }) in uses.iter().filter(|(policy, word)| *policy == word.file.name) {
        let severity = rule_use.severity.map_or("for other rules only", Severity::word);
        let clause = rule_use.clause_told(&rule.source);
        let indented = textwrap::Options::new(80).initial_indent("    ").subsequent_indent("      ");
        told += &format!("  {policy} ({severity})\n{}\n", textwrap::fill(&format!("clause: {clause}"), &indented));
        for (name, (value, _)) in &rule_use.with {
            told += &format!("{}\n", textwrap::fill(&format!("{name} = {value}"), &indented));
        }
        let others = uses.iter().filter(|(other, word)| other != policy && word.file.name == file.name);
        let others: Vec<&str> = others.map(|(other, _)| *other).collect();
        if !others.is_empty() {
            let whole_names = indented.clone().word_splitter(textwrap::WordSplitter::NoHyphenation);
            told += &format!("{}\n", textwrap::fill(&format!("extended by: {}", others.join(", ")), &whole_names));
        }
    }
    let told = if told.is_empty() { "  none\n".to_owned() } else { told };
    format!("\nPolicies that put it in force\n{told}")
}
