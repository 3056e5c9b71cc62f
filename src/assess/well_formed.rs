//! The one built-in rule: each document has the shape of its kind.
//!
//! It is not a script because scripts rest on it: what is not well formed reads as unknown.

use super::finding::{Finding, Outcome, PointsAt};
use crate::document::NodeId;
use crate::policy::Severity;
use crate::rule::Page;
use crate::submission::{Member, NodeRef, Reads, Submission};

/// The identity of the built-in rule.
pub const WELL_FORMED: &str = "document/well-formed";

/// Its documentation.
pub fn page() -> Page {
    let text = str::to_owned;
    Page {
        proposition: text("The document has the shape of its kind."),
        why: text(
            "What is misspelt, missing or of the wrong type cannot be read by any rule; a requirement on it would stay undecided.",
        ),
        applies: text("Every document of a submission."),
        passes: text(
            "Every field is known, every required field is there, every value is of the type that its field needs.",
        ),
        fails: text("A field is unknown or missing, or a value is of another type or not among those allowed."),
        remedy: text("Correct the place that the finding points at; `quorate schema KIND` prints what is expected."),
    }
}

pub(super) fn findings(submission: &Submission) -> Vec<Finding> {
    (0..).zip(submission.members()).flat_map(|(document, member)| of_member(document, member)).collect()
}

fn of_member(document: u32, member: &Member) -> Vec<Finding> {
    let root = NodeRef { document, node: NodeId::ROOT };
    let finding = |outcome, message, remedy, node| Finding {
        id: String::new(),
        rule: WELL_FORMED.to_owned(),
        outcome,
        severity: Severity::Must,
        subject: Some(root),
        message,
        clause: format!("The shape of the kind {}", member.kind.name()),
        remedy,
        points_at: vec![PointsAt { at: NodeRef { document, node }, note: None }],
        first: false,
        because: None,
        evidence: Reads::default(),
        judged: None,
        excuse: None,
    };
    if member.faults.is_empty() {
        let holds = page().proposition.trim_end_matches('.').to_owned();
        return vec![finding(Outcome::Pass, holds, String::new(), NodeId::ROOT)];
    }
    member
        .faults
        .iter()
        .map(|fault| finding(Outcome::Fail, fault.message.clone(), fault.remedy.clone(), fault.node))
        .collect()
}
