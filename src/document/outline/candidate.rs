//! Reads the label that a line seems to open with, before the numbering around it is considered.

use std::ops::Range;

use super::lines::Line;
use super::shape;
use super::standing::Standing;
use crate::label::{Label, Mark};

/// A line that opens with something that may be a label.
pub(super) struct Candidate {
    /// The index of the line.
    pub line: usize,
    /// The label.
    pub label: Label,
    /// The label in the text, without bullets, emphasis and trailing dots.
    pub label_span: Range<usize>,
    /// What follows on the line, without separators and enclosing emphasis.
    pub rest: Range<usize>,
    /// A heading by its mark-up: "## 9 Title", or a title with a rule under it.
    pub heading: bool,
    /// The document itself says that this is the number of the paragraph.
    pub is_certain: bool,
    /// Written with the word "Section", "Appendix" or "Annex".
    pub keyword: bool,
    /// A dot, a colon or emphasis sets the number apart from what follows.
    pub set_apart: bool,
    /// The label and what follows, or all that follows, are emphasised as a title is.
    pub emphasised: bool,
    /// For a single number: its line stands as a title does; `Some(true)` if it is written as a
    /// sentence is. Filled in later, from the lines around.
    pub title: Option<bool>,
    /// What follows is a whole sentence.
    pub sentence: bool,
    /// Opens a block and goes on like a new sentence or a title.
    pub strong: bool,
}

/// A place in a line that moves to the right.
struct Cursor<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Cursor<'text> {
    fn rest(&self) -> &'text str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Takes all leading characters for which the condition holds; says how many bytes.
    fn take(&mut self, condition: impl Fn(char) -> bool) -> &'text str {
        let rest = self.rest();
        let taken = rest.len() - rest.trim_start_matches(condition).len();
        self.at += taken;
        rest.get(..taken).unwrap_or("")
    }

    fn space(&mut self) -> bool {
        !self.take(char::is_whitespace).is_empty()
    }

    fn emphasis(&mut self) -> &'text str {
        self.take(|sign| matches!(sign, '*' | '_'))
    }
}

const BULLETS: [char; 9] = ['-', '*', '+', '•', '·', '▪', '‣', '–', '●'];

/// What stands before the label.
struct Opening<'text> {
    heading: bool,
    bullet: bool,
    emphasis: &'text str,
}

fn opening<'text>(cursor: &mut Cursor<'text>) -> Opening<'text> {
    cursor.take(|sign| sign.is_whitespace() || sign == '\u{feff}');
    let start = cursor.at;
    let hashes = cursor.take(|sign| sign == '#').len();
    let heading = (1..=6).contains(&hashes) && cursor.space();
    if !heading {
        cursor.at = start;
    }
    let rest = cursor.rest();
    let after = rest.strip_prefix(BULLETS).unwrap_or(rest);
    let bullet = !heading && after.len() < rest.len() && after.starts_with(char::is_whitespace);
    if bullet {
        cursor.at += rest.len() - after.len();
        cursor.space();
    }
    let emphasis = cursor.emphasis();
    Opening { heading, bullet, emphasis }
}

/// "7.5.2": parts of one to three digits without leading zeros, so that years (2015), dates
/// (24.11.2015) and times (2.00) are none; the first is not nought ("0.8 wte").
fn number(cursor: &mut Cursor<'_>) -> Option<Vec<u32>> {
    let mut parts = Vec::new();
    loop {
        let digits = cursor.take(|sign| sign.is_ascii_digit());
        let zero_first = digits.starts_with('0') && (digits.len() > 1 || parts.is_empty());
        if digits.is_empty() || digits.len() > 3 || zero_first || parts.len() == 6 {
            return None;
        }
        parts.push(digits.parse().ok()?);
        let further = cursor.rest().strip_prefix('.');
        if !further.is_some_and(|after| after.starts_with(|sign: char| sign.is_ascii_digit())) {
            return Some(parts);
        }
        cursor.at += 1;
    }
}

