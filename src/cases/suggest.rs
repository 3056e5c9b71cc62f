//! Cases that would notice what no case notices: made of the cases there are by one or two small
//! edits, tried against the rule as it is and as it would be changed.
//!
//! What a made case expects is what the rule says today. Whether that is right is for a person, who
//! holds it against the page before the case is kept; the text of the case says so.

mod edits;
mod given;
mod trials;

use rayon::prelude::*;

use super::expected::Expected;
use super::file::{Case, CaseFile, Samples};
use super::mutants::Mutant;
use super::run::Found;
use crate::assess::Outcome;
use crate::document::{Document, Format};
use crate::rule::{Catalogue, Host, RuleFile};
pub(super) use given::Given;
use given::quoted;
use trials::Trial;

/// So many cases are made of one rule's cases with one edit.
const MOST_SINGLE: usize = 2_000;

/// So many with two.
const MOST_PAIRS: usize = 1_000;

/// A case that was made, with what the rule as it is says of it.
struct Made {
    given: Given,
    words: String,
    case: Case,
    found: Vec<Found>,
    /// The lower, the better to be shown: documents without faults, decided, few findings.
    rank: (bool, bool, u8, usize),
}

/// For each change of a rule a case that would notice it, as YAML to be put into the file of cases;
/// none where no small edit of a case shows the difference.
pub fn suggest(
    host: &Host,
    files: &[RuleFile],
    rule: &str,
    cases: &CaseFile,
    samples: &Samples<'_>,
    survivors: &[&Mutant],
) -> Vec<Option<String>> {
    let Some(file) = files.iter().find(|file| file.id == rule) else { return vec![None; survivors.len()] };
    let Ok(as_it_is) = Catalogue::read(host, files, |id| id == rule) else { return vec![None; survivors.len()] };
    // Only this rule and what it builds on are read again for each change.
    let needed: Vec<RuleFile> = files.iter().filter(|file| as_it_is.get(&file.id).is_some()).cloned().collect();
    let trials = trials::single(host, &as_it_is, file, cases, MOST_SINGLE);
    let making = Making { host, as_it_is: &as_it_is, rule, cases, samples };
    let changed: Vec<Option<Catalogue>> = survivors
        .par_iter()
        .map(|mutant| {
            let replaced = |other: &RuleFile| if other.id == rule { mutant.file(file) } else { other.clone() };
            let files: Vec<RuleFile> = needed.iter().map(replaced).collect();
            Catalogue::read(host, &files, |id| id == rule).ok()
        })
        .collect();
    let mut suggested: Vec<Option<String>> = vec![None; survivors.len()];
    for pass in [&trials[..], &trials::pairs(&trials, cases, MOST_PAIRS)[..]] {
        if suggested.iter().all(Option::is_some) {
            break;
        }
        let made = making.all(pass);
        suggested = survivors
            .par_iter()
            .zip(&changed)
            .zip(suggested)
            .map(|((mutant, changed), known)| {
                known.or_else(|| {
                    let noticed = made.iter().find(|made| making.notices(made, changed.as_ref()))?;
                    Some(noticed.written(mutant))
                })
            })
            .collect();
    }
    suggested
}

/// What cases are made with.
struct Making<'m> {
    host: &'m Host,
    as_it_is: &'m Catalogue,
    rule: &'m str,
    cases: &'m CaseFile,
    samples: &'m Samples<'m>,
}

impl Making<'_> {
    /// The cases that some trials come to, the best to be shown first.
    fn all(&self, trials: &[Trial]) -> Vec<Made> {
        let mut made: Vec<Made> = trials.par_iter().filter_map(|trial| self.one(trial)).collect();
        made.sort_by_key(|made| made.rank);
        made
    }

    fn one(&self, trial: &Trial) -> Option<Made> {
        let base = self.cases.cases.get(trial.case)?;
        let given = trial.made(base)?;
        // It is read as it would be once it is in the file.
        let text = format!("cases:\n{}", given.written("made", " pass\n"));
        let file = Document::read(&self.cases.path, Format::Yaml, text.into_bytes()).ok()?;
        let mut case = CaseFile::read(&file, self.samples).ok()?.cases.pop()?;
        let found = case.run(self.host, self.as_it_is, self.rule).ok()?.found;
        if found.iter().any(|found| found.outcome == Outcome::Broken.word()) {
            return None;
        }
        case.expected = expected(&found);
        let has_faults = case.submission.members().iter().any(|member| !member.faults.is_empty());
        let is_undecided = found.iter().all(|found| found.outcome == Outcome::Open.word());
        let rank = (has_faults, is_undecided, trial.rank, found.len());
        Some(Made { given, words: trial.told(), case, found, rank })
    }

    /// Whether a case tells the changed rule from the rule as it is.
    fn notices(&self, made: &Made, changed: Option<&Catalogue>) -> bool {
        let ran = changed.map(|changed| made.case.run(self.host, changed, self.rule));
        ran.is_some_and(|ran| ran.is_ok_and(|ran| !ran.differences.is_empty()))
    }
}

/// What is to be expected so that just these findings are as expected.
fn expected(found: &[Found]) -> Vec<Expected> {
    let one = |found: &Found| {
        let says = needs_words(found).then(|| found.message.clone());
        let at = says.is_some().then(|| found.at.clone());
        let of = (says.is_some() || found.outcome == Outcome::Pass.word()).then(|| found.of.clone());
        Expected { outcome: found.outcome.to_owned(), of, at, says }
    };
    found.iter().map(one).collect()
}

fn needs_words(found: &Found) -> bool {
    [Outcome::Fail, Outcome::Open, Outcome::Review].iter().any(|outcome| outcome.word() == found.outcome)
}

impl Made {
    /// The case as YAML, with what it notices and what is to be done before it is kept.
    fn written(&self, mutant: &Mutant) -> String {
        let expect = match self.found.as_slice() {
            [] => " []\n".to_owned(),
            [only] if !needs_words(only) => format!(" {}\n", only.outcome),
            found => {
                let one = |found: &Found| match needs_words(found) {
                    true => format!(
                        "      - {{ outcome: {}, of: {}, at: {}, says: {} }}\n",
                        found.outcome,
                        pointer(&found.of),
                        pointer(&found.at),
                        quoted(&found.message)
                    ),
                    false if found.outcome == Outcome::Pass.word() => {
                        format!("      - {{ outcome: {}, of: {} }}\n", found.outcome, pointer(&found.of))
                    }
                    false => format!("      - {{ outcome: {} }}\n", found.outcome),
                };
                format!("\n{}", found.iter().map(one).collect::<String>())
            }
        };
        let title = format!("{}; {}", self.given.title, self.words);
        format!(
            "  # Notices, in line {} of the rule: {}.\n  # What it expects is what the rule says today: hold it against the page before you keep it.\n{}",
            mutant.line,
            mutant.reads,
            self.given.written(&title, &expect)
        )
    }
}

/// A pointer as it stands within braces.
fn pointer(pointer: &str) -> String {
    let is_plain =
        !pointer.is_empty() && pointer.chars().all(|letter| letter.is_alphanumeric() || "/_~-.".contains(letter));
    if is_plain { pointer.to_owned() } else { serde_json::Value::from(pointer).to_string() }
}
