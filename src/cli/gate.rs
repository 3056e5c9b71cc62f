//! `quorate gate`: the working tree against a revision, judged by what that revision says.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::check::FailOn;
use super::git::{Copy, Revision};
use super::judging::{Bench, By, Judging, judgements};
use super::{Outcome, output, read};
use crate::assess::{Judgements, WAIVERS};
use crate::compare::compare_judged;
use crate::gate::Verdict;
use crate::problem::{Problem, Problems};
use crate::report::comparison::{self, ComparisonReport};
use crate::report::{Setting, SourceFile};
use crate::submission::Submission;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The revision that judges: a branch, a tag or a commit, such as origin/main.
    #[arg(long, value_name = "REV")]
    base: String,

    /// The submission: folders and documents of the repository.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// Everything that is not met blocks, not only what the change makes worse.
    #[arg(long)]
    strict: bool,

    /// The date on which both versions are judged. Without it: that of the base's quorate.toml, or else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,

    /// The form of the report.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,

    /// Writes the report to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The least severity that blocks.
    #[arg(long, value_enum, default_value_t = FailOn::Must, value_name = "SEVERITY")]
    fail_on: FailOn,

    /// What is unchanged too.
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// For people, on a terminal.
    Human,
    /// For programs.
    Json,
    /// A summary for a pull request.
    Markdown,
    /// Annotations beside the lines of a change on GitHub.
    Github,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let revision = Revision::find(&arguments.base)?;
    let copy = revision.copy(read::MAX_BYTES)?;
    let here = Here::stand(&copy, &revision)?;
    let Base { mut bench, before, judgements, judgements_file } = here.in_base(|| base(arguments, &revision.name))?;
    // The base says of the office files of both versions how they are read.
    bench.office.say_also_below(&revision.top, &here.copy);
    // Papers that are new have no earlier version, and papers that are gone no later one.
    let (after, skipped) = bench.submission_or_none(&there(&arguments.paths), None)?;
    let is_paper = |submission: &Submission| submission.members().iter().any(|member| member.kind.name() != WAIVERS);
    if !is_paper(&before) && !is_paper(&after) {
        return Err(vec![
            Problem::new("neither version holds a document to judge")
                .help("name the folders of the plans, or see `quorate schema` for the kinds of document"),
        ]);
    }
    let compared = compare_judged(&before, &after, bench.judge(), &bench.baseline, &judgements);
    let setting = Setting { judgements: judgements_file, ..bench.setting(arguments.fail_on.severity(), skipped) };
    let names = [
        format!("{} ({})", revision.name, revision.commit.get(..12).unwrap_or_default()),
        "the working tree".to_owned(),
    ];
    let mut report = ComparisonReport::new(compared, setting, names);
    report.judged_by = here.changes_of_what_judges(&revision)?;
    report.is_strict = arguments.strict;
    let form = |out: &mut dyn io::Write| match arguments.format {
        Form::Human => comparison::human(&report, arguments.verbose, out),
        Form::Json => comparison::json(&report, out),
        Form::Markdown => comparison::markdown(&report, out),
        Form::Github => comparison::github(&report, out),
    };
    output::write(arguments.output.as_deref(), form)?;
    Ok(ExitCode::from(match report.verdict() {
        // A change that touches no document of the submission has nothing to answer for.
        Verdict::NotJudged if !report.is_broken() && report.edits().next().is_none() => 0,
        verdict => verdict.exit_code(),
    }))
}

/// What the base says: what judges, the earlier version, and what people had judged of it.
struct Base {
    bench: Bench,
    before: Arc<Submission>,
    judgements: Judgements,
    judgements_file: Option<SourceFile>,
}

