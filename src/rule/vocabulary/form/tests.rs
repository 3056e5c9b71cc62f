//! What a form asks of a return, cell by cell, and how it counts.

use super::super::tests::{Answer, answer};

const FORM: &str = "
kind: form
id: f
title: F
sheets:
  - number: 1
    title: One
    questions:
      - { id: met, text: Is it met?, answers: [\"Yes\", \"No\"], date_for: [\"No\"], comment_for: [\"No\"] }
      - { id: help, text: Is help wanted?, answers: [\"Yes\", \"No\"] }
      - { id: medium, text: In which medium?, asked_if: { question: help, answers: [\"Yes\"] } }
      - { id: other, text: Which other?, asked_if: { question: medium, answers: [Other] } }
      - { id: known, text: Known before, prefilled: true }
      - { id: named, text: Which now?, asked_if: { unanswered: known } }
      - { id: remark, text: Anything else?, optional: true }
  - number: 2
    title: Two
    figures:
      - { id: suggested, text: Suggested }
      - { id: agreed, text: Agreed, asked_for: [Q1 2015/16, Q2 2015/16], total_equals: fund }
    questions:
      - { id: fund, text: The fund, prefilled: true }
      - { id: why, text: Why do they differ?, asked_if: { rows_differ: [suggested, agreed] }, counted: not }
      - { id: whole, text: Why is the total another?, asked_if: { totals_differ: [agreed] }, counted: as one }
";

/// Asks about sheet 1, or sheet 2, of a return.
fn ask(sheet: u32, lines: &str, script: &str) -> Answer {
    let given =
        format!("kind: return\nid: r\ntitle: R\nform: f\norganisation: O\nsheets:\n  - number: {sheet}\n{lines}");
    answer(&[&given, FORM], &format!("let sheet = node.sheets.items()[0]; {script}"))
}

#[track_caller]
fn value(sheet: u32, lines: &str, script: &str) -> String {
    ask(sheet, lines, script).value()
}

fn questions(lines: &[&str]) -> String {
    let list: String = lines.iter().map(|line| format!("      - {{ {line} }}\n")).collect();
    format!("    questions:\n{list}")
}

const STATES: &str =
    "let all = \"\"; for cell in cells_of(sheet) { all += `${cell.name}: ${cell.asked}, ${cell.filled}; `; } all";
const COUNT: &str = "let count = answered_on(sheet); `${count.least} to ${count.most} of ${count.asked}`";

#[test]
fn what_is_asked_follows_the_answers() {
    let lines = questions(&[
        "id: met, answer: \"No\", date: 31/12/2015",
        "id: help, answer: \"No\"",
        "id: known, answer: Falls",
    ]);
    assert_eq!(
        value(1, &lines, STATES),
        "question met: yes, yes; the date of question met: yes, yes; the comment of question met: yes, no; \
         question help: yes, yes; question medium: no, no; question other: no, no; question named: no, no; "
    );
    assert_eq!(value(1, &lines, COUNT), "6 to 6 of 7");
}

#[test]
fn what_is_filled_without_being_asked_for_is_told() {
    let lines = questions(&[
        "id: met, answer: \"Yes\", date: 31/12/2015, comment: Early",
        "id: help, answer: \"No\"",
        "id: medium, answer: Other",
        "id: other, answer: Coaching",
        "id: known",
        "id: named, answer: Falls",
    ]);
    assert_eq!(
        value(1, &lines, STATES),
        "question met: yes, yes; the date of question met: no, yes; the comment of question met: no, yes; \
         question help: yes, yes; question medium: no, yes; question other: yes, yes; question named: yes, yes; "
    );
    let whys = "let all = \"\"; for cell in cells_of(sheet) { if cell.asked == \"no\" && cell.filled == \"yes\" { all += `${cell.why}; `; } } all";
    assert_eq!(
        value(1, &lines, whys),
        "question met is answered \"Yes\"; question met is answered \"Yes\"; \"help\" is answered \"No\"; "
    );
}

#[test]
fn what_hangs_on_an_empty_answer_is_unclear_and_what_the_copy_lacks_is_not_empty() {
    let lines = questions(&["id: met", "id: help", "id: other, answer: Coaching", "id: known, answer: Falls"]);
    assert_eq!(
        value(1, &lines, STATES),
        "question met: yes, no; the date of question met: unknown, no; the comment of question met: unknown, no; \
         question help: yes, no; question medium: unknown, no; question other: unknown, yes; question named: no, no; "
    );
    assert_eq!(value(1, &lines, COUNT), "2 to 5 of 7");
    let cut = format!("    missing_here: the end\n{}", questions(&["id: met, answer: \"Yes\""]));
    assert_eq!(
        value(1, &cut, STATES),
        "question met: yes, yes; the date of question met: no, no; the comment of question met: no, no; \
         question help: yes, unknown; question medium: unknown, unknown; question other: unknown, unknown; question named: unknown, unknown; "
    );
    assert_eq!(value(1, &cut, COUNT), "3 to 7 of 7");
}

#[test]
fn answers_count_whatever_their_case_and_dashes_and_what_is_not_offered_settles_nothing() {
    let lines = questions(&["id: met, answer: \"NO \"", "id: help, answer: \"yes\"", "id: known, answer: Falls"]);
    assert_eq!(
        value(1, &lines, STATES),
        "question met: yes, yes; the date of question met: yes, no; the comment of question met: yes, no; \
         question help: yes, yes; question medium: yes, no; question other: unknown, no; question named: no, no; "
    );
    let lines = questions(&[
        "id: met, answer: Soon, date: 31/12/2015",
        "id: help, answer: Perhaps",
        "id: medium, answer: By post",
        "id: known, answer: Falls",
    ]);
    assert_eq!(
        value(1, &lines, STATES),
        "question met: yes, yes; the date of question met: unknown, yes; the comment of question met: unknown, no; \
         question help: yes, yes; question medium: unknown, yes; question other: no, no; question named: no, no; "
    );
    let whys = "cells_of(sheet)[4].why";
    assert_eq!(value(1, &lines, whys), "\"help\" is answered \"Perhaps\", which the form does not offer");
}

const ROWS: &str = "    figures:
      - { id: suggested, values: [{ period: Q1 2015/16, value: £100 }, { period: Q2 2015/16, value: \"£1,000\" }] }
";

fn agreed(values: &str, total: &str) -> String {
    format!(
        "{ROWS}      - {{ id: agreed, values: [{values}], total: {total} }}\n    questions:\n      - {{ id: fund, answer: \"£1,100\" }}\n"
    )
}

#[test]
fn figures_are_held_against_each_other_and_against_their_total() {
    let same = agreed("{ period: Q1 2015/16, value: 100 }, { period: q2 2015/16, value: 1000 }", "1100");
    assert_eq!(
        value(2, &same, STATES),
        "question why: no, no; question whole: no, no; the figure for Q1 2015/16 of row agreed: yes, yes; \
         the figure for Q2 2015/16 of row agreed: yes, yes; "
    );
    assert_eq!(value(2, &same, COUNT), "3 to 3 of 3");
    let other = agreed("{ period: Q1 2015/16, value: 100 }, { period: Q2 2015/16, value: 999 }", "1099");
    let whys = "let all = \"\"; for cell in cells_of(sheet) { if cell.asked == \"yes\" && cell.filled == \"no\" { all += `${cell.name}, as ${cell.why}; `; } } all";
    assert_eq!(
        value(2, &other, whys),
        "question why, as the figures of \"suggested\" and \"agreed\" differ for Q2 2015/16; \
         question whole, as the total of \"agreed\" is 1099 and not £1,100; "
    );
    assert_eq!(value(2, &other, COUNT), "2 to 2 of 3");
    let half = agreed("{ period: Q1 2015/16, value: 100 }", "1100");
    assert_eq!(
        value(2, &half, STATES),
        "question why: unknown, no; question whole: no, no; the figure for Q1 2015/16 of row agreed: yes, yes; \
         the figure for Q2 2015/16 of row agreed: yes, no; "
    );
}

#[test]
fn what_the_form_does_not_have_is_unknown() {
    let lines = questions(&["id: mett, answer: \"Yes\""]);
    let first = "sheet.questions.items()[0]";
    assert_eq!(value(1, &lines, &format!("is_on_form({first})")), "false");
    assert_eq!(
        ask(1, &lines, &format!("question_on_form({first}).text")).unknown(),
        "the form \"f\" has no question mett"
    );
    assert_eq!(ask(3, &lines, "cells_of(sheet)").unknown(), "the form \"f\" has no sheet 3");
}

#[test]
fn conditions_in_a_circle_are_unknown() {
    let form = "kind: form\nid: f\ntitle: F\nsheets:\n  - number: 1\n    title: One\n    questions:\n      - { id: a, text: A, asked_if: { question: b, answers: [x] } }\n      - { id: b, text: B, asked_if: { question: a, answers: [x] } }\n";
    let given = "kind: return\nid: r\ntitle: R\nform: f\norganisation: O\nsheets:\n  - number: 1\n";
    answer(&[given, form], "cells_of(node.sheets.items()[0])").assert_unknown("in a circle");
}
