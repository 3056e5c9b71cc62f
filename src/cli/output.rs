//! Where the output goes: standard output, or a file that is never half written.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::problem::{Problem, Problems};

/// Writes a text to standard output.
pub(super) fn print(text: &str) -> Result<(), Problems> {
    print_form(|out| out.write_all(text.as_bytes()))
}

/// Writes what `form` writes to standard output; a reader that has gone away is no fault.
pub(super) fn print_form(form: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Problems> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match form(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(vec![
            Problem::new(format!("nothing can be written to standard output: {error}"))
                .help("write it to a file with -o FILE"),
        ]),
        _ => Ok(()),
    }
}

/// Writes a file whole: to a neighbour first, then renamed.
pub(super) fn write_file(path: &Path, form: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Problems> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let write = |file: fs::File| {
        let mut out = io::BufWriter::new(file);
        form(&mut out).and_then(|()| out.flush())
    };
    let written = fs::File::create(&part).and_then(write).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // The part may not be there at all; what is told is the first fault.
        let _ = fs::remove_file(&part);
        vec![
            Problem::new(format!("{}: the file cannot be written: {error}", path.display()))
                .help("check that the folder exists and may be written to"),
        ]
    })
}

/// Makes a folder, with all above it.
pub(super) fn create_folder(path: &Path) -> Result<(), Problems> {
    fs::create_dir_all(path).map_err(|error| {
        vec![
            Problem::new(format!("{}: the folder cannot be made: {error}", path.display()))
                .help("check that the folder above it exists and may be written to"),
        ]
    })
}
