//! Office files. What is fuzzed is what their archives hold: the bytes are parts, each behind a
//! line "@@" with its name, which are put into an archive; or, without such a line, the file itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::sync::OnceLock;

use quorate::document::Document;
use quorate::office::paper::{Block, Cell, Paper, Table};
use quorate::office::workbook::{Address, Sheet, Workbook};
use quorate::template::{Forms, Given, Source, Templates, Written, plan_text};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::told;

/// A workbook: Excel, OpenDocument or, where the first byte is a comma or a tab, CSV or TSV.
pub fn workbook(bytes: &[u8]) {
    let (file, content) = match bytes.split_first() {
        Some((b',', rest)) => ("a.csv", rest.to_vec()),
        Some((b'\t', rest)) => ("a.tsv", rest.to_vec()),
        _ if bytes.windows(13).any(|window| window == b"\n@@content.xml") => ("a.ods", archive(bytes, OPEN)),
        _ => ("a.xlsx", archive(bytes, EXCEL)),
    };
    let read = Workbook::read(file, &content);
    match (read, Workbook::read(file, &content)) {
        (Ok(workbook), Ok(again)) => {
            assert_eq!(workbook, again);
            workbook.sheets.iter().for_each(sheet);
            for name in &workbook.names {
                let Some((sheet, range)) = &name.target else { continue };
                assert!(workbook.sheet(sheet).is_some() && range.first <= range.last, "{name:?}");
            }
            fill(file, &Source::from(workbook));
        }
        (Err(problem), Err(again)) => {
            assert_eq!(problem.headline(), again.headline());
            told::check(&problem, file);
        }
        (read, again) => panic!("the same file is read and not read: {read:?} {again:?}"),
    }
}

/// Cells stand in their order, and each is found where it says that it stands.
fn sheet(sheet: &Sheet) {
    let addresses: Vec<Address> = sheet.cells().iter().map(|cell| cell.address).collect();
    assert!(addresses.windows(2).all(|pair| pair[0] < pair[1]), "{addresses:?}");
    for cell in sheet.cells() {
        let address = cell.address;
        assert_eq!(address.to_string().parse(), Ok(address));
        assert_eq!(sheet.cell(address), Some(cell));
        assert!(address.row <= sheet.last_row() && sheet.row(address.row).contains(cell));
        assert!(!sheet.place(address).is_empty());
        let _ = cell.as_shown();
    }
    for range in sheet.merged() {
        assert_eq!(sheet.merged_at(range.last), Some(*range));
        assert_eq!(sheet.cell(range.first), sheet.cell(range.last));
    }
}

/// A Word file, also as the text of a plan.
pub fn word(bytes: &[u8]) {
    let content = archive(bytes, WORD);
    match (Paper::read("a.docx", &content), Paper::read("a.docx", &content)) {
        (Ok(paper), Ok(again)) => {
            assert_eq!(paper, again);
            blocks(&paper.blocks);
            for position in 0..paper.blocks.len() {
                assert!(paper.heading_above(position).is_none_or(|heading| heading.heading.is_some()));
            }
            let id = BTreeMap::from([("id".to_owned(), Given::text("a"))]);
            taken("a.docx", plan_text(&paper, Vec::new(), &id));
            fill("a.docx", &Source::from(&paper));
        }
        (Err(problem), Err(again)) => {
            assert_eq!(problem.headline(), again.headline());
            told::check(&problem, "a.docx");
        }
        (read, again) => panic!("the same file is read and not read: {read:?} {again:?}"),
    }
}

/// A paragraph's heading has a level; a table's cell is found where it stands.
fn blocks(all: &[Block]) {
    for block in all {
        match block {
            Block::Paragraph(paragraph) => {
                assert!(paragraph.heading.is_none_or(|level| (1..=9).contains(&level)), "{paragraph:?}");
                assert!(paragraph.as_shown().ends_with(&paragraph.text));
            }
            Block::Table(table) => table.rows.iter().enumerate().for_each(|(row, cells)| {
                cells.cells.iter().for_each(|own| cell(table, u32::try_from(row).unwrap() + 1, own));
            }),
        }
    }
}

fn cell(table: &Table, row: u32, own: &Cell) {
    assert!(own.column >= 1 && own.columns >= 1 && own.rows >= 1, "{own:?}");
    assert_eq!(table.cell(row, own.column), Some(own));
    let _ = own.text();
    blocks(&own.blocks);
}

