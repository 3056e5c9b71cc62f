//! `quorate meeting`: the table, the JSON form, what is supposed, and the exit codes.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value as Json;

const TERMS: &str = "kind: terms-of-reference
id: terms
body: Board
status: in force
members: [{ seat: Chair (Council) }, { seat: Director (Council) }, { seat: Head (Trust) }]
quorum: { clause: 4, all_of: [{ members: 2 }, { seat: Director (Council) }] }
";

const MEETING: &str = "kind: meeting
id: meeting
body: Board
date: 2025-12-04
attendance:
  - { seat: Chair (Council), attended: member }
  - { seat: Director (Council), attended: ATTENDED }
items:
  - { number: 1, title: Plan }
  - { number: 2, title: Money }
";

/// A folder with these documents.
fn folder(documents: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in documents {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn board(attended: &str) -> tempfile::TempDir {
    folder(&[("terms.yaml", TERMS), ("meeting.yaml", &MEETING.replace("ATTENDED", attended))])
}

/// The exit code with what went to standard output and standard error.
fn run(folder: &Path, options: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_quorate"))
        .arg("meeting")
        .arg(".")
        .args(options)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn states(folder: &Path, options: &[&str]) -> Vec<String> {
    let (_, out, _) = run(folder, &[options, &["-f", "json"]].concat());
    let answer: Json = serde_json::from_str(&out).unwrap();
    let items = answer["meetings"].as_array().unwrap().iter().flat_map(|meeting| meeting["items"].as_array().unwrap());
    items.map(|item| item["state"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_quorate_meeting_exits_with_zero_and_tells_who_may_leave() {
    let folder = board("member");
    let (code, out, _) = run(folder.path(), &[]);
    assert_eq!(code, 0, "{out}");
    assert!(out.starts_with("Board, 4 December 2025\n"), "{out}");
    assert!(out.contains("Items 1, 2: quorate\n"), "{out}");
    assert!(out.contains("To spare     nobody may leave"), "{out}");
}

#[test]
fn an_inquorate_meeting_exits_with_one_and_names_who_is_missing() {
    let folder = board("apologies");
    let (code, out, _) = run(folder.path(), &["-v"]);
    assert_eq!(code, 1);
    assert!(out.contains("Missing      Director (Council)\n"), "{out}");
    assert!(out.contains("Counted      Chair (Council)\n"), "{out}");
    assert!(out.contains("Not counted  Director (Council): not present\n"), "{out}");
}

#[test]
fn the_json_form_holds_the_same() {
    let folder = board("apologies");
    let (code, out, _) = run(folder.path(), &["-f", "json", "--with", "head (trust)"]);
    assert_eq!(code, 1);
    let answer: Json = serde_json::from_str(&out).unwrap();
    assert_eq!(answer["format"], 1);
    assert_eq!(answer["supposed"]["with"][0], "head (trust)");
    let item = &answer["meetings"][0]["items"][0];
    assert_eq!(item["state"], "inquorate");
    assert_eq!(item["threshold"], 2);
    assert_eq!(item["counted"][0]["pointer"], "/attendance/0");
    assert_eq!(item["counted"][1]["who"], "Head (Trust)");
    assert_eq!(item["counted"][1]["pointer"], Json::Null);
    assert_eq!(item["missing"]["sets"], serde_json::json!([["Director (Council)"]]));
}

#[test]
fn what_is_supposed_changes_the_verdict_and_no_file() {
    let folder = board("apologies");
    let before = fs::read(folder.path().join("meeting.yaml")).unwrap();
    let with: &[&str] = &["--with", "Director (Council)"];
    assert_eq!(states(folder.path(), with), ["quorate", "quorate"]);
    assert_eq!(states(folder.path(), &[with, &["--without", "Chair (Council)"]].concat()), ["inquorate", "inquorate"]);
    assert_eq!(states(folder.path(), &["--from", "apologies"]), ["inquorate", "inquorate"]);
    assert_eq!(run(folder.path(), with).0, 0);
    assert_eq!(fs::read(folder.path().join("meeting.yaml")).unwrap(), before);
}

#[test]
fn before_a_meeting_only_apologies_are_known() {
    let agenda = "kind: meeting\nid: m\nbody: Board\ndate: 2025-12-04\nitems: [{ number: 1, title: Plan }]\n";
    let folder = folder(&[("terms.yaml", TERMS), ("agenda.yaml", agenda)]);
    let (code, out, _) = run(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(out.contains("no attendance is recorded for the meeting"), "{out}");
    let (code, out, _) = run(folder.path(), &["--from", "apologies"]);
    assert_eq!(code, 0);
    assert!(out.contains("Supposed     nobody is away but those who sent apologies"), "{out}");
    assert!(out.contains("To spare     one more may leave; Director (Council) may not"), "{out}");
}

#[test]
fn an_unknown_seat_is_an_error_that_offers_the_nearest() {
    let folder = board("member");
    for (option, name, meant) in [
        ("--with", "Directr (Council)", "Director (Council)"),
        ("--without", "Chair", "Chair (Council)"),
        ("--with", "trust", "Head (Trust)"),
    ] {
        let (code, out, error) = run(folder.path(), &[option, name]);
        assert_eq!((code, out.as_str()), (2, ""), "{error}");
        assert!(error.contains(&format!("did you mean \"{meant}\"?")), "{error}");
        assert!(error.contains("Nothing was judged."), "{error}");
    }
    let (code, _, error) = run(folder.path(), &["--with", "Head (Trust)", "--without", "head (trust)"]);
    assert_eq!(code, 2);
    assert!(error.contains("--with and to --without"), "{error}");
}

#[test]
fn nothing_to_judge_exits_with_two() {
    let only_terms = folder(&[("terms.yaml", TERMS)]);
    let (code, out, error) = run(only_terms.path(), &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("there is no meeting with an item of business in the submission"), "{error}");
    let broken = folder(&[("terms.yaml", TERMS), ("meeting.yaml", "kind: meeting\nid: [\n")]);
    assert_eq!(run(broken.path(), &[]).0, 2);
}

#[test]
fn a_meeting_that_cannot_be_read_is_open_with_its_place() {
    let folder = folder(&[("meeting.yaml", &MEETING.replace("ATTENDED", "member"))]);
    let (code, out, _) = run(folder.path(), &[]);
    assert_eq!(code, 1);
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("no terms of reference of the \"Board\", so nobody can tell its quorum (meeting.yaml, line 3)")
    );
    assert_eq!(states(folder.path(), &[]), ["open", "open"]);
    let misspelt = MEETING.replace("attended: ATTENDED", "attended: member, arived: 3 pm");
    let folder = self::folder(&[("terms.yaml", TERMS), ("meeting.yaml", &misspelt)]);
    assert_eq!(states(folder.path(), &[]), ["open", "open"]);
}

#[test]
fn a_quorum_that_comes_too_late_exits_with_one() {
    let terms = TERMS.replace("{ clause: 4,", "{ clause: 4, start_window_minutes: 30,");
    let meeting = MEETING
        .replace("ATTENDED }", "member, arrived: 2.45 pm }")
        .replace("attendance:", "starts: 2.00 pm\nstarted_at: 2.45 pm\nattendance:");
    let folder = folder(&[("terms.yaml", &terms), ("meeting.yaml", &meeting)]);
    let (code, out, _) = run(folder.path(), &[]);
    assert!(out.contains("Start        there was no quorum by 14:30"), "{out}");
    assert!(out.contains("Items 1, 2: quorate"), "{out}");
    assert_eq!(code, 1);
}

/// The verdicts on all meetings of a sample, item by item.
fn verdicts(sample: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(sample);
    let (code, out, _) = run(&folder, &["-f", "json"]);
    assert_eq!(code, 1);
    let answer: Json = serde_json::from_str(&out).unwrap();
    let of_meeting = |meeting: &Json| {
        let items = meeting["items"].as_array().unwrap();
        let states: Vec<&str> = items.iter().map(|item| item["state"].as_str().unwrap()).collect();
        format!("{} {}", meeting["path"].as_str().unwrap().trim_end_matches(".yaml"), states.join(" "))
    };
    answer["meetings"].as_array().unwrap().iter().map(of_meeting).collect()
}

/// The verdicts of the README of the illustrations, item by item.
#[test]
fn the_illustrations_have_the_verdicts_of_their_readme() {
    assert_eq!(
        verdicts("samples/illustrations/quorum-clauses"),
        [
            "01-numbers-meeting inquorate",
            "02-rounding-meeting open quorate",
            "03-base-meeting quorate inquorate",
            "04-classes-and-posts-meeting inquorate quorate",
            "05-deputies-meeting open",
            "06-who-counts-meeting open",
            "07-items-meeting quorate quorate",
            "08-special-business-meeting quorate inquorate quorate",
            "09-time-meeting quorate",
            "10-floor-meeting inquorate",
            "10-floor-second-body-meeting quorate",
            "11-silent-and-ill-formed-meeting open",
        ]
    );
}

/// Those of the README of the library: each body at its quorum and one below.
#[test]
fn the_library_has_the_verdicts_of_its_readme() {
    assert_eq!(
        verdicts("samples/illustrations/library"),
        [
            "charity-trustees/meeting-2025-11-19 quorate inquorate inquorate",
            "cheshire-east-bcfgg/meeting-2016-02-05 quorate inquorate",
            "cheshire-east-bcfgg/meeting-2016-03-11 quorate",
            "cheshire-east-jclt/meeting-2016-02-05 quorate inquorate",
            "cheshire-east-jclt/meeting-2016-03-04 quorate",
            "company-board/meeting-2025-03-26 quorate inquorate inquorate quorate open",
            "health-and-wellbeing-board/meeting-2025-09-23 quorate inquorate inquorate inquorate quorate",
            "integrated-care-board-committee/meeting-2025-09-11 quorate inquorate inquorate inquorate",
            "parish-council/meeting-2025-05-13 quorate inquorate",
            "parish-council/meeting-2025-07-08 quorate quorate",
            "principal-council/meeting-2025-06-17 quorate inquorate quorate",
            "school-governing-body/meeting-2025-10-09 quorate inquorate quorate quorate",
            "schools-forum/meeting-2025-10-15 quorate inquorate",
        ]
    );
}

#[test]
fn lines_stay_within_eighty_columns() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/illustrations/quorum-clauses");
    let (_, out, _) = run(&folder, &["-v"]);
    let long: Vec<&str> = out.lines().filter(|line| line.chars().count() > 80).collect();
    assert_eq!(long, [""; 0]);
}
