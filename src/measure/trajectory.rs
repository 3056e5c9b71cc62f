//! Targets that follow each other in time, and the limit that they have to reach.

use std::cmp::Ordering;

use super::band::{Band, Of};
use super::direction::Direction;
use super::interval::Interval;
use super::unit::Unit;
use crate::calendar::Truth;

/// A target that asks for less than one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FallBack {
    /// The position of the earlier target.
    pub earlier: usize,
    /// The position of the later one, which asks for less.
    pub later: usize,
}

/// The targets, in the order of their dates, that ask for less than the one before them.
///
/// Targets without a figure (`None`) are passed over; each is held against the last before it
/// that counts the same. Changes go on as they grow. Values go on in the direction given; where
/// none is given, in the direction of the first step between two of them.
#[must_use]
pub fn fall_backs(targets: &[Option<&Band>], direction: Option<Direction>) -> Vec<FallBack> {
    let mut found = Vec::new();
    let mut values_rise = direction.and_then(|direction| match direction {
        Direction::HigherIsBetter => Some(true),
        Direction::LowerIsBetter => Some(false),
        Direction::Neither => None,
    });
    let mut last: Option<(usize, &Band)> = None;
    for (later, target) in targets.iter().enumerate().filter_map(|(at, target)| Some((at, (*target)?))) {
        if let Some((earlier, before)) = last.filter(|(_, before)| is_same_kind(before, target)) {
            let step = before.values.compare(&target.values);
            let falls_back = match (target.of, step) {
                (_, None | Some(Ordering::Equal)) => false,
                (Of::Increase | Of::Decrease, Some(step)) => step == Ordering::Greater,
                (Of::Value, Some(step)) => {
                    let rises = step == Ordering::Less;
                    *values_rise.get_or_insert(rises) != rises
                }
            };
            if falls_back {
                found.push(FallBack { earlier, later });
            }
        }
        last = Some((later, target));
    }
    found
}

fn is_same_kind(left: &Band, right: &Band) -> bool {
    let counts_the_same = match (&left.unit, &right.unit) {
        (Some(left), Some(right)) => left.joined(right).is_some(),
        _ => true,
    };
    left.of == right.of && counts_the_same
}

/// Whether values keep a limit: unknown where some do and some do not, or where the two count
/// different things.
#[must_use]
pub fn keeps(values: &Interval, unit: Option<&Unit>, limit: &Interval, limit_unit: Option<&Unit>) -> Truth {
    let counts_the_same = match (unit, limit_unit) {
        (Some(unit), Some(limit)) => unit.joined(limit).is_some(),
        _ => true,
    };
    if !counts_the_same {
        Truth::Unknown
    } else if limit.holds_all_of(values) {
        Truth::True
    } else if limit.shared(values).is_none() {
        Truth::False
    } else {
        Truth::Unknown
    }
}
