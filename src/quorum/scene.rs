//! One moment under one set of assumptions, ready to be judged.

use std::collections::BTreeMap;

use super::claim::{Claim, Level, claim};
use super::counting::{Deputies, Proxies};
use super::figure::Side;
use super::moment::Moment;
use super::node::{Node, There};
use super::people::VoiceSet;
use super::record::{Attendee, Capacity, Mode};
use super::resolve::Resolver;
use super::roll::{Roll, Voice};

/// How many combinations of unknown facts are tried where more people need not help.
const MOST_WORLDS: usize = 2_000;

/// One moment with its voices and its requirement, as hard and as easy as the unknown facts allow.
///
/// The number of a voice is the index of its attendee; after the attendees come
/// the holders of all seats in order, as they would count if they were there.
pub(super) struct Scene<'a> {
    /// What is given and assumed.
    pub(super) moment: Moment<'a>,
    /// The voices.
    pub(super) roll: Roll,
    /// What is known of each attendee.
    pub(super) claims: Vec<Claim>,
    /// Those who count for certain.
    pub(super) certain: There,
    /// Those who may count.
    pub(super) possible: There,
    /// Seats whose holders are absent and would count if they came, as voices.
    pub(super) absent: VoiceSet,
    /// The requirement with every unknown fact of seats and clause against a quorum.
    pub(super) worst: Node,
    /// The requirement with every such fact for a quorum.
    pub(super) best: Node,
    /// What the clause or the record lacks.
    pub(super) gaps: Vec<String>,
}

impl<'a> Scene<'a> {
    /// The scene of a moment.
    pub(super) fn new(moment: Moment<'a>) -> Self {
        let voices = voices(&moment);
        let mut claims: Vec<Claim> = moment
            .attendees
            .iter()
            .zip(moment.seat_of)
            .map(|(attendee, seat)| claim(&moment, attendee, *seat))
            .collect();
        settle_returning_members(&moment, &mut claims);
        let at = |level: Level, pick: fn(&Claim) -> Level| -> VoiceSet {
            claims
                .iter()
                .enumerate()
                .filter(|(_, claim)| pick(claim) >= level)
                .map(|(index, _)| index)
                .collect()
        };
        let certain = There {
            counted: at(Level::Counted, |one| one.low),
            room: at(Level::InRoom, |one| one.low),
        };
        let possible = There {
            counted: at(Level::Counted, |one| one.high),
            room: at(Level::InRoom, |one| one.high),
        };
        let absent = absent(&moment, &certain);
        let mut resolver = Resolver {
            moment: &moment,
            voices: &voices,
            side: Side::Worst,
            gaps: Vec::new(),
        };
        let worst = resolver.whole();
        resolver.side = Side::Best;
        let best = resolver.whole();
        let gaps = resolver.gaps;
        let deputies_at_most = match &moment.clause.counting.deputies {
            Deputies::Allowed(rules) => rules.at_most.map(|most| most as usize),
            Deputies::Never | Deputies::Silent => None,
        };
        let roll = Roll::new(voices, moment.clause.counting.people, deputies_at_most);
        Self {
            moment,
            roll,
            claims,
            certain,
            possible,
            absent,
            worst,
            best,
            gaps,
        }
    }

    /// Whether it is quorate whatever the unknown facts are, and whether it is for some.
    pub(super) fn bounds(&self) -> (bool, bool) {
        if self.certain == self.possible && self.worst == self.best {
            let sure = self.roll.quorate(&self.worst, &self.certain, false);
            return (sure, sure || self.roll.quorate(&self.best, &self.possible, true));
        }
        if self.worst.is_monotone() && self.best.is_monotone() {
            let low = self.roll.quorate(&self.worst, &self.certain, false);
            return (low, low || self.roll.quorate(&self.best, &self.possible, true));
        }
        let Some(worlds) = self.worlds() else {
            return (false, true);
        };
        let low = worlds.iter().all(|there| self.roll.quorate(&self.worst, there, false));
        let high = low || worlds.iter().any(|there| self.roll.quorate(&self.best, there, true));
        (low, high)
    }

    /// Whether it is quorate for certain once these leave and these come.
    pub(super) fn certainly_with(&self, leave: &VoiceSet, come: &VoiceSet) -> bool {
        let change = |there: &There| there.minus(leave).plus(come);
        if self.certain == self.possible || self.worst.is_monotone() {
            return self.roll.quorate(&self.worst, &change(&self.certain), false);
        }
        self.worlds().is_some_and(|worlds| {
            worlds
                .iter()
                .all(|there| self.roll.quorate(&self.worst, &change(there), false))
        })
    }

