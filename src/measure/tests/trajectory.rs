//! Targets in time and the limits that they have to reach.

use super::super::{Band, Direction, FallBack, Interval, Unit, fall_backs, keeps, readings};
use super::{band, decimal, figure};
use crate::calendar::Truth;

fn falls(targets: &[&str], direction: Option<Direction>) -> Vec<(usize, usize)> {
    let read: Vec<Option<Band>> = targets.iter().map(|printed| Band::read(printed).ok()).collect();
    let targets: Vec<Option<&Band>> = read.iter().map(Option::as_ref).collect();
    fall_backs(&targets, direction).iter().map(|FallBack { earlier, later }| (*earlier, *later)).collect()
}

#[test]
fn cumulative_targets_go_on() {
    let increase = |per_cent: u32| format!("Percentage increase of {per_cent}%");
    let [small, middle, large] = [15, 30, 40].map(increase);
    assert_eq!(falls(&[&small, &middle, &large], None), []);
    assert_eq!(falls(&[&small, &small, &middle], None), []);
    assert_eq!(falls(&[&small, &large, &middle], None), [(1, 2)]);
    // A decrease goes on as it grows, whichever way is better.
    assert_eq!(falls(&["Percentage decrease of 30%", "Percentage decrease of 20%"], None), [(0, 1)]);
    assert_eq!(falls(&["> 45 people have attended training", "> 90 people have attended training", "n/a"], None), []);
}

#[test]
fn values_go_on_in_their_direction() {
    assert_eq!(falls(&["30", "25", "20"], Some(Direction::LowerIsBetter)), []);
    assert_eq!(falls(&["30", "25", "20"], Some(Direction::HigherIsBetter)), [(0, 1), (1, 2)]);
    // Without a direction the first step shows one; a step back is a fault either way.
    assert_eq!(falls(&["30", "25", "20"], None), []);
    assert_eq!(falls(&["30", "25", "27"], None), [(1, 2)]);
    assert_eq!(falls(&["30", "25", "27"], Some(Direction::Neither)), [(1, 2)]);
}

#[test]
fn targets_that_do_not_count_the_same_are_not_compared() {
    assert_eq!(falls(&["increase of 15%", "16%"], None), []);
    assert_eq!(falls(&["5 weeks", "3 days"], Some(Direction::HigherIsBetter)), []);
    // What holds no figure is passed over.
    assert_eq!(falls(&["increase of 15%", "n/a", "increase of 10%"], None), [(0, 2)]);
    assert_eq!(falls(&["increase of 15%"], None), []);
    assert_eq!(falls(&[], None), []);
}

#[test]
fn a_target_that_still_breaks_the_limit_is_told() {
    let weeks = Interval::up_to(decimal("20"));
    let told = |change: &str| {
        let reading = &readings(&figure("32.8 weeks"), &band(change)).unwrap()[0];
        keeps(&reading.values, reading.unit.as_ref(), &weeks, Some(&Unit::Weeks))
    };
    assert_eq!(told("Percentage decrease of 30%"), Truth::False); // 22.96 weeks
    assert_eq!(told("Percentage decrease of 40%"), Truth::True); // 19.68 weeks
    assert_eq!(told("decrease of at least 30%"), Truth::Unknown); // up to 22.96 weeks
    let exactly = Interval::single(decimal("20"));
    assert_eq!(keeps(&exactly, Some(&Unit::Weeks), &weeks, Some(&Unit::Weeks)), Truth::True);
    assert_eq!(keeps(&exactly, Some(&Unit::Days), &weeks, Some(&Unit::Weeks)), Truth::Unknown);
}
