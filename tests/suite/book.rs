//! The book: every page is in its contents, every link leads somewhere, every command does what the
//! page shows, and what can be made from the program is as the program would make it.

mod commands;
mod generated;
mod kinds;
mod links;
mod vocabulary;

use std::fs;

use crate::support::{below_root, files_below, root};

/// A page of the book, or one that leads to it.
struct Page {
    /// Its path from the root of the repository.
    path: String,
    text: String,
}

/// A part of a page between fences.
struct Block {
    /// The line of its first fence.
    line: usize,
    language: String,
    text: String,
    /// What a remark above it says of a file: that the reader saves it there (`file`), adds it (`add to`), or
    /// finds it there (`shows`); and the path.
    kept: Option<(String, String)>,
}

/// The pages of `docs/` but its table of contents.
fn book() -> Vec<Page> {
    let pages = files_below(&root().join("docs"), ".md").into_iter();
    pages.filter(|path| !path.ends_with("SUMMARY.md")).map(|path| page(&below_root(&path))).collect()
}

/// The pages that show commands: those of the book and the README.
fn pages_with_commands() -> Vec<Page> {
    [page("README.md")].into_iter().chain(book()).collect()
}

fn page(path: &str) -> Page {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Page { path: path.to_owned(), text }
}

impl Page {
    /// The parts between fences, in order. `<!-- file: PATH -->` above one says that the reader saves
    /// it there, `<!-- add to: PATH -->` that it goes to the end of that file, `<!-- shows: PATH -->` that it
    /// shows what the commands before it have made of that file.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        let mut kept = None;
        for (index, line) in self.text.lines().enumerate() {
            match (&mut open, line.strip_prefix("```")) {
                (None, Some(language)) => {
                    let (language, text) = (language.to_owned(), String::new());
                    open = Some(Block { line: index + 1, language, text, kept: kept.take() });
                }
                (Some(_), Some(_)) => blocks.extend(open.take()),
                (Some(block), None) => block.text += &format!("{line}\n"),
                (None, None) => {
                    let said = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->"));
                    let said = said.and_then(|said| said.split_once(": "));
                    kept = said.map(|(what, path)| (what.to_owned(), path.to_owned()));
                }
            }
        }
        assert!(open.is_none(), "{}: a fence is not closed", self.path);
        blocks
    }

    /// Its lines outside fences and remarks, with their numbers.
    fn prose(&self) -> Vec<(usize, &str)> {
        let mut is_inside = false;
        let mut lines = Vec::new();
        for (index, line) in self.text.lines().enumerate() {
            if line.starts_with("```") {
                is_inside = !is_inside;
            } else if !is_inside && !line.starts_with("<!--") {
                lines.push((index + 1, line));
            }
        }
        lines
    }
}
