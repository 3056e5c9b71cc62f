//! The report as data: everything that a form shows, with every place made concrete.
//!
//! All forms are made from this one value; a form adds nothing and hides nothing.

mod applied;
pub mod cases;
mod causes;
pub mod comparison;
pub mod csv;
pub mod forecast;
pub mod html;
pub mod human;
pub mod json;
pub mod junit;
pub mod lines;
pub mod markdown;
pub mod page;
mod placed;
pub mod sarif;
mod witness;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

pub(crate) use placed::{place, visible_span};

use crate::assess::{self, Assessment, Finding, Outcome, PointsAt, Witness};
use crate::document::Node;
use crate::gate::{Verdict, verdict};
use crate::place::Spot;
use crate::policy::{Policy, Severity};
use crate::rule::{Catalogue, Page};
use crate::submission::{NodeRef, Search, Submission};

/// The fields that say who answers for a part of a document, the nearest first.
const OWNERS: [&str; 5] = ["lead", "lead_body", "organisation", "body", "accountable_body"];

/// One run, told.
pub struct Report {
    /// The date of the assessment.
    pub as_of: NaiveDate,
    /// What it comes to.
    pub verdict: Verdict,
    /// The least severity that blocks.
    pub fail_on: Severity,
    /// The project's settings, if a file was found.
    pub settings: Option<SourceFile>,
    /// The documents that were judged.
    pub documents: Vec<JudgedDocument>,
    /// Whether anybody named a policy; if not, the built-in one judged.
    pub policy_was_named: bool,
    /// The policies, the extended ones first.
    pub policies: Vec<JudgingPolicy>,
    /// The rules that were applied.
    pub rules: Vec<AppliedRule>,
    /// How many findings of each outcome.
    pub counts: BTreeMap<Outcome, usize>,
    /// The findings, in the order of documents, places and rules.
    pub findings: Vec<Finding>,
    /// The outermost places of which no rule read anything.
    pub unexamined: Vec<Place>,
    /// The file of judgements, if there is one.
    pub judgements: Option<SourceFile>,
    /// What trials say of the passes, where they were asked for.
    pub witness: Option<Witness>,
    /// Files beside the documents that were not read, with the reason.
    pub skipped: Vec<SkippedFile>,
    /// The documents themselves, for excerpts.
    pub submission: Arc<Submission>,
    /// What comes from what.
    causes: causes::Causes,
}

/// A file with its digest.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl SourceFile {
    /// A file with the digest of its text.
    pub fn new(path: &str, text: &str) -> SourceFile {
        SourceFile { path: path.to_owned(), sha256: digest(text) }
    }
}

/// A file that was not read.
#[derive(Debug, Clone)]
pub struct SkippedFile {
    /// The path.
    pub path: String,
    /// Why.
    pub reason: String,
    /// Whether it is of a type that papers come in, so that its absence may change the verdict.
    pub may_be_a_paper: bool,
}

/// A document that was judged.
#[derive(Debug, Clone)]
pub struct JudgedDocument {
    /// The path.
    pub path: String,
    /// The kind.
    pub kind: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What a reader should know of the file, such as hidden sheets.
    pub notices: Vec<String>,
}

/// A policy that judged.
#[derive(Debug, Clone)]
pub struct JudgingPolicy {
    /// The identity.
    pub id: String,
    /// The title.
    pub title: String,
    /// The file.
    pub file: SourceFile,
}

/// A rule that was applied.
#[derive(Debug, Clone)]
pub struct AppliedRule {
    /// The identity.
    pub id: String,
    /// Its documentation.
    pub page: Page,
    /// SHA-256 of its file, in hexadecimal; none for the built-in rule.
    pub sha256: Option<String>,
}

/// A place in a document, made concrete.
#[derive(Debug, Clone)]
pub struct Place {
    /// The node.
    pub at: NodeRef,
    /// The document's path.
    pub path: String,
    /// The JSON Pointer.
    pub pointer: String,
    /// Where it stands.
    pub spot: Spot,
    /// What stands there, as printed.
    pub text: String,
    /// What is to be seen there; none for the place of the fault itself.
    pub note: Option<String>,
}

