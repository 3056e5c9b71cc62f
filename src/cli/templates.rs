//! `quorate templates ID`: how office files of one form are read, to adapt to a form of one's own.

use std::process::ExitCode;

use super::shelf::{Copying, Shelf};
use super::{Outcome, output};
use crate::report::page::Page;
use crate::template::{PLAN_TEXT, Templates};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The template, for instance action-log; without it all are listed.
    id: Option<String>,

    #[command(flatten)]
    copy: Copying,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let templates = Templates::shipped()?;
    let Some(id) = &arguments.id else {
        output::print(&list(&templates))?;
        return Ok(ExitCode::SUCCESS);
    };
    let shelf = Shelf {
        none: "there is no template to print with the name",
        all: "the templates are",
        texts: templates.all().map(|template| (template.id.clone(), template.text.clone())).collect(),
    };
    shelf.give(id, &arguments.copy)
}

/// All templates: the form, the kind of document that comes of it, and what must be given beside the file.
fn list(templates: &Templates) -> String {
    let mut page = Page::default();
    let mut tell = |id: &str, title: &str, kind: &str, needs: &str| {
        page.wrapped("", "  ", &format!("{id}: {title}"));
        page.wrapped("  Makes  ", "         ", &format!("a document of the kind {kind}"));
        page.wrapped("  Give   ", "         ", &format!("{needs}, which the file does not say"));
        page.line("");
    };
    for template in templates.all() {
        let named = if template.is_free_form { " (it is named, and never found by itself)" } else { "" };
        tell(&template.id, &format!("{}{named}", template.title), template.kind.name(), &template.needs.join(" and "));
    }
    tell(
        PLAN_TEXT,
        "The text of a plan: any Word file, by its headings and the numbers of its paragraphs (built in; it is named, and never found by itself)",
        PLAN_TEXT,
        "id",
    );
    page.out.truncate(page.out.trim_end().len());
    page.line("");
    page.out
}
