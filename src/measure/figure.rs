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
