//! From the words of a command line to a report.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::office::OfficeReader;
use super::read;
use super::settings::Settings;
use crate::assess::assess;
use crate::policy::{GENERAL, Library, Policy, Severity};
use crate::problem::Problems;
use crate::report::{Report, Setting};
use crate::rule::{Catalogue, Host};
use crate::submission::Submission;

/// What is to be judged, and how.
pub(super) struct Judging<'a> {
    /// The submission: folders and files.
    pub(super) paths: &'a [PathBuf],
    /// Policies by name or path; none for those of the settings.
    pub(super) policy: &'a [String],
    /// The date; none for that of the settings, or else today.
    pub(super) as_of: Option<NaiveDate>,
    /// Folders of rules beside those of the settings.
    pub(super) rules: &'a [PathBuf],
    /// The least severity that blocks.
    pub(super) fail_on: Severity,
    /// The largest file that is read.
    pub(super) max_bytes: u64,
}

/// Reads settings, policies, rules and documents, and judges.
pub(super) fn report(judging: &Judging<'_>) -> Result<Report, Problems> {
    let first = judging.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let settings = Settings::find(first)?;
    let as_of = judging.as_of.or(settings.as_of).unwrap_or_else(|| chrono::Local::now().date_naive());

    let mut library = Library::shipped();
    let names = if judging.policy.is_empty() {
        let named = if settings.policies.is_empty() { vec![GENERAL.to_owned()] } else { settings.policies.clone() };
        read::policies(&named, &settings.folder, &mut library)?
    } else {
        read::policies(judging.policy, Path::new(""), &mut library)?
    };
    let policy_was_named = !(judging.policy.is_empty() && settings.policies.is_empty());
    let policy_files = library.gather(&names)?;

    let folders: Vec<PathBuf> = settings.rules.iter().chain(judging.rules).cloned().collect();
    let rule_files = read::rule_files(&folders)?;
    let host = Host::new();
    let used = Policy::rules_used(&policy_files);
    let rules = Catalogue::read(&host, &rule_files, |id| used.binary_search(&id).is_ok())?;
    let known: Vec<&str> = rule_files.iter().map(|file| file.id.as_str()).collect();
    let policy = Policy::new(policy_files.clone(), &rules, &known, as_of)?;

    let office = OfficeReader::new(&settings.templates, settings.office.clone())?;
    let found = read::documents(judging.paths, judging.max_bytes, &office)?;
    let submission = Arc::new(Submission::new(found.documents)?);
    let assessment = assess(&submission, &policy, &rules, &host, as_of);
    let setting = Setting {
        policy_was_named,
        policy: &policy,
        rules: &rules,
        as_of,
        fail_on: judging.fail_on,
        settings: settings.file,
        skipped: found.skipped,
    };
    Ok(Report::new(&submission, assessment, setting))
}
