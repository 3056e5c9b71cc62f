//! A body: its terms of reference, its later meetings, the seats that its quorum names.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::NaiveDate;
use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, broken};
use super::Described;
use super::dates::{Day, day_of};
use super::lookup::find_documents;
use super::reading::to_array;
use crate::calendar::DaySpan;
use crate::document::{Node, Value};
use crate::meeting;
use crate::submission::{NodeRef, Submission};

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "terms_in_force(meeting)",
        "The terms of reference that held for a meeting, a list of one; empty if the submission holds none. Open where several did, or they do not say since when.",
    ),
    ("meetings_under(terms)", "The meetings of a body that were held while its terms were in force, in order of date."),
    (
        "is_held(meeting)",
        "Whether a meeting has been held: before the day of the assessment, or with somebody attending.",
    ),
    ("has_later_meeting(meeting)", "Whether the body of a meeting met again after it."),
    ("is_later_meeting(other, meeting)", "Whether another meeting is a later one of the same body, and has been held."),
    (
        "clause_cited(part, what)",
        "How a part of terms of reference is cited in a report: body, clause, and where that comes from; `what` stands for the clause where none is named.",
    ),
    ("seats_named(quorum)", "The seats that a quorum names, at any depth, in the order of the document."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("terms_in_force", |meeting: ScriptNode| terms_in_force(&meeting))
        .register_fn("has_later_meeting", |meeting: ScriptNode| has_later_meeting(&meeting))
        .register_fn("clause_cited", |part: ScriptNode, what: &str| clause_cited(&part, what))
        .register_fn("is_held", |meeting: ScriptNode| is_held_as_read(&meeting))
        .register_fn("meetings_under", |terms: ScriptNode| meetings_under(&terms))
        .register_fn("is_later_meeting", |other: ScriptNode, meeting: ScriptNode| is_later_meeting(&other, &meeting))
        .register_fn("seats_named", |quorum: ScriptNode| seats_named(&quorum));
}

/// The terms of reference that held for a meeting, as a list of one; none if the submission holds
/// none that did. What cannot be told of them is unknown.
fn terms_in_force(meeting: &ScriptNode) -> Outcome<Array> {
    let found = meeting::terms_of(&meeting.context.around.submission, meeting.at);
    let (terms, read) = found.or_else(|gap| meeting.raise_gap(gap))?;
    meeting.context.push_run(&read);
    Ok(to_array(terms.map(|at| ScriptNode::new(&meeting.context, at)).into_iter().collect()))
}

/// How a part of terms of reference is cited: the body, the clause that the part names (or what it is
/// about, where it names none), and where that clause comes from, if the terms say so.
fn clause_cited(part: &ScriptNode, what: &str) -> Outcome<String> {
    let terms = part.sibling(part.node()?.tree().root());
    let body = terms.field("body")?;
    let body = body.written()?;
    if !part.has("clause")? {
        return Ok(format!("Terms of reference of the {body}, {what}"));
    }
    let number = part.field("clause")?;
    let number = number.written()?;
    let mut cited = format!("Terms of reference of the {body}, clause {number}");
    if terms.has("clauses")? {
        for clause in terms.field("clauses")?.items()? {
            if clause.has("reference")? && clause.field("reference")?.written()? == number && clause.has("source")? {
                cited.push_str(&format!(" ({})", clause.field("source")?.written()?));
            }
        }
    }
    Ok(cited)
}

/// The last meeting of each body that has been held, and the day of the first one still to come.
pub(in crate::rule) struct LastHeld {
    by_body: HashMap<String, (NaiveDate, NodeRef)>,
    next: Option<NaiveDate>,
}

/// The last meeting of each body that has been held, by the body's name.
///
/// Held are meetings before the day of the assessment, and those that somebody attended. A meeting
/// without a date that can be read is passed over; that its record is not well formed is said of
/// itself.
pub(in crate::rule) fn last_held(submission: &Submission, as_of: NaiveDate) -> LastHeld {
    let mut last: HashMap<String, (NaiveDate, NodeRef)> = HashMap::new();
    let mut next: Option<NaiveDate> = None;
    for root in submission.of_kind("meeting") {
        let Some(node) = submission.node(root) else { continue };
        let field = |name| node.get(name).and_then(Node::as_written);
        let (Some(body), Some(Ok(day))) = (field("body"), field("date").map(NaiveDate::from_str)) else { continue };
        if is_held(node, day, as_of) && last.get(body).is_none_or(|(latest, _)| *latest < day) {
            last.insert(body.to_owned(), (day, root));
        }
        if day >= as_of {
            next = Some(next.map_or(day, |known| known.min(day)));
        }
    }
    LastHeld { by_body: last, next }
}

