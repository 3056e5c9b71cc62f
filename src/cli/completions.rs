//! `quorate completions`: what a shell needs to complete commands, options and their values.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory as _};
use clap_complete::Shell;

use super::{Cli, Outcome, output};
use crate::policy::{Severity, TermsFile};
use crate::problem::Problems;
use crate::rule::RuleFile;
use crate::schema::{self, Kind};
use crate::template::Templates;

#[derive(clap::Args)]
#[command(
    after_help = "bash: quorate completions bash > ~/.local/share/bash-completion/completions/quorate\nThe others: docs/install.md says where each shell looks."
)]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut completed()?, "quorate", &mut script);
    output::print_form(|out| out.write_all(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// The commands with the values that the program ships, for options that may hold others too: what runs
/// takes any value, and refuses one with its own words.
fn completed() -> Result<Command, Problems> {
    let kinds: Vec<&str> = schema::kinds().iter().map(Kind::name).collect();
    let rules: Vec<String> = RuleFile::shipped().into_iter().map(|file| file.id).collect();
    let area = |rule: &String| rule.split_once('/').map(|(area, _)| area.to_owned());
    let areas: BTreeSet<String> = rules.iter().filter_map(area).collect();
    let severities: Vec<&str> = Severity::ALL.iter().map(|severity| severity.word()).collect();
    let templates: Vec<String> = Templates::shipped()?.all().map(|template| template.id.clone()).collect();
    let terms: Vec<&str> = TermsFile::shipped().iter().map(|terms| terms.id).collect();
    let mut commands = Cli::command();
    commands = with_values(commands, &["schema"], "kind", &kinds);
    commands = with_values(commands, &["templates"], "id", &templates);
    commands = with_values(commands, &["import"], "template", &templates);
    commands = with_values(commands, &["terms"], "id", &terms);
    commands = with_values(commands, &["rules", "new"], "kind", &kinds);
    commands = with_values(commands, &["rules", "show"], "rule", &rules);
    commands = with_values(commands, &["rules", "list"], "area", &areas.into_iter().collect::<Vec<_>>());
    Ok(with_values(commands, &["rules", "list"], "severity", &severities))
}

/// A command with the values of an argument of one below it.
fn with_values(command: Command, below: &[&str], argument: &str, values: &[impl AsRef<str>]) -> Command {
    match below {
        [] => {
            let values: Vec<PossibleValue> =
                values.iter().map(|value| PossibleValue::new(value.as_ref().to_owned())).collect();
            command.mut_arg(argument, |argument| argument.value_parser(PossibleValuesParser::new(values)))
        }
        [first, rest @ ..] => command.mut_subcommand(*first, |command| with_values(command, rest, argument, values)),
    }
}
