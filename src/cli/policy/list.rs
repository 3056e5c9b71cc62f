//! `quorate policy list`: the policies that are shipped, and those that quorate.toml names.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::super::Outcome;
use super::super::output::{self, Form};
use super::super::settings::Settings;
use crate::report::page::Page;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The form of the list.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let library = super::library(&Settings::find(Path::new("."))?)?;
    let mut page = Page::default();
    let mut told = Vec::new();
    let names: Vec<String> = library.names().map(str::to_owned).collect();
    let width = names.iter().map(String::len).max().unwrap_or(0) + 2;
    for name in &names {
        // What it extends stands in the list on its own.
        let Some(file) = library.gather(std::slice::from_ref(name))?.pop() else { continue };
        let by = file.superseded_by.as_ref().map(|(by, _)| by);
        let superseded = by.map(|by| format!(" (superseded by \"{by}\")")).unwrap_or_default();
        page.wrapped(&format!("{name:width$}"), &" ".repeat(width), &format!("{}{superseded}", file.title));
        let extends: Vec<&String> = file.extends.iter().map(|(base, _)| base).collect();
        told.push(json!({
            "id": name, "title": file.title, "path": file.path, "extends": extends, "rules": file.rules.len(),
            "superseded_by": by,
        }));
    }
    match arguments.format {
        Form::Human => output::print(&page.out)?,
        Form::Json => super::json(&json!({ "format": 1, "policies": told }))?,
    }
    Ok(ExitCode::SUCCESS)
}
