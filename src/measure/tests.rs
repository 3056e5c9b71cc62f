//! Tests over figures as printed in an improvement plan of 2015 and a statement of action of 2018.

mod bands;
mod change;
mod properties;
mod reading;
mod sums;
mod trajectory;

use rust_decimal::Decimal;

use super::{Band, Bands, Conventions, Figure, Interval, Unit};

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn band(printed: &str) -> Band {
    Band::read(printed).unwrap_or_else(|why| panic!("{why}"))
}

fn figure(printed: &str) -> Figure {
    Figure::read(printed).unwrap_or_else(|why| panic!("{why}"))
}

fn between(low: &str, high: &str) -> Interval {
    Interval::new(std::ops::Bound::Included(decimal(low)), std::ops::Bound::Included(decimal(high))).unwrap()
}

/// The bands of a measure, from the worst to the best.
fn bands_with(printed: &[&str], unit: Option<Unit>, conventions: Conventions) -> Bands {
    let read: Vec<Band> = printed.iter().map(|printed| band(printed)).collect();
    Bands::new(&read, unit.as_ref(), conventions).unwrap()
}

fn per_cent(printed: &[&str]) -> Bands {
    bands_with(printed, Some(Unit::PerCent), Conventions::UNSAID)
}
