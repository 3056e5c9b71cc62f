//! The forms in which a schedule is printed.

use chrono::Weekday;

use super::super::tokens::{Token, small_number, tokens, weekday};
use super::{Schedule, WhichInMonth};
use crate::month::month_number;

/// A piece of a schedule that carries meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A bare number: the length of an interval.
    Count(u32),
    /// A number of meetings: "twice", "four times", "four meetings".
    Times(u32),
    /// The prefix "bi".
    Bi,
    Which(WhichInMonth),
    Day(Weekday),
    Every,
    Week,
    Fortnight,
    Month,
    Quarter,
    Term,
    Year,
    /// "Weekly", "monthly" and the like: the period it repeats in.
    Weekly,
    Monthly,
    Quarterly,
    Termly,
    Yearly,
    Half,
}

/// Reads the whole text, or gives nothing when any of it is not understood.
pub(super) fn read(text: &str) -> Option<Schedule> {
    let all = tokens(text);
    let mut rest = without_wish_on_order(&all);
    let mut pieces = Vec::new();
    let mut at_least = false;
    while let Some((first, after)) = rest.split_first() {
        if let Some(beyond) = lowest_number_words(rest) {
            at_least = true;
            rest = beyond;
            continue;
        }
        rest = after;
        if *first == Token::Hyphen || first.word().is_some_and(is_filler) {
            continue;
        }
        if first.word().is_some_and(is_word_for_meetings) {
            if let Some(Piece::Count(count)) = pieces.last().copied() {
                pieces.pop();
                pieces.push(Piece::Times(count));
            }
            continue;
        }
        pieces.extend(meaning(first)?);
    }
    weekday_of_month(&pieces).or_else(|| counted(&pieces, at_least)).filter(|schedule| is_in_bounds(*schedule))
}

/// The text without a wish at its end on the order of two meetings, such as "and where possible directly precede JCLT".
///
/// Such a wish moves no day and softens no duty, so the schedule before it stands as it is. A wish that names a day, a
/// month or a period may do either; it stays, and the text is then not understood.
fn without_wish_on_order(all: &[Token]) -> &[Token] {
    let begins_wish = |three: &[Token]| {
        matches!(three, [and, when, possible] if and.is_word("and")
            && (when.is_word("where") || when.is_word("if"))
            && possible.is_word("possible"))
    };
    let Some(start) = all.windows(3).position(begins_wish) else { return all };
    let (schedule, wish) = all.split_at(start);
    let wish = match wish.get(3..).unwrap_or_default() {
        [adverb, rest @ ..] if adverb.is_word("directly") || adverb.is_word("immediately") => rest,
        rest => rest,
    };
    let is_on_order = matches!(wish, [verb, _, ..] if verb.word().is_some_and(is_verb_of_order));
    let names_a_time =
        |token: &Token| meaning(token).is_some() || token.word().is_none_or(|word| month_number(word).is_some());
    if is_on_order && !wish.iter().any(names_a_time) { schedule } else { all }
}

fn is_verb_of_order(word: &str) -> bool {
    matches!(word, "precede" | "precedes" | "preceding" | "follow" | "follows" | "following")
}

/// What follows words such as "at least", when the pieces begin with them.
fn lowest_number_words(pieces: &[Token]) -> Option<&[Token]> {
    match pieces {
        [first, second, rest @ ..] if first.is_word("at") && second.is_word("least") => Some(rest),
        [first, second, third, rest @ ..]
            if (first.is_word("no") || first.is_word("not"))
                && (second.is_word("fewer") || second.is_word("less"))
                && third.is_word("than") =>
        {
            Some(rest)
        }
        [first, rest @ ..] if first.is_word("minimum") => Some(rest),
        _ => None,
    }
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "at"
            | "on"
            | "basis"
            | "in"
            | "of"
            | "per"
            | "meet"
            | "meets"
            | "held"
            | "calendar"
            | "school"
    )
}

fn is_word_for_meetings(word: &str) -> bool {
    matches!(word, "time" | "times" | "occasions" | "meeting" | "meetings")
}

