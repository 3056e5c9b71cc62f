//! Reads a file of cases; what is wrong with it is told with its place.

use std::sync::Arc;

use chrono::NaiveDate;

use super::expected::Expected;
use super::patch::Changing;
use super::suggest::Given;
use crate::assess::Outcome;
use crate::change::Versions;
use crate::document::{Document, Format, Node, Value};
use crate::problem::{Problem, Problems, nearest};
use crate::submission::Submission;
use crate::table::quoted;

/// What the name of a file of cases ends with, in place of the rule's `.rhai`.
pub const ENDING: &str = ".cases.yaml";

/// The date of a case that names none.
const DATE: &str = "2015-11-24";

/// Gives the documents of a sample, by its path from the file of cases: a document or a folder of them.
pub type Samples<'s> = dyn Fn(&str) -> Result<Vec<Document>, Problems> + Sync + 's;

/// The cases of one rule.
pub struct CaseFile {
    /// The path that people are shown.
    pub path: String,
    /// The cases, in the order of the file.
    pub cases: Vec<Case>,
    /// Changes of the rule that no case can notice, each by its line as it would read, with the reason.
    pub argued: Vec<(String, String)>,
}

/// One case.
pub struct Case {
    /// What it shows.
    pub title: String,
    /// Its line in the file.
    pub line: u32,
    /// What is still to be done before it can be run; none for a case that is complete.
    pub to_do: Option<String>,
    /// The findings that the rule must make, in order.
    pub expected: Vec<Expected>,
    pub(super) as_of: NaiveDate,
    /// The parameters that are set, as the body of a TOML table.
    pub(super) with: String,
    pub(super) submission: Arc<Submission>,
    pub(super) versions: Option<Arc<Versions>>,
    /// What it gives, as written.
    pub(super) given: Given,
}

/// The fields of a case.
const FIELDS: [&str; 9] = ["case", "documents", "sample", "patch", "before", "parameters", "as_of", "expect", "to_do"];

/// The fields of an expected finding.
const EXPECTED_FIELDS: [&str; 4] = ["outcome", "of", "at", "says"];

impl CaseFile {
    /// Reads a file of cases.
    ///
    /// # Errors
    /// Everything that is wrong with any case: a field that is not known or is missing, a document
    /// that cannot be read, a change that cannot be made, a fail of which no word is expected.
    pub fn read(file: &Document, samples: &Samples<'_>) -> Result<CaseFile, Problems> {
        let reader = Reader { file, samples };
        let Some(list) = file.root().get("cases").filter(|list| list.value() == Value::List) else {
            return Err(vec![reader.problem(file.root(), "there is no list `cases`", "start the file with `cases:`")]);
        };
        let mut cases = Vec::new();
        let mut problems = Problems::new();
        for case in list.children() {
            match reader.case(case) {
                Ok(case) => cases.push(case),
                Err(mut found) => problems.append(&mut found),
            }
        }
        let mut argued = Vec::new();
        for entry in file.root().get("argued").into_iter().flat_map(Node::children) {
            match (reader.text(entry, "change"), reader.text(entry, "because")) {
                (Ok(change), Ok(because)) => argued.push((change.to_owned(), because.to_owned())),
                (change, because) => problems.extend([change.err(), because.err()].into_iter().flatten()),
            }
        }
        let path = file.path().to_owned();
        if problems.is_empty() { Ok(CaseFile { path, cases, argued }) } else { Err(problems) }
    }
}

struct Reader<'r> {
    file: &'r Document,
    samples: &'r Samples<'r>,
}

