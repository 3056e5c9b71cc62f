//! `quorate schema`: the shape of a kind, for people; the shapes of all files, for editors.

mod editor;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::settings::Settings;
use super::{Outcome, output, read};
use crate::problem::{Problem, Problems, nearest};
use crate::schema;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The kind of document; or `report`, `policy`, `settings`, `template`, `cases`. Without it the kinds are listed.
    kind: Option<String>,

    /// Writes all schemas to a folder, with settings that make an editor complete and check files by them.
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    all: Option<PathBuf>,
}

/// The name of the schema of the report.
const REPORT: &str = "report";

pub(super) fn run(arguments: &Arguments) -> Outcome {
    if let Some(folder) = &arguments.all {
        return editor::write_all(folder);
    }
    let Some(name) = &arguments.kind else {
        let width = schema::kinds().iter().map(|kind| kind.name().len()).max().unwrap_or(0);
        let line =
            |kind: &schema::Kind| format!("{:width$}  {}\n", kind.name(), kind.shape().description().unwrap_or(""));
        output::print(&schema::kinds().iter().map(line).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    let of_kind = schema::kind(name).map(|kind| kind.text().to_owned());
    let of_report = || (name == REPORT).then(|| schema::report_schema().to_owned());
    let text = match of_kind.or_else(of_report) {
        Some(text) => text,
        None => match schema::file_schemas().iter().find(|file| file.name == *name) {
            Some(file) => editor::with_names(file.text, &rule_names()?),
            None => return Err(vec![unknown(name)]),
        },
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str) -> Problem {
    let files: Vec<String> = schema::file_schemas().into_iter().map(|file| file.name).collect();
    let kinds = || schema::kinds().iter().map(schema::Kind::name);
    let known = || kinds().chain([REPORT]).chain(files.iter().map(String::as_str));
    let list = known().collect::<Vec<_>>().join(", ");
    let way_out = nearest(name, known()).map_or_else(
        || format!("the kinds are {list}"),
        |meant| format!("did you mean \"{meant}\"? The kinds are {list}"),
    );
    Problem::new(format!("\"{name}\" is no kind of document")).help(way_out)
}

/// The identities of the rules that are shipped, and of those that the settings here name.
fn rule_names() -> Result<Vec<String>, Problems> {
    let settings = Settings::find(Path::new("."))?;
    let mut names: Vec<String> = read::rule_files(&settings.rules)?.into_iter().map(|file| file.id).collect();
    names.sort();
    names.dedup();
    Ok(names)
}
