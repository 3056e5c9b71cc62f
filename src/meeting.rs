//! A meeting's record as the quorum needs it: which terms hold, which seats there are, who came.
//!
//! Stands between the documents and the plain quorum: it reads, it does not judge, and it says
//! where it read. What is malformed is never passed over, since a misspelt field could turn an
//! absent member into a present one: it is a [`Gap`].

mod amount;
mod attendance;
mod clause;
mod counting;
mod item;
mod reader;
mod terms;
mod turnout;
mod vote;
pub mod what_if;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::document::Node;
use crate::quorum::{self, Attendee, Clause, Edge, Minute, Presence, Seat, SeatState, Start, Verdict};
use crate::submission::{NodeRef, Read, Reads, Submission};

pub use attendance::Entry;
use reader::{Reader, Reading};
use terms::Held;
pub use turnout::{Run, Turnout};

/// Something that the record lacks, so that nobody can judge the quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where it should stand.
    pub at: NodeRef,
    /// What is not known: plain English, one line, no full stop.
    pub message: String,
    /// Everything that was read before the gap was met, in order.
    pub read: Reads,
}

impl Gap {
    /// The gap, with what was read before its own reads.
    fn and_before(self, earlier: &Arc<[Read]>) -> Gap {
        let runs = std::iter::once(earlier).chain(self.read.runs()).cloned().collect();
        Gap { read: Reads::new(runs, Vec::new()), ..self }
    }

    fn at<T>(at: NodeRef, message: impl Into<String>) -> Result<T, Gap> {
        Err(Gap { at, message: message.into(), read: Reads::default() })
    }
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
    pub read: Reads,
}

/// A meeting with the terms that held for it, ready to be judged item by item.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The quorum clause.
    pub clause: Clause,
    /// The clause's place.
    pub clause_at: NodeRef,
    /// The seats as they were on the day, in the order of the terms.
    pub seats: Vec<Seat>,
    /// Everybody whom the record lists, in its order.
    pub entries: Vec<Entry>,
    /// Everything that was read, in order; what each of its items rests on.
    pub read: Arc<[Read]>,
    is_adjourned: bool,
    appointed: Option<Minute>,
    began: Option<Minute>,
    ended: Option<Minute>,
    attendees: Vec<Attendee>,
}

/// What to do with a meeting of which no attendance is recorded yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutAttendance {
    /// It cannot be judged.
    IsAGap,
    /// Nobody is recorded; for questions that are asked before the meeting.
    IsNobody,
}

/// The terms of reference that held for a meeting, of which the root is given, with what was
/// read; none if the submission holds none that did.
///
/// # Errors
/// A [`Gap`]: a body or a date that cannot be read, terms that do not say whether they are in
/// force, several that claim to be.
pub fn terms_of(submission: &Submission, root: NodeRef) -> Result<(Option<NodeRef>, Arc<[Read]>), Gap> {
    let mut reader = Reader::new(submission, root.document);
    match reader.terms_of(root) {
        Ok(terms) => Ok((terms, reader.read.into())),
        Err(gap) => Err(reader.after(gap)),
    }
}

/// What is wrong with the quorum clause of terms of reference, of which the root is given, as the
/// seats were on a day; with what was read.
///
/// # Errors
/// A [`Gap`]: no quorum or no members in the terms, or anything malformed among them.
pub fn clause_faults(
    submission: &Submission,
    terms: NodeRef,
    day: NaiveDate,
) -> Result<(Vec<String>, Arc<[Read]>), Gap> {
    let mut reader = Reader::new(submission, terms.document);
    match reader.clause_faults(terms, day) {
        Ok(faults) => Ok((faults, reader.read.into())),
        Err(gap) => Err(reader.after(gap)),
    }
}

/// The state of a seat of terms of reference on a day, with what was read; none where it is not stated.
///
/// # Errors
/// A [`Gap`]: a state, or a change of it, that is malformed.
pub fn seat_state(
    submission: &Submission,
    seat: NodeRef,
    day: NaiveDate,
) -> Result<(Option<SeatState>, Arc<[Read]>), Gap> {
    let mut reader = Reader::new(submission, seat.document);
    let Some(node) = submission.node(seat) else { return Gap::at(seat, "this is no seat") };
    match reader.state_of(node, day) {
        Ok(state) => Ok((state, reader.read.into())),
        Err(gap) => Err(reader.after(gap)),
    }
}

impl Meeting {
    /// Reads the record of a meeting, of which the root is given, and the terms that held for it.
    ///
    /// # Errors
    /// A [`Gap`]: no terms of the body that held on the date, no quorum in them, no attendance, or
    /// anything malformed among what the quorum rests on.
    pub fn read(submission: &Submission, root: NodeRef, without: WithoutAttendance) -> Result<Meeting, Gap> {
        let mut reader = Reader::new(submission, root.document);
        let meeting = reader.meeting(root, without);
        match meeting {
            Ok(meeting) => Ok(Meeting { read: reader.read.into(), ..meeting }),
            Err(gap) => Err(reader.after(gap)),
        }
    }

    /// Judges the quorum of one of its items.
    ///
    /// # Errors
    /// A [`Gap`] where the item is malformed.
    pub fn quorum_of(&self, submission: &Submission, item: NodeRef) -> Result<Quorum, Gap> {
        let mut reader = Reader::new(submission, item.document);
        let Some(node) = submission.node(item) else { return Gap::at(item, "this is no item of a meeting") };
        let mut read = match reader.item(node, &self.entries, &self.seats) {
            Ok(read) => read,
            Err(gap) => return Err(reader.after(gap).and_before(&self.read)),
        };
        read.adjourned_meeting = self.is_adjourned;
        let verdict = quorum::judge(&self.clause, &self.seats, &self.attendees, &read);
        let read = Reads::new(vec![Arc::clone(&self.read), reader.read.into()], Vec::new());
        Ok(Quorum { verdict, clause: self.clause.reference.clone(), clause_at: self.clause_at, read })
    }

