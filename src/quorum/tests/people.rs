//! Points 4 to 6: classes and posts, deputies and proxies, and who does not count.

use super::super::*;

fn seat(name: &str, organisation: &str, class: &str) -> Seat {
    Seat {
        organisation: Some(organisation.to_owned()),
        classes: vec![class.to_owned()],
        state: Some(SeatState::Filled),
        ..Seat::named(name)
    }
}

fn board() -> Vec<Seat> {
    vec![
        seat("Leader", "Council", "councillor"),
        seat("Portfolio Holder", "Council", "councillor"),
        seat("Director of Public Health", "Council", "officer"),
        seat("Clinical Chair", "CCG", "NHS"),
        seat("Chief Officer", "CCG", "NHS"),
        seat("Healthwatch", "Healthwatch", "lay"),
    ]
}

fn there(names: &[&str]) -> Vec<Attendee> {
    names.iter().map(|name| Attendee { mode: Mode::InRoom, ..Attendee::member(name, name) }).collect()
}

fn judged(clause: &Clause, attendees: &[Attendee]) -> Verdict {
    judge(clause, &board(), attendees, &Item::numbered("1"))
}

fn class(name: &str) -> Who {
    Who::Class(name.to_owned())
}

fn at_least(number: u32, who: Who) -> Need {
    Need::Members { at_least: Amount::Number(number), who }
}

fn three_of_all() -> Clause {
    Clause::new("5", Need::members(Amount::Number(3)))
}

fn with_deputies(deputies: Deputies) -> Clause {
    let mut clause = three_of_all();
    clause.counting.deputies = deputies;
    clause
}

fn reason(verdict: &Verdict, attendee: usize) -> &str {
    verdict.not_counted.iter().find(|one| one.attendee == attendee).map(|one| one.reason.as_str()).unwrap()
}

/// The composite quorum of a Health and Wellbeing Board: a number, kinds of member, and a named post.
#[test]
fn a_composite_quorum_names_the_role_that_is_missing() {
    let health = Need::one_of(&["Director of Public Health"]);
    let needs =
        vec![Need::members(Amount::Number(4)), at_least(1, class("councillor")), at_least(1, class("NHS")), health];
    let clause = Clause::new("7", Need::AllOf(needs));
    let verdict =
        judged(&clause, &there(&["Leader", "Portfolio Holder", "Clinical Chair", "Chief Officer", "Healthwatch"]));
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(verdict.missing.unwrap().words, "Director of Public Health");
    assert!(verdict.arithmetic.contains("nobody is present for Director of Public Health"), "{}", verdict.arithmetic);
    let all = there(&[
        "Leader",
        "Portfolio Holder",
        "Director of Public Health",
        "Clinical Chair",
        "Chief Officer",
        "Healthwatch",
    ]);
    let can_lose = judged(&clause, &all).can_lose.unwrap();
    assert_eq!(
        can_lose.words,
        "any one more may leave, up to 2 if they are the right ones; Director of Public Health may not"
    );
}

#[test]
fn one_from_each_organisation() {
    let groups: Vec<Who> = ["Council", "CCG", "Healthwatch"].map(|name| Who::Organisation(name.to_owned())).to_vec();
    let each =
        |groups_at_least| Clause::new("3", Need::FromEach { at_least: 1, groups: groups.clone(), groups_at_least });
    let verdict = judged(&each(None), &there(&["Leader", "Healthwatch", "Portfolio Holder"]));
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(
        verdict.arithmetic,
        "one member from each of 3 groups: 2 of 3 slots filled: nobody is present for a member from CCG"
    );
    assert_eq!(judged(&each(Some(2)), &there(&["Leader", "Healthwatch"])).state, State::Quorate);
}