/// Apologies come before the meeting: a record that holds nothing else is of one still to come.
fn is_held(meeting: Node<'_>, day: NaiveDate, as_of: NaiveDate) -> bool {
    let is_apology = |entry: Node<'_>| entry.get("attended").and_then(Node::as_text) == Some("apologies");
    day < as_of || meeting.get("attendance").is_some_and(|list| !list.children().all(is_apology))
}

/// Whether a meeting of a day has been held, which turns on the day after it.
fn is_held_on(meeting: &ScriptNode, day: NaiveDate) -> Outcome<bool> {
    let held = is_held(meeting.node()?, day, meeting.context.around.as_of);
    meeting.context.compared_with_day(DaySpan::of_day(day));
    meeting.context.saw(meeting.at, held, || format!("was held by {}", Day(meeting.context.around.as_of).words()));
    Ok(held)
}

/// Whether a meeting has been held.
fn is_held_as_read(meeting: &ScriptNode) -> Outcome<bool> {
    record_what_tells(meeting);
    is_held_on(meeting, day_of(&meeting.field("date")?)?)
}

/// The meetings of a body that were held while its terms were in force, in order of date.
pub(super) fn meetings_held_under(terms: &ScriptNode) -> Outcome<Vec<(NaiveDate, ScriptNode)>> {
    let day = |name: &str| if terms.has(name)? { day_of(&terms.field(name)?).map(Some) } else { Ok(None) };
    let (first, last) = (day("in_force_from")?, day("in_force_until")?);
    let mut held = Vec::new();
    for meeting in find_documents("meeting", "body", terms.field("body")?)? {
        let Some(meeting) = meeting.try_cast::<ScriptNode>() else { continue };
        let day = day_of(&meeting.field("date")?)?;
        let is_under = first.is_none_or(|first| day >= first) && last.is_none_or(|last| day <= last);
        if is_held_as_read(&meeting)? && is_under {
            held.push((day, meeting));
        }
    }
    held.sort_by_key(|(day, meeting)| (*day, meeting.at));
    Ok(held)
}

fn meetings_under(terms: &ScriptNode) -> Outcome<Array> {
    Ok(to_array(meetings_held_under(terms)?.into_iter().map(|(_, meeting)| meeting).collect()))
}

/// Whether the body of a meeting met again after it; the last meeting held tells.
fn has_later_meeting(meeting: &ScriptNode) -> Outcome<bool> {
    let body = meeting.field("body")?;
    let date = day_of(&meeting.field("date")?)?;
    let around = &meeting.context.around;
    let held = around.last_held();
    held.next.into_iter().for_each(|day| meeting.context.compared_with_day(DaySpan::of_day(day)));
    let last = held.by_body.get(body.written()?).copied();
    if let Some((_, root)) = last {
        record_what_tells(&ScriptNode::new(&meeting.context, root));
    }
    for field in ["body", "date"] {
        let found = around.search("meeting", "", field).or_else(broken)?;
        meeting.context.push_search(&found.search);
    }
    Ok(last.is_some_and(|(day, _)| day > date))
}

/// Whether another meeting is a later one of the same body, and has been held.
fn is_later_meeting(other: &ScriptNode, meeting: &ScriptNode) -> Outcome<bool> {
    record_what_tells(other);
    let is_same_body = other.field("body")?.written()? == meeting.field("body")?.written()?;
    let (day, date) = (day_of(&other.field("date")?)?, day_of(&meeting.field("date")?)?);
    Ok(is_held_on(other, day)? && is_same_body && day > date)
}

/// Records what tells whether a meeting is a later one of a body, and what is missing of it.
fn record_what_tells(meeting: &ScriptNode) {
    let Ok(node) = meeting.node() else { return };
    for name in ["body", "date", "attendance"] {
        match node.get(name) {
            Some(field) => meeting.context.record(meeting.sibling(field).at),
            None => meeting.context.record_absent(meeting.at, name),
        }
    }
}

