//! `docs/limits.md` gives the figures of the program and names tests that there are.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{files_below, root};

/// How its row of the page begins, the file and the constant that state it, and how it is written.
type Limit = (&'static str, &'static str, &'static str, fn(u64) -> String);

/// Limits by how their row of the page begins, where the program states them, and how they are written.
const LIMITS: [Limit; 26] = [
    ("Steps of the script", "rule/sandbox.rs", "MAX_OPERATIONS", count),
    ("Steps for all", "rule/sandbox.rs", "MAX_OPERATIONS_IN_ALL", count),
    ("Wall time", "rule/sandbox.rs", "MAX_TIME", |seconds| format!("{seconds} seconds")),
    ("Memory that", "rule/sandbox.rs", "MAX_MEMORY", size),
    ("Text in one value", "rule/sandbox.rs", "MAX_STRING_BYTES", size),
    ("Items of lists", "rule/sandbox.rs", "MAX_ITEMS", count),
    ("Fields of maps", "rule/sandbox.rs", "MAX_FIELDS", count),
    ("Values that words give", "rule/sandbox.rs", "MAX_HELD_BYTES", size),
    ("Messages and notes", "rule/sandbox.rs", "MAX_SAID_BYTES", size),
    ("Names of variables", "rule/sandbox.rs", "MAX_NAMES", count),
    ("Functions, closures", "rule/sandbox.rs", "MAX_FUNCTIONS", count),
    ("Functions that call", "rule/sandbox.rs", "MAX_CALL_LEVELS", depth),
    ("Expressions and blocks", "rule/sandbox.rs", "MAX_EXPRESSION_DEPTH", depth),
    ("Size of a rule file", "rule/sandbox.rs", "MAX_RULE_BYTES", size),
    ("Size of a document", "cli/read.rs", "MAX_BYTES", size),
    ("Lists and maps within", "document.rs", "MAX_DEPTH", depth),
    ("Size of an office file", "office/archive.rs", "MAX_FILE", size),
    ("What all parts", "office/archive.rs", "MAX_UNPACKED", size),
    ("What a part unpacks to", "office/archive.rs", "MAX_RATIO", |times| format!("{times} times")),
    ("Parts in an office file", "office/archive.rs", "MAX_PARTS", count),
    ("Elements of XML in", "office/xml.rs", "MAX_ELEMENTS", count),
    ("Elements of XML within", "office/xml.rs", "MAX_DEPTH", depth),
    ("Cells in a workbook", "office/workbook.rs", "MAX_CELLS", count),
    ("Sheets in a workbook", "office/workbook.rs", "MAX_SHEETS", count),
    ("Cells that merged", "office/workbook/builder.rs", "MAX_MERGED", count),
    ("Paragraphs and cells", "office/paper/story.rs", "MOST_ITEMS", count),
];

fn depth(levels: u64) -> String {
    format!("{levels} deep")
}

fn size(bytes: u64) -> String {
    if bytes.is_multiple_of(1 << 20) { format!("{} MiB", bytes >> 20) } else { format!("{} KiB", bytes >> 10) }
}

fn count(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

/// The value of a constant as its source states it: a number, a product, a shift, or seconds.
fn stated(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(root().join("src").join(file)).unwrap();
    let line = text.lines().find(|line| line.contains(&format!("const {name}:"))).unwrap_or_else(|| panic!("{name}"));
    let value = line.split(" = ").nth(1).unwrap().trim_end_matches(';').replace('_', "");
    let value = value.trim_start_matches("Duration::fromsecs(").trim_end_matches(')');
    let number = |text: &str| text.trim().parse::<u64>().unwrap_or_else(|error| panic!("{name}: {text}: {error}"));
    match value.split_once("<<") {
        Some((number_part, by)) => number(number_part) << number(by),
        None => value.split('*').map(number).product(),
    }
}

/// The rows of the page's tables: the cells of each.
fn rows() -> Vec<Vec<String>> {
    let page = fs::read_to_string(root().join("docs/limits.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ") || line.starts_with("|-"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn the_page_of_limits_has_the_figures_of_the_program() {
    let rows = rows();
    for (start, file, name, written) in LIMITS {
        let of_limit: Vec<_> = rows.iter().filter(|row| row[0].starts_with(start)).collect();
        assert_eq!(of_limit.len(), 1, "{start}");
        assert_eq!(of_limit[0][1], written(stated(file, name)), "{start}: {name} in src/{file}");
    }
}

#[test]
fn every_test_that_the_page_of_limits_names_is_there() {
    let mut there = BTreeSet::new();
    for folder in ["src", "tests"] {
        for path in files_below(&root().join(folder), ".rs") {
            let text = fs::read_to_string(path).unwrap();
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            let after =
                lines.windows(2).filter(|pair| pair[0] == "#[test]").filter_map(|pair| pair[1].strip_prefix("fn "));
            there.extend(after.filter_map(|rest| rest.split_once("()")).map(|(name, _)| name.to_owned()));
        }
    }
    let mut named = 0;
    for row in rows().iter().filter(|row| row.last().is_some_and(|cell| cell.starts_with('`'))) {
        for test in row.last().unwrap().split(", ").map(|test| test.trim_matches('`')) {
            assert!(there.contains(test), "there is no test `{test}` ({})", row[0]);
            named += 1;
        }
    }
    assert!(named > 50, "{named}");
}
