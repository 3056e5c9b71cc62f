//! Comma-separated values: separators, quotation marks, rows of all lengths, wrong encodings.

use proptest::prelude::*;

use super::*;

/// The cells as `A1=text`, numbers as `A1:42`.
fn cells(bytes: &[u8]) -> Vec<String> {
    let book = read("a.csv", bytes).unwrap_or_else(|problem| panic!("{}", problem.headline()));
    let told = |cell: &crate::office::workbook::Cell| {
        let sign = if matches!(cell.value, Value::Text(_)) { '=' } else { ':' };
        format!("{}{sign}{}", cell.address, cell.value)
    };
    book.sheets[0].cells().iter().map(told).collect()
}

fn told(bytes: &[u8]) -> String {
    read("a.csv", bytes).map_or_else(|problem| problem.headline().to_owned(), |_| "read".to_owned())
}

#[test]
fn rows_keep_their_numbers_and_their_lengths() {
    let text = "\u{feff}Metric,Value\r\n\r\nAdmissions,7512,late\r\nStays,398.250\r\n,,x";
    let expected = ["A1=Metric", "B1=Value", "A3=Admissions", "B3:7512", "C3=late", "A4=Stays", "B4:398.250", "C5=x"];
    assert_eq!(cells(text.as_bytes()), expected);
    assert_eq!(read("a.csv", b"x").unwrap().sheets[0].name, None);
}

#[test]
fn quotation_marks_hold_separators_line_breaks_and_themselves() {
    assert_eq!(
        cells(b"\"a, \"\"b\"\"\",\"two\r\nlines\"\n\"x\"y,\"\"\n1,2"),
        ["A1=a, \"b\"", "B1=two\nlines", "A2=xy", "A3:1", "B3:2"]
    );
    let problem = read("a.csv", b"a,b\n1,2\n3,\"four\n5,6\n").unwrap_err();
    assert_eq!(problem.headline(), "a.csv, row 3: a quotation mark is opened in this row and never closed");
}

#[test]
fn the_separator_is_found_from_the_first_rows() {
    assert_eq!(
        cells(b"Name;Town, county;Sum\nA;B, C;1,5\n"),
        ["A1=Name", "B1=Town, county", "C1=Sum", "A2=A", "B2=B, C", "C2=1,5"]
    );
    assert_eq!(cells(b"a\tb, c\n1\t2\n"), ["A1=a", "B1=b, c", "A2:1", "B2:2"]);
    assert_eq!(cells(b"sep=;\r\na;b\n"), ["A1=a", "B1=b"]);
    assert_eq!(cells(b"one column\nonly; here\n"), ["A1=one column", "A2=only; here"]);
    assert_eq!(cells(b"a, b\n"), ["A1=a", "B1= b"]);
}

#[test]
fn only_what_is_plainly_a_number_is_one() {
    let text = "-3,0.85,007,1e5,\"1,234\",£5,85%,TRUE,#REF!,01/02/2015, 4";
    let expected = [
        "A1:-3",
        "B1:0.85",
        "C1=007",
        "D1=1e5",
        "E1=1,234",
        "F1=£5",
        "G1=85%",
        "H1:true",
        "I1:#REF!",
        "J1=01/02/2015",
        "K1= 4",
    ];
    assert_eq!(cells(text.as_bytes()), expected);
}

#[test]
fn other_encodings_and_other_files_are_told() {
    assert_eq!(
        told(b"Fund,\nTotal,\xA35\n"),
        "a.csv: line 2: this is not UTF-8 text; it may be Windows text (windows-1252)"
    );
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain("a\tb".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(told(&utf_16), "a.csv: the file is not UTF-8 text; it may be \"Unicode text\" (UTF-16)");
    assert_eq!(told(b""), "a.csv: the file is empty");
    assert_eq!(
        told(b"PK\x03\x04rest"),
        "a.csv: the file is an archive, such as an Excel workbook or a Word file, not comma-separated values as its name says"
    );
    assert_eq!(told(b"%PDF-1.7"), "a.csv: the file is a PDF, not comma-separated values as its name says");
}

#[test]
fn a_row_is_no_longer_than_a_sheet_is_wide() {
    let wide = |columns: u32| ",".repeat(columns as usize - 1);
    assert_eq!(told(wide(MAX_COLUMNS).as_bytes()), "read");
    assert_eq!(
        told(wide(MAX_COLUMNS + 1).as_bytes()),
        "a.csv, row 1: it has more than 16384 columns, the most of any sheet"
    );
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a-z,;\"\n\t ]{0,6}", 1..4), 1..6)) {
        let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
        // The first row settles the separator, whatever the texts hold.
        let mut text = "sep=,\n".to_owned();
        for row in &rows {
            text += &row.iter().map(quoted).collect::<Vec<_>>().join(",");
            text += "\r\n";
        }
        let book = read("a.csv", text.as_bytes()).unwrap();
        for (row, fields) in (1..).zip(&rows) {
            for (column, field) in (1..).zip(fields) {
                let cell = book.sheets[0].cell(Address::new(row, column).unwrap());
                let read = cell.map_or(String::new(), |cell| cell.value.to_string());
                prop_assert_eq!(&read, field);
            }
        }
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(prop::sample::select(b"a1,;\t\"\r\n\xA3".to_vec()), 0..40)) {
        let _ = read("a.csv", &bytes);
    }
}
