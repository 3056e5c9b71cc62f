//! Bands in a script's hands.

use super::super::tests::{unknown, value};

const BANDS: &str = "let bands = bands_of(measure, [\"requires_improvement\", \"good\", \"outstanding\"])";

fn printed(bands: [&str; 3], script: &str) -> String {
    let [worst, good, best] = bands;
    value(
        &format!("unit: per cent, bands: {{ requires_improvement: {worst:?}, good: {good:?}, outstanding: {best:?} }}"),
        &format!("{BANDS}.settled(\"yes\", \"not said\"); {script}"),
    )
}

#[test]
fn faults_of_bands_point_at_the_bands() {
    let overlaps = "let all = \"\"; for pair in bands.overlaps { all += `${pair.worse}/${pair.better}: ${pair.values}, ${pair.is_certain}; `; } all";
    assert_eq!(printed(["75-84", "84-90", "90-100"], overlaps), "75-84/84-90: 84%, true; 84-90/90-100: 90%, true; ");
    let gaps = overlaps.replace("overlaps", "gaps");
    assert_eq!(printed(["75-84", "86-90", "91-100"], &gaps), "75-84/86-90: 85%, true; ");
    assert_eq!(printed(["5%", "3%", "below 3"], &gaps), "5%/3%: 4%, false; ");
    let short = "let all = \"\"; for of in bands.short_of_the_scale { all += `${of.band}: ${of.values}, ${of.is_certain}`; } all";
    assert_eq!(printed(["15-20", "10-14", "5-9"], short), "5-9: 0 to 4%, true");
    assert_eq!(printed(["15-20", "10-14", "0-9"], short), "");
    let beyond = short.replace("short_of", "beyond");
    assert_eq!(printed(["75-84", "85-94", "95-105"], &beyond), "95-105: 101 to 105%, true");
    let order =
        "let all = `${bands.direction}`; for pair in bands.out_of_order { all += `${pair.worse}/${pair.better}`; } all";
    assert_eq!(printed(["75-84", "85-94", "95-100"], order), "higher is better");
    assert_eq!(printed(["16-20", "10-15", "Below 10"], order), "lower is better");
    assert_eq!(printed(["75-84", "95-100", "85-94"], order), "95-100/85-94");
    assert_eq!(printed(["10% reduction", "20% reduction", "30% reduction"], "bands.ask_for_a_change"), "true");
}

#[test]
fn a_value_is_rated_in_words_and_against_a_rank() {
    let rate = |bands: &str, latest: &str| {
        value(
            &format!("unit: per cent, latest: {latest}, bands: {{ {bands} }}"),
            &format!(
                "{BANDS}; let rated = bands.rate(figure_of(measure.latest, unit_of(measure))); `${{rated}}: ${{rated.reaches(\"good\")}}`"
            ),
        )
    };
    let sound = "requires_improvement: 75-84, good: 85-94, outstanding: 95-100";
    assert_eq!(rate(sound, "82"), "in the band \"75-84\" (requires improvement): no");
    assert_eq!(rate(sound, "97"), "in the band \"95-100\" (outstanding): yes");
    assert_eq!(rate(sound, "12"), "worse than every band, \"75-84\" (requires improvement) being the lowest: no");
    assert_eq!(
        rate(sound, "84.5"),
        "between \"75-84\" (requires improvement) and \"85-94\" (good), and nobody says how it is rounded: unknown"
    );
    let overlapping = "requires_improvement: 75-84, good: 84-90, outstanding: 90-100";
    assert_eq!(rate(overlapping, "84"), "in two bands, \"75-84\" (requires improvement) and \"84-90\" (good): unknown");
}

#[test]
fn bands_of_changes_are_rated_from_the_baseline() {
    let rate = |measure: &str| {
        value(
            measure,
            &format!(
                "{BANDS}.settled(\"yes\", \"yes\"); let unit = unit_of(measure); let rated = bands.rate_from(figure_of(measure.baseline, unit), figure_of(measure.latest, unit)); `${{rated}}: ${{rated.reaches(\"good\")}}`"
            ),
        )
    };
    let bands = "bands: { requires_improvement: 10% reduction, good: 20% reduction, outstanding: 30% reduction }";
    assert_eq!(
        rate(&format!("unit: number, baseline: 110, latest: 88, {bands}")),
        "in the band \"20% reduction\" (good): yes"
    );
    // Of 60%: 50, 40 and 30, or 54, 48 and 42.
    assert_eq!(
        rate(&format!("unit: per cent, baseline: 60, latest: 45, {bands}")),
        "in the band \"10% reduction\" (requires improvement) or in the band \"20% reduction\" (good): unknown"
    );
}

#[test]
fn bands_that_cannot_be_taken_together_are_unknown() {
    let with = |measure: &str| unknown(measure, &format!("{BANDS}; bands.direction"));
    assert_eq!(with("bands: { good: high }"), "the band for good cannot be counted with: \"high\" holds no figure");
    assert_eq!(
        with("bands: { good: 5 days, outstanding: 90% }"),
        "the bands cannot be taken together: \"5 days\" and \"90%\" count different things"
    );
    assert_eq!(
        with("unit: weeks, bands: { good: 90% }"),
        "the bands cannot be taken together: \"90%\" counts something else than the measure does"
    );
    assert_eq!(
        with("bands: { good: \"90\", outstanding: 10% increase }"),
        "the bands cannot be taken together: of \"90\" and \"10% increase\" one is a value and one a change"
    );
}
