//! Number formats: the signs that a cell puts to its number, and days with the day first.

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

use super::Value;
use super::date::Shows;
use super::number::as_shown;

/// How a cell writes what it holds: `£#,##0`, `0.0%`, `dd/mm/yyyy`, `mmm-yy`. What is no such plain
/// format counts as none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Format {
    number: Option<Number>,
    days: Days,
    time: Time,
}

/// How much of the time of day a cell writes behind a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Time {
    None,
    Minutes,
    /// Also where it is not known how the cell writes it.
    #[default]
    Seconds,
}

/// How a cell writes a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Days {
    /// In a way that not everybody reads alike, or that is not known.
    #[default]
    Other,
    /// 31/03/2016.
    DayFirst,
    /// Its month and year only: the day is one that the program chose.
    MonthAndYear,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Number {
    currency: Option<char>,
    has_thousands: bool,
    decimals: u8,
    is_percent: bool,
}

impl Format {
    /// The formats that Excel has built in, by their number (ECMA-376 part 1, 18.8.30). Those of
    /// money take their sign from the machine, so that it is not known.
    pub(super) fn of_built_in(number: u32) -> Format {
        let plain = |has_thousands, decimals, is_percent| Format {
            number: Some(Number { currency: None, has_thousands, decimals, is_percent }),
            ..Format::default()
        };
        let day = |days, time| Format { number: None, days, time };
        match number {
            1 => plain(false, 0, false),
            2 => plain(false, 2, false),
            3 | 5 | 6 | 37 | 38 | 41 | 42 => plain(true, 0, false),
            4 | 7 | 8 | 39 | 40 | 43 | 44 => plain(true, 2, false),
            9 => plain(false, 0, true),
            10 => plain(false, 2, true),
            // The short date of the machine: in Britain the day is first.
            14 => day(Days::DayFirst, Time::None),
            15 | 16 => day(Days::Other, Time::None),
            17 => day(Days::MonthAndYear, Time::None),
            22 => day(Days::DayFirst, Time::Minutes),
            _ => Format::default(),
        }
    }

    /// A format that a workbook writes out: `"£"#,##0`, `[$£-809]#,##0.00;[Red]...`, `0.0%`.
    pub(super) fn of_code(code: &str) -> Format {
        Format { number: Number::of_code(code), days: Days::of_code(code), time: Time::of_code(code) }
    }

    /// The format by which a number, or a day, came to be shown as `shown`.
    pub(super) fn of_shown(value: &Value, shown: &str) -> Format {
        let number = match value {
            Value::Number(_) => Number::of_shown(shown),
            _ => None,
        };
        let (day_shown, time) = Time::of_shown(shown);
        let days = match value {
            Value::Date(day) => Days::of_shown(*day, day_shown),
            Value::DateTime(moment) => Days::of_shown(moment.date(), day_shown),
            _ => Days::Other,
        };
        Format { number, days, time }
    }

    /// The stored number with the signs of the cell. No digit is lost: where the cell rounds, the
    /// number stands here with all of its decimals, up to the 15 digits that programs show.
    pub(super) fn number(self, stored: &str) -> String {
        let shown = as_shown(stored);
        let Some((format, exact)) = self.number.zip(Decimal::from_str_exact(&shown).ok()) else {
            return shown.into_owned();
        };
        let hundredfold = exact.checked_mul(Decimal::ONE_HUNDRED).filter(|_| format.is_percent);
        let mut exact = hundredfold.unwrap_or(exact).normalize();
        exact.rescale(exact.scale().max(u32::from(format.decimals)));
        let sign = if exact.is_sign_negative() && !exact.is_zero() { "-" } else { "" };
        let digits = exact.abs().to_string();
        let (whole, fraction) = digits.split_once('.').map_or((digits.as_str(), None), |(one, two)| (one, Some(two)));
        let mut out = sign.to_owned();
        out.extend(format.currency);
        for (index, digit) in whole.char_indices() {
            if format.has_thousands && index > 0 && (whole.len() - index) % 3 == 0 {
                out.push(',');
            }
            out.push(digit);
        }
        out.extend(fraction.iter().flat_map(|fraction| [".", fraction]));
        if format.is_percent && hundredfold.is_some() {
            out.push('%');
        }
        out
    }

