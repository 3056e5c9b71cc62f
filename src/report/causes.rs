//! What comes from what: findings that follow from another are told beside it, and not each for itself.

use std::collections::{BTreeMap, HashMap};

use super::{Report, ToldFinding};
use crate::assess::{Finding, Outcome, WELL_FORMED};

use crate::submission::{NodeRef, Submission};

/// The findings that come from others.
#[derive(Debug, Default)]
pub(super) struct Causes {
    /// The identity of the cause by that of what comes from it.
    of: HashMap<String, String>,
    /// The positions of what comes from a cause, by its identity.
    following: HashMap<String, Vec<usize>>,
}

impl Causes {
    /// What comes from what among findings. A cause that blocks no more, or less than what comes from
    /// it, explains nothing: then each stands for itself.
    pub(super) fn among(findings: &[Finding], submission: &Submission) -> Causes {
        let mut told: HashMap<(&str, NodeRef), usize> = HashMap::new();
        // What is not met is a cause rather than what is open at the same place.
        for outcome in [Outcome::Fail, Outcome::Open] {
            let of_outcome =
                findings.iter().enumerate().filter(|(_, one)| one.needs_somebody() && one.outcome == outcome);
            for (position, finding) in of_outcome {
                if let Some(points) = finding.points_at.first() {
                    told.entry((&finding.rule, points.at)).or_insert(position);
                }
            }
        }
        let cause_of = |finding: &Finding| {
            let is_cause = |position: &usize| {
                let cause = findings.get(*position);
                cause.is_some_and(|cause| cause.id != finding.id && cause.severity <= finding.severity)
            };
            let told_of = |rule: &str, at: NodeRef| told.get(&(rule, at)).copied().filter(is_cause);
            let because = finding.because.as_ref();
            let malformed = malformed(finding, submission).and_then(|at| told_of(WELL_FORMED, at));
            malformed.or_else(|| because.and_then(|cause| told_of(&cause.rule, cause.at)))
        };
        let mut causes = Causes::default();
        for (position, finding) in findings.iter().enumerate().filter(|(_, one)| may_be_told_once(one)) {
            let Some(mut root) = cause_of(finding) else { continue };
            // What is a cause may come from another itself; in a circle none is the cause.
            let mut steps = 0;
            while let Some(next) = findings.get(root).and_then(cause_of) {
                root = next;
                steps += 1;
                if steps > findings.len() || root == position {
                    break;
                }
            }
            let Some(cause) = findings.get(root).filter(|cause| cause_of(cause).is_none()) else { continue };
            causes.of.insert(finding.id.clone(), cause.id.clone());
            causes.following.entry(cause.id.clone()).or_default().push(position);
        }
        causes
    }

    /// The identity of the finding that a finding comes from.
    pub(super) fn of(&self, finding: &Finding) -> Option<&str> {
        self.of.get(&finding.id).map(String::as_str)
    }
}

/// Whether a finding may be told beside its cause only: what cannot be decided. What is not met says what
/// is the matter with which value, and is told for itself.
fn may_be_told_once(finding: &Finding) -> bool {
    finding.needs_somebody() && finding.outcome == Outcome::Open
}

/// The value that a finding comes from, if it is not written as its kind needs it: the built-in rule
/// tells that, and whatever cannot be decided there comes from it.
fn malformed(finding: &Finding, submission: &Submission) -> Option<NodeRef> {
    let own = finding.points_at.first().map(|points| points.at).filter(|_| finding.outcome == Outcome::Open);
    let places = finding.because.as_ref().map(|cause| cause.at).into_iter().chain(own);
    let is_faulty = |at: &NodeRef| {
        let mut faults = submission.member(at.document).into_iter().flat_map(|member| &member.faults);
        faults.any(|fault| fault.node == at.node && fault.missing.is_none())
    };
    places.filter(|_| finding.rule != WELL_FORMED).find(is_faulty)
}

impl Report {
    /// Whether a finding is told beside the one that it comes from.
    pub(super) fn is_told_beside_its_cause(&self, finding: &Finding) -> bool {
        self.causes.of(finding).is_some()
    }

    /// What comes from a finding, in the order of the report.
    pub(super) fn following(&self, finding: &Finding) -> Vec<&Finding> {
        let positions = self.causes.following.get(&finding.id).map_or(&[][..], Vec::as_slice);
        positions.iter().filter_map(|position| self.findings.get(*position)).collect()
    }
}

impl ToldFinding<'_> {
    /// What comes from the finding, in words: `because of this also cannot be decided: meeting/... (2)`.
    pub fn followed_by(&self) -> Option<String> {
        followed_by(&self.following)
    }
}

/// The same of what comes from several findings that are told together.
pub(super) fn followed_by(following: &[&Finding]) -> Option<String> {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in following {
        *rules.entry(&finding.rule).or_default() += 1;
    }
    let counted = |(rule, count): (&str, usize)| if count > 1 { format!("{rule} ({count})") } else { rule.to_owned() };
    let rules: Vec<String> = rules.into_iter().map(counted).collect();
    let also = Outcome::Open.words();
    (!rules.is_empty()).then(|| format!("because of this also {also}: {}", rules.join(", ")))
}

#[cfg(test)]
mod tests;
