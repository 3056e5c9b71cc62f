//! What trials showed of the passes, for every form.

use super::{Report, ToldFinding};
use crate::assess::{Finding, Witnessed};

impl Report {
    /// What trials say of a pass; none where it was not tried.
    pub fn witnessed(&self, finding: &Finding) -> Option<&Witnessed> {
        self.witness.as_ref()?.by_finding.get(&finding.id)
    }

    /// The passes that nothing would have broken, told.
    pub fn hollow(&self) -> impl Iterator<Item = ToldFinding<'_>> {
        let is_hollow = |finding: &Finding| matches!(self.witnessed(finding), Some(Witnessed::Hollow(_)));
        self.findings.iter().filter(move |finding| is_hollow(finding)).map(|finding| self.tell(finding))
    }

    /// What the trials came to as a whole, and where they stopped; none where there were none.
    pub fn witness_in_words(&self) -> Option<String> {
        let witness = self.witness.as_ref()?;
        let hollow = witness.hollow().count();
        let mut words = format!(
            "Passes that were tried: {}. Hollow, since nothing that they read would have made the rule speak: {hollow}.",
            witness.by_finding.len()
        );
        if witness.unsettled() > 0 {
            words += &format!(
                " Unsettled: {}, where not everything could be tried or the limit of trials for a pass was reached.",
                witness.unsettled()
            );
        }
        if witness.left_out > 0 {
            words += &format!(" Not tried, since there were too many: {}.", witness.left_out);
        }
        Some(words)
    }
}
