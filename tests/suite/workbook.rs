//! Workbooks that real software wrote: the same content by openpyxl and by LibreOffice, in each
//! format. `tests/fixtures/office/make.py` made them; what they hold is worked out from there.

use std::fs;

use quorate::office::workbook::{Address, Sheet, Value, Workbook};
use quorate::problem::Problem;

use crate::support::root;

fn open(name: &str) -> Result<Workbook, Problem> {
    let bytes = fs::read(root().join("tests/fixtures/office").join(name)).unwrap();
    Workbook::read(name, &bytes)
}

fn read(name: &str) -> Workbook {
    open(name).unwrap_or_else(|problem| panic!("{}", problem.headline()))
}

fn told(name: &str) -> String {
    open(name).map_or_else(|problem| problem.headline().to_owned(), |_| "read".to_owned())
}

fn at(address: &str) -> Address {
    address.parse().unwrap()
}

/// The value at an address as text, in quotation marks where it is a text.
fn value(sheet: &Sheet, address: &str) -> String {
    match sheet.cell(at(address)).map(|cell| &cell.value) {
        None => "nothing".to_owned(),
        Some(Value::Text(text)) => format!("{text:?}"),
        Some(value) => value.to_string(),
    }
}

/// The three formats in which LibreOffice saved the workbook, with the results of formulas.
const CALCULATED: [&str; 3] = ["libreoffice.xlsx", "libreoffice.xlsm", "libreoffice.ods"];
const ALL: [&str; 5] = ["libreoffice.xlsx", "libreoffice.xlsm", "libreoffice.ods", "openpyxl.xlsx", "from-1904.xlsx"];

#[test]
fn sheets_are_named_and_hidden_as_they_were_made() {
    for name in ALL {
        let book = read(name);
        let sheets: Vec<_> =
            book.sheets.iter().map(|sheet| (sheet.name.as_deref().unwrap(), sheet.is_hidden)).collect();
        let expected = [("1. Cover", false), ("2. Metrics & money", false), ("Lists", true), ("4. Far", false)];
        assert_eq!(sheets, expected, "{name}");
        let [_, metrics, _, far] = book.sheets.as_slice() else { panic!("{name}") };
        assert_eq!([2, 3, 4].map(|row| metrics.is_row_hidden(row)), [false, true, false], "{name}");
        assert_eq!([5, 6, 7].map(|column| metrics.is_column_hidden(column)), [false, true, false], "{name}");
        assert_eq!(far.cells().len(), 1, "{name}");
        assert_eq!(value(far, "XFD1048576"), "\"the last cell\"", "{name}");
    }
}

#[test]
fn the_cover_holds_texts_dates_and_merged_cells() {
    for name in ALL {
        let book = read(name);
        let cover = &book.sheets[0];
        let merged: Vec<String> = cover.merged().iter().map(ToString::to_string).collect();
        assert_eq!(merged, ["A1:D1", "C3:D4"], "{name}");
        assert_eq!(value(cover, "D1"), "\"Quarterly return\"", "{name}");
        assert_eq!(value(cover, "D4"), "\"Northshire\"", "{name}");
        assert_eq!(value(cover, "C5"), "2015-11-24", "{name}");
        assert_eq!(value(cover, "C6"), "2015-11-27T14:30:00", "{name}");
        assert_eq!(value(cover, "C7"), "09:45:00", "{name}");
        assert_eq!(value(cover, "A10"), "\"Two lines,\\nand <signs> & \\\"quotes\\\"\"", "{name}");
        assert_eq!(value(cover, "B3"), "nothing", "{name}");
    }
}

#[test]
fn the_first_day_depends_on_who_counts() {
    // 1 is 1 January 1900 in Excel, 2 January 1904 where the workbook counts from 1904; LibreOffice
    // counts from 30 December 1899 and writes in its own format what it shows.
    let cases = [("openpyxl.xlsx", "1900-01-01"), ("from-1904.xlsx", "1904-01-02"), ("libreoffice.ods", "1899-12-31")];
    for (name, expected) in cases {
        assert_eq!(value(&read(name).sheets[0], "C9"), expected, "{name}");
    }
}

#[test]
fn truth_values_are_told_where_the_format_keeps_them() {
    for name in ["openpyxl.xlsx", "libreoffice.xlsx", "libreoffice.xlsm"] {
        assert_eq!(value(&read(name).sheets[0], "C8"), "true", "{name}");
    }
    // LibreOffice stores the number that it calculates with, where no format of truth values was set.
    assert_eq!(value(&read("libreoffice.ods").sheets[0], "C8"), "1");
}

