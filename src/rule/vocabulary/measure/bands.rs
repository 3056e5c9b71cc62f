//! The bands of a measure in a script's hands: order, overlaps, gaps, the end of the scale, rating.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use rhai::{Array, Dynamic, Engine, ImmutableString};

use super::super::super::node::{Outcome, ScriptNode, Unknown, broken};
use super::super::super::shared::Shared;
use super::super::Described;
use super::{CountedIn, answer, counted_in, in_words, unit_of};
use crate::calendar::Truth;
use crate::measure::{Band, Bands, Conventions, Doubt, Figure, Interval, NotOneSet, Order, Rating};

/// The bands of one measure, from the worst to the best.
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
struct Pair {
    worse: ScriptNode,
    worse_name: String,
    better: ScriptNode,
    better_name: String,
    values: String,
    is_certain: bool,
}

/// A band and values that it should hold, or should not.
struct OfOne {
    band: ScriptNode,
    name: String,
    values: String,
    is_certain: bool,
}

/// A value among the bands, in each way in which the bands can be read.
struct Rated {
    bands: Shared<ScriptBands>,
    ratings: Vec<Rating>,
}

/// What these words do.
pub(in super::super) const WORDS: Described = &[
    (
        "bands_of(measure, ranks)",
        "The bands that a measure prints, by the names of their fields from the worst to the best. Open where one cannot be read, or they count different things.",
    ),
    (
        "settled(bands, rounded, single_is_limit)",
        "The bands with what their print leaves unsaid: whether values are rounded as the bands are, and whether a band of one figure is a limit; each \"yes\", \"no\" or \"not said\".",
    ),
    ("bands.direction", "Which way is better, by the bands; empty where they do not tell."),
    ("bands.unit", "The unit of the bands."),
    ("bands.ask_for_a_change", "Whether they ask for changes from a baseline."),
    (
        "bands.out_of_order",
        "The first two neighbours that break the order of the bands: a list of one pair of bands, or empty.",
    ),
    ("bands.overlaps", "Pairs of bands with values that lie in both."),
    ("bands.gaps", "Pairs of bands with values between them that lie in neither."),
    (
        "bands.short_of_the_scale",
        "The best values of the scale that the best band leaves out: a list of one part of scale, or empty.",
    ),
    ("bands.beyond_the_scale", "Bands with values that the scale does not have, such as 110%; each a part of scale."),
    ("pair of bands.worse", "The worse band, where it stands."),
    ("pair of bands.worse_name", "The worse band as a message calls it: \"84-90\" (good)."),
    ("pair of bands.better", "The better band, where it stands."),
    ("pair of bands.better_name", "The better band as a message calls it."),
    ("pair of bands.values", "The values, in words."),
    ("pair of bands.is_certain", "Whether that is so in every reading of the print."),
    ("part of scale.band", "The band, where it stands."),
    ("part of scale.name", "The band as a message calls it."),
    ("part of scale.values", "The values, in words."),
    ("part of scale.is_certain", "Whether that is so in every reading of the print."),
    ("rate(bands, value)", "A value among the bands; in a text it shows as \"in the band ...\"."),
    (
        "rate_from(bands, baseline, value)",
        "A value among bands that ask for changes from a baseline. Open where they cannot be counted from it.",
    ),
    (
        "reaches(rating, rank)",
        "Whether the value is as good as the band of a rank, or better: \"yes\", \"no\" or \"unknown\". Open where no such band is printed.",
    ),
];

