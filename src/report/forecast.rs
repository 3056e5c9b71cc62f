//! What turns with no edit at all, told: for people, for programs, for a calendar.

mod calendar;
mod json;

use chrono::NaiveDate;

use super::page::Page;
use crate::assess::{self, Forecast, Lapse, Outcome, Turn};
use crate::calendar::{Convention, working_days_between};
use crate::rule::Catalogue;
use crate::submission::Submission;

pub use calendar::render as calendar;
pub use json::render as json;

/// What is told of a forecast.
pub struct ToldForecast {
    /// The day of the assessment.
    pub from: NaiveDate,
    /// The last day that was looked at.
    pub until: NaiveDate,
    /// What turns, in order.
    pub turns: Vec<ToldTurn>,
}

/// One requirement that comes to be met, or not, or undecided.
pub struct ToldTurn {
    /// The same from one forecast to the next, whatever the day.
    pub id: String,
    /// The first day.
    pub on: NaiveDate,
    /// The rule's identity.
    pub rule: String,
    /// How severe the requirement is.
    pub severity: &'static str,
    /// What a person calls the subject.
    pub label: String,
    /// The document.
    pub path: String,
    /// The JSON Pointer of the subject.
    pub pointer: String,
    /// Where the subject stands, in words.
    pub spot: String,
    /// The outcome until then.
    pub before: Outcome,
    /// The outcome from then on.
    pub after: Outcome,
    /// The waiver that excuses it until then, if one does.
    pub waiver: Option<String>,
    /// What a report of that day says, without what is met.
    pub says: Vec<String>,
    /// What is asked.
    pub proposition: String,
    /// The clause.
    pub clause: String,
    /// What to do; empty where nothing is to be done.
    pub remedy: String,
}

impl ToldForecast {
    /// Tells a forecast.
    pub fn new(forecast: &Forecast, submission: &Submission, rules: &Catalogue) -> ToldForecast {
        let turns = forecast.turns.iter().filter_map(|turn| told(turn, submission, rules));
        let lapses = forecast.lapses.iter().filter_map(|lapse| told_lapse(lapse, submission, rules));
        let mut turns: Vec<ToldTurn> = turns.chain(lapses).collect();
        turns.sort_by_key(|turn| turn.on);
        ToldForecast { from: forecast.from, until: forecast.until, turns }
    }
}

fn told(turn: &Turn, submission: &Submission, rules: &Catalogue) -> Option<ToldTurn> {
    let subject = super::place(submission, turn.subject, None)?;
    let first = turn.findings.first()?;
    let speaks = turn.findings.iter().filter(|finding| finding.outcome.needs_somebody());
    Some(ToldTurn {
        id: turn.id.clone(),
        on: turn.on,
        rule: turn.rule.clone(),
        severity: first.severity.word(),
        label: assess::label_of(submission, turn.subject),
        path: subject.path,
        pointer: subject.pointer,
        spot: subject.spot.to_string(),
        before: turn.before,
        after: turn.after,
        waiver: None,
        says: speaks.map(|finding| finding.message.clone()).collect(),
        proposition: rules.get(&turn.rule).map(|rule| rule.page.proposition.clone()).unwrap_or_default(),
        clause: first.clause.clone(),
        remedy: first.remedy.clone(),
    })
}

fn told_lapse(lapse: &Lapse, submission: &Submission, rules: &Catalogue) -> Option<ToldTurn> {
    let finding = &lapse.finding;
    let at = finding.subject?;
    let subject = super::place(submission, at, None)?;
    Some(ToldTurn {
        id: lapse.id.clone(),
        on: lapse.on,
        rule: finding.rule.clone(),
        severity: finding.severity.word(),
        label: assess::label_of(submission, at),
        path: subject.path,
        pointer: subject.pointer,
        spot: subject.spot.to_string(),
        before: finding.outcome,
        after: finding.outcome,
        waiver: Some(lapse.waiver.id.clone()),
        says: vec![finding.message.clone()],
        proposition: rules.get(&finding.rule).map(|rule| rule.page.proposition.clone()).unwrap_or_default(),
        clause: finding.clause.clone(),
        remedy: finding.remedy.clone(),
    })
}

fn words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// How many working days lie before it: `, in 9 working days`; nothing where bank holidays are not known.
fn working_days(from: NaiveDate, to: NaiveDate) -> String {
    match working_days_between(from, to, &Convention::WorkingDays.into()) {
        Ok(1) => ", in 1 working day".to_owned(),
        Ok(days) => format!(", in {days} working days"),
        Err(_) => String::new(),
    }
}

impl ToldTurn {
    /// What turns how: the rule, the outcomes, and the waiver that ends.
    fn asked(&self) -> (&str, Outcome, Outcome, Option<&str>) {
        (&self.rule, self.before, self.after, self.waiver.as_deref())
    }

    /// The change of the outcome, in words: `not met, so far met`.
    fn changes(&self) -> String {
        if let Some(waiver) = &self.waiver {
            format!("{}, so far waived by {waiver}", self.after.words())
        } else if self.before == self.after {
            format!("still {}, at another place", self.after.words())
        } else {
            format!("{}, so far {}", self.after.words(), self.before.words())
        }
    }

    /// What comes about, in words: `action 7.1: not met, so far met`.
    pub fn comes_about(&self) -> String {
        format!("{}: {}", self.label, self.changes())
    }
}

/// For people: a heading a day.
pub fn human(forecast: &ToldForecast) -> String {
    let mut page = Page::default();
    page.line(&format!("Forecast from {} to {}", words(forecast.from), words(forecast.until)));
    page.wrapped("", "", "What changes if nobody edits the papers.");
    let mut day = None;
    let mut rule = None;
    let same = |one: &ToldTurn, other: &ToldTurn| {
        one.on == other.on && one.asked() == other.asked() && one.path == other.path && one.says == other.says
    };
    for alike in forecast.turns.chunk_by(same) {
        let Some(turn) = alike.first() else { continue };
        if day != Some(turn.on) {
            page.line("");
            page.line(&format!("{}{}", words(turn.on), working_days(forecast.from, turn.on)));
            (day, rule) = (Some(turn.on), None);
        }
        if rule != Some(turn.asked()) {
            page.wrapped("  ", "    ", &format!("[{}] {}: {}", turn.severity, turn.changes(), turn.proposition));
            rule = Some(turn.asked());
        }
        let labels: Vec<&str> = alike.iter().map(|turn| turn.label.as_str()).collect();
        let says = if turn.says.is_empty() { String::new() } else { format!(": {}", turn.says.join("; ")) };
        let from = if alike.len() > 1 { "from " } else { "" };
        page.wrapped("    * ", "      ", &format!("{}{says} ({}, {from}{})", labels.join(", "), turn.path, turn.spot));
    }
    page.line("");
    page.line(&match forecast.turns.len() {
        0 => "Nothing changes by itself.".to_owned(),
        1 => "1 change.".to_owned(),
        count => format!("{count} changes."),
    });
    page.out
}
