//! What no rule read, on a terminal.

use std::collections::BTreeMap;

use super::Teller;

impl Teller<'_> {
    /// What no rule read, by document and field, the positions of list items left out.
    pub(super) fn unexamined(&mut self) {
        let report = self.report;
        if report.unexamined.is_empty() {
            return;
        }
        let mut by_document: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
        for place in &report.unexamined {
            let general: Vec<&str> = place
                .pointer
                .split('/')
                .skip(1)
                .map(|step| if step.bytes().all(|byte| byte.is_ascii_digit()) { "*" } else { step })
                .collect();
            *by_document.entry(&place.path).or_default().entry(general.join("/")).or_default() += 1;
        }
        let heading = self.bold("Not examined");
        self.page.line("");
        self.page.line(&heading);
        self.page.wrapped("", "", "No rule of the policy read these parts; nothing in this report speaks of them.");
        for (path, fields) in by_document {
            let fields: Vec<String> = fields
                .into_iter()
                .map(|(field, count)| if count > 1 { format!("{field} ({count})") } else { field })
                .collect();
            self.page.wrapped("  ", "    ", &format!("{path}: {}", fields.join(", ")));
        }
    }
}
