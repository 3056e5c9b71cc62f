//! `quorate check`: read, judge, tell, give the code.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::settings::Settings;
use super::{Colour, Outcome, output, read, uses_colour};
use crate::assess::assess;
use crate::policy::{GENERAL, Library, Policy, Severity};
use crate::problem::Problems;
use crate::report::human::{self, Detail, Style};
use crate::report::{Report, Setting, csv, html, json, junit, lines, markdown, sarif};
use crate::rule::{Catalogue, Host};
use crate::submission::Submission;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The submission: a folder, or its documents one by one.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// A policy by name or by the path of its file; may be given several times. Without it: those of quorate.toml, or else `general`.
    #[arg(short, long, value_name = "POLICY")]
    policy: Vec<String>,

    /// The date of the assessment. Without it: that of quorate.toml, or else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,

    /// The form of the report.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,

    /// Writes the report to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// A folder of rules of your own; may be given several times.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// The least severity that makes the gate fail.
    #[arg(long, value_enum, default_value_t = FailOn::Must, value_name = "SEVERITY")]
    fail_on: FailOn,

    /// The largest file that is read, in MiB.
    #[arg(long, default_value_t = 64, value_name = "MIB")]
    max_size: u64,

    /// Only the verdict.
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Passes, evidence and skipped files too.
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// For people, on a terminal.
    Human,
    /// One line a finding: path:line:column.
    Compact,
    /// For programs; `quorate schema report` prints its schema.
    Json,
    /// One page for officers and boards.
    Html,
    /// For viewers and code scanning: SARIF 2.1.0.
    Sarif,
    /// For the test pages of CI.
    Junit,
    /// Annotations beside the lines of a change on GitHub.
    Github,
    /// A summary for a pull request.
    Markdown,
    /// A line a finding, for a spreadsheet.
    Csv,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    /// Duties only.
    Must,
    /// Guidance too.
    Should,
    /// Notes too.
    Note,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            FailOn::Must => Severity::Must,
            FailOn::Should => Severity::Should,
            FailOn::Note => Severity::Note,
        }
    }
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Outcome {
    let report = report(arguments)?;
    let form = |out: &mut dyn io::Write| match arguments.format {
        Form::Compact => lines::compact(&report, out),
        Form::Json => json::write(&report, out),
        Form::Html => html::write(&report, out),
        Form::Sarif => sarif::write(&report, out),
        Form::Junit => junit::write(&report, out),
        Form::Github => lines::github(&report, out),
        Form::Markdown => markdown::write(&report, out),
        Form::Csv => csv::write(&report, out),
        Form::Human => {
            let detail = match (arguments.quiet, arguments.verbose) {
                (true, _) => Detail::Quiet,
                (_, true) => Detail::Verbose,
                _ => Detail::Normal,
            };
            let is_terminal = arguments.output.is_none() && io::stdout().is_terminal();
            let style = Style { detail, colour: uses_colour(colour, is_terminal) };
            out.write_all(human::render(&report, style).as_bytes())
        }
    };
    match &arguments.output {
        Some(path) => output::write_file(path, form)?,
        None => output::print_form(form)?,
    }
    Ok(ExitCode::from(report.verdict.exit_code()))
}

fn report(arguments: &Arguments) -> Result<Report, Problems> {
    let first = arguments.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let settings = Settings::find(first)?;
    let as_of = arguments.as_of.or(settings.as_of).unwrap_or_else(|| chrono::Local::now().date_naive());

    let mut library = Library::shipped();
    let names = if arguments.policy.is_empty() {
        let named = if settings.policies.is_empty() { vec![GENERAL.to_owned()] } else { settings.policies.clone() };
        read::policies(&named, &settings.folder, &mut library)?
    } else {
        read::policies(&arguments.policy, Path::new(""), &mut library)?
    };
    let policy_was_named = !(arguments.policy.is_empty() && settings.policies.is_empty());
    let policy_files = library.gather(&names)?;

    let folders: Vec<PathBuf> = settings.rules.iter().chain(&arguments.rules).cloned().collect();
    let rule_files = read::rule_files(&folders)?;
    let host = Host::new();
    let used = Policy::rules_used(&policy_files);
    let rules = Catalogue::read(&host, &rule_files, |id| used.binary_search(&id).is_ok())?;
    let known: Vec<&str> = rule_files.iter().map(|file| file.id.as_str()).collect();
    let policy = Policy::new(policy_files.clone(), &rules, &known, as_of)?;

    let found = read::documents(&arguments.paths, arguments.max_size.saturating_mul(1024 * 1024))?;
    let submission = Arc::new(Submission::new(found.documents)?);
    let assessment = assess(&submission, &policy, &rules, &host, as_of);
    let setting = Setting {
        policy_was_named,
        policy: &policy,
        rules: &rules,
        as_of,
        fail_on: arguments.fail_on.severity(),
        settings: settings.file,
        skipped: found.skipped,
    };
    Ok(Report::new(&submission, assessment, setting))
}
