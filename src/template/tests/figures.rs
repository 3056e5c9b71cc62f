//! Tables of money in plans, and rows that are no items.

use super::{cells, filled, given, sheet};
use crate::document::Document;
use crate::schema;
use crate::template::{Cell, Forms, Grid, Source, Templates};

const PLAN: [(&str, &str); 2] = [("id", "f"), ("plan", "p")];

fn source(grids: Vec<Grid>) -> Source {
    Source { grids, ..Source::default() }
}

fn costs(rows: &[&[&str]]) -> Grid {
    let mut all: Vec<&[&str]> = vec![&["Action", "By when", "2015-16 funding"]];
    all.extend(rows);
    sheet("Costs", &all)
}

fn read(grids: Vec<Grid>) -> (Document, Vec<String>) {
    let (document, _) = filled("plan-figures", &source(grids), &PLAN);
    let notices = document.notices().iter().filter(|notice| !notice.contains("is not read: the template looks for"));
    let notices = notices.filter(|notice| !notice.starts_with("there is no table")).cloned().collect();
    (document, notices)
}

fn at(document: &Document, pointer: &str) -> Option<String> {
    Some(document.root().at_pointer(pointer)?.as_written()?.to_owned())
}

fn spot(document: &Document, pointer: &str) -> String {
    document.spot(document.root().at_pointer(pointer).unwrap().id(), 0).to_string()
}

#[test]
fn a_table_of_costs_gives_figures_words_and_who_pays() {
    let (document, notices) = read(vec![costs(&[
        &["Steering group", "Dec 15", "No cost"],
        &["Engagement", "Jan 16", "£8,950 SC\n£9,850 SC\n£1,790 SC"],
        &["Capacity", "", ""],
        &["Pathways", "", "£25,000 for EC"],
    ])]);
    assert_eq!(schema::kind("plan-figures").unwrap().faults(&document), []);
    assert_eq!(notices, <[String; 0]>::default());
    let rows = "/tables/0/rows";
    assert_eq!(at(&document, "/tables/0/title").as_deref(), Some("Costs"));
    assert_eq!(at(&document, "/tables/0/place").as_deref(), Some("sheet \"Costs\""));
    assert_eq!(spot(&document, "/tables/0/title"), "sheet \"Costs\"");
    assert_eq!(at(&document, "/tables/0/bears_out/1").as_deref(), Some("finance-2"));
    assert_eq!(at(&document, &format!("{rows}/0/entry")).as_deref(), Some("No cost"));
    assert!(document.root().at_pointer(&format!("{rows}/0/amounts")).is_none());
    assert_eq!(at(&document, &format!("{rows}/1/amounts/2")).as_deref(), Some("£1,790"));
    assert_eq!(spot(&document, &format!("{rows}/1/amounts/2")), "sheet \"Costs\", cell C3");
    assert_eq!(at(&document, &format!("{rows}/1/paid_by")).as_deref(), Some("SC"));
    assert!(document.root().at_pointer(&format!("{rows}/2/amounts")).is_none());
    assert_eq!(at(&document, &format!("{rows}/3/paid_by")).as_deref(), Some("for EC"));
}

#[test]
fn the_row_of_the_total_is_the_total_and_a_sub_total_is_told() {
    let (document, notices) = read(vec![costs(&[
        &["A", "", "£10"],
        &["Sub-total:", "", "£10"],
        &["B", "", "£5 EC"],
        &["TOTAL 2015-16", "", "£15 in all"],
    ])]);
    assert_eq!(document.root().at_pointer("/tables/0/rows").unwrap().children().count(), 2);
    assert_eq!(at(&document, "/tables/0/total").as_deref(), Some("£15"));
    assert_eq!(spot(&document, "/tables/0/total"), "sheet \"Costs\", cell C5");
    assert_eq!(
        notices,
        [
            "sheet \"Costs\", cell A3: \"Sub-total:\" is no entry of the table; its row was not read",
            "sheet \"Costs\", cell A5: \"TOTAL 2015-16\" is no entry of the table; \"£15\" in its row was read as the total of the table",
        ]
    );
}

#[test]
fn of_several_totals_none_is_taken() {
    let (document, notices) =
        read(vec![costs(&[&["A", "", "£10"], &["Total", "", "£10"], &["B", "", "£5"], &["Total", "", "£15"]])]);
    assert_eq!(document.root().at_pointer("/tables/0/rows").unwrap().children().count(), 2);
    assert!(document.root().at_pointer("/tables/0/total").is_none());
    let told = "\"Total\" is no entry of the table; 2 rows are such, and none was read as the total of the table";
    assert_eq!(notices, [3, 5].map(|row| format!("sheet \"Costs\", cell A{row}: {told}")));
    let (document, notices) = read(vec![costs(&[&["A", "", "£10"], &["Total", "", "£10 EC, £5 SC"]])]);
    assert_eq!(at(&document, "/tables/0/total").as_deref(), Some("£10 EC, £5 SC"));
    assert_eq!(notices.len(), 1, "{notices:?}");
    let (document, _) = read(vec![costs(&[&["A", "", "£10"], &["Total", "", "£10 EC\n£5 SC"]])]);
    assert!(document.root().at_pointer("/tables/0/total").is_none());
}

