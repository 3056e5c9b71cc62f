//! Months and quarters, quarters and years, shares; the figures are those of the statement of 2018.

use super::super::{Adding, Figure, NotSummed, Sum, Unit, sum};
use super::{decimal, figure};

fn summed(parts: &[&str], whole: &str) -> Result<Sum, NotSummed> {
    let parts: Vec<Figure> = parts.iter().map(|printed| figure(printed)).collect();
    sum(&parts, &figure(whole))
}

#[test]
fn months_add_up_to_their_quarter() {
    // Initial health assessments, April to June: 9, 15 and 17 of 41.
    let found = summed(&["9", "15", "17"], "41").unwrap();
    assert_eq!(found.arithmetic, "9 + 15 + 17 = 41");
    assert_eq!((found.total, found.off_by), (decimal("41"), decimal("0")));
    assert!(found.agrees(decimal("0")));
}

#[test]
fn a_sum_that_does_not_agree_says_by_how_much() {
    // Follow-ups of ASD for October to December: 33, 23 and 21 of 77; one off is made up.
    assert!(summed(&["33", "23", "21"], "77").unwrap().agrees(decimal("0")));
    let off = summed(&["33", "23", "21"], "78").unwrap();
    assert_eq!((off.arithmetic.as_str(), off.off_by), ("33 + 23 + 21 = 77", decimal("1")));
    assert!(!off.agrees(decimal("0")));
    assert!(!off.agrees(decimal("0.99")));
    assert!(off.agrees(decimal("1")));
    assert!(summed(&["33", "23", "21"], "76").unwrap().agrees(decimal("1")));
    // Referrals of the year in quarters, with thousands parted.
    let year = summed(&["454", "418", "491", "241"], "1604").unwrap();
    assert_eq!(year.arithmetic, "454 + 418 + 491 + 241 = 1,604");
    assert!(year.agrees(decimal("0")));
}

#[test]
fn a_part_that_came_later_is_found() {
    // January to March are printed with a quarter that holds January and February only.
    let quarter = summed(&["23", "11", "13"], "34").unwrap();
    assert_eq!((quarter.arithmetic.as_str(), quarter.off_by), ("23 + 11 + 13 = 47", decimal("-13")));
    assert_eq!(quarter.without, Some(2));
    // Two parts would do, or none, or the sum agrees.
    assert_eq!(summed(&["9", "9", "1"], "10").unwrap().without, None);
    assert_eq!(summed(&["9", "8", "1"], "14").unwrap().without, None);
    assert_eq!(summed(&["9", "8", "0"], "17").unwrap().without, None);
    assert_eq!(summed(&["9", "8"], "26").unwrap().without, None);
}

#[test]
fn shares_add_up_to_a_hundred() {
    let whole = "100%";
    let found = summed(&["91%", "9%", "0%", "0%"], whole).unwrap();
    assert_eq!(found.arithmetic, "91% + 9% + 0% + 0% = 100%");
    assert!(found.agrees(decimal("0")));
    assert!(!summed(&["33%", "33%", "33%"], whole).unwrap().agrees(decimal("0.5")));
    assert!(summed(&["33%", "33%", "33%"], whole).unwrap().agrees(decimal("1")));
}

#[test]
fn parts_that_count_something_else_are_not_added() {
    assert_eq!(summed(&["9 weeks", "15%"], "41 weeks"), Err(NotSummed::UnitsDiffer(1)));
    assert_eq!(summed(&["9", "15 people"], "24").unwrap().arithmetic, "9 + 15 people = 24");
    assert_eq!(sum(&[], &figure("0")).unwrap().total, decimal("0"));
}

#[test]
fn rates_averages_and_stocks_do_not_add_up() {
    let told = |name: &str, unit: Option<Unit>| Adding::told_by(name, unit.as_ref());
    assert_eq!(told("No of Initial HealthAssessments(IHA)", None), Adding::AddsUp);
    assert_eq!(told("Number of Referrals to Community Paediatrics", Some(Unit::Number)), Adding::AddsUp);
    assert_eq!(told("ADHD", Some(Unit::Number)), Adding::AddsUp);
    assert_eq!(told("DNA RATE % ADHD", None), Adding::Rate);
    assert_eq!(told("ADHD", Some(Unit::PerCent)), Adding::Rate);
    assert_eq!(
        told("Average Waiting Time from initial referral to first attendance", Some(Unit::Weeks)),
        Adding::Average
    );
    assert_eq!(told("Longest length of wait for an assessment (from referral)", None), Adding::Extreme);
    assert_eq!(
        told("Number of children and young people awaiting assessment at the end reporting month", None),
        Adding::Stock
    );
    assert_eq!(told("Number of open Private Fostering cases", Some(Unit::Number)), Adding::Stock);
    assert_eq!(told("Number of compliments, cumulative", Some(Unit::Number)), Adding::Cumulative);
    assert_eq!(told("ASD", None), Adding::Unknown);
    assert_eq!(told("ASD", Some(Unit::Weeks)), Adding::Unknown);
}