#[test]
fn a_class_that_must_be_the_majority_of_those_present() {
    let clause = Clause::new("3", Need::MajorityOfPresent(class("councillor")));
    assert_eq!(judged(&clause, &there(&["Leader", "Portfolio Holder", "Healthwatch"])).state, State::Quorate);
    let verdict = judged(&clause, &there(&["Leader", "Healthwatch"]));
    assert_eq!(verdict.arithmetic, "members of the class councillor must be more than half of those counted: 1 of 2");
    assert_eq!(verdict.state, State::Inquorate);
}

#[test]
fn chair_or_vice_chair_and_some_of_a_list() {
    let office = |name: &str| Who::Office(name.to_owned());
    let in_the_chair = Need::Slot(Slot { label: None, one_of: vec![office("chair"), office("vice-chair")] });
    let posts = ["Leader", "Clinical Chair", "Healthwatch"].map(|name| Need::one_of(&[name])).to_vec();
    let clause = Clause::new("2", Need::AllOf(vec![in_the_chair, Need::AtLeast { number: 2, of: posts }]));
    let mut people = there(&["Leader", "Healthwatch"]);
    let State::Open(open) = judged(&clause, &people).state else { panic!("open") };
    assert!(open.missing.contains(&"who was chair: the record names nobody".to_owned()), "{open:?}");
    people[0].offices.push("Chair".to_owned());
    assert_eq!(judged(&clause, &people).state, State::Quorate);
    people.truncate(1);
    assert_eq!(judged(&clause, &people).missing.unwrap().words, "Clinical Chair; or Healthwatch");
}

#[test]
fn one_person_in_two_seats_counts_once_unless_the_clause_says_otherwise() {
    let mut people = there(&["Leader", "Healthwatch", "Chief Officer"]);
    people[2].person = "Leader".to_owned();
    let mut clause = three_of_all();
    let verdict = judged(&clause, &people);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(reason(&verdict, 2), "the same person counts once, as Leader");
    clause.counting.people = People::MayRepeat;
    assert_eq!(judged(&clause, &people).state, State::Quorate);
}

#[test]
fn deputies_never_or_if_the_clause_is_silent_either_way() {
    let mut people = there(&["Leader", "Healthwatch"]);
    people.push(Attendee { mode: Mode::InRoom, ..Attendee::deputy("Deputy", "Chief Officer") });
    let verdict = judged(&with_deputies(Deputies::Never), &people);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(reason(&verdict, 2), "a deputy, and the clause does not count deputies");
    assert_eq!(judged(&with_deputies(Deputies::Allowed(DeputyRules::default())), &people).state, State::Quorate);
    let State::Open(open) = judged(&three_of_all(), &people).state else { panic!("open") };
    let words: Vec<&str> = open.readings.iter().map(|reading| reading.words.as_str()).collect();
    assert_eq!(words, ["deputies do not count", "deputies count"]);
}

#[test]
fn deputies_on_conditions() {
    let rules = DeputyRules {
        named_beforehand: true,
        notice_minutes: Some(1440),
        grades: vec!["head of service".to_owned()],
        trained: true,
        chair_agreed: true,
        ..DeputyRules::default()
    };
    let clause = with_deputies(Deputies::Allowed(rules));
    let mut people = there(&["Leader", "Healthwatch"]);
    let mut deputy = Attendee { mode: Mode::InRoom, ..Attendee::deputy("Deputy", "Chief Officer") };
    deputy.deputy = DeputyFacts {
        named_beforehand: Some(true),
        notice_minutes: Some(2000),
        grade: Some("Head of Service".to_owned()),
        trained: Some(true),
        chair_agreed: None,
    };
    people.push(deputy);
    let State::Open(open) = judged(&clause, &people).state else { panic!("open") };
    assert_eq!(open.missing, ["whether the deputy for Chief Officer came with the chair's minuted agreement"]);
    people[2].deputy.chair_agreed = Some(true);
    assert_eq!(judged(&clause, &people).state, State::Quorate);
    people[2].deputy.notice_minutes = Some(60);
    let verdict = judged(&clause, &people);
    assert_eq!(reason(&verdict, 2), "a deputy of whom notice came less than one day before the start");
    assert_eq!(verdict.state, State::Inquorate);
}

