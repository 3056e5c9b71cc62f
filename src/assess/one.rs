//! Judging one rule on one subject, for trials of what made a difference.

use std::sync::Arc;

use chrono::NaiveDate;

use super::finding::{Finding, Names, Outcome, identify, in_order};
use super::job::{Job, Judged, asked};
use super::judgement::Judgements;
use crate::change::Versions;
use crate::document::NodeId;
use crate::policy::Policy;
use crate::rule::{About, Catalogue, Host, Outcomes, Rule, Subject, Surroundings};
use crate::submission::{NodeRef, Submission};

/// What a submission is judged by.
#[derive(Clone, Copy)]
pub struct Judge<'j> {
    /// The policy.
    pub policy: &'j Policy,
    /// The rules.
    pub rules: &'j Catalogue,
    /// What runs the rules.
    pub host: &'j Host,
    /// The date of the assessment.
    pub as_of: NaiveDate,
}

/// A submission in which single subjects are judged: what a rule builds on is judged when it asks.
pub struct Trial<'j> {
    around: Surroundings,
    by: Judge<'j>,
    judgements: &'j Judgements,
}

impl<'j> Trial<'j> {
    /// A trial on a submission; what people have judged counts where it stands.
    pub fn new(submission: &Arc<Submission>, by: Judge<'j>, judgements: &'j Judgements) -> Trial<'j> {
        let mut around = Surroundings::new(submission, by.as_of);
        around.outcomes = Arc::new(Outcomes::on_demand());
        Trial { around, by, judgements }
    }

    /// A trial on what became of an earlier version, for rules about changes.
    pub fn of_change(versions: Versions, by: Judge<'j>, judgements: &'j Judgements) -> Trial<'j> {
        let both = Arc::new(versions.after.with_earlier(&versions.before));
        let mut trial = Trial::new(&both, by, judgements);
        trial.around.versions = Some(Arc::new(versions));
        trial
    }

    /// The findings of a rule on the subject that is called so (see [`super::names`]); none where
    /// there is no such subject.
    pub fn judge(&mut self, rule: &str, called: &str) -> Vec<Finding> {
        let mut found = self.by.rules.get(rule).map(|rule| self.judge_named(rule, called)).unwrap_or_default();
        identify(found.iter_mut().collect(), &mut Names::new(&self.around.submission));
        for finding in &mut found {
            self.judgements.answer(finding, &self.around.submission, self.around.as_of);
        }
        in_order(&mut found);
        found
    }

    fn judge_named(&mut self, rule: &Rule, called: &str) -> Vec<Finding> {
        let submission = Arc::clone(&self.around.submission);
        let at = find_named(&submission, called).filter(|at| self.is_subject(rule, *at));
        if !rule.is_about_changes {
            return at.map(|at| self.judge_at(rule, at, None)).unwrap_or_default();
        }
        let Some(versions) = self.around.versions.clone() else { return Vec::new() };
        if let Some(at) = at {
            let before = versions.earlier(at).map(|before| submission.in_earlier(before));
            return self.judge_at(rule, at, Some(About::Change { before, after: Some(at) }));
        }
        // What is gone is found where it was.
        let gone = find_named(&versions.before, called).filter(|was| versions.later(*was).is_none());
        let Some(at) = gone.map(|was| submission.in_earlier(was)).filter(|at| self.is_subject(rule, *at)) else {
            return Vec::new();
        };
        self.judge_at(rule, at, Some(About::Change { before: Some(at), after: None }))
    }

    /// Whether a rule speaks about a node: its path leads there.
    fn is_subject(&self, rule: &Rule, at: NodeRef) -> bool {
        let submission = &self.around.submission;
        let Some(member) = submission.member(at.document) else { return false };
        let each = rule.each.iter().find(|each| each.kind.name() == member.kind.name());
        each.is_some_and(|each| each.path.leads_to(member.document.node(at.node)))
    }

    fn judge_at(&mut self, rule: &Rule, at: NodeRef, change: Option<About>) -> Vec<Finding> {
        judge_at(self.by, &mut self.around, rule, at, change).findings
    }
}

fn judge_at(by: Judge<'_>, around: &mut Surroundings, rule: &Rule, at: NodeRef, change: Option<About>) -> Judged {
    let (requirement, parameters) = asked(by.policy, rule);
    let (document, subject) = (at.document, Subject::Node(at.node));
    judge_on_demand(by, around, &Job { rule, requirement, parameters, document, subject, change })
}

/// Judges a job in surroundings whose outcomes are [on demand](Outcomes::on_demand).
pub(super) fn judge_on_demand(by: Judge<'_>, around: &mut Surroundings, job: &Job<'_>) -> Judged {
    loop {
        let judged = job.judge(by.host, around);
        let missed = around.outcomes.take_missed();
        if missed.is_empty() {
            return judged;
        }
        for (base, at) in missed {
            // A circle of rules is refused when they are read.
            let of_base = by.rules.get(&base).map(|base| judge_at(by, around, base, at, None));
            let word = of_base.as_ref().map_or(Outcome::Pass, Judged::outcome).word();
            let reads = of_base.map(|judged| judged.reads).unwrap_or_default();
            Arc::make_mut(&mut around.outcomes).insert(&base, at, word, reads);
        }
    }
}

/// The node of a name (see [`super::names`]).
fn find_named(submission: &Submission, name: &str) -> Option<NodeRef> {
    (0..).zip(submission.members()).find_map(|(document, member)| {
        let own = member.document.root().get("id").and_then(|id| id.as_written());
        let own = own.unwrap_or_else(|| member.document.path());
        let pointer = name.strip_prefix(member.kind.name())?.strip_prefix(':')?.strip_prefix(own)?;
        let node: NodeId = member.kind.identities().find(member.document.root(), pointer)?.id();
        Some(NodeRef { document, node })
    })
}
