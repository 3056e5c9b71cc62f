//! Random clauses and records, read from a string of bytes so that failures shrink to small ones.

use super::super::*;

/// A clause with a record.
#[derive(Debug, Clone)]
pub struct Sample {
    pub clause: Clause,
    pub seats: Vec<Seat>,
    pub attendees: Vec<Attendee>,
    pub item: Item,
}

/// What a sample may hold.
#[derive(Debug, Clone, Copy)]
pub struct Allowed {
    /// Facts that the record lacks.
    pub unknown: bool,
    /// A class that must be the majority.
    pub majority: bool,
    /// Coming and going by the minute.
    pub times: bool,
}

/// Draws from the bytes.
pub struct Dice<'a> {
    bytes: &'a [u8],
    next: usize,
    pub allowed: Allowed,
}

/// Reads a sample from bytes, the record from every second byte and the clause from the others; no bytes give the
/// plainest sample.
pub fn sample(bytes: &[u8], allowed: Allowed) -> Sample {
    let of_record: Vec<u8> = bytes.iter().copied().step_by(2).collect();
    let of_clause: Vec<u8> = bytes.iter().copied().skip(1).step_by(2).collect();
    let mut dice = Dice { bytes: &of_record, next: 0, allowed };
    let seats = dice.seats();
    let attendees = dice.attendees(&seats);
    let item = dice.item(&seats, &attendees);
    let clause = Dice { bytes: &of_clause, next: 0, allowed }.clause(&seats);
    Sample { clause, seats, attendees, item }
}

impl Dice<'_> {
    pub fn below(&mut self, sides: usize) -> usize {
        let byte = self.bytes.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        byte as usize % sides
    }

    pub fn rarely(&mut self) -> bool {
        self.below(6) == 5
    }

    fn unknown(&mut self) -> bool {
        self.rarely() && self.allowed.unknown
    }

    fn seats(&mut self) -> Vec<Seat> {
        let count = 2 + self.below(4);
        (0..count)
            .map(|index| {
                let mut seat = Seat::named(&format!("S{index}"));
                seat.organisation = Some(["A", "B"][self.below(2)].to_owned());
                seat.classes =
                    [vec!["x".to_owned()], vec![], vec!["x".to_owned(), "y".to_owned()], vec!["y".to_owned()]]
                        [self.below(4)]
                    .clone();
                seat.votes = !self.rarely();
                seat.co_opted = self.rarely();
                seat.state = [Some(SeatState::Filled); 3]
                    .into_iter()
                    .chain(
                        [SeatState::Vacant, SeatState::Suspended, SeatState::Disqualified, SeatState::NotYetAppointed]
                            .map(Some),
                    )
                    .nth(self.below(7))
                    .unwrap();
                if self.unknown() {
                    seat.state = None;
                }
                if self.below(3) == 2 && seat.state != Some(SeatState::Vacant) {
                    seat.holder = Some(if self.below(3) == 2 { "shared".to_owned() } else { format!("p{index}") });
                }
                seat
            })
            .collect()
    }

    fn attendees(&mut self, seats: &[Seat]) -> Vec<Attendee> {
        let mut result = Vec::new();
        for (index, seat) in seats.iter().enumerate().filter(|(_, seat)| seat.state != Some(SeatState::Vacant)) {
            let person = seat.holder.clone().unwrap_or_else(|| format!("p{index}"));
            let mut one = Attendee::member(&person, &seat.name);
            match self.below(10) {
                0..=5 => {}
                6 => continue,
                7 => one.capacity = Capacity::Absent,
                8 => {
                    one.capacity =
                        [Capacity::Proxy, Capacity::CorporateRepresentative, Capacity::Observer, Capacity::InAttendance]
                            [self.below(4)]
                }
                _ => one = Attendee::deputy(&format!("d{}", self.below(3)), &seat.name),
            }
            if one.capacity == Capacity::Proxy {
                one.person = format!("d{}", self.below(2));
            }
            if one.capacity == Capacity::Member && self.rarely() {
                let mut deputy = Attendee::deputy(&format!("e{index}"), &seat.name);
                self.facts(&mut deputy);
                result.push(deputy);
            }
            self.facts(&mut one);
            result.push(one);
        }
        result
    }

    fn facts(&mut self, one: &mut Attendee) {
        one.mode = match self.below(6) {
            0..=2 => Mode::InRoom,
            3 if self.unknown() => Mode::NotRecorded,
            4 if self.unknown() => Mode::Remote { seen_and_heard: None },
            _ => Mode::Remote { seen_and_heard: Some(self.below(3) < 2) },
        };
        if self.unknown() {
            one.presence = Presence::NotRecorded;
        } else if self.allowed.times && self.below(2) == 1 {
            let edge = |minute: usize| {
                if minute == 0 { Edge::OfMeeting } else { Edge::At(minute as u32) }
            };
            let mut cuts = [self.below(8), self.below(8), self.below(8), self.below(8)];
            cuts.sort_unstable();
            let first = Span { from: edge(cuts[0]), to: Edge::At(cuts[1] as u32) };
            let second = Span { from: Edge::At(cuts[2] as u32), to: edge(cuts[3]) };
            one.presence = Presence::Spells(vec![first, second]);
        }
        if self.rarely() && one.capacity != Capacity::Deputy && self.rarely() {
            one.offices.push("chair".to_owned());
        }
        let deputy = &mut DeputyFacts::default();
        deputy.named_beforehand = (!self.unknown()).then(|| self.below(3) < 2);
        deputy.trained = (!self.unknown()).then(|| self.below(3) < 2);
        deputy.notice_minutes = (!self.unknown()).then(|| self.below(3) as u32 * 60);
        one.deputy = deputy.clone();
    }

    fn item(&mut self, seats: &[Seat], attendees: &[Attendee]) -> Item {
        let mut item = Item::numbered("1");
        item.business = Some(["ordinary", "budget", "schools"][self.below(3)].to_owned());
        if self.unknown() {
            item.business = None;
        }
        for _ in 0..self.below(3) {
            let people: Vec<String> = attendees
                .iter()
                .map(|one| one.person.clone())
                .chain(seats.iter().filter_map(|seat| seat.holder.clone()))
                .collect();
            if people.is_empty() {
                break;
            }
            let person = people[self.below(people.len())].clone();
            let kind = if self.below(2) == 0 { InterestKind::Pecuniary } else { InterestKind::Other };
            let kind = (!self.unknown()).then_some(kind);
            let left = (!self.unknown()).then(|| self.below(2) == 1);
            if self.rarely() {
                item.dispensations.push(person.clone());
            }
            item.interests.push(Interest { person, kind, left });
        }
        item
    }
}
