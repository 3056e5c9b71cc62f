//! Puts a rule's file in order without a change of what it means: its page, its header, its spaces.

use super::header::KEYS;
use super::page::SECTIONS;
use super::token::{Token, TokenKind, tokens};
use crate::place::Span;

/// A rule's text in order, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// What was done, in words; nothing where the text is as it was.
    pub done: Vec<String>,
}

/// Gives a text with one thing put in order; none where that is not safe.
type Step = fn(&str) -> Option<String>;

/// Puts the sections of the page and the keys of the header in order, adds a `since` that is missing,
/// takes out spaces at the ends of lines and makes the last line whole.
pub fn fix(text: &str) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), done: Vec::new() };
    let steps: [(Step, &str); 4] = [
        (page_in_order, "the sections of the page put in order"),
        (with_since, "`since` added to the header"),
        (header_in_order, "the keys of the header put in order"),
        (without_stray_spaces, "spaces at the ends of lines and lines at the end of the file put right"),
    ];
    for (step, words) in steps {
        if let Some(text) = step(&fixed.text).filter(|text| *text != fixed.text) {
            fixed.text = text;
            fixed.done.push(words.to_owned());
        }
    }
    fixed
}

/// The page with its sections in order, if it has each of them once and no other.
fn page_in_order(text: &str) -> Option<String> {
    let count = text.lines().take_while(|line| line.starts_with("//!")).count();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (page, rest) = lines.split_at_checked(count)?;
    let name = |line: &str| line.trim_start_matches("//!").trim().strip_prefix("# ").map(str::to_owned);
    let mut parts: Vec<(Option<String>, Vec<&str>)> = vec![(None, Vec::new())];
    for line in page {
        if name(line).is_some() {
            parts.push((name(line), Vec::new()));
        }
        parts.last_mut()?.1.push(line);
    }
    let place = |part: &Option<String>| SECTIONS.iter().position(|section| part.as_deref() == Some(*section));
    let sections = parts.get_mut(1..)?;
    let mut places: Vec<usize> = sections.iter().map(|(name, _)| place(name)).collect::<Option<_>>()?;
    places.sort_unstable();
    if !places.into_iter().eq(0..SECTIONS.len()) {
        return None;
    }
    sections.sort_by_key(|(name, _)| place(name));
    Some(parts.into_iter().flat_map(|(_, lines)| lines).chain(rest.iter().copied()).collect())
}

