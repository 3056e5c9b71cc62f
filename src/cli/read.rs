//! Reads files: documents, policies, rules.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::office::{NotTaken, OfficeReader, is_office};
use super::{buffers, judging, office, settings};
use crate::document::{Document, Format};
use crate::policy::{Library, PolicyFile};
use crate::problem::{Problem, Problems};
use crate::report::SkippedFile;
use crate::rule::RuleFile;

/// The largest document that is read where nobody says otherwise, in bytes.
pub(super) const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The documents of a submission, and the files beside them that are none.
pub(super) struct Found {
    pub(super) documents: Vec<Document>,
    pub(super) skipped: Vec<SkippedFile>,
    /// Office files that are still to be read, each with whether it was named.
    office: Vec<(PathBuf, bool)>,
}

/// Reads all documents at some paths; folders are read with all that is in them.
pub(super) fn documents(paths: &[PathBuf], max_bytes: u64, office: &OfficeReader) -> Result<Found, Problems> {
    let found = documents_or_none(paths, max_bytes, office)?;
    if found.documents.is_empty() {
        let names = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(vec![Problem::new(format!("{names}: there is no document here to judge")).help(
            "a document is a YAML or JSON file with a first line such as `kind: meeting`, or a Markdown file with such a line in a front matter; `quorate schema` lists the kinds",
        )]);
    }
    Ok(found)
}

/// The same where there may be none.
pub(super) fn documents_or_none(paths: &[PathBuf], max_bytes: u64, office: &OfficeReader) -> Result<Found, Problems> {
    let mut found = Found { documents: Vec::new(), skipped: Vec::new(), office: Vec::new() };
    let reading = Reading { max_bytes, office };
    let mut problems = Problems::new();
    for path in paths {
        let result =
            if path.is_dir() { reading.folder(path, &mut found) } else { reading.named_file(path, &mut found) };
        problems.extend(result.err().into_iter().flatten());
    }
    found.documents.sort_by(|left, right| left.path().cmp(right.path()));
    found.documents.dedup_by(|left, right| left.path() == right.path());
    // An office file may give several documents, and is read once.
    found.office.sort_by_key(|(path, is_named)| (shown(path), !is_named));
    found.office.dedup_by(|(later, _), (first, _)| shown(later) == shown(first));
    problems.extend(reading.office_files(&mut found).err().into_iter().flatten());
    if !problems.is_empty() {
        return Err(problems);
    }
    found.skipped.sort_by(|left, right| left.path.cmp(&right.path));
    found.documents.sort_by(|left, right| left.path().cmp(right.path()));
    Ok(found)
}

/// Gives the samples that a file of cases names, by their paths from it.
pub(super) fn samples(cases: &Path) -> Result<impl Fn(&str) -> Result<Vec<Document>, Problems> + Sync, Problems> {
    let office = OfficeReader::new(&[], Vec::new())?;
    let folder = cases.parent().unwrap_or(Path::new("")).to_owned();
    Ok(move |sample: &str| Ok(documents(&[folder.join(sample)], MAX_BYTES, &office)?.documents))
}

/// How files are read.
struct Reading<'r> {
    max_bytes: u64,
    office: &'r OfficeReader,
}

/// The path that reports show: as given, without a leading `./`.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn unreadable(path: &Path, error: &io::Error) -> Problems {
    let (what, way_out) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file or folder".to_owned(), "check the spelling of the path"),
        io::ErrorKind::PermissionDenied => {
            ("it may not be read".to_owned(), "ask for permission to read it, or leave it out")
        }
        _ => (format!("it cannot be read ({error})"), "check the file and try again"),
    };
    vec![Problem::in_file(&shown(path), what).help(way_out)]
}

