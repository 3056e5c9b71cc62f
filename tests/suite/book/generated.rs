//! The pages that are made from the program: as they would be made now.

use std::fs;

use super::{kinds, vocabulary};
use crate::support::root;

/// The variable that makes this test write the pages instead of comparing them.
const WRITE: &str = "QUORATE_WRITE_BOOK";

fn is_up_to_date(path: &str, made: &str) {
    let file = root().join(path);
    if std::env::var_os(WRITE).is_some() {
        fs::write(&file, made).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let pairs = kept.lines().zip(made.lines()).enumerate();
    let first = pairs.into_iter().find(|(_, (kept, made))| kept != made);
    let first = first.map(|(index, (kept, made))| format!("line {}:\n- {kept}\n+ {made}\n", index + 1));
    assert!(
        kept == made,
        "{path} is not what the program would make of it now; {WRITE}=1 cargo test --test suite book renews it\n{}",
        first.unwrap_or_default()
    );
}

#[test]
fn the_page_of_the_kinds_is_that_of_the_schemas() {
    is_up_to_date("docs/kinds.md", &kinds::page());
}

#[test]
fn the_page_of_the_vocabulary_is_that_of_the_engine() {
    is_up_to_date("docs/vocabulary.md", &vocabulary::page());
}

/// The end of the glossary: what the HTML report explains too.
#[test]
fn the_glossary_has_the_abbreviations_of_the_reports() {
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let (words, _) = glossary.split_once("## Abbreviations\n").unwrap();
    let known = fs::read_to_string(root().join("src/report/html/abbreviations.txt")).unwrap();
    let rows = known.lines().filter_map(|line| line.split_once(": "));
    let rows: String = rows.map(|(short, long)| format!("| {short} | {long} |\n")).collect();
    let made = format!("{words}## Abbreviations\n\nAs the HTML report explains them.\n\n| | |\n|---|---|\n{rows}");
    is_up_to_date("docs/glossary.md", &made);
}
