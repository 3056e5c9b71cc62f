//! The comparison as a summary for a pull request: short enough to be read.

use std::io;

use super::ComparisonReport;
use crate::compare::Turn;
use crate::report::markdown::{escaped, what_and_where};

/// How many findings and how many edits are told; the rest is counted.
const MOST: usize = 20;

/// Writes the summary.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &ComparisonReport, out: &mut dyn io::Write) -> io::Result<()> {
    let [before, after] = report.names.each_ref().map(|name| escaped(name));
    writeln!(out, "## Comparison: {}\n", report.verdict().word())?;
    writeln!(out, "{before} -&gt; {after}, as of {}.\n", report.after.as_of.format("%-d %B %Y"))?;
    if !report.judges_changes {
        writeln!(out, "{}\n", super::human::NO_RULE_ON_CHANGES)?;
    }
    writeln!(out, "| new | worse | better | mended | gone | unchanged |\n|---|---|---|---|---|---|")?;
    let counts: Vec<String> = Turn::ALL.iter().map(|turn| report.count(*turn).to_string()).collect();
    writeln!(out, "| {} |", counts.join(" | "))?;
    let worse = report.to_act_on();
    if worse.is_empty() {
        writeln!(out, "\nThe change makes nothing worse.")?;
    } else {
        writeln!(out, "\n| | what | where | because | to do |\n|---|---|---|---|---|")?;
    }
    for turned in worse.iter().take(MOST) {
        let Some(told) = report.tell(turned) else { continue };
        let because: Vec<String> = report
            .because(turned)
            .unwrap_or_default()
            .iter()
            .map(|edit| {
                let after = edit.after_sign_off().map(|after| format!(", {after}")).unwrap_or_default();
                escaped(&format!("{}{after}", edit.told))
            })
            .collect();
        let remedy = escaped(&told.finding.remedy);
        writeln!(out, "{} | {} | {remedy} |", what_and_where(&told), because.join(" <br> "))?;
    }
    if worse.len() > MOST {
        let which = if report.is_strict { "to act on" } else { "that became worse" };
        writeln!(out, "\nAnd {} more {which}.", worse.len() - MOST)?;
    }
    if !report.judged_by.is_empty() {
        writeln!(out, "\n**What judges is changed; it counts once the base has it:**\n")?;
        report.judged_by.iter().try_for_each(|what| writeln!(out, "- {}", escaped(what)))?;
    }
    let edits: Vec<String> = report.edits().map(|edit| escaped(&edit.told.to_string())).collect();
    if !edits.is_empty() {
        writeln!(out, "\n<details><summary>{}</summary>\n", counted(edits.len()))?;
        edits.iter().take(MOST * 5).try_for_each(|edit| writeln!(out, "- {edit}"))?;
        if edits.len() > MOST * 5 {
            writeln!(out, "- and {} more", edits.len() - MOST * 5)?;
        }
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

fn counted(changes: usize) -> String {
    if changes == 1 { "1 change".to_owned() } else { format!("{changes} changes") }
}
