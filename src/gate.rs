//! From a report to a verdict, from a verdict to an exit code.

use crate::assess::{Finding, Outcome, is_built_in};
use crate::policy::Severity;

/// What a run comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The gate passes.
    Pass,
    /// Something that blocks is not met, not decided or not yet judged by a person.
    Fail,
    /// It could not be judged.
    NotJudged,
}

impl Verdict {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::NotJudged => "not-judged",
        }
    }

    /// The exit code: 0 the gate passes, 1 it does not, 2 it could not be judged.
    pub fn exit_code(self) -> u8 {
        match self {
            Verdict::Pass => 0,
            Verdict::Fail => 1,
            Verdict::NotJudged => 2,
        }
    }
}

/// The verdict over some findings; `fail_on` is the least severity that blocks.
///
/// A broken rule, or no rule of the policy that applied to anything, means that nothing was
/// judged: absence never passes.
pub fn verdict(findings: &[Finding], fail_on: Severity) -> Verdict {
    let is_broken = findings.iter().any(|finding| finding.outcome == Outcome::Broken);
    let was_judged =
        findings.iter().any(|finding| !is_built_in(&finding.rule) && finding.outcome != Outcome::NotApplicable);
    let blocks = |finding: &Finding| {
        finding.severity <= fail_on
            && finding.excuse.is_none()
            && matches!(finding.outcome, Outcome::Fail | Outcome::Open | Outcome::Review)
    };
    match (is_broken, was_judged) {
        (true, _) | (_, false) => Verdict::NotJudged,
        _ if findings.iter().any(blocks) => Verdict::Fail,
        _ => Verdict::Pass,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::WELL_FORMED;

    fn finding(rule: &str, outcome: Outcome, severity: Severity) -> Finding {
        Finding {
            id: String::new(),
            rule: rule.to_owned(),
            outcome,
            severity,
            subject: None,
            message: String::new(),
            clause: String::new(),
            remedy: String::new(),
            points_at: Vec::new(),
            first: false,
            because: None,
            evidence: crate::submission::Reads::default(),
            judged: None,
            excuse: None,
        }
    }

    /// Every list of up to three findings, against a plain restatement of the gate.
    #[test]
    fn the_verdict_agrees_with_a_plain_restatement() {
        let mut kinds = Vec::new();
        for outcome in Outcome::ALL {
            for severity in Severity::ALL {
                kinds.push(finding("a/rule", outcome, severity));
                kinds.push(finding(WELL_FORMED, outcome, severity));
            }
        }
        let restated = |findings: &[Finding], fail_on: Severity| {
            let mut judged = false;
            let mut blocked = false;
            for finding in findings {
                if finding.outcome == Outcome::Broken {
                    return 2;
                }
                judged |= finding.rule == "a/rule" && finding.outcome != Outcome::NotApplicable;
                let severe = match fail_on {
                    Severity::Must => finding.severity == Severity::Must,
                    Severity::Should => finding.severity != Severity::Note,
                    Severity::Note => true,
                };
                blocked |= severe && finding.outcome != Outcome::Pass && finding.outcome != Outcome::NotApplicable;
            }
            if !judged { 2 } else { u8::from(blocked) }
        };
        let mut lists: Vec<Vec<Finding>> = vec![Vec::new()];
        for first in &kinds {
            lists.push(vec![first.clone()]);
            for second in &kinds {
                lists.push(vec![first.clone(), second.clone()]);
            }
        }
        for list in &lists {
            for fail_on in Severity::ALL {
                assert_eq!(verdict(list, fail_on).exit_code(), restated(list, fail_on));
            }
        }
    }
}