/// A template that asks for nothing but a table's headings: it finds what it finds, or says what is missing.
const TEMPLATE: &str = r#"
id = "t"
title = "T"
kind = "action-log"
set = { id = "a", title = "T" }
[[table]]
into = "actions"
optional = ["lead", "due"]
[table.columns]
reference = ["A"]
text = ["B"]
status = ["C"]
lead = ["D"]
due = ["E"]
"#;

/// Looks for the forms that a file may be, and makes a document of it by a template.
fn fill(file: &str, source: &Source) {
    static TEMPLATES: OnceLock<Templates> = OnceLock::new();
    let templates = TEMPLATES.get_or_init(|| {
        let mut templates = Templates::shipped().unwrap();
        templates.add("t.toml", &TEMPLATE.into()).unwrap();
        templates
    });
    let _ = templates.matching(source);
    let _ = templates.nearest(source);
    match templates.get("t").unwrap().fill(file, source, &BTreeMap::new(), &Forms::default()) {
        Ok(written) => taken(file, written),
        Err(problems) => problems.iter().for_each(|problem| told::check(problem, file)),
    }
}

/// What the program makes of a file, it reads: as JSON with places, and as YAML to keep.
fn taken(file: &str, written: Written) {
    let yaml = written.to_yaml();
    let kept = Document::read("a.yaml", quorate::document::Format::Yaml, yaml.clone().into_bytes());
    assert!(kept.is_ok(), "{kept:?}\n{yaml}");
    let (text, origin) = written.into_json(String::new());
    let document = Document::of_office(file, text, origin).unwrap();
    for node in document.tree().nodes() {
        assert!(!document.spot(node.id(), 0).to_string().is_empty());
    }
}

type Parts = &'static [(&'static str, &'static str)];

const EXCEL: Parts = &[
    (
        "[Content_Types].xml",
        "<Types><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook><sheets><sheet name='S' sheetId='1' r:id='r1'/><sheet name='T' sheetId='2' r:id='r2' state='hidden'/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='x/worksheet' Target='worksheets/sheet2.xml'/><Relationship Id='r3' Type='x/sharedStrings' Target='sharedStrings.xml'/><Relationship Id='r4' Type='x/styles' Target='styles.xml'/></Relationships>",
    ),
    ("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
    ("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"),
    (
        "xl/worksheets/_rels/sheet1.xml.rels",
        "<Relationships><Relationship Id='r1' Type='x/table' Target='../tables/table1.xml'/><Relationship Id='r2' Type='x/comments' Target='../comments1.xml'/></Relationships>",
    ),
];

const OPEN: Parts = &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")];

const WORD: Parts = &[
    (
        "[Content_Types].xml",
        "<Types><Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='word/document.xml'/></Relationships>",
    ),
    (
        "word/_rels/document.xml.rels",
        "<Relationships><Relationship Id='r1' Type='x/styles' Target='styles.xml'/><Relationship Id='r2' Type='x/numbering' Target='numbering.xml'/><Relationship Id='r3' Type='x/comments' Target='comments.xml'/><Relationship Id='r4' Type='x/footnotes' Target='footnotes.xml'/><Relationship Id='r5' Type='x/endnotes' Target='endnotes.xml'/></Relationships>",
    ),
];

/// The archive of the parts that the bytes give, and of those of `usual` that they do not.
fn archive(bytes: &[u8], usual: Parts) -> Vec<u8> {
    if !bytes.starts_with(b"\n@@") {
        return bytes.to_vec();
    }
    let mut parts: Vec<(String, &[u8])> = Vec::new();
    let mut from = 3;
    while let Some(rest) = bytes.get(from..) {
        let end = rest.windows(3).position(|window| window == b"\n@@").unwrap_or(rest.len());
        let part = rest.get(..end).unwrap_or(&[]);
        let name = part.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
        parts.push((String::from_utf8_lossy(name).into_owned(), part.get(name.len() + 1..).unwrap_or(&[])));
        from += end + 3;
    }
    for (name, text) in usual {
        if !parts.iter().any(|(own, _)| own == name) {
            parts.push(((*name).to_owned(), text.as_bytes()));
        }
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        // Two parts of one name cannot be written; the file that has them is tried as it is.
        if writer.start_file(name, stored).is_ok() {
            let _ = writer.write_all(content);
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
