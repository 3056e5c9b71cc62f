//! Signs that a terminal obeys and a reader does not see: a paper must not clear the screen, forge a
//! verdict or turn its words round. They are written as `\u001b`, which in JSON means the same.

use std::borrow::Cow;
use std::io::{self, Write};

/// The colours and weights that the program itself writes (ECMA-48, 8.3.117): none hides a text.
const STYLES: [&str; 15] = ["0", "1", "2", "3", "4", "22", "23", "24", "31", "32", "33", "34", "35", "36", "39"];

/// A text with all such signs written out, but for line ends, tabs and the program's own styles.
pub(in crate::cli) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let stays = if rest.starts_with("\r\n") { 2 } else { style(rest).unwrap_or(0) };
        let length = if stays > 0 { stays } else { letter.len_utf8() };
        let (own, after) = rest.split_at(length);
        if stays > 0 || !is_obeyed(letter) {
            shown.push_str(own);
        } else {
            shown.push_str(&format!("\\u{:04x}", u32::from(letter)));
        }
        rest = after;
    }
    Cow::Owned(shown)
}

/// Whether a terminal or a browser obeys a sign: the controls of ISO 6429, and the signs of Unicode that
/// turn the direction of what follows (UAX 9).
fn is_obeyed(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\t'))
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The bytes of a style of the program at the start of a text.
fn style(text: &str) -> Option<usize> {
    let (codes, _) = text.strip_prefix("\u{1b}[")?.split_once('m')?;
    codes.split(';').all(|code| STYLES.contains(&code)).then_some(codes.len() + 3)
}

/// Writes what is written to it with all such signs [visible].
pub(super) struct Visible<W: Write> {
    out: W,
    /// A line that has not come to its end.
    line: Vec<u8>,
}

impl<W: Write> Visible<W> {
    pub(super) fn new(out: W) -> Visible<W> {
        Visible { out, line: Vec::new() }
    }

    fn put(&mut self, line: &[u8]) -> io::Result<()> {
        match str::from_utf8(line) {
            Ok(text) => self.out.write_all(visible(text).as_bytes()),
            Err(_) => self.out.write_all(line),
        }
    }
}

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            match (self.line.is_empty(), piece.ends_with(b"\n")) {
                (true, true) => self.put(piece)?,
                (_, ends) => {
                    self.line.extend_from_slice(piece);
                    if ends {
                        let line = std::mem::take(&mut self.line);
                        self.put(&line)?;
                    }
                }
            }
        }
        Ok(bytes.len())
    }

    /// Writes what is left, as if it were a line.
    fn flush(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.put(&line)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        for (text, shown) in [
            ("The plan\tof 2015 – Ê\n", "The plan\tof 2015 – Ê\n"),
            ("a\u{1b}[2J\u{1b}[HVerdict: pass\u{1b}[8m", "a\\u001b[2J\\u001b[HVerdict: pass\\u001b[8m"),
            ("a\rb\r\nc\u{7}\u{8}\u{7f}\0", "a\\u000db\r\nc\\u0007\\u0008\\u007f\\u0000"),
            ("\u{9b}2J \u{85}", "\\u009b2J \\u0085"),
            ("\u{202e}evig\u{202c} \u{2066}x\u{2069}", "\\u202eevig\\u202c \\u2066x\\u2069"),
            ("\u{1b}]0;title\u{7}", "\\u001b]0;title\\u0007"),
            // Of the styles only those that the program writes, whole.
            ("\u{1b}[1mbold\u{1b}[0m \u{1b}[36;1;4m", "\u{1b}[1mbold\u{1b}[0m \u{1b}[36;1;4m"),
            ("\u{1b}[1;30m \u{1b}[m \u{1b}[1", "\\u001b[1;30m \\u001b[m \\u001b[1"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }

    #[test]
    fn a_text_that_comes_in_pieces_is_the_same() {
        let text = "Ê\u{9b}\r\n\u{1b}[1mx\u{1b}[8m\n\ny\u{202e}";
        for size in 1..text.len() {
            let mut out = Vec::new();
            let mut writer = Visible::new(&mut out);
            for piece in text.as_bytes().chunks(size) {
                writer.write_all(piece).unwrap();
            }
            writer.flush().unwrap();
            assert_eq!(str::from_utf8(&out).unwrap(), visible(text), "{size}");
        }
    }
}
