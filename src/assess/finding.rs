//! One rule on one subject: what came of it, why, where, and what it rests on.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::excuse::Excuse;
use super::judgement::Answered;
use super::severity_of;
use crate::policy::{Requirement, Severity};
use crate::rule::{Cause, Rule};
use crate::schema::Identities;
use crate::submission::{NodeRef, Reads, Submission};

/// What came of one rule on one subject; the later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The rule has nothing to say of the subject.
    NotApplicable,
    /// The requirement is met.
    Pass,
    /// A person must judge.
    Review,
    /// The record does not let anyone decide.
    Open,
    /// The requirement is not met.
    Fail,
    /// The rule itself failed.
    Broken,
}

impl Outcome {
    /// All outcomes, in the order in which people read them.
    pub const ALL: [Outcome; 6] =
        [Outcome::Pass, Outcome::Fail, Outcome::Open, Outcome::Review, Outcome::NotApplicable, Outcome::Broken];

    /// The word that scripts and reports use.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::Open => "open",
            Outcome::Review => "review",
            Outcome::NotApplicable => "not-applicable",
            Outcome::Broken => "broken",
        }
    }

    /// What a person reads in a list: `not met`, `cannot be decided`.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Pass => "met",
            Outcome::Fail => "not met",
            Outcome::Open => "cannot be decided",
            Outcome::Review => "for a person to judge",
            Outcome::NotApplicable => "does not apply",
            Outcome::Broken => "could not be applied",
        }
    }

    /// Whether somebody has to do something about it.
    pub fn needs_somebody(self) -> bool {
        !matches!(self, Outcome::Pass | Outcome::NotApplicable)
    }
}

/// A place that a finding points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsAt {
    /// The node.
    pub at: NodeRef,
    /// What is to be seen there; none for the place of the fault itself.
    pub note: Option<String>,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Stable across runs and line moves; empty until the assessment is complete.
    pub id: String,
    /// The rule's identity.
    pub rule: String,
    /// What came of it.
    pub outcome: Outcome,
    /// How severe it is when the requirement is not met.
    pub severity: Severity,
    /// The subject; none where the submission as a whole is meant.
    pub subject: Option<NodeRef>,
    /// What is the matter, or what holds: one line, no full stop.
    pub message: String,
    /// The clause that the requirement comes from.
    pub clause: String,
    /// What to do; empty where nothing is to be done.
    pub remedy: String,
    /// Where to look, the place of the fault first.
    pub points_at: Vec<PointsAt>,
    /// Whether people are shown it before others of its outcome.
    pub first: bool,
    /// What it comes from, where the rule says that another finding tells it; see [`super::cause`].
    pub because: Option<Cause>,
    /// What it rests on: everything that was read, in order.
    pub evidence: Reads,
    /// What a person judged of it, whether that stands or not.
    pub judged: Option<Answered>,
    /// Why it does not count against the gate, where it does not.
    pub excuse: Option<Excuse>,
}

impl Finding {
    pub(super) fn of(
        rule: &Rule,
        requirement: Option<&Requirement>,
        subject: impl Into<Option<NodeRef>>,
        outcome: Outcome,
        message: String,
        evidence: Reads,
    ) -> Finding {
        let remedy = match outcome {
            Outcome::Pass | Outcome::NotApplicable => String::new(),
            Outcome::Broken => "Tell whoever maintains the rule; until it is mended, check this by hand.".to_owned(),
            Outcome::Fail | Outcome::Open | Outcome::Review => rule.page.remedy.clone(),
        };
        let subject = subject.into();
        Finding {
            id: String::new(),
            rule: rule.id.clone(),
            outcome,
            severity: severity_of(requirement),
            subject,
            message: on_one_line(&message),
            clause: requirement.map_or_else(|| rule.source.clone(), |requirement| requirement.clause.clone()),
            remedy,
            points_at: subject.map(|at| PointsAt { at, note: None }).into_iter().collect(),
            first: false,
            because: None,
            evidence,
            judged: None,
            excuse: None,
        }
    }

