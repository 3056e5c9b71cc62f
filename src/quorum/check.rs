//! What is wrong with a clause before any meeting is held.

use super::amount::{Amount, Fraction, Row};
use super::case::{Case, unique};
use super::clause::{Clause, Need, Who};
use super::figure::members;
use super::missing::missing;
use super::moment::Window;
use super::readings::{all_needs, visit};
use super::record::{Attendee, Item, Mode, Seat, SeatState};

/// Says what is wrong with a clause: seats that the terms do not list, tables
/// with gaps, lists that cannot be met, a local rule below its statutory floor.
#[must_use]
pub fn check(clause: &Clause, seats: &[Seat]) -> Vec<String> {
    let seats = as_filled(seats);
    let mut faults = Vec::new();
    for need in all_needs(clause) {
        visit(need, &mut |need| {
            if let Need::Members { at_least, .. } = need {
                faults.extend(amount_faults(at_least));
            }
        });
    }
    faults.extend(clause.counting.in_room_at_least.iter().flat_map(amount_faults));
    let mut everyone: Vec<Attendee> = seats
        .iter()
        .enumerate()
        .map(|(index, seat)| {
            let person = seat.holder.clone().unwrap_or_else(|| format!("holder {index}"));
            Attendee { mode: Mode::InRoom, ..Attendee::member(&person, &seat.name) }
        })
        .collect();
    if let Some(first) = everyone.first_mut() {
        first.offices = offices(clause);
    }
    let item = Item::numbered("1");
    let case = Case::new(clause, &seats, &everyone, &item);
    let decided = case.decide(Window::default());
    for scene in &decided.scenes {
        faults.extend(scene.gaps.iter().map(|lack| format!("the clause lacks {lack}")));
    }
    if faults.is_empty() && decided.state == super::State::Inquorate {
        faults.push("the clause cannot be met, even if everybody attends".to_owned());
    }
    faults.extend(below_floor(clause, &seats));
    unique(faults)
}

/// Says so where the local rule can be met by fewer members than the statutory floor.
pub(super) fn below_floor(clause: &Clause, seats: &[Seat]) -> Option<String> {
    let floor = clause.floor.as_ref()?;
    let seats = as_filled(seats);
    let fewest = |need: &Need| {
        let alone = Clause { need: need.clone(), floor: None, ..clause.clone() };
        let item = Item { business: Some(String::new()), ..Item::numbered("1") };
        let case = Case::new(&alone, &seats, &[], &item);
        let scenes = case.decide(Window::default()).scenes;
        let strictest = scenes.get(..1)?;
        missing(strictest).sets.first().map(Vec::len)
    };
    let local = fewest(&clause.need)?;
    let statutory = fewest(&floor.need)?;
    let number = |count: usize| members(u32::try_from(count).unwrap_or(u32::MAX));
    (local < statutory).then(|| {
        format!(
            "the local rule can be met by {}, the floor ({}) asks for {}: the floor stands",
            number(local),
            floor.source,
            number(statutory)
        )
    })
}

fn as_filled(seats: &[Seat]) -> Vec<Seat> {
    seats.iter().map(|seat| Seat { state: seat.state.or(Some(SeatState::Filled)), ..seat.clone() }).collect()
}

fn amount_faults(amount: &Amount) -> Vec<String> {
    match amount {
        Amount::Share { share, .. } | Amount::MoreThan { share, .. } => share_fault(*share).into_iter().collect(),
        Amount::Table { rows, .. } => table_faults(rows),
        Amount::GreaterOf(amounts) | Amount::LesserOf(amounts) => amounts.iter().flat_map(amount_faults).collect(),
        Amount::Number(_) | Amount::All(_) => Vec::new(),
    }
}

fn share_fault(share: Fraction) -> Option<String> {
    (share.numerator > share.denominator || share.numerator == 0)
        .then(|| format!("a share of {}/{} is no part of a whole", share.numerator, share.denominator))
}

fn table_faults(rows: &[Row]) -> Vec<String> {
    let mut faults = Vec::new();
    for row in rows.iter().filter(|row| row.to.is_some_and(|to| to < row.from)) {
        faults.push(format!("a row of the table ends before it begins, at {}", row.from));
    }
    for (row, next) in rows.iter().zip(rows.iter().skip(1)) {
        match row.to {
            Some(to) if next.from == to.saturating_add(1) => {}
            Some(to) if next.from > to => faults.push(format!("the table has no row between {to} and {}", next.from)),
            _ => faults.push(format!("two rows of the table overlap at {}", next.from)),
        }
    }
    faults
}

fn offices(clause: &Clause) -> Vec<String> {
    fn named(who: &Who, offices: &mut Vec<String>) {
        match who {
            Who::Office(name) => offices.push(name.clone()),
            Who::AnyOf(groups) | Who::AllOf(groups) => groups.iter().for_each(|group| named(group, offices)),
            Who::Anyone | Who::Seat(_) | Who::Class(_) | Who::Organisation(_) | Who::InTheRoom => {}
        }
    }
    let mut offices = Vec::new();
    for need in all_needs(clause) {
        visit(need, &mut |need| match need {
            Need::Slot(slot) => slot.one_of.iter().for_each(|who| named(who, &mut offices)),
            Need::Members { who, .. } | Need::MajorityOfPresent(who) => named(who, &mut offices),
            Need::FromEach { groups, .. } => groups.iter().for_each(|who| named(who, &mut offices)),
            Need::AllOf(_) | Need::AnyOf(_) | Need::AtLeast { .. } => {}
        });
    }
    offices
}
