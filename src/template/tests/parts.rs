//! Tables that go on further down, in another table or on another sheet; and what is told of what was
//! not read.

use std::collections::BTreeMap;

use super::{cells, filled, given, sheet};
use crate::document::{Document, Node};
use crate::template::{Cell, Forms, Given, Grid, Source, Template};

const HEADINGS: &[&str] = &["Ref", "Action", "Owner", "Due", "Status"];

fn log(grids: Vec<Grid>) -> Document {
    filled("action-log", &Source { grids, ..Source::default() }, &[("id", "log")]).0
}

/// The references of the actions, each with its place.
fn references(document: &Document) -> Vec<(String, String)> {
    let actions = document.root().get("actions").unwrap().children().filter_map(|action| action.get("reference"));
    let told = |node: Node<'_>| (node.as_written().unwrap().to_owned(), document.spot(node.id(), 0).to_string());
    actions.map(told).collect()
}

fn texts(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, two)| ((*one).to_owned(), (*two).to_owned())).collect()
}

#[test]
fn a_log_on_two_sheets_is_one_list() {
    let open = sheet("Open", &[HEADINGS, &["1.1", "Write", "HR Director", "31/03/2016", "Open"]]);
    let key = sheet("Key", &[&["Status", "Meaning"], &["Open", "Not begun"]]);
    // Another order of columns, and one more that is optional.
    let closed = sheet(
        "Closed",
        &[
            &["Closed actions"],
            &["Status", "Ref", "Action", "Due", "RAG"],
            &["Closed", "9.9", "Train", "31/03/2015", "Green"],
        ],
    );
    let document = log(vec![open, key, closed]);
    let expected = [("1.1", "sheet \"Open\", cell A2"), ("9.9", "sheet \"Closed\", cell B3")];
    assert_eq!(references(&document), texts(&expected));
    let status = document.root().at_pointer("/actions/1/status").and_then(Node::as_written);
    assert_eq!(status, Some("Closed"));
    assert_eq!(
        document.notices(),
        ["the table in sheet \"Open\" goes on in sheet \"Closed\": all was read as one table"]
    );
}

#[test]
fn a_sheet_that_lacks_a_heading_of_the_log_is_told() {
    let open = || sheet("Open", &[HEADINGS, &["1.1", "Write", "HR Director", "31/03/2016", "Open"]]);
    let closed = sheet("Closed", &[&["Action", "Due", "Status"], &["Train", "31/03/2015", "Closed"]]);
    assert_eq!(
        log(vec![open(), closed]).notices(),
        ["sheet \"Closed\" is like sheet \"Open\", but has no heading \"Reference\", and was not read"]
    );
    // One of three is no part of it.
    let key = sheet("Key", &[&["Status", "Meaning"], &["Open", "Not begun"]]);
    assert_eq!(log(vec![open(), key]).notices(), <[String; 0]>::default());
}

#[test]
fn headings_that_are_repeated_on_a_sheet_are_skipped() {
    let rows: &[&[&str]] = &[
        HEADINGS,
        &["1.1", "Write", "", "31/03/2016", "Open"],
        &[],
        HEADINGS,
        &["1.2", "Train", "", "31/03/2016", "Open"],
        HEADINGS,
        // No heading: a sentence that begins with a heading's word is an entry.
        &["ID 7", "Action plan agreed", "Lead post", "Due", "Status to follow"],
    ];
    let document = log(vec![sheet("Log", rows)]);
    let expected =
        [("1.1", "sheet \"Log\", cell A2"), ("1.2", "sheet \"Log\", cell A5"), ("ID 7", "sheet \"Log\", cell A7")];
    assert_eq!(references(&document), texts(&expected));
    assert!(document.notices().is_empty(), "{:?}", document.notices());
}

