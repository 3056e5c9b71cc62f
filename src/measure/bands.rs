//! The bands of one measure, from the worst to the best, and what is wrong with them.

mod rating;

pub use rating::{Doubt, Rating};

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::band::{Band, Of};
use super::change::{NoReading, Reading, readings};
use super::direction::Direction;
use super::figure::Figure;
use super::grain::Grain;
use super::interval::Interval;
use super::unit::Unit;
use crate::calendar::Truth;

/// The bands of one measure, from the worst to the best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bands {
    /// The values of each: a limit as far as the next band; a change with its sign, a decrease
    /// below nought.
    bands: Vec<Interval>,
    unit: Option<Unit>,
    is_change: bool,
    conventions: Conventions,
    grain: Grain,
}

/// What the prints of bands leave unsaid, as far as somebody has said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conventions {
    /// Whether values are rounded to as many decimals as the bands print, before they are rated.
    pub is_rounded: Truth,
    /// Whether a band of one figure ("5 working days") is a limit: that figure or better, as far
    /// as the next band.
    pub single_is_limit: Truth,
}

impl Conventions {
    /// Nothing is said.
    pub const UNSAID: Self = Self { is_rounded: Truth::Unknown, single_is_limit: Truth::Unknown };
}

/// Bands that cannot be taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOneSet {
    /// There is none.
    Empty,
    /// Two of them, by their positions, count different things, or one counts something else than
    /// its measure.
    UnitsDiffer(usize, usize),
    /// One holds values, another asks for a change.
    ValuesAndChanges(usize, usize),
}

/// How bands follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// There is but one band.
    One,
    /// Each better band lies higher.
    Rising,
    /// Each better band lies lower.
    Falling,
    /// They follow no one direction; the positions of the first two that break it.
    None(usize, usize),
}

/// Values that two bands share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// The position of the worse band.
    pub worse: usize,
    /// The position of the better band.
    pub better: usize,
    /// The values in both.
    pub values: Interval,
    /// Whether the measure can have such a value.
    pub holds: Truth,
}

/// Values that lie between two neighbouring bands and in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The position of the worse band.
    pub worse: usize,
    /// The position of the better band.
    pub better: usize,
    /// The values in no band.
    pub values: Interval,
    /// Whether the measure can have such a value that no band takes.
    pub holds: Truth,
}

/// The best values of the scale, which the best band leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShortOfEnd {
    /// The values in no band.
    pub values: Interval,
    /// Whether the measure can have such a value that no band takes.
    pub holds: Truth,
}

impl Bands {
    /// Takes bands together, from the worst to the best, with the unit of their measure.
    ///
    /// # Errors
    ///
    /// [`NotOneSet`] if they count different things or mix values with changes.
    pub fn new(printed: &[Band], unit: Option<&Unit>, conventions: Conventions) -> Result<Self, NotOneSet> {
        let Some(first) = printed.first() else { return Err(NotOneSet::Empty) };
        let is_change = first.of != Of::Value;
        // What a change is counted in need not be what its measure counts: "10% reduction" of a number.
        let mut joined = if is_change { None } else { unit.cloned() };
        for (position, band) in printed.iter().enumerate() {
            if (band.of != Of::Value) != is_change {
                return Err(NotOneSet::ValuesAndChanges(0, position));
            }
            joined = match (joined, &band.unit) {
                (Some(known), Some(own)) => Some(known.joined(own).ok_or(NotOneSet::UnitsDiffer(0, position))?),
                (known, own) => known.or_else(|| own.clone()),
            };
        }
        let with_sign = |band: &Band| if band.of == Of::Decrease { band.values.negated() } else { band.values };
        Ok(Self::of(printed.iter().map(with_sign).collect(), joined, is_change, conventions))
    }

    fn of(bands: Vec<Interval>, unit: Option<Unit>, is_change: bool, conventions: Conventions) -> Self {
        let decimals = bands.iter().map(Interval::decimals).max().unwrap_or(0);
        let grain = Grain::new(unit.as_ref(), decimals, conventions.is_rounded);
        let mut set = Self { bands, unit, is_change, conventions, grain };
        set.end_limits_at_the_next_band();
        set
    }

    /// "At least 75", "at least 85": the worse band holds the values as far as the better begins.
    fn end_limits_at_the_next_band(&mut self) {
        let ends_at: fn(&Interval, &Interval) -> Option<Interval> = match self.order() {
            Order::Rising => |worse, better| worse.shared(&better.all_below()?).filter(|_| worse.all_above().is_none()),
            Order::Falling => {
                |worse, better| worse.shared(&better.all_above()?).filter(|_| worse.all_below().is_none())
            }
            Order::One | Order::None(..) => return,
        };
        let nexts: Vec<Interval> = self.bands.iter().skip(1).copied().collect();
        for (band, next) in self.bands.iter_mut().zip(&nexts) {
            *band = ends_at(band, next).unwrap_or(*band);
        }
    }

    /// Bands that ask for changes as the values that these come to from a baseline: one set for
    /// each way in which the changes can be read. Bands of values stay as they are.
    ///
    /// # Errors
    ///
    /// The reason if the changes cannot be counted from this baseline.
    pub fn counted_from(&self, baseline: &Figure) -> Result<Vec<Self>, NoReading> {
        let by_band: Vec<Vec<Reading>> =
            self.bands.iter().map(|band| readings(baseline, &self.as_printed(band))).collect::<Result<_, _>>()?;
        let ways = by_band.iter().map(Vec::len).min().unwrap_or(0);
        let in_way = |way: usize| {
            let read: Vec<&Reading> = by_band.iter().filter_map(|readings| readings.get(way)).collect();
            let unit = read.first().and_then(|reading| reading.unit.clone());
            Self::of(read.iter().map(|reading| reading.values).collect(), unit, false, self.conventions)
        };
        Ok((0..ways).map(in_way).collect())
    }

