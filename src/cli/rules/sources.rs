//! The rules and their cases, as shipped and as files of a user's own.

use std::path::{Path, PathBuf};

use crate::cases::{CaseFile, ENDING, RuleCases};
use crate::cli::read;
use crate::cli::settings::Settings;
use crate::document::{Document, Format};
use crate::policy::{Library, PolicyFile};
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

/// Every policy that can be named: those shipped, and those of the settings.
pub(super) fn policies() -> Result<Vec<PolicyFile>, Problems> {
    let settings = Settings::find(Path::new("."))?;
    let mut library = Library::shipped();
    read::policies(&settings.policies, &settings.folder, &mut library)?;
    let names: Vec<String> = library.names().map(str::to_owned).collect();
    library.gather(&names)
}
