//! Real files, as python-docx and LibreOffice write them; `tests/fixtures/office/make_papers.py`
//! made them. The numbers are compared with what LibreOffice shows of the same file.

use super::{About, Block, Paper, first_table, notes, paragraphs, shown};

/// Bytes of the files, each as made and as saved again, with what LibreOffice shows.
macro_rules! fixture {
    ($name:literal) => {
        [
            include_bytes!(concat!("../../../../tests/fixtures/office/", $name, ".docx")).as_slice(),
            include_bytes!(concat!("../../../../tests/fixtures/office/", $name, "-saved.docx")).as_slice(),
        ]
    };
}

pub(super) const PLAN: [&[u8]; 2] = fixture!("plan");
pub(super) const LISTS: [&[u8]; 2] = fixture!("lists");
pub(super) const TYPED: [&[u8]; 2] = fixture!("typed");
pub(super) const TABLES: [&[u8]; 2] = fixture!("tables");
pub(super) const CHANGES: [&[u8]; 2] = fixture!("changes");
pub(super) const FORM: [&[u8]; 2] = fixture!("form");

fn read(files: [&[u8]; 2]) -> [Paper; 2] {
    files.map(|bytes| Paper::read("a.docx", bytes).unwrap())
}

/// The lines without their indents and without bullets, which are no numbers.
fn lines(text: &str) -> Vec<String> {
    let words =
        |line: &str| line.split_whitespace().filter(|word| !["•", "◦"].contains(word)).collect::<Vec<_>>().join(" ");
    text.trim_start_matches('\u{feff}').lines().map(words).collect()
}

#[test]
fn numbers_are_those_that_another_program_shows() {
    let plan = include_str!("../../../../tests/fixtures/office/plan.shown.txt");
    let typed = include_str!("../../../../tests/fixtures/office/typed.shown.txt");
    let lists = include_str!("../../../../tests/fixtures/office/lists.shown.txt");
    for (files, expected) in [(PLAN, plan), (LISTS, lists), (TYPED, typed)] {
        for paper in read(files) {
            assert_eq!(lines(&shown(&paper).join("\n")), lines(expected));
        }
    }
}

#[test]
fn headings_have_their_levels() {
    for paper in read(PLAN) {
        let headings: Vec<_> = paragraphs(&paper.blocks)
            .iter()
            .filter_map(|one| one.heading.map(|level| format!("{level} {}", one.text)))
            .collect();
        let expected = [
            "1 Introduction",
            "2 Partners",
            "2 Engagement",
            "1 Finance",
            "1 Without a number",
            "2 Money",
            "1 Risk register",
            "1 Equality",
        ];
        assert_eq!(headings, expected);
    }
}

#[test]
fn tables_have_their_cells() {
    for paper in read(TABLES) {
        let table = first_table(&paper);
        let position = paper.blocks.iter().position(|block| matches!(block, Block::Table(_))).unwrap();
        assert_eq!(paper.heading_above(position).unwrap().text, "Actions");
        assert!(paper.heading_above(0).is_none());
        assert_eq!(table.caption.as_deref(), Some("Table 1: who does what"));
        assert!(table.rows[0].is_header);
        let text = |row, column| table.cell(row, column).unwrap().text();
        // The writer joined the texts of the two merged cells.
        assert_eq!(text(2, 1), "Train staff\nBuy beds");
        assert_eq!(table.cell(3, 1), table.cell(2, 1));
        assert_eq!((text(3, 2), text(3, 3)), ("Director".to_owned(), "June 2016".to_owned()));
        assert_eq!(table.cell(4, 2).unwrap().text(), "All of them together");
        assert_eq!(text(4, 3), "July 2016");
    }
}

#[test]
fn changes_comments_hidden_text_and_boxes_are_told() {
    for paper in read(CHANGES) {
        let expected = [
            "The board approved the plan.",
            "The end of this paragraph is deleted, so that it runs on.",
            "Spend is 40% of the budget",
            "Seen and seen.",
            "A box hangs here.",
            "Text of the box",
            "The last paragraph.",
        ];
        assert_eq!(shown(&paper), expected);
        let expected = [
            (About::Deleted, "noted "),
            (About::Inserted, "approved "),
            (About::Deleted, "¶"),
            (About::Deleted, "¶All of this is deleted."),
            (About::Comment, "Is this still right?"),
            (About::Hidden, "and not seen "),
        ];
        assert_eq!(notes(&paper), expected);
    }
}

#[test]
fn a_form_tells_answers_from_prompts_and_ticked_boxes_from_empty_ones() {
    for paper in read(FORM) {
        let table = first_table(&paper);
        let answers: Vec<_> = (1..=6).map(|row| table.cell(row, 2).unwrap().text()).collect();
        let expected = ["Paragraph 7.5.2", "", "[x] Yes [ ] No", "[ ] Yes [x] No", "☑ Yes ☐ No", "✓"];
        assert_eq!(answers, expected);
        assert_eq!(notes(&paper), [(About::Prompt, "Click or tap here to enter text.")]);
    }
}
