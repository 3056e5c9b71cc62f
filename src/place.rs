//! Where something stands in a text, and how it is shown.
//!
//! Knows nothing of documents: a span is two byte offsets, a line index turns an offset into
//! the line and column that an editor shows.

use std::fmt;
use std::sync::Arc;

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

/// Where something stands in what the officer has in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// In a text.
    Text(LineColumn),
    /// In an office file, in its own words: `sheet "Cover", cell E14`; `paragraph 7.5.2`.
    Office(Arc<str>),
}

impl Spot {
    /// Line and column, for a text.
    pub fn line_column(&self) -> Option<LineColumn> {
        match self {
            Spot::Text(at) => Some(*at),
            Spot::Office(_) => None,
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spot::Text(at) => write!(formatter, "line {}", at.line),
            Spot::Office(words) => formatter.write_str(words),
        }
    }
}

/// Finds line and column of an offset, in a time that does not grow with the length of a line.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Characters before every [`STRIDE`]th byte: a file may be one long line.
    characters: Vec<u32>,
}

const STRIDE: usize = 256;

impl LineIndex {
    /// Notes where each line of `text` starts.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut characters = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                characters.push(count);
            }
            if byte == b'\n' {
                starts.push(offset(at + 1));
            }
            count += u32::from(is_first(byte));
        }
        LineIndex { starts, characters }
    }

    /// The offset at which a line starts; lines count from 1.
    pub fn start_of(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.starts.get(index)).map_or(0, |start| *start as usize)
    }

    /// Line and column of a byte offset in the `text` that the index was made from.
    pub fn at(&self, text: &str, position: u32) -> LineColumn {
        let line = self.starts.partition_point(|start| *start <= position).max(1);
        let before =
            self.characters_before(text, position as usize) - self.characters_before(text, self.start_of(line));
        LineColumn { line: offset(line), column: before + 1 }
    }

    fn characters_before(&self, text: &str, position: usize) -> u32 {
        let position = position.min(text.len());
        let mark = position / STRIDE;
        let counted = self.characters.get(mark).copied();
        let from = counted.map_or(0, |_| mark * STRIDE);
        let rest = text.as_bytes().get(from..position).unwrap_or(&[]);
        counted.unwrap_or(0) + offset(rest.iter().filter(|byte| is_first(**byte)).count())
    }
}

/// Whether a byte of UTF-8 starts a character.
fn is_first(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
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
    fn a_long_line_is_counted_like_a_short_one() {
        let text = format!("one\n{}x", "é".repeat(1000));
        let lines = LineIndex::new(&text);
        assert_eq!(lines.at(&text, 4 + 2000).to_string(), "line 2, column 1001");
        let exact = "a".repeat(STRIDE);
        assert_eq!(LineIndex::new(&exact).at(&exact, STRIDE as u32).to_string(), "line 1, column 257");
    }

    #[test]
    fn a_span_outside_the_text_is_empty() {
        assert_eq!(Span::new(3, 9).of("abc"), "");
        assert_eq!(Span::new(1, 3).of("abc"), "bc");
    }
}
