//! What a printed target comes to from its baseline, in each way that it can be read.

use rust_decimal::Decimal;

use super::band::{Band, Of, words};
use super::figure::Figure;
use super::interval::Interval;
use super::unit::Unit;

/// How a target is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadAs {
    /// As the values that it names.
    Value,
    /// In percentage points: 15% more than 16% is 31%.
    Points,
    /// Relative to the baseline: 15% more than 16% is 18.4%.
    Relative,
    /// In the baseline's own unit: 10 fewer than 110 is 100.
    Amount,
}

/// One reading of a target: the values that it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How the target is read.
    pub read_as: ReadAs,
    /// The values asked for.
    pub values: Interval,
    /// What they count.
    pub unit: Option<Unit>,
    /// Whether the scale of the unit has any of these values: no share lies above 100%.
    pub is_possible: bool,
    /// The arithmetic: `16% + 15 percentage points = 31%`, `16% + 15% of 16% = 18.4%`; of a target
    /// that names its values these alone.
    pub arithmetic: String,
}

/// Why a change cannot be counted from a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoReading {
    /// It says which way, and not by how much.
    NoAmount,
    /// It counts something else than the baseline does: weeks on a percentage.
    UnitsDiffer,
    /// The result has more digits than can be counted with exactly.
    TooManyDigits,
}

impl Reading {
    fn new(read_as: ReadAs, values: Interval, unit: Option<Unit>, steps: Option<&str>) -> Self {
        let scale = unit.as_ref().and_then(Unit::scale);
        let is_possible = scale.is_none_or(|scale| values.shared(&scale).is_some());
        let arithmetic = format!("{}{}", steps.unwrap_or_default(), words(&values, unit.as_ref()));
        Self { read_as, values, unit, is_possible, arithmetic }
    }

    /// The values in words: `31%`, `at least 18.4%`, `22.96 weeks`.
    #[must_use]
    pub fn show(&self) -> String {
        words(&self.values, self.unit.as_ref())
    }
}

/// The readings of a target, points before relative: both, where a percentage changes by so many
/// per cent and the print does not say of what.
///
/// # Errors
///
/// The reason if the target cannot be counted from this baseline.
pub fn readings(baseline: &Figure, target: &Band) -> Result<Vec<Reading>, NoReading> {
    if target.of == Of::Value {
        let unit = match (&baseline.unit, &target.unit) {
            (Some(own), Some(other)) => Some(own.joined(other).ok_or(NoReading::UnitsDiffer)?),
            (own, other) => own.as_ref().or(other.as_ref()).cloned(),
        };
        return Ok(vec![Reading::new(ReadAs::Value, target.values, unit, None)]);
    }
    if target.unit.is_none() && target.values == Interval::above(Decimal::ZERO) {
        return Err(NoReading::NoAmount);
    }
    let is_share = baseline.unit == Some(Unit::PerCent);
    let ways: &[ReadAs] = match (&target.unit, is_share) {
        (Some(Unit::PerCent), true) => &[ReadAs::Points, ReadAs::Relative],
        (Some(Unit::PerCent), false) => &[ReadAs::Relative],
        (Some(Unit::PercentagePoints), true) => &[ReadAs::Points],
        (Some(Unit::PercentagePoints), false) => return Err(NoReading::UnitsDiffer),
        (None, _) => &[ReadAs::Amount],
        (Some(unit), false) if baseline.unit.as_ref().is_none_or(|own| own.joined(unit).is_some()) => &[ReadAs::Amount],
        _ => return Err(NoReading::UnitsDiffer),
    };
    ways.iter().map(|way| reading(baseline, target, *way).ok_or(NoReading::TooManyDigits)).collect()
}

fn reading(baseline: &Figure, change: &Band, read_as: ReadAs) -> Option<Reading> {
    let signed = if change.of == Of::Decrease { change.values.negated() } else { change.values };
    let values = signed.rising_map(|amount| {
        let amount = if read_as == ReadAs::Relative {
            // A hundredth by a product: a quotient may have no exact decimal form.
            baseline.value.checked_mul(amount)?.checked_mul(Decimal::new(1, 2))?
        } else {
            amount
        };
        baseline.value.checked_add(amount)
    })?;
    let unit = baseline.unit.clone().or_else(|| change.unit.clone().filter(|_| read_as == ReadAs::Amount));
    let shown = Figure { value: baseline.value, unit: unit.clone() };
    let sign = if change.of == Of::Decrease { '-' } else { '+' };
    let by = match read_as {
        ReadAs::Points => words(&change.values, Some(&Unit::PercentagePoints)),
        ReadAs::Relative => format!("{} of {shown}", words(&change.values, Some(&Unit::PerCent))),
        ReadAs::Amount | ReadAs::Value => words(&change.values, unit.as_ref()),
    };
    Some(Reading::new(read_as, values, unit, Some(&format!("{shown} {sign} {by} = "))))
}
