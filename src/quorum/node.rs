//! A requirement made concrete for one moment: groups of voices and whole numbers.

use super::people::{VoiceSet, fill};

/// Who is there at one moment: a set of voices, and those of them in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct There {
    /// Those who count.
    pub(super) counted: VoiceSet,
    /// Those who count and are in the room.
    pub(super) room: VoiceSet,
}

impl There {
    /// Without these voices.
    pub(super) fn minus(&self, voices: &VoiceSet) -> Self {
        Self { counted: self.counted.minus(voices), room: self.room.minus(voices) }
    }

    /// With these voices, in the room.
    pub(super) fn plus(&self, voices: &VoiceSet) -> Self {
        Self { counted: self.counted.or(voices), room: self.room.or(voices) }
    }
}

/// A group of voices; for some it may matter whether they are in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Group {
    /// Those who belong to it wherever they are.
    pub(super) anywhere: VoiceSet,
    /// Those who belong to it while they are in the room.
    pub(super) in_room: VoiceSet,
}

impl Group {
    /// Those of the group who are there.
    pub(super) fn of(&self, there: &There) -> VoiceSet {
        self.anywhere.and(&there.counted).or(&self.in_room.and(&there.room))
    }
}

/// A concrete requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Met or not, whoever is there.
    Fixed(bool),
    /// At least so many of these; the slots by different voices.
    List {
        /// How many.
        need: usize,
        /// The slots.
        slots: Vec<Group>,
        /// The other requirements.
        others: Vec<Node>,
    },
    /// At least so many of a group.
    Count {
        /// The group.
        who: Group,
        /// How many.
        threshold: u32,
    },
    /// The group is more than half of all.
    Majority(Group),
}

impl Node {
    /// Whether the requirement is met by these voices, of whom no two are the same person or seat.
    pub(super) fn holds(&self, there: &There, may_repeat: bool) -> bool {
        match self {
            Self::Fixed(met) => *met,
            Self::List { need, slots, others } => {
                let filled = filled(slots, there, may_repeat).iter().flatten().count();
                if filled >= *need {
                    return true;
                }
                if filled + others.len() < *need {
                    return false;
                }
                filled + others.iter().filter(|node| node.holds(there, may_repeat)).count() >= *need
            }
            Self::Count { who, threshold } => who.of(there).len() >= *threshold as usize,
            Self::Majority(who) => 2 * who.of(there).len() > there.counted.len(),
        }
    }

    /// Whether more people can only help: nothing in it looks at proportions of those present.
    pub(super) fn is_monotone(&self) -> bool {
        match self {
            Self::Fixed(_) | Self::Count { .. } => true,
            Self::List { others, .. } => others.iter().all(Self::is_monotone),
            Self::Majority(_) => false,
        }
    }

    /// Calls the visitor with every group of the requirement.
    pub(super) fn groups<'a>(&'a self, visit: &mut impl FnMut(&'a Group)) {
        match self {
            Self::Fixed(_) => {}
            Self::List { slots, others, .. } => {
                slots.iter().for_each(&mut *visit);
                others.iter().for_each(|node| node.groups(visit));
            }
            Self::Count { who, .. } | Self::Majority(who) => visit(who),
        }
    }
}

/// The voice that fills each slot.
pub(super) fn filled(slots: &[Group], there: &There, may_repeat: bool) -> Vec<Option<usize>> {
    let candidates: Vec<VoiceSet> = slots.iter().map(|slot| slot.of(there)).collect();
    if may_repeat { candidates.iter().map(|voices| voices.iter().next()).collect() } else { fill(&candidates) }
}
