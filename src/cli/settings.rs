//! `quorate.toml`: a project's policies, rules and date.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::office::OfficeFile;
use super::read;
use crate::problem::Problems;
use crate::report::SourceFile;
use crate::table::Table;
use crate::template::Given;

/// The name of the settings file.
pub(super) const FILE_NAME: &str = "quorate.toml";

/// The settings of a project; everything may be left out.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The policies, by name or by path from the settings file.
    pub(super) policies: Vec<String>,
    /// Folders of rules.
    pub(super) rules: Vec<PathBuf>,
    /// The date of the assessment.
    pub(super) as_of: Option<NaiveDate>,
    /// Folders of templates.
    pub(super) templates: Vec<PathBuf>,
    /// The file of waivers; one that is called `waivers.toml` need not be named.
    pub(super) waivers: Option<PathBuf>,
    /// The file of known findings; one that is called `baseline.toml` need not be named.
    pub(super) baseline: Option<PathBuf>,
    /// What is said of office files.
    pub(super) office: Vec<OfficeFile>,
    /// The file, for the report.
    pub(super) file: Option<SourceFile>,
    /// The folder that paths in the file start from.
    pub(super) folder: PathBuf,
}

impl Settings {
    /// The settings nearest to a submission: upwards from it, then from the working directory.
    pub(super) fn find(submission: &Path) -> Result<Settings, Problems> {
        let working = std::env::current_dir().unwrap_or_default();
        let absolute = working.join(submission);
        let found = absolute
            .ancestors()
            .chain(working.ancestors())
            .map(|folder| folder.join(FILE_NAME))
            .find(|path| path.is_file());
        match found {
            Some(path) => Settings::read(&path, &working),
            None => Ok(Settings::default()),
        }
    }

    fn read(path: &Path, working: &Path) -> Result<Settings, Problems> {
        let shown = path.strip_prefix(working).unwrap_or(path).display().to_string();
        let text: Arc<str> = read::text(path, &shown)?.into();
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let mut settings = Table::read_file(&shown, &text, |table| Settings {
            policies: table.texts("policies").into_iter().map(|(name, _)| name).collect(),
            rules: table.texts("rules").into_iter().map(|(path, _)| folder.join(path)).collect(),
            as_of: table.date("as_of"),
            templates: table.texts("templates").into_iter().map(|(path, _)| folder.join(path)).collect(),
            waivers: table
                .text("waivers")
                .map(|(path, _)| folder.join(path))
                .or_else(|| there(&folder, "waivers.toml")),
            baseline: table
                .text("baseline")
                .map(|(path, _)| folder.join(path))
                .or_else(|| there(&folder, "baseline.toml")),
            office: table.tables("office", |table| office_file(table, &folder)),
            file: None,
            folder: folder.clone(),
        })?;
        settings.file = Some(SourceFile::new(&shown, &text));
        Ok(settings)
    }
}

/// A file beside the settings, if it is there.
fn there(folder: &Path, name: &str) -> Option<PathBuf> {
    Some(folder.join(name)).filter(|path| path.is_file())
}

fn office_file(table: &Table<'_>, folder: &Path) -> OfficeFile {
    let (file, at) = table.required_text("file", "the office file, from the folder of this file");
    if !file.is_empty() && !folder.join(&file).exists() {
        let way_out = "put the file there, correct its name, or take this [[office]] out";
        table.complain(at, format!("there is no file \"{file}\" beside these settings"), way_out);
    }
    let template = table.text("template").map(|(template, _)| template);
    let set = table.entries("set").into_iter().filter_map(|(name, value, at)| {
        let given = Given::of_toml(value);
        if given.is_none() {
            table.complain(at, format!("`{name}` cannot be {}", value.type_str()), "write it in quotation marks");
        }
        Some((name, given?))
    });
    OfficeFile { file: folder.join(file), template, set: set.collect() }
}
