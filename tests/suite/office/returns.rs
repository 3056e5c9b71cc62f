//! The workbook of a return: the findings of its transcription, with the cells for places.

use std::fs;
use std::path::Path;

use quorate::office::workbook::Address;
use regex::{Captures, Regex};
use serde_json::Value as Json;

use super::{err, out, quorate};
use crate::support::root;

const WORKBOOK: &str = "samples/cheshire-east-2015-office/return-bcf-q2.xlsx";

/// A folder with the office sample's settings, the papers that a return refers to, and the return.
fn folder(workbook: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let samples = root().join("samples");
    for name in ["form-bcf-q2.yaml", "board-agenda-2015-11-24.yaml", "meeting-2015-10-20.yaml"] {
        fs::copy(samples.join("cheshire-east-2015").join(name), folder.path().join(name)).unwrap();
    }
    // The other office files that the settings name are not there.
    let settings = fs::read_to_string(samples.join("cheshire-east-2015-office/quorate.toml")).unwrap();
    let (head, of_return) =
        (settings.split("[[office]]").next().unwrap(), settings.split("# The return:").nth(1).unwrap());
    fs::write(folder.path().join("quorate.toml"), format!("{head}# The return:{of_return}")).unwrap();
    fs::write(folder.path().join("return-bcf-q2.xlsx"), workbook).unwrap();
    folder
}

fn judged(folder: &Path) -> Json {
    let told = quorate(folder, &["check", ".", "-p", "bcf-2015-16", "-f", "json"]);
    serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)))
}

/// What a report finds, places apart.
fn findings(report: &Json) -> Vec<String> {
    let found = report["findings"].as_array().unwrap().iter().map(|finding| {
        let words = ["id", "rule", "outcome", "severity", "message"].map(|key| finding[key].to_string());
        format!("{} {}", words.join(" "), finding["subject"]["label"])
    });
    let mut found: Vec<String> = found.collect();
    found.sort();
    found
}

/// The workbook with each of its parts changed.
fn changed(change: impl Fn(&str, String) -> String) -> Vec<u8> {
    super::changed(WORKBOOK, change)
}

