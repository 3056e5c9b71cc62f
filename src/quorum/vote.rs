//! Decision thresholds, which stand apart from the quorum.

use super::amount::Fraction;

/// What a decision needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Majority {
    /// More votes for than against; Local Government Act 1972, Schedule 12, paragraph 39.
    OfVoting,
    /// More than half of those present.
    OfPresent,
    /// More than half of all members.
    OfMembers,
    /// At least this share of those voting, for instance two thirds.
    ShareOfVoting(Fraction),
    /// At least this share of those present.
    ShareOfPresent(Fraction),
    /// At least this share of all members.
    ShareOfMembers(Fraction),
}

/// The votes on one decision; nothing where the record does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Votes {
    /// For.
    pub for_it: Option<u32>,
    /// Against.
    pub against: Option<u32>,
    /// Members present and entitled to vote, abstaining or not.
    pub present: Option<u32>,
    /// All members.
    pub members: Option<u32>,
    /// The chair's second or casting vote on a tie, where one was given and the terms allow it.
    pub casting: Option<bool>,
}

/// Whether a decision was carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// It was, with the arithmetic.
    Yes(String),
    /// It was not, with the arithmetic.
    No(String),
    /// The record does not say what this needs.
    Open(String),
}

/// Counts the votes on one decision.
#[must_use]
pub fn carried(needs: Majority, votes: &Votes) -> Carried {
    let Some(for_it) = votes.for_it else {
        return Carried::Open("how many voted for it".to_owned());
    };
    let against = || votes.against.ok_or("how many voted against it");
    let voting = || against().map(|against| for_it.saturating_add(against));
    let present = || votes.present.ok_or("how many were present");
    let members = || votes.members.ok_or("how many members there are");
    let tally = match needs {
        Majority::OfVoting => {
            return against().map_or_else(open, |against| {
                let words = format!("{for_it} for, {against} against");
                match votes.casting.filter(|_| for_it == against) {
                    Some(true) => Carried::Yes(format!("{words}, carried by the casting vote")),
                    Some(false) => Carried::No(format!("{words}, lost by the casting vote")),
                    None => told(for_it > against, words),
                }
            });
        }
        Majority::OfPresent => present().map(|of| more_than_half(for_it, of, "present")),
        Majority::OfMembers => members().map(|of| more_than_half(for_it, of, "members")),
        Majority::ShareOfVoting(share) => voting().map(|of| at_least(for_it, share, of, "voting")),
        Majority::ShareOfPresent(share) => present().map(|of| at_least(for_it, share, of, "present")),
        Majority::ShareOfMembers(share) => members().map(|of| at_least(for_it, share, of, "members")),
    };
    tally.unwrap_or_else(open)
}

fn open(lack: &str) -> Carried {
    Carried::Open(lack.to_owned())
}

fn told(is_carried: bool, words: String) -> Carried {
    if is_carried { Carried::Yes(words) } else { Carried::No(words) }
}

fn more_than_half(for_it: u32, of: u32, whom: &str) -> Carried {
    told(u64::from(for_it) * 2 > u64::from(of), format!("{for_it} for, of {of} {whom}; more than half needed"))
}

fn at_least(for_it: u32, share: Fraction, of: u32, whom: &str) -> Carried {
    if share.denominator == 0 {
        return Carried::Open("a share that can be taken".to_owned());
    }
    let enough = u64::from(for_it) * u64::from(share.denominator) >= u64::from(of) * u64::from(share.numerator);
    let words = format!("{for_it} for, of {of} {whom}; {}/{} needed", share.numerator, share.denominator);
    // A share of no votes at all carries nothing.
    told(enough && for_it > 0, words)
}
