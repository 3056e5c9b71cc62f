//! What one application of a rule may look at, and the record of what it read.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use chrono::NaiveDate;

use super::node::Unknown;
use super::search::{Found, Sameness, Searches};
use super::vocabulary::{self, body::LastHeld};
use crate::calendar::DaySpan;
use crate::change::Versions;
use crate::document::NodeId;
use crate::evidence::{Index, PlanWords};
use crate::meeting::{Gap, Meeting, WithoutAttendance};
use crate::submission::{NodeRef, Read, Reads, Search, Submission};

/// What every application of every rule shares: the submission, the date, earlier outcomes.
#[derive(Clone)]
pub struct Surroundings {
    /// The documents.
    pub submission: Arc<Submission>,
    /// The date of the assessment.
    pub as_of: NaiveDate,
    /// Outcomes of the rules that others build on.
    pub outcomes: Arc<Outcomes>,
    /// What became of the earlier version that the submission holds beside its own documents.
    pub versions: Option<Arc<Versions>>,
    /// The labels of each plan's paragraphs, made when first asked for.
    indexes: Arc<Vec<OnceLock<Index>>>,
    /// The words of each plan's paragraphs, made when first asked for.
    words: Arc<Vec<OnceLock<PlanWords>>>,
    /// Each meeting's record as its quorum needs it, made when first asked for.
    meetings: Arc<Vec<OnceLock<Result<Meeting, Gap>>>>,
    searches: Arc<Searches>,
    /// The last meeting of each body that has been held.
    last_held: Arc<OnceLock<LastHeld>>,
}

impl Surroundings {
    /// Surroundings without any outcome yet.
    pub fn new(submission: &Arc<Submission>, as_of: NaiveDate) -> Surroundings {
        let indexes = submission.with_earlier_members().iter().map(|_| OnceLock::new()).collect();
        let words = submission.with_earlier_members().iter().map(|_| OnceLock::new()).collect();
        let meetings = submission.with_earlier_members().iter().map(|_| OnceLock::new()).collect();
        Surroundings {
            submission: Arc::clone(submission),
            as_of,
            outcomes: Arc::default(),
            versions: None,
            indexes: Arc::new(indexes),
            words: Arc::new(words),
            meetings: Arc::new(meetings),
            searches: Arc::default(),
            last_held: Arc::default(),
        }
    }

    /// The same surroundings on another day.
    #[must_use]
    pub fn on(&self, as_of: NaiveDate) -> Surroundings {
        Surroundings { as_of, last_held: Arc::default(), ..self.clone() }
    }

    /// The same surroundings with another submission, of which nothing is known yet.
    #[must_use]
    pub fn with(&self, submission: &Arc<Submission>) -> Surroundings {
        let (outcomes, versions) = (Arc::clone(&self.outcomes), self.versions.clone());
        Surroundings { outcomes, versions, ..Surroundings::new(submission, self.as_of) }
    }

    /// The last meeting of each body that has been held.
    pub(super) fn last_held(&self) -> &LastHeld {
        self.last_held.get_or_init(|| vocabulary::body::last_held(&self.submission, self.as_of))
    }

    /// The nodes at a path in all documents of a kind, by a field of theirs; see [`Searches`].
    pub(super) fn search(&self, kind: &str, path: &str, field: &str) -> Result<Arc<Found>, String> {
        self.searches.find(&self.submission, kind, path, field, Sameness::Written)
    }

    /// The same by the words that the field holds.
    pub(super) fn search_words(&self, kind: &str, path: &str, field: &str) -> Result<Arc<Found>, String> {
        self.searches.find(&self.submission, kind, path, field, Sameness::Words)
    }

    /// Does something in the middle of a search: a test stops there.
    #[cfg(test)]
    pub(super) fn in_a_search(&self, work: impl FnOnce()) {
        self.searches.with_lock_held(work);
    }

    /// The record of a meeting as its quorum needs it, or what it lacks.
    pub(super) fn meeting_of(&self, document: u32) -> Result<&Meeting, &Gap> {
        static NONE: OnceLock<Result<Meeting, Gap>> = OnceLock::new();
        let root = NodeRef { document, node: NodeId::ROOT };
        let make = || Meeting::read(&self.submission, root, WithoutAttendance::IsAGap);
        self.meetings.get(document as usize).unwrap_or(&NONE).get_or_init(make).as_ref()
    }

    /// The labels of the paragraphs of a plan.
    pub(super) fn index_of(&self, document: u32) -> &Index {
        static NONE: OnceLock<Index> = OnceLock::new();
        let make = || vocabulary::evidence::index(&self.submission, document);
        self.indexes.get(document as usize).unwrap_or(&NONE).get_or_init(make)
    }

    /// The words of the paragraphs of a plan.
    pub(super) fn words_of(&self, document: u32) -> &PlanWords {
        static NONE: OnceLock<PlanWords> = OnceLock::new();
        let make = || vocabulary::fit::words(&self.submission, document);
        self.words.get(document as usize).unwrap_or(&NONE).get_or_init(make)
    }
}

