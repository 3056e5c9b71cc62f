//! What is malformed or missing is a gap with its place; nothing is passed over.

use super::Case;

const MEMBERS: &str = "members: [{ seat: Chair }, { seat: Director }]\n";
const TERMS: &str = "members: [{ seat: Chair }, { seat: Director }]\nquorum: { clause: 4, members: 2 }\n";
const ITEM: &str = "items: [{ number: 5, title: Plan }]\n";

fn gap_of_quorum(quorum: &str) -> (String, String) {
    let meeting = format!("date: 2015-12-04\nattendance: [{{ attended: member, seat: Chair }}]\n{ITEM}");
    Case::new(&format!("{MEMBERS}quorum: {quorum}\n"), &meeting).gap(0)
}

fn gap_of_entry(entry: &str) -> (String, String) {
    let meeting =
        format!("date: 2015-12-04\nattendance:\n  - {{ seat: Chair, attended: member }}\n  - {entry}\n{ITEM}");
    Case::new(TERMS, &meeting).gap(0)
}

fn gap_of_item(item: &str) -> (String, String) {
    let meeting = format!("date: 2015-12-04\nattendance: [{{ attended: member, seat: Chair }}]\nitems: [{item}]\n");
    Case::new(TERMS, &meeting).gap(0)
}

#[test]
fn a_malformed_clause_is_a_gap_at_its_place() {
    let cases = [
        ("{ members: 2 }", "/quorum", "the quorum names no clause"),
        ("{ clause: 4 }", "/quorum", "the quorum says nothing about who must be there"),
        ("{ clause: 4, all_of: [] }", "/quorum/all_of", "the list of all of is empty"),
        ("{ clause: 4, all_of: [{ one_of: [] }] }", "/quorum/all_of/0/one_of", "a place in the quorum names no seats"),
        (
            "{ clause: 4, members: 2, seat: Chair }",
            "/quorum",
            "the quorum states \"seat\" and \"members\" at once; put each on its own in a list under \"all_of\" or \"any_of\"",
        ),
        ("{ clause: 4, members: 0 }", "/quorum/members", "a quorum of nobody is no quorum"),
        (
            "{ clause: 4, members: three }",
            "/quorum/members",
            "a number of members must be a whole number, or say how it is worked out",
        ),
        (
            "{ clause: 4, members: { share: third } }",
            "/quorum/members/share",
            "\"third\" is no share; write it like 1/3 or 40%",
        ),
        ("{ clause: 4, members: { share: 3/2 } }", "/quorum/members/share", "a share of 3/2 is no part of a whole"),
        (
            "{ clause: 4, members: { share: 1/3, off: all seats } }",
            "/quorum/members/off",
            "\"off\" is no field of this number of members; did you mean \"of\"?",
        ),
        (
            "{ clause: 4, members: { share: 1/3, of: every seat } }",
            "/quorum/members/of",
            "\"every seat\" is no base; write \"all seats\", \"seats filled\", or the conditions",
        ),
        ("{ clause: 4, seat: Chair, of: Director }", "/quorum/of", "\"of\" means nothing beside \"seat\""),
        (
            "{ clause: 4, members: 2, countng: {} }",
            "/quorum/countng",
            "\"countng\" is no field of a quorum; did you mean \"counting\"?",
        ),
        (
            "{ clause: 4, members: 2, counting: { remote: maybe } }",
            "/quorum/counting/remote",
            "\"remote\" must be one of: count, do not count, if seen and heard",
        ),
        (
            "{ clause: 4, members: 2, counting: { deputies: { at_most: many } } }",
            "/quorum/counting/deputies/at_most",
            "at most must be a whole number",
        ),
        (
            "{ clause: 4, one_of: [{ class: lay, seat: Chair }] }",
            "/quorum/one_of/0",
            "a group of members must say exactly one of seat, class, organisation, office, in the room, any of, all of",
        ),
    ];
    for (quorum, place, message) in cases {
        assert_eq!(gap_of_quorum(quorum), (place.to_owned(), message.to_owned()), "{quorum}");
    }
}

#[test]
fn a_malformed_entry_of_the_attendance_is_a_gap_at_its_place() {
    let cases = [
        (
            "{ seat: Director, attended: member, arived: 2.20 pm }",
            "/attendance/1/arived",
            "\"arived\" is no field of an attendee",
        ),
        ("{ seat: Director }", "/attendance/1", "the record does not say how somebody attended"),
        ("{ attended: member }", "/attendance/1", "the record does not say which seat a member holds"),
        ("{ attended: deputy, post: Head }", "/attendance/1", "the record does not say for whom a deputy stood in"),
        (
            "{ attended: member, seat: Director, deputy_for: Chair }",
            "/attendance/1",
            "the entry says that somebody attended as \"member\", and stood for another seat",
        ),
        (
            "{ seat: Director, attended: member, arrived: \"2.20\" }",
            "/attendance/1/arrived",
            "\"2.20\" is no time of day (the hour may be before or after noon); write it like 2.35 pm or 14:35",
        ),
        (
            "{ seat: Director, attended: member, arrived: 3 pm, left: 2 pm }",
            "/attendance/1",
            "somebody is recorded as leaving before coming",
        ),
        (
            "{ seat: Director, attended: member, away_for_items: [55] }",
            "/attendance/1",
            "somebody is recorded as away for item 55, and there is no such item",
        ),
        (
            "{ seat: Director, attended: member, times_not_recorded: perhaps }",
            "/attendance/1/times_not_recorded",
            "the note on times is a text; it must be true or false",
        ),
    ];
    for (entry, place, message) in cases {
        assert_eq!(gap_of_entry(entry), (place.to_owned(), message.to_owned()), "{entry}");
    }
}

