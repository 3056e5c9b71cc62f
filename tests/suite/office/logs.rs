//! An action log that somebody keeps in another way: dates with a time of day, headings of their own.

use std::fs;

use serde_json::Value as Json;

use super::{changed, err, out, quorate};
use crate::support::root;

const WORKBOOK: &str = "samples/illustrations/action-log/workbook/action-log.xlsx";

/// The log of the sample as CSV.
fn csv() -> String {
    fs::read_to_string(root().join("samples/illustrations/action-log/csv/action-log.csv")).unwrap()
}

/// The report on a log of this name, judged as the sample is.
fn judged(file: &str, bytes: &[u8]) -> Json {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), bytes).unwrap();
    let settings = format!(
        "policies = [\"action-plans\"]\nas_of = 2016-01-15\n[[office]]\nfile = \"{file}\"\ntemplate = \"action-log\"\nset = {{ id = \"log\" }}\n"
    );
    fs::write(folder.path().join("quorate.toml"), settings).unwrap();
    let told = quorate(folder.path(), &["check", ".", "-f", "json"]);
    serde_json::from_str(&out(&told)).unwrap_or_else(|error| panic!("{error}: {}", err(&told)))
}

/// The messages of a rule with an outcome.
fn messages<'r>(report: &'r Json, rule: &str, outcome: &str) -> Vec<&'r str> {
    let all = report["findings"].as_array().unwrap().iter();
    let of_rule = all.filter(|finding| finding["rule"] == rule && finding["outcome"] == outcome);
    of_rule.map(|finding| finding["message"].as_str().unwrap()).collect()
}

#[test]
fn of_a_date_with_a_time_of_day_the_day_counts() {
    // 1.1 was due on 31 December 2015, 1.5 on 18 December: 15 and 28 days before 15 January 2016.
    let overdue = |report: &Json, due: [&str; 2]| {
        let told = messages(report, "action/is-not-overdue", "fail");
        let [one, other] = told.as_slice() else { panic!("{told:?}") };
        assert!(one.contains(&format!("\"{}\" and not complete: 15 days overdue", due[0])), "{one}");
        assert!(other.contains(&format!("\"{}\" and not complete: 28 days overdue", due[1])), "{other}");
    };
    let shown_as = |code: &str| {
        let with_time = changed(WORKBOOK, |name, text| match name {
            "xl/styles.xml" => text.replace("formatCode=\"dd/mm/yyyy\"", &format!("formatCode=\"{code}\"")),
            _ => text,
        });
        judged("log.xlsx", &with_time)
    };
    overdue(&shown_as("dd/mm/yyyy hh:mm"), ["31/12/2015 00:00", "18/12/2015 00:00"]);
    overdue(&shown_as("yyyy-mm-dd h:mm:ss"), ["2015-12-31 00:00:00", "2015-12-18 00:00:00"]);
    let at_five = changed(WORKBOOK, |_, text| text.replace("<v>42369</v>", "<v>42369.708333333336</v>"));
    overdue(&judged("log.xlsx", &at_five), ["31/12/2015", "18/12/2015"]);
    let as_list = csv().replace("31/12/2015", "31/12/2015 00:00").replace("18/12/2015", "2015-12-18T00:00:00");
    overdue(&judged("log.csv", as_list.as_bytes()), ["31/12/2015 00:00", "2015-12-18T00:00:00"]);
}
