//! Signs of symbol fonts, which mean nothing by their code alone: a tick typed in Wingdings is the
//! letter "ü".

/// What a character of a symbol font shows; none if the font is an ordinary one.
///
/// Symbol fonts put their signs at the codes of letters, and Word often moves them to the private
/// range U+F000 to U+F0FF.
pub(super) fn shown(font: &str, code: u32) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = font.trim().to_ascii_lowercase();
    let signs: &[(u32, char)] = match font.as_str() {
        "wingdings" => &WINGDINGS,
        "wingdings 2" => &WINGDINGS_2,
        "wingdings 3" => &[],
        "webdings" => &WEBDINGS,
        "symbol" => &SYMBOL,
        _ => return None,
    };
    let known = signs.iter().find(|(own, _)| *own == code).map(|(_, sign)| *sign);
    // A space is a space in all of them.
    let space = (code == 0x20 || code == 0xA0).then_some(' ');
    Some(known.or(space).unwrap_or(UNKNOWN))
}

/// Raised figures as they are shown behind a figure, so that the mark of a footnote is no part of a
/// number: "4.5" and a raised "1" are "4.5¹" and not "4.51". None for other text, and behind other text.
pub(super) fn raised_behind(before: &str, text: &str) -> Option<String> {
    let is_behind = before.ends_with(|sign: char| sign.is_ascii_digit() || RAISED.contains(&sign));
    let figure = |sign: char| match sign.to_digit(10) {
        Some(digit) => RAISED.get(digit as usize).copied(),
        None => matches!(sign, ',' | ' ').then_some(sign),
    };
    let shown: String = text.chars().map(figure).collect::<Option<_>>()?;
    (is_behind && !text.trim().is_empty()).then_some(shown)
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Stands for a sign that is not known.
pub(super) const UNKNOWN: char = '\u{fffd}';

const WINGDINGS: [(u32, char); 22] = [
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x70, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '→'),
    (0xF0, '→'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: [(u32, char); 7] =
    [(0x4F, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'), (0x53, '☒'), (0x54, '☒'), (0xA3, '☐')];

const WEBDINGS: [(u32, char); 4] = [(0x61, '✓'), (0x63, '☐'), (0x67, '■'), (0x72, '✗')];

const SYMBOL: [(u32, char); 12] = [
    (0x2D, '−'),
    (0xA3, '≤'),
    (0xAE, '→'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xD6, '√'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_and_boxes_are_known_at_both_codes() {
        assert_eq!(shown("Wingdings", 0xFC), Some('✓'));
        assert_eq!(shown("wingdings", 0xF0FC), Some('✓'));
        assert_eq!(shown("Wingdings", 0xF0FE), Some('☑'));
        assert_eq!(shown("Wingdings", 0xF06F), Some('☐'));
        assert_eq!(shown("Wingdings 2", 0x52), Some('☑'));
        assert_eq!(shown("Wingdings 2", 0xA3), Some('☐'));
    }

    #[test]
    fn raised_figures_are_no_part_of_a_number() {
        assert_eq!(raised_behind("see 4.5", "1").as_deref(), Some("¹"));
        assert_eq!(raised_behind("see 4.5¹", ", 2").as_deref(), Some(", ²"));
        assert_eq!(raised_behind("the 1", "st"), None);
        assert_eq!(raised_behind("240 m", "2"), None);
        assert_eq!(raised_behind("", "12"), None);
    }

    #[test]
    fn what_is_not_known_is_said_to_be_so_and_ordinary_fonts_are_left_alone() {
        assert_eq!(shown("Wingdings", 0x21), Some(UNKNOWN));
        assert_eq!(shown("Wingdings", 0x20), Some(' '));
        assert_eq!(shown("Arial", 0xFC), None);
    }
}
