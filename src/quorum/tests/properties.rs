//! The module against the oracle, over random clauses and records.

use proptest::prelude::*;

use super::super::*;
use super::oracle::{oracle, subsets};
use super::random::{Allowed, Sample, sample};

fn told(verdict: &Verdict) -> SpellState {
    match verdict.state {
        State::Quorate => SpellState::Quorate,
        State::Inquorate => SpellState::Inquorate,
        State::Open(_) => SpellState::Open,
    }
}

fn judged(sample: &Sample) -> Verdict {
    judge(&sample.clause, &sample.seats, &sample.attendees, &sample.item)
}

/// Whether a base may be empty: no share can be taken of nothing, and the verdict is open.
fn base_may_be_empty(verdict: &Verdict) -> bool {
    matches!(&verdict.state, State::Open(open) if open.missing.iter().any(|lack| lack.starts_with("a base of which")))
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..320)
}

const ALL: Allowed = Allowed { unknown: true, majority: true, times: false };
const KNOWN: Allowed = Allowed { unknown: false, majority: true, times: true };

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_oracle(bytes in bytes()) {
        let sample = sample(&bytes, ALL);
        let verdict = judged(&sample);
        if base_may_be_empty(&verdict) {
            return Ok(());
        }
        if let Some(expected) = oracle(&sample.clause, &sample.seats, &sample.attendees, &sample.item) {
            prop_assert_eq!(told(&verdict), expected, "{:#?}\n{:#?}", sample, verdict);
        }
    }

    #[test]
    fn agrees_with_the_oracle_at_every_minute(bytes in bytes()) {
        let mut sample = sample(&bytes, KNOWN);
        for minute in 1..8 {
            sample.item.decided_at = Some(minute);
            (sample.item.from, sample.item.to) = if bytes.len() % 2 == 0 { (None, None) } else { (Some(1), Some(8)) };
            let verdict = judged(&sample);
            if base_may_be_empty(&verdict) {
                continue;
            }
            let expected = oracle(&sample.clause, &sample.seats, &sample.attendees, &sample.item).unwrap();
            prop_assert_eq!(told(&verdict), expected, "{:#?}\n{:#?}", sample, verdict);
        }
    }
}

/// How the module's other promises are tried: only what is certain counts, so nothing is unknown here.
const PLAIN: Allowed = Allowed { unknown: false, majority: false, times: false };
const OPEN: Allowed = Allowed { unknown: true, majority: false, times: false };

/// A member in an absent seat comes into the room.
fn with_member(sample: &Sample, seat: usize) -> Sample {
    let mut sample = sample.clone();
    let place = &sample.seats[seat];
    let recorded = sample.attendees.iter().find(|one| {
        one.seat.as_ref() == Some(&place.name) && matches!(one.capacity, Capacity::Member | Capacity::Absent)
    });
    let person = place.holder.clone().or(recorded.map(|one| one.person.clone()));
    let person = person.unwrap_or_else(|| format!("new {seat}"));
    sample.attendees.push(Attendee { mode: Mode::InRoom, ..Attendee::member(&person, &place.name) });
    sample
}

fn without(sample: &Sample, people: &[usize]) -> Sample {
    let mut sample = sample.clone();
    let gone: Vec<String> = people.iter().map(|one| sample.attendees[*one].person.clone()).collect();
    for one in sample.attendees.iter_mut().filter(|one| gone.contains(&one.person)) {
        one.away_for = vec!["1".to_owned()];
    }
    sample
}

/// Whether everybody holds one seat and every seat has one person: then who comes or goes changes nothing else.
fn is_plain(sample: &Sample) -> bool {
    let holders: Vec<&String> = sample.seats.iter().filter_map(|seat| seat.holder.as_ref()).collect();
    let twice = |people: &[&String]| people.iter().enumerate().any(|(index, one)| people[..index].contains(one));
    let people: Vec<&String> = sample.attendees.iter().map(|one| &one.person).collect();
    let seats: Vec<&String> = sample.attendees.iter().filter_map(|one| one.seat.as_ref()).collect();
    !twice(&holders) && !twice(&people) && !twice(&seats)
}

