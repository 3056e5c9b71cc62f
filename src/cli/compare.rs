//! `quorate compare`: what changed between two versions, and what that made better or worse.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;

use super::check::FailOn;
use super::judging::{Bench, By, Judging, Largest, judgements};
use super::settings::Settings;
use super::{Outcome, output, snapshot};
use crate::compare::compare_judged;
use crate::problem::Problems;
use crate::report::comparison::{self, ComparisonReport};
use crate::report::{Setting, SkippedFile};
use crate::submission::Submission;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The earlier version: a folder, a document, or a snapshot.
    before: PathBuf,

    /// The later version.
    after: PathBuf,

    /// The form of the report.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,

    /// Writes the report to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The least severity that makes the comparison fail.
    #[arg(long, value_enum, default_value_t = FailOn::Must, value_name = "SEVERITY")]
    fail_on: FailOn,

    #[command(flatten)]
    largest: Largest,

    /// What is unchanged too.
    #[arg(short, long)]
    verbose: bool,

    #[command(flatten)]
    by: By,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// For people, on a terminal.
    Human,
    /// For programs.
    Json,
    /// A summary for a pull request.
    Markdown,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut bench = Bench::read(&Judging {
        paths: std::slice::from_ref(&arguments.after),
        by: arguments.by.clone(),
        fail_on: arguments.fail_on.severity(),
        max_bytes: arguments.largest.bytes(),
    })?;
    // Which template reads an office file is said where the file lies.
    bench.office.take_up(Settings::find(&arguments.before)?.office);
    let (before, _) = version(&bench, &arguments.before)?;
    let (after, skipped) = version(&bench, &arguments.after)?;
    let (judgements, file) = judgements(std::slice::from_ref(&arguments.after))?;
    let compared = compare_judged(&before, &after, bench.judge(), &bench.baseline, &judgements);
    let setting = Setting { judgements: file, ..bench.setting(arguments.fail_on.severity(), skipped) };
    let names = [&arguments.before, &arguments.after].map(|path| path.display().to_string());
    let report = ComparisonReport::new(compared, setting, names);
    let form = |out: &mut dyn io::Write| match arguments.format {
        Form::Human => comparison::human(&report, arguments.verbose, out),
        Form::Json => comparison::json(&report, out),
        Form::Markdown => comparison::markdown(&report, out),
    };
    output::write(arguments.output.as_deref(), form)?;
    Ok(ExitCode::from(report.verdict().exit_code()))
}

/// A version by its path: a folder, a document, or a snapshot.
fn version(bench: &Bench, path: &PathBuf) -> Result<(Arc<Submission>, Vec<SkippedFile>), Problems> {
    match snapshot::named(path)? {
        Some((shown, snapshot)) => {
            let shown = format!("{shown} (snapshot {} of {})", snapshot.number, snapshot.date);
            Ok((Arc::new(Submission::new(snapshot.documents(&shown)?)?), Vec::new()))
        }
        None => bench.submission(std::slice::from_ref(path)),
    }
}
