//! Versions of small documents, matched by hand.

use std::sync::Arc;

use super::{Edit, Versions};
use crate::document::{Document, Format};
use crate::submission::{NodeRef, Submission};

fn submission(texts: &[(&str, &str)]) -> Arc<Submission> {
    let read = |(name, text): &(&str, &str)| {
        let format = Format::of_name(name).unwrap();
        Document::read(name, format, text.as_bytes().to_vec()).unwrap()
    };
    Arc::new(Submission::new(texts.iter().map(read).collect()).unwrap())
}

fn log(actions: &str) -> String {
    format!("kind: action-log\nid: log\ntitle: Log\nactions:\n{actions}")
}

fn versions(before: &str, after: &str) -> Versions {
    Versions::new(submission(&[("log.yaml", before)]), submission(&[("log.yaml", after)]))
}

fn told(versions: &Versions) -> Vec<String> {
    versions.edits().iter().map(|edit| versions.tell(*edit).to_string()).collect()
}

const TWO: &str = "  - { reference: \"4.1\", text: Write the protocol with the police, due: 2016-03-31 }\n  - { reference: \"4.2\", text: Publish the register of placements, due: 2016-03-31 }\n";

#[test]
fn the_same_says_nothing_however_it_is_laid_out() {
    let laid_out = "  - due: 2016-03-31\n    text: >\n      Write the protocol\n      with the police\n    reference: \"4.1\"\n    lead: null\n  - { reference: \"4.2\", text: Publish the register of placements, due: 2016-03-31 }\n";
    let versions = versions(&log(TWO), &log(laid_out));
    assert_eq!(told(&versions), Vec::<String>::new());
}

#[test]
fn values_are_told_with_what_they_are_of() {
    let later = TWO.replace("placements, due: 2016-03-31", "placements, due: 2016-06-30");
    assert_eq!(
        told(&versions(&log(TWO), &log(&later))),
        ["action 4.2: due date 31 March 2016 -> 30 June 2016, the first move, no reason given"]
    );
}

#[test]
fn a_date_that_moves_again_is_counted_by_the_record() {
    let later = TWO.replace("placements, due: 2016-03-31", "placements, due: 2016-06-30");
    let record =
        |of: &str, to: &str, reason: &str| format!("  - {{ of: \"{of}\", change: re-dated, to: {to}{reason} }}\n");
    let after = |records: &str| format!("{}changes:\n{records}", log(&later));
    let first = record("4.2", "2016-03-31", ", reason: Late");
    let of_date =
        |after: &str| told(&versions(&log(TWO), after)).into_iter().find(|told| told.contains("due date")).unwrap();
    let said = "action 4.2: due date 31 March 2016 -> 30 June 2016, the second move";
    assert_eq!(of_date(&after(&format!("{first}{}", record("4.2", "2016-06-30", ", reason: Late again")))), said);
    assert_eq!(
        of_date(&after(&format!("{first}{}", record("4.2", "2016-06-30", "")))),
        format!("{said}, no reason given")
    );
    // The move that is not recorded counts, and another action's do not.
    assert_eq!(
        of_date(&after(&format!("{first}{}", record("4.1", "2016-06-30", ", reason: Late")))),
        format!("{said}, no reason given")
    );
}

#[test]
fn an_item_added_before_the_others_moves_none_of_them() {
    let later = format!("  - {{ reference: \"4.0\", text: Name a lead }}\n{TWO}");
    assert_eq!(told(&versions(&log(TWO), &log(&later))), ["action 4.0: added: \"Name a lead\""]);
}

#[test]
fn an_item_numbered_anew_is_the_same_item() {
    // 4.1 goes, 4.2 takes its number: by number alone the police would become a register.
    let later = "  - { reference: \"4.1\", text: Publish the register of placements, due: 2016-03-31 }\n";
    assert_eq!(
        told(&versions(&log(TWO), &log(later))),
        ["action 4.1: reference \"4.2\" -> \"4.1\"", "action 4.1: removed: \"Write the protocol with the police\""]
    );
}

