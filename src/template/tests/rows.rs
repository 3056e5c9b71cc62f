//! Rows by their labels, sections of a sheet, named cells, and what is given beside a file.

use std::collections::BTreeMap;

use super::{cells, given, sheet};
use crate::document::Document;
use crate::template::{Cell, Forms, Given, Grid, NamedCell, Source, Template};

const HEAD: &str = "id = \"t\"\ntitle = \"T\"\nkind = \"return\"\nset = { form = \"f\", title = \"R\" }\n";

fn read(tables: &str, source: &Source, set: &BTreeMap<String, Given>) -> Result<Document, Vec<String>> {
    let template = Template::read("t.toml", &format!("{HEAD}{tables}").into()).unwrap();
    let written = template
        .fill("a.xlsx", source, set, &Forms::default())
        .map_err(|problems| problems.iter().map(|problem| problem.headline().to_owned()).collect::<Vec<_>>())?;
    let (text, origin) = written.into_json("00".to_owned());
    Ok(Document::of_office("a.xlsx", text, origin).unwrap())
}

fn at(document: &Document, pointer: &str) -> Option<String> {
    Some(document.root().at_pointer(pointer)?.as_written()?.to_owned())
}

fn spot(document: &Document, pointer: &str) -> String {
    document.spot(document.root().at_pointer(pointer).unwrap().id(), 0).to_string()
}

fn source(grid: Grid) -> Source {
    Source { grids: vec![grid], ..Source::default() }
}

/// Two tables alike, one for income and one for expenditure.
fn money() -> Grid {
    sheet(
        "Money",
        &[
            &["Income"],
            &["", "Plan", "Plan", "Actual"],
            &["", "Q1", "Q2", "Q1"],
            &["Total (all)", "1", "2", "3"],
            &["Income is lower than planned"],
            &["Expenditure"],
            &["", "Plan", "Plan", "Actual"],
            &["", "Q1", "Q2", "Q1"],
            &["Total", "4", "", "6"],
        ],
    )
}

const MONEY: &str = r#"
[[table]]
into = "sheets.5.figures"
below = ["Income"]
rows = { income = "Total" }
columns = { "{row}-plan.values.{heading}.value" = "Plan > *", "{row}-actual.values.{heading}.value" = "Actual > Q1" }
[[table]]
into = "sheets.5.figures"
below = ["Expenditure"]
rows = { spent = "Total" }
columns = { "{row}-plan.values.{heading}.value" = "Plan > *", "{row}-actual.values.{heading}.value" = "Actual > Q1" }
"#;

#[test]
fn tables_alike_are_told_apart_by_the_section_that_they_stand_in() {
    let read = read(MONEY, &source(money()), &given(&[])).unwrap();
    let row = |index: usize| {
        let values = format!("/sheets/0/figures/{index}/values");
        let value = |number: usize, field: &str| at(&read, &format!("{values}/{number}/{field}"));
        (0..).map_while(|number| Some((value(number, "period")?, value(number, "value")?))).collect::<Vec<_>>()
    };
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(period, value)| ((*period).to_owned(), (*value).to_owned())).collect()
    };
    assert_eq!(at(&read, "/sheets/0/figures/0/id").as_deref(), Some("income-plan"));
    assert_eq!(row(0), pairs(&[("Q1", "1"), ("Q2", "2")]));
    assert_eq!(row(1), pairs(&[("Q1", "3")]));
    assert_eq!(at(&read, "/sheets/0/figures/2/id").as_deref(), Some("spent-plan"));
    // A figure that is not given is no item.
    assert_eq!(row(2), pairs(&[("Q1", "4")]));
    assert_eq!(row(3), pairs(&[("Q1", "6")]));
    assert_eq!(spot(&read, "/sheets/0/figures/3/values/0/value"), "sheet \"Money\", cell D9");
    // The number of the sheet is a number, as a person would write it.
    assert_eq!(read.root().at_pointer("/sheets/0/number").unwrap().value(), crate::document::Value::Number("5"));
}

#[test]
fn what_one_section_lacks_is_not_taken_from_the_next() {
    let refused = |row: u32, column: u32, text: &str| {
        let mut grid = money();
        cells(&mut grid).put((row, column), Cell::of(text), 1, 1);
        read(MONEY, &source(grid), &given(&[])).unwrap_err()
    };
    assert_eq!(
        refused(3, 0, "Sum"),
        ["a.xlsx: the table whose headings stand at sheet \"Money\", cell B3 has no row \"Total\""]
    );
    assert_eq!(
        refused(2, 3, "Q9"),
        [
            "a.xlsx: the table in sheet \"Money\" has no heading \"Actual > Q1\"; the nearest is \"Q1\" in sheet \"Money\", cell B3"
        ]
    );
    assert_eq!(
        refused(0, 0, "Incomes"),
        ["a.xlsx: there is no label \"Income\"; the nearest is \"Incomes\" in sheet \"Money\", cell A1"]
    );
}

#[test]
fn a_cell_that_has_a_name_needs_no_label() {
    let value = "[[value]]\ninto = \"organisation\"\nname = \"Board\"\nlabels = [\"Name of the board\"]\n";
    let mut named = source(sheet("Cover", &[&["Northshire"], &["Name of the board", "Southshire"]]));
    assert_eq!(at(&read(value, &named, &given(&[])).unwrap(), "/organisation").as_deref(), Some("Southshire"));
    named.names = vec![NamedCell { name: "BOARD".to_owned(), grid: 0, at: (0, 0) }];
    let document = read(value, &named, &given(&[])).unwrap();
    assert_eq!(at(&document, "/organisation").as_deref(), Some("Northshire"));
    assert_eq!(spot(&document, "/organisation"), "sheet \"Cover\", cell A1");
    let only = "[[value]]\ninto = \"organisation\"\nname = \"Region\"\n";
    let refused = read(only, &named, &given(&[])).unwrap_err();
    assert_eq!(refused, ["a.xlsx: the workbook gives no cell the name \"Region\""]);
}

