//! The tables of money of a plan, read from the files that officers have.

use std::fs;

use quorate::document::{Document, Format, Node};
use serde_json::Value as Json;

use super::{err, one_line, out, quorate, report};
use crate::support::root;

const PLAN: &str = "transformation-plan-eastern.docx";

/// Every value of a document with where it stands, without its identity.
fn values(document: &Document) -> Vec<(String, String)> {
    fn gather(node: Node<'_>, found: &mut Vec<(String, String)>) {
        match node.as_written() {
            Some(written) => found.push((node.pointer(), written.to_owned())),
            None => node.children().for_each(|child| gather(child, found)),
        }
    }
    let mut found = Vec::new();
    gather(document.root(), &mut found);
    found.retain(|(pointer, _)| pointer != "/id");
    found.sort();
    found
}

#[test]
fn the_word_plans_give_the_figures_of_their_transcription() {
    for (part, plan) in [("eastern", "ec-transformation-plan"), ("south", "sc-transformation-plan")] {
        let file = format!("samples/cheshire-east-2015-office/transformation-plan-{part}.docx");
        let about = format!("plan={plan}");
        let told = quorate(root(), &["import", &file, "-t", "plan-figures", "--set", "id=f", "--set", &about]);
        let of_word =
            Document::read("f.yaml", Format::Yaml, told.stdout.clone()).unwrap_or_else(|_| panic!("{}", err(&told)));
        let text = fs::read(root().join(format!("samples/cheshire-east-2015/plan-figures-{part}.yaml"))).unwrap();
        let of_text = values(&Document::read("t.yaml", Format::Yaml, text).unwrap());
        assert!(of_text.len() > 100, "{}", of_text.len());
        assert_eq!(values(&of_word), of_text, "{part}");
    }
}

#[test]
fn one_word_file_is_the_text_of_the_plan_and_its_figures() {
    let report = report(&["samples/cheshire-east-2015-office", "-p", "transformation-plan-2015"]);
    let documents = report["documents"].as_array().unwrap().iter();
    let of_plan: Vec<&Json> = documents.filter(|document| document["path"].as_str().unwrap().ends_with(PLAN)).collect();
    let kinds: Vec<&str> = of_plan.iter().map(|document| document["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["plan-text", "plan-figures"]);
    assert_eq!(of_plan[0]["sha256"], of_plan[1]["sha256"]);
    let findings = report["findings"].as_array().unwrap().iter();
    let costs = findings.filter(|finding| {
        finding["rule"] == "self-assessment/costs-agree-with-the-funding" && finding["outcome"] == "open"
    });
    let costs: Vec<&Json> = costs.collect();
    assert_eq!(costs.len(), 2);
    // 10,000 + 26,000 + 2,000 + 85,000 + 80,000 + 25,000, as printed.
    assert!(
        costs[0]["message"].as_str().unwrap().contains("= £228,000, and no allocation is recorded"),
        "{}",
        costs[0]
    );
    let place = &costs[0]["places"][1];
    assert_eq!([&place["spot"], &place["text"]], ["table 1", "High level delivery timeline"]);
    let of_evidence = |spot: &str| costs[0]["evidence"].as_array().unwrap().iter().any(|one| one["spot"] == spot);
    // The sixth amount: headings, and 10 actions above it.
    assert!(of_evidence("table 1, row 12, column 3"), "{}", costs[0]);
}

#[test]
fn what_is_noticed_in_a_file_that_is_read_twice_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let log = fs::read(root().join("samples/illustrations/action-log/workbook/action-log.xlsx")).unwrap();
    fs::write(folder.path().join("log.xlsx"), log).unwrap();
    let office = |id: &str| format!("[[office]]\nfile = \"log.xlsx\"\nset = {{ id = \"{id}\" }}\n");
    let settings = |second: &str| format!("as_of = 2016-01-15\n{}{}", office("one"), office(second));
    let documents = |second: &str| {
        fs::write(folder.path().join("quorate.toml"), settings(second)).unwrap();
        let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
        let report: Json = serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)));
        report
    };
    let report = documents("two");
    let notices = report["documents"].as_array().unwrap().iter().map(|one| one["notices"].as_array().unwrap().len());
    assert_eq!(notices.collect::<Vec<_>>(), [1, 0]);
    // The same identity twice is a fault of the submission, as with two files.
    let twice = documents("one").to_string();
    assert!(twice.contains("the identity \\\"one\\\" is given to log.xlsx too"), "{twice}");
    // A file that is named on the command line and lies in the folder that is named too is read once.
    fs::write(folder.path().join("quorate.toml"), settings("two")).unwrap();
    let told = quorate(folder.path(), &["check", ".", "./log.xlsx", "log.xlsx", "-f", "json"]);
    let report: Json = serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)));
    assert_eq!(report["documents"].as_array().unwrap().len(), 2);
}

