//! `quorate policy show POLICY`: what a policy asks, clause by clause.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value as Json, json};

use super::super::output::{self, Form};
use super::super::settings::Settings;
use super::super::{Outcome, judging, read};
use super::beside;
use crate::policy::{Clause, FileBeside, PolicyFile, Word, words};
use crate::problem::{Problem, Problems};
use crate::report::page::Page;
use crate::rule::{Host, Parameter, Rule};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The policy: its name, or the path of its file.
    policy: String,

    /// Prints a document that stands beside a shipped policy, for instance its escalation-chain.yaml, to copy and fill in.
    #[arg(long, value_name = "NAME")]
    document: Option<String>,

    /// A folder of rules of your own; may be given several times.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// The form.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

/// Where a parameter is set, and to what.
type Setting = (String, String);

/// A rule in force: what the files say of it, the last with the last word, and the rule.
struct InForce<'p> {
    words: Vec<Word<'p>>,
    last: Word<'p>,
    rule: &'p Rule,
}

/// All that is shown.
struct Shown<'p> {
    files: &'p [PolicyFile],
    by_clause: BTreeMap<String, Vec<InForce<'p>>>,
    unknown: Vec<&'p str>,
    /// The clauses that the policies list and those of the documents beside them, by file.
    clauses: Vec<Clause>,
}

impl InForce<'_> {
    fn clause(&self) -> String {
        self.last.rule_use.clause_told(&self.rule.source)
    }

    /// What had the word before, the latest first.
    fn earlier(&self) -> impl Iterator<Item = &Word<'_>> {
        self.words.iter().rev().skip(1)
    }

    /// Where a parameter is set and to what, and then what that takes the place of.
    fn settings(&self, parameter: &Parameter) -> (Option<Setting>, Vec<Setting>) {
        let earlier = self.earlier().filter_map(|word| word.setting(&parameter.name));
        (self.last.setting(&parameter.name), earlier.collect())
    }
}

