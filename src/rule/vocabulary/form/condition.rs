//! Whether a form asks a question of a return: what the question's condition comes to.

use super::super::super::node::{Outcome, ScriptNode, Unknown};
use super::super::amount::same_amount;
use super::{QUESTIONS, ROWS, document_of, lists, named, value_for};
use crate::calendar::Truth;
use crate::wording::evened;

/// Conditions that refer to each other in a longer chain are taken to run in a circle.
const LONGEST_CHAIN: usize = 16;

/// Whether something is asked for, with the reason in words.
#[derive(Clone)]
pub(super) struct Verdict {
    pub(super) asked: Truth,
    pub(super) why: String,
    pub(super) is_conditional: bool,
}

impl Verdict {
    pub(super) fn always() -> Verdict {
        let why = "the form asks for it without a condition".to_owned();
        Verdict { asked: Truth::True, why, is_conditional: false }
    }

    pub(super) fn on_condition(asked: Truth, why: String) -> Verdict {
        Verdict { asked, why, is_conditional: true }
    }

    /// What hangs on an answer: called for if a list of the form holds it. Beside an answer that the
    /// form does not offer it is called for only where it is beside every one that the form offers.
    pub(super) fn on_answer(
        label: &str,
        asked: &ScriptNode,
        answer: &ScriptNode,
        list: &ScriptNode,
    ) -> Outcome<Verdict> {
        let why = format!("{label} is answered \"{}\"", answer.written()?);
        if !asked.has("answers")? {
            return Ok(Verdict::on_condition(lists(list, answer)?.into(), why));
        }
        let offered = asked.field("answers")?;
        if lists(&offered, answer)? {
            return Ok(Verdict::on_condition(lists(list, answer)?.into(), why));
        }
        let why = format!("{why}, which the form does not offer");
        for other in offered.items()? {
            if !lists(list, &other)? {
                return Ok(Verdict::unclear(why));
            }
        }
        Ok(Verdict::on_condition(Truth::True, why))
    }

    pub(super) fn unclear(why: String) -> Verdict {
        Verdict::on_condition(Truth::Unknown, why)
    }
}

/// Whether a question of a form is asked of a return.
pub(super) fn verdict_on(question: &ScriptNode, given: &ScriptNode) -> Outcome<Verdict> {
    verdict(question, given, 0)
}

fn verdict(question: &ScriptNode, given: &ScriptNode, depth: usize) -> Outcome<Verdict> {
    if !question.has("asked_if")? {
        return Ok(Verdict::always());
    }
    let condition = question.field("asked_if")?;
    if depth > LONGEST_CHAIN {
        return condition.unknown("refers to others in a circle");
    }
    if condition.has("question")? {
        of_answer(&condition, given, depth)
    } else if condition.has("unanswered")? {
        of_no_answer(&condition, given)
    } else if condition.has("rows_differ")? {
        of_rows(&condition, given)
    } else {
        of_totals(&condition, given)
    }
}

/// The answer that a return gives to the question of an identity.
fn answer_of(given: &ScriptNode, id: &ScriptNode) -> Outcome<Option<ScriptNode>> {
    match named(given, QUESTIONS, id)? {
        Some(entry) if entry.has("answer")? => Ok(Some(entry.field("answer")?)),
        _ => Ok(None),
    }
}

/// A question that does not stand in the return at all may have been answered.
fn of_no_answer(condition: &ScriptNode, given: &ScriptNode) -> Outcome<Verdict> {
    let id = condition.field("unanswered")?;
    let Some(entry) = named(given, QUESTIONS, &id)? else {
        return Ok(Verdict::unclear(format!("\"{}\" is not in the return", id.written()?)));
    };
    let is_answered = entry.has("answer")?;
    let says = if is_answered { "is answered" } else { "is not answered" };
    Ok(Verdict::on_condition((!is_answered).into(), format!("\"{}\" {says}", id.written()?)))
}