/// The entries of the header, from the key to the end of its value; none where a comment stands
/// between them, which would lose its place.
fn entries<'t>(text: &'t str, tokens: &[Token<'t>]) -> Option<Vec<(&'t str, Span)>> {
    let open = tokens.windows(3).position(
        |start| matches!(start, [name, is, open] if name.text == "RULE" && is.text == "=" && open.text == "#{"),
    )? + 2;
    let mut entries: Vec<(&str, Span)> = Vec::new();
    let mut depth = 1_usize;
    let mut last = tokens.get(open)?;
    let mut starts = true;
    for token in tokens.get(open + 1..)? {
        let between = text.get(last.span.end as usize..token.span.start as usize)?;
        if !between.trim().is_empty() {
            return None;
        }
        last = token;
        match token.text {
            _ if token.kind != TokenKind::Mark => {}
            "#{" | "(" | "[" | "{" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            "," if depth == 1 => {
                starts = true;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            return Some(entries);
        }
        if starts {
            entries.push((token.text, token.span));
        }
        starts = false;
        if let Some((_, span)) = entries.last_mut() {
            span.end = token.span.end;
        }
    }
    None
}

fn with_since(text: &str) -> Option<String> {
    let entries = entries(text, &tokens(text))?;
    let each =
        entries.iter().find(|(key, _)| *key == "each").filter(|_| !entries.iter().any(|(key, _)| *key == "since"))?;
    let (before, after) = text.split_at_checked(each.1.end as usize)?;
    // On a line of its own where the keys stand so.
    let line_start = text.get(..each.1.start as usize)?.rsplit('\n').next()?;
    let between = if line_start.trim().is_empty() { format!(",\n{line_start}") } else { ", ".to_owned() };
    Some(format!("{before}{between}since: \"{}\"{after}", env!("CARGO_PKG_VERSION")))
}

fn header_in_order(text: &str) -> Option<String> {
    let entries = entries(text, &tokens(text))?;
    let place = |key: &str| KEYS.iter().position(|known| *known == key);
    if entries.iter().any(|(key, _)| place(key).is_none()) {
        return None;
    }
    let mut sorted = entries.clone();
    sorted.sort_by_key(|(key, _)| place(key));
    let mut put = String::new();
    let mut from = 0;
    for ((_, slot), (_, entry)) in entries.iter().zip(&sorted) {
        put.push_str(text.get(from..slot.start as usize)?);
        put.push_str(entry.of(text));
        from = slot.end as usize;
    }
    put.push_str(text.get(from..)?);
    Some(put)
}

/// The text without spaces at the ends of lines, but for those within a text of the script.
fn without_stray_spaces(text: &str) -> Option<String> {
    let tokens = tokens(text);
    let texts: Vec<Span> =
        tokens.iter().filter(|token| token.kind == TokenKind::Text).map(|token| token.span).collect();
    let mut put = String::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end_matches('\n').len();
        at += line.len();
        let is_within = texts.iter().any(|span| (span.start as usize) < end && end < span.end as usize);
        put.push_str(if is_within { line.trim_end_matches('\n') } else { line.trim_end() });
        put.push('\n');
    }
    Some(format!("{}\n", put.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "//! Holds.\n//!\n//! # Why\n//! a\n//! # Applies\n//! b\n//! # Passes\n//! c\n//! # Fails\n//! d\n//! # Remedy\n//! e\n\nconst RULE = #{\n    each: #{ \"meeting\": \"\" },\n    since: \"0.1.0\",\n    source: \"Act, 1\",\n};\n\nfn check(meeting, policy) {}\n";

    #[test]
    fn what_is_in_order_stays_as_it_is() {
        assert_eq!(fix(WHOLE), Fixed { text: WHOLE.to_owned(), done: Vec::new() });
    }

    #[test]
    fn each_disorder_is_put_right_and_told() {
        for (from, to, words) in [
            ("//! # Why\n//! a\n//! # Applies\n//! b\n", "//! # Applies\n//! b\n//! # Why\n//! a\n", "sections"),
            ("    since: \"0.1.0\",\n", "", "`since`"),
            (
                "    since: \"0.1.0\",\n    source: \"Act, 1\",\n",
                "    source: \"Act, 1\",\n    since: \"0.1.0\",\n",
                "keys",
            ),
            ("policy) {}\n", "policy) {}  \n\n", "spaces"),
            ("policy) {}\n", "policy) {}", "spaces"),
        ] {
            let fixed = fix(&WHOLE.replace(from, to));
            assert_eq!(
                fixed.text,
                WHOLE.replace("0.1.0", if words == "`since`" { env!("CARGO_PKG_VERSION") } else { "0.1.0" })
            );
            assert!(matches!(fixed.done.as_slice(), [only] if only.contains(words)), "{:?}", fixed.done);
        }
    }

    #[test]
    fn what_is_not_safe_is_left() {
        for (from, to) in [
            // A section that is missing or there twice.
            ("//! # Why\n//! a\n", ""),
            ("//! # Why\n", "//! # Remedy\n"),
            // A comment that belongs to a key; a key that is not known.
            ("    since: \"0.1.0\",\n    source", "    source: \"x\", // why\n    since"),
            (
                "    since: \"0.1.0\",\n    source: \"Act, 1\",\n",
                "    source: \"Act, 1\",\n    sinse: \"0.1.0\",\n    since: \"0\",\n",
            ),
            // Spaces within a text.
            ("policy) {}\n", "policy) { `a  \nb` }\n"),
        ] {
            let text = WHOLE.replace(from, to);
            assert_ne!(text, WHOLE);
            assert_eq!(fix(&text), Fixed { text: text.clone(), done: Vec::new() });
        }
    }
}
