//! How often the member of a seat came, in a script's hands.

use rhai::{Engine, INT};

use super::super::node::{Outcome, ScriptNode};
use super::super::shared::Shared;
use super::Described;
use super::body::meetings_held_under;
use super::dates::Day;
use crate::document::Node;
use crate::meeting::{self, Run, Turnout};
use crate::quorum::{SeatState, same_name};

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "turnout_of(member, with_deputies)",
        "To which meetings under the terms the member of a seat came, while the seat was filled; deputies count for the member if so wished. Open where a meeting has no record of attendance.",
    ),
    (
        "lowest_in_a_row(turnout, count)",
        "The run of so many meetings to which the member came least; a list of one, or empty where there were not so many.",
    ),
    (
        "lowest_year(turnout)",
        "The first twelve months in which the member came to the lowest share of meetings; a list of one, or empty where the meetings do not span twelve months.",
    ),
    ("run.attended", "How many meetings the member came to."),
    ("run.meetings", "Of how many."),
    ("run.first", "The day of the first."),
    ("run.last", "The day of the last."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<Turnout>>("Turnout")
        .register_type_with_name::<Run>("Run")
        .register_fn("turnout_of", turnout_of)
        .register_fn("lowest_in_a_row", |turnout: Shared<Turnout>, count: ScriptNode| {
            let count = count.number()?.try_into().unwrap_or(0_usize);
            Ok::<_, Box<rhai::EvalAltResult>>(one_or_none(turnout.lowest_in_a_row(count)))
        })
        .register_fn("lowest_year", |turnout: Shared<Turnout>| one_or_none(turnout.lowest_year()))
        .register_get("attended", |run: &mut Run| INT::try_from(run.attended).unwrap_or(INT::MAX))
        .register_get("meetings", |run: &mut Run| INT::try_from(run.meetings).unwrap_or(INT::MAX))
        .register_get("first", |run: &mut Run| Day(run.first))
        .register_get("last", |run: &mut Run| Day(run.last));
}

/// As scripts take what may not be there: a list of one, or an empty one.
fn one_or_none(run: Option<Run>) -> rhai::Array {
    run.map(rhai::Dynamic::from).into_iter().collect()
}

/// The meetings held under the terms while the seat was filled, and whether its member came to
/// each; deputies count for the member if so wished. A meeting without a record of attendance is
/// unknown.
fn turnout_of(member: ScriptNode, with_deputies: bool) -> Outcome<Shared<Turnout>> {
    let root = member.node()?.tree().root();
    let terms = member.sibling(root);
    let seat = member.field("seat")?;
    let name = seat.written()?;
    let speaks = |entry: Node<'_>| {
        let names = |field: &str| entry.get(field).and_then(Node::as_text).is_some_and(|named| same_name(named, name));
        match entry.get("attended").and_then(Node::as_text) {
            Some("member") => names("seat"),
            Some("deputy") => with_deputies && names("deputy_for"),
            _ => false,
        }
    };
    let mut meetings = Vec::new();
    for (day, meeting) in meetings_held_under(&terms)? {
        let state = meeting::seat_state(&member.context.around.submission, member.at, day);
        let (state, read) = state.or_else(|gap| member.raise_gap(gap))?;
        member.context.push_run(&read);
        if matches!(state, None | Some(SeatState::Filled)) {
            let attendance = meeting.field("attendance")?;
            attendance.items()?;
            meetings.push((day, attendance.node()?.children().any(speaks)));
        }
    }
    let beside = size_of_val(meetings.as_slice());
    Ok(Shared::new(Turnout::new(meetings), beside))
}
