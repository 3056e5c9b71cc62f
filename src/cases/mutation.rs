//! Whether the cases of a rule would notice if the rule were wrong.

use rayon::prelude::*;

use super::file::CaseFile;
use super::mutants::{Mutant, mutants};
use crate::problem::{Problem, Problems};
use crate::rule::{Catalogue, Host, RuleFile};

/// What became of a changed rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// A case no longer holds: which.
    Noticed(String),
    /// The changed rule does not load, so that nobody could run it.
    DoesNotLoad,
    /// All cases hold as before.
    Survived,
    /// All cases hold, and the file of cases says why that is right.
    Argued(String),
}

/// The changes of a rule that were tried, and what became of each.
#[derive(Debug)]
pub struct Mutation {
    /// The rule.
    pub rule: String,
    /// The rule's file.
    pub path: String,
    /// The changes, in the order of the script.
    pub mutants: Vec<(Mutant, Fate)>,
    /// Reasons in the file of cases that belong to no surviving change.
    pub argued_in_vain: Vec<String>,
}

impl Mutation {
    /// Tries the changes of a rule against its cases.
    ///
    /// # Errors
    /// A rule that does not load, or of which a case does not hold as it is.
    pub fn run(host: &Host, files: &[RuleFile], rule: &str, cases: &CaseFile) -> Result<Mutation, Problems> {
        let file = files.iter().find(|file| file.id == rule);
        let file = file.ok_or_else(|| vec![Problem::new(format!("there is no rule \"{rule}\""))])?;
        let as_it_is = Catalogue::read(host, files, |id| id == rule)?;
        if let Some(title) = first_to_differ(host, &as_it_is, rule, cases) {
            return Err(vec![
                Problem::in_file(&cases.path, format!("the case \"{title}\" does not hold"))
                    .help(format!("mend it first: quorate rules test --filter {rule}")),
            ]);
        }
        // Only this rule and what it builds on are read again for each change.
        let needed: Vec<RuleFile> = files.iter().filter(|file| as_it_is.get(&file.id).is_some()).cloned().collect();
        let tried = mutants(file).into_par_iter().map(|mutant| {
            let fate = fate(host, &needed, rule, cases, &mutant.file(file));
            (mutant, fate)
        });
        let mut mutants: Vec<(Mutant, Fate)> = tried.collect();
        let mut argued_in_vain = Vec::new();
        for (reads, because) in &cases.argued {
            let of_it = mutants.iter_mut().filter(|(mutant, fate)| mutant.reads == *reads && *fate == Fate::Survived);
            let of_it: Vec<_> = of_it.collect();
            if of_it.is_empty() {
                argued_in_vain.push(reads.clone());
            }
            of_it.into_iter().for_each(|(_, fate)| *fate = Fate::Argued(because.clone()));
        }
        Ok(Mutation { rule: rule.to_owned(), path: file.path.clone(), mutants, argued_in_vain })
    }

    /// The changes that no case notices and nobody argued for.
    pub fn survivors(&self) -> impl Iterator<Item = &Mutant> {
        self.mutants.iter().filter(|(_, fate)| *fate == Fate::Survived).map(|(mutant, _)| mutant)
    }

    /// How many changes could be tried, and how many of them were noticed.
    pub fn counts(&self) -> (usize, usize) {
        let tried = self.mutants.iter().filter(|(_, fate)| *fate != Fate::DoesNotLoad).count();
        let noticed = self.mutants.iter().filter(|(_, fate)| matches!(fate, Fate::Noticed(_))).count();
        (tried, noticed)
    }
}

fn fate(host: &Host, files: &[RuleFile], rule: &str, cases: &CaseFile, changed: &RuleFile) -> Fate {
    let replaced = |file: &RuleFile| if file.id == rule { changed.clone() } else { file.clone() };
    let files: Vec<RuleFile> = files.iter().map(replaced).collect();
    match Catalogue::read(host, &files, |id| id == rule) {
        Ok(rules) => first_to_differ(host, &rules, rule, cases).map_or(Fate::Survived, Fate::Noticed),
        Err(_) => Fate::DoesNotLoad,
    }
}

/// The first case that does not hold.
fn first_to_differ(host: &Host, rules: &Catalogue, rule: &str, cases: &CaseFile) -> Option<String> {
    let complete = cases.cases.iter().filter(|case| case.to_do.is_none());
    let differs = |case: &&super::Case| case.run(host, rules, rule).map_or(true, |ran| !ran.differences.is_empty());
    complete.into_iter().find(differs).map(|case| case.title.clone())
}
