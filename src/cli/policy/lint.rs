//! `quorate policy lint`: what is wrong with a policy itself.
//!
//! Each check looks at the policies and the documents beside them, and gives [`Fault`]s.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::super::{Outcome, output, read};
use super::Form;
use crate::chain;
use crate::document::{Document, Format, Node, NodeId};
use crate::escalation;
use crate::policy::{FileBeside, Library, Policy, PolicyFile};
use crate::problem::{Problem, Problems};
use crate::report::page::Page;
use crate::rule::{Catalogue, Host};
use crate::submission::{Member, Submission};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The policies: names, or paths of policy files, of their folders, or of chains of escalation. Without it: all that are shipped.
    #[arg(value_name = "POLICY|PATH")]
    policies: Vec<String>,

    /// A folder of rules of your own; may be given several times.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// The form of the answer.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

/// One thing that is wrong with a policy or a document beside it.
struct Fault {
    path: String,
    line: u32,
    check: &'static str,
    words: String,
    way: Vec<String>,
    vacant: Option<String>,
    remedy: String,
}

/// What was looked at, and what is wrong with it.
#[derive(Default)]
struct Found {
    policies: usize,
    chains: usize,
    faults: Vec<Fault>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut found = Found::default();
    let mut documents: BTreeMap<String, Document> = BTreeMap::new();
    let mut policies: BTreeMap<String, PolicyFile> = BTreeMap::new();
    let shipped = || Library::shipped().names().map(str::to_owned).collect();
    let named: Vec<String> = if arguments.policies.is_empty() { shipped() } else { arguments.policies.clone() };
    for name in &named {
        if Path::new(name).extension().is_some_and(|ending| ending == "yaml" || ending == "yml" || ending == "json") {
            let document = document(name, read::text(Path::new(name), name)?)?;
            if document.kind() != Some(chain::KIND) {
                return Err(vec![
                    Problem::in_file(name, "this is no chain of escalation")
                        .help("give a policy, its folder, or a document of the kind escalation-chain"),
                ]);
            }
            documents.insert(name.clone(), document);
            continue;
        }
        let files = super::gather(name)?;
        whole(&files, &arguments.rules)?;
        for file in files {
            for document in beside(&file)? {
                documents.insert(document.path().to_owned(), document);
            }
            policies.insert(file.path.clone(), file);
        }
    }
    found.policies = policies.len();
    let submission = Submission::new(documents.into_values().collect())?;
    for (index, member) in (0..).zip(submission.members()) {
        if member.kind.name() == chain::KIND {
            chain_faults(member, index, &mut found)?;
        } else if let Some(fault) = member.faults.first() {
            return Err(vec![at(member, fault.node, &fault.message).help(fault.remedy.clone())]);
        }
    }
    match arguments.format {
        Form::Human => output::print(&human(&found))?,
        Form::Json => super::json(&machine(&found))?,
    }
    Ok(if found.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Whether rules and parameters are known; the date is that on which the policy comes into force.
fn whole(files: &[PolicyFile], folders: &[PathBuf]) -> Result<(), Problems> {
    let rule_files = read::rule_files(folders)?;
    let used = Policy::rules_used(files);
    let rules = Catalogue::read(&Host::new(), &rule_files, |id| used.binary_search(&id).is_ok())?;
    let known: Vec<&str> = rule_files.iter().map(|file| file.id.as_str()).collect();
    let from = files.iter().filter_map(|file| file.in_force_from).max();
    let day = from.unwrap_or_else(|| chrono::Local::now().date_naive());
    Policy::new(files.to_vec(), &rules, &known, day).map(|_| ())
}

/// The documents beside a policy: in its folder, or embedded with it.
fn beside(file: &PolicyFile) -> Result<Vec<Document>, Problems> {
    let shipped = FileBeside::shipped(&file.name);
    if file.path == format!("policies/{}/policy.toml", file.name) && !shipped.is_empty() {
        return shipped.into_iter().map(|beside| document(&beside.path, beside.text.to_owned())).collect();
    }
    let path = Path::new(&file.path);
    let Some(folder) = path.parent().filter(|folder| folder.is_dir()) else { return Ok(Vec::new()) };
    let mut documents = Vec::new();
    for found in read::files_of(folder)? {
        let name = found.display().to_string();
        if name.ends_with(".yaml") {
            let document = document(&name, read::text(&found, &name)?)?;
            // What says no kind is no document, here as in a submission.
            documents.extend(document.kind().is_some().then_some(document));
        }
    }
    Ok(documents)
}

fn document(name: &str, text: String) -> Result<Document, Problems> {
    let format = Format::of_name(name).unwrap_or(Format::Yaml);
    Document::read(name, format, text.into_bytes()).map_err(|problem| vec![problem])
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
            path: member.document.path().to_owned(),
            line: member.document.line_column(node.span().start).line,
            check: "escalation",
            words: fault.words,
            way: fault.way.iter().filter_map(|role| Some(chain.roles.get(*role)?.name.clone())).collect(),
            vacant: fault.vacant.and_then(|post| Some(chain.posts.get(post)?.name.clone())),
            remedy: fault.what.remedy().to_owned(),
        });
    }
    Ok(())
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn human(found: &Found) -> String {
    let mut page = Page::default();
    let mut path = "";
    for fault in &found.faults {
        if path != fault.path {
            path = &fault.path;
            page.line(path);
        }
        page.line("");
        page.wrapped("  * ", "    ", &format!("line {}: {}", fault.line, fault.words));
        page.wrapped("    To do  ", "           ", &fault.remedy);
    }
    if !found.faults.is_empty() {
        page.line("");
    }
    let looked = format!(
        "{} and {} looked at",
        counted(found.policies, "policy", "policies"),
        counted(found.chains, "chain of escalation", "chains of escalation")
    );
    let result = match found.faults.len() {
        0 => "no fault found".to_owned(),
        count => counted(count, "fault", "faults"),
    };
    page.line(&format!("{looked}: {result}."));
    page.out
}

fn machine(found: &Found) -> serde_json::Value {
    let faults = found.faults.iter().map(|fault| {
        json!({
            "check": fault.check, "path": fault.path, "line": fault.line, "message": fault.words,
            "vacant": fault.vacant, "way": fault.way, "remedy": fault.remedy,
        })
    });
    json!({ "format": 1, "policies": found.policies, "chains": found.chains, "faults": faults.collect::<Vec<_>>() })
}