    /// What the values count, where it is printed or told.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        self.unit.as_ref()
    }

    /// Whether the bands ask for changes and so need a baseline.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.is_change
    }

    /// Values in words; those of a change with "increase" or "decrease".
    #[must_use]
    pub fn show(&self, values: &Interval) -> String {
        let steps = if self.grain.is_finer.is_false() { values.on_steps(self.grain.decimals) } else { None };
        self.as_printed(&steps.unwrap_or(*values)).to_string()
    }

    /// Values of this set as a band by itself: a change below nought is a decrease.
    fn as_printed(&self, values: &Interval) -> Band {
        let falls = values.compare(&Interval::single(Decimal::ZERO)) == Some(Ordering::Less);
        let (of, values) = match (self.is_change, falls) {
            (false, _) => (Of::Value, *values),
            (true, true) => (Of::Decrease, values.negated()),
            (true, false) => (Of::Increase, *values),
        };
        Band { of, values, unit: self.unit.clone() }
    }

    /// How the bands follow each other from the worst to the best.
    #[must_use]
    pub fn order(&self) -> Order {
        let mut found = Order::One;
        for (position, (worse, better)) in self.neighbours().enumerate() {
            let step = match (step(worse, better), found) {
                (Some(Ordering::Less), Order::One | Order::Rising) => Order::Rising,
                (Some(Ordering::Greater), Order::One | Order::Falling) => Order::Falling,
                _ => return Order::None(position, position + 1),
            };
            found = step;
        }
        found
    }

    /// The direction that the order of the bands implies; `None` if they are not ordered.
    #[must_use]
    pub fn implied_direction(&self) -> Option<Direction> {
        match self.order() {
            Order::Rising => Some(Direction::HigherIsBetter),
            Order::Falling => Some(Direction::LowerIsBetter),
            Order::One | Order::None(..) => None,
        }
    }

    /// The values that two bands share, for every two that may share one.
    #[must_use]
    pub fn overlaps(&self) -> Vec<Overlap> {
        let mut found = Vec::new();
        for (worse, first) in self.bands.iter().enumerate() {
            for (better, second) in self.bands.iter().enumerate().skip(worse + 1) {
                if let Some(values) = first.shared(second) {
                    let holds = self.grain.has_value_in(&values);
                    if !holds.is_false() {
                        found.push(Overlap { worse, better, values, holds });
                    }
                }
            }
        }
        found
    }

    /// The values between neighbouring bands that may lie in none; empty for bands without order.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let is_rising = match self.order() {
            Order::Rising => true,
            Order::Falling => false,
            Order::One | Order::None(..) => return Vec::new(),
        };
        let between = |(worse, (first, second)): (usize, (&Interval, &Interval))| {
            let (lower, higher) = if is_rising { (first, second) } else { (second, first) };
            let values = lower.gap_to(higher)?;
            let holds = self.grain.has_value_in(&values).and(!self.reaches_on(first));
            (!holds.is_false()).then_some(Gap { worse, better: worse + 1, values, holds })
        };
        self.neighbours().enumerate().filter_map(between).collect()
    }

    /// The best values of the scale that the best band may leave out; `None` where it takes them
    /// all, where the unit's scale has no such end, or where the bands have no order.
    #[must_use]
    pub fn short_of_end(&self) -> Option<ShortOfEnd> {
        let best = self.bands.last().filter(|_| !self.is_change)?;
        let scale = self.unit.as_ref()?.scale()?;
        let values = match self.order() {
            Order::Rising => best.gap_to(&scale.all_above()?),
            Order::Falling => scale.all_below()?.gap_to(best),
            Order::One | Order::None(..) => None,
        }?;
        let holds = self.grain.has_value_in(&values).and(!self.reaches_on(best));
        (!holds.is_false()).then_some(ShortOfEnd { values, holds })
    }

    /// The bands that hold values which the unit's scale does not have, with these values:
    /// "95-105" of a percentage.
    #[must_use]
    pub fn beyond_scale(&self) -> Vec<(usize, Interval)> {
        let scale = self.unit.as_ref().filter(|_| !self.is_change).and_then(Unit::scale);
        let beyond = scale.map_or([None, None], |scale| [scale.all_below(), scale.all_above()]);
        let outside = |values: &Interval| beyond.iter().flatten().find_map(|beyond| values.printed_part(beyond));
        let found = self.bands.iter().enumerate();
        found.filter_map(|(position, band)| Some((position, outside(band)?))).collect()
    }

    /// Whether a band takes the better values too, as far as the next: not unless it is one figure.
    fn reaches_on(&self, band: &Interval) -> Truth {
        if band.value().is_some() { self.conventions.single_is_limit } else { Truth::False }
    }

    fn neighbours(&self) -> impl Iterator<Item = (&Interval, &Interval)> {
        self.bands.iter().zip(self.bands.iter().skip(1))
    }
}

/// On which side of the worse band the better one lies: `Less` if the better lies higher. A worse
/// band without an end on that side is a limit ("up to 10 days" before "1-2 days").
fn step(worse: &Interval, better: &Interval) -> Option<Ordering> {
    worse.compare(better).or_else(|| {
        if worse.all_below().is_none() && better.all_above()?.shared(worse).is_some() {
            Some(Ordering::Greater)
        } else if worse.all_above().is_none() && better.all_below()?.shared(worse).is_some() {
            Some(Ordering::Less)
        } else {
            None
        }
    })
}
