//! The summary: one line for each family of rules, one column for each outcome.

use std::collections::BTreeMap;

use super::super::Report;
use crate::assess::Outcome;

/// The headings, in the order of [`Outcome::ALL`].
const HEADINGS: [&str; 6] = ["met", "not met", "undecided", "to judge", "n/a", "broken"];

pub(super) fn render(report: &Report) -> String {
    let mut rows: BTreeMap<&str, BTreeMap<Outcome, usize>> = BTreeMap::new();
    for finding in &report.findings {
        let area = finding.rule.split('/').next().unwrap_or("");
        *rows.entry(area).or_default().entry(finding.outcome).or_default() += 1;
    }
    let first = rows.keys().map(|area| area.len()).max().unwrap_or(0).max("rules".len());
    let mut out = String::from("\n");
    let mut line = |name: &str, cells: [String; 6]| {
        let cells: Vec<String> = cells
            .iter()
            .zip(HEADINGS)
            .map(|(cell, heading)| format!("{cell:>width$}", width = heading.len()))
            .collect();
        out.push_str(&format!("{name:<first$}  {}\n", cells.join("  ")));
    };
    line("rules", HEADINGS.map(str::to_owned));
    for (area, counts) in &rows {
        line(area, Outcome::ALL.map(|outcome| counts.get(&outcome).map_or_else(|| "-".to_owned(), usize::to_string)));
    }
    line("in all", Outcome::ALL.map(|outcome| report.count(outcome).to_string()));
    out
}