    /// Whether there was a quorum in time; nothing where the clause gives no window or the record no start.
    #[must_use]
    pub fn start(&self) -> Option<Start> {
        self.clause.start_window?;
        let mut clause = self.clause.clone();
        if let Some(adjourned) = clause.adjourned.take().filter(|_| self.is_adjourned) {
            clause.need = adjourned;
        }
        let attendees: Vec<Attendee> = self.entries.iter().map(|entry| entry.attendee.clone()).collect();
        self.appointed.map(|appointed| quorum::judge_start(&clause, &self.seats, &attendees, appointed))
    }

    /// Takes the entries as they are now; to be called after a change of them.
    fn settle(&mut self) {
        let (began, ended) = (self.began, self.ended);
        self.attendees = self.entries.iter().map(|entry| within(&entry.attendee, began, ended).into_owned()).collect();
    }
}

impl Reader<'_> {
    fn meeting(&mut self, root: NodeRef, without: WithoutAttendance) -> Reading<Meeting> {
        let Some(node) = self.submission.node(root) else { return Gap::at(root, "this is no meeting") };
        self.refuse_misnamed(node)?;
        node.get("adjourned_from").map_or(Ok(()), |child| self.refuse_unsound(child))?;
        let (body, body_at, date) = self.body_and_date(root, node)?;
        let is_adjourned = self.day(node, "adjourned_from")?.is_some();
        let terms_at = self.terms_in_force(body_at, body, date)?;
        let Some(terms) = self.submission.node(terms_at) else {
            return Gap::at(root, "the terms of reference cannot be read");
        };
        let seats = self.seats(terms, date)?;
        let (clause, clause_at) = self.clause(terms, body)?;
        self.go_to(root.document);
        let has_attendance = node.get("attendance").is_some();
        let entries = match without {
            WithoutAttendance::IsNobody if !has_attendance => Vec::new(),
            _ => self.attendance(node, &seats)?,
        };
        let mut meeting = Meeting {
            clause,
            clause_at,
            seats,
            entries,
            read: Arc::default(),
            is_adjourned,
            appointed: None,
            began: None,
            ended: None,
            attendees: Vec::new(),
        };
        self.hours(node, &mut meeting)?;
        meeting.settle();
        Ok(meeting)
    }

    /// The body that met, with its place, and the day.
    fn body_and_date<'n>(&mut self, root: NodeRef, node: Node<'n>) -> Reading<(&'n str, NodeRef, NaiveDate)> {
        for child in ["body", "date"].iter().filter_map(|name| node.get(name)) {
            self.refuse_unsound(child)?;
        }
        let body = self.needed_text(node, "body", "no body is recorded for the meeting")?;
        let Some(date) = self.day(node, "date")? else {
            return self.gap(node, "no date is recorded for the meeting");
        };
        let body_at = node.get("body").map_or(root, |body| self.at(body));
        Ok((body, body_at, date))
    }

    fn clause_faults(&mut self, terms: NodeRef, day: NaiveDate) -> Reading<Vec<String>> {
        let Some(node) = self.submission.node(terms) else { return Gap::at(terms, "these are no terms of reference") };
        let body = self.needed_text(node, "body", "the terms of reference name no body")?;
        let seats = self.seats(node, day)?;
        let (clause, _) = self.clause(node, body)?;
        Ok(quorum::check(&clause, &seats))
    }

    fn terms_of(&mut self, root: NodeRef) -> Reading<Option<NodeRef>> {
        let Some(node) = self.submission.node(root) else { return Gap::at(root, "this is no meeting") };
        let (body, body_at, date) = self.body_and_date(root, node)?;
        Ok(match self.terms_held(body_at, body, date)? {
            Held::One(terms) => Some(terms),
            Held::NotInForce | Held::NoneOfBody => None,
        })
    }

    /// Start and end of the meeting, where somebody's times or the clause make them matter.
    fn hours(&mut self, node: Node<'_>, meeting: &mut Meeting) -> Reading<()> {
        let has_times = meeting.entries.iter().any(|entry| matches!(entry.attendee.presence, Presence::Spells(_)));
        if has_times || meeting.clause.start_window.is_some() {
            meeting.appointed = self.time(node, "starts")?;
            meeting.began = self.time(node, "started_at")?.or(meeting.appointed);
            meeting.ended = self.time(node, "ends")?;
        }
        Ok(())
    }
}

/// Who came before the meeting began was there from its start; who left when it ended, to its end.
fn within(attendee: &Attendee, began: Option<Minute>, ended: Option<Minute>) -> Cow<'_, Attendee> {
    let Presence::Spells(spells) = &attendee.presence else { return Cow::Borrowed(attendee) };
    let mut spells = spells.clone();
    for spell in &mut spells {
        match (spell.from, began) {
            (Edge::At(from), Some(began)) if from <= began => spell.from = Edge::OfMeeting,
            _ => {}
        }
        match (spell.to, ended) {
            (Edge::At(to), Some(ended)) if to >= ended => spell.to = Edge::OfMeeting,
            _ => {}
        }
    }
    // Whoever left before the meeting began was never there.
    spells.retain(|spell| !matches!((spell.to, began), (Edge::At(to), Some(began)) if to <= began));
    Cow::Owned(Attendee { presence: Presence::Spells(spells), ..attendee.clone() })
}
