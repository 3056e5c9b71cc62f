//! Numbers that are not written in digits: "Seven", "IV", and the "(a)" of "9.3.1(a)".

/// The number that a word from "one" to "twelve" says, in any case.
pub(super) fn number_word(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    (1..).zip(WORDS).find_map(|(number, known)| word.eq_ignore_ascii_case(known).then_some(number))
}

/// The Roman numerals up to 20, where papers stop to use them.
const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx",
];

/// The value of a Roman numeral all in capitals or all in small letters.
pub(super) fn roman(word: &str) -> Option<u32> {
    let one_case = word.chars().all(char::is_uppercase) || word.chars().all(char::is_lowercase);
    (1..).zip(ROMAN).find_map(|(value, numeral)| (one_case && word.eq_ignore_ascii_case(numeral)).then_some(value))
}

/// The letter or Roman numeral of a point below a paragraph: the "a" of "9.3.1(a)", the "ii" of "4.3.ii".
pub(super) fn is_point(word: &str) -> bool {
    let letter = word.len() == 1 && word.chars().all(|sign| sign.is_ascii_alphabetic());
    letter || roman(word).is_some()
}
