//! Sets of bands: order, overlap, gap, end of the scale, rating.

use std::ops::Bound::{Excluded, Included};

use super::super::{Bands, Conventions, Direction, Doubt, Interval, NotOneSet, Order, Rating, ShortOfEnd, Unit};
use super::{band, bands_with, decimal, figure, per_cent};
use crate::calendar::Truth;

const WHOLE: Conventions = Conventions { is_rounded: Truth::True, single_is_limit: Truth::Unknown };
const CONTINUOUS: Conventions = Conventions { is_rounded: Truth::False, single_is_limit: Truth::Unknown };

fn whole(printed: &[&str]) -> Bands {
    bands_with(printed, Some(Unit::PerCent), WHOLE)
}

#[test]
fn sound_bands_of_the_plan_have_no_fault() {
    for printed in [
        ["75-84", "85-94", "95-100"],
        ["70-80", "81-90", "91-100"],
        ["60-74", "75-84", "85-100"],
        ["30-39", "40-49", "50-100"],
        ["16-20", "10-15", "Below 10"],
        ["25-30", "20-24", "Below 20"],
        ["21-25", "11-20", "0-10"],
    ] {
        let bands = whole(&printed);
        assert!(bands.overlaps().is_empty(), "{printed:?}");
        assert!(bands.gaps().is_empty(), "{printed:?}");
        assert_eq!(bands.short_of_end(), None, "{printed:?}");
        assert!(bands.beyond_scale().is_empty(), "{printed:?}");
        let is_rising = bands.order() == Order::Rising;
        let direction = if is_rising { Direction::HigherIsBetter } else { Direction::LowerIsBetter };
        assert_eq!(bands.implied_direction(), Some(direction), "{printed:?}");
        assert_eq!(is_rising, printed[2].ends_with("100"), "{printed:?}");
    }
}

#[test]
fn overlaps_of_the_plan_are_found_at_their_value() {
    let bands = per_cent(&["75-84", "84-90", "90-100"]);
    let overlaps = bands.overlaps();
    assert_eq!(overlaps.len(), 2);
    assert_eq!((overlaps[0].worse, overlaps[0].better, overlaps[0].holds), (0, 1, Truth::True));
    assert_eq!(bands.show(&overlaps[0].values), "84%");
    assert_eq!((overlaps[1].worse, overlaps[1].better, overlaps[1].holds), (1, 2, Truth::True));
    assert_eq!(bands.show(&overlaps[1].values), "90%");
    assert_eq!(bands.order(), Order::Rising);

    let bands = whole(&["65-79", "80-90", "90-100"]);
    let overlaps = bands.overlaps();
    assert_eq!(overlaps.len(), 1);
    assert_eq!(bands.show(&overlaps[0].values), "90%");
}

#[test]
fn a_band_that_falls_short_of_the_scale_is_found() {
    // "5-9" is outstanding, lower is better: 0 to 4 are in no band.
    let short = |bands: &Bands| bands.short_of_end().map(|short| (bands.show(&short.values), short.holds));
    assert_eq!(short(&whole(&["15-20", "10-14", "5-9"])), Some(("0 to 4%".to_owned(), Truth::True)));
    assert_eq!(short(&per_cent(&["15-20", "10-14", "5-9"])), Some(("0 to below 5%".to_owned(), Truth::True)));
    assert_eq!(short(&whole(&["70-79", "80-89", "90-99"])), Some(("100%".to_owned(), Truth::True)));
    // A count has no highest value.
    let count = bands_with(&["10-19", "20-29", "30-39"], Some(Unit::Number), Conventions::UNSAID);
    assert_eq!(short(&count), None);
    let falling = bands_with(&["20-29", "10-19", "1-9"], Some(Unit::Number), Conventions::UNSAID);
    assert_eq!(short(&falling), Some(("0".to_owned(), Truth::True)));
    // What the figures count, nobody says: then no end is known.
    assert_eq!(short(&bands_with(&["15-20", "10-14", "5-9"], None, Conventions::UNSAID)), None);
}

#[test]
fn values_outside_the_scale_are_found() {
    let bands = per_cent(&["75-84", "85-94", "95-105"]);
    let beyond = bands.beyond_scale();
    assert_eq!(beyond.len(), 1);
    assert_eq!((beyond[0].0, bands.show(&beyond[0].1)), (2, "above 100 to 105%".to_owned()));
    assert_eq!(per_cent(&["10 to 20", "-5 to 10"]).beyond_scale().len(), 1);
    assert!(per_cent(&["at least 80", "at least 90"]).beyond_scale().is_empty());
}

