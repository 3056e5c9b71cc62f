//! Office files of a submission: which template reads which, and what the form does not print.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::read;
use crate::document::{Document, Node};
use crate::office::paper::{self, Paper};
use crate::office::workbook::{self, Workbook};
use crate::policy::FormFile;
use crate::problem::{Problem, Problems};
use crate::template::{Forms, Given, PLAN_TEXT, Source, Templates, Written, plan_text};
use crate::wording;

/// What a project's settings say of one office file. Said twice of a file, with two templates, it
/// gives two documents: a plan has text and tables of money.
#[derive(Debug, Clone, Default)]
pub(super) struct OfficeFile {
    /// The file, from the folder of the settings.
    pub(super) file: PathBuf,
    /// The template; the one that matches, where none is named.
    pub(super) template: Option<String>,
    /// Fields that the form does not print.
    pub(super) set: BTreeMap<String, Given>,
}

/// How office files are read.
#[derive(Debug)]
pub(super) struct OfficeReader {
    templates: Templates,
    /// What each settings file says; the first that speaks of a file counts.
    settings: Vec<Vec<OfficeFile>>,
}

/// Why an office file is no document of the submission.
#[derive(Debug)]
pub(super) struct NotTaken {
    /// The reason, without the file's name.
    pub(super) reason: String,
    /// The way out, where the file itself is at fault.
    pub(super) way_out: Option<String>,
}

impl NotTaken {
    /// A file that cannot be read.
    fn damaged(name: &str, problem: &Problem) -> NotTaken {
        let headline = problem.headline();
        let reason = headline.strip_prefix(name).map_or(headline, |rest| rest.trim_start_matches([':', ',', ' ']));
        NotTaken { reason: reason.to_owned(), way_out: problem.way_out().map(str::to_owned) }
    }
}

/// Whether a file's name has an ending of an office file.
pub(super) fn is_office(name: &str) -> bool {
    has_ending(name, &workbook::ENDINGS) || has_ending(name, &paper::ENDINGS)
}

/// Whether a file's name has one of some endings.
pub(super) fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

impl OfficeReader {
    /// A reader with the templates that are shipped, those in some folders, and what settings say of files.
    pub(super) fn new(folders: &[PathBuf], files: Vec<OfficeFile>) -> Result<OfficeReader, Problems> {
        let mut templates = Templates::shipped()?;
        for folder in folders {
            for path in read::files_of(folder)? {
                if path.extension().is_some_and(|ending| ending == "toml") {
                    let name = path.display().to_string();
                    templates.add(&name, &read::text(&path, &name)?.into())?;
                }
            }
        }
        Ok(OfficeReader { templates, settings: vec![files] })
    }

    /// Takes up what further settings say of files.
    pub(super) fn take_up(&mut self, files: Vec<OfficeFile>) {
        self.settings.push(files);
    }

    /// Takes what is said of the files below a folder as said of those of the same names below another.
    pub(super) fn say_also_below(&mut self, other: &Path, of: &Path) {
        let whole = of.canonicalize().unwrap_or_else(|_| of.to_owned());
        let rest = |file: &Path| {
            let rest = file.strip_prefix(of).or_else(|_| file.strip_prefix(&whole));
            rest.ok().map(|rest| other.join(rest))
        };
        let there = |said: &OfficeFile| rest(&said.file).map(|file| OfficeFile { file, ..said.clone() });
        let also = |files: &Vec<OfficeFile>| files.iter().filter_map(there).collect();
        let also: Vec<Vec<OfficeFile>> = self.settings.iter().map(also).collect();
        self.settings.extend(also);
    }

    /// What the settings say of a file.
    fn said_of(&self, path: &Path) -> Vec<&OfficeFile> {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let path = whole(path);
        let said = self.settings.iter().map(|files| files.iter().filter(|said| whole(&said.file) == path));
        said.map(Iterator::collect::<Vec<_>>).find(|said| !said.is_empty()).unwrap_or_default()
    }

    /// Whether the settings name a file.
    pub(super) fn is_named(&self, path: &Path) -> bool {
        !self.said_of(path).is_empty()
    }

    /// The documents that a file gives; none, with the reason, where nothing says how to read it.
    pub(super) fn documents(
        &self,
        path: &Path,
        name: &str,
        bytes: &[u8],
        forms: &Forms,
    ) -> Result<Result<Vec<Document>, NotTaken>, Problems> {
        let named = self.said_of(path);
        let (source, paper) = match read_source(name, bytes) {
            Ok(read) => read,
            // A damaged file that nobody named is none of the submission's.
            Err(problem) if named.is_empty() => return Ok(Err(NotTaken::damaged(name, &problem))),
            Err(problem) => return Err(vec![problem]),
        };
        let by_itself = OfficeFile::default();
        let ways = if named.is_empty() { vec![&by_itself] } else { named.clone() };
        let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let mut documents: Vec<Document> = Vec::new();
        for said in ways {
            match self.filled(name, &source, paper.as_ref(), said.template.as_deref(), &said.set, forms)? {
                Ok(written) => {
                    let (text, mut origin) = written.into_json(digest.clone());
                    // What is to be known of the file is told once.
                    origin.notices.retain(|notice| !documents.iter().any(|first| first.notices().contains(notice)));
                    documents.push(Document::of_office(name, text, origin).map_err(|problem| vec![problem])?);
                }
                // Who names a file wants it judged: without it the verdict would be of something else.
                Err(reason) if !named.is_empty() => {
                    return Err(vec![Problem::in_file(name, reason).help(
                        "quorate.toml names this file: put back what is missing, or name there the template that reads it (template = \"...\")",
                    )]);
                }
                Err(reason) => return Ok(Err(NotTaken { reason, way_out: None })),
            }
        }
        Ok(Ok(documents))
    }

