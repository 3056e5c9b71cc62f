//! Judging: every rule of a policy on every subject of a submission.
//!
//! Pure: no input, no output, no clock; the date comes as an argument. Whatever happens inside
//! a rule becomes a finding, so that judging itself cannot fail.

mod change;
mod docket;
mod excuse;
mod explain;
mod finding;
mod forecast;
mod job;
mod judgement;
mod one;
mod rounds;
mod trial;
mod unexamined;
mod unloaded;
mod well_formed;
mod witness;

use std::sync::Arc;

use crate::change::Versions;
use crate::document::Node;
use crate::policy::{Requirement, Severity};
use crate::submission::{NodeRef, Submission};

pub use docket::Docket;
pub use excuse::{Baseline, Excuse, IS_USED, WAIVERS, Waiver, page as excuse_page};
pub use explain::Explanation;
pub use finding::{Finding, Outcome, PointsAt, names};
pub use forecast::{Forecast, Lapse, Standing, Turn};
pub use judgement::{Answered, IN_ORDER, Judgement, Judgements, Stands, Support, page as judgement_page, rests_on};
pub use one::{Judge, Trial};
pub use trial::{Trials, Tried};
pub use well_formed::{WELL_FORMED, page as well_formed_page};
pub use witness::{Bounds, Witness, Witnessed};

/// All findings of one run, and what no rule read.
#[derive(Debug)]
pub struct Assessment {
    /// The findings, in the order of documents, places and rules.
    pub findings: Vec<Finding>,
    /// The outermost nodes of which no rule read anything, in the order of documents and places.
    pub unexamined: Vec<NodeRef>,
}

/// Judges a submission by a policy on a date.
///
/// Where the submission holds an earlier version beside it, `versions` says what became of that,
/// and rules about changes are judged too.
pub fn assess(submission: &Arc<Submission>, by: Judge<'_>, versions: Option<Arc<Versions>>) -> Assessment {
    Docket::judge(submission, by, versions, &Judgements::default()).into_assessment()
}

/// Whether a rule is built in: it says of the submission what the rules of a policy rest on.
pub fn is_built_in(rule: &str) -> bool {
    [WELL_FORMED, IN_ORDER, IS_USED].contains(&rule)
}

/// The severity of a rule in a policy; rules judged only for others have none.
fn severity_of(requirement: Option<&Requirement>) -> Severity {
    requirement.map_or(Severity::Note, |requirement| requirement.severity)
}

/// What a person calls a subject.
pub fn label_of(submission: &Submission, at: NodeRef) -> String {
    submission.member(at.document).map_or_else(String::new, |member| {
        let node: Node<'_> = member.document.node(at.node);
        member.kind.label(node)
    })
}
