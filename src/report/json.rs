//! The published JSON form, version 1: a contract (`schemas/report.schema.json`).
//!
//! Own structs, so that the inner types can change without breaking those who read reports.

mod witness;

use std::io;

use serde::{Serialize, Serializer};

use self::witness::{JsonWitness, JsonWitnessed};
use super::{Evidence, Place, Report, ToldFinding};
use crate::assess::{Excuse, Outcome, Stands};

/// The version of the form; it grows when a field changes its meaning or goes.
const FORMAT: u32 = 1;

/// The report as one JSON document.
pub fn render(report: &Report) -> String {
    let mut text = Vec::new();
    // Texts and numbers always serialise, and a vector takes everything.
    let _ = write(report, &mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// Writes the report as one JSON document with a line break at its end, finding by finding: a
/// report is many times as long as what it is about, and is never held whole.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, &JsonReport::of(report))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct JsonReport<'r> {
    quorate: &'static str,
    format: u32,
    as_of: String,
    verdict: &'static str,
    fail_on: &'static str,
    settings: Option<JsonFile<'r>>,
    documents: Vec<JsonDocument<'r>>,
    judgements: Option<JsonFile<'r>>,
    policy_was_named: bool,
    policies: Vec<JsonPolicy<'r>>,
    rules: Vec<JsonRule<'r>>,
    counts: JsonCounts,
    findings: JsonFindings<'r>,
    unexamined: Vec<JsonUnexamined<'r>>,
    skipped: Vec<JsonSkipped<'r>>,
    witness: Option<JsonWitness>,
}

#[derive(Serialize)]
struct JsonFile<'r> {
    path: &'r str,
    sha256: &'r str,
}

#[derive(Serialize)]
struct JsonDocument<'r> {
    path: &'r str,
    kind: &'r str,
    sha256: &'r str,
    notices: &'r [String],
}

#[derive(Serialize)]
struct JsonPolicy<'r> {
    id: &'r str,
    title: &'r str,
    path: &'r str,
    sha256: &'r str,
}

#[derive(Serialize)]
struct JsonRule<'r> {
    id: &'r str,
    proposition: &'r str,
    sha256: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonCounts {
    pass: usize,
    fail: usize,
    open: usize,
    review: usize,
    not_applicable: usize,
    waived: usize,
    broken: usize,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    id: &'r str,
    rule: &'r str,
    outcome: &'static str,
    severity: &'static str,
    subject: Option<JsonSubject<'r>>,
    message: &'r str,
    clause: &'r str,
    remedy: &'r str,
    places: Vec<JsonPlace<'r>>,
    evidence: Vec<JsonEvidence<'r>>,
    searched: Vec<JsonSearch<'r>>,
    waiver: Option<JsonWaiver<'r>>,
    known: bool,
    judgement: Option<JsonJudgement<'r>>,
    witness: Option<JsonWitnessed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonJudgement<'r> {
    outcome: &'static str,
    by: &'r str,
    on: String,
    because: &'r str,
    stands: bool,
}

#[derive(Serialize)]
struct JsonWaiver<'r> {
    id: &'r str,
    reason: &'r str,
    approver: &'r str,
    expires: &'r str,
}

#[derive(Serialize)]
struct JsonSubject<'r> {
    path: &'r str,
    pointer: &'r str,
    line: Option<u32>,
    column: Option<u32>,
    spot: String,
    label: &'r str,
}

#[derive(Serialize)]
struct JsonPlace<'r> {
    path: &'r str,
    pointer: &'r str,
    line: Option<u32>,
    column: Option<u32>,
    spot: String,
    text: &'r str,
    note: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonEvidence<'r> {
    path: &'r str,
    pointer: String,
    line: Option<u32>,
    spot: String,
    value: Option<String>,
}

#[derive(Serialize)]
struct JsonSearch<'r> {
    kind: &'r str,
    path: &'r str,
}

#[derive(Serialize)]
struct JsonUnexamined<'r> {
    path: &'r str,
    pointer: &'r str,
}

#[derive(Serialize)]
struct JsonSkipped<'r> {
    path: &'r str,
    reason: &'r str,
}