/// Whether nobody came for a seat for which somebody else came.
fn one_person_a_seat(sample: &Sample) -> bool {
    let seats: Vec<&String> = sample.attendees.iter().filter_map(|one| one.seat.as_ref()).collect();
    !seats.iter().enumerate().any(|(index, one)| seats[..index].contains(one))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_more_eligible_person_never_loses_a_quorum(bytes in bytes(), seat in 0_usize..5) {
        let sample = sample(&bytes, OPEN);
        let verdict = judged(&sample);
        if !(seat < sample.seats.len() && is_plain(&sample) && verdict.state == State::Quorate) {
            return Ok(());
        }
        let more = judged(&with_member(&sample, seat));
        prop_assert_eq!(told(&more), SpellState::Quorate, "{:#?}\n{:#?}", sample, more);
    }

    #[test]
    fn the_order_of_the_record_does_not_matter(bytes in bytes(), turn in 0_usize..5) {
        let sample = sample(&bytes, ALL);
        let mut turned = sample.clone();
        let count = turned.attendees.len().max(1);
        turned.attendees.rotate_left(turn % count);
        turned.attendees.reverse();
        prop_assert_eq!(told(&judged(&sample)), told(&judged(&turned)));
    }

    #[test]
    fn what_is_missing_is_enough_and_nothing_smaller_is(bytes in bytes()) {
        let sample = sample(&bytes, PLAIN);
        let verdict = judged(&sample);
        if !(one_person_a_seat(&sample) && verdict.state == State::Inquorate) {
            return Ok(());
        }
        let missing = verdict.missing.unwrap();
        prop_assert!(missing.complete);
        let relieves = matches!(
            &sample.clause.counting.deputies,
            Deputies::Allowed(rules) if rules.at_most.is_some() && rules.member_returns == MemberReturns::MemberCounts
        );
        let stands_in = |one: &Counted| relieves && sample.attendees[one.attendee].capacity == Capacity::Deputy;
        let taken = |seat: &usize| verdict.counted.iter().any(|one| one.seat == Some(*seat) && !stands_in(one));
        let absent: Vec<usize> = (0..sample.seats.len()).filter(|seat| !taken(seat)).collect();
        let is_enough = |come: &Vec<usize>| {
            let all = come.iter().fold(sample.clone(), |so_far, seat| with_member(&so_far, *seat));
            judged(&all).state == State::Quorate
        };
        let enough: Vec<Vec<usize>> = subsets(&absent).into_iter().filter(is_enough).collect();
        let least = enough.iter().map(Vec::len).min().unwrap_or(0);
        // Those who would not count are in no smallest set: without them it is smaller.
        let mut smallest: Vec<Vec<usize>> = enough.into_iter().filter(|come| come.len() == least).collect();
        smallest.sort();
        prop_assert_eq!(missing.sets, smallest, "{:#?}", sample);
    }

    #[test]
    fn what_can_be_lost_is_what_can_be_lost(bytes in bytes()) {
        let sample = sample(&bytes, PLAIN);
        let verdict = judged(&sample);
        if !(one_person_a_seat(&sample) && verdict.state == State::Quorate) {
            return Ok(());
        }
        let can_lose = verdict.can_lose.unwrap();
        prop_assert!(can_lose.complete);
        let person = |one: usize| sample.attendees[one].person.as_str();
        let mut people: Vec<usize> = Vec::new();
        for one in verdict.counted.iter().map(|one| one.attendee) {
            if !people.iter().any(|known| person(*known) == person(one)) {
                people.push(one);
            }
        }
        let survives = |gone: &Vec<usize>| judged(&without(&sample, gone)).state == State::Quorate;
        let (spare, indispensable): (Vec<usize>, Vec<usize>) = people.iter().partition(|one| survives(&vec![**one]));
        let mut told: Vec<&str> = can_lose.indispensable.iter().map(|one| person(*one)).collect();
        told.dedup();
        let expected: Vec<&str> = indispensable.iter().map(|one| person(*one)).collect();
        prop_assert_eq!(told, expected, "{:#?}", sample);
        let most = subsets(&people).into_iter().filter(survives).map(|gone| gone.len()).max().unwrap();
        prop_assert_eq!(can_lose.at_most, most, "{:#?}", sample);
        let first_loss = subsets(&spare).into_iter().filter(|gone| !survives(gone)).map(|gone| gone.len()).min();
        prop_assert_eq!(can_lose.at_least, first_loss.map_or(spare.len(), |loss| loss - 1), "{:#?}", sample);
    }
}

#[test]
fn the_random_samples_are_of_all_kinds() {
    let mut counts = [0_usize; 3];
    let mut state = 7_u64;
    for _ in 0..600 {
        let bytes: Vec<u8> = (0..320)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as u8
            })
            .collect();
        match told(&judged(&sample(&bytes, ALL))) {
            SpellState::Quorate => counts[0] += 1,
            SpellState::Inquorate => counts[1] += 1,
            SpellState::Open => counts[2] += 1,
        }
    }
    assert!(counts.iter().all(|count| *count > 60), "{counts:?}");
}
