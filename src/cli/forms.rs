//! `quorate forms ID`: a form that returns are made on, to put beside them.

use std::process::ExitCode;

use super::shelf::{Copying, Shelf};
use super::{Outcome, output};
use crate::document::{Document, Node};
use crate::policy::FormFile;
use crate::report::page::Page;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The form, for instance bcf-2015-16-q2; without it all are listed.
    id: Option<String>,

    #[command(flatten)]
    copy: Copying,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut forms = Vec::new();
    for file in FormFile::shipped() {
        let form = file.read().map_err(|problem| vec![problem])?;
        forms.push((file, form));
    }
    let Some(id) = &arguments.id else {
        output::print(&list(&forms))?;
        return Ok(ExitCode::SUCCESS);
    };
    let shelf = Shelf {
        none: "there is no form",
        all: "the forms are",
        texts: forms.iter().map(|(file, form)| (field(form, "id"), file.text.into())).collect(),
    };
    shelf.give(id, &arguments.copy)
}

/// All forms: what they are, what is left out, when returns are due, which policy judges them.
fn list(forms: &[(FormFile, Document)]) -> String {
    let mut page = Page::default();
    for (position, (file, form)) in forms.iter().enumerate() {
        if position > 0 {
            page.line("");
        }
        page.wrapped("", "  ", &format!("{}: {}", field(form, "id"), field(form, "title")));
        for (word, name) in [("  Due     ", "due"), ("  Lacks   ", "left_out"), ("  Source  ", "source")] {
            let said = field(form, name);
            if !said.is_empty() {
                page.wrapped(word, "          ", &said);
            }
        }
        page.wrapped("  Policy  ", "          ", file.policy);
    }
    page.out
}

fn field(form: &Document, name: &str) -> String {
    form.root().get(name).and_then(Node::as_written).unwrap_or_default().to_owned()
}