    /// The day as a cell of this format writes it; in ISO 8601 where that could be read otherwise, and
    /// as "December 2015" where the cell shows no more.
    pub(super) fn day(self, day: NaiveDate) -> String {
        let pattern = match self.days {
            Days::Other => "%Y-%m-%d",
            Days::DayFirst => "%d/%m/%Y",
            Days::MonthAndYear => "%B %Y",
        };
        day.format(pattern).to_string()
    }

    /// The day and the time of day as a cell of this format writes them, by the 24-hour clock; the
    /// day alone where the cell shows no more.
    pub(super) fn moment(self, moment: NaiveDateTime) -> String {
        let day = self.day(moment.date());
        match self.time {
            Time::None => day,
            Time::Minutes => format!("{day} {}", moment.format("%H:%M")),
            Time::Seconds => format!("{day} {}", moment.format("%H:%M:%S")),
        }
    }
}

impl Time {
    fn of_code(code: &str) -> Time {
        match Shows::of_code(code) {
            Shows::Day => Time::None,
            Shows::DayAndTime if !code.to_ascii_lowercase().contains('s') => Time::Minutes,
            _ => Time::Seconds,
        }
    }

    /// Parts a day from the time of day behind it: `31/12/2015 17:00`.
    fn of_shown(shown: &str) -> (&str, Time) {
        match shown.split_once(' ').filter(|(_, time)| time.contains(':')) {
            None => (shown, Time::None),
            Some((day, time)) if time.matches(':').count() == 1 => (day, Time::Minutes),
            Some((day, _)) => (day, Time::Seconds),
        }
    }
}

impl Number {
    /// None for what is no plain number: other words beside it, fractions, exponents, conditions.
    fn of_code(code: &str) -> Option<Number> {
        let mut number = Number::default();
        let (mut digits, mut has_point) = (0_usize, false);
        let mut letters = code.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                // What follows is for negative numbers.
                ';' => break,
                '"' => {
                    let word: String = letters.by_ref().take_while(|letter| *letter != '"').collect();
                    number.sign(word.trim())?;
                }
                '[' => {
                    let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    match inside.strip_prefix('$') {
                        Some(currency) => number.sign(currency.split('-').next().unwrap_or_default())?,
                        None if inside.chars().all(|letter| letter.is_ascii_alphabetic()) => {}
                        None => return None,
                    }
                }
                '\\' => number.sign(letters.next()?.to_string().trim())?,
                '_' | '*' => drop(letters.next()),
                '£' | '$' | '€' => number.currency = Some(letter),
                ' ' | '(' | ')' | '-' | '+' => {}
                '0' | '#' | '?' => {
                    digits += 1;
                    number.decimals += u8::from(has_point && letter == '0');
                }
                ',' => match letters.peek() {
                    Some('0' | '#') if digits > 0 && !has_point => number.has_thousands = true,
                    // Commas at the end divide by a thousand each.
                    _ => return None,
                },
                '.' if !has_point => has_point = true,
                '%' if !number.is_percent => number.is_percent = true,
                _ => return None,
            }
            if number.decimals > 15 {
                return None;
            }
        }
        (digits > 0).then_some(number)
    }

    /// None where more is shown than digits with their signs.
    fn of_shown(shown: &str) -> Option<Number> {
        let unsigned = shown.strip_prefix('-').unwrap_or(shown);
        let currency = unsigned.chars().next().filter(|sign| matches!(sign, '£' | '$' | '€'));
        let rest = unsigned.get(currency.map_or(0, char::len_utf8)..)?;
        let digits = rest.strip_suffix('%').map_or(rest, str::trim_end);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_plain = whole.starts_with(|letter: char| letter.is_ascii_digit())
            && whole.bytes().all(|letter| letter.is_ascii_digit() || letter == b',')
            && fraction.bytes().all(|letter| letter.is_ascii_digit());
        let decimals = u8::try_from(fraction.len()).ok().filter(|_| is_plain && fraction.len() <= 15)?;
        Some(Number { currency, has_thousands: whole.contains(','), decimals, is_percent: digits.len() < rest.len() })
    }

    /// Takes a word beside the number: the sign of a currency, or nothing.
    fn sign(&mut self, word: &str) -> Option<()> {
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (None, _) => Some(()),
            (Some(sign @ ('£' | '$' | '€')), None) => {
                self.currency = Some(sign);
                Some(())
            }
            _ => None,
        }
    }
}

