//! `quorate rules show RULE`: all about one rule.

use std::path::PathBuf;
use std::process::ExitCode;

use super::sources::{self, Sources};
use crate::cli::{Outcome, explain, output};
use crate::policy::{PolicyFile, Severity};
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
        out += &in_force(rule, &sources::policies()?);
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

/// The policies that use a rule: severity, clause and parameters.
fn in_force(rule: &Rule, policies: &[PolicyFile]) -> String {
    let mut uses = Vec::new();
    for policy in policies {
        let Some(used) = policy.rules.iter().find(|used| used.rule == rule.id) else { continue };
        let severity = used.severity.map_or("for other rules only", Severity::word);
        let clause = used.clause.as_deref().unwrap_or(&rule.source);
        let indented = textwrap::Options::new(80).initial_indent("    ").subsequent_indent("      ");
        let mut told =
            format!("  {} ({severity})\n{}\n", policy.name, textwrap::fill(&format!("clause: {clause}"), &indented));
        for (name, (value, _)) in &used.with {
            told += &format!("{}\n", textwrap::fill(&format!("{name} = {value}"), &indented));
        }
        uses.push(told);
    }
    uses.sort();
    let uses = if uses.is_empty() { "  none\n".to_owned() } else { uses.concat() };
    format!("\nPolicies that put it in force\n{uses}")
}
