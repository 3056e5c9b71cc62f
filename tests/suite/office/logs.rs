//! An action log that somebody keeps in another way: dates with a time of day, headings of their own.

use std::fs;

use serde_json::Value as Json;

use super::{changed, err, out, quorate};
use crate::support::root;

const WORKBOOK: &str = "samples/illustrations/action-log/workbook/action-log.xlsx";

/// The log of the sample as CSV.
fn csv() -> String {
    let log = fs::read_to_string(root().join("samples/illustrations/action-log/csv/action-log.csv")).unwrap();
    log.replace("\r\n", "\n")
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

/// The log of the sample with another line of headings.
fn headed(headings: &str) -> Json {
    let log = csv();
    assert!(log.contains("No.,Action,Who,By when,RAG,Progress,Date completed\n"), "{log}");
    let log = log.replace("No.,Action,Who,By when,RAG,Progress,Date completed\n", &format!("{headings}\n"));
    judged("log.csv", log.as_bytes())
}

/// What is found, places apart.
fn findings(report: &Json) -> Vec<String> {
    let all = report["findings"].as_array().unwrap().iter();
    let told = all.map(|finding| format!("{} {} {}", finding["rule"], finding["outcome"], finding["message"]));
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

#[test]
fn headings_are_known_as_people_write_them() {
    let expected = findings(&judged("log.csv", csv().as_bytes()));
    for headings in [
        "Ref,Action required,Lead/Owner,Date due,R/A/G,Status update,Date closed",
        "Action ref,Task,Owner / Lead,Due date / review,RAG status,Latest update,Date of completion",
        "Item no,Action,Person responsible,To be completed by,BRAG rating,Current status,Completed on",
    ] {
        assert_eq!(findings(&headed(headings)), expected, "{headings}");
    }
}

#[test]
fn what_a_column_holds_that_nothing_looks_for_is_open_and_never_absent() {
    let unknown = headed("No.,Action,Who,Needed at the Board,RAG,Progress,Date completed");
    let nobody = "nobody can tell the due date: no column of the table is known to hold it, and the column \"Needed at the Board\" is not read";
    assert_eq!(messages(&unknown, "action/has-a-date", "fail"), [""; 0]);
    // All but 1.4, which is complete.
    assert_eq!(messages(&unknown, "action/has-a-date", "open"), [nobody; 5]);
    assert_eq!(messages(&unknown, "action/is-not-overdue", "open"), [nobody; 5]);
    let notices = unknown["documents"][0]["notices"].to_string();
    let renamed =
        "no column in the file is known to hold the due date: if one that is not read does, call it \\\"Due\\\"";
    assert!(notices.contains(renamed), "{notices}");

    let misspelt = headed("No.,Action,Onwer,By when,RAG-rating,Progress,Date completed");
    assert_eq!(messages(&misspelt, "action/lead-is-one-post", "fail"), [""; 0]);
    let notices = misspelt["documents"][0]["notices"].to_string();
    for (field, near, called) in [("lead", "Onwer", "Owner"), ("rating", "RAG-rating", "RAG rating")] {
        let told = format!(
            "no column in the file is known to hold the {field}: the nearest is \\\"{near}\\\"; if it does, call it \\\"{called}\\\""
        );
        assert!(notices.contains(&told), "{told}: {notices}");
    }
    let open = messages(&misspelt, "action/status-and-rating-are-declared", "open");
    assert!(open.iter().any(|message| message.contains("the column \"RAG-rating\" is not read")), "{open:?}");

    // A heading that is like none leaves what nobody expects as it is: the log has no review date.
    let other = headed("Meeting date,Action,Who,By when,RAG,Progress,No.");
    assert_eq!(messages(&other, "action/has-a-date", "open"), [""; 0]);
    assert_eq!(messages(&other, "action/has-a-date", "fail"), ["\"ASAP\" is no date by which the action is due"]);
    assert!(!other["documents"][0]["notices"].to_string().contains("known to hold"), "{other}");

    // A column that is not there at all is absent.
    let without: String = csv().lines().map(|line| without_third(line) + "\n").collect();
    let without = judged("log.csv", without.as_bytes());
    assert_eq!(messages(&without, "action/lead-is-one-post", "fail"), ["no lead is recorded"; 6]);
}

/// A row without its third cell; no cell of the log holds a comma behind its title.
fn without_third(line: &str) -> String {
    let cells: Vec<&str> = line.split(',').collect();
    match cells.len() {
        7 => [&cells[..2], &cells[3..]].concat().join(","),
        _ => line.to_owned(),
    }
}