    pub(super) fn open(
        rule: &Rule,
        requirement: Option<&Requirement>,
        subject: NodeRef,
        at: NodeRef,
        message: String,
        evidence: Reads,
    ) -> Finding {
        let mut finding = Finding::of(rule, requirement, subject, Outcome::Open, message, evidence);
        finding.remedy = "Complete or correct the record at this place; until then nobody can decide this.".to_owned();
        finding.points_at = vec![PointsAt { at, note: None }];
        finding
    }

    /// Where the finding stands among the others: its place, or its subject, or the end.
    fn sort_key(&self) -> (u32, usize, &str, &str) {
        let place = self.points_at.first().map(|points| points.at).or(self.subject);
        let (document, node) = place.map_or((u32::MAX, 0), |at| (at.document, at.node.index()));
        (document, node, &self.rule, &self.message)
    }
}

/// A message is one line, even where it quotes a text of several.
fn on_one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sorts findings by document, place and rule.
pub(super) fn in_order(findings: &mut [Finding]) {
    findings.par_sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
}

/// Gives findings, all those of each of their rules, their identities: rule, document, subject and
/// place, by what they are called and not by where they stand.
pub(super) fn identify(mut findings: Vec<&mut Finding>, names: &mut Names<'_>) {
    findings.par_sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
    let named = |finding: &&mut Finding| {
        let subject = finding.subject.map(|at| names.of(at)).unwrap_or_default();
        (subject, finding.points_at.first().map(|points| names.of(points.at)).unwrap_or_default())
    };
    let named: Vec<(Arc<str>, Arc<str>)> = findings.iter().map(named).collect();
    let digest = |(finding, (subject, place)): (&&mut Finding, &(Arc<str>, Arc<str>))| {
        Sha256::new_with_prefix(format!("{}\n{subject}\n{place}", finding.rule))
    };
    let digests: Vec<Sha256> = findings.par_iter().zip(&named).map(digest).collect();
    let mut seen: HashMap<_, usize> = HashMap::new();
    for (finding, digest) in findings.into_iter().zip(digests) {
        let again = seen.entry(digest.clone().finalize()).and_modify(|count| *count += 1).or_insert(0);
        let digest = digest.chain_update(format!("\n{again}")).finalize();
        let number = digest.iter().take(6).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        finding.id = format!("{number:012x}");
    }
}

/// What some nodes are called across runs: the kind and the identity of the document, and the
/// identities of the items on the way.
pub fn names(submission: &Submission, nodes: impl Iterator<Item = NodeRef>) -> Vec<Arc<str>> {
    let mut names = Names::new(submission);
    nodes.map(|at| names.of(at)).collect()
}

/// What nodes are called across runs: their document's kind and identity, and the identities of
/// the items on their way.
pub(super) struct Names<'s> {
    submission: &'s Submission,
    identities: Vec<Identities<'s>>,
    /// Most nodes are the subject and the place of several findings.
    known: HashMap<NodeRef, Arc<str>>,
}

impl<'s> Names<'s> {
    pub(super) fn new(submission: &'s Submission) -> Self {
        let identities = submission.with_earlier_members().iter().map(|member| member.kind.identities()).collect();
        Names { submission, identities, known: HashMap::new() }
    }

    pub(super) fn of(&mut self, at: NodeRef) -> Arc<str> {
        if let Some(known) = self.known.get(&at) {
            return Arc::clone(known);
        }
        let name: Arc<str> = self.name(at).into();
        self.known.insert(at, Arc::clone(&name));
        name
    }

    fn name(&mut self, at: NodeRef) -> String {
        let (Some(member), Some(identities)) =
            (self.submission.member(at.document), self.identities.get_mut(at.document as usize))
        else {
            return String::new();
        };
        let own = member.document.root().get("id").and_then(|id| id.as_written());
        let name = own.unwrap_or_else(|| member.document.path());
        format!("{}:{name}{}", member.kind.name(), identities.of(member.document.node(at.node)))
    }
}
