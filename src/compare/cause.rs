//! Which edits made a finding turn, and whether something signed was edited.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Turn, Turned, minimal};
use crate::assess::{Finding, Judge, Judgements, Trial, is_built_in, names};
use crate::change::{Edit, Versions};
use crate::document::{Node, NodeId};
use crate::submission::{NodeRef, Submission};

/// How many nodes the trials of a comparison may read, for each node of the later version and
/// at least: a bound on the work that does not depend on the machine.
const NODES_PER_NODE: usize = 40;
const NODES_AT_LEAST: usize = 4_000_000;

/// How many trials one finding may take.
const TRIALS: usize = 400;

/// More edits than this are not searched where what was read does not tell which matter.
const TOO_MANY: usize = 512;

/// Up to this many edits, every set of them is tried, the small ones first.
const FEW: usize = 5;

/// What made a finding turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// These edits together, and no fewer of them: each was tried, or there is no other edit of
    /// anything that the finding rests on.
    Edits(Vec<Edit>),
    /// The edits among which the cause is; the search came to its bound.
    Among(usize),
}

/// A finding whose cause is sought.
struct Sought<'f> {
    /// Its position among those that turned.
    at: usize,
    turn: Turn,
    was: Option<&'f Finding>,
    is: Option<&'f Finding>,
    /// As it is, or else as it was.
    finding: &'f Finding,
    /// Edits of what it rests on, by position.
    candidates: Vec<usize>,
    /// How many sets of them were tried.
    tried: usize,
}

impl Sought<'_> {
    /// The set of candidates that is tried next, the small ones first.
    fn set(&self) -> Vec<usize> {
        let count = self.candidates.len();
        let mut sets: Vec<u32> = (1..1 << count).collect();
        sets.sort_by_key(|set| set.count_ones());
        let set = sets.get(self.tried).copied().unwrap_or(0);
        let chosen = self.candidates.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
        chosen.map(|(_, edit)| *edit).collect()
    }
}

/// A version between the two, and the trials on it.
struct Between<'s> {
    before: Arc<Submission>,
    between: Arc<Submission>,
    by: Judge<'s>,
    judgements: &'s Judgements,
    as_it_is: Option<Trial<'s>>,
    of_change: Option<Trial<'s>>,
}

impl Between<'_> {
    fn judge(&mut self, rule: &str, called: &str) -> Vec<Finding> {
        let (between, by, judgements) = (&self.between, self.by, self.judgements);
        let trial = if by.rules.get(rule).is_some_and(|rule| rule.is_about_changes) {
            let versions = || Versions::new(Arc::clone(&self.before), Arc::clone(between));
            self.of_change.get_or_insert_with(|| Trial::of_change(versions(), by, judgements))
        } else {
            self.as_it_is.get_or_insert_with(|| Trial::new(between, by, judgements))
        };
        trial.judge(rule, called)
    }
}

/// The search for causes in one comparison.
pub(super) struct Search<'s> {
    pub(super) versions: &'s Versions,
    pub(super) by: Judge<'s>,
    judgements: &'s Judgements,
    /// Nodes that may still be read in trials.
    left: usize,
    stopped: bool,
    /// Edits by the nodes that they touch, in the earlier and in the later version.
    pub(super) of_before: HashMap<NodeRef, Vec<usize>>,
    pub(super) of_after: HashMap<NodeRef, Vec<usize>>,
    /// The findings of the two versions, by rule and subject.
    pub(super) found_before: BySubject<'s>,
    pub(super) found_after: BySubject<'s>,
}

type BySubject<'s> = HashMap<(&'s str, Option<NodeRef>), Vec<&'s Finding>>;

fn by_subject(findings: &[Finding]) -> BySubject<'_> {
    let mut found: BySubject<'_> = HashMap::new();
    findings.iter().for_each(|one| found.entry((&one.rule, one.subject)).or_default().push(one));
    found
}

