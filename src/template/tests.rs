//! Templates on sources written by hand.

mod beside;
mod figures;
mod known;
mod parts;
mod rows;
mod split;
mod truth;

use std::collections::BTreeMap;

use super::{Cell, Cells, Forms, Given, Grid, Line, Source, TableCells, Template, Templates};
use crate::document::{Document, Origin};
use crate::schema;

fn sheet(name: &str, rows: &[&[&str]]) -> Grid {
    let mut cells = TableCells::default();
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts.iter()).filter(|(_, text)| !text.is_empty()) {
            cells.put((row, column), Cell::of(text), 1, 1);
        }
    }
    let cells = Cells::Table(cells);
    Grid { name: name.to_owned(), spot: format!("sheet \"{name}\""), has_addresses: true, cells, ..Grid::default() }
}

/// The cells of a grid that was made by [`sheet`].
fn cells(grid: &mut Grid) -> &mut TableCells {
    match &mut grid.cells {
        Cells::Table(cells) => cells,
        Cells::Sheet(_) => panic!("a sheet of a workbook"),
    }
}

fn given(pairs: &[(&str, &str)]) -> BTreeMap<String, Given> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), Given::text(value))).collect()
}

fn filled(template: &str, source: &Source, set: &[(&str, &str)]) -> (Document, String) {
    let templates = Templates::shipped().unwrap();
    let written = templates.get(template).unwrap().fill("a.xlsx", source, &given(set), &Forms::default()).unwrap();
    let yaml = written.to_yaml();
    let (text, origin) = written.into_json("00".to_owned());
    (Document::of_office("a.xlsx", text, origin).unwrap(), yaml)
}

fn log() -> Grid {
    sheet(
        "Log",
        &[
            &["Example Council"],
            &["", "Ref", "Theme", "Action", "Owner", "Due date", "Status", "RAG"],
            &["", "1.1", "SEND", "Write the strategy", "Head of SEND", "31/03/2016", "In progress", "Amber"],
            &[],
            &["", "1.2", "", "Train the staff", "", "Ongoing", "Completed", ""],
        ],
    )
}

#[test]
fn every_template_that_is_shipped_can_be_read() {
    let templates = Templates::shipped().unwrap();
    assert!(templates.all().count() >= 2);
}

#[test]
fn a_table_is_found_by_its_headings_and_each_value_knows_its_cell() {
    let source = Source { grids: vec![sheet("Notes", &[&["Read me"]]), log()], ..Source::default() };
    let (document, _) = filled("action-log", &source, &[("id", "log")]);
    assert_eq!(schema::kind("action-log").unwrap().faults(&document), []);
    let at = |pointer: &str| document.root().at_pointer(pointer).unwrap();
    assert_eq!(document.root().get("actions").unwrap().children().count(), 2);
    assert_eq!(at("/actions/0/lead").as_text(), Some("Head of SEND"));
    assert_eq!(at("/actions/1/reference").as_text(), Some("1.2"));
    assert!(document.root().at_pointer("/actions/1/lead").is_none());
    let spot = |pointer: &str| document.spot(at(pointer).id(), 0).to_string();
    assert_eq!(spot("/actions/0/due"), "sheet \"Log\", cell F3");
    assert_eq!(spot("/actions/1/text"), "sheet \"Log\", cell D5");
    // What has no cell of its own stands where its first value does.
    assert_eq!(spot("/actions/1"), "sheet \"Log\", cell B5");
}

#[test]
fn an_inserted_column_or_row_does_no_harm() {
    let mut moved = sheet("Log", &[]);
    let log_again = log();
    for row in log_again.rows_from(0) {
        for column in log_again.row(row) {
            let cell = log_again.cell(row, column).unwrap().into_owned();
            cells(&mut moved).put((row + u32::from(row > 1), column + 2 * u32::from(column > 3)), cell, 1, 1);
        }
    }
    let read =
        |grid: Grid| filled("action-log", &Source { grids: vec![grid], ..Source::default() }, &[("id", "log")]).1;
    assert_eq!(read(moved), read(log()));
}

