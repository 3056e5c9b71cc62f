//! `quorate rules mutate`: small faults in rules, and whether a case would notice.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::sources::Sources;
use crate::cases::{CaseFile, Fate, Mutant, Mutation, suggest};
use crate::cli::output::{self, Form};
use crate::cli::{Outcome, read};
use crate::problem::Problems;
use crate::rule::Host;

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The rules; without any, all rules shipped and those of quorate.toml.
    #[arg(value_name = "RULE")]
    names: Vec<String>,

    /// A folder of rules of your own.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// For each fault that no case would notice, look for a case that would, made of one there is, ready to paste.
    #[arg(long)]
    suggest: bool,

    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut sources = Sources::read(&[], &arguments.rules)?;
    sources.ask(&arguments.names)?;
    let host = Host::new();
    let read = sources.cases()?.into_iter().map(|(rule, cases)| Ok((rule, cases?)));
    let cases: Vec<(String, CaseFile)> = read.collect::<Result<_, Problems>>()?;
    let tried: Result<Vec<Mutation>, Problems> =
        cases.iter().map(|(rule, cases)| Mutation::run(&host, &sources.files, rule, cases)).collect();
    let tried = tried?;
    let mut suggested = Suggested::new();
    if arguments.suggest {
        for (mutation, (rule, cases)) in tried.iter().zip(&cases) {
            let survivors: Vec<&Mutant> = mutation.survivors().collect();
            if !survivors.is_empty() {
                let samples = read::samples(Path::new(&cases.path))?;
                suggested.insert(rule, suggest(&host, &sources.files, rule, cases, &samples, &survivors));
            }
        }
    }
    output::print(&match arguments.format {
        Form::Human => human(&tried, &suggested),
        Form::Json => format!("{:#}\n", json(&tried, &suggested)),
    })?;
    let survived =
        tried.iter().any(|mutation| mutation.survivors().next().is_some() || !mutation.argued_in_vain.is_empty());
    Ok(if survived { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The cases that would notice what survived, by rule and in the order of the survivors.
type Suggested<'r> = BTreeMap<&'r str, Vec<Option<String>>>;

/// What is to be done with a case that was found.
const PASTE: &str = "Put them into the files of cases where you find them right, with titles of your own";

/// What is said where no case was found, and the words of the hint are all there is.
const NONE_FOUND: &str = "no case was found by small edits of those there are";

fn human(tried: &[Mutation], suggested: &Suggested<'_>) -> String {
    let mut out = String::new();
    for mutation in tried {
        let survivors: Vec<_> = mutation.survivors().collect();
        if survivors.is_empty() && mutation.argued_in_vain.is_empty() {
            continue;
        }
        // Writing to a text does not fail.
        let _ = writeln!(out, "{}", mutation.rule);
        let made = suggested.get(mutation.rule.as_str());
        for (number, mutant) in survivors.iter().enumerate() {
            let said = format!("line {}: no case would notice if {}.", mutant.line, mutant.change);
            let indented = textwrap::Options::new(100).initial_indent("  ").subsequent_indent("    ");
            let _ = writeln!(out, "{}\n      {}", textwrap::fill(&said, indented), mutant.reads);
            if let Some(hint) = &mutant.hint {
                let indented = textwrap::Options::new(100).initial_indent("    ").subsequent_indent("    ");
                let _ = writeln!(out, "{}", textwrap::fill(&format!("It would be noticed by {hint}."), indented));
            }
            if let Some(made) = made {
                let _ = match made.get(number).and_then(Option::as_ref) {
                    Some(case) => writeln!(out, "\n{case}"),
                    None => writeln!(out, "    ({NONE_FOUND})"),
                };
            }
        }
        for reads in &mutation.argued_in_vain {
            let _ = writeln!(
                out,
                "  The cases argue for a change that does not survive: {reads}\n    (a change is given by its line as it would read, such as: if count >= policy.most {{)"
            );
        }
        out.push('\n');
    }
    let (tried_in_all, noticed) =
        tried.iter().map(Mutation::counts).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let survived: usize = tried.iter().map(|mutation| mutation.survivors().count()).sum();
    let argued = tried_in_all - noticed - survived;
    let argued = if argued > 0 { format!(", {argued} argued for") } else { String::new() };
    let rules = if tried.len() == 1 { "1 rule".to_owned() } else { format!("{} rules", tried.len()) };
    let _ = writeln!(out, "{tried_in_all} faults tried in {rules}: {noticed} noticed, {survived} not{argued}.");
    if !suggested.is_empty() {
        let made = suggested.values().flatten().flatten().count();
        let _ = writeln!(out, "Cases found that would notice: {made} of {survived}. {PASTE}.");
    }
    out
}

fn json(tried: &[Mutation], suggested: &Suggested<'_>) -> Value {
    let rules = tried.iter().map(|mutation| {
        let mut made = suggested.get(mutation.rule.as_str()).into_iter().flatten();
        let mutants = mutation.mutants.iter().map(|(mutant, fate)| {
            let case = if *fate == Fate::Survived { made.next().and_then(Option::as_ref) } else { None };
            let (fate, by) = match fate {
                Fate::Noticed(case) => ("noticed", Some(case)),
                Fate::DoesNotLoad => ("does not load", None),
                Fate::Survived => ("survived", None),
                Fate::Argued(because) => ("argued for", Some(because)),
            };
            json!({
                "line": mutant.line, "column": mutant.column, "change": mutant.change,
                "reads": mutant.reads, "fate": fate, "by": by, "hint": mutant.hint, "case": case,
            })
        });
        json!({
            "rule": mutation.rule, "path": mutation.path,
            "faults": mutants.collect::<Vec<_>>(), "argued_in_vain": mutation.argued_in_vain,
        })
    });
    json!({ "rules": rules.collect::<Vec<_>>() })
}
