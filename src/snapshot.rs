//! A dated, digested record of a submission, for people without version control.
//!
//! Snapshots of one submission are numbered and form a chain: each carries the digest of the one
//! before it, so that a gap or a later change of any of them shows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::document::{Document, Format, Origin};
use crate::problem::{Problem, Problems};
use crate::submission::Submission;

/// The version of the form; it grows when a field changes its meaning or goes.
const FORMAT: u32 = 1;

/// One record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    /// The version of the form of snapshots; what a file is known by.
    quorate_snapshot: u32,
    /// Its number in the chain, from 1.
    pub number: u32,
    /// The day for which it was taken.
    pub date: NaiveDate,
    /// What was recorded, as it was named.
    pub submission: String,
    /// The digest of the snapshot before; none for the first.
    pub previous: Option<String>,
    documents: Vec<Recorded>,
    /// SHA-256 of the record without this field.
    pub sha256: String,
}

/// One document of a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Recorded {
    /// The path from the submission's folder.
    path: String,
    /// SHA-256 of the file.
    sha256: String,
    /// The text of the file, or what was read from an office file, as JSON.
    text: String,
    /// Whether it was read from an office file.
    is_office: bool,
}

impl Snapshot {
    /// Records a submission; `folder` is cut from the paths of its documents.
    pub fn take(submission: &Submission, folder: &str, date: NaiveDate, previous: Option<&Snapshot>) -> Snapshot {
        let below = |path: &str| {
            let rest = path.strip_prefix(folder).map(|rest| rest.trim_start_matches(['/', '\\']));
            rest.filter(|rest| !rest.is_empty()).unwrap_or(path).to_owned()
        };
        let documents = submission.members().iter().map(|member| Recorded {
            path: below(member.document.path()),
            sha256: member.document.sha256(),
            text: member.document.text().to_string(),
            is_office: member.document.is_office(),
        });
        let mut snapshot = Snapshot {
            quorate_snapshot: FORMAT,
            number: previous.map_or(1, |previous| previous.number.saturating_add(1)),
            date,
            submission: folder.to_owned(),
            previous: previous.map(|previous| previous.sha256.clone()),
            documents: documents.collect(),
            sha256: String::new(),
        };
        snapshot.sha256 = snapshot.digest();
        snapshot
    }

    /// Whether a JSON text is a snapshot at all.
    pub fn is_one(text: &str) -> bool {
        text.get(..200).unwrap_or(text).contains("\"quorate_snapshot\"")
    }

    /// Reads a snapshot and checks that it is as it was written.
    ///
    /// # Errors
    /// A file that is no snapshot, that another version wrote, or that was changed since.
    pub fn read(path: &str, text: &str) -> Result<Snapshot, Problem> {
        let snapshot: Snapshot = serde_json::from_str(text).map_err(|error| {
            let what = format!("this is no whole snapshot (line {}, column {})", error.line(), error.column());
            Problem::in_file(path, what)
                .help("take the file from where it was kept first; `quorate snapshot` writes a new one")
        })?;
        if snapshot.quorate_snapshot != FORMAT {
            let what = format!("it was written by another version of Quorate (form {})", snapshot.quorate_snapshot);
            return Err(Problem::in_file(path, what).help("read it with the version that wrote it"));
        }
        if snapshot.sha256 != snapshot.digest() {
            return Err(Problem::in_file(
                path,
                format!("snapshot {} was changed after it was written", snapshot.number),
            )
            .help("its content does not agree with its own digest: take the file from where it was kept first"));
        }
        Ok(snapshot)
    }

