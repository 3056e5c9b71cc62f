//! Tables of a paper that go on below without headings of their own.

use super::{filled, sheet};
use crate::document::Document;
use crate::template::{Grid, Source};

const HEADINGS: &[&str] = &["Ref", "Action", "Owner", "Due", "Status"];

/// Tables of a paper, each right below the one before or with text between.
fn log(tables: &[(&[&[&str]], bool)]) -> Document {
    let table = |(position, (rows, is_right_below)): (usize, &(&[&[&str]], bool))| {
        let below = position.checked_sub(1).filter(|_| *is_right_below);
        Grid { spot: format!("table {}", position + 1), has_addresses: false, below, ..sheet("", rows) }
    };
    let grids = tables.iter().enumerate().map(table).collect();
    filled("action-log", &Source { grids, ..Source::default() }, &[("id", "log")]).0
}

/// The texts of the actions with their places.
fn actions(document: &Document) -> Vec<String> {
    let actions = document.root().get("actions").unwrap().children().filter_map(|action| action.get("text"));
    let told = actions.map(|text| format!("{}: {}", document.spot(text.id(), 0), text.as_written().unwrap()));
    told.collect()
}

const OPEN: &[&[&str]] = &[HEADINGS, &["1.1", "Write", "HR Director", "31/03/2016", "Open"]];

#[test]
fn a_table_right_below_goes_on_with_the_list_if_it_begins_with_an_entry() {
    let second: &[&[&str]] = &[&["1.2", "Train", "", "", "Open"], &["Later", "Hire", "", "", "Open"]];
    let third: &[&[&str]] = &[&["", "Move", "", "May 2016", "Open"]];
    let document = log(&[(OPEN, false), (second, true), (third, true)]);
    let expected = [
        "table 1, row 2, column 2: Write",
        "table 2, row 1, column 2: Train",
        "table 2, row 2, column 2: Hire",
        "table 3, row 1, column 2: Move",
    ];
    assert_eq!(actions(&document), expected);
    let told = |above: u32, below: u32| {
        format!(
            "table {above} goes on in table {below}, which has no headings: its columns were read in the same order"
        )
    };
    assert_eq!(document.notices(), [told(1, 2), told(2, 3)]);
}

#[test]
fn a_table_that_may_have_headings_of_its_own_is_told_and_not_read() {
    let key: &[&[&str]] =
        &[&["Word", "Meaning", "Since", "Used by", "Note"], &["Open", "Not begun", "2015", "All", ""]];
    let document = log(&[(OPEN, false), (key, true)]);
    assert_eq!(actions(&document), ["table 1, row 2, column 2: Write"]);
    assert_eq!(document.notices(), ["table 2 was not read: it has as many columns as table 1, but not its headings"]);
}

#[test]
fn a_table_of_other_columns_or_behind_other_text_is_another_table() {
    let narrow: &[&[&str]] = &[&["1.2", "Train", "", "Open"]];
    let later: &[&[&str]] = &[&["1.3", "Train", "", "", "Open"]];
    let words: &[&[&str]] = &[&["Word", "Meaning", "", "", "Note"]];
    let document = log(&[(OPEN, false), (narrow, true), (later, false), (words, false)]);
    assert_eq!(actions(&document), ["table 1, row 2, column 2: Write"]);
    // What begins like the list is told.
    assert_eq!(document.notices(), ["table 3 was not read: it has as many columns as table 1, but not its headings"]);
}
