//! Changes from a baseline, in each reading; the figures are those of the statement of 2018.

use super::super::{Band, Figure, Interval, NoReading, ReadAs, Reading, readings};
use super::{band, decimal, figure};

fn read(baseline: &str, change: &str) -> Vec<Reading> {
    readings(&figure(baseline), &band(change)).unwrap_or_else(|why| panic!("{baseline}, {change}: {why:?}"))
}

fn told(baseline: &str, change: &str) -> Vec<(ReadAs, String, bool)> {
    read(baseline, change).iter().map(|reading| (reading.read_as, reading.show(), reading.is_possible)).collect()
}

#[test]
fn per_cent_of_a_percentage_has_two_readings() {
    let both = |points: &str, relative: &str| {
        vec![(ReadAs::Points, points.to_owned(), true), (ReadAs::Relative, relative.to_owned(), true)]
    };
    // 16% of EHC needs assessments in 20 weeks: 16 + 15 = 31; 16 x 1.15 = 18.4.
    assert_eq!(told("16%", "Percentage increase of 15%"), both("31%", "18.4%"));
    assert_eq!(told("16%", "Percentage increase of 30%"), both("46%", "20.8%"));
    assert_eq!(told("16%", "Percentage increase of 40%"), both("56%", "22.4%"));
    // 19 x 1.1 = 20.9; 49.4 x 1.06 = 52.364; 49.4 + 40 = 89.4, 49.4 x 1.4 = 69.16.
    assert_eq!(told("19%", "Percentage increase of 10%"), both("29%", "20.9%"));
    assert_eq!(told("49.4%", "Percentage increase of 6%"), both("55.4%", "52.364%"));
    assert_eq!(told("49.4%", "Percentage increase of 40%"), both("89.4%", "69.16%"));
}

#[test]
fn per_cent_of_anything_else_is_relative() {
    let relative = |value: &str| vec![(ReadAs::Relative, value.to_owned(), true)];
    // 32.8 less a tenth, a fifth, three tenths.
    assert_eq!(told("32.8 weeks", "Percentage decrease of 10%"), relative("29.52 weeks"));
    assert_eq!(told("32.8 weeks", "Percentage decrease of 20%"), relative("26.24 weeks"));
    assert_eq!(told("32.8 weeks", "Percentage decrease of 30%"), relative("22.96 weeks"));
    assert_eq!(told("110", "Percentage decrease of 50%"), relative("55"));
    assert_eq!(told("30", "Percentage decrease of 20%"), relative("24"));
}

#[test]
fn a_share_above_a_hundred_is_impossible() {
    assert_eq!(
        told("90%", "increase of 15%"),
        [(ReadAs::Points, "105%".to_owned(), false), (ReadAs::Relative, "103.5%".to_owned(), false)]
    );
    assert_eq!(
        told("80%", "increase of 25%"),
        [(ReadAs::Points, "105%".to_owned(), false), (ReadAs::Relative, "100%".to_owned(), true)]
    );
    assert_eq!(
        told("10%", "reduction of 15%"),
        [(ReadAs::Points, "-5%".to_owned(), false), (ReadAs::Relative, "8.5%".to_owned(), true)]
    );
}

#[test]
fn points_and_amounts_have_one_reading() {
    assert_eq!(told("16%", "increase of 15 percentage points"), [(ReadAs::Points, "31%".to_owned(), true)]);
    assert_eq!(told("110", "reduction of 10"), [(ReadAs::Amount, "100".to_owned(), true)]);
    assert_eq!(told("32.8 weeks", "reduction of 5 weeks"), [(ReadAs::Amount, "27.8 weeks".to_owned(), true)]);
    assert_eq!(told("5 people", "reduction of 10 people"), [(ReadAs::Amount, "-5 people".to_owned(), false)]);
}

#[test]
fn a_target_that_names_its_values_is_read_as_them() {
    assert_eq!(told("16%", "31"), [(ReadAs::Value, "31%".to_owned(), true)]);
    assert_eq!(told("90%", "at least 105%"), [(ReadAs::Value, "at least 105%".to_owned(), false)]);
    assert_eq!(told("30", "> 45 people"), [(ReadAs::Value, "above 45 people".to_owned(), true)]);
}

#[test]
fn limits_on_a_change_stay_limits() {
    let at_least = &read("110", "at least 10% reduction")[0];
    assert_eq!(at_least.values, Interval::up_to(decimal("99")));
    let between = &read("110", "10-20% reduction")[0];
    assert_eq!(between.show(), "88 to 99");
    assert_eq!(between.arithmetic, "110 - 10 to 20% of 110 = 88 to 99");
}

#[test]
fn the_arithmetic_is_shown() {
    let shown: Vec<String> =
        read("16%", "Percentage increase of 15%").into_iter().map(|reading| reading.arithmetic).collect();
    assert_eq!(shown, ["16% + 15 percentage points = 31%", "16% + 15% of 16% = 18.4%"]);
    assert_eq!(read("32.8 weeks", "10% reduction")[0].arithmetic, "32.8 weeks - 10% of 32.8 weeks = 29.52 weeks");
}

#[test]
fn what_cannot_be_counted_says_why() {
    let fails = |baseline: &str, change: &str| readings(&figure(baseline), &band(change)).unwrap_err();
    assert_eq!(fails("16%", "31 weeks"), NoReading::UnitsDiffer);
    assert_eq!(fails("16%", "increase"), NoReading::NoAmount);
    assert_eq!(fails("16%", "increase of 2 weeks"), NoReading::UnitsDiffer);
    assert_eq!(fails("32.8 weeks", "increase of 2 days"), NoReading::UnitsDiffer);
    assert_eq!(fails("32.8 weeks", "increase of 2 percentage points"), NoReading::UnitsDiffer);
    // A change in points of a figure of which nobody says what it counts.
    assert_eq!(fails("16", "increase of 2 percentage points"), NoReading::UnitsDiffer);
}

#[test]
fn the_longest_figures_are_counted_exactly() {
    let baseline = Figure { value: decimal("999999999.9999"), unit: None };
    let change = Band::read("increase of 999999999.9999%").unwrap();
    let value = readings(&baseline, &change).unwrap()[0].values.value().unwrap();
    // 999999999.9999 squared is 999999999999800000.00000001 (a - 0.0001 with a = 10^9).
    assert_eq!(value, decimal("9999999999998000.0000000001") + decimal("999999999.9999"));
}