    /// The documents as they were.
    ///
    /// # Errors
    /// A document that cannot be read any more.
    pub fn documents(self, path: &str) -> Result<Vec<Document>, Problems> {
        let mut documents = Vec::new();
        let mut problems = Problems::new();
        for Recorded { path: own, sha256, text, is_office } in self.documents {
            let shown = format!("{path}: {own}");
            let read = match Format::of_name(&own) {
                _ if is_office => Document::of_office(&shown, text, Origin { sha256, ..Origin::default() }),
                Some(format) => Document::read(&shown, format, text.into_bytes()),
                None => continue,
            };
            match read {
                Ok(document) => documents.push(document),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(documents) } else { Err(problems) }
    }

    /// The record as JSON, with a line break at its end.
    pub fn to_json(&self) -> String {
        // Texts and numbers always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    fn digest(&self) -> String {
        let bare = Snapshot { sha256: String::new(), ..self.clone() };
        let text = serde_json::to_string(&bare).unwrap_or_default();
        Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Whether some snapshots form a whole chain from the first, each under its path, in any order.
///
/// # Errors
/// Each gap, each number given twice, each link that does not hold, and dates that run backwards.
pub fn check_chain(mut chain: Vec<(String, Snapshot)>) -> Result<(), Problems> {
    chain.sort_by_key(|(_, snapshot)| snapshot.number);
    let mut problems = Problems::new();
    let mut complain = |path: &str, what: String, way_out: &str| {
        problems.push(Problem::in_file(path, what).help(way_out.to_owned()));
    };
    let mut before: Option<&(String, Snapshot)> = None;
    for link in &chain {
        let (path, snapshot) = link;
        let expected = before.map_or(1, |(_, before)| before.number.saturating_add(1));
        if before.is_some_and(|(_, before)| before.number == snapshot.number) {
            complain(
                path,
                format!("there are two snapshots with the number {}", snapshot.number),
                "keep the first one",
            );
        } else if snapshot.number != expected {
            let gap = match snapshot.number - expected {
                1 => format!("snapshot {expected} is missing"),
                _ => format!("the snapshots {expected} to {} are missing", snapshot.number - 1),
            };
            complain(path, gap, "put them back from where they were kept first; a chain has no gaps");
        } else if snapshot.previous.as_deref() != before.map(|(_, before)| before.sha256.as_str()) {
            let what = format!("snapshot {} does not follow from the one before it", snapshot.number);
            complain(path, what, "one of the two is not the file that was written; compare with a copy kept elsewhere");
        }
        if let Some((_, earlier)) = before.filter(|(_, before)| before.date > snapshot.date) {
            let what = format!("it is dated {}, before snapshot {} ({})", snapshot.date, earlier.number, earlier.date);
            complain(path, what, "a snapshot is taken for a day not before the last one");
        }
        before = Some(link);
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(text: &str) -> Submission {
        let text = format!("kind: action-log\nid: log\ntitle: {text}\nactions: []\n");
        let document = Document::read("plan/log.yaml", Format::Yaml, text.into_bytes()).unwrap();
        Submission::new(vec![document]).unwrap()
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2016, 3, day).unwrap()
    }

    fn chain() -> Vec<(String, Snapshot)> {
        let first = Snapshot::take(&submission("One"), "plan", day(1), None);
        let second = Snapshot::take(&submission("Two"), "plan", day(2), Some(&first));
        let third = Snapshot::take(&submission("Three"), "plan", day(2), Some(&second));
        [first, second, third].into_iter().map(|one| (format!("{}.json", one.number), one)).collect()
    }

    fn said(problems: Result<(), Problems>) -> Vec<String> {
        problems.err().unwrap_or_default().iter().map(|problem| problem.headline().to_owned()).collect()
    }

    #[test]
    fn what_was_recorded_is_read_again() {
        let written = Snapshot::take(&submission("One"), "plan", day(1), None).to_json();
        assert!(Snapshot::is_one(&written));
        let read = Snapshot::read("1.json", &written).unwrap();
        assert_eq!((read.number, read.date, read.previous.clone()), (1, day(1), None));
        let documents = read.documents("1.json").unwrap();
        assert_eq!(documents[0].path(), "1.json: log.yaml");
        assert_eq!(documents[0].root().get("title").unwrap().as_text(), Some("One"));
    }

    #[test]
    fn a_record_that_was_changed_says_so() {
        let written = Snapshot::take(&submission("One"), "plan", day(1), None).to_json();
        let problem = Snapshot::read("1.json", &written.replace("title: One", "title: Two")).unwrap_err();
        assert_eq!(problem.headline(), "1.json: snapshot 1 was changed after it was written");
        let problem = Snapshot::read("1.json", written.split_once("documents").unwrap().0).unwrap_err();
        assert!(problem.headline().starts_with("1.json: this is no whole snapshot (line "));
    }

    #[test]
    fn a_whole_chain_holds_in_any_order() {
        let mut chain = chain();
        chain.reverse();
        assert_eq!(said(check_chain(chain)), Vec::<String>::new());
        assert_eq!(said(check_chain(Vec::new())), Vec::<String>::new());
    }

    #[test]
    fn a_gap_a_second_one_and_a_false_link_are_told() {
        let mut gap = chain();
        gap.remove(1);
        assert_eq!(said(check_chain(gap)), ["3.json: snapshot 2 is missing"]);
        let mut first = chain();
        first.remove(0);
        assert_eq!(said(check_chain(first)), ["2.json: snapshot 1 is missing"]);
        let mut twice = chain();
        twice.push(("again.json".to_owned(), twice[2].1.clone()));
        assert_eq!(said(check_chain(twice)), ["again.json: there are two snapshots with the number 3"]);
        // A second that was written anew, with its own digest right, is not the one that the third follows.
        let mut forged = chain();
        forged[1].1 = Snapshot::take(&submission("Other"), "plan", day(2), Some(&forged[0].1));
        assert_eq!(said(check_chain(forged)), ["3.json: snapshot 3 does not follow from the one before it"]);
        let mut early = chain();
        early[2].1 = Snapshot::take(&submission("Three"), "plan", day(1), Some(&early[1].1));
        assert_eq!(said(check_chain(early)), ["3.json: it is dated 2016-03-01, before snapshot 2 (2016-03-02)"]);
    }
}