impl<'s> Search<'s> {
    /// The search in two versions whose findings these are, the earlier ones first.
    pub(super) fn new(
        versions: &'s Versions,
        by: Judge<'s>,
        judgements: &'s Judgements,
        [before, after]: [&'s [Finding]; 2],
    ) -> Self {
        let nodes: usize = versions.after.members().iter().map(|member| member.document.tree().len()).sum();
        let mut search = Search {
            versions,
            by,
            judgements,
            left: (nodes * NODES_PER_NODE).max(NODES_AT_LEAST),
            stopped: false,
            of_before: HashMap::new(),
            of_after: HashMap::new(),
            found_before: by_subject(before),
            found_after: by_subject(after),
        };
        for (at, edit) in versions.edits().iter().enumerate() {
            let (before, after) = match *edit {
                Edit::Changed { before, after } | Edit::Reordered { before, after } => (Some(before), Some(after)),
                Edit::Added { under, after } => (under, Some(after)),
                Edit::Removed { before, under } => (Some(before), under),
            };
            before.iter().for_each(|node| search.of_before.entry(*node).or_default().push(at));
            after.iter().for_each(|node| search.of_after.entry(*node).or_default().push(at));
        }
        search
    }

    /// Whether a search came to its bound.
    pub(super) fn stopped(&self) -> bool {
        self.stopped
    }

    /// Finds the causes of all that turned.
    pub(super) fn causes(&mut self, turned: &mut [Turned], before: &[Finding], after: &[Finding]) {
        let mut sought = Vec::new();
        for (at, one) in turned.iter_mut().enumerate().filter(|(_, one)| one.turn != Turn::Unchanged) {
            let was = one.before.and_then(|at| before.get(at));
            let is = one.after.and_then(|at| after.get(at));
            let Some(finding) = is.or(was) else { continue };
            // What is said of a judgement or of a baseline rests on no paper that was edited.
            if finding.subject.is_none() && is_built_in(&finding.rule) {
                continue;
            }
            // A subject that came or went did so by one edit.
            let whole = self.of_subject(was, is).map(|edit| vec![edit]);
            let candidates = whole.unwrap_or_else(|| self.candidates(finding, was, is));
            // The only edit of anything that it rests on needs no trial, and what is built in stands at
            // the place of its fault.
            let is_built_in = self.by.rules.get(&finding.rule).is_none();
            if candidates.len() == 1 || (is_built_in && !candidates.is_empty()) {
                one.cause = Some(Cause::Edits(candidates.iter().map(|at| self.edit(*at)).collect()));
            } else {
                sought.push(Sought { at, turn: one.turn, was, is, finding, candidates, tried: 0 });
            }
        }
        let (few, many) =
            sought.into_iter().partition(|sought: &Sought<'_>| (2..=FEW).contains(&sought.candidates.len()));
        let mut left = self.in_rounds(few, turned);
        left.extend::<Vec<Sought<'_>>>(many);
        for sought in left {
            let found = self.search(&sought.candidates, &sought).or_else(|| {
                let all: Vec<usize> = (0..self.versions.edits().len()).collect();
                let may = all.len() <= TOO_MANY && sought.candidates.len() < all.len();
                may.then(|| self.search(&all, &sought)).flatten()
            });
            let cause = match found {
                Some(edits) => Cause::Edits(edits.into_iter().map(|at| self.edit(at)).collect()),
                None => {
                    self.stopped = true;
                    let all = self.versions.edits().len();
                    Cause::Among(if sought.candidates.is_empty() { all } else { sought.candidates.len() })
                }
            };
            if let Some(one) = turned.get_mut(sought.at) {
                one.cause = Some(cause);
            }
        }
    }

    fn edit(&self, at: usize) -> Edit {
        // Positions come from the edits themselves.
        self.versions
            .edits()
            .get(at)
            .copied()
            .unwrap_or(Edit::Removed { before: NodeRef { document: u32::MAX, node: NodeId::ROOT }, under: None })
    }

    /// Tries the sets of few candidates, the small ones first, for all findings in common rounds:
    /// an edit that a finding does not rest on makes no difference to it, so that one version
    /// between answers for many. Gives back those for which no set was enough.
    fn in_rounds<'f>(&mut self, mut sought: Vec<Sought<'f>>, turned: &mut [Turned]) -> Vec<Sought<'f>> {
        let mut left = Vec::new();
        while !sought.is_empty() {
            let mut applied: BTreeMap<usize, bool> = BTreeMap::new();
            let mut of_round = Vec::new();
            let mut later = Vec::new();
            for one in sought {
                let set = one.set();
                let wants = |edit: &usize| set.contains(edit);
                if one.candidates.iter().all(|edit| applied.get(edit).is_none_or(|is| *is == wants(edit))) {
                    applied.extend(one.candidates.iter().map(|edit| (*edit, wants(edit))));
                    of_round.push(one);
                } else {
                    later.push(one);
                }
            }
            let chosen: Vec<Edit> = applied.iter().filter(|(_, is)| **is).map(|(at, _)| self.edit(*at)).collect();
            let Some(mut trial) = self.trial(&chosen) else {
                left.extend(of_round);
                left.extend(later);
                return left;
            };
            for mut one in of_round {
                if self.turns(&mut trial, &one) {
                    let edits = one.set().into_iter().map(|at| self.edit(at)).collect();
                    if let Some(turned) = turned.get_mut(one.at) {
                        turned.cause = Some(Cause::Edits(edits));
                    }
                    continue;
                }
                one.tried += 1;
                if one.tried < (1 << one.candidates.len()) - 1 { later.push(one) } else { left.push(one) }
            }
            sought = later;
        }
        left
    }

