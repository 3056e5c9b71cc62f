//! `quorate rules lint`: what is worth mending in rules.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::sources::Sources;
use crate::cli::{Outcome, output};
use crate::rule::{Catalogue, Host, Lint, Rule, lint};

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Rules or folders of them; without any, the rules shipped and those of quorate.toml.
    paths: Vec<PathBuf>,

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
    let sources = Sources::read(&arguments.paths, &arguments.rules)?;
    let catalogue = Catalogue::read(&Host::new(), &sources.files, |id| sources.is_asked(id))?;
    let asked = catalogue.rules().filter(|rule| sources.is_asked(&rule.id));
    let found: Vec<(&Rule, Vec<Lint>)> = asked.map(|rule| (rule, lint(rule))).collect();
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
            format!("{lines}{things} to mend in {rules}.\n")
        }
        Form::Json => format!("{:#}\n", json!(all().map(|(rule, lint)| told(rule, lint)).collect::<Vec<_>>())),
    })?;
    Ok(if count == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
