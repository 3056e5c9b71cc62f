//! Parts that should add up to a whole: months to a quarter, quarters to a year, shares to 100.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::unit::Unit;

/// A sum of parts held against its whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// What the parts come to.
    pub total: Decimal,
    /// By how much the whole differs from it: above nought where the whole is the greater.
    pub off_by: Decimal,
    /// The sum with its parts: `9 + 15 + 17 = 41`.
    pub arithmetic: String,
    /// The position of the part without which the sum agrees, where there is just one such part:
    /// a whole that was printed before its last part came in.
    pub without: Option<usize>,
}

/// Why parts cannot be held against a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSummed {
    /// The part at this position counts something else than the whole.
    UnitsDiffer(usize),
    /// The sum has more digits than can be counted with exactly.
    TooManyDigits,
}

/// Adds the parts up and holds them against the whole.
///
/// # Errors
///
/// The reason where they count different things, or are too long to be counted with exactly.
pub fn sum(parts: &[Figure], whole: &Figure) -> Result<Sum, NotSummed> {
    let mut total = Decimal::ZERO;
    let mut terms = Vec::new();
    for (position, part) in parts.iter().enumerate() {
        let part = part.clone().counting(whole.unit.as_ref()).ok_or(NotSummed::UnitsDiffer(position))?;
        total = total.checked_add(part.value).ok_or(NotSummed::TooManyDigits)?;
        terms.push(part.to_string());
    }
    let off_by = whole.value.checked_sub(total).ok_or(NotSummed::TooManyDigits)?;
    let shown = Figure { value: total, unit: whole.unit.clone() };
    let mut too_much = parts.iter().enumerate().filter(|(_, part)| !part.value.is_zero() && part.value == -off_by);
    let without = too_much.next().map(|(position, _)| position).filter(|_| too_much.next().is_none());
    Ok(Sum { total, off_by, arithmetic: format!("{} = {shown}", terms.join(" + ")), without })
}

impl Sum {
    /// Whether the whole differs by no more than the tolerance, either way.
    #[must_use]
    pub fn agrees(&self, tolerance: Decimal) -> bool {
        self.off_by.abs() <= tolerance
    }
}

/// Whether the values of one measure at several times may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Adding {
    /// What happened in each time is counted: the counts add up.
    AddsUp,
    /// A percentage, a rate or a ratio does not add up.
    Rate,
    /// An average does not add up.
    Average,
    /// A longest or a shortest does not add up.
    Extreme,
    /// What there was at a moment (open cases, a waiting list) does not add up.
    Stock,
    /// What has come together since a beginning holds the earlier figures already.
    Cumulative,
    /// Neither the name nor the unit tells.
    Unknown,
}

impl Adding {
    /// What the name of a measure and its unit tell.
    #[must_use]
    pub fn told_by(name: &str, unit: Option<&Unit>) -> Self {
        let name = name.to_lowercase();
        let words: Vec<&str> = name.split(|letter: char| !letter.is_alphabetic() && letter != '%').collect();
        let has = |some: &[&str]| words.iter().any(|word| some.contains(word));
        let says = |some: &[&str]| some.iter().any(|phrase| name.contains(phrase));
        if has(&["average", "mean", "median"]) {
            Self::Average
        } else if has(&["rate", "rates", "ratio", "percentage", "percent", "proportion", "share", "%"])
            || matches!(unit, Some(Unit::PerCent | Unit::PercentagePoints | Unit::Rate(_)))
            || says(&["per cent"])
        {
            Self::Rate
        } else if has(&["longest", "shortest", "maximum", "minimum", "highest", "lowest"]) {
            Self::Extreme
        } else if has(&["cumulative", "ytd"]) || says(&["year to date", "to date"]) {
            Self::Cumulative
        } else if has(&["awaiting", "waiting", "open", "caseload", "currently", "outstanding"])
            || says(&["at the end", "at end", "as at"])
        {
            Self::Stock
        } else if matches!(unit, Some(Unit::Number | Unit::Counted(_))) || has(&["number", "no", "total", "count"]) {
            Self::AddsUp
        } else {
            Self::Unknown
        }
    }
}
