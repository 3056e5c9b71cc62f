//! What is found and does not block, on a terminal.

use super::{Teller, ToldFinding};

impl Teller<'_> {
    /// What is found and does not count against the gate, with the reason.
    pub(super) fn excused(&mut self) {
        let report = self.report;
        let found: Vec<ToldFinding<'_>> = report.excused().collect();
        if found.is_empty() {
            return;
        }
        let heading = self.bold(&format!("Waived, or known before ({})", found.len()));
        self.page.line("");
        self.page.line(&heading);
        self.page.wrapped("", "", "These are found too; they do not block, for the reasons given.");
        for told in found {
            let finding = told.finding;
            let why = finding.excuse.as_ref().map(ToString::to_string).unwrap_or_default();
            let said = told.said();
            self.page.line("");
            self.page.wrapped(
                "  * ",
                "    ",
                &format!("{} ({}): {} [{}]", finding.rule, finding.outcome.words(), said, finding.id),
            );
            self.page.wrapped("    ", "    ", &why);
        }
    }
}
