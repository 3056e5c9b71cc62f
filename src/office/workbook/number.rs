//! Numbers as a file stores them: decimal text, never a binary fraction.

use std::borrow::Cow;

use rust_decimal::{Decimal, RoundingStrategy};

/// A number in plain digits has at most so many; one that needs more keeps its exponent.
const MOST_DIGITS: usize = 60;

/// The stored text as an exact decimal: `1.5E-3` is `0.0015`, `.5` is `0.5`, `+2` is `2`; zeros at
/// the end stay as stored. Where that would take more than [`MOST_DIGITS`] digits the exponent
/// stays: `1E300`. None if the text is no number.
pub(super) fn exact(text: &str) -> Option<Cow<'_, str>> {
    if is_plain(text) {
        return Some(Cow::Borrowed(text));
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if exponent_digits.is_empty() || whole.len() + fraction.len() == 0 {
        return None;
    }
    if !(are_digits(whole) && are_digits(fraction) && are_digits(exponent_digits)) {
        return None;
    }
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    if digits.is_empty() {
        // A sign or an exponent does not change it.
        return Some(if fraction.is_empty() { "0".into() } else { format!("0.{fraction}").into() });
    }
    let exponent: i64 = exponent.parse().ok()?;
    // How many of the digits stand before the point; where negative, so many zeros follow it.
    let before = i64::try_from(whole.len()).ok()? - i64::try_from(all.len() - digits.len()).ok()?;
    let before = before.checked_add(exponent)?;
    Some(Cow::Owned(format!("{sign}{}", plain(digits, before).unwrap_or_else(|| scientific(digits, before)))))
}

/// Whether the text is already as [`exact`] gives it: `0`, `-12`, `3.50`.
pub(super) fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_negative_zero = || text.starts_with('-') && unsigned.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    are_digits(whole) && are_digits(fraction) && (whole == "0" || !whole.starts_with('0')) && !is_negative_zero()
}

fn plain(digits: &str, before: i64) -> Option<String> {
    let zeros =
        |count: i64| usize::try_from(count).ok().filter(|count| *count <= MOST_DIGITS).map(|count| "0".repeat(count));
    if before <= 0 {
        return Some(format!("0.{}{digits}", zeros(before.checked_neg()?)?));
    }
    match digits.split_at_checked(usize::try_from(before).ok()?) {
        Some((whole, "")) => Some(whole.to_owned()),
        Some((whole, fraction)) => Some(format!("{whole}.{fraction}")),
        None => Some(format!("{digits}{}", zeros(before - i64::try_from(digits.len()).ok()?)?)),
    }
}

fn scientific(digits: &str, before: i64) -> String {
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let point = if rest.is_empty() { "" } else { "." };
    format!("{first}{point}{rest}E{}", before - 1)
}

/// The number as office programs show it: rounded to 15 significant digits, half away from zero.
///
/// They count in binary fractions and store up to 17 digits: what an officer types as 1.1 may
/// stand in the file as `1.1000000000000001`, and shows as 1.1. A number of no more than 15 digits,
/// or of more than 28, is given back as it is.
pub fn as_shown(stored: &str) -> Cow<'_, str> {
    const SHOWN: u32 = 15;
    let rounded = Decimal::from_str_exact(stored)
        .ok()
        .and_then(|exact| Some((exact, exact.round_sf_with_strategy(SHOWN, RoundingStrategy::MidpointAwayFromZero)?)));
    match rounded {
        Some((exact, rounded)) if exact != rounded => Cow::Owned(rounded.normalize().to_string()),
        _ => Cow::Borrowed(stored),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn digits_stay_as_stored() {
        for text in ["0", "12", "-3", "4.50", "0.1", "-0.25", "1234567890123456789012345678901234567890.1", "0.0"] {
            assert_eq!(exact(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn exponents_signs_and_bare_points_are_written_out() {
        let cases = [
            ("1.5E-3", "0.0015"),
            ("1.5e3", "1500"),
            ("1.2345E+2", "123.45"),
            ("12E0", "12"),
            ("-2.50E1", "-25.0"),
            ("5.5511151231257827E-17", "0.000000000000000055511151231257827"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+2", "2"),
            ("007", "7"),
            ("00.50", "0.50"),
            ("-0", "0"),
            ("-0.00", "0.00"),
            ("0E99999999999", "0"),
            ("1E300", "1E300"),
            ("-12.5e-200", "-1.25E-199"),
            ("1E21", "1000000000000000000000"),
        ];
        for (stored, expected) in cases {
            assert_eq!(exact(stored).as_deref(), Some(expected), "{stored}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            ".",
            "-",
            "E5",
            "1E",
            "1E+",
            "1,5",
            "0x1",
            "1 ",
            " 1",
            "NaN",
            "INF",
            "1.2.3",
            "--1",
            "1E99999999999999999999",
        ] {
            assert_eq!(exact(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_shows_as_it_was_typed() {
        let cases = [
            ("1.1000000000000001", "1.1"),
            ("0.28999999999999998", "0.29"),
            ("1234.5599999999999", "1234.56"),
            ("-2.2999999999999998", "-2.3"),
            ("999999999999999.95", "1000000000000000"),
            ("123456789012345.67", "123456789012346"),
            // Fifteen digits or fewer stay as stored, zeros at the end included.
            ("4.50", "4.50"),
            ("123456789012345", "123456789012345"),
            ("1E300", "1E300"),
        ];
        for (stored, expected) in cases {
            assert_eq!(as_shown(stored), expected, "{stored}");
        }
    }

    proptest! {
        #[test]
        fn the_exact_text_is_the_same_number(whole in "[0-9]{0,9}", fraction in "[0-9]{1,9}", exponent in -9i32..10) {
            let stored = format!("{whole}.{fraction}E{exponent}");
            let exact = exact(&stored).unwrap();
            prop_assert!(is_plain(&exact), "{}", exact);
            let mantissa: Decimal = format!("0{whole}.{fraction}").parse().unwrap();
            let ten = |count: i32| (0..count).fold(Decimal::ONE, |power, _| power * Decimal::TEN);
            // Both sides scaled up, so that no division rounds.
            let exact: Decimal = exact.parse().unwrap();
            prop_assert_eq!(exact * ten(-exponent), mantissa * ten(exponent));
        }

        #[test]
        fn no_text_stops_the_reader(text in "[-+.eE0-9]{0,12}|.*") {
            if let Some(number) = exact(&text) {
                prop_assert_eq!(exact(&number), Some(number.clone()));
            }
            as_shown(&text);
        }
    }
}
