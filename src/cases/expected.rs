//! What a case expects of one finding.

use super::run::Found;

/// What a case expects of one finding; what it leaves out may be anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The outcome, as reports write it.
    pub outcome: String,
    /// The JSON Pointer of the subject.
    pub of: Option<String>,
    /// The JSON Pointer of the place that the finding points at first.
    pub at: Option<String>,
    /// A part of the message.
    pub says: Option<String>,
}

impl Expected {
    /// What a finding has otherwise, in words; nothing where it is as expected.
    pub fn differences(&self, found: &Found) -> Vec<String> {
        let mut differences = Vec::new();
        if self.outcome != found.outcome {
            differences.push(format!("the outcome is {}, not {}", found.outcome, self.outcome));
        }
        let places = [("is of", &self.of, &found.of), ("points at", &self.at, &found.at)];
        for (verb, expected, found) in places {
            if let Some(expected) = expected.as_ref().filter(|expected| *expected != found) {
                differences.push(format!("it {verb} {}, not {}", shown(found), shown(expected)));
            }
        }
        if let Some(says) = self.says.as_ref().filter(|says| !found.message.contains(says.as_str())) {
            differences.push(format!("its message does not hold \"{says}\""));
        }
        differences
    }

    /// The expectation on one line.
    pub fn told(&self) -> String {
        let part = |word: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!(" {word} {}", shown(value))).unwrap_or_default()
        };
        let says = self.says.as_ref().map(|says| format!(": {says}")).unwrap_or_default();
        format!("{}{}{}{says}", self.outcome, part("at", &self.at), part("of", &self.of))
    }
}

/// A pointer as people read it: the empty one is the document as a whole.
pub(super) fn shown(pointer: &str) -> &str {
    if pointer.is_empty() { "the whole document" } else { pointer }
}
