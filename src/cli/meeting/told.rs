//! What is told of each meeting, before it takes a form.

use crate::document::Node;
use crate::meeting::what_if::WhatIf;
use crate::meeting::{Gap, Meeting};
use crate::quorum::{self, Carried, Start, State, Verdict};
use crate::submission::{NodeRef, Submission};

/// Where something stands, for people and for programs.
pub(super) struct Place {
    pub(super) path: String,
    pub(super) pointer: String,
    pub(super) line: u32,
}

/// Something that the record lacks.
pub(super) struct ToldGap {
    pub(super) message: String,
    pub(super) at: Place,
}

/// One meeting.
pub(super) struct ToldMeeting {
    pub(super) path: String,
    pub(super) id: String,
    pub(super) body: String,
    pub(super) date: String,
    /// The meeting with its terms, or what keeps it from being judged.
    pub(super) read: Result<ToldTerms, ToldGap>,
    pub(super) items: Vec<ToldItem>,
}

/// The terms that a meeting was judged under.
pub(super) struct ToldTerms {
    pub(super) meeting: Meeting,
    pub(super) clause_at: Place,
    pub(super) faults: Vec<String>,
    pub(super) start: Option<Start>,
}

/// One item of business.
pub(super) struct ToldItem {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) at: Place,
    pub(super) verdict: Result<Verdict, ToldGap>,
    pub(super) decided_at: Option<String>,
    /// The types of its decisions, in order.
    pub(super) decided: Vec<String>,
    pub(super) vote: Option<Result<Carried, ToldGap>>,
}

impl ToldMeeting {
    /// Judges every item of a meeting, as it is supposed to be.
    pub(super) fn judge(submission: &Submission, root: NodeRef, supposed: &WhatIf) -> Self {
        let node = submission.node(root);
        let text = |name: &str| written(node, name).unwrap_or_default();
        let read = Meeting::read(submission, root, supposed.without_attendance()).map(|mut meeting| {
            supposed.apply(&mut meeting);
            meeting
        });
        let items = node.and_then(|node| node.get("items")).into_iter().flat_map(Node::children);
        let items = items.map(|item| told_item(submission, root.document, item, &read)).collect();
        let read = match read {
            Ok(meeting) => {
                let start = if supposed.from_apologies { None } else { meeting.start() };
                let faults = quorum::check(&meeting.clause, &meeting.seats);
                Ok(ToldTerms { clause_at: place(submission, meeting.clause_at), start, faults, meeting })
            }
            Err(gap) => Err(told_gap(submission, &gap)),
        };
        let path = submission.member(root.document).map_or("", |member| member.document.path()).to_owned();
        ToldMeeting { path, id: text("id"), body: text("body"), date: text("date"), read, items }
    }

    /// Whether nothing was found wanting: every item quorate, and a quorum in time.
    pub(super) fn is_quorate_throughout(&self) -> bool {
        let in_time = |terms: &ToldTerms| terms.start.as_ref().is_none_or(|start| start.state == State::Quorate);
        self.read.as_ref().is_ok_and(in_time) && self.items.iter().all(|item| item.state() == "quorate")
    }
}

impl ToldItem {
    /// The state in a word; what cannot be judged is open.
    pub(super) fn state(&self) -> &'static str {
        match self.verdict.as_ref().map(|verdict| &verdict.state) {
            Ok(State::Quorate) => "quorate",
            Ok(State::Inquorate) => "inquorate",
            Ok(State::Open(_)) | Err(_) => "open",
        }
    }
}

fn told_item(submission: &Submission, document: u32, node: Node<'_>, read: &Result<Meeting, Gap>) -> ToldItem {
    let at = NodeRef { document, node: node.id() };
    let (verdict, vote) = match read {
        Ok(meeting) => {
            let verdict = meeting.quorum_of(submission, at).map(|quorum| quorum.verdict);
            let vote =
                meeting.carried(submission, at).map(|(carried, _)| carried).map_err(|gap| told_gap(submission, &gap));
            (verdict.map_err(|gap| told_gap(submission, &gap)), vote.transpose())
        }
        Err(gap) => (Err(told_gap(submission, gap)), None),
    };
    let decisions = node.get("decisions").into_iter().flat_map(Node::children);
    ToldItem {
        number: written(Some(node), "number").unwrap_or_else(|| "?".to_owned()),
        title: written(Some(node), "title").unwrap_or_default(),
        at: place(submission, at),
        verdict,
        decided_at: written(Some(node), "decided_at"),
        decided: decisions.filter_map(|decision| written(Some(decision), "type")).collect(),
        vote,
    }
}

fn written(node: Option<Node<'_>>, name: &str) -> Option<String> {
    node.and_then(|node| node.get(name)).and_then(Node::as_written).map(str::to_owned)
}

fn told_gap(submission: &Submission, gap: &Gap) -> ToldGap {
    ToldGap { message: gap.message.clone(), at: place(submission, gap.at) }
}

fn place(submission: &Submission, at: NodeRef) -> Place {
    let (Some(member), Some(node)) = (submission.member(at.document), submission.node(at)) else {
        return Place { path: String::new(), pointer: String::new(), line: 0 };
    };
    let line = member.document.line_column(node.span().start).line;
    Place { path: member.document.path().to_owned(), pointer: node.pointer(), line }
}
