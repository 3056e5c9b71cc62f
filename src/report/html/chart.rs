//! Rules by outcome as a picture, with the same figures as a table under it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::Report;
use crate::assess::Outcome;

/// The outcomes of the picture, in order, with the class that colours and hatches each.
const SHOWN: [(Outcome, &str); 5] = [
    (Outcome::Pass, "met"),
    (Outcome::Fail, "not met"),
    (Outcome::Open, "undecided"),
    (Outcome::Review, "to judge"),
    (Outcome::Broken, "broken"),
];

const BAR: usize = 24;
const GAP: usize = 10;
const LEFT: usize = 150;
const WIDTH: usize = 440;

/// A bar for each area of rules, in proportion to what applied, and a table of the same.
pub(super) fn chart(report: &Report) -> Markup {
    let mut areas: BTreeMap<&str, BTreeMap<Outcome, usize>> = BTreeMap::new();
    for finding in &report.findings {
        let area = finding.rule.split('/').next().unwrap_or("");
        *areas.entry(area).or_default().entry(finding.outcome).or_default() += 1;
    }
    let height = areas.len() * (BAR + GAP) + GAP;
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (LEFT + WIDTH + 10) " " (height) } role="img" aria-label="Rules by outcome; the table below has the same figures" {
                @for (row, (area, counts)) in areas.iter().enumerate() { (bar(row, area, counts)) }
            }
            div.scroll tabindex="0" role="region" aria-label="Rules by outcome" {
                table {
                    caption { "Rules by outcome" }
                    thead {
                        tr {
                            th scope="col" { "Area" }
                            @for (outcome, words) in SHOWN {
                                th.number scope="col" { span.key.(outcome.word()) aria-hidden="true" {} " " (words) }
                            }
                            th.number scope="col" { "does not apply" }
                        }
                    }
                    tbody {
                        @for (area, counts) in &areas {
                            tr {
                                th scope="row" { (area.replace('-', " ")) }
                                @for (outcome, _) in SHOWN { td.number { (counts.get(&outcome).copied().unwrap_or(0)) } }
                                td.number { (counts.get(&Outcome::NotApplicable).copied().unwrap_or(0)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn bar(row: usize, area: &str, counts: &BTreeMap<Outcome, usize>) -> Markup {
    let top = GAP + row * (BAR + GAP);
    let all: usize = SHOWN.iter().map(|(outcome, _)| counts.get(outcome).copied().unwrap_or(0)).sum();
    let mut left = LEFT;
    let mut parts = Vec::new();
    for (outcome, words) in SHOWN {
        let count = counts.get(&outcome).copied().unwrap_or(0);
        // Whole units, so that the same report gives the same bytes everywhere; what is there is seen.
        let width = (count * WIDTH).checked_div(all).unwrap_or(0).max(usize::from(count > 0) * 3);
        if count > 0 {
            parts.push((left, width, outcome.word(), format!("{count} {words}")));
        }
        left += width;
    }
    html! {
        text x=(LEFT - 8) y=(top + 17) text-anchor="end" { (area.replace('-', " ")) }
        @if parts.is_empty() { text.none x=(LEFT) y=(top + 17) { "nothing applied" } }
        @for (left, width, class, words) in &parts {
            rect.(class) x=(left) y=(top) width=(width) height=(BAR) { title { (words) } }
        }
    }
}
