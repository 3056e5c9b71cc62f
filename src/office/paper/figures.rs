//! How the figure of an automatic number is written: 3, iii, C, 3rd.

/// A way to write a figure (`w:numFmt`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// 1, 2, 3.
    Decimal,
    /// 01, 02, 03; the number of digits.
    Padded(usize),
    /// a, b, c ... z, aa, bb.
    LowerLetter,
    /// A, B, C.
    UpperLetter,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// Nothing: the figure is not shown.
    None,
    /// A bullet, which is no number.
    Bullet,
}

/// Beyond this Word starts again with "a": thirty times through the alphabet.
const MOST_LETTERS: u32 = 780;

const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

impl Figures {
    /// From the names of the file format; `custom` formats are given as "001, 002, 003". What is
    /// not known (figures of other scripts, numbers in words) is written in plain figures.
    pub(super) fn of(name: &str, custom: Option<&str>) -> Figures {
        match name {
            "decimalZero" => Figures::Padded(2),
            "lowerLetter" => Figures::LowerLetter,
            "upperLetter" => Figures::UpperLetter,
            "lowerRoman" => Figures::LowerRoman,
            "upperRoman" => Figures::UpperRoman,
            "ordinal" => Figures::Ordinal,
            "none" => Figures::None,
            "bullet" => Figures::Bullet,
            "custom" => {
                let first = custom.unwrap_or("").split(',').next().unwrap_or("").trim();
                let is_padded = (2..=9).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit());
                if is_padded { Figures::Padded(first.len()) } else { Figures::Decimal }
            }
            _ => Figures::Decimal,
        }
    }

    /// Writes a figure.
    pub(super) fn write(self, number: u32) -> String {
        match self {
            Figures::None | Figures::Bullet => String::new(),
            Figures::Padded(digits) => format!("{number:0digits$}"),
            Figures::LowerLetter => letters(number),
            Figures::UpperLetter => letters(number).to_uppercase(),
            Figures::LowerRoman => roman(number),
            Figures::UpperRoman => roman(number).to_uppercase(),
            Figures::Ordinal => format!("{number}{}", ordinal_ending(number)),
            Figures::Decimal => number.to_string(),
        }
    }
}

/// a to z, then aa, bb to zz, then aaa.
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else { return "0".to_owned() };
    let index = index % MOST_LETTERS;
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (index / 26 + 1) as usize).collect()
}

fn roman(number: u32) -> String {
    // Nought has no Roman figure; more than 32 times "m" no list reaches.
    if number == 0 || number > 32_767 {
        return number.to_string();
    }
    let mut left = number;
    let mut written = String::new();
    for (value, sign) in ROMAN {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    written
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_word_writes_them() {
        let written = |name: &str, numbers: &[u32]| {
            numbers.iter().map(|number| Figures::of(name, None).write(*number)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(written("decimal", &[0, 1, 12]), "0 1 12");
        assert_eq!(written("decimalZero", &[1, 12, 123]), "01 12 123");
        assert_eq!(written("lowerLetter", &[1, 26, 27, 52, 53]), "a z aa zz aaa");
        assert_eq!(written("upperLetter", &[2, 28]), "B BB");
        assert_eq!(written("lowerRoman", &[1, 4, 9, 14, 40, 90, 400, 1999]), "i iv ix xiv xl xc cd mcmxcix");
        assert_eq!(written("upperRoman", &[3, 49]), "III XLIX");
        assert_eq!(written("ordinal", &[1, 2, 3, 4, 11, 12, 13, 21, 112]), "1st 2nd 3rd 4th 11th 12th 13th 21st 112th");
        assert_eq!(written("none", &[5]), "");
        assert_eq!(written("thaiLetters", &[5]), "5");
    }

    #[test]
    fn a_custom_format_says_how_many_digits() {
        assert_eq!(Figures::of("custom", Some("001, 002, 003, ...")).write(7), "007");
        assert_eq!(Figures::of("custom", Some("x")).write(7), "7");
    }

    #[test]
    fn the_greatest_numbers_stay_short() {
        for name in ["lowerLetter", "upperRoman", "ordinal", "decimal"] {
            assert!(Figures::of(name, None).write(u32::MAX).len() <= 40, "{name}");
            assert!(Figures::of(name, None).write(32_767).len() <= 50, "{name}");
        }
    }
}
