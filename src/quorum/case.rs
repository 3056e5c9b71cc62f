//! A clause with a record, decided for one stretch of time over all readings and all unknown facts.

use std::collections::BTreeMap;

use super::clause::{Clause, Need, Who};
use super::counting::CoOpted;
use super::describe::{describe, one_line};
use super::facts::{between, relevant};
use super::moment::{Moment, Stances, Standing, Window, plain_name, standings};
use super::readings::{Silence, all_needs, silences, visit};
use super::record::{Attendee, Item, Seat};
use super::scene::Scene;
use super::verdict::{Open, Reading, SpellState, State};

/// Up to so many combinations of unknown interests and kinds of business are tried.
const MOST_SCENES: usize = 64;

/// What is given, with the seats of the record found among those of the terms.
pub(super) struct Case<'a> {
    /// The clause.
    pub(super) clause: &'a Clause,
    /// The seats.
    pub(super) seats: &'a [Seat],
    /// The people.
    pub(super) attendees: &'a [Attendee],
    /// The item.
    pub(super) item: &'a Item,
    seat_of: Vec<Option<usize>>,
    asks_for_room: bool,
    businesses: Vec<Option<&'a str>>,
    silences: Vec<Silence>,
}

/// One stretch of time, decided.
pub(super) struct Decided<'a> {
    /// The verdict on it.
    pub(super) state: State,
    /// What was judged, the strictest reading first.
    pub(super) scenes: Vec<Scene<'a>>,
}

impl<'a> Case<'a> {
    /// Prepares a case.
    pub(super) fn new(clause: &'a Clause, seats: &'a [Seat], attendees: &'a [Attendee], item: &'a Item) -> Self {
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for (index, seat) in seats.iter().enumerate() {
            by_name.entry(plain_name(&seat.name)).or_insert(index);
        }
        let find = |name: &String| by_name.get(&plain_name(name)).copied();
        Self {
            clause,
            seats,
            attendees,
            item,
            seat_of: attendees.iter().map(|attendee| attendee.seat.as_ref().and_then(find)).collect(),
            asks_for_room: asks_for_room(clause),
            businesses: businesses(clause, item),
            silences: silences(clause, seats, attendees, item),
        }
    }