#[test]
fn at_most_so_many_deputies_count() {
    let rules = DeputyRules { at_most: Some(1), ..DeputyRules::default() };
    let mut people = there(&["Leader"]);
    people.extend(["Healthwatch", "Chief Officer"].map(|seat| Attendee::deputy(&format!("for {seat}"), seat)));
    let verdict = judged(&with_deputies(Deputies::Allowed(rules)), &people);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(verdict.counted.len(), 2);
    assert_eq!(reason(&verdict, 2), "only one deputy may count");
}

#[test]
fn the_member_who_sent_a_deputy_turns_up() {
    let mut people = there(&["Leader", "Chief Officer"]);
    people.push(Attendee { mode: Mode::InRoom, ..Attendee::deputy("Deputy", "Chief Officer") });
    let verdict = judged(&with_deputies(Deputies::Allowed(DeputyRules::default())), &people);
    assert_eq!(reason(&verdict, 2), "the member is there");
    let rules = DeputyRules { member_returns: MemberReturns::DeputyStays, ..DeputyRules::default() };
    let verdict = judged(&with_deputies(Deputies::Allowed(rules)), &people);
    assert_eq!(reason(&verdict, 1), "represented by a deputy, who stays for the meeting");
    assert_eq!(verdict.counted.len(), 2);
}

#[test]
fn a_deputy_who_may_have_been_there_may_have_taken_the_place_of_the_member() {
    let rules = DeputyRules { member_returns: MemberReturns::DeputyStays, ..DeputyRules::default() };
    let mut clause = with_deputies(Deputies::Allowed(rules));
    clause.counting.remote = Remote::Counts;
    clause.counting.in_room_at_least = Some(Amount::Number(3));
    let mut people = there(&["Leader", "Healthwatch", "Chief Officer"]);
    let mode = Mode::Remote { seen_and_heard: Some(true) };
    people.push(Attendee { mode, presence: Presence::NotRecorded, ..Attendee::deputy("Deputy", "Chief Officer") });
    let State::Open(open) = judged(&clause, &people).state else { panic!("open") };
    assert_eq!(open.missing, ["whether the deputy for Chief Officer was there for item 1"]);
    people[3].presence = Presence::Throughout;
    assert_eq!(judged(&clause, &people).state, State::Inquorate);
}

#[test]
fn too_many_ways_of_counting_are_said_and_not_passed() {
    let names: Vec<String> = (0..30).map(|index| format!("Seat {index}")).collect();
    let seats: Vec<Seat> = names.iter().map(|name| seat(name, "Council", "councillor")).collect();
    let people: Vec<Attendee> = names
        .iter()
        .enumerate()
        .map(|(index, name)| Attendee::member(&format!("person {}", index / 2), name))
        .collect();
    let members = |number: u32| Clause::new("1", Need::members(Amount::Number(number)));
    assert_eq!(judge(&members(15), &seats, &people, &Item::numbered("1")).state, State::Quorate);
    let State::Open(open) = judge(&members(16), &seats, &people, &Item::numbered("1")).state else { panic!("open") };
    assert_eq!(open.missing, ["a simpler record: people can be counted in too many ways to try them all"]);
}

#[test]
fn a_person_in_two_seats_leaves_both() {
    let mut people = there(&["Leader", "Healthwatch", "Chief Officer", "Clinical Chair"]);
    people[1].person = "Leader".to_owned();
    let mut clause = three_of_all();
    clause.counting.people = People::MayRepeat;
    let can_lose = judged(&clause, &people).can_lose.unwrap();
    assert_eq!(can_lose.indispensable, [0, 1]);
    assert_eq!(can_lose.words, "one more may leave; Leader and Healthwatch may not");
}

