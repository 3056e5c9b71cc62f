//! The forecast as a calendar file (RFC 5545): a whole-day event for each change.

use super::{ToldForecast, ToldTurn};

/// The longest line, in octets, without its end.
const LONGEST_LINE: usize = 75;

/// The forecast as one calendar.
pub fn render(forecast: &ToldForecast) -> String {
    let mut file = Calendar::default();
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line(&format!("PRODID:-//Quorate//Quorate {}//EN", env!("CARGO_PKG_VERSION")));
    file.line("CALSCALE:GREGORIAN");
    // The clock has no say: the same papers give the same file.
    let stamp = format!("DTSTAMP:{}T000000Z", forecast.from.format("%Y%m%d"));
    forecast.turns.iter().for_each(|turn| file.event(turn, &stamp));
    file.line("END:VCALENDAR");
    file.out
}

#[derive(Default)]
struct Calendar {
    out: String,
}

impl Calendar {
    fn event(&mut self, turn: &ToldTurn, stamp: &str) {
        let mut about = vec![turn.proposition.clone()];
        about.extend(turn.says.iter().map(|says| format!("{says}.")));
        if !turn.remedy.is_empty() {
            about.push(format!("To do: {}", turn.remedy));
        }
        about.push(format!("Clause: {}", turn.clause));
        about.push(format!("Where: {}, {}", turn.path, turn.spot));
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}@quorate", turn.id));
        self.line(stamp);
        self.line(&format!("DTSTART;VALUE=DATE:{}", turn.on.format("%Y%m%d")));
        self.line(&format!("SUMMARY:{}", escaped(&turn.comes_about())));
        self.line(&format!("DESCRIPTION:{}", escaped(&about.join("\n"))));
        self.line(&format!("CATEGORIES:{}", escaped(turn.severity)));
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// One content line, folded: what goes on starts with a space.
    fn line(&mut self, text: &str) {
        let mut octets = 0;
        for letter in text.chars() {
            if octets + letter.len_utf8() > LONGEST_LINE {
                self.out.push_str("\r\n ");
                octets = 1;
            }
            self.out.push(letter);
            octets += letter.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

/// A text as a value: what would end or part it is escaped, and control characters go.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_letters() {
        let mut file = Calendar::default();
        // 74 octets, then a letter of two.
        file.line(&format!("{}é{}", "a".repeat(74), "b".repeat(80)));
        let expected = format!("{}\r\n é{}\r\n {}\r\n", "a".repeat(74), "b".repeat(72), "b".repeat(8));
        assert_eq!(file.out, expected);
        for line in file.out.split("\r\n") {
            assert!(line.len() <= 75, "{line}");
        }
    }

    #[test]
    fn what_parts_values_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\tf"), "a\\, b\\; c\\\\d\\ne f");
    }
}
