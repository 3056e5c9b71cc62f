//! Trials: a job judged again with one thing that it read absent, otherwise, or filled in.

use std::sync::Arc;

use super::docket::Docket;
use super::finding::Outcome;
use super::job::{Job, Judged};
use super::one::judge_on_demand;
use crate::document::{Node, Supposed, Supposition, Value};
use crate::rule::Outcomes;
use crate::submission::{NodeRef, Read};

/// Days that lie before and after all others in the papers of a body.
const DAYS: [&str; 2] = ["1900-01-01", "2150-12-31"];

/// The same as the later of them, as it is written within a text.
const FAR_DAY: &str = "31 December 2150";

/// What a field that is filled in holds, where its kind does not name its values.
const ANYTHING: &str = "anything else";

/// At most so many values of a list of allowed values are tried.
const MOST_VALUES: usize = 4;

/// One thing that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The node that it was tried on; for a field that was filled in, the group that got it.
    pub at: NodeRef,
    /// What was supposed: `were not there`, `were "No"`, `had "lead": "anything else"`.
    pub supposed: String,
    /// What the rule said then.
    pub outcome: Outcome,
}

/// What trials showed of one job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trials {
    /// The first trial that gave what was looked for.
    pub found: Option<Tried>,
    /// How many were made.
    pub made: usize,
    /// Whether everything that was read was tried: nothing stopped it, and all could be tried.
    pub is_whole: bool,
}

/// What is to be supposed of a document, and in words.
struct Try(NodeRef, Supposition, String);

impl Docket<'_> {
    /// Tries a job's reads one by one, until an outcome is as wanted or `most` trials are made; first
    /// of all some texts, each in the place of what a node holds.
    pub(super) fn try_reads(
        &self,
        job: &Job<'_>,
        judged: &Judged,
        texts: &[(NodeRef, String)],
        most: usize,
        wanted: impl Fn(Outcome) -> bool,
    ) -> Trials {
        let (tries, mut is_whole) = self.tries(job, judged);
        let of_text = |(at, text): &(NodeRef, String)| {
            let value = Supposed::Text(text.as_str().into());
            let words = format!("were {}", value.words());
            Try(*at, Supposition::Instead(at.node, value), words)
        };
        let mut made = 0;
        for one in texts.iter().map(of_text).chain(tries) {
            if made == most {
                is_whole = false;
                break;
            }
            made += 1;
            let Try(at, supposition, supposed) = one;
            let submission = Arc::new(self.submission.supposing(at.document, supposition));
            let mut around = self.around.with(&submission);
            // What the job rests on may turn with it.
            let outcome = if judged.outcomes.is_empty() {
                job.judge(self.by.host, &around).outcome()
            } else {
                around.outcomes = Arc::new(Outcomes::on_demand());
                judge_on_demand(self.by, &mut around, job).outcome()
            };
            if wanted(outcome) {
                return Trials { found: Some(Tried { at, supposed, outcome }), made, is_whole };
            }
        }
        Trials { found: None, made, is_whole }
    }

    /// What can be tried of all that a job read, and whether that is all of it.
    fn tries(&self, job: &Job<'_>, judged: &Judged) -> (Vec<Try>, bool) {
        let mut tries = Vec::new();
        let mut is_whole = true;
        let Some(subject) = job.subject() else { return (tries, false) };
        let through = judged.reads.searches().iter().flat_map(|search| search.through.iter());
        for read in judged.reads.iter().chain(through) {
            let Some(node) = self.submission.node(read.at) else { continue };
            match &read.absent {
                None => self.of_node(node, read.at, subject, &mut tries),
                Some(field) => is_whole &= self.of_absent(node, read, field, &mut tries),
            }
        }
        (tries, is_whole)
    }

    /// A node away, unless that takes the subject away; and other values in its place.
    fn of_node(&self, node: Node<'_>, at: NodeRef, subject: NodeRef, tries: &mut Vec<Try>) {
        let holds_subject = at.document == subject.document
            && self.submission.node(subject).is_some_and(|subject| subject.is_in(at.node));
        if node.parent().is_some() && !holds_subject {
            tries.push(Try(at, Supposition::Absent(at.node), "were not there".to_owned()));
        }
        for value in self.other_values(node, at) {
            let words = format!("were {}", value.words());
            tries.push(Try(at, Supposition::Instead(at.node, value), words));
        }
    }

    fn other_values(&self, node: Node<'_>, at: NodeRef) -> Vec<Supposed> {
        let allowed = |text: &str| {
            let shape = self.submission.member(at.document)?.kind.shape().of_node(node)?;
            let others: Vec<Supposed> = shape
                .allowed()
                .filter(|other| *other != text)
                .take(MOST_VALUES)
                .map(|other| Supposed::Text(other.into()))
                .collect();
            (!others.is_empty()).then_some(others)
        };
        match node.value() {
            Value::Bool(truth) => vec![Supposed::Bool(!truth)],
            Value::Number(text) => {
                let others = ["0", "1000000", "-1"].into_iter().filter(|other| *other != text);
                others.map(|other| Supposed::Number(other.into())).collect()
            }
            Value::Text(text) => allowed(text).unwrap_or_else(|| {
                let mut others: Vec<String> = DAYS.iter().chain([&ANYTHING]).map(|other| (*other).to_owned()).collect();
                others.push(format!("{text} {FAR_DAY}"));
                others.into_iter().map(|other| Supposed::Text(other.into())).collect()
            }),
            Value::Null | Value::List | Value::Map => Vec::new(),
        }
    }

    /// A field that was asked for and is not there, filled in; whether that could be tried.
    fn of_absent(&self, node: Node<'_>, read: &Read, path: &str, tries: &mut Vec<Try>) -> bool {
        let Some(member) = self.submission.member(read.at.document) else { return false };
        let field = member.kind.shape().of_node(node).and_then(|shape| shape.field(path));
        let is_free = node.value() == Value::Map && node.get(path).is_none();
        let Some(field) = field.filter(|field| is_free && field.items().is_none() && field.fields().next().is_none())
        else {
            return false;
        };
        let mut values: Vec<Supposed> =
            field.allowed().take(MOST_VALUES).map(|value| Supposed::Text(value.into())).collect();
        if values.is_empty() {
            values = match field.type_name() {
                Some("boolean") => vec![Supposed::Bool(true), Supposed::Bool(false)],
                Some("integer" | "number") => vec![Supposed::Number("1".into()), Supposed::Number("0".into())],
                _ => DAYS.iter().chain([&ANYTHING]).map(|value| Supposed::Text((*value).into())).collect(),
            };
        }
        for value in values {
            let title = field.title().unwrap_or(path);
            let words = format!("had the {title} {}", value.words());
            let added = Supposition::Added(read.at.node, path.into(), value);
            tries.push(Try(read.at, added, words));
        }
        true
    }
}