impl Reader<'_> {
    fn problem(&self, at: Node<'_>, what: impl std::fmt::Display, way_out: impl Into<String>) -> Problem {
        Problem::at(self.file.path(), self.file.text(), at.span(), what).help(way_out)
    }

    fn text<'n>(&self, node: Node<'n>, key: &str) -> Result<&'n str, Problem> {
        let way_out = format!("add `{key}:` with a text");
        node.get(key)
            .and_then(Node::as_written)
            .ok_or_else(|| self.problem(node, format!("there is no text `{key}`"), way_out))
    }

    fn known(&self, node: Node<'_>, fields: &[&str]) -> Result<(), Problems> {
        let unknown = node.children().filter_map(|child| child.key().map(|key| (child, key)));
        let problems: Problems = unknown
            .filter(|(_, key)| !fields.contains(key))
            .map(|(child, key)| {
                let way_out = nearest(key, fields.iter().copied()).map_or_else(
                    || format!("the fields are {}", fields.join(", ")),
                    |meant| format!("did you mean `{meant}`?"),
                );
                self.problem(child, format!("`{key}` is not known here"), way_out)
            })
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    fn case(&self, case: Node<'_>) -> Result<Case, Problems> {
        let one = |problem| vec![problem];
        let title = self.text(case, "case").map_err(one)?.to_owned();
        self.known(case, &FIELDS)?;
        let to_do = case.get("to_do").map(|what| what.as_written().unwrap_or("it is to be written").to_owned());
        let line = self.file.line_column(case.span().start).line;
        let date = case.get("as_of");
        let as_of = date
            .map_or(DATE, |date| date.as_written().unwrap_or(""))
            .parse()
            .map_err(|_| one(self.problem(date.unwrap_or(case), "this is no date", format!("write it as {DATE}"))))?;
        let sample = self.sample(case)?;
        let now = Arc::new(self.submission(case, self.documents(case, "documents", sample)?)?);
        let before = match case.get("before") {
            Some(word) if word.as_text() == Some("sample") => {
                self.text(case, "sample").map_err(one)?;
                Some(self.sample_as_it_is(case.get("sample").unwrap_or(word))?)
            }
            Some(_) => Some(self.documents(case, "before", Vec::new())?),
            None => None,
        };
        // A rule about changes gets the same documents as they were.
        let (submission, versions) = match before {
            Some(before) => {
                let before = Arc::new(self.submission(case, before)?);
                (Arc::new(now.with_earlier(&before)), Some(Arc::new(Versions::new(before, now))))
            }
            None => (now, None),
        };
        let expected = if to_do.is_some() { Vec::new() } else { self.expected(case)? };
        Ok(Case {
            title,
            line,
            to_do,
            expected,
            as_of,
            with: parameters(case),
            submission,
            versions,
            given: Given::of(case),
        })
    }

    fn submission(&self, case: Node<'_>, documents: Vec<Document>) -> Result<Submission, Problems> {
        if documents.is_empty() {
            return Ok(Submission::of_members(Vec::new()));
        }
        // The documents' own problems name places in them; which case they are of is said first.
        Submission::new(documents).map_err(|mut problems| {
            problems.insert(0, self.problem(case, "the documents of this case cannot be read", "see what follows"));
            problems
        })
    }

    /// The documents that a list of the case gives whole, after some others.
    fn documents(&self, case: Node<'_>, list: &str, mut documents: Vec<Document>) -> Result<Vec<Document>, Problems> {
        let mut problems = Problems::new();
        for given in case.get(list).into_iter().flat_map(Node::children) {
            match self.document(given) {
                Ok(document) if documents.iter().any(|other| other.path() == document.path()) => {
                    let what = format!("two documents of the case are called \"{}\"", document.path());
                    problems.push(self.problem(given, what, "give each document a name of its own"));
                }
                Ok(document) => documents.push(document),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(documents) } else { Err(problems) }
    }

    /// The documents of a sample, unchanged.
    fn sample_as_it_is(&self, sample: Node<'_>) -> Result<Vec<Document>, Problems> {
        (self.samples)(sample.as_written().unwrap_or("")).map_err(|problems| {
            let told = |problem: Problem| {
                let way_out = problem.way_out().unwrap_or("a sample is named by its path from this file").to_owned();
                self.problem(sample, format!("the sample cannot be read: {}", problem.headline()), way_out)
            };
            problems.into_iter().map(told).collect()
        })
    }

    fn document(&self, given: Node<'_>) -> Result<Document, Problem> {
        let name = self.text(given, "name")?;
        let format = Format::of_name(name).ok_or_else(|| {
            self.problem(given, format!("\"{name}\" has no known ending"), "name it .yaml, .json, .md or .txt")
        })?;
        Document::read(name, format, self.text(given, "text")?.as_bytes().to_vec()).map_err(|problem| {
            let way_out = problem.way_out().unwrap_or("correct it").to_owned();
            self.problem(given, format!("a document of the case cannot be read: {}", problem.headline()), way_out)
        })
    }

    /// The sample that the case starts from, with its changes made.
    fn sample(&self, case: Node<'_>) -> Result<Vec<Document>, Problems> {
        let changes: Vec<Node<'_>> = case.get("patch").into_iter().flat_map(Node::children).collect();
        let Some(sample) = case.get("sample") else {
            return match changes.first() {
                Some(change) => Err(vec![self.problem(
                    *change,
                    "there is no sample that could be changed",
                    "name it in `sample:`, by its path from this file",
                )]),
                None => Ok(Vec::new()),
            };
        };
        let documents = self.sample_as_it_is(sample)?;
        let mut made = Vec::new();
        let is_of = |change: &Node<'_>, document: &Document| match change.get("document").and_then(Node::as_text) {
            Some(name) => document.path() == name || document.path().ends_with(&format!("/{name}")),
            None => documents.len() == 1,
        };
        if let Some(change) = changes.iter().find(|change| !documents.iter().any(|document| is_of(change, document))) {
            let names: Vec<&str> = documents.iter().map(Document::path).collect();
            let way_out = format!("add `document:` with one of {}", names.join(", "));
            return Err(vec![self.problem(*change, "which document of the sample is changed is not said", way_out)]);
        }
        for document in &documents {
            let own: Vec<&Node<'_>> = changes.iter().filter(|change| is_of(change, document)).collect();
            let mut changing = Changing::new(document);
            for change in &own {
                changing.change(**change).map_err(|fault| vec![self.problem(**change, fault.what, fault.way_out)])?;
            }
            made.push((!own.is_empty()).then(|| changing.finish()).transpose().map_err(|problem| vec![problem])?);
        }
        Ok(documents.into_iter().zip(made).map(|(as_it_is, changed)| changed.unwrap_or(as_it_is)).collect())
    }

    fn expected(&self, case: Node<'_>) -> Result<Vec<Expected>, Problems> {
        let way_out = "write expect: pass, or a list of findings with `outcome`, `at` and `says`";
        let expect = case
            .get("expect")
            .ok_or_else(|| vec![self.problem(case, "the case does not say what it expects", way_out)])?;
        if expect.as_text().is_some() {
            return self.finding(expect, expect).map(|finding| vec![finding]);
        }
        expect
            .children()
            .map(|finding| {
                self.known(finding, &EXPECTED_FIELDS)?;
                let outcome = finding.get("outcome");
                self.finding(finding, outcome.ok_or_else(|| vec![self.problem(finding, "no outcome", way_out)])?)
            })
            .collect()
    }

    fn finding(&self, finding: Node<'_>, outcome: Node<'_>) -> Result<Expected, Problems> {
        let word = outcome.as_written().unwrap_or("");
        let words = Outcome::ALL.map(Outcome::word);
        if !words.contains(&word) {
            let way_out = format!("the outcomes are {}", words.join(", "));
            return Err(vec![self.problem(outcome, format!("\"{word}\" is no outcome"), way_out)]);
        }
        let own = |key: &str| finding.get(key).and_then(Node::as_written).map(str::to_owned);
        let expected = Expected { outcome: word.to_owned(), of: own("of"), at: own("at"), says: own("says") };
        if word == Outcome::Fail.word() && expected.says.is_none() {
            let way_out = "add `says:` with a part of the message, so that it is this fault that is found";
            return Err(vec![self.problem(finding, "a fail is expected without a word of its message", way_out)]);
        }
        Ok(expected)
    }
}

/// The parameters that a case sets, as TOML writes them.
fn parameters(case: Node<'_>) -> String {
    let shown = |node: Node<'_>| match node.value() {
        Value::Text(text) => quoted(text),
        Value::List => {
            let items: Vec<String> = node.children().map(|item| quoted(item.as_written().unwrap_or(""))).collect();
            format!("[{}]", items.join(", "))
        }
        _ => node.span().of(node.tree().source()).to_owned(),
    };
    let set = case.get("parameters").into_iter().flat_map(Node::children);
    let set: Vec<String> = set.map(|node| format!("{} = {}", node.key().unwrap_or(""), shown(node))).collect();
    set.join(", ")
}
