//! A band as printed: the values that it holds, or the change that it asks for.

mod grammar;

use std::fmt;
use std::ops::Bound;

use super::interval::Interval;
use super::unit::{Unit, digits};
use super::unreadable::Unreadable;

/// What the values of a band are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Of {
    /// Values of the measure itself: "75-84".
    Value,
    /// By how much the measure rises: "increase of 15%".
    Increase,
    /// By how much the measure falls: "10% reduction".
    Decrease,
}

/// A band, a target or a limit as printed.
///
/// Shown, it stands in the one style of this module, which reads back as the same band:
/// `75 to 84`, `below 10`, `at least 90%`, `decrease of 10%`, `increase`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// What its values are.
    pub of: Of,
    /// The values; of a change never below nought. A figure by itself ("5 working days") is that
    /// value and no other here: whether it is meant as a limit, its print does not say.
    pub values: Interval,
    /// What they count, where that is printed.
    pub unit: Option<Unit>,
}

impl Band {
    /// Reads a band, a target or a limit: "75-84", "Below 10", "90% and above", "> 45 people",
    /// "10% reduction", "Percentage increase of 15%", "reduce".
    ///
    /// # Errors
    ///
    /// The text with the reason if it holds no figure, or can be read in more ways than one.
    pub fn read(printed: &str) -> Result<Self, Unreadable> {
        grammar::read(printed).map_err(|why| Unreadable { printed: printed.trim().to_owned(), why })
    }
}

impl fmt::Display for Band {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.of {
            Of::Value => return formatter.write_str(&words(&self.values, self.unit.as_ref())),
            Of::Increase => "increase",
            Of::Decrease => "decrease",
        };
        if self.values == grammar::ANY_CHANGE && self.unit.is_none() {
            return formatter.write_str(way);
        }
        write!(formatter, "{way} of {}", words(&self.values, self.unit.as_ref()))
    }
}

/// The values in words, in the style in which bands are shown.
pub(super) fn words(values: &Interval, unit: Option<&Unit>) -> String {
    use Bound::{Excluded, Included, Unbounded};
    let show = |value| unit.unwrap_or(&Unit::Number).show(value);
    if let Some(value) = values.value() {
        return show(value);
    }
    match (values.low(), values.high()) {
        (Included(low), Included(high)) => format!("{} to {}", digits(low), show(high)),
        (Included(low), Excluded(high)) => format!("{} to below {}", digits(low), show(high)),
        (Excluded(low), Included(high)) => format!("above {} to {}", digits(low), show(high)),
        (Excluded(low), Excluded(high)) => format!("above {} and below {}", digits(low), show(high)),
        (Included(low), Unbounded) => format!("at least {}", show(low)),
        (Excluded(low), Unbounded) => format!("above {}", show(low)),
        (Unbounded, Included(high)) => format!("up to {}", show(high)),
        (Unbounded, Excluded(high)) => format!("below {}", show(high)),
        (Unbounded, Unbounded) => "any value".to_owned(),
    }
}
