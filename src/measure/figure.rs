//! One printed figure: a value with what it counts.

use std::fmt;

use rust_decimal::Decimal;

use super::band::{Band, Of};
use super::unit::Unit;
use super::unreadable::{Unreadable, Why};

/// One figure: an exact value, and what it counts where that is printed or told.
///
/// Shown, it stands in the one style of this module: `31%`, `22.96 weeks`, `1,916`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The value.
    pub value: Decimal,
    /// What it counts; `None` where nobody says.
    pub unit: Option<Unit>,
}

impl Figure {
    /// Reads one figure: "16%", "32.8 weeks", "13weeks", "1,916".
    ///
    /// # Errors
    ///
    /// The text with the reason if it holds no figure, several, a range, a limit or a change.
    pub fn read(printed: &str) -> Result<Self, Unreadable> {
        let band = Band::read(printed)?;
        let why = match (band.of, band.values.value()) {
            (Of::Value, Some(value)) => return Ok(Self { value, unit: band.unit }),
            (Of::Value, None) => Why::NotOneFigure,
            (Of::Increase | Of::Decrease, _) => Why::Change,
        };
        Err(Unreadable { printed: printed.trim().to_owned(), why })
    }

    /// The value of one printed figure, for comparing only: a number may have more digits than can be
    /// counted with exactly, as "£99,999,999,999" has.
    ///
    /// # Errors
    ///
    /// The text with the reason if it holds no figure, several, a range, a limit or a change.
    pub fn value_to_compare(printed: &str) -> Result<Decimal, Unreadable> {
        match Self::read(printed) {
            Ok(figure) => Ok(figure.value),
            Err(unreadable) if unreadable.why == Why::TooManyDigits => long_number(printed).ok_or(unreadable),
            Err(unreadable) => Err(unreadable),
        }
    }

    /// The figure in the unit that its measure names, where none is printed beside it.
    ///
    /// `None` if the two units differ.
    #[must_use]
    pub fn counting(self, unit: Option<&Unit>) -> Option<Self> {
        let unit = match (&self.unit, unit) {
            (Some(own), Some(named)) => Some(own.joined(named)?),
            (own, named) => own.as_ref().or(named).cloned(),
        };
        Some(Self { value: self.value, unit })
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.unit.as_ref().unwrap_or(&Unit::Number).show(self.value))
    }
}

/// A number by itself, perhaps in pounds; one beyond every number of this type is the greatest of it.
fn long_number(printed: &str) -> Option<Decimal> {
    let amount: String = printed.chars().filter(|sign| !matches!(sign, ',' | '£') && !sign.is_whitespace()).collect();
    let in_brackets =
        amount.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|_| printed.contains('£'));
    let digits = in_brackets.unwrap_or_else(|| amount.trim_start_matches(['-', '\u{2212}']));
    let is_number = digits.starts_with(|sign: char| sign.is_ascii_digit())
        && digits.matches('.').count() < 2
        && digits.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    let size = is_number.then(|| digits.parse().unwrap_or(Decimal::MAX))?;
    Some(if digits.len() == amount.len() { size } else { -size })
}
