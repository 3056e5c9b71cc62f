//! `quorate man`: the help of every command as manual pages.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use super::{Cli, Outcome, output};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Writes a page for each command to a folder, which is made if it is not there. Without it the main page is printed.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// What the help of a command does not say, and a manual page should.
const EXIT_STATUS: &str = ".SH \"EXIT STATUS\"
0: the gate passes, or the command did what it was asked.
.br
1: the gate does not pass, or something is found that has to be mended.
.br
2: it could not be judged, or the command could not be carried out.
";

pub(super) fn run(arguments: &Arguments) -> Outcome {
    // Pages for `quorate help ...` would say everything twice.
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &arguments.out else {
        output::print_form(|out| page(program, out))?;
        return Ok(ExitCode::SUCCESS);
    };
    output::create_folder(folder)?;
    for command in with_all_below(program) {
        let path = folder.join(Man::new(command.clone()).get_filename());
        output::write_file(&path, |out| page(command, out))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A command, and those below it.
fn with_all_below(command: Command) -> Vec<Command> {
    let below: Vec<Command> = command.get_subcommands().cloned().collect();
    std::iter::once(command).chain(below.into_iter().flat_map(with_all_below)).collect()
}

fn page(command: Command, mut out: &mut dyn io::Write) -> io::Result<()> {
    Man::new(command).manual("Quorate").render(&mut out)?;
    out.write_all(EXIT_STATUS.as_bytes())
}
