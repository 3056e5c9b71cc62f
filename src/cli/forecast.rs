//! `quorate forecast`: what changes if nobody edits the papers.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{Days, NaiveDate};
use clap::ValueEnum;

use super::judging::{self, By, Judging};
use super::{Outcome, output, progress};
use crate::problem::Problem;
use crate::report::forecast::{self, ToldForecast};

/// The longest forecast, in days: ten years.
const LONGEST: u64 = 3653;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The submission: a folder, or its documents one by one.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// The last day to look at.
    #[arg(long, value_name = "DATE")]
    until: NaiveDate,

    /// The form of the forecast.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,

    /// Writes the forecast to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    by: By,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// For people: what changes, day by day.
    Human,
    /// For programs.
    Json,
    /// A calendar file, for Outlook and others.
    Ics,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let _progress = progress::start("Looking ahead");
    let prepared = judging::prepare(&Judging { by: arguments.by.clone(), ..Judging::of(&arguments.paths) })?;
    let (from, until) = (prepared.bench.as_of, arguments.until);
    if until <= from {
        return Err(vec![
            Problem::new(format!("{until} is not after the day of the assessment, {from}"))
                .help("give a later day with --until, or an earlier one with --as-of"),
        ]);
    }
    if from.checked_add_days(Days::new(LONGEST)).is_none_or(|last| until > last) {
        return Err(vec![
            Problem::new(format!("{until} is more than ten years after the day of the assessment, {from}"))
                .help("give an earlier day with --until"),
        ]);
    }
    let told = ToldForecast::new(&prepared.docket().forecast(until), &prepared.submission, &prepared.bench.rules);
    let text = match arguments.format {
        Form::Human => forecast::human(&told),
        Form::Json => forecast::json(&told),
        Form::Ics => forecast::calendar(&told),
    };
    output::write(arguments.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}