/// One thing that a finding rests on.
#[derive(Debug, Clone)]
pub struct Evidence<'r> {
    /// The document's path.
    pub path: &'r str,
    /// The JSON Pointer.
    pub pointer: String,
    /// Where it stands.
    pub spot: Spot,
    /// What was read; none where a field was asked for and is not there.
    pub value: Option<String>,
}

/// A finding with concrete places.
#[derive(Clone)]
pub struct ToldFinding<'r> {
    /// The finding as judged.
    pub finding: &'r Finding,
    /// What a person calls the subject.
    pub label: String,
    /// The subject's place; none where the submission as a whole is meant.
    pub subject: Option<Place>,
    /// Where to look, the place of the fault first.
    pub places: Vec<Place>,
    /// The searches that it rests on, in order.
    pub searched: &'r [Arc<Search>],
    /// Who answers for the subject, as the record says: a post, or a body.
    pub owner: Option<String>,
    submission: &'r Submission,
    /// The findings that come from this one, which people are told beside it.
    pub following: Vec<&'r Finding>,
    /// The identity of the finding that this one comes from.
    pub because: Option<&'r str>,
}

/// What a report needs beside the assessment.
#[derive(Clone)]
pub struct Setting<'a> {
    /// Whether anybody named a policy.
    pub policy_was_named: bool,
    /// The policy that judged.
    pub policy: &'a Policy,
    /// The rules.
    pub rules: &'a Catalogue,
    /// The date.
    pub as_of: NaiveDate,
    /// The least severity that blocks.
    pub fail_on: Severity,
    /// The settings file.
    pub settings: Option<SourceFile>,
    /// The file of judgements.
    pub judgements: Option<SourceFile>,
    /// Files that were not read.
    pub skipped: Vec<SkippedFile>,
    /// What trials say of the passes, where they were asked for.
    pub witness: Option<Witness>,
}

impl ToldFinding<'_> {
    /// What it rests on, in the order of reading; made when a form asks, since most forms do not show it.
    pub fn evidence(&self) -> impl Iterator<Item = Evidence<'_>> {
        self.finding.evidence.iter().filter_map(|read| placed::evidence(self.submission, read))
    }

    /// What was found, with what it was found of where the message does not say it.
    pub fn said(&self) -> String {
        match self.followed_by() {
            Some(others) => format!("{} ({others})", self.alone()),
            None => self.alone(),
        }
    }

    /// The same without what comes from it.
    fn alone(&self) -> String {
        let message = &self.finding.message;
        if message.contains(&self.label) { message.clone() } else { format!("{}: {message}", self.label) }
    }
}

impl Report {
    /// Tells an assessment.
    pub fn new(submission: &Arc<Submission>, assessment: Assessment, setting: Setting<'_>) -> Report {
        let verdict = verdict(&assessment.findings, setting.fail_on);
        let mut counts: BTreeMap<Outcome, usize> = Outcome::ALL.into_iter().map(|outcome| (outcome, 0)).collect();
        for finding in &assessment.findings {
            *counts.entry(finding.outcome).or_default() += 1;
        }
        let documents = submission.members().iter().map(|member| JudgedDocument {
            path: member.document.path().to_owned(),
            kind: member.kind.name().to_owned(),
            sha256: member.document.sha256(),
            notices: member.document.notices().to_vec(),
        });
        let policies = setting.policy.files.iter().map(|file| JudgingPolicy {
            id: file.id.clone(),
            title: file.title.clone(),
            file: SourceFile::new(&file.path, &file.text),
        });
        let rules = applied::rules(&assessment, &setting);
        let causes = causes::Causes::among(&assessment.findings, submission);
        Report {
            as_of: setting.as_of,
            verdict,
            fail_on: setting.fail_on,
            settings: setting.settings,
            documents: documents.collect(),
            policy_was_named: setting.policy_was_named,
            policies: policies.collect(),
            rules,
            counts,
            findings: assessment.findings,
            unexamined: assessment.unexamined.iter().filter_map(|at| place(submission, *at, None)).collect(),
            judgements: setting.judgements,
            witness: setting.witness,
            skipped: setting.skipped,
            submission: Arc::clone(submission),
            causes,
        }
    }

