//! What judging a quorum gives: the state, the count, the arithmetic, and what is missing or can be lost.

use super::record::Minute;

/// The verdict on one item under one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Quorate, inquorate, or open.
    pub state: State,
    /// Who was counted for certain, in the order of the record.
    pub counted: Vec<Counted>,
    /// Who was not counted, or not for certain, and why, in the order of the record.
    pub not_counted: Vec<NotCounted>,
    /// The size of the base, where the clause has one and it is known.
    pub base: Option<u32>,
    /// The number of members needed, where the clause has one number and it is known.
    pub threshold: Option<u32>,
    /// The requirements of the clause one by one.
    pub parts: Vec<Part>,
    /// The arithmetic of all parts in one line.
    pub arithmetic: String,
    /// Who filled which slot.
    pub slots: Vec<FilledSlot>,
    /// The smallest sets of absent seats whose presence would make it quorate; only where it is not quorate.
    pub missing: Option<Missing>,
    /// What could still be lost; only where it is quorate.
    pub can_lose: Option<CanLose>,
    /// The item as spells of one state each; empty where the item has no times.
    pub spells: Vec<Spell>,
    /// What is wrong with the clause itself, for instance a local rule below its statutory floor.
    pub faults: Vec<String>,
}

impl Verdict {
    /// The times at which a quorum that was there was lost.
    #[must_use]
    pub fn lost_at(&self) -> Vec<Minute> {
        self.turns(|before, after| *before == SpellState::Quorate && *after == SpellState::Inquorate)
    }

    /// The times at which a quorum that was not there was gained.
    #[must_use]
    pub fn gained_at(&self) -> Vec<Minute> {
        self.turns(|before, after| *before == SpellState::Inquorate && *after == SpellState::Quorate)
    }

    fn turns(&self, is_turn: impl Fn(&SpellState, &SpellState) -> bool) -> Vec<Minute> {
        let pairs = self.spells.iter().zip(self.spells.iter().skip(1));
        pairs.filter(|(before, after)| is_turn(&before.state, &after.state)).map(|(_, after)| after.from).collect()
    }
}

/// The state of a quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There was a quorum.
    Quorate,
    /// There was none.
    Inquorate,
    /// The record or the clause does not let anyone decide.
    Open(Open),
}

/// Why a verdict is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Open {
    /// The facts that are missing and could change the verdict, in words.
    pub missing: Vec<String>,
    /// The readings of a silent clause that differ.
    pub readings: Vec<Reading>,
}

/// One reading of a clause that is silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How the clause is read, for instance `a part of a member is rounded up`.
    pub words: String,
    /// What follows; open where facts are missing under this reading.
    pub state: SpellState,
    /// The arithmetic under this reading.
    pub arithmetic: String,
}

/// A state without its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpellState {
    /// There was a quorum.
    Quorate,
    /// There was none.
    Inquorate,
    /// Not decided.
    Open,
}

/// A part of an item during which nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// When it began.
    pub from: Minute,
    /// When it ended.
    pub to: Minute,
    /// The state.
    pub state: SpellState,
}

/// A person who counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The index among the attendees.
    pub attendee: usize,
    /// The index of the seat for which the person counted.
    pub seat: Option<usize>,
}

/// A person who did not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCounted {
    /// The index among the attendees.
    pub attendee: usize,
    /// Why, in words.
    pub reason: String,
    /// Whether the person counts if a fact that the record lacks holds.
    pub uncertain: bool,
}

/// One requirement with its arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The arithmetic in words.
    pub words: String,
    /// The size of the base, where there is one.
    pub base: Option<u32>,
    /// How many are needed.
    pub threshold: Option<u32>,
    /// How many counted for certain.
    pub counted: u32,
    /// How many count at most.
    pub counted_at_most: u32,
    /// Whether it is met by those who counted for certain.
    pub met: bool,
}

/// One slot and who filled it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledSlot {
    /// The slot in words.
    pub slot: String,
    /// The index of the attendee who filled it.
    pub by: Option<usize>,
}

/// What is missing for a quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The smallest sets, by the indices of the seats.
    pub sets: Vec<Vec<usize>>,
    /// Whether these are all the smallest sets; otherwise the search stopped early.
    pub complete: bool,
    /// The same in words.
    pub words: String,
}

/// What could still be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanLose {
    /// So many may leave, whoever they are, as long as none of the indispensable does.
    pub at_least: usize,
    /// At most so many may leave together, if they are the right ones.
    pub at_most: usize,
    /// The indices of the attendees of whom not one may leave.
    pub indispensable: Vec<usize>,
    /// Whether the search was exhaustive; otherwise the numbers are on the safe side.
    pub complete: bool,
    /// The same in words.
    pub words: String,
}
