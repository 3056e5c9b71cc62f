//! `quorate forms` and `quorate templates`: what is shipped, listed and printed.

use std::fs;

use quorate::policy::FormFile;

use super::{Folder, says};

#[test]
fn forms_are_listed_with_their_policy_and_printed_as_they_stand() {
    let folder = Folder::passing();
    let list = folder.run(&["forms"]);
    let list = list.is_report(0);
    says(
        &list.out,
        "bcf-2015-16-q2: Better Care Fund quarterly data collection, Q2 2015/16 Due midday on 27th November 2015",
    );
    says(&list.out, "bcf-2017-19-conditions: Better Care Fund, national conditions 2017-19 Lacks Everything but");
    says(&list.out, "Policy bcf-2015-16");
    assert!(list.out.lines().all(|line| line.chars().count() <= 80), "{}", list.out);
    let shipped = FormFile::shipped().into_iter().find(|form| form.name == "form-q2.yaml").unwrap();
    assert_eq!(folder.run(&["forms", "bcf-2015-16-q2"]).is_report(0).out, shipped.text);
    folder.run(&["forms", "bcf-2015-16-q2", "-o", "form.yaml"]).is_report(0);
    assert_eq!(fs::read_to_string(folder.path("form.yaml")).unwrap(), shipped.text);
    let again = folder.run(&["forms", "bcf-2015-16-q2", "-o", "form.yaml"]);
    assert_eq!(again.code, 2);
    says(&again.problems, "form.yaml: there is such a file already");
    let near = folder.run(&["forms", "bcf-2015-16-q3"]);
    assert_eq!(near.code, 2);
    says(&near.problems, "there is no form \"bcf-2015-16-q3\"");
    says(&near.problems, "did you mean \"bcf-2015-16-q2\"?");
}

#[test]
fn templates_are_listed_with_what_they_need_and_printed_to_adapt() {
    let folder = Folder::passing();
    let list = folder.run(&["templates"]);
    let list = list.is_report(0);
    says(&list.out, "action-log: Action log Makes a document of the kind action-log Give id");
    says(&list.out, "self-assessment-2015: Self-assessment checklist");
    says(&list.out, "plan-text: The text of a plan");
    // A printed template is a template: under another name it reads the same files.
    let printed = folder.run(&["templates", "action-log"]).is_report(0).out.clone();
    folder.write(
        "own/log.toml",
        printed.replace("id = \"action-log\"", "id = \"our-log\"").replace("\"Owner\"", "\"Chef\""),
    );
    folder.write("log.csv", "Ref,Action,Chef,Status\n1,Write,Head of SEND,Open\n");
    let read = folder.run(&["import", "log.csv", "-t", "our-log", "--templates", "own", "--set", "id=log"]);
    says(&read.is_report(0).out, "lead: \"Head of SEND\"");
    let near = folder.run(&["templates", "action-lgo"]);
    assert_eq!(near.code, 2);
    says(&near.problems, "did you mean \"action-log\"?");
}
