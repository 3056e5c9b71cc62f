//! Comma-separated values (RFC 4180), as Excel and LibreOffice write them: one sheet of texts.
//!
//! Read here and not with a library: the common one passes over empty rows, after which no row
//! has the number that a reader counts, and takes a quotation mark that is never closed for the
//! rest of the file.

use std::borrow::Cow;

use super::builder::{Budget, SheetBuilder};
use super::{Address, Format, MAX_COLUMNS, MAX_ROWS, Value, Workbook, number, value};
use crate::office::archive::MAX_FILE;
use crate::office::signature;
use crate::office::xml::{Damage, check_length};
use crate::problem::Problem;

/// How many rows are looked at to find what separates the columns.
const ROWS_LOOKED_AT: usize = 20;

/// Reads the text of `bytes` into one sheet without a name.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Problem> {
    let text = text(file, bytes)?;
    let (separator, text) = separator(text);
    let mut sheet = SheetBuilder::new(None, false);
    let mut budget = Budget::default();
    let mut notes = Vec::new();
    let mut rows = Rows { rest: text, separator, row: 0 };
    let read = loop {
        match rows.next_row() {
            Ok(Some(fields)) => {
                if let Err(damage) = put(&mut sheet, &mut budget, rows.row, &fields) {
                    break Err(damage);
                }
            }
            Ok(None) => break sheet.finish(&mut notes),
            Err(damage) => break Err(damage),
        }
    };
    let sheet = read.map_err(|damage| damage.into_problem(file, &format!("row {}", rows.row)))?;
    Ok(Workbook { sheets: vec![sheet], names: Vec::new(), notes })
}

/// The text, without a byte order mark.
fn text<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str, Problem> {
    const AS_UTF8: &str = "in Excel choose Save As, \"CSV UTF-8 (Comma delimited)\"; in LibreOffice choose \"Unicode \
                           (UTF-8)\" when it asks";
    let fault = |what: String, way_out: &str| Err(Problem::in_file(file, what).help(way_out));
    if bytes.is_empty() {
        return fault("the file is empty".to_owned(), "copy or download the file again");
    }
    if bytes.len() > MAX_FILE {
        return fault(
            format!("the file is larger than {} MiB", MAX_FILE >> 20),
            "submit only the rows that were asked for",
        );
    }
    if let Some(what) = signature::known(bytes) {
        return fault(
            format!("the file is {what}, not comma-separated values as its name says"),
            "give the file its right ending, or submit the table saved as CSV",
        );
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.contains(&0) {
        return fault("the file is not UTF-8 text; it may be \"Unicode text\" (UTF-16)".to_owned(), AS_UTF8);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    str::from_utf8(bytes).or_else(|error| {
        let line = bytes.get(..error.valid_up_to()).unwrap_or(bytes).split(|byte| *byte == b'\n').count();
        fault(format!("line {line}: this is not UTF-8 text; it may be Windows text (windows-1252)"), AS_UTF8)
    })
}

/// What separates the columns, and the text without the line by which Excel is told (`sep=;`).
fn separator(text: &str) -> (char, &str) {
    let told = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP="));
    if let Some(separator @ (',' | ';' | '\t' | '|')) = told.and_then(|rest| rest.chars().next()) {
        let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        return (separator, rest);
    }
    // That one which cuts most rows, and more than half, into the same number of columns; where two
    // do, the one that is rarer in texts: commas stand in sentences and in figures.
    let mut best = (0, ',');
    for separator in ['\t', ';', ','] {
        let mut rows = Rows { rest: text, separator, row: 0 };
        let rows = std::iter::from_fn(|| rows.next_row().ok().flatten()).take(ROWS_LOOKED_AT);
        let widths: Vec<usize> =
            rows.filter(|fields| fields.iter().any(|field| !field.is_empty())).map(|fields| fields.len()).collect();
        let alike = |width: &usize| widths.iter().filter(|other| *other == width).count();
        let most = widths.iter().filter(|width| **width > 1).map(alike).max().unwrap_or(0);
        if most > best.0 && most * 2 > widths.len() {
            best = (most, separator);
        }
    }
    (best.1, text)
}

/// Cuts a text into rows; rows of unlike length stay so.
struct Rows<'t> {
    rest: &'t str,
    separator: char,
    /// The number of the row that was given last, from 1.
    row: u32,
}

impl<'t> Rows<'t> {
    /// The fields of the next row, quotation marks resolved; none at the end of the text.
    fn next_row(&mut self) -> Result<Option<Vec<Cow<'t, str>>>, Damage> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.row += 1;
        let mut fields = Vec::new();
        loop {
            if fields.len() == MAX_COLUMNS as usize {
                return Err(Damage::new(format!("it has more than {MAX_COLUMNS} columns, the most of any sheet")));
            }
            let field = match self.rest.strip_prefix('"') {
                Some(quoted) => self.quoted(quoted)?,
                None => Cow::Borrowed(self.cut(self.rest)),
            };
            check_length(field.len())?;
            fields.push(field);
            if let Some(rest) = self.rest.strip_prefix(self.separator) {
                self.rest = rest;
            } else {
                let rest = self.rest;
                self.rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or("");
                return Ok(Some(fields));
            }
        }
    }

    /// What stands before the next separator or line end; the rest goes on from there.
    fn cut(&mut self, text: &'t str) -> &'t str {
        let end = text.find([self.separator, '\n', '\r']).unwrap_or(text.len());
        let (field, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        self.rest = rest;
        field
    }

    /// A field in quotation marks, of which two stand for one; what follows the closing one
    /// belongs to it, as in Excel.
    fn quoted(&mut self, quoted: &'t str) -> Result<Cow<'t, str>, Damage> {
        let mut field = Cow::Borrowed("");
        let mut rest = quoted;
        loop {
            let unclosed = || {
                Damage::new("a quotation mark is opened in this row and never closed")
                    .help("close it, or write two of them where the text itself has one")
            };
            let (text, after) = rest.split_once('"').ok_or_else(unclosed)?;
            check_length(field.len() + text.len())?;
            field += text;
            match after.strip_prefix('"') {
                Some(after) => {
                    field += "\"";
                    rest = after;
                }
                None => {
                    let tail = self.cut(after);
                    field += tail;
                    return Ok(field);
                }
            }
        }
    }
}

/// Adds what a row holds: Excel's spelling of truth values and errors, plain numbers, texts.
fn put(sheet: &mut SheetBuilder, budget: &mut Budget, row: u32, fields: &[Cow<'_, str>]) -> Result<(), Damage> {
    let too_long = || Damage::new(format!("there are more than {MAX_ROWS} rows, the most of any sheet"));
    for (column, field) in (1..).zip(fields) {
        if field.is_empty() {
            continue;
        }
        let address = Address::new(row, column).ok_or_else(too_long)?;
        let value = match field.as_ref() {
            "TRUE" => Value::Bool(true),
            "FALSE" => Value::Bool(false),
            error if value::is_error(error) => Value::Error(error.into()),
            number if number::is_plain(number) => Value::Number(number.into()),
            text => Value::Text(text.replace("\r\n", "\n").into()),
        };
        sheet.put(budget, address, (value, Format::default()), None)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