#[test]
fn a_malformed_item_is_a_gap_at_its_place() {
    let cases = [
        ("{ title: Plan }", "/items/0", "an item has no number"),
        (
            "{ number: 5, title: Plan, starts: two }",
            "/items/0/starts",
            "\"two\" is no time of day (it is not in a known form); write it like 2.35 pm or 14:35",
        ),
        ("{ number: 5, title: Plan, decided: 14:00 }", "/items/0/decided", "\"decided\" is no field of an item"),
        (
            "{ number: 5, title: Plan, interests: [{ withdrew: true }] }",
            "/items/0/interests/0",
            "the record does not say who declared an interest",
        ),
        (
            "{ number: 5, title: Plan, interests: [{ seat: Charman, withdrew: true }] }",
            "/items/0/interests/0",
            "\"Charman\" declared an interest, and neither attendance nor terms know that seat",
        ),
    ];
    for (item, place, message) in cases {
        assert_eq!(gap_of_item(item), (place.to_owned(), message.to_owned()), "{item}");
    }
}

#[test]
fn malformed_seats_and_terms_are_gaps() {
    let meeting = format!("date: 2015-12-04\nattendance: [{{ attended: member, seat: Chair }}]\n{ITEM}");
    let gap = |terms: &str| Case::new(terms, &meeting).gap(0);
    let quorum = "quorum: { clause: 4, members: 1 }\n";
    let cases = [
        ("members: [{ seat: Chair, state: empty }]\n", "/members/0/state"),
        ("members: [{ seat: Chair, vots: false }]\n", "/members/0/vots"),
        ("members: [{ organisation: Council }]\n", "/members/0"),
        ("in_force_from: 1 May 2015\nmembers: [{ seat: Chair }]\n", "/in_force_from"),
        ("in_force_frm: 2015-05-01\nmembers: [{ seat: Chair }]\n", "/in_force_frm"),
    ];
    for (members, place) in cases {
        assert_eq!(gap(&format!("{members}{quorum}")).0, place, "{members}");
    }
}

#[test]
fn one_person_in_two_entries_counts_once() {
    let terms = "members: [{ seat: Chair, holder: P1 }, { seat: Director, holder: P1 }, { seat: Head }]\nquorum: { clause: 4, members: 2, counting: { deputies: {} } }\n";
    let state =
        |attendance: &str| Case::sound(terms, &format!("date: 2015-12-04\nattendance: {attendance}\n{ITEM}")).told(0).0;
    assert_eq!(state("[{ attended: member, seat: Chair }, { attended: member, seat: Director }]"), "inquorate");
    assert_eq!(state("[{ attended: member, seat: Chair }, { attended: member, seat: Head }]"), "quorate");
    assert_eq!(
        state("[{ attended: member, seat: Head }, { attended: deputy, seat: Head, deputy_for: Chair }]"),
        "inquorate"
    );
    let by_post = "{ attended: deputy, post: Accountant, deputy_for: Head }";
    assert_eq!(state(&format!("[{by_post}, {}]", by_post.replace("Head", "Chair"))), "inquorate");
    assert_eq!(state("[{ attended: member, person: P1, seat: HEAD }, { attended: member, seat: Chair }]"), "inquorate");
}

#[test]
fn an_interest_is_that_of_whoever_sat_there() {
    let terms =
        "members: [{ seat: Chair }, { seat: Head }]\nquorum: { clause: 4, members: 2, counting: { deputies: {} } }\n";
    let state = |declared: &str| {
        let attendance =
            "[{ attended: member, seat: Chair }, { attended: deputy, post: Accountant, deputy_for: Head }]";
        let item = format!(
            "items: [{{ number: 5, title: Plan, interests: [{{ {declared}, kind: pecuniary, withdrew: false }}] }}]\n"
        );
        Case::sound(terms, &format!("date: 2015-12-04\nattendance: {attendance}\n{item}")).told(0).0
    };
    for declared in ["seat: Chair", "seat: Head", "seat: accountant", "person: Accountant"] {
        assert_eq!(state(declared), "inquorate", "{declared}");
        assert_eq!(state(&format!("{declared}, dispensation: true")), "quorate", "{declared}");
    }
}
