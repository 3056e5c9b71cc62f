//! What a git repository held at a revision, read through the installed git: nothing is checked
//! out, nothing is written to the repository.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::read::may_be_read;
use crate::problem::{Problem, Problems};

/// One revision of a repository.
pub(super) struct Revision {
    /// The top folder of the repository.
    pub(super) top: PathBuf,
    /// The working directory, from the top folder.
    pub(super) prefix: PathBuf,
    /// The commit.
    pub(super) commit: String,
    /// The name that the user gave it.
    pub(super) name: String,
}

/// A copy of the readable files of a revision, in a folder that goes with this value.
pub(super) struct Copy {
    /// The folder that stands for the top of the repository.
    pub(super) folder: PathBuf,
}

impl Drop for Copy {
    fn drop(&mut self) {
        // A folder of copies that stays behind does no harm.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn one(what: impl std::fmt::Display, way_out: &str) -> Problems {
    vec![Problem::new(what.to_string()).help(way_out.to_owned())]
}

fn git(folder: &Path, words: &[&str]) -> Result<Output, Problems> {
    let run = Command::new("git").arg("-C").arg(folder).args(words).env("LC_ALL", "C").stdin(Stdio::null()).output();
    run.map_err(|error| {
        one(format!("git cannot be run: {error}"), "install git; the gate reads the earlier version through it")
    })
}

fn line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

impl Revision {
    /// The revision of a name in the repository of the working directory.
    ///
    /// # Errors
    /// No git, no repository, no such revision; in a shallow clone with the command that fetches it.
    pub(super) fn find(name: &str) -> Result<Revision, Problems> {
        let here = Path::new(".");
        let top = git(here, &["rev-parse", "--show-toplevel"])?;
        if !top.status.success() {
            return Err(one(
                "there is no git repository here",
                "run the gate in the repository of the plan, or compare two folders with `quorate compare`",
            ));
        }
        let prefix = git(here, &["rev-parse", "--show-prefix"])?;
        if name.starts_with('-') {
            return Err(one(
                format!("\"{name}\" is no revision"),
                "name a branch, a tag or a commit, such as origin/main",
            ));
        }
        let commit = git(here, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?;
        if !commit.status.success() {
            let is_shallow = line(&git(here, &["rev-parse", "--is-shallow-repository"])?) == "true";
            let way_out = if is_shallow && name.contains(['~', '^', '@']) {
                "this is a shallow clone, which ends before that commit: fetch more with `git fetch --deepen=50`, or all with `git fetch --unshallow`".to_owned()
            } else if is_shallow {
                let branch = name.strip_prefix("origin/").unwrap_or(name);
                format!(
                    "this is a shallow clone: fetch it with `git fetch --depth=1 origin {branch}` and name it FETCH_HEAD, or clone with more depth"
                )
            } else {
                "name a branch, a tag or a commit, such as origin/main; `git branch -a` lists the branches".to_owned()
            };
            return Err(one(format!("the repository has no revision \"{name}\""), &way_out));
        }
        Ok(Revision {
            top: PathBuf::from(line(&top)),
            prefix: PathBuf::from(line(&prefix)),
            commit: line(&commit),
            name: name.to_owned(),
        })
    }

    /// Copies the files of the revision that Quorate can read into a folder of their own.
    ///
    /// # Errors
    /// An object that the repository lacks (a partial clone), a disk that is full.
    pub(super) fn copy(&self, max_bytes: u64) -> Result<Copy, Problems> {
        let folder = std::env::temp_dir().join(format!("quorate-{}-{}", std::process::id(), self.commit));
        let copy = Copy { folder };
        let listed = git(&self.top, &["ls-tree", "-r", "-l", "-z", "--full-tree", &self.commit])?;
        if !listed.status.success() {
            return Err(self.unreadable(&listed));
        }
        let mut wanted = Vec::new();
        for entry in listed.stdout.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let entry = String::from_utf8_lossy(entry);
            let Some((about, path)) = entry.split_once('\t') else { continue };
            let mut words = about.split_whitespace();
            let (mode, _, object, size) = (words.next(), words.next(), words.next(), words.next());
            // Links and submodules are no files; what leaves the folder is no path of a tree.
            let is_file = mode.is_some_and(|mode| mode.starts_with("100"));
            let stays = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
            let fits = size.and_then(|size| size.parse::<u64>().ok()).is_some_and(|size| size <= max_bytes);
            if let (true, true, true, Some(object)) = (is_file && may_be_read(path), stays, fits, object) {
                wanted.push((object.to_owned(), path.to_owned()));
            }
        }
        self.write(&wanted, &copy.folder)?;
        fs::create_dir_all(copy.folder.join(&self.prefix)).map_err(|error| unwritable(&error))?;
        Ok(copy)
    }

    /// The files of the working tree that git knows or would add, from the top folder.
    ///
    /// # Errors
    /// A repository that cannot be read.
    pub(super) fn working_files(&self) -> Result<Vec<PathBuf>, Problems> {
        let listed = git(&self.top, &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
        if !listed.status.success() {
            return Err(self.unreadable(&listed));
        }
        let names = listed.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| PathBuf::from(String::from_utf8_lossy(name).into_owned())).collect())
    }

    fn write(&self, wanted: &[(String, String)], folder: &Path) -> Result<(), Problems> {
        let names: String = wanted.iter().map(|(object, _)| format!("{object}\n")).collect();
        let start = Command::new("git")
            .arg("-C")
            .arg(&self.top)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut running = start.map_err(|error| one(format!("git cannot be run: {error}"), "install git"))?;
        let input = running.stdin.take();
        // Git answers while it is asked: a thread asks, or both would wait for ever.
        let asking = std::thread::spawn(move || input.map(|mut input| input.write_all(names.as_bytes())));
        let output = running.wait_with_output().map_err(|error| unwritable(&error))?;
        drop(asking.join());
        let mut rest = output.stdout.as_slice();
        for (_, path) in wanted {
            let Some(end) = rest.iter().position(|byte| *byte == b'\n') else { return Err(self.missing(path)) };
            let head = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
            let Some(size) = head.split(' ').nth(2).and_then(|size| size.parse::<usize>().ok()) else {
                return Err(self.missing(path));
            };
            let start = end + 1;
            let Some(bytes) = rest.get(start..start + size) else { return Err(self.missing(path)) };
            let target = folder.join(path);
            let parent = target.parent().unwrap_or(folder);
            fs::create_dir_all(parent).and_then(|()| fs::write(&target, bytes)).map_err(|error| unwritable(&error))?;
            // A line break follows each object.
            rest = rest.get(start + size + 1..).unwrap_or_default();
        }
        Ok(())
    }

    fn missing(&self, path: &str) -> Problems {
        one(
            format!("{}:{path}: the repository does not hold this file", self.name),
            "in a partial clone, fetch it first: `git fetch --refetch`",
        )
    }

    fn unreadable(&self, output: &Output) -> Problems {
        let said = String::from_utf8_lossy(&output.stderr);
        one(
            format!("the revision \"{}\" cannot be read: {}", self.name, said.trim()),
            "check the repository with `git fsck`",
        )
    }
}

fn unwritable(error: &std::io::Error) -> Problems {
    one(format!("the earlier version cannot be read: {error}"), "check that the folder for temporary files has room")
}
