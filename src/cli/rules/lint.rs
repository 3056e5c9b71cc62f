//! `quorate rules lint`: what is worth mending in rules.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::sources::Sources;
use crate::cases::unasked;
use crate::cli::Outcome;
use crate::cli::output::{self, Form};
use crate::problem::{Problem, Problems};
use crate::rule::{Catalogue, Host, Lint, Rule, RuleFile, fix, lint, may_be_absent};

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Rules or folders of them; without any, the rules shipped and those of quorate.toml.
    paths: Vec<PathBuf>,

    /// A folder of rules of your own.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// Put right in your own files what can be without a change of meaning, and tell what was done.
    #[arg(long)]
    fix: bool,

    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut sources = Sources::read(&arguments.paths, &arguments.rules)?;
    let host = Host::new();
    let fixed = if arguments.fix { put_right(&host, &sources)? } else { Vec::new() };
    if !fixed.is_empty() {
        sources = Sources::read(&arguments.paths, &arguments.rules)?;
    }
    let catalogue = Catalogue::load(&host, &sources.files, |id| sources.is_asked(id));
    let mut problems = catalogue.problems();
    let mut found: Vec<(&Rule, Vec<Lint>)> = Vec::new();
    for rule in catalogue.rules().filter(|rule| sources.is_asked(&rule.id)) {
        let mut lints = lint(rule);
        if !may_be_absent(rule).is_empty() {
            match sources.cases_of(sources.file(&rule.id)?) {
                Ok(cases) => lints.extend(unasked(&host, &catalogue, rule, &cases)),
                Err(mut wrong) => problems.append(&mut wrong),
            }
            lints.sort_by_key(|lint| (lint.at.line, lint.at.column));
        }
        found.push((rule, lints));
    }
    let path = |rule: &Rule| sources.file(&rule.id).map_or(String::new(), |file| file.path.clone());
    let one = |rule: &Rule, lint: &Lint| {
        let place = format!("{}:{}:{}", path(rule), lint.at.line, lint.at.column);
        format!("{place}: {} ({})\n  {}\n", lint.says, lint.name, lint.way_out)
    };
    let told = |rule: &Rule, lint: &Lint| -> Value {
        json!({
            "rule": rule.id, "path": path(rule), "line": lint.at.line, "column": lint.at.column,
            "lint": lint.name, "says": lint.says, "way_out": lint.way_out,
        })
    };
    let all = || found.iter().flat_map(|(rule, lints)| lints.iter().map(move |lint| (*rule, lint)));
    let count = all().count();
    output::print(&match arguments.format {
        Form::Human => {
            let things = if count == 1 { "1 thing".to_owned() } else { format!("{count} things") };
            let rules = if found.len() == 1 { "1 rule".to_owned() } else { format!("{} rules", found.len()) };
            let lines: String = all().map(|(rule, lint)| one(rule, lint)).collect();
            let done: String = fixed.iter().map(|(path, done)| format!("{path}: {done}\n")).collect();
            format!("{done}{lines}{things} to mend in {rules}.\n")
        }
        Form::Json => {
            let done = fixed.iter().map(|(path, done)| json!({ "path": path, "fixed": done }));
            format!("{:#}\n", json!(done.chain(all().map(|(rule, lint)| told(rule, lint))).collect::<Vec<_>>()))
        }
    })?;
    // What could not be looked at is told behind the others.
    match problems.is_empty() {
        true => Ok(if count == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }),
        false => Err(problems),
    }
}

/// Puts the files of the user's own in order; gives the path of each that was changed, and what was
/// done. A file is written only if the rule that comes of it can be read.
fn put_right(host: &Host, sources: &Sources) -> Result<Vec<(String, String)>, Problems> {
    let own: Vec<&RuleFile> = sources.own_rules().filter(|file| sources.is_asked(&file.id)).collect();
    if own.is_empty() {
        return Err(vec![
            Problem::new("there is no file of your own to put right")
                .help("give the path of your rule or of a folder of rules"),
        ]);
    }
    let mut changed = Vec::new();
    for file in own {
        let fixed = fix(&file.text);
        let put = RuleFile { text: fixed.text.into(), ..file.clone() };
        if !fixed.done.is_empty() && Rule::read(host, &put).is_ok() {
            output::write_file(Path::new(&file.path), |out| out.write_all(put.text.as_bytes()))?;
            changed.push((file.path.clone(), fixed.done.join("; ")));
        }
    }
    Ok(changed)
}
