//! `quorate check`: read, judge, tell, give the code.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::judging::{self, By, Judging, Largest};
use super::{Colour, Outcome, output, progress, uses_colour};
use crate::assess::Bounds;
use crate::policy::Severity;
use crate::report::human::{self, Detail, Style};
use crate::report::{csv, html, json, junit, lines, markdown, sarif};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The submission: a folder, or its documents one by one.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// The form of the report.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,

    /// One line a finding: the same as `-f compact`.
    #[arg(long, conflicts_with = "format")]
    compact: bool,

    /// Writes the report to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The least severity that makes the gate fail.
    #[arg(long, value_enum, default_value_t = FailOn::Must, value_name = "SEVERITY")]
    fail_on: FailOn,

    #[command(flatten)]
    largest: Largest,

    /// Tries what each pass rests on: would anything, were it missing or otherwise, have been noticed?
    #[arg(long)]
    witness: bool,

    /// Only the verdict.
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Passes, evidence and skipped files too.
    #[arg(short, long)]
    verbose: bool,

    #[command(flatten)]
    by: By,
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
pub(super) enum FailOn {
    /// Duties only.
    Must,
    /// Guidance too.
    Should,
    /// Notes too.
    Note,
}

impl FailOn {
    pub(super) fn severity(self) -> Severity {
        match self {
            FailOn::Must => Severity::Must,
            FailOn::Should => Severity::Should,
            FailOn::Note => Severity::Note,
        }
    }
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Outcome {
    let progress = progress::start("Judging");
    let prepared = judging::prepare(&Judging {
        paths: &arguments.paths,
        by: arguments.by.clone(),
        fail_on: arguments.fail_on.severity(),
        max_bytes: arguments.largest.bytes(),
    })?;
    let docket = prepared.docket();
    let witness = arguments.witness.then(|| docket.witness(Bounds::default()));
    let mut report = prepared.report(docket);
    report.witness = witness;
    drop(progress);
    let chosen = if arguments.compact { Form::Compact } else { arguments.format };
    let form = |out: &mut dyn io::Write| match chosen {
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
    output::write(arguments.output.as_deref(), form)?;
    Ok(ExitCode::from(report.verdict.exit_code()))
}
