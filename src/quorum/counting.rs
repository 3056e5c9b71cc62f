//! Who counts towards a quorum, as a clause states it.

use super::amount::{Amount, Base, Fraction};
use super::clause::Need;

/// Who counts towards the quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// Whether one person may count for more than one seat and slot.
    pub people: People,
    /// Members who take part from elsewhere.
    pub remote: Remote,
    /// How many must be in the room, where the clause says.
    pub in_room_at_least: Option<Amount>,
    /// Members without a vote, such as most ex officio members.
    pub non_voting: Stance,
    /// Co-opted members.
    pub co_opted: CoOpted,
    /// Deputies and substitutes.
    pub deputies: Deputies,
    /// Proxies.
    pub proxies: Proxies,
    /// Corporate representatives, as in the Companies Act 2006, section 323.
    pub corporate_representatives: Stance,
    /// Members with an interest in the item.
    pub interests: Interests,
}

impl Default for Counting {
    /// What a clause means that says nothing: silent wherever two readings are possible.
    fn default() -> Self {
        Self {
            people: People::Distinct,
            remote: Remote::Silent,
            in_room_at_least: None,
            non_voting: Stance::Silent,
            co_opted: CoOpted::Silent,
            deputies: Deputies::Silent,
            proxies: Proxies::Silent,
            corporate_representatives: Stance::Silent,
            interests: Interests::default(),
        }
    }
}

/// Whether one person may count more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// One person counts once, for one seat and in one slot.
    Distinct,
    /// A person counts for each seat held and in each slot that the seat can fill.
    MayRepeat,
}

/// What the clause says of a kind of member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// They count.
    Counts,
    /// They do not count.
    DoesNotCount,
    /// The clause does not say: both are tried.
    Silent,
}

/// Members who take part from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remote {
    /// They count.
    Counts,
    /// They do not count; for local authorities see the Local Government Act 1972, Schedule 12.
    DoesNotCount,
    /// They count while they can be seen and heard.
    IfSeenAndHeard,
    /// The clause does not say: both are tried.
    Silent,
}

/// Co-opted members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoOpted {
    /// They count.
    Counts,
    /// They count neither towards the quorum nor towards its base.
    DoesNotCount,
    /// They join the count and the base for these kinds of business only.
    ForBusiness(Vec<String>),
    /// The clause does not say: both are tried.
    Silent,
}

/// Deputies and substitutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deputies {
    /// They never count.
    Never,
    /// They count on these conditions.
    Allowed(DeputyRules),
    /// The clause does not say: both are tried.
    Silent,
}

/// The conditions on which a deputy counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeputyRules {
    /// The deputy was named beforehand.
    pub named_beforehand: bool,
    /// Notice came at least so many minutes before the start.
    pub notice_minutes: Option<u32>,
    /// The deputy has one of these grades; any grade where the list is empty.
    pub grades: Vec<String>,
    /// The deputy has had the training that members have.
    pub trained: bool,
    /// The chair's agreement is minuted.
    pub chair_agreed: bool,
    /// The deputy comes from the organisation of the seat.
    pub same_organisation: bool,
    /// Only these seats may send a deputy; any seat where the list is empty.
    pub only_for: Vec<String>,
    /// At most so many deputies count.
    pub at_most: Option<u32>,
    /// Who counts when the member turns up after all.
    pub member_returns: MemberReturns,
}

/// Who counts when a member and the member's deputy are both there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MemberReturns {
    /// The member counts and the deputy stands down.
    #[default]
    MemberCounts,
    /// The deputy stays for the meeting.
    DeputyStays,
}

/// Proxies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proxies {
    /// They do not count.
    Never,
    /// A proxy counts as one person, however many members appointed that person; Companies Act 2006, section 318.
    OnePerson,
    /// A proxy counts for each member represented.
    EachMember,
    /// The clause does not say: never and one person are tried.
    Silent,
}

/// What an interest in the item does to the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interests {
    /// A pecuniary interest, as in the Localism Act 2011, section 31.
    pub pecuniary: InterestRule,
    /// Any other interest.
    pub other: InterestRule,
    /// A bar that is lowered when members withdraw, where the clause has one.
    pub lowered: Option<Lowered>,
}

impl Default for Interests {
    fn default() -> Self {
        Self { pecuniary: InterestRule::DoesNotCount, other: InterestRule::UnlessLeft, lowered: None }
    }
}

/// Whether a member with an interest counts; one who left for the item never does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterestRule {
    /// The member is out of the count, even in the room.
    DoesNotCount,
    /// The member counts while in the room.
    UnlessLeft,
    /// The clause does not say: both are tried.
    Silent,
}

/// A bar that is lowered when members withdraw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lowered {
    /// Whether only members who left count as withdrawn.
    pub only_if_left: bool,
    /// The share of the base from which on the bar is lowered; from the first member where there is none.
    pub from_share: Option<Fraction>,
    /// The base of that share.
    pub of: Base,
    /// What the lowered bar is.
    pub to: LoweredTo,
}

/// What a lowered bar is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoweredTo {
    /// Every base is counted without those who withdrew.
    BaseWithoutThem,
    /// This requirement stands instead.
    Need(Box<Need>),
}
