//! Forms of one line a finding: compact, for a terminal and for grep, and GitHub's annotations.

use std::io;

use super::{Report, ToldFinding};
use crate::assess::Outcome;
use crate::policy::Severity;

/// Writes each finding that needs somebody as `path:line:column: [must] not met, rule: message`,
/// the most severe first, then what was noticed in the files, and the verdict at the end.
///
/// # Errors
/// What the writer fails with.
pub fn compact(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    for told in report.to_act_on() {
        let (severity, outcome) = (told.finding.severity.word(), told.finding.outcome.words());
        writeln!(out, "{}[{severity}] {outcome}, {}: {}", place(&told), told.finding.rule, told.said())?;
    }
    for told in report.excused() {
        writeln!(out, "{}", excused(&told))?;
    }
    for (path, notice) in report.notices() {
        writeln!(out, "{path}: noticed: {notice}")?;
    }
    writeln!(out, "verdict: {}", report.verdict.word())
}

/// The place of a finding as a line begins with it.
fn place(told: &ToldFinding<'_>) -> String {
    told.places.first().map_or_else(String::new, |place| match place.spot.line_column() {
        Some(at) => format!("{}:{}:{}: ", place.path, at.line, at.column),
        None => format!("{}, {}: ", place.path, place.spot),
    })
}

/// What is found and does not block, with the reason, on one line.
fn excused(told: &ToldFinding<'_>) -> String {
    let why = told.finding.excuse.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{}[excused] {}, {}: {} ({why})", place(told), told.finding.outcome.words(), told.finding.rule, told.said())
}

/// Writes workflow commands that GitHub shows beside the lines of a change.
///
/// # Errors
/// What the writer fails with.
pub fn github(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    for told in report.to_act_on() {
        writeln!(out, "{}", annotation(&told))?;
    }
    for told in report.excused() {
        writeln!(out, "::notice title=excused::{}", data(&excused(&told)))?;
    }
    for (path, notice) in report.notices() {
        writeln!(out, "::notice file={},title=noticed::{}", property(path), data(&notice))?;
    }
    Ok(())
}

pub(super) fn annotation(told: &ToldFinding<'_>) -> String {
    let finding = told.finding;
    let command = match (finding.severity, finding.outcome) {
        (_, Outcome::Broken) | (Severity::Must, Outcome::Fail) => "error",
        (Severity::Note, _) => "notice",
        _ => "warning",
    };
    let mut properties = Vec::new();
    let mut spot = String::new();
    if let Some(place) = told.places.first() {
        properties.push(format!("file={}", property(&place.path)));
        match place.spot.line_column() {
            Some(at) => properties.push(format!("line={},col={}", at.line, at.column)),
            None => spot = format!(" ({})", place.spot),
        }
    }
    properties.push(format!("title={}", property(&format!("{}: {}", finding.outcome.words(), finding.rule))));
    let remedy = if finding.remedy.is_empty() { String::new() } else { format!("\n{}", finding.remedy) };
    let message = format!("{}{spot}\nClause: {}{remedy}", told.said(), finding.clause);
    format!("::{command} {}::{}", properties.join(","), data(&message))
}

/// What may not stand in the text of a command.
pub(super) fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
