//! What people judged of reviews: each bound to what it rested on, so that it lapses when that changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::finding::{Finding, Outcome};
use crate::document::{Node, Value};
use crate::policy::Severity;
use crate::problem::Problems;
use crate::rule::Page;
use crate::submission::{Reads, Submission};
use crate::table::Table;

/// The identity of the built-in rule about judgements themselves.
pub const IN_ORDER: &str = "judgement/is-in-order";

/// How far what is cited bears a claim out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// It does: the requirement counts as met.
    Supported,
    /// It does in part: the requirement counts as not met.
    Partly,
    /// It does not: the requirement counts as not met.
    NotSupported,
}

impl Support {
    /// All, in the order in which people choose.
    pub const ALL: [Support; 3] = [Support::Supported, Support::Partly, Support::NotSupported];

    /// The word that files and commands use.
    pub fn word(self) -> &'static str {
        match self {
            Support::Supported => "supported",
            Support::Partly => "partly",
            Support::NotSupported => "not-supported",
        }
    }

    /// What a person reads.
    pub fn words(self) -> &'static str {
        match self {
            Support::Supported => "supported",
            Support::Partly => "partly supported",
            Support::NotSupported => "not supported",
        }
    }

    /// What the review counts as.
    fn counts_as(self) -> Outcome {
        if self == Support::Supported { Outcome::Pass } else { Outcome::Fail }
    }
}

/// What a person judged of one review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The identity of the finding.
    pub finding: String,
    /// How far the claim is borne out, as the person judged.
    pub outcome: Support,
    /// Who judged, by post.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
    /// Why.
    pub because: String,
    /// The digest of what the finding rested on then; see [`rests_on`].
    pub rests_on: String,
    /// Where it stands, for people: the file, and its place among the judgements in it.
    pub place: String,
}

/// Whether a judgement answers its review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It does.
    Yes,
    /// What it rested on has changed since.
    Lapsed,
}

/// A judgement of a finding, and whether it answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The judgement.
    pub judgement: Arc<Judgement>,
    /// Whether it stands.
    pub stands: Stands,
}

/// The judgements beside a submission.
#[derive(Debug, Default)]
pub struct Judgements {
    /// In the order of the file.
    all: Vec<Arc<Judgement>>,
    /// What is wrong with the file, a line each; then none of its judgements counts.
    malformed: Vec<String>,
}

/// The documentation of the built-in rule.
pub fn page() -> Page {
    let text = str::to_owned;
    Page {
        proposition: text("Every recorded judgement answers a review of this submission."),
        why: text(
            "A judgement counts for what the person had before them. What has changed since must be judged again, and what answers nothing misleads whoever reads it.",
        ),
        applies: text("Every judgement in the file judgements.toml beside the submission."),
        passes: text("The judgement is complete, it answers a review, and what it rested on is unchanged."),
        fails: text("The judgement is malformed, answers no review, or rests on what has changed since."),
        remedy: text("Judge again with `quorate judge`, or take the judgement out of judgements.toml."),
    }
}

impl Judgements {
    /// Reads the file of judgements. What is wrong with it becomes a finding: none of its judgements
    /// counts until it is mended, so that nothing is accepted by a file that nobody can read.
    pub fn read(file: &str, text: &Arc<str>) -> Judgements {
        let read = Table::read_file(file, text, |table| table.tables("judgement", |table| judgement(table, file)));
        match read {
            Ok(found) => Judgements {
                all: (1..).zip(found).map(|(number, judgement)| Arc::new(numbered(judgement, number))).collect(),
                malformed: Vec::new(),
            },
            Err(problems) => Judgements { all: Vec::new(), malformed: headlines(&problems) },
        }
    }

    /// What is wrong with the file, if anything is.
    pub fn fault(&self) -> Option<&str> {
        self.malformed.first().map(String::as_str)
    }

    /// Answers a review, if a judgement of it stands; one that has lapsed is noted with it.
    pub(super) fn answer(&self, finding: &mut Finding, submission: &Submission, as_of: NaiveDate) {
        if finding.outcome != Outcome::Review {
            return;
        }
        // The last that was recorded counts: those before it are its history.
        let of_finding = |judgement: &&Arc<Judgement>| judgement.finding == finding.id && judgement.on <= as_of;
        let Some(judgement) = self.all.iter().rev().find(of_finding) else { return };
        let (by, on, because) = (&judgement.by, judgement.on.format("%-d %B %Y"), &judgement.because);
        let stands = rests_on(&finding.rule, &finding.evidence, submission) == judgement.rests_on;
        if stands {
            finding.outcome = judgement.outcome.counts_as();
            let word = judgement.outcome.words();
            finding.message += &format!("; judged {word} by the {by} on {on}: {because}");
            if finding.outcome == Outcome::Pass {
                finding.remedy = String::new();
            }
        } else {
            finding.message +=
                &format!("; what the {by} judged on {on} has lapsed, since what it rested on has changed");
        }
        let stands = if stands { Stands::Yes } else { Stands::Lapsed };
        finding.judged = Some(Answered { judgement: Arc::clone(judgement), stands });
    }

