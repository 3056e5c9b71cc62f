//! JSON (RFC 8259) into the arena.
//!
//! Our own reader, because no library keeps both the place of each node and the number as
//! written; it accepts what `serde_json` accepts, less keys given twice (property-tested).

use super::builder::Builder;
use super::{Fault, MAX_DEPTH};
use crate::place::Span;

pub(super) fn read(text: &str) -> Result<Builder, Fault> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, builder: Builder::new(text) };
    reader.skip_space();
    reader.value()?;
    reader.skip_space();
    if reader.at < reader.bytes.len() {
        return Err(
            reader.fault("there is text after the end of the document", "delete it, or put one document in each file")
        );
    }
    Ok(reader.builder)
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    builder: Builder,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// A fault at the present position; the span covers one whole character, or none at the end.
    fn fault(&self, what: &str, way_out: &str) -> Fault {
        let mut start = self.at.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let width = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Fault::new(Span::new(start, start + width), what, way_out)
    }

    fn value(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'{') => self.map(),
            Some(b'[') => self.list(),
            Some(b'"') => self.text_value(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", |builder, span| builder.bool(span, true)),
            Some(b'f') => self.word("false", |builder, span| builder.bool(span, false)),
            Some(b'n') => self.word("null", |builder, span| builder.null(span)),
            Some(_) => Err(self.fault(
                "a value was expected here",
                "write a text in quotation marks, a number, true, false, null, [ or {",
            )),
            None => Err(self.fault("the file ends where a value was expected", "check whether the file was cut off")),
        }
    }

    fn word(&mut self, word: &str, add: fn(&mut Builder, Span)) -> Result<(), Fault> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) != Some(word.as_bytes()) {
            return Err(self.fault("a value was expected here", "put a text in quotation marks"));
        }
        add(&mut self.builder, Span::new(self.at, end));
        self.at = end;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or(&[]);
        let Some(length) = number_length(rest) else {
            return Err(self.fault(
                "this is not a number as JSON writes it",
                "write it like 12, -3 or 4.50, or put it in quotation marks",
            ));
        };
        self.at += length;
        if matches!(self.peek(), Some(b'0'..=b'9' | b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-')) {
            return Err(self.fault(
                "this is not a number as JSON writes it",
                "write it like 12, -3 or 4.50, or put it in quotation marks",
            ));
        }
        self.builder.number(Span::new(start, self.at));
        Ok(())
    }

    fn text_value(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let content = self.string()?;
        let span = Span::new(start, self.at);
        match content {
            Some(text) => self.builder.owned_text(span, text),
            None => self.builder.text(span, Span::new(start + 1, self.at - 1)),
        }
        Ok(())
    }

    /// Reads a string; gives its text only where it has escapes.
    fn string(&mut self) -> Result<Option<String>, Fault> {
        let start = self.at;
        self.at += 1;
        let mut unescaped: Option<String> = None;
        let mut copied = self.at;
        loop {
            while self.bytes.get(self.at).is_some_and(|byte| *byte != b'"' && *byte != b'\\' && *byte >= 0x20) {
                self.at += 1;
            }
            match self.peek() {
                Some(b'"') => {
                    if let Some(text) = &mut unescaped {
                        text.push_str(self.text.get(copied..self.at).unwrap_or(""));
                    }
                    self.at += 1;
                    return Ok(unescaped);
                }
                Some(b'\\') => {
                    let text = unescaped.get_or_insert_default();
                    text.push_str(self.text.get(copied..self.at).unwrap_or(""));
                    let character = self.escape()?;
                    unescaped.get_or_insert_default().push(character);
                    copied = self.at;
                }
                Some(_) => {
                    return Err(self.fault(
                        "a line break or control character stands inside quotation marks",
                        "write it as \\n, or close the quotation marks",
                    ));
                }
                None => {
                    self.at = start;
                    return Err(self.fault(
                        "these quotation marks are never closed",
                        "add the closing quotation mark, or check whether the file was cut off",
                    ));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let letter = self.bytes.get(self.at + 1).copied();
        let plain = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.fault("this escape is unknown", "write a backslash as \\\\")),
        };
        self.at += 2;
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Result<char, Fault> {
        let unit = |at: usize| {
            let digits = self.text.get(at + 2..at + 6).filter(|_| self.text.get(at..at + 2) == Some("\\u"))?;
            digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
        };
        let high = unit(self.at);
        let (code, length) = match high {
            Some(high @ 0xD800..=0xDBFF) => match unit(self.at + 6) {
                Some(low @ 0xDC00..=0xDFFF) => (Some(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 12),
                _ => (None, 0),
            },
            other => (other, 6),
        };
        match code.and_then(char::from_u32) {
            Some(character) => {
                self.at += length;
                Ok(character)
            }
            None => {
                Err(self
                    .fault("this \\u escape is no character", "write four hexadecimal digits, or the character itself"))
            }
        }
    }

    fn enter(&mut self, is_map: bool) -> Result<(), Fault> {
        if self.builder.depth() >= MAX_DEPTH {
            return Err(Fault::too_deep(Span::new(self.at, self.at + 1)));
        }
        self.builder.open(self.at, is_map);
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    fn list(&mut self) -> Result<(), Fault> {
        self.enter(false)?;
        if self.peek() != Some(b']') {
            loop {
                self.value()?;
                if !self.comma(b']')? {
                    break;
                }
            }
        }
        self.at += 1;
        self.builder.close(self.at)
    }

    fn map(&mut self) -> Result<(), Fault> {
        self.enter(true)?;
        if self.peek() != Some(b'}') {
            loop {
                self.field()?;
                if !self.comma(b'}')? {
                    break;
                }
            }
        }
        self.at += 1;
        self.builder.close(self.at)
    }

    fn field(&mut self) -> Result<(), Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.fault(
                "the name of a field was expected here",
                "write it in quotation marks, and put no comma after the last field",
            ));
        }
        let start = self.at;
        match self.string()? {
            Some(name) => self.builder.key(&name, start),
            None => self.builder.key(self.text.get(start + 1..self.at - 1).unwrap_or(""), start),
        }
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.fault("a colon was expected after the name of the field", "write \"name\": value"));
        }
        self.at += 1;
        self.skip_space();
        self.value()
    }

    /// After a member: true at a comma, false at the closing bracket.
    fn comma(&mut self, close: u8) -> Result<bool, Fault> {
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.skip_space();
                Ok(true)
            }
            Some(byte) if byte == close => Ok(false),
            Some(_) => Err(self
                .fault(&format!("a comma or {} was expected here", close as char), "put a comma between two members")),
            None => Err(self.fault(
                &format!("the file ends before the closing {}", close as char),
                "check whether the file was cut off",
            )),
        }
    }
}

