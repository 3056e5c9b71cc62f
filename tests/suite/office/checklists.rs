//! A checklist as a Word file that somebody changed.

use std::collections::BTreeSet;
use std::fs;

use regex::Regex;
use serde_json::Value as Json;

use super::{changed, err, out, quorate};
use crate::support::root;

/// A Word checklist of the sample with its text changed, in a folder beside what it is about.
fn checklist_with(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let sample = root().join("samples/cheshire-east-2015-office");
    let folder = tempfile::tempdir().unwrap();
    let plan = "transformation-plan-eastern.docx";
    fs::copy(sample.join(plan), folder.path().join(plan)).unwrap();
    let text = |name: &str, text: String| if name == "word/document.xml" { change(text) } else { text };
    let checklist = changed("samples/cheshire-east-2015-office/self-assessment-eastern.docx", text);
    fs::write(folder.path().join("self-assessment.docx"), checklist).unwrap();
    let settings = "policies = [\"transformation-plan-2015\"]\nas_of = 2015-11-24\n[[office]]\nfile = \"self-assessment.docx\"\nset = { about = \"ec-transformation-plan\" }\n[[office]]\nfile = \"transformation-plan-eastern.docx\"\ntemplate = \"plan-text\"\nset = { id = \"ec-transformation-plan\" }\n[[office]]\nfile = \"transformation-plan-eastern.docx\"\ntemplate = \"plan-figures\"\nset = { id = \"ec-plan-figures\", plan = \"ec-transformation-plan\" }\n";
    fs::write(folder.path().join("quorate.toml"), settings).unwrap();
    folder
}

#[test]
fn a_question_inserted_in_a_word_checklist_is_told_and_shifts_no_other() {
    const THIRD: &str = "show that NHS England";
    let inserted = |text: String| {
        let at = text.find(THIRD).expect("the third question");
        let row = text[..at].rfind("<w:tr>").or_else(|| text[..at].rfind("<w:tr ")).expect("its row");
        let end = at + text[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
        let own = text[row..end].replace("show that NHS England", "include what parents said to NHS England");
        let words =
            Regex::new(">[^<>]{60,}<").unwrap().replace(&own, ">were put to a meeting of parents<").into_owned();
        let words = words.replace(">4.2<", ">8.1<");
        format!("{}{words}{}", &text[..row], &text[row..])
    };
    let findings = |folder: &tempfile::TempDir| -> BTreeSet<[String; 3]> {
        let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
        let report: Json = serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)));
        let found = report["findings"].as_array().unwrap().iter();
        let of_checklist = found.filter(|finding| finding["rule"].as_str().unwrap().starts_with("self-assessment/"));
        of_checklist
            .map(|finding| ["id", "outcome", "message"].map(|key| finding[key].as_str().unwrap().to_owned()))
            .collect()
    };
    let (before, after) = (checklist_with(|text| text), checklist_with(inserted));
    let (before, after) = (findings(&before), findings(&after));
    let gone: Vec<&[String; 3]> = before.difference(&after).collect();
    let new: Vec<&[String; 3]> = after.difference(&before).collect();
    // That the checklist has every question of the form is all that no longer holds.
    assert_eq!(gone.len(), 1, "{gone:#?} {new:#?}");
    assert_eq!(gone[0][1], "pass", "{gone:#?}");
    let failed = new.iter().filter(|[_, outcome, _]| outcome == "fail").map(|[_, _, message]| message.as_str());
    let failed: Vec<&str> = failed.collect();
    assert_eq!(failed, ["question engagement-added-1 is not of the form \"ltp-self-assessment-2015\""]);
}

/// The findings of a checklist that was changed, places apart, and what was noticed in it.
fn told_of(change: impl Fn(String) -> String) -> (BTreeSet<[String; 3]>, Vec<String>) {
    let folder = checklist_with(change);
    let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
    let report: Json = serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)));
    let findings = report["findings"].as_array().unwrap().iter();
    let findings = findings.map(|finding| ["rule", "outcome", "message"].map(|key| finding[key].to_string()));
    let compact = quorate(folder.path(), &["check", ".", "-f", "compact"]);
    let compact = format!("{}{}", out(&compact), err(&compact));
    let noticed = compact.lines().filter_map(|line| line.split_once("self-assessment.docx: noticed: "));
    // The settings give the checklist no identity, which is told each time.
    let noticed = noticed.map(|(_, what)| what.to_owned()).filter(|what| !what.starts_with("the form prints no"));
    (findings.collect(), noticed.collect())
}

