//! What one application of a rule may look at, and the record of what it read.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use chrono::NaiveDate;

use super::search::{Found, Sameness, Searches};
use super::vocabulary;
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
    last_held: Arc<OnceLock<HashMap<String, (NaiveDate, NodeRef)>>>,
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

    /// The last meeting of a body that has been held, with its day.
    pub(super) fn last_held(&self, body: &str) -> Option<(NaiveDate, NodeRef)> {
        let make = || vocabulary::body::last_held(&self.submission, self.as_of);
        self.last_held.get_or_init(make).get(body).copied()
    }

    /// The nodes at a path in all documents of a kind, by a field of theirs; see [`Searches`].
    pub(super) fn search(&self, kind: &str, path: &str, field: &str) -> Result<Arc<Found>, String> {
        self.searches.find(&self.submission, kind, path, field, Sameness::Written)
    }

    /// The same by the words that the field holds.
    pub(super) fn search_words(&self, kind: &str, path: &str, field: &str) -> Result<Arc<Found>, String> {
        self.searches.find(&self.submission, kind, path, field, Sameness::Words)
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
}

/// The reads so far: whole runs, those since the last run, and the searches.
#[derive(Default)]
struct Recorded {
    runs: Vec<Arc<[Read]>>,
    searches: Vec<Arc<Search>>,
    since: Vec<Read>,
}

impl Recorded {
    fn close_run(&mut self) {
        if !self.since.is_empty() {
            let mut run = std::mem::take(&mut self.since);
            let mut seen = HashSet::with_capacity(run.len());
            run.retain(|read| seen.insert(read.clone()));
            self.runs.push(run.into());
        }
    }
}

impl Context {
    pub(super) fn new(around: &Surroundings) -> Arc<Context> {
        Arc::new(Context { around: around.clone(), reads: Mutex::default() })
    }

    pub(super) fn record(&self, at: NodeRef) {
        self.push(Read { at, absent: None });
    }

    pub(super) fn record_absent(&self, at: NodeRef, path: &str) {
        self.push(Read { at, absent: Some(path.to_owned()) });
    }

    pub(super) fn push(&self, read: Read) {
        let reads = &mut self.recorded().since;
        if reads.last() != Some(&read) {
            reads.push(read);
        }
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

    /// What was read, in order.
    pub(super) fn take_reads(&self) -> Reads {
        let mut recorded = std::mem::take(&mut *self.recorded());
        recorded.close_run();
        Reads::new(recorded.runs, recorded.searches)
    }

    fn recorded(&self) -> MutexGuard<'_, Recorded> {
        // A panic inside a native function must not lose what other reads there were.
        self.reads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
