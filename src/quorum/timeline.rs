//! The time of an item: where the quorum was lost and regained.

use super::case::{Case, Decided, unique};
use super::moment::{Window, clock};
use super::record::{Edge, Minute, Presence};
use super::verdict::{Open, Spell, SpellState, State};

/// An item over its time.
pub(super) struct Timeline<'a> {
    /// The verdict on the item.
    pub(super) state: State,
    /// The spells, where the item has times.
    pub(super) spells: Vec<Spell>,
    /// The stretch that the details are told of.
    pub(super) at: Decided<'a>,
    /// What is wrong with the times.
    pub(super) faults: Vec<String>,
}

/// Judges an item over its time.
///
/// Where the record says when the decision was taken, that moment decides.
/// Otherwise a quorum that was there for a part of the item only leaves the item open.
pub(super) fn timeline<'a>(case: &'a Case<'a>) -> Timeline<'a> {
    let item = case.item;
    let (from, to) = match (item.from, item.to) {
        (Some(from), Some(to)) if from <= to => (from, to.max(from.saturating_add(1))),
        (Some(from), Some(to)) => {
            let fault = format!("item {} ends at {}, before it begins at {}", item.number, clock(to), clock(from));
            return without_times(case, Window::default(), vec![fault]);
        }
        (from, to) => {
            let window = match item.decided_at {
                Some(decided) => Window { from: Some(decided), to: Some(decided.saturating_add(1)) },
                None => Window { from, to },
            };
            return without_times(case, window, Vec::new());
        }
    };
    let cuts = cuts(case, from, to);
    let mut spells: Vec<Spell> = Vec::new();
    let mut stretches: Vec<(Minute, Decided)> = Vec::new();
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        let decided = case.decide(Window { from: Some(*start), to: Some(*end) });
        let state = told(&decided.state);
        match spells.last_mut() {
            Some(last) if last.state == state => last.to = *end,
            _ => spells.push(Spell { from: *start, to: *end, state }),
        }
        stretches.push((*start, decided));
    }
    let mut faults = Vec::new();
    if item.decided_at.is_some_and(|decided| decided < from || decided > to) {
        faults.push(format!("the decision of item {} is timed outside the item", item.number));
    }
    let decisive = item.decided_at.filter(|_| faults.is_empty());
    if let Some(decided_at) = decisive {
        let index = stretches.iter().rposition(|(start, _)| *start <= decided_at).unwrap_or_default();
        if let Some(at) = take(stretches, index) {
            return Timeline { state: at.state.clone(), spells, at, faults };
        }
        return without_times(case, Window::default(), faults);
    }
    let (state, index) = over_all(&spells, &stretches);
    match take(stretches, index) {
        Some(at) => Timeline { state, spells, at, faults },
        None => without_times(case, Window::default(), faults),
    }
}

/// A state without its reasons.
pub(super) fn told(state: &State) -> SpellState {
    match state {
        State::Quorate => SpellState::Quorate,
        State::Inquorate => SpellState::Inquorate,
        State::Open(_) => SpellState::Open,
    }
}

fn without_times<'a>(case: &'a Case<'a>, window: Window, faults: Vec<String>) -> Timeline<'a> {
    let at = case.decide(window);
    Timeline { state: at.state.clone(), spells: Vec::new(), at, faults }
}

/// The state of an item of which nobody knows when the decision was taken, and the stretch to tell of.
fn over_all(spells: &[Spell], stretches: &[(Minute, Decided)]) -> (State, usize) {
    let states = || stretches.iter().map(|(_, decided)| &decided.state);
    if states().all(|state| *state == State::Quorate) {
        let counted = |decided: &Decided| decided.scenes.first().map(|scene| scene.certain.counted.len());
        let smallest = stretches.iter().enumerate().min_by_key(|(_, (_, decided))| counted(decided));
        return (State::Quorate, smallest.map(|(index, _)| index).unwrap_or_default());
    }
    if states().all(|state| *state == State::Inquorate) {
        return (State::Inquorate, 0);
    }
    let mut open = Open::default();
    let lost = spells.iter().filter(|spell| spell.state == SpellState::Inquorate);
    let lost: Vec<String> = lost.map(|spell| format!("from {} to {}", clock(spell.from), clock(spell.to))).collect();
    if !lost.is_empty() {
        open.missing.push(format!("when the decision was taken: there was no quorum {}", lost.join(" and ")));
    }
    for state in states() {
        if let State::Open(reasons) = state {
            open.missing.extend(reasons.missing.iter().cloned());
            for reading in &reasons.readings {
                if !open.readings.contains(reading) {
                    open.readings.push(reading.clone());
                }
            }
        }
    }
    open.missing = unique(open.missing);
    let index = states().position(|state| *state != State::Quorate).unwrap_or_default();
    (State::Open(open), index)
}

/// The times at which somebody came or went, with both ends of the item.
fn cuts(case: &Case, from: Minute, to: Minute) -> Vec<Minute> {
    let mut cuts = vec![from, to];
    for attendee in case.attendees {
        if let Presence::Spells(spells) = &attendee.presence {
            for edge in spells.iter().flat_map(|spell| [spell.from, spell.to]) {
                if let Edge::At(minute) = edge
                    && from < minute
                    && minute < to
                {
                    cuts.push(minute);
                }
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn take<'a>(stretches: Vec<(Minute, Decided<'a>)>, index: usize) -> Option<Decided<'a>> {
    stretches.into_iter().nth(index).map(|(_, decided)| decided)
}
