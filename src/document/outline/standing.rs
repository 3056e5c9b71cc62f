//! What is known of a line before its look is considered.

/// How a line stands in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nothing is known: its look and the numbering around it decide whether it opens with a label.
    #[default]
    ByLook,
    /// A heading by its style; a number that it opens with is its label.
    Heading,
    /// It opens with the number that the program gave to its paragraph, which is its label.
    Numbered,
    /// It opens with no label: a row of a table, a line of a table of contents.
    NoLabel,
}
