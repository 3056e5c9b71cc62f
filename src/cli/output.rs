//! Where the output goes: standard output, or a file that is never half written.

mod visible;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use self::visible::Visible;
pub(super) use self::visible::visible;
use crate::problem::{Problem, Problems};

/// The form of an answer, where it is for people or for programs and nothing else.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(super) enum Form {
    /// For people, on a terminal.
    Human,
    /// For programs.
    Json,
}

/// Writes a text to standard output.
pub(super) fn print(text: &str) -> Result<(), Problems> {
    print_form(|out| out.write_all(text.as_bytes()))
}

/// Writes what `form` writes to standard output; a reader that has gone away is no fault.
pub(super) fn print_form(form: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Problems> {
    let mut out = Visible::new(io::BufWriter::new(io::stdout().lock()));
    match form(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(vec![
            Problem::new(format!("nothing can be written to standard output: {error}"))
                .help("write it to a file with -o FILE"),
        ]),
        _ => Ok(()),
    }
}

/// Writes what `form` writes to a file, or to standard output where none is named.
pub(super) fn write(
    file: Option<&Path>,
    form: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> Result<(), Problems> {
    match file {
        Some(path) => write_file(path, form),
        None => print_form(form),
    }
}

/// Complains where a file that would be written is there already, of a command that has `--force`.
pub(super) fn refuse_to_overwrite(file: Option<&Path>) -> Result<(), Problems> {
    match file.filter(|path| path.exists()) {
        Some(path) => Err(vec![
            Problem::new(format!("{}: there is such a file already", path.display()))
                .help("name another file, or overwrite this one with --force"),
        ]),
        None => Ok(()),
    }
}

/// Writes a file whole: to a neighbour first, then renamed. A link stays a link, its target is
/// written; a pipe or a device is written as it is, since a rename would put a file in its place.
pub(super) fn write_file(path: &Path, form: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Problems> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let special = fs::metadata(&target).is_ok_and(|found| !found.is_file() && !found.is_dir());
    let written = if special {
        fs::OpenOptions::new().write(true).open(&target).and_then(|file| write_whole(file, form))
    } else {
        write_beside(&target, form)
    };
    written.map_err(|error| {
        vec![
            Problem::new(format!("{}: the file cannot be written: {error}", path.display()))
                .help("check that the folder exists and may be written to"),
        ]
    })
}

fn write_beside(path: &Path, form: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written =
        fs::File::create(&part).and_then(|file| write_whole(file, form)).and_then(|()| fs::rename(&part, path));
    written.inspect_err(|_| {
        // The part may not be there at all; what is told is the first fault.
        let _ = fs::remove_file(&part);
    })
}

fn write_whole(file: fs::File, form: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = Visible::new(io::BufWriter::new(file));
    form(&mut out).and_then(|()| out.flush())
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

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use std::os::unix::fs::FileTypeExt as _;

    use super::*;

    fn write(path: &Path, text: &str) {
        write_file(path, |out| out.write_all(text.as_bytes())).unwrap();
    }

    #[test]
    fn a_file_that_is_there_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report");
        write(&path, "a longer text");
        write(&path, "short");
        assert_eq!(fs::read_to_string(&path).unwrap(), "short");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_a_device_is_written_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        write(&pipe, "the report");
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
        assert_eq!(reader.join().unwrap(), "the report");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_its_target_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        write(&link, "new");
        assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
    }
}
