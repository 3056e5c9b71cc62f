//! The cells that a form asks a return to fill: each with whether it is asked for and filled.

use super::super::super::node::{Outcome, ScriptNode, Unknown};
use super::super::unread::leave_open;
use super::condition::{Verdict, verdict_on};
use super::held::Held;
use super::{QUESTIONS, ROWS, document_of, form_of, named, says};
use crate::calendar::Truth;

/// One cell of a return: an answer, the date or comment beside it, or a figure.
pub(super) struct Cell {
    /// What a person calls it: `the date of question condition-3`.
    pub(super) name: String,
    /// The cell, or the place nearest to where it should stand.
    pub(super) at: ScriptNode,
    /// Why it is asked for, or why not, in words.
    pub(super) why: String,
    /// Whether it is a comment, which may be given unasked.
    pub(super) is_comment: bool,
    /// Whether it is for words of one's own: a comment, or an answer that no list offers.
    is_in_words: bool,
    /// Whether it is asked for on a condition only.
    pub(super) is_conditional: bool,
    /// Whether the form asks for it.
    pub(super) asked: Truth,
    /// Whether something stands in it; unknown where the copy lacks it, or where it cannot be read.
    pub(super) filled: Truth,
    /// Whether something stands in it that cannot be read.
    pub(super) is_unreadable: bool,
    /// What leaves it unknown whether it is asked for or filled; else the cell itself.
    pub(super) cause: ScriptNode,
}

impl Cell {
    /// Whether it counts as answered for sure: what is not asked for does.
    fn is_answered(&self) -> bool {
        self.asked.is_false() || self.filled.is_true()
    }

    /// Whether it counts as empty for sure.
    fn is_empty(&self) -> bool {
        self.asked.is_true() && self.filled.is_false()
    }
}

/// How a form counts a question or a row among those answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    EachPart,
    AsOne,
    Not,
}

/// How many questions of a sheet are answered, as the form counts.
#[derive(Clone)]
pub(super) struct Count {
    /// So many certainly; what is not asked for counts as answered.
    pub(super) least: usize,
    /// So many if whatever nobody can tell is answered.
    pub(super) most: usize,
    /// So many there are.
    pub(super) asked: usize,
    /// What leaves it unknown how many; else the sheet.
    pub(super) cause: ScriptNode,
}

/// The form's own sheet of the same number.
pub(super) fn sheet_on_form(sheet: &ScriptNode) -> Outcome<ScriptNode> {
    let form = form_of(sheet)?;
    let number = sheet.field("number")?;
    for asked in form.field("sheets")?.items()? {
        if asked.field("number")?.written()? == number.written()? {
            return Ok(asked);
        }
    }
    let message = format!("the form \"{}\" has no sheet {}", form.field("id")?.written()?, number.written()?);
    Unknown { at: sheet.at, message }.raise()
}

/// All cells that the form asks for on a sheet of a return, in the order of the form.
pub(super) fn of_sheet(sheet: &ScriptNode) -> Outcome<Vec<Cell>> {
    Ok(groups(sheet)?.into_iter().flat_map(|(_, cells)| cells).collect())
}

/// How many questions of a sheet are answered.
pub(super) fn answered_on(sheet: &ScriptNode) -> Outcome<Count> {
    let groups = groups(sheet)?;
    let counted = groups.iter().filter(|(counting, _)| *counting != Counting::Not).flat_map(|(_, cells)| cells);
    let unclear = counted.into_iter().find(|cell| !cell.is_answered() && !cell.is_empty());
    let cause = unclear.map_or_else(|| sheet.clone(), |cell| cell.cause.clone());
    let mut count = Count { least: 0, most: 0, asked: 0, cause };
    for (counting, cells) in groups {
        match counting {
            Counting::Not => {}
            Counting::AsOne => {
                count.asked += 1;
                count.least += usize::from(cells.iter().all(Cell::is_answered));
                count.most += usize::from(!cells.iter().any(Cell::is_empty));
            }
            Counting::EachPart => {
                count.asked += cells.len();
                count.least += cells.iter().filter(|cell| cell.is_answered()).count();
                count.most += cells.iter().filter(|cell| !cell.is_empty()).count();
            }
        }
    }
    Ok(count)
}

/// The cells of each question and each row of a sheet, with how the form counts them.
fn groups(sheet: &ScriptNode) -> Outcome<Vec<(Counting, Vec<Cell>)>> {
    let asked = sheet_on_form(sheet)?;
    let mut groups = Vec::new();
    if asked.has("questions")? {
        for question in asked.field("questions")?.items()? {
            if !says(&question, "prefilled")? && !says(&question, "optional")? {
                groups.push((Counting::of(&question)?, of_question(sheet, &question)?));
            }
        }
    }
    if asked.has("figures")? {
        for row in asked.field("figures")?.items()? {
            if row.has("asked_for")? {
                groups.push((Counting::of(&row)?, of_row(sheet, &row)?));
            }
        }
    }
    Ok(groups)
}

