//! The roll of one moment: the voices that may count, and which of them may count together.

use super::counting::People;
use super::node::{Node, There};
use super::people::VoiceSet;

/// How many ways of counting the same people are tried before the search stops.
const MOST_SELECTIONS: usize = 2_000;

/// One person in one seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Voice {
    /// The index of the attendee; none for a member who is absent.
    pub(super) attendee: Option<usize>,
    /// The index of the seat; none where the terms list no such seat.
    pub(super) seat: Option<usize>,
    /// The person; the same number for the same person.
    pub(super) person: usize,
    /// Whether it is a deputy.
    pub(super) is_deputy: bool,
}

/// The voices of one moment and the rules by which they count together.
#[derive(Debug, Clone, Default)]
pub(super) struct Roll {
    /// The voices; the number of a voice is its index.
    pub(super) voices: Vec<Voice>,
    /// Whether one person may count more than once.
    pub(super) may_repeat: bool,
    /// At most so many deputies count.
    pub(super) deputies_at_most: Option<usize>,
    rivals: Vec<VoiceSet>,
    with_rivals: VoiceSet,
    deputies: VoiceSet,
}

impl Roll {
    /// A roll of these voices.
    pub(super) fn new(voices: Vec<Voice>, people: People, deputies_at_most: Option<usize>) -> Self {
        let may_repeat = people == People::MayRepeat;
        let most =
            voices.iter().flat_map(|voice| voice.seat.into_iter().chain([voice.person])).max().unwrap_or_default();
        let mut by_seat = vec![VoiceSet::EMPTY; most + 1];
        let mut by_person = by_seat.clone();
        for (index, voice) in voices.iter().enumerate() {
            if let Some(of_seat) = voice.seat.and_then(|seat| by_seat.get_mut(seat)) {
                of_seat.insert(index);
            }
            if let Some(of_person) = by_person.get_mut(voice.person) {
                of_person.insert(index);
            }
        }
        let rivals_of = |(index, voice): (usize, &Voice)| {
            let of_seat = voice.seat.and_then(|seat| by_seat.get(seat)).copied().unwrap_or_default();
            let of_person = by_person.get(voice.person).filter(|_| !may_repeat).copied().unwrap_or_default();
            let mut rivals = of_seat.or(&of_person);
            rivals.remove(index);
            rivals
        };
        let rivals: Vec<VoiceSet> = voices.iter().enumerate().map(rivals_of).collect();
        let has_any = rivals.iter().enumerate().filter(|(_, rivals)| !rivals.is_empty());
        let with_rivals = has_any.map(|(index, _)| index).collect();
        let deputies = voices.iter().enumerate().filter(|(_, voice)| voice.is_deputy).map(|(index, _)| index).collect();
        Self { voices, may_repeat, deputies_at_most, rivals, with_rivals, deputies }
    }

    /// Whether some way of counting these voices meets the requirement.
    ///
    /// One person sits in one seat and one seat speaks with one voice, so where
    /// people hold several seats, or more deputies came than may count, every
    /// way of counting them is tried. When there are too many ways, the answer
    /// is the one given as `if_unsure`.
    pub(super) fn quorate(&self, node: &Node, there: &There, if_unsure: bool) -> bool {
        let contested = self.contested(there);
        if contested.is_empty() {
            return node.holds(there, self.may_repeat);
        }
        let mut search = self.search(there, contested);
        search.run(&mut |selected| node.holds(selected, self.may_repeat));
        search.found.is_some() || (search.stopped && if_unsure)
    }

    /// A way of counting these voices that meets the requirement, or else one that leaves out as few as it must.
    pub(super) fn selection(&self, node: &Node, there: &There) -> There {
        let contested = self.contested(there);
        if contested.is_empty() {
            return *there;
        }
        let mut search = self.search(there, contested);
        let mut largest: Option<There> = None;
        search.run(&mut |selected| {
            if largest.is_none_or(|best| best.counted.len() < selected.counted.len()) {
                largest = Some(*selected);
            }
            node.holds(selected, self.may_repeat)
        });
        search.found.or(largest).unwrap_or(*there)
    }

