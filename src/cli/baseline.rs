//! `quorate baseline`: the findings that an old plan starts with, so that only new ones block.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;

use super::check::FailOn;
use super::judging::{By, Judging, prepare};
use super::{Outcome, output, read};
use crate::assess::{Excuse, Outcome as Found};
use crate::problem::Problem;
use crate::report::ToldFinding;
use crate::table::quoted;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The submission: a folder, or its documents one by one.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// The file. Without it: that of quorate.toml, or else baseline.toml beside it.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Takes up what is found anew, too. Without it a baseline that is there only shrinks.
    #[arg(long)]
    grow: bool,

    /// The date of the assessment. Without it: that of quorate.toml, or else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,

    /// The least severity that is taken up.
    #[arg(long, value_enum, default_value_t = FailOn::Must, value_name = "SEVERITY")]
    fail_on: FailOn,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let prepared = prepare(&Judging {
        paths: &arguments.paths,
        by: By { as_of: arguments.as_of, ..By::default() },
        fail_on: arguments.fail_on.severity(),
        max_bytes: read::MAX_BYTES,
    })?;
    let report = prepared.report(prepared.docket());
    let path = arguments.output.clone().unwrap_or_else(|| prepared.bench.baseline_path.clone());
    let before: BTreeSet<&str> = prepared.bench.baseline.known().iter().map(String::as_str).collect();
    if arguments.output.as_ref().is_some_and(|path| path.exists() && *path != prepared.bench.baseline_path) {
        return Err(vec![
            Problem::new(format!("{}: there is a file already", path.display()))
                .help("name it in quorate.toml (`baseline = \"...\"`) so that it is known, or give another name"),
        ]);
    }
    let is_first = !path.exists();
    let may_be_known = |told: &ToldFinding<'_>| {
        let finding = told.finding;
        let is_waived = matches!(finding.excuse, Some(Excuse::Waived(_)));
        finding.outcome.needs_somebody()
            && finding.outcome != Found::Broken
            && !is_waived
            // An exception that is not in order is mended, not grown used to.
            && !finding.rule.starts_with("waiver/")
            && (finding.severity <= report.fail_on || before.contains(finding.id.as_str()))
    };
    let found: Vec<ToldFinding<'_>> = report.findings.iter().map(|one| report.tell(one)).filter(may_be_known).collect();
    let is_kept = |told: &&ToldFinding<'_>| is_first || arguments.grow || before.contains(told.finding.id.as_str());
    let kept: Vec<&ToldFinding<'_>> = found.iter().filter(is_kept).collect();
    let mut text = "# The findings that were known when Quorate was adopted: they stay visible and do not block.\n# Written by `quorate baseline`; it only shrinks, unless told to grow.\n".to_owned();
    for told in &kept {
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "\n[[known]]\nfinding = \"{}\"\nrule = \"{}\"\nof = {}\nmessage = {}\n",
            told.finding.id,
            told.finding.rule,
            quoted(&told.label),
            quoted(&told.finding.message)
        );
    }
    output::write_file(&path, |out| out.write_all(text.as_bytes()))?;
    let ids: BTreeSet<&str> = kept.iter().map(|told| told.finding.id.as_str()).collect();
    let added = ids.difference(&before).count();
    let gone = before.difference(&ids).count();
    let new = found.len() - kept.len();
    output::print(&format!(
        "{}: {} known, {added} added, {gone} taken out{}\n",
        read::shown_from_here(&path),
        kept.len(),
        if new > 0 {
            format!("; {new} not taken up, since they are new (--grow takes them up)")
        } else {
            String::new()
        }
    ))?;
    Ok(ExitCode::SUCCESS)
}
