//! The worlds that a record and a silent clause allow: every unknown fact settled one way or the other.

use super::super::*;

/// One world: a record and a clause that leave nothing unsaid once there is nothing to split.
#[derive(Clone)]
pub struct World {
    pub clause: Clause,
    pub seats: Vec<Seat>,
    pub attendees: Vec<Attendee>,
    pub item: Item,
}

impl World {
    fn with(&self, change: impl Fn(&mut World)) -> World {
        let mut world = self.clone();
        change(&mut world);
        world
    }

    /// Two or more worlds in the place of one that leaves something unsaid.
    pub fn split(&self) -> Option<Vec<World>> {
        let either =
            |set: &dyn Fn(&mut World, bool)| Some(vec![self.with(|w| set(w, true)), self.with(|w| set(w, false))]);
        let counting = &self.clause.counting;
        if needs(&self.clause).iter().any(|need| silent_in(need))
            || counting.in_room_at_least.as_ref().is_some_and(silent)
        {
            return either(&|w, up| w.set_rounding(if up { Rounding::Up } else { Rounding::Down }));
        }
        let taking_part =
            |one: &Attendee| !matches!(one.capacity, Capacity::Absent | Capacity::Observer | Capacity::InAttendance);
        if counting.remote == Remote::Silent {
            // A clause that is silent and a record that is silent leave nothing open.
            if !self.asks_room() && self.attendees.iter().any(|one| one.mode == Mode::NotRecorded) {
                return Some(vec![self.with(|w| {
                    w.attendees
                        .iter_mut()
                        .filter(|one| one.mode == Mode::NotRecorded)
                        .for_each(|one| one.mode = Mode::InRoom);
                })]);
            }
            let any = self.attendees.iter().any(|one| taking_part(one) && matches!(one.mode, Mode::Remote { .. }));
            if any || self.asks_room() {
                return either(&|w, yes| {
                    w.clause.counting.remote = if yes { Remote::Counts } else { Remote::DoesNotCount }
                });
            }
            return Some(vec![self.with(|w| w.clause.counting.remote = Remote::Counts)]);
        }
        let stance = |yes: bool| {
            if yes { Stance::Counts } else { Stance::DoesNotCount }
        };
        if counting.non_voting == Stance::Silent {
            return either(&|w, yes| w.clause.counting.non_voting = stance(yes));
        }
        if counting.corporate_representatives == Stance::Silent {
            return either(&|w, yes| w.clause.counting.corporate_representatives = stance(yes));
        }
        if counting.co_opted == CoOpted::Silent {
            return either(&|w, yes| {
                w.clause.counting.co_opted = if yes { CoOpted::Counts } else { CoOpted::DoesNotCount }
            });
        }
        if counting.deputies == Deputies::Silent {
            let allowed = || Deputies::Allowed(DeputyRules::default());
            return either(&|w, yes| w.clause.counting.deputies = if yes { allowed() } else { Deputies::Never });
        }
        if counting.proxies == Proxies::Silent {
            return either(&|w, yes| w.clause.counting.proxies = if yes { Proxies::OnePerson } else { Proxies::Never });
        }
        let rule = |yes: bool| {
            if yes { InterestRule::UnlessLeft } else { InterestRule::DoesNotCount }
        };
        let (pecuniary, other) = (counting.interests.pecuniary, counting.interests.other);
        if pecuniary == InterestRule::Silent || other == InterestRule::Silent {
            return either(&|w, yes| {
                for kind in [&mut w.clause.counting.interests.pecuniary, &mut w.clause.counting.interests.other] {
                    if *kind == InterestRule::Silent {
                        *kind = rule(yes);
                    }
                }
            });
        }
        if self.item.business.is_none() {
            let kinds = ["ordinary", "budget", "schools"];
            return Some(kinds.iter().map(|kind| self.with(|w| w.item.business = Some((*kind).to_owned()))).collect());
        }
        for index in 0..self.item.interests.len() {
            if self.item.interests[index].kind.is_none() {
                return either(&|w, yes| {
                    w.item.interests[index].kind =
                        Some(if yes { InterestKind::Pecuniary } else { InterestKind::Other });
                });
            }
            if self.item.interests[index].left.is_none() {
                return either(&|w, yes| w.item.interests[index].left = Some(yes));
            }
        }
        for index in 0..self.seats.len() {
            if self.seats[index].state.is_none() {
                let speaks = |one: &Attendee| {
                    one.seat.as_ref() == Some(&self.seats[index].name)
                        && (taking_part(one) || one.capacity == Capacity::Absent)
                };
                if self.seats[index].holder.is_some() || self.attendees.iter().any(speaks) {
                    return Some(vec![self.with(|w| w.seats[index].state = Some(SeatState::Filled))]);
                }
                return either(&|w, yes| {
                    w.seats[index].state = Some(if yes { SeatState::Filled } else { SeatState::Vacant })
                });
            }
        }
        let rules = match &counting.deputies {
            Deputies::Allowed(rules) => rules.clone(),
            _ => DeputyRules::default(),
        };
        for index in 0..self.attendees.len() {
            let one = &self.attendees[index];
            if !taking_part(one) {
                continue;
            }
            if one.presence == Presence::NotRecorded {
                return either(&|w, yes| {
                    w.attendees[index].presence = if yes { Presence::Throughout } else { Presence::Spells(Vec::new()) }
                });
            }
            if one.mode == Mode::NotRecorded {
                let mode = |w: &mut World, mode: Mode| w.attendees[index].mode = mode;
                return Some(vec![
                    self.with(|w| mode(w, Mode::InRoom)),
                    self.with(|w| mode(w, Mode::Remote { seen_and_heard: Some(true) })),
                    self.with(|w| mode(w, Mode::Remote { seen_and_heard: Some(false) })),
                ]);
            }
            if one.mode == (Mode::Remote { seen_and_heard: None }) {
                return either(&|w, yes| w.attendees[index].mode = Mode::Remote { seen_and_heard: Some(yes) });
            }
            if one.capacity == Capacity::Deputy {
                if rules.named_beforehand && one.deputy.named_beforehand.is_none() {
                    return either(&|w, yes| w.attendees[index].deputy.named_beforehand = Some(yes));
                }
                if rules.trained && one.deputy.trained.is_none() {
                    return either(&|w, yes| w.attendees[index].deputy.trained = Some(yes));
                }
                if rules.notice_minutes.is_some() && one.deputy.notice_minutes.is_none() {
                    return either(&|w, yes| {
                        w.attendees[index].deputy.notice_minutes = Some(if yes { 99_999 } else { 0 })
                    });
                }
            }
        }
        None
    }

