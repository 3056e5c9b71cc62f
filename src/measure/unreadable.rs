//! Why a text gives no figure.

use std::fmt;

/// A text that gives no figure, with the reason.
///
/// Shown, it is a clause for a message: `"n/a" says that there is none`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The text as printed.
    pub printed: String,
    /// Why it gives no figure.
    pub why: Why,
}

/// Why a text gives no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// Nothing is printed.
    Blank,
    /// "n/a", "not applicable".
    NotApplicable,
    /// "no data", "not known".
    NotAvailable,
    /// "tbc", "to be agreed".
    ToBeConfirmed,
    /// A dash, which people print for nil, for no data and for not applicable.
    Dash,
    /// Words without a figure.
    Prose,
    /// A date and no figure.
    Date,
    /// More than one figure, as in "3 of 4".
    SeveralFigures,
    /// "about 45", "c. 20%".
    Approximate,
    /// A range whose ends stand in the wrong order, as in "84-75".
    Backwards,
    /// More digits than this module can count with exactly: nine before the point, four after it.
    TooManyDigits,
    /// A figure in words that have no one meaning.
    NotUnderstood,
    /// A range or a limit where one figure is needed: "75-84", "> 45".
    NotOneFigure,
    /// A change where a value is needed: "10% reduction".
    Change,
}

impl Why {
    /// Whether the text plainly holds no figure; otherwise it may hold one that nobody can tell.
    #[must_use]
    pub const fn is_absence(self) -> bool {
        matches!(
            self,
            Self::Blank | Self::NotApplicable | Self::NotAvailable | Self::ToBeConfirmed | Self::Prose | Self::Date
        )
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.why == Why::Blank {
            return formatter.write_str("nothing is printed there");
        }
        let says = match self.why {
            Why::Blank | Why::NotApplicable => "says that there is none",
            Why::NotAvailable => "says that it is not known",
            Why::ToBeConfirmed => "is still to be settled",
            Why::Dash => "may stand for nil or for nothing known",
            Why::Prose => "holds no figure",
            Why::Date => "is a date and no figure",
            Why::SeveralFigures => "holds several figures",
            Why::Approximate => "is only roughly known",
            Why::Backwards => "begins with the higher figure",
            Why::TooManyDigits => "has more digits than can be counted with exactly",
            Why::NotUnderstood => "cannot be read in one way only",
            Why::NotOneFigure => "is a range or a limit and not one figure",
            Why::Change => "is a change and not a value",
        };
        write!(formatter, "\"{}\" {says}", self.printed)
    }
}
