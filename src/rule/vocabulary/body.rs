//! A body: its terms of reference, its later meetings, the seats that its quorum names.

use std::str::FromStr;

use chrono::NaiveDate;
use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode};
use super::dates::day_of;
use super::lookup::documents;
use super::reading::to_array;
use crate::document::{Node, Value};
use crate::meeting;

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("terms_in_force", |meeting: ScriptNode| terms_in_force(&meeting))
        .register_type_with_name::<LaterMeetings>("LaterMeetings")
        .register_iterator::<LaterMeetings>()
        .register_fn("is_empty", |later: &mut LaterMeetings| later.is_empty())
        .register_fn("later_meetings", |meeting: ScriptNode| later_meetings(&meeting))
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

/// The meetings of the same body after a meeting that have been held, in order of date.
///
/// Each counts as read when a script comes to it: a body's first meeting does not rest on the
/// ninety-nine after it when the second answers the question.
#[derive(Clone)]
struct LaterMeetings(Vec<ScriptNode>);

impl LaterMeetings {
    /// Whether there is none; that there is one rests on the first.
    fn is_empty(&self) -> bool {
        self.0.first().is_none_or(|first| {
            record_what_tells(first);
            false
        })
    }
}

impl IntoIterator for LaterMeetings {
    type Item = ScriptNode;
    type IntoIter = std::iter::Inspect<std::vec::IntoIter<ScriptNode>, fn(&ScriptNode)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().inspect(record_what_tells)
    }
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

/// Held are meetings before the day of the assessment, and those with attendance. A meeting
/// without a date that can be read is passed over; that its record is not well formed is said of
/// itself.
fn later_meetings(meeting: &ScriptNode) -> Outcome<LaterMeetings> {
    let body = meeting.field("body")?;
    let body = body.written()?;
    let date = day_of(&meeting.field("date")?)?;
    let mut found = Vec::new();
    for other in documents(meeting, "meeting") {
        let node = other.node()?;
        let field = |name| node.get(name).and_then(Node::as_written);
        let (Some(of_body), Some(Ok(day))) = (field("body"), field("date").map(NaiveDate::from_str)) else {
            record_what_tells(&other);
            continue;
        };
        let has_attendance = node.get("attendance").is_some_and(|attendance| attendance.value() != Value::Null);
        if of_body == body && day > date && (has_attendance || day < meeting.context.around.as_of) {
            found.push((day, other));
        }
    }
    found.sort_by_key(|(day, other)| (*day, other.at.document));
    Ok(LaterMeetings(found.into_iter().map(|(_, other)| other).collect()))
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
        let value = |terms: &[String]| match ask(terms) {
            Answer::Value(value) => value,
            other => panic!("{other:?}"),
        };
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
        match ask(&[terms("a", "")]) {
            Answer::Unknown(message) => assert!(message.contains("do not say whether, or since when"), "{message}"),
            other => panic!("{other:?}"),
        }
        match ask(&[terms("a", "status: in force\n"), terms("b", "status: in force\n")]) {
            Answer::Unknown(message) => assert!(message.contains("several terms of reference"), "{message}"),
            other => panic!("{other:?}"),
        }
        match ask(&[terms("a", "in_force_from: early 2016\n")]) {
            Answer::Unknown(message) => assert!(message.contains("must be a date"), "{message}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn later_meetings_come_in_order_of_date_and_have_been_held() {
        let meeting = |id: &str, body: &str, date: &str, more: &str| {
            format!("kind: meeting\nid: {id}\nbody: {body}\ndate: {date}\nitems: []\n{more}")
        };
        let ask = |texts: &[String]| {
            let texts: Vec<&str> = [MEETING].into_iter().chain(texts.iter().map(String::as_str)).collect();
            answer(&texts, "let ids = []; for later in later_meetings(node) { ids.push(later.id); } join(ids)")
        };
        // The assessment is of 30 June 2016.
        let texts = [
            meeting("last", "Team", "2016-06-29", ""),
            meeting("first", "Team", "2016-02-06", ""),
            meeting("same-day", "Team", "2016-02-05", ""),
            meeting("today", "Team", "2016-06-30", ""),
            meeting("today-with-attendance", "Team", "2016-06-30", "attendance: []\n"),
            meeting("other", "Group", "2016-03-01", ""),
            meeting("undated-other", "Group", "soon", ""),
        ];
        match ask(&texts) {
            Answer::Value(value) => assert_eq!(value, "first, last and today-with-attendance"),
            other => panic!("{other:?}"),
        }
        match ask(&[meeting("undated", "Team", "soon", "")]) {
            Answer::Value(value) => assert_eq!(value, ""),
            other => panic!("{other:?}"),
        }
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
        match answer(&[text], "join(seats_named(node.quorum))") {
            Answer::Value(value) => assert_eq!(value, "Chair, Director, Treasurer, Clerk and Auditor"),
            other => panic!("{other:?}"),
        }
    }
}
