//! Tables: which cell covers what, and what is in it.

use super::{About, first_table, notes, p, paper, paragraphs};

/// A cell with properties and a text.
fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

fn plain(text: &str) -> String {
    cell("", text)
}

#[test]
fn cells_are_found_by_row_and_column_of_the_grid() {
    let body = table(&[
        row(&[plain("a"), plain("b"), plain("c")]),
        row(&[cell("<w:gridSpan w:val='2'/>", "ab"), plain("c2")]),
        row(&[cell("<w:vMerge w:val='restart'/>", "down"), plain("b3"), plain("c3")]),
        row(&[cell("<w:vMerge/>", ""), plain("b4"), plain("c4")]),
        row(&[cell("<w:vMerge w:val='continue'/>", ""), plain("b5"), plain("c5")]),
        row(&[plain("a6"), plain("b6"), plain("c6")]),
    ]);
    let paper = paper(&body);
    let table = first_table(&paper);
    let grid: Vec<String> = (1..=7)
        .map(|row| {
            let texts = (1..=4).map(|column| table.cell(row, column).map_or("-".to_owned(), super::super::Cell::text));
            texts.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let expected = ["a b c -", "ab ab c2 -", "down b3 c3 -", "down b4 c4 -", "down b5 c5 -", "a6 b6 c6 -", "- - - -"];
    assert_eq!(grid, expected);
    let down = table.cell(5, 1).unwrap();
    assert_eq!((down.rows, down.columns, down.place.to_string().as_str()), (3, 1, "table 1, row 3, column 1"));
    assert!(table.cell(0, 1).is_none() && table.cell(1, 0).is_none());
}

#[test]
fn a_row_may_start_further_right() {
    let indented = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>".to_owned() + &*plain("b2") + "</w:tr>";
    let paper = paper(&table(&[row(&[plain("a"), plain("b")]), indented]));
    let table = first_table(&paper);
    assert!(table.cell(2, 1).is_none());
    assert_eq!(table.cell(2, 2).unwrap().text(), "b2");
}

#[test]
fn cells_merged_the_old_way_are_one() {
    let paper =
        paper(&table(&[row(&[cell("<w:hMerge w:val='restart'/>", "a"), cell("<w:hMerge/>", "b"), plain("c")])]));
    let table = first_table(&paper);
    assert_eq!(table.cell(1, 2).unwrap().text(), "a\nb");
    assert_eq!(table.cell(1, 3).unwrap().text(), "c");
}

#[test]
fn what_a_merged_cell_covers_is_not_lost_silently() {
    let rows = [row(&[cell("<w:vMerge w:val='restart'/>", "seen")]), row(&[cell("<w:vMerge/>", "covered")])];
    let covered = paper(&table(&rows));
    assert_eq!(first_table(&covered).cell(2, 1).unwrap().text(), "seen");
    assert_eq!(notes(&covered), [(About::Hidden, "covered")]);
    // Nothing above to be one with.
    let alone = paper(&table(&[row(&[cell("<w:vMerge/>", "alone")])]));
    assert_eq!(first_table(&alone).cell(1, 1).unwrap().text(), "alone");
}

#[test]
fn rows_that_a_tracked_change_deleted_are_left_out_and_told() {
    let deleted = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:tc></w:tr>";
    let inserted = "<w:tr><w:trPr><w:ins/></w:trPr>".to_owned() + &*plain("new") + "</w:tr>";
    let changed = paper(&table(&[row(&[plain("a")]), deleted.to_owned(), inserted]));
    let table_of = first_table(&changed);
    let texts: Vec<_> = (1..=3).map(|row| table_of.cell(row, 1).map(super::super::Cell::text)).collect();
    assert_eq!(texts, [Some("a".to_owned()), None, Some("new".to_owned())]);
    assert_eq!(notes(&changed), [(About::Deleted, "gone"), (About::Inserted, "")]);
    // A table of which nothing is left is none.
    let gone = paper(&(table(&[deleted.to_owned()]) + &*table(&[row(&[plain("a")])])));
    assert_eq!(first_table(&gone).place.to_string(), "table 1");
    assert_eq!(gone.blocks.len(), 1);
}

#[test]
fn rows_behind_a_deleted_one_stand_where_word_shows_them() {
    let delete = |cells: &[String]| format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cells.concat());
    let changed = paper(&table(&[
        row(&[plain("a1"), cell("<w:vMerge w:val='restart'/>", "down"), plain("c1"), plain("d1")]),
        delete(&[cell("<w:gridSpan w:val='2'/>", "a2 and b2"), plain(""), plain("d2")]),
        row(&[plain("a3"), cell("<w:vMerge/>", ""), plain("c3"), plain("d3")]),
        delete(&[plain(""), plain("")]),
        row(&[plain("a5"), plain("b5"), plain("c5"), plain("d5")]),
    ]));
    let places: Vec<String> = changed.notes.iter().filter_map(|note| Some(note.place.as_ref()?.to_string())).collect();
    let expected = ["table 1, row 2, column 1", "table 1, row 2, column 4", "table 1, row 4, column 1"];
    assert_eq!(places, expected);
    assert_eq!(notes(&changed), [(About::Deleted, "a2 and b2"), (About::Deleted, "d2"), (About::Deleted, "")]);
    let table = first_table(&changed);
    assert_eq!(table.cell(5, 1).map(|cell| cell.place.to_string()).as_deref(), Some("table 1, row 5, column 1"));
    // The merged cell reaches over the deleted row to the third.
    assert_eq!(table.cell(3, 2).map(|cell| (cell.text(), cell.rows)), Some(("down".to_owned(), 3)));
}

#[test]
fn a_table_in_a_cell_belongs_to_its_text_and_keeps_its_place() {
    let inner = table(&[row(&[plain("deep")])]);
    let outer = format!("<w:tc>{}{inner}{}</w:tc>", p("above"), p("below"));
    let paper = paper(&(table(&[row(&[plain("a")])]) + &*table(&[row(&[plain("x"), outer])])));
    let super::Block::Table(second) = &paper.blocks[1] else { panic!("the second block is no table") };
    let cell = second.cell(1, 2).unwrap();
    assert_eq!(cell.text(), "above\ndeep\nbelow");
    let super::Block::Table(deep) = &cell.blocks[1] else { panic!("the inner table is lost") };
    let paragraph = paragraphs(&deep.cell(1, 1).unwrap().blocks)[0];
    assert_eq!(paragraph.place.to_string(), "table 2, row 1, column 2, table 1, row 1, column 1, paragraph 1");
}

#[test]
fn the_rows_of_a_table_in_a_cell_are_lines_of_its_text() {
    let inner = table(&[row(&[plain("4.5"), plain("page 3")]), row(&[plain(""), plain("")]), row(&[plain("6.1")])]);
    let paper = paper(&table(&[row(&[format!("<w:tc>{inner}</w:tc>")])]));
    assert_eq!(first_table(&paper).cell(1, 1).unwrap().text(), "4.5\tpage 3\n6.1");
}

#[test]
fn a_long_table_deep_in_others_does_not_fill_the_memory() {
    let mut body = p(&"word ".repeat(20_000));
    for _ in 0..20 {
        body = table(&[row(&[format!("<w:tc>{body}</w:tc>")])]);
    }
    let paper = paper(&body);
    assert_eq!(first_table(&paper).cell(1, 1).unwrap().text().len(), 20_000);
}

#[test]
fn rows_and_cells_may_stand_in_controls() {
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let body = table(&[
        control("", &row(&[plain("a"), control("<w:showingPlcHdr/>", &plain("the lead"))])),
        row(&[plain("b"), plain("c")]),
    ]);
    let paper = paper(&body);
    let table = first_table(&paper);
    assert_eq!(table.cell(1, 1).unwrap().text(), "a");
    assert_eq!(table.cell(1, 2).unwrap().text(), "");
    assert_eq!(table.cell(2, 2).unwrap().text(), "c");
    assert_eq!(
        paper.notes[0].to_string(),
        "table 1, row 1, column 2, paragraph 1: a control that is not filled in: its prompt is no answer: \"the lead\""
    );
}

#[test]
fn captions_stand_above_or_below_and_header_rows_are_known() {
    let caption =
        |text: &str| format!("<w:p><w:pPr><w:pStyle w:val='Caption'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let styles = "<w:style w:type='paragraph' w:styleId='Caption'><w:name w:val='caption'/></w:style>";
    let header = "<w:tr><w:trPr><w:tblHeader/></w:trPr>".to_owned() + &*plain("Lead") + "</w:tr>";
    let one = table(&[header, row(&[plain("a")])]);
    let read = |body: &str| super::Written { styles, body, ..Default::default() }.read();
    let above = read(&(caption("Table 1") + &*one));
    assert_eq!(first_table(&above).caption.as_deref(), Some("Table 1"));
    let headers: Vec<_> = first_table(&above).rows.iter().map(|row| row.is_header).collect();
    assert_eq!(headers, [true, false]);
    let below = read(&(p("text") + &*one + &*caption("Table 2")));
    assert_eq!(first_table(&below).caption.as_deref(), Some("Table 2"));
    assert_eq!(first_table(&read(&one)).caption, None);
}
