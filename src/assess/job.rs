//! One rule to be applied to one subject, and what came of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::change;
use super::finding::{Finding, Outcome, PointsAt};
use crate::policy::{Policy, Requirement};
use crate::rule::{About, Answer, Application, Each, Host, Parameters, Rule, SaidOutcome, Subject, Surroundings};
use crate::submission::{NodeRef, Reads};

/// One rule to be applied to one subject.
pub(super) struct Job<'r> {
    pub(super) rule: &'r Rule,
    /// None for a rule that is judged only because another builds on it.
    pub(super) requirement: Option<&'r Requirement>,
    pub(super) parameters: Parameters,
    pub(super) document: u32,
    pub(super) subject: Subject,
    /// The two versions of the subject, for a rule about changes.
    pub(super) change: Option<About>,
}

/// What came of a job.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) findings: Vec<Finding>,
    pub(super) reads: Reads,
    /// The first later day on which it may be otherwise with no edit at all.
    pub(super) turn: Option<NaiveDate>,
    /// The outcomes of other rules that it rests on.
    pub(super) outcomes: Vec<(String, NodeRef)>,
    /// The steps of the script that it took.
    pub(super) steps: u64,
    /// Whether the rule went beyond what it may take.
    pub(super) is_stopped: bool,
}

impl Judged {
    /// Of a finding that rests on no script.
    fn without_script(finding: Finding) -> Judged {
        let findings = vec![finding];
        Judged { findings, reads: Reads::default(), turn: None, outcomes: Vec::new(), steps: 0, is_stopped: false }
    }

    /// The worst of its outcomes: what a rule that builds on it sees.
    pub(super) fn outcome(&self) -> Outcome {
        self.findings.iter().map(|finding| finding.outcome).max().unwrap_or(Outcome::Pass)
    }
}

impl Job<'_> {
    /// The subject; none where it cannot be read.
    pub(super) fn subject(&self) -> Option<NodeRef> {
        match self.subject {
            Subject::Node(node) => Some(NodeRef { document: self.document, node }),
            Subject::Unreadable(..) => None,
        }
    }

    /// What the rule is applied to, at a subject.
    pub(super) fn about(&self, subject: NodeRef) -> About {
        self.change.unwrap_or(About::Subject(subject))
    }

    /// The rule is not applied, for a reason.
    pub(super) fn not_tried(&self, why: &str) -> Judged {
        let message = format!("the rule could not be applied: {why}");
        let outcome = Outcome::Broken;
        let subject = self.subject();
        Judged::without_script(Finding::of(self.rule, self.requirement, subject, outcome, message, Reads::default()))
    }

    /// Applies the rule.
    pub(super) fn judge(&self, host: &Host, around: &Surroundings) -> Judged {
        judge(self, host, around)
    }
}

/// The jobs of a rule; one without any subject leaves a finding that says so.
pub(super) fn jobs_of_rule<'r>(
    around: &Surroundings,
    policy: &'r Policy,
    rule: &'r Rule,
    findings: &mut Vec<Finding>,
) -> Vec<Job<'r>> {
    let submission = &around.submission;
    let (requirement, parameters) = asked(policy, rule);
    let job = |document, subject, change| Job {
        rule,
        requirement,
        parameters: parameters.clone(),
        document,
        subject,
        change,
    };
    if rule.is_about_changes {
        // Without an earlier version there is nothing to say, and nothing is said.
        let versions = around.versions.as_deref();
        let changes = versions.into_iter().flat_map(|versions| change::subjects(versions, submission, rule));
        return changes.map(|(at, about)| job(at.document, Subject::Node(at.node), Some(about))).collect();
    }
    let mut jobs = Vec::new();
    let mut documents = 0;
    for (root, Each { kind, path }) in
        rule.each.iter().flat_map(|each| submission.of_kind(each.kind.name()).map(move |root| (root, each)))
    {
        documents += 1;
        let Some(node) = submission.node(root) else { continue };
        let subjects = path.subjects(node, kind.shape());
        if let (true, Some(requirement)) = (subjects.is_empty(), requirement) {
            findings.push(nothing_to_judge(rule, requirement, Some(root), not_here(rule)));
        }
        jobs.extend(subjects.into_iter().map(|subject| job(root.document, subject, None)));
    }
    if let (0, Some(requirement)) = (documents, requirement) {
        let message = format!("the submission holds no document of the kind {}", rule.kinds());
        findings.push(nothing_to_judge(rule, requirement, None, message));
    }
    jobs
}

