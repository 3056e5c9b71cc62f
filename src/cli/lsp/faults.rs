//! What is wrong in the files that an editor holds open, and in those that they are judged with.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::super::judging::{self, Bench, Judging};
use super::super::settings::{self, Settings};
use super::super::{buffers, read};
use super::place;
use crate::assess::Outcome;
use crate::cases::{self, CaseFile};
use crate::document::{Document, Format};
use crate::policy::{Library, Severity};
use crate::problem::{Problem, Problems};
use crate::report::{Place, Report, ToldFinding};
use crate::rule::{Catalogue, Host, RuleFile};
use crate::template::Template;

/// One fault, where it is to be shown.
pub(super) struct Fault {
    pub(super) spot: Spot,
    level: u8,
    /// The rule, for a finding.
    rule: Option<String>,
    message: String,
    /// Other places to look at, each with what is to be seen there.
    related: Vec<(Spot, String)>,
}

/// A range of a file, in the words of the protocol.
pub(super) struct Spot {
    pub(super) path: PathBuf,
    range: Json,
}

const ERROR: u8 = 1;
const WARNING: u8 = 2;
const INFORMATION: u8 = 3;

impl Fault {
    /// The fault as the protocol writes it; `uri` names files.
    pub(super) fn diagnostic(&self, uri: impl Fn(&Path) -> String) -> Json {
        let mut diagnostic = json!({
            "range": self.spot.range,
            "severity": self.level,
            "source": "quorate",
            "message": self.message,
        });
        if let Some(fields) = diagnostic.as_object_mut() {
            fields.extend(self.rule.as_ref().map(|rule| ("code".to_owned(), json!(rule))));
            let related = self.related.iter().map(
                |(spot, note)| json!({ "location": { "uri": uri(&spot.path), "range": spot.range }, "message": note }),
            );
            let related: Vec<Json> = related.collect();
            fields.extend((!related.is_empty()).then(|| ("relatedInformation".to_owned(), json!(related))));
        }
        diagnostic
    }
}

impl Spot {
    /// The start of a file: for what concerns all of it.
    fn start_of(path: &Path) -> Spot {
        let start = json!({ "line": 0, "character": 0 });
        Spot { path: path.to_owned(), range: json!({ "start": start, "end": start }) }
    }

    /// A place of a report; none in an office file, which no editor of texts shows.
    fn of_place(place: &Place, report: &Report) -> Option<Spot> {
        let start = place.spot.line_column()?;
        let document = &report.submission.member(place.at.document)?.document;
        let end = document.line_column(crate::report::visible_span(document.node(place.at.node)).end);
        let range = place::range(document.text(), start, end);
        Some(Spot { path: buffers::whole(Path::new(&place.path)), range })
    }
}

/// What a file is to the program.
enum Role {
    /// It is judged with its folder.
    Document,
    /// Its folder is judged by it.
    BesideDocuments,
    Settings,
    Policy,
    Rule,
    Cases,
    Template,
}

impl Role {
    fn of(path: &Path, text: &str) -> Option<Role> {
        let name = path.file_name()?.to_str()?;
        let has_table = |table: &str| text.lines().any(|line| line.trim_start().starts_with(table));
        if name.ends_with(".rhai") {
            return Some(Role::Rule);
        }
        if name.ends_with(cases::ENDING) {
            return Some(Role::Cases);
        }
        match name {
            settings::FILE_NAME | "baseline.toml" => return Some(Role::Settings),
            "waivers.toml" | judging::JUDGEMENTS => return Some(Role::BesideDocuments),
            "policy.toml" => return Some(Role::Policy),
            _ => {}
        }
        if name.ends_with(".toml") {
            return match () {
                () if has_table("[[rule]]") => Some(Role::Policy),
                () if has_table("[[table]]") || has_table("[[value]]") => Some(Role::Template),
                () => None,
            };
        }
        let says_kind = match Format::of_name(name)? {
            Format::Text => Document::declares_kind(text),
            // Also while it cannot be read: that is when its faults are wanted most.
            _ => has_table("kind:") || text.contains("\"kind\""),
        };
        says_kind.then_some(Role::Document)
    }
}

/// Everything that is wrong in the files that are open, and in what they are judged with.
pub(super) fn of_open_files() -> Vec<Fault> {
    let mut faults = Vec::new();
    // Each folder once, with its documents that are open; the first speaks for what has no place in it.
    let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for (path, text) in buffers::all() {
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let problems = match Role::of(&path, &text) {
            Some(Role::Document) => {
                folders.entry(folder).or_default().push(path);
                continue;
            }
            Some(Role::BesideDocuments) => {
                folders.entry(folder).or_default();
                continue;
            }
            Some(Role::Settings) => Bench::read(&judging_of(&[folder])).err(),
            Some(Role::Policy) => of_policy(&path, &text).err(),
            Some(Role::Rule) => of_rule(&path, &text).err(),
            Some(Role::Cases) => of_cases(&path, &text).err(),
            Some(Role::Template) => Template::read(&path.display().to_string(), &text).err(),
            None => None,
        };
        faults.extend(problems.into_iter().flatten().filter_map(|problem| of_problem(&problem, Some(&path))));
    }
    for (folder, documents) in folders {
        faults.extend(of_folder(folder, documents));
    }
    faults
}

fn judging_of(paths: &[PathBuf]) -> Judging<'_> {
    Judging::of(paths)
}

