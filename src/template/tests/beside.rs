//! Texts in the rows of a table and in a column without a heading.

use super::{cells, filled, given, log, sheet};
use crate::template::{Cell, Forms, Grid, Source, Template};

fn notices(grid: Grid) -> Vec<String> {
    let source = Source { grids: vec![grid], ..Source::default() };
    filled("action-log", &source, &[("id", "log")]).0.notices().to_vec()
}

#[test]
fn a_text_beside_a_list_is_told_with_its_cell() {
    assert_eq!(notices(log()), <[String; 0]>::default());
    let mut grid = log();
    cells(&mut grid).put((4, 9), Cell::of("Awaiting  approval"), 1, 1);
    // Above the headings and below the last entry it is no text beside an entry.
    cells(&mut grid).put((0, 9), Cell::of("Draft"), 1, 1);
    cells(&mut grid).put((6, 9), Cell::of("Printed in May"), 1, 1);
    let one = "sheet \"Log\", cell J5: \"Awaiting approval\" was not read: the column has no heading";
    assert_eq!(notices(grid.clone()), [one]);
    cells(&mut grid).put((2, 0), Cell::of("!"), 1, 1);
    cells(&mut grid).put((4, 0), Cell::of("!"), 1, 1);
    let two =
        "sheet \"Log\", cell A3: \"!\" was not read, nor was what stands below it in row 5: the column has no heading";
    assert_eq!(notices(grid), [two, one]);
}

#[test]
fn a_wide_heading_is_that_of_its_first_column() {
    let mut grid = log();
    cells(&mut grid).put((1, 7), Cell::of("RAG"), 1, 2);
    cells(&mut grid).put((2, 8), Cell::of("was Red"), 1, 1);
    assert_eq!(notices(grid), ["sheet \"Log\", cell I3: \"was Red\" was not read: the column has no heading"]);
    // A column that nothing looks for is told once, by its heading.
    let mut grid = log();
    cells(&mut grid).put((1, 8), Cell::of("Cost"), 1, 1);
    cells(&mut grid).put((2, 8), Cell::of("£5"), 1, 1);
    assert_eq!(
        notices(grid),
        ["the column \"Cost\" of the table in sheet \"Log\" is not read: the template looks for no such heading"]
    );
}

const FORM: &str = "id = \"t\"\ntitle = \"T\"\nkind = \"return\"\nset = { form = \"f\", title = \"R\", id = \"r\" }\n\
    [[table]]\ninto = \"sheets.3.questions\"\ncolumns = { \"{row}.answer\" = \"Please select\" }\n\
    rows = { one = \"Are the plans agreed\", two = \"Are services protected\" }\n\
    [[value]]\ninto = \"sheets.3.questions.story.answer\"\nlabels = [\"Story\"]\n\
    [[value]]\ninto = \"sheets.3.questions.why.answer\"\nlabels = [\"Why\"]\ntake = \"below\"\n";

#[test]
fn an_answer_beside_its_column_is_told_and_what_stands_elsewhere_on_the_form_is_not() {
    let rows: &[&[&str]] = &[
        &["", "Condition", "", "Please select", "", ""],
        &["1)", "Are the plans agreed?", "", "Yes", "", "Story", "It went well"],
        &["2)", "Are services protected?", "No", "", "Since May", "Why"],
        &["", "Of our own", "", "", "not of the form", "because"],
    ];
    let template = Template::read("t.toml", &FORM.into()).unwrap();
    let source = Source { grids: vec![sheet("S", rows)], ..Source::default() };
    let written = template.fill("a.xlsx", &source, &given(&[]), &Forms::default()).unwrap();
    assert_eq!(
        written.notices(),
        [
            "sheet \"S\", cell C3: \"No\" was not read: the column has no heading",
            "sheet \"S\", cell E3: \"Since May\" was not read: the column has no heading",
        ]
    );
}
