//! How long an escalation may take at worst, by the limits of its levels.

use std::collections::BTreeMap;

use super::Chain;
use crate::calendar::{Period, Unit};

/// The longest time that the levels of a chain may take together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Longest {
    /// The time, and the roles on the way that takes it.
    Takes(Period, Vec<usize>),
    /// A role on a way has no limit.
    NoLimit(usize),
    /// The limits count different things, such as days and working days.
    Mixed,
    /// Issues can go round in a circle, or go nowhere.
    NoEnd,
}

/// The longest time from the day on which an issue is raised, over all ways that it can take with
/// one post taken as vacant. Whoever raises the issue takes no time.
pub fn longest(chain: &Chain, vacant: Option<usize>) -> Longest {
    let starts = chain.roles.iter().enumerate().filter(|(_, role)| role.raises && chain.is_manned(role, vacant));
    let mut search = Search { chain, vacant, trail: Vec::new(), known: BTreeMap::new() };
    let mut most: Option<Way> = None;
    for (start, _) in starts {
        match search.after(start) {
            Ok(None) => {}
            Ok(Some(found)) => match join(most, found) {
                Ok(longer) => most = longer,
                Err(mixed) => return mixed,
            },
            Err(reason) => return reason,
        }
    }
    most.map_or(Longest::NoEnd, |(period, way)| Longest::Takes(period, way))
}

type Way = (Period, Vec<usize>);

struct Search<'c> {
    chain: &'c Chain,
    vacant: Option<usize>,
    /// The roles on the way to where the search is.
    trail: Vec<usize>,
    /// What was found of roles that the search has left; a chain has far more ways than roles.
    known: BTreeMap<usize, Option<Way>>,
}

impl Search<'_> {
    /// The longest time of the roles after one; none where it passes nothing on.
    fn after(&mut self, from: usize) -> Result<Option<Way>, Longest> {
        if let Some(known) = self.known.get(&from) {
            return Ok(known.clone());
        }
        let Some(role) = self.chain.roles.get(from) else { return Ok(None) };
        let mut most = None;
        self.trail.push(from);
        for target in &role.escalates_to {
            let onto = self.chain.roles.get(*target).filter(|onto| self.chain.is_manned(onto, self.vacant));
            let Some(onto) = onto else { continue };
            // A role that decides ends the way, though the issue may have been raised there.
            if self.trail.contains(target) && !onto.decides {
                return Err(Longest::NoEnd);
            }
            let own = onto.within.ok_or(Longest::NoLimit(*target))?;
            let rest = if onto.decides { None } else { self.after(*target)? };
            let (count, mut way) = match rest {
                Some((rest, way)) if rest.unit == own.unit => (own.count.saturating_add(rest.count), way),
                Some(_) => return Err(Longest::Mixed),
                None => (own.count, Vec::new()),
            };
            way.insert(0, *target);
            most = join(most, (Period { count, unit: own.unit }, way))?;
        }
        self.trail.pop();
        self.known.insert(from, most.clone());
        Ok(most)
    }
}

/// The longer of two.
fn join(most: Option<Way>, found: Way) -> Result<Option<Way>, Longest> {
    match most {
        Some((period, _)) if period.unit != found.0.unit => Err(Longest::Mixed),
        Some((period, way)) if period.count >= found.0.count => Ok(Some((period, way))),
        _ => Ok(Some(found)),
    }
}

/// Whether a time keeps to a limit; none where the two count different things. Working days are
/// days too, and never fewer: what is over the limit in working days is over it in days.
pub(super) fn keeps_to(time: Period, limit: Period) -> Option<bool> {
    match (time.unit, limit.unit) {
        (own, other) if own == other => Some(time.count <= limit.count),
        (Unit::WorkingDays, Unit::Days) if time.count > limit.count => Some(false),
        (Unit::Days, Unit::WorkingDays) if time.count <= limit.count => Some(true),
        _ => None,
    }
}
