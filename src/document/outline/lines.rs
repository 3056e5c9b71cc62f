//! The lines of a text, with the parts that hold no prose (front matter, code) marked.

use super::standing::Standing;

/// One line, without its line ending.
pub(super) struct Line<'text> {
    /// Where the line starts in the text.
    pub start: usize,
    /// The line without "\n" or "\r\n".
    pub text: &'text str,
    /// Inside front matter or fenced code: never holds a label.
    pub skipped: bool,
    /// What is known of it beside its look.
    pub standing: Standing,
}

impl Line<'_> {
    /// Holds nothing but white space.
    pub fn blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Splits a text into lines and marks front matter and fenced code.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = plain_lines(text, &[]);
    mark_front_matter(&mut found);
    mark_fences(&mut found);
    found
}

/// Splits a text that is no Markdown into lines, of which something may be known.
pub(super) fn plain_lines<'text>(text: &'text str, standing: &[Standing]) -> Vec<Line<'text>> {
    let mut start = 0;
    let mut found = Vec::new();
    for whole in text.split_inclusive('\n') {
        let content = whole.strip_suffix('\n').unwrap_or(whole);
        let content = content.strip_suffix('\r').unwrap_or(content);
        let standing = standing.get(found.len()).copied().unwrap_or_default();
        found.push(Line { start, text: content, skipped: standing == Standing::NoLabel, standing });
        start += whole.len();
    }
    found
}

fn mark(found: &mut [Line<'_>], first: usize, last: usize) {
    for line in found.iter_mut().take(last + 1).skip(first) {
        line.skipped = true;
    }
}

/// Only a first line "---" with a closing line opens front matter; else it is a plain rule.
fn mark_front_matter(found: &mut [Line<'_>]) {
    let opens = found.first().is_some_and(|line| line.text.trim_start_matches('\u{feff}').trim_end() == "---");
    if !opens {
        return;
    }
    let closing = found.iter().skip(1).position(|line| matches!(line.text.trim_end(), "---" | "..."));
    if let Some(offset) = closing {
        mark(found, 0, offset + 1);
    }
}

/// The character and length of a run of three or more fence characters, and what follows it.
fn fence(text: &str) -> Option<(char, usize, &str)> {
    let trimmed = text.trim_start();
    let sign = trimmed.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let info = trimmed.trim_start_matches(sign);
    let length = trimmed.len() - info.len();
    // A back-tick in the info string makes the line inline code, not a fence.
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, length, info))
}

/// A fence that is never closed hides nothing: in text taken from a PDF it is a stray mark, and
/// hiding the rest of a plan would lose all its paragraphs.
fn mark_fences(found: &mut [Line<'_>]) {
    // The shortest fence known to have no closing line below; keeps the search linear.
    let mut unclosed_ticks = usize::MAX;
    let mut unclosed_tildes = usize::MAX;
    let mut at = 0;
    while let Some(line) = found.get(at) {
        let opening = if line.skipped { None } else { fence(line.text) };
        let Some((sign, length, _)) = opening else {
            at += 1;
            continue;
        };
        let unclosed = if sign == '`' { &mut unclosed_ticks } else { &mut unclosed_tildes };
        let closing = if length >= *unclosed {
            None
        } else {
            found.iter().skip(at + 1).position(|later| {
                fence(later.text)
                    .is_some_and(|(other, run, info)| other == sign && run >= length && info.trim().is_empty())
            })
        };
        match closing {
            Some(offset) => {
                mark(found, at, at + 1 + offset);
                at += offset + 2;
            }
            None => {
                *unclosed = (*unclosed).min(length);
                at += 1;
            }
        }
    }
}
