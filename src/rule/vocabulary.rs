//! The words that rules may use, beyond the language itself.
//!
//! What several rules need is here, in Rust, with tests; a requirement of governance is not.

mod amount;
pub(super) mod body;
mod called;
mod change;
mod dates;
mod deadline;
mod escalation;
pub(super) mod evidence;
pub(super) mod fit;
mod form;
mod lists;
mod lookup;
mod measure;
mod notice;
mod period;
mod printed;
mod quorum;
mod reading;
mod references;
mod says;
mod schedule;
#[cfg(test)]
mod tests;
mod turnout;
mod unread;
mod versions;
mod word;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{Array, Dynamic, Engine};

use super::header::{Parameter, ParameterValue};
use super::node::{Outcome, ScriptNode, broken};
use crate::schema;

pub(super) use says::{NotApplicable, Said as Spoken};
pub use word::{Chapter, Word};

use word::{Described, Part};

/// The parameters of a rule as a policy sets them; what scripts see as `policy`.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    values: Arc<BTreeMap<String, ParameterValue>>,
}

impl Parameters {
    /// The declared parameters with the values that are set, or else their defaults.
    pub fn new(declared: &[Parameter], set: &BTreeMap<String, ParameterValue>) -> Parameters {
        let value = |parameter: &Parameter| {
            let value = set.get(&parameter.name).or(parameter.default.as_ref());
            value.map(|value| (parameter.name.clone(), value.clone()))
        };
        Parameters { values: Arc::new(declared.iter().filter_map(value).collect()) }
    }

    fn get(&mut self, name: &str) -> Outcome<Dynamic> {
        match self.values.get(name) {
            Some(value) => Ok(dynamic(value)),
            None => broken(format!("the parameter `{name}` is set nowhere")),
        }
    }
}

fn dynamic(value: &ParameterValue) -> Dynamic {
    match value {
        ParameterValue::Text(text) => text.clone().into(),
        ParameterValue::Integer(number) => (*number).into(),
        ParameterValue::Decimal(number) => Dynamic::from_decimal(*number),
        ParameterValue::Boolean(truth) => (*truth).into(),
        ParameterValue::TextList(texts) => {
            texts.iter().map(|text| Dynamic::from(text.clone())).collect::<Array>().into()
        }
    }
}

/// The parts of the vocabulary in the order in which people are told of them: their titles, what
/// registers their words, and what those do.
const CHAPTERS: [Part; 28] = [
    ("What a rule says", says::register, says::WORDS),
    ("Reading", reading::register, reading::WORDS),
    ("What cannot be read", unread::register, unread::WORDS),
    ("Looking up", lookup::register, lookup::WORDS),
    ("Items of lists", lists::register, lists::WORDS),
    ("Words in a text", words::register, words::WORDS),
    ("Dates", dates::register, dates::WORDS),
    ("Dates in texts", printed::register, printed::WORDS),
    ("Deadlines", deadline::register, deadline::WORDS),
    ("Notice and working days", notice::register, notice::WORDS),
    ("Lengths of time", period::register, period::WORDS),
    ("Schedules", schedule::register, schedule::WORDS),
    ("Bodies", body::register, body::WORDS),
    ("Quorum and votes", quorum::register, quorum::WORDS),
    ("Attendance", turnout::register, turnout::WORDS),
    ("Chains of escalation", escalation::register, escalation::WORDS),
    ("References in evidence", evidence::register, evidence::WORDS),
    ("Papers by their names", called::register, called::WORDS),
    ("Evidence and its question", fit::register, fit::WORDS),
    ("Numbered lists", references::register, references::WORDS),
    ("Versions and quotations", versions::register, versions::WORDS),
    ("Amounts", amount::register, amount::WORDS),
    ("Figures and units", measure::register, measure::WORDS),
    ("Bands", measure::bands::register, measure::bands::WORDS),
    ("Targets", measure::targets::register, measure::targets::WORDS),
    ("Sums", measure::sums::register, measure::sums::WORDS),
    ("Returns on forms", form::register, form::WORDS),
    ("What became of an earlier version", change::register, change::WORDS),
];

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<ScriptNode>("Node");
    engine.register_type_with_name::<Parameters>("Policy");
    engine.register_indexer_get(Parameters::get);
    register_fields(engine);
    for (_, register, _) in CHAPTERS {
        register(engine);
    }
}

/// A getter for each field name of any kind: twice as fast as looking names up by an indexer,
/// which remains for names that no kind knows, to say so.
fn register_fields(engine: &mut Engine) {
    for name in schema::field_names() {
        engine.register_get(name, move |node: &mut ScriptNode| node.field(name));
    }
    engine.register_indexer_get(|node: &mut ScriptNode, name: &str| node.field(name));
}
