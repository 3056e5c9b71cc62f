//! A comparison of two versions, told: what changed, what that made worse or better, and why.

mod github;
mod human;
mod json;
mod markdown;

use std::sync::Arc;

use super::{Report, Setting, ToldFinding};
use crate::assess::{Finding, Outcome};
use crate::change::{Edit, Told, Versions};
use crate::compare::{Cause, Comparison, Signed, Turn, Turned, signed_before};
use crate::gate::Verdict;

pub use github::write as github;
pub use human::write as human;
pub use json::write as json;
pub use markdown::write as markdown;

/// Two versions, told.
pub struct ComparisonReport {
    /// What the two versions are called: paths, or revisions.
    pub names: [String; 2],
    /// The earlier version, judged.
    pub before: Report,
    /// The later version, judged, with the rules about changes.
    pub after: Report,
    /// Findings that somebody has or had to act on.
    pub turned: Vec<Turned>,
    /// Whether the search for causes stopped at its bound.
    pub stopped: bool,
    /// What the change alters of what judges, in words; it does not count yet.
    pub judged_by: Vec<String>,
    /// Whether any rule of the policy speaks about changes; without one, they are told and not judged.
    pub judges_changes: bool,
    /// Whether everything that is not met blocks, not only what the change makes worse.
    pub is_strict: bool,
    versions: Arc<Versions>,
}

/// An edit, told.
pub struct ToldEdit {
    /// What it is of, and what changed.
    pub told: Told,
    /// The document, as it is now or as it was.
    pub path: String,
    /// The place in it.
    pub spot: String,
    /// The sign-offs whose content it touches, the innermost first.
    pub signed: Vec<Signed>,
}

impl ComparisonReport {
    /// Tells a comparison.
    pub fn new(compared: Comparison, setting: Setting<'_>, names: [String; 2]) -> ComparisonReport {
        let Comparison { versions, submission, before, after, turned, stopped } = compared;
        let judges_changes = setting.rules.rules().any(|rule| rule.is_about_changes);
        let earlier = Setting { skipped: Vec::new(), settings: None, ..setting.clone() };
        ComparisonReport {
            names,
            before: Report::new(&versions.before, before, earlier),
            after: Report::new(&submission, after, setting),
            turned,
            stopped,
            judged_by: Vec::new(),
            judges_changes,
            is_strict: false,
            versions,
        }
    }

    /// What the comparison comes to: it fails where the change made something worse that blocks.
    pub fn verdict(&self) -> Verdict {
        if self.after.verdict == Verdict::NotJudged {
            return Verdict::NotJudged;
        }
        if self.is_strict {
            return self.after.verdict;
        }
        if self.blocking().next().is_some() { Verdict::Fail } else { Verdict::Pass }
    }

    /// Whether a rule could not be applied.
    pub fn is_broken(&self) -> bool {
        self.after.count(Outcome::Broken) > 0
    }

    /// What blocks: what the change made worse, and where the gate is strict all the rest too.
    pub fn blocking(&self) -> impl Iterator<Item = &Turned> {
        self.turned.iter().filter(|one| {
            let finding = one.after.and_then(|at| self.after.findings.get(at));
            let counts = one.turn.is_for_the_worse() || self.is_strict;
            counts && finding.is_some_and(|one| one.needs_somebody() && one.severity <= self.after.fail_on)
        })
    }

    /// What is told to those who have to act: what the change made worse, and what blocks.
    pub fn to_act_on(&self) -> Vec<&Turned> {
        let turns = Turn::ALL.into_iter().flat_map(|turn| self.of_turn(turn));
        let blocks = |turned: &Turned| self.blocking().any(|one| std::ptr::eq(one, turned));
        turns.filter(|one| one.turn.is_for_the_worse() || (self.is_strict && blocks(one))).collect()
    }

    /// A turned finding as it is now, or else as it was.
    pub fn tell(&self, turned: &Turned) -> Option<ToldFinding<'_>> {
        self.finding(turned).map(|(report, finding)| report.tell(finding))
    }

    /// What came of the requirement in the earlier version.
    pub fn outcome_before(&self, turned: &Turned) -> Option<Outcome> {
        turned.before.and_then(|at| self.before.findings.get(at)).map(|finding| finding.outcome)
    }

    /// How many took a turn.
    pub fn count(&self, turn: Turn) -> usize {
        self.turned.iter().filter(|one| one.turn == turn).count()
    }

    /// Those that took a turn, the most severe first.
    pub fn of_turn(&self, turn: Turn) -> Vec<&Turned> {
        let mut found: Vec<&Turned> = self.turned.iter().filter(|one| one.turn == turn).collect();
        found.sort_by_key(|one| self.finding(one).map(|(_, finding)| finding.severity));
        found
    }

    /// The finding as it is now, or else as it was, with the version that it is of.
    fn finding(&self, turned: &Turned) -> Option<(&Report, &Finding)> {
        let now = turned.after.and_then(|at| self.after.findings.get(at)).map(|finding| (&self.after, finding));
        now.or_else(|| Some((&self.before, self.before.findings.get(turned.before?)?)))
    }

    /// All edits, told.
    pub fn edits(&self) -> impl Iterator<Item = ToldEdit> {
        self.versions.edits().iter().map(|edit| self.edit(*edit))
    }

    /// The edits that made a finding turn, told; none where they were not found.
    pub fn because(&self, turned: &Turned) -> Option<Vec<ToldEdit>> {
        match turned.cause.as_ref()? {
            Cause::Edits(edits) => Some(edits.iter().map(|edit| self.edit(*edit)).collect()),
            Cause::Among(_) => None,
        }
    }

    fn edit(&self, edit: Edit) -> ToldEdit {
        let (submission, at) = match edit {
            Edit::Changed { after, .. } | Edit::Added { after, .. } | Edit::Reordered { after, .. } => {
                (&self.versions.after, after)
            }
            Edit::Removed { before, .. } => (&self.versions.before, before),
        };
        let place = super::place(submission, at, None);
        ToldEdit {
            told: self.versions.tell(edit),
            path: place.as_ref().map(|place| place.path.clone()).unwrap_or_default(),
            spot: place.map(|place| place.spot.to_string()).unwrap_or_default(),
            signed: signed_before(&self.versions, edit),
        }
    }
}

impl ToldEdit {
    /// `after the sign-off of recommendation 4 on 24 November 2015`; none where nothing signed was touched.
    pub fn after_sign_off(&self) -> Option<String> {
        let signed = self.signed.first()?;
        let on = signed.on.as_deref().map(|on| match on.parse::<chrono::NaiveDate>() {
            Ok(day) => format!(" on {}", day.format("%-d %B %Y")),
            Err(_) => format!(" on {on}"),
        });
        Some(format!("after the sign-off of {}{}", signed.of, on.unwrap_or_default()))
    }
}
