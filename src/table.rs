//! A TOML table with its places: what is asked for is taken, what is left over is a problem.

use std::cell::RefCell;
use std::sync::Arc;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::DeTable;
pub use toml::de::DeValue;

use crate::place::Span;
use crate::problem::{Problem, Problems, nearest};

/// A value of a TOML file with its place.
pub type Placed<'t> = Spanned<DeValue<'t>>;

/// Parses a TOML text.
///
/// # Errors
/// The place and the words of what is no TOML.
pub fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, (Span, String)> {
    DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or_default();
        (Span::new(at.start, at.end), error.message().to_owned())
    })
}

/// One table of a TOML file, with the problems found so far.
pub struct Table<'t> {
    file: &'t str,
    text: &'t Arc<str>,
    table: &'t DeTable<'t>,
    span: Span,
    asked: RefCell<Vec<&'static str>>,
    problems: &'t RefCell<Problems>,
}

impl<'t> Table<'t> {
    /// Parses a file and hands its table to `read`; every problem that `read` meets is gathered.
    ///
    /// # Errors
    /// A file that is no TOML, or anything that `read` found wrong.
    pub fn read_file<T>(file: &str, text: &Arc<str>, read: impl FnOnce(&Table<'_>) -> T) -> Result<T, Problems> {
        let parsed = parse(text).map_err(|(span, what)| {
            vec![
                Problem::at(file, text, span, format!("this is not valid TOML: {what}"))
                    .help("check quotation marks, brackets and equals signs at this place"),
            ]
        })?;
        let problems = RefCell::new(Problems::new());
        let table = Table {
            file,
            text,
            table: parsed.get_ref(),
            span: Span::new(0, 0),
            asked: RefCell::default(),
            problems: &problems,
        };
        let result = read(&table);
        table.refuse_the_rest();
        drop(table);
        let problems = problems.into_inner();
        if problems.is_empty() { Ok(result) } else { Err(problems) }
    }

    /// Where the table starts.
    pub fn span(&self) -> Span {
        self.span
    }

    fn get(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// Notes a problem at a place.
    pub fn complain(&self, span: Span, what: impl std::fmt::Display, way_out: impl Into<String>) {
        self.problems.borrow_mut().push(Problem::at(self.file, self.text, span, what).help(way_out));
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        self.complain(
            span_of(value),
            format!("`{key}` must be {expected}, here it is {}", value.get_ref().type_str()),
            format!("write {expected}"),
        );
    }

    /// A text with its place.
    pub fn text(&self, key: &'static str) -> Option<(String, Span)> {
        let value = self.get(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some((text.to_owned(), span_of(value))),
            None => {
                self.wrong(key, value, "a text in quotation marks");
                None
            }
        }
    }

    /// A text that must be there.
    pub fn required_text(&self, key: &'static str, meaning: &str) -> (String, Span) {
        if self.table.get(key).is_none() {
            self.asked.borrow_mut().push(key);
            self.complain(self.span, format!("`{key}` is missing"), format!("add `{key}`: {meaning}"));
        }
        self.text(key).unwrap_or_default()
    }

    /// Whether a truth value is there and says so.
    pub fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(key, value, "true or false");
        }
        flag.unwrap_or(false)
    }

    /// A whole number that is not 0.
    pub fn count(&self, key: &'static str) -> Option<u32> {
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().filter(|number| number.radix() == 10);
        let count = number.and_then(|number| number.as_str().parse().ok()).filter(|count| *count > 0);
        if count.is_none() {
            self.wrong(key, value, "a whole number such as 3");
        }
        count
    }

    /// A day.
    pub fn date(&self, key: &'static str) -> Option<NaiveDate> {
        let value = self.get(key)?;
        let written = value
            .get_ref()
            .as_datetime()
            .map(ToString::to_string)
            .or_else(|| value.get_ref().as_str().map(str::to_owned));
        let day = written.and_then(|text| text.parse().ok());
        if day.is_none() {
            self.wrong(key, value, "a date such as 2015-11-24");
        }
        day
    }

    /// A list of texts with their places.
    pub fn texts(&self, key: &'static str) -> Vec<(String, Span)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let text = |item: &Spanned<DeValue<'_>>| item.get_ref().as_str().map(|text| (text.to_owned(), span_of(item)));
        match value.get_ref().as_array().map(|items| items.iter().map(text).collect::<Option<Vec<_>>>()) {
            Some(Some(texts)) => texts,
            _ => {
                self.wrong(key, value, "a list of texts");
                Vec::new()
            }
        }
    }

    /// The tables of an array of tables (`[[rule]]`), each read by `read`.
    pub fn tables<T>(&self, key: &'static str, read: impl Fn(&Table<'_>) -> T) -> Vec<T> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(key, value, &format!("written as [[{key}]]"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(table) => {
                    let inner = Table {
                        file: self.file,
                        text: self.text,
                        table,
                        span: span_of(item),
                        asked: RefCell::default(),
                        problems: self.problems,
                    };
                    found.push(read(&inner));
                    inner.refuse_the_rest();
                }
                None => self.wrong(key, item, "a table"),
            }
        }
        found
    }

    /// The entries of an inner table in the order of the file, each with the place of its name.
    pub fn entries(&self, key: &'static str) -> Vec<(String, &'t DeValue<'t>, Span)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, value, "a table such as { days = 5 }");
            return Vec::new();
        };
        let entries = table.iter().map(|(name, value)| (name.get_ref().to_string(), value.get_ref(), span_of(name)));
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(|(_, _, span)| span.start);
        entries
    }

    fn refuse_the_rest(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter() {
            let name = key.get_ref();
            if !asked.iter().any(|known| *known == name.as_ref()) {
                let way_out = match nearest(name, asked.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("what is known here: {}", asked.join(", ")),
                };
                self.complain(
                    Span::new(key.span().start, key.span().end),
                    format!("`{name}` is not known here"),
                    way_out,
                );
            }
        }
    }
}

/// A text as TOML writes it, on one line.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other if other.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => out.push(other),
        }
    }
    out + "\""
}

fn span_of<T>(spanned: &Spanned<T>) -> Span {
    Span::new(spanned.span().start, spanned.span().end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_quotation_marks_is_read_as_it_was() {
        let signs: String = (0..0xa1).filter_map(char::from_u32).chain("é–𝄞".chars()).collect();
        let written = format!("text = {}", quoted(&signs));
        assert_eq!(written.lines().count(), 1);
        assert_eq!(written.parse::<toml::Table>().unwrap()["text"].as_str(), Some(signs.as_str()));
    }
}
