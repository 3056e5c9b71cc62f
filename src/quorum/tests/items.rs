//! Points 7 to 11: items, business, time, layers, and what is missing.

use super::super::*;

fn seats(count: usize) -> Vec<Seat> {
    let filled = |index: usize| Seat { state: Some(SeatState::Filled), ..Seat::named(&format!("Member {index}")) };
    (1..=count).map(filled).collect()
}

fn present(count: usize) -> Vec<Attendee> {
    (1..=count).map(|index| Attendee::member(&format!("person {index}"), &format!("Member {index}"))).collect()
}

fn members(number: u32) -> Clause {
    Clause::new("4", Need::members(Amount::Number(number)))
}

fn interest(index: usize, kind: Option<InterestKind>, left: Option<bool>) -> Interest {
    Interest { person: format!("person {index}"), kind, left }
}

fn from_to(from: Minute, to: Minute) -> Item {
    Item { from: Some(from), to: Some(to), ..Item::numbered("5") }
}

#[test]
fn a_pecuniary_interest_takes_a_member_out_and_a_dispensation_restores() {
    let mut item =
        Item { interests: vec![interest(1, Some(InterestKind::Pecuniary), Some(false))], ..Item::numbered("5") };
    let verdict = judge(&members(3), &seats(5), &present(3), &item);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(verdict.not_counted[0].reason, "has an interest in the item and no dispensation");
    assert_eq!(verdict.missing.unwrap().words, "one of Member 4, Member 5");
    item.dispensations.push("person 1".to_owned());
    assert_eq!(judge(&members(3), &seats(5), &present(3), &item).state, State::Quorate);
}

#[test]
fn an_interest_of_unknown_kind_is_open_only_where_it_matters() {
    let item = Item { interests: vec![interest(1, None, Some(false))], ..Item::numbered("5") };
    let State::Open(open) = judge(&members(3), &seats(5), &present(3), &item).state else { panic!("open") };
    assert_eq!(open.missing, ["whether the interest of Member 1 in item 5 was pecuniary"]);
    assert_eq!(judge(&members(3), &seats(5), &present(4), &item).state, State::Quorate);
    let item = Item { interests: vec![interest(1, Some(InterestKind::Other), None)], ..Item::numbered("5") };
    let State::Open(open) = judge(&members(3), &seats(5), &present(3), &item).state else { panic!("open") };
    assert_eq!(open.missing, ["whether Member 1 left for item 5"]);
}

#[test]
fn members_entitled_to_vote_on_the_item_are_the_base() {
    let entitled = Base { entitled_on_item: true, ..Base::filled() };
    let clause = Clause::new("4", Need::members(Amount::majority_of(entitled)));
    let interests = (1..=3).map(|index| interest(index, Some(InterestKind::Pecuniary), Some(true))).collect();
    let item = Item { interests, ..Item::numbered("5") };
    let verdict = judge(&clause, &seats(8), &present(6), &item);
    assert_eq!(verdict.state, State::Quorate);
    assert_eq!(verdict.arithmetic, "more than one half of 5 filled seats entitled to vote on the item is 3; 3 counted");
}

#[test]
fn the_bar_is_lowered_only_from_a_share_and_only_if_they_leave() {
    let mut clause = members(5);
    clause.counting.interests.lowered = Some(Lowered {
        only_if_left: true,
        from_share: Some(Fraction::one_in(3)),
        of: Base::all_seats(),
        to: LoweredTo::Need(Box::new(Need::members(Amount::Number(3)))),
    });
    let with = |count: usize, left: bool| {
        let kind = Some(InterestKind::Pecuniary);
        let interests = (1..=count).map(|index| interest(index, kind, Some(left))).collect();
        judge(&clause, &seats(6), &present(6), &Item { interests, ..Item::numbered("5") })
    };
    assert_eq!(with(1, true).state, State::Quorate);
    let verdict = with(2, true);
    assert_eq!(verdict.state, State::Quorate);
    assert_eq!(verdict.arithmetic, "lowered because members withdrew: 3 members needed; 4 counted");
    assert_eq!(with(2, false).state, State::Inquorate);
    let to = LoweredTo::BaseWithoutThem;
    clause.need = Need::members(Amount::All(Base::all_seats()));
    clause.counting.interests.lowered =
        Some(Lowered { only_if_left: true, from_share: None, of: Base::all_seats(), to });
    let interests = vec![interest(1, Some(InterestKind::Other), Some(true))];
    let verdict = judge(&clause, &seats(6), &present(6), &Item { interests, ..Item::numbered("5") });
    assert_eq!((verdict.base, verdict.state), (Some(5), State::Quorate));
}

