//! A stretch of values between two ends, each of which belongs to it or does not.

use std::cmp::Ordering;
use std::ops::Bound;

use rust_decimal::{Decimal, RoundingStrategy};

/// A stretch of values that holds one at least; an end that is not there is `Bound::Unbounded`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    low: Bound<Decimal>,
    high: Bound<Decimal>,
}

impl Interval {
    /// The values between two ends, or `None` where no value lies between them.
    #[must_use]
    pub fn new(low: Bound<Decimal>, high: Bound<Decimal>) -> Option<Self> {
        use Bound::{Excluded, Included, Unbounded};
        let holds_one = match (low, high) {
            (Included(low), Included(high)) => low <= high,
            (Included(low) | Excluded(low), Included(high) | Excluded(high)) => low < high,
            (Unbounded, _) | (_, Unbounded) => true,
        };
        holds_one.then_some(Self { low, high })
    }

    /// One value and no other.
    #[must_use]
    pub const fn single(value: Decimal) -> Self {
        Self { low: Bound::Included(value), high: Bound::Included(value) }
    }

    /// A value and all above it.
    #[must_use]
    pub const fn at_least(low: Decimal) -> Self {
        Self { low: Bound::Included(low), high: Bound::Unbounded }
    }

    /// All values above a value, without that value.
    #[must_use]
    pub const fn above(low: Decimal) -> Self {
        Self { low: Bound::Excluded(low), high: Bound::Unbounded }
    }

    /// A value and all below it.
    #[must_use]
    pub const fn up_to(high: Decimal) -> Self {
        Self { low: Bound::Unbounded, high: Bound::Included(high) }
    }

    /// All values below a value, without that value.
    #[must_use]
    pub const fn below(high: Decimal) -> Self {
        Self { low: Bound::Unbounded, high: Bound::Excluded(high) }
    }

    /// The lower end.
    #[must_use]
    pub const fn low(&self) -> Bound<Decimal> {
        self.low
    }

    /// The upper end.
    #[must_use]
    pub const fn high(&self) -> Bound<Decimal> {
        self.high
    }

    /// The value, where there is but one.
    #[must_use]
    pub fn value(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Bound::Included(low), Bound::Included(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// Whether a value lies in it.
    #[must_use]
    pub fn contains(&self, value: Decimal) -> bool {
        self.shared(&Self::single(value)).is_some()
    }

    /// Whether every value of the other lies in it.
    #[must_use]
    pub fn holds_all_of(&self, other: &Self) -> bool {
        self.shared(other).as_ref() == Some(other)
    }

    /// The values that lie in both.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Option<Self> {
        let low = if compare_low(self.low, other.low).is_ge() { self.low } else { other.low };
        let high = if compare_high(self.high, other.high).is_le() { self.high } else { other.high };
        Self::new(low, high)
    }

    /// The values above all of this and below all of the other.
    #[must_use]
    pub fn gap_to(&self, other: &Self) -> Option<Self> {
        Self::new(beyond(self.high)?, beyond(other.low)?)
    }

    /// The values above all of it.
    #[must_use]
    pub fn all_above(&self) -> Option<Self> {
        Self::new(beyond(self.high)?, Bound::Unbounded)
    }

    /// The values below all of it.
    #[must_use]
    pub fn all_below(&self) -> Option<Self> {
        Self::new(Bound::Unbounded, beyond(self.low)?)
    }

    /// How it lies to the other: `Less` if neither of its ends is higher and one is lower.
    ///
    /// `None` where one reaches further on both sides, since then neither is the higher.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (compare_low(self.low, other.low), compare_high(self.high, other.high)) {
            (low, high) if low == high => Some(low),
            (Ordering::Equal, one) | (one, Ordering::Equal) => Some(one),
            _ => None,
        }
    }

    /// The same values with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        let negate = |end: Bound<Decimal>| end.map(|value| -value);
        Self { low: negate(self.high), high: negate(self.low) }
    }

    /// The values after a calculation that keeps their order; `None` if it fails for an end.
    #[must_use]
    pub fn rising_map(&self, calculate: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let end = |end: Bound<Decimal>| {
            Some(match end {
                Bound::Included(value) => Bound::Included(calculate(value)?),
                Bound::Excluded(value) => Bound::Excluded(calculate(value)?),
                Bound::Unbounded => Bound::Unbounded,
            })
        };
        Self::new(end(self.low)?, end(self.high)?)
    }

    /// The part of it that lies in the other, if an end of it that is printed lies there.
    #[must_use]
    pub(super) fn printed_part(&self, other: &Self) -> Option<Self> {
        let is_there = |end| matches!(end, Bound::Included(value) | Bound::Excluded(value) if other.contains(value));
        self.shared(other).filter(|_| is_there(self.low) || is_there(self.high))
    }

    /// With how many decimals its ends are printed, needless zeros counted.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        let of = |end| match end {
            Bound::Included(value) | Bound::Excluded(value) => Decimal::scale(&value),
            Bound::Unbounded => 0,
        };
        of(self.low).max(of(self.high))
    }

    /// The stretch from its first to its last value with so many decimals at most.
    ///
    /// `None` where it holds no such value: between 84 and 85 lies no whole number.
    #[must_use]
    pub fn on_steps(&self, decimals: u32) -> Option<Self> {
        let step = Decimal::try_new(1, decimals).ok()?;
        let inwards = |end: Bound<Decimal>, strategy: RoundingStrategy, step: Decimal| match end {
            Bound::Unbounded => Some(Bound::Unbounded),
            Bound::Included(value) => Some(Bound::Included(value.round_dp_with_strategy(decimals, strategy))),
            Bound::Excluded(value) => {
                let rounded = value.round_dp_with_strategy(decimals, strategy);
                Some(Bound::Included(if rounded == value { rounded.checked_add(step)? } else { rounded }))
            }
        };
        Self::new(
            inwards(self.low, RoundingStrategy::ToPositiveInfinity, step)?,
            inwards(self.high, RoundingStrategy::ToNegativeInfinity, -step)?,
        )
    }
}

/// The end of the neighbour: what this end leaves out begins there.
fn beyond(end: Bound<Decimal>) -> Option<Bound<Decimal>> {
    match end {
        Bound::Included(value) => Some(Bound::Excluded(value)),
        Bound::Excluded(value) => Some(Bound::Included(value)),
        Bound::Unbounded => None,
    }
}

/// Which of two lower ends is the higher: an end that leaves its value out lies above one that does not.
fn compare_low(left: Bound<Decimal>, right: Bound<Decimal>) -> Ordering {
    let key = |end| match end {
        Bound::Unbounded => None,
        Bound::Included(value) => Some((value, 0)),
        Bound::Excluded(value) => Some((value, 1)),
    };
    key(left).cmp(&key(right))
}

/// Which of two upper ends is the higher.
fn compare_high(left: Bound<Decimal>, right: Bound<Decimal>) -> Ordering {
    let mirrored = |end: Bound<Decimal>| end.map(|value| -value);
    compare_low(mirrored(right), mirrored(left))
}