impl<'r> JsonReport<'r> {
    fn of(report: &'r Report) -> Self {
        JsonReport {
            quorate: env!("CARGO_PKG_VERSION"),
            format: FORMAT,
            as_of: report.as_of.to_string(),
            verdict: report.verdict.word(),
            fail_on: report.fail_on.word(),
            settings: report.settings.as_ref().map(|file| JsonFile { path: &file.path, sha256: &file.sha256 }),
            documents: report
                .documents
                .iter()
                .map(|document| JsonDocument {
                    path: &document.path,
                    kind: &document.kind,
                    sha256: &document.sha256,
                    notices: &document.notices,
                })
                .collect(),
            judgements: report.judgements.as_ref().map(|file| JsonFile { path: &file.path, sha256: &file.sha256 }),
            policy_was_named: report.policy_was_named,
            policies: report
                .policies
                .iter()
                .map(|policy| JsonPolicy {
                    id: &policy.id,
                    title: &policy.title,
                    path: &policy.file.path,
                    sha256: &policy.file.sha256,
                })
                .collect(),
            rules: report
                .rules
                .iter()
                .map(|rule| JsonRule {
                    id: &rule.id,
                    proposition: &rule.page.proposition,
                    sha256: rule.sha256.as_deref(),
                })
                .collect(),
            counts: JsonCounts {
                pass: report.count(Outcome::Pass),
                fail: report.count(Outcome::Fail),
                open: report.count(Outcome::Open),
                review: report.count(Outcome::Review),
                not_applicable: report.count(Outcome::NotApplicable),
                waived: report.findings.iter().filter(|one| matches!(one.excuse, Some(Excuse::Waived(_)))).count(),
                broken: report.count(Outcome::Broken),
            },
            findings: JsonFindings(report),
            unexamined: report
                .unexamined
                .iter()
                .map(|place| JsonUnexamined { path: &place.path, pointer: &place.pointer })
                .collect(),
            skipped: report.skipped.iter().map(|file| JsonSkipped { path: &file.path, reason: &file.reason }).collect(),
            witness: report.witness.as_ref().map(JsonWitness::of),
        }
    }
}

/// All findings of a report, each told when its turn comes.
struct JsonFindings<'r>(&'r Report);

impl Serialize for JsonFindings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.findings.iter().map(|finding| Telling(self.0, self.0.tell(finding))))
    }
}

struct Telling<'r>(&'r Report, ToldFinding<'r>);

impl Serialize for Telling<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        JsonFinding::of(self.0, &self.1).serialize(serializer)
    }
}

impl<'r> JsonFinding<'r> {
    fn of(report: &'r Report, told: &'r ToldFinding<'r>) -> Self {
        let finding = told.finding;
        JsonFinding {
            id: &finding.id,
            rule: &finding.rule,
            outcome: finding.outcome.word(),
            severity: finding.severity.word(),
            subject: told.subject.as_ref().map(|place| JsonSubject {
                path: &place.path,
                pointer: &place.pointer,
                line: place.spot.line_column().map(|at| at.line),
                column: place.spot.line_column().map(|at| at.column),
                spot: place.spot.to_string(),
                label: &told.label,
            }),
            message: &finding.message,
            clause: &finding.clause,
            remedy: &finding.remedy,
            places: told.places.iter().map(JsonPlace::of).collect(),
            evidence: told.evidence().map(JsonEvidence::of).collect(),
            searched: told.searched.iter().map(|search| JsonSearch { kind: search.kind, path: &search.path }).collect(),
            waiver: match &finding.excuse {
                Some(Excuse::Waived(waiver)) => Some(JsonWaiver {
                    id: &waiver.id,
                    reason: &waiver.reason,
                    approver: &waiver.approver,
                    expires: &waiver.expires,
                }),
                _ => None,
            },
            known: finding.excuse == Some(Excuse::Known),
            judgement: finding.judged.as_ref().map(|answered| JsonJudgement {
                outcome: answered.judgement.outcome.word(),
                by: &answered.judgement.by,
                on: answered.judgement.on.to_string(),
                because: &answered.judgement.because,
                stands: answered.stands == Stands::Yes,
            }),
            witness: report.witnessed(finding).map(|witnessed| JsonWitnessed::of(witnessed, &report.submission)),
            because: told.because,
        }
    }
}

impl<'r> JsonPlace<'r> {
    fn of(place: &'r Place) -> Self {
        JsonPlace {
            path: &place.path,
            pointer: &place.pointer,
            line: place.spot.line_column().map(|at| at.line),
            column: place.spot.line_column().map(|at| at.column),
            spot: place.spot.to_string(),
            text: &place.text,
            note: place.note.as_deref(),
        }
    }
}

impl<'r> JsonEvidence<'r> {
    fn of(evidence: Evidence<'r>) -> Self {
        JsonEvidence {
            path: evidence.path,
            line: evidence.spot.line_column().map(|at| at.line),
            spot: evidence.spot.to_string(),
            pointer: evidence.pointer,
            value: evidence.value,
        }
    }
}
