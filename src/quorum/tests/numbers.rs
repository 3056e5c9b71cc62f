//! Points 1 to 3: numbers, rounding and bases.

use super::super::*;

fn seats(count: usize) -> Vec<Seat> {
    let filled = |index: usize| Seat { state: Some(SeatState::Filled), ..Seat::named(&format!("Member {index}")) };
    (1..=count).map(filled).collect()
}

fn present(count: usize) -> Vec<Attendee> {
    (1..=count).map(|index| Attendee::member(&format!("person {index}"), &format!("Member {index}"))).collect()
}

fn judged(at_least: Amount, seats: &[Seat], count: usize) -> Verdict {
    let clause = Clause::new("4", Need::members(at_least));
    judge(&clause, seats, &present(count), &Item::numbered("1"))
}

fn share(denominator: u32, rounding: Rounding) -> Amount {
    Amount::Share { share: Fraction::one_in(denominator), of: Base::all_seats(), rounding }
}

#[test]
fn a_number_of_members() {
    let verdict = judged(Amount::Number(4), &seats(12), 3);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(verdict.arithmetic, "4 members needed; 3 counted");
    assert_eq!(verdict.missing.unwrap().words, "one of 9 absent members");
    let verdict = judged(Amount::Number(4), &seats(12), 6);
    assert_eq!(verdict.can_lose.unwrap().words, "two more may leave");
}

#[test]
fn a_share_a_majority_and_all() {
    let verdict = judged(share(3, Rounding::Up), &seats(12), 5);
    assert_eq!((verdict.base, verdict.threshold), (Some(12), Some(4)));
    assert_eq!(verdict.arithmetic, "one third of 12 seats is 4; 5 counted");
    let verdict = judged(Amount::majority_of(Base::all_seats()), &seats(8), 4);
    assert_eq!(verdict.arithmetic, "more than one half of 8 seats is 5; 4 counted");
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(judged(Amount::majority_of(Base::all_seats()), &seats(9), 5).state, State::Quorate);
    assert_eq!(judged(Amount::All(Base::all_seats()), &seats(4), 4).state, State::Quorate);
    assert_eq!(judged(Amount::All(Base::all_seats()), &seats(4), 3).state, State::Inquorate);
    let per_cent = Amount::Share { share: Fraction::per_cent(40), of: Base::all_seats(), rounding: Rounding::Up };
    assert_eq!(judged(per_cent, &seats(20), 8).arithmetic, "40 per cent of 20 seats is 8; 8 counted");
}

#[test]
fn a_table_by_size() {
    let rows = vec![Row { from: 1, to: Some(6), number: 2 }, Row { from: 7, to: None, number: 3 }];
    let table = Amount::Table { by: Base::all_seats(), rows };
    assert_eq!(judged(table.clone(), &seats(6), 2).state, State::Quorate);
    let verdict = judged(table, &seats(7), 2);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(verdict.arithmetic, "the table asks for 3 of 7 seats; 2 counted");
}

/// The parish council's quorum: one third, in no case fewer than three (LGA 1972 Sch 12 para 12).
#[test]
fn the_greater_and_the_lesser_of_two() {
    let parish = Amount::GreaterOf(vec![share(3, Rounding::Up), Amount::Number(3)]);
    assert_eq!(judged(parish.clone(), &seats(7), 3).state, State::Quorate);
    let verdict = judged(parish.clone(), &seats(7), 2);
    assert_eq!(verdict.arithmetic, "the greater of one third of 7 seats (3) and 3 is 3; 2 counted");
    assert_eq!(judged(parish, &seats(15), 4).threshold, Some(5));
    let capped = Amount::LesserOf(vec![share(2, Rounding::Up), Amount::Number(5)]);
    assert_eq!(judged(capped, &seats(20), 5).state, State::Quorate);
}

#[test]
fn rounding_as_the_clause_says() {
    let of_ten = |rounding: Rounding| judged(share(4, rounding), &seats(10), 1).threshold;
    assert_eq!(of_ten(Rounding::Up), Some(3));
    assert_eq!(of_ten(Rounding::Down), Some(2));
    assert_eq!(of_ten(Rounding::Nearest), Some(3));
    assert_eq!(of_ten(Rounding::DropAndAddOne), Some(3));
    assert_eq!(of_ten(Rounding::UpToEven), Some(4));
    assert_eq!(of_ten(Rounding::UpToOdd), Some(3));
    assert_eq!(judged(share(4, Rounding::DropAndAddOne), &seats(12), 1).threshold, Some(4));
}