fn severity(word: &Word<'_>) -> &'static str {
    word.rule_use.severity.map_or("none", |severity| severity.word())
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    if let Some(name) = &arguments.document {
        return document(&arguments.policy, name);
    }
    let settings = Settings::find(Path::new("."))?;
    let mut library = super::library(&settings)?;
    let names = read::policies(std::slice::from_ref(&arguments.policy), Path::new(""), &mut library)?;
    let files = library.gather(&names)?;
    let rules = judging::rules_used(&files, &super::rules(&settings, &arguments.rules)?, &Host::new())?;
    let mut shown = Shown { files: &files, by_clause: BTreeMap::new(), unknown: Vec::new(), clauses: clauses(&files)? };
    for (id, words) in words(&files) {
        match (rules.get(id), words.last().copied()) {
            (Some(rule), Some(last)) => {
                let clause = last.rule_use.clause_told(&rule.source);
                shown.by_clause.entry(clause).or_default().push(InForce { words, last, rule });
            }
            _ => shown.unknown.push(id),
        }
    }
    match arguments.format {
        Form::Human => output::print(&shown.human())?,
        Form::Json => super::json(&shown.machine())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The clauses that the files list and those of the documents beside them.
fn clauses(files: &[PolicyFile]) -> Result<Vec<Clause>, Problems> {
    let mut clauses = Vec::new();
    for file in files.iter().rev() {
        clauses.extend(Clause::of_policy(file));
        clauses.extend(beside::documents(file)?.iter().flat_map(Clause::of_document));
    }
    Ok(clauses)
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

impl Shown<'_> {
    /// The rules whose clause cites a clause.
    fn held_by(&self, clause: &Clause) -> Vec<&str> {
        let cited = self.by_clause.iter().filter(|(words, _)| clause.is_cited_in(words));
        let mut rules: Vec<&str> =
            cited.flat_map(|(_, rules)| rules.iter().map(|in_force| in_force.rule.id.as_str())).collect();
        rules.sort_unstable();
        rules
    }

    fn human(&self) -> String {
        let mut page = Page::default();
        // The policy that was named comes last, after those that it extends.
        for (place, file) in self.files.iter().rev().enumerate() {
            let role = if place == 0 { "" } else { "extends " };
            page.wrapped("", "  ", &format!("{role}{}: {} ({})", file.id, file.title, file.path));
            if let Some(from) = file.in_force_from {
                page.line(&format!("  in force from {from}"));
            }
            if let Some((by, _)) = &file.superseded_by {
                page.wrapped("  ", "    ", &format!("superseded by \"{by}\""));
            }
            let beside = FileBeside::shipped(&file.name);
            if !beside.is_empty() {
                let names: Vec<&str> = beside.iter().map(FileBeside::name).collect();
                page.wrapped("  ", "    ", &format!("Beside it: {}", names.join(", ")));
            }
        }
        for (clause, rules) in &self.by_clause {
            page.line("");
            page.wrapped("", "  ", clause);
            rules.iter().for_each(|in_force| in_force.human(&mut page));
        }
        for id in &self.unknown {
            page.line("");
            page.wrapped("", "  ", &format!("{id}: there is no such rule here; it may be one of your own"));
        }
        self.clauses_told(&mut page);
        page.out
    }

    /// The clauses that the policies and the documents beside them list, with what holds each.
    fn clauses_told(&self, page: &mut Page) {
        let mut path = "";
        for clause in &self.clauses {
            if path != clause.path {
                path = &clause.path;
                page.line("");
                page.line(&format!("Clauses of {path}"));
            }
            let name = clause.reference.as_ref().unwrap_or(&clause.cited_as);
            let says = clause.says.as_ref().map(|says| format!(": {says}")).unwrap_or_default();
            page.wrapped("  ", "    ", &format!("{name}{says}"));
            let mut told: Vec<String> = Vec::new();
            let rules = self.held_by(clause);
            if !rules.is_empty() {
                told.push(format!("held by {}", rules.join(", ")));
            }
            if !clause.written_as.is_empty() {
                told.push(format!("written as data under {}, which rules read", clause.written_as.join(", ")));
            }
            if let Some(by) = &clause.superseded_by {
                told.push(format!("superseded by \"{by}\""));
            }
            if let Some(because) = &clause.no_rule {
                told.push(format!("kept by people: {because}"));
            }
            if told.is_empty() {
                told.push("no rule here cites it".to_owned());
            }
            page.wrapped("      ", "      ", &told.join("; "));
        }
    }

    fn machine(&self) -> Json {
        let policies = self.files.iter().rev().map(|file| {
            json!({
                "id": file.id, "title": file.title, "path": file.path,
                "in_force_from": file.in_force_from.map(|day| day.to_string()),
                "superseded_by": file.superseded_by.as_ref().map(|(by, _)| by),
            })
        });
        let rules = self.by_clause.values().flatten().map(InForce::machine);
        let clauses = self.clauses.iter().map(|clause| {
            json!({
                "clause": clause.cited_as, "reference": clause.reference, "says": clause.says,
                "path": clause.path, "line": clause.line, "held_by": self.held_by(clause),
                "written_as": clause.written_as, "superseded_by": clause.superseded_by, "no_rule": clause.no_rule,
            })
        });
        json!({
            "format": 1, "policies": policies.collect::<Vec<_>>(), "rules": rules.collect::<Vec<_>>(),
            "clauses": clauses.collect::<Vec<_>>(), "unknown_rules": self.unknown,
        })
    }
}

impl InForce<'_> {
    fn human(&self, page: &mut Page) {
        let rule = self.rule;
        page.line(&format!("  [{}] {}", severity(&self.last), rule.id));
        page.wrapped("    ", "    ", &rule.page.proposition);
        page.wrapped("      ", "        ", &format!("Said in {}", self.last.place()));
        for parameter in &rule.parameters {
            let (set, shadowed) = self.settings(parameter);
            let name = &parameter.name;
            let unless =
                parameter.default.as_ref().map(|default| format!("; unless set: {default}")).unwrap_or_default();
            let told = match (&set, &parameter.default) {
                (Some((place, value)), _) => format!("{name} = {value}, set in {place}{unless}"),
                (None, Some(default)) => format!("{name} = {default}, as it is unless set"),
                (None, None) => format!("{name} must be set"),
            };
            page.wrapped("      ", "        ", &told);
            for (place, value) in shadowed {
                page.wrapped("        ", "          ", &format!("in place of {value}, set in {place}"));
            }
        }
        for word in self.earlier() {
            let clause = word.rule_use.clause_told(&rule.source);
            let told = format!("In place of [{}] {}: {clause}", severity(word), word.place());
            page.wrapped("      ", "        ", &told);
        }
    }

    fn machine(&self) -> Json {
        let place = |(place, value): Setting| json!({ "at": place, "value": value });
        let parameters = self.rule.parameters.iter().map(|parameter| {
            let (set, shadowed) = self.settings(parameter);
            let default = parameter.default.as_ref().map(ToString::to_string);
            json!({
                "name": parameter.name, "set": set.as_ref().map(|(_, value)| value),
                "set_at": set.as_ref().map(|(place, _)| place), "unless_set": default, "meaning": parameter.meaning,
                "in_place_of": shadowed.into_iter().map(place).collect::<Vec<_>>(),
            })
        });
        let shadowed = self
            .earlier()
            .map(|word| json!({ "at": word.place(), "severity": severity(word), "clause": word.rule_use.clause }));
        json!({
            "rule": self.rule.id,
            "asks": self.rule.page.proposition,
            "severity": severity(&self.last),
            "clause": self.clause(),
            "set_in": self.last.file.path,
            "set_at": self.last.place(),
            "in_place_of": shadowed.collect::<Vec<_>>(),
            "parameters": parameters.collect::<Vec<_>>(),
        })
    }
}
