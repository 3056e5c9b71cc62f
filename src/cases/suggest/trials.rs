//! What is tried: the cases of a rule with small edits where the rule reads, and near its limits.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::edits::Edit;
use super::given::{Given, on_one_line, quoted, readable};
use crate::cases::file::{Case, CaseFile};
use crate::document::{Document, Node, Value};
use crate::rule::{Catalogue, Host, RuleFile, TokenKind, tokens};

/// One case with edits.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    /// The number of the case that it starts from.
    pub(super) case: usize,
    edits: Vec<Placed>,
    /// The lower, the nearer to what the rule reads.
    pub(super) rank: u8,
}

/// An edit and where it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Placed {
    /// In a document of a list of the case: `documents`, `before`, or of its sample.
    In(&'static str, usize, String, Edit),
    /// The day of the assessment.
    AsOf(String),
    /// The parameters that the case sets are left to their defaults.
    NoParameters,
}

/// Values beyond this are tried for no one place.
const MOST_VALUES: usize = 8;

/// The trials of one rule read no more text than this, however large its samples are.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Lists are not made longer than this.
const LONGEST: usize = 12;

impl Trial {
    /// What the case gives with the edits made; none where one of them cannot be made.
    pub(super) fn made(&self, case: &Case) -> Option<Given> {
        let mut given = case.given.clone();
        for edit in &self.edits {
            match edit {
                Placed::In("sample", number, pointer, edit) => {
                    let document = &case.submission.members().get(*number)?.document;
                    given.patch.extend(edit.patch(document, pointer)?);
                }
                Placed::In(list, number, pointer, edit) => {
                    let documents = if *list == "before" { &mut given.before } else { &mut given.documents };
                    let (name, text) = documents.get_mut(*number)?;
                    *text = edit.made(&readable(name, text)?, pointer)?;
                }
                Placed::AsOf(day) => put(&mut given.fields, "as_of", Some(day)),
                Placed::NoParameters => put(&mut given.fields, "parameters", None),
            }
        }
        Some(given)
    }

    /// The edits in words.
    pub(super) fn told(&self) -> String {
        let one = |edit: &Placed| match edit {
            Placed::In("before", _, pointer, edit) => format!("before, {}", edit.told(pointer)),
            Placed::In(_, _, pointer, edit) => edit.told(pointer),
            Placed::AsOf(day) => format!("on {day}"),
            Placed::NoParameters => "with the parameters as they are unless set".to_owned(),
        };
        self.edits.iter().map(one).collect::<Vec<_>>().join(" and ")
    }
}

fn put(fields: &mut Vec<(String, String)>, name: &str, value: Option<&String>) {
    fields.retain(|(known, _)| known != name);
    fields.extend(value.map(|value| (name.to_owned(), value.clone())));
}

/// The trials with one edit, those nearest to what the rule reads first.
pub(super) fn single(host: &Host, rules: &Catalogue, rule: &RuleFile, cases: &CaseFile, most: usize) -> Vec<Trial> {
    let mut values = Values::of_rule(rule);
    let documents: Vec<Vec<Placement>> = cases.cases.iter().map(placements).collect();
    documents.iter().flatten().for_each(|placement| values.see(&placement.document));
    let mut trials = Vec::new();
    for (number, case) in cases.cases.iter().enumerate().filter(|(_, case)| case.to_do.is_none()) {
        let found = case.run(host, rules, &rule.id).map(|ran| ran.found).unwrap_or_default();
        let read: BTreeSet<&(String, String)> = found.iter().flat_map(|found| &found.read_at).collect();
        let own = documents.get(number).map(Vec::as_slice).unwrap_or_default();
        let days = days(own, case.as_of);
        let mut add = |edit: Placed, rank: u8| trials.push(Trial { case: number, edits: vec![edit], rank });
        for Placement { list, number, document } in own {
            for node in document.tree().nodes() {
                let place = (document.path().to_owned(), node.pointer());
                let is_read = read.contains(&place)
                    || node.children().any(|child| read.contains(&(place.0.clone(), child.pointer())));
                for (edit, rank) in values.edits(node, document, &days) {
                    add(Placed::In(list, *number, place.1.clone(), edit), rank + if is_read { 0 } else { 3 });
                }
            }
        }
        near(&days).into_iter().for_each(|day| add(Placed::AsOf(day), 2));
        if case.given.fields.iter().any(|(name, _)| name == "parameters") {
            add(Placed::NoParameters, 1);
        }
    }
    first(trials, cases, most)
}

