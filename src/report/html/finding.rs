//! One requirement on the page, and each place where it is not met.

use maud::{Markup, html};

use super::super::page::capitalised;
use super::super::{Report, ToldFinding};
use crate::assess::Outcome;

/// The most reads that are listed; the JSON form has all.
const MOST_READS: usize = 40;

/// What one rule asks, and its findings.
pub(super) fn requirement(report: &Report, rule: &str, group: &[&ToldFinding<'_>]) -> Markup {
    let Some(first) = group.first() else { return html! {} };
    let page = report.rules.iter().find(|applied| applied.id == rule).map(|applied| &applied.page);
    let severity = first.finding.severity.word();
    let one_clause = group.iter().all(|told| told.finding.clause == first.finding.clause);
    html! {
        article.requirement data-severity=(severity) {
            h3 {
                span.tag.(severity) { (severity) } " "
                @if let Some(page) = page { (page.proposition.trim_end_matches('.')) } @else { (rule) }
            }
            dl.facts {
                @if let Some(page) = page { div { dt { "Why it matters" } dd { (page.why) } } }
                @if one_clause { div { dt { "Clause" } dd { (first.finding.clause) } } }
                @if !first.finding.remedy.is_empty() { div { dt { "What to do" } dd { (first.finding.remedy) } } }
                div { dt { "Rule" } dd { code { (rule) } } }
            }
            @for told in group { (finding(report, told, one_clause)) }
        }
    }
}

fn finding(report: &Report, told: &ToldFinding<'_>, has_clause: bool) -> Markup {
    let found = told.finding;
    html! {
        div.finding id={ "f-" (found.id) } tabindex="-1" {
            h4 { (capitalised(&told.label)) }
            p { (capitalised(&found.message)) }
            @if let Some(others) = told.followed_by() {
                details {
                    summary { (capitalised(&others)) "." }
                    ul {
                        @for other in told.following.iter().map(|other| report.tell(other)) {
                            li id={ "f-" (other.finding.id) } { (capitalised(&other.said())) " " span.rule { "(" (other.finding.rule) ")" } }
                        }
                    }
                }
            }
            @if !has_clause { p { "Clause: " (found.clause) } }
            @for place in &told.places {
                figure {
                    figcaption {
                        (place.note.as_deref().unwrap_or("Where")) ": " span.path { (place.path) } ", " (place.spot)
                    }
                    @if !place.text.is_empty() { blockquote { p { (place.text) } } }
                }
            }
            @if found.outcome == Outcome::Review { (judgement(&found.id)) }
            (evidence(told))
            p.identity { "Finding " code { (found.id) } }
        }
    }
}

/// Room to record a judgement, on screen or on paper.
fn judgement(id: &str) -> Markup {
    let choices = [("supported", "Supported"), ("partly", "Partly supported"), ("not-supported", "Not supported")];
    html! {
        fieldset.judgement {
            legend { "Your judgement" }
            @for (value, words) in choices {
                div.choice {
                    input type="radio" name={ "j-" (id) } id={ "j-" (id) "-" (value) } value=(value);
                    label for={ "j-" (id) "-" (value) } { (words) }
                }
            }
            label for={ "r-" (id) } { "Reason, your post and the date" }
            textarea id={ "r-" (id) } rows="2" {}
            p.record { "To record it beside the papers: " code { "quorate judge " (id) " FOLDER --by POST --outcome supported --because REASON" } " (or " code { "partly" } ", " code { "not-supported" } ")" }
        }
    }
}

/// What a finding rests on, folded.
pub(super) fn evidence(told: &ToldFinding<'_>) -> Markup {
    let reads = told.finding.evidence.iter().count();
    let count = reads + told.searched.len();
    html! {
        @if count > 0 {
            details.evidence {
                summary { "What this rests on (" (count) ")" }
                ul {
                    @for read in told.evidence().take(MOST_READS) {
                        li {
                            (read.path) ", " (read.spot) ": "
                            @match &read.value { Some(value) => q { (value) }, None => em { "nothing at " (read.pointer) } }
                        }
                    }
                    @for search in told.searched { li { "every " (search.kind.replace('-', " ")) ", " code { (search.path) } } }
                    @if reads > MOST_READS {
                        li { "and " (reads - MOST_READS) " more, which the JSON form of this report lists" }
                    }
                }
            }
        }
    }
}
