//! The comparison for programs, version 1; docs/compare.md says what the fields mean.

use std::io;

use serde::Serialize;

use super::{ComparisonReport, ToldEdit};
use crate::compare::{Cause, Turned};

#[derive(Serialize)]
struct JsonComparison<'r> {
    quorate: &'static str,
    format: u32,
    before: &'r str,
    after: &'r str,
    as_of: String,
    verdict: &'static str,
    fail_on: &'static str,
    documents: Vec<JsonDocument<'r>>,
    edits: Vec<JsonEdit>,
    findings: Vec<JsonTurned>,
    /// What the change alters of what judges, in words.
    judged_by: &'r [String],
    strict: bool,
    /// Whether the search for causes stopped at its bound.
    stopped: bool,
}

#[derive(Serialize)]
struct JsonDocument<'r> {
    version: &'static str,
    path: &'r str,
    kind: &'r str,
    sha256: &'r str,
}

#[derive(Serialize)]
struct JsonEdit {
    of: String,
    what: String,
    path: String,
    spot: String,
    signed: Vec<JsonSigned>,
}

#[derive(Serialize)]
struct JsonSigned {
    of: String,
    on: Option<String>,
}

#[derive(Serialize)]
struct JsonTurned {
    turn: &'static str,
    id: String,
    rule: String,
    outcome: &'static str,
    outcome_before: Option<&'static str>,
    severity: &'static str,
    label: String,
    message: String,
    clause: String,
    remedy: String,
    path: Option<String>,
    spot: Option<String>,
    because: Option<Vec<JsonEdit>>,
    /// Among how many edits the cause is, where the search stopped.
    among: Option<usize>,
}

/// Writes the comparison.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &ComparisonReport, out: &mut dyn io::Write) -> io::Result<()> {
    let [before, after] = &report.names;
    let documents = [("before", &report.before), ("after", &report.after)].into_iter().flat_map(|(version, report)| {
        report.documents.iter().map(move |document| JsonDocument {
            version,
            path: &document.path,
            kind: &document.kind,
            sha256: &document.sha256,
        })
    });
    let told = JsonComparison {
        quorate: env!("CARGO_PKG_VERSION"),
        format: 1,
        before,
        after,
        as_of: report.after.as_of.to_string(),
        verdict: report.verdict().word(),
        fail_on: report.after.fail_on.word(),
        documents: documents.collect(),
        edits: report.edits().map(edit).collect(),
        findings: report.turned.iter().filter_map(|one| turned(report, one)).collect(),
        judged_by: &report.judged_by,
        strict: report.is_strict,
        stopped: report.stopped,
    };
    serde_json::to_writer_pretty(&mut *out, &told)?;
    out.write_all(b"\n")
}

fn edit(told: ToldEdit) -> JsonEdit {
    let signed = told.signed.into_iter().map(|signed| JsonSigned { of: signed.of, on: signed.on }).collect();
    JsonEdit { of: told.told.of, what: told.told.what, path: told.path, spot: told.spot, signed }
}

fn turned(report: &ComparisonReport, turned: &Turned) -> Option<JsonTurned> {
    let told = report.tell(turned)?;
    let place = told.places.first();
    Some(JsonTurned {
        turn: turned.turn.word(),
        id: told.finding.id.clone(),
        rule: told.finding.rule.clone(),
        outcome: told.finding.outcome.word(),
        outcome_before: report.outcome_before(turned).map(|outcome| outcome.word()),
        severity: told.finding.severity.word(),
        message: told.finding.message.clone(),
        clause: told.finding.clause.clone(),
        remedy: told.finding.remedy.clone(),
        path: place.map(|place| place.path.clone()),
        spot: place.map(|place| place.spot.to_string()),
        because: report.because(turned).map(|edits| edits.into_iter().map(edit).collect()),
        among: match turned.cause {
            Some(Cause::Among(count)) => Some(count),
            _ => None,
        },
        label: told.label,
    })
}
