//! The bands of a measure in a script's hands: order, overlaps, gaps, the end of the scale, rating.

use std::sync::Arc;

use rhai::{Array, Dynamic, Engine, ImmutableString};

use super::super::super::node::{Outcome, ScriptNode, Unknown, broken};
use super::{CountedIn, answer, in_words, unit_of};
use crate::calendar::Truth;
use crate::measure::{Band, Bands, Conventions, Doubt, Figure, Interval, NotOneSet, Order, Rating};

/// The bands of one measure, from the worst to the best.
#[derive(Clone)]
struct ScriptBands {
    measure: ScriptNode,
    unit: CountedIn,
    printed: Arc<[PrintedBand]>,
    bands: Bands,
}

/// A band where it stands, with its rank and what it says.
struct PrintedBand {
    node: ScriptNode,
    rank: String,
    read: Band,
}

/// Two bands and values that lie in both, or between them; names are what is printed with the
/// rank: `"84-90" (good)`.
#[derive(Clone)]
struct Pair {
    worse: ScriptNode,
    worse_name: String,
    better: ScriptNode,
    better_name: String,
    values: String,
    is_certain: bool,
}

/// A band and values that it should hold, or should not.
#[derive(Clone)]
struct OfOne {
    band: ScriptNode,
    name: String,
    values: String,
    is_certain: bool,
}

/// A value among the bands, in each way in which the bands can be read.
#[derive(Clone)]
struct Rated {
    bands: ScriptBands,
    ratings: Vec<Rating>,
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<ScriptBands>("Bands")
        .register_fn("bands_of", |measure: ScriptNode, ranks: Array| bands_of(&measure, &ranks))
        .register_fn("settled", settled)
        .register_get("direction", |bands: &mut ScriptBands| in_words(bands.bands.implied_direction()))
        .register_get("unit", |bands: &mut ScriptBands| CountedIn(bands.bands.unit().cloned()))
        .register_get("ask_for_a_change", |bands: &mut ScriptBands| bands.bands.is_change())
        .register_get("out_of_order", |bands: &mut ScriptBands| bands.out_of_order())
        .register_get("overlaps", |bands: &mut ScriptBands| bands.overlaps())
        .register_get("gaps", |bands: &mut ScriptBands| bands.gaps())
        .register_get("short_of_the_scale", |bands: &mut ScriptBands| bands.short_of_the_scale())
        .register_get("beyond_the_scale", |bands: &mut ScriptBands| bands.beyond_the_scale())
        .register_fn("rate", |bands: ScriptBands, value: Figure| {
            let ratings = vec![bands.bands.rate(value.value)];
            Rated { bands, ratings }
        })
        .register_fn("rate_from", rate_from);
    engine
        .register_type_with_name::<Pair>("PairOfBands")
        .register_get("worse", |pair: &mut Pair| pair.worse.clone())
        .register_get("worse_name", |pair: &mut Pair| pair.worse_name.clone())
        .register_get("better", |pair: &mut Pair| pair.better.clone())
        .register_get("better_name", |pair: &mut Pair| pair.better_name.clone())
        .register_get("values", |pair: &mut Pair| pair.values.clone())
        .register_get("is_certain", |pair: &mut Pair| pair.is_certain);
    engine
        .register_type_with_name::<OfOne>("PartOfScale")
        .register_get("band", |of: &mut OfOne| of.band.clone())
        .register_get("name", |of: &mut OfOne| of.name.clone())
        .register_get("values", |of: &mut OfOne| of.values.clone())
        .register_get("is_certain", |of: &mut OfOne| of.is_certain);
    engine
        .register_type_with_name::<Rated>("Rating")
        .register_fn("to_string", |rated: &mut Rated| rated.words())
        .register_fn("reaches", |rated: &mut Rated, rank: &str| rated.reaches(rank));
}

/// The bands that a measure prints, by the names of their fields from the worst to the best; one
/// that cannot be read, and bands that count different things, are unknown.
fn bands_of(measure: &ScriptNode, ranks: &[Dynamic]) -> Outcome<ScriptBands> {
    let field = measure.field("bands")?;
    let mut printed = Vec::new();
    for rank in ranks {
        let Some(name) = rank.read_lock::<ImmutableString>() else { return broken("the names of bands are texts") };
        if field.has(&name)? {
            let (node, rank) = (field.field(&name)?, name.replace('_', " "));
            let read = Band::read(node.written()?);
            match read {
                Ok(read) => printed.push(PrintedBand { node, rank, read }),
                Err(why) => {
                    let message = format!("the band for {rank} cannot be counted with: {why}");
                    return Unknown { at: node.at, message }.raise();
                }
            }
        }
    }
    let unit = unit_of(measure.clone())?;
    set(measure.clone(), unit, printed.into(), Conventions::UNSAID)
}