#[test]
fn a_quorum_lost_and_regained_during_an_item() {
    let mut people = present(3);
    people[2].presence = Presence::Spells(vec![
        Span { from: Edge::OfMeeting, to: Edge::At(875) },
        Span { from: Edge::At(890), to: Edge::OfMeeting },
    ]);
    let mut item = from_to(860, 900);
    let verdict = judge(&members(3), &seats(5), &people, &item);
    let State::Open(open) = &verdict.state else { panic!("open") };
    assert_eq!(open.missing, ["when the decision was taken: there was no quorum from 14:35 to 14:50"]);
    assert_eq!((verdict.lost_at(), verdict.gained_at()), (vec![875], vec![890]));
    item.decided_at = Some(880);
    let verdict = judge(&members(3), &seats(5), &people, &item);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(verdict.not_counted[0].reason, "away at the time");
    item.decided_at = Some(890);
    assert_eq!(judge(&members(3), &seats(5), &people, &item).state, State::Quorate);
    item.decided_at = Some(900);
    assert_eq!(judge(&members(3), &seats(5), &people, &item).state, State::Quorate);
    assert_eq!(judge(&members(2), &seats(5), &people, &from_to(860, 900)).state, State::Quorate);
}

#[test]
fn late_arrivals_before_and_after_an_item_are_certain() {
    let mut people = present(3);
    people[2].presence = Presence::Spells(vec![Span { from: Edge::At(870), to: Edge::OfMeeting }]);
    assert_eq!(judge(&members(3), &seats(5), &people, &from_to(840, 870)).state, State::Inquorate);
    assert_eq!(judge(&members(3), &seats(5), &people, &from_to(870, 900)).state, State::Quorate);
    let State::Open(open) = judge(&members(3), &seats(5), &people, &Item::numbered("5")).state else { panic!("open") };
    assert_eq!(open.missing, ["whether Member 3 was there for item 5"]);
    people[2].presence = Presence::NotRecorded;
    people[2].away_for = vec!["5".to_owned()];
    assert_eq!(judge(&members(3), &seats(5), &people, &Item::numbered("5")).state, State::Inquorate);
}

#[test]
fn certain_business_has_its_own_quorum() {
    let mut clause = members(2);
    let need = Need::members(Amount::Number(4));
    clause.special.push(Special { business: vec!["budget".to_owned()], need });
    let of = |business: Option<&str>| {
        let item = Item { business: business.map(str::to_owned), ..Item::numbered("5") };
        judge(&clause, &seats(5), &present(3), &item)
    };
    assert_eq!(of(Some("ordinary")).state, State::Quorate);
    let verdict = of(Some("Budget"));
    assert_eq!(verdict.arithmetic, "for this business: 4 members needed; 3 counted");
    let State::Open(open) = of(None).state else { panic!("open") };
    assert_eq!(open.missing, ["what kind of business item 5 was"]);
}

#[test]
fn decision_thresholds_stand_apart_from_the_quorum() {
    let votes = Votes { for_it: Some(4), against: Some(4), present: Some(9), members: Some(12), casting: None };
    assert_eq!(carried(Majority::OfVoting, &votes), Carried::No("4 for, 4 against".to_owned()));
    let cast = Votes { casting: Some(true), ..votes };
    assert_eq!(
        carried(Majority::OfVoting, &cast),
        Carried::Yes("4 for, 4 against, carried by the casting vote".to_owned())
    );
    let votes = Votes { for_it: Some(6), against: Some(3), ..votes };
    let two_thirds = Fraction { numerator: 2, denominator: 3 };
    assert!(matches!(carried(Majority::ShareOfVoting(two_thirds), &votes), Carried::Yes(_)));
    assert!(matches!(carried(Majority::ShareOfMembers(two_thirds), &votes), Carried::No(_)));
    assert!(matches!(carried(Majority::OfPresent, &votes), Carried::Yes(_)));
    assert!(matches!(carried(Majority::OfMembers, &votes), Carried::No(_)));
    let unknown = Votes { against: None, ..votes };
    assert_eq!(carried(Majority::OfVoting, &unknown), Carried::Open("how many voted against it".to_owned()));
}

#[test]
fn a_start_window_and_what_follows() {
    let mut clause = members(3);
    clause.start_window = Some(30);
    clause.if_inquorate = Some(Consequence::Adjourned(Some("the same day next week".to_owned())));
    let mut people = present(3);
    let arrives = |minute| Presence::Spells(vec![Span { from: Edge::At(minute), to: Edge::OfMeeting }]);
    people[2].presence = arrives(860);
    let start = judge_start(&clause, &seats(5), &people, 840);
    assert_eq!((start.state, start.quorate_from), (State::Quorate, Some(860)));
    assert_eq!(start.words, "there was a quorum from 14:20");
    people[2].presence = arrives(871);
    let start = judge_start(&clause, &seats(5), &people, 840);
    assert_eq!(start.words, "there was no quorum by 14:30: the meeting stands adjourned to the same day next week");
    people[2].presence = Presence::Spells(vec![Span { from: Edge::NotRecorded, to: Edge::OfMeeting }]);
    let start = judge_start(&clause, &seats(5), &people, 840);
    let State::Open(open) = start.state else { panic!("open") };
    assert_eq!(open.missing, ["whether Member 3 was there at 14:00"]);
}