#[test]
fn services_of_one_name_are_told_apart_by_whom_they_are_for() {
    let investment = sheet(
        "Now",
        &[
            &["Service", "Budget", "Commissioner", "Target population"],
            &["Low secure", "£86,100", "NHS England", "Eastern"],
            &["Low secure", "-", "NHS England", "South"],
            &["Kooth", "£58,000", "", ""],
        ],
    );
    let (document, _) = read(vec![sheet("Notes", &[&["Service", "Tier"]]), investment]);
    let items: Vec<Option<String>> = (0..3).map(|row| at(&document, &format!("/tables/0/rows/{row}/item"))).collect();
    assert_eq!(items, ["Low secure, Eastern", "Low secure, South", "Kooth"].map(|item| Some(item.to_owned())));
    assert_eq!(spot(&document, "/tables/0/rows/1/item"), "sheet \"Now\", cell A3");
    assert_eq!(at(&document, "/tables/0/rows/1/entry").as_deref(), Some("-"));
    assert_eq!(at(&document, "/tables/0/rows/1/paid_by").as_deref(), Some("NHS England"));
}

#[test]
fn a_paper_without_a_table_of_money_is_refused_and_one_that_lacks_a_table_is_told() {
    let templates = Templates::shipped().unwrap();
    let fill = |grid: Grid| {
        templates.get("plan-figures").unwrap().fill("a.xlsx", &source(vec![grid]), &given(&PLAN), &Forms::default())
    };
    let refused = fill(sheet("Costs", &[&["Action", "Money"], &["A", "£10"]])).unwrap_err();
    let headline = refused[0].headline();
    assert!(
        headline
            .starts_with("a.xlsx: the table in sheet \"Costs\" has no heading \"Funding\" (nor \"(year) funding\", "),
        "{headline}"
    );
    assert!(headline.ends_with("the headings there are \"Action\", \"Money\""), "{headline}");
    let (document, _) = filled("plan-figures", &source(vec![costs(&[&["A", "", "£10"]])]), &PLAN);
    let told = document.notices().last().unwrap();
    assert_eq!(told, "there is no table with the headings \"Service\", \"Budget\"");
}

#[test]
fn a_log_with_costs_is_a_log_unless_somebody_says_otherwise() {
    let log = sheet("Log", &[&["Ref", "Action", "Status", "Cost"], &["1", "Write", "Open", "£5"]]);
    let templates = Templates::shipped().unwrap();
    let matching = templates.matching(&source(vec![log])).unwrap();
    assert_eq!(matching.map(|template| template.id.as_str()), Some("action-log"));
    let plan = costs(&[&["A", "", "£10"]]);
    assert!(templates.matching(&source(vec![plan])).unwrap().is_none());
}

#[test]
fn a_total_in_a_log_is_no_action_and_an_action_may_speak_of_a_total() {
    let log = |rows: &[&[&str]]| {
        let mut all: Vec<&[&str]> = vec![&["Ref", "Action", "Owner", "Status"]];
        all.extend(rows);
        let (document, _) = filled("action-log", &source(vec![sheet("Log", &all)]), &[("id", "log")]);
        let actions = document.root().get("actions").unwrap().children();
        let texts =
            actions.map(|action| action.get("text").and_then(|text| text.as_written()).unwrap_or("").to_owned());
        (texts.collect::<Vec<_>>(), document.notices().to_vec())
    };
    let (actions, notices) = log(&[
        &["1", "Write", "Head", "Open"],
        &["Sub-total", "1", "", ""],
        &["2", "Total", "Head", "Open"],
        &["Total", "Work out what it costs", "", "Open"],
        &["Totals:", "", "", "1 of 2 open"],
        &["", "Total", "", "2"],
        &["Total cost", "", "", "Open"],
    ]);
    assert_eq!(actions, ["Write", "Work out what it costs", ""]);
    let told = |cell: &str, words: &str| {
        format!("sheet \"Log\", cell {cell}: \"{words}\" is no entry of the table; its row was not read")
    };
    assert_eq!(notices, [told("A3", "Sub-total"), told("B4", "Total"), told("A6", "Totals:"), told("B7", "Total")]);
}

#[test]
fn an_error_of_the_workbook_in_a_column_of_figures_is_no_figure() {
    let mut grid = costs(&[&["A", "", "£10"], &["B", "", "x"]]);
    let fault = Cell { fault: Some("the cell holds #REF!, an error of the workbook".to_owned()), ..Cell::of("#REF!") };
    cells(&mut grid).put((2, 2), fault, 1, 1);
    let (document, _) = read(vec![grid]);
    assert_eq!(document.unheld().len(), 1);
    assert_eq!(at(&document, "/tables/0/rows/1/entry"), None);
}