#[test]
fn a_gap_depends_on_how_finely_the_measure_is_taken() {
    let gaps = |bands: &Bands| -> Vec<(String, Truth)> {
        bands.gaps().iter().map(|gap| (bands.show(&gap.values), gap.holds)).collect()
    };
    // 84 -> 86 leaves 85, however finely it is taken.
    let torn = ["75-84", "86-94", "95-100"];
    assert_eq!(gaps(&whole(&torn)), [("85%".to_owned(), Truth::True)]);
    assert_eq!(
        gaps(&per_cent(&torn)),
        [("above 84 and below 86%".to_owned(), Truth::True), ("above 94 and below 95%".to_owned(), Truth::Unknown)]
    );
    // 84 -> 85 leaves what lies between them, if there is such a value.
    let close = ["75-84", "85-94", "95-100"];
    assert_eq!(gaps(&whole(&close)), []);
    let fine = bands_with(&close, Some(Unit::PerCent), CONTINUOUS);
    assert_eq!(
        gaps(&fine),
        [("above 84 and below 85%".to_owned(), Truth::True), ("above 94 and below 95%".to_owned(), Truth::True)]
    );
    // Printed in tenths, a missing tenth is missing for certain.
    assert_eq!(gaps(&per_cent(&["75.0-84.8", "85.0-100"])), [("above 84.8 and below 85%".to_owned(), Truth::True)]);
    assert_eq!(gaps(&per_cent(&["75.0-84.9", "85.0-100"])), [("above 84.9 and below 85%".to_owned(), Truth::Unknown)]);
    // Things are counted in whole numbers.
    let count = bands_with(&["10-19", "20-29", "31-39"], Some(Unit::Number), Conventions::UNSAID);
    assert_eq!(gaps(&count), [("30".to_owned(), Truth::True)]);
    // Nothing lies between "below 10" and "10-15".
    assert_eq!(gaps(&per_cent(&["10-15", "below 10"])), []);
}

#[test]
fn a_band_of_one_figure_may_be_a_limit() {
    let printed = ["5 working days", "3 working days", "1 working day"];
    let with = |single_is_limit| {
        let conventions = Conventions { is_rounded: Truth::True, single_is_limit };
        bands_with(&printed, Some(Unit::WorkingDays), conventions)
    };
    let four = decimal("4");
    let unsaid = with(Truth::Unknown);
    assert_eq!(unsaid.implied_direction(), Some(Direction::LowerIsBetter));
    assert_eq!(unsaid.gaps().iter().map(|gap| gap.holds).collect::<Vec<_>>(), [Truth::Unknown, Truth::Unknown]);
    assert_eq!(unsaid.show(&unsaid.gaps()[0].values), "4 working days");
    assert_eq!(unsaid.rate(four), Rating::Open(Doubt::SingleFigure(0)));
    assert_eq!(unsaid.rate(decimal("3")), Rating::In(1));
    assert_eq!(unsaid.rate(decimal("6")), Rating::BelowAll);
    assert_eq!(unsaid.rate(decimal("0")), Rating::Open(Doubt::SingleFigure(2)));

    let limits = with(Truth::True);
    assert!(limits.gaps().is_empty());
    assert_eq!(limits.short_of_end(), None);
    assert_eq!(limits.rate(four), Rating::In(0));
    assert_eq!(limits.rate(decimal("0")), Rating::In(2));

    let exact = with(Truth::False);
    assert_eq!(exact.gaps().len(), 2);
    let below_one = Interval::new(Included(decimal("0")), Excluded(decimal("1"))).unwrap();
    assert_eq!(exact.short_of_end(), Some(ShortOfEnd { values: below_one, holds: Truth::True }));
    assert_eq!(exact.rate(four), Rating::Between(0, 1));
    assert_eq!(exact.rate(decimal("0")), Rating::BeyondAll);
}

