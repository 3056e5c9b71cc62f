//! What if others came, or some did not: changes of a record that is read, never of a file.

use super::attendance::{Entry, holder_of, seat_named};
use super::{Meeting, WithoutAttendance};
use crate::quorum::{Attendee, Capacity, Mode, Presence, SeatState, same_name};

/// What is supposed of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Nobody is away but those who sent apologies.
    pub from_apologies: bool,
    /// The seats whose members are supposed to be there.
    pub with: Vec<String>,
    /// The seats of which nobody is supposed to be there.
    pub without: Vec<String>,
}

impl WhatIf {
    /// Whether nothing is supposed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What a meeting without a record of attendance is to this question.
    #[must_use]
    pub fn without_attendance(&self) -> WithoutAttendance {
        if self.from_apologies { WithoutAttendance::IsNobody } else { WithoutAttendance::IsAGap }
    }

    /// Changes the record as it was read; a seat that the body does not have changes nothing.
    pub fn apply(&self, meeting: &mut Meeting) {
        if self.from_apologies {
            everybody_but_apologies(meeting);
        }
        for name in &self.with {
            let seat = seat_named(&meeting.seats, name).map(|seat| seat.name.clone());
            if let Some(seat) = seat {
                come(meeting, &seat);
            }
        }
        for name in &self.without {
            for entry in meeting.entries.iter_mut().filter(|entry| speaks_for(entry, name)) {
                entry.attendee.presence = Presence::Spells(Vec::new());
            }
        }
        meeting.settle();
    }
}

/// Whether two names mean the same seat, whatever their case and spacing.
#[must_use]
pub fn is_same_seat(one: &str, other: &str) -> bool {
    same_name(one, other)
}

fn speaks_for(entry: &Entry, name: &str) -> bool {
    entry.attendee.seat.as_ref().is_some_and(|seat| same_name(seat, name))
}

/// Everybody is there who did not send apologies and whose seat is not said to be empty.
fn everybody_but_apologies(meeting: &mut Meeting) {
    for entry in &mut meeting.entries {
        let attendee = &mut entry.attendee;
        attendee.presence = Presence::Throughout;
        attendee.away_for.clear();
        if attendee.mode == Mode::NotRecorded {
            attendee.mode = Mode::InRoom;
        }
    }
    let is_filled = |state: Option<SeatState>| matches!(state, None | Some(SeatState::Filled));
    let names: Vec<String> =
        meeting.seats.iter().filter(|seat| is_filled(seat.state)).map(|seat| seat.name.clone()).collect();
    for name in names {
        if !meeting.entries.iter().any(|entry| speaks_for(entry, &name)) {
            come(meeting, &name);
        }
    }
}

/// The member of a seat is there from the start to the end; in the room, unless the record says otherwise.
fn come(meeting: &mut Meeting, seat: &str) {
    let of_member = |entry: &&mut Entry| {
        speaks_for(entry, seat) && matches!(entry.attendee.capacity, Capacity::Member | Capacity::Absent)
    };
    if let Some(entry) = meeting.entries.iter_mut().find(of_member) {
        let attendee = &mut entry.attendee;
        attendee.presence = Presence::Throughout;
        attendee.away_for.clear();
        if attendee.capacity == Capacity::Absent || attendee.mode == Mode::NotRecorded {
            attendee.mode = Mode::InRoom;
        }
        attendee.capacity = Capacity::Member;
        return;
    }
    let person = holder_of(&meeting.seats, seat).unwrap_or_else(|| format!("the holder of {seat}"));
    let attendee = Attendee { mode: Mode::InRoom, ..Attendee::member(&person, seat) };
    meeting.entries.push(Entry { attendee, own_seat: Some(seat.to_owned()), post: None, at: None });
}