    /// A finding with concrete places: made when a form asks, since there are many of them and a
    /// form shows each once.
    pub fn tell<'r>(&'r self, finding: &'r Finding) -> ToldFinding<'r> {
        let submission = &self.submission;
        let label = finding.subject.map_or_else(|| "the submission".to_owned(), |at| assess::label_of(submission, at));
        let place_of = |points: &PointsAt| place(submission, points.at, points.note.clone());
        ToldFinding {
            finding,
            label,
            subject: finding.subject.and_then(|at| place(submission, at, None)),
            places: {
                let mut places: Vec<Place> = finding.points_at.iter().filter_map(place_of).collect();
                if let (Some(first), Some(spot)) = (places.first_mut(), placed::empty_cell_of(submission, finding)) {
                    first.spot = spot;
                    first.text = String::new();
                }
                places
            },
            searched: finding.evidence.searches(),
            owner: finding.subject.and_then(|at| owner(submission, at)),
            submission,
            following: self.following(finding),
            because: self.causes.of(finding),
        }
    }

    /// The findings that need somebody, told, the most severe first; within a severity what could not
    /// be applied, what is not met, what cannot be decided, what a person must judge. What comes from
    /// another of them is told with that one.
    pub fn to_act_on(&self) -> impl Iterator<Item = ToldFinding<'_>> {
        let rank = |outcome: Outcome| match outcome {
            Outcome::Broken => 0,
            Outcome::Fail => 1,
            Outcome::Open => 2,
            _ => 3,
        };
        let is_told = |one: &&Finding| one.needs_somebody() && !self.is_told_beside_its_cause(one);
        let mut found: Vec<&Finding> = self.findings.iter().filter(is_told).collect();
        found.sort_by_key(|finding| {
            (finding.outcome != Outcome::Broken, finding.severity, rank(finding.outcome), !finding.first)
        });
        found.into_iter().map(|finding| self.tell(finding))
    }

    /// The findings of an outcome, told: those to be seen first, then the others, in their order. What
    /// comes from another finding is among them.
    pub fn told(&self, outcome: Outcome) -> impl Iterator<Item = ToldFinding<'_>> {
        let mut found: Vec<&Finding> =
            self.findings.iter().filter(|one| one.outcome == outcome && one.excuse.is_none()).collect();
        found.sort_by_key(|finding| !finding.first);
        found.into_iter().map(|finding| self.tell(finding))
    }

    /// The findings that do not count against the gate, told in their order.
    pub fn excused(&self) -> impl Iterator<Item = ToldFinding<'_>> {
        self.findings.iter().filter(|finding| finding.excuse.is_some()).map(|finding| self.tell(finding))
    }

    /// What a reader should know of the files, such as hidden rows, or that a Word file was not read:
    /// each with the path.
    pub fn notices(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let told = self.documents.iter().flat_map(|document| document.notices.iter().map(move |told| (document, told)));
        let told = told.map(|(document, notice)| (document.path.as_str(), Cow::Borrowed(notice.as_str())));
        let papers = self.skipped.iter().filter(|file| file.may_be_a_paper);
        told.chain(papers.map(|file| (file.path.as_str(), Cow::Owned(format!("not read: {}", file.reason)))))
    }

    /// How many findings have an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.counts.get(&outcome).copied().unwrap_or(0)
    }
}

/// Who answers for a node, as the record says: the nearest lead, or else the body of the document.
fn owner(submission: &Submission, at: NodeRef) -> Option<String> {
    let mut above = submission.node(at);
    while let Some(node) = above {
        let named = OWNERS.iter().find_map(|name| node.get(name).and_then(Node::as_text));
        if let Some(owner) = named.filter(|owner| !owner.trim().is_empty()) {
            return Some(owner.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        above = node.parent();
    }
    None
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
