//! Why one finding is as it is: the conditions that decided it, and what would lift it.

use super::docket::Docket;
use super::finding::{Finding, Outcome};
use super::trial::Trials;
use crate::rule::Condition;
use crate::submission::NodeRef;

/// The most trials to find what would lift a finding.
const MOST_TRIALS: usize = 200;

/// Why one finding is as it is.
#[derive(Debug)]
pub struct Explanation {
    /// The conditions that the host saw, in order.
    pub conditions: Vec<Condition>,
    /// What would make the requirement met, as far as one change can; none for what is met already.
    pub lifted_by: Option<Trials>,
}

impl Docket<'_> {
    /// Explains a finding; none where it is of no job, such as that a document is well formed.
    pub fn explain(&self, finding: &Finding) -> Option<Explanation> {
        let (job, judged) = self.job_of(&finding.rule, finding.subject?)?;
        let told = job.rule.explain(self.by.host, &self.around, job.about(finding.subject?), &job.parameters);
        let needs_lifting = finding.outcome.needs_somebody();
        let is_met = |outcome| outcome == Outcome::Pass;
        // What the rule held a text against is the likeliest to lift it.
        let wanted = told.conditions.iter().rev().filter(|condition| !condition.holds);
        let wanted: Vec<(NodeRef, String)> =
            wanted.filter_map(|condition| Some((condition.at, condition.other.clone()?))).collect();
        let lifted_by = needs_lifting.then(|| self.try_reads(job, judged, &wanted, MOST_TRIALS, is_met));
        Some(Explanation { conditions: told.conditions, lifted_by })
    }
}
