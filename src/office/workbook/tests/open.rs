//! OpenDocument spreadsheets.

use super::*;

fn read(tables: &str) -> Workbook {
    Workbook::read("a.ods", &open_document(tables)).unwrap_or_else(|problem| panic!("{}", problem.headline()))
}

#[test]
fn each_kind_of_cell_is_read() {
    let book = read(
        "<table name='S'><table-row><table-cell value-type='float' value='12.50'><p>12.5</p></table-cell>\
         <table-cell value-type='percentage' value='0.85'><p>85%</p></table-cell>\
         <table-cell value-type='currency' value='1E+021'><p>£1E21</p></table-cell>\
         <table-cell value-type='date' date-value='2015-11-24'><p>24 Nov</p></table-cell>\
         <table-cell value-type='date' date-value='2015-11-24T14:30:00'><p>x</p></table-cell>\
         <table-cell value-type='time' time-value='PT09H45M00S'><p>09:45</p></table-cell>\
         <table-cell value-type='boolean' boolean-value='true'><p>TRUE</p></table-cell>\
         <table-cell value-type='string'><p>a</p><p>b</p></table-cell>\
         <table-cell value-type='string' formula='of:=NA()' string-value=''><p>#N/A</p></table-cell></table-row></table>",
    );
    let expected = [
        "A1 number 12.50",
        "B1 number 0.85",
        "C1 number 1000000000000000000000",
        "D1 date 2015-11-24",
        "E1 date and time 2015-11-24T14:30:00",
        "F1 time 09:45:00",
        "G1 truth true",
        "H1 text a\nb",
        "I1 error #N/A",
    ];
    assert_eq!(cells(&book.sheets[0]), expected);
}

#[test]
fn repeated_rows_and_cells_stand_where_they_are_counted() {
    let book = read(
        "<table name='S'><table-header-rows><table-row number-rows-repeated='2'><table-cell number-columns-repeated='3'/>\
         <table-cell value-type='float' value='1' number-columns-repeated='2'/></table-row></table-header-rows>\
         <table-row-group><table-row number-rows-repeated='1000'><table-cell number-columns-repeated='16384'/></table-row></table-row-group>\
         <table-row><table-cell value-type='float' value='2'/></table-row></table>",
    );
    assert_eq!(cells(&book.sheets[0]), ["D1 number 1", "E1 number 1", "D2 number 1", "E2 number 1", "A1003 number 2"]);
}

#[test]
fn what_is_hidden_or_merged_is_told() {
    let book = read(
        "<table name='S' style-name='on'><table-column/><table-column number-columns-repeated='2' visibility='collapse'/>\
         <table-column number-columns-repeated='16381'/>\
         <table-row visibility='filter' number-rows-repeated='2'/><table-row>\
         <table-cell value-type='float' value='1' number-columns-spanned='2' number-rows-spanned='2'/><covered-table-cell/></table-row>\
         <table-row><covered-table-cell value-type='string'><p>unseen</p></covered-table-cell><covered-table-cell/></table-row></table>\
         <table name='Lists' style-name='off'/>",
    );
    assert_eq!(book.sheets.iter().map(|sheet| sheet.is_hidden).collect::<Vec<_>>(), [false, true]);
    let sheet = &book.sheets[0];
    assert_eq!([1, 2, 3].map(|row| sheet.is_row_hidden(row)), [true, true, false]);
    assert_eq!([1, 2, 3, 4].map(|column| sheet.is_column_hidden(column)), [false, true, true, false]);
    assert_eq!(sheet.merged().iter().map(Range::to_string).collect::<Vec<_>>(), ["A3:B4"]);
    assert_eq!(sheet.cell(at("B4")).unwrap().value.to_string(), "1");
    assert_eq!(book.notes, ["sheet \"S\": 1 cell holds content that merged cells cover; it was left out"]);
}

#[test]
fn names_and_tables_refer_to_sheets_that_may_stand_behind_them() {
    let book = read(
        "<table name=\"It's\"><named-expressions><named-range name='Here' cell-range-address=\"$'It''s'.$A$1\"/></named-expressions></table>\
         <named-expressions><named-range name='There' cell-range-address='$T.$B$2:.$C$6'/><named-expression name='Rate' expression='0.2'/></named-expressions>\
         <table name='T'/><database-ranges><database-range name='Metrics' target-range-address='T.A1:T.D6'/>\
         <database-range name='Plain' target-range-address='T.F1:T.F2' contains-header='false'/>\
         <database-range name='__Anonymous_Sheet_DB__0' target-range-address='T.A1:T.A2'/></database-ranges>",
    );
    let target = |name: &str| book.name(name).unwrap().target.as_ref().map(|(sheet, range)| format!("{sheet} {range}"));
    assert_eq!(
        [target("Here"), target("There"), target("Rate")],
        [Some("It's A1".into()), Some("T B2:C6".into()), None]
    );
    assert_eq!(book.name("Here").unwrap().scope.as_deref(), Some("It's"));
    let tables = &book.sheet("T").unwrap().tables;
    let told: Vec<_> =
        tables.iter().map(|table| (table.name.as_str(), table.range.to_string(), table.heading_rows)).collect();
    assert_eq!(told, [("Metrics", "A1:D6".to_owned(), 1), ("Plain", "F1:F2".to_owned(), 0)]);
}

#[test]
fn copies_of_other_files_are_no_sheets_and_links_are_noted() {
    let book = read(
        "<table name='S'><table-row><table-cell formula=\"of:=['file:///W:/finance/budget.ods'#$Sheet1.A1]\" value-type='float' value='6'/></table-row></table>\
         <table name=\"'file:///W:/finance/budget.ods'#$Sheet1\"><table-source href='file:///W:/finance/budget.ods'/>\
         <table-row><table-cell value-type='float' value='6'/></table-row></table>",
    );
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(cells(&book.sheets[0]), ["A1 number 6"]);
    let note =
        "formulas refer to another workbook (\"budget.ods\"); nothing was fetched, the stored results were taken";
    assert_eq!(book.notes, [note]);
}
