//! All jobs of one run with what came of each, kept so that some can be judged again: on another
//! day, or with one thing otherwise.

use std::sync::Arc;

use chrono::NaiveDate;

use super::finding::{Finding, Names, Outcome, identify, in_order};
use super::job::{Job, Judged, jobs_of_rule};
use super::judgement::Judgements;
use super::one::Judge;
use super::{Assessment, rounds, unexamined, unloaded, well_formed};
use crate::change::Versions;
use crate::rule::{Catalogue, Outcomes, Surroundings};
use crate::submission::{NodeRef, Submission};

/// A submission that was judged, job by job.
pub struct Docket<'r> {
    pub(super) submission: Arc<Submission>,
    pub(super) by: Judge<'r>,
    pub(super) judgements: &'r Judgements,
    /// The surroundings with the outcomes of all rules that others build on.
    pub(super) around: Surroundings,
    /// The jobs by level: those of a level build on earlier levels only.
    pub(super) levels: Vec<Vec<(Job<'r>, Judged)>>,
    /// What was found of the submission itself, and rules that found no subject.
    others: Vec<Finding>,
}

impl<'r> Docket<'r> {
    /// Judges a submission by a policy on a date; what people have judged counts where it stands.
    pub fn judge(
        submission: &Arc<Submission>,
        by: Judge<'r>,
        versions: Option<Arc<Versions>>,
        judgements: &'r Judgements,
    ) -> Docket<'r> {
        let mut names = Names::new(submission);
        let mut others = well_formed::findings(submission);
        others.extend(unloaded::findings(by.policy, by.rules));
        identify(others.iter_mut().collect(), &mut names);
        let mut around = Surroundings::new(submission, by.as_of);
        around.versions = versions;
        let rules = by.rules;
        let mut levels = Vec::new();
        let deepest = rules.rules().map(|rule| rules.level(&rule.id)).max().unwrap_or(0);
        for level in 0..=deepest {
            let mut bare = Vec::new();
            let of_level = rules.rules().filter(|rule| rules.level(&rule.id) == level);
            let jobs: Vec<Job<'r>> =
                of_level.flat_map(|rule| jobs_of_rule(&around, by.policy, rule, &mut bare)).collect();
            let judged = rounds::judge(&jobs, by.host, &around);
            let mut level: Vec<(Job<'r>, Judged)> = jobs.into_iter().zip(judged).collect();
            let found = level.iter_mut().flat_map(|(_, judged)| &mut judged.findings);
            identify(found.chain(&mut bare).collect(), &mut names);
            for finding in level.iter_mut().flat_map(|(_, judged)| &mut judged.findings) {
                judgements.answer(finding, submission, by.as_of);
            }
            let known = Arc::make_mut(&mut around.outcomes);
            level.iter().for_each(|(job, judged)| note(known, rules, job, judged));
            others.append(&mut bare);
            levels.push(level);
        }
        Docket { submission: Arc::clone(submission), by, judgements, around, levels, others }
    }

    /// All findings, and what no rule read.
    pub fn into_assessment(self) -> Assessment {
        let mut findings = self.others;
        let mut reads = Vec::new();
        for (job, judged) in self.levels.into_iter().flatten() {
            reads.push(judged.reads);
            // A rule that only others build on is not told, unless it is broken.
            let is_told = |finding: &Finding| job.requirement.is_some() || finding.outcome == Outcome::Broken;
            findings.extend(judged.findings.into_iter().filter(is_told));
        }
        let mut of_judgements = self.judgements.findings(&findings, self.around.as_of);
        identify(of_judgements.iter_mut().collect(), &mut Names::new(&self.submission));
        findings.append(&mut of_judgements);
        in_order(&mut findings);
        let unexamined = unexamined::find(&self.submission, &reads);
        Assessment { findings, unexamined }
    }

    /// The date.
    pub fn as_of(&self) -> NaiveDate {
        self.around.as_of
    }

    /// The finding of an identity.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        let of_jobs = self.judged().flat_map(|(_, judged)| &judged.findings);
        self.others.iter().chain(of_jobs).find(|finding| finding.id == id)
    }

    /// All findings so far, in no order, those of rules that only others build on left out.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let told = self.judged().filter(|(job, _)| job.requirement.is_some());
        self.others.iter().chain(told.flat_map(|(_, judged)| &judged.findings))
    }

    /// All jobs with what came of them.
    pub(super) fn judged(&self) -> impl Iterator<Item = &(Job<'r>, Judged)> {
        self.levels.iter().flatten()
    }

    /// The job that a finding came from.
    pub(super) fn job_of(&self, rule: &str, subject: NodeRef) -> Option<&(Job<'r>, Judged)> {
        self.judged().find(|(job, _)| job.rule.id == rule && job.subject() == Some(subject))
    }
}

/// Notes an outcome for the rules that build on it.
pub(super) fn note(known: &mut Outcomes, rules: &Catalogue, job: &Job<'_>, judged: &Judged) {
    if let (Some(subject), true) = (job.subject(), rules.is_base(&job.rule.id)) {
        known.insert(&job.rule.id, subject, judged.outcome().word(), judged.reads.clone());
    }
}
