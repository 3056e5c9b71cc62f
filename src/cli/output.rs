//! Where a report goes: standard output, or a file that is never half written.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::problem::{Problem, Problems};

/// Writes to standard output; a reader that has gone away is no fault.
pub(super) fn print(text: &str) -> Result<(), Problems> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(vec![
            Problem::new(format!("the report cannot be written to standard output: {error}"))
                .help("write it to a file with -o FILE"),
        ]),
        _ => Ok(()),
    }
}

/// Writes a file whole: to a neighbour first, then renamed.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), Problems> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = fs::write(&part, text).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // The part may not be there at all; what is told is the first fault.
        let _ = fs::remove_file(&part);
        vec![
            Problem::new(format!("{}: the report cannot be written: {error}", path.display()))
                .help("check that the folder exists and may be written to"),
        ]
    })
}
