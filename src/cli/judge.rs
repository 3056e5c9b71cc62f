//! `quorate judge`: records what a person judged of a review, beside the submission.
#![expect(clippy::print_stderr, reason = "questions are asked on standard error")]

use std::io::{self, BufRead, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::judging::{self, By, Judging};
use super::{Outcome, output, read};
use crate::assess::{self, Docket, Finding, Stands, Support};
use crate::problem::{Problem, Problems};
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

    /// Who judges, by post and not by name: "Chair of the Board". Without it: asked on a terminal.
    #[arg(long, value_name = "POST")]
    by: Option<String>,

    /// How far what is cited bears the claim out. Without it: asked on a terminal.
    #[arg(long, value_enum)]
    outcome: Option<Choice>,

    /// Why, in a sentence. Without it: asked on a terminal.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,

    /// The day of the judgement. Without it: the day of the assessment.
    #[arg(long, value_name = "DATE")]
    date: Option<NaiveDate>,

    #[command(flatten)]
    what: By,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    /// It does: the review counts as met.
    Supported,
    /// In part only: the review counts as not met.
    Partly,
    /// It does not: the review counts as not met.
    NotSupported,
}

impl Choice {
    fn support(self) -> Support {
        match self {
            Choice::Supported => Support::Supported,
            Choice::Partly => Support::Partly,
            Choice::NotSupported => Support::NotSupported,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let asks = io::stdin().is_terminal() && io::stderr().is_terminal();
    if !asks {
        complete(arguments)?;
    }
    let prepared = judging::prepare(&Judging { by: arguments.what.clone(), ..Judging::of(&arguments.paths) })?;
    let docket = prepared.docket();
    let finding = for_a_person(&docket, &arguments.finding)?;
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
    let subject = finding.subject.map(|at| assess::label_of(&prepared.submission, at)).unwrap_or_default();
    let mut answers = io::stdin().lock();
    let mut asked = Asked { about: format!("{subject}: {}", finding.message), answers: &mut answers };
    let outcome = asked.outcome(arguments.outcome)?;
    let by = asked.words("--by", "Who judges, by post", arguments.by.as_deref())?;
    let because = asked.words("--because", "Why, in a sentence", arguments.because.as_deref())?;
    text += "\n[[judgement]]\n";
    for (key, value) in [
        ("finding", finding.id.as_str()),
        ("rule", &finding.rule),
        ("subject", &subject),
        ("outcome", outcome.word()),
        ("by", &by),
        ("because", &because),
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
    output::print(&format!("Recorded in {shown}: {subject}: {}, by the {by}.{again}\n", outcome.words()))?;
    Ok(ExitCode::SUCCESS)
}

/// The finding of an identity, which must be one for a person to judge.
fn for_a_person<'d>(docket: &'d Docket<'_>, id: &str) -> Result<&'d Finding, Problems> {
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
    Ok(finding)
}

/// Refuses a command line that leaves something out where nobody can be asked.
fn complete(arguments: &Arguments) -> Result<(), Problems> {
    let blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    let missing = [
        ("--by", blank(&arguments.by)),
        ("--outcome", arguments.outcome.is_none()),
        ("--because", blank(&arguments.because)),
    ];
    let missing: Vec<&str> = missing.into_iter().filter(|(_, is)| *is).map(|(option, _)| option).collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(vec![Problem::new(format!("a judgement needs {}", missing.join(", "))).help(
            "it names the post that judged, how far the claim is borne out, and why; on a terminal they are asked for",
        )]),
    }
}

/// What is asked on a terminal of what the command line leaves out.
struct Asked<'a> {
    about: String,
    answers: &'a mut dyn BufRead,
}

impl Asked<'_> {
    fn outcome(&mut self, given: Option<Choice>) -> Result<Support, Problems> {
        if let Some(choice) = given {
            return Ok(choice.support());
        }
        eprintln!("{}", self.about);
        loop {
            let line = self.line("Supported, partly or not supported? [s/p/n]", "--outcome")?;
            match line.to_lowercase().chars().next() {
                Some('s') => return Ok(Support::Supported),
                Some('p') => return Ok(Support::Partly),
                Some('n') => return Ok(Support::NotSupported),
                _ => {}
            }
        }
    }

    fn words(&mut self, option: &str, question: &str, given: Option<&str>) -> Result<String, Problems> {
        if let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) {
            return Ok(given.to_owned());
        }
        loop {
            let line = self.line(&format!("{question}:"), option)?;
            if !line.is_empty() {
                return Ok(line);
            }
        }
    }

    /// One line from the terminal; its end means that nothing is to be recorded.
    fn line(&mut self, question: &str, option: &str) -> Result<String, Problems> {
        eprint!("{question} ");
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(read) if read > 0 => Ok(line.trim().to_owned()),
            _ => Err(vec![Problem::new("nothing was recorded").help(format!("answer the question, or give {option}"))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked<T>(answers: &str, ask: impl Fn(&mut Asked<'_>) -> Result<T, Problems>) -> Result<T, String> {
        let mut answers = answers.as_bytes();
        let result = ask(&mut Asked { about: "question 1: is it so".to_owned(), answers: &mut answers });
        result.map_err(|problems| problems[0].headline().to_owned())
    }

    #[test]
    fn what_is_left_out_is_asked_until_it_is_answered() {
        assert_eq!(asked("\nperhaps\n  Partly\n", |asked| asked.words("--by", "Who", None)), Ok("perhaps".to_owned()));
        assert_eq!(asked("\nmaybe\nP\n", |asked| asked.outcome(None)), Ok(Support::Partly));
        assert_eq!(asked("not\n", |asked| asked.outcome(None)), Ok(Support::NotSupported));
        assert_eq!(asked("", |asked| asked.outcome(None)), Err("nothing was recorded".to_owned()));
        assert_eq!(asked("", |asked| asked.words("--by", "Who", Some("  "))), Err("nothing was recorded".to_owned()));
    }

    #[test]
    fn what_is_given_is_not_asked() {
        assert_eq!(asked("", |asked| asked.outcome(Some(Choice::Supported))), Ok(Support::Supported));
        assert_eq!(asked("", |asked| asked.words("--by", "Who", Some(" Chair "))), Ok("Chair".to_owned()));
    }
}