#[test]
fn a_missing_heading_is_named_with_the_nearest() {
    let mut grid = log();
    cells(&mut grid).put((1, 6), Cell::of("Statsu"), 1, 1);
    let templates = Templates::shipped().unwrap();
    let source = Source { grids: vec![grid], ..Source::default() };
    let template = templates.get("action-log").unwrap();
    let problems = template.fill("log.xlsx", &source, &given(&[("id", "log")]), &Forms::default()).unwrap_err();
    assert_eq!(
        problems[0].headline(),
        "log.xlsx: the table in sheet \"Log\" has no heading \"Status\" (nor \"Progress\", \"Update\", \"Latest update\", \"Progress update\", \"Action status\", \"Current status\"); the nearest is \"Statsu\" in sheet \"Log\", cell G2"
    );
    assert!(templates.matching(&source).unwrap().is_none());
    let (near, lacks) = templates.nearest(&source).unwrap();
    assert_eq!(near.id, "action-log");
    assert!(problems[0].headline().ends_with(&lacks), "{lacks}");
}

#[test]
fn a_file_that_is_like_no_form_has_no_template_near_to_it() {
    let templates = Templates::shipped().unwrap();
    let near = |rows: &[&[&str]]| {
        let source = Source { grids: vec![sheet("Sheet1", rows)], ..Source::default() };
        templates.nearest(&source).map(|(near, lacks)| (near.id.clone(), lacks))
    };
    assert_eq!(near(&[&["Year", "Count"], &["2015", "3"]]), None);
    assert_eq!(near(&[]), None);
    // One of the three columns that an action log needs, and the headings that would do for the next.
    let (id, lacks) = near(&[&["Ref", "Job"], &["1", "Write"]]).unwrap();
    assert_eq!(id, "action-log");
    assert_eq!(
        lacks,
        "the table in sheet \"Sheet1\" has no heading \"Action\" (nor \"Actions\", \"Task\", \"Description\", \"Agreed action\", \"Action agreed\", \"Action required\", \"What\"); the headings there are \"Ref\", \"Job\""
    );
}

#[test]
fn what_is_noticed_in_a_paper_says_what_it_is() {
    use crate::office::paper::{About, Note, Paper};
    let note = |about, words: &str| Note { place: None, about, words: words.to_owned() };
    let notes =
        vec![note(About::Inserted, "and 9.9"), note(About::Comment, "Is this right?"), note(About::Picture, "")];
    let source = Source::from(&Paper { blocks: Vec::new(), notes, pages: None });
    assert_eq!(
        source.notices,
        [
            "a tracked insertion that nobody has accepted yet; it is read as part of the text: \"and 9.9\"",
            "a comment: \"Is this right?\"",
            "a picture, which is not read",
        ]
    );
}

#[test]
fn a_column_that_nothing_looks_for_is_told() {
    let rows: &[&[&str]] = &[
        &["Ref", "Task", "Responsible", "Status", "Cost", "Evidence", "Remarks"],
        &["1", "Write", "Head of SEND", "Done", "3", "Minute 7 of 4 May 2016", "Late"],
    ];
    let source = Source { grids: vec![sheet("Log", rows)], ..Source::default() };
    let (document, _) = filled("action-log", &source, &[("id", "log")]);
    assert_eq!(schema::kind("action-log").unwrap().faults(&document), []);
    assert_eq!(
        document.notices(),
        [
            "the columns \"Cost\", \"Remarks\" of the table in sheet \"Log\" are not read: the template looks for no such heading",
            "no column in sheet \"Log\" is known to hold the due date: if one that is not read does, call it \"Due\""
        ]
    );
    let at = |pointer: &str| document.root().at_pointer(pointer).and_then(|node| node.as_written().map(str::to_owned));
    assert_eq!(at("/actions/0/text").as_deref(), Some("Write"));
    assert_eq!(at("/actions/0/lead").as_deref(), Some("Head of SEND"));
    // A cell of evidence is the one entry of the list that the log takes.
    assert_eq!(at("/actions/0/evidence/0").as_deref(), Some("Minute 7 of 4 May 2016"));
}