/// Companies Act 2006, section 318: two qualifying persons, of whom one may be a proxy.
#[test]
fn proxies_and_corporate_representatives() {
    let mut clause = three_of_all();
    let mut people = there(&["Leader", "Healthwatch", "Chief Officer"]);
    people[1] = Attendee { capacity: Capacity::Proxy, ..Attendee::member("Agent", "Healthwatch") };
    people[2] = Attendee { capacity: Capacity::Proxy, ..Attendee::member("Agent", "Chief Officer") };
    clause.counting.proxies = Proxies::OnePerson;
    assert_eq!(judged(&clause, &people).state, State::Inquorate);
    clause.counting.proxies = Proxies::EachMember;
    assert_eq!(judged(&clause, &people).state, State::Quorate);
    clause.counting.proxies = Proxies::Never;
    assert_eq!(judged(&clause, &people).counted.len(), 1);
    people[1].capacity = Capacity::CorporateRepresentative;
    clause.counting.corporate_representatives = Stance::Counts;
    assert_eq!(judged(&clause, &people).counted.len(), 2);
}

#[test]
fn observers_and_those_in_attendance_do_not_count() {
    let mut people = there(&["Leader", "Healthwatch", "Chief Officer"]);
    people[1].capacity = Capacity::Observer;
    people[2].capacity = Capacity::InAttendance;
    people.push(Attendee { seat: None, ..Attendee::member("Guest", "") });
    let verdict = judged(&three_of_all(), &people);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(reason(&verdict, 1), "an observer");
    assert_eq!(reason(&verdict, 2), "in attendance, not a member");
    assert_eq!(reason(&verdict, 3), "holds no seat");
}

#[test]
fn members_without_a_vote_and_co_opted_members() {
    let mut seats = board();
    seats[5].votes = false;
    seats[4].co_opted = true;
    let mut clause = three_of_all();
    let people = there(&["Leader", "Healthwatch", "Chief Officer"]);
    let mut counts = |non_voting: Stance, co_opted: CoOpted| {
        clause.counting.non_voting = non_voting;
        clause.counting.co_opted = co_opted;
        judge(&clause, &seats, &people, &Item { business: Some("schools".to_owned()), ..Item::numbered("1") })
            .counted
            .len()
    };
    assert_eq!(counts(Stance::Counts, CoOpted::Counts), 3);
    assert_eq!(counts(Stance::DoesNotCount, CoOpted::Counts), 2);
    assert_eq!(counts(Stance::DoesNotCount, CoOpted::DoesNotCount), 1);
    assert_eq!(counts(Stance::Counts, CoOpted::ForBusiness(vec!["schools".to_owned()])), 3);
    assert_eq!(counts(Stance::Counts, CoOpted::ForBusiness(vec!["budget".to_owned()])), 2);
}

#[test]
fn remote_members() {
    let mut clause = three_of_all();
    let mut people = there(&["Leader", "Healthwatch", "Chief Officer"]);
    people[2].mode = Mode::Remote { seen_and_heard: None };
    clause.counting.remote = Remote::Counts;
    assert_eq!(judged(&clause, &people).state, State::Quorate);
    clause.counting.in_room_at_least = Some(Amount::Number(3));
    let verdict = judged(&clause, &people);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(verdict.arithmetic, "3 members needed; 3 counted; 3 members needed in the room; 2 counted");
    clause.counting.in_room_at_least = None;
    clause.counting.remote = Remote::DoesNotCount;
    assert_eq!(reason(&judged(&clause, &people), 2), "not in the room");
    clause.counting.remote = Remote::IfSeenAndHeard;
    let State::Open(open) = judged(&clause, &people).state else { panic!("open") };
    assert_eq!(open.missing, ["whether Chief Officer could be seen and heard"]);
    people[2].mode = Mode::Remote { seen_and_heard: Some(false) };
    assert_eq!(judged(&clause, &people).state, State::Inquorate);
}
