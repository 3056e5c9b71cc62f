//! What several modules need: folders walked, rules and policies made ready, documents judged.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use quorate::assess::{self, Assessment, Finding, assess};
use quorate::compare::compare;
use quorate::document::{Document, Format};
use quorate::policy::{GENERAL, Library, Policy, PolicyFile, Severity};
use quorate::problem::Problems;
use quorate::report::{Report, Setting, json};
use quorate::rule::{Catalogue, Host, ParameterType, RuleFile};
use quorate::submission::{NodeRef, Submission};

/// A small plan that every shape check accepts.
pub const PLAN: &str = "kind: improvement-plan
id: plan
title: Plan
accountable_body: Board
recommendations:
  - reference: \"1\"
    text: Improve
    lead_body: Board
    sign_off:
      phase_1: { date: 2015-11-24 }
      phase_2: { date: 2016-05-31 }
";

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The date on which tests judge.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, 11, 24).unwrap()
}

/// All files below a folder whose names end in a certain way, in the order of their paths.
pub fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A path as the repository's root sees it, with slashes on every system.
pub fn below_root(path: &Path) -> String {
    let below = path.strip_prefix(root()).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

/// A document that must be readable.
pub fn read(name: &str, text: &str) -> Document {
    let format = Format::of_name(name).unwrap_or_else(|| panic!("{name}: no known ending"));
    Document::read(name, format, text.as_bytes().to_vec()).unwrap_or_else(|problem| panic!("{problem}"))
}

/// A whole rule about each recommendation of a plan, with a body for `check`.
pub fn rule_text(body: &str) -> String {
    rule_with_functions(&format!("fn check(recommendation, policy) {{\n{body}\n}}\n"))
}

/// A whole rule about each recommendation of a plan, with functions of its own.
pub fn rule_with_functions(functions: &str) -> String {
    format!(
        "//! The rule under test holds.\n//!\n//! # Why\n//! A test asks.\n//! # Applies\n//! A recommendation.\n//! # Passes\n//! It does.\n//! # Fails\n//! It does not.\n//! # Remedy\n//! Mend it.\n\nconst RULE = #{{ each: #{{ \"improvement-plan\": \"/recommendations/*\" }}, since: \"0.1.0\", source: \"a test\" }};\n\n{functions}"
    )
}

/// A rule file of an identity.
pub fn rule_file(id: &str, text: &str) -> RuleFile {
    RuleFile::new(&format!("{id}.rhai"), format!("rules/{id}.rhai"), text.into()).unwrap()
}

/// A policy that uses rules, each a duty.
pub fn policy_text(rules: &[&str]) -> String {
    let tables =
        rules.iter().map(|id| format!("[[rule]]\nuse = \"{id}\"\nseverity = \"must\"\nclause = \"the clause\"\n"));
    format!("id = \"test\"\ntitle = \"Test\"\n{}", tables.collect::<String>())
}

/// One engine for all tests: it holds no state of its own.
pub fn host() -> &'static Host {
    static HOST: OnceLock<Host> = OnceLock::new();
    HOST.get_or_init(Host::new)
}

/// Rules and a policy, ready to judge.
pub struct Judge {
    pub rules: Catalogue,
    pub policy: Policy,
    pub as_of: NaiveDate,
}

/// What came of judging.
pub struct Judged {
    pub submission: Arc<Submission>,
    pub findings: Vec<Finding>,
    pub unexamined: Vec<NodeRef>,
    /// The report's JSON form.
    pub json: String,
    /// The exit code that the report stands for.
    pub exit_code: u8,
}

impl Judge {
    /// The rules that some policy files use.
    pub fn new(files: &[RuleFile], policies: Vec<PolicyFile>, as_of: NaiveDate) -> Result<Judge, Problems> {
        let used: Vec<String> = Policy::rules_used(&policies).into_iter().map(str::to_owned).collect();
        let rules = Catalogue::read(host(), files, |id| used.iter().any(|wanted| wanted == id))?;
        let known: Vec<&str> = files.iter().map(|file| file.id.as_str()).collect();
        let policy = Policy::new(policies, &rules, &known, as_of)?;
        Ok(Judge { rules, policy, as_of })
    }

    /// Rules of a test's own, each a duty.
    pub fn of_rules(files: &[RuleFile]) -> Result<Judge, Problems> {
        let ids: Vec<&str> = files.iter().map(|file| file.id.as_str()).collect();
        Judge::new(files, policy_files(&policy_text(&ids)), day())
    }

