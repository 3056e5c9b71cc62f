//! Whatever a verdict rests on is recorded as read, and what is not there as missing.

use super::Case;
use crate::document::{Node, Value};
use crate::submission::{NodeRef, Read};

/// Every value below a node.
fn leaves<'a>(node: Node<'a>, found: &mut Vec<Node<'a>>) {
    match node.value() {
        Value::List | Value::Map => node.children().for_each(|child| leaves(child, found)),
        _ => found.push(node),
    }
}

#[test]
fn every_value_that_the_verdict_rests_on_is_recorded_as_read() {
    let terms = "
members:
  - { seat: A, organisation: Council, classes: [councillor], votes: true, co_opted: false, holder: P1, states: [{ since: 2024-05-01, state: filled }] }
  - { seat: B, state: filled }
quorum:
  clause: 8.2
  all_of:
    - members: { lesser_of: [2, { all: { without_vacancies: true, group: { class: councillor } } }, { table: [{ from: 0, to: 9, number: 1 }] }] }
    - one_of: [{ office: chair }, { all_of: [A, { in_the_room: true }] }]
      label: the chair
    - at_least: 1
      of: [{ from_each: { groups: [{ organisation: Council }], groups_at_least: 1, at_least: 1 } }]
  counting: { remote: count, deputies: { only_for: [B], grades: [head] }, interests: { lowered: { to: { members: 1 }, from_share: 40% } } }
  special: [{ business: [budget], need: { seat: A } }]
  floor: { need: { any_of: [{ members: { share: 1/3, rounding: up } }] }, source: statute }
  start_window_minutes: 30
  if_inquorate: { adjourned_to: later }
";
    let meeting = "date: 2025-12-04
adjourned_from: 2025-11-04
starts: 2.00 pm
started_at: 2.05 pm
ends: 3.00 pm
attendance:
  - { attended: member, seat: A, person: P1, post: X, organisation: Council, office: chair, mode: in the room, arrived: 2.10 pm, left: 2.50 pm, away_for_items: [1] }
  - { attended: deputy, deputy_for: B, mode: remote, seen_and_heard: true, present: [{ from: 2.00 pm, to: 2.30 pm }], deputy: { named_beforehand: true, notice_hours: 3, grade: head, trained: true, chair_agreed: true } }
items:
  - { number: 1, business: budget, starts: 2.10 pm, ends: 2.40 pm, decided_at: 2.30 pm, interests: [{ seat: A, kind: other, withdrew: false, dispensation: true }, { person: P1, kind: other, withdrew: false }] }
";
    let case = Case::new(terms, meeting);
    let read = case.quorum(0).unwrap().read;
    let mut missed = Vec::new();
    for (document, member) in (0..).zip(case.submission.members()) {
        let mut found = Vec::new();
        leaves(member.document.root(), &mut found);
        let is_read = |node: &Node<'_>| {
            let at = NodeRef { document, node: node.id() };
            read.iter().any(|read| *read == Read { at, absent: None })
        };
        missed.extend(found.into_iter().filter(|node| !is_read(node)).map(|node| node.pointer()));
    }
    assert_eq!(missed, ["/kind", "/id", "/kind", "/id"]);
}

#[test]
fn a_field_that_entries_lack_is_recorded_once_for_their_list() {
    let terms = "members: [{ seat: A }, { seat: B, votes: false }]\nquorum: { clause: 4, members: 1 }\n";
    let meeting = "date: 2025-12-04\nattendance: [{ attended: member, seat: A }, { attended: member, seat: B }]\nitems: [{ number: 1, title: Plan }]\n";
    let case = Case::sound(terms, meeting);
    let read = case.quorum(0).unwrap().read;
    let missed = |path: &str| read.iter().filter(|read| read.absent.as_deref() == Some(path)).count();
    for (path, count) in [("*/arrived", 1), ("*/votes", 1), ("*/seat", 0), ("*/interests", 1), ("counting", 1)] {
        assert_eq!(missed(path), count, "{path}");
    }
}