/// The rows of the first table of a Word file: where each begins and ends.
fn rows_of(text: &str) -> Vec<std::ops::Range<usize>> {
    let table = text.find("</w:tbl>").expect("a table");
    let rows = Regex::new("(?s)<w:tr[ >].*?</w:tr>").unwrap();
    rows.find_iter(&text[..table]).map(|row| row.range()).collect()
}

#[test]
fn a_checklist_in_two_tables_or_with_its_headings_repeated_is_judged_as_one() {
    let (before, noticed) = told_of(|text| text);
    assert_eq!(noticed, <[String; 0]>::default());
    let again = |text: &str, between: &str| {
        let rows = rows_of(text);
        let (heading, at) = (text[rows[0].clone()].to_owned(), rows[13].start);
        format!("{}{between}{heading}{}", &text[..at], &text[at..])
    };
    let (repeated, noticed) = told_of(|text| again(&text, ""));
    assert_eq!(before, repeated);
    assert_eq!(noticed, <[String; 0]>::default());
    let (split, noticed) = told_of(|text| {
        let open = text.find("<w:tbl>").expect("a table");
        let head = text[open..rows_of(&text)[0].start].to_owned();
        again(&text, &format!("</w:tbl><w:p/>{head}"))
    });
    assert_eq!(before, split);
    assert_eq!(noticed, ["table 1 goes on in table 2: all was read as one table"]);
}

/// A checklist whose table ends above a row (from 0) and goes on below some text, each row changed.
fn split_at(text: &str, row: usize, between: &str, change: impl Fn(&str) -> String) -> String {
    let (rows, open) = (rows_of(text), text.find("<w:tbl>").expect("a table"));
    let head = &text[open..rows[0].start];
    let last = rows[rows.len() - 1].end;
    let second: String = rows[row..].iter().map(|row| change(&text[row.clone()])).collect();
    format!("{}</w:tbl>{between}{head}{second}{}", &text[..rows[row].start], &text[last..])
}

#[test]
fn a_checklist_that_was_split_without_its_headings_is_judged_as_one() {
    let (before, _) = told_of(|text| text);
    const TEXT: &str = "<w:p><w:r><w:t>The second half:</w:t></w:r></w:p>";
    // Below a section, within one, and with a text between that the form does not have.
    for (row, between) in [(14, "<w:p/>"), (17, "<w:p/>"), (14, TEXT)] {
        let (split, noticed) = told_of(|text| split_at(&text, row, between, str::to_owned));
        assert_eq!(before, split, "{row} {between}");
        assert_eq!(
            noticed,
            ["table 1 goes on in table 2, which has no headings: its columns were read in the same order"]
        );
    }
}

#[test]
fn questions_in_a_table_that_cannot_be_read_are_not_said_to_be_missing() {
    let wider = |row: &str| row.replace("</w:tr>", "<w:tc><w:p/></w:tc></w:tr>");
    let folder = checklist_with(|text| split_at(&text, 14, "<w:p/>", wider));
    let told = quorate(folder.path(), &["check", "."]);
    assert_eq!(told.status.code(), Some(2), "{}", out(&told));
    let said = err(&told);
    let place = "self-assessment.docx: table 2, row 3, column 1: \"built on practice that rests on evidence\" is a question of the form, and stands in a table that has neither its headings nor its columns";
    assert!(said.contains(place), "{said}");
}