/// What `quorate check` finds in a folder that has settings, there or above. Without them it may be any
/// folder, with all of a disk below it, and only the open documents are judged.
fn of_folder(folder: PathBuf, documents: Vec<PathBuf>) -> Vec<Fault> {
    let document = documents.first().cloned();
    let document = document.as_deref();
    let is_of_a_project = Settings::find(&folder).map_or(true, |settings| settings.file.is_some());
    let paths = if is_of_a_project { vec![folder] } else { documents };
    if paths.is_empty() {
        return Vec::new();
    }
    let prepared = match judging::prepare(&judging_of(&paths)) {
        Ok(prepared) => prepared,
        Err(problems) => return problems.iter().filter_map(|problem| of_problem(problem, document)).collect(),
    };
    let docket = prepared.docket();
    let report = prepared.report(docket);
    // A rule that does not load is told where its file is wrong, not where a document is.
    let rules = &prepared.bench.rules;
    let loads = |told: &ToldFinding<'_>| rules.problems_of(&told.finding.rule).is_empty();
    let of_rules = rules.problems().into_iter().filter_map(|problem| of_problem(&problem, document));
    of_rules.chain(report.to_act_on().filter(loads).filter_map(|told| of_finding(&told, &report, document))).collect()
}

fn of_finding(told: &ToldFinding<'_>, report: &Report, document: Option<&Path>) -> Option<Fault> {
    let finding = told.finding;
    let level = match (finding.severity, finding.outcome) {
        (_, Outcome::Broken) | (Severity::Must, Outcome::Fail) => ERROR,
        (Severity::Note, _) => INFORMATION,
        _ => WARNING,
    };
    let mut places = told.places.iter();
    let first = places.next();
    let own = first.and_then(|place| Spot::of_place(place, report));
    // What stands in an office file is told at the document that is open, with its place in words.
    let elsewhere = first.filter(|_| own.is_none()).map(|place| format!("{}, {}: ", place.path, place.spot));
    let (severity, outcome) = (finding.severity.word(), finding.outcome.words());
    let said = told.said();
    let said = format!("{}{said}\n{severity}, {outcome}. Clause: {}", elsewhere.unwrap_or_default(), finding.clause);
    let message = with_way_out(said, Some(finding.remedy.as_str()).filter(|remedy| !remedy.is_empty()));
    let related = places.filter_map(|place| {
        let note = place.note.clone().unwrap_or_else(|| place.text.clone());
        Some((Spot::of_place(place, report)?, note))
    });
    let related = related.collect();
    let spot = own.or_else(|| document.map(Spot::start_of))?;
    Some(Fault { spot, level, rule: Some(finding.rule.clone()), message, related })
}

/// A problem at its place; where it has none, at the start of the file that asked.
fn of_problem(problem: &Problem, asking: Option<&Path>) -> Option<Fault> {
    // A rule that is shipped is named by a path, and there is no file of that name.
    let is_there = |path: &PathBuf| path.is_file() || buffers::text(path).is_some();
    let own = problem.file().map(|file| buffers::whole(Path::new(file))).filter(is_there);
    let (spot, what) = match own {
        Some(path) => {
            let text = read::text(&path, "").unwrap_or_default();
            let spot = match problem.range() {
                Some((start, end)) => Spot { range: place::range(&text, start, end), path },
                None => Spot::start_of(&path),
            };
            (spot, problem.what().to_owned())
        }
        None => (Spot::start_of(asking?), problem.headline().to_owned()),
    };
    let message = with_way_out(what, problem.way_out());
    Some(Fault { spot, level: ERROR, rule: None, message, related: Vec::new() })
}

fn with_way_out(what: String, way_out: Option<&str>) -> String {
    way_out.map_or_else(|| what.clone(), |way_out| format!("{what}\nTo do: {way_out}"))
}

/// Whether a policy can be used: it and what it extends, with the rules and parameters that it names.
fn of_policy(path: &Path, text: &Arc<str>) -> Result<(), Problems> {
    let settings = Settings::find(path)?;
    let mut library = Library::shipped();
    read::policies(&settings.policies, &settings.folder, &mut library)?;
    let name = path.display().to_string();
    library.add(&name, name.clone(), Arc::clone(text));
    read::extended(path, &mut library)?;
    let files = library.gather(&[name])?;
    let rule_files = read::rule_files(&settings.rules)?;
    // A policy is written before it is in force: it is looked at as of the day when it will be.
    let today = settings.as_of.unwrap_or_else(|| chrono::Local::now().date_naive());
    let as_of = files.iter().filter_map(|file| file.in_force_from).fold(today, Ord::max);
    judging::in_force(files, &rule_files, &Host::new(), as_of).map(|_| ())
}

/// Whether a rule loads, with the rules that it builds on.
fn of_rule(path: &Path, text: &Arc<str>) -> Result<(), Problems> {
    let settings = Settings::find(path)?;
    let mut files = read::rule_files(&settings.rules)?;
    let own = files.iter().find(|file| buffers::whole(Path::new(&file.path)) == path);
    let id = match own {
        Some(file) => file.id.clone(),
        None => {
            // In no folder of the settings: its area is the folder that it stands in.
            let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
            let below = Path::new(folder).join(path.file_name().unwrap_or_default());
            let file = RuleFile::new(&below.display().to_string(), path.display().to_string(), Arc::clone(text));
            let Some(file) = file else { return Ok(()) };
            files.retain(|other| other.id != file.id);
            let id = file.id.clone();
            files.push(file);
            id
        }
    };
    Catalogue::read(&Host::new(), &files, |known| known == id).map(|_| ())
}

/// Whether the cases of a rule can be read: their fields, documents and samples.
fn of_cases(path: &Path, text: &Arc<str>) -> Result<(), Problems> {
    let bytes = text.as_bytes().to_vec();
    let file = Document::read(&path.display().to_string(), Format::Yaml, bytes).map_err(|problem| vec![problem])?;
    CaseFile::read(&file, &read::samples(path)?).map(|_| ())
}
