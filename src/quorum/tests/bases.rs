//! The oracle's bases and numbers.

use super::super::*;
use super::worlds::World;

impl World {
    pub fn standing(&self, person: &str) -> (bool, bool) {
        let interests = &self.clause.counting.interests;
        let mut result = (false, false);
        for interest in self.item.interests.iter().filter(|one| one.person == person) {
            let rule =
                if interest.kind == Some(InterestKind::Pecuniary) { interests.pecuniary } else { interests.other };
            result.0 |= rule == InterestRule::DoesNotCount && !self.item.dispensations.contains(&interest.person);
            result.1 |= interest.left == Some(true);
        }
        result
    }

    pub fn holder(&self, seat: &Seat) -> Option<String> {
        let is_member = |one: &&Attendee| {
            one.seat.as_ref() == Some(&seat.name) && matches!(one.capacity, Capacity::Member | Capacity::Absent)
        };
        seat.holder.clone().or_else(|| self.attendees.iter().find(is_member).map(|one| one.person.clone()))
    }

    pub fn joins(&self, seat: &Seat) -> bool {
        !seat.co_opted
            || match &self.clause.counting.co_opted {
                CoOpted::Counts => true,
                CoOpted::ForBusiness(kinds) => kinds.contains(self.item.business.as_ref().unwrap()),
                _ => false,
            }
    }

    pub fn withdrew(&self, seat: &Seat, lowered: &Lowered) -> bool {
        let (barred, left) = self.holder(seat).map_or((false, false), |person| self.standing(&person));
        left || (barred && !lowered.only_if_left)
    }

    pub fn is_lowered(&self) -> bool {
        let Some(lowered) = &self.clause.counting.interests.lowered else {
            return false;
        };
        let gone = self.seats.iter().filter(|seat| self.withdrew(seat, lowered)).count() as f64;
        let base = self.base(&Base { entitled_on_item: false, ..lowered.of.clone() }, false) as f64;
        let share = lowered.from_share.map_or(0.0, |share| f64::from(share.numerator) / f64::from(share.denominator));
        gone > 0.0 && gone >= share * base - 1e-9
    }

    pub fn base(&self, base: &Base, leave_out_withdrawn: bool) -> usize {
        let counts = |seat: &&Seat| {
            let gone_for_good = match base.without_disqualified {
                LeaveOut::Always => true,
                LeaveOut::Never => false,
                LeaveOut::WhenMoreThan(share) => {
                    let all: Vec<&Seat> = self.seats.iter().filter(|seat| self.joins(seat)).collect();
                    let gone = all.iter().filter(|seat| seat.state == Some(SeatState::Disqualified)).count();
                    gone as f64 > all.len() as f64 * f64::from(share.numerator) / f64::from(share.denominator) + 1e-9
                }
            };
            let barred = self.holder(seat).is_some_and(|person| self.standing(&person).0);
            let withdrawn =
                self.clause.counting.interests.lowered.as_ref().is_some_and(|lowered| self.withdrew(seat, lowered));
            self.joins(seat)
                && member_of(seat, &base.who)
                && !(base.without_vacancies && seat.state == Some(SeatState::Vacant))
                && !(base.without_suspended && seat.state == Some(SeatState::Suspended))
                && !(gone_for_good && seat.state == Some(SeatState::Disqualified))
                && !(base.without_not_yet_appointed && seat.state == Some(SeatState::NotYetAppointed))
                && (!base.voting_only || seat.votes)
                && (!base.entitled_on_item || (seat.votes && !barred))
                && !(leave_out_withdrawn && withdrawn)
        };
        self.seats.iter().filter(counts).count()
    }

    pub fn number(&self, amount: &Amount) -> usize {
        let lowered = self.clause.counting.interests.lowered.as_ref();
        let leave_out = self.is_lowered() && lowered.is_some_and(|lowered| lowered.to == LoweredTo::BaseWithoutThem);
        let size = |base: &Base| self.base(base, leave_out);
        match amount {
            Amount::Number(number) => *number as usize,
            Amount::All(base) => size(base),
            Amount::MoreThan { share, of } => {
                (0..).find(|n| n * share.denominator as usize > share.numerator as usize * size(of)).unwrap()
            }
            Amount::Share { share, of, rounding } => {
                let (part, whole) = (share.numerator as usize * size(of), share.denominator as usize);
                let up = part.div_ceil(whole);
                match rounding {
                    Rounding::Down => part / whole,
                    Rounding::Nearest => (2 * part + whole) / (2 * whole),
                    Rounding::DropAndAddOne => part / whole + 1,
                    Rounding::UpToEven => (up..).find(|n| n % 2 == 0).unwrap(),
                    Rounding::UpToOdd => (up..).find(|n| n % 2 == 1).unwrap(),
                    Rounding::Up | Rounding::Silent => up,
                }
            }
            Amount::Table { by, rows } => {
                let size = size(by) as u32;
                rows.iter().find(|row| row.from <= size && row.to.is_none_or(|to| size <= to)).unwrap().number as usize
            }
            Amount::GreaterOf(all) => all.iter().map(|one| self.number(one)).max().unwrap(),
            Amount::LesserOf(all) => all.iter().map(|one| self.number(one)).min().unwrap(),
        }
    }
}

/// Whether a seat belongs to a group.
pub fn member_of(seat: &Seat, who: &Who) -> bool {
    match who {
        Who::Anyone => true,
        Who::Seat(name) => seat.name == *name,
        Who::Class(class) => seat.classes.contains(class),
        Who::Organisation(name) => seat.organisation.as_ref() == Some(name),
        other => panic!("not generated: {other:?}"),
    }
}
