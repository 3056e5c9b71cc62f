//! Finds the numbered structure of a plan: its sections, paragraphs and appendices.
//!
//! Works on Markdown, plain text and text taken out of a PDF. A label is what people cite:
//! "7.5.2", "Section 9", "Appendix 4". A number at the start of a line is taken for a label only
//! when its line looks like a paragraph or a heading ([`candidate`]) and the number fits the
//! numbering around it ([`sequence`]). Several documents may follow each other in one text; their
//! labels then repeat and all are returned, in the order of the text.
//!
//! Of a Word file more is known than the look of its lines ([`Standing`]): which are headings and
//! which numbers the program gave ([`of_paper`]).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::label::Label;

mod candidate;
mod lines;
mod paper;
mod sequence;
mod shape;
mod standing;
#[cfg(test)]
mod tests;

use candidate::Candidate;
use lines::Line;
use sequence::Sequence;

pub use paper::{PaperOutline, of_paper};
pub use standing::Standing;

/// One numbered place of a document. All ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The label.
    pub label: Label,
    /// Where the label stands, without bullets, emphasis and a trailing dot.
    pub label_span: Range<usize>,
    /// The title on the label's line, if there is one.
    pub heading: Option<Range<usize>>,
    /// What follows, up to the line of the next entry, without the white space around it. Front
    /// matter and fenced code hold no labels but are part of the text they stand in.
    pub text: Range<usize>,
}

/// Lists the numbered places of a text in the order in which they stand.
pub fn outline(text: &str) -> Vec<Entry> {
    entries(text, &lines::lines(text))
}

/// The same for a text that is no Markdown; `standing` tells what is known of each line, and
/// further lines are taken by their look.
pub fn outline_of_lines(text: &str, standing: &[Standing]) -> Vec<Entry> {
    entries(text, &lines::plain_lines(text, standing))
}

fn entries(text: &str, lines: &[Line<'_>]) -> Vec<Entry> {
    let mut candidates: Vec<Candidate> =
        (0..lines.len()).filter_map(|index| candidate::candidate(lines, index)).collect();
    for candidate in &mut candidates {
        if single(candidate) && !candidate.heading {
            let rest = text.get(candidate.rest.clone()).unwrap_or("");
            candidate.title = title_line(lines, candidate, rest);
        }
    }
    let accepted = accepted(text, &candidates);
    let line_start = |candidate: &Candidate| lines.get(candidate.line).map_or(0, |line| line.start);
    let ends = accepted.iter().skip(1).map(|next| line_start(next)).chain([text.len()]);
    accepted.iter().zip(ends).map(|(candidate, end)| entry(text, lines, candidate, end)).collect()
}

/// A number of one part: "9 Title".
fn single(candidate: &Candidate) -> bool {
    matches!(&candidate.label, Label::Paragraph(parts) if parts.len() == 1)
}

/// The candidates that are labels.
fn accepted<'found>(text: &str, candidates: &'found [Candidate]) -> Vec<&'found Candidate> {
    let contents = contents_lists(candidates);
    let mut sequence = Sequence::default();
    let mut accepted = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let upcoming = candidates.get(index + 1..).unwrap_or_default();
        let rest = text.get(candidate.rest.clone()).unwrap_or("");
        let taken = if contents.get(index) == Some(&true) {
            false
        } else if candidate.is_certain
            || candidate.keyword
            || (candidate.heading && (!single(candidate) || candidate.set_apart || !shape::starts_small(rest)))
        {
            sequence.note(candidate);
            true
        } else if single(candidate) {
            candidate.title.is_some_and(|plain| sequence.accepts_heading(candidate, plain, upcoming))
        } else {
            sequence.accepts(candidate, upcoming)
        };
        if taken {
            accepted.push(candidate);
        }
    }
    accepted
}

/// Three or more headings with a keyword on adjacent lines are a contents list, when the same
/// headings come again below.
fn contents_lists(candidates: &[Candidate]) -> Vec<bool> {
    let last_place: BTreeMap<&Label, usize> =
        candidates.iter().enumerate().map(|(index, candidate)| (&candidate.label, index)).collect();
    let mut listed = vec![false; candidates.len()];
    let mut run_start = 0;
    for index in 0..candidates.len() {
        let continues = |one: Option<&Candidate>, next: Option<&Candidate>| {
            one.zip(next).is_some_and(|(one, next)| one.keyword && next.keyword && one.line + 1 == next.line)
        };
        if continues(candidates.get(index), candidates.get(index + 1)) {
            continue;
        }
        if index - run_start >= 2 {
            for place in run_start..=index {
                let again = candidates
                    .get(place)
                    .is_some_and(|one| last_place.get(&one.label).is_some_and(|last| *last > index));
                if let Some(flag) = listed.get_mut(place) {
                    *flag = again;
                }
            }
        }
        run_start = index + 1;
    }
    listed
}

