//! One moment under one reading: what is assumed, who was there, and how interests stand.

use super::base::{is_lowered, is_state_unknown};
use super::clause::Clause;
use super::counting::{CoOpted, InterestRule, Remote};
use super::record::{Attendee, Capacity, Edge, InterestKind, Item, Minute, Presence, Seat, Span};

/// One reading of whatever the clause leaves unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Stances {
    /// A part of a member is rounded down, not up.
    pub(super) round_down: bool,
    /// Remote members count.
    pub(super) remote: bool,
    /// Members without a vote count.
    pub(super) non_voting: bool,
    /// Co-opted members count.
    pub(super) co_opted: bool,
    /// Deputies count.
    pub(super) deputies: bool,
    /// Proxies count.
    pub(super) proxies: bool,
    /// Corporate representatives count.
    pub(super) corporate: bool,
    /// Members with an interest who stay count.
    pub(super) interested: bool,
}

/// How one declared interest stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    /// Whether it takes the person out of the count even in the room.
    pub(super) barred: bool,
    /// Whether the person left.
    pub(super) left: bool,
}

/// A stretch of time; none where the record does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Window {
    /// When it begins.
    pub(super) from: Option<Minute>,
    /// When it ends.
    pub(super) to: Option<Minute>,
}

/// Yes, no, or not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// The record does not say.
    Unknown,
}

impl From<Option<bool>> for Known {
    fn from(recorded: Option<bool>) -> Self {
        match recorded {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }
}

/// All that is given, and all that is assumed, for one moment.
#[derive(Debug, Clone)]
pub(super) struct Moment<'a> {
    /// The clause.
    pub(super) clause: &'a Clause,
    /// The seats.
    pub(super) seats: &'a [Seat],
    /// The people.
    pub(super) attendees: &'a [Attendee],
    /// The index of each attendee's seat, where the terms list it.
    pub(super) seat_of: &'a [Option<usize>],
    /// The item.
    pub(super) item: &'a Item,
    /// The kind of business, as recorded or assumed.
    pub(super) business: Option<&'a str>,
    /// The reading.
    pub(super) stances: Stances,
    /// How each interest of the item stands.
    pub(super) interests: Vec<Standing>,
    /// Whether the clause asks who was in the room.
    pub(super) asks_for_room: bool,
    /// When.
    pub(super) window: Window,
}

impl Moment<'_> {
    /// How the interests of a person stand together.
    pub(super) fn standing_of(&self, person: &str) -> Standing {
        let declared = self.item.interests.iter().zip(&self.interests);
        declared.filter(|(interest, _)| interest.person == person).fold(
            Standing { barred: false, left: false },
            |so_far, (_, standing)| Standing {
                barred: so_far.barred || standing.barred,
                left: so_far.left || standing.left,
            },
        )
    }

    /// Who holds a seat: the person named by the terms, or else the member recorded in it.
    pub(super) fn holder_of(&self, seat: usize) -> Option<&str> {
        let named = self.seats.get(seat).and_then(|seat| seat.holder.as_deref());
        named.or_else(|| {
            let members = self.attendees.iter().zip(self.seat_of).filter(|(attendee, at)| {
                **at == Some(seat) && matches!(attendee.capacity, Capacity::Member | Capacity::Absent)
            });
            members.map(|(attendee, _)| attendee.person.as_str()).next()
        })
    }

    /// Whether the co-opted members take part in the count and the base of this item.
    pub(super) fn co_opted_take_part(&self) -> bool {
        match &self.clause.counting.co_opted {
            CoOpted::Counts => true,
            CoOpted::DoesNotCount => false,
            CoOpted::ForBusiness(kinds) => {
                self.business.is_some_and(|business| kinds.iter().any(|kind| same_name(kind, business)))
            }
            CoOpted::Silent => self.stances.co_opted,
        }
    }

    /// Whether some base depends on a fact that the record lacks.
    pub(super) fn bases_are_open(&self) -> bool {
        let mut seats = self.seats.iter().enumerate();
        seats.any(|(index, seat)| is_state_unknown(self, index, seat)) || is_lowered(self) == Known::Unknown
    }

    /// The rule for remote members under this reading.
    pub(super) fn remote_rule(&self) -> Remote {
        match self.clause.counting.remote {
            Remote::Silent if self.stances.remote => Remote::Counts,
            Remote::Silent => Remote::DoesNotCount,
            stated => stated,
        }
    }

    /// Whether somebody was there throughout this moment.
    pub(super) fn present(&self, attendee: &Attendee) -> Known {
        if attendee.away_for.iter().any(|number| same_name(number, &self.item.number)) {
            return Known::No;
        }
        match &attendee.presence {
            Presence::Throughout => Known::Yes,
            Presence::NotRecorded => Known::Unknown,
            Presence::Spells(spells) => {
                if spells.iter().any(|spell| covers(spell, self.window)) {
                    Known::Yes
                } else if spells.iter().any(|spell| may_touch(spell, self.window)) {
                    Known::Unknown
                } else {
                    Known::No
                }
            }
        }
    }
}

