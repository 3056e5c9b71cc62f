//! What the library holds, one text by its name: printed, or written to a file to keep.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::{Outcome, output};
use crate::problem::{Problem, nearest};

/// Where a text of the library goes.
#[derive(clap::Args)]
pub(super) struct Copying {
    /// Writes it to a file that is not there yet.
    #[arg(short, long, value_name = "FILE", requires = "id")]
    output: Option<PathBuf>,

    /// Overwrites the file.
    #[arg(long, requires = "output")]
    force: bool,
}

/// Texts of one sort, by their names.
pub(super) struct Shelf {
    /// How the message begins that there is none of a name.
    pub(super) none: &'static str,
    /// How the list of all begins.
    pub(super) all: &'static str,
    pub(super) texts: Vec<(String, Arc<str>)>,
}

impl Shelf {
    /// Prints the text of a name, or writes it to a file.
    pub(super) fn give(&self, id: &str, copy: &Copying) -> Outcome {
        let Some((_, text)) = self.texts.iter().find(|(own, _)| own == id) else {
            let known = || self.texts.iter().map(|(own, _)| own.as_str());
            let list = format!("{} {}", self.all, known().collect::<Vec<_>>().join(", "));
            let way_out = match nearest(id, known()) {
                Some(meant) => format!("did you mean \"{meant}\"? {}", capitalised(&list)),
                None => list,
            };
            return Err(vec![Problem::new(format!("{} \"{id}\"", self.none)).help(way_out)]);
        };
        if !copy.force {
            output::refuse_to_overwrite(copy.output.as_deref())?;
        }
        output::write(copy.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
