//! The rules and their cases, as shipped and as files of a user's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cases::{CaseFile, ENDING, RuleCases};
use crate::cli::read;
use crate::cli::settings::Settings;
use crate::document::{Document, Format};
use crate::policy::{Library, PolicyFile, Word, words};
use crate::problem::{Problem, Problems, nearest};
use crate::rule::RuleFile;

/// The ending of a rule's file.
const RULE_ENDING: &str = ".rhai";

/// Rules with what is needed to test them.
pub(super) struct Sources {
    /// All rules, since rules build on each other.
    pub(super) files: Vec<RuleFile>,
    /// The rules that were asked for.
    asked: Vec<String>,
    /// The rules that are files of the user's own.
    own: Vec<String>,
}

impl Sources {
    /// The rules shipped, those of the settings and of some folders, and those at some paths:
    /// files and folders. With paths, only these are asked for.
    pub(super) fn read(paths: &[PathBuf], folders: &[PathBuf]) -> Result<Sources, Problems> {
        let settings = Settings::find(paths.first().map_or(Path::new("."), PathBuf::as_path))?;
        let folders: Vec<PathBuf> = settings.rules.iter().chain(folders).cloned().collect();
        let mut files = read::rule_files(&folders)?;
        let shipped = RuleFile::shipped().len();
        let mut own: Vec<String> = files.iter().skip(shipped).map(|file| file.id.clone()).collect();
        let mut asked = Vec::new();
        for path in paths {
            for file in at_path(path)? {
                // A file of the same identity, such as one that is shipped, gives way to that which is named.
                files.retain(|other| other.id != file.id);
                asked.push(file.id.clone());
                own.push(file.id.clone());
                files.push(file);
            }
        }
        files.sort_by(|left, right| left.id.cmp(&right.id));
        if paths.is_empty() {
            asked = files.iter().map(|file| file.id.clone()).collect();
        }
        asked.sort();
        asked.dedup();
        Ok(Sources { files, asked, own })
    }

    /// Whether a rule was asked for.
    pub(super) fn is_asked(&self, id: &str) -> bool {
        self.asked.iter().any(|asked| asked == id)
    }

    /// Asks for rules by name; none for all.
    pub(super) fn ask(&mut self, names: &[String]) -> Result<(), Problems> {
        if names.is_empty() {
            return Ok(());
        }
        names.iter().try_for_each(|name| self.file(name).map(|_| ()))?;
        self.asked = names.to_vec();
        Ok(())
    }

    /// A rule by its identity.
    pub(super) fn file(&self, name: &str) -> Result<&RuleFile, Problems> {
        self.files.iter().find(|file| file.id == name).ok_or_else(|| {
            let way_out = match nearest(name, self.files.iter().map(|file| file.id.as_str())) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => "see the rules with: quorate rules list".to_owned(),
            };
            vec![Problem::new(format!("there is no rule \"{name}\"")).help(way_out)]
        })
    }

    /// The cases of the rules that were asked for, or why they cannot be read.
    pub(super) fn cases(&self) -> Result<Vec<RuleCases>, Problems> {
        self.asked.iter().map(|id| Ok((id.clone(), self.cases_of(self.file(id)?)))).collect()
    }

    /// The cases beside a rule; none where there is no such file.
    pub(super) fn cases_of(&self, rule: &RuleFile) -> Result<CaseFile, Problems> {
        let (path, text) = if self.own.contains(&rule.id) {
            let path = cases_path(Path::new(&rule.path));
            let shown = path.display().to_string();
            if !path.is_file() {
                return Ok(CaseFile { path: shown, cases: Vec::new(), argued: Vec::new() });
            }
            let text = read::text(&path, &shown)?;
            (shown, text)
        } else {
            RuleFile::shipped_cases(&rule.id).map(|(path, text)| (path, text.to_owned())).unwrap_or_default()
        };
        let file = Document::read(&path, Format::Yaml, text.into_bytes()).map_err(|problem| vec![problem])?;
        CaseFile::read(&file, &read::samples(Path::new(&path))?)
    }

    /// The rules that are files of the user's own.
    pub(super) fn own_rules(&self) -> impl Iterator<Item = &RuleFile> {
        self.files.iter().filter(|file| self.own.contains(&file.id))
    }

    /// The files of the user's own: rules, and their cases.
    pub(super) fn own_files(&self) -> Vec<PathBuf> {
        self.own_rules().flat_map(|file| [PathBuf::from(&file.path), cases_path(Path::new(&file.path))]).collect()
    }
}

