//! What the files of a policy say of each rule: the last has the word, the earlier ones are shadowed.

use std::collections::BTreeMap;

use super::{PolicyFile, RuleUse};

/// What one file says of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Word<'p> {
    /// The file.
    pub file: &'p PolicyFile,
    /// What it says.
    pub rule_use: &'p RuleUse,
}

impl Word<'_> {
    /// Where it stands, as people are shown it: `policies/general/policy.toml:7`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file.path, self.file.line(self.rule_use.span))
    }

    /// Where a parameter is set, and to what; none if it is not set here.
    pub fn setting(&self, parameter: &str) -> Option<(String, String)> {
        let (value, span) = self.rule_use.with.get(parameter)?;
        Some((format!("{}:{}", self.file.path, self.file.line(*span)), value.to_string()))
    }
}

/// The words on each rule, by the rules' identities; the last has the word.
pub fn words(files: &[PolicyFile]) -> BTreeMap<&str, Vec<Word<'_>>> {
    let mut words: BTreeMap<&str, Vec<Word<'_>>> = BTreeMap::new();
    for file in files {
        for rule_use in &file.rules {
            words.entry(&rule_use.rule).or_default().push(Word { file, rule_use });
        }
    }
    words
}
