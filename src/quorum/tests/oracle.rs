//! A second, slow way to judge a quorum: every world that the record allows, every way of seating people.
//!
//! It shares the data types with the module and nothing else.

use super::super::*;
use super::bases::member_of;
use super::worlds::World;

/// What the oracle says: quorate in every world, in none, or in some.
pub fn oracle(clause: &Clause, seats: &[Seat], attendees: &[Attendee], item: &Item) -> Option<SpellState> {
    let mut worlds = vec![World {
        clause: clause.clone(),
        seats: seats.to_vec(),
        attendees: attendees.to_vec(),
        item: item.clone(),
    }];
    let mut done = 0;
    while done < worlds.len() {
        match worlds[done].split() {
            Some(parts) => {
                worlds.swap_remove(done);
                worlds.extend(parts);
                if worlds.len() > 3_000 {
                    return None;
                }
            }
            None => done += 1,
        }
    }
    let outcomes: Vec<bool> = worlds.iter().map(World::quorate).collect();
    Some(match (outcomes.iter().all(|met| *met), outcomes.iter().any(|met| *met)) {
        (true, _) => SpellState::Quorate,
        (_, false) => SpellState::Inquorate,
        _ => SpellState::Open,
    })
}

impl World {
    fn eligible(&self, one: &Attendee) -> bool {
        let counting = &self.clause.counting;
        let Some(seat) = self.seats.iter().find(|seat| one.seat.as_ref() == Some(&seat.name)) else {
            return false;
        };
        let as_what = match one.capacity {
            Capacity::Member => true,
            Capacity::Proxy => counting.proxies != Proxies::Never,
            Capacity::CorporateRepresentative => counting.corporate_representatives == Stance::Counts,
            Capacity::Deputy => match &counting.deputies {
                Deputies::Allowed(rules) => {
                    (!rules.named_beforehand || one.deputy.named_beforehand == Some(true))
                        && (!rules.trained || one.deputy.trained == Some(true))
                        && rules.notice_minutes.is_none_or(|least| one.deputy.notice_minutes.unwrap() >= least)
                }
                _ => false,
            },
            _ => false,
        };
        let by_mode = match (one.mode, counting.remote) {
            (Mode::InRoom, _) | (Mode::Remote { .. }, Remote::Counts) => true,
            (Mode::Remote { seen_and_heard }, Remote::IfSeenAndHeard) => seen_and_heard == Some(true),
            _ => false,
        };
        let there = match &one.presence {
            Presence::Throughout => true,
            Presence::Spells(spells) => {
                let now = self.item.decided_at.unwrap_or(0);
                let begun = |span: &Span| {
                    matches!(span.from, Edge::OfMeeting) || matches!(span.from, Edge::At(from) if from <= now)
                };
                let ended = |span: &Span| matches!(span.to, Edge::At(to) if to <= now);
                spells.iter().any(|span| begun(span) && !ended(span))
            }
            Presence::NotRecorded => false,
        };
        let (barred, left) = self.standing(&one.person);
        as_what
            && by_mode
            && there
            && !one.away_for.contains(&self.item.number)
            && !barred
            && !left
            && seat.state == Some(SeatState::Filled)
            && self.joins(seat)
            && (seat.votes || counting.non_voting == Stance::Counts)
    }

    fn quorate(&self) -> bool {
        let counting = &self.clause.counting;
        let all: Vec<usize> =
            (0..self.attendees.len()).filter(|index| self.eligible(&self.attendees[*index])).collect();
        let stays = matches!(&counting.deputies, Deputies::Allowed(rules) if rules.member_returns == MemberReturns::DeputyStays);
        let (yields, prevails) =
            if stays { (Capacity::Member, Capacity::Deputy) } else { (Capacity::Deputy, Capacity::Member) };
        let prevailed = |index: &usize| {
            let one = &self.attendees[*index];
            one.capacity == yields
                && all
                    .iter()
                    .any(|other| self.attendees[*other].seat == one.seat && self.attendees[*other].capacity == prevails)
        };
        let all: Vec<usize> = all.iter().copied().filter(|index| !prevailed(index)).collect();
        let allowed: Vec<Vec<usize>> = subsets(&all).into_iter().filter(|chosen| self.may_sit(chosen)).collect();
        let is_largest = |chosen: &&Vec<usize>| {
            !allowed.iter().any(|other| other.len() > chosen.len() && chosen.iter().all(|one| other.contains(one)))
        };
        allowed.iter().filter(is_largest).any(|chosen| self.whole(chosen))
    }

