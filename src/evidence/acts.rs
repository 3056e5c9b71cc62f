//! Sections of Acts that people name by their number alone: "Section 136 suite", "a Section 12 doctor".

/// One a line: the Act, how it is abbreviated, the section, and the words behind the number that make
/// it certain.
const KNOWN: &str = include_str!("acts.txt");

/// A section that is known by its number.
struct Provision {
    act: &'static str,
    abbreviation: &'static str,
    section: &'static str,
    words: &'static str,
}

fn provisions() -> impl Iterator<Item = Provision> {
    KNOWN.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('|').map(str::trim);
        let (act, abbreviation, section, words) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
        Some(Provision { act, abbreviation, section, words })
    })
}

/// The Acts of which people name the section of this number alone: 12 may be that of the Mental Health
/// Act 1983. None for most numbers.
pub(super) fn with_section(number: u32) -> Vec<&'static str> {
    let number = number.to_string();
    provisions().filter(|known| known.section == number).map(|known| known.act).collect()
}

/// Whether the words behind the number of a section tell that it is of an Act: the "suite" behind "136".
pub(super) fn told_by(number: u32, behind: &str) -> bool {
    let number = number.to_string();
    let behind: String = behind.chars().take(40).collect::<String>().to_lowercase().replace('-', " ");
    let opens = |phrase: &str| {
        let rest = behind.strip_prefix(phrase);
        let rest = rest.map(|rest| rest.strip_prefix('s').unwrap_or(rest));
        !phrase.is_empty() && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    provisions().filter(|known| known.section == number).any(|known| known.words.split(", ").any(opens))
}

/// Whether a word abbreviates an Act: "MHA".
pub(super) fn is_abbreviation(word: &str) -> bool {
    provisions().any(|known| known.abbreviation == word && !word.is_empty())
}

#[cfg(test)]
mod tests {
    //! The list itself.

    use super::*;

    #[test]
    fn every_line_names_a_section_of_an_act() {
        let lines = KNOWN.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(provisions().count(), lines);
        for known in provisions() {
            let year: Option<u32> = known.act.rsplit(' ').next().and_then(|year| year.parse().ok());
            assert!(known.act.contains(" Act ") && year.is_some(), "{}", known.act);
            assert!(known.section.parse::<u32>().is_ok(), "{} {}", known.act, known.section);
            assert_eq!(known.words, known.words.to_lowercase());
        }
    }

    #[test]
    fn one_number_may_be_a_section_of_two_acts() {
        assert_eq!(with_section(17), ["Mental Health Act 1983", "Children Act 1989"]);
        assert_eq!(with_section(9), <[&str; 0]>::default());
    }

    #[test]
    fn words_behind_a_number_make_it_certain() {
        assert!(told_by(117, "after-care, see 4.3"));
        assert!(told_by(136, "suites"));
        assert!(told_by(12, "Doctor rota"));
        assert!(!told_by(12, "doctoral students"));
        assert!(!told_by(12, ""));
        assert!(!told_by(9, "suite"));
        assert!(is_abbreviation("MHA") && !is_abbreviation("") && !is_abbreviation("JSNA"));
    }
}