    /// What a template makes of a file; none, with the reason, where no template is named and none matches.
    pub(super) fn written(
        &self,
        name: &str,
        bytes: &[u8],
        template: Option<&str>,
        set: &BTreeMap<String, Given>,
        forms: &Forms,
    ) -> Result<Result<Written, String>, Problems> {
        let (source, paper) = read_source(name, bytes).map_err(|problem| vec![problem])?;
        self.filled(name, &source, paper.as_ref(), template, set, forms)
    }

    fn filled(
        &self,
        name: &str,
        source: &Source,
        paper: Option<&Paper>,
        template: Option<&str>,
        set: &BTreeMap<String, Given>,
        forms: &Forms,
    ) -> Result<Result<Written, String>, Problems> {
        if let (Some(PLAN_TEXT), Some(paper)) = (template, paper) {
            return Ok(Ok(plan_text(paper, source.notices.clone(), set)));
        }
        let template = match template {
            Some(id) => self.templates.get(id).map_err(|problem| vec![problem])?,
            None => match self.templates.matching(source) {
                Ok(Some(template)) => template,
                Ok(None) => return Ok(Err(self.none_matches(source))),
                Err(several) => {
                    let what = format!("several templates match: {}", several.join(", "));
                    return Err(vec![
                        Problem::in_file(name, what).help("name one, with --template or in quorate.toml"),
                    ]);
                }
            },
        };
        let called = template.needs.iter().any(|field| field == "id") && !set.contains_key("id");
        let Some(id) = called.then(|| identity_of(name)).filter(|id| !id.is_empty()) else {
            return template.fill(name, source, set, forms).map(Ok);
        };
        let mut set = set.clone();
        set.insert("id".to_owned(), Given::text(&id));
        let mut written = template.fill(name, source, &set, forms)?;
        written.notice(format!(
            "the form prints no identity, so it is called \"{id}\" after its file; an `id` of your own stays the same when the file is renamed: set = {{ id = \"...\" }} in quorate.toml, or --set id=... of `quorate import`"
        ));
        Ok(Ok(written))
    }

    /// That no template matches, and which comes nearest.
    fn none_matches(&self, source: &Source) -> String {
        let what = "no template has all its headings in this file";
        match self.templates.nearest(source) {
            Some((near, lacks)) => format!("{what}; the nearest is \"{}\": {lacks}", near.id),
            None => what.to_owned(),
        }
    }
}

/// The forms that are shipped, and those among some documents, which come before them.
pub(super) fn forms(documents: &[Document]) -> Result<Forms, Problems> {
    let mut forms = Forms::default();
    for file in FormFile::shipped() {
        forms.add(&file.read().map_err(|problem| vec![problem])?);
    }
    documents.iter().filter(|document| document.kind() == Some("form")).for_each(|form| forms.add(form));
    Ok(forms)
}

/// The shipped forms that documents name and that are not among them.
pub(super) fn forms_named(documents: &[Document]) -> Result<Vec<Document>, Problems> {
    let written =
        |document: &Document, field: &str| document.root().get(field).and_then(Node::as_written).map(str::to_owned);
    let is_form = |document: &&Document| document.kind() == Some("form");
    let here: BTreeSet<String> = documents.iter().filter(is_form).filter_map(|form| written(form, "id")).collect();
    let mut named: BTreeSet<String> = documents.iter().filter_map(|document| written(document, "form")).collect();
    named.retain(|id| !here.contains(id));
    let mut forms = Vec::new();
    for file in FormFile::shipped().iter().filter(|_| !named.is_empty()) {
        let mut form = file.read().map_err(|problem| vec![problem])?;
        if written(&form, "id").is_some_and(|id| named.contains(&id)) {
            form.call(format!("{} (as shipped)", file.name));
            forms.push(form);
        }
    }
    Ok(forms)
}

/// The identity of a document that has none but its file's name.
fn identity_of(name: &str) -> String {
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    wording::plain(&stem.unwrap_or_default()).replace(' ', "-")
}

/// What a template sees of a file, and the paper itself where it is one.
fn read_source(name: &str, bytes: &[u8]) -> Result<(Source, Option<Paper>), Problem> {
    if has_ending(name, &paper::ENDINGS) {
        let paper = Paper::read(name, bytes)?;
        return Ok((Source::from(&paper), Some(paper)));
    }
    Ok((Source::from(Workbook::read(name, bytes)?), None))
}
