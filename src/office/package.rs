//! What an office file says it holds, and how its parts refer to each other.

use super::archive::Archive;
use super::xml::Damage;
use crate::problem::Problem;

/// The most references that one part may have to others; links of a sheet's cells are among them.
const MAX_REFERENCES: usize = 100_000;

/// What an office file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// An Excel workbook in XML; the name of its main part.
    Excel(String),
    /// A Word file; the name of its main part.
    Word(String),
    /// An OpenDocument spreadsheet.
    OpenSpreadsheet,
    /// Something else, in words: "a PowerPoint presentation".
    Other(&'static str),
}

/// Reads what the archive holds.
///
/// # Errors
/// Parts that are damaged; a password of OpenDocument.
pub(super) fn content(archive: &mut Archive<'_>) -> Result<Content, Problem> {
    if let Some(kind) = archive.text("mimetype")? {
        if manifest_tells_encryption(archive)? {
            let what = "the file is protected by a password, so nobody can read it without";
            return Err(archive.problem(what, "open the file, save it without a password and submit that"));
        }
        return Ok(match kind.trim().trim_start_matches("application/vnd.oasis.opendocument.") {
            "spreadsheet" | "spreadsheet-template" => Content::OpenSpreadsheet,
            "text" | "text-template" => Content::Other("an OpenDocument text (.odt)"),
            "presentation" => Content::Other("an OpenDocument presentation (.odp)"),
            _ => Content::Other("an archive that holds no workbook and no Word file"),
        });
    }
    let main = relationships(archive, "")?.into_iter().find(|relationship| relationship.kind == "officeDocument");
    let Some(main) = main else {
        return Ok(Content::Other("an archive that holds no workbook and no Word file"));
    };
    let kind = content_type(archive, &main.target)?.unwrap_or_default();
    Ok(
        if kind.contains("spreadsheetml")
            || kind.contains("ms-excel.sheet.macroEnabled")
            || kind.contains("ms-excel.template.macroEnabled")
        {
            Content::Excel(main.target)
        } else if kind.contains("wordprocessingml")
            || kind.contains("ms-word.document.macroEnabled")
            || kind.contains("ms-word.template.macroEnabled")
        {
            Content::Word(main.target)
        } else if kind.contains("ms-excel.sheet.binary") {
            Content::Other("a binary workbook (.xlsb)")
        } else if kind.contains("presentationml") || kind.contains("ms-powerpoint") {
            Content::Other("a PowerPoint presentation")
        } else {
            Content::Other("an archive that holds no workbook and no Word file")
        },
    )
}

fn manifest_tells_encryption(archive: &mut Archive<'_>) -> Result<bool, Problem> {
    let found = archive.read("META-INF/manifest.xml", "part \"META-INF/manifest.xml\"", |xml| {
        xml.root("manifest")?;
        let mut is_encrypted = false;
        while let Some(entry) = xml.child()? {
            if entry.name() != "file-entry" {
                xml.skip()?;
                continue;
            }
            while let Some(detail) = xml.child()? {
                is_encrypted |= detail.name() == "encryption-data";
                xml.skip()?;
            }
        }
        Ok(is_encrypted)
    })?;
    Ok(found.unwrap_or(false))
}

/// The declared type of a part: its own, or that of its name's ending.
fn content_type(archive: &mut Archive<'_>, part: &str) -> Result<Option<String>, Problem> {
    let ending = part.rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default();
    let found = archive.read("[Content_Types].xml", "part \"[Content_Types].xml\"", |xml| {
        xml.root("Types")?;
        let mut by_ending = None;
        let mut own = None;
        while let Some(entry) = xml.child()? {
            let kind = entry.attribute("ContentType")?;
            let names = |name: Option<_>, wanted: &str| {
                name.is_some_and(|name: std::borrow::Cow<'_, str>| {
                    name.trim_start_matches('/').eq_ignore_ascii_case(wanted)
                })
            };
            if names(entry.attribute("PartName")?, part) {
                own = kind.map(|kind| kind.into_owned());
            } else if names(entry.attribute("Extension")?, &ending) {
                by_ending = kind.map(|kind| kind.into_owned());
            }
            xml.skip()?;
        }
        Ok(own.or(by_ending))
    })?;
    Ok(found.flatten())
}

/// One reference from a part to another, or to something outside of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relationship {
    /// The identity by which the part uses it: `rId1`.
    pub(super) id: String,
    /// The last word of its type: `worksheet`, `sharedStrings`, `externalLink`.
    pub(super) kind: String,
    /// The name of the part; as written where it lies outside.
    pub(super) target: String,
    /// Whether it lies outside of the file: it is never opened.
    pub(super) is_outside: bool,
}