    /// Whether the voice shares its person or its seat with one of these.
    pub(super) fn has_rival_among(&self, voice: usize, others: &VoiceSet) -> bool {
        self.rivals.get(voice).is_some_and(|rivals| !rivals.and(others).is_empty())
    }

    /// Whether all of these voices count together without more ado.
    pub(super) fn is_uncontested(&self, there: &There) -> bool {
        self.contested(there).is_empty()
    }

    fn contested(&self, there: &There) -> VoiceSet {
        let has_rival_there =
            |voice: &usize| self.rivals.get(*voice).is_some_and(|rivals| !rivals.and(&there.counted).is_empty());
        let mut contested: VoiceSet = self.with_rivals.and(&there.counted).iter().filter(has_rival_there).collect();
        let deputies = self.deputies.and(&there.counted);
        if self.deputies_at_most.is_some_and(|most| deputies.len() > most) {
            contested = contested.or(&deputies);
        }
        contested
    }

    fn search(&self, there: &There, contested: VoiceSet) -> Search<'_> {
        // Members come before deputies, so that what is shown prefers the member.
        let (deputies, members): (Vec<usize>, Vec<usize>) =
            contested.iter().partition(|voice| self.deputies.contains(*voice));
        let order: Vec<usize> = [members, deputies].concat();
        Search { roll: self, base: *there, open: contested, order, tried: 0, stopped: false, found: None }
    }
}

struct Search<'a> {
    roll: &'a Roll,
    base: There,
    open: VoiceSet,
    order: Vec<usize>,
    tried: usize,
    stopped: bool,
    found: Option<There>,
}

impl Search<'_> {
    fn run(&mut self, accept: &mut impl FnMut(&There) -> bool) {
        let undisputed = self.base.counted.minus(&self.open);
        self.choose(0, undisputed, accept);
    }

    fn choose(&mut self, depth: usize, selected: VoiceSet, accept: &mut impl FnMut(&There) -> bool) {
        if self.found.is_some() || self.stopped {
            return;
        }
        let Some(voice) = self.order.get(depth).copied() else {
            self.tried += 1;
            self.stopped = self.tried > MOST_SELECTIONS;
            let left_out = self.open.minus(&selected);
            // Everyone who can count does: nobody may be left out at will.
            if left_out.iter().any(|voice| self.fits(voice, &selected)) {
                return;
            }
            let there = There { counted: selected, room: self.base.room.and(&selected) };
            if accept(&there) {
                self.found = Some(there);
            }
            return;
        };
        let fits = self.fits(voice, &selected);
        if fits {
            let mut with = selected;
            with.insert(voice);
            self.choose(depth + 1, with, accept);
        }
        if !fits || self.may_be_blocked(voice, depth + 1, &selected) {
            self.choose(depth + 1, selected, accept);
        }
    }

    /// Whether a voice that is left out now can still be kept out by those chosen later.
    fn may_be_blocked(&self, voice: usize, depth: usize, selected: &VoiceSet) -> bool {
        let later: VoiceSet = self.order.iter().skip(depth).copied().collect();
        let rival_later = self.roll.rivals.get(voice).is_some_and(|rivals| !rivals.and(&later).is_empty());
        let deputies = self.roll.deputies.and(&selected.or(&later)).len();
        let enough_deputies = self.roll.deputies_at_most.is_some_and(|most| deputies >= most);
        rival_later || (self.roll.deputies.contains(voice) && enough_deputies)
    }

    fn fits(&self, voice: usize, selected: &VoiceSet) -> bool {
        let free = self.roll.rivals.get(voice).is_none_or(|rivals| rivals.and(selected).is_empty());
        let is_deputy = self.roll.deputies.contains(voice);
        let within = self.roll.deputies_at_most.is_none_or(|most| self.roll.deputies.and(selected).len() < most);
        free && (!is_deputy || within)
    }
}
