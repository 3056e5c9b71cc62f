//! The command line: the only place that reads files, the clock and the terminal.
//!
//! The report goes to standard output, everything else to standard error. Exit codes: 0 the
//! gate passes, 1 it does not, 2 it could not be judged; no format changes them.
#![expect(clippy::print_stderr, reason = "problems are told on standard error")]

mod baseline;
mod buffers;
mod check;
mod compare;
mod completions;
mod digest;
mod explain;
mod forecast;
mod forms;
mod gate;
mod git;
mod import;
mod judge;
mod judging;
mod lsp;
mod man;
mod meeting;
mod office;
mod output;
mod policy;
mod progress;
mod read;
mod rules;
mod schema;
mod settings;
mod shelf;
mod snapshot;
mod templates;
mod terms;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use miette::{GraphicalReportHandler, GraphicalTheme};

use crate::problem::Problems;

/// Checks the papers of public bodies against their policies.
#[derive(Parser)]
#[command(name = "quorate", version, about, long_about = None, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to use colour; the variable NO_COLOR turns it off too.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Records what is found now as known, so that only what is found later blocks.
    Baseline(baseline::Arguments),
    /// Assesses a submission: which requirements are met, and what to do about the others.
    Check(check::Arguments),
    /// Compares two versions: what changed, and what that made better or worse.
    Compare(compare::Arguments),
    /// Prints the script by which a shell completes commands and options.
    Completions(completions::Arguments),
    /// Prints the digests of what sign-offs are of.
    Digest(digest::Arguments),
    /// Prints a rule's page: what it asks, why, and what to do.
    Explain(explain::Arguments),
    /// Tells what changes on which day if nobody edits the papers: what becomes overdue, due, undecided.
    Forecast(forecast::Arguments),
    /// Records what a person judged of a review, in judgements.toml beside the submission.
    Judge(judge::Arguments),
    /// Prints a form that returns are made on, or lists those that there are.
    Forms(forms::Arguments),
    /// Judges the working tree against a revision in git, by what that revision says.
    Gate(gate::Arguments),
    /// Makes a document of a workbook, a Word file or a CSV file, by a template.
    Import(import::Arguments),
    /// Answers an editor: shows findings as you type, and what a rule asks (a language server).
    Lsp(lsp::Arguments),
    /// Prints the manual page, or writes a page for each command to a folder.
    Man(man::Arguments),
    /// Tells of each item of a meeting whether the body was quorate, and what if others came or went.
    Meeting(meeting::Arguments),
    /// Lists the policies, shows what one asks, or looks for faults of a policy itself.
    Policy(policy::Arguments),
    /// Lists, shows, starts and tests rules, and tries whether their cases would notice a fault.
    #[command(subcommand)]
    Rules(rules::Command),
    /// Prints the schema of a kind of document, of the report, or of a sort of file; or writes all for an editor.
    Schema(schema::Arguments),
    /// Records a submission as it is, dated and digested, beside it.
    Snapshot(snapshot::Arguments),
    /// Prints a template that reads office files, to adapt to a form of your own, or lists those that there are.
    Templates(templates::Arguments),
    /// Prints terms of reference to copy and fill in, or lists those that there are.
    Terms(terms::Arguments),
}

/// What a command gives back: its exit code, or the problems that kept it from judging.
type Outcome = Result<ExitCode, Problems>;

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let is_judging =
        matches!(cli.command, Command::Check(_) | Command::Compare(_) | Command::Gate(_) | Command::Meeting(_));
    let outcome = match cli.command {
        Command::Baseline(arguments) => baseline::run(&arguments),
        Command::Check(arguments) => check::run(&arguments, cli.color),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Digest(arguments) => digest::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Forecast(arguments) => forecast::run(&arguments),
        Command::Judge(arguments) => judge::run(&arguments),
        Command::Forms(arguments) => forms::run(&arguments),
        Command::Gate(arguments) => gate::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
        Command::Meeting(arguments) => meeting::run(&arguments),
        Command::Policy(arguments) => policy::run(&arguments),
        Command::Rules(command) => rules::run(&command),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Snapshot(arguments) => snapshot::run(&arguments),
        Command::Templates(arguments) => templates::run(&arguments),
        Command::Terms(arguments) => terms::run(&arguments),
    };
    outcome.unwrap_or_else(|problems| {
        tell(&problems, cli.color);
        if is_judging {
            eprintln!("Nothing was judged.");
        }
        ExitCode::from(2)
    })
}

/// Whether to use colour on a stream that is, or is not, a terminal.
fn uses_colour(colour: Colour, is_terminal: bool) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

fn tell(problems: &Problems, colour: Colour) {
    use std::io::IsTerminal as _;
    let theme = if uses_colour(colour, std::io::stderr().is_terminal()) {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(100).with_context_lines(1);
    for problem in problems {
        let mut told = String::new();
        if handler.render_report(&mut told, problem).is_err() {
            told = format!("{}\n", problem.headline());
        }
        eprint!("{}", output::visible(told.trim_start_matches('\n')));
    }
}
