//! The comparison for a terminal: what became worse first, each with the edits that made it so.

use std::io;

use super::{ComparisonReport, ToldEdit};
use crate::compare::{Turn, Turned};
use crate::gate::Verdict;
use crate::report::page::{Page, capitalised};

/// How many edits are listed unless all are asked for.
const MOST_EDITS: usize = 40;

/// What is said where changes are told and no rule judges them.
pub(super) const NO_RULE_ON_CHANGES: &str =
    "(no rule of the policy judges changes themselves; the policy change-control has a model of such rules)";

/// Writes the comparison.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &ComparisonReport, all: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page::default();
    head(report, &mut page);
    edits(report, all, &mut page);
    for turn in Turn::ALL {
        if turn == Turn::Unchanged && !all {
            continue;
        }
        section(report, heading(turn), &report.of_turn(turn), &mut page);
    }
    if !all {
        unchanged(report, &mut page);
    }
    if !report.judged_by.is_empty() {
        page.line("");
        page.line(&format!("What judges is changed ({})", report.judged_by.len()));
        page.wrapped("", "", "Nothing of this counts before the base has it; somebody should look at it as at a rule.");
        report.judged_by.iter().for_each(|what| page.wrapped("  * ", "    ", what));
    }
    if report.stopped {
        page.line("");
        page.wrapped(
            "",
            "",
            "The search for causes stopped at its bound; where no edit is named, look at all that the finding rests on.",
        );
    }
    page.line("");
    let worse = report.blocking().count();
    page.wrapped(
        "",
        "",
        &match report.verdict() {
            Verdict::Pass => "Verdict: pass. The change makes nothing worse that blocks.".to_owned(),
            Verdict::Fail if report.is_strict => {
                format!("Verdict: fail. Of the later version {worse} {}, unchanged or not.", blocks(worse))
            }
            Verdict::Fail => format!("Verdict: fail. The change makes {worse} worse that {}.", blocks(worse)),
            Verdict::NotJudged => {
                "Verdict: not judged. A rule could not be applied, or none applied to anything.".to_owned()
            }
        },
    );
    out.write_all(page.out.as_bytes())
}

fn blocks(count: usize) -> &'static str {
    if count == 1 { "blocks" } else { "block" }
}

fn head(report: &ComparisonReport, page: &mut Page) {
    let [before, after] = &report.names;
    page.line(&format!("Comparison as of {}", report.after.as_of.format("%-d %B %Y")));
    page.wrapped("  Before    ", "            ", before);
    page.wrapped("  After     ", "            ", after);
    for policy in &report.after.policies {
        page.wrapped("  Policy    ", "            ", &format!("{} ({})", policy.title, policy.id));
    }
    if !report.judges_changes {
        page.wrapped("            ", "            ", NO_RULE_ON_CHANGES);
    }
}

fn edits(report: &ComparisonReport, all: bool, page: &mut Page) {
    let edits: Vec<ToldEdit> = report.edits().collect();
    page.line("");
    if edits.is_empty() {
        page.line("Nothing changed.");
        return;
    }
    page.line(&format!("Changes ({})", edits.len()));
    let shown = if all { edits.len() } else { MOST_EDITS };
    for edit in edits.iter().take(shown) {
        page.wrapped("  * ", "    ", &format!("{}{}", edit.told, tail(edit)));
    }
    if edits.len() > shown {
        page.line(&format!("  and {} more (-v lists them)", edits.len() - shown));
    }
}

fn tail(edit: &ToldEdit) -> String {
    edit.after_sign_off().map(|after| format!(", {after}")).unwrap_or_default()
}

fn heading(turn: Turn) -> &'static str {
    match turn {
        Turn::New => "New",
        Turn::Worse => "Worse than before",
        Turn::Better => "Better than before, and still to be acted on",
        Turn::Mended => "Mended",
        Turn::Gone => "Gone with what they were about",
        Turn::Unchanged => "Unchanged",
    }
}

fn section(report: &ComparisonReport, heading: &str, found: &[&Turned], page: &mut Page) {
    if found.is_empty() {
        return;
    }
    page.line("");
    page.line(&format!("{heading} ({})", found.len()));
    found.iter().for_each(|one| finding(report, one, page));
}

/// What is unchanged: those that block all the same are listed, the others counted.
fn unchanged(report: &ComparisonReport, page: &mut Page) {
    let blocking: Vec<&Turned> = report.blocking().filter(|one| one.turn == Turn::Unchanged).collect();
    section(report, "Unchanged, and blocking", &blocking, page);
    let others = report.count(Turn::Unchanged) - blocking.len();
    if others > 0 {
        page.line("");
        let which = if blocking.is_empty() { "Unchanged" } else { "Unchanged, and not blocking" };
        page.line(&format!("{which}: {others} (-v lists them)"));
    }
}

fn finding(report: &ComparisonReport, turned: &Turned, page: &mut Page) {
    let Some(told) = report.tell(turned) else { return };
    let finding = told.finding;
    page.line("");
    let outcome = match (turned.turn, report.outcome_before(turned)) {
        (Turn::Worse | Turn::Better, Some(before)) => {
            format!("{}, {} before", finding.outcome.words(), before.words())
        }
        (Turn::Mended, Some(before)) => format!("was: {}", before.words()),
        _ => finding.outcome.words().to_owned(),
    };
    page.wrapped("  ", "    ", &format!("[{}] {} ({outcome})", finding.severity.word(), finding.rule));
    page.wrapped("    ", "    ", &format!("{}. [{}]", capitalised(&told.said()), finding.id));
    if let Some(place) = told.places.first() {
        page.wrapped("    Where    ", "             ", &format!("{}, {}", place.path, place.spot));
    }
    match report.because(turned) {
        Some(edits) => {
            for (at, edit) in edits.iter().enumerate() {
                let start = if at == 0 { "    Because  " } else { "    and      " };
                page.wrapped(start, "             ", &format!("{}{}", edit.told, tail(edit)));
            }
        }
        None if turned.cause.is_some() => {
            page.line("    Because  (not found: the search stopped at its bound)");
        }
        None => {}
    }
    if turned.turn.is_for_the_worse() {
        page.wrapped("    Clause   ", "             ", &finding.clause);
        if !finding.remedy.is_empty() {
            page.wrapped("    To do    ", "             ", &finding.remedy);
        }
    }
}
