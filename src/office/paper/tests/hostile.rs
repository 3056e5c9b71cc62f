//! Files that are damaged, forged or made to exhaust: a clear error or a paper, never a panic.

use proptest::prelude::*;

use super::files::{CHANGES, FORM, LISTS, PLAN, TABLES, TYPED};
use super::{Paper, Written, p, shown};
use crate::office::packed::archive_of;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const MAIN: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";

/// A Word file with this main part and further parts.
fn file(document: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let types = format!("<Types><Override PartName='/word/document.xml' ContentType='{WORD}'/></Types>");
    let main =
        format!("<Relationships><Relationship Id='r1' Type='{MAIN}' Target='word/document.xml'/></Relationships>");
    let parts = [("[Content_Types].xml", types.as_str()), ("_rels/.rels", &main), ("word/document.xml", document)];
    archive_of(&[parts.as_slice(), more].concat())
}

fn in_body(body: &str) -> Vec<u8> {
    file(&format!("<w:document><w:body>{body}</w:body></w:document>"), &[])
}

fn refusal(bytes: &[u8]) -> String {
    let problem = Paper::read("plan.docx", bytes).expect_err("it is refused");
    assert!(problem.way_out().is_some());
    problem.headline().to_owned()
}

#[test]
fn an_honest_file_is_read() {
    let paper = Paper::read("plan.docx", &in_body(&p("Text"))).unwrap();
    assert_eq!(shown(&paper), ["Text"]);
}

#[test]
fn what_is_no_word_file_is_named() {
    assert!(refusal(b"%PDF-1.7").starts_with("plan.docx: "));
    let types = "<Types><Override PartName='/x.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>";
    let main = format!("<Relationships><Relationship Id='r1' Type='{MAIN}' Target='x.xml'/></Relationships>");
    let workbook = archive_of(&[("[Content_Types].xml", types), ("_rels/.rels", &main), ("x.xml", "<workbook/>")]);
    assert_eq!(refusal(&workbook), "plan.docx: the file is a workbook, not a Word file");
}

#[test]
fn xml_that_word_never_writes_is_refused() {
    let bomb = "<!DOCTYPE w:document [<!ENTITY a 'aaaa'>]><w:document><w:body>&a;</w:body></w:document>";
    assert!(refusal(&file(bomb, &[])).contains("DOCTYPE"));
    assert!(refusal(&file("<w:document><w:body><w:p>", &[])).starts_with("plan.docx, the text: "));
    assert!(refusal(&file("<w:styles/>", &[])).contains("its outermost element is \"styles\""));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(30) + &*"</w:tc></w:tr></w:tbl>".repeat(30);
    assert!(refusal(&in_body(&deep)).contains("more than 25 deep"));
}

#[test]
fn deep_nesting_within_the_limit_is_read() {
    let depth = 24;
    let body = "<w:tbl><w:tr><w:tc>".repeat(depth) + &*p("deep") + &*"</w:tc></w:tr></w:tbl>".repeat(depth);
    assert!(Paper::read("plan.docx", &in_body(&body)).is_ok());
}

#[test]
fn what_lies_outside_is_not_looked_for() {
    let outside = "<Relationships><Relationship Id='r1' TargetMode='External' Type='http://x/styles' \
                   Target='http://192.0.2.1/styles.xml'/></Relationships>";
    let document = format!("<w:document><w:body>{}</w:body></w:document>", p("Text"));
    let bytes = file(&document, &[("word/_rels/document.xml.rels", outside)]);
    assert_eq!(shown(&Paper::read("plan.docx", &bytes).unwrap()), ["Text"]);
}

#[test]
fn macros_are_told_and_nothing_more() {
    let macros = "<Relationships><Relationship Id='r1' Type='http://schemas.microsoft.com/office/2006/relationships/vbaProject' \
                  Target='vbaProject.bin'/></Relationships>";
    let document = format!("<w:document><w:body>{}</w:body></w:document>", p("Text"));
    let bytes = file(&document, &[("word/_rels/document.xml.rels", macros), ("word/vbaProject.bin", "x")]);
    let paper = Paper::read("plan.docm", &bytes).unwrap();
    assert_eq!(paper.notes[0].to_string(), "the file holds macros, which were not run");
}

#[test]
fn more_than_any_paper_holds_is_refused() {
    // Small in the file, large in memory. The limit on paragraphs and cells comes first.
    let cells = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(300_001));
    let text = format!("<w:document><w:body>{cells}</w:body></w:document>");
    let read = super::document(&mut super::Xml::new(&text), super::Parts::default());
    assert!(format!("{:?}", read.unwrap_err()).contains("more than 300000 paragraphs, cells and changes"));
}

