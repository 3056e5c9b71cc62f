//! `quorate rules`: the workbench of those who write rules.

mod lint;
mod list;
mod mutate;
mod new;
mod show;
mod sources;
mod test;

use super::Outcome;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Tells what is worth mending in rules.
    Lint(lint::Arguments),
    /// Lists the rules, with the policies that put them in force.
    List(list::Arguments),
    /// Starts a rule: its page, its header, its script and its cases, which pass at once.
    New(new::Arguments),
    /// Tries small faults in rules, and tells those that no case would notice.
    Mutate(mutate::Arguments),
    /// Tells all about one rule: page, kinds, parameters, policies, the rules around it.
    Show(show::Arguments),
    /// Tests rules by the cases beside them.
    Test(test::Arguments),
}

pub(super) fn run(command: &Command) -> Outcome {
    match command {
        Command::Lint(arguments) => lint::run(arguments),
        Command::List(arguments) => list::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Mutate(arguments) => mutate::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Test(arguments) => test::run(arguments),
    }
}