/// The seats that a quorum names, however deep, in the order of the document: under `seat`, and in
/// the lists of `one_of`.
fn seats_named(quorum: &ScriptNode) -> Outcome<Array> {
    let mut found = Vec::new();
    gather(quorum, quorum.node()?, &mut found);
    Ok(found.into_iter().map(Dynamic::from).collect())
}

fn gather(quorum: &ScriptNode, node: Node<'_>, found: &mut Vec<ScriptNode>) {
    let is_list_of_seats = node.key() == Some("one_of");
    for child in node.children() {
        match child.value() {
            Value::Text(_) if is_list_of_seats || child.key() == Some("seat") => found.push(quorum.sibling(child)),
            _ => gather(quorum, child, found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    const MEETING: &str = "kind: meeting\nid: m\nbody: Team\ndate: 2016-02-05\nitems: []\n";

    fn terms(id: &str, more: &str) -> String {
        format!("kind: terms-of-reference\nid: {id}\nbody: Team\nmembers: []\n{more}")
    }

    fn ask(terms: &[String]) -> Answer {
        let mut texts = vec![MEETING];
        texts.extend(terms.iter().map(String::as_str));
        answer(&texts, "let ids = []; for terms in terms_in_force(node) { ids.push(terms.id); } join(ids)")
    }

    #[test]
    fn only_terms_that_held_on_the_day_are_given() {
        let value = |terms: &[String]| ask(terms).value();
        assert_eq!(value(&[]), "");
        assert_eq!(value(&[terms("a", "status: in force\n")]), "a");
        assert_eq!(value(&[terms("a", "status: superseded\n")]), "");
        assert_eq!(value(&[terms("a", "status: draft\n")]), "");
        assert_eq!(value(&[terms("a", "in_force_from: 2016-02-05\nin_force_until: 2016-02-05\n")]), "a");
        assert_eq!(value(&[terms("a", "in_force_from: 2016-02-06\n")]), "");
        assert_eq!(value(&[terms("a", "status: in force\nin_force_until: 2016-02-04\n")]), "");
        let old = terms("a", "status: in force\nin_force_until: 2016-02-04\n");
        assert_eq!(value(&[old, terms("b", "in_force_from: 2016-02-05\n")]), "b");
    }

    #[test]
    fn terms_that_contradict_each_other_or_say_nothing_are_unknown() {
        ask(&[terms("a", "")]).assert_unknown("do not say whether, or since when");
        ask(&[terms("a", "status: in force\n"), terms("b", "status: in force\n")])
            .assert_unknown("several terms of reference");
        ask(&[terms("a", "in_force_from: early 2016\n")]).assert_unknown("must be a date");
    }

    #[test]
    fn a_later_meeting_is_of_the_same_body_and_has_been_held() {
        let ask = |body: &str, date: &str, more: &str| {
            let other = format!("kind: meeting\nid: other\nbody: {body}\ndate: {date}\nitems: []\n{more}");
            let script = "let later = []; for other in documents(\"meeting\", node) { later.push(is_later_meeting(other, node)); } `${has_later_meeting(node)} ${later[1]}`";
            answer(&[MEETING, &other], script).value()
        };
        // The assessment is of 30 June 2016.
        assert_eq!(ask("Team", "2016-02-06", ""), "true true");
        assert_eq!(ask("Team", "2016-06-29", ""), "true true");
        assert_eq!(ask("Team", "2016-02-05", ""), "false false");
        assert_eq!(ask("Team", "2016-06-30", ""), "false false");
        assert_eq!(ask("Team", "2016-06-30", "attendance: [{ attended: member }]\n"), "true true");
        assert_eq!(ask("Team", "2016-06-30", "attendance: [{ attended: apologies }]\n"), "false false");
        assert_eq!(ask("Group", "2016-03-01", ""), "false false");
    }

    #[test]
    fn seats_are_found_at_any_depth() {
        let text = "kind: terms-of-reference
id: t
body: Team
members: []
quorum:
  clause: \"6.1\"
  all_of:
    - one_of: [Chair, Director]
    - at_least: 1
      any_of:
        - one_of: [Treasurer, { any_of: [{ seat: Clerk }] }]
        - seat: Auditor
";
        assert_eq!(
            answer(&[text], "join(seats_named(node.quorum))").value(),
            "Chair, Director, Treasurer, Clerk and Auditor"
        );
    }
}
