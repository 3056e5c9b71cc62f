//! What holds for any figures, bands, changes and sums.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::super::{Band, Bands, Conventions, Direction, Figure, Interval, Order, Rating, ReadAs, Unit, readings, sum};
use crate::calendar::Truth;

/// Texts that are nearly figures: the words, marks and numbers of the grammar in any order.
fn nearly_a_figure() -> impl Strategy<Value = String> {
    let words = vec![
        "5",
        "84",
        "1,916",
        "32.8",
        "-3",
        "-",
        "–",
        "%",
        "per",
        "cent",
        "to",
        "between",
        "and",
        "from",
        "below",
        "above",
        "at",
        "least",
        "up",
        "or",
        "less",
        "+",
        "<",
        ">",
        "=",
        "≥",
        "increase",
        "reduction",
        "decrease",
        "percentage",
        "points",
        "of",
        "by",
        "in",
        "working",
        "days",
        "weeks",
        "people",
        "a",
        "n/a",
        "tbc",
        "no",
        "more",
        "than",
    ];
    prop::collection::vec((prop::sample::select(words), prop::sample::select(vec!["", " ", "  "])), 0..9)
        .prop_map(|pieces| pieces.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

/// Values with one decimal, 0 to 100.
fn value() -> impl Strategy<Value = Decimal> {
    (0_i64..=1000).prop_map(|tenths| Decimal::new(tenths, 1))
}

/// Whole ends of three bands that follow each other without a gap, the worst first.
fn gap_free(cuts: &[i64; 4], falls: bool) -> Bands {
    let mut read: Vec<Band> = cuts
        .windows(2)
        .map(|pair| format!("{} to {}", pair[0], pair[1] - 1))
        .map(|printed| Band::read(&printed).unwrap())
        .collect();
    if falls {
        read.reverse();
    }
    let conventions = Conventions { is_rounded: Truth::True, single_is_limit: Truth::Unknown };
    Bands::new(&read, Some(&Unit::PerCent), conventions).unwrap()
}

fn cuts() -> impl Strategy<Value = [i64; 4]> {
    (0_i64..20, 2_i64..20, 2_i64..20, 2_i64..20).prop_map(|(a, b, c, d)| [a, a + b, a + b + c, a + b + c + d])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_stops_the_reader(text in "(?s).{0,60}") {
        let _ = (Band::read(&text), Figure::read(&text), Direction::read(&text), Unit::named(&text));
    }

    #[test]
    fn what_is_shown_reads_back(text in nearly_a_figure()) {
        if let Ok(band) = Band::read(&text) {
            let shown = band.to_string();
            prop_assert_eq!(Band::read(&shown), Ok(band), "{} -> {}", text, shown);
        }
        if let Ok(figure) = Figure::read(&text) {
            prop_assert_eq!(Figure::read(&figure.to_string()), Ok(figure));
        }
    }

    #[test]
    fn gap_free_bands_rate_every_whole_value(cuts in cuts(), falls in any::<bool>()) {
        let bands = gap_free(&cuts, falls);
        prop_assert_eq!(bands.order(), if falls { Order::Falling } else { Order::Rising });
        prop_assert!(bands.overlaps().is_empty() && bands.gaps().is_empty());
        for value in cuts[0]..cuts[3] {
            let rank = (0..3).find(|rank| (cuts[*rank]..cuts[rank + 1]).contains(&value)).unwrap();
            let position = if falls { 2 - rank } else { rank };
            prop_assert_eq!(bands.rate(Decimal::from(value)), Rating::In(position));
        }
        let (worse, better) = if falls { (cuts[3], cuts[0] - 1) } else { (cuts[0] - 1, cuts[3]) };
        prop_assert_eq!(bands.rate(Decimal::from(worse)), Rating::BelowAll);
        prop_assert_eq!(bands.rate(Decimal::from(better)), Rating::BeyondAll);
    }

    #[test]
    fn a_gap_or_an_overlap_is_a_value_that_is_not_rated_once(
        ends in prop::collection::vec((0_i64..=30, 0_i64..=8), 2..=3),
        at in 0_i64..=40,
    ) {
        let read: Vec<Band> = ends
            .iter()
            .map(|(low, length)| Band::read(&format!("{low} to {}", low + length + 1)).unwrap())
            .collect();
            let bands = Bands::new(&read, Some(&Unit::Number), Conventions::UNSAID).unwrap();
        let value = Decimal::from(at);
        let rating = bands.rate(value);
        let is_in_overlap = bands.overlaps().iter().any(|overlap| overlap.values.contains(value));
        prop_assert_eq!(is_in_overlap, matches!(rating, Rating::InTwo(..)));
        let is_in_gap = bands.gaps().iter().any(|gap| gap.values.contains(value));
        if !matches!(bands.order(), Order::None(..)) && !is_in_overlap {
            let is_between = matches!(rating, Rating::Between(..));
            prop_assert_eq!(is_in_gap, is_between, "{:?}", rating);
        }
    }

    #[test]
    fn the_order_turns_with_the_bands(cuts in cuts()) {
        let implied = |falls| gap_free(&cuts, falls).implied_direction();
        prop_assert_eq!(implied(false), Some(Direction::HigherIsBetter));
        prop_assert_eq!(implied(true), Some(Direction::LowerIsBetter));
    }

    #[test]
    fn intervals_agree_with_their_values(
        ends in (value(), value(), value(), value()),
        open in (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        at in value(),
    ) {
        use std::ops::Bound::{Excluded, Included};
        let end = |value, is_open| if is_open { Excluded(value) } else { Included(value) };
        let first = Interval::new(end(ends.0, open.0), end(ends.1, open.1));
        let second = Interval::new(end(ends.2, open.2), end(ends.3, open.3));
        if let (Some(first), Some(second)) = (first, second) {
            let both = first.contains(at) && second.contains(at);
            prop_assert_eq!(first.shared(&second).is_some_and(|shared| shared.contains(at)), both);
            prop_assert_eq!(first.compare(&second), second.compare(&first).map(std::cmp::Ordering::reverse));
            prop_assert_eq!(first.negated().contains(-at), first.contains(at));
            let above = first.all_above().is_some_and(|above| above.contains(at));
            let below = first.all_below().is_some_and(|below| below.contains(at));
            prop_assert_eq!([above, below, first.contains(at)].iter().filter(|is_in| **is_in).count(), 1);
            let is_between = above && second.all_below().is_some_and(|below| below.contains(at));
            prop_assert_eq!(first.gap_to(&second).is_some_and(|gap| gap.contains(at)), is_between);
            let is_step = at.is_integer() && first.contains(at);
            prop_assert_eq!(first.on_steps(0).is_some_and(|steps| at.is_integer() && steps.contains(at)), is_step);
        }
    }

    #[test]
    fn points_and_relative_agree_where_they_must(base in value(), by in value()) {
        let baseline = Figure { value: base, unit: Some(Unit::PerCent) };
        let change = Band::read(&format!("increase of {by}%")).unwrap();
        let found = readings(&baseline, &change).unwrap();
        prop_assert_eq!((found[0].read_as, found[1].read_as), (ReadAs::Points, ReadAs::Relative));
        prop_assert_eq!(found[0].values.value(), Some(base + by));
        // Relative: a hundred times the gain is the product.
        let gain = found[1].values.value().unwrap() - base;
        prop_assert_eq!(gain * Decimal::ONE_HUNDRED, base * by);
        prop_assert_eq!(found[0].is_possible, base + by <= Decimal::ONE_HUNDRED);
    }

    #[test]
    fn the_tolerance_of_a_sum_is_symmetric(
        parts in prop::collection::vec(value(), 1..13),
        off in value(),
        tolerance in value(),
    ) {
        let figure = |value| Figure { value, unit: None };
        let total: Decimal = parts.iter().sum();
        let parts: Vec<Figure> = parts.into_iter().map(figure).collect();
        let over = sum(&parts, &figure(total + off)).unwrap();
        let under = sum(&parts, &figure(total - off)).unwrap();
        prop_assert_eq!(over.total, total);
        prop_assert_eq!((over.off_by, under.off_by), (off, -off));
        prop_assert_eq!(over.agrees(tolerance), off <= tolerance);
        prop_assert_eq!(under.agrees(tolerance), over.agrees(tolerance));
    }
}
