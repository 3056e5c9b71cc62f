//! What turns with no edit at all: the same record on later days.
//!
//! Each job notes the first later day on which something that was compared with the day of the
//! assessment may turn; until then it reads what it read and says what it said. So only such jobs
//! are judged again, on such days, and those that build on an outcome that turned.

mod lapse;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::docket::{Docket, note};
use super::finding::{Finding, Names, Outcome, identify};
use super::job::Judged;
use crate::submission::NodeRef;

pub use lapse::Lapse;

/// What a rule says of a subject, without the words: each outcome with its place, sorted.
pub type Standing = Vec<(Outcome, Option<NodeRef>)>;

/// What turns until a day, in order of days; within a day by rule and place.
#[derive(Debug)]
pub struct Forecast {
    /// The day of the assessment.
    pub from: NaiveDate,
    /// The last day that was looked at.
    pub until: NaiveDate,
    /// What turns.
    pub turns: Vec<Turn>,
    /// What a waiver excuses until then, in order of days.
    pub lapses: Vec<Lapse>,
}

/// One rule that comes to say something else of one subject.
#[derive(Debug)]
pub struct Turn {
    /// Stable from one forecast to the next: of the rule, what the subject is called, the outcomes.
    pub id: String,
    /// The first day on which it does.
    pub on: NaiveDate,
    /// The rule's identity.
    pub rule: String,
    /// The subject.
    pub subject: NodeRef,
    /// The worst outcome until then.
    pub before: Outcome,
    /// The worst outcome from then on.
    pub after: Outcome,
    /// What it says from then on.
    pub standing: Standing,
    /// The findings from then on, as a report of that day has them.
    pub findings: Vec<Finding>,
}

impl Docket<'_> {
    /// What turns after the day of the assessment, up to and with a day.
    pub fn forecast(&self, until: NaiveDate) -> Forecast {
        let from = self.as_of();
        let mut names = Names::new(&self.submission);
        let mut around = self.around.clone();
        // Jobs by the next day on which they may turn, as level and position.
        let mut due: BTreeMap<NaiveDate, BTreeSet<(usize, usize)>> = BTreeMap::new();
        let mut standings = BTreeMap::new();
        for (level, jobs) in self.levels.iter().enumerate() {
            for (at, (_, judged)) in jobs.iter().enumerate() {
                standings.insert((level, at), (judged.outcome(), standing(judged)));
                judged.turn.into_iter().for_each(|day| {
                    due.entry(day).or_default().insert((level, at));
                });
            }
        }
        let mut turns = Vec::new();
        while let Some((day, mut again)) = due.pop_first().filter(|(day, _)| *day <= until) {
            around = around.on(day);
            let mut of_day = Vec::new();
            while let Some((level, at)) = again.pop_first() {
                let Some((job, _)) = self.levels.get(level).and_then(|jobs| jobs.get(at)) else { continue };
                let mut judged = job.judge(self.by.host, &around);
                identify(judged.findings.iter_mut().collect(), &mut names);
                for finding in &mut judged.findings {
                    self.judgements.answer(finding, &self.submission, day);
                }
                if let Some(next) = judged.turn.filter(|next| *next > day) {
                    due.entry(next).or_default().insert((level, at));
                }
                let (outcome, now) = (judged.outcome(), standing(&judged));
                let Some(before) = standings.insert((level, at), (outcome, now.clone())) else { continue };
                if before.1 == now {
                    continue;
                }
                if before.0 != outcome {
                    note(Arc::make_mut(&mut around.outcomes), self.by.rules, job, &judged);
                    again.extend(self.resting_on(&job.rule.id, level));
                }
                if let (Some(subject), Some(_)) = (job.subject(), job.requirement) {
                    let (rule, before) = (job.rule.id.clone(), before.0);
                    let findings = judged.findings;
                    let id = String::new();
                    of_day.push(Turn { id, on: day, rule, subject, before, after: outcome, standing: now, findings });
                }
            }
            of_day.sort_by(|left, right| {
                (&left.rule, left.before, left.after, left.subject).cmp(&(
                    &right.rule,
                    right.before,
                    right.after,
                    right.subject,
                ))
            });
            turns.extend(of_day);
        }
        let mut seen = BTreeMap::new();
        for turn in &mut turns {
            let [before, after] = [turn.before, turn.after].map(Outcome::word);
            turn.id = told_apart(format!("{}\n{}\n{before}\n{after}", turn.rule, names.of(turn.subject)), &mut seen);
        }
        let mut forecast = Forecast { from, until, turns, lapses: Vec::new() };
        forecast.lapses = self.lapses(&forecast);
        forecast
    }

    /// The jobs of later levels whose rule builds on a rule.
    fn resting_on(&self, rule: &str, level: usize) -> impl Iterator<Item = (usize, usize)> {
        let later = self.levels.iter().enumerate().skip(level + 1);
        later.flat_map(move |(level, jobs)| {
            let builds =
                jobs.iter().enumerate().filter(move |(_, (job, _))| job.rule.builds_on.iter().any(|base| base == rule));
            builds.map(move |(at, _)| (level, at))
        })
    }
}

/// An identity of what something is of, and of how often that was there before.
fn told_apart(of: String, seen: &mut BTreeMap<String, usize>) -> String {
    let again = seen.get(&of).map_or(0, |count| count + 1);
    let digest = Sha256::digest(format!("{of}\n{again}"));
    seen.insert(of, again);
    digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

fn standing(judged: &Judged) -> Standing {
    standing_of(&judged.findings)
}

/// What findings of one job come to, without the words.
fn standing_of(findings: &[Finding]) -> Standing {
    let of = |finding: &Finding| (finding.outcome, finding.points_at.first().map(|points| points.at));
    let mut standing: Standing = findings.iter().map(of).collect();
    standing.sort();
    standing
}
