//! What the benchmarks work on: documents in their sizes, rules ready to be applied.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use quorate::assess::{Assessment, Judge, assess};
use quorate::document::{Document, Format};
use quorate::policy::{Library, Policy, Severity};
use quorate::report::{Report, Setting, json};
use quorate::rule::{Catalogue, Host, RuleFile};
use quorate::submission::Submission;

use crate::generator;

/// The seed of every generated document.
pub const SEED: u64 = 20_151_124;

/// A plan of 25 recommendations, about 60 KB as JSON.
pub const USUAL: usize = 25;

pub fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2016, 11, 24).unwrap()
}

/// A file of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn plan_json(recommendations: usize) -> Vec<u8> {
    generator::plan(recommendations, SEED).to_string().into_bytes()
}

pub fn plan_yaml(recommendations: usize) -> Vec<u8> {
    generator::as_yaml(&generator::plan(recommendations, SEED)).into_bytes()
}

pub fn read_json(bytes: Vec<u8>) -> Document {
    Document::read("plan.json", Format::Json, bytes).unwrap()
}

pub fn read_yaml(bytes: Vec<u8>) -> Document {
    Document::read("plan.yaml", Format::Yaml, bytes).unwrap()
}

pub fn submission(recommendations: usize) -> Arc<Submission> {
    let document = read_json(plan_json(recommendations));
    Arc::new(Submission::new(vec![document]).unwrap())
}

/// The rule files of a folder, not of those in it.
fn rule_files(folder: &Path) -> Vec<RuleFile> {
    let mut files: Vec<RuleFile> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| {
            let name = format!("bench/{}", entry.file_name().to_str()?);
            let text = fs::read_to_string(entry.path()).unwrap();
            RuleFile::new(&name, name.clone(), text.into())
        })
        .collect();
    files.sort_by(|left, right| left.id.cmp(&right.id));
    files
}

/// Rules with a policy that uses them all.
pub struct Rules {
    host: Host,
    catalogue: Catalogue,
    policy: Policy,
}

impl Rules {
    /// The dozen rules of the benchmark.
    pub fn dozen() -> Rules {
        Rules::new(&rule_files(&project("benches/rules")))
    }

    /// Each of the dozen by itself, with its name.
    pub fn each_of_dozen() -> Vec<(String, Rules)> {
        let files = rule_files(&project("benches/rules"));
        files.iter().map(|file| (file.id.clone(), Rules::new(std::slice::from_ref(file)))).collect()
    }

    /// One of the two rules that ask the same, `by-loop` and `by-filter`.
    pub fn one_of_pair(name: &str) -> Rules {
        let mut files = rule_files(&project("benches/rules/pair"));
        files.retain(|file| file.id.ends_with(name));
        Rules::new(&files)
    }

    fn new(files: &[RuleFile]) -> Rules {
        let host = Host::new();
        let catalogue = Catalogue::read(&host, files, |_| true).unwrap();
        let known: Vec<&str> = files.iter().map(|file| file.id.as_str()).collect();
        let mut text = "id = \"bench\"\ntitle = \"Benchmark\"\n".to_owned();
        for id in &known {
            text.push_str(&format!("[[rule]]\nuse = \"{id}\"\nseverity = \"must\"\n"));
        }
        let mut library = Library::default();
        library.add("bench", "bench.toml".into(), text.into());
        let gathered = library.gather(&["bench".to_owned()]).unwrap();
        let policy = Policy::new(gathered, &catalogue, &known, as_of()).unwrap();
        Rules { host, catalogue, policy }
    }

    pub fn assess(&self, submission: &Arc<Submission>) -> Assessment {
        let by = Judge { policy: &self.policy, rules: &self.catalogue, host: &self.host, as_of: as_of() };
        assess(submission, by, None)
    }

    pub fn report(&self, submission: &Arc<Submission>, assessment: Assessment) -> Report {
        let setting = Setting {
            judgements: None,
            witness: None,
            policy: &self.policy,
            rules: &self.catalogue,
            as_of: as_of(),
            fail_on: Severity::Must,
            settings: None,
            policy_was_named: true,
            skipped: Vec::new(),
        };
        Report::new(submission, assessment, setting)
    }
}

/// A whole check of a sample with its policy, from the files to the JSON report: what
/// `quorate check --format json` does, less the start of a process.
pub fn check_sample(folder: &Path, policy: &str) -> String {
    let files = Library::shipped().gather(&[policy.to_owned()]).unwrap();
    let rule_files = RuleFile::shipped();
    let host = Host::new();
    let used = Policy::rules_used(&files);
    let catalogue = Catalogue::read(&host, &rule_files, |id| used.contains(&id)).unwrap();
    let known: Vec<&str> = rule_files.iter().map(|file| file.id.as_str()).collect();
    let policy = Policy::new(files.clone(), &catalogue, &known, as_of()).unwrap();
    let rules = Rules { host, catalogue, policy };
    let submission = Arc::new(Submission::new(documents(folder)).unwrap());
    let assessment = rules.assess(&submission);
    json::render(&rules.report(&submission, assessment))
}

fn documents(folder: &Path) -> Vec<Document> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if let Some(format) = Format::of_name(name) {
            let document = Document::read(name, format, fs::read(&path).unwrap()).unwrap();
            documents.extend(document.kind().is_some().then_some(document));
        }
    }
    documents
}
