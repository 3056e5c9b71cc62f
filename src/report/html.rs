//! One self-contained page for officers and boards: readable without scripts, network or colour.
//!
//! Follows the patterns of the GOV.UK Design System (headings, summary lists, tags, details),
//! without its crown and font. The script only filters; the page is whole without it.

mod abbreviations;
mod chart;
mod finding;

use std::collections::BTreeMap;
use std::io;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::page::capitalised;
use super::{Report, ToldFinding};
use crate::assess::Outcome;
use crate::gate::Verdict;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/filter.js");

/// The outcomes that need somebody, with their headings and what each says.
const SECTIONS: [(Outcome, &str, &str); 4] = [
    (Outcome::Broken, "Rules that could not be applied", "These rules failed. Check by hand what they ask."),
    (Outcome::Fail, "Not met", "The record shows that these requirements are not met."),
    (Outcome::Open, "Cannot be decided", "The record lacks what these requirements need."),
    (Outcome::Review, "For a person to judge", "Read claim and text, and record your judgement."),
];

/// Writes the page.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    out.write_all(page(report).into_string().as_bytes())
}

fn page(report: &Report) -> Markup {
    let date = report.as_of.format("%-d %B %Y").to_string();
    let title = format!("Assurance report as of {date}");
    let content = content(report);
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (verdict_words(report.verdict)) " - " (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the findings" }
                header.banner { div.width { p.name { "Quorate" } } }
                div.width {
                    main id="main" {
                        h1 { (title) }
                        (content)
                        (abbreviations::list(&content.0))
                    }
                }
                footer.width { p { "Quorate checks the record; people give assurance." } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// What is found and does not count against the gate, with the reason.
fn excused(report: &Report) -> Markup {
    let found: Vec<ToldFinding<'_>> = report.excused().collect();
    html! {
        @if !found.is_empty() {
            section aria-labelledby="excused" {
                h2 id="excused" { "Waived, or known before (" (found.len()) ")" }
                p { "These are found too; they do not block, for the reasons given." }
                ul {
                    @for told in &found {
                        li id={ "f-" (told.finding.id) } {
                            strong { (told.said()) } " (" (told.finding.outcome.words()) ", " (told.finding.rule) "). "
                            (told.finding.excuse.as_ref().map(ToString::to_string).unwrap_or_default()) "."
                        }
                    }
                }
            }
        }
    }
}

/// Everything between the heading and the list of abbreviations.
fn content(report: &Report) -> Markup {
    html! {
        (summary(report))
        (to_do(report))
        @for (outcome, heading, holds) in SECTIONS {
            (section(report, outcome, heading, holds))
        }
        (excused(report))
        (listing(report, Outcome::Pass, "Met", "met"))
        (listing(report, Outcome::NotApplicable, "Does not apply", "na"))
        (hollow(report))
        (unexamined(report))
        (judged(report))
    }
}

fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "Nothing stands in the way",
        Verdict::Fail => "Not ready",
        Verdict::NotJudged => "Could not be judged",
    }
}

fn summary(report: &Report) -> Markup {
    let blocking = |outcome: Outcome| {
        let blocks =
            |finding: &&crate::assess::Finding| finding.outcome == outcome && finding.severity <= report.fail_on;
        report.findings.iter().filter(blocks).count()
    };
    html! {
        section aria-labelledby="summary" {
            h2 id="summary" { "Summary" }
            p.verdict.(report.verdict.word()) { strong { (verdict_words(report.verdict)) } }
            p {
                "Of the requirements that must hold: " (blocking(Outcome::Fail)) " not met, "
                (blocking(Outcome::Open)) " cannot be decided, " (blocking(Outcome::Review)) " for a person to judge."
            }
            p { "Must: a duty. Should: guidance or good practice. Note: for information." }
            (chart::chart(report))
        }
    }
}

/// What must be done before the submission, by owner and document, each leading to its finding.
fn to_do(report: &Report) -> Markup {
    let mut by_owner: BTreeMap<String, BTreeMap<String, Vec<ToldFinding<'_>>>> = BTreeMap::new();
    for told in report.to_act_on().filter(|told| told.finding.severity <= report.fail_on) {
        let owner = told.owner.clone().unwrap_or_else(|| "No owner recorded".to_owned());
        let document = told.places.first().map_or("The submission as a whole", |place| &place.path).to_owned();
        by_owner.entry(owner).or_default().entry(document).or_default().push(told);
    }
    html! {
        section aria-labelledby="to-do" {
            h2 id="to-do" { "To do before the submission" }
            @if by_owner.is_empty() { p { "Nothing." } }
            @for (owner, documents) in &by_owner {
                h3 { (owner) }
                @for (document, found) in documents {
                    p.document { (document) }
                    ul {
                        @for told in found {
                            li { a href={ "#f-" (told.finding.id) } { (capitalised(&told.said())) } }
                        }
                    }
                }
            }
        }
    }
}

fn section(report: &Report, outcome: Outcome, heading: &str, holds: &str) -> Markup {
    let mut found: Vec<ToldFinding<'_>> = report.told(outcome).filter(|told| told.because.is_none()).collect();
    // Stable: within a severity the order of documents, places and rules stays.
    found.sort_by_key(|told| told.finding.severity);
    let mut rules: Vec<(&str, Vec<&ToldFinding<'_>>)> = Vec::new();
    for told in &found {
        match rules.iter_mut().find(|(rule, _)| *rule == told.finding.rule) {
            Some((_, group)) => group.push(told),
            None => rules.push((&told.finding.rule, vec![told])),
        }
    }
    let id = outcome.word();
    html! {
        @if !found.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (heading) " (" (found.len()) ")" }
                p { (holds) }
                @for (rule, group) in &rules { (finding::requirement(report, rule, group)) }
            }
        }
    }
}

