//! Runs the cases of rules: what each found, and how that differs from what it expects.

use rayon::prelude::*;

use super::coverage::Coverage;
use super::expected::{Expected, shown};
use super::file::{Case, CaseFile};
use crate::assess::{Finding, Judge, Outcome, assess};
use crate::policy::{Library, Policy};
use crate::problem::{Problem, Problems};
use crate::rule::{Catalogue, Host, RuleFile};
use crate::submission::{NodeRef, Submission};

/// One finding of a case, as it was made.
#[derive(Debug, Clone)]
pub struct Found {
    /// The outcome, as reports write it.
    pub outcome: &'static str,
    /// The JSON Pointer of the subject.
    pub of: String,
    /// The JSON Pointer of the place that it points at first.
    pub at: String,
    /// What it says.
    pub message: String,
    /// What was read, in order: pointer and value.
    pub reads: Vec<String>,
    /// Where that stands: document and pointer.
    pub read_at: Vec<(String, String)>,
    /// The fields that were looked for and hold nothing, as paths.
    pub absent: Vec<String>,
}

/// What came of a case.
#[derive(Debug)]
pub struct Ran {
    /// What was found.
    pub found: Vec<Found>,
    /// How that differs from what is expected, in words; nothing where the case holds.
    pub differences: Vec<String>,
}

impl Case {
    /// Runs the case against a rule.
    ///
    /// # Errors
    /// Parameters that the rule does not know or that are of another type.
    pub fn run(&self, host: &Host, rules: &Catalogue, rule: &str) -> Result<Ran, Problems> {
        let text = format!(
            "id = \"case\"\ntitle = \"Case\"\n[[rule]]\nuse = \"{rule}\"\nseverity = \"must\"\nclause = \"the clause\"\nwith = {{ {} }}\n",
            self.with
        );
        let mut library = Library::default();
        library.add("case", format!("{rule}, parameters of the case \"{}\"", self.title), text.into());
        let files = library.gather(&["case".to_owned()])?;
        let policy = Policy::new(files, rules, &[rule], self.as_of)?;
        let by = Judge { policy: &policy, rules, host, as_of: self.as_of };
        let assessment = assess(&self.submission, by, self.versions.clone());
        let own = assessment.findings.iter().filter(|finding| finding.rule == rule);
        let found: Vec<Found> = own.map(|finding| Found::of(finding, &self.submission)).collect();
        let differences = self.differences(&found);
        Ok(Ran { found, differences })
    }

    fn differences(&self, found: &[Found]) -> Vec<String> {
        let mut differences = Vec::new();
        if found.len() != self.expected.len() {
            let count = |count: usize| if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
            differences.push(format!("{} made, {} expected", count(found.len()), self.expected.len()));
        }
        for (number, (expected, found)) in (1..).zip(self.expected.iter().zip(found)) {
            let which = if self.expected.len() > 1 { format!("finding {number}: ") } else { String::new() };
            differences.extend(expected.differences(found).into_iter().map(|what| format!("{which}{what}")));
        }
        differences
    }
}

impl Found {
    fn of(finding: &Finding, submission: &Submission) -> Found {
        let pointer = |at: NodeRef| submission.node(at).map(|node| node.pointer()).unwrap_or_default();
        let read = |at: NodeRef, absent: &Option<String>| {
            let file = submission.member(at.document).map(|member| member.document.path()).unwrap_or_default();
            let value = submission.node(at).and_then(|node| node.as_written());
            let value = value.map(|value| format!(": \"{value}\"")).unwrap_or_default();
            match absent {
                Some(field) => format!("{file} {}: nothing in `{field}`", shown(&pointer(at))),
                None => format!("{file} {}{value}", shown(&pointer(at))),
            }
        };
        let at = |at: NodeRef| {
            let path = submission.member(at.document).map(|member| member.document.path()).unwrap_or_default();
            (path.to_owned(), pointer(at))
        };
        let mut reads: Vec<String> = Vec::new();
        for one in finding.evidence.iter().map(|one| read(one.at, &one.absent)) {
            if !reads.contains(&one) {
                reads.push(one);
            }
        }
        Found {
            outcome: finding.outcome.word(),
            of: finding.subject.map(pointer).unwrap_or_default(),
            at: finding.points_at.first().map(|points| pointer(points.at)).unwrap_or_default(),
            message: finding.message.clone(),
            reads,
            read_at: finding.evidence.iter().map(|one| at(one.at)).collect(),
            absent: finding.evidence.iter().filter_map(|one| one.absent.clone()).collect(),
        }
    }

    /// The finding on one line.
    pub fn told(&self) -> String {
        format!("{} at {} of {}: {}", self.outcome, shown(&self.at), shown(&self.of), self.message)
    }
}

/// What became of a case in a test.
#[derive(Debug)]
pub enum Verdict {
    /// It holds: what came of it.
    Holds(Ran),
    /// It does not: what was expected and what came of it.
    Differs(Vec<Expected>, Ran),
    /// It could not be run: why.
    CannotRun(String),
    /// Something is still to be done first: what.
    ToDo(String),
}

/// A case that was tested.
#[derive(Debug)]
pub struct TestedCase {
    /// What it shows.
    pub title: String,
    /// Its line in its file.
    pub line: u32,
    /// What became of it.
    pub verdict: Verdict,
}