impl Days {
    /// None but the plainest formats: other words beside the day are not read.
    fn of_code(code: &str) -> Days {
        let code = code.split(';').next().unwrap_or_default().replace(['\\', '"'], "").to_ascii_lowercase();
        let code = match code.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((_, rest)) => rest.to_owned(),
            None => code,
        };
        let of_day = |part: &&str| !part.is_empty() && !part.contains(['h', 's']) && !["am", "pm"].contains(part);
        let parts: Vec<&str> = code.trim().split(['/', '-', ' ', ',', '.']).filter(of_day).collect();
        let has_time = code.contains(['h', 's']);
        match parts.as_slice() {
            ["d" | "dd", "m" | "mm", "yy" | "yyyy"] if code.contains('/') => Days::DayFirst,
            ["m" | "mm" | "mmm" | "mmmm", "yy" | "yyyy"] | ["yy" | "yyyy", "m" | "mm" | "mmm" | "mmmm"]
                if !has_time =>
            {
                Days::MonthAndYear
            }
            _ => Days::Other,
        }
    }

    /// The way in which a day came to be shown so.
    fn of_shown(day: NaiveDate, shown: &str) -> Days {
        const MONTHS: [&str; 8] = ["%b-%y", "%b %y", "%b-%Y", "%b %Y", "%B-%Y", "%B %Y", "%m/%y", "%m/%Y"];
        let is = |pattern: &&str| day.format(pattern).to_string() == shown;
        match is(&"%d/%m/%Y") {
            true => Days::DayFirst,
            false if MONTHS.iter().any(is) => Days::MonthAndYear,
            false => Days::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_signs_of_its_cell_and_all_of_its_digits() {
        let cases = [
            ("0.85", "0%", "85%"),
            ("0.8512", "0%", "85.12%"),
            ("0.79200000000000004", "0.0%", "79.2%"),
            ("-0.126", "0.00%", "-12.60%"),
            ("23891000", "\"£\"#,##0", "£23,891,000"),
            ("23891000.6", "[$£-809]#,##0", "£23,891,000.6"),
            ("-35.5", "£#,##0.00;[Red]-£#,##0.00", "-£35.50"),
            ("0", "_-\"£\"* #,##0_-;-\"£\"* #,##0_-", "£0"),
            ("10327", "#,##0", "10,327"),
            ("999", "#,##0", "999"),
            ("1.1000000000000001", "0.00", "1.10"),
            ("-0.00", "0.00", "0.00"),
            // Formats that say more than a number, or another one, are left alone.
            ("3", "\"Q\"0", "3"),
            ("1500000", "#,##0,", "1500000"),
            ("0.5", "# ?/?", "0.5"),
            ("1500", "0.00E+00", "1500"),
            ("7", "[>5]0%", "7"),
            ("7", "General", "7"),
            ("1E300", "#,##0", "1E300"),
        ];
        for (stored, code, expected) in cases {
            assert_eq!(Format::of_code(code).number(stored), expected, "{stored} {code}");
        }
        assert_eq!(Format::of_built_in(9).number("0.85"), "85%");
        assert_eq!(Format::of_built_in(4).number("1234.5"), "1,234.50");
        assert_eq!(Format::default().number("0.28999999999999998"), "0.29");
    }

    #[test]
    fn a_format_is_told_from_what_a_cell_shows() {
        let shown = |stored: &str, shown: &str| Format::of_shown(&Value::Number(stored.into()), shown).number(stored);
        assert_eq!(shown("0.8512", "85%"), "85.12%");
        assert_eq!(shown("0.85", "85.0 %"), "85.0%");
        assert_eq!(shown("-1490", "-£1,490.00"), "-£1,490.00");
        assert_eq!(shown("1.1", "1.10"), "1.10");
        assert_eq!(shown("3", "Q3"), "3");
        assert_eq!(shown("3", ""), "3");
    }

    #[test]
    fn a_day_is_written_as_its_cell_does_where_nobody_can_misread_it() {
        let day = NaiveDate::from_ymd_opt(2016, 3, 31).unwrap();
        for code in ["dd/mm/yyyy", "d/m/yy;@", "[$-809]dd/mm/yyyy", "dd\\/mm\\/yyyy"] {
            assert_eq!(Format::of_code(code).day(day), "31/03/2016", "{code}");
        }
        for code in ["mm/dd/yyyy", "d mmm yyyy", "yyyy-mm-dd", "General"] {
            assert_eq!(Format::of_code(code).day(day), "2016-03-31", "{code}");
        }
        assert_eq!(Format::of_built_in(14).day(day), "31/03/2016");
    }

    #[test]
    fn a_moment_is_written_as_far_as_its_cell_shows_it() {
        let moment = NaiveDate::from_ymd_opt(2015, 12, 31).unwrap().and_hms_opt(17, 5, 9).unwrap();
        let cases = [
            ("dd/mm/yyyy hh:mm", "31/12/2015 17:05"),
            ("dd/mm/yyyy\\ hh:mm:ss", "31/12/2015 17:05:09"),
            ("d/m/yy h:mm AM/PM", "31/12/2015 17:05"),
            ("yyyy-mm-dd h:mm:ss", "2015-12-31 17:05:09"),
            ("d mmm yyyy hh:mm", "2015-12-31 17:05"),
            ("mmm yyyy hh:mm", "2015-12-31 17:05"),
            ("dd/mm/yyyy", "31/12/2015"),
            ("mmm-yy", "December 2015"),
            ("General", "2015-12-31 17:05:09"),
        ];
        for (code, expected) in cases {
            assert_eq!(Format::of_code(code).moment(moment), expected, "{code}");
        }
        let built_in = [14, 15, 17, 22].map(|number| Format::of_built_in(number).moment(moment));
        assert_eq!(built_in, ["31/12/2015", "2015-12-31", "December 2015", "31/12/2015 17:05"]);
        let shown = |text: &str| Format::of_shown(&Value::DateTime(moment), text).moment(moment);
        let texts = ["31/12/2015 17:05", "31/12/2015 17:05:09", "31/12/2015", "31-Dec-15 17:05"];
        assert_eq!(texts.map(shown), ["31/12/2015 17:05", "31/12/2015 17:05:09", "31/12/2015", "2015-12-31 17:05"]);
    }

    #[test]
    fn a_cell_that_shows_a_month_says_no_day() {
        // "Dec-15" that somebody types is stored as the first of the month.
        let first = NaiveDate::from_ymd_opt(2015, 12, 1).unwrap();
        for code in ["mmm-yy", "mmm yyyy", "[$-809]mmmm\\ yyyy;@", "mm/yyyy", "yyyy-mm", "mmmm, yyyy"] {
            assert_eq!(Format::of_code(code).day(first), "December 2015", "{code}");
        }
        assert_eq!(Format::of_built_in(17).day(first), "December 2015");
        for code in ["d-mmm-yy", "d-mmm", "yyyy", "mmm", "mm:ss"] {
            assert_eq!(Format::of_code(code).day(first), "2015-12-01", "{code}");
        }
        let shown = |text: &str| Format::of_shown(&Value::Date(first), text).day(first);
        assert_eq!(["Dec-15", "December 2015", "12/2015"].map(shown), ["December 2015"; 3]);
        assert_eq!(["01/12/2015", "1-Dec-15"].map(shown), ["01/12/2015", "2015-12-01"]);
    }
}
