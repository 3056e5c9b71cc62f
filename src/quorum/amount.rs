//! Numbers of members as a clause states them: shares, bases, rounding, tables.

use super::clause::Who;

/// A number of members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Number(u32),
    /// A share of a base.
    Share {
        /// The share.
        share: Fraction,
        /// Of what.
        of: Base,
        /// What happens to a part of a member.
        rounding: Rounding,
    },
    /// More than a share of a base; more than one half is the strict majority.
    MoreThan {
        /// The share.
        share: Fraction,
        /// Of what.
        of: Base,
    },
    /// All of a base.
    All(Base),
    /// A number for each size of a base.
    Table {
        /// The base whose size is looked up.
        by: Base,
        /// The rows, in order.
        rows: Vec<Row>,
    },
    /// The greatest of these.
    GreaterOf(Vec<Amount>),
    /// The least of these.
    LesserOf(Vec<Amount>),
}

impl Amount {
    /// More than half of a base.
    #[must_use]
    pub fn majority_of(of: Base) -> Self {
        Self::MoreThan { share: Fraction { numerator: 1, denominator: 2 }, of }
    }
}

/// An exact share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// Above the line.
    pub numerator: u32,
    /// Below the line; a share of nothing is reported, never computed.
    pub denominator: u32,
}

impl Fraction {
    /// One part of so many.
    #[must_use]
    pub fn one_in(denominator: u32) -> Self {
        Self { numerator: 1, denominator }
    }

    /// So many per cent.
    #[must_use]
    pub fn per_cent(numerator: u32) -> Self {
        Self { numerator, denominator: 100 }
    }
}

/// What happens to a part of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Up to the next whole member.
    Up,
    /// Down: the fraction is dropped.
    Down,
    /// To the nearest whole member; an exact half goes up.
    Nearest,
    /// The fraction is dropped, if there is one, and one is added.
    DropAndAddOne,
    /// Up to the next even number.
    UpToEven,
    /// Up to the next odd number.
    UpToOdd,
    /// The clause does not say: both up and down are tried.
    Silent,
}

/// One row of a table by size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The smallest size of this row.
    pub from: u32,
    /// The largest size of this row; none for "and above".
    pub to: Option<u32>,
    /// The number of members for these sizes.
    pub number: u32,
}

/// The seats that a share is taken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// Whether vacant seats are left out.
    pub without_vacancies: bool,
    /// Whether suspended members are left out.
    pub without_suspended: bool,
    /// Whether disqualified members are left out.
    pub without_disqualified: LeaveOut,
    /// Whether members not yet appointed are left out.
    pub without_not_yet_appointed: bool,
    /// Whether only voting members are in.
    pub voting_only: bool,
    /// Whether only members entitled to vote on the item are in.
    pub entitled_on_item: bool,
    /// The group that the base is taken of.
    pub who: Who,
}

impl Base {
    /// All seats, vacant or not.
    #[must_use]
    pub fn all_seats() -> Self {
        Self {
            without_vacancies: false,
            without_suspended: false,
            without_disqualified: LeaveOut::Never,
            without_not_yet_appointed: false,
            voting_only: false,
            entitled_on_item: false,
            who: Who::Anyone,
        }
    }

    /// The seats that are filled: vacancies out.
    #[must_use]
    pub fn filled() -> Self {
        Self { without_vacancies: true, ..Self::all_seats() }
    }
}

/// Whether seats are left out of a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveOut {
    /// They stay in.
    Never,
    /// They are left out.
    Always,
    /// They are left out when they are more than this share of all seats; Local Government Act 1972, Schedule 12,
    /// paragraph 45.
    WhenMoreThan(Fraction),
}
