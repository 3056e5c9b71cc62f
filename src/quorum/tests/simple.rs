//! The simple case: four slots and three slots, filled by different people.

use super::super::*;

const TRANSFORMATION: &str = "Director of Transformation (South Cheshire CCG)";
const SOUTH_FINANCE: &str = "Chief Finance Officer (South Cheshire CCG)";
const COMMISSIONING: &str = "Associate Director of Commissioning (Eastern Cheshire CCG)";
const EAST_FINANCE: &str = "Chief Finance Officer (Eastern Cheshire CCG)";
const ADULTS: &str = "Director of Adult Social Services (Cheshire East Council)";
const CHILDREN: &str = "Director of Children's Social Services (Cheshire East Council)";
const ACCOUNTANT: &str = "Principal Accountant (Cheshire East Council)";

fn seats() -> Vec<Seat> {
    let names = [TRANSFORMATION, SOUTH_FINANCE, COMMISSIONING, EAST_FINANCE, ADULTS, CHILDREN, ACCOUNTANT];
    names.iter().map(|name| Seat::named(name)).collect()
}

fn leadership_team() -> Clause {
    let slots = [
        Need::one_of(&[TRANSFORMATION, SOUTH_FINANCE]),
        Need::one_of(&[COMMISSIONING, EAST_FINANCE]),
        Need::one_of(&[ADULTS, ACCOUNTANT]),
        Need::one_of(&[CHILDREN, ACCOUNTANT]),
    ];
    Clause::new("6.1", Need::AllOf(slots.to_vec()))
}

fn governance_group() -> Clause {
    let Need::AllOf(slots) = leadership_team().need else { panic!("a list of slots") };
    Clause::new("6.1", Need::AllOf(slots.into_iter().take(3).collect()))
}

fn there(names: &[&str]) -> Vec<Attendee> {
    names.iter().map(|name| Attendee::member(name, name)).collect()
}

fn judged(clause: &Clause, names: &[&str]) -> Verdict {
    judge(clause, &seats(), &there(names), &Item::numbered("5"))
}

#[test]
fn four_slots_filled_by_four_people_are_quorate() {
    let verdict = judged(&leadership_team(), &[TRANSFORMATION, EAST_FINANCE, ADULTS, ACCOUNTANT]);
    assert_eq!(verdict.state, State::Quorate);
    assert_eq!(verdict.arithmetic, "4 of 4 slots filled");
    let by: Vec<Option<usize>> = verdict.slots.iter().map(|slot| slot.by).collect();
    assert_eq!(by, [Some(0), Some(1), Some(2), Some(3)]);
    assert_eq!(verdict.can_lose.unwrap().words, "nobody may leave");
}

#[test]
fn the_accountant_fills_one_slot_only() {
    let verdict = judged(&leadership_team(), &[TRANSFORMATION, COMMISSIONING, ACCOUNTANT]);
    assert_eq!(verdict.state, State::Inquorate);
    assert!(verdict.arithmetic.starts_with("3 of 4 slots filled: "), "{}", verdict.arithmetic);
    let missing = verdict.missing.unwrap();
    assert_eq!(missing.sets, [[4], [5]]);
    assert!(missing.complete);
    assert_eq!(missing.words, format!("{ADULTS}; or {CHILDREN}"));
}

#[test]
fn the_accountant_moves_to_the_slot_that_needs_her() {
    let verdict = judged(&leadership_team(), &[ACCOUNTANT, ADULTS, TRANSFORMATION, COMMISSIONING]);
    assert_eq!(verdict.state, State::Quorate);
    let verdict = judged(&leadership_team(), &[ACCOUNTANT, CHILDREN, TRANSFORMATION, COMMISSIONING]);
    assert_eq!(verdict.state, State::Quorate);
}

#[test]
fn nobody_for_a_slot_is_said() {
    let verdict = judged(&leadership_team(), &[TRANSFORMATION, ADULTS, CHILDREN]);
    assert_eq!(
        verdict.arithmetic,
        format!("3 of 4 slots filled: nobody is present for {COMMISSIONING} or {EAST_FINANCE}")
    );
    assert_eq!(verdict.missing.unwrap().words, format!("one of {COMMISSIONING}, {EAST_FINANCE}"));
}

#[test]
fn three_slots_are_enough_for_the_governance_group() {
    let verdict = judged(&governance_group(), &[SOUTH_FINANCE, EAST_FINANCE, ACCOUNTANT]);
    assert_eq!(verdict.state, State::Quorate);
    let verdict = judged(&governance_group(), &[SOUTH_FINANCE, TRANSFORMATION, ACCOUNTANT]);
    assert_eq!(verdict.state, State::Inquorate);
}

#[test]
fn a_full_house_can_lose_some_but_not_all() {
    let all: Vec<&str> = vec![TRANSFORMATION, SOUTH_FINANCE, COMMISSIONING, EAST_FINANCE, ADULTS, CHILDREN, ACCOUNTANT];
    let can_lose = judged(&leadership_team(), &all).can_lose.unwrap();
    assert_eq!((can_lose.at_least, can_lose.at_most), (1, 3));
    assert!(can_lose.indispensable.is_empty());
    let can_lose =
        judged(&governance_group(), &[TRANSFORMATION, COMMISSIONING, EAST_FINANCE, ADULTS]).can_lose.unwrap();
    assert_eq!(can_lose.words, format!("one more may leave; {TRANSFORMATION} and {ADULTS} may not"));
}

#[test]
fn names_match_whatever_their_case_and_spacing() {
    let lower = ACCOUNTANT.to_lowercase().replace(' ', "  ");
    let verdict = judged(&governance_group(), &[SOUTH_FINANCE, EAST_FINANCE, &lower]);
    assert_eq!(verdict.state, State::Quorate);
}

#[test]
fn a_seat_that_the_terms_do_not_list_leaves_it_open() {
    let verdict = judged(&governance_group(), &[SOUTH_FINANCE, EAST_FINANCE, "Head of Nothing"]);
    let State::Open(open) = verdict.state else { panic!("open") };
    assert_eq!(open.missing, ["which seat of the terms Head of Nothing is: they list no seat of that name"]);
}
