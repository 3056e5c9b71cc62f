//! Which numbers of a Word file are labels.

use super::*;
use crate::office::paper::Row;

/// The body's blocks, as paragraphs and tables are added to it.
#[derive(Default)]
struct Body {
    blocks: Vec<Block>,
}

fn number(shown: &str, list: u32) -> Option<Number> {
    (!shown.is_empty()).then(|| Number { shown: shown.to_owned(), level: 1, list, gap: "\t" })
}

fn paragraph(place: Place, heading: Option<u8>, number: Option<Number>, text: &str) -> Paragraph {
    Paragraph {
        place,
        heading,
        number,
        style: None,
        text: text.to_owned(),
        footnotes: Vec::new(),
        prompt: None,
        is_contents: false,
        page: 1,
    }
}

impl Body {
    fn place(&self) -> Place {
        Place::in_body(Step::Paragraph(u32::try_from(self.blocks.len() + 1).unwrap()))
    }

    fn heading(self, shown: &str, text: &str) -> Self {
        let paragraph = paragraph(self.place(), Some(1), number(shown, 1), text);
        self.block(paragraph)
    }

    /// A paragraph with a number of a list; an empty number is none.
    fn item(self, list: u32, shown: &str, text: &str) -> Self {
        let paragraph = paragraph(self.place(), None, number(shown, list), text);
        self.block(paragraph)
    }

    fn text(self, text: &str) -> Self {
        self.item(0, "", text)
    }

    fn block(mut self, paragraph: Paragraph) -> Self {
        self.blocks.push(Block::Paragraph(paragraph));
        self
    }

    /// A table of rows of cells, each a number and a text.
    fn table(mut self, rows: &[&[(&str, &str)]]) -> Self {
        let cell = |row: usize, column: usize, (shown, text): (&str, &str)| {
            let (row, column) = (u32::try_from(row + 1).unwrap(), u32::try_from(column + 1).unwrap());
            let place = Place::in_body(Step::Cell { table: 1, row, column });
            let paragraph = paragraph(place.clone(), None, number(shown, 9), text);
            Cell { place, column, columns: 1, rows: 1, blocks: vec![Block::Paragraph(paragraph)] }
        };
        let row = |(row, cells): (usize, &&[(&str, &str)])| Row {
            is_header: false,
            cells: cells.iter().enumerate().map(|(column, one)| cell(row, column, *one)).collect(),
        };
        let rows = rows.iter().enumerate().map(row).collect();
        self.blocks.push(Block::Table(Table { place: Place::in_body(Step::Table(1)), caption: None, rows }));
        self
    }

    fn outline(self) -> PaperOutline {
        of_paper(&Paper { blocks: self.blocks, notes: Vec::new(), pages: None })
    }

    /// Label, heading and text of each entry.
    fn entries(self) -> Vec<String> {
        let outline = self.outline();
        let of = |entry: &Entry| {
            let heading = entry.heading.clone().map_or("", |heading| outline.text.get(heading).unwrap());
            format!("{} <{heading}> {}", entry.label, outline.text.get(entry.text.clone()).unwrap())
        };
        outline.entries.iter().map(of).collect()
    }
}

#[test]
fn automatic_and_typed_numbers_are_labels_alike() {
    let automatic = Body::default()
        .heading("7", "Workforce")
        .item(1, "7.1", "Staff are trained each year.")
        .item(1, "7.2", "The training is paid for.")
        .text("By the trust.");
    let typed = Body::default()
        .heading("", "7 Workforce")
        .text("7.1 Staff are trained each year.")
        .text("7.2\tThe training is paid for.")
        .text("By the trust.");
    let expected =
        ["7 <Workforce> ", "7.1 <> Staff are trained each year.", "7.2 <> The training is paid for.\n\nBy the trust."];
    assert_eq!(automatic.entries(), expected);
    assert_eq!(typed.entries(), expected);
}

#[test]
fn an_automatic_number_needs_no_company() {
    // As typed text it would be a figure: out of sequence, with a unit, in small letters.
    let entries = Body::default().text("Text.").item(1, "12.4", "posts are vacant").item(1, "3.2", "m").entries();
    assert_eq!(entries, ["12.4 <> posts are vacant", "3.2 <> m"]);
    assert_eq!(Body::default().text("Text.").text("12.4 posts are vacant").entries(), Vec::<String>::new());
}

