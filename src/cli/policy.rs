//! `quorate policy`: the policies there are, what one asks, and what is wrong with one itself.

mod lint;
mod list;
mod show;

use std::path::Path;

use clap::{Subcommand, ValueEnum};

use super::{Outcome, read};
use crate::policy::{Library, PolicyFile};
use crate::problem::Problems;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the policies that are shipped.
    List(list::Arguments),
    /// Shows what a policy asks, clause by clause: the rules that hold each, and their parameters.
    Show(show::Arguments),
    /// Looks for faults of a policy itself: its rules and parameters, the documents beside it, its chains of escalation.
    Lint(lint::Arguments),
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// For people, on a terminal.
    Human,
    /// For programs.
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Lint(arguments) => lint::run(arguments),
    }
}

/// A policy by its name or path, after all that it extends.
fn gather(named: &str) -> Result<Vec<PolicyFile>, Problems> {
    let mut library = Library::shipped();
    let names = read::policies(&[named.to_owned()], Path::new(""), &mut library)?;
    library.gather(&names)
}

/// Writes something for programs, with a line break at its end.
fn json(value: &serde_json::Value) -> Result<(), Problems> {
    // A value of texts and numbers always serialises.
    super::output::print(&(serde_json::to_string_pretty(value).unwrap_or_default() + "\n"))
}
