//! The rules that were applied: those of the policies, and those that are built in.

use super::{AppliedRule, Setting, digest};
use crate::assess::{self, Assessment};

/// The rules in the order of their identities; a built-in one only where it has something to say.
pub(super) fn rules(assessment: &Assessment, setting: &Setting<'_>) -> Vec<AppliedRule> {
    let built_in = AppliedRule { id: assess::WELL_FORMED.to_owned(), page: assess::well_formed_page(), sha256: None };
    let scripts = setting.rules.rules().map(|rule| AppliedRule {
        id: rule.id.clone(),
        page: rule.page.clone(),
        sha256: Some(digest(&rule.text)),
    });
    let of_judgements = setting.judgements.is_some().then(|| AppliedRule {
        id: assess::IN_ORDER.to_owned(),
        page: assess::judgement_page(),
        sha256: None,
    });
    let has_unused = assessment.findings.iter().any(|finding| finding.rule == assess::IS_USED);
    let of_excuses =
        has_unused.then(|| AppliedRule { id: assess::IS_USED.to_owned(), page: assess::excuse_page(), sha256: None });
    let built_in = std::iter::once(built_in).chain(of_judgements).chain(of_excuses);
    let mut rules: Vec<AppliedRule> = built_in.chain(scripts).collect();
    rules.sort_by(|left, right| left.id.cmp(&right.id));
    rules
}