/// Outcomes by rule and subject, as words: `pass`, `fail`, `open`, `review`, `not-applicable`.
#[derive(Debug, Clone, Default)]
pub struct Outcomes {
    by_subject: HashMap<(String, NodeRef), (&'static str, Reads)>,
    /// What was asked for and is not known, where that is noted instead of being a fault.
    missed: Option<Missed>,
}

impl Outcomes {
    /// Outcomes that are judged only once a rule asks for them; see [`Outcomes::take_missed`].
    pub fn on_demand() -> Outcomes {
        Outcomes { missed: Some(Arc::default()), ..Outcomes::default() }
    }

    /// Notes an outcome with what it rests on.
    pub fn insert(&mut self, rule: &str, subject: NodeRef, outcome: &'static str, reads: Reads) {
        self.by_subject.insert((rule.to_owned(), subject), (outcome, reads));
    }

    /// What was asked for since the last time and is not known: rules and subjects.
    pub fn take_missed(&self) -> Vec<(String, NodeRef)> {
        let missed = self.missed.as_ref().map(|missed| missed.lock().unwrap_or_else(PoisonError::into_inner));
        missed.map(|mut missed| std::mem::take(&mut *missed)).unwrap_or_default()
    }

    /// The outcome of a rule on a subject with what it rests on, if the rule was applied to it.
    pub(super) fn get(&self, rule: &str, subject: NodeRef) -> Option<(&'static str, &Reads)> {
        let known = self.by_subject.get(&(rule.to_owned(), subject)).map(|(outcome, reads)| (*outcome, reads));
        match (&self.missed, known) {
            (Some(missed), None) => {
                missed.lock().unwrap_or_else(PoisonError::into_inner).push((rule.to_owned(), subject));
                Some((NOT_YET, &NOTHING))
            }
            _ => known,
        }
    }
}

/// Rules and subjects whose outcome was asked for too early.
type Missed = Arc<Mutex<Vec<(String, NodeRef)>>>;

/// What a rule is told of an outcome that is judged on demand, before it is asked again.
const NOT_YET: &str = "not-applicable";

static NOTHING: std::sync::LazyLock<Reads> = std::sync::LazyLock::new(Reads::default);

/// One application: the surroundings, and the reads in order.
pub(super) struct Context {
    pub(super) around: Surroundings,
    reads: Mutex<Recorded>,
    /// The conditions that the host saw, where somebody wants to know them.
    seen: Option<Mutex<Vec<Condition>>>,
}

/// A condition that the host saw a rule ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The node that it is about.
    pub at: NodeRef,
    /// What was asked, as the end of a sentence: `is "Complete"`, `lies before 1 June 2016`.
    pub asked: String,
    /// Whether it holds.
    pub holds: bool,
    /// The text that the node was compared with, if it was.
    pub other: Option<String>,
}

/// The reads so far: whole runs, those since the last run, and the searches.
#[derive(Default)]
struct Recorded {
    runs: Vec<Arc<[Read]>>,
    searches: Vec<Arc<Search>>,
    since: Noted<Read>,
    /// The first later day on which something that was compared with the assessment's may turn.
    turn: Option<NaiveDate>,
    /// The outcomes of other rules that were asked for.
    outcomes: Noted<(String, NodeRef)>,
    /// What leaves the subject open, beside what the rule says.
    left_open: Vec<Unknown>,
}

/// What was noted, in order; what was noted before is dropped at times, so that a rule that reads
/// one field a million times takes no more memory than one that reads it once.
struct Noted<T> {
    entries: Vec<T>,
    /// How many there are when they are looked through again.
    look_at: usize,
}

/// How many there are when they are first looked through.
const MANY: usize = 1 << 14;

impl<T> Default for Noted<T> {
    fn default() -> Noted<T> {
        Noted { entries: Vec::new(), look_at: MANY }
    }
}

impl<T: Clone + Eq + Hash> Noted<T> {
    fn push(&mut self, entry: T) {
        if self.entries.last() != Some(&entry) {
            self.entries.push(entry);
        }
        if self.entries.len() >= self.look_at {
            drop_repeated(&mut self.entries);
            self.look_at = (2 * self.entries.len()).max(MANY);
        }
    }

    /// All of them, each once.
    fn take(&mut self) -> Vec<T> {
        let mut entries = std::mem::take(self).entries;
        drop_repeated(&mut entries);
        entries
    }
}

fn drop_repeated<T: Clone + Eq + Hash>(entries: &mut Vec<T>) {
    let mut seen = HashSet::with_capacity(entries.len());
    entries.retain(|entry| seen.insert(entry.clone()));
}

