//! SARIF 2.1.0 (OASIS), for viewers and code scanning: findings as results, with places of both kinds.
//!
//! A result's kind is the outcome. As the standard asks (section 3.27.10), only what fails has a
//! level; the severity of the others stands among the properties.

use std::io;

use serde_json::{Value as Json, json};

use super::{Place, Report, ToldFinding};
use crate::assess::{Excuse, Outcome};
use crate::policy::Severity;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of the fingerprint; it changes only if the identities of findings do.
const FINGERPRINT: &str = "quorateFinding/v1";

/// Writes the report as a SARIF log with one run.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    let results: Vec<Json> = report.findings.iter().map(|finding| result(report, &report.tell(finding))).collect();
    let broken = report.told(Outcome::Broken).map(|told| notification(&told)).collect::<Vec<_>>();
    let is_successful = broken.is_empty();
    let noticed = report.notices().map(|(path, notice)| {
        json!({
            "level": "note",
            "message": { "text": notice },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(path) } } }],
        })
    });
    let told: Vec<Json> = broken.into_iter().chain(noticed).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Quorate",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules(report),
            } },
            "invocations": [{
                "executionSuccessful": is_successful,
                "exitCode": report.verdict.exit_code(),
                "exitCodeDescription": format!("verdict: {}", report.verdict.word()),
                "toolExecutionNotifications": told,
            }],
            "artifacts": artifacts(report),
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {
                "asOf": report.as_of.to_string(),
                "failOn": report.fail_on.word(),
                "policies": report.policies.iter().map(|policy| policy.id.as_str()).collect::<Vec<_>>(),
            },
        }],
    });
    serde_json::to_writer_pretty(&mut out, &log)?;
    out.write_all(b"\n")
}

fn rules(report: &Report) -> Vec<Json> {
    let rule = |rule: &super::AppliedRule| {
        json!({
            "id": rule.id,
            "name": pascal(&rule.id),
            "shortDescription": { "text": rule.page.proposition },
            "fullDescription": { "text": rule.page.why },
            "help": {
                "text": format!("{}\n\nPasses: {}\n\nFails: {}\n\nWhat to do: {}", rule.page.why, rule.page.passes, rule.page.fails, rule.page.remedy),
            },
        })
    };
    report.rules.iter().map(rule).collect()
}

/// `sign-off/phase-2-follows-phase-1` as SARIF names rules: `SignOffPhase2FollowsPhase1`.
fn pascal(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    id.split(['/', '-']).map(capital).collect()
}

fn artifacts(report: &Report) -> Vec<Json> {
    let artifact = |document: &super::JudgedDocument| json!({ "location": { "uri": uri(&document.path) }, "hashes": { "sha-256": document.sha256 }, "description": { "text": document.kind } });
    report.documents.iter().map(artifact).collect()
}

fn result(report: &Report, told: &ToldFinding<'_>) -> Json {
    let finding = told.finding;
    let (kind, level) = match finding.outcome {
        Outcome::Pass => ("pass", "none"),
        Outcome::NotApplicable => ("notApplicable", "none"),
        Outcome::Open | Outcome::Broken => ("open", "none"),
        Outcome::Review => ("review", "none"),
        Outcome::Fail => ("fail", level(finding.severity)),
    };
    let index = report.rules.iter().position(|rule| rule.id == finding.rule);
    let mut result = json!({
        "ruleId": finding.rule,
        "kind": kind,
        "level": level,
        "message": { "text": told.alone() },
        "locations": told.places.first().map(location).into_iter().collect::<Vec<_>>(),
        "partialFingerprints": { FINGERPRINT: finding.id },
        "properties": { "severity": finding.severity.word(), "clause": finding.clause, "remedy": finding.remedy },
    });
    if let Some(fields) = result.as_object_mut() {
        fields.extend(index.map(|index| ("ruleIndex".to_owned(), json!(index))));
        // SARIF 2.1.0, 3.35: what was decided outside of the document itself.
        fields.extend(finding.excuse.as_ref().map(|excuse| ("suppressions".to_owned(), json!([suppression(excuse)]))));
        let related: Vec<Json> = told.places.iter().skip(1).map(related).collect();
        if !related.is_empty() {
            fields.insert("relatedLocations".to_owned(), json!(related));
        }
    }
    result
}

fn suppression(excuse: &Excuse) -> Json {
    json!({ "kind": "external", "status": "accepted", "justification": excuse.to_string() })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Must => "error",
        Severity::Should => "warning",
        Severity::Note => "note",
    }
}

/// A place: the file with line and column, and where it stands in the words of its reader.
fn location(place: &Place) -> Json {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&place.path) } });
    if let (Some(at), Some(fields)) = (place.spot.line_column(), physical.as_object_mut()) {
        fields.insert("region".to_owned(), json!({ "startLine": at.line, "startColumn": at.column }));
    }
    json!({
        "physicalLocation": physical,
        "logicalLocations": [{ "name": place.spot.to_string(), "fullyQualifiedName": format!("{}#{}", place.path, place.pointer) }],
    })
}

fn related(place: &Place) -> Json {
    let mut location = location(place);
    if let (Some(note), Some(fields)) = (&place.note, location.as_object_mut()) {
        fields.insert("message".to_owned(), json!({ "text": note }));
    }
    location
}

fn notification(told: &ToldFinding<'_>) -> Json {
    json!({
        "level": "error",
        "message": { "text": told.finding.message },
        "associatedRule": { "id": told.finding.rule },
    })
}

/// A path as a URI reference: what may not stand in one is written as its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
