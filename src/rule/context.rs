//! What one application of a rule may look at, and the record of what it read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::NaiveDate;

use super::vocabulary;
use crate::evidence::Index;
use crate::submission::{NodeRef, Read, Submission};

/// What every application of every rule shares: the submission, the date, earlier outcomes.
#[derive(Clone)]
pub struct Surroundings {
    /// The documents.
    pub submission: Arc<Submission>,
    /// The date of the assessment.
    pub as_of: NaiveDate,
    /// Outcomes of the rules that others build on.
    pub outcomes: Arc<Outcomes>,
    /// The labels of each plan's paragraphs, made when first asked for.
    indexes: Arc<Vec<OnceLock<Index>>>,
}

impl Surroundings {
    /// Surroundings without any outcome yet.
    pub fn new(submission: &Arc<Submission>, as_of: NaiveDate) -> Surroundings {
        let indexes = submission.members().iter().map(|_| OnceLock::new()).collect();
        Surroundings { submission: Arc::clone(submission), as_of, outcomes: Arc::default(), indexes: Arc::new(indexes) }
    }

    /// The labels of the paragraphs of a plan.
    pub(super) fn index_of(&self, document: u32) -> &Index {
        static NONE: OnceLock<Index> = OnceLock::new();
        let make = || vocabulary::evidence::index(&self.submission, document);
        self.indexes.get(document as usize).unwrap_or(&NONE).get_or_init(make)
    }
}

/// Outcomes by rule and subject, as words: `pass`, `fail`, `open`, `review`, `not-applicable`.
#[derive(Debug, Clone, Default)]
pub struct Outcomes {
    by_subject: HashMap<(String, NodeRef), &'static str>,
}

impl Outcomes {
    /// Notes an outcome.
    pub fn insert(&mut self, rule: &str, subject: NodeRef, outcome: &'static str) {
        self.by_subject.insert((rule.to_owned(), subject), outcome);
    }

    /// The outcome of a rule on a subject, if the rule was applied to it.
    pub fn get(&self, rule: &str, subject: NodeRef) -> Option<&'static str> {
        self.by_subject.get(&(rule.to_owned(), subject)).copied()
    }
}

/// One application: the surroundings, and the reads in order.
pub(super) struct Context {
    pub(super) around: Surroundings,
    reads: Mutex<Vec<Read>>,
}

impl Context {
    pub(super) fn new(around: &Surroundings) -> Arc<Context> {
        Arc::new(Context { around: around.clone(), reads: Mutex::new(Vec::new()) })
    }

    pub(super) fn record(&self, at: NodeRef) {
        self.push(Read { at, absent: None });
    }

    pub(super) fn record_absent(&self, at: NodeRef, path: &str) {
        self.push(Read { at, absent: Some(path.to_owned()) });
    }

    pub(super) fn push(&self, read: Read) {
        // A panic inside a native function must not lose what other reads there were.
        let mut reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        if reads.last() != Some(&read) {
            reads.push(read);
        }
    }

    /// The reads in order, each once.
    pub(super) fn take_reads(&self) -> Vec<Read> {
        let mut reads = std::mem::take(&mut *self.reads.lock().unwrap_or_else(PoisonError::into_inner));
        if reads.len() > 1 {
            let mut seen = std::collections::HashSet::with_capacity(reads.len());
            reads.retain(|read| seen.insert(read.clone()));
        }
        reads
    }
}
