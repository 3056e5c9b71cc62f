//! A value rated by the bands of its measure.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::interval::Interval;
use super::{Bands, Order};
use crate::calendar::Truth;

/// Where a value stands among the bands; bands by their positions, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// In one band.
    In(usize),
    /// In two bands at once (the worse, the better).
    InTwo(usize, usize),
    /// In no band, between two (the worse, the better).
    Between(usize, usize),
    /// Worse than the worst band.
    BelowAll,
    /// Better than the best band, which does not reach so far.
    BeyondAll,
    /// In none of the bands, which have no order.
    InNone,
    /// Nobody can tell.
    Open(Doubt),
}

/// Why nobody can tell where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The band at this position is one figure, and nobody says whether it is a limit.
    SingleFigure(usize),
    /// The value falls between two bands and is finer than they are printed (the worse, the
    /// better): how it is rounded, nobody says.
    Finer(usize, usize),
    /// The bands ask for changes, and a value alone is none.
    NeedsBaseline,
}

impl Rating {
    /// Whether the value is as good as the band at this position, or better.
    #[must_use]
    pub fn reaches(self, wanted: usize) -> Truth {
        let (at_worst, at_best) = match self {
            Self::In(band) => (band, band),
            Self::InTwo(worse, better) | Self::Between(worse, better) => (worse, better),
            Self::BelowAll => return Truth::False,
            Self::BeyondAll => return Truth::True,
            // As far as the next band, or in none.
            Self::Open(Doubt::SingleFigure(band)) => (band, band + 1),
            Self::Open(Doubt::Finer(worse, better)) => (worse, better),
            Self::InNone | Self::Open(Doubt::NeedsBaseline) => return Truth::Unknown,
        };
        if wanted <= at_worst {
            Truth::True
        } else if at_best < wanted {
            Truth::False
        } else {
            Truth::Unknown
        }
    }
}

impl Bands {
    /// Where a value of the measure stands among the bands.
    #[must_use]
    pub fn rate(&self, value: Decimal) -> Rating {
        if self.is_change {
            return Rating::Open(Doubt::NeedsBaseline);
        }
        let mut holding = self.bands.iter().enumerate().filter(|(_, band)| band.contains(value));
        match (holding.next(), holding.next()) {
            (Some((position, _)), None) => return Rating::In(position),
            (Some((worse, _)), Some((better, _))) => return Rating::InTwo(worse, better),
            (None, _) => {}
        }
        let better = match self.order() {
            Order::Rising => Ordering::Greater,
            Order::Falling => Ordering::Less,
            Order::One | Order::None(..) => return Rating::InNone,
        };
        let is_better_than = |values: &Interval| Interval::single(value).compare(values) == Some(better);
        let Some((worse, band)) = self.bands.iter().enumerate().rfind(|(_, band)| is_better_than(band)) else {
            return Rating::BelowAll;
        };
        match self.reaches_on(band) {
            Truth::True => Rating::In(worse),
            Truth::Unknown => Rating::Open(Doubt::SingleFigure(worse)),
            Truth::False if worse + 1 == self.bands.len() => Rating::BeyondAll,
            Truth::False if self.grain.has_value(value).is_true() => Rating::Between(worse, worse + 1),
            Truth::False => Rating::Open(Doubt::Finer(worse, worse + 1)),
        }
    }
}