fn of_answer(condition: &ScriptNode, given: &ScriptNode, depth: usize) -> Outcome<Verdict> {
    let id = condition.field("question")?;
    let earlier = on_the_form(condition, QUESTIONS, &id)?;
    if let Some(answer) = answer_of(given, &id)? {
        let label = format!("\"{}\"", id.written()?);
        return Verdict::on_answer(&label, &earlier, &answer, &condition.field("answers")?);
    }
    let verdict = verdict(&earlier, given, depth + 1)?;
    if verdict.asked == Truth::False {
        return Ok(verdict);
    }
    Ok(Verdict::unclear(format!("\"{}\" is not answered", id.written()?)))
}

/// What a condition refers to must be on its form.
fn on_the_form(condition: &ScriptNode, path: &str, id: &ScriptNode) -> Outcome<ScriptNode> {
    match named(&document_of(condition), path, id)? {
        Some(found) => Ok(found),
        None => {
            let message = format!("the form has no \"{}\", which {} refers to", id.written()?, condition.label()?);
            Unknown { at: id.at, message }.raise()
        }
    }
}

/// Two rows differ as soon as they differ in one period.
fn of_rows(condition: &ScriptNode, given: &ScriptNode) -> Outcome<Verdict> {
    let ids = condition.field("rows_differ")?.items()?;
    let mut rows = Vec::new();
    for id in &ids {
        match named(given, ROWS, id)? {
            Some(row) => rows.push(row),
            None => return Ok(Verdict::unclear(format!("the row \"{}\" is not in the return", id.written()?))),
        }
    }
    let [one, other] = rows.as_slice() else { return condition.unknown("does not name two rows") };
    let names = format!("the figures of \"{}\" and \"{}\"", one.field("id")?.written()?, other.field("id")?.written()?);
    let mut lacking = None;
    for period in periods(one, other)? {
        let figures = (figure(one, &period)?, figure(other, &period)?);
        match figures {
            (Some(left), Some(right)) if !same_amount(&left, &right)? => {
                return Ok(Verdict::on_condition(Truth::True, format!("{names} differ for {period}")));
            }
            (Some(_), None) | (None, Some(_)) => lacking = Some(period),
            _ => {}
        }
    }
    Ok(match lacking {
        Some(period) => Verdict::unclear(format!("{names} are not both there for {period}")),
        None => Verdict::on_condition(Truth::False, format!("{names} are the same")),
    })
}

/// The periods of two rows, each once.
fn periods(one: &ScriptNode, other: &ScriptNode) -> Outcome<Vec<String>> {
    let mut periods: Vec<String> = Vec::new();
    for row in [one, other] {
        for entry in row.field("values")?.items()? {
            let period = entry.field("period")?.written()?.to_owned();
            if !periods.iter().any(|known| evened(known) == evened(&period)) {
                periods.push(period);
            }
        }
    }
    Ok(periods)
}

fn figure(row: &ScriptNode, period: &str) -> Outcome<Option<ScriptNode>> {
    match value_for(row, period)? {
        Some(entry) if entry.has("value")? => Ok(Some(entry.field("value")?)),
        _ => Ok(None),
    }
}

/// A total is held against the figure that the form says it must equal.
fn of_totals(condition: &ScriptNode, given: &ScriptNode) -> Outcome<Verdict> {
    let mut unclear = None;
    for id in condition.field("totals_differ")?.items()? {
        let asked = on_the_form(condition, ROWS, &id)?;
        let wanted = answer_of(given, &asked.field("total_equals")?)?;
        let total = match named(given, ROWS, &id)? {
            Some(row) if row.has("total")? => Some(row.field("total")?),
            _ => None,
        };
        match (total, wanted) {
            (Some(total), Some(wanted)) => {
                if !same_amount(&total, &wanted)? {
                    let (total, wanted) = (total.written()?, wanted.written()?);
                    let why = format!("the total of \"{}\" is {total} and not {wanted}", id.written()?);
                    return Ok(Verdict::on_condition(Truth::True, why));
                }
            }
            _ => unclear = Some(format!("the total of \"{}\" cannot be held against anything", id.written()?)),
        }
    }
    let same = "each total is what it must equal".to_owned();
    Ok(unclear.map_or(Verdict::on_condition(Truth::False, same), Verdict::unclear))
}
