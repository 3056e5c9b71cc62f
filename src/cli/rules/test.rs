//! `quorate rules test`: rules by the cases beside them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use super::sources::Sources;
use crate::cases::{self, Coverage, lcov};
use crate::cli::{Outcome, output};
use crate::problem::Problem;
use crate::report::cases::{human, json, junit};

/// How long `--watch` waits between two looks at the files.
const BETWEEN_LOOKS: Duration = Duration::from_millis(400);

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Rules, cases or folders of them; without any, the rules shipped and those of quorate.toml.
    paths: Vec<PathBuf>,

    /// Only cases whose rule or title holds this text.
    #[arg(long, value_name = "TEXT", default_value = "")]
    filter: String,

    /// A folder of rules of your own.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,

    /// Tell the cases that hold too.
    #[arg(short, long)]
    verbose: bool,

    /// Test again whenever a rule or its cases change.
    #[arg(long)]
    watch: bool,

    /// Tell which lines of the rules no case reaches, and which conditions only ever go one way.
    #[arg(long)]
    coverage: bool,

    /// Write the coverage to a file in the form of lcov.
    #[arg(long, value_name = "FILE")]
    lcov: Option<PathBuf>,

    /// The least share of lines that the cases must reach, in per cent.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    fail_under: Option<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Human,
    Junit,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    if !arguments.watch {
        return once(arguments, &Sources::read(&arguments.paths, &arguments.rules)?);
    }
    loop {
        let sources = Sources::read(&arguments.paths, &arguments.rules);
        let watched = sources.as_ref().map_or_else(|_| arguments.paths.clone(), Sources::own_files);
        if watched.is_empty() {
            return Err(vec![
                Problem::new("there is no file to watch").help("give the path of your rule or of a folder of rules"),
            ]);
        }
        let before = stamps(&watched);
        // A rule that does not load while it is being written is told, and watched on.
        if let Err(problems) = sources.and_then(|sources| once(arguments, &sources)) {
            let told: Vec<String> = problems.iter().map(told).collect();
            output::print(&format!("{}\n", told.join("\n")))?;
        }
        output::print("Waiting for a change; stop with Ctrl+C.\n\n")?;
        while stamps(&watched) == before {
            std::thread::sleep(BETWEEN_LOOKS);
        }
    }
}

fn told(problem: &Problem) -> String {
    let way_out = problem.way_out().map(|way_out| format!("\n  {way_out}")).unwrap_or_default();
    format!("{}{way_out}", problem.headline())
}

/// When some files were last changed; what is not there has no time.
fn stamps(files: &[PathBuf]) -> Vec<Option<SystemTime>> {
    let stamp = |file: &Path| std::fs::metadata(file).and_then(|facts| facts.modified()).ok();
    files.iter().map(|file| stamp(file)).collect()
}

fn once(arguments: &Arguments, sources: &Sources) -> Outcome {
    let with_coverage = arguments.coverage || arguments.lcov.is_some() || arguments.fail_under.is_some();
    let wanted = |rule: &str, title: &str| rule.contains(&arguments.filter) || title.contains(&arguments.filter);
    let tested = cases::test(&sources.files, &sources.cases()?, with_coverage, wanted);
    if tested.rules.is_empty() && tested.untested.is_empty() {
        let what = match arguments.filter.as_str() {
            "" => "there is no rule here to test".to_owned(),
            text => format!("no rule and no title of a case holds \"{text}\""),
        };
        return Err(vec![Problem::new(what).help("see the rules with: quorate rules list")]);
    }
    let coverages = || tested.rules.iter().filter_map(|rule| rule.coverage.as_ref());
    output::print(&match arguments.format {
        Form::Human if arguments.coverage => {
            format!("{}\n{}", human::told(&tested, arguments.verbose), human::coverage(&tested))
        }
        Form::Human => human::told(&tested, arguments.verbose),
        Form::Json => format!("{:#}\n", json::told(&tested)),
        Form::Junit => junit::told(&tested),
    })?;
    if let Some(file) = &arguments.lcov {
        let text = lcov(coverages());
        output::write_file(file, |out| out.write_all(text.as_bytes()))?;
    }
    if !tested.untested.is_empty() {
        return Err(tested.untested.into_iter().flat_map(|rule| rule.problems).collect());
    }
    let is_enough = arguments.fail_under.is_none_or(|least| reaches(least, coverages()));
    let is_bare = tested.rules.iter().any(|rule| rule.cases.is_empty());
    let holds = tested.counts().1 == 0 && !is_bare && is_enough;
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Whether the cases reach so many per cent of all lines.
fn reaches<'t>(least: u8, coverages: impl Iterator<Item = &'t Coverage>) -> bool {
    let (lines, reached) = coverages.map(Coverage::line_counts).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    reached * 100 >= lines * usize::from(least)
}
