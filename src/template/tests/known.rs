//! Rows of a checklist that are known by the words of their form.

use super::{Forms, Source, Templates, given, sheet};
use crate::document::{Document, Format, Node};

const FORM: &str = "kind: form
id: ltp-self-assessment-2015
title: Checklist
sheets:
  - number: 1
    title: Governance
    questions:
      - { id: governance-1, text: A board answers for the delivery of the plan }
      - { id: governance-2, text: Local groups watch over progress and risks }
  - number: 2
    title: Finance
    questions:
      - { id: finance-1, text: The plan has been costed }
      - { id: finance-2, text: The costs match the money that will be given }
      - { id: finance-3, text: Earlier funding streams are taken into account }
";

/// A checklist of some rows below its headings, and what is noticed.
fn checklist(rows: &[&[&str]]) -> (Document, Vec<String>) {
    let mut forms = Forms::default();
    forms.add(&Document::read("form.yaml", Format::Yaml, FORM.into()).unwrap());
    let mut cells: Vec<&[&str]> = vec![&["Theme", "Y/N", "Evidence"]];
    cells.extend(rows);
    let signed = sheet("", &[&["On behalf of", "Signatory"], &["The Board", "Chair"]]);
    let title = sheet("", &[&["Self-assessment checklist for the assurance process", "A Council"]]);
    let source = Source { grids: vec![title, sheet("", &cells), signed], ..Source::default() };
    let templates = Templates::shipped().unwrap();
    let template = templates.get("self-assessment-2015").unwrap();
    let given = given(&[("id", "own"), ("about", "plan")]);
    match template.fill("a.docx", &source, &given, &forms) {
        Ok(written) => {
            let notices = written.notices().to_vec();
            let (text, origin) = written.into_json("00".to_owned());
            (Document::of_office("a.docx", text, origin).unwrap(), notices)
        }
        Err(problems) => panic!("{:?}", problems[0].headline()),
    }
}

/// The identities that the rows of a checklist take, and what is noticed.
fn identities(rows: &[&[&str]]) -> (Vec<String>, Vec<String>) {
    let (document, notices) = checklist(rows);
    let sections = document.root().get("sections").unwrap();
    let questions = sections.children().flat_map(|section| section.get("questions").unwrap().children());
    let ids = questions.filter_map(|question| question.get("id").and_then(Node::as_written)).map(str::to_owned);
    (ids.collect(), notices)
}

#[test]
fn an_inserted_question_shifts_no_other() {
    let (ids, notices) = identities(&[
        &["Governance"],
        &["A board answers for the delivery of the plan", "Y", "4.1"],
        &["Parents were asked", "Y", "4.2"],
        &["Local groups watch over progress and risks", "Y", "4.3"],
        &["Finance"],
        &["The plan has been costed", "Y", "4.4"],
    ]);
    assert_eq!(ids, ["governance-1", "governance-added-1", "governance-2", "finance-1"]);
    assert_eq!(notices.len(), 1);
    assert!(notices[0].starts_with("\"Parents were asked\": not like any question of the form"), "{notices:?}");
}

#[test]
fn a_question_that_was_moved_or_left_out_keeps_the_others_their_names() {
    let (ids, notices) = identities(&[
        &["Governance"],
        &["Local groups watch over progress and risks", "Y", "4.3"],
        &["Finance"],
        &["A board answers for the delivery of the plan", "Y", "4.1"],
        &["Earlier funding streams are taken into account", "N", ""],
    ]);
    assert_eq!(ids, ["governance-2", "governance-1", "finance-3"]);
    assert_eq!(notices, <[String; 0]>::default());
}

#[test]
fn a_question_that_stands_there_again_is_the_same_one() {
    let (ids, notices) = identities(&[
        &["Governance"],
        &["A board answers for the delivery of the plan", "Y", "4.1"],
        &["A board answers for the delivery of the plan.", "N", "4.1"],
        &["Local groups watch over progress and risks", "Y", "4.3"],
        &["Finance"],
        &["The plan has been costed", "Y", "4.4"],
        &["The plan has been costed", "Y", "4.4"],
        &["Something else", "Y", "4.4"],
    ]);
    let again = ["governance-1", "governance-1", "governance-2", "finance-1", "finance-1", "finance-added-1"];
    assert_eq!(ids, again);
    assert_eq!(notices.len(), 1, "{notices:?}");
}

