//! Who came to a meeting: capacity, times, mode, and what is said of deputies.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::reader::{Reader, Reading};
use crate::document::{Node, Value};
use crate::quorum::{Attendee, Capacity, DeputyFacts, Edge, Mode, Presence, Seat, Span, same_name};
use crate::submission::NodeRef;

/// The words of minutes that tell that somebody came late or left early, and not when.
const NOT_RECORDED: &str = "not recorded";

/// One entry of the attendance.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The entry as the quorum needs it.
    pub attendee: Attendee,
    /// The person's own seat, where one is named.
    pub own_seat: Option<String>,
    /// The person's post, where one is named.
    pub post: Option<String>,
    /// Where the entry stands; none for somebody who is only supposed to come.
    pub at: Option<NodeRef>,
}

impl Entry {
    /// The person in words: by seat or by post, never by name.
    #[must_use]
    pub fn called(&self) -> String {
        let seat = self.attendee.seat.as_deref();
        let own = self.post.as_deref().or(self.own_seat.as_deref());
        let stands_in = match self.attendee.capacity {
            Capacity::Deputy => Some("the deputy for"),
            Capacity::Proxy => Some("the proxy for"),
            _ => None,
        };
        match (stands_in, seat, own) {
            (Some(words), Some(seat), Some(own)) if own != seat => format!("{words} {seat} ({own})"),
            (Some(words), Some(seat), _) => format!("{words} {seat}"),
            (_, Some(seat), _) => seat.to_owned(),
            (_, None, Some(own)) => own.to_owned(),
            (_, None, None) => self.attendee.person.clone(),
        }
    }
}