/// A rule whose cases were tested.
#[derive(Debug)]
pub struct TestedRule {
    /// The rule.
    pub rule: String,
    /// The file of its cases.
    pub path: String,
    /// The cases, in the order of the file.
    pub cases: Vec<TestedCase>,
    /// The outcomes of which there is no case though each rule needs one.
    pub lacks: Vec<&'static str>,
    /// How much of the rule the cases reach, if that was asked.
    pub coverage: Option<Coverage>,
}

/// A rule with its cases as read, or with what is wrong with them.
pub type RuleCases = (String, Result<CaseFile, Problems>);

/// A rule that could not be tested: it does not load, or its cases cannot be read.
#[derive(Debug)]
pub struct UntestedRule {
    /// The rule.
    pub rule: String,
    /// Why; never empty.
    pub problems: Problems,
}

/// All that was tested.
#[derive(Debug, Default)]
pub struct Tested {
    /// The rules, in the order of their identities.
    pub rules: Vec<TestedRule>,
    /// Those that were to be tested and could not be, in the order of their identities.
    pub untested: Vec<UntestedRule>,
}

impl Tested {
    /// How many cases hold, do not hold, and are still to be done.
    pub fn counts(&self) -> (usize, usize, usize) {
        let cases = || self.rules.iter().flat_map(|rule| &rule.cases);
        let holds = cases().filter(|case| matches!(case.verdict, Verdict::Holds(_))).count();
        let to_do = cases().filter(|case| matches!(case.verdict, Verdict::ToDo(_))).count();
        (holds, cases().count() - holds - to_do, to_do)
    }
}

/// Tests rules by their cases, each given as read or with what is wrong with them; `wanted` says of a
/// rule and a title whether the case is to be run.
pub fn test(
    files: &[RuleFile],
    rules: &[RuleCases],
    with_coverage: bool,
    wanted: impl Fn(&str, &str) -> bool + Sync,
) -> Tested {
    let host = Host::new();
    let one = |(rule, cases): &RuleCases| {
        let titles = cases.iter().flat_map(|file| file.cases.iter().map(|case| case.title.as_str()));
        // A rule without any case is told; one whose cases are not wanted is not.
        let is_wanted = titles.chain([""].into_iter().filter(|_| is_bare(cases))).any(|title| wanted(rule, title));
        let test = |file| test_rule(&host, files, rule, file, with_coverage, &wanted);
        let untested = |problems| UntestedRule { rule: rule.clone(), problems };
        is_wanted.then(|| cases.as_ref().map_err(Clone::clone).and_then(test).map_err(untested))
    };
    let mut tested = Tested::default();
    for rule in rules.par_iter().filter_map(one).collect::<Vec<_>>() {
        match rule {
            Ok(rule) => tested.rules.push(rule),
            Err(rule) => tested.untested.push(rule),
        }
    }
    tested.rules.sort_by(|left, right| left.rule.cmp(&right.rule));
    tested.untested.sort_by(|left, right| left.rule.cmp(&right.rule));
    tested
}

/// Whether there are no cases to be seen.
fn is_bare(cases: &Result<CaseFile, Problems>) -> bool {
    cases.as_ref().map_or(true, |file| file.cases.is_empty())
}

fn test_rule(
    host: &Host,
    files: &[RuleFile],
    rule: &str,
    file: &CaseFile,
    with_coverage: bool,
    wanted: &(impl Fn(&str, &str) -> bool + Sync),
) -> Result<TestedRule, Problems> {
    let catalogue = Catalogue::read(host, files, |id| id == rule)?;
    let mut cases = Vec::new();
    let mut outcomes = Vec::new();
    for case in file.cases.iter().filter(|case| wanted(rule, &case.title)) {
        let verdict = match &case.to_do {
            Some(what) => Verdict::ToDo(what.clone()),
            None => match case.run(host, &catalogue, rule) {
                Ok(ran) => {
                    outcomes.extend(ran.found.iter().map(|found| found.outcome));
                    if ran.differences.is_empty() {
                        Verdict::Holds(ran)
                    } else {
                        Verdict::Differs(case.expected.clone(), ran)
                    }
                }
                // They name places of a policy that was made up for the case, and that nobody has.
                Err(problems) => {
                    let told = |problem: &Problem| match problem.way_out() {
                        Some(way_out) => format!("{}; {way_out}", problem.what()),
                        None => problem.what().to_owned(),
                    };
                    Verdict::CannotRun(problems.iter().map(told).collect::<Vec<_>>().join("; "))
                }
            },
        };
        cases.push(TestedCase { title: case.title.clone(), line: case.line, verdict });
    }
    let coverage = with_coverage.then(|| Coverage::measure(files, rule, file)).transpose()?;
    // Some of the cases do not say what all of them lack.
    let lacks = if cases.len() == file.cases.len() { lacking(&outcomes) } else { Vec::new() };
    Ok(TestedRule { rule: rule.to_owned(), path: file.path.clone(), cases, lacks, coverage })
}

/// The outcomes that no case of a rule came to; a rule that only asks a person passes never.
fn lacking(outcomes: &[&'static str]) -> Vec<&'static str> {
    let has = |outcome: Outcome| outcomes.contains(&outcome.word());
    let mut lacks = Vec::new();
    if !has(Outcome::Pass) && (has(Outcome::Fail) || !has(Outcome::Review)) {
        lacks.push("pass");
    }
    if !has(Outcome::Fail) && !has(Outcome::Review) {
        lacks.push("fail or review");
    }
    lacks.extend(
        [Outcome::Open, Outcome::NotApplicable].into_iter().filter(|outcome| !has(*outcome)).map(Outcome::word),
    );
    lacks
}
