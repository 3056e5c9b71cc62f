//! The findings that need somebody as comma-separated values, for the action log that everybody keeps.

use std::io;

use super::Report;

const HEADINGS: [&str; 12] = [
    "Finding",
    "Outcome",
    "Severity",
    "Rule",
    "About",
    "What was found",
    "Document",
    "Place",
    "As written",
    "Clause",
    "To do",
    "Pointer",
];

/// Writes a line for each finding that needs somebody, the most severe first, then for each that is
/// excused, with the reason beside its outcome, and behind them one for each thing that was noticed in a file.
///
/// # Errors
/// What the writer fails with.
pub fn write(report: &Report, out: impl io::Write) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(HEADINGS)?;
    for told in report.to_act_on().chain(report.excused()) {
        let finding = told.finding;
        let place = told.places.first();
        let spot = place.map(|place| place.spot.to_string());
        let outcome = match &finding.excuse {
            Some(excuse) => format!("{}, excused: {excuse}", finding.outcome.words()),
            None => finding.outcome.words().to_owned(),
        };
        let message = match told.followed_by() {
            Some(others) => format!("{} ({others})", finding.message),
            None => finding.message.clone(),
        };
        let cells = [
            finding.id.as_str(),
            &outcome,
            finding.severity.word(),
            &finding.rule,
            &told.label,
            &message,
            place.map_or("", |place| &place.path),
            spot.as_deref().unwrap_or(""),
            place.map_or("", |place| &place.text),
            &finding.clause,
            &finding.remedy,
            place.map_or("", |place| &place.pointer),
        ];
        csv.write_record(cells.map(harmless))?;
    }
    for (path, notice) in report.notices() {
        let cells = ["", "noticed", "", "", "", &notice, path, "", "", "", "", ""];
        csv.write_record(cells.map(harmless))?;
    }
    csv.flush()
}

/// A text that a spreadsheet would take for a formula is marked as text.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_begins_as_a_formula() {
        for text in ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("1 = 1"), "1 = 1");
    }
}
