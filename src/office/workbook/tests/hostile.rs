//! Files that are made to exhaust a computer, to fetch something, or are not what they seem.

use super::*;

#[test]
fn a_sheet_that_claims_a_million_rows_costs_nothing() {
    let before = "<dimension ref='A1:XFD1048576'/>".to_owned();
    let rows = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>";
    let book = Excel { before, ..Excel::of_rows(rows) }.read();
    assert_eq!(cells(&book.sheets[0]), ["XFD1048576 number 1"]);
    let all = "<table name='S'><table-row number-rows-repeated='1048576'><table-cell number-columns-repeated='16384'/></table-row></table>";
    assert!(Workbook::read("a.ods", &open_document(all)).unwrap().sheets[0].cells().is_empty());
}

#[test]
fn cells_that_stand_for_billions_are_refused() {
    let filled = "<table name='S'><table-row number-rows-repeated='1048576'>\
                  <table-cell value-type='float' value='1' number-columns-repeated='16384'/></table-row></table>";
    let expected = "a.ods, the content: sheet \"S\": the file holds more than 2000000 cells up to here";
    assert_eq!(told("a.ods", &open_document(filled)), expected);
    let beyond = "<table name='S'><table-row number-rows-repeated='4294967295'/><table-row><table-cell value-type='float' value='1'/></table-row></table>";
    let expected =
        "a.ods, the content: sheet \"S\": it has cells beyond row 1048576 or column 16384, the last of any sheet";
    assert_eq!(told("a.ods", &open_document(beyond)), expected);
    let wide = "<table name='S'><table-row><table-cell number-columns-repeated='4294967295'/><table-cell value-type='float' value='1'/></table-row></table>";
    assert_eq!(told("a.ods", &open_document(wide)), expected);
}

#[test]
fn a_count_that_is_none_is_refused() {
    for count in ["0", "-1", "x", "99999999999"] {
        let table = format!("<table name='S'><table-row number-rows-repeated='{count}'/></table>");
        let expected = format!("a.ods, the content: sheet \"S\": a count says \"{count}\", which is no count");
        assert_eq!(told("a.ods", &open_document(&table)), expected);
    }
}

#[test]
fn entities_that_multiply_are_refused_unread() {
    let sheet = "<!DOCTYPE worksheet [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
                 <worksheet><sheetData><row r='1'><c r='A1' t='str'><v>&b;&c;</v></c></row></sheetData></worksheet>";
    let parts = vec![("worksheet", "worksheets/evil.xml", sheet.to_owned())];
    let mut book = Excel { parts, ..Excel::default() };
    // The one sheet now lies in that part.
    let bytes = replaced(&book.bytes(), "Target='worksheets/sheet1.xml'", "Target='worksheets/evil.xml'");
    let told = told("a.xlsx", &bytes);
    assert!(told.starts_with("a.xlsx, sheet \"S\": its XML declares a document type (DOCTYPE)"), "{told}");
    book.parts.clear();
    book.rows = "<row r='1'><c r='A1' t='str'><v>&b;</v></c></row>".to_owned();
    assert_eq!(book.told(), "a.xlsx, sheet \"S\": cell A1: its XML refers to an entity \"b\" that does not exist");
}