#[test]
fn a_checklist_goes_on_in_a_second_table_within_its_section() {
    let table = |number: u32, rows: &[&[&str]]| {
        let spot = format!("table {number}");
        Grid { spot, has_addresses: false, ..sheet("", rows) }
    };
    let headings: &[&str] = &["Theme", "Y/N", "Evidence by reference"];
    let first = table(2, &[headings, &["Governance"], &["Are there boards?", "N", ""]]);
    let second = table(3, &[headings, &["Do they meet?", "Y", "4.5"], &["Transparency"], &["Is it out?", "Y", "4.6"]]);
    let title = table(1, &[&["Self-assessment checklist for the assurance process", "A Council"]]);
    let source = Source { grids: vec![title, first, second], ..Source::default() };
    let (document, yaml) = filled("self-assessment-2015", &source, &[("id", "form"), ("about", "plan")]);
    let ids: Vec<_> = yaml.lines().filter_map(|line| line.trim().strip_prefix("- id: ")).collect();
    assert_eq!(ids, ["\"governance-1\"", "\"governance-2\"", "\"transparency-1\""]);
    let evidence = document.root().at_pointer("/sections/0/questions/1/evidence").unwrap();
    assert_eq!(document.spot(evidence.id(), 0).to_string(), "table 3, row 2, column 3");
    assert_eq!(
        document.notices(),
        [
            "table 2 goes on in table 3: all was read as one table",
            "there is no table with the headings \"On behalf of\", \"Signatory\""
        ]
    );
}

#[test]
fn a_text_that_ends_the_table_ends_it_for_all_that_follows_on_the_sheet() {
    const LOG: &str = "id = \"t\"\ntitle = \"T\"\nkind = \"action-log\"\nset = { id = \"l\", title = \"L\" }\n\
        [[table]]\ninto = \"actions\"\nuntil = \"Archive\"\ncolumns = { reference = \"Ref\", text = \"Action\" }\n";
    let rows: &[&[&str]] = &[&["Ref", "Action"], &["1", "Write"], &["Archive"], &["Ref", "Action"], &["2", "Train"]];
    let template = Template::read("t.toml", &LOG.into()).unwrap();
    let source = Source { grids: vec![sheet("A", rows), sheet("B", rows)], ..Source::default() };
    let written = template.fill("a.xlsx", &source, &BTreeMap::new(), &Forms::default()).unwrap();
    assert_eq!(written.to_yaml().matches("reference: \"1\"").count(), 2);
    assert!(!written.to_yaml().contains("Train"), "{}", written.to_yaml());
}

#[test]
fn a_text_alone_in_its_row_is_a_heading_and_a_reference_is_an_action() {
    let mut grid = sheet(
        "Log",
        &[
            HEADINGS,
            &["1.1", "Write", "", "31/03/2016", "Open"],
            &["Section B: workforce"],
            &["1.2", "Train", "", "31/03/2016", "Open"],
            &["1.3"],
            &["", "Hire"],
        ],
    );
    // A text over several columns is a heading, however short.
    cells(&mut grid).put((6, 0), Cell::of("Part 3"), 1, 5);
    let document = log(vec![grid]);
    let read: Vec<String> = references(&document).into_iter().map(|(reference, _)| reference).collect();
    assert_eq!(read, ["1.1", "1.2", "1.3"]);
    assert_eq!(document.root().get("actions").unwrap().children().count(), 4);
    let told = |cell: &str, text: &str| {
        format!(
            "sheet \"Log\", cell {cell}: \"{text}\" stands alone in its row; it was taken for a heading and is no entry"
        )
    };
    assert_eq!(document.notices(), [told("A3", "Section B: workforce"), told("A7", "Part 3")]);
}

#[test]
fn numbers_for_entries_to_come_are_no_entries() {
    let rows = |last: &[&[&str]]| {
        let mut rows: Vec<&[&str]> = vec![HEADINGS, &["1.1", "Write", "", "", "Open"], &["1.2"], &["1.3", "Train"]];
        rows.extend(last);
        log(vec![sheet("Log", &rows)])
    };
    let read = |document: &Document| references(document).into_iter().map(|(own, _)| own).collect::<Vec<_>>();
    let told = |more: &str| {
        format!("sheet \"Log\", cell A5: \"1.4\" {more} at the end of the table, and no entry was read there")
    };
    let document = rows(&[&["1.4"], &["1.5"], &["1.6"]]);
    assert_eq!(read(&document), ["1.1", "1.2", "1.3"]);
    assert_eq!(document.notices(), [told("and 2 more below stand alone in their rows")]);
    assert_eq!(rows(&[&["1.4"]]).notices(), [told("stands alone in its row")]);
    // What says anything more is an entry, and so is a number before it.
    let document = rows(&[&["1.4"], &["1.5", "", "Head"]]);
    assert_eq!(read(&document), ["1.1", "1.2", "1.3", "1.4", "1.5"]);
    assert!(document.notices().is_empty(), "{:?}", document.notices());
}

