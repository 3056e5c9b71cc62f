//! Reads a printed band, target or limit; what has no one meaning is refused, never guessed.

use std::ops::Bound;

use rust_decimal::Decimal;

use super::super::interval::Interval;
use super::super::tokens::{Token, strip_end, strip_start, tokens};
use super::super::unit::Unit;
use super::super::unreadable::Why;
use super::{Band, Of};
use crate::calendar::PrintedDate;

/// "Increase" without a figure: any change that way.
pub(super) const ANY_CHANGE: Interval = Interval::above(Decimal::ZERO);

/// No figure needs more words; a longer text is prose.
const LONGEST: usize = 40;

/// What a word beside a figure makes of it.
type Limit = fn(Decimal) -> Interval;

/// Words before a figure.
const BEFORE: [(&str, Limit); 25] = [
    ("more than", Interval::above),
    ("greater than", Interval::above),
    ("higher than", Interval::above),
    ("exceeding", Interval::above),
    ("over", Interval::above),
    ("above", Interval::above),
    ("at least", Interval::at_least),
    ("no less than", Interval::at_least),
    ("not less than", Interval::at_least),
    ("no fewer than", Interval::at_least),
    ("minimum of", Interval::at_least),
    ("minimum", Interval::at_least),
    ("> =", Interval::at_least),
    (">", Interval::above),
    ("≥", Interval::at_least),
    ("less than", Interval::below),
    ("fewer than", Interval::below),
    ("lower than", Interval::below),
    ("below", Interval::below),
    ("under", Interval::below),
    ("< =", Interval::up_to),
    ("<", Interval::below),
    ("≤", Interval::up_to),
    ("up to", Interval::up_to),
    ("within", Interval::up_to),
];

/// More words before a figure, all for the highest value allowed.
const AT_MOST: [&str; 6] = ["at most", "no more than", "not more than", "no higher than", "maximum of", "maximum"];

/// Words after a figure; before or after its unit.
const AFTER: [(&str, Limit); 15] = [
    ("or more", Interval::at_least),
    ("or above", Interval::at_least),
    ("and above", Interval::at_least),
    ("or over", Interval::at_least),
    ("and over", Interval::at_least),
    ("or higher", Interval::at_least),
    ("and higher", Interval::at_least),
    ("+", Interval::at_least),
    ("or below", Interval::up_to),
    ("and below", Interval::up_to),
    ("or under", Interval::up_to),
    ("or less", Interval::up_to),
    ("or fewer", Interval::up_to),
    ("or lower", Interval::up_to),
    ("and lower", Interval::up_to),
];

/// Reads a whole text.
pub(super) fn read(printed: &str) -> Result<Band, Why> {
    let text = printed.to_lowercase();
    let tokens = tokens(&text)?;
    if tokens.is_empty() {
        return Err(Why::Blank);
    }
    if tokens.len() > LONGEST {
        return Err(Why::Prose);
    }
    let without_articles: Vec<Token<'_>> =
        tokens.iter().copied().filter(|token| !matches!(token, Token::Word("a" | "an"))).collect();
    match change(&without_articles).or_else(|| value(&without_articles)) {
        Some(band) => Ok(band),
        None => Err(why_not(printed, &tokens)),
    }
}

