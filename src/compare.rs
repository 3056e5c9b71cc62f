//! Two versions of a submission, judged and laid beside each other: what is new, worse, mended,
//! gone or unchanged, and which edits made the difference.

mod cause;
mod minimal;
mod reach;
mod signed;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assess::{Assessment, Baseline, Docket, Finding, Judge, Judgements, Outcome};
use crate::change::Versions;
use crate::submission::{NodeRef, Submission};

pub use cause::Cause;
pub use signed::{Signed, signed_before};

/// How a finding of one version stands to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It was not there before.
    New,
    /// It was there, and is more serious now.
    Worse,
    /// It was there, and is less serious now.
    Better,
    /// It was there, and nobody has to do anything about it any more.
    Mended,
    /// What it was about is gone.
    Gone,
    /// It was there before and is there now.
    Unchanged,
}

impl Turn {
    /// All turns, in the order in which people read them.
    pub const ALL: [Turn; 6] = [Turn::New, Turn::Worse, Turn::Better, Turn::Mended, Turn::Gone, Turn::Unchanged];

    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Turn::New => "new",
            Turn::Worse => "worse",
            Turn::Better => "better",
            Turn::Mended => "mended",
            Turn::Gone => "gone",
            Turn::Unchanged => "unchanged",
        }
    }

    /// Whether the change made something worse.
    pub fn is_for_the_worse(self) -> bool {
        matches!(self, Turn::New | Turn::Worse)
    }
}

/// A finding that somebody has, or had, to act on, in both versions.
#[derive(Debug)]
pub struct Turned {
    /// How it turned.
    pub turn: Turn,
    /// Its position among the findings of the earlier version; none where it was not there.
    pub before: Option<usize>,
    /// Its position among the findings of the later version; none where it is not there.
    pub after: Option<usize>,
    /// What made it turn; none where it is unchanged, or is of a judgement or an excuse and of
    /// nothing in the papers.
    pub cause: Option<Cause>,
}

/// Two versions, judged.
pub struct Comparison {
    /// The two versions, matched.
    pub versions: Arc<Versions>,
    /// The later version with the earlier one beside it: what the places of findings name.
    pub submission: Arc<Submission>,
    /// The findings of the earlier version; its nodes are numbered within it.
    pub before: Assessment,
    /// The findings of the later version, and of what became of the earlier one.
    pub after: Assessment,
    /// Findings that somebody has or had to act on: by turn, then in their order.
    pub turned: Vec<Turned>,
    /// Whether the search for causes stopped at its bound.
    pub stopped: bool,
}

/// Judges two versions by the same policy on the same date, and compares what came of it.
///
/// What is waived and what the baseline knows does not count in either version.
pub fn compare(before: &Arc<Submission>, after: &Arc<Submission>, by: Judge<'_>, baseline: &Baseline) -> Comparison {
    compare_judged(before, after, by, baseline, &Judgements::default())
}

/// The same where people have judged reviews: their judgements answer those of both versions.
pub fn compare_judged(
    before: &Arc<Submission>,
    after: &Arc<Submission>,
    by: Judge<'_>,
    baseline: &Baseline,
    judgements: &Judgements,
) -> Comparison {
    let versions = Arc::new(Versions::new(Arc::clone(before), Arc::clone(after)));
    let submission = Arc::new(after.with_earlier(before));
    let mut was = Docket::judge(before, by, None, judgements).into_assessment();
    let mut is = Docket::judge(&submission, by, Some(Arc::clone(&versions)), judgements).into_assessment();
    was.excuse(before, baseline);
    is.excuse(&submission, baseline);
    let mut turned = pair(&versions, &submission, &was.findings, &is.findings);
    let mut search = cause::Search::new(&versions, by, judgements, [&was.findings, &is.findings]);
    search.causes(&mut turned, &was.findings, &is.findings);
    turned.sort_by_key(|one| one.turn);
    let stopped = search.stopped();
    Comparison { versions, submission, before: was, after: is, turned, stopped }
}

/// What a finding is known by in both versions: its rule, its subject and its place, as nodes of
/// the later version where they have become such.
type Key<'f> = (&'f str, Option<Known>, Option<Known>);

/// A node of the later version, or one of the earlier version that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Is(NodeRef),
    Was(NodeRef),
}

fn pair(versions: &Versions, submission: &Submission, was: &[Finding], is: &[Finding]) -> Vec<Turned> {
    let place = |finding: &Finding| finding.points_at.first().map(|points| points.at);
    let from_before = |at: NodeRef| versions.later(at).map_or(Known::Was(submission.in_earlier(at)), Known::Is);
    let before_key = |finding: &'_ Finding| -> (Option<Known>, Option<Known>) {
        (finding.subject.map(from_before), place(finding).map(from_before))
    };
    let mut earlier: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (at, finding) in was.iter().enumerate() {
        let (subject, place) = before_key(finding);
        earlier.entry((&finding.rule, subject, place)).or_default().push(at);
    }
    earlier.values_mut().for_each(|positions| positions.reverse());
    let mut turned = Vec::new();
    let mut matched = vec![false; was.len()];
    for (at, finding) in is.iter().enumerate() {
        let key = (finding.rule.as_str(), finding.subject.map(Known::Is), place(finding).map(Known::Is));
        let counterpart = earlier.get_mut(&key).and_then(Vec::pop);
        if let Some(mark) = counterpart.and_then(|old| matched.get_mut(old)) {
            *mark = true;
        }
        let old = counterpart.and_then(|old| was.get(old)).filter(|old| old.excuse.is_none());
        let old = old.map_or(Outcome::Pass, |old| old.outcome);
        let turn = match (old.needs_somebody(), finding.needs_somebody()) {
            (false, false) => continue,
            (false, true) => Turn::New,
            (true, false) => Turn::Mended,
            (true, true) => match finding.outcome.cmp(&old) {
                std::cmp::Ordering::Greater => Turn::Worse,
                std::cmp::Ordering::Less => Turn::Better,
                std::cmp::Ordering::Equal => Turn::Unchanged,
            },
        };
        turned.push(Turned { turn, before: counterpart, after: Some(at), cause: None });
    }
    for (at, finding) in was.iter().enumerate().filter(|(_, finding)| finding.needs_somebody()) {
        if matched.get(at).is_some_and(|matched| *matched) {
            continue;
        }
        let is_gone = finding.subject.is_some_and(|subject| versions.later(subject).is_none());
        let turn = if is_gone { Turn::Gone } else { Turn::Mended };
        turned.push(Turned { turn, before: Some(at), after: None, cause: None });
    }
    turned
}
