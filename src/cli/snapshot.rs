//! `quorate snapshot`: a dated record of a submission beside it, and whether a chain of them is whole.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;

use super::judging::{Bench, By, Judging, Largest};
use super::{Outcome, output, read};
use crate::problem::{Problem, Problems};
use crate::snapshot::{Snapshot, check_chain};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The submission: a folder, or one document.
    #[arg(default_value = ".")]
    path: PathBuf,

    /// The folder of the snapshots. Without it: the submission's name with `.snapshots` at its end, beside it.
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,

    /// The day for which it is taken. Without it: that of quorate.toml, or else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,

    /// Takes none, and says whether those that are there form a whole chain.
    #[arg(long)]
    verify: bool,

    #[command(flatten)]
    largest: Largest,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let folder = arguments.to.clone().map_or_else(|| beside(&arguments.path), Ok)?;
    let chain = chain(&folder)?;
    if arguments.verify {
        let count = chain.len();
        if count == 0 {
            return Err(vec![
                Problem::new(format!("{}: there are no snapshots", folder.display()))
                    .help("name their folder with --to, or take the first with `quorate snapshot`"),
            ]);
        }
        check_chain(chain)?;
        let snapshots = if count == 1 { "snapshot" } else { "snapshots" };
        output::print(&format!("{}: {count} {snapshots}, a whole chain\n", folder.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    check_chain(chain.clone())?;
    let last = chain.last().map(|(_, last)| last);
    let bench = Bench::read(&Judging {
        by: By { as_of: arguments.as_of, ..By::default() },
        max_bytes: arguments.largest.bytes(),
        ..Judging::of(std::slice::from_ref(&arguments.path))
    })?;
    if let Some(last) = last.filter(|last| last.date > bench.as_of) {
        return Err(vec![
            Problem::new(format!("snapshot {} is dated {}, after {}", last.number, last.date, bench.as_of))
                .help("a chain does not run backwards: give a later day with --as-of"),
        ]);
    }
    let (submission, _) = bench.submission(std::slice::from_ref(&arguments.path))?;
    let root = if arguments.path.is_dir() { arguments.path.clone() } else { parent(&arguments.path) };
    let root = root.strip_prefix(".").unwrap_or(&root).display().to_string();
    let taken = Snapshot::take(&submission, &root, bench.as_of, last);
    output::create_folder(&folder)?;
    let path = folder.join(format!("{:04}-{}.json", taken.number, taken.date));
    output::write_file(&path, |out| out.write_all(taken.to_json().as_bytes()))?;
    output::print(&format!("{}: snapshot {} of {}\n", path.display(), taken.number, taken.date))?;
    Ok(ExitCode::SUCCESS)
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// The folder of snapshots beside a submission.
fn beside(path: &Path) -> Result<PathBuf, Problems> {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let Some(name) = whole.file_name() else {
        return Err(vec![
            Problem::new(format!("{}: there is no place beside it", path.display()))
                .help("name a folder for the snapshots with --to"),
        ]);
    };
    let name = format!("{}.snapshots", name.to_string_lossy());
    // As the path was given, so that messages show what the user knows.
    let given = path.file_name().map(|_| path.with_file_name(&name));
    Ok(given.unwrap_or_else(|| whole.with_file_name(&name)))
}

/// The snapshots of a folder, each with its path, by their numbers; none where there is no folder.
fn chain(folder: &Path) -> Result<Vec<(String, Snapshot)>, Problems> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut chain = Vec::new();
    let mut problems = Problems::new();
    for path in read::files_of(folder)? {
        let shown = path.display().to_string();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        match read::whole_text(&path).and_then(|text| Snapshot::read(&shown, &text).map_err(|problem| vec![problem])) {
            Ok(snapshot) => chain.push((shown, snapshot)),
            Err(mut found) => problems.append(&mut found),
        }
    }
    chain.sort_by_key(|(_, snapshot)| snapshot.number);
    if problems.is_empty() { Ok(chain) } else { Err(problems) }
}

/// The snapshot that a path names: a file, or the last one of a folder of them. The whole chain
/// that it stands in must hold. None where the path names no snapshot.
pub(super) fn named(path: &Path) -> Result<Option<(String, Snapshot)>, Problems> {
    let is_snapshot = |path: &Path| {
        path.extension().is_some_and(|ending| ending == "json")
            && read::whole_text(path).is_ok_and(|text| Snapshot::is_one(&text))
    };
    let folder = if path.is_dir() {
        let files = read::files_of(path)?;
        if files.is_empty() || !files.iter().all(|file| is_snapshot(file)) {
            return Ok(None);
        }
        path.to_owned()
    } else if is_snapshot(path) {
        parent(path)
    } else {
        return Ok(None);
    };
    let chain = chain(&folder)?;
    check_chain(chain.clone())?;
    let shown = path.display().to_string();
    let found = if path.is_dir() {
        chain.into_iter().next_back()
    } else {
        chain.into_iter().find(|(own, _)| Path::new(own).file_name() == path.file_name())
    };
    Ok(found.map(|(_, snapshot)| (shown, snapshot)))
}
