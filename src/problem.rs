//! A fault in what Quorate was given, not in what the submission says.
//!
//! Unreadable or malformed files, rules that do not load, unknown policies: each is a
//! [`Problem`] that names the file, the place, what is the matter and the way out. A problem
//! means "not judged"; a [finding](crate::assess) is the submission's.

use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

use crate::place::{LineColumn, LineIndex, Span};

/// One fault of the tool's inputs, with the place and the way out.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{headline}")]
pub struct Problem {
    headline: String,
    file: Option<Box<str>>,
    range: Option<(LineColumn, LineColumn)>,
    help: Option<String>,
    source_text: Option<Arc<NamedSource<Arc<str>>>>,
    labels: Vec<(Span, String)>,
}

/// Beyond this miette draws pages of one line, and far beyond it stops the program.
const LONGEST_LINE: usize = 10_000;

/// What most fallible functions of the outer layers give back: one fault or several.
pub type Problems = Vec<Problem>;

impl Problem {
    /// A problem that concerns `file` as a whole.
    pub fn in_file(file: &str, what: impl std::fmt::Display) -> Self {
        Problem { file: Some(file.into()), ..Problem::new(format!("{file}: {what}")) }
    }

    /// A problem at a place of `file` that has no lines (`sheet "Budget"`).
    pub fn inside(file: &str, place: &str, what: impl std::fmt::Display) -> Self {
        Problem { file: Some(file.into()), ..Problem::new(format!("{file}, {place}: {what}")) }
    }

    /// A problem that concerns no file.
    pub fn new(headline: impl Into<String>) -> Self {
        Problem {
            headline: headline.into(),
            file: None,
            range: None,
            help: None,
            source_text: None,
            labels: Vec::new(),
        }
    }

    /// A problem at a span of a text; the headline gets file, line and column.
    pub fn at(file: &str, text: &Arc<str>, span: Span, what: impl std::fmt::Display) -> Self {
        let lines = LineIndex::new(text);
        let (place, end) = (lines.at(text, span.start), lines.at(text, span.end));
        let headline = format!("{file}, {place}: {what}");
        // Where a line is too long to be drawn (a file of one line), the headline alone names the place.
        let is_drawable = text.lines().all(|line| line.len() <= LONGEST_LINE);
        let source_text = is_drawable.then(|| Arc::new(NamedSource::new(file, Arc::clone(text))));
        let (file, range) = (Some(file.into()), Some((place, end)));
        Problem { headline, file, range, help: None, source_text, labels: vec![(span, "here".into())] }
    }

    /// The same problem with the way out.
    #[must_use]
    pub fn help(mut self, way_out: impl Into<String>) -> Self {
        self.help = Some(way_out.into());
        self
    }

    /// The same problem with other words at its place.
    #[must_use]
    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.1 = label.into();
        }
        self
    }

    /// The same problem with a second place in the same text.
    #[must_use]
    pub fn and_at(mut self, span: Span, label: impl Into<String>) -> Self {
        self.labels.push((span, label.into()));
        self
    }

    /// What is the matter, with file and place.
    pub fn headline(&self) -> &str {
        &self.headline
    }

    /// The file that it concerns, as the headline names it.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// Where it starts and ends in the file; none where the file as a whole is meant.
    pub fn range(&self) -> Option<(LineColumn, LineColumn)> {
        self.range
    }

    /// What is the matter, without the file and the line.
    pub fn what(&self) -> &str {
        let place = match (&self.file, self.range) {
            (Some(file), Some((start, _))) => format!("{file}, {start}"),
            (Some(file), None) => file.to_string(),
            (None, _) => return &self.headline,
        };
        let what = self.headline.strip_prefix(&place);
        what.map_or(&self.headline, |what| what.trim_start_matches([':', ',', ' ']))
    }

    /// The way out, if there is one to name.
    pub fn way_out(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl Diagnostic for Problem {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source_text.as_deref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self
            .labels
            .iter()
            .map(|(span, text)| LabeledSpan::new(Some(text.clone()), span.start as usize, span.len()));
        Some(Box::new(labels))
    }
}

/// The candidate nearest in spelling to `word`, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1) + 1;
    candidates
        .into_iter()
        .map(|candidate| (edit_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether two words differ by no more than a slip of the pen: one edit of four letters or more.
pub fn is_slip(word: &str, other: &str) -> bool {
    const LEAST_LETTERS: usize = 4;
    let distance = edit_distance(word, other);
    distance == 0 || distance == 1 && word.chars().count().min(other.chars().count()) >= LEAST_LETTERS
}

/// Edits (insert, delete, replace, swap neighbours) between two words, letter case ignored.
fn edit_distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.to_lowercase().chars().collect();
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.iter().enumerate() {
        let mut next = vec![line + 1];
        for (column, to) in right.iter().enumerate() {
            let at = |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut cost =
                (at(&row, column) + usize::from(from != to)).min(at(&row, column + 1) + 1).min(at(&next, column) + 1);
            let swapped =
                line > 0 && column > 0 && left.get(line - 1) == Some(to) && right.get(column - 1) == Some(from);
            if swapped {
                cost = cost.min(at(&before, column - 1) + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_and_a_far_one_is_not() {
        assert_eq!(nearest("revew_date", ["review_date", "reference"]), Some("review_date"));
        assert_eq!(nearest("laed", ["lead", "text"]), Some("lead"));
        assert_eq!(nearest("zebra", ["lead", "text"]), None);
    }

    #[test]
    fn a_problem_names_file_line_and_column() {
        let text: Arc<str> = "one\ntwo".into();
        let problem = Problem::at("plan.yaml", &text, Span::new(4, 7), "a fault").help("mend it");
        assert_eq!(problem.headline(), "plan.yaml, line 2, column 1: a fault");
        assert_eq!((problem.file(), problem.what()), (Some("plan.yaml"), "a fault"));
        let (start, end) = problem.range().unwrap();
        assert_eq!((start.line, start.column, end.line, end.column), (2, 1, 2, 4));
        assert_eq!(problem.way_out(), Some("mend it"));
        let problem = Problem::inside("a.xlsx", "sheet \"S\"", "a fault");
        assert_eq!(problem.headline(), "a.xlsx, sheet \"S\": a fault");
        assert_eq!((problem.file(), problem.what()), (Some("a.xlsx"), "sheet \"S\": a fault"));
    }
}
