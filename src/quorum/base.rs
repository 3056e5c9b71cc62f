//! The seats that a share is taken of, and the words for them.

use super::amount::{Base, LeaveOut};
use super::clause::Who;
use super::counting::LoweredTo;
use super::moment::{Known, Moment, same_name};
use super::record::{Attendee, Capacity, Seat, SeatState};

/// How many seats a base has at least and at most.
pub(super) fn size(moment: &Moment, base: &Base) -> (u32, u32) {
    let drops_disqualified = match base.without_disqualified {
        LeaveOut::Never => false,
        LeaveOut::Always => true,
        LeaveOut::WhenMoreThan(share) => {
            let in_play = moment.seats.iter().filter(|seat| !seat.co_opted || moment.co_opted_take_part());
            let (all, gone) = in_play.fold((0_u64, 0_u64), |(all, gone), seat| {
                (all + 1, gone + u64::from(seat.state == Some(SeatState::Disqualified)))
            });
            gone * u64::from(share.denominator) > all * u64::from(share.numerator)
        }
    };
    let mut least = 0;
    let mut most = 0;
    for (index, seat) in moment.seats.iter().enumerate() {
        match stands(moment, base, index, seat, drops_disqualified) {
            Known::Yes => {
                least += 1;
                most += 1;
            }
            Known::Unknown => most += 1,
            Known::No => {}
        }
    }
    (least, most)
}

/// The seats whose place in some base is not known, because nobody says whether they are filled.
pub(super) fn is_state_unknown(moment: &Moment, index: usize, seat: &Seat) -> bool {
    let speaks_for_it = |(attendee, at): (&Attendee, &Option<usize>)| {
        *at == Some(index) && !matches!(attendee.capacity, Capacity::Observer | Capacity::InAttendance)
    };
    seat.state.is_none() && seat.holder.is_none() && !moment.attendees.iter().zip(moment.seat_of).any(speaks_for_it)
}

/// Whether a seat belongs to a group, as far as seats go.
pub(super) fn seat_in(seat: &Seat, who: &Who) -> bool {
    match who {
        Who::Anyone | Who::InTheRoom => true,
        Who::Seat(name) => same_name(name, &seat.name),
        Who::Class(name) | Who::Office(name) => seat.classes.iter().any(|class| same_name(class, name)),
        Who::Organisation(name) => seat.organisation.as_ref().is_some_and(|own| same_name(own, name)),
        Who::AnyOf(groups) => groups.iter().any(|group| seat_in(seat, group)),
        Who::AllOf(groups) => groups.iter().all(|group| seat_in(seat, group)),
    }
}

/// A group in words.
pub(super) fn group_words(who: &Who) -> String {
    let join = |groups: &[Who], word: &str| groups.iter().map(group_words).collect::<Vec<_>>().join(word);
    match who {
        Who::Anyone => "any member".to_owned(),
        Who::Seat(name) | Who::Office(name) => name.clone(),
        Who::Class(name) => format!("a member of the class {name}"),
        Who::Organisation(name) => format!("a member from {name}"),
        Who::InTheRoom => "a member in the room".to_owned(),
        Who::AnyOf(groups) => join(groups, " or "),
        Who::AllOf(groups) => join(groups, " who is also "),
    }
}

/// Whether the members who withdrew are left out of every base.
fn withdrawn_are_out(moment: &Moment) -> Known {
    match &moment.clause.counting.interests.lowered {
        Some(lowered) if lowered.to == LoweredTo::BaseWithoutThem => is_lowered(moment),
        _ => Known::No,
    }
}

/// Whether so many members withdrew that the bar is lowered.
pub(super) fn is_lowered(moment: &Moment) -> Known {
    let Some(lowered) = &moment.clause.counting.interests.lowered else {
        return Known::No;
    };
    let gone = withdrawn(moment);
    if gone == 0 {
        return Known::No;
    }
    let Some(share) = lowered.from_share else {
        return Known::Yes;
    };
    let base = Base { entitled_on_item: false, ..lowered.of.clone() };
    let of_base =
        |seats: u32| u64::from(gone) * u64::from(share.denominator) >= u64::from(seats) * u64::from(share.numerator);
    let (least, most) = plain_size(moment, &base);
    match (of_base(least), of_base(most)) {
        (true, true) => Known::Yes,
        (false, false) => Known::No,
        _ => Known::Unknown,
    }
}

fn withdrawn(moment: &Moment) -> u32 {
    let seats = 0..moment.seats.len();
    u32::try_from(seats.filter(|seat| has_withdrawn(moment, *seat)).count()).unwrap_or(u32::MAX)
}

fn has_withdrawn(moment: &Moment, seat: usize) -> bool {
    let Some(lowered) = &moment.clause.counting.interests.lowered else {
        return false;
    };
    let standing = moment.holder_of(seat).map(|person| moment.standing_of(person));
    standing.is_some_and(|standing| standing.left || (standing.barred && !lowered.only_if_left))
}

fn plain_size(moment: &Moment, base: &Base) -> (u32, u32) {
    let mut plain = moment.clone();
    plain.interests.clear();
    size(&plain, base)
}

fn stands(moment: &Moment, base: &Base, index: usize, seat: &Seat, drops_disqualified: bool) -> Known {
    let out = (seat.co_opted && !moment.co_opted_take_part())
        || !seat_in(seat, &base.who)
        || (base.voting_only && !seat.votes)
        || match seat.state {
            Some(SeatState::Vacant) => base.without_vacancies,
            Some(SeatState::Suspended) => base.without_suspended,
            Some(SeatState::Disqualified) => drops_disqualified,
            Some(SeatState::NotYetAppointed) => base.without_not_yet_appointed,
            Some(SeatState::Filled) | None => false,
        };
    if out || (base.entitled_on_item && !is_entitled(moment, index, seat)) {
        return Known::No;
    }
    if !moment.interests.is_empty() && has_withdrawn(moment, index) {
        match withdrawn_are_out(moment) {
            Known::Yes => return Known::No,
            Known::Unknown => return Known::Unknown,
            Known::No => {}
        }
    }
    // A seat of which the record says nothing is filled or vacant: the other states are acts, and acts are recorded.
    if base.without_vacancies && is_state_unknown(moment, index, seat) { Known::Unknown } else { Known::Yes }
}

fn is_entitled(moment: &Moment, index: usize, seat: &Seat) -> bool {
    let standing = moment.holder_of(index).map(|person| moment.standing_of(person));
    seat.votes && !standing.is_some_and(|standing| standing.barred)
}

/// A base in words, in the singular or the plural.
pub(super) fn base_words(base: &Base, size: u32) -> String {
    let seats = if size == 1 { "seat" } else { "seats" };
    let mut words = Vec::new();
    if base.voting_only {
        words.push("voting");
    }
    if base.without_vacancies {
        words.push("filled");
    }
    words.push(seats);
    let mut words = words.join(" ");
    if base.who != Who::Anyone {
        words = format!("{words} ({})", group_words(&base.who));
    }
    if base.entitled_on_item {
        words.push_str(" entitled to vote on the item");
    }
    let left_out = [
        (base.without_suspended, "suspended"),
        (base.without_disqualified != LeaveOut::Never, "disqualified"),
        (base.without_not_yet_appointed, "not yet appointed"),
    ];
    let left_out: Vec<&str> = left_out.iter().filter(|(is_out, _)| *is_out).map(|(_, word)| *word).collect();
    if !left_out.is_empty() {
        words = format!("{words} less {}", left_out.join(", "));
    }
    words
}