#[test]
fn a_row_without_a_question_is_told_with_its_place() {
    let (ids, notices) = identities(&[
        &["Governance"],
        &["A board answers for the delivery of the plan", "Y", "4.1"],
        &["", "", "4.2 (continued)"],
        &["Local groups watch over progress and risks", "Y", "4.3"],
    ]);
    assert_eq!(ids, ["governance-1", "governance-added-1", "governance-2"]);
    assert_eq!(notices, ["sheet \"\", cell A4: no question stands in this row; does it belong to the one above?"]);
}

#[test]
fn one_question_in_other_words_is_the_one_that_is_left() {
    let (ids, notices) = identities(&[
        &["Finance"],
        &["The plan has been costed", "Y", "4.4"],
        &["Allocations of the year agree", "Y", "4.5"],
        &["Earlier funding streams are taken into account", "Y", "4.6"],
    ]);
    assert_eq!(ids, ["finance-1", "finance-2", "finance-3"]);
    assert!(notices.is_empty());
}

#[test]
fn a_heading_that_was_renamed_opens_its_section_all_the_same() {
    let (ids, notices) = identities(&[
        &["Governance"],
        &["The plan shows that:"],
        &["A board answers for the delivery of the plan", "Y", "4.1"],
        &["Local groups watch over progress and risks", "Y", "4.3"],
        &["What it costs"],
        &["The sums show that:"],
        // In other words: known as what is left of the section that the heading stands for.
        &["Somebody has added all of it up", "Y", "4.4"],
        &["The costs match the money that will be given", "Y", "4.5"],
        &["Earlier funding streams are taken into account", "Y", "4.6"],
    ]);
    assert_eq!(ids, ["governance-1", "governance-2", "finance-1", "finance-2", "finance-3"]);
    assert_eq!(
        notices,
        [
            "sheet \"\", cell A6: \"What it costs\" is no heading of the form, and was read as one; the nearest is \"Finance\""
        ]
    );
}

#[test]
fn a_lead_in_is_never_written_over() {
    let rows: &[&[&str]] = &[
        &["Governance"],
        &["The plan shows that:"],
        &["A board answers for the delivery of the plan", "Y", "4.1"],
        &["And besides:"],
        &["Local groups watch over progress and risks", "Y", "4.3"],
    ];
    let (document, notices) = checklist(rows);
    let lead_in = document.root().at_pointer("/sections/0/lead_in").and_then(Node::as_written);
    assert_eq!(lead_in, Some("The plan shows that:"));
    assert_eq!(
        notices,
        ["sheet \"\", cell A5: \"And besides:\" is a second text that leads in to the same section, and was not read"]
    );
}

#[test]
fn a_question_without_an_answer_is_no_heading() {
    let (ids, notices) = identities(&[
        &["Governance"],
        &["A board answers for the delivery of the plan"],
        &["Is there a clinical lead?"],
        &["Local groups watch over progress and risks", "Y", "4.3"],
    ]);
    assert_eq!(ids, ["governance-1", "governance-added-1", "governance-2"]);
    assert!(notices.iter().all(|notice| notice.contains("not like any question")), "{notices:?}");
}

#[test]
fn a_section_wholly_in_other_words_goes_by_its_order() {
    let (ids, notices) = identities(&[
        &["Finance"],
        &["Have costs been worked out?", "Y", "4.4"],
        &["Do sums agree?", "Y", "4.5"],
        &["Is MH resilience in?", "Y", "4.6"],
        &["Is anything else to say?", "Y", "4.7"],
    ]);
    assert_eq!(ids, ["finance-1", "finance-2", "finance-3", "finance-added-1"]);
    assert_eq!(notices.len(), 1);
}
