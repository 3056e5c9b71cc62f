//! Versions of documents in their order: "1.0", "v1.10", "Version 2 draft".

use std::cmp::Ordering;

use super::{Part, Reference};

/// The order of two versions; none where one of them has no number to go by, or where only words
/// after the numbers differ.
pub fn order(first: &str, second: &str) -> Option<Ordering> {
    let (own, other) = (numbers(first)?, numbers(second)?);
    let length = own.0.len().max(other.0.len());
    let padded = |numbers: &[u32]| -> Vec<u32> {
        // "1" and "1.0" are the same version.
        numbers.iter().copied().chain(std::iter::repeat(0)).take(length).collect()
    };
    match padded(&own.0).cmp(&padded(&other.0)) {
        Ordering::Equal if own.1 != other.1 => None,
        order => Some(order),
    }
}

/// The numbers of a version, and the words after them.
fn numbers(version: &str) -> Option<(Vec<u32>, Vec<String>)> {
    let mut numbers = Vec::new();
    let mut words = Vec::new();
    for part in Reference::parse(version).parts {
        match part {
            Part::Number(number) => numbers.push(number),
            Part::Letters(word) if numbers.is_empty() && matches!(word.as_str(), "v" | "version") => {}
            Part::Letters(word) => words.push(word),
        }
    }
    (!numbers.is_empty()).then_some((numbers, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        for (first, second, expected) in [
            ("1.0", "1.1", Some(Ordering::Less)),
            ("1.10", "1.9", Some(Ordering::Greater)),
            ("v2", "Version 2.0", Some(Ordering::Equal)),
            ("1.0", "1.0 draft", None),
            ("0.9 draft", "1.0", Some(Ordering::Less)),
            ("final", "1.0", None),
        ] {
            assert_eq!(order(first, second), expected, "{first} and {second}");
        }
    }
}
