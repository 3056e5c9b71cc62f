//! The start of a meeting: whether there was a quorum in time, and what follows where there was none.

use super::clause::{Clause, Consequence};
use super::moment::clock;
use super::record::{Attendee, Edge, Item, Minute, Presence, Seat};
use super::verdict::State;

/// Whether a meeting could begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Whether there was a quorum at some time within the window.
    pub state: State,
    /// The first time at which there was one for certain.
    pub quorate_from: Option<Minute>,
    /// What the clause says follows; none where the meeting could begin or the clause does not say.
    pub then: Option<Consequence>,
    /// All of this in words.
    pub words: String,
}

/// Judges whether there was a quorum within the window that the clause gives from the appointed time.
///
/// A clause without a window asks for a quorum at the appointed time.
#[must_use]
pub fn judge_start(clause: &Clause, seats: &[Seat], attendees: &[Attendee], appointed: Minute) -> Start {
    let last = appointed.saturating_add(clause.start_window.unwrap_or(0));
    let mut not_certain: Option<State> = None;
    for minute in arrivals(attendees, appointed, last) {
        let item = Item { business: Some(String::new()), decided_at: Some(minute), ..Item::default() };
        match super::judge(clause, seats, attendees, &item).state {
            State::Quorate => {
                let words = match &not_certain {
                    None if minute == appointed => {
                        format!("there was a quorum at {}", clock(minute))
                    }
                    _ => format!("there was a quorum from {}", clock(minute)),
                };
                return Start { state: State::Quorate, quorate_from: Some(minute), then: None, words };
            }
            State::Inquorate => {}
            open @ State::Open(_) => not_certain = not_certain.or(Some(open)),
        }
    }
    if let Some(open) = not_certain {
        let words = format!("whether there was a quorum by {} is open", clock(last));
        return Start { state: open, quorate_from: None, then: None, words };
    }
    let mut words = format!("there was no quorum by {}", clock(last));
    if let Some(then) = &clause.if_inquorate {
        words.push_str(match then {
            Consequence::Adjourned(None) => ": the meeting stands adjourned",
            Consequence::Adjourned(Some(_)) => ": the meeting stands adjourned to ",
            Consequence::DecisionsVoid => ": its decisions are void",
            Consequence::RecommendationsOnly => ": it may only recommend",
            Consequence::RatifiedLater => ": its decisions need to be ratified",
        });
        if let Consequence::Adjourned(Some(to)) = then {
            words.push_str(to);
        }
    }
    Start { state: State::Inquorate, quorate_from: None, then: clause.if_inquorate.clone(), words }
}

/// The times within the window at which the attendance may have changed, the appointed time first.
fn arrivals(attendees: &[Attendee], appointed: Minute, last: Minute) -> Vec<Minute> {
    let mut times = vec![appointed];
    for attendee in attendees {
        if let Presence::Spells(spells) = &attendee.presence {
            for edge in spells.iter().flat_map(|spell| [spell.from, spell.to]) {
                match edge {
                    Edge::At(minute) if appointed < minute && minute <= last => times.push(minute),
                    _ => {}
                }
            }
        }
    }
    times.sort_unstable();
    times.dedup();
    times
}