    /// Every combination of what is not known of the people; none where there are too many.
    pub(super) fn worlds(&self) -> Option<Vec<There>> {
        let mut worlds = vec![self.certain];
        for (voice, claim) in self
            .claims
            .iter()
            .enumerate()
            .filter(|(_, claim)| claim.low != claim.high)
        {
            let mut next = Vec::new();
            for world in &worlds {
                next.push(*world);
                let mut counted = *world;
                counted.counted.insert(voice);
                let may_be_elsewhere = claim.room_unknown || claim.high == Level::Counted;
                if claim.low == Level::Out && may_be_elsewhere {
                    next.push(counted);
                }
                if claim.high == Level::InRoom {
                    counted.room.insert(voice);
                    next.push(counted);
                }
            }
            worlds = next;
            if worlds.len() > MOST_WORLDS {
                return None;
            }
        }
        Some(worlds)
    }
}

fn voices<'m>(moment: &'m Moment) -> Vec<Voice> {
    let mut known: BTreeMap<&'m str, usize> = BTreeMap::new();
    let mut people = 0;
    let mut number = |person: Option<&'m str>| -> usize {
        let new = people;
        let number = person.map_or(new, |person| *known.entry(person).or_insert(new));
        people += usize::from(number == new);
        number
    };
    let each_proxy_counts = moment.clause.counting.proxies == Proxies::EachMember;
    let mut voices = Vec::new();
    for (index, (attendee, seat)) in moment.attendees.iter().zip(moment.seat_of).enumerate() {
        let stands_alone = each_proxy_counts && attendee.capacity == Capacity::Proxy;
        let person = number((!stands_alone).then_some(attendee.person.as_str()));
        let is_deputy = attendee.capacity == Capacity::Deputy;
        voices.push(Voice {
            attendee: Some(index),
            seat: *seat,
            person,
            is_deputy,
        });
    }
    for seat in 0..moment.seats.len() {
        let person = number(moment.holder_of(seat));
        voices.push(Voice {
            attendee: None,
            seat: Some(seat),
            person,
            is_deputy: false,
        });
    }
    voices
}

/// Where a member and the member's deputy are both there for certain, one of them counts.
fn settle_returning_members(moment: &Moment, claims: &mut [Claim]) {
    let deputy_stays = matches!(
        &moment.clause.counting.deputies,
        Deputies::Allowed(rules) if rules.member_returns == super::MemberReturns::DeputyStays
    );
    let counts: Vec<bool> = claims.iter().map(|claim| claim.low > Level::Out).collect();
    let people = || moment.attendees.iter().zip(moment.seat_of).zip(&counts);
    let in_capacity = |capacity: Capacity, seat: Option<usize>| {
        let of_seat = |((attendee, at), counts): &((&Attendee, &Option<usize>), &bool)| {
            attendee.capacity == capacity && **at == seat && **counts
        };
        seat.is_some() && people().any(|person| of_seat(&person))
    };
    let (yields, stays) = if deputy_stays {
        (Capacity::Member, Capacity::Deputy)
    } else {
        (Capacity::Deputy, Capacity::Member)
    };
    for ((attendee, seat), claim) in moment.attendees.iter().zip(moment.seat_of).zip(claims.iter_mut()) {
        if attendee.capacity == yields && claim.reason.is_none() && in_capacity(stays, *seat) {
            let reason = if deputy_stays {
                "represented by a deputy, who stays for the meeting"
            } else {
                "the member is there"
            };
            *claim = Claim {
                low: Level::Out,
                high: Level::Out,
                reason: Some(reason.to_owned()),
                unknown: Vec::new(),
                room_unknown: false,
            };
        }
    }
}

fn absent(moment: &Moment, certain: &There) -> VoiceSet {
    let taken: Vec<usize> = certain
        .counted
        .iter()
        .filter_map(|voice| moment.seat_of.get(voice).copied().flatten())
        .collect();
    let first = moment.attendees.len();
    let would_count = |(index, seat): &(usize, &super::Seat)| {
        let person = moment.holder_of(*index).unwrap_or_default();
        let member = Attendee {
            mode: Mode::InRoom,
            ..Attendee::member(person, &seat.name)
        };
        !taken.contains(index) && claim(moment, &member, Some(*index)).low > Level::Out
    };
    moment
        .seats
        .iter()
        .enumerate()
        .filter(would_count)
        .map(|(index, _)| first + index)
        .collect()
}
