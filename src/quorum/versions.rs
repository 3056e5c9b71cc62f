//! Terms and seats as they were on a date.

use super::record::SeatState;

/// Which of several versions was in force on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InForce {
    /// This one, by its index.
    One(usize),
    /// None of them.
    None,
    /// More than one: the record must say which.
    Several(Vec<usize>),
}

/// Finds the version in force on a date among versions with a first and a last day; no day means no limit.
#[must_use]
pub fn in_force<D: Ord>(versions: &[(Option<D>, Option<D>)], on: &D) -> InForce {
    let holds = |(from, until): &(Option<D>, Option<D>)| {
        from.as_ref().is_none_or(|from| from <= on) && until.as_ref().is_none_or(|until| on <= until)
    };
    let found: Vec<usize> =
        versions.iter().enumerate().filter(|(_, version)| holds(version)).map(|(index, _)| index).collect();
    match found.as_slice() {
        [] => InForce::None,
        [only] => InForce::One(*only),
        _ => InForce::Several(found),
    }
}

/// The state of a seat on a date, from the days on which it changed; none before the first of them.
#[must_use]
pub fn state_on<D: Ord>(history: &[(D, SeatState)], on: &D) -> Option<SeatState> {
    let so_far = history.iter().filter(|(since, _)| since <= on);
    so_far.max_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, state)| *state)
}
