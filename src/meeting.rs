//! A meeting's record as the quorum needs it: which terms hold, which seats there are, who came.
//!
//! Stands between the documents and the plain quorum: it reads, it does not judge, and it says
//! where it read.

use crate::document::{Node, Value};
use crate::quorum::{self, Attendee, Capacity, Clause, Item, Need, Seat, Verdict};
use crate::submission::{NodeRef, Read, Submission};

/// Something that the record lacks, so that nobody can judge the quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where it should stand.
    pub at: NodeRef,
    /// What is not known: plain English, one line, no full stop.
    pub message: String,
    /// Everything that was read before the gap was met, in order.
    pub read: Vec<Read>,
}

/// The quorum of one item, with the places that the verdict rests on.
#[derive(Debug, Clone)]
pub struct Quorum {
    /// The verdict.
    pub verdict: Verdict,
    /// The clause of the terms of reference, as printed.
    pub clause: String,
    /// The clause's place.
    pub clause_at: NodeRef,
    /// Everything that was read, in order.
    pub read: Vec<Read>,
}

/// Judges the quorum of an item of a meeting under the terms of reference in the submission.
///
/// # Errors
/// A [`Gap`]: no terms of the body that held on the date, no quorum in them, no attendance.
pub fn quorum_of(submission: &Submission, item: NodeRef) -> Result<Quorum, Gap> {
    let mut reader = Reader { submission, document: item.document, read: Vec::new() };
    let judged = judge(submission, item, &mut reader);
    judged.map_err(|gap| Gap { read: reader.read, ..gap })
}

fn judge(submission: &Submission, item: NodeRef, reader: &mut Reader<'_>) -> Result<Quorum, Gap> {
    let (Some(item_node), Some(member)) = (submission.node(item), submission.member(item.document)) else {
        return gap(item, "this is no item of a meeting");
    };
    let meeting = member.document.root();
    let body = reader.text(meeting, "body", "no body is recorded for the meeting")?;
    let date = reader.text(meeting, "date", "no date is recorded for the meeting")?;
    let body_at = meeting.get("body").map_or(item, |body| reader.at(body));
    let terms = reader.terms_in_force(body_at, body, date)?;
    let attendees = reader.attendees(meeting, item_node)?;
    let number = item_node.get("number").and_then(Node::as_written).unwrap_or_default();

    let Some(terms_node) = submission.node(terms) else {
        return gap(item, "the terms of reference cannot be read");
    };
    reader.document = terms.document;
    let seats = reader.seats(terms_node)?;
    let (clause, clause_at) = reader.clause(terms_node, body)?;
    let verdict = quorum::judge(&clause, &seats, &attendees, &Item::numbered(number));
    Ok(Quorum { verdict, clause: clause.reference, clause_at, read: std::mem::take(&mut reader.read) })
}

fn gap<T>(at: NodeRef, message: impl Into<String>) -> Result<T, Gap> {
    Err(Gap { at, message: message.into(), read: Vec::new() })
}

/// What a set of terms says of its time.
enum Standing {
    InForce,
    NotInForce,
    /// Neither a status nor a first day is recorded.
    Silent,
}

/// Names are the same whatever their letter case and spaces.
fn is_same_name(left: &str, right: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(left) == plain(right)
}

struct Reader<'s> {
    submission: &'s Submission,
    document: u32,
    read: Vec<Read>,
}

impl<'s> Reader<'s> {
    fn at(&self, node: Node<'_>) -> NodeRef {
        NodeRef { document: self.document, node: node.id() }
    }

    fn gap<T>(&self, node: Node<'_>, message: String) -> Result<T, Gap> {
        gap(self.at(node), message)
    }

    /// The one set of terms of a body that held on a date.
    fn terms_in_force(&mut self, body_at: NodeRef, body: &str, date: &str) -> Result<NodeRef, Gap> {
        let meeting = self.document;
        let mut of_body = Vec::new();
        for root in self.submission.of_kind("terms-of-reference") {
            let Some(terms) = self.submission.node(root) else { continue };
            self.document = root.document;
            let name = self.field(terms, "body")?.and_then(Node::as_written);
            if name.is_some_and(|name| is_same_name(name, body)) {
                of_body.push((root, self.standing(terms, date)?));
            }
        }
        self.document = meeting;
        if of_body.is_empty() {
            let what = "so nobody can tell its quorum";
            return gap(body_at, format!("the submission holds no terms of reference of the \"{body}\", {what}"));
        }
        let terms = format!("terms of reference of the \"{body}\"");
        if let Some((silent, _)) = of_body.iter().find(|(_, standing)| matches!(standing, Standing::Silent)) {
            return gap(*silent, format!("the {terms} do not say whether, or since when, they are in force"));
        }
        let in_force = of_body.iter().filter(|(_, standing)| matches!(standing, Standing::InForce));
        match in_force.collect::<Vec<_>>().as_slice() {
            [(one, _)] => Ok(*one),
            [] => gap(body_at, format!("the {terms} in the submission are a draft or were not in force on {date}")),
            _ => gap(body_at, format!("several {terms} claim to be in force on {date}")),
        }
    }

    /// Days are written year first, so that their order is the order of their texts.
    fn standing(&mut self, terms: Node<'_>, date: &str) -> Result<Standing, Gap> {
        let status = self.field(terms, "status")?.and_then(Node::as_written);
        let from = self.field(terms, "in_force_from")?.and_then(Node::as_written);
        let until = self.field(terms, "in_force_until")?.and_then(Node::as_written);
        let ceased = until.map_or(status == Some("superseded"), |until| until < date);
        Ok(match (status, from) {
            (Some("draft"), _) => Standing::NotInForce,
            _ if ceased || from.is_some_and(|from| from > date) => Standing::NotInForce,
            (None, None) => Standing::Silent,
            _ => Standing::InForce,
        })
    }