#[test]
fn an_empty_answer_is_a_question_without_one_and_takes_nothing_from_beside_it() {
    let values = "[[value]]\ninto = \"sheets.1.questions.other.answer\"\nlabels = [\"If other\"]\n\
                  [[value]]\ninto = \"sheets.1.questions.cost.answer\"\nlabels = [\"Cost\"]\n\
                  [[value]]\ninto = \"sheets.1.questions.story.answer\"\nlabels = [\"Story\"]\ntake = \"below\"\n";
    let grid = sheet("S", &[&["If other, which?", "", "Cost", "£5"], &["Story"], &[], &["It went well"]]);
    let document = read(values, &source(grid), &given(&[])).unwrap();
    let questions = |index: usize, field: &str| at(&document, &format!("/sheets/0/questions/{index}/{field}"));
    assert_eq!((questions(0, "id").as_deref(), questions(0, "answer")), (Some("other"), None));
    assert_eq!(spot(&document, "/sheets/0/questions/0"), "sheet \"S\", cell A1");
    assert_eq!(questions(1, "answer").as_deref(), Some("£5"));
    assert_eq!(questions(2, "answer").as_deref(), Some("It went well"));
}

#[test]
fn a_heading_of_a_table_is_no_value() {
    let asks = "[[value]]\ninto = \"organisation\"\nlabels = [\"Board\"]\n\
                [[table]]\ninto = \"sheets.5.figures\"\nrows = { plan = \"Plan\" }\ncolumns = { \"{row}.total\" = \"Total\" }\n";
    let organisation = |board: &str| {
        let grid = sheet("S", &[&["Board", board, "Total"], &["Plan", "", "£5"]]);
        at(&read(asks, &source(grid), &given(&[])).unwrap(), "/organisation")
    };
    assert_eq!(organisation("Northshire").as_deref(), Some("Northshire"));
    assert_eq!(organisation(""), None);
}

#[test]
fn a_value_stands_as_far_from_its_label_as_the_template_says() {
    const BOARD: &str = "[[value]]\ninto = \"organisation\"\nlabels = [\"Board\"]\n";
    let organisation = |head: &str, within: &str, row: &[&str]| {
        let document = read(&format!("{head}{BOARD}{within}"), &source(sheet("S", &[row])), &given(&[])).unwrap();
        at(&document, "/organisation")
    };
    let second = ["Board", "", "Northshire"];
    assert_eq!(organisation("", "", &["Board", "", "", "", "Northshire"]).as_deref(), Some("Northshire"));
    assert_eq!(organisation("", "within = 2\n", &second).as_deref(), Some("Northshire"));
    assert_eq!(organisation("", "within = 1\n", &second), None);
    assert_eq!(organisation("within = 1\n", "", &second), None);
    assert_eq!(organisation("within = 1\n", "within = 2\n", &second).as_deref(), Some("Northshire"));
    for wrong in ["0", "-1", "1.5", "\"2\""] {
        let text = format!("{HEAD}{BOARD}within = {wrong}\n");
        let problems = Template::read("t.toml", &text.into()).unwrap_err();
        assert!(problems[0].headline().contains("`within` must be a whole number such as 3"), "{problems:?}");
    }
}

#[test]
fn what_is_given_beside_a_file_is_said_to_be_and_must_not_be_printed_too() {
    let value = "[[value]]\ninto = \"sheets.1.questions.cost.answer\"\nlabels = [\"Cost\"]\n";
    let file = source(sheet("S", &[&["Cost", "£5"]]));
    let document = read(value, &file, &given(&[("sheets.1.questions.cost.better", "lower")])).unwrap();
    assert_eq!(at(&document, "/sheets/0/questions/0/better").as_deref(), Some("lower"));
    assert_eq!(spot(&document, "/sheets/0/questions/0/better"), "given beside the file");
    assert_eq!(spot(&document, "/sheets/0/questions/0"), "sheet \"S\", cell B1");
    assert_eq!(spot(&document, "/title"), "as a whole");
    let refused = read(value, &file, &given(&[("sheets.1.questions.cost.answer", "£6")])).unwrap_err();
    assert_eq!(refused, ["a.xlsx: `sheets.1.questions.cost.answer` is given beside the file, and the form prints it"]);
    let refused = read(value, &file, &given(&[("organisatoin", "x")])).unwrap_err();
    assert!(refused[0].contains("`organisatoin` of \"organisatoin\" is no field there"), "{refused:?}");
    let refused = read(value, &file, &given(&[("submitted.date", "27 November 2015")])).unwrap_err();
    assert!(refused[0].contains("`date` of \"submitted.date\": `submitted` has no fields"), "{refused:?}");
}

#[test]
fn a_label_fits_whole_before_it_fits_as_a_beginning() {
    let value = "[[value]]\ninto = \"organisation\"\nlabels = [\"Board\"]\n";
    let grid = sheet("S", &[&["Board (as in the last return)", "Old"], &["Boardroom", "Wrong"], &["BOARD:", "New"]]);
    let document = read(value, &source(grid), &given(&[])).unwrap();
    assert_eq!(at(&document, "/organisation").as_deref(), Some("New"));
}