const FORM: &str = "kind: self-assessment\nid: form\ntitle: Form\norganisation: CCG\nabout: plan\nsections:\n  - title: Finance\n    questions:\n      - { id: finance-2, text: The costs match the funding., answer: \"Y\" }\n";

/// What the rule on costs says of a table of costs in a CSV file, with where.
fn said_of(costs: &str, allocation: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("form.yaml"), FORM).unwrap();
    fs::write(folder.path().join("costs.csv"), costs).unwrap();
    let settings = format!(
        "policies = [\"transformation-plan-2015\"]\nas_of = 2015-11-24\n[[office]]\nfile = \"costs.csv\"\ntemplate = \"plan-figures\"\nset = {{ plan = \"plan\"{allocation} }}\n"
    );
    fs::write(folder.path().join("quorate.toml"), settings).unwrap();
    let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
    let report: Json = serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)));
    let findings = report["findings"].as_array().unwrap().iter();
    let of_rule = findings.filter(|finding| finding["rule"] == "self-assessment/costs-agree-with-the-funding");
    let told = of_rule.map(|finding| {
        let of_csv = finding["places"].as_array().unwrap().iter().find(|place| place["path"] == "costs.csv");
        let spot = of_csv.and_then(|place| place["spot"].as_str()).unwrap_or("");
        format!("{} {} [{spot}]", finding["outcome"].as_str().unwrap(), finding["message"].as_str().unwrap())
    });
    told.collect()
}

#[test]
fn a_table_of_costs_in_a_csv_file_is_held_against_its_total_and_the_allocation() {
    const LETTER: &str = ", \"allocation.amount\" = \"£15,000\", \"allocation.source\" = \"Letter\"";
    let costs = |second: &str, total: &str| {
        format!("Action,Lead,{{}}\nGroup,CCG,No cost\nTraining,CCG,\"£10,000 CCG\"\nTriage,,{second}\nTotal,,{total}\n")
            .replace("{}", "2015-16 funding")
    };
    let agrees = said_of(&costs("\"£5,000\"", "\"£15,000\""), LETTER);
    assert!(agrees.len() == 1 && agrees[0].starts_with("pass "), "{agrees:?}");
    let wrong = said_of(&costs("\"£4,999\"", "\"£15,000\""), LETTER);
    assert_eq!(
        wrong,
        [
            "fail the amounts of costs.csv come to £10,000 + £4,999 = £14,999, and the table says \"£15,000\" [row 5, column C]",
            "fail the amounts of costs.csv come to £10,000 + £4,999 = £14,999, and the allocation is \"£15,000\" [given beside the file]",
        ]
    );
    // A figure that nobody can tell leaves the sum open, at its cell.
    let open = said_of(&costs("\"£5,000 to £6,000\"", "\"£15,000\""), LETTER);
    assert!(open.len() == 1 && open[0].starts_with("open ") && open[0].contains("£5,000 to £6,000"), "{open:?}");
    assert!(open[0].ends_with("[row 4, column C]"), "{open:?}");
    let thousands = costs("5", "15").replace("2015-16 funding", "2015-16 funding (£000)");
    let open = said_of(&thousands, LETTER);
    assert!(
        open.len() == 1 && open[0].starts_with("open ") && open[0].contains("\"£10,000 (in thousands)\""),
        "{open:?}"
    );
}

#[test]
fn a_plan_without_tables_of_money_is_not_judged_as_if_it_had_none() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("form.yaml"), FORM).unwrap();
    fs::write(folder.path().join("costs.csv"), "Action,Money\nTraining,£5\n").unwrap();
    let settings = "as_of = 2015-11-24\n[[office]]\nfile = \"costs.csv\"\ntemplate = \"plan-figures\"\nset = { plan = \"plan\" }\n";
    fs::write(folder.path().join("quorate.toml"), settings).unwrap();
    let told = quorate(folder.path(), &["check", "."]);
    assert_eq!(told.status.code(), Some(2));
    let said = one_line(&err(&told));
    assert!(said.contains("has no heading \"Funding\"") && said.contains("\"Money\""), "{said}");
}
