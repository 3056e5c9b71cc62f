//! Fields that a document may leave out, read in `applies` without being asked for.

use super::{FilePlace, Rule, Token, TokenKind, tokens};
use crate::place::Span;

/// Functions that ask whether a field is there, or keep to what has it.
const ASKING: [&str; 10] =
    ["has", "having", "readable", "lacking", "where", "where_not", "has_item", "pick", "saying", "find_documents"];

/// Each such field once, where it is read first.
pub(super) fn all(rule: &Rule) -> Vec<(String, Span)> {
    let tokens = tokens(&rule.text);
    let Some((start, end)) = applies(&tokens) else { return Vec::new() };
    let place = FilePlace { file: "", text: &rule.text };
    let mut found: Vec<(String, Span)> = Vec::new();
    for span in rule.optional.iter().map(|position| place.span(*position)) {
        let name = span.of(&rule.text);
        let is_in = span.start >= start && span.end <= end;
        if is_in && !found.iter().any(|(known, _)| known == name) && !is_asked(&tokens, start, span, name) {
            found.push((name.to_owned(), span));
        }
    }
    found
}

/// Where the body of `applies` starts and ends.
fn applies(tokens: &[Token<'_>]) -> Option<(u32, u32)> {
    let name =
        tokens.windows(2).position(|pair| matches!(pair, [fun, name] if fun.text == "fn" && name.text == "applies"))?;
    let start = tokens.get(name)?.span.start;
    let next = tokens.iter().skip(name + 1).find(|token| token.kind == TokenKind::Word && token.text == "fn");
    Some((start, next.map_or(u32::MAX, |next| next.span.start)))
}

/// Whether `applies` asks for a field of this name before it reads it there.
fn is_asked(tokens: &[Token<'_>], start: u32, read: Span, name: &str) -> bool {
    tokens.windows(3).any(|call| {
        let [word, open, text] = call else { return false };
        let is_before = word.span.start >= start && word.span.start < read.start;
        is_before
            && open.text == "("
            && ASKING.contains(&word.text)
            && text.kind == TokenKind::Text
            && text.text.trim_matches('"').split('.').any(|field| field == name)
    })
}
