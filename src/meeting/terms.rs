//! The terms of reference that hold for a meeting, and the seats that they list.

use chrono::NaiveDate;

use super::Gap;
use super::reader::{Reader, Reading};
use crate::document::{Node, Value};
use crate::quorum::{InForce, Seat, SeatState, in_force, same_name, state_on};
use crate::submission::NodeRef;

/// The first and the last day on which terms hold; none where there is no limit.
type Days = (Option<NaiveDate>, Option<NaiveDate>);

const OF_SEAT: [&str; 8] = ["seat", "organisation", "classes", "votes", "co_opted", "state", "states", "holder"];

/// Which terms of a body held on a date.
pub(super) enum Held {
    /// These.
    One(NodeRef),
    /// The submission holds terms of the body, and none held.
    NotInForce,
    /// The submission holds no terms of the body.
    NoneOfBody,
}

impl Reader<'_> {
    /// The terms of a body that held on a date; the reader then stands at them.
    pub(super) fn terms_held(&mut self, body_at: NodeRef, body: &str, date: NaiveDate) -> Reading<Held> {
        let mut is_any = false;
        let mut versions = Vec::new();
        for at in self.submission.of_kind("terms-of-reference") {
            let Some(terms) = self.submission.node(at) else { continue };
            self.go_to(at.document);
            if self.text(terms, "body").is_some_and(|name| same_name(name, body)) {
                is_any = true;
                versions.extend(self.days_in_force(terms, body)?.map(|days| (at, days)));
            }
        }
        if !is_any {
            return Ok(Held::NoneOfBody);
        }
        let days: Vec<_> = versions.iter().map(|(_, days)| *days).collect();
        let found = match in_force(&days, &date) {
            InForce::One(index) => versions.get(index),
            InForce::None => None,
            InForce::Several(_) => {
                let message = format!("several terms of reference of the \"{body}\" claim to be in force on {date}");
                return Gap::at(body_at, message);
            }
        };
        Ok(found.map_or(Held::NotInForce, |(at, _)| {
            self.go_to(at.document);
            Held::One(*at)
        }))
    }

    /// The one set of terms of a body that held on a date; a gap if there is none.
    pub(super) fn terms_in_force(&mut self, body_at: NodeRef, body: &str, date: NaiveDate) -> Reading<NodeRef> {
        match self.terms_held(body_at, body, date)? {
            Held::One(at) => Ok(at),
            Held::NotInForce => {
                let what = format!("are a draft or were not in force on {date}");
                Gap::at(body_at, format!("the terms of reference of the \"{body}\" in the submission {what}"))
            }
            Held::NoneOfBody => {
                let what = "so nobody can tell its quorum";
                Gap::at(body_at, format!("the submission holds no terms of reference of the \"{body}\", {what}"))
            }
        }
    }

    /// The first and the last day of a set of terms; none for a draft, and for terms that are superseded nobody
    /// knows since when.
    fn days_in_force(&mut self, terms: Node<'_>, body: &str) -> Reading<Option<Days>> {
        for name in ["status", "in_force_from", "in_force_until"] {
            terms.get(name).map_or(Ok(()), |child| self.refuse_unsound(child))?;
        }
        let status = self.field(terms, "status").and_then(Node::as_text);
        let days = (self.day(terms, "in_force_from")?, self.day(terms, "in_force_until")?);
        match (status, days) {
            (Some("draft"), _) | (Some("superseded"), (_, None)) => Ok(None),
            (None, (None, _)) => self.gap(
                terms,
                format!(
                    "the terms of reference of the \"{body}\" do not say whether, or since when, they are in force"
                ),
            ),
            _ => Ok(Some(days)),
        }
    }

    /// The seats as they were on a date.
    pub(super) fn seats(&mut self, terms: Node<'_>, date: NaiveDate) -> Reading<Vec<Seat>> {
        self.refuse_misnamed(terms)?;
        let Some(members) = self.field(terms, "members").filter(|members| members.value() == Value::List) else {
            return self.gap(terms, "the terms of reference list no members");
        };
        let mut seats = Vec::new();
        for member in members.children() {
            self.refuse_strangers(member, "a member", &OF_SEAT)?;
            self.refuse_unsound(member)?;
            let mut seat = Seat::named(self.needed_text(member, "seat", "a member has no seat")?);
            seat.organisation = self.owned_text(member, "organisation");
            seat.classes = self.texts(member, "classes")?;
            seat.votes = self.flag(member, "votes").unwrap_or(true);
            seat.co_opted = self.flag(member, "co_opted").unwrap_or(false);
            seat.holder = self.owned_text(member, "holder");
            seat.state = self.state_of(member, date)?;
            seats.push(seat);
        }
        Ok(seats)
    }

    /// The state of a seat on a date: the last change until then, or else what is stated for all the time.
    pub(super) fn state_of(&mut self, member: Node<'_>, date: NaiveDate) -> Reading<Option<SeatState>> {
        let mut history = Vec::new();
        for change in self.list(member, "states")? {
            self.refuse_strangers(change, "a change of state", &["since", "state"])?;
            let Some(since) = self.day(change, "since")? else {
                return self.gap(change, "a change of state does not say since when it holds");
            };
            let Some(state) = self.seat_state(change)? else {
                return self.gap(change, "a change of state does not say which state it is");
            };
            if history.iter().any(|(other, _)| *other == since) {
                return self.gap(change, format!("two changes of state are dated {since}"));
            }
            history.push((since, state));
        }
        let stated = self.seat_state(member)?;
        Ok(state_on(&history, &date).or(stated))
    }

    fn seat_state(&mut self, node: Node<'_>) -> Reading<Option<SeatState>> {
        let Some(child) = self.field(node, "state") else { return Ok(None) };
        match child.as_text() {
            Some("filled") => Ok(Some(SeatState::Filled)),
            Some("vacant") => Ok(Some(SeatState::Vacant)),
            Some("suspended") => Ok(Some(SeatState::Suspended)),
            Some("disqualified") => Ok(Some(SeatState::Disqualified)),
            Some("not yet appointed") => Ok(Some(SeatState::NotYetAppointed)),
            _ => self.gap(child, "the state of the seat is not in a known form"),
        }
    }
}
