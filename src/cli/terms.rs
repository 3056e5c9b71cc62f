//! `quorate terms ID`: terms of reference from the library, for a body to copy and fill in.

use std::process::ExitCode;

use super::shelf::{Copying, Shelf};
use super::{Outcome, output};
use crate::document::{Document, Format, Node};
use crate::policy::TermsFile;
use crate::problem::Problem;
use crate::report::page::Page;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The terms, for instance parish-council; without it all are listed.
    id: Option<String>,

    #[command(flatten)]
    copy: Copying,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let library = TermsFile::shipped();
    let Some(id) = &arguments.id else {
        output::print(&list(&library)?)?;
        return Ok(ExitCode::SUCCESS);
    };
    let shelf = Shelf {
        none: "there are no terms of reference",
        all: "the terms of reference are",
        texts: library.iter().map(|terms| (terms.id.to_owned(), terms.text.into())).collect(),
    };
    shelf.give(id, &arguments.copy)
}

/// All terms: whose they are, the quorum in words, and where it comes from.
fn list(library: &[TermsFile]) -> Result<String, Vec<Problem>> {
    let mut page = Page::default();
    for (position, terms) in library.iter().enumerate() {
        let document = Document::read(terms.id, Format::Yaml, terms.text.into()).map_err(|problem| vec![problem])?;
        let field = |node: Option<Node<'_>>, name: &str| {
            let written = node.and_then(|node| node.get(name)?.as_written().map(str::to_owned));
            written.unwrap_or_default()
        };
        let clause = clause_of_quorum(document.root());
        if position > 0 {
            page.line("");
        }
        page.wrapped("", "  ", &format!("{}: {}", terms.id, field(Some(document.root()), "body")));
        page.wrapped("  Quorum  ", "          ", &field(clause, "text"));
        page.wrapped(
            "  Source  ",
            "          ",
            &format!("{} ({})", field(clause, "source"), field(clause, "standing")),
        );
    }
    Ok(page.out)
}

/// The clause that the quorum names.
fn clause_of_quorum(terms: Node<'_>) -> Option<Node<'_>> {
    let reference = terms.get("quorum")?.get("clause")?.as_written()?;
    terms.get("clauses")?.children().find(|clause| {
        let own = clause.get("reference").and_then(Node::as_written);
        own == Some(reference)
    })
}
