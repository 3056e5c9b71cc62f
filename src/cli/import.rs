//! `quorate import FILE`: the document that a template makes of an office file, to keep and edit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::office::{self, OfficeReader};
use super::{Outcome, output, read};
use crate::document::Document;
use crate::problem::{Problem, Problems};
use crate::template::Given;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The workbook, Word file or CSV file.
    file: PathBuf,

    /// The template that reads it; the one that matches, where none is named.
    #[arg(short, long, value_name = "TEMPLATE")]
    template: Option<String>,

    /// A field that the form does not print, as NAME=VALUE; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,

    /// A folder of templates of your own; may be given several times.
    #[arg(long, value_name = "DIR")]
    templates: Vec<PathBuf>,

    /// The form that the file was made on, where it is not one that is shipped as it is: rows are
    /// known by its words.
    #[arg(long, value_name = "FILE")]
    form: Option<PathBuf>,

    /// Writes the document to a file that is not there yet.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Overwrites the file.
    #[arg(long, requires = "output")]
    force: bool,
}

/// The form of a file, as a document.
fn form_beside(path: Option<&Path>) -> Result<Vec<Document>, Problems> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let found = read::documents(&[path.to_owned()], read::MAX_BYTES, &OfficeReader::new(&[], Vec::new())?)?;
    match found.documents.iter().all(|document| document.kind() == Some("form")) {
        true => Ok(found.documents),
        false => Err(vec![
            Problem::in_file(&path.display().to_string(), "this is no form")
                .help("name a document of the kind form; `quorate forms` prints those that are shipped"),
        ]),
    }
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut set = BTreeMap::new();
    for pair in &arguments.set {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(vec![
                Problem::new(format!("--set {pair}: there is no equals sign")).help("write --set about=our-plan"),
            ]);
        };
        set.insert(name.trim().to_owned(), Given::text(value.trim()));
    }
    if !arguments.force {
        output::refuse_to_overwrite(arguments.output.as_deref())?;
    }
    let (name, bytes) = read::office_bytes(&arguments.file)?;
    let reader = OfficeReader::new(&arguments.templates, Vec::new())?;
    let forms = office::forms(&form_beside(arguments.form.as_deref())?)?;
    let written = reader.written(&name, &bytes, arguments.template.as_deref(), &set, &forms)?;
    let written = written.map_err(|reason| {
        vec![
            Problem::in_file(&name, reason)
                .help("put back what is missing, or name the template that reads it with --template; `quorate templates` lists those that there are"),
        ]
    })?;
    let text = written.to_yaml();
    output::write(arguments.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    for notice in written.notices() {
        let told = textwrap::Options::new(100).subsequent_indent("  ");
        eprintln!("{}", textwrap::fill(&format!("noticed in {name}: {notice}"), told));
    }
    Ok(ExitCode::SUCCESS)
}