impl Reader<'_> {
    /// Everybody whom the record lists.
    pub(super) fn attendance(&mut self, meeting: Node<'_>, seats: &[Seat]) -> Reading<Vec<Entry>> {
        let Some(attendance) = self.field(meeting, "attendance").filter(|list| list.value() == Value::List) else {
            return self.gap(meeting, "no attendance is recorded for the meeting");
        };
        let items: BTreeSet<&str> = meeting
            .get("items")
            .into_iter()
            .flat_map(Node::children)
            .filter_map(|item| item.get("number").and_then(Node::as_written))
            .collect();
        let mut entries = Vec::new();
        for (position, node) in attendance.children().enumerate() {
            self.refuse_unsound(node)?;
            entries.push(self.entry(node, position, seats, &items)?);
        }
        Ok(entries)
    }

    fn entry(&mut self, node: Node<'_>, position: usize, seats: &[Seat], items: &BTreeSet<&str>) -> Reading<Entry> {
        let attended = self.needed_text(node, "attended", "the record does not say how somebody attended")?;
        let person = self.owned_text(node, "person");
        let as_listed = |name: String| seat_named(seats, &name).map_or(name.clone(), |seat| seat.name.clone());
        let mut own_seat = self.owned_text(node, "seat").map(as_listed);
        let post = self.owned_text(node, "post");
        let stands_for = [self.owned_text(node, "deputy_for"), self.owned_text(node, "proxy_for")];
        if own_seat.is_none() {
            own_seat = person.as_deref().and_then(|person| only_seat_of(seats, person));
        }
        let capacity = match attended {
            "member" => Capacity::Member,
            "deputy" => Capacity::Deputy,
            "proxy" => Capacity::Proxy,
            "corporate representative" => Capacity::CorporateRepresentative,
            "in attendance" => Capacity::InAttendance,
            "observer" => Capacity::Observer,
            "apologies" | "absent" => Capacity::Absent,
            _ => return self.gap(node, format!("\"{attended}\" is no known way to attend")),
        };
        let seat = match (capacity, stands_for) {
            (Capacity::Deputy, [Some(seat), None]) | (Capacity::Proxy, [None, Some(seat)]) => Some(seat),
            (Capacity::Deputy | Capacity::Proxy, [None, None]) => {
                return self.gap(node, format!("the record does not say for whom a {attended} stood in"));
            }
            (Capacity::Absent, _) | (_, [None, None]) => own_seat.clone(),
            _ => {
                let message =
                    format!("the entry says that somebody attended as \"{attended}\", and stood for another seat");
                return self.gap(node, message);
            }
        };
        if capacity == Capacity::Member && seat.is_none() {
            return self.gap(node, "the record does not say which seat a member holds");
        }
        let organisation = self.owned_text(node, "organisation");
        let own_holder = own_seat.as_deref().and_then(|own| holder_of(seats, own));
        let identity = person
            .or(own_holder)
            .or_else(|| own_seat.as_ref().map(|seat| format!("the holder of {seat}")))
            .or_else(|| post.as_ref().map(|post| identity_of_post(post, organisation.as_deref())))
            .unwrap_or_else(|| format!("entry {}", position + 1));
        let mut attendee = Attendee::member(&identity, "");
        attendee.seat = seat;
        attendee.capacity = capacity;
        attendee.organisation = organisation;
        attendee.offices = self.owned_text(node, "office").into_iter().collect();
        attendee.mode = self.mode(node)?;
        attendee.presence = self.presence(node)?;
        attendee.away_for = self.away_for(node, items)?;
        attendee.deputy = self.deputy_facts(node)?;
        Ok(Entry { attendee, own_seat, post, at: Some(self.at(node)) })
    }

    fn mode(&mut self, node: Node<'_>) -> Reading<Mode> {
        let seen_and_heard = self.flag(node, "seen_and_heard");
        match (self.text(node, "mode"), seen_and_heard) {
            (Some("remote"), seen_and_heard) => Ok(Mode::Remote { seen_and_heard }),
            (Some("in the room"), _) => Ok(Mode::InRoom),
            (None, None) => Ok(Mode::NotRecorded),
            (None, Some(_)) => self.gap(
                node,
                "the record says whether somebody could be seen and heard, and not whether it was from elsewhere",
            ),
            (Some(other), _) => self.gap(node, format!("\"{other}\" is no known way to take part")),
        }
    }

    fn presence(&mut self, node: Node<'_>) -> Reading<Presence> {
        let times_unknown = self.flag(node, "times_not_recorded") == Some(true);
        let arrived = self.edge(node, "arrived")?;
        let left = self.edge(node, "left")?;
        if node.get("present").is_some() {
            if times_unknown || arrived.is_some() || left.is_some() {
                return self.gap(node, "the entry gives spells of presence and other times beside them");
            }
            return Ok(Presence::Spells(self.spells(node)?));
        }
        let unstated = if times_unknown { Edge::NotRecorded } else { Edge::OfMeeting };
        match (arrived, left) {
            (None, None) if times_unknown => Ok(Presence::NotRecorded),
            (None, None) => Ok(Presence::Throughout),
            (arrived, left) => {
                let span = Span { from: arrived.unwrap_or(unstated), to: left.unwrap_or(unstated) };
                self.runs_forward(node, span)?;
                Ok(Presence::Spells(vec![span]))
            }
        }
    }

    fn spells(&mut self, node: Node<'_>) -> Reading<Vec<Span>> {
        let mut spells: Vec<Span> = Vec::new();
        for spell in self.list(node, "present")? {
            self.refuse_strangers(spell, "a spell of presence", &["from", "to"])?;
            let span = Span {
                from: self.edge(spell, "from")?.unwrap_or(Edge::OfMeeting),
                to: self.edge(spell, "to")?.unwrap_or(Edge::OfMeeting),
            };
            self.runs_forward(spell, span)?;
            spells.push(span);
        }
        Ok(spells)
    }

    fn edge(&mut self, node: Node<'_>, name: &'static str) -> Reading<Option<Edge>> {
        let Some(child) = self.field(node, name) else { return Ok(None) };
        if child.as_text().is_some_and(|text| text.trim().eq_ignore_ascii_case(NOT_RECORDED)) {
            return Ok(Some(Edge::NotRecorded));
        }
        Ok(self.time(node, name)?.map(Edge::At))
    }

    fn runs_forward(&self, node: Node<'_>, span: Span) -> Reading<()> {
        match (span.from, span.to) {
            (Edge::At(from), Edge::At(to)) if to < from => {
                self.gap(node, "somebody is recorded as leaving before coming")
            }
            _ => Ok(()),
        }
    }

    fn away_for(&mut self, node: Node<'_>, items: &BTreeSet<&str>) -> Reading<Vec<String>> {
        let away_for = self.texts(node, "away_for_items")?;
        match away_for.iter().find(|number| !items.contains(number.as_str())) {
            Some(stranger) => {
                self.gap(node, format!("somebody is recorded as away for item {stranger}, and there is no such item"))
            }
            None => Ok(away_for),
        }
    }

    fn deputy_facts(&mut self, node: Node<'_>) -> Reading<DeputyFacts> {
        let Some(facts) = self.field(node, "deputy") else { return Ok(DeputyFacts::default()) };
        let fields = ["named_beforehand", "notice_hours", "grade", "trained", "chair_agreed"];
        self.refuse_strangers(facts, "what is said of a deputy", &fields)?;
        Ok(DeputyFacts {
            named_beforehand: self.flag(facts, "named_beforehand"),
            notice_minutes: self.minutes_of_hours(facts, "notice_hours", Decimal::floor)?,
            grade: self.owned_text(facts, "grade"),
            trained: self.flag(facts, "trained"),
            chair_agreed: self.flag(facts, "chair_agreed"),
        })
    }
}

/// The seat of a name, as the terms list it.
pub(super) fn seat_named<'a>(seats: &'a [Seat], name: &str) -> Option<&'a Seat> {
    let exactly = seats.iter().find(|seat| seat.name == name);
    exactly.or_else(|| seats.iter().find(|seat| same_name(&seat.name, name)))
}

/// Who holds a seat, where the terms say.
pub(super) fn holder_of(seats: &[Seat], name: &str) -> Option<String> {
    seat_named(seats, name).and_then(|seat| seat.holder.clone())
}

fn only_seat_of(seats: &[Seat], person: &str) -> Option<String> {
    let mut held = seats.iter().filter(|seat| seat.holder.as_deref() == Some(person));
    let only = held.next()?;
    held.next().is_none().then(|| only.name.clone())
}

/// Without a code, the same post in the same organisation is the same person.
fn identity_of_post(post: &str, organisation: Option<&str>) -> String {
    organisation.map_or_else(|| post.to_owned(), |organisation| format!("{post}, {organisation}"))
}
