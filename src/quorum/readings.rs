//! The readings of a clause where it is silent and the record makes it matter.

use super::amount::{Amount, Rounding};
use super::clause::{Clause, Need};
use super::counting::{CoOpted, Deputies, InterestRule, LoweredTo, Proxies, Remote, Stance};
use super::moment::Stances;
use super::record::{Attendee, Capacity, Item, Mode, Seat};

/// Something that a clause leaves unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// What happens to a part of a member.
    Rounding,
    /// Whether remote members count.
    Remote,
    /// Whether members without a vote count.
    NonVoting,
    /// Whether co-opted members count.
    CoOpted,
    /// Whether deputies count.
    Deputies,
    /// Whether proxies count.
    Proxies,
    /// Whether corporate representatives count.
    Corporate,
    /// Whether members with an interest who stay count.
    Interested,
}

impl Silence {
    /// Sets the reading: the second one is the easier.
    pub(super) fn read(self, stances: &mut Stances, easier: bool) {
        let field = match self {
            Self::Rounding => &mut stances.round_down,
            Self::Remote => &mut stances.remote,
            Self::NonVoting => &mut stances.non_voting,
            Self::CoOpted => &mut stances.co_opted,
            Self::Deputies => &mut stances.deputies,
            Self::Proxies => &mut stances.proxies,
            Self::Corporate => &mut stances.corporate,
            Self::Interested => &mut stances.interested,
        };
        *field = easier;
    }

    /// The reading in words.
    pub(super) fn words(self, easier: bool) -> String {
        let who = match self {
            Self::Rounding if easier => return "a part of a member is dropped".to_owned(),
            Self::Rounding => return "a part of a member is rounded up".to_owned(),
            Self::Remote => "members who take part from elsewhere",
            Self::NonVoting => "members without a vote",
            Self::CoOpted => "co-opted members",
            Self::Deputies => "deputies",
            Self::Proxies => "proxies",
            Self::Corporate => "corporate representatives",
            Self::Interested => "members with an interest who stay",
        };
        format!("{who} {}", if easier { "count" } else { "do not count" })
    }
}

/// What the clause leaves unsaid that this record makes matter.
pub(super) fn silences(clause: &Clause, seats: &[Seat], attendees: &[Attendee], item: &Item) -> Vec<Silence> {
    let counting = &clause.counting;
    let has = |capacity: Capacity| attendees.iter().any(|attendee| attendee.capacity == capacity);
    let takes_part = |attendee: &Attendee| {
        !matches!(attendee.capacity, Capacity::Absent | Capacity::InAttendance | Capacity::Observer)
    };
    let interests = &counting.interests;
    let silent_on_interests = interests.pecuniary == InterestRule::Silent || interests.other == InterestRule::Silent;
    let cases = [
        (Silence::Rounding, is_silent_on_rounding(clause)),
        (
            Silence::Remote,
            counting.remote == Remote::Silent
                && attendees.iter().any(|one| takes_part(one) && matches!(one.mode, Mode::Remote { .. })),
        ),
        (Silence::NonVoting, counting.non_voting == Stance::Silent && seats.iter().any(|seat| !seat.votes)),
        (Silence::CoOpted, counting.co_opted == CoOpted::Silent && seats.iter().any(|seat| seat.co_opted)),
        (Silence::Deputies, counting.deputies == Deputies::Silent && has(Capacity::Deputy)),
        (Silence::Proxies, counting.proxies == Proxies::Silent && has(Capacity::Proxy)),
        (
            Silence::Corporate,
            counting.corporate_representatives == Stance::Silent && has(Capacity::CorporateRepresentative),
        ),
        (Silence::Interested, silent_on_interests && !item.interests.is_empty()),
    ];
    cases.into_iter().filter(|(_, matters)| *matters).map(|(silence, _)| silence).collect()
}

/// Every requirement that a clause states anywhere.
pub(super) fn all_needs(clause: &Clause) -> Vec<&Need> {
    let lowered = clause.counting.interests.lowered.as_ref().and_then(|lowered| match &lowered.to {
        LoweredTo::Need(need) => Some(need.as_ref()),
        LoweredTo::BaseWithoutThem => None,
    });
    let special = clause.special.iter().map(|special| &special.need);
    let floor = clause.floor.as_ref().map(|floor| &floor.need);
    std::iter::once(&clause.need).chain(special).chain(floor).chain(&clause.adjourned).chain(lowered).collect()
}

/// Calls the visitor with a requirement and all that it is made of.
pub(super) fn visit<'a>(need: &'a Need, visitor: &mut impl FnMut(&'a Need)) {
    visitor(need);
    match need {
        Need::AllOf(needs) | Need::AnyOf(needs) | Need::AtLeast { of: needs, .. } => {
            for child in needs {
                visit(child, visitor);
            }
        }
        Need::Slot(_) | Need::Members { .. } | Need::FromEach { .. } | Need::MajorityOfPresent(_) => {}
    }
}

fn is_silent_on_rounding(clause: &Clause) -> bool {
    let mut silent = clause.counting.in_room_at_least.as_ref().is_some_and(is_silent);
    for need in all_needs(clause) {
        visit(need, &mut |need| {
            if let Need::Members { at_least, .. } = need {
                silent |= is_silent(at_least);
            }
        });
    }
    silent
}

fn is_silent(amount: &Amount) -> bool {
    match amount {
        Amount::Share { rounding, .. } => *rounding == Rounding::Silent,
        Amount::GreaterOf(amounts) | Amount::LesserOf(amounts) => amounts.iter().any(is_silent),
        Amount::Number(_) | Amount::MoreThan { .. } | Amount::All(_) | Amount::Table { .. } => false,
    }
}
