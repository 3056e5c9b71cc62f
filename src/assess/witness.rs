//! Hollow passes: those that no absence and no change of what was read would have broken.
//!
//! A pass is worth what it would have noticed. Each read of a pass is taken away, changed, or filled
//! in where it was absent, until the rule speaks; a pass on which it never does rests on nothing.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::docket::Docket;
use super::finding::Outcome;
use super::trial::Trials;

/// How much is tried.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The most trials for one pass.
    pub per_pass: usize,
    /// The most passes that are tried.
    pub passes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds { per_pass: 40, passes: 20_000 }
    }
}

/// What trials say of one pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witnessed {
    /// Something would have made the rule speak.
    Breakable(Trials),
    /// Nothing would have.
    Hollow(Trials),
    /// Nothing that was tried would have, but not all was tried.
    Unsettled(Trials),
}

/// What trials say of the passes, by the identity of the finding.
#[derive(Debug, Clone, Default)]
pub struct Witness {
    /// The passes that were tried.
    pub by_finding: BTreeMap<String, Witnessed>,
    /// How many passes were not tried since there were too many.
    pub left_out: usize,
    /// How many trials were made.
    pub trials: usize,
}

impl Docket<'_> {
    /// Tries every pass.
    pub fn witness(&self, bounds: Bounds) -> Witness {
        let is_pass = |judged: &super::job::Judged| matches!(judged.findings.as_slice(), [one] if one.outcome == Outcome::Pass && one.judged.is_none());
        let passes: Vec<_> =
            self.judged().filter(|(job, judged)| job.requirement.is_some() && is_pass(judged)).collect();
        let tried: Vec<(String, Trials)> = passes
            .par_iter()
            .take(bounds.passes)
            .with_min_len(4)
            .filter_map(|(job, judged)| {
                let speaks = |outcome| matches!(outcome, Outcome::Fail | Outcome::Open | Outcome::Review);
                let id = judged.findings.first()?.id.clone();
                Some((id, self.try_reads(job, judged, &[], bounds.per_pass, speaks)))
            })
            .collect();
        let trials = tried.iter().map(|(_, trials)| trials.made).sum();
        let by_finding = tried.into_iter().map(|(id, trials)| (id, Witnessed::of(trials))).collect();
        Witness { by_finding, left_out: passes.len().saturating_sub(bounds.passes), trials }
    }
}

impl Witnessed {
    fn of(trials: Trials) -> Witnessed {
        match (&trials.found, trials.is_whole) {
            (Some(_), _) => Witnessed::Breakable(trials),
            (None, true) => Witnessed::Hollow(trials),
            (None, false) => Witnessed::Unsettled(trials),
        }
    }
}

impl Witness {
    /// The hollow passes, by the identity of the finding.
    pub fn hollow(&self) -> impl Iterator<Item = &str> {
        let is_hollow = |(_, witnessed): &(&String, &Witnessed)| matches!(witnessed, Witnessed::Hollow(_));
        self.by_finding.iter().filter(is_hollow).map(|(id, _)| id.as_str())
    }

    /// How many passes were tried in part only, and nothing was found.
    pub fn unsettled(&self) -> usize {
        self.by_finding.values().filter(|witnessed| matches!(witnessed, Witnessed::Unsettled(_))).count()
    }
}
