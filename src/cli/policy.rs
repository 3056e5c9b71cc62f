//! `quorate policy`: the policies there are, what one asks, and what is wrong with one itself.

mod beside;
mod lint;
mod list;
mod show;

use std::path::PathBuf;

use clap::Subcommand;

use super::settings::Settings;
use super::{Outcome, read};
use crate::policy::Library;
use crate::problem::Problems;
use crate::rule::RuleFile;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the policies that are shipped, and those that quorate.toml names.
    List(list::Arguments),
    /// Shows what a policy asks, clause by clause: the rules that hold each, and their parameters.
    Show(show::Arguments),
    /// Looks for faults of a policy itself: its rules, parameters and clauses, what it takes the place of, the documents beside it, its chains of escalation.
    Lint(lint::Arguments),
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Lint(arguments) => lint::run(arguments),
    }
}

/// The policies that can be named: those shipped, and those of the settings.
fn library(settings: &Settings) -> Result<Library, Problems> {
    let mut library = Library::shipped();
    read::policies(&settings.policies, &settings.folder, &mut library)?;
    Ok(library)
}

/// The rules shipped, those of the settings and those of some folders.
fn rules(settings: &Settings, more: &[PathBuf]) -> Result<Vec<RuleFile>, Problems> {
    let own = settings.rules.iter().map(|folder| PathBuf::from(read::shown_from_here(folder)));
    read::rule_files(&own.chain(more.iter().cloned()).collect::<Vec<_>>())
}

/// Writes something for programs, with a line break at its end.
fn json(value: &serde_json::Value) -> Result<(), Problems> {
    // A value of texts and numbers always serialises.
    super::output::print(&(serde_json::to_string_pretty(value).unwrap_or_default() + "\n"))
}