#[test]
fn a_second_column_for_a_field_is_said_to_be_one() {
    let rows: &[&[&str]] = &[
        &["Ref", "Action", "Progress", "Status", "Status", "Cost", "Owner", "Due"],
        &["1", "Write", "slow", "Open", "Done", "3", "Head of SEND", "May 2016"],
    ];
    let document = log(vec![sheet("Log", rows)]);
    // The headings of a template stand in the order in which they are preferred.
    let status = document.root().at_pointer("/actions/0/status").and_then(Node::as_written);
    assert_eq!(status, Some("Open"));
    assert_eq!(
        document.notices(),
        [
            "the column \"Progress\" in sheet \"Log\", cell C1 is not read: it is a second one beside \"Status\" in sheet \"Log\", cell D1",
            "the column \"Status\" in sheet \"Log\", cell E1 is not read: it is a second one beside \"Status\" in sheet \"Log\", cell D1",
            "the column \"Cost\" of the table in sheet \"Log\" is not read: the template looks for no such heading",
        ]
    );
}

#[test]
fn headings_of_other_logs_are_known() {
    let headings: &[&str] =
        &["Action No.", "Agreed action", "Lead officer", "Target completion", "RAG status", "Update"];
    let document = log(vec![sheet("Actions", &[headings, &["7", "Write", "HR Director", "May 2016", "Red", "Begun"]])]);
    let at = |field: &str| document.root().at_pointer(&format!("/actions/0/{field}")).and_then(Node::as_written);
    let read = ["reference", "text", "lead", "due", "rating", "status"].map(at);
    assert_eq!(read, ["7", "Write", "HR Director", "May 2016", "Red", "Begun"].map(Some));
    assert!(document.notices().is_empty(), "{:?}", document.notices());
}

const FORM: &str = "id = \"t\"\ntitle = \"T\"\nkind = \"return\"\nset = { form = \"f\", title = \"R\" }\n\
    [[table]]\ninto = \"sheets.3.questions\"\nsheet = \"3. Conditions\"\ncolumns = { \"{row}.answer\" = \"Please select\" }\n\
    rows = { one = \"1) Are the plans agreed\", two = \"2) Are services protected\" }\n\
    [[value]]\ninto = \"sheets.3.questions.story.answer\"\nsheet = \"3. Conditions\"\nlabels = [\"Story\"]\noptional = true\n";

fn notices(grids: Vec<Grid>) -> Vec<String> {
    let template = Template::read("t.toml", &FORM.into()).unwrap();
    let given: BTreeMap<String, Given> = given(&[("id", "r")]);
    let source = Source { grids, ..Source::default() };
    template.fill("a.xlsx", &source, &given, &Forms::default()).unwrap().notices().to_vec()
}

fn conditions(name: &str, further: &[&[&str]]) -> Grid {
    let rows: [&[&str]; 4] = [
        &["Condition", "Please select"],
        &["1) Are the plans agreed?", "Yes"],
        &["In respect of services:"],
        &["2) Are services protected?", "No"],
    ];
    sheet(name, &[rows.as_slice(), further].concat())
}

#[test]
fn a_row_that_the_template_does_not_know_is_told_if_it_is_answered() {
    let further: &[&[&str]] = &[
        &["7) A condition of our own", "No"],
        &[],
        &["8) One more", "Yes"],
        &["Story", "All went well"],
        &["Note", "x"],
    ];
    assert_eq!(
        notices(vec![conditions("3. Conditions", further)]),
        [
            "sheet \"3. Conditions\", row 5: \"7) A condition of our own\" is not in the template and was not read",
            "sheet \"3. Conditions\", row 7: \"8) One more\" is not in the template and was not read",
        ]
    );
    // A row without an answer is a text between the table and what follows.
    let further: &[&[&str]] = &[&["Guidance:"], &["Write clearly", "please"]];
    assert_eq!(notices(vec![conditions("3. Conditions", further)]), <[String; 0]>::default());
    assert_eq!(
        notices(vec![conditions("3. Conditions", &[]), sheet("4. Notes", &[&["Please select", "a"], &["b", "c"]])]),
        <[String; 0]>::default()
    );
}

#[test]
fn a_second_copy_of_a_sheet_is_told() {
    let story: &[&[&str]] = &[&["Story", "All went well"]];
    let told = |name: &str| notices(vec![conditions("3. Conditions", story), conditions(name, story)]);
    for name in ["3. Conditions (2)", "Old answers"] {
        assert_eq!(told(name), [format!("sheet \"{name}\" is like sheet \"3. Conditions\" and was not read")]);
    }
}