/// Trials with two edits of one case, those first that are nearest to what the rule reads.
pub(super) fn pairs(single: &[Trial], cases: &CaseFile, most: usize) -> Vec<Trial> {
    let mut pairs = Vec::new();
    for (number, first) in single.iter().enumerate() {
        for second in single.get(number + 1..).unwrap_or_default() {
            if pairs.len() >= most * 4 {
                break;
            }
            let is_other = match (first.edits.as_slice(), second.edits.as_slice()) {
                ([Placed::In(list, number, pointer, _)], [Placed::In(other, other_number, other_pointer, _)]) => {
                    (list, number) != (other, other_number)
                        || !pointer.starts_with(other_pointer) && !other_pointer.starts_with(pointer)
                }
                // A day or the parameters are set once.
                (first, second) => {
                    first.first().map(std::mem::discriminant) != second.first().map(std::mem::discriminant)
                }
            };
            if first.case == second.case && is_other {
                let edits = first.edits.iter().chain(&second.edits).cloned().collect();
                pairs.push(Trial { case: first.case, edits, rank: first.rank + second.rank + 4 });
            }
        }
    }
    first(pairs, cases, most)
}

/// The first trials by rank, as many as may be and as their documents allow.
fn first(mut trials: Vec<Trial>, cases: &CaseFile, most: usize) -> Vec<Trial> {
    let length = |case: &Case| case.submission.members().iter().map(|member| member.document.text().len()).sum();
    let lengths: Vec<usize> = cases.cases.iter().map(length).collect();
    let mut read = 0;
    trials.sort_by_key(|trial| trial.rank);
    trials.truncate(most);
    trials.retain(|trial| {
        read += lengths.get(trial.case).copied().unwrap_or(0);
        read <= MOST_BYTES
    });
    trials
}

/// A document of a case that can be edited.
struct Placement {
    list: &'static str,
    number: usize,
    document: Document,
}

fn placements(case: &Case) -> Vec<Placement> {
    let mut placements = Vec::new();
    for (list, documents) in [("documents", &case.given.documents), ("before", &case.given.before)] {
        for (number, (name, text)) in documents.iter().enumerate() {
            placements.extend(readable(name, text).map(|document| Placement { list, number, document }));
        }
    }
    if case.given.fields.iter().any(|(name, _)| name == "sample") {
        for (number, member) in case.submission.members().iter().enumerate() {
            let is_given = case.given.documents.iter().any(|(name, _)| name == member.document.path());
            let text = member.document.text();
            if !is_given && let Some(document) = readable(member.document.path(), text) {
                placements.push(Placement { list: "sample", number, document });
            }
        }
    }
    placements
}

/// The days that the documents of a case name, and that of the assessment.
fn days(documents: &[Placement], as_of: NaiveDate) -> BTreeSet<NaiveDate> {
    let nodes = documents.iter().flat_map(|placement| placement.document.tree().nodes());
    nodes.filter_map(|node| node.as_text()?.parse().ok()).chain([as_of]).collect()
}

/// Some days and those beside them.
fn near(days: &BTreeSet<NaiveDate>) -> Vec<String> {
    let beside = |day: &NaiveDate| [Some(*day), day.pred_opt(), day.succ_opt()];
    let all: BTreeSet<NaiveDate> = days.iter().flat_map(beside).flatten().collect();
    all.into_iter().map(|day| day.to_string()).collect()
}

