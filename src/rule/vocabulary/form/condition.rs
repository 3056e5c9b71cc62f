//! Whether a form asks a question of a return: what the question's condition comes to.

use super::super::super::node::{Outcome, ScriptNode, Unknown};
use super::super::amount::same_amount;
use super::held::{Held, same_period};
use super::{QUESTIONS, ROWS, document_of, lists, named};
use crate::calendar::Truth;

/// Conditions that refer to each other in a longer chain are taken to run in a circle.
const LONGEST_CHAIN: usize = 16;

/// Whether something is asked for, with the reason in words.
#[derive(Clone)]
pub(super) struct Verdict {
    pub(super) asked: Truth,
    pub(super) why: String,
    pub(super) is_conditional: bool,
    /// What leaves it unknown, where that stands in the return.
    pub(super) cause: Option<ScriptNode>,
}

impl Verdict {
    pub(super) fn always() -> Verdict {
        let why = "the form asks for it without a condition".to_owned();
        Verdict { asked: Truth::True, why, is_conditional: false, cause: None }
    }

    pub(super) fn on_condition(asked: Truth, why: String) -> Verdict {
        Verdict { asked, why, is_conditional: true, cause: None }
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
                return Ok(Verdict::unclear(why, Some(answer.clone())));
            }
        }
        Ok(Verdict::on_condition(Truth::True, why))
    }

    pub(super) fn unclear(why: String, cause: Option<ScriptNode>) -> Verdict {
        Verdict { cause, ..Verdict::on_condition(Truth::Unknown, why) }
    }

    /// Where something stands that cannot be read.
    fn unreadable(at: ScriptNode) -> Outcome<Verdict> {
        Ok(Verdict::unclear(format!("{} cannot be read", at.label()?), Some(at)))
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

/// What a return holds as the answer to the question of an identity; none where it lacks the question.
fn answer_of(given: &ScriptNode, id: &ScriptNode) -> Outcome<Option<Held>> {
    named(given, QUESTIONS, id)?.map(|entry| Held::in_field(&entry, "answer")).transpose()
}

/// A question that does not stand in the return at all may have been answered.
fn of_no_answer(condition: &ScriptNode, given: &ScriptNode) -> Outcome<Verdict> {
    let id = condition.field("unanswered")?;
    let id = id.written()?;
    Ok(match answer_of(given, &condition.field("unanswered")?)? {
        None => Verdict::unclear(format!("\"{id}\" is not in the return"), None),
        Some(Held::Unreadable(at)) => Verdict::unreadable(at)?,
        Some(Held::Value(_)) => Verdict::on_condition(Truth::False, format!("\"{id}\" is answered")),
        Some(Held::Nothing(_)) => Verdict::on_condition(Truth::True, format!("\"{id}\" is not answered")),
    })
}

fn of_answer(condition: &ScriptNode, given: &ScriptNode, depth: usize) -> Outcome<Verdict> {
    let id = condition.field("question")?;
    let earlier = on_the_form(condition, QUESTIONS, &id)?;
    let cause = match answer_of(given, &id)? {
        Some(Held::Value(answer)) => {
            let label = format!("\"{}\"", id.written()?);
            return Verdict::on_answer(&label, &earlier, &answer, &condition.field("answers")?);
        }
        Some(Held::Unreadable(at)) => return Verdict::unreadable(at),
        Some(Held::Nothing(at)) => Some(at),
        None => None,
    };
    let verdict = verdict(&earlier, given, depth + 1)?;
    // What is not asked itself, or of which nobody can tell that, decides for what hangs on it.
    if verdict.asked != Truth::True {
        return Ok(verdict);
    }
    Ok(Verdict::unclear(format!("\"{}\" is not answered", id.written()?), cause))
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
            None => return Ok(Verdict::unclear(format!("the row \"{}\" is not in the return", id.written()?), None)),
        }
    }
    let [one, other] = rows.as_slice() else { return condition.unknown("does not name two rows") };
    let names = format!("the figures of \"{}\" and \"{}\"", one.field("id")?.written()?, other.field("id")?.written()?);
    let (periods, unreadable) = periods(one, other)?;
    let mut unclear = unreadable.map(Verdict::unreadable).transpose()?;
    for period in periods {
        match (Held::for_period(one, &period)?, Held::for_period(other, &period)?) {
            (Held::Value(left), Held::Value(right)) => match unless_unknown(same_amount(&left, &right))? {
                Ok(true) => {}
                Ok(false) => return Ok(Verdict::on_condition(Truth::True, format!("{names} differ for {period}"))),
                Err(unknown) => unclear = Some(Verdict::unclear(unknown.message, Some(left.at_place(unknown.at)))),
            },
            (Held::Nothing(_), Held::Nothing(_)) => {}
            (Held::Unreadable(at), _) | (_, Held::Unreadable(at)) => unclear = Some(Verdict::unreadable(at)?),
            (Held::Nothing(at), _) | (_, Held::Nothing(at)) => {
                let why = format!("{names} are not both there for {period}");
                unclear = Some(Verdict::unclear(why, Some(at)));
            }
        }
    }
    Ok(unclear.unwrap_or_else(|| Verdict::on_condition(Truth::False, format!("{names} are the same"))))
}