fn meaning(token: &Token) -> Option<Vec<Piece>> {
    let word = match token {
        Token::Number(count, 1..=3) => return Some(vec![Piece::Count(*count)]),
        Token::Ordinal(place) => return Some(vec![Piece::Which(which(*place)?)]),
        Token::Word(word) => word.as_str(),
        _ => return None,
    };
    let one = |piece| Some(vec![piece]);
    match word {
        "once" => one(Piece::Times(1)),
        "twice" => one(Piece::Times(2)),
        "bi" => one(Piece::Bi),
        "thrice" => one(Piece::Times(3)),
        "first" => one(Piece::Which(WhichInMonth::First)),
        "second" => one(Piece::Which(WhichInMonth::Second)),
        "third" => one(Piece::Which(WhichInMonth::Third)),
        "fourth" => one(Piece::Which(WhichInMonth::Fourth)),
        "last" => one(Piece::Which(WhichInMonth::Last)),
        "every" | "each" => one(Piece::Every),
        "alternate" => Some(vec![Piece::Every, Piece::Count(2)]),
        "other" => one(Piece::Count(2)),
        "week" | "weeks" => one(Piece::Week),
        "fortnight" => one(Piece::Fortnight),
        "month" | "months" => one(Piece::Month),
        "quarter" => one(Piece::Quarter),
        "term" => one(Piece::Term),
        "year" | "annum" => one(Piece::Year),
        "weekly" => one(Piece::Weekly),
        "fortnightly" => Some(vec![Piece::Every, Piece::Fortnight]),
        "monthly" => one(Piece::Monthly),
        "bimonthly" => Some(vec![Piece::Every, Piece::Count(2), Piece::Month]),
        "quarterly" => one(Piece::Quarterly),
        "termly" => one(Piece::Termly),
        "yearly" | "annually" | "annual" => one(Piece::Yearly),
        "biannually" | "biannual" => Some(vec![Piece::Times(2), Piece::Year]),
        "half" => one(Piece::Half),
        _ => weekday(word)
            .or_else(|| weekday(word.strip_suffix('s')?))
            .map(Piece::Day)
            .or_else(|| small_number(word).map(Piece::Count))
            .map(|piece| vec![piece]),
    }
}

fn which(place: u32) -> Option<WhichInMonth> {
    Some(match place {
        1 => WhichInMonth::First,
        2 => WhichInMonth::Second,
        3 => WhichInMonth::Third,
        4 => WhichInMonth::Fourth,
        _ => return None,
    })
}

fn weekday_of_month(pieces: &[Piece]) -> Option<Schedule> {
    use Piece::{Count, Day, Every, Month, Monthly, Which};
    let (which, weekday, months) = match pieces {
        [Monthly | Every, Which(which), Day(weekday)] | [Monthly, Which(which), Day(weekday), Month] => {
            (*which, *weekday, [].as_slice())
        }
        [Which(which), Day(weekday), months @ ..] | [Every, Which(which), Day(weekday), months @ ..] => {
            if months.is_empty() {
                return None;
            }
            (*which, *weekday, months)
        }
        _ => return None,
    };
    let every_months = match months {
        [] | [Month | Monthly] | [Every, Month] => 1,
        [Every, Count(count), Month] => *count,
        [Every, Which(WhichInMonth::Second), Month] => 2,
        [Every, Which(WhichInMonth::Third), Month] => 3,
        _ => return None,
    };
    Some(Schedule::WeekdayOfMonth { which, weekday, every_months })
}

fn counted(pieces: &[Piece], at_least: bool) -> Option<Schedule> {
    use Piece::{
        Bi, Count, Every, Fortnight, Half, Month, Monthly, Quarter, Quarterly, Term, Termly, Times, Week, Weekly,
        Which, Year, Yearly,
    };
    let pieces = match pieces {
        // "Once every quarter" says no more than "every quarter".
        [Times(1), Every | Weekly | Monthly | Quarterly | Termly | Yearly, ..] => pieces.get(1..)?,
        _ => pieces,
    };
    let times_a_year = |times| Schedule::TimesAYear { times, at_least };
    Some(match pieces {
        [Weekly] | [Every, Week] | [Times(1), Week] => Schedule::EveryWeeks(1),
        [Every, Fortnight] | [Times(1), Fortnight] => Schedule::EveryWeeks(2),
        [Every, Count(count), Week] | [Count(count), Weekly] => Schedule::EveryWeeks(*count),
        [Monthly] | [Every, Month] | [Times(1), Month] => Schedule::EveryMonths(1),
        [Every, Count(count), Month] | [Count(count), Monthly] => Schedule::EveryMonths(*count),
        [Bi, Monthly] | [Every, Which(WhichInMonth::Second), Month] => Schedule::EveryMonths(2),
        [Every, Which(WhichInMonth::Third), Month] => Schedule::EveryMonths(3),
        [Quarterly] | [Every, Quarter] | [Times(1), Quarter] => Schedule::Quarterly,
        [Termly] | [Every, Term] | [Times(1), Term] => Schedule::Termly,
        [Yearly] | [Every, Year] => times_a_year(1),
        [Half | Bi, Yearly] => times_a_year(2),
        [Times(times), Year | Yearly] | [Times(times), Every, Year] => times_a_year(*times),
        _ => return None,
    })
}

fn is_in_bounds(schedule: Schedule) -> bool {
    match schedule {
        Schedule::WeekdayOfMonth { every_months, .. } => (1..=12).contains(&every_months),
        Schedule::EveryMonths(months) => (1..=12).contains(&months),
        Schedule::EveryWeeks(weeks) => (1..=52).contains(&weeks),
        Schedule::TimesAYear { times, .. } => (1..=366).contains(&times),
        Schedule::Quarterly | Schedule::Termly => true,
    }
}
