//! `quorate rules list`: the rules there are, and who puts them in force.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::sources::{self, InForce, Sources};
use crate::cli::{Outcome, output};
use crate::policy::Severity;
use crate::problem::{Problem, nearest};
use crate::rule::{Catalogue, Host, Rule, area};

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Only rules of this area.
    #[arg(long)]
    area: Option<String>,

    /// Only rules that this policy puts in force, itself or by what it extends: its name, its `id` or the path of its file.
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
    /// The policy that says so: itself, or one that it extends.
    said_in: &'p str,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let sources = Sources::read(&[], &arguments.rules)?;
    let (policies, asked) = sources::policies(arguments.policy.as_deref())?;
    let in_force = InForce::by(&policies);
    let catalogue = Catalogue::load(&Host::new(), &sources.files, |_| true);
    known("severity", arguments.severity.as_deref(), Severity::ALL.iter().map(|severity| severity.word()))?;
    let unloaded = catalogue.unloaded().map(|rule| area(&rule.id));
    known("area", arguments.area.as_deref(), catalogue.rules().map(Rule::area).chain(unloaded))?;
    let is_asked = |used: &Use<'_>| {
        asked.as_deref().is_none_or(|policy| used.policy == policy)
            && arguments.severity.as_deref().is_none_or(|severity| used.severity.word() == severity)
    };
    let needs_use = asked.is_some() || arguments.severity.is_some();
    let rules: Vec<(&Rule, Vec<Use<'_>>)> = catalogue
        .rules()
        .filter(|rule| arguments.area.as_deref().is_none_or(|area| rule.area() == area))
        .map(|rule| (rule, uses(rule, &in_force)))
        .filter(|(_, uses)| !needs_use || uses.iter().any(is_asked))
        .collect();
    output::print(&match arguments.format {
        Form::Table => table(&rules, asked.as_deref()),
        Form::Json => {
            let told = rules.iter().map(|(rule, uses)| {
                json!({
                    "rule": rule.id,
                    "area": rule.area(),
                    "holds": rule.page.proposition,
                    "kinds": rule.each.iter().map(|each| each.kind.name()).collect::<Vec<_>>(),
                    "policies": uses.iter().map(|used| json!({
                        "policy": used.policy, "severity": used.severity.word(), "said_in": used.said_in,
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

/// The policies in which a rule is a requirement, in the order of their names.
fn uses<'p>(rule: &Rule, in_force: &InForce<'p>) -> Vec<Use<'p>> {
    let uses = in_force.of(&rule.id).into_iter();
    uses.filter_map(|(policy, word)| Some(Use { policy, severity: word.rule_use.severity?, said_in: &word.file.name }))
        .collect()
}

/// Who puts a rule in force, in words; of a policy that is asked for, what holds there.
fn told(uses: &[Use<'_>], asked: Option<&str>) -> String {
    let one = |used: &Use<'_>| {
        let Use { policy, severity, said_in } = used;
        if policy != said_in {
            return Some(format!("{} in {policy}, which extends {said_in}", severity.word()))
                .filter(|_| asked.is_some());
        }
        let taken_up = uses.iter().filter(|other| other.said_in == *policy && other.policy != *policy).count();
        let taken_up = match taken_up {
            0 => String::new(),
            _ if asked.is_some() => String::new(),
            1 => " and in 1 that extends it".to_owned(),
            count => format!(" and in {count} that extend it"),
        };
        Some(format!("{} in {policy}{taken_up}", severity.word()))
    };
    let uses: Vec<String> =
        uses.iter().filter(|used| asked.is_none_or(|policy| used.policy == policy)).filter_map(one).collect();
    if uses.is_empty() { "in no policy".to_owned() } else { uses.join(", ") }
}

fn table(rules: &[(&Rule, Vec<Use<'_>>)], asked: Option<&str>) -> String {
    let mut out = String::new();
    let mut area = "";
    for (rule, uses) in rules {
        if rule.area() != area {
            area = rule.area();
            out += &format!("{}{area}\n", if out.is_empty() { "" } else { "\n" });
        }
        let indented = textwrap::Options::new(100).initial_indent("      ").subsequent_indent("      ");
        out += &format!("  {}\n", rule.id);
        out += &format!("{}\n", textwrap::fill(&rule.page.proposition, &indented));
        out += &format!("{}\n", textwrap::fill(&told(uses, asked), &indented));
    }
    let count = if rules.len() == 1 { "1 rule".to_owned() } else { format!("{} rules", rules.len()) };
    format!("{out}{}{count}.\n", if out.is_empty() { "" } else { "\n" })
}
