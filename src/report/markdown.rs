//! A summary in Markdown, for a pull request or a step summary: short enough to be read.

use std::io;

use super::{Report, ToldFinding};
use crate::assess::Outcome;

/// How many findings are told; the rest is counted.
const MOST: usize = 20;

/// Writes the summary.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    writeln!(out, "## Assurance report: {}\n", report.verdict.word())?;
    let policies: Vec<String> = report.policies.iter().map(|policy| escaped(&policy.title)).collect();
    writeln!(out, "As of {}. Policy: {}.\n", report.as_of.format("%-d %B %Y"), policies.join("; "))?;
    for (path, notice) in report.notices() {
        writeln!(out, "- Noticed in {}: {}", escaped(path), escaped(&notice))?;
    }
    if report.notices().next().is_some() {
        writeln!(out)?;
    }
    writeln!(out, "| not met | undecided | to judge | met | does not apply | broken |")?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    let count = |outcome| report.count(outcome);
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} |",
        count(Outcome::Fail),
        count(Outcome::Open),
        count(Outcome::Review),
        count(Outcome::Pass),
        count(Outcome::NotApplicable),
        count(Outcome::Broken)
    )?;
    if let Some(words) = report.witness_in_words() {
        writeln!(out, "\n{words}")?;
        for told in report.hollow().take(MOST) {
            writeln!(out, "- hollow: {} ({})", escaped(&told.said()), escaped(&told.finding.rule))?;
        }
        let more = report.hollow().count().saturating_sub(MOST);
        if more > 0 {
            writeln!(out, "- and {more} more; the whole report has them.")?;
        }
    }
    let told: Vec<ToldFinding<'_>> = report.to_act_on().take(MOST).collect();
    if told.is_empty() {
        writeln!(out, "\nNothing is left to do.")?;
        return excused(report, out);
    }
    writeln!(out, "\n| | what | where | to do |\n|---|---|---|---|")?;
    for told in &told {
        writeln!(out, "{} | {} |", what_and_where(told), escaped(&told.finding.remedy))?;
    }
    let all = report.to_act_on().count();
    if all > told.len() {
        writeln!(out, "\nAnd {} more; the whole report has them.", all - told.len())?;
    }
    excused(report, out)
}

/// What is found and does not block, with the reason.
fn excused(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    let all = report.excused().count();
    if all == 0 {
        return Ok(());
    }
    writeln!(out, "\n**Waived, or known before: {all}**\n")?;
    for told in report.excused().take(MOST) {
        let why = told.finding.excuse.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(out, "- {} (`{}`): {}", escaped(&told.said()), told.finding.rule, escaped(&why))?;
    }
    if all > MOST {
        writeln!(out, "- and {} more; the whole report has them.", all - MOST)?;
    }
    Ok(())
}

/// The first cells of a finding's row: outcome, what was found under which requirement, where.
pub(super) fn what_and_where(told: &ToldFinding<'_>) -> String {
    let finding = told.finding;
    let place = told.places.first().map_or_else(String::new, |place| format!("{}, {}", place.path, place.spot));
    format!(
        "| {} ({}) | {} <br> `{}`, {} | {}",
        finding.outcome.words(),
        finding.severity.word(),
        escaped(&told.said()),
        finding.rule,
        escaped(&finding.clause),
        escaped(&place)
    )
}

/// A text in a cell of a table: nothing in it is markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' => out.push(' '),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '@' => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
    }
    out
}
