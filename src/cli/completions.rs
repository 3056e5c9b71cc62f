//! `quorate completions`: what a shell needs to complete commands, options and their values.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Cli, Outcome, output};

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
    clap_complete::generate(arguments.shell, &mut Cli::command(), "quorate", &mut script);
    output::print_form(|out| out.write_all(&script))?;
    Ok(ExitCode::SUCCESS)
}
