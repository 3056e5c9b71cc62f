//! Signatures and the date of a form, read from a Word table and the paragraphs above it.

use super::{Source, Template, Templates, checklist, filled, given, sheet};
use crate::document::{Document, Node, Value};
use crate::schema;
use crate::template::{Forms, Grid, Line};

/// A checklist with this block of signatures.
fn signed(rows: &[&[&str]], lines: &[&str]) -> Document {
    let mut source = checklist();
    source.grids.pop();
    source.grids.push(Grid { spot: "table 2".to_owned(), has_addresses: false, ..sheet("", rows) });
    let line = |text: &&str| Line { text: (*text).to_owned(), spot: "paragraph 4".to_owned() };
    source.lines.extend(lines.iter().map(line));
    filled("self-assessment-2015", &source, &[("id", "form"), ("about", "plan")]).0
}

fn at(document: &Document, pointer: &str) -> Option<String> {
    document.root().at_pointer(pointer).and_then(Node::as_written).map(str::to_owned)
}

#[test]
fn a_cell_says_signed_not_signed_or_neither() {
    let cases = [
        ("Signed", Some(true)),
        ("YES", Some(true)),
        ("[x]", Some(true)),
        ("\u{2713}", Some(true)),
        ("Not signed", Some(false)),
        ("no", Some(false)),
        ("[ ]", Some(false)),
        ("", None),
        ("Signed subject to comments", None),
        ("To be signed off at DCO stage", None),
        ("[x] Yes [ ] No", None),
    ];
    for (text, expected) in cases {
        let headings: &[&str] = &["On behalf of", "Signatory", "Date", "Signed"];
        let document = signed(&[headings, &["The Board", "Chair", "20 November 2015", text]], &[]);
        let node = document.root().at_pointer("/sign_off/0/signed");
        assert_eq!(node.map(Node::value), expected.map(Value::Bool), "{text}");
        assert_eq!(schema::kind("self-assessment").unwrap().faults(&document), [], "{text}");
        if let Some(node) = node {
            assert_eq!(document.spot(node.id(), 0).to_string(), "table 2, row 2, column 4");
        }
    }
}

#[test]
fn signed_may_stand_among_the_entries_where_it_has_no_column() {
    let rows: &[&[&str]] =
        &[&["On behalf of", "Signatory", "Entry"], &["The Board", "Chair", "Signed"], &["NHS", "", "to follow"]];
    let document = signed(rows, &[]);
    assert_eq!(document.root().at_pointer("/sign_off/0/signed").map(Node::value), Some(Value::Bool(true)));
    assert!(document.root().at_pointer("/sign_off/1/signed").is_none());
    assert_eq!(at(&document, "/sign_off/1/entry").as_deref(), Some("to follow"));
    // With a column of its own the entries say nothing of it.
    let rows: &[&[&str]] = &[&["On behalf of", "Signatory", "Entry", "Signed"], &["The Board", "Chair", "Signed", ""]];
    assert!(signed(rows, &[]).root().at_pointer("/sign_off/0/signed").is_none());
}

#[test]
fn the_date_of_the_form_stands_behind_its_label_and_not_below_a_heading() {
    let rows: &[&[&str]] = &[&["On behalf of", "Signatory", "Date"], &["The Board", "Chair", "20 November 2015"]];
    assert_eq!(at(&signed(rows, &["Date: 20 October 2015"]), "/date").as_deref(), Some("20 October 2015"));
    assert_eq!(at(&signed(rows, &["Date of publication 4 May 2015"]), "/date"), None);
    assert_eq!(at(&signed(rows, &[]), "/date"), None);
    assert_eq!(at(&signed(rows, &[]), "/sign_off/0/date").as_deref(), Some("20 November 2015"));
}

#[test]
fn a_form_without_its_block_is_read_and_one_with_half_of_it_is_not() {
    let document = signed(&[&["Something else"]], &[]);
    assert!(document.root().get("sign_off").is_none());
    assert!(
        document
            .notices()
            .iter()
            .any(|notice| notice.starts_with("there is no table with the headings \"On behalf of\""))
    );
    let templates = Templates::shipped().unwrap();
    let mut source = checklist();
    assert!(templates.matching(&source).unwrap().is_some());
    source.grids.pop();
    assert!(templates.matching(&source).unwrap().is_some());
    source.grids.push(sheet("", &[&["On behalf of", "Signed by"], &["The Board", "Chair"]]));
    assert!(templates.matching(&source).unwrap().is_none());
    let template = templates.get("self-assessment-2015").unwrap();
    let given = given(&[("id", "form"), ("about", "plan")]);
    let problems = template.fill("a.docx", &source, &given, &Forms::default()).unwrap_err();
    assert!(problems[0].headline().contains("has no heading \"Signatory\""), "{:?}", problems[0].headline());
}

#[test]
fn the_words_for_true_are_needed_where_a_field_is_true_or_false_and_nowhere_else() {
    let told = |columns: &str| -> Vec<String> {
        let text = format!(
            "id = \"t\"\ntitle = \"T\"\nkind = \"self-assessment\"\n[[table]]\ninto = \"sign_off\"\n[table.columns]\non_behalf_of = \"Body\"\n{columns}\n"
        );
        let read = Template::read("t.toml", &text.as_str().into());
        read.map_or_else(
            |problems| problems.iter().map(|problem| problem.headline().to_owned()).collect(),
            |_| Vec::new(),
        )
    };
    assert_eq!(told("signed = { heading = \"Signed\", true = [\"yes\"] }"), <[String; 0]>::default());
    let refused = |columns: &str, words: &str| {
        let told = told(columns);
        assert!(told.iter().any(|headline| headline.contains(words)), "{told:?}");
    };
    refused("signed = \"Signed\"", "`signed` is true or false: say which words mean which");
    refused("signed = { heading = \"Signed\", false = [\"no\"] }", "`signed` has no word for true");
    refused("signed = { heading = \"Signed\", true = [\"yes\"], maybe = [\"?\"] }", "`maybe` of `signed` is unknown");
    refused("signed = { true = [\"yes\"] }", "`signed` has no heading");
    refused("date = { heading = \"Date\", true = [\"yes\"] }", "`date` is not true or false");
}

#[test]
fn what_a_form_may_leave_out_does_not_hide_that_it_is_another_form() {
    let templates = Templates::shipped().unwrap();
    let source = Source { grids: vec![sheet("", &[&["Signatory", "On behalf of"]])], ..Source::default() };
    assert!(templates.matching(&source).unwrap().is_none());
}