fn bytes(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Problems> {
    if let Some(text) = buffers::text(path) {
        return Ok(text.as_bytes().to_vec());
    }
    let length = fs::metadata(path).map_err(|error| unreadable(path, &error))?.len();
    if length > max_bytes {
        return Err(vec![
            Problem::in_file(&shown(path), format!("the file is larger than {} MiB", max_bytes / (1024 * 1024)))
                .help("split the document, or raise the limit with --max-size"),
        ]);
    }
    fs::read(path).map_err(|error| unreadable(path, &error))
}

/// A text file of the tool's own: settings, policies, rules.
pub(super) fn text(path: &Path, name: &str) -> Result<String, Problems> {
    let text = String::from_utf8(bytes(path, 4 * 1024 * 1024)?)
        .map_err(|_| vec![Problem::in_file(name, "this is not UTF-8 text").help("save the file as UTF-8")])?;
    // Some editors put a mark of the byte order before a text; nobody sees it, and nothing needs it.
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

fn skip(path: &Path, reason: &str, found: &mut Found) {
    /// Types that are not read, and that papers come in.
    const PAPERS: [&str; 12] =
        ["pdf", "doc", "dot", "dotx", "dotm", "odt", "rtf", "pages", "xls", "xlsb", "xltx", "numbers"];
    let path = shown(path);
    let may_be_a_paper = !is_lock(&path) && (is_office(&path) || office::has_ending(&path, &PAPERS));
    found.skipped.push(SkippedFile { path, reason: reason.to_owned(), may_be_a_paper });
}

impl Reading<'_> {
    fn named_file(&self, path: &Path, found: &mut Found) -> Result<(), Problems> {
        if fs::metadata(path).is_err() {
            return bytes(path, self.max_bytes).map(|_| ());
        }
        let name = shown(path);
        if is_office(&name) {
            found.office.push((path.to_owned(), true));
            return Ok(());
        }
        let Some(format) = Format::of_name(&name) else {
            let (what, way_out) = not_read(&name);
            return Err(vec![Problem::in_file(&name, what).help(way_out)]);
        };
        let document = Document::read(&name, format, bytes(path, self.max_bytes)?).map_err(|problem| vec![problem])?;
        found.documents.push(document);
        Ok(())
    }

    /// Reads a folder in the order of its names, so that every machine reads it alike.
    fn folder(&self, path: &Path, found: &mut Found) -> Result<(), Problems> {
        let entries = fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
        let mut entries: Vec<PathBuf> = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()
            .map_err(|error| unreadable(path, &error))?;
        entries.sort();
        let mut problems = Problems::new();
        for entry in entries {
            let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || name == settings::FILE_NAME || name == judging::JUDGEMENTS {
                continue;
            }
            // A link to a folder could lead round in a circle.
            let is_link = fs::symlink_metadata(&entry).is_ok_and(|metadata| metadata.is_symlink());
            let result = match entry.is_dir() {
                true if is_link => {
                    skip(&entry, "a link to a folder", found);
                    Ok(())
                }
                true => self.folder(&entry, found),
                false => self.file_of_folder(&entry, found),
            };
            problems.extend(result.err().into_iter().flatten());
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Reads the office files: after all others, since a form among these tells their rows.
    fn office_files(&self, found: &mut Found) -> Result<(), Problems> {
        let files = std::mem::take(&mut found.office);
        if files.is_empty() {
            return Ok(());
        }
        let forms = office::forms(&found.documents)?;
        let mut problems = Problems::new();
        for (path, is_named) in files {
            let read = bytes(&path, self.max_bytes);
            match read.and_then(|bytes| self.office.documents(&path, &shown(&path), &bytes, &forms)) {
                Ok(Ok(documents)) => found.documents.extend(documents),
                Ok(Err(NotTaken { reason, way_out })) if is_named => {
                    const NAME_ONE: &str = "put back what is missing, or name in quorate.toml the template that reads it; `quorate templates` lists those that there are";
                    let way_out = way_out.unwrap_or_else(|| NAME_ONE.to_owned());
                    problems.push(Problem::in_file(&shown(&path), reason).help(way_out));
                }
                Ok(Err(not_taken)) => skip(&path, &not_taken.reason, found),
                Err(wrong) => problems.extend(wrong),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// A file found in a folder is a document only if it says so.
    fn file_of_folder(&self, path: &Path, found: &mut Found) -> Result<(), Problems> {
        let name = shown(path);
        if is_office(&name) && !is_lock(&name) {
            found.office.push((path.to_owned(), false));
            return Ok(());
        }
        if self.office.is_named(path) {
            // Who names a file wants it judged: without it the verdict would be of something else.
            let (what, way_out) = no_office_file(&name);
            let way_out = format!("quorate.toml names this file as an office file: {way_out}");
            return Err(vec![Problem::in_file(&name, what).help(way_out)]);
        }
        let Some(format) = Format::of_name(&name).filter(|_| !is_lock(&name)) else {
            skip(path, not_read(&name).0, found);
            return Ok(());
        };
        let bytes = bytes(path, self.max_bytes)?;
        if format == Format::Text && !Document::declares_kind(&String::from_utf8_lossy(&bytes)) {
            skip(path, "no front matter that says what kind of document it is", found);
            return Ok(());
        }
        let document = Document::read(&name, format, bytes).map_err(|problem| vec![problem])?;
        if document.kind().is_none() {
            skip(path, "no field `kind` that says what it is", found);
        } else {
            found.documents.push(document);
        }
        Ok(())
    }
}

/// Whether a file only says that another is open in an office program.
fn is_lock(name: &str) -> bool {
    name.rsplit(['/', '\\']).next().is_some_and(|own| own.starts_with("~$"))
}

/// Why a file of a type that is not read is left, and the way out.
fn not_read(name: &str) -> (&'static str, &'static str) {
    const OFFICE: &str = "open it in the program that made it, save it as .docx or .xlsx, and submit that";
    if is_lock(name) {
        return (
            "a mark that the file is open in another program",
            "close it there; there is nothing to be read in it",
        );
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "pdf" => (
            "PDF files are not read",
            "submit the Word file or the workbook that the PDF was made from; or copy its text, with the numbers of its paragraphs, into a .md file",
        ),
        "doc" | "dot" | "dotx" | "dotm" | "odt" | "rtf" | "pages" => {
            ("a word processor's file of this type is not read", OFFICE)
        }
        "xls" | "xlsb" | "xlt" | "xltx" | "xltm" | "numbers" => ("a workbook of this type is not read", OFFICE),
        _ => (
            "not a type of file that is read",
            "the types are .yaml, .yml, .json, .md, .markdown and .txt, and with a template .xlsx, .xlsm, .ods, .csv, .docx and .docm",
        ),
    }
}

/// Why a file is no office file, and the way out.
fn no_office_file(name: &str) -> (&'static str, &'static str) {
    match Format::of_name(name) {
        Some(Format::Text) => (
            "this is a text, and no office file",
            "a text says itself what it is; put a front matter at its start, such as the lines `---`, `kind: plan-text`, `id: our-plan` and `---`, and leave it out of [[office]]",
        ),
        Some(_) => (
            "this is a document already, and no office file",
            "`quorate check` reads it as it is; leave it out of [[office]]",
        ),
        None => not_read(name),
    }
}

/// The name and the bytes of an office file.
pub(super) fn office_bytes(path: &Path) -> Result<(String, Vec<u8>), Problems> {
    let name = shown(path);
    let read = bytes(path, MAX_BYTES)?;
    if is_office(&name) {
        return Ok((name, read));
    }
    let (what, way_out) = no_office_file(&name);
    Err(vec![Problem::in_file(&name, what).help(way_out)])
}

/// A file of settings with the name that reports show.
pub(super) fn named_text(path: &Path) -> Result<(String, String), Problems> {
    let shown = shown_from_here(path);
    text(path, &shown).map(|text| (shown, text))
}

/// A path as it is called from the working directory.
pub(super) fn shown_from_here(path: &Path) -> String {
    let working = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(working).unwrap_or(path).display().to_string()
}

/// Whether a file of a name may be a document, a policy, a rule, a template or settings.
pub(super) fn may_be_read(name: &str) -> bool {
    Format::of_name(name).is_some() || is_office(name) || name.ends_with(".toml") || name.ends_with(".rhai")
}

/// The text of a file of any size that the tool wrote itself.
pub(super) fn whole_text(path: &Path) -> Result<String, Problems> {
    String::from_utf8(bytes(path, u64::MAX)?)
        .map_err(|_| vec![Problem::in_file(&shown(path), "this is not UTF-8 text").help("save the file as UTF-8")])
}

/// The files of a folder, in the order of their names.
pub(super) fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Problems> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    Ok(files)
}

/// The rules shipped and those in some folders; a folder that settings and the command line name both is
/// read once.
pub(super) fn rule_files(folders: &[PathBuf]) -> Result<Vec<RuleFile>, Problems> {
    let mut files = RuleFile::shipped();
    let mut taken = BTreeSet::new();
    for folder in folders {
        if taken.insert(fs::canonicalize(folder).unwrap_or_else(|_| folder.clone())) {
            rules_below(folder, folder, &mut files)?;
        }
    }
    Ok(files)
}

fn rules_below(root: &Path, folder: &Path, files: &mut Vec<RuleFile>) -> Result<(), Problems> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut entries: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            rules_below(root, &entry, files)?;
        } else if entry.extension().is_some_and(|ending| ending == "rhai") {
            let below = entry.strip_prefix(root).unwrap_or(&entry).display().to_string();
            files.extend(rule(&entry, &below, shown(&entry)));
        }
    }
    Ok(())
}

/// A rule file with its path below its folder and the name that problems show. One that cannot be read
/// is kept as such: it stops nothing but itself.
pub(super) fn rule(path: &Path, below: &str, name: String) -> Option<RuleFile> {
    match text(path, &name) {
        Ok(text) => RuleFile::new(below, name, text.into()),
        Err(why) => RuleFile::new(below, name, "".into()).map(|file| file.that_is_unread(why)),
    }
}

/// Adds policies that are named by a path to the library, with the files that they extend; gives their
/// names.
pub(super) fn policies(named: &[String], from: &Path, library: &mut Library) -> Result<Vec<String>, Problems> {
    let mut added = Vec::new();
    for name in named {
        if library.is_shipped(name) {
            continue;
        }
        if let Some(file) = policy_file(from.join(name)) {
            let path = shown(Path::new(&shown_from_here(&file)));
            library.add(name, path.clone(), text(&file, &path)?.into());
            added.push(file);
        }
    }
    added.iter().try_for_each(|file| extended(file, library))?;
    Ok(named.to_vec())
}

/// The file of a policy at a path: that of a file, or of a folder.
fn policy_file(path: PathBuf) -> Option<PathBuf> {
    let file = if path.is_dir() { path.join("policy.toml") } else { path };
    file.is_file().then_some(file)
}

/// Adds the files that a policy file extends, by their paths from its folder.
pub(super) fn extended(file: &Path, library: &mut Library) -> Result<(), Problems> {
    let shown_here = |file: &Path| shown(Path::new(&shown_from_here(file)));
    let path = shown_here(file);
    // What is wrong with the file is told where it is used.
    let Ok(policy) = PolicyFile::read("", &path, &text(file, &path)?.into()) else { return Ok(()) };
    for (base, _) in policy.extends {
        let Some(file) = policy_file(file.with_file_name(&base)) else { continue };
        let path = shown_here(&file);
        if !library.is_shipped(&base) && !library.holds(&path) {
            library.add(&path, path.clone(), text(&file, &path)?.into());
            extended(&file, library)?;
        }
    }
    Ok(())
}
