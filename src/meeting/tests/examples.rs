//! One case for each of the eleven points of the language, with the verdict worked out by hand.

use super::Case;
use crate::quorum::{Carried, State};

/// So many seats of the name "Member N", all of this state.
fn members(count: usize, rest: &str) -> String {
    let lines: String = (1..=count).map(|number| format!("  - {{ seat: Member {number}{rest} }}\n")).collect();
    format!("members:\n{lines}")
}

fn present(numbers: &[usize]) -> String {
    let lines: String = numbers.iter().map(|n| format!("  - {{ attended: member, seat: Member {n} }}\n")).collect();
    format!("attendance:\n{lines}")
}

const ITEM: &str = "items: [{ number: 1, title: Plan }]\n";

#[test]
fn four_slots_are_filled_by_four_people() {
    let terms = r#"
members:
  - { seat: Director of Transformation (South) }
  - { seat: Chief Finance Officer (South) }
  - { seat: Associate Director of Commissioning (East) }
  - { seat: Chief Finance Officer (East) }
  - { seat: Director of Adult Social Services }
  - { seat: Director of Children's Social Services }
  - { seat: Principal Accountant }
quorum:
  clause: "6.1"
  all_of:
    - one_of: ["Director of Transformation (South)", "Chief Finance Officer (South)"]
    - one_of: ["Associate Director of Commissioning (East)", "Chief Finance Officer (East)"]
    - one_of: ["Director of Adult Social Services", "Principal Accountant"]
    - one_of: ["Director of Children's Social Services", "Principal Accountant"]
"#;
    let meeting = format!(
        r#"
date: 2015-12-04
attendance:
  - {{ attended: member, seat: "Director of Transformation (South)" }}
  - {{ attended: member, seat: "Chief Finance Officer (East)" }}
  - {{ attended: member, seat: "Principal Accountant" }}
{ITEM}"#
    );
    let case = Case::sound(terms, &meeting);
    let (state, words) = case.told(0);
    assert_eq!(state, "inquorate");
    assert!(words.starts_with("3 of 4 slots filled"), "{words}");
    assert_eq!(case.quorum(0).unwrap().clause, "6.1");
}

#[test]
fn a_number_a_share_a_majority_a_table_and_the_greater_of_two() {
    let quorum = "
quorum:
  clause: Standing order 4
  all_of:
    - members: { greater_of: [3, { share: 1/3, of: all seats, rounding: up }] }
    - any_of:
        - members: { more_than: 1/2, of: seats filled }
        - members: { table: [{ from: 1, to: 6, number: 2 }, { from: 7, number: 3 }], by: all seats }
";
    let terms = members(3, ", state: filled") + quorum;
    let attendance = "  - { attended: apologies, seat: Member 3 }\n";
    let meeting = format!("date: 2015-12-04\n{}{attendance}{ITEM}", present(&[1, 2]));
    let case = Case::sound(&terms, &meeting);
    assert_eq!(case.told(0).0, "inquorate");
    let verdict = case.quorum(0).unwrap().verdict;
    assert_eq!((verdict.threshold, verdict.counted.len()), (Some(3), 2));
    assert_eq!(verdict.missing.unwrap().words, "Member 3");
}

#[test]
fn a_silent_rounding_leaves_both_readings_open_where_they_differ() {
    let terms = members(10, "") + "quorum: { clause: 7, members: { share: 1/3, of: all seats } }\n";
    let case = |there: &[usize]| Case::sound(&terms, &format!("date: 2015-12-04\n{}{ITEM}", present(there)));
    let (state, words) = case(&[1, 2, 3]).told(0);
    assert_eq!(state, "open");
    assert_eq!(words, "a part of a member is rounded up: Inquorate; a part of a member is dropped: Quorate");
    assert_eq!(case(&[1, 2, 3, 4]).told(0).0, "quorate");
    assert_eq!(case(&[1, 2]).told(0).0, "inquorate");
}

#[test]
fn the_base_is_as_it_was_on_the_date() {
    let terms = "
members:
  - { seat: Member 1, state: filled }
  - { seat: Member 2, state: suspended }
  - { seat: Member 3, states: [{ since: 2024-05-01, state: filled }, { since: 2025-02-01, state: vacant }] }
  - { seat: Observer of the union, votes: false, state: filled }
quorum:
  clause: 5
  members:
    more_than: 1/2
    of: { without_vacancies: true, without_suspended: true, without_disqualified: { when_more_than: 1/3 }, voting_only: true, entitled_on_item: true }
";
    let on = |date: &str| Case::sound(terms, &format!("date: {date}\n{}{ITEM}", present(&[1])));
    let before = on("2025-01-31").quorum(0).unwrap().verdict;
    assert_eq!((before.state, before.base, before.threshold), (State::Inquorate, Some(2), Some(2)));
    let after = on("2025-02-01").quorum(0).unwrap().verdict;
    assert_eq!((after.state, after.base, after.threshold), (State::Quorate, Some(1), Some(1)));
}

#[test]
fn classes_organisations_posts_and_offices() {
    let terms = "
members:
  - { seat: Leader, organisation: Council, classes: [councillor] }
  - { seat: Director of Public Health, organisation: Council, classes: [officer] }
  - { seat: Clinical Chair, organisation: CCG, classes: [NHS] }
  - { seat: Chief Officer, organisation: CCG, classes: [NHS] }
  - { seat: Manager of Healthwatch, organisation: Healthwatch }
quorum:
  clause: 8.2
  all_of:
    - members: 4
    - members: 1
      of: { class: councillor }
    - from_each: { at_least: 1, groups: [{ organisation: Council }, { organisation: CCG }, { organisation: Healthwatch }], groups_at_least: 2 }
    - seat: Director of Public Health
    - one_of: [{ office: chair }, { office: vice-chair }]
    - at_least: 1
      of: [{ seat: Clinical Chair }, { seat: Chief Officer }]
    - majority_of_present: { any_of: [{ class: councillor }, { class: NHS }] }
  counting: { people: different people }
";
    let meeting = |more: &str| {
        format!(
            "date: 2015-12-04
attendance:
  - {{ attended: member, seat: Leader, office: chair }}
  - {{ attended: member, seat: Clinical Chair }}
  - {{ attended: member, seat: Chief Officer }}
{more}{ITEM}"
        )
    };
    let case = Case::sound(terms, &meeting(""));
    assert_eq!(case.told(0).0, "inquorate");
    assert_eq!(case.quorum(0).unwrap().verdict.missing.unwrap().words, "Director of Public Health");
    let case = Case::sound(terms, &meeting("  - { attended: member, seat: Director of Public Health }\n"));
    assert_eq!(case.told(0).0, "quorate");
}

#[test]
fn a_deputy_counts_on_conditions() {
    let terms = "
members:
  - { seat: Leader, organisation: Council }
  - { seat: Healthwatch, organisation: Healthwatch }
  - { seat: Chief Officer, organisation: CCG }
quorum:
  clause: 6.3
  members: 3
  counting:
    deputies: { named_beforehand: true, notice_hours: 24, grades: [head of service], trained: true, chair_agreed: true, same_organisation: true, at_most: 2, member_returns: member counts }
    proxies: never
    corporate_representatives: do not count
";
    let with = |deputy: &str| {
        let meeting = format!(
            "date: 2015-12-04
attendance:
  - {{ attended: member, seat: Leader }}
  - {{ attended: member, seat: Healthwatch }}
  - {{ attended: deputy, deputy_for: Chief Officer, organisation: CCG, deputy: {deputy} }}
{ITEM}"
        );
        Case::sound(terms, &meeting)
    };
    let said = "named_beforehand: true, notice_hours: 30, grade: head of service, trained: true";
    let (state, words) = with(&format!("{{ {said} }}")).told(0);
    assert_eq!(state, "open");
    assert_eq!(words, "whether the deputy for Chief Officer came with the chair's minuted agreement");
    assert_eq!(with(&format!("{{ {said}, chair_agreed: true }}")).told(0).0, "quorate");
    assert_eq!(with(&format!("{{ {said}, chair_agreed: false }}")).told(0).0, "inquorate");
    let late = said.replace("30", "23.99");
    assert_eq!(with(&format!("{{ {late}, chair_agreed: true }}")).told(0).0, "inquorate");
}

#[test]
fn a_remote_member_counts_if_seen_and_heard() {
    let quorum = "
quorum:
  clause: 9
  members: 4
  counting:
    remote: if seen and heard
    in_room_at_least: 2
    without_vote: do not count
    co_opted: do not count
";
    let meeting = "date: 2015-12-04
attendance:
  - { attended: member, seat: Member 1, mode: in the room }
  - { attended: member, seat: Member 2, mode: in the room }
  - { attended: member, seat: Member 3, mode: remote, seen_and_heard: true }
  - { attended: member, seat: Member 4, mode: remote }
  - { attended: observer, post: Head of Audit }
";
    let case = Case::sound(&(members(4, "") + quorum), &format!("{meeting}{ITEM}"));
    assert_eq!(case.told(0), ("open", "whether Member 4 could be seen and heard".to_owned()));
    let verdict = case.quorum(0).unwrap().verdict;
    let of_auditor = verdict.not_counted.iter().find(|one| one.attendee == 4).unwrap();
    assert_eq!((of_auditor.reason.as_str(), of_auditor.uncertain), ("an observer", false));
}

#[test]
fn interests_dispensations_and_times_of_one_item() {
    let quorum = "
quorum:
  clause: 12
  members: { share: 1/2, of: seats filled, rounding: up }
  counting:
    remote: count
    co_opted: { for_business: [education] }
    interests:
      pecuniary: does not count
      other: counts
      lowered: { only_if_left: true, from_share: 1/3, of: all seats, to: base without them }
";
    let meeting = "date: 2015-12-04
starts: 2.00 pm
attendance:
  - { attended: member, seat: Member 1, arrived: 2.20 pm }
  - { attended: member, seat: Member 2, left: not recorded }
  - { attended: member, seat: Member 3, mode: remote, present: [{ to: 2.35 pm }, { from: 2.50 pm }] }
  - { attended: member, seat: Member 4, away_for_items: [6] }
items:
  - number: 5
    title: Home care contract
    business: ordinary
    starts: 2.10 pm
    ends: 3.00 pm
    decided_at: DECIDED
    interests:
      - { seat: Member 4, kind: pecuniary, nature: Shares in the provider, withdrew: true }
      - { seat: Member 1, kind: pecuniary, nature: Employed by the provider, withdrew: false, dispensation: true }
  - { number: 6, title: Another, business: ordinary, starts: 3.00 pm, ends: 3.10 pm }
";
    let terms = members(4, ", state: filled") + quorum;
    let case = Case::sound(&terms, &meeting.replace("DECIDED", "2.55 pm"));
    let verdict = case.quorum(0).unwrap().verdict;
    // One of four withdrew, less than a third: the base stays four and the threshold two.
    assert_eq!((&verdict.state, verdict.base, verdict.threshold), (&State::Quorate, Some(4), Some(2)));
    let counted: Vec<usize> = verdict.counted.iter().map(|one| one.attendee).collect();
    assert_eq!(counted, [0, 2]);
    let reasons: Vec<(usize, &str)> =
        verdict.not_counted.iter().map(|one| (one.attendee, one.reason.as_str())).collect();
    assert_eq!(reasons, [(1, "not certain: whether Member 2 was there for item 5"), (3, "left for the item")]);
    // While the link was down, only Member 1 was there for certain.
    let case = Case::sound(&terms, &meeting.replace("DECIDED", "2.40 pm"));
    assert_eq!(case.told(0), ("open", "whether Member 2 was there for item 5".to_owned()));
    // Before 2.20 pm there was Member 3 and perhaps Member 2.
    let case = Case::sound(&terms, &meeting.replace("DECIDED", "14:15"));
    assert_eq!(case.told(0).0, "open");
    assert_eq!(case.told(1).0, "quorate");
}

#[test]
fn special_business_has_its_own_quorum_and_its_own_majority() {
    let quorum = "
quorum:
  clause: 3
  members: 3
  special: [{ business: [budget], need: { members: { share: 2/3, of: all seats, rounding: up } } }]
";
    let items = "items:
  - { number: 4, title: Budget for the year, business: budget, votes: { in_favour: 6, against: 3, present: 9 }, majority: { share: 2/3, of: voting } }
  - { number: 5, title: Other, business: ordinary, votes: { in_favour: 3, against: 3 } }
";
    let case = |there: &[usize]| {
        Case::sound(&(members(12, "") + quorum), &format!("date: 2015-12-04\n{}{items}", present(there)))
    };
    let full = case(&[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!((full.told(0).0, full.told(1).0), ("quorate", "quorate"));
    let meeting = full.meeting();
    let carried = |position: usize| meeting.carried(&full.submission, full.item(position)).unwrap().0.unwrap();
    assert_eq!(carried(0), Carried::Yes("6 for, of 9 voting; 2/3 needed".to_owned()));
    assert_eq!(carried(1), Carried::No("3 for, 3 against".to_owned()));
    let few = case(&[1, 2, 3, 4, 5, 6, 7]);
    assert_eq!((few.told(0).0, few.told(1).0), ("inquorate", "quorate"));
}

#[test]
fn an_adjourned_meeting_begins_within_its_window() {
    let quorum = "
quorum:
  clause: 20
  members: 5
  start_window_minutes: 30
  if_inquorate: { adjourned_to: the same day in the next week }
  adjourned: { members: 3 }
";
    let meeting = |adjourned: &str| {
        format!(
            "date: 2015-12-01
{adjourned}starts: 2.00 pm
started_at: 2.20 pm
attendance:
  - {{ attended: member, seat: Member 1 }}
  - {{ attended: member, seat: Member 2 }}
  - {{ attended: member, seat: Member 3, arrived: 2.15 pm }}
{ITEM}"
        )
    };
    let terms = members(8, "") + quorum;
    let case = Case::sound(&terms, &meeting("adjourned_from: 2015-11-24\n"));
    assert_eq!(case.told(0).0, "quorate");
    assert_eq!(case.meeting().start().unwrap().words, "there was a quorum from 14:15");
    let case = Case::sound(&terms, &meeting(""));
    assert_eq!(case.told(0).0, "inquorate");
    assert_eq!(
        case.meeting().start().unwrap().words,
        "there was no quorum by 14:30: the meeting stands adjourned to the same day in the next week"
    );
}

#[test]
fn the_statutory_floor_stands_under_the_local_rule() {
    let quorum = "
quorum:
  clause: Standing order 3
  members: 2
  floor:
    need: { members: { greater_of: [3, { share: 1/3, of: all seats, rounding: up }] } }
    source: Local Government Act 1972, Schedule 12, paragraph 12
";
    let meeting = format!("date: 2015-12-04\n{}{ITEM}", present(&[1, 2]));
    let case = Case::sound(&(members(6, "") + quorum), &meeting);
    assert_eq!(case.told(0).0, "inquorate");
    let faults = case.quorum(0).unwrap().verdict.faults;
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("the local rule can be met by 2 members"), "{}", faults[0]);
}

#[test]
fn a_seat_that_nobody_lists_and_a_record_without_times_are_open() {
    let terms = "
members:
  - { seat: Secretary }
  - { seat: Chairman }
quorum:
  clause: 4
  all_of:
    - seat: Treasurer
    - members: 2
";
    let meeting = format!(
        "date: 2015-12-04
attendance:
  - {{ attended: member, seat: Secretary, times_not_recorded: true }}
  - {{ attended: member, seat: Chairman }}
{ITEM}"
    );
    let (state, words) = Case::sound(terms, &meeting).told(0);
    assert_eq!(state, "open");
    assert!(words.contains("the seat Treasurer: the clause names it, the terms do not list it"), "{words}");
    assert!(words.contains("whether Secretary was there"), "{words}");
}