#[test]
fn sections_and_appendices_are_labels() {
    let entries = Body::default()
        .item(1, "Section 4", "Partners")
        .item(1, "4.1", "We met.")
        .heading("Appendix B", "Risks")
        .text("None is known.")
        .entries();
    assert_eq!(entries, ["Section 4 <Partners> ", "4.1 <> We met.", "Appendix B <Risks> None is known."]);
}

#[test]
fn items_of_a_list_are_no_paragraphs_of_the_plan() {
    let entries = Body::default()
        .item(1, "7.1", "It is asked:")
        .item(2, "1.", "to note the plan;")
        .item(2, "2.", "to agree the budget.")
        .item(3, "(a)", "and more")
        .item(1, "7.2", "It is agreed.")
        .entries();
    assert_eq!(
        entries,
        [
            "7.1 <> It is asked:\n\n1.\tto note the plan;\n\n2.\tto agree the budget.\n\n(a)\tand more",
            "7.2 <> It is agreed.",
        ]
    );
}

#[test]
fn single_numbers_are_labels_where_their_list_numbers_the_plan() {
    // The list has levels below.
    let levels = Body::default().item(1, "1.", "Introduction to the plan").item(1, "1.1", "It is new.");
    assert_eq!(levels.entries(), ["1 <Introduction to the plan> ", "1.1 <> It is new."]);
    // It goes on behind a heading.
    let through = Body::default()
        .heading("", "Aims")
        .item(1, "1.", "we aim high.")
        .item(1, "2.", "and higher.")
        .heading("", "Means")
        .item(1, "3.", "money is short.");
    let labels: Vec<_> = through.outline().entries.iter().map(|entry| entry.label.to_string()).collect();
    assert_eq!(labels, ["1", "2", "3"]);
    // It starts again behind each heading.
    let lists = Body::default()
        .heading("", "Aims")
        .item(1, "1.", "we aim high.")
        .item(1, "2.", "and higher.")
        .heading("", "Means")
        .item(2, "1.", "money is short.");
    assert_eq!(lists.entries(), Vec::<String>::new());
}

#[test]
fn rows_of_tables_hold_labels_only_by_automatic_numbers() {
    let rows: &[&[(&str, &str)]] = &[&[("", "4.1"), ("", "Train staff")], &[("", "4.2"), ("", "Buy beds")]];
    let typed = Body::default().item(1, "4", "Actions").item(1, "4.0", "").table(rows);
    assert_eq!(typed.entries(), ["4 <Actions> ", "4.0 <> 4.1 | Train staff\n4.2 | Buy beds"]);
    let rows: &[&[(&str, &str)]] = &[&[("4.1", ""), ("", "Train staff")], &[("4.2", ""), ("", "Buy beds")]];
    let automatic = Body::default().table(rows).outline();
    let texts: Vec<_> = automatic
        .entries
        .iter()
        .map(|entry| (entry.label.to_string(), automatic.text.get(entry.text.clone()).unwrap()))
        .collect();
    assert_eq!(texts, [("4.1".to_owned(), "Train staff"), ("4.2".to_owned(), "Buy beds")]);
    let place = automatic.place(automatic.entries[1].label_span.start).unwrap();
    assert_eq!(place.to_string(), "table 1, row 2, column 1");
}

#[test]
fn a_table_of_one_column_is_a_frame_around_text() {
    let rows: &[&[(&str, &str)]] = &[&[("", "4.1 We met in May.")], &[("", "4.2 We met again.")]];
    assert_eq!(Body::default().table(rows).entries(), ["4.1 <> We met in May.", "4.2 <> We met again."]);
}

#[test]
fn contents_and_footnotes_hold_no_labels() {
    let mut contents = paragraph(Body::default().place(), None, None, "1.1 Aims\t3");
    contents.is_contents = true;
    let mut noted = paragraph(Body::default().place(), None, number("1.1", 1), "We aim high.");
    noted.footnotes.push("1.2 The report says so.".to_owned());
    let entries = Body::default().block(contents).block(noted).entries();
    assert_eq!(entries, ["1.1 <> We aim high.\n1.2 The report says so."]);
}

