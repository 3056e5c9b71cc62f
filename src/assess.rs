//! Judging: every rule of a policy on every subject of a submission.
//!
//! Pure: no input, no output, no clock; the date comes as an argument. Whatever happens inside
//! a rule becomes a finding, so that judging itself cannot fail.

mod change;
mod finding;
mod one;
mod unexamined;
mod well_formed;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::change::Versions;
use crate::document::Node;
use crate::policy::{Policy, Requirement, Severity};
use crate::rule::{About, Answer, Application, Each, Host, Parameters, Rule, SaidOutcome, Subject, Surroundings};
use crate::submission::{NodeRef, Reads, Submission};

pub use finding::{Finding, Outcome, PointsAt, names};
pub use one::{Judge, Trial};
pub use well_formed::{WELL_FORMED, page as well_formed_page};

/// All findings of one run, and what no rule read.
#[derive(Debug)]
pub struct Assessment {
    /// The findings, in the order of documents, places and rules.
    pub findings: Vec<Finding>,
    /// The outermost nodes of which no rule read anything, in the order of documents and places.
    pub unexamined: Vec<NodeRef>,
}

/// One rule to be applied to one subject.
struct Job<'r> {
    rule: &'r Rule,
    /// None for a rule that is judged only because another builds on it.
    requirement: Option<&'r Requirement>,
    parameters: Parameters,
    document: u32,
    subject: Subject,
    /// The two versions of the subject, for a rule about changes.
    change: Option<About>,
}

/// Judges a submission by a policy on a date.
///
/// Where the submission holds an earlier version beside it, `versions` says what became of that,
/// and rules about changes are judged too.
pub fn assess(submission: &Arc<Submission>, by: Judge<'_>, versions: Option<Arc<Versions>>) -> Assessment {
    let mut findings = well_formed::findings(submission);
    let mut reads = Vec::new();
    let mut around = Surroundings::new(submission, by.as_of);
    around.versions = versions;
    let rules = by.rules;
    let deepest = rules.rules().map(|rule| rules.level(&rule.id)).max().unwrap_or(0);
    for level in 0..=deepest {
        let of_level = rules.rules().filter(|rule| rules.level(&rule.id) == level);
        let jobs: Vec<Job<'_>> =
            of_level.flat_map(|rule| jobs_of_rule(&around, by.policy, rule, &mut findings)).collect();
        let judged: Vec<(Vec<Finding>, Reads)> =
            jobs.par_iter().with_min_len(8).map(|job| judge(job, by.host, &around)).collect();
        let known = Arc::make_mut(&mut around.outcomes);
        for (job, (found, reads)) in jobs.iter().zip(&judged).filter(|(job, _)| rules.is_base(&job.rule.id)) {
            if let Subject::Node(node) = job.subject {
                let worst = found.iter().map(|finding| finding.outcome).max().unwrap_or(Outcome::Pass);
                known.insert(&job.rule.id, NodeRef { document: job.document, node }, worst.word(), reads.clone());
            }
        }
        for (job, (found, read)) in jobs.iter().zip(judged) {
            reads.push(read);
            // A rule that only others build on is not told, unless it is broken.
            let is_told = |finding: &Finding| job.requirement.is_some() || finding.outcome == Outcome::Broken;
            findings.extend(found.into_iter().filter(is_told));
        }
    }
    finding::finish(&mut findings, submission);
    let unexamined = unexamined::find(submission, &reads);
    Assessment { findings, unexamined }
}

/// The jobs of a rule; one without any subject leaves a finding that says so.
fn jobs_of_rule<'r>(
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
fn asked<'p>(policy: &'p Policy, rule: &Rule) -> (Option<&'p Requirement>, Parameters) {
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

fn judge(job: &Job<'_>, host: &Host, around: &Surroundings) -> (Vec<Finding>, Reads) {
    let Job { rule, document, .. } = job;
    let requirement = job.requirement;
    let subject = match &job.subject {
        Subject::Node(node) => NodeRef { document: *document, node: *node },
        Subject::Unreadable(node, why) => {
            let at = NodeRef { document: *document, node: *node };
            return (vec![Finding::open(rule, requirement, at, at, why.clone(), Reads::default())], Reads::default());
        }
    };
    let about = job.change.unwrap_or(About::Subject(subject));
    let Application { answer, reads } = rule.apply(host, around, about, &job.parameters);
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
                finding.points_at = std::iter::once(PointsAt { at: said.at, note: None })
                    .chain(said.see.into_iter().map(|(at, note)| PointsAt { at, note: Some(note) }))
                    .collect();
                finding
            })
            .collect(),
        Answer::Unknown(unknown) => {
            vec![Finding::open(rule, requirement, subject, unknown.at, unknown.message, reads.clone())]
        }
        Answer::Broken(what) => {
            let message = format!("the rule could not be applied: {what}");
            vec![Finding::of(rule, requirement, subject, Outcome::Broken, message, reads.clone())]
        }
    };
    (findings, reads)
}

/// The severity of a rule in a policy; rules judged only for others have none.
fn severity_of(requirement: Option<&Requirement>) -> Severity {
    requirement.map_or(Severity::Note, |requirement| requirement.severity)
}

/// What a person calls a subject.
pub fn label_of(submission: &Submission, at: NodeRef) -> String {
    submission.member(at.document).map_or_else(String::new, |member| {
        let node: Node<'_> = member.document.node(at.node);
        member.kind.label(node)
    })
}
