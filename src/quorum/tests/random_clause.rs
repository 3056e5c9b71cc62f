//! Random clauses, read from the same bytes as the random records.

use super::super::*;
use super::random::Dice;

impl Dice<'_> {
    pub fn clause(&mut self, seats: &[Seat]) -> Clause {
        let need = self.need(seats, 2);
        let mut clause = Clause::new("1", need);
        if self.rarely() {
            let business = vec![["budget", "schools"][self.below(2)].to_owned()];
            clause.special.push(Special { business, need: self.need(seats, 1) });
        }
        if self.rarely() {
            clause.floor = Some(Floor { need: Need::members(self.amount(1)), source: "statute".to_owned() });
        }
        let silent = |dice: &mut Self, sides: usize| {
            if dice.allowed.unknown { dice.below(sides) } else { dice.below(sides - 1) }
        };
        let counting = &mut clause.counting;
        counting.people = if self.rarely() { People::MayRepeat } else { People::Distinct };
        counting.remote =
            [Remote::Counts, Remote::DoesNotCount, Remote::IfSeenAndHeard, Remote::Silent][silent(self, 4)];
        counting.in_room_at_least = self.rarely().then(|| self.amount(0));
        counting.non_voting = [Stance::Counts, Stance::DoesNotCount, Stance::Silent][silent(self, 3)];
        counting.corporate_representatives = [Stance::Counts, Stance::DoesNotCount, Stance::Silent][silent(self, 3)];
        counting.co_opted =
            [CoOpted::Counts, CoOpted::DoesNotCount, CoOpted::ForBusiness(vec!["schools".to_owned()]), CoOpted::Silent]
                [silent(self, 4)]
            .clone();
        counting.proxies = [Proxies::OnePerson, Proxies::Never, Proxies::EachMember, Proxies::Silent][silent(self, 4)];
        let rules = DeputyRules {
            named_beforehand: self.below(3) == 1,
            trained: self.below(3) == 1,
            notice_minutes: (self.below(3) == 1).then_some(60),
            at_most: (self.below(3) == 1).then(|| self.below(3) as u32),
            member_returns: [MemberReturns::MemberCounts, MemberReturns::DeputyStays][self.below(2)],
            ..DeputyRules::default()
        };
        counting.deputies = [Deputies::Allowed(rules), Deputies::Never, Deputies::Silent][silent(self, 3)].clone();
        let rules = [InterestRule::DoesNotCount, InterestRule::UnlessLeft, InterestRule::Silent];
        counting.interests.pecuniary = rules[silent(self, 3)];
        counting.interests.other = rules[silent(self, 3)];
        if self.rarely() {
            let to = if self.below(2) == 0 {
                LoweredTo::BaseWithoutThem
            } else {
                LoweredTo::Need(Box::new(self.need(seats, 0)))
            };
            let from_share = (self.below(2) == 1).then(|| Fraction::one_in(3));
            counting.interests.lowered =
                Some(Lowered { only_if_left: self.below(2) == 1, from_share, of: Base::all_seats(), to });
        }
        clause
    }

    fn need(&mut self, seats: &[Seat], depth: usize) -> Need {
        let sides = if depth == 0 { 4 } else { 7 };
        match self.below(sides) {
            0 => Need::members(self.amount(1)),
            1 => Need::Slot(self.slot(seats)),
            2 => Need::Members { at_least: self.amount(1), who: self.who(seats) },
            3 => match self.below(3) {
                0 if self.allowed.majority => Need::MajorityOfPresent(self.who(seats)),
                1 => Need::Members { at_least: self.amount(0), who: Who::InTheRoom },
                _ => {
                    let groups: Vec<Who> = (0..1 + self.below(3)).map(|_| self.who(seats)).collect();
                    let all = self.below(2) == 0;
                    let groups_at_least = (!all).then(|| 1 + self.below(groups.len()) as u32);
                    Need::FromEach { at_least: if all { 1 + self.below(2) as u32 } else { 1 }, groups, groups_at_least }
                }
            },
            kind => {
                let count = 1 + self.below(4);
                let children: Vec<Need> =
                    (0..count)
                        .map(|_| {
                            if self.below(2) == 0 { Need::Slot(self.slot(seats)) } else { self.need(seats, depth - 1) }
                        })
                        .collect();
                match kind {
                    4 => Need::AllOf(children),
                    5 => Need::AnyOf(children),
                    _ => Need::AtLeast { number: 1 + self.below(count) as u32, of: children },
                }
            }
        }
    }

    fn slot(&mut self, seats: &[Seat]) -> Slot {
        let count = 1 + self.below(3);
        Slot { label: None, one_of: (0..count).map(|_| self.who(seats)).collect() }
    }

    /// A group that some seat belongs to, so that nothing is unknown of it.
    fn who(&mut self, seats: &[Seat]) -> Who {
        let seat = &seats[self.below(seats.len())];
        let class = seat.classes.first();
        match (self.below(4), class) {
            (1, Some(class)) => Who::Class(class.clone()),
            (2, _) => Who::Organisation(seat.organisation.clone().unwrap()),
            (3, Some(class)) => Who::Office(class.clone()),
            _ => Who::Seat(seat.name.clone()),
        }
    }

    fn amount(&mut self, depth: usize) -> Amount {
        let sides = if depth == 0 { 2 } else { 7 };
        match self.below(sides) {
            0 => Amount::Number(1 + self.below(3) as u32),
            1 => Amount::Share { share: self.fraction(), of: self.base(), rounding: self.rounding() },
            2 => Amount::MoreThan { share: self.fraction(), of: self.base() },
            3 => Amount::All(self.base()),
            4 => {
                let rows = vec![
                    Row { from: 0, to: Some(2), number: 1 },
                    Row { from: 3, to: Some(4), number: 1 + self.below(2) as u32 },
                    Row { from: 5, to: None, number: 3 },
                ];
                Amount::Table { by: self.base(), rows }
            }
            5 => Amount::GreaterOf(vec![self.amount(0), self.amount(0)]),
            _ => Amount::LesserOf(vec![self.amount(0), self.amount(0)]),
        }
    }

    fn fraction(&mut self) -> Fraction {
        [Fraction::one_in(2), Fraction::one_in(3), Fraction::one_in(4), Fraction::per_cent(40)][self.below(4)]
    }

    fn rounding(&mut self) -> Rounding {
        let all = [
            Rounding::Up,
            Rounding::Down,
            Rounding::Nearest,
            Rounding::DropAndAddOne,
            Rounding::UpToEven,
            Rounding::UpToOdd,
            Rounding::Silent,
        ];
        let sides = if self.allowed.unknown { 7 } else { 6 };
        all[self.below(sides)]
    }

    fn base(&mut self) -> Base {
        Base {
            without_vacancies: self.below(2) == 1,
            without_suspended: self.rarely(),
            without_disqualified: [LeaveOut::Never, LeaveOut::Always, LeaveOut::WhenMoreThan(Fraction::one_in(3))]
                [self.below(3)],
            without_not_yet_appointed: self.rarely(),
            voting_only: self.rarely(),
            entitled_on_item: self.below(4) == 3,
            who: Who::Anyone,
        }
    }
}