#[test]
fn what_the_form_does_not_print_must_be_given() {
    let templates = Templates::shipped().unwrap();
    let source = Source { grids: vec![log()], ..Source::default() };
    assert_eq!(templates.matching(&source).unwrap().unwrap().id, "action-log");
    let problems =
        templates.get("action-log").unwrap().fill("log.xlsx", &source, &given(&[]), &Forms::default()).unwrap_err();
    assert!(problems[0].headline().contains("does not print the `id`"), "{:?}", problems[0].headline());
}

#[test]
fn an_error_of_a_formula_is_a_fault_and_no_data() {
    let mut grid = log();
    let fault = Some("the cell holds #REF!, an error of the workbook".to_owned());
    cells(&mut grid).put((2, 5), Cell { fault, ..Cell::of("#REF!") }, 1, 1);
    let (document, yaml) = filled("action-log", &Source { grids: vec![grid], ..Source::default() }, &[("id", "log")]);
    let due = document.root().at_pointer("/actions/0/due").unwrap();
    assert_eq!(due.as_written(), None);
    let told: Vec<_> = document.unheld().iter().map(|(node, what)| (*node, what.as_str())).collect();
    assert_eq!(told, [(due.id(), "the cell holds #REF!, an error of the workbook")]);
    assert!(yaml.contains("due: null # the cell holds #REF!"), "{yaml}");
}

fn checklist() -> Source {
    let mut table = sheet(
        "",
        &[
            &["Theme", "Y/N", "Evidence by reference to relevant paragraphs"],
            &["Engagement and partnership"],
            &["The plans rest on pathways, and they:"],
            &["were designed with children", "Y", "4.5"],
            &["show that organisations work together", "", ""],
            &["Governance"],
            &["Are there boards?", "N", ""],
        ],
    );
    (table.spot, table.has_addresses) = ("table 1".to_owned(), false);
    let mut signed = sheet("", &[&["On behalf of", "Signatory"], &["Board", "Cabinet Member"]]);
    (signed.spot, signed.has_addresses) = ("table 2".to_owned(), false);
    let line = |text: &str, number: u32| Line { text: text.to_owned(), spot: format!("paragraph {number}") };
    let lines = vec![
        line("Self-assessment checklist for the assurance process", 1),
        line("Eastern Group", 2),
        line("Please note: give paragraph numbers", 3),
    ];
    let notices = vec!["2 tracked changes are read as accepted".to_owned()];
    Source { grids: vec![table, signed], lines, notices, ..Source::default() }
}

#[test]
fn rows_of_one_text_open_groups_or_lead_in() {
    let set = [("id", "form"), ("about", "plan")];
    let (document, yaml) = filled("self-assessment-2015", &checklist(), &set);
    assert_eq!(schema::kind("self-assessment").unwrap().faults(&document), []);
    let expected = r#"kind: "self-assessment"
about: "plan"
form: "ltp-self-assessment-2015"
id: "form"
title: "Self-assessment checklist for the assurance process"
organisation: "Eastern Group"
instruction: "give paragraph numbers"
sections:
  - title: "Engagement and partnership"
    questions:
      - id: "engagement-1"
        text: "were designed with children"
        answer: "Y"
        evidence: "4.5"
      - id: "engagement-2"
        text: "show that organisations work together"
    lead_in: "The plans rest on pathways, and they:"
  - title: "Governance"
    questions:
      - id: "governance-1"
        text: "Are there boards?"
        answer: "N"
sign_off:
  - on_behalf_of: "Board"
    signatory: "Cabinet Member"
"#;
    assert_eq!(yaml, expected);
    let answer = document.root().at_pointer("/sections/0/questions/0/answer").unwrap();
    assert_eq!(document.spot(answer.id(), 0).to_string(), "table 1, row 4, column 2");
    let organisation = document.root().get("organisation").unwrap();
    assert_eq!(document.spot(organisation.id(), 0).to_string(), "paragraph 2");
    assert_eq!(document.notices(), ["2 tracked changes are read as accepted"]);
}

