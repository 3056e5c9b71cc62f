//! From the words of a command line to what judges, and to a report.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::office::{self, OfficeReader};
use super::read::{self, Found, MAX_BYTES};
use super::settings::Settings;
use crate::assess::{Baseline, Docket, Judge, Judgements, WAIVERS};
use crate::document::{Document, Format};
use crate::policy::{GENERAL, Library, Policy, PolicyFile, Severity};
use crate::problem::Problems;
use crate::report::{Report, Setting, SkippedFile, SourceFile};
use crate::rule::{Catalogue, Host, RuleFile};
use crate::submission::Submission;

/// By what a submission is judged, as a command line says it.
#[derive(clap::Args, Clone, Default)]
pub(super) struct By {
    /// A policy by name or by the path of its file; may be given several times. Without it: those of quorate.toml, or else `general`.
    #[arg(short, long, value_name = "POLICY", help_heading = "What judges")]
    pub(super) policy: Vec<String>,

    /// The date of the assessment. Without it: that of quorate.toml, or else today.
    #[arg(long, value_name = "DATE", help_heading = "What judges")]
    pub(super) as_of: Option<NaiveDate>,

    /// A folder of rules of your own; may be given several times.
    #[arg(long, value_name = "DIR", help_heading = "What judges")]
    pub(super) rules: Vec<PathBuf>,
}

/// The largest file that is read, as a command line says it.
#[derive(clap::Args)]
pub(super) struct Largest {
    /// The largest file that is read, in MiB.
    #[arg(long, default_value_t = MAX_BYTES / (1024 * 1024), value_name = "MIB")]
    max_size: u64,
}

impl Largest {
    /// The same in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.max_size.saturating_mul(1024 * 1024)
    }
}

/// What is to be judged, and how.
pub(super) struct Judging<'a> {
    /// The submission: folders and files.
    pub(super) paths: &'a [PathBuf],
    /// By what.
    pub(super) by: By,
    /// The least severity that blocks.
    pub(super) fail_on: Severity,
    /// The largest file that is read.
    pub(super) max_bytes: u64,
}

impl<'a> Judging<'a> {
    /// What the settings of a submission say, and nobody says otherwise.
    pub(super) fn of(paths: &'a [PathBuf]) -> Judging<'a> {
        Judging { paths, by: By::default(), fail_on: Severity::Must, max_bytes: MAX_BYTES }
    }
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
    /// The findings that were known when the tool was adopted.
    pub(super) baseline: Baseline,
    /// Where they stand, or would.
    pub(super) baseline_path: PathBuf,
    /// The file of waivers, which is judged with every submission: its name and its text.
    waivers: Option<(String, String)>,
    /// What reads office files.
    pub(super) office: OfficeReader,
    max_bytes: u64,
}

impl Bench {
    /// Reads settings, policies and rules.
    pub(super) fn read(judging: &Judging<'_>) -> Result<Bench, Problems> {
        let first = judging.paths.first().map_or(Path::new("."), PathBuf::as_path);
        let settings = Settings::find(first)?;
        let as_of = judging.by.as_of.or(settings.as_of).unwrap_or_else(|| chrono::Local::now().date_naive());

        let mut library = Library::shipped();
        // A policy of the settings can be named on the command line too, by its `id`.
        let of_settings = read::policies(&settings.policies, &settings.folder, &mut library)?;
        let named = read::policies(&judging.by.policy, Path::new(""), &mut library)?;
        let general = || vec![GENERAL.to_owned()];
        let names = [named, of_settings].into_iter().find(|names| !names.is_empty()).unwrap_or_else(general);
        let waivers = settings.waivers.as_deref().map(read::named_text).transpose()?;
        let known = settings.baseline.as_deref().filter(|path| path.is_file());
        let baseline = match known.map(read::named_text).transpose()? {
            Some((shown, text)) => Baseline::read(&shown, &text.into())?,
            None => Baseline::default(),
        };
        let mut names = names;
        // A waiver counts only where the rules on waivers judge it.
        names.extend(waivers.is_some().then(|| WAIVERS.to_owned()));
        let policy_was_named = !(judging.by.policy.is_empty() && settings.policies.is_empty());
        let policy_files = library.gather(&names)?;

        let folders: Vec<PathBuf> = settings.rules.iter().chain(&judging.by.rules).cloned().collect();
        let rule_files = read::rule_files(&folders)?;
        let host = Host::new();
        // A rule that does not load is told in the report; the others are judged.
        let used = Policy::rules_used(&policy_files);
        let rules = Catalogue::load(&host, &rule_files, |id| used.binary_search(&id).is_ok());
        let policy = put_in_force(policy_files, &rules, &rule_files, as_of)?;
        let office = OfficeReader::new(&settings.templates, settings.office.clone())?;
        Ok(Bench {
            policy,
            rules,
            host,
            as_of,
            policy_was_named,
            settings: settings.file,
            baseline,
            baseline_path: settings.baseline.clone().unwrap_or_else(|| settings.folder.join("baseline.toml")),
            waivers,
            office,
            max_bytes: judging.max_bytes,
        })
    }

