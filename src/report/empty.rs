//! The empty cell of an office file that a finding is about: nothing stands there, and there something
//! is to be written.

use crate::assess::{Finding, Outcome};
use crate::place::Spot;
use crate::submission::Submission;
use crate::wording;

/// The cell, where the finding points at a group of fields that has empty ones: the one that was looked
/// for and not found; of several the one that the message names; or else, of what cannot be decided,
/// the last one that was looked for.
pub(super) fn cell_of(submission: &Submission, finding: &Finding) -> Option<Spot> {
    let at = finding.points_at.first().filter(|points| points.note.is_none())?.at;
    let member = submission.member(at.document).filter(|member| member.document.is_office())?;
    if !matches!(finding.outcome, Outcome::Fail | Outcome::Open) {
        return None;
    }
    let empty: Vec<(&str, Spot)> = member.document.empty_cells(at.node).collect();
    let shape = member.kind.shape().of_node(member.document.node(at.node));
    let title = |field: &str| shape.and_then(|shape| shape.field(field)?.title());
    let is_named = |field: &str| wording::mentions(&finding.message, title(field).unwrap_or(field));
    let absent = finding.evidence.iter().filter(|read| read.at == at).filter_map(|read| read.absent.as_deref());
    let absent: Vec<&str> = absent.filter_map(|path| path.split('.').next()).collect();
    let sought: Vec<&(&str, Spot)> = empty.iter().filter(|(field, _)| absent.contains(field)).collect();
    let only = |cells: Vec<&(&str, Spot)>| match cells.as_slice() {
        [(_, spot)] => Some(spot.clone()),
        _ => None,
    };
    let last_sought = || {
        let last = absent.iter().rev().find_map(|field| empty.iter().find(|(own, _)| own == field));
        last.filter(|_| finding.outcome == Outcome::Open).map(|(_, spot)| spot.clone())
    };
    only(sought.clone())
        .or_else(|| only(sought.into_iter().filter(|(field, _)| is_named(field)).collect()))
        .or_else(|| only(empty.iter().filter(|(field, _)| is_named(field)).collect()))
        .or_else(last_sought)
}
