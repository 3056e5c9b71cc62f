//! The quorum of a body as data: what its terms of reference ask for.

use super::amount::Amount;
use super::counting::Counting;

/// The quorum clause of one body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The reference of the clause as printed, for instance `6.1`.
    pub reference: String,
    /// What must hold for the body to be quorate.
    pub need: Need,
    /// Who counts.
    pub counting: Counting,
    /// Other requirements for certain business; the first that names the item's business stands.
    pub special: Vec<Special>,
    /// The statutory floor under the local rule; both must hold.
    pub floor: Option<Floor>,
    /// The quorum of an adjourned meeting, where the clause sets one.
    pub adjourned: Option<Need>,
    /// Minutes after the appointed start by which there must be a quorum.
    pub start_window: Option<u32>,
    /// What follows when there is no quorum.
    pub if_inquorate: Option<Consequence>,
}

impl Clause {
    /// A clause with nothing but its main requirement.
    #[must_use]
    pub fn new(reference: &str, need: Need) -> Self {
        Self {
            reference: reference.to_owned(),
            need,
            counting: Counting::default(),
            special: Vec::new(),
            floor: None,
            adjourned: None,
            start_window: None,
            if_inquorate: None,
        }
    }
}

/// A requirement on those who count.
///
/// Slots that stand side by side in one list are filled by different people;
/// any other two requirements may be met by the same people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// One slot, filled by one of several seats.
    Slot(Slot),
    /// Every requirement of the list.
    AllOf(Vec<Need>),
    /// One requirement of the list or more.
    AnyOf(Vec<Need>),
    /// At least so many requirements of the list.
    AtLeast {
        /// How many must be met.
        number: u32,
        /// The list.
        of: Vec<Need>,
    },
    /// At least so many members of a group.
    Members {
        /// How many.
        at_least: Amount,
        /// Which members.
        who: Who,
    },
    /// At least so many from each group, by different people.
    FromEach {
        /// How many from each.
        at_least: u32,
        /// The groups.
        groups: Vec<Who>,
        /// From how many of the groups; all of them where the clause does not say.
        groups_at_least: Option<u32>,
    },
    /// A group that must be more than half of those counted.
    MajorityOfPresent(Who),
}

impl Need {
    /// A slot that any of these seats can fill.
    #[must_use]
    pub fn one_of(seats: &[&str]) -> Self {
        let one_of = seats.iter().map(|seat| Who::Seat((*seat).to_owned())).collect();
        Self::Slot(Slot { label: None, one_of })
    }

    /// At least so many members, whoever they are.
    #[must_use]
    pub fn members(at_least: Amount) -> Self {
        Self::Members { at_least, who: Who::Anyone }
    }
}

/// A place in the quorum that one person fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// How the clause calls it, where it has a name.
    pub label: Option<String>,
    /// Who can fill it: any one of these.
    pub one_of: Vec<Who>,
}

/// A group of members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Every member who counts.
    Anyone,
    /// The seat of this name.
    Seat(String),
    /// The seats of this class, for instance `councillor`.
    Class(String),
    /// The seats that belong to this organisation.
    Organisation(String),
    /// Whoever holds this office at the meeting, for instance `chair`.
    Office(String),
    /// Members who are in the room.
    InTheRoom,
    /// Members of any of these groups.
    AnyOf(Vec<Who>),
    /// Members of all of these groups at once.
    AllOf(Vec<Who>),
}

/// A requirement for certain business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Special {
    /// The kinds of business.
    pub business: Vec<String>,
    /// What must hold for them.
    pub need: Need,
}

/// A statutory floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// What statute asks for.
    pub need: Need,
    /// Where, for instance `Local Government Act 1972, Schedule 12, paragraph 12`.
    pub source: String,
}

/// What follows when there is no quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consequence {
    /// The meeting stands adjourned, to a time where the clause gives one.
    Adjourned(Option<String>),
    /// Decisions are void.
    DecisionsVoid,
    /// The meeting may only recommend.
    RecommendationsOnly,
    /// Decisions need to be ratified later.
    RatifiedLater,
}
