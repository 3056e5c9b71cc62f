//! `quorate judge`: records what a person judged of a review, beside the submission.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::judging::{self, Judging};
use super::{Outcome, output, read};
use crate::assess::{self, Stands};
use crate::policy::Severity;
use crate::problem::Problem;
use crate::table;

/// What a new file of judgements begins with.
const HEADING: &str = "# What people judged of the reviews of this submission. `quorate judge` adds to the end;\n# a judgement lapses when what it rested on changes. The last one on a finding counts.\n";

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The twelve letters and figures of the finding, which must be one for a person to judge.
    finding: String,

    /// The submission: a folder, or its documents one by one.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// Who judges, by post and not by name: "Chair of the Board".
    #[arg(long, value_name = "POST")]
    by: String,

    /// Whether the requirement is met.
    #[arg(long, value_enum)]
    outcome: Verdict,

    /// Why, in a sentence.
    #[arg(long, value_name = "TEXT")]
    because: String,

    /// The day of the judgement. Without it: the day of the assessment.
    #[arg(long, value_name = "DATE")]
    date: Option<NaiveDate>,

    /// A policy by name or by the path of its file; may be given several times. Without it: those of quorate.toml, or else `general`.
    #[arg(short, long, value_name = "POLICY")]
    policy: Vec<String>,

    /// The date of the assessment. Without it: that of quorate.toml, or else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,

    /// A folder of rules of your own; may be given several times.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Verdict {
    /// It is: the review counts as a pass.
    Accept,
    /// It is not: the review counts as a fail.
    Reject,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    for (option, text) in [("--by", &arguments.by), ("--because", &arguments.because)] {
        if text.trim().is_empty() {
            return Err(vec![
                Problem::new(format!("{option} is empty")).help("a judgement names the post that judged, and why"),
            ]);
        }
    }
    let prepared = judging::prepare(&Judging {
        paths: &arguments.paths,
        policy: &arguments.policy,
        as_of: arguments.as_of,
        rules: &arguments.rules,
        fail_on: Severity::Must,
        max_bytes: judging::MAX_BYTES,
    })?;
    let docket = prepared.docket();
    let id = &arguments.finding;
    let Some(finding) = docket.finding(id) else {
        return Err(vec![Problem::new(format!("there is no finding {id} in this submission")).help(
            "check the letters and figures, the paths and the policy; `quorate check` lists the findings under \"For a person to judge\"",
        )]);
    };
    if finding.outcome != assess::Outcome::Review && finding.judged.is_none() {
        return Err(vec![
            Problem::new(format!(
                "finding {id} is not for a person to judge: the requirement is {}",
                finding.outcome.words()
            ))
            .help("mend the record where it is wrong; only a review is answered by a judgement"),
        ]);
    }
    let date = arguments.date.unwrap_or(prepared.bench.as_of);
    if date > prepared.bench.as_of {
        return Err(vec![
            Problem::new(format!("{date} is after the day of the assessment, {}", prepared.bench.as_of))
                .help("give the day on which it was judged with --date"),
        ]);
    }
    if let Some(fault) = prepared.judgements.fault() {
        return Err(vec![
            Problem::new(fault.to_owned()).help("mend the file first: nothing is added to a file that cannot be read"),
        ]);
    }
    let path = judging::judgements_path(&arguments.paths);
    let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
    let mut text = if path.is_file() { read::text(&path, &shown)? } else { HEADING.to_owned() };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let outcome = match arguments.outcome {
        Verdict::Accept => "accept",
        Verdict::Reject => "reject",
    };
    let subject = finding.subject.map(|at| assess::label_of(&prepared.submission, at)).unwrap_or_default();
    text += "\n[[judgement]]\n";
    for (key, value) in [
        ("finding", id.as_str()),
        ("rule", &finding.rule),
        ("subject", &subject),
        ("outcome", outcome),
        ("by", arguments.by.trim()),
        ("because", arguments.because.trim()),
        ("rests_on", &assess::rests_on(&finding.rule, &finding.evidence, &prepared.submission)),
    ] {
        text += &format!("{key} = {}\n", table::quoted(value));
    }
    text += &format!("date = {date}\n");
    output::write_file(&path, |out| out.write_all(text.as_bytes()))?;
    let again = match finding.judged.as_ref().map(|answered| answered.stands) {
        Some(Stands::Yes) => " It takes the place of the one before it.",
        Some(Stands::Lapsed) => " It takes the place of the one that had lapsed.",
        None => "",
    };
    output::print(&format!("Recorded in {shown}: {subject}, {outcome}ed by the {}.{again}\n", arguments.by.trim()))?;
    Ok(ExitCode::SUCCESS)
}
