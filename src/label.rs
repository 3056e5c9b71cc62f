//! The number by which people point at a place in a document: "7.5.2", "Section 9", "Appendix 4".

use std::fmt;

/// The number or the letter of an appendix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// "Appendix 4".
    Number(u32),
    /// "Appendix A"; always upper case.
    Letter(char),
}

/// The label of a numbered place in a document.
///
/// Labels are ordered by kind (paragraphs, sections, appendices) and then by number, part by part:
/// 7.5 < 7.5.2 < 7.10 < Section 1 < Appendix 1 < Appendix A.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A paragraph or numbered heading, by the parts of its number: `[7, 5, 2]`, `[9]`.
    Paragraph(Vec<u32>),
    /// A heading that says "Section 9". "Section 7.5.2" is the paragraph `[7, 5, 2]`.
    Section(u32),
    /// "Appendix 4", "Appendix A"; an annex is an appendix too.
    Appendix(Mark),
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Letter(letter) => write!(formatter, "{letter}"),
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paragraph(parts) => {
                let printed: Vec<String> = parts.iter().map(u32::to_string).collect();
                formatter.write_str(&printed.join("."))
            }
            Self::Section(number) => write!(formatter, "Section {number}"),
            Self::Appendix(mark) => write!(formatter, "Appendix {mark}"),
        }
    }
}

#[cfg(test)]
mod tests {
    //! How labels are printed and ordered.

    use super::{Label, Mark};

    #[test]
    fn labels_are_printed_as_people_write_them() {
        assert_eq!(Label::Paragraph(vec![7, 5, 2]).to_string(), "7.5.2");
        assert_eq!(Label::Section(9).to_string(), "Section 9");
        assert_eq!(Label::Appendix(Mark::Number(4)).to_string(), "Appendix 4");
        assert_eq!(Label::Appendix(Mark::Letter('B')).to_string(), "Appendix B");
    }

    #[test]
    fn labels_are_ordered_by_number_not_by_spelling() {
        let ordered = [
            Label::Paragraph(vec![7, 5]),
            Label::Paragraph(vec![7, 5, 2]),
            Label::Paragraph(vec![7, 10]),
            Label::Section(1),
            Label::Appendix(Mark::Number(1)),
            Label::Appendix(Mark::Letter('A')),
        ];
        assert!(ordered.is_sorted());
    }
}