#[test]
fn numbers_are_exact_and_formulas_have_their_results() {
    for name in CALCULATED {
        let book = read(name);
        let metrics = book.sheet("2. metrics & MONEY").unwrap();
        let row = |number: u32| ["B", "C", "D"].map(|column| value(metrics, &format!("{column}{number}")));
        assert_eq!(row(2), ["7512", "7604", "92"], "{name}");
        assert_eq!(row(3), ["412.5", "398.25", "-14.25"], "{name}");
        assert_eq!(row(4), ["1234567.89", "1.1", "-1234566.79"], "{name}");
        assert_eq!(row(5), ["0.85", "0.29", "-0.56"], "{name}");
        // 5.5e-17 has sixteen zeros after the point.
        assert_eq!(row(6)[..2], ["0.000000000000000055", "1000000000000000000000"], "{name}");
        assert_eq!(row(7), ["7924.5", "8002.25", "77.75"], "{name}");
        assert_eq!(value(metrics, "A10"), "\"on plan\"", "{name}");
        assert_eq!(value(metrics, "B10"), "\"\"", "{name}");
        assert_eq!(value(metrics, "D10"), "2016-02-29", "{name}");
        assert!(metrics.cell(at("B7")).unwrap().formula.as_deref().unwrap().starts_with("SUM("), "{name}");
        assert_eq!(book.notes, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn formulas_that_failed_are_errors() {
    for name in CALCULATED {
        let book = read(name);
        let errors: Vec<(String, String)> = book.sheets[1]
            .cells()
            .iter()
            .filter(|cell| matches!(cell.value, Value::Error(_)))
            .map(|cell| (cell.address.to_string(), cell.value.to_string()))
            .collect();
        let expected = [("B9", "#DIV/0!"), ("C9", "#N/A"), ("D9", "#REF!")];
        assert_eq!(errors, expected.map(|(address, error)| (address.to_owned(), error.to_owned())), "{name}");
    }
}

#[test]
fn formulas_that_nothing_calculated_are_told() {
    let book = read("openpyxl.xlsx");
    let formulas = book.sheets[1].cells().iter().filter(|cell| cell.formula.is_some());
    let uncalculated = formulas.filter(|cell| cell.value == Value::Uncalculated).count();
    // D2 to D6, B7 to D7, B9 to D9, A10 to D10.
    assert_eq!(uncalculated, 5 + 3 + 3 + 4);
    let [note] = book.notes.as_slice() else { panic!("{:?}", book.notes) };
    assert!(note.starts_with("sheet \"2. Metrics & money\", cell D2 and 14 more: the file stores no result"), "{note}");
}

#[test]
fn names_and_tables_are_found() {
    for name in ALL {
        let book = read(name);
        let target = |wanted: &str| {
            let (sheet, range) = book.name(wanted).unwrap().target.clone()?;
            Some(format!("{sheet} {range}"))
        };
        assert_eq!(target("Board").as_deref(), Some("1. Cover C3"), "{name}");
        assert_eq!(target("answers").as_deref(), Some("Lists A1:A2"), "{name}");
        assert_eq!(target("Here").as_deref(), Some("2. Metrics & money B2:C6"), "{name}");
        assert_eq!(book.name("Here").unwrap().scope.as_deref(), Some("2. Metrics & money"), "{name}");
        assert_eq!((target("Rate"), book.name("Rate").unwrap().refers_to.as_str()), (None, "0.2"), "{name}");
        let [table] = book.sheets[1].tables.as_slice() else { panic!("{name}") };
        assert_eq!((table.name.as_str(), table.range.to_string()), ("Metrics", "A1:D6".to_owned()), "{name}");
        assert_eq!((table.heading_rows, table.total_rows), (1, 0), "{name}");
    }
}

#[test]
fn links_and_macros_are_noted_and_not_followed() {
    let link =
        "formulas refer to another workbook (\"budget.xlsx\"); nothing was fetched, the stored results were taken";
    let macros = "the workbook holds macros; they were neither read nor run";
    assert_eq!(read("links.xlsx").notes, [link]);
    assert_eq!(read("links.ods").notes, [macros, link]);
    for (name, error) in [("links.xlsx", "#N/A"), ("links.ods", "Err:540")] {
        let book = read(name);
        // LibreOffice fetched nothing either, and stored that.
        assert_eq!([value(&book.sheets[0], "A1"), value(&book.sheets[0], "B1")], [error, "2"], "{name}");
    }
}

#[test]
fn a_password_and_an_old_format_are_told() {
    assert_eq!(
        told("password.xlsx"),
        "password.xlsx: the file is protected by a password, so nobody can read it without"
    );
    assert_eq!(
        told("excel-97.xls"),
        "excel-97.xls: the file is an old Excel file (.xls, Excel 97 to 2003), which is not read"
    );
}
