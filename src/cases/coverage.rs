//! How much of a rule its cases reach: lines, and both ways of each condition.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::file::CaseFile;
use crate::problem::{Problem, Problems};
use crate::rule::{Catalogue, Probed, RuleFile, Trace};

/// How much of a rule its cases reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The rule's file.
    pub path: String,
    /// How often each line on which a statement or a condition starts was reached.
    pub lines: BTreeMap<u32, u64>,
    /// The conditions, in the order of the script.
    pub branches: Vec<Branch>,
}

/// A condition of an `if` or a `while`, and how often it went which way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The line that it stands in.
    pub line: u32,
    /// As written.
    pub text: String,
    /// How often it held.
    pub held: u64,
    /// How often it did not.
    pub did_not: u64,
}

impl Coverage {
    /// Runs the cases of a rule and counts what they reach; what a case expects is not looked at.
    ///
    /// # Errors
    /// A rule that does not load.
    pub fn measure(files: &[RuleFile], rule: &str, cases: &CaseFile) -> Result<Coverage, Problems> {
        let file = files.iter().find(|file| file.id == rule);
        let file = file.ok_or_else(|| vec![Problem::new(format!("there is no rule \"{rule}\""))])?;
        let probed = Probed::new(file);
        let replaced = |other: &RuleFile| if other.id == rule { probed.file.clone() } else { other.clone() };
        let files: Vec<RuleFile> = files.iter().map(replaced).collect();
        let trace = Trace::default();
        let host = trace.host();
        let catalogue = Catalogue::read(&host, &files, |id| id == rule)?;
        for case in cases.cases.iter().filter(|case| case.to_do.is_none()) {
            // A case that cannot be run reaches nothing; the test itself says why.
            let _ = case.run(&host, &catalogue, rule);
        }
        let mut lines: BTreeMap<u32, u64> = BTreeMap::new();
        let mut reach = |line: u32, times: u64| {
            let known = lines.entry(line).or_default();
            *known = times.max(*known);
        };
        (0..).zip(&probed.statements).for_each(|(number, line)| reach(*line, trace.statement(number)));
        let mut branches = Vec::new();
        for (number, condition) in (0..).zip(probed.conditions) {
            let (held, did_not) = (trace.condition(number, true), trace.condition(number, false));
            reach(condition.line, held + did_not);
            branches.push(Branch { line: condition.line, text: condition.text, held, did_not });
        }
        Ok(Coverage { path: file.path.clone(), lines, branches })
    }

    /// How many lines there are to reach, and how many of them are reached.
    pub fn line_counts(&self) -> (usize, usize) {
        (self.lines.len(), self.lines.values().filter(|times| **times > 0).count())
    }

    /// How many ways conditions may go, two for each, and how many of them are taken.
    pub fn branch_counts(&self) -> (usize, usize) {
        let taken = |branch: &Branch| usize::from(branch.held > 0) + usize::from(branch.did_not > 0);
        (self.branches.len() * 2, self.branches.iter().map(taken).sum())
    }

    /// What no case reaches, a line for each, with the number of the line in the rule.
    pub fn gaps(&self) -> Vec<(u32, String)> {
        let lines = self.lines.iter().filter(|(_, times)| **times == 0);
        let mut gaps: Vec<(u32, String)> =
            lines.map(|(line, _)| (*line, "no case reaches this line".to_owned())).collect();
        for branch in self.branches.iter().filter(|branch| branch.held + branch.did_not > 0) {
            if branch.held == 0 {
                gaps.push((branch.line, format!("in no case this holds: {}", branch.text)));
            }
            if branch.did_not == 0 {
                gaps.push((branch.line, format!("in every case this holds: {}", branch.text)));
            }
        }
        gaps.sort();
        gaps
    }
}

/// The coverage of rules in the form of lcov's tracefiles.
pub fn lcov<'c>(coverages: impl IntoIterator<Item = &'c Coverage>) -> String {
    let mut out = String::new();
    for coverage in coverages {
        // Writing to a text does not fail.
        let _ = writeln!(out, "TN:\nSF:{}", coverage.path);
        for (number, branch) in coverage.branches.iter().enumerate() {
            for (way, times) in [branch.held, branch.did_not].into_iter().enumerate() {
                // A condition that was never looked at has no count, as lcov wants it.
                let times = if branch.held + branch.did_not == 0 { "-".to_owned() } else { times.to_string() };
                let _ = writeln!(out, "BRDA:{},{number},{way},{times}", branch.line);
            }
        }
        let (ways, taken) = coverage.branch_counts();
        let _ = writeln!(out, "BRF:{ways}\nBRH:{taken}");
        for (line, times) in &coverage.lines {
            let _ = writeln!(out, "DA:{line},{times}");
        }
        let (lines, reached) = coverage.line_counts();
        let _ = writeln!(out, "LF:{lines}\nLH:{reached}\nend_of_record");
    }
    out
}