#[test]
fn a_row_that_a_tracked_change_deletes_moves_no_place() {
    let deleted = |text: String| {
        let row = rows_of(&text)[13].clone();
        let open = row.start + text[row.clone()].find('>').unwrap() + 1;
        format!("{}<w:trPr><w:del w:id=\"1\"/></w:trPr>{}", &text[..open], &text[open..])
    };
    let places = |folder: &tempfile::TempDir| -> BTreeSet<String> {
        let told = out(&quorate(folder.path(), &["check", ".", "-f", "compact"]));
        let of_rows = Regex::new("table 1, row (?:1[5-9]|2[0-9]|3[0-9]), .*evidence-is-by-reference").unwrap();
        of_rows.find_iter(&told).map(|place| place.as_str().to_owned()).collect()
    };
    let before = places(&checklist_with(|text| text));
    assert!(before.len() >= 5, "{before:?}");
    assert_eq!(before, places(&checklist_with(deleted)));
    let (_, noticed) = told_of(deleted);
    let cells: Vec<&str> = noticed.iter().map(|notice| notice.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(cells, ["table 1, row 14, column 1", "table 1, row 14, column 2", "table 1, row 14, column 3"]);
}

#[test]
fn a_form_that_is_signed_on_every_line_passes() {
    let signed = |text: String| {
        let (table, block) = text.split_at(text.rfind("<w:tbl>").expect("the sign-off block"));
        let cells = Regex::new("(?s)<w:tc>.*?</w:tc>").unwrap();
        let mut column = 0;
        let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
        let block = cells.replace_all(block, |found: &regex::Captures<'_>| {
            column += 1;
            // The first row holds the headings, the first column the bodies.
            match (column - 1) % 5 {
                _ if column <= 5 => found[0].to_owned(),
                0 => found[0].to_owned(),
                1 => cell("Director"),
                2 => cell("by e-mail"),
                3 => cell("20 November 2015"),
                _ => cell("Signed"),
            }
        });
        format!("{table}{block}")
    };
    let outcomes = |findings: &BTreeSet<[String; 3]>| -> BTreeSet<String> {
        let own = findings.iter().filter(|[rule, ..]| rule.contains("sign-off-block-is-filled"));
        own.map(|[_, outcome, _]| outcome.trim_matches('"').to_owned()).collect()
    };
    assert!(outcomes(&told_of(|text| text).0).contains("fail"));
    assert_eq!(outcomes(&told_of(signed).0), BTreeSet::from(["pass".to_owned()]));
}

#[test]
fn a_form_without_its_sign_off_block_is_read_and_found_to_have_none() {
    let (findings, _) = told_of(|text| {
        let block = text.rfind("<w:tbl>").expect("the sign-off block");
        let end = block + text[block..].find("</w:tbl>").unwrap() + "</w:tbl>".len();
        format!("{}{}", &text[..block], &text[end..])
    });
    let failed = |[rule, outcome, _]: &&[String; 3]| rule.contains("has-sign-off-block") && outcome.contains("fail");
    assert_eq!(findings.iter().filter(failed).count(), 1, "{findings:#?}");
}

#[test]
fn a_section_whose_heading_was_renamed_is_judged_as_before() {
    let (before, _) = told_of(|text| text);
    let (after, noticed) = told_of(|text| text.replace("Level of ambition", "Ambition of the plans"));
    assert_eq!(before, after);
    assert_eq!(
        noticed,
        [
            "table 1, row 15, column 1: \"Ambition of the plans\" is no heading of the form, and was read as one; the nearest is \"Level of ambition\""
        ]
    );
}

#[test]
fn evidence_in_a_table_within_its_cell_is_read() {
    let (before, _) = told_of(|text| text);
    let (after, _) = told_of(|text| {
        let row = rows_of(&text)[3].clone();
        let cell = row.start + text[row.clone()].rfind("<w:tc>").expect("its last cell");
        let inner = Regex::new("(?s)<w:p[ >].*?</w:p>").unwrap().find(&text[cell..row.end]).unwrap().range();
        let (start, end) = (cell + inner.start, cell + inner.end);
        let paragraph = &text[start..end];
        format!("{}<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl><w:p/>{}", &text[..start], &text[end..])
    });
    assert_eq!(before, after);
}

