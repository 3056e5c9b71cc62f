//! The words and marks of a script with their places, comments left out.
//!
//! For what looks at a rule as it is written: where its statements start, what could be written
//! otherwise. What runs a rule does not go by this, but by rhai.

use crate::place::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or a word of the language.
    Word,
    /// A number.
    Number,
    /// A text in quotation marks or backticks, with all that is in it.
    Text,
    /// Anything else: brackets, operators.
    Mark,
}

/// One word or mark of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: TokenKind,
    /// As written.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
}

/// Marks of several characters, the longer first.
const MARKS: [&str; 19] =
    ["..=", "==", "!=", "<=", ">=", "&&", "||", "#{", "=>", "+=", "-=", "*=", "/=", "%=", "**", "..", "::", "??", "?."];

/// The tokens of a script, in order.
pub fn tokens(script: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = script.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, length) = next(rest);
        if let (Some(kind), Some(text)) = (kind, rest.get(..length)) {
            tokens.push(Token { kind, text, span: Span::new(at, at + length) });
        }
        at += length;
    }
    tokens
}

/// The place of the brace that opens the block after a token: that of an `if`, a `while` or an `fn`.
pub fn block_after(tokens: &[Token<'_>], word: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(word + 1) {
        match token.text {
            "{" if depth == 0 => return Some(place),
            ";" if depth == 0 => return None,
            "{" | "#{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The token that a text starts with, none for spaces and comments, and its length in bytes.
fn next(rest: &str) -> (Option<TokenKind>, usize) {
    let Some(first) = rest.chars().next() else { return (None, 1) };
    let run = |matches: fn(char) -> bool| rest.find(|letter| !matches(letter)).unwrap_or(rest.len());
    if first.is_whitespace() {
        return (None, run(char::is_whitespace));
    }
    if rest.starts_with("//") {
        return (None, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (None, rest.find("*/").map_or(rest.len(), |end| end + 2));
    }
    if matches!(first, '"' | '\'' | '`') {
        return (Some(TokenKind::Text), text_length(rest, first));
    }
    if first.is_ascii_digit() {
        return (Some(TokenKind::Number), number_length(rest));
    }
    if first.is_alphabetic() || first == '_' {
        return (Some(TokenKind::Word), run(|letter| letter.is_alphanumeric() || letter == '_'));
    }
    let long = MARKS.iter().find(|mark| rest.starts_with(**mark));
    (Some(TokenKind::Mark), long.map_or(first.len_utf8(), |mark| mark.len()))
}

/// The length of a text with its marks; `${...}` within backticks holds a script of its own.
fn text_length(rest: &str, mark: char) -> usize {
    let mut at = mark.len_utf8();
    while let Some(inner) = rest.get(at..) {
        let Some(letter) = inner.chars().next() else { break };
        at += letter.len_utf8();
        if letter == mark {
            return at;
        }
        if letter == '\\' && mark != '`' {
            at += inner.chars().nth(1).map_or(0, char::len_utf8);
        } else if mark == '`' && inner.starts_with("${") {
            at += 1;
            at += block_length(rest.get(at..).unwrap_or(""));
        }
    }
    rest.len()
}

/// The length of a script up to and with the brace that closes it.
fn block_length(script: &str) -> usize {
    let mut depth = 1_usize;
    let mut at = 0;
    while let Some(rest) = script.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, length) = next(rest);
        at += length;
        if kind == Some(TokenKind::Mark) {
            match rest.get(..length) {
                Some("{" | "#{") => depth += 1,
                Some("}") => depth -= 1,
                _ => {}
            }
        }
        if depth == 0 {
            return at;
        }
    }
    script.len()
}

/// A number, with a decimal part only where a digit follows the point (`0..5` is a range).
fn number_length(rest: &str) -> usize {
    let digits = |text: &str| text.find(|letter: char| !letter.is_ascii_digit() && letter != '_').unwrap_or(text.len());
    let whole = digits(rest);
    let after = rest.get(whole..).unwrap_or("");
    match after.strip_prefix('.') {
        Some(decimals) if decimals.starts_with(|letter: char| letter.is_ascii_digit()) => whole + 1 + digits(decimals),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_texts_and_marks_are_told_apart() {
        let texts = |script| tokens(script).iter().map(|token| token.text).collect::<Vec<_>>();
        assert_eq!(texts("a.b >= 1.5 && !c // && d\n"), ["a", ".", "b", ">=", "1.5", "&&", "!", "c"]);
        assert_eq!(texts("0..5 /* 7 */ #{ x: \"a \\\" b\" }"), ["0", "..", "5", "#{", "x", ":", "\"a \\\" b\"", "}"]);
        let whole = "`${if there { \"\" } else { `; ${x}` }} end`";
        assert_eq!(texts(&format!("let a = {whole};")), ["let", "a", "=", whole, ";"]);
    }
}
