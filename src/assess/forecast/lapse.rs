//! Findings that a waiver excused and that count again once it ends, with no edit at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Forecast, told_apart};
use crate::assess::docket::Docket;
use crate::assess::excuse::{Baseline, Excuse, WAIVERS, Waiver};
use crate::assess::finding::{Finding, Names};
use crate::assess::one::Judge;

/// A finding that counts again.
#[derive(Debug)]
pub struct Lapse {
    /// Stable from one forecast to the next: of the rule, what the subject is called, the waiver.
    pub id: String,
    /// The first day on which it does.
    pub on: NaiveDate,
    /// The finding as a report of that day has it.
    pub finding: Finding,
    /// The waiver that excused it until then.
    pub waiver: Arc<Waiver>,
}

impl Docket<'_> {
    /// The findings that count again on days on which a waiver turns: what is waived on the day
    /// before, and is not on the day. Only such days are judged as a whole.
    pub(super) fn lapses(&self, forecast: &Forecast) -> Vec<Lapse> {
        let is_waiver = |document: u32| self.submission.member(document).is_some_and(|one| one.kind.name() == WAIVERS);
        let of_waivers = forecast.turns.iter().filter(|turn| is_waiver(turn.subject.document));
        let days: BTreeSet<NaiveDate> = of_waivers.map(|turn| turn.on).collect();
        let mut names = Names::new(&self.submission);
        let mut seen = BTreeMap::new();
        let mut lapses = Vec::new();
        for on in days {
            let Some(eve) = on.pred_opt() else { continue };
            let waived: BTreeMap<String, Arc<Waiver>> = self.excused(eve).into_iter().filter_map(waiver_of).collect();
            for finding in self.excused(on).into_iter().filter(Finding::needs_somebody) {
                let Some(waiver) = waived.get(&finding.id).cloned() else { continue };
                let called = finding.subject.map(|at| names.of(at)).unwrap_or_default();
                let id = told_apart(format!("{}\n{called}\nwaiver {}", finding.rule, waiver.id), &mut seen);
                lapses.push(Lapse { id, on, finding, waiver });
            }
        }
        lapses
    }

    /// All findings of a day, excused where a waiver holds.
    fn excused(&self, day: NaiveDate) -> Vec<Finding> {
        let by = Judge { as_of: day, ..self.by };
        let mut assessment = Docket::judge(&self.submission, by, None, self.judgements).into_assessment();
        assessment.excuse(&self.submission, &Baseline::default());
        assessment.findings
    }
}

fn waiver_of(finding: Finding) -> Option<(String, Arc<Waiver>)> {
    match finding.excuse {
        Some(Excuse::Waived(waiver)) => Some((finding.id, waiver)),
        _ => None,
    }
}
