//! Judging many jobs, each rule on some of its subjects at a time, so that a rule that takes too much
//! is not tried on all the others. What is tried does not depend on the machine.

use rayon::prelude::*;

use super::job::{Job, Judged};
use super::label_of;
use crate::rule::{Host, MAX_OPERATIONS_IN_ALL, Surroundings};

/// The subjects of a rule in the first round; each round has twice as many.
const FIRST: usize = 16;
/// The most subjects of a rule in a round.
const MOST: usize = 256;

/// Judges jobs, those of a rule next to each other; gives what came of each, in their order.
pub(super) fn judge(jobs: &[Job<'_>], host: &Host, around: &Surroundings) -> Vec<Judged> {
    let mut lines: Vec<Line<'_, '_>> = jobs.chunk_by(|job, next| job.rule.id == next.rule.id).map(Line::new).collect();
    let mut size = FIRST;
    while lines.iter().any(|line| !line.left.is_empty()) {
        let batch: Vec<&Job<'_>> = lines.iter().flat_map(|line| line.next(size)).collect();
        let done: Vec<Judged> = batch.par_iter().with_min_len(8).map(|job| job.judge(host, around)).collect();
        let mut done = done.into_iter();
        for line in &mut lines {
            let count = line.next(size).len();
            line.take(done.by_ref().take(count), around);
        }
        size = MOST.min(size * 2);
    }
    lines.into_iter().flat_map(|line| line.judged).collect()
}

/// The jobs of one rule: those left, and what came of the others.
struct Line<'l, 'r> {
    left: &'l [Job<'r>],
    judged: Vec<Judged>,
    steps: u64,
}

impl<'l, 'r> Line<'l, 'r> {
    fn new(jobs: &'l [Job<'r>]) -> Line<'l, 'r> {
        Line { left: jobs, judged: Vec::with_capacity(jobs.len()), steps: 0 }
    }

    fn next(&self, size: usize) -> &'l [Job<'r>] {
        self.left.get(..size).unwrap_or(self.left)
    }

    /// Takes what came of the next jobs; where the rule took too much, none of the others is tried.
    fn take(&mut self, done: impl Iterator<Item = Judged>, around: &Surroundings) {
        let mut end = None;
        for judged in done {
            let Some((job, left)) = self.left.split_first() else { return };
            self.left = left;
            self.steps += judged.steps;
            if judged.is_stopped && end.is_none() {
                let at = job.subject().map_or_else(String::new, |at| label_of(&around.submission, at));
                end = Some(format!("it is not tried here, since it took too much at {at}"));
            }
            self.judged.push(judged);
        }
        if self.steps > MAX_OPERATIONS_IN_ALL {
            let most = MAX_OPERATIONS_IN_ALL / 1_000_000;
            end = end.or(Some(format!("it is not tried here, since it took {most} million steps before")));
        }
        if let Some(why) = end {
            self.judged.extend(self.left.iter().map(|job| job.not_tried(&why)));
            self.left = &[];
        }
    }
}

#[cfg(test)]
mod tests;
