//! What trials showed of the passes, in the published JSON form.

use serde::Serialize;

use crate::assess::{Trials, Witness, Witnessed};
use crate::submission::Submission;

/// The trials as a whole.
#[derive(Serialize)]
pub(super) struct JsonWitness {
    passes: usize,
    trials: usize,
    hollow: usize,
    unsettled: usize,
    left_out: usize,
}

/// The trials of one pass.
#[derive(Serialize)]
pub(super) struct JsonWitnessed {
    verdict: &'static str,
    trials: usize,
    broken_by: Option<JsonTrial>,
}

#[derive(Serialize)]
struct JsonTrial {
    path: String,
    pointer: String,
    spot: String,
    supposed: String,
    outcome: &'static str,
}

impl JsonWitness {
    pub(super) fn of(witness: &Witness) -> Self {
        JsonWitness {
            passes: witness.by_finding.len(),
            trials: witness.trials,
            hollow: witness.hollow().count(),
            unsettled: witness.unsettled(),
            left_out: witness.left_out,
        }
    }
}

impl JsonWitnessed {
    pub(super) fn of(witnessed: &Witnessed, submission: &Submission) -> Self {
        let (verdict, trials) = match witnessed {
            Witnessed::Breakable(trials) => ("breakable", trials),
            Witnessed::Hollow(trials) => ("hollow", trials),
            Witnessed::Unsettled(trials) => ("unsettled", trials),
        };
        JsonWitnessed { verdict, trials: trials.made, broken_by: broken_by(trials, submission) }
    }
}

fn broken_by(trials: &Trials, submission: &Submission) -> Option<JsonTrial> {
    let trial = trials.found.as_ref()?;
    let place = super::super::place(submission, trial.at, None)?;
    Some(JsonTrial {
        path: place.path,
        pointer: place.pointer,
        spot: place.spot.to_string(),
        supposed: trial.supposed.clone(),
        outcome: trial.outcome.word(),
    })
}
