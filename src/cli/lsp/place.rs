//! Places as the protocol writes them: URIs, and positions that count UTF-16 from 0.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::place::LineColumn;

/// The path of a file's URI; none for what is no file.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // A host may stand before the path (RFC 8089): this one, or another, whose files are not here.
    let (host, encoded) = rest.split_at(rest.find('/')?);
    if !host.is_empty() && host != "localhost" {
        return None;
    }
    let mut bytes = Vec::new();
    let mut letters = encoded.bytes();
    while let Some(letter) = letters.next() {
        if letter == b'%' {
            let digit = |letter: Option<u8>| char::from(letter?).to_digit(16);
            let (high, low) = (digit(letters.next())?, digit(letters.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(letter);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    // On Windows a drive stands after the first slash: /C:/papers.
    let drive = path.strip_prefix('/').filter(|rest| rest.chars().nth(1) == Some(':'));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

/// The URI of a file.
pub(super) fn uri_of(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut uri = if path.starts_with('/') { String::from("file://") } else { String::from("file:///") };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

/// The range between two places of a text.
pub(super) fn range(text: &str, start: LineColumn, end: LineColumn) -> Json {
    json!({ "start": position(text, start), "end": position(text, end) })
}

fn position(text: &str, at: LineColumn) -> Json {
    let line = text.split('\n').nth(at.line.saturating_sub(1) as usize).unwrap_or("");
    let units: usize = line.chars().take(at.column.saturating_sub(1) as usize).map(char::len_utf16).sum();
    json!({ "line": at.line.saturating_sub(1), "character": units })
}

/// The word at a position that may be the name of a rule, with its range; none where it has no slash.
pub(super) fn word(text: &str, line: u64, character: u64) -> Option<(String, Json)> {
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '/' | '-' | '_');
    word_of(text, line, character, is_of_word).filter(|(word, _)| word.contains('/'))
}

/// The word of a script at a position, with its range.
pub(super) fn word_of_script(text: &str, line: u64, character: u64) -> Option<(String, Json)> {
    word_of(text, line, character, |letter| letter.is_ascii_alphanumeric() || letter == '_')
}

fn word_of(text: &str, line: u64, character: u64, is_of_word: impl Fn(char) -> bool) -> Option<(String, Json)> {
    let content = text.split('\n').nth(usize::try_from(line).ok()?)?;
    // Each letter with its place in UTF-16.
    let mut start = 0;
    let mut word = String::new();
    let mut at = 0;
    for letter in content.chars().chain(std::iter::once('\n')) {
        if is_of_word(letter) {
            word.push(letter);
        } else {
            if start <= character && character <= at && !word.is_empty() {
                let position = |character: u64| json!({ "line": line, "character": character });
                return Some((word, json!({ "start": position(start), "end": position(at) })));
            }
            word.clear();
            start = at + letter.len_utf16() as u64;
        }
        at += letter.len_utf16() as u64;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_and_its_uri_name_each_other() {
        let path = Path::new("/papers/Höhe 100%/plan.yaml");
        assert_eq!(uri_of(path), "file:///papers/H%C3%B6he%20100%25/plan.yaml");
        assert_eq!(path_of(&uri_of(path)).as_deref(), Some(path));
        assert_eq!(path_of("file:///C%3A/papers/a.yaml"), Some(PathBuf::from("C:/papers/a.yaml")));
        assert_eq!(path_of("file://localhost/a.yaml"), Some(PathBuf::from("/a.yaml")));
        for no_file in
            ["untitled:Untitled-1", "file://", "file:///a%", "file:///a%zz", "file:///%ff", "file://host/a", ""]
        {
            assert_eq!(path_of(no_file), None, "{no_file}");
        }
    }

    #[test]
    fn columns_count_utf_16() {
        // The clef takes two units of UTF-16, the letter after it is the sixth character.
        let text = "a\nuse \u{1d11e}x\n";
        let at = |column| LineColumn { line: 2, column };
        let range = range(text, at(6), at(7));
        assert_eq!(range, json!({ "start": { "line": 1, "character": 6 }, "end": { "line": 1, "character": 7 } }));
    }

    #[test]
    fn the_name_of_a_rule_is_found_under_the_cursor() {
        let text = "id = 1\nuse = \"action/is-not-overdue\" # \u{1d11e} a/b\n";
        let found = |character| word(text, 1, character).map(|(word, _)| word);
        assert_eq!(found(7).as_deref(), Some("action/is-not-overdue"));
        assert_eq!(found(28).as_deref(), Some("action/is-not-overdue"));
        assert_eq!(found(1), None);
        // After 'use = "action/is-not-overdue" # ' (32 units) come the clef, a space and a/b.
        let (second, range) = word(text, 1, 36).unwrap();
        assert_eq!((second.as_str(), &range["start"]["character"]), ("a/b", &json!(35)));
        assert_eq!(word(text, 9, 0), None);
        assert_eq!(word(text, u64::MAX, u64::MAX), None);
    }
}
