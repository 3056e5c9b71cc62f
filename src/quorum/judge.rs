//! From clause and record to the full verdict on one item.

use super::can_lose::can_lose;
use super::case::Case;
use super::claim::called;
use super::clause::Clause;
use super::describe::{describe, one_line};
use super::missing::missing;
use super::node::There;
use super::people::MOST_VOICES;
use super::record::{Attendee, Item, Seat};
use super::scene::Scene;
use super::timeline::{Timeline, timeline};
use super::verdict::{Counted, NotCounted, Open, State, Verdict};

/// Judges one item, as the module's front door describes.
pub(super) fn judge(clause: &Clause, seats: &[Seat], attendees: &[Attendee], item: &Item) -> Verdict {
    if seats.len() + attendees.len() > MOST_VOICES {
        let lack = format!("a smaller record: seats and attendees together are more than {MOST_VOICES}");
        return unjudged(State::Open(Open { missing: vec![lack], readings: Vec::new() }));
    }
    let case = Case::new(clause, seats, attendees, item);
    let Timeline { state, spells, at, faults } = timeline(&case);
    let mut verdict = Verdict { state, spells, faults, ..unjudged(State::Inquorate) };
    verdict.faults.extend(super::check::below_floor(clause, seats));
    let Some(scene) = at.scenes.first() else {
        return verdict;
    };
    let selected = scene.roll.selection(&scene.worst, &scene.certain);
    let description = describe(scene, &selected);
    verdict.counted = selected
        .counted
        .iter()
        .filter_map(|voice| scene.roll.voices.get(voice))
        .filter_map(|voice| voice.attendee.map(|attendee| Counted { attendee, seat: voice.seat }))
        .collect();
    verdict.not_counted = not_counted(scene, &selected);
    let principal = description.parts.iter().find(|part| part.threshold.is_some());
    verdict.base = principal.and_then(|part| part.base);
    verdict.threshold = principal.and_then(|part| part.threshold);
    verdict.arithmetic = one_line(&description.parts);
    verdict.parts = description.parts;
    verdict.slots = description.slots;
    if verdict.state == State::Quorate {
        verdict.can_lose = Some(can_lose(&at.scenes, &selected));
    } else {
        verdict.missing = Some(missing(&at.scenes));
    }
    verdict
}

fn unjudged(state: State) -> Verdict {
    Verdict {
        state,
        counted: Vec::new(),
        not_counted: Vec::new(),
        base: None,
        threshold: None,
        parts: Vec::new(),
        arithmetic: String::new(),
        slots: Vec::new(),
        missing: None,
        can_lose: None,
        spells: Vec::new(),
        faults: Vec::new(),
    }
}

fn not_counted(scene: &Scene, selected: &There) -> Vec<NotCounted> {
    let mut result = Vec::new();
    for (attendee, claim) in scene.claims.iter().enumerate() {
        if selected.counted.contains(attendee) {
            continue;
        }
        let uncertain = claim.reason.is_none() && !scene.certain.counted.contains(attendee);
        let reason = match &claim.reason {
            Some(reason) => reason.clone(),
            None if uncertain => format!("not certain: {}", claim.unknown.join(", ")),
            None => left_out(scene, selected, attendee),
        };
        result.push(NotCounted { attendee, reason, uncertain });
    }
    result
}

fn left_out(scene: &Scene, selected: &There, attendee: usize) -> String {
    let voice = scene.roll.voices.get(attendee);
    let chosen = || selected.counted.iter().filter_map(|other| scene.roll.voices.get(other));
    let other_seat = chosen().find(|other| voice.is_some_and(|voice| voice.person == other.person));
    let other_person = chosen().find(|other| voice.is_some_and(|voice| voice.seat == other.seat));
    let name = |index: Option<usize>| {
        index.and_then(|index| scene.moment.attendees.get(index)).map(called).unwrap_or_default()
    };
    match (other_seat, other_person) {
        (Some(other), _) => format!("the same person counts once, as {}", name(other.attendee)),
        (_, Some(other)) => format!("the seat counts once, by {}", name(other.attendee)),
        _ => format!("only {} may count", super::figure::deputies(scene.roll.deputies_at_most.unwrap_or_default())),
    }
}