fn set(
    measure: ScriptNode,
    unit: CountedIn,
    printed: Arc<[PrintedBand]>,
    conventions: Conventions,
) -> Outcome<ScriptBands> {
    let read: Vec<Band> = printed.iter().map(|band| band.read.clone()).collect();
    let not_one = match Bands::new(&read, unit.0.as_ref(), conventions) {
        Ok(bands) => return Ok(ScriptBands { measure, unit, printed, bands }),
        Err(not_one) => not_one,
    };
    let text = |position: usize| printed.get(position).map_or_else(String::new, |band| band.node.shown());
    let (at, what) = match not_one {
        NotOneSet::Empty => return measure.field("bands")?.unknown("hold no band"),
        NotOneSet::UnitsDiffer(one, other) if one == other => {
            (other, format!("\"{}\" counts something else than the measure does", text(other)))
        }
        NotOneSet::UnitsDiffer(one, other) => {
            (other, format!("\"{}\" and \"{}\" count different things", text(one), text(other)))
        }
        NotOneSet::ValuesAndChanges(one, other) => {
            (other, format!("of \"{}\" and \"{}\" one is a value and one a change", text(one), text(other)))
        }
    };
    let at = printed.get(at).map_or(measure.at, |band| band.node.at);
    Unknown { at, message: format!("the bands cannot be taken together: {what}") }.raise()
}

/// The bands with what their print leaves unsaid: whether values are rounded as the bands are
/// printed, and whether a band of one figure is a limit; each `yes`, `no` or `not said`.
fn settled(bands: ScriptBands, rounded: &str, single_is_limit: &str) -> Outcome<ScriptBands> {
    let truth = |said: &str| match said {
        "yes" => Ok(Truth::True),
        "no" => Ok(Truth::False),
        "not said" => Ok(Truth::Unknown),
        other => broken(format!("\"{other}\" is neither yes, no nor not said")),
    };
    let conventions = Conventions { is_rounded: truth(rounded)?, single_is_limit: truth(single_is_limit)? };
    set(bands.measure, bands.unit, bands.printed, conventions)
}

impl ScriptBands {
    /// Two bands by their positions, with values of this set.
    fn pair(&self, worse: usize, better: usize, values: Option<&Interval>, holds: Truth) -> Option<Pair> {
        Some(Pair {
            worse: self.printed.get(worse)?.node.clone(),
            worse_name: self.name(worse),
            better: self.printed.get(better)?.node.clone(),
            better_name: self.name(better),
            values: values.map(|values| self.bands.show(values)).unwrap_or_default(),
            is_certain: holds.is_true(),
        })
    }

    /// The first two neighbours that break the direction of the bands, as a list.
    fn out_of_order(&self) -> Array {
        let broken_at = match self.bands.order() {
            Order::None(worse, better) => self.pair(worse, better, None, Truth::True),
            Order::One | Order::Rising | Order::Falling => None,
        };
        broken_at.into_iter().map(Dynamic::from).collect()
    }

    fn overlaps(&self) -> Array {
        let found = self.bands.overlaps();
        let pair =
            |found: &crate::measure::Overlap| self.pair(found.worse, found.better, Some(&found.values), found.holds);
        found.iter().filter_map(pair).map(Dynamic::from).collect()
    }

    fn gaps(&self) -> Array {
        let found = self.bands.gaps();
        let pair = |found: &crate::measure::Gap| self.pair(found.worse, found.better, Some(&found.values), found.holds);
        found.iter().filter_map(pair).map(Dynamic::from).collect()
    }

    /// A band by its position, with values of this set.
    fn of_one(&self, position: usize, values: &Interval, holds: Truth) -> Option<OfOne> {
        Some(OfOne {
            band: self.printed.get(position)?.node.clone(),
            name: self.name(position),
            values: self.bands.show(values),
            is_certain: holds.is_true(),
        })
    }

    /// The best values of the scale that the best band leaves out, as a list.
    fn short_of_the_scale(&self) -> Array {
        let best = self.printed.len().saturating_sub(1);
        let found = self.bands.short_of_end().and_then(|short| self.of_one(best, &short.values, short.holds));
        found.into_iter().map(Dynamic::from).collect()
    }

    fn beyond_the_scale(&self) -> Array {
        let found = self.bands.beyond_scale();
        let of_one = |(position, values): &(usize, Interval)| self.of_one(*position, values, Truth::True);
        found.iter().filter_map(of_one).map(Dynamic::from).collect()
    }

