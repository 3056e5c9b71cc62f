//! The number that an amount comes to, with the arithmetic in words.

use super::amount::{Amount, Base, Fraction, Rounding, Row};
use super::base::{base_words, size};
use super::moment::Moment;

/// Which way the unknown facts are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Against a quorum.
    Worst,
    /// For a quorum.
    Best,
}

/// A number with its arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// The number.
    pub(super) value: u32,
    /// The size of the base, where there is one.
    pub(super) base: Option<u32>,
    /// The arithmetic, for instance `one third of 12 seats is 4`.
    pub(super) words: String,
}

/// The number that an amount comes to, or why it comes to none.
pub(super) fn figure(moment: &Moment, amount: &Amount, side: Side) -> Result<Figure, String> {
    match amount {
        Amount::Number(number) => {
            Ok(Figure { value: *number, base: None, words: format!("{} needed", members(*number)) })
        }
        Amount::Share { share, of, rounding } => {
            let (size, words) = sized(moment, of, side)?;
            let (whole, rest) = divide(*share, size)?;
            let value = round(whole, rest, share.denominator, *rounding, moment.stances.round_down);
            Ok(Figure { value, base: Some(size), words: format!("{} of {words} is {value}", fraction(*share)) })
        }
        Amount::MoreThan { share, of } => {
            let (size, words) = sized(moment, of, side)?;
            let (whole, _) = divide(*share, size)?;
            let value = whole.saturating_add(1);
            Ok(Figure {
                value,
                base: Some(size),
                words: format!("more than {} of {words} is {value}", fraction(*share)),
            })
        }
        Amount::All(of) => {
            let (size, words) = sized(moment, of, side)?;
            Ok(Figure { value: size, base: Some(size), words: format!("all of {words} is {size}") })
        }
        Amount::Table { by, rows } => table(moment, by, rows, side),
        Amount::GreaterOf(amounts) => pick(moment, amounts, side, "the greater of", |one, best| one > best),
        Amount::LesserOf(amounts) => pick(moment, amounts, side, "the lesser of", |one, best| one < best),
    }
}

/// So many members, in words.
pub(super) fn members(count: u32) -> String {
    if count == 1 { "one member".to_owned() } else { format!("{count} members") }
}

fn sized(moment: &Moment, base: &Base, side: Side) -> Result<(u32, String), String> {
    let (least, most) = size(moment, base);
    let size = if side == Side::Worst { most } else { least };
    if size == 0 && most == 0 {
        return Err(format!("a base of which a share can be taken: no seat is among {}", base_words(base, 2)));
    }
    Ok((size, format!("{size} {}", base_words(base, size))))
}

fn divide(share: Fraction, size: u32) -> Result<(u32, u64), String> {
    let product = u64::from(share.numerator) * u64::from(size);
    let denominator = u64::from(share.denominator);
    match (product.checked_div(denominator), product.checked_rem(denominator)) {
        (Some(whole), Some(rest)) => Ok((u32::try_from(whole).unwrap_or(u32::MAX), rest)),
        _ => Err(format!("a share that can be taken: the clause says {} of {denominator}", share.numerator)),
    }
}

fn round(whole: u32, rest: u64, denominator: u32, rounding: Rounding, silent_is_down: bool) -> u32 {
    let up = whole.saturating_add(u32::from(rest > 0));
    match rounding {
        Rounding::Silent if silent_is_down => whole,
        Rounding::Up | Rounding::Silent => up,
        Rounding::Down => whole,
        Rounding::Nearest => whole.saturating_add(u32::from(2 * rest >= u64::from(denominator))),
        Rounding::DropAndAddOne => whole.saturating_add(1),
        Rounding::UpToEven => up.saturating_add(up % 2),
        Rounding::UpToOdd => up.saturating_add(1 - up % 2),
    }
}

fn table(moment: &Moment, by: &Base, rows: &[Row], side: Side) -> Result<Figure, String> {
    let (least, most) = size(moment, by);
    let look_up = |size: u32| {
        let row = rows.iter().find(|row| row.from <= size && row.to.is_none_or(|to| size <= to));
        row.map(|row| (row.number, size))
            .ok_or_else(|| format!("a row of the table for {size} {}", base_words(by, size)))
    };
    let mut found = Vec::new();
    for size in least..=most {
        found.push(look_up(size)?);
    }
    let chosen = if side == Side::Worst { found.iter().max() } else { found.iter().min() };
    let (value, size) = chosen.copied().ok_or_else(|| "a table with rows".to_owned())?;
    let words = format!("the table asks for {value} of {size} {}", base_words(by, size));
    Ok(Figure { value, base: Some(size), words })
}

fn pick(
    moment: &Moment,
    amounts: &[Amount],
    side: Side,
    name: &str,
    is_better: impl Fn(u32, u32) -> bool,
) -> Result<Figure, String> {
    let mut figures = Vec::new();
    for amount in amounts {
        figures.push(figure(moment, amount, side)?);
    }
    let mut best: Option<&Figure> = None;
    for one in &figures {
        if best.is_none_or(|best| is_better(one.value, best.value)) {
            best = Some(one);
        }
    }
    let Some(best) = best else {
        return Err("numbers to choose from: the list is empty".to_owned());
    };
    // Inside the sentence "the greater of ... is 3" a second "is" would trip the reader.
    let shown = |figure: &Figure| match figure.words.strip_suffix(&format!(" is {}", figure.value)) {
        Some(start) => format!("{start} ({})", figure.value),
        None if figure.base.is_some() => figure.words.clone(),
        None => figure.value.to_string(),
    };
    let all: Vec<String> = figures.iter().map(shown).collect();
    let base = best.base.or_else(|| figures.iter().find_map(|figure| figure.base));
    Ok(Figure { value: best.value, base, words: format!("{name} {} is {}", all.join(" and "), best.value) })
}

/// A share in words, for instance `one third`.
fn fraction(share: Fraction) -> String {
    let named = match (share.numerator, share.denominator) {
        (1, 2) => "one half",
        (1, 3) => "one third",
        (2, 3) => "two thirds",
        (1, 4) => "one quarter",
        (3, 4) => "three quarters",
        (1, 5) => "one fifth",
        (2, 5) => "two fifths",
        (_, 100) => return format!("{} per cent", share.numerator),
        (above, below) => return format!("{above}/{below}"),
    };
    named.to_owned()
}

/// So many deputies, in words.
pub(super) fn deputies(count: usize) -> String {
    match count {
        0 => "no deputy".to_owned(),
        1 => "one deputy".to_owned(),
        _ => format!("{count} deputies"),
    }
}
