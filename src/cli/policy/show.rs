//! `quorate policy show POLICY`: what a policy asks, clause by clause.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::{Value as Json, json};

use super::super::{Outcome, output, read};
use super::Form;
use crate::policy::{FileBeside, PolicyFile, RuleUse};
use crate::problem::Problem;
use crate::report::page::Page;
use crate::rule::{Catalogue, Host, Rule};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The policy: its name, or the path of its file.
    policy: String,

    /// Prints a document that stands beside a shipped policy, for instance its escalation-chain.yaml, to copy and fill in.
    #[arg(long, value_name = "NAME")]
    document: Option<String>,

    /// The form.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

/// A rule in force: the file that has the last word on it, what that says, and the rule.
struct InForce<'p> {
    file: &'p PolicyFile,
    rule_use: &'p RuleUse,
    rule: &'p Rule,
}

impl InForce<'_> {
    fn clause(&self) -> &str {
        self.rule_use.clause.as_deref().unwrap_or(&self.rule.source)
    }

    fn severity(&self) -> &'static str {
        self.rule_use.severity.map_or("none", |severity| severity.word())
    }
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    if let Some(name) = &arguments.document {
        return document(&arguments.policy, name);
    }
    let files = super::gather(&arguments.policy)?;
    let used = crate::policy::Policy::rules_used(&files);
    let rule_files = read::rule_files(&[])?;
    let rules = Catalogue::read(&Host::new(), &rule_files, |id| used.binary_search(&id).is_ok())?;
    let mut last: BTreeMap<&str, (&PolicyFile, &RuleUse)> = BTreeMap::new();
    for file in &files {
        for rule_use in &file.rules {
            last.insert(&rule_use.rule, (file, rule_use));
        }
    }
    let mut unknown = Vec::new();
    let mut by_clause: BTreeMap<&str, Vec<InForce<'_>>> = BTreeMap::new();
    for (id, (file, rule_use)) in last {
        match rules.get(id) {
            Some(rule) => {
                let in_force = InForce { file, rule_use, rule };
                let clause = rule_use.clause.as_deref().unwrap_or(&rule.source);
                by_clause.entry(clause).or_default().push(in_force);
            }
            None => unknown.push(id),
        }
    }
    match arguments.format {
        Form::Human => output::print(&human(&files, &by_clause, &unknown))?,
        Form::Json => super::json(&machine(&files, &by_clause, &unknown))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a document beside a policy as it stands.
fn document(policy: &str, name: &str) -> Outcome {
    let beside = FileBeside::shipped(policy);
    if let Some(found) = beside.iter().find(|file| file.name() == name) {
        output::print(found.text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let names: Vec<&str> = beside.iter().map(FileBeside::name).collect();
    let way_out = if names.is_empty() {
        "no document stands beside a shipped policy of that name".to_owned()
    } else {
        format!("there is {}", names.join(", "))
    };
    Err(vec![Problem::new(format!("beside {policy} stands no \"{name}\"")).help(way_out)])
}

fn human(files: &[PolicyFile], by_clause: &BTreeMap<&str, Vec<InForce<'_>>>, unknown: &[&str]) -> String {
    let mut page = Page::default();
    // The policy that was named comes last, after those that it extends.
    for (place, file) in files.iter().rev().enumerate() {
        let role = if place == 0 { "" } else { "extends " };
        page.wrapped("", "  ", &format!("{role}{}: {} ({})", file.id, file.title, file.path));
        if let Some(from) = file.in_force_from {
            page.line(&format!("  in force from {from}"));
        }
        let beside = FileBeside::shipped(&file.name);
        if !beside.is_empty() {
            let names: Vec<&str> = beside.iter().map(FileBeside::name).collect();
            page.wrapped("  ", "    ", &format!("Beside it: {}", names.join(", ")));
        }
    }
    for (clause, rules) in by_clause {
        page.line("");
        page.wrapped("", "  ", clause);
        for in_force in rules {
            let InForce { file, rule_use, rule } = in_force;
            page.line(&format!("  [{}] {}", in_force.severity(), rule.id));
            page.wrapped("    ", "    ", &rule.page.proposition);
            for parameter in &rule.parameters {
                let told = match (rule_use.with.get(&parameter.name), &parameter.default) {
                    (Some((value, _)), Some(default)) => {
                        format!("{} = {value}, set in {}; unless set: {default}", parameter.name, file.path)
                    }
                    (Some((value, _)), None) => format!("{} = {value}, set in {}", parameter.name, file.path),
                    (None, Some(default)) => format!("{} = {default}, as it is unless set", parameter.name),
                    (None, None) => format!("{} must be set", parameter.name),
                };
                page.wrapped("      ", "        ", &told);
            }
        }
    }
    for id in unknown {
        page.line("");
        page.wrapped("", "  ", &format!("{id}: there is no such rule here; it may be one of your own"));
    }
    page.out
}

fn machine(files: &[PolicyFile], by_clause: &BTreeMap<&str, Vec<InForce<'_>>>, unknown: &[&str]) -> Json {
    let policies = files.iter().rev().map(|file| {
        json!({ "id": file.id, "title": file.title, "path": file.path, "in_force_from": file.in_force_from.map(|day| day.to_string()) })
    });
    let rules = by_clause.values().flatten().map(|in_force| {
        let parameters = in_force.rule.parameters.iter().map(|parameter| {
            let set = in_force.rule_use.with.get(&parameter.name).map(|(value, _)| value.to_string());
            let default = parameter.default.as_ref().map(ToString::to_string);
            json!({ "name": parameter.name, "set": set, "unless_set": default, "meaning": parameter.meaning })
        });
        json!({
            "rule": in_force.rule.id,
            "asks": in_force.rule.page.proposition,
            "severity": in_force.severity(),
            "clause": in_force.clause(),
            "set_in": in_force.file.path,
            "parameters": parameters.collect::<Vec<_>>(),
        })
    });
    json!({ "format": 1, "policies": policies.collect::<Vec<_>>(), "rules": rules.collect::<Vec<_>>(), "unknown_rules": unknown })
}
