//! Fields that a rule reads without asking for them, and of which no case shows that it is meant.

use super::file::CaseFile;
use crate::assess::Outcome;
use crate::rule::{Catalogue, Host, Lint, Rule, may_be_absent};

/// What is worth mending in how a rule asks whether it applies: a field that a document may leave out
/// leaves the rule open. Where a case shows just that, its author has decided so.
pub fn unasked(host: &Host, rules: &Catalogue, rule: &Rule, cases: &CaseFile) -> Vec<Lint> {
    let mut left = may_be_absent(rule);
    for case in cases.cases.iter().filter(|case| case.to_do.is_none()) {
        if left.is_empty() {
            break;
        }
        // A case that cannot be run shows nothing; the test itself says why.
        let found = case.run(host, rules, &rule.id).map(|ran| ran.found).unwrap_or_default();
        let open = found.iter().filter(|found| found.outcome == Outcome::Open.word());
        let absent: Vec<&str> = open.flat_map(|found| &found.absent).map(String::as_str).collect();
        left.retain(|(field, _)| !absent.iter().any(|path| path.split('.').next_back() == Some(field)));
    }
    left.into_iter().map(|(_, lint)| lint).collect()
}
