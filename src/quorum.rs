//! A quorum as an expression over seats and classes; who counts for an item; met, not met or cannot be decided.
//!
//! A [`Clause`] says what a body's terms ask for, the record says who was there
//! ([`Seat`], [`Attendee`], [`Item`]), and [`judge`] gives a [`Verdict`] with its
//! arithmetic. Plain data and pure functions: no file, no script, no clock.
//!
//! Three things hold throughout:
//! - What is not known is taken both ways, and a verdict is given only where
//!   both ways agree; otherwise it is open, with the facts that are missing.
//! - What the clause leaves unsaid is read both ways in the same manner.
//! - People are matched to seats and slots in the best possible way, so that
//!   the order of the record never matters.

mod amount;
mod base;
mod can_lose;
mod case;
mod check;
mod claim;
mod clause;
mod counting;
mod describe;
mod facts;
mod figure;
mod judge;
mod missing;
mod moment;
mod node;
mod people;
mod readings;
mod record;
mod resolve;
mod roll;
mod scene;
mod search;
mod start;
mod timeline;
mod verdict;
mod versions;
mod vote;

#[cfg(test)]
mod tests;

pub use amount::{Amount, Base, Fraction, LeaveOut, Rounding, Row};
pub use check::check;
pub use clause::{Clause, Consequence, Floor, Need, Slot, Special, Who};
pub use counting::{
    CoOpted, Counting, Deputies, DeputyRules, InterestRule, Interests, Lowered, LoweredTo, MemberReturns, People,
    Proxies, Remote, Stance,
};
pub use moment::same_name;
pub use record::{
    Attendee, Capacity, DeputyFacts, Edge, Interest, InterestKind, Item, Minute, Mode, Presence, Seat, SeatState, Span,
};
pub use start::{Start, judge_start};
pub use verdict::{
    CanLose, Counted, FilledSlot, Missing, NotCounted, Open, Part, Reading, Spell, SpellState, State, Verdict,
};
pub use versions::{InForce, in_force, state_on};
pub use vote::{Carried, Majority, Votes, carried};

/// Judges one item under one clause.
///
/// The same input gives the same verdict, whatever the order of the attendees.
/// Where several bodies meet in one room, each is judged under its own clause.
#[must_use]
pub fn judge(clause: &Clause, seats: &[Seat], attendees: &[Attendee], item: &Item) -> Verdict {
    judge::judge(clause, seats, attendees, item)
}
