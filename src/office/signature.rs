//! What bytes really are, whatever the file's name says: told from how they start.

use crate::problem::Problem;

/// Whether the bytes start as a zip archive does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// What is the matter with bytes that were to be an office file and are no zip archive.
pub(super) fn no_archive(file: &str, bytes: &[u8]) -> Problem {
    let (what, way_out) = if bytes.is_empty() {
        ("the file is empty".to_owned(), "copy or download the file again")
    } else if bytes.starts_with(COMPOUND) {
        compound(bytes)
    } else {
        let content = content(bytes);
        let way_out = match content {
            PLAIN_TEXT => "submit the office file itself; if it is a table as text, give it the ending \".csv\"",
            "a web page (HTML)" | "a text in RTF" | "an XML file" => {
                "open the file in Excel, Word or LibreOffice, save it as .xlsx, .ods or .docx and submit that"
            }
            _ => "submit the office file itself, saved as .xlsx, .ods or .docx",
        };
        (format!("the file is {content}, not an office file as its name says"), way_out)
    };
    Problem::in_file(file, what).help(way_out)
}

/// What bytes are that were to be text, where they start as something that is known.
pub(super) fn known(bytes: &[u8]) -> Option<&'static str> {
    if is_zip(bytes) {
        return Some("an archive, such as an Excel workbook or a Word file");
    }
    if bytes.starts_with(COMPOUND) {
        return Some("an old office file (Office 97 to 2003)");
    }
    Some(content(bytes)).filter(|content| !matches!(*content, PLAIN_TEXT | UNKNOWN))
}

const PLAIN_TEXT: &str = "plain text";
const UNKNOWN: &str = "neither text nor any file that is known";

/// How a compound file starts: the container of Office 97 to 2003, and of protected files since.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Which of the files in a compound file it is: the names of its streams stand in it as UTF-16, each
/// at the start of an entry of 128 bytes.
fn compound(bytes: &[u8]) -> (String, &'static str) {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.chunks(128).any(|entry| entry.starts_with(&name))
    };
    if holds("EncryptedPackage") {
        let way_out = "open the file, take the password off (File, Info, Protect, Encrypt with Password: leave it \
                       empty), save it and submit that";
        return ("the file is protected by a password, so nobody can read it without".to_owned(), way_out);
    }
    // One may be embedded in the other: then the streams do not tell which is which.
    let (name, way_out) = match (holds("WordDocument"), holds("Workbook")) {
        (true, false) => {
            ("an old Word file (.doc, Word 97 to 2003)", "open the file in Word or LibreOffice and save it as .docx")
        }
        (false, true) => {
            ("an old Excel file (.xls, Excel 97 to 2003)", "open the file in Excel or LibreOffice and save it as .xlsx")
        }
        _ => (
            "an old office file (Office 97 to 2003)",
            "open the file in the program that made it and save it as .xlsx or .docx",
        ),
    };
    (format!("the file is {name}, which is not read"), way_out)
}

fn content(bytes: &[u8]) -> &'static str {
    const STARTS: [(&[u8], &str); 8] = [
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xFF\xD8\xFF", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"{\\rtf", "a text in RTF"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
    ];
    if let Some((_, content)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return content;
    }
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or(&[]);
    let start = String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        "a web page (HTML)"
    } else if start.starts_with("<?xml") {
        "an XML file"
    } else if start.chars().any(|letter| letter.is_control() && !letter.is_whitespace()) {
        UNKNOWN
    } else {
        PLAIN_TEXT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        no_archive("plan.xlsx", bytes).headline().to_owned()
    }

    fn compound_with(stream: &str) -> Vec<u8> {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        COMPOUND.iter().copied().chain([0; 504]).chain(name).chain([0; 64]).collect()
    }

    #[test]
    fn a_file_that_is_no_archive_is_named_as_what_it_is() {
        let cases: [(&[u8], &str); 7] = [
            (b"%PDF-1.7", "plan.xlsx: the file is a PDF, not an office file as its name says"),
            (b"\x89PNG\r\n", "plan.xlsx: the file is a picture (PNG), not an office file as its name says"),
            (b"Metric,Value\n1,2\n", "plan.xlsx: the file is plain text, not an office file as its name says"),
            (b"\n <HTML><body>", "plan.xlsx: the file is a web page (HTML), not an office file as its name says"),
            (b"<?xml version='1.0'?>", "plan.xlsx: the file is an XML file, not an office file as its name says"),
            (
                b"\0\0\0\0",
                "plan.xlsx: the file is neither text nor any file that is known, not an office file as its name says",
            ),
            (b"", "plan.xlsx: the file is empty"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(told(bytes), expected);
        }
    }

    #[test]
    fn a_password_and_the_old_formats_are_told_apart() {
        let cases = [
            ("EncryptedPackage", "plan.xlsx: the file is protected by a password, so nobody can read it without"),
            ("Workbook", "plan.xlsx: the file is an old Excel file (.xls, Excel 97 to 2003), which is not read"),
            ("WordDocument", "plan.xlsx: the file is an old Word file (.doc, Word 97 to 2003), which is not read"),
            ("VisioDocument", "plan.xlsx: the file is an old office file (Office 97 to 2003), which is not read"),
        ];
        for (stream, expected) in cases {
            assert_eq!(told(&compound_with(stream)), expected);
        }
    }
}