    /// The earlier version with some edits; none once the bound is reached.
    fn trial(&mut self, chosen: &[Edit]) -> Option<Between<'s>> {
        let between = Arc::new(self.versions.with_edits(chosen));
        let nodes: usize = between.members().iter().map(|member| member.document.tree().len()).sum();
        self.left = self.left.checked_sub(nodes)?;
        Some(Between {
            before: Arc::clone(&self.versions.before),
            between,
            by: self.by,
            judgements: self.judgements,
            as_it_is: None,
            of_change: None,
        })
    }

    /// Whether a finding has turned in a trial.
    fn turns(&self, trial: &mut Between<'_>, sought: &Sought<'_>) -> bool {
        let ids: Vec<&str> = [sought.was, sought.is].into_iter().flatten().map(|one| one.id.as_str()).collect();
        let called = self.called(sought.was, sought.is);
        let found = called.iter().map(|name| trial.judge(&sought.finding.rule, name)).find(|found| !found.is_empty());
        let own = found.iter().flatten().find(|one| ids.contains(&one.id.as_str()));
        match sought.turn {
            Turn::Mended | Turn::Gone => !own.is_some_and(|own| own.outcome.needs_somebody()),
            _ => own.is_some_and(|own| own.outcome == sought.finding.outcome),
        }
    }

    fn search(&mut self, candidates: &[usize], sought: &Sought<'_>) -> Option<Vec<usize>> {
        let mut trials = TRIALS;
        minimal::minimal(candidates, &mut trials, &mut |chosen| {
            let chosen: Vec<Edit> = chosen.iter().map(|at| self.edit(*at)).collect();
            let mut trial = self.trial(&chosen)?;
            Some(self.turns(&mut trial, sought))
        })
    }

    /// The subject in the earlier and in the later version.
    pub(super) fn subjects(&self, was: Option<&Finding>, is: Option<&Finding>) -> (Option<NodeRef>, Option<NodeRef>) {
        let own = u32::try_from(self.versions.after.members().len()).unwrap_or(u32::MAX);
        let told = is.and_then(|is| is.subject);
        // What a rule about changes says of something that is gone is said of where it was.
        let gone = told.and_then(|at| Some(NodeRef { document: at.document.checked_sub(own)?, node: at.node }));
        let later = told.filter(|at| at.document < own);
        let earlier = gone.or_else(|| was.and_then(|was| was.subject));
        let earlier = earlier.or_else(|| later.and_then(|at| self.versions.earlier(at)));
        (earlier, later.or_else(|| earlier.and_then(|at| self.versions.later(at))))
    }

    /// The edit that brought the subject, or took it away.
    fn of_subject(&self, was: Option<&Finding>, is: Option<&Finding>) -> Option<usize> {
        let (at, node, edits) = match self.subjects(was, is) {
            (Some(at), None) => (at, self.versions.before.node(at)?, &self.of_before),
            (None, Some(at)) => (at, self.versions.after.node(at)?, &self.of_after),
            _ => return None,
        };
        let is_whole = |edit: &Edit| matches!(edit, Edit::Removed { .. } | Edit::Added { .. });
        above(node).find_map(|node| {
            let of_node = edits.get(&NodeRef { document: at.document, node })?;
            of_node.iter().copied().find(|edit| self.versions.edits().get(*edit).is_some_and(is_whole))
        })
    }

    /// What the subject is called in the two versions.
    fn called(&self, was: Option<&Finding>, is: Option<&Finding>) -> Vec<Arc<str>> {
        let (earlier, later) = self.subjects(was, is);
        let mut called = names(&self.versions.before, earlier.into_iter());
        called.extend(names(&self.versions.after, later.into_iter()));
        called
    }
}

/// A node and what holds it, the nearest first.
pub(super) fn above(node: Node<'_>) -> impl Iterator<Item = NodeId> {
    std::iter::successors(Some(node), |node| node.parent()).map(Node::id)
}