    fn name(&self, position: usize) -> String {
        match self.printed.get(position) {
            Some(band) => format!("\"{}\" ({})", band.node.shown(), band.rank),
            None => String::new(),
        }
    }
}

/// Rates a value by bands that ask for changes from a baseline.
fn rate_from(bands: ScriptBands, baseline: Figure, value: Figure) -> Outcome<Rated> {
    match bands.bands.counted_from(&baseline) {
        Ok(sets) => {
            let ratings = sets.iter().map(|set| set.rate(value.value)).collect();
            Ok(Rated { bands, ratings })
        }
        Err(_) => {
            let message = format!("the bands of {} cannot be counted from {baseline}", bands.measure.label()?);
            Unknown { at: bands.measure.at, message }.raise()
        }
    }
}

impl Rated {
    /// Whether the value is as good as the band of a rank or better, in every reading.
    fn reaches(&self, rank: &str) -> Outcome<&'static str> {
        let rank = rank.replace('_', " ");
        let Some(wanted) = self.bands.printed.iter().position(|band| band.rank == rank) else {
            return self.bands.measure.unknown(&format!("prints no band for {rank}"));
        };
        let mut answers = self.ratings.iter().map(|rating| rating.reaches(wanted));
        let first = answers.next().unwrap_or(Truth::Unknown);
        Ok(answer(if answers.all(|other| other == first) { first } else { Truth::Unknown }))
    }

    fn words(&self) -> String {
        let mut words: Vec<String> = self.ratings.iter().map(|rating| self.of(*rating)).collect();
        words.dedup();
        words.join(" or ")
    }

    fn of(&self, rating: Rating) -> String {
        let name = |position| self.bands.name(position);
        match rating {
            Rating::In(band) => format!("in the band {}", name(band)),
            Rating::InTwo(worse, better) => format!("in two bands, {} and {}", name(worse), name(better)),
            Rating::Between(worse, better) => format!("in no band, between {} and {}", name(worse), name(better)),
            Rating::BelowAll => format!("worse than every band, {} being the lowest", name(0)),
            Rating::BeyondAll => "better than every band".to_owned(),
            Rating::InNone => "in no band".to_owned(),
            Rating::Open(Doubt::SingleFigure(band)) => {
                format!("better than {}, of which nobody says whether it is a limit", name(band))
            }
            Rating::Open(Doubt::Finer(worse, better)) => {
                format!("between {} and {}, and nobody says how it is rounded", name(worse), name(better))
            }
            Rating::Open(Doubt::NeedsBaseline) => "a value, and the bands ask for a change".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{unknown, value};

    const BANDS: &str = "let bands = bands_of(measure, [\"requires_improvement\", \"good\", \"outstanding\"])";

    fn printed(bands: [&str; 3], script: &str) -> String {
        let [worst, good, best] = bands;
        value(
            &format!(
                "unit: per cent, bands: {{ requires_improvement: {worst:?}, good: {good:?}, outstanding: {best:?} }}"
            ),
            &format!("{BANDS}.settled(\"yes\", \"not said\"); {script}"),
        )
    }

    #[test]
    fn faults_of_bands_point_at_the_bands() {
        let overlaps = "let all = \"\"; for pair in bands.overlaps { all += `${pair.worse}/${pair.better}: ${pair.values}, ${pair.is_certain}; `; } all";
        assert_eq!(
            printed(["75-84", "84-90", "90-100"], overlaps),
            "75-84/84-90: 84%, true; 84-90/90-100: 90%, true; "
        );
        let gaps = overlaps.replace("overlaps", "gaps");
        assert_eq!(printed(["75-84", "86-90", "91-100"], &gaps), "75-84/86-90: 85%, true; ");
        assert_eq!(printed(["5%", "3%", "below 3"], &gaps), "5%/3%: 4%, false; ");
        let short = "let all = \"\"; for of in bands.short_of_the_scale { all += `${of.band}: ${of.values}, ${of.is_certain}`; } all";
        assert_eq!(printed(["15-20", "10-14", "5-9"], short), "5-9: 0 to 4%, true");
        assert_eq!(printed(["15-20", "10-14", "0-9"], short), "");
        let beyond = short.replace("short_of", "beyond");
        assert_eq!(printed(["75-84", "85-94", "95-105"], &beyond), "95-105: 101 to 105%, true");
        let order = "let all = `${bands.direction}`; for pair in bands.out_of_order { all += `${pair.worse}/${pair.better}`; } all";
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
        assert_eq!(
            rate(overlapping, "84"),
            "in two bands, \"75-84\" (requires improvement) and \"84-90\" (good): unknown"
        );
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
}