#[test]
fn a_form_that_is_shipped_is_known_without_a_copy_beside_the_checklist() {
    let folder = checklist_with(|text| text);
    let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
    let report: Json = serde_json::from_str(&out(&told)).unwrap();
    let paths = report["documents"].as_array().unwrap().iter().map(|document| document["path"].as_str().unwrap());
    assert!(paths.collect::<Vec<_>>().contains(&"form-self-assessment.yaml (as shipped)"), "{report}");
    let outcome = |rule: &str| {
        let found = report["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == rule);
        found.map(|finding| finding["outcome"].as_str().unwrap().to_owned())
    };
    assert_eq!(outcome("self-assessment/keeps-to-its-form").as_deref(), Some("pass"));
    // A form of one's own under the same identity comes first.
    let sample = root().join("samples/cheshire-east-2015-office/form-self-assessment.yaml");
    let own = fs::read_to_string(sample).unwrap().replace("have been costed", "were costed by somebody else");
    fs::write(folder.path().join("our-form.yaml"), own).unwrap();
    let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
    assert!(!out(&told).contains("(as shipped)"));
    assert!(out(&told).contains("where the form says"), "{}", out(&told));
}

/// The outcomes for the checklist of the sample when the plan that it cites was changed.
fn told_of_plan(change: impl Fn(String) -> String) -> BTreeSet<[String; 3]> {
    let folder = checklist_with(|text| text);
    let text = |name: &str, text: String| if name == "word/document.xml" { change(text) } else { text };
    let plan = changed("samples/cheshire-east-2015-office/transformation-plan-eastern.docx", text);
    fs::write(folder.path().join("transformation-plan-eastern.docx"), plan).unwrap();
    let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
    let report: Json = serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)));
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|finding| ["rule", "outcome", "message"].map(|key| finding[key].to_string())).collect()
}

#[test]
fn a_paragraph_of_the_plan_is_cited_however_its_number_is_set() {
    let before = told_of_plan(|text| text);
    let paragraph = |text: &str, number: &str| {
        let at = text.find(&format!(">{number} ")).expect("the paragraph");
        let start = text[..at].rfind("<w:p>").or_else(|| text[..at].rfind("<w:p ")).unwrap();
        start..at + text[at..].find("</w:p>").unwrap() + "</w:p>".len()
    };
    let bracketed = |text: String| {
        let text = text.replacen(">4.4 As of", ">4.4) As of", 1);
        let text = text.replacen(">4.5 NHS", ">4.5) NHS", 1);
        text.replacen(">9.3.1 In", ">(9.3.1) In", 1)
    };
    let in_table = |text: String| {
        let range = paragraph(&text, "4.5");
        let own = text[range.clone()].replace(">4.5 ", ">");
        let cell = "<w:tc><w:p><w:r><w:t>4.5</w:t></w:r></w:p></w:tc>";
        let table = format!("<w:tbl><w:tr>{cell}<w:tc>{own}</w:tc></w:tr></w:tbl>");
        format!("{}{table}{}", &text[..range.start], &text[range.end..])
    };
    let in_box = |text: String| {
        let (boxed, above) = (paragraph(&text, "4.5"), paragraph(&text, "4.4"));
        let hung = format!(
            "<w:r><w:pict><v:textbox xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
            &text[boxed.clone()]
        );
        let end = above.end - "</w:p>".len();
        format!("{}{hung}{}{}", &text[..end], &text[above.end..boxed.start], &text[boxed.end..])
    };
    let changes: [(&str, &dyn Fn(String) -> String); 3] =
        [("brackets", &bracketed), ("a table", &in_table), ("a text box", &in_box)];
    for (what, change) in changes {
        let after = told_of_plan(change);
        assert_eq!(before, after, "{what}");
    }
    // A plan without the paragraph gives other findings: the comparison can fail.
    assert_ne!(before, told_of_plan(|text| text.replacen(">4.5 NHS", ">NHS", 1)));
}

#[test]
fn a_text_in_a_column_without_a_heading_is_told() {
    let (before, _) = told_of(|text| text);
    let (after, noticed) = told_of(|text| {
        let row = rows_of(&text)[3].clone();
        let end = row.end - "</w:tr>".len();
        let cell = "<w:tc><w:p><w:r><w:t>Not accepted, see 4.6</w:t></w:r></w:p></w:tc>";
        format!("{}{cell}{}", &text[..end], &text[end..])
    });
    assert_eq!(before, after);
    assert_eq!(
        noticed,
        ["table 1, row 4, column 4: \"Not accepted, see 4.6\" was not read: the column has no heading"]
    );
}