#[test]
fn an_adjourned_meeting_and_the_terms_in_force() {
    let mut clause = members(4);
    clause.adjourned = Some(Need::members(Amount::Number(2)));
    let mut item = Item::numbered("5");
    assert_eq!(judge(&clause, &seats(5), &present(2), &item).state, State::Inquorate);
    item.adjourned_meeting = true;
    let verdict = judge(&clause, &seats(5), &present(2), &item);
    assert_eq!(verdict.arithmetic, "for an adjourned meeting: 2 members needed; 2 counted");
    let versions = [(Some("2015-01-01"), Some("2015-11-23")), (Some("2015-11-24"), None)];
    assert_eq!(in_force(&versions, &"2015-11-24"), InForce::One(1));
    assert_eq!(in_force(&versions, &"2014-11-24"), InForce::None);
    let overlapping = [(None, Some("2015-11-24")), (Some("2015-11-24"), None)];
    assert_eq!(in_force(&overlapping, &"2015-11-24"), InForce::Several(vec![0, 1]));
}

/// A committee of a parish council: the local rule may not go below three (LGA 1972 Sch 12 para 12).
#[test]
fn the_higher_of_local_rule_and_statutory_floor_stands() {
    let mut clause = members(2);
    let source = "Local Government Act 1972, Schedule 12, paragraph 12".to_owned();
    clause.floor = Some(Floor { need: Need::members(Amount::Number(3)), source });
    let verdict = judge(&clause, &seats(7), &present(2), &Item::numbered("5"));
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(
        verdict.faults,
        [
            "the local rule can be met by 2 members, the floor (Local Government Act 1972, Schedule 12, paragraph 12) asks for 3 members: the floor stands"
        ]
    );
    clause.need = Need::members(Amount::Number(4));
    let verdict = judge(&clause, &seats(7), &present(3), &Item::numbered("5"));
    assert_eq!((verdict.state, verdict.faults.len()), (State::Inquorate, 0));
}

#[test]
fn several_bodies_in_one_room_each_have_their_own_quorum() {
    let people = present(3);
    assert_eq!(judge(&members(3), &seats(3), &people, &Item::numbered("5")).state, State::Quorate);
    let other: Vec<Attendee> = people.iter().take(2).cloned().collect();
    assert_eq!(judge(&members(3), &seats(4), &other, &Item::numbered("5")).state, State::Inquorate);
}

#[test]
fn an_ill_formed_clause_is_open_and_says_what_it_lacks() {
    let open = |need: Need| match judge(&Clause::new("4", need), &seats(3), &present(3), &Item::numbered("5")).state {
        State::Open(open) => open.missing.join("; "),
        state => panic!("{state:?}"),
    };
    assert_eq!(open(Need::AllOf(Vec::new())), "a clause that can be met: it asks for 0 of 0 requirements");
    assert_eq!(open(Need::one_of(&["Treasurer"])), "the seat Treasurer: the clause names it, the terms do not list it");
    assert_eq!(
        open(Need::Members { at_least: Amount::Number(1), who: Who::Class("lay".to_owned()) }),
        "which seats are of the class lay: the terms mark none"
    );
    let of_nothing = Fraction { numerator: 1, denominator: 0 };
    let share = Amount::Share { share: of_nothing, of: Base::all_seats(), rounding: Rounding::Up };
    assert_eq!(open(Need::members(share)), "a share that can be taken: the clause says 1 of 0");
    assert_eq!(open(Need::members(Amount::Number(0))), "a number of members above none");
    let rows = vec![Row { from: 5, to: None, number: 3 }];
    let table = Amount::Table { by: Base::all_seats(), rows };
    assert_eq!(open(Need::members(table)), "a row of the table for 3 seats");
}

#[test]
fn a_clause_is_checked_before_any_meeting() {
    let fine = members(3);
    assert_eq!(check(&fine, &seats(5)), Vec::<String>::new());
    assert_eq!(check(&members(6), &seats(5)), ["the clause cannot be met, even if everybody attends"]);
    let rows = vec![Row { from: 1, to: Some(4), number: 2 }, Row { from: 6, to: None, number: 3 }];
    let gap = Clause::new("4", Need::members(Amount::Table { by: Base::all_seats(), rows }));
    let faults = check(&gap, &seats(5));
    assert_eq!(faults, ["the table has no row between 4 and 6", "the clause lacks a row of the table for 5 seats"]);
    let unlisted = Clause::new("4", Need::one_of(&["Treasurer", "Member 1"]));
    assert_eq!(check(&unlisted, &seats(5)).len(), 1);
}

#[test]
fn a_record_without_attendance_times_names_who_matters() {
    let mut people = present(4);
    people[3].presence = Presence::NotRecorded;
    people[2].presence = Presence::NotRecorded;
    let verdict = judge(&members(3), &seats(5), &people, &Item::numbered("5"));
    let State::Open(open) = verdict.state else { panic!("open") };
    assert_eq!(open.missing, ["whether Member 3 was there for item 5", "whether Member 4 was there for item 5"]);
    assert!(verdict.not_counted.iter().all(|one| one.uncertain));
    assert_eq!(verdict.arithmetic, "3 members needed; 2 counted, 2 more not certain");
}