/// What holds, or what does not apply: folded, a line each.
fn listing(report: &Report, outcome: Outcome, heading: &str, id: &str) -> Markup {
    let count = report.count(outcome);
    html! {
        @if count > 0 {
            section aria-labelledby=(id) {
                h2 id=(id) { (heading) " (" (count) ")" }
                details {
                    summary { "Show what is counted here" }
                    ul {
                        @for told in report.told(outcome) {
                            li.finding {
                                (capitalised(&told.said())) " "
                                span.rule { "(" (told.finding.rule) ")" }
                                @if outcome == Outcome::Pass { (finding::evidence(&told)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Passes that nothing would have broken, where they were tried.
fn hollow(report: &Report) -> Markup {
    html! {
        @if let Some(words) = report.witness_in_words() {
            section aria-labelledby="hollow" {
                h2 id="hollow" { "Hollow passes" }
                p { (words) }
                ul { @for told in report.hollow() { li { (told.said()) " " span.rule { "(" (told.finding.rule) ")" } } } }
            }
        }
    }
}

fn unexamined(report: &Report) -> Markup {
    let mut by_document: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for place in &report.unexamined {
        by_document.entry(&place.path).or_default().push(&place.pointer);
    }
    html! {
        @if !by_document.is_empty() {
            section aria-labelledby="unexamined" {
                h2 id="unexamined" { "Not examined" }
                p { "No rule of the policy read these parts; nothing in this report speaks of them." }
                @for (document, pointers) in &by_document {
                    details {
                        summary { (document) " (" (pointers.len()) ")" }
                        ul { @for pointer in pointers { li { code { (pointer) } } } }
                    }
                }
            }
        }
    }
}

fn judged(report: &Report) -> Markup {
    html! {
        section aria-labelledby="judged" {
            h2 id="judged" { "What was judged" }
            dl.facts {
                div { dt { "Date" } dd { (report.as_of.format("%-d %B %Y")) } }
                @for policy in &report.policies {
                    div { dt { "Policy" } dd { (policy.title) " (" (policy.id) ")" } }
                }
                @if let Some(settings) = &report.settings {
                    div { dt { "Settings" } dd { (settings.path) } }
                }
                @if let Some(judgements) = &report.judgements {
                    div { dt { "Judgements" } dd { (judgements.path) } }
                }
            }
            div.scroll tabindex="0" role="region" aria-label="Documents that were judged" {
                table {
                    caption { "Documents" }
                    thead { tr { th scope="col" { "Document" } th scope="col" { "Kind" } th scope="col" { "SHA-256" } } }
                    tbody {
                        @for document in &report.documents {
                            tr {
                                th scope="row" { (document.path) @for notice in &document.notices { br; span.notice { (notice) } } }
                                td { (document.kind.replace('-', " ")) }
                                td.digest { code { (document.sha256) } }
                            }
                        }
                    }
                }
            }
            @if !report.skipped.is_empty() {
                details open[report.skipped.iter().any(|file| file.may_be_a_paper)] {
                    summary { "Files that were not read (" (report.skipped.len()) ")" }
                    ul { @for file in &report.skipped { li { (file.path) ": " (file.reason) } } }
                }
            }
        }
    }
}
