//! `quorate policy lint`: what is wrong with a policy itself, and what is worth knowing of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value as Json, json};

use super::super::output::{self, Form};
use super::super::settings::Settings;
use super::super::{Outcome, judging, read};
use super::beside;
use crate::chain;
use crate::document::{Document, Node, NodeId};
use crate::escalation;
use crate::policy::{Clause, Library, PolicyFile, PolicyLint, lint};
use crate::problem::{Problem, Problems};
use crate::report::page::Page;
use crate::rule::{Host, RuleFile};
use crate::submission::{Member, Submission};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The policies: names, or paths of policy files, of their folders, or of chains of escalation. Without it: all that are shipped, and those of quorate.toml.
    #[arg(value_name = "POLICY|PATH")]
    policies: Vec<String>,

    /// A folder of rules of your own; may be given several times.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// Tell what is only to be known, too: what a policy sets otherwise than the one it extends.
    #[arg(short, long)]
    verbose: bool,

    /// The form of the answer.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

/// One thing that was found, with what a chain of escalation says more.
struct Fault {
    lint: PolicyLint,
    way: Vec<String>,
    vacant: Option<String>,
}

/// What was looked at, and what was found.
#[derive(Default)]
struct Found {
    policies: usize,
    chains: usize,
    faults: Vec<Fault>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let settings = Settings::find(Path::new("."))?;
    let mut library = super::library(&settings)?;
    let mut named = arguments.policies.clone();
    if named.is_empty() {
        named = library.names().map(str::to_owned).collect();
    }
    let rule_files = super::rules(&settings, &arguments.rules)?;
    let mut looking =
        Looking { rule_files: &rule_files, documents: BTreeMap::new(), files: BTreeMap::new(), lints: Vec::new() };
    for name in &named {
        if is_document(name) {
            let document = beside::document(name, read::text(Path::new(name), name)?)?;
            if document.kind() != Some(chain::KIND) {
                return Err(vec![
                    Problem::in_file(name, "this is no chain of escalation")
                        .help("give a policy, its folder, or a document of the kind escalation-chain"),
                ]);
            }
            looking.documents.insert(name.clone(), document);
            continue;
        }
        let names = read::policies(std::slice::from_ref(name), Path::new(""), &mut library)?;
        looking.policy(library.gather(&names)?)?;
    }
    let is_all = arguments.policies.is_empty();
    if is_all || !arguments.rules.is_empty() {
        looking.in_no_policy(&library, is_all)?;
    }
    let mut found = Found { policies: looking.files.len(), ..Found::default() };
    found.faults = looking.lints.into_iter().map(|lint| Fault { lint, way: Vec::new(), vacant: None }).collect();
    let submission = Submission::new(looking.documents.into_values().collect())?;
    for (index, member) in (0..).zip(submission.members()) {
        if member.kind.name() == chain::KIND {
            chain_faults(member, index, &mut found)?;
        } else if let Some(fault) = member.faults.first() {
            return Err(vec![at(member, fault.node, &fault.message).help(fault.remedy.clone())]);
        }
    }
    found.faults.sort_by(|left, right| left.lint.cmp(&right.lint));
    found.faults.dedup_by(|left, right| left.lint == right.lint);
    match arguments.format {
        Form::Human => output::print(&human(&found, arguments.verbose))?,
        Form::Json => super::json(&machine(&found))?,
    }
    Ok(if found.faults.iter().all(|fault| fault.lint.is_note) { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn is_document(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "yaml" || ending == "yml" || ending == "json")
}

/// What is being looked at.
struct Looking<'r> {
    rule_files: &'r [RuleFile],
    /// The documents beside the policies, by path.
    documents: BTreeMap<String, Document>,
    /// The policies, by path.
    files: BTreeMap<String, PolicyFile>,
    lints: Vec<PolicyLint>,
}

impl Looking<'_> {
    /// Looks at a policy, given after all that it extends.
    fn policy(&mut self, files: Vec<PolicyFile>) -> Result<(), Problems> {
        // The date is that on which the policy comes into force.
        let from = files.iter().filter_map(|file| file.in_force_from).max();
        let day = from.unwrap_or_else(|| chrono::Local::now().date_naive());
        let (policy, rules) = judging::in_force(files, self.rule_files, &Host::new(), day)?;
        let files = policy.files;
        let mut clauses = Vec::new();
        for (number, file) in (1..).zip(&files) {
            let documents = beside::documents(file)?;
            self.lints.extend(beside::superseded(file, &documents));
            // Those of what it extends are looked at with that.
            if number == files.len() {
                clauses = documents.iter().flat_map(Clause::of_document).collect();
            }
            self.documents.extend(documents.into_iter().map(|document| (document.path().to_owned(), document)));
        }
        self.lints.extend(lint(&files, &rules, &clauses));
        self.files.extend(files.into_iter().map(|file| (file.path.clone(), file)));
        Ok(())
    }