/// Every sheet with an empty row above row 10 and an empty column before column C, as Excel inserts them.
fn with_row_and_column(part: &str, text: String) -> String {
    if !part.starts_with("xl/worksheets/") {
        return text;
    }
    let moved = |address: &str| {
        let Address { row, column } = address.parse().unwrap();
        Address { row: row + u32::from(row >= 10), column: column + u32::from(column >= 3) }.to_string()
    };
    let rows = Regex::new(r#"<row r="(\d+)""#).unwrap();
    let text = rows.replace_all(&text, |found: &Captures<'_>| {
        let row: u32 = found[1].parse().unwrap();
        format!("<row r=\"{}\"", row + u32::from(row >= 10))
    });
    let cells = Regex::new(r#"<c r="([A-Z]+\d+)""#).unwrap();
    let text = cells.replace_all(&text, |found: &Captures<'_>| format!("<c r=\"{}\"", moved(&found[1])));
    let merged = Regex::new(r#"ref="([A-Z]+\d+):([A-Z]+\d+)""#).unwrap();
    merged
        .replace_all(&text, |found: &Captures<'_>| format!("ref=\"{}:{}\"", moved(&found[1]), moved(&found[2])))
        .into_owned()
}

#[test]
fn a_workbook_gives_the_findings_of_its_transcription_with_its_cells_for_places() {
    let of_workbook = folder(&fs::read(root().join(WORKBOOK)).unwrap());
    let of_text = folder(&[]);
    fs::remove_file(of_text.path().join("return-bcf-q2.xlsx")).unwrap();
    let settings = fs::read_to_string(of_text.path().join("quorate.toml")).unwrap();
    fs::write(of_text.path().join("quorate.toml"), settings.split("# The return:").next().unwrap()).unwrap();
    let transcription = root().join("samples/cheshire-east-2015/return-bcf-q2.yaml");
    fs::copy(transcription, of_text.path().join("return-bcf-q2.yaml")).unwrap();

    let (workbook, text) = (judged(of_workbook.path()), judged(of_text.path()));
    let found = findings(&text);
    assert!(found.len() > 600, "{}", found.len());
    assert_eq!(findings(&workbook), found);

    let place_of = |id: &str| {
        let all = workbook["findings"].as_array().unwrap();
        let finding = all.iter().find(|finding| finding["id"] == id).unwrap_or_else(|| panic!("no finding {id}"));
        finding["places"][0]["spot"].as_str().unwrap().to_owned()
    };
    // The answer to question 4 i) of the conditions; the actual of Q3 2015/16, the twelfth figure of its row.
    assert_eq!(place_of("6e1303465ca3"), "sheet \"3. National Conditions\", cell E17");
    assert_eq!(place_of("772d40cb06b1"), "sheet \"4. Non-Elective and P4P\", cell N10");
    assert_eq!(workbook["documents"][3]["notices"].as_array().map(Vec::len), Some(2), "{}", workbook["documents"]);
}

#[test]
fn an_inserted_row_and_column_move_the_places_and_nothing_else() {
    let (before, after) = (folder(&changed(|_, text| text)), folder(&changed(with_row_and_column)));
    let (before, after) = (judged(before.path()), judged(after.path()));
    assert_eq!(findings(&after), findings(&before));
    let spots = |report: &Json| report.to_string().matches("sheet \\\"3. National Conditions\\\", cell H22").count();
    assert_eq!(spots(&before), 0);
    assert!(spots(&after) > 0);
}

#[test]
fn what_was_renamed_is_named_with_its_sheet_and_the_nearest() {
    let refused = |from: &str, to: &str, words: &[&str]| {
        let workbook = changed(|_, text| text.replace(from, to));
        let folder = folder(&workbook);
        let settings = fs::read_to_string(folder.path().join("quorate.toml")).unwrap();
        let named = settings
            .replace("file = \"return-bcf-q2.xlsx\"", "file = \"return-bcf-q2.xlsx\"\ntemplate = \"bcf-2015-16-q2\"");
        fs::write(folder.path().join("quorate.toml"), named).unwrap();
        let told = quorate(folder.path(), &["check", ".", "-p", "bcf-2015-16"]);
        assert_eq!(told.status.code(), Some(2), "{to}");
        for word in words {
            assert!(err(&told).contains(word), "not said: {word}\nsaid: {}", err(&told));
        }
    };
    refused(
        ">Annual Total<",
        ">Annual Sum<",
        &[
            "the table in sheet \"5. I&E\" has no heading \"Annual Total\"; the nearest is \"Annual Sum\" in sheet \"5. I&E\", cell H11",
        ],
    );
    // A single heading: that of the next table must not be taken in its place.
    refused(">Pooled Fund<", ">The Fund<", &["no table with the headings \"Pooled Fund\" in sheet \"5. I&E\""]);
    refused(
        ">5) Is a joint approach to assessments and care planning taking place?<",
        ">5) Is the joint approach to assessments there?<",
        &[
            "cell C12 has no row \"5) Is a joint approach to assessments\"; the nearest is \"5) Is the joint approach to assessments there?\" in sheet \"3. National Conditions\", cell B20",
        ],
    );
    refused(
        ">completed by:<",
        ">compiled by:<",
        &[
            "there is no label \"completed by\" in sheet \"1. Cover\"; the nearest is \"compiled by:\" in sheet \"1. Cover\", cell B8",
        ],
    );
    refused(
        ">Q2 Amended Data:<",
        ">Q2 Amened Data:<",
        &["there is no label \"Q2 Amended Data\" in sheet \"5. I&E\"; the nearest is \"Q2 Amened Data:\""],
    );
    refused("\"6. Metrics\"", "\"6. Metric\"", &["there is no sheet \"6. Metrics\"; the nearest is \"6. Metric\""]);
}

#[test]
fn an_error_of_the_workbook_is_a_finding_and_never_data() {
    // The annual total of the income plan that was returned for Q1.
    let broken = changed(|_, text| {
        let total = Regex::new(r#"<c r="H12" s="1"><f>SUM\(D12:G12\)</f><v>\d+</v></c>"#).unwrap();
        total.replace(&text, r#"<c r="H12" s="1" t="e"><f>SUM(#REF!)</f><v>#REF!</v></c>"#).into_owned()
    });
    let folder = folder(&broken);
    let report = judged(folder.path());
    let of_cell = report["findings"].as_array().unwrap().iter().filter(|finding| {
        finding["places"].as_array().unwrap().iter().any(|place| place["spot"] == "sheet \"5. I&E\", cell H12")
    });
    let told: Vec<[&str; 3]> =
        of_cell.map(|finding| ["rule", "outcome", "message"].map(|key| finding[key].as_str().unwrap())).collect();
    assert!(
        told.contains(&["document/well-formed", "fail", "the cell holds #REF!, an error of the workbook"]),
        "{told:?}"
    );
    // The total is not judged, and not taken for nothing.
    let adds_up = told.iter().find(|[rule, ..]| *rule == "return/figures-add-up-to-the-total");
    assert_eq!(adds_up.map(|[_, outcome, _]| *outcome), Some("open"), "{told:?}");
}

#[test]
fn what_is_missing_is_told_at_the_empty_cell() {
    // The actual income of Q2 2015/16, and the organisation on the cover.
    let emptied = changed(|name, text| {
        let cell = match name {
            "xl/worksheets/sheet1.xml" => "D6",
            "xl/worksheets/sheet5.xml" => "E20",
            _ => return text,
        };
        let filled = Regex::new(&format!(r#"<c r="{cell}"[^>]*>.*?</c>"#)).unwrap();
        assert!(filled.is_match(&text), "{name}");
        filled.replace(&text, format!(r#"<c r="{cell}"/>"#)).into_owned()
    });
    let folder = folder(&emptied);
    let report = judged(folder.path());
    let told = |words: &str| {
        let found = report["findings"].as_array().unwrap().iter();
        let mut found = found
            .filter(|finding| finding["outcome"] == "fail" && finding["message"].as_str().unwrap().contains(words));
        found.next().unwrap_or_else(|| panic!("not told: {words}"))["places"][0]["spot"].as_str().unwrap().to_owned()
    };
    assert_eq!(told("figure for Q2 2015/16 of row income-actual is empty"), "sheet \"5. I&E\", cell E20");
    // The label: which cell beside it the form would fill is not told by an empty row.
    assert_eq!(told("the organisation is missing"), "sheet \"1. Cover\", cell B6");
}

#[test]
fn an_amount_below_nought_is_one_figure_in_the_form_s_own_format() {
    // The form shows "£"#,##0; the actual income of Q2 2015/16 is no less than 0.
    let negative = changed(|name, text| match name {
        "xl/worksheets/sheet5.xml" => {
            text.replace("<c r=\"E20\" s=\"1\"><v>5173845</v></c>", "<c r=\"E20\" s=\"1\"><v>-250000</v></c>")
        }
        _ => text,
    });
    let folder = folder(&negative);
    let report = judged(folder.path());
    let of_limits = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"] == "return/figure-is-within-the-limits" && finding["outcome"] == "fail");
    let told: Vec<&str> = of_limits.map(|finding| finding["message"].as_str().unwrap()).collect();
    assert!(told.iter().any(|message| message.contains("-£250,000")), "{told:?}");
    let said = report.to_string();
    assert!(!said.contains("cannot be read in one way only"), "{said}");
}

#[test]
fn a_hint_beside_an_empty_cell_is_no_answer() {
    // D14 of the cover names who signed; D10 of the metrics holds the commentary on the first of them.
    let hinted = changed(|name, text| {
        let (cell, hint, words) = match name {
            "xl/worksheets/sheet1.xml" => ("D14", "F14", "Please enter job title"),
            "xl/worksheets/sheet6.xml" => ("D10", "I10", "max 750 chars"),
            _ => return text,
        };
        let filled = Regex::new(&format!("<c r=\"{cell}\"[^>]*>.*?</c>")).unwrap();
        assert!(filled.is_match(&text), "{name}");
        let beside = format!("<c r=\"{cell}\"/><c r=\"{hint}\" t=\"inlineStr\"><is><t>{words}</t></is></c>");
        filled.replace(&text, beside).into_owned()
    });
    let folder = folder(&hinted);
    let report = judged(folder.path());
    let of_rule = |rule: &str| -> Vec<&str> {
        let found = report["findings"].as_array().unwrap().iter();
        let found = found.filter(|finding| finding["rule"] == rule && finding["outcome"] == "fail");
        found.map(|finding| finding["message"].as_str().unwrap()).collect()
    };
    let unanswered = of_rule("return/every-question-is-answered");
    for question in ["signed-off-by", "residential-care"] {
        assert!(unanswered.iter().any(|message| message.contains(question)), "{question}: {unanswered:#?}");
    }
    let noticed = report["documents"].to_string();
    for told in [
        "sheet \\\"1. Cover\\\", cell F14: \\\"Please enter job title\\\" stands too far from \\\"Who has signed off the report",
        "sheet \\\"6. Metrics\\\", cell I10: \\\"max 750 chars\\\" stands too far from \\\"Commentary on progress",
    ] {
        assert_eq!(noticed.matches(told).count(), 1, "{told}: {noticed}");
    }
}

#[test]
fn a_comment_typed_one_column_too_far_is_told_with_its_cell() {
    let noticed = |workbook: &[u8]| -> Vec<String> {
        let report = judged(folder(workbook).path());
        let documents = report["documents"].as_array().unwrap().iter();
        let notices = documents.flat_map(|document| document["notices"].as_array().into_iter().flatten());
        let told = notices.map(|notice| notice.as_str().unwrap().to_owned());
        told.filter(|notice| notice.contains("no heading")).collect()
    };
    assert_eq!(noticed(&changed(|_, text| text)), <[String; 0]>::default());
    // The commentary on the second condition, which the form asks for in column G.
    let moved = changed(|name, text| match name {
        "xl/worksheets/sheet3.xml" => text.replacen("r=\"G15\"", "r=\"H15\"", 1),
        _ => text,
    });
    let told = noticed(&moved);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("sheet \"3. National Conditions\", cell H15: \""), "{told:?}");
    assert!(told[0].ends_with("was not read: the column has no heading"), "{told:?}");
}
