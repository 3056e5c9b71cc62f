//! From the words of a command line to what judges, and to a report.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::office::OfficeReader;
use super::read::{self, Found};
use super::settings::Settings;
use crate::assess::{Judge, assess};
use crate::policy::{GENERAL, Library, Policy, Severity};
use crate::problem::Problems;
use crate::report::{Report, Setting, SkippedFile, SourceFile};
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

/// Settings, policies and rules, read and ready.
pub(super) struct Bench {
    /// The policy.
    pub(super) policy: Policy,
    /// The rules.
    pub(super) rules: Catalogue,
    /// What runs them.
    pub(super) host: Host,
    /// The date of the assessment.
    pub(super) as_of: NaiveDate,
    /// Whether anybody named a policy.
    pub(super) policy_was_named: bool,
    /// The settings file.
    pub(super) settings: Option<SourceFile>,
    office: OfficeReader,
    max_bytes: u64,
}

impl Bench {
    /// Reads settings, policies and rules.
    pub(super) fn read(judging: &Judging<'_>) -> Result<Bench, Problems> {
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
        Ok(Bench {
            policy,
            rules,
            host,
            as_of,
            policy_was_named,
            settings: settings.file,
            office,
            max_bytes: judging.max_bytes,
        })
    }

    /// Reads documents and takes them together.
    pub(super) fn submission(&self, paths: &[PathBuf]) -> Result<(Arc<Submission>, Vec<SkippedFile>), Problems> {
        let Found { documents, skipped } = read::documents(paths, self.max_bytes, &self.office)?;
        Ok((Arc::new(Submission::new(documents)?), skipped))
    }

    /// What judges.
    pub(super) fn judge(&self) -> Judge<'_> {
        Judge { policy: &self.policy, rules: &self.rules, host: &self.host, as_of: self.as_of }
    }

    /// What a report needs beside the assessment.
    pub(super) fn setting(&self, fail_on: Severity, skipped: Vec<SkippedFile>) -> Setting<'_> {
        Setting {
            policy_was_named: self.policy_was_named,
            policy: &self.policy,
            rules: &self.rules,
            as_of: self.as_of,
            fail_on,
            settings: self.settings.clone(),
            skipped,
        }
    }
}

/// Reads settings, policies, rules and documents, and judges.
pub(super) fn report(judging: &Judging<'_>) -> Result<Report, Problems> {
    let bench = Bench::read(judging)?;
    let (submission, skipped) = bench.submission(judging.paths)?;
    let assessment = assess(&submission, bench.judge(), None);
    Ok(Report::new(&submission, assessment, bench.setting(judging.fail_on, skipped)))
}