    /// What is to be said of the judgements themselves, after all findings are answered.
    pub(super) fn findings(&self, findings: &[Finding], as_of: NaiveDate) -> Vec<Finding> {
        let judged: BTreeSet<&str> = self.all.iter().map(|judgement| judgement.finding.as_str()).collect();
        let with_id = findings.iter().map(|finding| (finding.id.as_str(), finding));
        let by_id: BTreeMap<&str, &Finding> = with_id.filter(|(id, _)| judged.contains(id)).collect();
        let of_file = self.malformed.iter().map(|what| {
            fault(
                format!("{what}; none of the judgements counts until the file is mended"),
                "Mend the file at this place.",
            )
        });
        let last_of = |id: &str| self.all.iter().rev().find(|other| other.finding == id && other.on <= as_of);
        let of_judgement = self.all.iter().filter_map(|judgement| {
            let what = self.fault_of(judgement, by_id.get(judgement.finding.as_str()).copied(), as_of)?;
            let is_history =
                judgement.on <= as_of && last_of(&judgement.finding).is_some_and(|last| !Arc::ptr_eq(last, judgement));
            (!is_history).then(|| {
                fault(format!("{}, on finding {}: {what}", judgement.place, judgement.finding), &page().remedy)
            })
        });
        of_file.chain(of_judgement).collect()
    }

    fn fault_of(&self, judgement: &Judgement, finding: Option<&Finding>, as_of: NaiveDate) -> Option<String> {
        if judgement.on > as_of {
            return Some("it is dated after the day of this assessment, and does not count yet".to_owned());
        }
        match finding {
            None => Some("there is no such finding in this submission".to_owned()),
            Some(Finding { judged: Some(Answered { stands: Stands::Lapsed, .. }), .. }) => {
                Some("what it rested on has changed since; the review is open again".to_owned())
            }
            Some(Finding { judged: Some(_), .. }) => None,
            Some(finding) => {
                Some(format!("it answers nothing, since the requirement is {} without it", finding.outcome.words()))
            }
        }
    }
}

/// The digest of what a finding rests on: its rule, and every value that was read, in order. Where
/// the values stand does not count, so that a judgement outlives a line that is put in above.
pub fn rests_on(rule: &str, evidence: &Reads, submission: &Submission) -> String {
    let mut digest = Sha256::new_with_prefix(rule);
    for read in evidence.iter() {
        let value = match (&read.absent, submission.node(read.at).map(Node::value)) {
            (Some(field), _) => format!("\n-{field}"),
            (None, Some(Value::Text(text) | Value::Number(text))) => format!("\n={}:{text}", text.len()),
            (None, Some(Value::Bool(truth))) => format!("\n={truth}"),
            (None, Some(Value::List)) => {
                format!("\n#{}", submission.node(read.at).map_or(0, |node| node.children().count()))
            }
            (None, _) => "\n".to_owned(),
        };
        digest.update(value);
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn headlines(problems: &Problems) -> Vec<String> {
    problems.iter().map(|problem| problem.headline().to_owned()).collect()
}

fn numbered(mut judgement: Judgement, number: usize) -> Judgement {
    judgement.place = format!("{}, judgement {number}", judgement.place);
    judgement
}

fn judgement(table: &Table<'_>, file: &str) -> Judgement {
    let text = |key, meaning| {
        let (text, at) = table.required_text(key, meaning);
        if text.trim().is_empty() {
            table.complain(at, format!("`{key}` is empty"), format!("write there {meaning}"));
        }
        (text, at)
    };
    let (finding, _) = text("finding", "the twelve letters and figures of the finding");
    const CHOICES: &str = "\"supported\", \"partly\" or \"not-supported\"";
    let (written, at) = text("outcome", CHOICES);
    let outcome = Support::ALL.into_iter().find(|support| support.word() == written);
    if outcome.is_none() && !written.trim().is_empty() {
        table.complain(at, format!("\"{written}\" is no judgement"), format!("write {CHOICES}"));
    }
    let (by, _) = text("by", "the post that judged");
    let (because, _) = text("because", "the reason");
    let (rests_on, _) = text("rests_on", "what `quorate judge` writes there");
    let on = table.date("date").unwrap_or_else(|| {
        table.complain(table.span(), "`date` is missing or no date", "write the day of the judgement: 2015-11-24");
        NaiveDate::MAX
    });
    // For people who read the file; nothing rests on these.
    table.text("rule");
    table.text("subject");
    // Where there was none the file has a fault, and nothing of it counts.
    let outcome = outcome.unwrap_or(Support::NotSupported);
    Judgement { finding, outcome, by, on, because, rests_on, place: file.to_owned() }
}

fn fault(message: String, remedy: &str) -> Finding {
    Finding {
        id: String::new(),
        rule: IN_ORDER.to_owned(),
        outcome: Outcome::Fail,
        severity: Severity::Should,
        subject: None,
        message,
        clause: "Judgements recorded beside the submission".to_owned(),
        remedy: remedy.to_owned(),
        points_at: Vec::new(),
        evidence: Reads::default(),
        judged: None,
        excuse: None,
        first: false,
        because: None,
    }
}