    /// Reads documents and takes them together.
    pub(super) fn submission(&self, paths: &[PathBuf]) -> Result<(Arc<Submission>, Vec<SkippedFile>), Problems> {
        self.together(read::documents(paths, self.max_bytes, &self.office)?)
    }

    fn together(&self, found: Found) -> Result<(Arc<Submission>, Vec<SkippedFile>), Problems> {
        let Found { mut documents, skipped, .. } = found;
        if let Some((name, text)) = &self.waivers {
            let read = Document::read(name, Format::Toml, text.clone().into_bytes());
            documents.push(read.map_err(|problem| vec![problem])?);
        }
        documents.extend(office::forms_named(&documents)?);
        Ok((Arc::new(Submission::new(documents)?), skipped))
    }

    /// Names the file of waivers after the revision that it comes from.
    pub(super) fn call_waivers(&mut self, revision: &str) {
        if let Some((name, _)) = &mut self.waivers {
            *name = format!("{revision}:{name}");
        }
    }

    /// The same where there may be no document at all; `from` is the revision that they come from.
    pub(super) fn submission_or_none(
        &self,
        paths: &[PathBuf],
        from: Option<&str>,
    ) -> Result<(Arc<Submission>, Vec<SkippedFile>), Problems> {
        let mut found = read::documents_or_none(paths, self.max_bytes, &self.office)?;
        if let Some(revision) = from {
            found.documents.iter_mut().for_each(|document| document.call(format!("{revision}:{}", document.path())));
        }
        self.together(found)
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
            judgements: None,
            skipped,
            witness: None,
        }
    }
}

/// The rules that policies use, and those that these build on.
pub(super) fn rules_used(files: &[PolicyFile], rule_files: &[RuleFile], host: &Host) -> Result<Catalogue, Problems> {
    let used = Policy::rules_used(files);
    Catalogue::read(host, rule_files, |id| used.binary_search(&id).is_ok())
}

/// Policies as they are on a day, with the rules that they use.
pub(super) fn in_force(
    files: Vec<PolicyFile>,
    rule_files: &[RuleFile],
    host: &Host,
    as_of: NaiveDate,
) -> Result<(Policy, Catalogue), Problems> {
    let rules = rules_used(&files, rule_files, host)?;
    Ok((put_in_force(files, &rules, rule_files, as_of)?, rules))
}

fn put_in_force(
    files: Vec<PolicyFile>,
    rules: &Catalogue,
    rule_files: &[RuleFile],
    as_of: NaiveDate,
) -> Result<Policy, Problems> {
    let known: Vec<&str> = rule_files.iter().map(|file| file.id.as_str()).collect();
    Policy::new(files, rules, &known, as_of)
}

/// The name of the file of judgements beside a submission.
pub(super) const JUDGEMENTS: &str = "judgements.toml";

/// Everything that judging one submission needs, read.
pub(super) struct Prepared {
    pub(super) bench: Bench,
    pub(super) submission: Arc<Submission>,
    pub(super) judgements: Judgements,
    judgements_file: Option<SourceFile>,
    fail_on: Severity,
    skipped: Vec<SkippedFile>,
}

/// Where the judgements of a submission stand: in its folder, or beside its first document.
pub(super) fn judgements_path(paths: &[PathBuf]) -> PathBuf {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    if first.is_dir() { first.join(JUDGEMENTS) } else { first.with_file_name(JUDGEMENTS) }
}

/// The judgements beside a submission, and their file if there is one.
pub(super) fn judgements(paths: &[PathBuf]) -> Result<(Judgements, Option<SourceFile>), Problems> {
    let path = judgements_path(paths);
    if !path.is_file() {
        return Ok((Judgements::default(), None));
    }
    let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
    let text: Arc<str> = read::text(&path, &shown)?.into();
    Ok((Judgements::read(&shown, &text), Some(SourceFile::new(&shown, &text))))
}

/// Reads settings, policies, rules, documents and judgements.
pub(super) fn prepare(judging: &Judging<'_>) -> Result<Prepared, Problems> {
    let bench = Bench::read(judging)?;
    let (submission, skipped) = bench.submission(judging.paths)?;
    let (judgements, judgements_file) = judgements(judging.paths)?;
    Ok(Prepared { bench, submission, judgements, judgements_file, fail_on: judging.fail_on, skipped })
}

impl Prepared {
    /// Judges.
    pub(super) fn docket(&self) -> Docket<'_> {
        Docket::judge(&self.submission, self.bench.judge(), None, &self.judgements)
    }

    /// The report of what was judged.
    pub(super) fn report(&self, docket: Docket<'_>) -> Report {
        let setting = self.bench.setting(self.fail_on, self.skipped.clone());
        let setting = Setting { judgements: self.judgements_file.clone(), ..setting };
        let mut assessment = docket.into_assessment();
        assessment.excuse(&self.submission, &self.bench.baseline);
        Report::new(&self.submission, assessment, setting)
    }
}
