//! `quorate terms`: the library listed, printed, and written to a file.

use std::fs;

use quorate::policy::TermsFile;

use super::{Folder, says};

#[test]
fn the_list_tells_of_each_body_its_quorum_and_where_that_comes_from() {
    let folder = Folder::passing();
    let list = folder.run(&["terms"]);
    let list = list.is_report(0);
    for terms in TermsFile::shipped() {
        assert!(list.out.lines().any(|line| line.starts_with(&format!("{}: ", terms.id))), "{}", terms.id);
    }
    says(&list.out, "parish-council: Example Parish Council Quorum At least one third of the whole number of members");
    says(&list.out, "Source Local Government Act 1972, Schedule 12, paragraphs 12 and 45 (statute)");
    says(&list.out, "a number, and kinds of member who must be there (model)");
    says(&list.out, "Source JCLT draft terms of reference, November 2015, 6.1 (local)");
    assert!(list.out.lines().all(|line| line.chars().count() <= 80), "{}", list.out);
}

#[test]
fn terms_are_printed_as_they_stand_and_judge_a_meeting_once_they_are_saved() {
    let folder = Folder::passing();
    let printed = folder.run(&["terms", "parish-council"]);
    let printed = printed.is_report(0);
    let shipped = TermsFile::shipped().into_iter().find(|terms| terms.id == "parish-council").unwrap();
    assert_eq!(printed.out, shipped.text);

    let written = folder.run(&["terms", "parish-council", "-o", "papers/terms-of-reference.yaml"]);
    assert_eq!(written.is_report(0).out, "");
    assert_eq!(fs::read_to_string(folder.path("papers/terms-of-reference.yaml")).unwrap(), shipped.text);

    let meeting = |present: &str| {
        let seats = present.split(',').map(|number| format!("{{ seat: Councillor {number}, attended: member }}"));
        let seats = seats.collect::<Vec<_>>().join(", ");
        format!(
            "kind: meeting\nid: m\nbody: Example Parish Council\ndate: 2025-05-13\nattendance: [{seats}]\nitems: [{{ number: 1, title: Precept }}]\n"
        )
    };
    // One third of nine is three.
    for (present, code) in [("1,2", 1), ("1,2,3", 0)] {
        folder.write("papers/meeting.yaml", meeting(present));
        assert_eq!(folder.run(&["meeting", "papers"]).code, code, "{present}");
    }
}

#[test]
fn a_file_that_is_there_is_overwritten_only_by_force() {
    let folder = Folder::passing();
    folder.write("terms.yaml", "what was there before");
    let before = folder.names();
    let refused = folder.run(&["terms", "company-board", "-o", "terms.yaml"]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    says(&refused.problems, "terms.yaml: there is such a file already");
    says(&refused.problems, "overwrite this one with --force");
    assert_eq!(fs::read_to_string(folder.path("terms.yaml")).unwrap(), "what was there before");

    folder.run(&["terms", "company-board", "-o", "terms.yaml", "--force"]).is_report(0);
    let written = fs::read_to_string(folder.path("terms.yaml")).unwrap();
    assert_eq!(written, folder.run(&["terms", "company-board"]).out);

    let nowhere = folder.run(&["terms", "company-board", "-o", "missing/terms.yaml"]);
    assert_eq!((nowhere.code, nowhere.out.as_str()), (2, ""));
    says(&nowhere.problems, "the file cannot be written");
    assert_eq!(folder.names(), before, "something is left behind");
}

#[test]
fn unknown_terms_are_refused_with_the_nearest() {
    let folder = Folder::passing();
    let near = folder.run(&["terms", "parrish-council"]);
    assert_eq!((near.code, near.out.as_str()), (2, ""));
    says(&near.problems, "there are no terms of reference \"parrish-council\"");
    says(&near.problems, "did you mean \"parish-council\"?");
    let far = folder.run(&["terms", "x"]);
    assert_eq!((far.code, far.out.as_str()), (2, ""));
    says(&far.problems, "the terms of reference are charity-trustees, cheshire-east-bcfgg, cheshire-east-jclt");
    // A policy without terms of its own has none to print.
    assert_eq!(folder.run(&["terms", "general"]).code, 2);
    assert_eq!(folder.run(&["terms", "-o", "terms.yaml"]).code, 2);
    assert_eq!(folder.run(&["terms", "parish-council", "--force"]).code, 2);
}
