//! Where a cell stands in its sheet: `E14`, and ranges of cells: `B3:D3`.

use std::fmt;
use std::str::FromStr;

/// The most rows that a sheet has, in Excel as in LibreOffice.
pub const MAX_ROWS: u32 = 1_048_576;
/// The most columns that a sheet has: the last is `XFD`.
pub const MAX_COLUMNS: u32 = 16_384;

/// A cell's row and column, both counted from 1; ordered by row, then by column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Row, from 1 to [`MAX_ROWS`].
    pub row: u32,
    /// Column, from 1 (`A`) to [`MAX_COLUMNS`] (`XFD`).
    pub column: u32,
}

impl Address {
    /// The address of a row and a column, if a sheet has such a cell.
    pub fn new(row: u32, column: u32) -> Option<Address> {
        let is_in_sheet = (1..=MAX_ROWS).contains(&row) && (1..=MAX_COLUMNS).contains(&column);
        is_in_sheet.then_some(Address { row, column })
    }

    /// The letters of the column: `E`.
    pub fn column_letters(self) -> String {
        let mut letters = Vec::new();
        let mut left = self.column;
        while left > 0 {
            let digit = (left - 1) % 26;
            letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
            left = (left - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.column_letters(), self.row)
    }
}

/// A text is no address of a cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no address of a cell such as \"E14\"")]
pub struct NoAddress(String);

impl FromStr for Address {
    type Err = NoAddress;

    /// Reads `E14`, `e14` and `$E$14`.
    fn from_str(text: &str) -> Result<Self, NoAddress> {
        parse(text).ok_or_else(|| NoAddress(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Address> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let digits = text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let letters = text.get(..text.len() - digits.len())?;
    let digits = digits.strip_prefix('$').unwrap_or(digits);
    if letters.is_empty() || letters.len() > 3 || digits.is_empty() || digits.starts_with('0') {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let is_number = digits.len() <= 7 && digits.bytes().all(|digit| digit.is_ascii_digit());
    Address::new(if is_number { digits.parse().ok()? } else { return None }, column)
}

/// A rectangle of cells, from its upper left to its lower right, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// The upper left cell.
    pub first: Address,
    /// The lower right cell.
    pub last: Address,
}

impl Range {
    /// The rectangle between two opposite corners.
    pub fn new(one: Address, other: Address) -> Range {
        let first = Address { row: one.row.min(other.row), column: one.column.min(other.column) };
        let last = Address { row: one.row.max(other.row), column: one.column.max(other.column) };
        Range { first, last }
    }

    /// How many cells the rectangle has.
    pub fn size(self) -> u64 {
        let length = |first: u32, last: u32| u64::from(last - first) + 1;
        length(self.first.row, self.last.row) * length(self.first.column, self.last.column)
    }

    /// Whether the cell lies in the rectangle.
    pub fn contains(self, address: Address) -> bool {
        (self.first.row..=self.last.row).contains(&address.row)
            && (self.first.column..=self.last.column).contains(&address.column)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.first)?;
        if self.first == self.last { Ok(()) } else { write!(formatter, ":{}", self.last) }
    }
}

impl FromStr for Range {
    type Err = NoAddress;

    /// Reads `B3:D3`, `$B$3:$D$3` and a single cell.
    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let (one, other) = text.split_once(':').unwrap_or((text, text));
        match (parse(one), parse(other)) {
            (Some(one), Some(other)) => Ok(Range::new(one, other)),
            _ => Err(NoAddress(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn address(text: &str) -> Option<(u32, u32)> {
        text.parse::<Address>().ok().map(|address| (address.row, address.column))
    }

    #[test]
    fn letters_count_columns_and_digits_count_rows() {
        assert_eq!(address("A1"), Some((1, 1)));
        assert_eq!(address("E14"), Some((14, 5)));
        assert_eq!(address("$z$9"), Some((9, 26)));
        assert_eq!(address("AA1"), Some((1, 27)));
        assert_eq!(address("XFD1048576"), Some((1_048_576, 16_384)));
    }

    #[test]
    fn what_no_sheet_has_is_no_address() {
        for text in ["", "A", "1", "A0", "A01", "XFE1", "A1048577", "AAAA1", "A1B", "A-1", "A+1", "Ä1", "A1:B2", "$$A1"]
        {
            assert_eq!(address(text), None, "{text}");
        }
        assert_eq!("x".parse::<Range>().unwrap_err().to_string(), "\"x\" is no address of a cell such as \"E14\"");
    }

    #[test]
    fn a_range_is_the_rectangle_between_its_corners() {
        let range: Range = "D5:B3".parse().unwrap();
        assert_eq!(range.to_string(), "B3:D5");
        let inside = |text: &str| range.contains(text.parse().unwrap());
        assert!(inside("B3") && inside("C4") && inside("D5"));
        assert!(!inside("A4") && !inside("E4") && !inside("C2") && !inside("C6"));
        assert_eq!("$B$3".parse::<Range>().unwrap().to_string(), "B3");
        assert_eq!(range.size(), 9);
    }

    proptest! {
        #[test]
        fn addresses_survive_being_written(row in 1..=MAX_ROWS, column in 1..=MAX_COLUMNS) {
            let address = Address::new(row, column).unwrap();
            prop_assert_eq!(address.to_string().parse::<Address>(), Ok(address));
        }

        #[test]
        fn no_text_stops_the_reader(text in ".*") {
            if let Ok(range) = text.parse::<Range>() {
                prop_assert_eq!(range.to_string().parse::<Range>(), Ok(range));
            }
        }
    }
}