/// The nearest line that is not blank.
fn nearest<'lines, 'text>(mut near: impl Iterator<Item = &'lines Line<'text>>) -> Option<&'lines Line<'text>>
where
    'text: 'lines,
{
    near.find(|line| !line.blank())
}

/// Whether "9. Title" without mark-up stands as a heading does: a title on its own between blank
/// lines (or right above its text), and not next to its neighbours in a numbered list. `Some(true)` when it is
/// written as a sentence is ("Measuring impact"), which needs more proof from the sequence.
fn title_line(lines: &[Line<'_>], candidate: &Candidate, rest: &str) -> Option<bool> {
    let above = || lines.iter().take(candidate.line).rev();
    let below = || lines.iter().skip(candidate.line + 1);
    // The item before or after it in the same list: "4. Rest" next to "3. Food".
    let own = lines.get(candidate.line).and_then(|line| shape::numbered(line.text));
    let in_list = |line: Option<&Line<'_>>| {
        let near = line.and_then(|line| shape::numbered(line.text));
        own.zip(near).is_some_and(|(own, near)| own.1 == near.1 && own.0.abs_diff(near.0) == 1)
    };
    if !above().next().is_none_or(Line::blank) || in_list(nearest(above().take(3))) || in_list(nearest(below().take(3)))
    {
        return None;
    }
    let capitals = shape::upper_case(rest) || shape::title_in_capitals(rest);
    // "8. **Improvement Plan** (Pages 5 - 114)" is an item of an agenda and its heading.
    let emphasised = candidate.emphasised || rest.starts_with("**");
    if !(shape::title(rest) || emphasised) {
        return None;
    }
    let alone = below().next().is_none_or(Line::blank);
    let above_text = below().next().is_some_and(|line| {
        let label_below = line.text.trim_start().starts_with(|sign: char| sign.is_ascii_digit() || sign == '-');
        label_below
            || ((candidate.set_apart || shape::upper_case(rest)) && capitals && shape::starts_capital(line.text))
    });
    (alone || above_text).then_some(!(capitals || emphasised))
}

/// Whether what follows the label on its line is a title rather than the text.
fn has_title(text: &str, lines: &[Line<'_>], candidate: &Candidate) -> bool {
    let rest = text.get(candidate.rest.clone()).unwrap_or("");
    if rest.is_empty() {
        return false;
    }
    if candidate.keyword || candidate.heading || candidate.emphasised || single(candidate) {
        return true;
    }
    let bullet = lines.get(candidate.line).is_some_and(|line| {
        !line.text.trim_start().starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '*' | '_'))
    });
    let alone = lines.get(candidate.line + 1).is_none_or(Line::blank);
    // A bullet is an item of text; and a line that goes on below is text too.
    !bullet && shape::title(rest) && (alone || shape::upper_case(rest))
}

fn entry(text: &str, lines: &[Line<'_>], candidate: &Candidate, end: usize) -> Entry {
    let titled = has_title(text, lines, candidate);
    let heading = titled.then(|| bare(text, candidate.rest.clone()));
    let line_end = lines.get(candidate.line).map_or(candidate.rest.end, |line| line.start + line.text.len());
    let start = if titled { line_end } else { candidate.rest.start };
    let body = text.get(start..end).unwrap_or("");
    let offset = start + (body.len() - body.trim_start().len());
    let trimmed = body.trim();
    let text_span = if trimmed.is_empty() { start..start } else { offset..offset + trimmed.len() };
    Entry { label: candidate.label.clone(), label_span: candidate.label_span.clone(), heading, text: text_span }
}

/// A title without the marks of an emphasis that holds all of it.
fn bare(text: &str, span: Range<usize>) -> Range<usize> {
    let title = text.get(span.clone()).unwrap_or("");
    if !shape::emphasised(title) {
        return span;
    }
    let inner = title.trim_start_matches(['*', '_']);
    let start = span.start + (title.len() - inner.len());
    let kept = inner.trim_end_matches(['*', '_']);
    start..start + kept.len()
}