/// Values of the measure itself.
fn value(tokens: &[Token<'_>]) -> Option<Band> {
    let (values, unit) = range(tokens).or_else(|| limit(tokens)).or_else(|| {
        let (value, unit) = quantity(tokens)?;
        Some((Interval::single(value), unit))
    })?;
    Some(Band { of: Of::Value, values, unit })
}

/// A number with the unit behind it, if there is one, or the sign of the pound before it; money that is
/// owed has a minus before or behind that sign, or stands in brackets, as accounts write it.
fn quantity(tokens: &[Token<'_>]) -> Option<(Decimal, Option<Unit>)> {
    match tokens {
        [Token::Number(value)] => Some((*value, None)),
        [Token::Word("£"), Token::Number(value)] => Some((*value, Some(Unit::Pounds))),
        [Token::Word("-"), Token::Word("£"), Token::Number(value)]
        | [Token::Word("£"), Token::Word("-"), Token::Number(value)]
        | [Token::Word("("), Token::Word("£"), Token::Number(value), Token::Word(")")]
        | [Token::Word("£"), Token::Word("("), Token::Number(value), Token::Word(")")]
            if value.is_sign_positive() =>
        {
            Some((-*value, Some(Unit::Pounds)))
        }
        [Token::Number(value), unit @ ..] => Some((*value, Some(Unit::read(unit)?))),
        _ => None,
    }
}

/// "Below 10", "90% and above".
fn limit(tokens: &[Token<'_>]) -> Option<(Interval, Option<Unit>)> {
    if let Some((limit, rest)) = words_before(tokens) {
        let (value, unit) = quantity(rest)?;
        return Some((limit(value), unit));
    }
    AFTER.iter().find_map(|(phrase, limit)| {
        let (value, unit) = match tokens {
            [number @ Token::Number(value), rest @ ..] => match strip_start(rest, phrase) {
                Some([]) => (*value, None),
                Some(unit) => (*value, Some(Unit::read(unit)?)),
                None => match strip_end(rest, phrase)? {
                    [] => quantity(&[*number])?,
                    unit => (*value, Some(Unit::read(unit)?)),
                },
            },
            _ => return None,
        };
        Some((limit(value), unit))
    })
}

fn words_before<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(Limit, &'t [Token<'a>])> {
    let at_most: Limit = Interval::up_to;
    let low_or_high = BEFORE.iter().find_map(|(phrase, limit)| Some((*limit, strip_start(tokens, phrase)?)));
    low_or_high.or_else(|| AT_MOST.iter().find_map(|phrase| Some((at_most, strip_start(tokens, phrase)?))))
}

/// "75-84", "75% to 84%", "between 75 and 84", "above 84 and below 85".
fn range(tokens: &[Token<'_>]) -> Option<(Interval, Option<Unit>)> {
    let frame = ["between", "from"].iter().find_map(|word| strip_start(tokens, word));
    let (low_limit, rest): (Limit, _) = match (frame, words_before(tokens)) {
        (Some(rest), _) => (Interval::at_least, rest),
        (None, Some((limit, rest))) => (limit, rest),
        (None, None) => (Interval::at_least, tokens),
    };
    let may_say_and = rest.len() < tokens.len();
    (1..rest.len()).find_map(|middle| {
        let (left, right) = rest.split_at_checked(middle)?;
        let right = match right.split_first()? {
            (Token::Word("-" | "to"), right) => right,
            (Token::Word("and"), right) if may_say_and => right,
            _ => return None,
        };
        let (high_limit, right) = words_before(right).unwrap_or((Interval::up_to, right));
        let ((low, low_unit), (high, high_unit)) = (quantity(left)?, quantity(right)?);
        let unit = match (low_unit, high_unit) {
            (Some(low), Some(high)) => Some(low.joined(&high)?),
            (low, high) => high.or(low),
        };
        if low >= high || low_limit(low).high() != Bound::Unbounded || high_limit(high).low() != Bound::Unbounded {
            return None;
        }
        Some((low_limit(low).shared(&high_limit(high))?, unit))
    })
}

/// "10% reduction", "Percentage increase of 15%", "reduce", "+5%"; "increase to 90%" is a value.
fn change(tokens: &[Token<'_>]) -> Option<Band> {
    let (says_per_cent, tokens) = match strip_start(tokens, "percentage").or_else(|| strip_start(tokens, "%")) {
        Some(rest) => (true, rest),
        None => (false, tokens),
    };
    let (of, amount) = match tokens {
        [Token::Word("+"), amount @ ..] => (Of::Increase, amount),
        [Token::Word(word), rest @ ..] if way(word).is_some() => {
            if let Some(target) = strip_start(rest, "to") {
                return value(target).filter(|_| !says_per_cent);
            }
            (way(word)?, strip_start(rest, "of").or_else(|| strip_start(rest, "by")).unwrap_or(rest))
        }
        _ => {
            let at = tokens.iter().position(|token| matches!(token, Token::Word(word) if way(word).is_some()))?;
            let (amount, rest) = tokens.split_at_checked(at)?;
            let [Token::Word(word), about @ ..] = rest else { return None };
            (!amount.is_empty() && without_what(about)?.is_empty()).then_some((way(word)?, amount))?
        }
    };
    let amount = without_what(amount)?;
    let (values, unit) = match amount {
        [] => (ANY_CHANGE, None),
        amount => {
            let band = value(amount)?;
            (band.values, band.unit)
        }
    };
    // No change is below nought: "reduction of up to 10%" begins at 0.
    let values = values.shared(&Interval::at_least(Decimal::ZERO))?;
    let is_per_cent = says_per_cent && unit.is_none() && values != ANY_CHANGE;
    Some(Band { of, values, unit: if is_per_cent { Some(Unit::PerCent) } else { unit } })
}

fn way(word: &str) -> Option<Of> {
    match word {
        "increase" | "increased" | "increasing" | "rise" => Some(Of::Increase),
        "decrease" | "decreased" | "decreasing" | "reduction" | "reduce" | "reduced" | "reducing" | "fall" | "drop" => {
            Some(Of::Decrease)
        }
        _ => None,
    }
}

/// The amount without words on what changes: "in complaints", "from the baseline".
///
/// `None` where these words hold a figure: "increase of 5% from 16%" says two things.
fn without_what<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    let starts = |token: &Token<'_>| matches!(token, Token::Word("in" | "on" | "from" | "against" | "since"));
    let Some(at) = tokens.iter().position(starts) else { return Some(tokens) };
    let (amount, what) = tokens.split_at_checked(at)?;
    what.iter().all(|token| matches!(token, Token::Word(_))).then_some(amount)
}

/// Why no reading was found.
fn why_not(printed: &str, tokens: &[Token<'_>]) -> Why {
    use Token::{Number, Word};
    let is_first = |phrases: &[&str]| phrases.iter().any(|phrase| strip_start(tokens, phrase).is_some());
    let is_whole =
        |phrases: &[&str]| phrases.iter().any(|phrase| strip_start(tokens, phrase).is_some_and(<[_]>::is_empty));
    let numbers: Vec<&Decimal> =
        tokens.iter().filter_map(|token| if let Number(value) = token { Some(value) } else { None }).collect();
    if is_first(&["n / a", "not applicable"]) || is_whole(&["n . a", "na"]) {
        Why::NotApplicable
    } else if is_first(&["tbc", "tbd", "tba", "to be agreed", "to be confirmed", "to be decided", "to be set"])
        || is_whole(&["pending"])
    {
        Why::ToBeConfirmed
    } else if is_whole(&["-"]) {
        Why::Dash
    } else if is_first(&["not available", "not known", "not recorded", "no data"]) || is_whole(&["unknown"]) {
        Why::NotAvailable
    } else if numbers.is_empty() {
        Why::Prose
    } else if PrintedDate::parse(printed).is_ok() {
        Why::Date
    } else if is_first(&["about", "around", "approximately", "approx", "circa", "c", "~", "nearly", "almost"]) {
        Why::Approximate
    } else {
        match (tokens, numbers.as_slice()) {
            ([Number(low), Word("-" | "to"), Number(high), ..], [_, _]) if low > high => Why::Backwards,
            (_, [_]) => Why::NotUnderstood,
            _ => Why::SeveralFigures,
        }
    }
}