/// The ways in which a declared interest may stand, given what is recorded.
pub(super) fn standings(clause: &Clause, item: &Item, index: usize, stances: Stances) -> Vec<Standing> {
    let Some(interest) = item.interests.get(index) else {
        return Vec::new();
    };
    let kinds = interest.kind.map_or(vec![InterestKind::Pecuniary, InterestKind::Other], |kind| vec![kind]);
    let ways_of_leaving = interest.left.map_or(vec![true, false], |left| vec![left]);
    let dispensed = item.dispensations.contains(&interest.person);
    let mut result = Vec::new();
    for kind in kinds {
        let rule = match kind {
            InterestKind::Pecuniary => clause.counting.interests.pecuniary,
            InterestKind::Other => clause.counting.interests.other,
        };
        let bars = match rule {
            InterestRule::DoesNotCount => true,
            InterestRule::UnlessLeft => false,
            InterestRule::Silent => !stances.interested,
        };
        for left in &ways_of_leaving {
            result.push(Standing { barred: bars && !dispensed, left: *left });
        }
    }
    result.sort_unstable();
    result.dedup();
    result
}

/// Whether two names are the same but for case and spacing.
pub fn same_name(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        let mut others = other.split_ascii_whitespace();
        let same =
            one.split_ascii_whitespace().all(|word| others.next().is_some_and(|next| word.eq_ignore_ascii_case(next)));
        return same && others.next().is_none();
    }
    letters(one).eq(letters(other))
}

/// A name without its case and spacing, by which names are found.
pub(super) fn plain_name(name: &str) -> String {
    if name.is_ascii() {
        let mut plain = String::with_capacity(name.len() + 1);
        for word in name.split_ascii_whitespace() {
            plain.push(' ');
            plain.push_str(word);
        }
        plain.make_ascii_lowercase();
        return plain;
    }
    letters(name).collect()
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.split_whitespace().flat_map(|word| std::iter::once(' ').chain(word.chars().flat_map(char::to_lowercase)))
}

/// A time of day as printed, for instance `14:05`.
pub(super) fn clock(minute: Minute) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn covers(spell: &Span, window: Window) -> bool {
    let begins = match (spell.from, window.from) {
        (Edge::OfMeeting, _) => true,
        (Edge::At(from), Some(start)) => from <= start,
        _ => false,
    };
    let ends = match (spell.to, window.to) {
        (Edge::OfMeeting, _) => true,
        (Edge::At(to), Some(end)) => to >= end,
        _ => false,
    };
    begins && ends
}

fn may_touch(spell: &Span, window: Window) -> bool {
    let too_late = matches!((spell.from, window.to), (Edge::At(from), Some(end)) if from >= end);
    let too_early = matches!((spell.to, window.from), (Edge::At(to), Some(start)) if to <= start);
    !too_late && !too_early
}