    /// Decides one stretch of time.
    pub(super) fn decide(&'a self, window: Window) -> Decided<'a> {
        let readings = 1_usize << self.silences.len();
        let mut states = Vec::new();
        let mut facts = Vec::new();
        let mut words = Vec::new();
        let mut all_scenes = Vec::new();
        for reading in 0..readings {
            let Some(scenes) = self.scenes(window, self.stances(reading)) else {
                let lack =
                    format!("more about item {}: too much is unknown to try every combination", self.item.number);
                return Decided {
                    state: State::Open(Open { missing: vec![lack], readings: Vec::new() }),
                    scenes: all_scenes,
                };
            };
            let bounds: Vec<(bool, bool)> = scenes.iter().map(Scene::bounds).collect();
            let low = bounds.iter().all(|(low, _)| *low);
            let high = bounds.iter().any(|(_, high)| *high);
            let state = spell_state(low, high);
            if state == SpellState::Open {
                for (scene, _) in scenes.iter().zip(&bounds).filter(|(_, (low, high))| low != high) {
                    facts.extend(relevant(scene));
                }
                facts.extend(between(&scenes, &bounds));
            }
            states.push(state);
            words.push(scenes.first().map(line).unwrap_or_default());
            all_scenes.extend(scenes);
        }
        let state = match states.first() {
            Some(SpellState::Quorate) if states.iter().all(|state| *state == SpellState::Quorate) => State::Quorate,
            Some(SpellState::Inquorate) if states.iter().all(|state| *state == SpellState::Inquorate) => {
                State::Inquorate
            }
            _ => {
                let mut open = Open { missing: unique(facts), readings: self.told_readings(&states, &words) };
                if open == Open::default() {
                    // Every search is bounded, and an open verdict says why it is open.
                    open.missing
                        .push("a simpler record: people can be counted in too many ways to try them all".to_owned());
                }
                State::Open(open)
            }
        };
        Decided { state, scenes: all_scenes }
    }

    fn scenes(&'a self, window: Window, stances: Stances) -> Option<Vec<Scene<'a>>> {
        let mut ways: Vec<Vec<Standing>> = vec![Vec::new()];
        for index in 0..self.item.interests.len() {
            let options = standings(self.clause, self.item, index, stances);
            ways = ways
                .iter()
                .flat_map(|way| options.iter().map(move |option| way.iter().copied().chain([*option]).collect()))
                .collect();
            if ways.len() > MOST_SCENES {
                return None;
            }
        }
        if ways.len() * self.businesses.len() > MOST_SCENES {
            return None;
        }
        let moment = |business: &Option<&'a str>, interests: Vec<Standing>| Moment {
            clause: self.clause,
            seats: self.seats,
            attendees: self.attendees,
            seat_of: &self.seat_of,
            item: self.item,
            business: *business,
            stances,
            interests,
            asks_for_room: self.asks_for_room,
            window,
        };
        let of_business = |business| ways.iter().map(move |way| Scene::new(moment(business, way.clone())));
        Some(self.businesses.iter().flat_map(of_business).collect())
    }

    fn stances(&self, reading: usize) -> Stances {
        let mut stances = Stances::default();
        for (bit, silence) in self.silences.iter().enumerate() {
            silence.read(&mut stances, reading >> bit & 1 == 1);
        }
        stances
    }

    /// The readings that differ, told by those silences only that make a difference.
    fn told_readings(&self, states: &[SpellState], words: &[String]) -> Vec<Reading> {
        let differs = |bit: usize| {
            let other = |reading: usize| states.get(reading ^ (1 << bit));
            states.iter().enumerate().any(|(reading, state)| other(reading) != Some(state))
        };
        let telling: Vec<(usize, Silence)> =
            self.silences.iter().copied().enumerate().filter(|(bit, _)| differs(*bit)).collect();
        let others: usize = (0..self.silences.len()).filter(|bit| !differs(*bit)).map(|bit| 1 << bit).sum();
        if telling.is_empty() {
            return Vec::new();
        }
        let mut readings = Vec::new();
        for (reading, (state, arithmetic)) in states.iter().zip(words).enumerate() {
            if reading & others == 0 {
                let told: Vec<String> =
                    telling.iter().map(|(bit, silence)| silence.words(reading >> bit & 1 == 1)).collect();
                readings.push(Reading { words: told.join(", "), state: *state, arithmetic: arithmetic.clone() });
            }
        }
        readings
    }
}

/// The state that follows from whether it is quorate for certain and whether it may be.
pub(super) fn spell_state(low: bool, high: bool) -> SpellState {
    match (low, high) {
        (true, _) => SpellState::Quorate,
        (false, false) => SpellState::Inquorate,
        (false, true) => SpellState::Open,
    }
}

/// The same facts, each once, in the order in which they came.
pub(super) fn unique(facts: Vec<String>) -> Vec<String> {
    let mut result: Vec<String> = Vec::new();
    for fact in facts {
        if !result.contains(&fact) {
            result.push(fact);
        }
    }
    result
}

fn line(scene: &Scene) -> String {
    let selected = scene.roll.selection(&scene.worst, &scene.certain);
    one_line(&describe(scene, &selected).parts)
}

fn asks_for_room(clause: &Clause) -> bool {
    fn names_room(who: &Who) -> bool {
        match who {
            Who::InTheRoom => true,
            Who::AnyOf(groups) | Who::AllOf(groups) => groups.iter().any(names_room),
            Who::Anyone | Who::Seat(_) | Who::Class(_) | Who::Organisation(_) | Who::Office(_) => false,
        }
    }
    let mut asks = clause.counting.in_room_at_least.is_some();
    for need in all_needs(clause) {
        visit(need, &mut |need| {
            asks |= match need {
                Need::Slot(slot) => slot.one_of.iter().any(names_room),
                Need::Members { who, .. } | Need::MajorityOfPresent(who) => names_room(who),
                Need::FromEach { groups, .. } => groups.iter().any(names_room),
                Need::AllOf(_) | Need::AnyOf(_) | Need::AtLeast { .. } => false,
            };
        });
    }
    asks
}

/// The kinds of business that the item may be: the recorded one, or else every one that the clause tells apart.
fn businesses<'a>(clause: &'a Clause, item: &'a Item) -> Vec<Option<&'a str>> {
    if let Some(business) = &item.business {
        return vec![Some(business.as_str())];
    }
    let of_co_opted = match &clause.counting.co_opted {
        CoOpted::ForBusiness(kinds) => kinds.as_slice(),
        CoOpted::Counts | CoOpted::DoesNotCount | CoOpted::Silent => &[],
    };
    let special = clause.special.iter().flat_map(|special| &special.business);
    let kinds = special.chain(of_co_opted).map(|kind| Some(kind.as_str()));
    std::iter::once(None).chain(kinds).collect()
}