/// What a policy asks by a rule, and with which parameters.
pub(super) fn asked<'p>(policy: &'p Policy, rule: &Rule) -> (Option<&'p Requirement>, Parameters) {
    let requirement = policy.requirements.iter().find(|requirement| requirement.rule == rule.id);
    // Where no policy names a rule that others build on, its parameters are as it declares them.
    let set = requirement.map(|requirement| &requirement.parameters).or_else(|| policy.bases.get(&rule.id));
    (requirement, set.cloned().unwrap_or_else(|| Parameters::new(&rule.parameters, &BTreeMap::new())))
}

/// A rule of the policy that found no subject is told too.
fn nothing_to_judge(rule: &Rule, requirement: &Requirement, root: Option<NodeRef>, message: String) -> Finding {
    Finding::of(rule, Some(requirement), root, Outcome::NotApplicable, message, Reads::default())
}

fn not_here(rule: &Rule) -> String {
    let mut letters = rule.page.applies.trim_end_matches('.').chars();
    let start = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    format!("nothing here that the rule speaks about: {start}{}", letters.as_str())
}

fn judge(job: &Job<'_>, host: &Host, around: &Surroundings) -> Judged {
    let Job { rule, document, .. } = job;
    let requirement = job.requirement;
    let subject = match &job.subject {
        Subject::Node(node) => NodeRef { document: *document, node: *node },
        Subject::Unreadable(node, why) => {
            let at = NodeRef { document: *document, node: *node };
            return Judged::without_script(Finding::open(rule, requirement, at, at, why.clone(), Reads::default()));
        }
    };
    let Application { answer, reads, turn, outcomes, steps, .. } =
        rule.apply(host, around, job.about(subject), &job.parameters);
    let is_stopped = matches!(answer, Answer::Stopped(_));
    let findings = match answer {
        Answer::NotApplicable(reason) => {
            let reason = reason.unwrap_or_else(|| not_here(rule));
            vec![Finding::of(rule, requirement, subject, Outcome::NotApplicable, reason, reads.clone())]
        }
        Answer::Said(said) if said.is_empty() => {
            vec![Finding::of(
                rule,
                requirement,
                subject,
                Outcome::Pass,
                rule.page.proposition.trim_end_matches('.').to_owned(),
                reads.clone(),
            )]
        }
        Answer::Said(said) => said
            .into_iter()
            .map(|said| {
                let outcome = match said.outcome {
                    SaidOutcome::Fail => Outcome::Fail,
                    SaidOutcome::Open => Outcome::Open,
                    SaidOutcome::Review => Outcome::Review,
                };
                let mut finding = Finding::of(rule, requirement, subject, outcome, said.message, reads.clone());
                if let Some(clause) = said.clause {
                    finding.clause = clause;
                }
                finding.first = said.first;
                finding.because = said.because;
                finding.points_at = std::iter::once(PointsAt { at: said.at, note: None })
                    .chain(said.see.into_iter().map(|(at, note)| PointsAt { at, note: Some(note) }))
                    .collect();
                finding
            })
            .collect(),
        Answer::Unknown(unknown) => {
            vec![Finding::open(rule, requirement, subject, unknown.at, unknown.message, reads.clone())]
        }
        Answer::Broken(what) | Answer::Stopped(what) => {
            let message = format!("the rule could not be applied: {what}");
            vec![Finding::of(rule, requirement, subject, Outcome::Broken, message, reads.clone())]
        }
    };
    Judged { findings, reads, turn, outcomes, steps, is_stopped }
}
