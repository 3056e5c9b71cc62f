//! Messages as they go over the wire: a header with the length, then JSON.

use std::io::{self, BufRead, Read as _, Write as _};

use serde_json::{Value as Json, json};

/// A message from the editor.
#[derive(Debug)]
pub(super) enum Incoming {
    Message(Json),
    /// It could not be read; what comes after it can.
    Malformed(String),
}

/// The longest message that is read, in bytes: larger than the largest document.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The longest line of a header, in bytes.
const MAX_LINE: u64 = 4096;

/// Reads the next message; none at the end.
///
/// # Errors
/// What the input fails with.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        let named = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if let Some((_, number)) = named {
            length = number.trim().parse::<u64>().ok();
        }
    }
    let Some(length) = length else {
        return Ok(Some(Incoming::Malformed("the header gives no Content-Length".to_owned())));
    };
    if length > MAX_BYTES {
        io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
        return Ok(Some(Incoming::Malformed(format!("the message is longer than {MAX_BYTES} bytes"))));
    }
    // The buffer grows with what comes, not with what the header promises.
    let mut body = Vec::new();
    if (input.by_ref().take(length).read_to_end(&mut body)? as u64) < length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Incoming::Message(message),
        Err(error) => Incoming::Malformed(format!("the message is not valid JSON: {error}")),
    }))
}

/// Answers a request.
pub(super) fn answer(id: &Json, result: &Json) {
    write(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
}

/// Answers a request that cannot be met.
pub(super) fn refuse(id: &Json, code: i32, message: &str) {
    write(&json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }));
}

/// Tells the editor something unasked.
pub(super) fn notify(method: &str, params: &Json) {
    write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
}

fn write(message: &Json) {
    let text = message.to_string();
    let mut out = io::stdout().lock();
    // An editor that has gone away is noticed where its messages are read.
    let _ = write!(out, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read from some bytes: the messages as text, "malformed" for what could not be read.
    fn read_all(mut bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        while let Some(incoming) = read(&mut bytes).unwrap() {
            found.push(match incoming {
                Incoming::Message(message) => message.to_string(),
                Incoming::Malformed(_) => "malformed".to_owned(),
            });
        }
        found
    }

    #[test]
    fn a_message_that_cannot_be_read_does_not_hide_the_next_one() {
        let good = "Content-Length: 2\r\n\r\n{}";
        assert_eq!(read_all(format!("{good}{good}").as_bytes()), ["{}", "{}"]);
        assert_eq!(read_all(format!("content-length:3\r\n\r\n{{]}}{good}").as_bytes()), ["malformed", "{}"]);
        assert_eq!(read_all(format!("X: 1\r\n\r\n{good}").as_bytes()), ["malformed", "{}"]);
        assert_eq!(
            read_all(format!("Content-Length: two\r\n\r\n\r\n{good}").as_bytes()),
            ["malformed", "malformed", "{}"]
        );
        let deep = "[".repeat(100_000);
        assert_eq!(read_all(format!("Content-Length: 100000\r\n\r\n{deep}{good}").as_bytes()), ["malformed", "{}"]);
    }

    #[test]
    fn a_length_that_nobody_has_is_no_reason_to_stop() {
        assert_eq!(read_all(b"Content-Length: 18446744073709551615\r\n\r\n{}"), ["malformed"]);
        assert_eq!(read_all(b"Content-Length: 99\r\n\r\n{}"), Vec::<String>::new());
        assert_eq!(read_all(&[0xff; 10_000]), Vec::<String>::new());
    }
}