/// Reads what the base says; run where the base stands.
fn base(arguments: &Arguments, name: &str) -> Result<Base, Problems> {
    let mut bench = Bench::read(&Judging {
        paths: &arguments.paths,
        by: By { as_of: arguments.as_of, ..By::default() },
        fail_on: arguments.fail_on.severity(),
        max_bytes: read::MAX_BYTES,
    })?;
    // What stands at the base is named as git names it, the waivers too, which count for both versions.
    bench.call_waivers(name);
    let (before, _) = bench.submission_or_none(&there(&arguments.paths), Some(name))?;
    let (judgements, judgements_file) = judgements(&arguments.paths)?;
    Ok(Base { bench, before, judgements, judgements_file })
}

fn there(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().filter(|path| path.exists()).cloned().collect()
}

/// The working directory, and where the copy of the base has the same one.
struct Here {
    working: PathBuf,
    base: PathBuf,
    copy: PathBuf,
}

impl Here {
    fn stand(copy: &Copy, revision: &Revision) -> Result<Here, Problems> {
        let working = std::env::current_dir().map_err(|error| lost(&error))?;
        Ok(Here { working, base: copy.folder.join(&revision.prefix), copy: copy.folder.clone() })
    }

    /// Does something as if the base were checked out here, so that every path means the same.
    fn in_base<T>(&self, what: impl FnOnce() -> Result<T, Problems>) -> Result<T, Problems> {
        std::env::set_current_dir(&self.base).map_err(|error| lost(&error))?;
        let done = what();
        std::env::set_current_dir(&self.working).map_err(|error| lost(&error))?;
        done
    }

    /// Files of what judges (settings, policies, rules, templates, waivers, baseline) that the change
    /// touches, in words. What they say now counts only once the base says it.
    fn changes_of_what_judges(&self, revision: &Revision) -> Result<Vec<String>, Problems> {
        let (was, is) = (of_folder(&self.copy)?, revision.working_files()?);
        let (was, is) = (judging_files(&self.copy, was), judging_files(&revision.top, is));
        let mut found = Vec::new();
        for (path, text) in &is {
            let name = &revision.name;
            match was.get(path) {
                None => found.push(format!("{path} is new; the gate judges by what {name} says")),
                Some(before) if before != text => {
                    found.push(format!("{path} is changed; the gate judges by what {name} says"));
                }
                Some(_) => {}
            }
        }
        let gone = was.keys().filter(|path| !is.contains_key(*path));
        found.extend(gone.map(|path| format!("{path} is gone; the gate judges by what {} says", revision.name)));
        Ok(found)
    }
}

/// All files below a folder, from it.
fn of_folder(top: &Path) -> Result<Vec<PathBuf>, Problems> {
    let mut found = Vec::new();
    let mut to_read = vec![top.to_owned()];
    while let Some(folder) = to_read.pop() {
        for path in read::files_of(&folder)? {
            if path.is_dir() {
                to_read.push(path);
            } else {
                found.extend(path.strip_prefix(top).ok().map(Path::to_owned));
            }
        }
    }
    Ok(found)
}

/// Of some files those that tell how to judge, with their bytes: rules, settings, policies,
/// templates, waivers, judgements, the baseline.
fn judging_files(top: &Path, files: Vec<PathBuf>) -> BTreeMap<String, Vec<u8>> {
    const NAMES: [&str; 4] = ["quorate.toml", "waivers.toml", "baseline.toml", "judgements.toml"];
    let mut found = BTreeMap::new();
    for file in files {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !["toml", "rhai"].contains(&ending) {
            continue;
        }
        // A file that is listed and not there is gone.
        let Ok(bytes) = std::fs::read(top.join(&file)) else { continue };
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = String::from_utf8_lossy(&bytes);
        let has_table = |table: &str| text.lines().any(|line| line.trim() == table);
        if ending == "rhai" || NAMES.contains(&name.as_str()) || has_table("[[rule]]") || has_table("[[table]]") {
            found.insert(file.display().to_string(), bytes);
        }
    }
    found
}

fn lost(error: &io::Error) -> Problems {
    vec![
        Problem::new(format!("the working directory cannot be used: {error}"))
            .help("run the gate in a folder that exists"),
    ]
}
