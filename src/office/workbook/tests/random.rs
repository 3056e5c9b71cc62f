//! What holds for all cells and for all bytes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// What is put into a cell.
#[derive(Debug, Clone)]
enum Content {
    Number(i64, u32),
    Text(String),
    Bool(bool),
}

fn contents() -> impl Strategy<Value = BTreeMap<(u32, u32), Content>> {
    let content = prop_oneof![
        (any::<i64>(), 1u32..1000).prop_map(|(whole, fraction)| Content::Number(whole, fraction)),
        "[a-zé<&>\"'_x \n]{1,8}".prop_map(Content::Text),
        any::<bool>().prop_map(Content::Bool),
    ];
    prop::collection::btree_map((1u32..40, 1u32..40), content, 0..30)
}

/// A text as XML writes it, and as Excel writes an underscore that looks like a code.
fn escaped(text: &str) -> String {
    let text = text.replace("_x", "_x005F_x");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "&#10;")
}

fn expected(content: &Content) -> Value {
    match content {
        Content::Number(whole, fraction) => Value::Number(format!("{whole}.{fraction}").into()),
        Content::Text(text) => Value::Text(text.as_str().into()),
        Content::Bool(value) => Value::Bool(*value),
    }
}

fn as_excel(contents: &BTreeMap<(u32, u32), Content>) -> Vec<u8> {
    let mut rows = String::new();
    let mut before = 0;
    for ((row, column), content) in contents {
        if *row != before {
            rows += if before == 0 { "" } else { "</row>" };
            rows += &format!("<row r='{row}'>");
            before = *row;
        }
        let address = Address::new(*row, *column).unwrap();
        rows += &match content {
            Content::Number(whole, fraction) => format!("<c r='{address}'><v>{whole}.{fraction}</v></c>"),
            Content::Text(text) => {
                format!("<c r='{address}' t='str'><v xml:space='preserve'>{}</v></c>", escaped(text))
            }
            Content::Bool(value) => format!("<c r='{address}' t='b'><v>{}</v></c>", u8::from(*value)),
        };
    }
    rows += if before == 0 { "" } else { "</row>" };
    Excel::of_rows(&rows).bytes()
}

proptest! {
    #[test]
    fn cells_are_read_back_as_they_were_written(contents in contents()) {
        let book = Workbook::read("a.xlsx", &as_excel(&contents)).unwrap();
        let sheet = &book.sheets[0];
        prop_assert_eq!(sheet.cells().len(), contents.len());
        for ((row, column), content) in &contents {
            let cell = sheet.cell(Address::new(*row, *column).unwrap()).unwrap();
            prop_assert_eq!(&cell.value, &expected(content));
        }
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), ending in "xlsx|ods|csv|xls|") {
        let _ = Workbook::read(&format!("a.{ending}"), &bytes);
    }

    #[test]
    fn no_damage_of_an_archive_stops_the_reader(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = Excel::of_rows("<row r='1'><c r='A1'><v>1</v></c></row>").bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = Workbook::read("a.xlsx", &bytes);
    }

    #[test]
    fn no_damage_of_a_sheet_stops_the_reader(at in any::<prop::sample::Index>(), put in "[<>/&;'\"a1 ]{0,3}", removed in 0usize..6) {
        let rows = "<row r='1' hidden='1'><c r='A1' s='1' t='str'><f>1</f><v>1&amp;</v></c></row><row r='2'><c r='B2'><is><t>x</t></is></c></row>";
        let at = at.index(rows.len());
        let end = (at + removed).min(rows.len());
        let damaged = format!("{}{put}{}", rows.get(..at).unwrap(), rows.get(end..).unwrap());
        let _ = Workbook::read("a.xlsx", &Excel::of_rows(&damaged).bytes());
        let table = format!("<table name='S'>{}</table>", damaged.replace("row", "table-row").replace("<c ", "<table-cell "));
        let _ = Workbook::read("a.ods", &open_document(&table));
    }
}
