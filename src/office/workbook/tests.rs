//! Workbooks written by hand, part by part: what each format may hold, and what is refused.

mod excel;
mod hostile;
mod open;
mod random;

use super::*;
use crate::office::packed::archive_of;

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

/// An Excel workbook in the making: one sheet of the name "S", and what a test adds.
#[derive(Default)]
struct Excel {
    /// The rows of the sheet.
    rows: String,
    /// What follows them in the sheet.
    after: String,
    /// What precedes them in the sheet.
    before: String,
    /// The properties and the names of the workbook.
    properties: String,
    names: String,
    /// More parts that the workbook refers to: kind, name, text.
    parts: Vec<(&'static str, &'static str, String)>,
    /// Parts that nothing of the main part refers to.
    others: Vec<(&'static str, String)>,
}

impl Excel {
    fn of_rows(rows: &str) -> Excel {
        Excel { rows: rows.to_owned(), ..Excel::default() }
    }

    fn bytes(&self) -> Vec<u8> {
        let types = format!("<Types><Override PartName='/xl/workbook.xml' ContentType='{EXCEL}'/></Types>");
        let root = format!(
            "<Relationships><Relationship Id='r1' Type='{RELATIONSHIPS}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        );
        let more: String = self
            .parts
            .iter()
            .enumerate()
            .map(|(at, (kind, name, _))| {
                format!("<Relationship Id='m{at}' Type='{RELATIONSHIPS}/{kind}' Target='{name}'/>")
            })
            .collect();
        let references = format!(
            "<Relationships><Relationship Id='s1' Type='{RELATIONSHIPS}/worksheet' Target='worksheets/sheet1.xml'/>{more}</Relationships>"
        );
        let main = format!(
            "<workbook>{}<sheets><sheet name='S' sheetId='1' r:id='s1'/></sheets><definedNames>{}</definedNames></workbook>",
            self.properties, self.names
        );
        let sheet = format!("<worksheet>{}<sheetData>{}</sheetData>{}</worksheet>", self.before, self.rows, self.after);
        let names: Vec<String> = self.parts.iter().map(|(_, name, _)| format!("xl/{name}")).collect();
        let mut parts: Vec<(&str, &str)> = vec![
            ("[Content_Types].xml", &types),
            ("_rels/.rels", &root),
            ("xl/workbook.xml", &main),
            ("xl/_rels/workbook.xml.rels", &references),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        parts.extend(names.iter().zip(&self.parts).map(|(name, (_, _, text))| (name.as_str(), text.as_str())));
        parts.extend(self.others.iter().map(|(name, text)| (*name, text.as_str())));
        archive_of(&parts)
    }

    fn read(&self) -> Workbook {
        Workbook::read("a.xlsx", &self.bytes()).unwrap_or_else(|problem| panic!("{}", problem.headline()))
    }

    fn told(&self) -> String {
        told("a.xlsx", &self.bytes())
    }
}

/// An OpenDocument spreadsheet with these sheets, and what follows them.
fn open_document(tables: &str) -> Vec<u8> {
    let content = format!(
        "<document-content><automatic-styles><style name='off'><table-properties display='false'/></style>\
         <style name='on'><table-properties display='true'/></style></automatic-styles>\
         <body><spreadsheet>{tables}</spreadsheet></body></document-content>"
    );
    archive_of(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// What is told of a file that cannot be read.
fn told(file: &str, bytes: &[u8]) -> String {
    Workbook::read(file, bytes).map_or_else(|problem| problem.headline().to_owned(), |_| "read".to_owned())
}

/// The cells of a sheet as `A1 number 42`.
fn cells(sheet: &Sheet) -> Vec<String> {
    let kind = |value: &Value| match value {
        Value::Number(_) => "number",
        Value::Text(_) => "text",
        Value::Bool(_) => "truth",
        Value::Date(_) => "date",
        Value::DateTime(_) => "date and time",
        Value::Time(_) => "time",
        Value::Error(_) => "error",
        Value::Uncalculated => "uncalculated",
    };
    let shown = |cell: &Cell| format!("{} {} {}", cell.address, kind(&cell.value), cell.value).trim_end().to_owned();
    sheet.cells().iter().map(shown).collect()
}

fn at(address: &str) -> Address {
    address.parse().unwrap()
}
