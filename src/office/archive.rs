//! The zip archive that every office file is, opened without trusting a word of it.
//!
//! Declared sizes are hints: what counts is what comes out of the packing, part by part and in
//! all. The only user of the zip crate.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::signature;
use super::xml::{Damage, MAX_ELEMENTS, Xml};
use crate::problem::Problem;

/// The longest file that is read, in bytes.
pub const MAX_FILE: usize = 64 << 20;
/// The most parts that an archive may have; a large workbook has some hundreds.
pub const MAX_PARTS: usize = 10_000;
/// The most that all parts together may unpack to, in bytes.
pub const MAX_UNPACKED: u64 = 160 << 20;
/// How many times its packed size a part may unpack to; real ones reach 50.
pub const MAX_RATIO: u64 = 200;
/// How often parts may be read: a list may name one part many times.
const MAX_READS: usize = 2 * MAX_PARTS;
/// Below this unpacked size the ratio says nothing.
const FREE_OF_RATIO: u64 = 1 << 20;

const SAVE_LESS: &str = "if the file is genuine, save it again with only what was asked for, and submit that";
const COPY_AGAIN: &str = "copy or download the file again; if it stays so, open it in the program that made it and \
                          save it under a new name";

/// An archive whose parts can be unpacked within the limits.
pub(super) struct Archive<'b> {
    file: String,
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The parts by name, in lower case: Office does not tell cases apart.
    parts: BTreeMap<String, usize>,
    /// What may still be unpacked, in bytes.
    left: u64,
    /// How often a part may still be read.
    reads_left: usize,
    /// How many elements of XML may still be read.
    elements_left: usize,
}

impl<'b> Archive<'b> {
    /// Opens the archive that `bytes` hold; `file` is the name that messages show.
    ///
    /// # Errors
    /// What is no archive is named as what it is (an old Excel file, a PDF, plain text, a file
    /// with a password); so is an archive that is cut off, and one that passes the limits.
    pub(super) fn open(file: &str, bytes: &'b [u8]) -> Result<Self, Problem> {
        let fault = |what: String, way_out: &str| Problem::in_file(file, what).help(way_out);
        if bytes.len() > MAX_FILE {
            let most = MAX_FILE >> 20;
            return Err(fault(format!("the file is larger than {most} MiB"), SAVE_LESS));
        }
        if !signature::is_zip(bytes) {
            return Err(signature::no_archive(file, bytes));
        }
        // Each entry of the directory starts so; the count that the archive states is not trusted.
        if bytes.windows(4).filter(|window| window == b"PK\x01\x02").take(MAX_PARTS + 1).count() > MAX_PARTS {
            return Err(fault(format!("the file has more than {MAX_PARTS} parts inside"), SAVE_LESS));
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| fault("the file is cut off or damaged: its list of parts is missing".into(), COPY_AGAIN))?;
        let mut parts = BTreeMap::new();
        let mut is_ambiguous = zip.has_duplicate_names();
        for index in 0..zip.len() {
            let name = zip.name_for_index(index).and_then(Result::ok);
            let name = name.ok_or_else(|| fault("the file is damaged: a part's name is unreadable".into(), COPY_AGAIN));
            is_ambiguous |= parts.insert(key(&name?), index).is_some();
        }
        if is_ambiguous {
            // Two programs could read two different files out of it.
            return Err(fault("the file is damaged: two of its parts have the same name".into(), COPY_AGAIN));
        }
        Ok(Archive {
            file: file.to_owned(),
            zip,
            parts,
            left: MAX_UNPACKED,
            reads_left: MAX_READS,
            elements_left: MAX_ELEMENTS,
        })
    }

    /// The file's name, as messages show it.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The names of all parts, in lower case and in their order.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// A problem of the whole file, with the way out.
    pub(super) fn problem(&self, what: impl std::fmt::Display, way_out: &str) -> Problem {
        Problem::in_file(&self.file, what).help(way_out)
    }

    /// The text of a part, unpacked; none where there is no such part.
    ///
    /// # Errors
    /// A part that passes the limits, is damaged, protected or no UTF-8.
    pub(super) fn text(&mut self, part: &str) -> Result<Option<String>, Problem> {
        let Some(index) = self.parts.get(&key(part)).copied() else { return Ok(None) };
        self.reads_left = self
            .reads_left
            .checked_sub(1)
            .ok_or_else(|| self.problem("the file refers to its parts too often to be genuine", SAVE_LESS))?;
        let unpacked = self.unpack(index).map_err(|fault| match fault {
            Fault::Damaged => self.problem(format!("the file is damaged: its part \"{part}\" is unreadable"), COPY_AGAIN),
            Fault::Protected => self.problem(
                format!("the part \"{part}\" is protected by a password"),
                "save the file without a password and submit that",
            ),
            Fault::TooDense => self.problem(
                format!(
                    "the part \"{part}\" unpacks to more than {MAX_RATIO} times its size, as in files that are made to exhaust a computer"
                ),
                SAVE_LESS,
            ),
            Fault::TooLong => {
                self.problem(format!("the file unpacks to more than {} MiB", MAX_UNPACKED >> 20), SAVE_LESS)
            }
        })?;
        let mut text = String::from_utf8(unpacked)
            .map_err(|_| self.problem(format!("the part \"{part}\" is not UTF-8 text"), COPY_AGAIN))?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        Ok(Some(text))
    }

    /// Reads a part as XML; none where there is no such part. `place` names the part in messages
    /// (`sheet "Budget"`).
    ///
    /// # Errors
    /// As [`Archive::text`], and what `read` finds damaged.
    pub(super) fn read<T>(
        &mut self,
        part: &str,
        place: &str,
        read: impl FnOnce(&mut Xml<'_>) -> Result<T, Damage>,
    ) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(part)? else { return Ok(None) };
        let mut xml = Xml::within(&text, self.elements_left);
        let result = read(&mut xml);
        self.elements_left = xml.elements_left();
        result.map(Some).map_err(|damage| damage.into_problem(&self.file, place))
    }

    fn unpack(&mut self, index: usize) -> Result<Vec<u8>, Fault> {
        let mut entry = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Protected,
            _ => Fault::Damaged,
        })?;
        let by_ratio = entry.compressed_size().saturating_mul(MAX_RATIO).max(FREE_OF_RATIO);
        let most = by_ratio.min(self.left);
        let expected = entry.size().min(most);
        let mut unpacked = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
        // One byte more than allowed tells "just full" from "too long".
        let read = (&mut entry).take(most + 1).read_to_end(&mut unpacked).map_err(|_| Fault::Damaged)? as u64;
        if read > most {
            return Err(if most == self.left { Fault::TooLong } else { Fault::TooDense });
        }
        self.left -= read;
        Ok(unpacked)
    }
}

enum Fault {
    Damaged,
    Protected,
    TooDense,
    TooLong,
}

/// A part's name as it is looked up: some writers differ in case, in the slash or lead with one.
fn key(part: &str) -> String {
    part.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

#[cfg(test)]
mod tests;
