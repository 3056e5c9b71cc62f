//! How finely a measure is taken: in whole numbers, in tenths, or without a step.

use rust_decimal::Decimal;

use super::interval::Interval;
use super::unit::Unit;
use crate::calendar::Truth;

/// How finely the values of a measure are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grain {
    /// Values with so many decimals certainly occur.
    pub decimals: u32,
    /// Whether finer values occur too.
    pub is_finer: Truth,
}

impl Grain {
    /// What is known of a measure whose bands are printed with so many decimals.
    ///
    /// Things are counted in whole numbers, whoever rounds. Of everything else the bands alone do
    /// not tell: rounded to their decimals it takes no finer values, and not rounded it takes any.
    #[must_use]
    pub const fn new(unit: Option<&Unit>, decimals: u32, is_rounded: Truth) -> Self {
        let is_finer = match (unit, decimals, is_rounded) {
            (Some(Unit::Number | Unit::Counted(_)), 0, _) | (_, _, Truth::True) => Truth::False,
            (_, _, Truth::False) => Truth::True,
            (_, _, Truth::Unknown) => Truth::Unknown,
        };
        Self { decimals, is_finer }
    }

    /// Whether a value of the measure can lie in the stretch.
    #[must_use]
    pub fn has_value_in(self, values: &Interval) -> Truth {
        if values.on_steps(self.decimals).is_some() { Truth::True } else { self.is_finer }
    }

    /// Whether the measure can have the value.
    #[must_use]
    pub fn has_value(self, value: Decimal) -> Truth {
        self.has_value_in(&Interval::single(value))
    }
}
