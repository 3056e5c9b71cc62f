//! The lines of a document that a finding points at, underlined; drawn by miette.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, NamedSource,
    SourceCode, SourceSpan, SpanContents,
};

use super::super::{Place, Report, ToldFinding, visible_span};
use crate::document::Document;
use crate::place::Span;

/// Lines that stand further apart than this from the first place are told in words.
const NEAR: u32 = 12;

/// A line longer than this (a file of one line) is told in words.
const LONGEST_LINE: usize = 200;

/// Whether the line that a place stands on is short enough to be shown.
fn fits(report: &Report, place: &Place) -> bool {
    let Some(member) = report.submission.member(place.at.document) else { return false };
    let Some(at) = place.spot.line_column() else { return false };
    let start = visible_span(member.document.node(place.at.node)).start as usize;
    let rest = member.document.text().as_bytes().get(start..).unwrap_or(&[]);
    let after = rest.iter().take(LONGEST_LINE).take_while(|byte| **byte != b'\n').count();
    at.column as usize + after <= LONGEST_LINE
}

/// Whether the excerpt of a finding shows one of its places: same file, close to the first, in
/// lines that can be shown.
pub(super) fn draws(report: &Report, told: &ToldFinding<'_>, place: &Place) -> bool {
    told.places.first().is_some_and(|first| {
        let lines = first.spot.line_column().zip(place.spot.line_column());
        let is_near = lines.is_some_and(|(first, place)| first.line.abs_diff(place.line) <= NEAR);
        is_near && first.path == place.path && fits(report, first) && fits(report, place)
    })
}

/// The lines at a finding's places, each underlined.
pub(super) fn draw(report: &Report, told: &ToldFinding<'_>, colour: bool, width: usize) -> String {
    let Some(first) = told.places.first() else {
        return String::new();
    };
    let Some(member) = report.submission.member(first.at.document) else {
        return String::new();
    };
    let Some(at) = first.spot.line_column().filter(|_| fits(report, first)) else {
        return String::new();
    };
    let document = &member.document;
    let places = told.places.iter().filter(|place| draws(report, told, place));
    let spans: Vec<(Option<String>, Span)> =
        places.map(|place| (place.note.clone(), visible_span(document.node(place.at.node)))).collect();
    let lines = WholeLines::around(document, spans.iter().map(|(_, span)| *span));
    let label = |(note, span): (Option<String>, Span)| {
        LabeledSpan::new(note, (span.start as usize).saturating_sub(lines.start), span.len())
    };
    let labels = spans.into_iter().map(label).collect();
    let drawing = Drawing { source: NamedSource::new(&first.path, lines), labels };
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(width).with_context_lines(0).without_cause_chain();
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &drawing).is_err() {
        return String::new();
    }
    // miette's first lines repeat the message, which stands above already; its heading names the
    // first line drawn, where the reader wants the place of the fault.
    let mut lines =
        drawn.lines().map(str::trim_end).filter(|line| !line.is_empty()).skip_while(|line| !line.contains('╭'));
    let heading = lines.next().and_then(|line| line.split_once('[')).map_or("", |(corner, _)| corner);
    let place = format!("{heading}[{}:{}:{}]\n", first.path, at.line, at.column);
    lines.fold(place, |out, line| out + line + "\n")
}

/// The lines of a text that some spans stand on, whole: without its lines of context miette would
/// show bare spans. Given the text itself, miette would read it from its start for every place.
#[derive(Debug)]
struct WholeLines {
    text: String,
    start: usize,
    lines_before: usize,
}

impl WholeLines {
    fn around(document: &Document, spans: impl Iterator<Item = Span> + Clone) -> WholeLines {
        let text = document.text();
        let first = spans.clone().map(|span| span.start).min().unwrap_or(0) as usize;
        let last = spans.map(|span| span.end).max().unwrap_or(0) as usize;
        let start = text.get(..first).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
        let end = text.get(last..).and_then(|tail| tail.find('\n')).map_or(text.len(), |at| last + at);
        let text = Span::new(start, end).of(text).to_owned();
        let lines_before = document.line_column(Span::new(start, end).start).line.saturating_sub(1) as usize;
        WholeLines { text, start, lines_before }
    }
}

impl SourceCode for WholeLines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = &self.text;
        let start = text.get(..span.offset()).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
        let end = span.offset() + span.len();
        let end = text.get(end..).and_then(|tail| tail.find('\n')).map_or(text.len(), |at| end + at);
        let read = text.read_span(&SourceSpan::from(start..end), before, after)?;
        // miette counts lines from the start of a text, and draws in one what it takes to overlap.
        let (line, count) = (self.lines_before + read.line(), self.lines_before + read.line_count());
        Ok(Box::new(MietteSpanContents::new(read.data(), *read.span(), line, read.column(), count)))
    }
}

#[derive(Debug)]
struct Drawing {
    source: NamedSource<WholeLines>,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Drawing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("finding")
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