#[test]
fn what_stands_in_each_other_without_end_is_refused() {
    // Each text would be held against all of them: a small file could take minutes.
    let open = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>".repeat(101);
    assert!(refusal(&in_body(&format!("<w:p>{open}</w:p>"))).contains("more than 100 fields stand in each other"));
    for (before, behind) in [("<w:p>", "</w:p>"), ("", "")] {
        let controls = format!("{before}{}{}{behind}", "<w:sdt>".repeat(31), "</w:sdt>".repeat(31));
        let told = refusal(&in_body(&controls));
        assert!(told.contains("more than 30 content controls stand in each other"), "{told}");
    }
}

#[test]
fn a_merged_cell_of_absurd_size_takes_no_room() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr></w:tc>".repeat(3);
    let paper = super::paper(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>"));
    assert_eq!(super::first_table(&paper).rows[0].cells[2].column, 2001);
}

/// The parts of a real file, to be damaged in their unpacked form, where damage goes deeper.
fn main_part(bytes: &[u8]) -> String {
    let mut archive = crate::office::archive::Archive::open("a", bytes).unwrap();
    archive.text("word/document.xml").unwrap().unwrap()
}

fn seeds() -> Vec<&'static [u8]> {
    [PLAN, TYPED, TABLES, CHANGES, FORM, LISTS].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let zipped = [b"PK\x03\x04".as_slice(), &bytes].concat();
        prop_assert!(Paper::read("a", &bytes).is_err());
        prop_assert!(Paper::read("a", &zipped).is_err());
    }

    #[test]
    fn a_damaged_archive_is_read_or_refused(
        seed in 0_usize..12, at in any::<prop::sample::Index>(), length in 0_usize..50, byte in any::<u8>(), how in 0_u8..4,
    ) {
        let mut bytes = seeds()[seed].to_vec();
        let at = at.index(bytes.len());
        let end = (at + length).min(bytes.len());
        match how {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes[at] = byte,
            _ => bytes.insert(at, byte),
        }
        let read = Paper::read("a", &bytes);
        // Whatever is cut off lacks its list of parts.
        prop_assert!(how != 0 || read.is_err());
    }

    #[test]
    fn a_damaged_text_is_read_or_refused(
        seed in 0_usize..12, from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), length in 1_usize..400,
    ) {
        let text = main_part(seeds()[seed]);
        // A stretch between two tags is moved somewhere else: often well-formed, never sensible.
        let tags: Vec<usize> = text.match_indices('<').map(|(at, _)| at).collect();
        let (from, to) = (tags[from.index(tags.len())], tags[to.index(tags.len())]);
        let end = tags.iter().copied().find(|tag| *tag >= from + length).unwrap_or(text.len());
        let part = |from, to| text.get(from..to).unwrap();
        let (piece, last) = (part(from, end), text.len());
        let doubled = [part(0, to), piece, part(to, last)].concat();
        let cut = [part(0, from), part(end, last)].concat();
        for damaged in [doubled, cut] {
            let read = Paper::read("a", &file(&damaged, &[]));
            prop_assert!(read.is_ok() || read.is_err());
        }
    }

    #[test]
    fn any_nesting_of_known_elements_is_read_or_refused(names in prop::collection::vec(element(), 0..40)) {
        let (mut text, mut open) = (String::new(), Vec::new());
        for (name, attributes, closes) in names {
            text.push_str(&format!("<w:{name} {attributes}>x"));
            open.push(name);
            for name in (0..closes).filter_map(|_| open.pop()) {
                text.push_str(&format!("</w:{name}>"));
            }
        }
        while let Some(name) = open.pop() {
            text.push_str(&format!("</w:{name}>"));
        }
        let read = Written { body: &text, ..Written::default() }.read();
        prop_assert!(read.blocks.len() <= 40);
    }
}

/// An element that the reader knows, and how many are closed behind it.
fn element() -> impl Strategy<Value = (&'static str, &'static str, usize)> {
    let names = prop::sample::select(vec![
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "tcPr",
        "trPr",
        "vMerge",
        "gridSpan",
        "hMerge",
        "pPr",
        "rPr",
        "numPr",
        "ins",
        "del",
        "moveTo",
        "sdt",
        "sdtPr",
        "sdtContent",
        "showingPlcHdr",
        "checkbox",
        "fldChar",
        "instrText",
        "txbxContent",
        "AlternateContent",
        "Choice",
        "Fallback",
        "footnoteReference",
        "commentReference",
        "sym",
        "delText",
        "ffData",
        "checkBox",
        "vanish",
        "br",
        "drawing",
        "altChunk",
    ]);
    let attributes = prop::sample::select(vec![
        "",
        "w:val='restart'",
        "w:val='3'",
        "w:val='-1'",
        "w:fldCharType='begin'",
        "w:fldCharType='separate'",
        "w:fldCharType='end'",
        "w:id='1'",
        "w:font='Wingdings' w:char='zz'",
    ]);
    (names, attributes, 0_usize..4)
}