#[test]
fn every_part_of_the_text_knows_its_place() {
    let outline = Body::default().text("First.").item(1, "7.1", "Second.").text("Third.").outline();
    let place = |text: &str| outline.place(outline.text.find(text).unwrap()).unwrap().to_string();
    assert_eq!(
        [place("First"), place("7.1"), place("Second"), place("Third")].join(", "),
        "paragraph 1, paragraph 2, paragraph 2, paragraph 3"
    );
    assert_eq!(outline.place(outline.text.len()).unwrap().to_string(), "paragraph 3");
    assert!(Body::default().outline().place(0).is_none());
}

#[test]
fn each_label_stands_on_the_page_of_its_paragraph() {
    let mut body =
        Body::default().item(7, "1.1", "First.").item(7, "1.2", "Second.").table(&[&[("1.3", "In a table")]]);
    for (page, block) in (1..).zip(&mut body.blocks) {
        match block {
            Block::Paragraph(paragraph) => paragraph.page = page,
            Block::Table(table) => {
                let cell = &mut table.rows[0].cells[0];
                if let Block::Paragraph(paragraph) = &mut cell.blocks[0] {
                    paragraph.page = 5;
                }
            }
        }
    }
    let outline = body.outline();
    let pages = outline.entries.iter().map(|entry| outline.page(entry.label_span.start));
    assert_eq!(pages.collect::<Vec<_>>(), [Some(1), Some(2), Some(5)]);
}

const NUMBERED: &[&[(&str, &str)]] = &[
    &[("", "4.1"), ("", "We met in May and in June.")],
    &[("", ""), ("", "More was said.")],
    &[("", "4.2."), ("", "We met again in the autumn.")],
];

#[test]
fn a_table_of_numbers_and_sentences_is_the_layout_of_the_text() {
    let expected =
        ["4 <Partners> ", "4.1 <> We met in May and in June.\n\nMore was said.", "4.2 <> We met again in the autumn."];
    assert_eq!(Body::default().heading("4", "Partners").table(NUMBERED).entries(), expected);
    // A further column makes it a table of something else, and so does a row of headings.
    let wider: Vec<Vec<(&str, &str)>> = NUMBERED.iter().map(|row| [*row, &[("", "Head of SEND")]].concat()).collect();
    let wider: Vec<&[(&str, &str)]> = wider.iter().map(Vec::as_slice).collect();
    let headed = [&[[("", "No"), ("", "What we agreed")].as_slice()], NUMBERED].concat();
    for table in [wider, headed] {
        let outline = Body::default().heading("4", "Partners").table(&table).outline();
        assert_eq!(outline.entries.iter().map(|entry| entry.label.to_string()).collect::<Vec<_>>(), ["4"]);
        let rows: Vec<&str> = outline.numbered_rows.iter().map(|(_, number)| number.as_str()).collect();
        assert_eq!(rows, ["4.1", "4.2"]);
    }
}

#[test]
fn a_number_in_a_table_or_box_is_no_label_where_the_text_has_it() {
    let text = || Body::default().heading("4", "Partners").item(1, "4.1", "We met.").text("4.2 We met again.");
    let labels = |body: Body| body.outline().entries.iter().map(|entry| entry.label.to_string()).collect::<Vec<_>>();
    assert_eq!(labels(text().table(NUMBERED)), ["4", "4.1", "4.2"]);
    assert!(text().table(NUMBERED).outline().numbered_rows.is_empty());
    let in_box = |words: &str| {
        let within = Place::new(None, Step::TextBox(1));
        paragraph(Place::new(Some(&within.into()), Step::Paragraph(1)), None, None, words)
    };
    assert_eq!(labels(text().block(in_box("4.2 We met again."))), ["4", "4.1", "4.2"]);
    assert_eq!(labels(text().block(in_box("4.3 We meet in May."))), ["4", "4.1", "4.2", "4.3"]);
    assert_eq!(labels(text().block(in_box("5 things to do"))), ["4", "4.1", "4.2"]);
}

#[test]
fn automatic_numbers_in_brackets_are_labels_if_they_have_several_parts() {
    let entries =
        Body::default().item(1, "4.1)", "we met").item(1, "(4.2)", "we met").item(2, "1)", "to note").entries();
    assert_eq!(entries, ["4.1 <> we met", "4.2 <> we met\n\n1)\tto note"]);
}
