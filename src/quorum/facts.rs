//! The facts that the record lacks and that could change the verdict, in words.

use super::amount::Amount;
use super::base::is_state_unknown;
use super::claim::{Level, called};
use super::clause::{Clause, Need};
use super::node::{Node, There};
use super::readings::{all_needs, visit};
use super::scene::Scene;

/// Up to so many unknown facts every combination is tried to see which of them matter.
const FEW: usize = 6;

/// Up to so many seats of unknown state are named one by one.
const FEW_SEATS: usize = 3;

/// The facts of one open scene that could change the verdict.
pub(super) fn relevant(scene: &Scene) -> Vec<String> {
    let mut facts = scene.gaps.clone();
    let uncertain: Vec<usize> =
        scene.claims.iter().enumerate().filter(|(_, claim)| claim.low != claim.high).map(|(voice, _)| voice).collect();
    let matters: Vec<bool> = [&scene.worst, &scene.best]
        .iter()
        .map(|node| pivotal(scene, node, &uncertain))
        .fold(vec![false; uncertain.len()], |so_far, next| {
            so_far.iter().zip(next).map(|(one, other)| *one || other).collect()
        });
    if scene.worst != scene.best && asks_for_states(scene.moment.clause) {
        facts.extend(unknown_seats(scene));
    }
    let none_found = facts.is_empty() && !matters.contains(&true);
    for (voice, matters) in uncertain.iter().zip(matters) {
        if matters || none_found {
            facts.extend(unknown_of(scene, *voice));
        }
    }
    facts
}

/// The facts by which two scenes of the same reading differ, where the difference changes the verdict.
pub(super) fn between(scenes: &[Scene], bounds: &[(bool, bool)]) -> Vec<String> {
    let mut facts = Vec::new();
    for (one, one_bounds) in scenes.iter().zip(bounds) {
        for (other, other_bounds) in scenes.iter().zip(bounds) {
            if one_bounds == other_bounds {
                continue;
            }
            let differing: Vec<usize> = one
                .moment
                .interests
                .iter()
                .zip(&other.moment.interests)
                .enumerate()
                .filter(|(_, (mine, theirs))| mine != theirs)
                .map(|(index, _)| index)
                .collect();
            match (one.moment.business == other.moment.business, differing.as_slice()) {
                (false, []) => facts.push(format!("what kind of business item {} was", one.moment.item.number)),
                (true, [interest]) => facts.extend(unknown_interest(one, *interest)),
                _ => {}
            }
        }
    }
    facts
}

fn unknown_interest(scene: &Scene, index: usize) -> Vec<String> {
    let item = scene.moment.item;
    let Some(interest) = item.interests.get(index) else {
        return Vec::new();
    };
    let attendee = scene.moment.attendees.iter().find(|attendee| attendee.person == interest.person);
    let who = attendee.map_or_else(|| interest.person.clone(), called);
    let mut facts = Vec::new();
    if interest.kind.is_none() {
        facts.push(format!("whether the interest of {who} in item {} was pecuniary", item.number));
    }
    if interest.left.is_none() {
        facts.push(format!("whether {who} left for item {}", item.number));
    }
    facts
}

fn unknown_of(scene: &Scene, voice: usize) -> Vec<String> {
    scene.claims.get(voice).map(|claim| claim.unknown.clone()).unwrap_or_default()
}

fn unknown_seats(scene: &Scene) -> Vec<String> {
    let unknown =
        scene.moment.seats.iter().enumerate().filter(|(index, seat)| is_state_unknown(&scene.moment, *index, seat));
    let names: Vec<&str> = unknown.map(|(_, seat)| seat.name.as_str()).collect();
    if names.len() <= FEW_SEATS {
        return names.iter().map(|name| format!("whether the seat {name} was filled")).collect();
    }
    let first: Vec<&str> = names.iter().take(FEW_SEATS).copied().collect();
    let more = names.len() - FEW_SEATS;
    vec![format!("whether {} seats were filled: {} and {more} more", names.len(), first.join(", "))]
}

fn pivotal(scene: &Scene, node: &Node, uncertain: &[usize]) -> Vec<bool> {
    if uncertain.len() <= FEW {
        return uncertain.iter().map(|voice| pivotal_somewhere(scene, node, uncertain, *voice)).collect();
    }
    let backwards: Vec<usize> = uncertain.iter().rev().copied().collect();
    let forth = pivotal_along(scene, node, uncertain, uncertain);
    let back = pivotal_along(scene, node, &backwards, uncertain);
    forth.iter().zip(back).map(|(one, other)| *one || other).collect()
}

fn pivotal_somewhere(scene: &Scene, node: &Node, uncertain: &[usize], voice: usize) -> bool {
    let others: Vec<usize> = uncertain.iter().copied().filter(|other| *other != voice).collect();
    (0..1_usize << others.len()).any(|choice| {
        let chosen = others.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1).map(|(_, other)| *other);
        let without = raised(scene, chosen);
        scene.roll.quorate(node, &without, false) != scene.roll.quorate(node, &raise(scene, without, voice), false)
    })
}

/// Where people are let in one by one: who tips the balance, or could have in the place of the one who did.
fn pivotal_along(scene: &Scene, node: &Node, order: &[usize], uncertain: &[usize]) -> Vec<bool> {
    let mut before = scene.certain;
    let holds = |there: &There| scene.roll.quorate(node, there, false);
    if holds(&before) {
        return vec![false; uncertain.len()];
    }
    for voice in order {
        let after = raise(scene, before, *voice);
        if holds(&after) {
            let tips = |candidate: &usize| {
                if before.counted.contains(*candidate) && before.room.contains(*candidate) {
                    !holds(&lower(scene, after, *candidate))
                } else {
                    holds(&raise(scene, before, *candidate)) || !holds(&lower(scene, after, *candidate))
                }
            };
            return uncertain.iter().map(tips).collect();
        }
        before = after;
    }
    vec![false; uncertain.len()]
}

fn raised(scene: &Scene, voices: impl Iterator<Item = usize>) -> There {
    voices.fold(scene.certain, |there, voice| raise(scene, there, voice))
}

fn raise(scene: &Scene, mut there: There, voice: usize) -> There {
    there.counted.insert(voice);
    if scene.claims.get(voice).is_some_and(|claim| claim.high == Level::InRoom) {
        there.room.insert(voice);
    }
    there
}

fn lower(scene: &Scene, mut there: There, voice: usize) -> There {
    there.room.remove(voice);
    if scene.claims.get(voice).is_some_and(|claim| claim.low == Level::Out) {
        there.counted.remove(voice);
    }
    there
}

fn asks_for_states(clause: &Clause) -> bool {
    let mut asks = clause.counting.in_room_at_least.as_ref().is_some_and(amount_asks);
    for need in all_needs(clause) {
        visit(need, &mut |need| {
            if let Need::Members { at_least, .. } = need {
                asks |= amount_asks(at_least);
            }
        });
    }
    let lowered = clause.counting.interests.lowered.as_ref();
    asks || lowered.is_some_and(|lowered| lowered.of.without_vacancies)
}

fn amount_asks(amount: &Amount) -> bool {
    match amount {
        Amount::Number(_) => false,
        Amount::Share { of, .. } | Amount::MoreThan { of, .. } | Amount::All(of) | Amount::Table { by: of, .. } => {
            of.without_vacancies
        }
        Amount::GreaterOf(amounts) | Amount::LesserOf(amounts) => amounts.iter().any(amount_asks),
    }
}
