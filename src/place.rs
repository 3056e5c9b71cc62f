//! Where something stands in a text, and how it is shown.
//!
//! Knows nothing of documents: a span is two byte offsets, a line index turns an offset into
//! the line and column that an editor shows.

use std::fmt;

/// A range of bytes in a text, `start` included, `end` excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB are cut to the largest offset.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: offset(start), end: offset(end.max(start)) }
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        (self.end.saturating_sub(self.start)) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The part of `text` that the span covers; empty where the span lies outside.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

fn offset(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// Finds line and column of an offset.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Notes where each line of `text` starts.
    pub fn new(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| offset(at + 1))).collect();
        LineIndex { starts }
    }

    /// The offset at which a line starts; lines count from 1.
    pub fn start_of(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.starts.get(index)).map_or(0, |start| *start as usize)
    }

    /// Line and column of a byte offset in the `text` that the index was made from.
    pub fn at(&self, text: &str, position: u32) -> LineColumn {
        let after = self.starts.partition_point(|start| *start <= position);
        let line_start = after.checked_sub(1).and_then(|line| self.starts.get(line)).copied();
        let before = text.get(line_start.unwrap_or(0) as usize..position as usize).unwrap_or("");
        LineColumn { line: offset(after.max(1)), column: offset(before.chars().count() + 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = "a\nbéd\n\nlast";
        let lines = LineIndex::new(text);
        let show = |needle: &str| lines.at(text, text.find(needle).unwrap() as u32).to_string();
        assert_eq!(show("a"), "line 1, column 1");
        assert_eq!(show("d"), "line 2, column 3");
        assert_eq!(show("last"), "line 4, column 1");
    }

    #[test]
    fn a_span_outside_the_text_is_empty() {
        assert_eq!(Span::new(3, 9).of("abc"), "");
        assert_eq!(Span::new(1, 3).of("abc"), "bc");
    }
}