/// The word of a keyword label; small letters are words of a wrapped sentence, except in a heading.
fn keyword(cursor: &mut Cursor<'_>, heading: bool) -> Option<&'static str> {
    let rest = cursor.rest();
    let word_length = rest.find(|sign: char| !sign.is_ascii_alphabetic()).unwrap_or(rest.len());
    let word = rest.get(..word_length)?;
    let known = ["section", "appendix", "annex"].into_iter().find(|known| word.eq_ignore_ascii_case(known))?;
    if !(heading || word.starts_with(|sign: char| sign.is_ascii_uppercase())) {
        return None;
    }
    cursor.at += word_length;
    cursor.space().then_some(known)
}

fn letter(cursor: &mut Cursor<'_>) -> Option<char> {
    let sign = cursor.rest().chars().next().filter(char::is_ascii_uppercase)?;
    cursor.at += 1;
    Some(sign)
}

fn keyword_label(cursor: &mut Cursor<'_>, word: &str) -> Option<Label> {
    if word == "section" {
        let parts = number(cursor)?;
        return Some(match parts.as_slice() {
            [only] => Label::Section(*only),
            _ => Label::Paragraph(parts),
        });
    }
    let mark = match letter(cursor) {
        Some(sign) => Mark::Letter(sign),
        None => match number(cursor)?.as_slice() {
            [only] => Mark::Number(*only),
            _ => return None,
        },
    };
    Some(Label::Appendix(mark))
}

/// The number of several parts that a text opens with, by itself or in brackets: "4.5", "4.5.", "4.5)",
/// "(4.5)"; with what follows.
pub(super) fn opening_number(text: &str) -> Option<(Vec<u32>, &str)> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.space();
    let is_open = open_bracket(&mut cursor);
    let parts = number(&mut cursor).filter(|parts| parts.len() > 1)?;
    closing_bracket(&mut cursor, is_open)?;
    separators(&mut cursor, false)?;
    Some((parts, cursor.rest()))
}

/// Takes the bracket before a number; says whether there is one.
fn open_bracket(cursor: &mut Cursor<'_>) -> bool {
    let is_open = cursor.rest().starts_with('(');
    cursor.at += usize::from(is_open);
    is_open
}

/// Takes the bracket behind a number, without which one before it is a sentence's; says whether there
/// is one.
fn closing_bracket(cursor: &mut Cursor<'_>, is_open: bool) -> Option<bool> {
    cursor.take(|sign| sign == '\\');
    let is_closed = cursor.rest().starts_with(')');
    cursor.at += usize::from(is_closed);
    (is_closed || !is_open).then_some(is_closed)
}

/// The signs between a label and what follows; says whether there are any.
fn separators(cursor: &mut Cursor<'_>, opened: bool) -> Option<bool> {
    let before = cursor.at;
    cursor.take(|sign| sign == '\\');
    cursor.take(|sign| matches!(sign, '.' | ':'));
    let marks = cursor.emphasis();
    cursor.take(|sign| matches!(sign, '.' | ':'));
    let mut apart = cursor.at > before;
    let spaced = cursor.space() || cursor.rest().is_empty();
    // "9.1.1**Title": a closing mark may touch the title; anything else ("4.5%", "1.2m", "16-19",
    // "4.3,", "75s") touches because it belongs to the number.
    let touching = !marks.is_empty() && opened && cursor.rest().starts_with(char::is_alphabetic);
    if !(spaced || touching) {
        return None;
    }
    let dash = cursor.rest().strip_prefix(['–', '—', '-', ':']);
    if let Some(after) = dash.filter(|after| after.is_empty() || after.starts_with(char::is_whitespace)) {
        cursor.at = cursor.text.len() - after.len();
        cursor.space();
        // "10 - 12 years" is a span of numbers.
        if after.trim_start().starts_with(|sign: char| sign.is_ascii_digit()) && opened_by_digit(cursor.text) {
            return None;
        }
        apart = true;
    }
    Some(apart)
}

fn opened_by_digit(line: &str) -> bool {
    line.trim_start().starts_with(|sign: char| sign.is_ascii_digit())
}

