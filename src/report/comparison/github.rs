//! The comparison as annotations beside the lines of a change on GitHub.

use std::io;

use super::ComparisonReport;
use crate::report::lines::{annotation, data};

/// Writes a workflow command for each finding that the change made worse or that blocks, and for each change of
/// what judges.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &ComparisonReport, out: &mut dyn io::Write) -> io::Result<()> {
    for turned in report.to_act_on() {
        let Some(told) = report.tell(turned) else { continue };
        let because: Vec<String> =
            report.because(turned).unwrap_or_default().iter().map(|edit| format!("\nBecause {}", edit.told)).collect();
        writeln!(out, "{}{}", annotation(&told), data(&because.concat()))?;
    }
    for what in &report.judged_by {
        writeln!(out, "::warning title=What judges is changed::{}", data(what))?;
    }
    Ok(())
}