#[test]
fn an_item_of_the_same_number_is_the_same_item_however_it_was_rewritten() {
    let later = TWO.replace("Write the protocol with the police", "Name somebody");
    assert_eq!(
        told(&versions(&log(TWO), &log(&later))),
        ["action 4.1: text \"Write the protocol with the police\" -> \"Name somebody\""]
    );
}

#[test]
fn figures_alone_do_not_make_two_items_one() {
    let sections = |six: &str, seven: &str| {
        format!(
            "kind: statement-of-action\nid: s\nsections:\n  - {{ number: \"6\", title: {six} }}\n  - {{ number: \"7\", title: {seven} }}\n"
        )
    };
    let versions = versions(&sections("Resources", "Impact"), &sections("Impact", "Resources"));
    assert_eq!(
        told(&versions),
        [
            "section \"Impact\": number \"7\" -> \"6\"",
            "section \"Resources\": number \"6\" -> \"7\"",
            "written statement of action: sections in another order"
        ]
    );
}

#[test]
fn another_order_is_told_once() {
    let (first, second) = TWO.split_at(TWO.find("  - { reference: \"4.2\"").unwrap());
    assert_eq!(
        told(&versions(&log(TWO), &log(&format!("{second}{first}")))),
        ["action log \"Log\": actions in another order"]
    );
}

#[test]
fn documents_are_matched_by_identity_and_not_by_name() {
    let before = submission(&[("a.yaml", &log(TWO)), ("b.yaml", &log(TWO).replace("id: log", "id: other"))]);
    let after = submission(&[
        ("c.yaml", &log(TWO)),
        ("b.yaml", &log(TWO).replace("id: log", "id: third").replace("title: Log", "title: Third")),
    ]);
    let versions = Versions::new(before, after);
    // b.yaml has another identity now, but the same name and kind.
    assert_eq!(
        told(&versions),
        ["action log \"Third\": identity \"other\" -> \"third\"", "action log \"Third\": title \"Log\" -> \"Third\""]
    );
}

#[test]
fn each_subset_of_the_edits_gives_the_version_between() {
    let later = "  - { reference: \"4.2\", text: Publish the register of all placements, due: 2016-06-30 }\n  - { reference: \"4.3\", text: Tell the Board }\n";
    let versions = versions(&log(TWO), &log(later));
    let edits = versions.edits().to_vec();
    assert_eq!(edits.len(), 4);
    for chosen in 0..(1_u32 << edits.len()) {
        let some: Vec<Edit> =
            edits.iter().enumerate().filter(|(at, _)| chosen & (1 << at) != 0).map(|(_, edit)| *edit).collect();
        let between = Arc::new(versions.with_edits(&some));
        // What is left to do is what was not chosen.
        let rest = Versions::new(Arc::clone(&between), Arc::clone(&versions.after));
        assert_eq!(rest.edits().len(), edits.len() - some.len(), "{chosen:b}");
        let done = Versions::new(Arc::clone(&versions.before), between);
        assert_eq!(done.edits().len(), some.len(), "{chosen:b}");
    }
}

#[test]
fn nodes_are_followed_both_ways() {
    let later = format!("  - {{ reference: \"4.0\", text: Name a lead }}\n{TWO}");
    let versions = versions(&log(TWO), &log(&later));
    let at = |submission: &Submission, pointer: &str| {
        let node = submission.members()[0].document.root().at_pointer(pointer).unwrap();
        NodeRef { document: 0, node: node.id() }
    };
    let (was, is) = (at(&versions.before, "/actions/1/due"), at(&versions.after, "/actions/2/due"));
    assert_eq!(versions.later(was), Some(is));
    assert_eq!(versions.earlier(is), Some(was));
    assert_eq!(versions.earlier(at(&versions.after, "/actions/0")), None);
}

/// Rules read the number 2 and the text "2" differently, so that one in place of the other is a change.
#[test]
fn a_text_in_place_of_a_number_is_told() {
    let action = |people: &str| log(&format!("  - {{ reference: \"4.1\", text: Write it, people_named: {people} }}\n"));
    let told = told(&versions(&action("2"), &action("\"2\"")));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with(" 2 -> \"2\""), "{told:?}");
    assert_eq!(versions(&action("2"), &action("2")).edits().len(), 0);
}
