//! Rules that do not load: each is a broken rule of the run, and the others are judged.

use super::finding::{Finding, Outcome};
use super::severity_of;
use crate::policy::Policy;
use crate::problem::Problem;
use crate::rule::{Catalogue, UnloadedRule};
use crate::submission::Reads;

/// A finding for each thing that keeps a rule from loading.
pub(super) fn findings(policy: &Policy, rules: &Catalogue) -> Vec<Finding> {
    rules.unloaded().flat_map(|rule| rule.problems.iter().map(|problem| finding(policy, rule, problem))).collect()
}

fn finding(policy: &Policy, rule: &UnloadedRule, problem: &Problem) -> Finding {
    let asked = policy.unloaded.iter().find(|asked| asked.rule == rule.id);
    let way_out = problem.way_out().map(|way_out| format!(": {}", way_out.trim_end_matches('.'))).unwrap_or_default();
    let end = if way_out.ends_with('?') { "" } else { "." };
    Finding {
        id: String::new(),
        rule: rule.id.clone(),
        outcome: Outcome::Broken,
        severity: asked.map_or(severity_of(None), |asked| asked.severity),
        subject: None,
        message: format!("the rule could not be applied: {}", problem.headline()),
        clause: asked.and_then(|asked| asked.clause.clone()).unwrap_or_else(|| NO_CLAUSE.to_owned()),
        remedy: format!("Tell whoever maintains the rule{way_out}{end} Until it is mended, check this by hand."),
        points_at: Vec::new(),
        first: false,
        evidence: Reads::default(),
        judged: None,
        excuse: None,
        because: None,
    }
}

/// In place of a clause that only the rule knows.
const NO_CLAUSE: &str = "not known until the rule is mended";