    /// A field that holds something and is written as its kind needs it.
    fn field<'n>(&mut self, node: Node<'n>, name: &str) -> Result<Option<Node<'n>>, Gap> {
        let Some(child) = node.get(name) else {
            self.read.push(Read { at: self.at(node), absent: Some(name.to_owned()) });
            return Ok(None);
        };
        let fault = self.submission.member(self.document).and_then(|member| member.fault_at(child.id()));
        if let Some(fault) = fault {
            return self.gap(child, fault.message.clone());
        }
        self.saw(child);
        let holds = !matches!(child.value(), Value::Null) && child.as_text().is_none_or(|text| !text.trim().is_empty());
        Ok(holds.then_some(child))
    }

    fn saw(&mut self, node: Node<'_>) {
        self.read.push(Read { at: self.at(node), absent: None });
    }

    fn text<'n>(&mut self, node: Node<'n>, name: &str, missing: &str) -> Result<&'n str, Gap> {
        match self.field(node, name)?.and_then(Node::as_written) {
            Some(text) => Ok(text),
            None => self.gap(node, missing.to_owned()),
        }
    }

    fn seats(&mut self, terms: Node<'_>) -> Result<Vec<Seat>, Gap> {
        let Some(members) = self.field(terms, "members")? else {
            return self.gap(terms, "the terms of reference list no members".to_owned());
        };
        let mut seats = Vec::new();
        for member in members.children() {
            let mut seat = Seat::named(self.text(member, "seat", "a member has no seat")?);
            seat.organisation = self.field(member, "organisation")?.and_then(Node::as_written).map(str::to_owned);
            seats.push(seat);
        }
        Ok(seats)
    }

    fn clause(&mut self, terms: Node<'_>, body: &str) -> Result<(Clause, NodeRef), Gap> {
        let Some(quorum) = self.field(terms, "quorum")? else {
            return self.gap(terms, format!("the terms of reference of the \"{body}\" state no quorum"));
        };
        let reference = self.text(quorum, "clause", "the quorum names no clause")?.to_owned();
        let Some(slots) = self.field(quorum, "all_of")? else {
            return self.gap(quorum, "the quorum says nothing about who must be there".to_owned());
        };
        let mut needs = Vec::new();
        for slot in slots.children() {
            let Some(seats) = self.field(slot, "one_of")? else {
                return self.gap(slot, "a place in the quorum names no seats".to_owned());
            };
            seats.children().for_each(|seat| self.saw(seat));
            let names: Vec<&str> = seats.children().filter_map(Node::as_written).collect();
            needs.push(Need::one_of(&names));
        }
        Ok((Clause::new(&reference, Need::AllOf(needs)), self.at(quorum)))
    }

    /// The seats whose holders left for an item because of an interest. Somebody who declared an
    /// interest counts only if the record says that they stayed.
    fn withdrew<'n>(&mut self, item: Node<'n>) -> Result<Vec<&'n str>, Gap> {
        let mut withdrew = Vec::new();
        for interest in self.field(item, "interests")?.into_iter().flat_map(Node::children) {
            let seat = self.text(interest, "seat", "the record does not say who declared an interest")?;
            match self.field(interest, "withdrew")?.map(Node::value) {
                Some(Value::Bool(true)) => withdrew.push(seat),
                Some(Value::Bool(false)) => {}
                _ => {
                    let message =
                        format!("the record does not say whether \"{seat}\" left for the item, having an interest");
                    return self.gap(interest, message);
                }
            }
        }
        Ok(withdrew)
    }

    fn attendees(&mut self, meeting: Node<'_>, item: Node<'_>) -> Result<Vec<Attendee>, Gap> {
        let Some(attendance) = self.field(meeting, "attendance")? else {
            return self.gap(meeting, "no attendance is recorded for the meeting".to_owned());
        };
        let withdrew = self.withdrew(item)?;
        let number = self.field(item, "number")?.and_then(Node::as_written).unwrap_or_default();
        let mut attendees = Vec::new();
        for (position, entry) in attendance.children().enumerate() {
            let attended = self.text(entry, "attended", "the record does not say how somebody attended")?;
            let seat = self.field(entry, "seat")?.and_then(Node::as_written);
            if attended == "member" && seat.is_none() {
                return self.gap(entry, "the record does not say which seat a member holds".to_owned());
            }
            let deputises = self.field(entry, "deputy_for")?.and_then(Node::as_written);
            if attended == "deputy" && deputises.is_none() {
                return self.gap(entry, "the record does not say for whom a deputy stood in".to_owned());
            }
            let person = self.field(entry, "person")?.and_then(Node::as_written);
            // Without an identity each entry is a person of its own.
            let person = person.map_or_else(|| format!("entry {}", position + 1), str::to_owned);
            let mut attendee = Attendee::member(&person, seat.unwrap_or_default());
            attendee.seat = deputises.or(seat).map(str::to_owned);
            attendee.capacity = match attended {
                "member" => Capacity::Member,
                "deputy" => Capacity::Deputy,
                "in attendance" => Capacity::InAttendance,
                _ => Capacity::Absent,
            };
            if seat.is_some_and(|seat| withdrew.iter().any(|left| is_same_name(left, seat))) {
                attendee.away_for.push(number.to_owned());
            }
            attendees.push(attendee);
        }
        Ok(attendees)
    }
}
