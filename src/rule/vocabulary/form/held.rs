//! What a return holds: the answer to a question, the figure of a row for a period.

use rhai::{Array, Dynamic};

use super::super::super::node::{Outcome, ScriptNode};
use super::{QUESTIONS, ROWS, named};
use crate::calendar::{DaySpan, PrintedDate};
use crate::wording::evened;

/// What stands in a cell of a return.
pub(super) enum Held {
    /// Something that can be read.
    Value(ScriptNode),
    /// Something that cannot, such as an error of the workbook.
    Unreadable(ScriptNode),
    /// Nothing; with the nearest place to where it should stand.
    Nothing(ScriptNode),
}

impl Held {
    /// What an answer, or an entry of a row, holds in a field.
    pub(super) fn in_field(entry: &ScriptNode, field: &str) -> Outcome<Held> {
        if let Some(at) = entry.unreadable(field)? {
            return Ok(Held::Unreadable(at));
        }
        Ok(if entry.has(field)? { Held::Value(entry.field(field)?) } else { Held::Nothing(entry.clone()) })
    }

    /// The figure of a row for a period. One whose period cannot be read may be the figure.
    pub(super) fn for_period(row: &ScriptNode, period: &str) -> Outcome<Held> {
        if !row.has("values")? {
            return Ok(Held::Nothing(row.clone()));
        }
        let mut unreadable = None;
        for entry in row.field("values")?.items()? {
            if let Some(at) = entry.unreadable("period")? {
                unreadable = unreadable.or(Some(at));
            } else if same_period(entry.field("period")?.written()?, period) {
                return Ok(match Held::in_field(&entry, "value")? {
                    Held::Nothing(_) => Held::Nothing(row.clone()),
                    held => held,
                });
            }
        }
        Ok(unreadable.map_or_else(|| Held::Nothing(row.clone()), Held::Unreadable))
    }

    /// What a return holds on one side of an agreement between two cells.
    pub(super) fn on_side(given: &ScriptNode, side: &ScriptNode) -> Outcome<Held> {
        let entry = if side.has("question")? {
            named(given, QUESTIONS, &side.field("question")?)?.map(|entry| Held::in_field(&entry, "answer"))
        } else {
            let row = named(given, ROWS, &side.field("row")?)?;
            let period = side.field("period")?;
            row.map(|row| Held::for_period(&row, period.written()?))
        };
        entry.unwrap_or_else(|| Ok(Held::Nothing(given.clone())))
    }

    /// What can be read, as a list of one, or an empty list.
    pub(super) fn into_list(self) -> Array {
        match self {
            Held::Value(node) => vec![Dynamic::from(node)],
            Held::Unreadable(_) | Held::Nothing(_) => Array::new(),
        }
    }

    /// Where it stands, or the nearest place to where it should.
    pub(super) fn into_place(self) -> ScriptNode {
        match self {
            Held::Value(at) | Held::Unreadable(at) | Held::Nothing(at) => at,
        }
    }
}

/// The first cell of an agreement in which a return holds nothing that can be read; else the return.
pub(super) fn gap_in(given: &ScriptNode, agreement: &ScriptNode) -> Outcome<ScriptNode> {
    let mut sides = vec![agreement.field("one")?];
    sides.extend(agreement.field("others")?.items()?);
    for side in &sides {
        if let Held::Unreadable(at) | Held::Nothing(at) = Held::on_side(given, side)? {
            return Ok(at);
        }
    }
    Ok(given.clone())
}

/// Whether two periods are the same, however written: `Q2 15/16` is `Q2 2015/16`.
pub(super) fn same_period(left: &str, right: &str) -> bool {
    let span = |text: &str| -> Option<DaySpan> { PrintedDate::parse(text).ok()?.span() };
    evened(left) == evened(right) || span(left).is_some_and(|left| Some(left) == span(right))
}