#[test]
fn limits_end_where_the_better_band_begins() {
    let rising = per_cent(&["at least 75", "at least 85", "at least 95"]);
    assert_eq!(rising.implied_direction(), Some(Direction::HigherIsBetter));
    assert!(rising.overlaps().is_empty() && rising.gaps().is_empty());
    assert_eq!(rising.short_of_end(), None);
    assert_eq!(rising.rate(decimal("74.9")), Rating::BelowAll);
    assert_eq!(rising.rate(decimal("84.9")), Rating::In(0));
    assert_eq!(rising.rate(decimal("85")), Rating::In(1));
    assert_eq!(rising.rate(decimal("100")), Rating::In(2));
    let falling = bands_with(&["up to 10 days", "within 5 days", "1-2 days"], None, Conventions::UNSAID);
    assert_eq!(falling.implied_direction(), Some(Direction::LowerIsBetter));
    assert_eq!(falling.rate(decimal("6")), Rating::In(0));
    assert_eq!(falling.rate(decimal("3")), Rating::In(1));
    assert_eq!(falling.rate(decimal("0")), Rating::BeyondAll);
    assert!(falling.overlaps().is_empty() && falling.gaps().is_empty());
    let changes = per_cent(&["at least 10% reduction", "at least 20% reduction"]);
    assert!(changes.overlaps().is_empty() && changes.gaps().is_empty());
    // A limit on the worse side is none: below 85 and below 95 share values when higher is better.
    assert_eq!(per_cent(&["below 85", "below 95"]).overlaps().len(), 1);
}

#[test]
fn bands_of_changes_are_ordered_by_the_change() {
    // The more complaints fall the better: fewer are better.
    let bands = bands_with(&["10% reduction", "20% reduction", "30% reduction"], Some(Unit::Number), WHOLE);
    assert!(bands.is_change());
    assert_eq!(bands.implied_direction(), Some(Direction::LowerIsBetter));
    assert_eq!(bands.unit(), Some(&Unit::PerCent));
    assert_eq!(bands.rate(decimal("90")), Rating::Open(Doubt::NeedsBaseline));
    assert_eq!(bands.short_of_end(), None);
    assert_eq!(bands.show(&bands.gaps()[0].values), "decrease of 11 to 19%");
    let rising = bands_with(&["10% increase", "increase of at least 20%"], None, Conventions::UNSAID);
    assert_eq!(rising.implied_direction(), Some(Direction::HigherIsBetter));
}

#[test]
fn bands_without_an_order_say_which_break_it() {
    let bands = per_cent(&["75-84", "95-100", "85-94"]);
    assert_eq!(bands.order(), Order::None(1, 2));
    assert_eq!(bands.implied_direction(), None);
    assert!(bands.gaps().is_empty());
    assert_eq!(bands.rate(decimal("90")), Rating::In(2));
    assert_eq!(bands.rate(decimal("10")), Rating::InNone);
    // One inside the other, and twice the same.
    assert_eq!(per_cent(&["60-100", "70-80"]).order(), Order::None(0, 1));
    assert_eq!(per_cent(&["60-70", "60-70"]).order(), Order::None(0, 1));
    assert_eq!(per_cent(&["60-70"]).order(), Order::One);
}

#[test]
fn bands_that_count_different_things_are_no_set() {
    let set = |printed: [&str; 2], unit: Option<Unit>| {
        let read = printed.map(band);
        Bands::new(&read, unit.as_ref(), Conventions::UNSAID)
    };
    assert_eq!(set(["5 days", "10%"], None).unwrap_err(), NotOneSet::UnitsDiffer(0, 1));
    assert_eq!(set(["5 days", "3 days"], Some(Unit::PerCent)).unwrap_err(), NotOneSet::UnitsDiffer(0, 0));
    assert_eq!(set(["10-20", "10% reduction"], None).unwrap_err(), NotOneSet::ValuesAndChanges(0, 1));
    assert_eq!(set(["10%", "20 to 30"], Some(Unit::PerCent)).unwrap().unit(), Some(&Unit::PerCent));
    assert_eq!(Bands::new(&[], None, Conventions::UNSAID).unwrap_err(), NotOneSet::Empty);
}