#[test]
fn evidence_that_was_struck_through_is_told_and_a_raised_mark_makes_no_other_number() {
    let (before, _) = told_of(|text| text);
    let cited = "<w:t>4.5</w:t>";
    let with = |properties: &str, words: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>");
    let struck = with("<w:strike/>", "4.99,");
    let (after, noticed) = told_of(|text| {
        assert!(text.contains(&format!("<w:r>{cited}")), "a run with the evidence");
        text.replacen(&format!("<w:r>{cited}"), &format!("{struck}<w:r>{cited}"), 1)
    });
    assert_eq!(before, after);
    assert_eq!(
        noticed,
        ["table 1, row 4, column 3, paragraph 1: text that is struck through, which is left out: \"4.99,\""]
    );
    let mark = with("<w:vertAlign w:val=\"superscript\"/>", "1");
    let (after, _) = told_of(|text| text.replacen(&format!("{cited}</w:r>"), &format!("{cited}</w:r>{mark}"), 1));
    let dangles = |findings: &BTreeSet<[String; 3]>| findings.iter().any(|[.., message]| message.contains("4.51"));
    assert!(!dangles(&after), "{after:#?}");
    let outcomes = |findings: &BTreeSet<[String; 3]>, word: &str| {
        findings
            .iter()
            .filter(|[_, outcome, _]| outcome.contains(word))
            .map(|[rule, ..]| rule.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(outcomes(&before, "fail"), outcomes(&after, "fail"));
}

#[test]
fn a_page_is_looked_up_where_the_word_file_of_the_plan_tells_its_pages() {
    let folder = checklist_with(|text| text.replace(">6.4<", ">p. 2, p. 3<"));
    let page_finding = || {
        let told = quorate(folder.path(), &["check", ".", "-f", "json", "-v"]);
        let report: Json = serde_json::from_str(&out(&told)).unwrap();
        let found = report["findings"].as_array().unwrap().iter();
        let mut found = found.filter(|finding| {
            finding["rule"] == "self-assessment/page-cited-exists" && finding["outcome"] != "not-applicable"
        });
        let finding = found.next().unwrap();
        assert!(found.next().is_none());
        ["outcome", "message"].map(|key| finding[key].as_str().unwrap().to_owned())
    };
    let [outcome, message] = page_finding();
    assert_eq!(outcome, "open");
    assert!(message.contains("does not tell where its pages end"), "{message}");
    const SECOND: &str = "<w:t>2.1 NHS Eastern Cheshire";
    let laid_out = |name: &str, text: String| match name {
        "word/document.xml" => text.replace(SECOND, &format!("<w:lastRenderedPageBreak/>{SECOND}")),
        _ => text,
    };
    let plan = changed("samples/cheshire-east-2015-office/transformation-plan-eastern.docx", laid_out);
    fs::write(folder.path().join("transformation-plan-eastern.docx"), plan).unwrap();
    let [outcome, message] = page_finding();
    assert_eq!(outcome, "fail");
    assert_eq!(message, "page 3 is not in the plan \"ec-transformation-plan\", which has 2 pages");
}

#[test]
fn another_label_never_counts_as_a_value() {
    const POST: &str = "<w:p><w:r><w:t>Clinical Projects Manager</w:t></w:r></w:p>";
    const BODY: &str = "<w:p><w:r><w:t>NHS Eastern Cheshire Clinical Commissioning Group</w:t></w:r></w:p>";
    let failed = |from: &str, to: &str| -> Vec<String> {
        let (findings, _) = told_of(|text| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        let failed = findings.into_iter().filter(|[_, outcome, _]| outcome == "\"fail\"");
        failed.map(|[_, _, message]| message).collect()
    };
    for blank in ["", "<w:p/>", "<w:p><w:r><w:t> </w:t></w:r></w:p>"] {
        let told = failed(POST, blank);
        assert!(told.iter().any(|message| message.contains("the contact block names no post")), "{told:#?}");
        let told = failed(BODY, blank);
        assert!(told.iter().any(|message| message.contains("the organisation is missing")), "{told:#?}");
    }
}
