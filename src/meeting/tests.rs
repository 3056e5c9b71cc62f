//! Documents in, verdicts out: each point of the language, what is malformed, and what is supposed.

mod examples;
mod gaps;
mod reads;
mod supposed;

use super::{Gap, Meeting, Quorum, WithoutAttendance};
use crate::document::{Document, Format};
use crate::quorum::State;
use crate::submission::{NodeRef, Submission};

/// A submission of one body's terms and one meeting, and the place of the meeting.
pub(super) struct Case {
    pub(super) submission: Submission,
}

impl Case {
    /// Takes the text of the terms (from `members:` on) and of the meeting (from its date on).
    pub(super) fn new(terms: &str, meeting: &str) -> Self {
        let status = if terms.contains("status:") { "" } else { "status: in force\n" };
        let terms = format!("kind: terms-of-reference\nid: terms\nbody: Board\n{status}{terms}");
        let meeting = format!("kind: meeting\nid: meeting\nbody: Board\n{meeting}");
        let read = |name: &str, text: String| {
            Document::read(name, Format::Yaml, text.into_bytes()).unwrap_or_else(|problem| panic!("{problem}"))
        };
        let documents = vec![read("meeting.yaml", meeting), read("terms.yaml", terms)];
        Self { submission: Submission::new(documents).unwrap() }
    }

    /// The same, where every document must have the shape of its kind.
    pub(super) fn sound(terms: &str, meeting: &str) -> Self {
        let case = Self::new(terms, meeting);
        for member in case.submission.members() {
            assert_eq!(member.faults, [], "{}", member.document.path());
        }
        case
    }

    pub(super) fn root(&self) -> NodeRef {
        self.submission.of_kind("meeting").next().unwrap()
    }

    pub(super) fn item(&self, position: usize) -> NodeRef {
        let node = self.submission.node(self.root()).unwrap();
        let item = node.at_pointer(&format!("/items/{position}")).unwrap();
        NodeRef { document: self.root().document, node: item.id() }
    }

    pub(super) fn quorum(&self, position: usize) -> Result<Quorum, Gap> {
        let read = Meeting::read(&self.submission, self.root(), WithoutAttendance::IsAGap);
        read?.quorum_of(&self.submission, self.item(position))
    }

    pub(super) fn meeting(&self) -> Meeting {
        Meeting::read(&self.submission, self.root(), WithoutAttendance::IsAGap).unwrap()
    }

    /// The state of an item with what it rests on: the arithmetic, or what is missing.
    pub(super) fn told(&self, position: usize) -> (&'static str, String) {
        let verdict = self.quorum(position).unwrap_or_else(|gap| panic!("{}", gap.message)).verdict;
        match verdict.state {
            State::Quorate => ("quorate", verdict.arithmetic),
            State::Inquorate => ("inquorate", verdict.arithmetic),
            State::Open(open) => {
                let readings = open.readings.iter().map(|reading| format!("{}: {:?}", reading.words, reading.state));
                ("open", open.missing.iter().cloned().chain(readings).collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// What the record lacks, with the pointer to its place.
    pub(super) fn gap(&self, position: usize) -> (String, String) {
        let gap = self.quorum(position).err().unwrap();
        (self.submission.node(gap.at).unwrap().pointer(), gap.message)
    }
}