/// What could not be told, apart from what went wrong.
fn unless_unknown<T>(outcome: Outcome<T>) -> Outcome<Result<T, Unknown>> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(error) => match Unknown::of(&error) {
            Some(unknown) => Ok(Err(unknown)),
            None => Err(error),
        },
    }
}

/// The periods of two rows, each once, and one that cannot be read.
fn periods(one: &ScriptNode, other: &ScriptNode) -> Outcome<(Vec<String>, Option<ScriptNode>)> {
    let mut periods: Vec<String> = Vec::new();
    let mut unreadable = None;
    for row in [one, other] {
        for entry in row.field("values")?.items()? {
            if let Some(at) = entry.unreadable("period")? {
                unreadable = unreadable.or(Some(at));
                continue;
            }
            let period = entry.field("period")?.written()?.to_owned();
            if !periods.iter().any(|known| same_period(known, &period)) {
                periods.push(period);
            }
        }
    }
    Ok((periods, unreadable))
}

/// A total is held against the figure that the form says it must equal.
fn of_totals(condition: &ScriptNode, given: &ScriptNode) -> Outcome<Verdict> {
    let mut unclear = None;
    for id in condition.field("totals_differ")?.items()? {
        let asked = on_the_form(condition, ROWS, &id)?;
        let wanted = answer_of(given, &asked.field("total_equals")?)?;
        let total = named(given, ROWS, &id)?.map(|row| Held::in_field(&row, "total")).transpose()?;
        let id = id.written()?;
        match (total, wanted) {
            (Some(Held::Value(total)), Some(Held::Value(wanted))) => {
                match unless_unknown(same_amount(&total, &wanted))? {
                    Ok(true) => {}
                    Ok(false) => {
                        let (total, wanted) = (total.written()?, wanted.written()?);
                        let why = format!("the total of \"{id}\" is {total} and not {wanted}");
                        return Ok(Verdict::on_condition(Truth::True, why));
                    }
                    Err(unknown) => unclear = Some(Verdict::unclear(unknown.message, Some(total.at_place(unknown.at)))),
                }
            }
            (Some(Held::Unreadable(at)), _) | (_, Some(Held::Unreadable(at))) => {
                unclear = Some(Verdict::unreadable(at)?);
            }
            (_, Some(Held::Nothing(at))) => {
                let why = format!("{} is not answered, which the total of \"{id}\" is held against", at.label()?);
                unclear = Some(Verdict::unclear(why, Some(at)));
            }
            (total, _) => {
                let why = format!("the total of \"{id}\" cannot be held against anything");
                unclear = Some(Verdict::unclear(why, total.map(Held::into_place)));
            }
        }
    }
    let same = "each total is what it must equal".to_owned();
    Ok(unclear.unwrap_or_else(|| Verdict::on_condition(Truth::False, same)))
}