/// What `part` refers to, in the order of the file; the empty name stands for the whole file.
///
/// # Errors
/// A damaged list.
pub(super) fn relationships(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Relationship>, Problem> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = format!("{folder}/_rels/{name}.rels");
    let list = list.trim_start_matches('/');
    let found = archive.read(list, &format!("part \"{list}\""), |xml| {
        xml.root("Relationships")?;
        let mut found = Vec::new();
        while let Some(entry) = xml.child()? {
            if found.len() == MAX_REFERENCES {
                return Err(Damage::new(format!("it refers to more than {MAX_REFERENCES} others")));
            }
            let required = |name: &str| {
                let value = entry.attribute(name)?;
                value
                    .map(|value| value.into_owned())
                    .ok_or_else(|| Damage::new(format!("a reference lacks its \"{name}\"")))
            };
            let is_outside = entry.attribute("TargetMode")?.as_deref() == Some("External");
            let (kind, target) = (required("Type")?, required("Target")?);
            found.push(Relationship {
                id: required("Id")?,
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if is_outside { target } else { resolved(folder, &target) },
                is_outside,
            });
            xml.skip()?;
        }
        Ok(found)
    })?;
    Ok(found.unwrap_or_default())
}

/// The name of a part that is written relative to a folder (`../media/a.png`) or from the root (`/xl/a.xml`).
fn resolved(folder: &str, target: &str) -> String {
    let from_root = target.starts_with('/');
    let mut steps: Vec<&str> =
        if from_root { Vec::new() } else { folder.split('/').filter(|step| !step.is_empty()).collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::packed::{archive_of, stored};

    const MAIN: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";

    fn package(content_type: &str) -> Vec<u8> {
        let types = format!(
            "<Types><Default Extension='xml' ContentType='application/xml'/><Override PartName='/x/main.xml' ContentType='{content_type}'/></Types>"
        );
        let main = format!("<Relationships><Relationship Id='r1' Type='{MAIN}' Target='/x/main.xml'/></Relationships>");
        archive_of(&[("[Content_Types].xml", &types), ("_rels/.rels", &main)])
    }

    fn content_of(bytes: &[u8]) -> Result<Content, Problem> {
        content(&mut Archive::open("a", bytes).unwrap())
    }

    #[test]
    fn the_content_is_told_from_the_type_of_the_main_part() {
        let excel = Content::Excel("x/main.xml".into());
        let word = Content::Word("x/main.xml".into());
        let cases = [
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", excel.clone()),
            ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", excel),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", word),
            ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", Content::Other("a binary workbook (.xlsb)")),
            (
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                Content::Other("a PowerPoint presentation"),
            ),
        ];
        for (content_type, expected) in cases {
            assert_eq!(content_of(&package(content_type)).unwrap(), expected);
        }
        let other = Content::Other("an archive that holds no workbook and no Word file");
        assert_eq!(content_of(&archive_of(&[("a.txt", "a")])).unwrap(), other);
    }

    #[test]
    fn open_documents_say_what_they_are_and_whether_they_are_encrypted() {
        let kind = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        assert_eq!(content_of(&archive_of(&[kind])).unwrap(), Content::OpenSpreadsheet);
        let text = ("mimetype", "application/vnd.oasis.opendocument.text");
        assert_eq!(content_of(&archive_of(&[text])).unwrap(), Content::Other("an OpenDocument text (.odt)"));
        let manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
        let problem = content_of(&archive_of(&[kind, ("META-INF/manifest.xml", manifest)])).unwrap_err();
        assert_eq!(problem.headline(), "a: the file is protected by a password, so nobody can read it without");
    }

    #[test]
    fn a_list_of_references_has_an_end() {
        let one = "<Relationship Id='r1' Type='t' Target='a'/>";
        let read = |count: usize| {
            let list = format!("<Relationships>{}</Relationships>", one.repeat(count));
            // Not packed, since so many alike would pass the limit of what a part unpacks to.
            relationships(&mut Archive::open("a", &stored("_rels/.rels", &list)).unwrap(), "")
        };
        assert_eq!(read(MAX_REFERENCES).unwrap().len(), MAX_REFERENCES);
        let problem = read(MAX_REFERENCES + 1).unwrap_err();
        assert_eq!(problem.headline(), "a, part \"_rels/.rels\": it refers to more than 100000 others");
    }

    #[test]
    fn targets_are_found_from_the_folder_of_the_part_or_from_the_root() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets", "../tables/table1.xml"), "xl/tables/table1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("", "../../etc/passwd"), "etc/passwd");
    }
}