/// Cells are separated by tabs or pipes. One tab right behind the number is how word processors
/// write a numbered paragraph as text, unless a neighbouring line is a row of more cells.
fn table_row(line: &str, label_end: usize, neighbours: [Option<&Line<'_>>; 2]) -> bool {
    let tabs = |text: &str| text.trim().matches('\t').count();
    if line.contains('|') {
        return true;
    }
    match tabs(line) {
        0 => false,
        1 => {
            let behind = line.get(label_end..).unwrap_or("").trim_start_matches(['.', ':', '*', ')']);
            !behind.starts_with('\t') || neighbours.iter().flatten().any(|near| tabs(near.text) > 1)
        }
        _ => true,
    }
}

/// A rule of "=" or "-" under a line makes it a heading, as in Markdown.
fn underlined(below: Option<&Line<'_>>) -> bool {
    below.is_some_and(|line| {
        let rule = line.text.trim();
        rule.len() >= 3 && (rule.chars().all(|sign| sign == '=') || rule.chars().all(|sign| sign == '-'))
    })
}

/// "Section 9", "Section 9 – Title", "Appendix 2 Risk Factors"; not "Section 9 of the Act says ...".
fn keyword_heading(rest: &str, apart: bool, heading: bool) -> bool {
    rest.is_empty()
        || heading
        || shape::title(rest)
        || (apart && !(shape::starts_small(rest) && shape::ends_sentence(rest)) && rest.len() <= 200)
}

/// The part of a line behind its label, without closing hashes and the marks that enclose it.
fn trimmed_rest(cursor: &Cursor<'_>, heading: bool, emphasis: &str) -> Range<usize> {
    let mut rest = cursor.rest().trim();
    if heading {
        rest = rest.trim_end_matches('#').trim_end();
    }
    if !emphasis.is_empty() && !rest.starts_with(['*', '_']) {
        let inner = rest.strip_suffix(emphasis).unwrap_or(rest);
        if !inner.contains(emphasis) {
            rest = inner.trim_end();
        }
    }
    cursor.at..cursor.at + rest.len()
}

/// How a line stands to the lines around it.
struct Surroundings {
    /// The line opens a block, or the line before is complete.
    opens: bool,
    /// The number is the continuation of the sentence before.
    wrapped: bool,
}

fn surroundings(before: Option<&Line<'_>>, block: bool, rest: &str) -> Surroundings {
    let above = before.filter(|line| !line.skipped && !line.blank());
    let Some(above) = above.filter(|_| !block) else {
        return Surroundings { opens: true, wrapped: false };
    };
    let complete = shape::ends_sentence(above.text) || above.text.trim_start().starts_with('#');
    // "... a total of / 2.2 posts": the line above is open, or this one goes on in small letters.
    let wrapped = shape::ends_open(above.text) || (shape::starts_small(rest) && !complete);
    Surroundings { opens: complete || above.text.trim().len() < 60, wrapped }
}

/// Reads the label of one line; `None` when what the line opens with cannot be one.
pub(super) fn candidate(lines: &[Line<'_>], index: usize) -> Option<Candidate> {
    let line = lines.get(index).filter(|line| !line.skipped)?;
    let before = index.checked_sub(1).and_then(|above| lines.get(above));
    let below = lines.get(index + 1);
    let mut cursor = Cursor { text: line.text, at: 0 };
    let opening = opening(&mut cursor);
    let is_heading = line.standing == Standing::Heading;
    let is_certain = line.standing == Standing::Numbered;
    let heading = opening.heading || is_heading || (!opening.bullet && underlined(below));
    let is_open = open_bracket(&mut cursor);
    let label_start = cursor.at;
    let word = keyword(&mut cursor, heading);
    let label = match word {
        Some(word) => keyword_label(&mut cursor, word)?,
        None => Label::Paragraph(number(&mut cursor)?),
    };
    let label_end = cursor.at;
    // "1)" and "(1)" are items of a list, "(Section 4 ..." is a remark.
    let has_brackets = matches!(&label, Label::Paragraph(parts) if parts.len() > 1) && word.is_none();
    let is_closed = if has_brackets { closing_bracket(&mut cursor, is_open)? } else { false };
    if is_open && !is_closed {
        return None;
    }
    let set_apart = separators(&mut cursor, true)? || is_closed;
    if !(is_certain || is_heading)
        && (table_row(line.text, label_end, [before, below]) || shape::contents_line(line.text))
    {
        return None;
    }
    let span = trimmed_rest(&cursor, heading, opening.emphasis);
    let rest = line.text.get(span.clone())?;
    // "2.2 wte", "4.5 per cent", "10.30 am", "24 November".
    if !is_certain && word.is_none() && (shape::starts_with_unit(rest) || shape::starts_with_month(rest)) {
        return None;
    }
    let around = surroundings(before, opening.bullet || heading || is_certain, rest);
    if around.wrapped {
        return None;
    }
    let keyword = word.is_some();
    let single = matches!(&label, Label::Paragraph(parts) if parts.len() == 1);
    // A bullet before a section or a single number makes it an item of a list.
    if opening.bullet && (keyword || single) {
        return None;
    }
    if keyword && !keyword_heading(rest, set_apart, heading || is_certain) {
        return None;
    }
    let next_text = below.is_some_and(|line| !line.blank());
    let strong =
        around.opens && if rest.is_empty() { !opening.bullet || next_text } else { !shape::starts_small(rest) };
    let whole_emphasis = !opening.emphasis.is_empty() && line.text.trim_end().ends_with(opening.emphasis);
    Some(Candidate {
        line: index,
        label,
        label_span: line.start + label_start..line.start + label_end,
        rest: line.start + span.start..line.start + span.end,
        heading,
        is_certain,
        keyword,
        set_apart,
        emphasised: whole_emphasis || shape::emphasised(rest),
        title: None,
        sentence: shape::sentence(rest),
        strong,
    })
}