#[test]
fn yaml_and_json_of_a_file_are_the_same_document() {
    let (document, yaml) =
        filled("self-assessment-2015", &checklist(), &[("id", "form"), ("about", "plan: \"x\" \\ #1")]);
    let again = Document::read("a.yaml", crate::document::Format::Yaml, yaml.into_bytes()).unwrap();
    let values = |document: &Document| -> Vec<(String, Option<String>)> {
        document.tree().nodes().map(|node| (node.pointer(), node.as_written().map(str::to_owned))).collect()
    };
    assert_eq!(values(&document), values(&again));
}

#[test]
fn a_template_with_a_fault_is_refused_at_its_place() {
    let refused = |text: &str, words: &str| {
        let problems = Template::read("t.toml", &text.into()).unwrap_err();
        let told: Vec<&str> = problems.iter().map(|problem| problem.headline()).collect();
        assert!(told.iter().any(|headline| headline.contains(words)), "{told:?}");
    };
    let head = "id = \"t\"\ntitle = \"T\"\n";
    refused(&format!("{head}kind = \"action-lgo\"\n"), "line 3");
    refused(
        &format!("{head}kind = \"action-log\"\n[[table]]\ninto = \"acts\"\ncolumns = {{ text = \"A\" }}\n"),
        "`acts`",
    );
    refused(
        &format!("{head}kind = \"action-log\"\n[[table]]\ninto = \"actions\"\ncolumns = {{ txet = \"A\" }}\n"),
        "`txet`",
    );
    refused(&format!("{head}kind = \"action-log\"\n[[value]]\ninto = \"title\"\n"), "`labels` is missing");
}

#[test]
fn an_empty_origin_is_no_place() {
    let document = Document::of_office("a.xlsx", "{}".to_owned(), Origin::default()).unwrap();
    assert_eq!(document.spot(document.root().id(), 0).to_string(), "as a whole");
}

#[test]
fn a_merged_cell_of_a_table_is_seen_at_each_of_its_places() {
    let mut grid = sheet("S", &[]);
    cells(&mut grid).put((1, 1), Cell::of("wide"), 2, 3);
    cells(&mut grid).put((2, 4), Cell::of("beside"), 1, 1);
    let seen = |row, column| grid.cell(row, column).map(|cell| (cell.text.to_string(), cell.is_continued));
    assert_eq!(seen(1, 1), Some(("wide".to_owned(), false)));
    for (row, column) in [(1, 2), (1, 3), (2, 1), (2, 3)] {
        assert_eq!(seen(row, column), Some(("wide".to_owned(), true)), "{row} {column}");
    }
    assert_eq!(seen(2, 4), Some(("beside".to_owned(), false)));
    for (row, column) in [(0, 1), (1, 0), (1, 4), (3, 1), (2, 5)] {
        assert_eq!(seen(row, column), None, "{row} {column}");
    }
    assert_eq!((grid.last_column(1, 1), grid.last_column(2, 4)), (3, 4));
}

#[test]
fn a_long_form_that_lacks_one_heading_is_nearer_than_a_short_one_whose_words_it_happens_to_have() {
    let short = "id = \"short\"\ntitle = \"S\"\nkind = \"action-log\"\n[[table]]\ninto = \"actions\"\ncolumns = { reference = \"Ref\", text = \"Action\" }\n";
    let long = "id = \"long\"\ntitle = \"L\"\nkind = \"action-log\"\n[[table]]\ninto = \"actions\"\ncolumns = { reference = \"Number\", text = \"Measure\", due = \"By\", lead = \"Post\", status = \"Progress\" }\n";
    let mut templates = Templates::default();
    templates.add("short.toml", &short.into()).unwrap();
    templates.add("long.toml", &long.into()).unwrap();
    let log = sheet("Log", &[&["Ref"], &["Action"], &["Number", "Measure", "By", "Person", "Progress"]]);
    let source = Source { grids: vec![log], ..Source::default() };
    let (near, lacks) = templates.nearest(&source).unwrap();
    assert_eq!(near.id, "long");
    assert!(lacks.contains("no heading \"Post\""), "{lacks}");
}
