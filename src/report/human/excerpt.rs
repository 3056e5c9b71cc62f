//! The lines of a document that a finding points at, underlined; drawn by miette.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use super::super::{Place, Report, ToldFinding, visible_span};

/// Lines that stand further apart than this from the first place are told in words.
const NEAR: u32 = 12;

/// Whether the excerpt of a finding shows one of its places: same file, close to the first.
pub(super) fn draws(told: &ToldFinding, place: &Place) -> bool {
    told.places
        .first()
        .is_some_and(|first| first.path == place.path && first.line.abs_diff(place.line) <= NEAR)
}

/// The lines at a finding's places, each underlined.
pub(super) fn draw(report: &Report, told: &ToldFinding, colour: bool, width: usize) -> String {
    let Some(first) = told.places.first() else {
        return String::new();
    };
    let Some(member) = report.submission.member(first.at.document) else {
        return String::new();
    };
    let document = &member.document;
    let labels = told.places.iter().filter(|place| draws(told, place)).map(|place| {
        let span = visible_span(document.node(place.at.node));
        LabeledSpan::new(place.note.clone(), span.start as usize, span.len())
    });
    let source = NamedSource::new(&first.path, std::sync::Arc::clone(document.text()));
    let drawing = Drawing {
        source,
        labels: labels.collect(),
    };
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_context_lines(0)
        .without_cause_chain();
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &drawing).is_err() {
        return String::new();
    }
    // miette's first lines repeat the message, which stands above already.
    let lines = drawn
        .lines()
        .skip_while(|line| !line.contains('╭'))
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    lines.fold(String::new(), |out, line| out + line + "\n")
}

#[derive(Debug)]
struct Drawing {
    source: NamedSource<std::sync::Arc<str>>,
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
