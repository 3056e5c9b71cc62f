//! A printed date that runs from one date to another.

use super::super::span::DaySpan;
use super::super::tokens::Token;
use super::grammar::{Attempt, Reading, single};
use super::{DateKind, UnreadableReason};

/// How many pieces at the end of a range may also belong to its start: a month and a year, or a
/// pair of years with the mark between them.
const MOST_SHARED: usize = 3;

/// Reads "A to B", "from A to B", "between A and B" and "A - B".
pub(super) fn range(pieces: &[Token]) -> Attempt {
    let (words_between, pieces) = match pieces.split_first() {
        Some((first, rest)) if first.is_word("between") => (["and", "and"], rest),
        Some((first, rest)) if first.is_word("from") => (["to", "until"], rest),
        _ => (["to", "until"], pieces),
    };
    let mut first_fault = None;
    for position in 0..pieces.len() {
        let (start, from_mark) = pieces.split_at(position);
        let Some((mark, end)) = from_mark.split_first() else {
            continue;
        };
        let parts_a_range = *mark == Token::Hyphen || mark.word().is_some_and(|word| words_between.contains(&word));
        if !parts_a_range || start.is_empty() || end.is_empty() {
            continue;
        }
        match between(start, end) {
            Ok(Some(reading)) => return Ok(Some(reading)),
            Ok(None) => {}
            Err(fault) => first_fault = first_fault.or(Some(fault)),
        }
    }
    first_fault.map_or(Ok(None), Err)
}

fn between(start: &[Token], end: &[Token]) -> Attempt {
    let Some((_, end_span)) = single(end)? else {
        return Ok(None);
    };
    let start_span = match single(start)? {
        Some((_, span)) => Some(span),
        None => start_with_shared_pieces(start, end, end_span)?,
    };
    let Some(start_span) = start_span else {
        return Ok(None);
    };
    joined(start_span, end_span).map(Some)
}

fn joined(start: DaySpan, end: DaySpan) -> Result<Reading, UnreadableReason> {
    if start.first() > end.first() {
        return Err(UnreadableReason::Reversed);
    }
    DaySpan::new(start.first(), end.last()).map(|span| (DateKind::Range, span)).ok_or(UnreadableReason::Reversed)
}

/// Reads a start that leaves out what the end also says, as in "1 to 3 March 2016".
fn start_with_shared_pieces(
    start: &[Token],
    end: &[Token],
    end_span: DaySpan,
) -> Result<Option<DaySpan>, UnreadableReason> {
    for count in 1..=MOST_SHARED.min(end.len()) {
        let (_, shared) = end.split_at(end.len() - count);
        let Some((_, span)) = single(&[start, shared].concat())? else {
            continue;
        };
        // "November to February 2016" begins in the year before the one printed.
        if span.first() > end_span.first()
            && let [Token::Number(year, 4)] = shared
        {
            let year_before = Token::Number(year.saturating_sub(1), 4);
            let earlier = single(&[start, &[year_before]].concat())?;
            return Ok(earlier.map(|(_, span)| span));
        }
        return Ok(Some(span));
    }
    Ok(None)
}