    /// Every rule that is shipped; parameters that must be set get a plain value.
    pub fn of_all_shipped() -> Judge {
        let files = RuleFile::shipped();
        let all = Catalogue::read(host(), &files, |_| true).unwrap_or_else(|problems| panic!("{problems:?}"));
        let mut text = "id = \"test\"\ntitle = \"Test\"\n".to_owned();
        for rule in all.rules() {
            let unset = rule.parameters.iter().filter(|parameter| parameter.default.is_none());
            let with: Vec<String> =
                unset.map(|parameter| format!("{} = {}", parameter.name, plain_value(parameter.holds))).collect();
            text +=
                &format!("[[rule]]\nuse = \"{}\"\nseverity = \"must\"\nwith = {{ {} }}\n", rule.id, with.join(", "));
        }
        Judge::new(&files, policy_files(&text), day()).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    /// The findings on two versions of documents, those of rules about changes among them.
    pub fn compare(&self, before: Vec<Document>, after: Vec<Document>) -> Vec<Finding> {
        let take =
            |documents| Submission::new(documents).map(Arc::new).unwrap_or_else(|problems| panic!("{problems:?}"));
        let by = assess::Judge { policy: &self.policy, rules: &self.rules, host: host(), as_of: self.as_of };
        compare(&take(before), &take(after), by, &assess::Baseline::default()).after.findings
    }

    /// Judges documents; none where they cannot be taken together.
    pub fn judge(&self, documents: Vec<Document>) -> Option<Judged> {
        let submission = Arc::new(Submission::new(documents).ok()?);
        let by = assess::Judge { policy: &self.policy, rules: &self.rules, host: host(), as_of: self.as_of };
        let Assessment { findings, unexamined } = assess(&submission, by, None);
        let assessment = Assessment { findings: findings.clone(), unexamined: unexamined.clone() };
        let setting = Setting {
            policy: &self.policy,
            rules: &self.rules,
            as_of: self.as_of,
            fail_on: Severity::Must,
            settings: None,
            judgements: None,
            witness: None,
            skipped: Vec::new(),
            policy_was_named: true,
        };
        let report = Report::new(&submission, assessment, setting);
        Some(Judged {
            findings,
            unexamined,
            json: json::render(&report),
            exit_code: report.verdict.exit_code(),
            submission,
        })
    }
}

fn plain_value(holds: ParameterType) -> &'static str {
    match holds {
        ParameterType::Text => "\"x\"",
        ParameterType::Integer => "1",
        ParameterType::Decimal => "1.5",
        ParameterType::Boolean => "true",
        ParameterType::TextList => "[\"x\"]",
    }
}

/// A policy of a test's own, read.
pub fn policy_files(text: &str) -> Vec<PolicyFile> {
    let mut library = Library::default();
    library.add("test", "test.toml".into(), text.into());
    let files = library.gather(&["test".to_owned()]);
    files.unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A folder with settings of its own: what an officer would check.
pub struct Sample {
    pub name: String,
    pub folder: PathBuf,
    settings: toml::Table,
}

/// Every sample there is.
pub fn samples() -> Vec<Sample> {
    let sample = |settings: PathBuf| {
        let folder = settings.parent().unwrap().to_owned();
        let name = folder.strip_prefix(root().join("samples")).unwrap();
        let text = fs::read_to_string(&settings).unwrap();
        Sample {
            name: name.to_string_lossy().replace(['/', '\\'], "-"),
            settings: text.parse().unwrap_or_else(|error| panic!("{}: {error}", settings.display())),
            folder,
        }
    };
    let found: Vec<Sample> = files_below(&root().join("samples"), "quorate.toml").into_iter().map(sample).collect();
    assert!(!found.is_empty(), "the samples are not found");
    found
}

impl Sample {
    fn texts(&self, key: &str) -> Vec<String> {
        let list = self.settings.get(key).and_then(toml::Value::as_array);
        let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
        list.into_iter().flatten().map(text).collect()
    }

    /// The date that the settings name; a sample without one would change from day to day.
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.settings.get("as_of")?.to_string().trim_matches('"').parse().ok()
    }

    /// The rules and the policies that the settings name.
    pub fn judge(&self) -> Judge {
        let mut files = RuleFile::shipped();
        for folder in self.texts("rules") {
            let folder = self.folder.join(folder);
            files.extend(files_below(&folder, ".rhai").into_iter().map(|path| {
                let below = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
                RuleFile::new(&below, below_root(&path), fs::read_to_string(&path).unwrap().into()).unwrap()
            }));
        }
        let mut library = Library::shipped();
        let mut names = self.texts("policies");
        if names.is_empty() {
            names.push(GENERAL.to_owned());
        }
        for name in &names {
            let path = self.folder.join(name);
            let path = if path.is_dir() { path.join("policy.toml") } else { path };
            if library.names().all(|known| known != name) && path.is_file() {
                library.add(name, below_root(&path), fs::read_to_string(&path).unwrap().into());
            }
        }
        names.extend(self.folder.join("waivers.toml").is_file().then(|| assess::WAIVERS.to_owned()));
        let policies = library.gather(&names).unwrap_or_else(|problems| panic!("{}: {problems:?}", self.name));
        Judge::new(&files, policies, self.as_of().unwrap_or_else(day))
            .unwrap_or_else(|problems| panic!("{}: {problems:?}", self.name))
    }

    /// The texts of its documents by path, as the program would find them.
    pub fn texts_of_documents(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for path in files_below(&self.folder, "") {
            let name = below_root(&path);
            let Some(format) = Format::of_name(&name) else { continue };
            let text = fs::read_to_string(&path).unwrap();
            if format == Format::Text && !Document::declares_kind(&text) {
                continue;
            }
            if read(&name, &text).kind().is_some() {
                found.insert(name, text);
            }
        }
        found
    }

    /// Its documents, read.
    pub fn documents(&self) -> Vec<Document> {
        let texts = self.texts_of_documents();
        texts.iter().map(|(name, text)| read(name, text)).collect()
    }

    /// Its documents, and its file of waivers, which the program reads beside them.
    pub fn documents_and_waivers(&self) -> Vec<Document> {
        let waivers = self.folder.join("waivers.toml");
        let waivers = fs::read(&waivers).map(|text| Document::read(&below_root(&waivers), Format::Toml, text).unwrap());
        self.documents().into_iter().chain(waivers).collect()
    }
}