pub(in super::super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<ScriptBands>>("Bands")
        .register_fn("bands_of", |measure: ScriptNode, ranks: Array| bands_of(&measure, &ranks).map(in_hand))
        .register_fn("settled", |bands: Shared<ScriptBands>, rounded: &str, single_is_limit: &str| {
            settled(&bands, rounded, single_is_limit).map(in_hand)
        })
        .register_get("direction", |bands: &mut Shared<ScriptBands>| in_words(bands.bands.implied_direction()))
        .register_get("unit", |bands: &mut Shared<ScriptBands>| counted_in(CountedIn(bands.bands.unit().cloned())))
        .register_get("ask_for_a_change", |bands: &mut Shared<ScriptBands>| bands.bands.is_change())
        .register_get("out_of_order", |bands: &mut Shared<ScriptBands>| bands.out_of_order())
        .register_get("overlaps", |bands: &mut Shared<ScriptBands>| bands.overlaps())
        .register_get("gaps", |bands: &mut Shared<ScriptBands>| bands.gaps())
        .register_get("short_of_the_scale", |bands: &mut Shared<ScriptBands>| bands.short_of_the_scale())
        .register_get("beyond_the_scale", |bands: &mut Shared<ScriptBands>| bands.beyond_the_scale())
        .register_fn("rate", |bands: Shared<ScriptBands>, value: Shared<Figure>| {
            let ratings = vec![bands.bands.rate(value.value)];
            rated(bands, ratings)
        })
        .register_fn("rate_from", rate_from);
    engine
        .register_type_with_name::<Shared<Pair>>("PairOfBands")
        .register_get("worse", |pair: &mut Shared<Pair>| pair.worse.clone())
        .register_get("worse_name", |pair: &mut Shared<Pair>| pair.worse_name.clone())
        .register_get("better", |pair: &mut Shared<Pair>| pair.better.clone())
        .register_get("better_name", |pair: &mut Shared<Pair>| pair.better_name.clone())
        .register_get("values", |pair: &mut Shared<Pair>| pair.values.clone())
        .register_get("is_certain", |pair: &mut Shared<Pair>| pair.is_certain);
    engine
        .register_type_with_name::<Shared<OfOne>>("PartOfScale")
        .register_get("band", |of: &mut Shared<OfOne>| of.band.clone())
        .register_get("name", |of: &mut Shared<OfOne>| of.name.clone())
        .register_get("values", |of: &mut Shared<OfOne>| of.values.clone())
        .register_get("is_certain", |of: &mut Shared<OfOne>| of.is_certain);
    engine
        .register_type_with_name::<Shared<Rated>>("Rating")
        .register_fn("to_string", |rated: &mut Shared<Rated>| rated.words())
        .register_fn("reaches", |rated: &mut Shared<Rated>, rank: &str| rated.reaches(rank));
}

/// What the reading of a band takes beside its print.
const BYTES_OF_A_BAND: usize = 256;

fn in_hand(bands: ScriptBands) -> Shared<ScriptBands> {
    let beside = bands.printed.iter().map(|band| size_of::<PrintedBand>() + band.rank.len() + BYTES_OF_A_BAND).sum();
    Shared::new(bands, beside)
}

fn rated(bands: Shared<ScriptBands>, ratings: Vec<Rating>) -> Shared<Rated> {
    let beside = size_of_val(ratings.as_slice());
    Shared::new(Rated { bands, ratings }, beside)
}

fn pair_in_hand(pair: Pair) -> Dynamic {
    let beside = pair.worse_name.len() + pair.better_name.len() + pair.values.len();
    Dynamic::from(Shared::new(pair, beside))
}

fn part_in_hand(of: OfOne) -> Dynamic {
    let beside = of.name.len() + of.values.len();
    Dynamic::from(Shared::new(of, beside))
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
fn settled(bands: &ScriptBands, rounded: &str, single_is_limit: &str) -> Outcome<ScriptBands> {
    let truth = |said: &str| match said {
        "yes" => Ok(Truth::True),
        "no" => Ok(Truth::False),
        "not said" => Ok(Truth::Unknown),
        other => broken(format!("\"{other}\" is neither yes, no nor not said")),
    };
    let conventions = Conventions { is_rounded: truth(rounded)?, single_is_limit: truth(single_is_limit)? };
    set(bands.measure.clone(), bands.unit.clone(), Arc::clone(&bands.printed), conventions)
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
        broken_at.into_iter().map(pair_in_hand).collect()
    }

    fn overlaps(&self) -> Array {
        let found = self.bands.overlaps();
        let pair =
            |found: &crate::measure::Overlap| self.pair(found.worse, found.better, Some(&found.values), found.holds);
        found.iter().filter_map(pair).map(pair_in_hand).collect()
    }

    fn gaps(&self) -> Array {
        let found = self.bands.gaps();
        let pair = |found: &crate::measure::Gap| self.pair(found.worse, found.better, Some(&found.values), found.holds);
        found.iter().filter_map(pair).map(pair_in_hand).collect()
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
        found.into_iter().map(part_in_hand).collect()
    }

    fn beyond_the_scale(&self) -> Array {
        let found = self.bands.beyond_scale();
        let of_one = |(position, values): &(usize, Interval)| self.of_one(*position, values, Truth::True);
        found.iter().filter_map(of_one).map(part_in_hand).collect()
    }

    fn name(&self, position: usize) -> String {
        match self.printed.get(position) {
            Some(band) => format!("\"{}\" ({})", band.node.shown(), band.rank),
            None => String::new(),
        }
    }
}

/// Rates a value by bands that ask for changes from a baseline.
fn rate_from(bands: Shared<ScriptBands>, baseline: Shared<Figure>, value: Shared<Figure>) -> Outcome<Shared<Rated>> {
    match bands.bands.counted_from(&baseline) {
        Ok(sets) => {
            let ratings = sets.iter().map(|set| set.rate(value.value)).collect();
            Ok(rated(bands, ratings))
        }
        Err(_) => {
            let message = format!("the bands of {} cannot be counted from {}", bands.measure.label()?, *baseline);
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
