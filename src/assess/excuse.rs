//! What does not count against the gate though it is found: what is waived, and what was known
//! when the tool was adopted. It stays visible.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::finding::{Finding, Names, Outcome, PointsAt, identify, in_order};
use super::well_formed::WELL_FORMED;
use super::{Assessment, label_of};
use crate::document::Node;
use crate::policy::Severity;
use crate::problem::Problems;
use crate::rule::Page;
use crate::submission::{NodeRef, Reads, Submission};
use crate::table::Table;

/// The kind of a file of waivers.
pub const WAIVERS: &str = "waivers";

/// The identity of the built-in rule about waivers and known findings that are of no use.
pub const IS_USED: &str = "excuse/is-used";

/// Why a finding does not count against the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Excuse {
    /// A waiver holds.
    Waived(Arc<Waiver>),
    /// It was known when the baseline was drawn.
    Known,
}

/// A waiver as reports tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Its reference.
    pub id: String,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approver: String,
    /// Its last day, as written.
    pub expires: String,
}

impl std::fmt::Display for Excuse {
    /// Why, in a sentence without its full stop.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Excuse::Waived(waiver) => {
                let Waiver { id, reason, approver, expires } = waiver.as_ref();
                write!(formatter, "Waiver {id}, approved by {approver}, until {expires}: {reason}")
            }
            Excuse::Known => formatter.write_str("Known when the baseline was drawn"),
        }
    }
}

/// The findings that were known when the tool was adopted, by identity.
#[derive(Debug, Default)]
pub struct Baseline {
    /// The file; empty where there is none.
    file: String,
    known: Vec<String>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// What is no TOML, or no baseline, with its place.
    pub fn read(file: &str, text: &Arc<str>) -> Result<Baseline, Problems> {
        let known = Table::read_file(file, text, |table| {
            table.tables("known", |entry| {
                let (finding, _) = entry.required_text("finding", "the twelve letters and figures of the finding");
                // For people who read the file; nothing rests on these.
                ["rule", "of", "message"].into_iter().for_each(|key| drop(entry.text(key)));
                finding
            })
        })?;
        Ok(Baseline { file: file.to_owned(), known })
    }

    /// The identities, in the order of the file.
    pub fn known(&self) -> &[String] {
        &self.known
    }
}

/// The documentation of the built-in rule.
pub fn page() -> Page {
    let text = str::to_owned;
    Page {
        proposition: text("Every waiver and every known finding is of something that is found."),
        why: text("What excuses nothing is forgotten, and one day excuses what nobody thought of."),
        applies: text("A waiver that is in order, and an entry of a baseline."),
        passes: text("What it is of is found."),
        fails: text("What it is of is not found, or not any more."),
        remedy: text("Take it out; `quorate baseline` does so for known findings."),
    }
}

impl Finding {
    /// Whether somebody has to do something about it: excused findings can wait.
    pub fn needs_somebody(&self) -> bool {
        self.outcome.needs_somebody() && self.excuse.is_none()
    }
}

impl Assessment {
    /// Excuses what is waived in the submission, and what the baseline knows; tells what of these is
    /// of no use.
    pub fn excuse(&mut self, submission: &Submission, baseline: &Baseline) {
        let mut unused = self.waive(submission);
        let found: BTreeSet<&str> =
            self.findings.iter().filter(|one| one.outcome.needs_somebody()).map(|one| one.id.as_str()).collect();
        let gone = baseline.known.iter().filter(|id| !found.contains(id.as_str())).map(|id| {
            let message = format!("{}: finding {id} is known there, and does not occur any more", baseline.file);
            of_no_use(message, None, Severity::Note)
        });
        unused.extend(gone);
        let known: BTreeSet<&str> = baseline.known.iter().map(String::as_str).collect();
        for finding in self.findings.iter_mut().filter(|finding| finding.needs_somebody()) {
            // A rule that is broken says nothing that could be known.
            if finding.outcome != Outcome::Broken && known.contains(finding.id.as_str()) {
                finding.excuse = Some(Excuse::Known);
            }
        }
        if !unused.is_empty() {
            identify(unused.iter_mut().collect(), &mut Names::new(submission));
            self.findings.append(&mut unused);
            in_order(&mut self.findings);
        }
    }

    fn waive(&mut self, submission: &Submission) -> Vec<Finding> {
        let mut unused = Vec::new();
        for root in submission.of_kind(WAIVERS) {
            let waivers = submission.node(root).and_then(|node| node.get("waiver"));
            for node in waivers.into_iter().flat_map(Node::children) {
                let at = NodeRef { document: root.document, node: node.id() };
                if !self.holds(submission, at) {
                    continue;
                }
                let text = |field: &str| node.get(field).and_then(Node::as_written).unwrap_or_default().to_owned();
                let waiver = Arc::new(Waiver {
                    id: text("id"),
                    reason: text("reason"),
                    approver: text("approver"),
                    expires: text("expires"),
                });
                let (rule, subject, document) = (text("rule"), text("subject"), text("document"));
                let mut is_used = false;
                for finding in self.findings.iter_mut().filter(|finding| finding.rule == rule) {
                    if !finding.needs_somebody() || finding.outcome == Outcome::Broken {
                        continue;
                    }
                    if is_of(finding, submission, &subject, &document) {
                        finding.excuse = Some(Excuse::Waived(Arc::clone(&waiver)));
                        is_used = true;
                    }
                }
                if !is_used {
                    let message =
                        format!("waiver {} waives nothing: {rule} finds nothing against \"{subject}\"", waiver.id);
                    unused.push(of_no_use(message, Some(at), Severity::Should));
                }
            }
        }
        unused
    }

    /// Whether a waiver was held against the rules on waivers, and nothing that is a duty is against it.
    fn holds(&self, submission: &Submission, waiver: NodeRef) -> bool {
        let is_within = |at: NodeRef| {
            let node = submission.node(at).filter(|_| at.document == waiver.document);
            let mut above = std::iter::successors(node, |node| node.parent());
            above.any(|node| node.id() == waiver.node)
        };
        let own = || self.findings.iter().filter(|one| one.subject.is_some_and(is_within));
        let was_judged = own().any(|one| one.rule.starts_with("waiver/") && one.outcome != Outcome::NotApplicable);
        let is_against =
            |one: &Finding| one.outcome.needs_somebody() && (one.severity == Severity::Must || one.rule == WELL_FORMED);
        was_judged && !own().any(is_against)
    }
}

/// Whether a finding is of what a waiver names; the name is the label that reports show.
fn is_of(finding: &Finding, submission: &Submission, subject: &str, document: &str) -> bool {
    let Some(at) = finding.subject else { return false };
    let plain = crate::wording::plain;
    let is_document = document.is_empty()
        || submission.member(at.document).is_some_and(|member| {
            let id = member.document.root().get("id").and_then(Node::as_written);
            id == Some(document) || member.document.path() == document
        });
    is_document && plain(&label_of(submission, at)) == plain(subject)
}

fn of_no_use(message: String, at: Option<NodeRef>, severity: Severity) -> Finding {
    Finding {
        id: String::new(),
        rule: IS_USED.to_owned(),
        outcome: Outcome::Fail,
        severity,
        subject: at,
        message,
        clause: "Exceptions are of something that is found".to_owned(),
        remedy: page().remedy,
        points_at: at.map(|at| PointsAt { at, note: None }).into_iter().collect(),
        first: false,
        because: None,
        evidence: Reads::default(),
        judged: None,
        excuse: None,
    }
}
