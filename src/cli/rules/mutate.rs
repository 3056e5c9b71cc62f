//! `quorate rules mutate`: small faults in rules, and whether a case would notice.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::sources::Sources;
use crate::cases::{CaseFile, Fate, Mutation};
use crate::cli::{Outcome, output};
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

    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Human,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut sources = Sources::read(&[], &arguments.rules)?;
    sources.ask(&arguments.names)?;
    let host = Host::new();
    let cases: Vec<(String, CaseFile)> = sources.cases()?;
    let tried: Result<Vec<Mutation>, Problems> =
        cases.iter().map(|(rule, cases)| Mutation::run(&host, &sources.files, rule, cases)).collect();
    let tried = tried?;
    output::print(&match arguments.format {
        Form::Human => human(&tried),
        Form::Json => format!("{:#}\n", json(&tried)),
    })?;
    let survived =
        tried.iter().any(|mutation| mutation.survivors().next().is_some() || !mutation.argued_in_vain.is_empty());
    Ok(if survived { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn human(tried: &[Mutation]) -> String {
    let mut out = String::new();
    for mutation in tried {
        let survivors: Vec<_> = mutation.survivors().collect();
        if survivors.is_empty() && mutation.argued_in_vain.is_empty() {
            continue;
        }
        // Writing to a text does not fail.
        let _ = writeln!(out, "{}", mutation.rule);
        for mutant in survivors {
            let said = format!("line {}: no case would notice if {}.", mutant.line, mutant.change);
            let indented = textwrap::Options::new(100).initial_indent("  ").subsequent_indent("    ");
            let _ = writeln!(out, "{}\n      {}", textwrap::fill(&said, indented), mutant.reads);
            if let Some(hint) = &mutant.hint {
                let indented = textwrap::Options::new(100).initial_indent("    ").subsequent_indent("    ");
                let _ = writeln!(out, "{}", textwrap::fill(&format!("It would be noticed by {hint}."), indented));
            }
        }
        for reads in &mutation.argued_in_vain {
            let _ = writeln!(out, "  The cases argue for a change that does not survive: {reads}");
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
    out
}

fn json(tried: &[Mutation]) -> Value {
    let rules = tried.iter().map(|mutation| {
        let mutants = mutation.mutants.iter().map(|(mutant, fate)| {
            let (fate, by) = match fate {
                Fate::Noticed(case) => ("noticed", Some(case)),
                Fate::DoesNotLoad => ("does not load", None),
                Fate::Survived => ("survived", None),
                Fate::Argued(because) => ("argued for", Some(because)),
            };
            json!({
                "line": mutant.line, "column": mutant.column, "change": mutant.change,
                "reads": mutant.reads, "fate": fate, "by": by, "hint": mutant.hint,
            })
        });
        json!({
            "rule": mutation.rule, "path": mutation.path,
            "faults": mutants.collect::<Vec<_>>(), "argued_in_vain": mutation.argued_in_vain,
        })
    });
    json!({ "rules": rules.collect::<Vec<_>>() })
}