#[test]
fn silent_rounding_is_open_only_where_the_readings_differ() {
    let State::Open(open) = judged(share(3, Rounding::Silent), &seats(10), 3).state else { panic!("open") };
    let words: Vec<&str> = open.readings.iter().map(|reading| reading.words.as_str()).collect();
    assert_eq!(words, ["a part of a member is rounded up", "a part of a member is dropped"]);
    assert_eq!(open.readings[0].state, SpellState::Inquorate);
    assert_eq!(open.readings[0].arithmetic, "one third of 10 seats is 4; 3 counted");
    assert_eq!(open.readings[1].state, SpellState::Quorate);
    assert_eq!(judged(share(3, Rounding::Silent), &seats(10), 4).state, State::Quorate);
    assert_eq!(judged(share(3, Rounding::Silent), &seats(10), 2).state, State::Inquorate);
    assert_eq!(judged(share(3, Rounding::Silent), &seats(9), 3).state, State::Quorate);
}

#[test]
fn a_share_that_comes_to_nobody_still_needs_somebody() {
    let verdict = judged(share(4, Rounding::Down), &seats(3), 0);
    assert_eq!(verdict.state, State::Inquorate);
    assert_eq!(verdict.arithmetic, "one quarter of 3 seats is 0, and one at least is needed; 0 counted");
}

#[test]
fn bases_leave_out_what_the_clause_says() {
    let mut twelve = seats(12);
    twelve[11].state = Some(SeatState::Vacant);
    twelve[10].state = Some(SeatState::Suspended);
    twelve[9].state = Some(SeatState::Disqualified);
    twelve[8].state = Some(SeatState::NotYetAppointed);
    twelve[7].votes = false;
    let size = |base: Base| judged(Amount::All(base), &twelve, 0).base;
    assert_eq!(size(Base::all_seats()), Some(12));
    assert_eq!(size(Base::filled()), Some(11));
    assert_eq!(size(Base { without_suspended: true, ..Base::filled() }), Some(10));
    assert_eq!(size(Base { without_not_yet_appointed: true, ..Base::filled() }), Some(10));
    assert_eq!(size(Base { without_disqualified: LeaveOut::Always, ..Base::filled() }), Some(10));
    assert_eq!(size(Base { voting_only: true, ..Base::filled() }), Some(10));
}

/// LGA 1972 Sch 12 para 45: only when more than a third are disqualified is the quorum taken of the rest.
#[test]
fn many_disqualified_members_lower_the_base() {
    let over_a_third = LeaveOut::WhenMoreThan(Fraction::one_in(3));
    let base = Base { without_disqualified: over_a_third, ..Base::all_seats() };
    let with_disqualified = |count: usize| {
        let mut nine = seats(9);
        nine.iter_mut().take(count).for_each(|seat| seat.state = Some(SeatState::Disqualified));
        judged(Amount::All(base.clone()), &nine, 0).base
    };
    assert_eq!(with_disqualified(3), Some(9));
    assert_eq!(with_disqualified(4), Some(5));
}

#[test]
fn seats_of_unknown_state_leave_it_open_only_where_they_matter() {
    let mut ten = seats(10);
    ten[9].state = None;
    let half = Amount::Share { share: Fraction::one_in(2), of: Base::filled(), rounding: Rounding::Up };
    assert_eq!(judged(half.clone(), &ten, 5).state, State::Quorate);
    ten[8].state = None;
    let State::Open(open) = judged(half.clone(), &ten, 4).state else { panic!("open") };
    assert_eq!(open.missing, ["whether the seat Member 9 was filled", "whether the seat Member 10 was filled"]);
    assert_eq!(judged(half, &ten, 3).state, State::Inquorate);
}

#[test]
fn the_base_is_as_it_was_on_the_date() {
    let history = [("2024-05-01", SeatState::Filled), ("2025-02-01", SeatState::Vacant)];
    assert_eq!(state_on(&history, &"2024-06-01"), Some(SeatState::Filled));
    assert_eq!(state_on(&history, &"2025-02-01"), Some(SeatState::Vacant));
    assert_eq!(state_on(&history, &"2024-01-01"), None);
}
