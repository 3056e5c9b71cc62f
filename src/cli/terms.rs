//! `quorate terms ID`: terms of reference from the library, for a body to copy and fill in.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Outcome, output};
use crate::document::{Document, Format, Node};
use crate::policy::TermsFile;
use crate::problem::{Problem, nearest};
use crate::report::page::Page;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The terms, for instance parish-council; without it all are listed.
    id: Option<String>,

    /// Writes the terms to a file that is not there yet.
    #[arg(short, long, value_name = "FILE", requires = "id")]
    output: Option<PathBuf>,

    /// Overwrites the file.
    #[arg(long, requires = "output")]
    force: bool,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let library = TermsFile::shipped();
    let Some(id) = &arguments.id else {
        output::print(&list(&library)?)?;
        return Ok(ExitCode::SUCCESS);
    };
    let Some(terms) = library.iter().find(|terms| terms.id == id) else {
        let known = || library.iter().map(|terms| terms.id);
        let list = known().collect::<Vec<_>>().join(", ");
        let way_out = nearest(id, known()).map_or_else(
            || format!("the terms of reference are {list}"),
            |meant| format!("did you mean \"{meant}\"? The terms of reference are {list}"),
        );
        return Err(vec![Problem::new(format!("there are no terms of reference \"{id}\"")).help(way_out)]);
    };
    match &arguments.output {
        None => output::print(terms.text)?,
        Some(path) if path.exists() && !arguments.force => {
            return Err(vec![
                Problem::new(format!("{}: there is such a file already", path.display()))
                    .help("name another file, or overwrite this one with --force"),
            ]);
        }
        Some(path) => output::write_file(path, |out| out.write_all(terms.text.as_bytes()))?,
    }
    Ok(ExitCode::SUCCESS)
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
