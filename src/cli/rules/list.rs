//! `quorate rules list`: the rules there are, and who puts them in force.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::sources::{self, Sources};
use crate::cli::{Outcome, output};
use crate::policy::{PolicyFile, Severity};
use crate::problem::{Problem, nearest};
use crate::rule::{Catalogue, Host, Rule, area};

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Only rules of this area.
    #[arg(long)]
    area: Option<String>,

    /// Only rules that this policy puts in force.
    #[arg(long)]
    policy: Option<String>,

    /// Only rules that a policy gives this severity: must, should or note.
    #[arg(long)]
    severity: Option<String>,

    /// A folder of rules of your own.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t = Form::Table)]
    format: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Table,
    Json,
}

/// A policy that puts a rule in force, and how severely.
struct Use<'p> {
    policy: &'p str,
    severity: Severity,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let sources = Sources::read(&[], &arguments.rules)?;
    let policies = sources::policies()?;
    let catalogue = Catalogue::load(&Host::new(), &sources.files, |_| true);
    known("policy", arguments.policy.as_deref(), policies.iter().map(|policy| policy.name.as_str()))?;
    known("severity", arguments.severity.as_deref(), Severity::ALL.iter().map(|severity| severity.word()))?;
    let unloaded = catalogue.unloaded().map(|rule| area(&rule.id));
    known("area", arguments.area.as_deref(), catalogue.rules().map(Rule::area).chain(unloaded))?;
    let is_asked = |rule: &&Rule| {
        let uses = uses(rule, &policies);
        let by_policy = |used: &Use<'_>| arguments.policy.as_deref().is_none_or(|policy| used.policy == policy);
        let by_severity =
            |used: &Use<'_>| arguments.severity.as_deref().is_none_or(|severity| used.severity.word() == severity);
        let needs_use = arguments.policy.is_some() || arguments.severity.is_some();
        arguments.area.as_deref().is_none_or(|area| rule.area() == area)
            && (!needs_use || uses.iter().any(|used| by_policy(used) && by_severity(used)))
    };
    let rules: Vec<&Rule> = catalogue.rules().filter(is_asked).collect();
    output::print(&match arguments.format {
        Form::Table => table(&rules, &policies),
        Form::Json => {
            let told = rules.iter().map(|rule| {
                let uses = uses(rule, &policies);
                json!({
                    "rule": rule.id,
                    "area": rule.area(),
                    "holds": rule.page.proposition,
                    "kinds": rule.each.iter().map(|each| each.kind.name()).collect::<Vec<_>>(),
                    "policies": uses.iter().map(|used| json!({
                        "policy": used.policy, "severity": used.severity.word(),
                    })).collect::<Vec<_>>(),
                })
            });
            format!("{:#}\n", json!(told.collect::<Vec<_>>()))
        }
    })?;
    // A file that does not load is told behind the others.
    let problems = catalogue.problems();
    if problems.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(problems) }
}

/// Complains of a name that is not among those there are.
fn known<'a>(
    what: &str,
    name: Option<&str>,
    names: impl Iterator<Item = &'a str>,
) -> Result<(), crate::problem::Problems> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    let Some(name) = name.filter(|name| !names.contains(name)) else { return Ok(()) };
    let meant =
        nearest(name, names.iter().copied()).map(|meant| format!("did you mean \"{meant}\"? ")).unwrap_or_default();
    let way_out = format!("{meant}There are {}", names.join(", "));
    Err(vec![Problem::new(format!("there is no {what} \"{name}\"")).help(way_out)])
}

/// The policies that name a rule as a requirement, in the order of their names.
fn uses<'p>(rule: &Rule, policies: &'p [PolicyFile]) -> Vec<Use<'p>> {
    let of_policy = |policy: &'p PolicyFile| {
        let used = policy.rules.iter().find(|used| used.rule == rule.id)?;
        Some(Use { policy: &policy.name, severity: used.severity? })
    };
    let mut uses: Vec<Use<'p>> = policies.iter().filter_map(of_policy).collect();
    uses.sort_by_key(|used| used.policy);
    uses
}

fn table(rules: &[&Rule], policies: &[PolicyFile]) -> String {
    let mut out = String::new();
    let mut area = "";
    for rule in rules {
        if rule.area() != area {
            area = rule.area();
            out += &format!("{}{area}\n", if out.is_empty() { "" } else { "\n" });
        }
        let indented = textwrap::Options::new(100).initial_indent("      ").subsequent_indent("      ");
        let uses: Vec<String> =
            uses(rule, policies).iter().map(|used| format!("{} in {}", used.severity.word(), used.policy)).collect();
        let uses = if uses.is_empty() { "in no policy".to_owned() } else { uses.join(", ") };
        out += &format!("  {}\n", rule.id);
        out += &format!("{}\n", textwrap::fill(&rule.page.proposition, &indented));
        out += &format!("{}\n", textwrap::fill(&uses, &indented));
    }
    let count = if rules.len() == 1 { "1 rule".to_owned() } else { format!("{} rules", rules.len()) };
    format!("{out}{}{count}.\n", if out.is_empty() { "" } else { "\n" })
}