    fn may_sit(&self, chosen: &[usize]) -> bool {
        let counting = &self.clause.counting;
        let at = |index: &usize| &self.attendees[*index];
        let clash = chosen.iter().enumerate().any(|(place, one)| {
            chosen.iter().skip(place + 1).any(|other| {
                let proxies_apart = counting.proxies == Proxies::EachMember
                    && (at(one).capacity == Capacity::Proxy || at(other).capacity == Capacity::Proxy);
                let same_person = at(one).person == at(other).person && !proxies_apart;
                at(one).seat == at(other).seat || (counting.people == People::Distinct && same_person)
            })
        });
        let deputies = chosen.iter().filter(|one| at(one).capacity == Capacity::Deputy).count();
        let most = match &counting.deputies {
            Deputies::Allowed(rules) => rules.at_most.map_or(usize::MAX, |most| most as usize),
            _ => usize::MAX,
        };
        !clash && deputies <= most
    }

    fn whole(&self, chosen: &[usize]) -> bool {
        let counting = &self.clause.counting;
        let special =
            self.clause.special.iter().find(|special| special.business.contains(self.item.business.as_ref().unwrap()));
        let mut main = special.map_or(&self.clause.need, |special| &special.need);
        if let (Some(Lowered { to: LoweredTo::Need(need), .. }), true) =
            (&counting.interests.lowered, self.is_lowered())
        {
            main = need;
        }
        let in_room = chosen.iter().filter(|one| self.attendees[**one].mode == Mode::InRoom).count();
        self.met(main, chosen)
            && self.clause.floor.as_ref().is_none_or(|floor| self.met(&floor.need, chosen))
            && counting.in_room_at_least.as_ref().is_none_or(|amount| in_room >= self.number(amount).max(1))
    }

    fn met(&self, need: &Need, chosen: &[usize]) -> bool {
        let those = |who: &Who| chosen.iter().filter(|one| self.is(**one, who)).count();
        match need {
            Need::Slot(_) => self.among(1, std::slice::from_ref(need), chosen),
            Need::AllOf(all) => self.among(all.len(), all, chosen),
            Need::AnyOf(all) => self.among(1, all, chosen),
            Need::AtLeast { number, of } => self.among(*number as usize, of, chosen),
            Need::Members { at_least, who } => those(who) >= self.number(at_least).max(1),
            Need::MajorityOfPresent(who) => those(who) * 2 > chosen.len(),
            Need::FromEach { at_least, groups, groups_at_least } => {
                let number = groups_at_least.map_or(groups.len(), |number| number as usize);
                let indices: Vec<usize> = (0..groups.len()).collect();
                subsets(&indices).iter().filter(|some| some.len() == number).any(|some| {
                    let slots: Vec<Vec<Who>> =
                        some.iter().flat_map(|group| vec![vec![groups[*group].clone()]; *at_least as usize]).collect();
                    self.most_filled(&slots, chosen) == slots.len()
                })
            }
        }
    }

    fn among(&self, number: usize, needs: &[Need], chosen: &[usize]) -> bool {
        let slots: Vec<Vec<Who>> = needs
            .iter()
            .filter_map(|need| if let Need::Slot(slot) = need { Some(slot.one_of.clone()) } else { None })
            .collect();
        let others = needs.iter().filter(|need| !matches!(need, Need::Slot(_)) && self.met(need, chosen)).count();
        self.most_filled(&slots, chosen) + others >= number
    }

    /// The most slots that can be filled, by trying everyone and nobody in each.
    fn most_filled(&self, slots: &[Vec<Who>], free: &[usize]) -> usize {
        let Some((slot, rest)) = slots.split_first() else {
            return 0;
        };
        let mut most = self.most_filled(rest, free);
        for one in free.iter().filter(|one| slot.iter().any(|who| self.is(**one, who))) {
            let repeat = self.clause.counting.people == People::MayRepeat;
            let left: Vec<usize> = free.iter().copied().filter(|other| repeat || other != one).collect();
            most = most.max(1 + self.most_filled(rest, &left));
        }
        most
    }

    fn is(&self, one: usize, who: &Who) -> bool {
        let attendee = &self.attendees[one];
        let seat = self.seats.iter().find(|seat| attendee.seat.as_ref() == Some(&seat.name)).unwrap();
        match who {
            Who::InTheRoom => attendee.mode == Mode::InRoom,
            Who::Office(office) => attendee.offices.contains(office) || seat.classes.contains(office),
            other => member_of(seat, other),
        }
    }
}

/// All subsets of a small list.
pub fn subsets(of: &[usize]) -> Vec<Vec<usize>> {
    (0..1_usize << of.len())
        .map(|mask| of.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, one)| *one).collect())
        .collect()
}