    /// Rules that no policy names and no rule of a policy builds on: of all there are, or only of
    /// those that are not shipped.
    fn in_no_policy(&mut self, library: &Library, is_all: bool) -> Result<(), Problems> {
        let names: Vec<String> = library.names().map(str::to_owned).collect();
        let mut files = library.gather(&names)?;
        files.extend(self.files.values().cloned());
        let held = judging::rules_used(&files, self.rule_files, &Host::new())?;
        let asked = match is_all {
            true => self.rule_files,
            false => self.rule_files.get(RuleFile::shipped().len()..).unwrap_or_default(),
        };
        for file in asked.iter().filter(|file| held.get(&file.id).is_none()) {
            self.lints.push(PolicyLint {
                path: file.path.clone(),
                line: 1,
                name: "rule-in-no-policy",
                is_note: false,
                says: format!("no policy names the rule `{}`, so nothing is judged by it", file.id),
                other: None,
                way_out: "name it in a policy, or take the rule away".to_owned(),
            });
        }
        Ok(())
    }
}

fn at(member: &Member, node: NodeId, message: &str) -> Problem {
    let document = &member.document;
    Problem::at(document.path(), document.text(), document.node(node).span(), message)
}

fn chain_faults(member: &Member, index: u32, found: &mut Found) -> Result<(), Problems> {
    let (chain, _) = chain::read(member, index).map_err(|gap| vec![at(member, gap.at, &gap.message)])?;
    found.chains += 1;
    let nodes = |list: &str| -> Vec<Node<'_>> {
        member.document.root().get(list).map(|list| list.children().collect()).unwrap_or_default()
    };
    let (roles, posts) = (nodes("roles"), nodes("posts"));
    for fault in escalation::examine(&chain) {
        let role = fault.way.last().and_then(|role| roles.get(*role));
        let node = fault.vacant.and_then(|post| posts.get(post)).or(role).copied().unwrap_or(member.document.root());
        found.faults.push(Fault {
            lint: PolicyLint {
                path: member.document.path().to_owned(),
                line: member.document.line_column(node.span().start).line,
                name: "escalation",
                is_note: false,
                says: fault.words,
                other: None,
                way_out: fault.what.remedy().to_owned(),
            },
            way: fault.way.iter().filter_map(|role| Some(chain.roles.get(*role)?.name.clone())).collect(),
            vacant: fault.vacant.and_then(|post| Some(chain.posts.get(post)?.name.clone())),
        });
    }
    Ok(())
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn human(found: &Found, with_notes: bool) -> String {
    let mut page = Page::default();
    let mut path = "";
    for Fault { lint, .. } in found.faults.iter().filter(|fault| with_notes || !fault.lint.is_note) {
        if path != lint.path {
            if !path.is_empty() {
                page.line("");
            }
            path = &lint.path;
            page.line(path);
        }
        let see = lint.other.as_ref().map(|other| format!(", see {other}")).unwrap_or_default();
        let (mark, to_do) = if lint.is_note { ("-", "Note") } else { ("*", "To do") };
        page.wrapped(&format!("  {mark} "), "    ", &format!("line {}: {}{see} ({})", lint.line, lint.says, lint.name));
        page.wrapped(&format!("    {to_do:5}  "), "           ", &lint.way_out);
    }
    if !page.out.is_empty() {
        page.line("");
    }
    let looked = format!(
        "{} and {} looked at",
        counted(found.policies, "policy", "policies"),
        counted(found.chains, "chain of escalation", "chains of escalation")
    );
    let notes = found.faults.iter().filter(|fault| fault.lint.is_note).count();
    let result = match found.faults.len() - notes {
        0 => "no fault found".to_owned(),
        count => counted(count, "fault", "faults"),
    };
    let also = match notes {
        0 => String::new(),
        notes if with_notes => format!(", {}", counted(notes, "note", "notes")),
        notes => format!(", {} (told with -v)", counted(notes, "note", "notes")),
    };
    page.line(&format!("{looked}: {result}{also}."));
    page.out
}

fn machine(found: &Found) -> Json {
    let told = |is_note: bool| -> Vec<Json> {
        let of_them = found.faults.iter().filter(|fault| fault.lint.is_note == is_note);
        let one = |Fault { lint, way, vacant }: &Fault| {
            json!({
                "check": lint.name, "path": lint.path, "line": lint.line, "message": lint.says,
                "see": lint.other, "vacant": vacant, "way": way, "remedy": lint.way_out,
            })
        };
        of_them.map(one).collect()
    };
    json!({
        "format": 1, "policies": found.policies, "chains": found.chains,
        "faults": told(false), "notes": told(true),
    })
}