/// The same archive with one text in place of another in all parts.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = Archive::open("a.xlsx", bytes).unwrap();
    let names: Vec<String> = archive.parts().map(str::to_owned).collect();
    let parts: Vec<(String, String)> = names
        .into_iter()
        .map(|name| {
            let text = archive.text(&name).unwrap().unwrap().replace(from, to);
            (name, text)
        })
        .collect();
    archive_of(&parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

#[test]
fn a_bomb_in_a_sheet_is_refused() {
    let rows = format!("<row r='1'><c r='A1' t='str'><v>{}</v></c></row>", "0".repeat(4 << 20));
    let expected = "a.xlsx: the part \"xl/worksheets/sheet1.xml\" unpacks to more than 200 times its size, as in files \
                    that are made to exhaust a computer";
    assert_eq!(Excel::of_rows(&rows).told(), expected);
}

#[test]
fn a_renamed_file_is_told_as_what_it_is() {
    let excel = Excel::default().bytes();
    assert_eq!(told("a.ods", &excel), "a.ods: the file is an Excel workbook, though its name ends in \".ods\"");
    assert_eq!(told("a.xls", &excel), "a.xls: the file is an Excel workbook, though its name ends in \".xls\"");
    assert_eq!(told("a.XLSM", &excel), "read");
    let open = open_document("");
    assert_eq!(
        told("a.xlsx", &open),
        "a.xlsx: the file is an OpenDocument spreadsheet, though its name ends in \".xlsx\""
    );
    let renamed = |from: &str, to: &str| told("a.xlsx", &replaced(&excel, from, to));
    let word = renamed("spreadsheetml.sheet", "wordprocessingml.document");
    assert_eq!(word, "a.xlsx: the file is a Word file, though its name ends in \".xlsx\"");
    let binary = renamed(EXCEL, "application/vnd.ms-excel.sheet.binary.macroEnabled.main");
    assert_eq!(binary, "a.xlsx: the file is a binary workbook (.xlsb), though its name ends in \".xlsx\"");
    let other = told("a.xlsx", &archive_of(&[("readme.txt", "x")]));
    assert_eq!(
        other,
        "a.xlsx: the file is an archive that holds no workbook and no Word file, though its name ends in \".xlsx\""
    );
    assert_eq!(told("a.xlsx", b"a,b\n1,2\n"), "a.xlsx: the file is plain text, not an office file as its name says");
}

#[test]
fn missing_parts_are_told() {
    let excel = Excel::default().bytes();
    let without_sheet = replaced(&excel, "worksheets/sheet1.xml'", "worksheets/sheet9.xml'");
    assert_eq!(told("a.xlsx", &without_sheet), "a.xlsx: the workbook is damaged: sheet \"S\" is missing");
    let without_book = replaced(&excel, "Target='xl/workbook.xml'", "Target='xl/none.xml'");
    // Nothing says what the missing part is.
    assert!(told("a.xlsx", &without_book).starts_with("a.xlsx: the file is an archive that holds no workbook"));
    let kind = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    assert_eq!(told("a.ods", &archive_of(&[kind])), "a.ods: the spreadsheet is damaged: its content is missing");
}

#[test]
fn too_many_sheets_are_refused() {
    let sheets = "<table name='S'/>".repeat(MAX_SHEETS + 1);
    assert_eq!(told("a.ods", &open_document(&sheets)), "a.ods, the content: the workbook has more than 1000 sheets");
    let tabs = "<sheet name='T' r:id='s1'/>".repeat(MAX_SHEETS);
    let bytes = replaced(&Excel::default().bytes(), "</sheets>", &format!("{tabs}</sheets>"));
    assert_eq!(told("a.xlsx", &bytes), "a.xlsx, the list of sheets: the workbook has more than 1000 sheets");
}

#[test]
fn a_long_formula_that_is_repeated_is_kept_once() {
    let formula = "1+".repeat(1000);
    let table = format!(
        "<table name='S'><table-row number-rows-repeated='1000'><table-cell formula='of:={formula}1' value-type='float' value='1'/></table-row></table>"
    );
    let book = Workbook::read("a.ods", &open_document(&table)).unwrap();
    let [first, .., last] = book.sheets[0].cells() else { panic!("no cells") };
    let (first, last) = (first.formula.as_ref().unwrap(), last.formula.as_ref().unwrap());
    assert!(std::sync::Arc::ptr_eq(first, last));
}

#[test]
fn texts_without_end_and_spaces_that_are_only_counted_are_refused() {
    let long = "x".repeat((1 << 20) + 1);
    let told_of = |table: &str| told("a.ods", &open_document(table));
    let cell = |inside: &str| {
        format!(
            "<table name='S'><table-row><table-cell value-type='string'><p>{inside}</p></table-cell></table-row></table>"
        )
    };
    let place = "a.ods, the content: sheet \"S\": cell A1: ";
    assert_eq!(
        told_of(&cell("<s c='4000000000'/>")),
        format!("{place}the file holds more than 1000000 spaces in a row")
    );
    assert_eq!(told_of(&cell("<s c='999999'/>")), "read");
    assert_eq!(told("a.csv", long.as_bytes()), "a.csv, row 1: it holds a text of more than 1024 KiB");
    assert_eq!(told("a.csv", format!("\"{long}\"").as_bytes()), "a.csv, row 1: it holds a text of more than 1024 KiB");
}

#[test]
fn merged_ranges_without_end_are_refused() {
    let columns = |count: u32| {
        let merged =
            |column| format!("<mergeCell ref='{0}1:{0}1048576'/>", Address { row: 1, column }.column_letters());
        let after = format!("<mergeCells>{}</mergeCells>", (1..=count).map(merged).collect::<String>());
        Excel { after, ..Excel::of_rows("<row r='1'><c r='A1'><v>1</v></c></row>") }
    };
    // Three columns are 3,145,728 cells, four are 4,194,304.
    let book = columns(3).read();
    assert_eq!(book.sheets[0].cell(at("A1048576")).unwrap().value.to_string(), "1");
    assert_eq!(columns(4).told(), "a.xlsx, sheet \"S\": merged ranges cover more than 4000000 cells up to here");
}

#[test]
fn merged_cells_that_overlap_are_refused() {
    let merged = |ranges: &[&str]| {
        let ranges: String = ranges.iter().map(|range| format!("<mergeCell ref='{range}'/>")).collect();
        let after = format!("<mergeCells>{ranges}</mergeCells>");
        Excel { after, ..Excel::of_rows("<row r='2'><c r='B2'><v>1</v></c></row>") }
    };
    assert_eq!(merged(&["B2:H2", "C1:F8"]).told(), "a.xlsx, sheet \"S\": the merged cells B2:H2 and C1:F8 overlap");
    assert_eq!(merged(&["A1:B2", "B2:C3"]).told(), "a.xlsx, sheet \"S\": the merged cells A1:B2 and B2:C3 overlap");
    // Side by side, and the same one twice.
    assert_eq!(merged(&["A1:B2", "C1:D2", "A3:D3", "A1:B2"]).read().sheets[0].merged().len(), 3);
}