/// What one application leaves behind.
#[derive(Debug, Default)]
pub(super) struct Left {
    pub(super) reads: Reads,
    pub(super) turn: Option<NaiveDate>,
    pub(super) outcomes: Vec<(String, NodeRef)>,
    pub(super) conditions: Vec<Condition>,
    pub(super) left_open: Vec<Unknown>,
}

impl Recorded {
    fn close_run(&mut self) {
        let run = self.since.take();
        if !run.is_empty() {
            self.runs.push(run.into());
        }
    }
}

impl Context {
    pub(super) fn new(around: &Surroundings) -> Arc<Context> {
        Arc::new(Context { around: around.clone(), reads: Mutex::default(), seen: None })
    }

    /// A context that keeps the conditions that the host sees, too.
    pub(super) fn watching(around: &Surroundings) -> Arc<Context> {
        Arc::new(Context { around: around.clone(), reads: Mutex::default(), seen: Some(Mutex::default()) })
    }

    /// Keeps a condition, where somebody wants to know.
    pub(super) fn saw(&self, at: NodeRef, holds: bool, asked: impl FnOnce() -> String) {
        self.saw_against(at, holds, || (asked(), None));
    }

    /// The same of a node that was compared with a text.
    pub(super) fn saw_against(&self, at: NodeRef, holds: bool, asked: impl FnOnce() -> (String, Option<String>)) {
        if let Some(seen) = &self.seen {
            let (asked, other) = asked();
            let condition = Condition { at, asked, holds, other };
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            if !seen.contains(&condition) {
                seen.push(condition);
            }
        }
    }

    /// Notes that the day of the assessment was compared with some days: until the next of their
    /// edges the answer stays. Every word that looks at the day must note this, or
    /// [`Context::turns_any_day`]; the forecast rests on it.
    pub(super) fn compared_with_day(&self, span: DaySpan) {
        let edges = [Some(span.first()), span.first().succ_opt(), Some(span.last()), span.last().succ_opt()];
        edges.into_iter().flatten().for_each(|day| self.may_turn_on(day));
    }

    /// Notes that the day of the assessment was used in a way whose answer may turn on any day.
    pub(super) fn turns_any_day(&self) {
        self.around.as_of.succ_opt().into_iter().for_each(|day| self.may_turn_on(day));
    }

    pub(super) fn may_turn_on(&self, day: NaiveDate) {
        if day > self.around.as_of {
            let turn = &mut self.recorded().turn;
            *turn = Some(turn.map_or(day, |known| known.min(day)));
        }
    }

    /// Notes that the outcome of another rule was asked for.
    pub(super) fn asked_outcome(&self, rule: &str, subject: NodeRef) {
        self.recorded().outcomes.push((rule.to_owned(), subject));
    }

    /// Leaves the subject open for a reason, beside what the rule says of the rest.
    pub(super) fn leave_open(&self, unknown: Unknown) {
        let left_open = &mut self.recorded().left_open;
        if !left_open.contains(&unknown) {
            left_open.push(unknown);
        }
    }

    pub(super) fn record(&self, at: NodeRef) {
        self.push(Read { at, absent: None });
    }

    pub(super) fn record_absent(&self, at: NodeRef, path: &str) {
        self.push(Read { at, absent: Some(path.to_owned()) });
    }

    pub(super) fn push(&self, read: Read) {
        self.recorded().since.push(read);
    }

    /// Records what was read elsewhere, once for everybody who rests on it.
    pub(super) fn push_run(&self, run: &Arc<[Read]>) {
        let mut recorded = self.recorded();
        if !recorded.runs.iter().any(|known| Arc::ptr_eq(known, run)) {
            recorded.close_run();
            recorded.runs.push(Arc::clone(run));
        }
    }

    /// Records a search.
    pub(super) fn push_search(&self, search: &Arc<Search>) {
        let searches = &mut self.recorded().searches;
        if !searches.iter().any(|known| Arc::ptr_eq(known, search)) {
            searches.push(Arc::clone(search));
        }
    }

    /// What was read, in order, and what else is to be known of the application.
    pub(super) fn take(&self) -> Left {
        let mut recorded = std::mem::take(&mut *self.recorded());
        recorded.close_run();
        let seen = self.seen.as_ref().map(|seen| seen.lock().unwrap_or_else(PoisonError::into_inner));
        Left {
            reads: Reads::new(recorded.runs, recorded.searches),
            turn: recorded.turn,
            outcomes: recorded.outcomes.take(),
            left_open: recorded.left_open,
            conditions: seen.map(|mut seen| std::mem::take(&mut *seen)).unwrap_or_default(),
        }
    }

    /// Does something with the record's lock held: a test stops there.
    #[cfg(test)]
    pub(super) fn with_lock_held(&self, work: impl FnOnce()) {
        let _held = self.recorded();
        work();
    }

    fn recorded(&self) -> MutexGuard<'_, Recorded> {
        // A panic inside a native function must not lose what other reads there were.
        self.reads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