#[test]
fn values_are_rated() {
    let rate = |bands: &Bands, value: &str| bands.rate(decimal(value));
    let sound = per_cent(&["75-84", "85-94", "95-100"]);
    assert_eq!(rate(&sound, "74"), Rating::BelowAll);
    assert_eq!(rate(&sound, "75"), Rating::In(0));
    assert_eq!(rate(&sound, "94"), Rating::In(1));
    assert_eq!(rate(&sound, "84.5"), Rating::Open(Doubt::Finer(0, 1)));
    let fine = bands_with(&["75-84", "85-94", "95-100"], Some(Unit::PerCent), CONTINUOUS);
    assert_eq!(rate(&fine, "84.5"), Rating::Between(0, 1));
    assert_eq!(rate(&whole(&["75-84", "85-94", "95-100"]), "84.5"), Rating::Open(Doubt::Finer(0, 1)));
    let torn = per_cent(&["75-84", "86-94", "95-100"]);
    assert_eq!(rate(&torn, "85"), Rating::Between(0, 1));
    let overlapping = per_cent(&["75-84", "84-90", "90-100"]);
    assert_eq!(rate(&overlapping, "84"), Rating::InTwo(0, 1));
    let falling = per_cent(&["15-20", "10-14", "5-9"]);
    assert_eq!(rate(&falling, "21"), Rating::BelowAll);
    assert_eq!(rate(&falling, "7"), Rating::In(2));
    assert_eq!(rate(&falling, "4"), Rating::BeyondAll);
    assert_eq!(rate(&per_cent(&["16-20", "10-15", "Below 10"]), "4"), Rating::In(2));
}

#[test]
fn a_rating_reaches_a_band_or_does_not_or_may() {
    let told = |rating: Rating| [0, 1, 2].map(|wanted| rating.reaches(wanted));
    let (yes, no, may) = (Truth::True, Truth::False, Truth::Unknown);
    assert_eq!(told(Rating::In(1)), [yes, yes, no]);
    assert_eq!(told(Rating::InTwo(0, 1)), [yes, may, no]);
    assert_eq!(told(Rating::Between(1, 2)), [yes, yes, may]);
    assert_eq!(told(Rating::BelowAll), [no, no, no]);
    assert_eq!(told(Rating::BeyondAll), [yes, yes, yes]);
    assert_eq!(told(Rating::InNone), [may, may, may]);
    assert_eq!(told(Rating::Open(Doubt::SingleFigure(0))), [yes, may, no]);
    assert_eq!(told(Rating::Open(Doubt::Finer(0, 1))), [yes, may, no]);
}

#[test]
fn bands_of_changes_are_rated_from_a_baseline() {
    let limits = Conventions { is_rounded: Truth::True, single_is_limit: Truth::True };
    let bands = bands_with(&["10% reduction", "20% reduction", "30% reduction"], Some(Unit::Number), limits);
    let [from_110] = bands.counted_from(&figure("110")).unwrap().try_into().unwrap();
    // 99, 88 and 77 complaints.
    assert_eq!(from_110.rate(decimal("100")), Rating::BelowAll);
    assert_eq!(from_110.rate(decimal("99")), Rating::In(0));
    assert_eq!(from_110.rate(decimal("90")), Rating::In(0));
    assert_eq!(from_110.rate(decimal("88")), Rating::In(1));
    assert_eq!(from_110.rate(decimal("60")), Rating::In(2));
    // Of a percentage the changes have two readings: 38, 35 and 30, or 39.2, 38 and 36.
    let bands = bands_with(&["2% reduction", "5% reduction", "10% reduction"], Some(Unit::PerCent), limits);
    let [points, relative] = bands.counted_from(&figure("40%")).unwrap().try_into().unwrap();
    assert_eq!(points.rate(decimal("38")), Rating::In(0));
    assert_eq!(relative.rate(decimal("38")), Rating::In(1));
    assert_eq!(bands.counted_from(&figure("40 weeks")).unwrap().len(), 1);
    // Bands of values stay.
    let [same] = per_cent(&["75-84", "85-94"]).counted_from(&figure("40%")).unwrap().try_into().unwrap();
    assert_eq!(same.rate(decimal("80")), Rating::In(0));
}

#[test]
fn what_is_shared_and_what_lies_between_are_intervals() {
    let below = Interval::below(decimal("10"));
    let from = Interval::at_least(decimal("10"));
    assert_eq!(below.shared(&from), None);
    assert_eq!(below.gap_to(&from), None);
    assert!(from.holds_all_of(&Interval::above(decimal("10"))));
    assert!(!Interval::above(decimal("10")).holds_all_of(&from));
    let open = Interval::above(decimal("84")).shared(&Interval::below(decimal("85"))).unwrap();
    assert_eq!(open.on_steps(0), None);
    assert_eq!(open.on_steps(1), Some(super::between("84.1", "84.9")));
    assert_eq!(below.on_steps(0), Some(Interval::up_to(decimal("9"))));
}
