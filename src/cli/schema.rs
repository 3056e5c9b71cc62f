//! `quorate schema KIND`: the shape of a kind, for people and editors.

use std::process::ExitCode;

use super::{Outcome, output};
use crate::problem::{Problem, nearest};
use crate::schema;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The kind of document, or `report`; without it the kinds are listed.
    kind: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let Some(name) = &arguments.kind else {
        let width = schema::kinds().iter().map(|kind| kind.name().len()).max().unwrap_or(0);
        let line =
            |kind: &schema::Kind| format!("{:width$}  {}\n", kind.name(), kind.shape().description().unwrap_or(""));
        output::print(&schema::kinds().iter().map(line).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    let text = match schema::kind(name) {
        Some(kind) => kind.text(),
        None if name == "report" => schema::report_schema(),
        None => {
            let known = || schema::kinds().iter().map(schema::Kind::name).chain(std::iter::once("report"));
            let list = known().collect::<Vec<_>>().join(", ");
            let way_out = nearest(name, known()).map_or_else(
                || format!("the kinds are {list}"),
                |meant| format!("did you mean \"{meant}\"? The kinds are {list}"),
            );
            return Err(vec![Problem::new(format!("\"{name}\" is no kind of document")).help(way_out)]);
        }
    };
    output::print(text)?;
    Ok(ExitCode::SUCCESS)
}