/// What all cells of one question share.
struct Asked<'s> {
    sheet: &'s ScriptNode,
    label: String,
    /// The return's entry for the question, if it has one.
    entry: Option<ScriptNode>,
}

fn of_question(sheet: &ScriptNode, question: &ScriptNode) -> Outcome<Vec<Cell>> {
    let root = document_of(sheet);
    let asked = Asked { sheet, label: question.label()?, entry: named(&root, QUESTIONS, &question.field("id")?)? };
    let verdict = verdict_on(question, &root)?;
    let mut cells = vec![asked.cell("answer", &verdict)?];
    let is_in_words = !question.has("answers")?;
    cells.first_mut().into_iter().for_each(|answer| answer.is_in_words = is_in_words);
    for (part, list) in [("date", "date_for"), ("comment", "comment_for")] {
        if question.has(list)? {
            cells.push(asked.cell(part, &asked.verdict_on_part(question, list, &verdict)?)?);
        }
    }
    Ok(cells)
}

impl Asked<'_> {
    /// Whether a date or a comment is asked for beside the answer.
    fn verdict_on_part(&self, question: &ScriptNode, list: &str, on_answer: &Verdict) -> Outcome<Verdict> {
        let answer = self.entry.as_ref().map(|entry| Held::in_field(entry, "answer")).transpose()?;
        match answer {
            Some(Held::Value(answer)) => Verdict::on_answer(&self.label, question, &answer, &question.field(list)?),
            Some(Held::Unreadable(at)) => Ok(Verdict::unclear(format!("{} cannot be read", at.label()?), Some(at))),
            // What is not asked itself, or of which nobody can tell that, decides for what hangs on it.
            _ if on_answer.asked != Truth::True => Ok(on_answer.clone()),
            _ => Ok(Verdict::unclear(format!("{} is not answered", self.label), self.entry.clone())),
        }
    }

    fn cell(&self, part: &str, verdict: &Verdict) -> Outcome<Cell> {
        let name = if part == "answer" { self.label.clone() } else { format!("the {part} of {}", self.label) };
        let held = self.entry.as_ref().map(|entry| Held::in_field(entry, part)).transpose()?;
        self.of(name, held, verdict, part == "comment")
    }

    fn of(&self, name: String, held: Option<Held>, verdict: &Verdict, is_comment: bool) -> Outcome<Cell> {
        let is_missing_here = self.entry.is_none() && self.sheet.has("missing_here")?;
        let is_unreadable = matches!(held, Some(Held::Unreadable(_)));
        let filled = match held {
            Some(Held::Value(_)) => Truth::True,
            Some(Held::Unreadable(_)) => Truth::Unknown,
            _ if is_missing_here => Truth::Unknown,
            _ => Truth::False,
        };
        let at = held.map(Held::into_place).or_else(|| self.entry.clone()).unwrap_or_else(|| self.sheet.clone());
        let cause = match &verdict.cause {
            _ if is_missing_here => self.sheet.field("missing_here")?,
            Some(cause) if !is_unreadable => cause.clone(),
            _ => at.clone(),
        };
        let Verdict { asked, is_conditional, .. } = *verdict;
        let (why, is_in_words) = (verdict.why.clone(), is_comment);
        Ok(Cell { name, at, why, is_comment, is_in_words, is_conditional, asked, filled, is_unreadable, cause })
    }
}

/// The texts that the form asks for at a question of a return, in words of one's own: its answer where
/// no list offers it, and its comment. One that cannot be read leaves the subject open.
pub(super) fn texts_asked_for(entry: &ScriptNode, question: &ScriptNode) -> Outcome<Vec<ScriptNode>> {
    let sheet = entry.node()?.parent().and_then(|list| list.parent()).map(|sheet| entry.sibling(sheet));
    if says(question, "prefilled")? || says(question, "optional")? {
        return Ok(Vec::new());
    }
    let cells = of_question(&sheet.unwrap_or_else(|| entry.clone()), question)?;
    let is_meant = |cell: &Cell| cell.is_in_words && cell.asked.is_true() && cell.filled.is_true();
    for cell in cells.iter().filter(|cell| cell.is_in_words) {
        if cell.is_unreadable {
            leave_open(&cell.at)?;
        } else if cell.filled.is_true() && cell.asked == Truth::Unknown {
            // Nobody can tell whether the text is asked for where the answer cannot be read.
            leave_open(&cell.cause)?;
        }
    }
    Ok(cells.into_iter().filter(is_meant).map(|cell| cell.at).collect())
}

fn of_row(sheet: &ScriptNode, row: &ScriptNode) -> Outcome<Vec<Cell>> {
    let entry = named(&document_of(sheet), ROWS, &row.field("id")?)?;
    let asked = Asked { sheet, label: row.label()?, entry };
    let always = Verdict::always();
    let mut cells = Vec::new();
    for period in row.field("asked_for")?.items()? {
        let period = period.written()?;
        let held = asked.entry.as_ref().map(|entry| Held::for_period(entry, period)).transpose()?;
        cells.push(asked.of(format!("the figure for {period} of {}", asked.label), held, &always, false)?);
    }
    Ok(cells)
}