/// The length of the JSON number that `bytes` start with, if they start with one.
pub(super) fn number_length(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && bytes.get(at) == Some(&b'0')) {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, MAX_DEPTH, Value};

    fn read(text: &str) -> Result<Document, String> {
        Document::read("a.json", Format::Json, text.as_bytes().to_vec())
            .map_err(|problem| problem.headline().to_owned())
    }

    #[test]
    fn numbers_keep_their_text_and_escapes_are_undone() {
        let document = read(r#"{"a": 1.10, "b": "x\n\u00e9\ud83d\ude00", "c": "plain"}"#).unwrap();
        assert_eq!(document.root().get("a").unwrap().value(), Value::Number("1.10"));
        assert_eq!(document.root().get("b").unwrap().value(), Value::Text("x\né😀"));
        assert_eq!(document.root().get("c").unwrap().value(), Value::Text("plain"));
    }

    #[test]
    fn faults_name_line_and_column() {
        assert_eq!(read("{\"a\": 1,\n \"a\": 2}").unwrap_err(), "a.json, line 2, column 2: `a` is given twice");
        assert_eq!(
            read("{\"a\": 01}").unwrap_err(),
            "a.json, line 1, column 7: this is not a number as JSON writes it"
        );
        assert_eq!(read("[1, 2").unwrap_err(), "a.json, line 1, column 6: the file ends before the closing ]");
        assert_eq!(
            read("{\"a\": \"x}").unwrap_err(),
            "a.json, line 1, column 7: these quotation marks are never closed"
        );
        assert!(read("").unwrap_err().contains("the file ends where a value was expected"));
        assert!(read("{} x").unwrap_err().contains("text after the end"));
    }

    #[test]
    fn nesting_is_limited() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&nested(MAX_DEPTH)).is_ok());
        assert!(read(&nested(MAX_DEPTH + 1)).unwrap_err().contains("deeper than 128 levels"));
        assert!(read(&"[".repeat(1_000_000)).unwrap_err().contains("deeper than 128 levels"));
    }
}
