//! One moment under one set of assumptions, ready to be judged.

use std::collections::BTreeMap;

use super::claim::{Claim, Level, claim};
use super::counting::{Deputies, MemberReturns, Proxies};
use super::figure::Side;
use super::moment::Moment;
use super::node::{Node, There};
use super::people::VoiceSet;
use super::record::{Attendee, Capacity, Mode, Seat};
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
    /// The requirement with every unknown fact of seats and clause against a quorum.
    pub(super) worst: Node,
    /// The requirement with every such fact for a quorum.
    pub(super) best: Node,
    /// What the clause or the record lacks.
    pub(super) gaps: Vec<String>,
    /// Voices that, should they be there, take the place of another: member and deputy of one seat.
    displaces: Vec<(usize, usize)>,
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
        let displaces = settle_returning_members(&moment, &mut claims);
        let at = |level: Level, pick: fn(&Claim) -> Level| -> VoiceSet {
            claims.iter().enumerate().filter(|(_, claim)| pick(claim) >= level).map(|(index, _)| index).collect()
        };
        let certain = There { counted: at(Level::Counted, |one| one.low), room: at(Level::InRoom, |one| one.low) };
        let possible = There { counted: at(Level::Counted, |one| one.high), room: at(Level::InRoom, |one| one.high) };
        let mut resolver = Resolver { moment: &moment, voices: &voices, side: Side::Worst, gaps: Vec::new() };
        let worst = resolver.whole();
        let best = if resolver.gaps.is_empty() && !moment.bases_are_open() {
            worst.clone()
        } else {
            resolver.side = Side::Best;
            resolver.whole()
        };
        let gaps = resolver.gaps;
        let deputies_at_most = match &moment.clause.counting.deputies {
            Deputies::Allowed(rules) => rules.at_most.map(|most| most as usize),
            Deputies::Never | Deputies::Silent => None,
        };
        let roll = Roll::new(voices, moment.clause.counting.people, deputies_at_most);
        Self { moment, roll, claims, certain, possible, worst, best, gaps, displaces }
    }

    /// Whether it is quorate whatever the unknown facts are, and whether it is for some.
    pub(super) fn bounds(&self) -> (bool, bool) {
        if self.certain == self.possible && self.worst == self.best {
            let sure = self.roll.quorate(&self.worst, &self.certain, false);
            return (sure, sure || self.roll.quorate(&self.best, &self.possible, true));
        }
        if self.is_monotone() {
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
        if self.certain == self.possible || self.is_monotone() {
            return self.roll.quorate(&self.worst, &change(&self.certain), false);
        }
        self.worlds()
            .is_some_and(|worlds| worlds.iter().all(|there| self.roll.quorate(&self.worst, &change(there), false)))
    }

    /// Every combination of what is not known of the people; none where there are too many.
    pub(super) fn worlds(&self) -> Option<Vec<There>> {
        let mut worlds = vec![self.certain];
        for (voice, claim) in self.claims.iter().enumerate().filter(|(_, claim)| claim.low != claim.high) {
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
        for world in &mut worlds {
            for (prevails, yields) in &self.displaces {
                if world.counted.contains(*prevails) {
                    world.counted.remove(*yields);
                    world.room.remove(*yields);
                }
            }
        }
        Some(worlds)
    }

    /// Whether more people can only help: nobody takes another's place, and nothing looks at proportions.
    pub(super) fn is_monotone(&self) -> bool {
        self.displaces.is_empty() && self.worst.is_monotone() && self.best.is_monotone()
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
        voices.push(Voice { attendee: Some(index), seat: *seat, person, is_deputy });
    }
    for seat in 0..moment.seats.len() {
        let person = number(moment.holder_of(seat));
        voices.push(Voice { attendee: None, seat: Some(seat), person, is_deputy: false });
    }
    voices
}

/// Settles who counts where a member and the member's deputy are both there.
///
/// Gives the pairs that are not settled because the first of them may not have been there.
fn settle_returning_members(moment: &Moment, claims: &mut [Claim]) -> Vec<(usize, usize)> {
    let deputy_stays = matches!(
        &moment.clause.counting.deputies,
        Deputies::Allowed(rules) if rules.member_returns == MemberReturns::DeputyStays
    );
    let (stays, yields, reason) = if deputy_stays {
        (Capacity::Deputy, Capacity::Member, "represented by a deputy, who stays for the meeting")
    } else {
        (Capacity::Member, Capacity::Deputy, "the member is there")
    };
    let in_capacity = |capacity: Capacity| {
        let people = moment.attendees.iter().zip(moment.seat_of).enumerate();
        people.filter(move |(_, (attendee, seat))| attendee.capacity == capacity && seat.is_some())
    };
    let mut displaces = Vec::new();
    if in_capacity(Capacity::Deputy).next().is_none() {
        return displaces;
    }
    for (prevailing, (_, seat)) in in_capacity(stays) {
        let Some((low, high)) = claims.get(prevailing).map(|claim| (claim.low, claim.high)) else {
            continue;
        };
        for (yielding, _) in in_capacity(yields).filter(|(_, (_, other))| *other == seat) {
            match claims.get_mut(yielding) {
                Some(claim) if claim.high == Level::Out => {}
                Some(claim) if low > Level::Out => *claim = Claim::refused(reason.to_owned()),
                Some(_) if high > Level::Out => displaces.push((prevailing, yielding)),
                _ => {}
            }
        }
    }
    displaces
}

/// The holders of seats who would count if they came.
///
/// A member whose deputy is there is among them only where the number of
/// deputies is limited: then the member's coming lets another deputy count.
pub(super) fn absent(scene: &Scene) -> VoiceSet {
    let (moment, certain) = (&scene.moment, &scene.certain);
    let may_relieve = matches!(
        &moment.clause.counting.deputies,
        Deputies::Allowed(rules) if rules.at_most.is_some() && rules.member_returns == MemberReturns::MemberCounts
    );
    let people = moment.attendees.iter().zip(moment.seat_of).enumerate();
    let in_the_way = people.filter(|(voice, (attendee, _))| {
        certain.counted.contains(*voice) && !(may_relieve && attendee.capacity == Capacity::Deputy)
    });
    let taken: Vec<usize> = in_the_way.filter_map(|(_, (_, seat))| *seat).collect();
    let first = moment.attendees.len();
    let would_count = |(index, seat): &(usize, &Seat)| {
        let person = moment.holder_of(*index).unwrap_or_default();
        let member = Attendee { mode: Mode::InRoom, ..Attendee::member(person, &seat.name) };
        !taken.contains(index) && claim(moment, &member, Some(*index)).low > Level::Out
    };
    moment.seats.iter().enumerate().filter(would_count).map(|(index, _)| first + index).collect()
}