fn cases_path(rule: &Path) -> PathBuf {
    rule.with_extension(ENDING.trim_start_matches('.'))
}

/// The rules at a path; a rule's identity is its name and the folder that it stands in.
fn at_path(path: &Path) -> Result<Vec<RuleFile>, Problems> {
    let shown = path.display().to_string();
    let mut files = Vec::new();
    if path.is_dir() {
        for inner in read::files_of(path)? {
            let name = inner.to_string_lossy();
            if inner.is_dir() || name.ends_with(RULE_ENDING) {
                files.extend(at_path(&inner)?);
            }
        }
        return Ok(files);
    }
    let rule = match shown.strip_suffix(ENDING) {
        Some(stem) => PathBuf::from(format!("{stem}{RULE_ENDING}")),
        None => path.to_owned(),
    };
    if !rule.to_string_lossy().ends_with(RULE_ENDING) {
        let way_out = format!("give a folder, or a file that ends in {RULE_ENDING} or {ENDING}");
        return Err(vec![Problem::in_file(&shown, "this is neither a rule nor its cases").help(way_out)]);
    }
    let rule_shown = rule.display().to_string();
    if !rule.exists() {
        read::text(&rule, &rule_shown)?;
    }
    let whole = std::path::absolute(&rule).unwrap_or_else(|_| rule.clone());
    let part = |path: Option<&Path>| path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let below = format!("{}/{}", part(whole.parent()).unwrap_or_default(), part(Some(&whole)).unwrap_or_default());
    Ok(read::rule(&rule, &below, rule_shown).into_iter().collect())
}

/// A policy that can be named.
pub(super) struct Adopted {
    /// Its name.
    pub(super) name: String,
    /// Its file, after those of all that it extends.
    files: Vec<PolicyFile>,
}

/// Every policy that can be named: those shipped, those of the settings, and one that is named by its
/// path or its `id`; and the name of that one.
pub(super) fn policies(named: Option<&str>) -> Result<(Vec<Adopted>, Option<String>), Problems> {
    let settings = Settings::find(Path::new("."))?;
    let mut library = Library::shipped();
    read::policies(&settings.policies, &settings.folder, &mut library)?;
    let asked: Vec<String> = named.map(str::to_owned).into_iter().collect();
    read::policies(&asked, Path::new(""), &mut library)?;
    // Complains of one that is not known.
    library.gather(&asked)?;
    let adopted = library
        .names()
        .map(|name| Ok(Adopted { name: name.to_owned(), files: library.gather(&[name.to_owned()])? }))
        .collect::<Result<_, Problems>>()?;
    Ok((adopted, named.and_then(|named| library.name_of(named)).map(str::to_owned)))
}

/// The policies that put a rule in force.
pub(super) struct InForce<'p> {
    policies: Vec<(&'p str, BTreeMap<&'p str, Vec<Word<'p>>>)>,
}

impl<'p> InForce<'p> {
    pub(super) fn by(adopted: &'p [Adopted]) -> InForce<'p> {
        InForce { policies: adopted.iter().map(|policy| (policy.name.as_str(), words(&policy.files))).collect() }
    }

    /// The policies that speak of a rule, each with the last word on it, in the order of their names.
    pub(super) fn of(&self, rule: &str) -> Vec<(&'p str, Word<'p>)> {
        let last = |words: &BTreeMap<&str, Vec<Word<'p>>>| words.get(rule)?.last().copied();
        self.policies.iter().filter_map(|(name, words)| Some((*name, last(words)?))).collect()
    }
}
