//! What a cell holds.

use std::fmt;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// What a cell holds, as the file stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number: its exact decimal text (`0.85` where the sheet shows 85%), with an exponent only
    /// where 60 digits do not do. See [`as_shown`](super::as_shown) for what a reader sees. A date
    /// format does not make a date of a number that stands for no day.
    Number(Arc<str>),
    /// A text, line breaks as "\n".
    Text(Arc<str>),
    /// True or false.
    Bool(bool),
    /// A day.
    Date(NaiveDate),
    /// A day and a time of day.
    DateTime(NaiveDateTime),
    /// A time of day.
    Time(NaiveTime),
    /// A formula that failed: `#REF!`, `#DIV/0!`. It is a fault of the workbook, never data.
    Error(Arc<str>),
    /// A formula whose result the file does not store: nobody can tell what the cell shows.
    Uncalculated,
}

impl fmt::Display for Value {
    /// The value as text; days and times in ISO 8601, `2015-11-24T14:30:00`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = |time: &NaiveTime| {
            let pattern = if time.nanosecond() == 0 { "%H:%M:%S" } else { "%H:%M:%S%.3f" };
            time.format(pattern)
        };
        match self {
            Value::Number(text) | Value::Text(text) | Value::Error(text) => formatter.write_str(text),
            Value::Bool(value) => write!(formatter, "{value}"),
            Value::Date(day) => write!(formatter, "{}", day.format("%Y-%m-%d")),
            Value::DateTime(moment) => {
                write!(formatter, "{}T{}", moment.format("%Y-%m-%d"), time(&moment.time()))
            }
            Value::Time(of_day) => write!(formatter, "{}", time(of_day)),
            Value::Uncalculated => Ok(()),
        }
    }
}

/// Whether a text is what programs show where a formula failed.
pub(super) fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 9] = ["#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];
    let is_numbered = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    ERRORS.contains(&text) || text.strip_prefix("Err:").is_some_and(is_numbered)
}
