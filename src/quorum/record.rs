//! The record that a quorum is judged on: seats, people who attended, and items of business.

/// Minutes after midnight.
pub type Minute = u32;

/// One seat of the body, as it was on the date of the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The seat as the terms name it.
    pub name: String,
    /// The organisation that the seat belongs to.
    pub organisation: Option<String>,
    /// The classes of the seat, for instance `councillor`.
    pub classes: Vec<String>,
    /// Whether the seat has a vote.
    pub votes: bool,
    /// Whether the seat is a co-opted one.
    pub co_opted: bool,
    /// The state of the seat, where the record says.
    pub state: Option<SeatState>,
    /// The identity of the person who holds the seat, where the record says.
    pub holder: Option<String>,
}

impl Seat {
    /// A voting seat of which only the name is known.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            organisation: None,
            classes: Vec::new(),
            votes: true,
            co_opted: false,
            state: None,
            holder: None,
        }
    }
}

/// The state of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatState {
    /// Somebody holds it.
    Filled,
    /// Nobody holds it.
    Vacant,
    /// Its holder is suspended.
    Suspended,
    /// Its holder is disqualified.
    Disqualified,
    /// Its holder is chosen but not yet appointed.
    NotYetAppointed,
}

/// One person in one capacity; a person in two seats has two entries with the same identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// The identity of the person; the same for the same person everywhere in the record.
    pub person: String,
    /// The seat held or deputised for, as the terms name it.
    pub seat: Option<String>,
    /// In which capacity the person is recorded.
    pub capacity: Capacity,
    /// The person's own organisation, where it matters for a deputy.
    pub organisation: Option<String>,
    /// The offices held at this meeting, for instance `chair`.
    pub offices: Vec<String>,
    /// How the person took part.
    pub mode: Mode,
    /// When the person was there.
    pub presence: Presence,
    /// The numbers of items for which the person was away.
    pub away_for: Vec<String>,
    /// What the record says of a deputy.
    pub deputy: DeputyFacts,
}

impl Attendee {
    /// A member in a seat, there throughout.
    #[must_use]
    pub fn member(person: &str, seat: &str) -> Self {
        Self {
            person: person.to_owned(),
            seat: Some(seat.to_owned()),
            capacity: Capacity::Member,
            organisation: None,
            offices: Vec::new(),
            mode: Mode::NotRecorded,
            presence: Presence::Throughout,
            away_for: Vec::new(),
            deputy: DeputyFacts::default(),
        }
    }

    /// A deputy for a seat, there throughout.
    #[must_use]
    pub fn deputy(person: &str, seat: &str) -> Self {
        Self { capacity: Capacity::Deputy, ..Self::member(person, seat) }
    }
}

/// In which capacity a person is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// As the holder of the seat.
    Member,
    /// As a deputy or substitute for the seat.
    Deputy,
    /// As the proxy of the seat's holder.
    Proxy,
    /// As the representative of a corporate member.
    CorporateRepresentative,
    /// In attendance, not a member.
    InAttendance,
    /// As an observer.
    Observer,
    /// Not there: apologies or absent.
    Absent,
}

/// How a person took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// In the room.
    InRoom,
    /// From elsewhere.
    Remote {
        /// Whether the person could be seen and heard, where the record says.
        seen_and_heard: Option<bool>,
    },
    /// The record does not say.
    NotRecorded,
}

/// When a person was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// From the start to the end.
    Throughout,
    /// For these spells; a link that drops ends one.
    Spells(Vec<Span>),
    /// At times that the record does not give.
    NotRecorded,
}

/// One spell of presence: from the first edge up to, not including, the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When it began.
    pub from: Edge,
    /// When it ended.
    pub to: Edge,
}

/// The edge of a spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The start or the end of the meeting.
    OfMeeting,
    /// A time.
    At(Minute),
    /// A time that the record does not give.
    NotRecorded,
}

/// What the record says of a deputy; nothing where it is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeputyFacts {
    /// Whether the deputy was named beforehand.
    pub named_beforehand: Option<bool>,
    /// How many minutes before the start the notice came.
    pub notice_minutes: Option<u32>,
    /// The deputy's grade.
    pub grade: Option<String>,
    /// Whether the deputy is trained.
    pub trained: Option<bool>,
    /// Whether the chair's agreement is minuted.
    pub chair_agreed: Option<bool>,
}

/// One item of business.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// The number as printed.
    pub number: String,
    /// The kind of business, where the record says.
    pub business: Option<String>,
    /// When it began.
    pub from: Option<Minute>,
    /// When it ended.
    pub to: Option<Minute>,
    /// When the decision was taken.
    pub decided_at: Option<Minute>,
    /// Interests declared at this item.
    pub interests: Vec<Interest>,
    /// The identities of people with a dispensation for this item.
    pub dispensations: Vec<String>,
    /// Whether the meeting is an adjourned one.
    pub adjourned_meeting: bool,
}

impl Item {
    /// An item of which only the number is known.
    #[must_use]
    pub fn numbered(number: &str) -> Self {
        Self { number: number.to_owned(), ..Self::default() }
    }
}

/// One declared interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// The identity of the person who declared it.
    pub person: String,
    /// Its kind, where the record says.
    pub kind: Option<InterestKind>,
    /// Whether the person left for the item, where the record says.
    pub left: Option<bool>,
}

/// The kind of an interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterestKind {
    /// A pecuniary interest.
    Pecuniary,
    /// Any other.
    Other,
}