/// The values that are tried: of the rule's script, and of all its cases.
struct Values {
    numbers: BTreeSet<i64>,
    texts: BTreeSet<String>,
    /// Values on one line by kind and place, with `*` for every item of a list.
    seen: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Values {
    fn of_rule(rule: &RuleFile) -> Values {
        let tokens = tokens(&rule.text);
        let numbers =
            tokens.iter().filter_map(|token| token.text.parse::<i64>().ok()).filter(|number| *number < 10_000);
        let beside = |number: i64| [number - 1, number, number + 1];
        let is_value = |text: &&str| text.len() < 30 && !text.contains("${") && !text.contains('/');
        let texts = tokens.iter().filter(|token| token.kind == TokenKind::Text);
        let texts = texts.map(|token| token.text.trim_matches(['"', '`'])).filter(is_value).map(quoted);
        Values {
            numbers: numbers.flat_map(beside).filter(|number| *number >= 0).collect(),
            texts: texts.collect(),
            seen: BTreeMap::new(),
        }
    }

    fn see(&mut self, document: &Document) {
        for node in document.tree().nodes() {
            let value = on_one_line(node);
            if value.len() < 200 {
                self.seen.entry(place(node, document)).or_default().insert(value);
            }
        }
    }

    /// The edits of a node, each with how far it leads from a limit.
    fn edits(&self, node: Node<'_>, document: &Document, days: &BTreeSet<NaiveDate>) -> Vec<(Edit, u8)> {
        let mut edits = Vec::new();
        if node.key() == Some("kind") && node.parent().is_some_and(|parent| parent.parent().is_none()) {
            return edits;
        }
        if node.parent().is_some() {
            edits.push((Edit::TakeOut, 1));
        }
        if node.position().is_some() {
            edits.push((Edit::Repeat(1), 2));
        }
        match node.value() {
            Value::Map => edits.extend(self.additions(node, document, days)),
            Value::List => {
                let count = node.children().count();
                let lengths = self.numbers.iter().filter_map(|number| usize::try_from(*number).ok());
                for length in lengths.filter(|length| (1..=LONGEST).contains(length)) {
                    if length < count {
                        edits.push((Edit::Keep(length), 1));
                    }
                }
            }
            _ => {}
        }
        if let Some(list) = node.parent().filter(|_| node.position().is_some_and(|position| position == 0)) {
            let count = list.children().count();
            let lengths = self.numbers.iter().filter_map(|number| usize::try_from(*number).ok());
            let longer = lengths.filter(|length| (count + 2..=LONGEST).contains(length));
            edits.extend(longer.map(|length| (Edit::Repeat(length - count), 1)));
        }
        let is = on_one_line(node);
        let values = self.near(node, days).into_iter().map(|value| (value, 0));
        let seen = self.seen.get(&place(node, document)).into_iter().flatten().take(MOST_VALUES).cloned();
        let texts = match node.as_text() {
            Some(text) if text.parse::<NaiveDate>().is_err() => {
                let is_text = |other: &Node<'_>| other.as_text().is_some() && other.key() != Some("kind");
                let beside = document.tree().nodes().filter(is_text).map(on_one_line);
                beside.take(MOST_VALUES * 2).chain(self.texts.iter().cloned()).collect()
            }
            _ => Vec::new(),
        };
        let all = values.chain(seen.map(|value| (value, 1))).chain(texts.into_iter().map(|value| (value, 2)));
        let mut known = BTreeSet::from([is]);
        for (value, rank) in all {
            if known.insert(value.clone()) {
                edits.push((Edit::Put(value), rank));
            }
        }
        edits
    }

    /// Values beside that of a node, and those at which something may turn.
    fn near(&self, node: Node<'_>, days: &BTreeSet<NaiveDate>) -> Vec<String> {
        match node.value() {
            Value::Bool(truth) => vec![(!truth).to_string()],
            Value::Number(number) => {
                let own = number.parse::<i64>().ok();
                let beside = own.into_iter().flat_map(|own| [own + 1, own - 1]);
                beside.chain(self.numbers.iter().copied()).map(|number| number.to_string()).collect()
            }
            Value::Text(text) => match text.parse::<NaiveDate>() {
                Ok(own) => {
                    let shifts =
                        self.numbers.iter().filter_map(|days| u64::try_from(*days).ok()).filter(|days| *days > 0);
                    let shifted = shifts.take(MOST_VALUES * 2).flat_map(|days| {
                        [own.checked_add_days(Days::new(days)), own.checked_sub_days(Days::new(days))]
                    });
                    let beside = [own.succ_opt(), own.pred_opt()].into_iter().flatten().map(|day| day.to_string());
                    beside.chain(near(days)).chain(shifted.flatten().map(|day| day.to_string())).collect()
                }
                Err(_) => bumped(text).iter().map(|text| quoted(text)).collect(),
            },
            _ => Vec::new(),
        }
    }

    /// Fields that other cases have at such a place and this one has not.
    fn additions(&self, node: Node<'_>, document: &Document, days: &BTreeSet<NaiveDate>) -> Vec<(Edit, u8)> {
        let (kind, at) = place(node, document);
        let mut additions = Vec::new();
        for ((of, path), values) in &self.seen {
            let field = path.strip_prefix(&at).and_then(|rest| rest.strip_prefix('/'));
            let Some(field) = field.filter(|field| *of == kind && !field.contains(['/', '*'])) else { continue };
            if node.get(field).is_some() {
                continue;
            }
            let is_day = values.iter().any(|value| value.parse::<NaiveDate>().is_ok());
            let values = if is_day { near(days) } else { values.iter().take(MOST_VALUES).cloned().collect() };
            additions.extend(values.into_iter().map(|value| (Edit::Add(field.to_owned(), value), 1)));
        }
        additions
    }
}

/// The kind of a document and the pointer of a node in it, with `*` for every item of a list.
fn place(node: Node<'_>, document: &Document) -> (String, String) {
    let steps = node.pointer();
    let starred = steps.split('/').map(|step| if step.parse::<usize>().is_ok() { "*" } else { step });
    (document.kind().unwrap_or("").to_owned(), starred.collect::<Vec<_>>().join("/"))
}

/// A text with the first number in it one more, and one less.
fn bumped(text: &str) -> Vec<String> {
    let Some(start) = text.find(|letter: char| letter.is_ascii_digit()) else { return Vec::new() };
    let rest = text.get(start..).unwrap_or("");
    let digits = rest.find(|letter: char| !letter.is_ascii_digit()).map_or(rest, |end| rest.get(..end).unwrap_or(""));
    let Ok(number) = digits.parse::<i64>() else { return Vec::new() };
    let put = |number: i64| text.replacen(digits, &number.to_string(), 1);
    [number + 1, number - 1].into_iter().filter(|number| *number >= 0).map(put).collect()
}