    fn set_rounding(&mut self, to: Rounding) {
        fn in_amount(amount: &mut Amount, to: Rounding) {
            match amount {
                Amount::Share { rounding, .. } if *rounding == Rounding::Silent => *rounding = to,
                Amount::GreaterOf(all) | Amount::LesserOf(all) => all.iter_mut().for_each(|one| in_amount(one, to)),
                _ => {}
            }
        }
        fn in_need(need: &mut Need, to: Rounding) {
            match need {
                Need::Members { at_least, .. } => in_amount(at_least, to),
                Need::AllOf(all) | Need::AnyOf(all) | Need::AtLeast { of: all, .. } => {
                    all.iter_mut().for_each(|one| in_need(one, to))
                }
                _ => {}
            }
        }
        in_need(&mut self.clause.need, to);
        self.clause.special.iter_mut().for_each(|special| in_need(&mut special.need, to));
        self.clause.floor.iter_mut().for_each(|floor| in_need(&mut floor.need, to));
        if let Some(Lowered { to: LoweredTo::Need(need), .. }) = &mut self.clause.counting.interests.lowered {
            in_need(need, to);
        }
        self.clause.counting.in_room_at_least.iter_mut().for_each(|amount| in_amount(amount, to));
    }

    fn asks_room(&self) -> bool {
        fn asks(need: &Need) -> bool {
            match need {
                Need::Members { who, .. } | Need::MajorityOfPresent(who) => *who == Who::InTheRoom,
                Need::AllOf(all) | Need::AnyOf(all) | Need::AtLeast { of: all, .. } => all.iter().any(asks),
                _ => false,
            }
        }
        self.clause.counting.in_room_at_least.is_some() || needs(&self.clause).iter().any(|need| asks(need))
    }
}

fn needs(clause: &Clause) -> Vec<&Need> {
    let lowered = match &clause.counting.interests.lowered {
        Some(Lowered { to: LoweredTo::Need(need), .. }) => Some(need.as_ref()),
        _ => None,
    };
    let special = clause.special.iter().map(|special| &special.need);
    std::iter::once(&clause.need)
        .chain(special)
        .chain(clause.floor.iter().map(|floor| &floor.need))
        .chain(lowered)
        .collect()
}

fn silent_in(need: &Need) -> bool {
    match need {
        Need::Members { at_least, .. } => silent(at_least),
        Need::AllOf(all) | Need::AnyOf(all) | Need::AtLeast { of: all, .. } => all.iter().any(silent_in),
        _ => false,
    }
}

fn silent(amount: &Amount) -> bool {
    match amount {
        Amount::Share { rounding, .. } => *rounding == Rounding::Silent,
        Amount::GreaterOf(all) | Amount::LesserOf(all) => all.iter().any(silent),
        _ => false,
    }
}
