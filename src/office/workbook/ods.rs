//! OpenDocument spreadsheets (ODF 1.2 and 1.3): the sheets, names and tables of `content.xml`.

mod cell;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::table::TableReader;
use super::builder::Budget;
use super::{Address, MAX_NAMES, MAX_SHEETS, Name, Range, Sheet, Table, Workbook, note_on_links};
use crate::office::archive::Archive;
use crate::office::xml::{Damage, Element, Xml};
use crate::problem::Problem;

/// Reads the spreadsheet.
pub(super) fn read(archive: &mut Archive<'_>) -> Result<Workbook, Problem> {
    let mut content = Content::default();
    let read = archive.read("content.xml", "the content", |xml| content.read(xml))?;
    read.ok_or_else(|| {
        let way_out = "open the file in LibreOffice, save it under a new name and submit that";
        archive.problem("the spreadsheet is damaged: its content is missing", way_out)
    })?;
    let Content { mut sheets, names, tables, mut notes, links, .. } = content;
    if archive.parts().any(|part| part.starts_with("basic/") || part.starts_with("scripts/")) {
        notes.insert(0, "the workbook holds macros; they were neither read nor run".to_owned());
    }
    notes.extend(note_on_links(links));
    let names = names.into_iter().map(|name| Name { target: target(&name.refers_to, &sheets), ..name }).collect();
    for (name, refers_to, heading_rows) in tables {
        let Some((sheet, range)) = target(&refers_to, &sheets) else { continue };
        let sheet = sheets.iter_mut().find(|own| own.name.as_ref() == Some(&sheet));
        let table = Table { name, range, heading_rows, total_rows: 0 };
        sheet.into_iter().for_each(|sheet| sheet.tables.push(table.clone()));
    }
    Ok(Workbook { sheets, names, notes })
}

/// What is found from the start of the content to its end.
#[derive(Default)]
struct Content {
    budget: Budget,
    /// Names of styles that hide a sheet.
    hiding: BTreeSet<String>,
    sheets: Vec<Sheet>,
    /// Without their targets: a name may stand before the sheet that it refers to.
    names: Vec<Name>,
    /// Name, range and rows of headings of the tables.
    tables: Vec<(String, String, u32)>,
    notes: Vec<String>,
    /// The other files that formulas refer to.
    links: BTreeSet<String>,
}

impl Content {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Damage> {
        xml.root("document-content")?;
        while let Some(part) = xml.child()? {
            match part.name() {
                "automatic-styles" => self.styles(xml)?,
                "body" => {
                    while let Some(kind) = xml.child()? {
                        if kind.name() == "spreadsheet" { self.spreadsheet(xml)? } else { xml.skip()? }
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn styles(&mut self, xml: &mut Xml<'_>) -> Result<(), Damage> {
        while let Some(style) = xml.child()? {
            let name = style.attribute("name")?;
            while let Some(properties) = xml.child()? {
                let is_hiding = properties.name() == "table-properties"
                    && properties.attribute("display")?.as_deref() == Some("false");
                if is_hiding && let Some(name) = &name {
                    self.hiding.insert(name.clone().into_owned());
                }
                xml.skip()?;
            }
        }
        Ok(())
    }

    fn spreadsheet(&mut self, xml: &mut Xml<'_>) -> Result<(), Damage> {
        while let Some(part) = xml.child()? {
            match part.name() {
                "table" => self.table(xml, &part)?,
                "named-expressions" => names(xml, None, &mut self.names)?,
                "database-ranges" => self.tables(xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn table(&mut self, xml: &mut Xml<'_>, table: &Element<'_>) -> Result<(), Damage> {
        let [name, style] = table.attributes(["name", "style-name"])?;
        let name: Arc<str> = name.ok_or_else(|| Damage::new("a sheet lacks its name"))?.into();
        if self.sheets.len() == MAX_SHEETS {
            return Err(Damage::new(format!("the workbook has more than {MAX_SHEETS} sheets")));
        }
        let is_hidden = style.is_some_and(|style| self.hiding.contains(style.as_ref()));
        let place = format!("sheet \"{name}\"");
        let mut reader = TableReader::new(name, is_hidden, &mut self.budget, &mut self.links);
        reader.read(xml).map_err(|damage| damage.at(&place))?;
        self.names.append(&mut reader.names);
        if self.names.len() > MAX_NAMES {
            return Err(too_many_names());
        }
        if !reader.is_copy {
            self.sheets.push(reader.sheet.finish(&mut self.notes).map_err(|damage| damage.at(&place))?);
        }
        Ok(())
    }

    fn tables(&mut self, xml: &mut Xml<'_>) -> Result<(), Damage> {
        while let Some(table) = xml.child()? {
            let [name, range, headings] = table.attributes(["name", "target-range-address", "contains-header"])?;
            if self.tables.len() == MAX_NAMES {
                return Err(Damage::new(format!("the workbook has more than {MAX_NAMES} tables")));
            }
            // LibreOffice makes nameless ones for its filters.
            if let (Some(name), Some(range)) = (name.filter(|name| !name.starts_with("__Anonymous")), range) {
                let heading_rows = u32::from(headings.as_deref() != Some("false"));
                self.tables.push((name.into_owned(), range.into_owned(), heading_rows));
            }
            xml.skip()?;
        }
        Ok(())
    }
}

/// Adds the names that hold for a sheet, or for the whole workbook.
fn names(xml: &mut Xml<'_>, scope: Option<&Arc<str>>, into: &mut Vec<Name>) -> Result<(), Damage> {
    while let Some(entry) = xml.child()? {
        let [name, range, expression] = entry.attributes(["name", "cell-range-address", "expression"])?;
        if into.len() == MAX_NAMES {
            return Err(too_many_names());
        }
        let name = name.ok_or_else(|| Damage::new("a name of cells lacks its name"))?.into_owned();
        let refers_to = range.or(expression).unwrap_or_default().into_owned();
        into.push(Name { name, scope: scope.cloned(), refers_to, target: None });
        xml.skip()?;
    }
    Ok(())
}

fn too_many_names() -> Damage {
    Damage::new(format!("the workbook gives more than {MAX_NAMES} names"))
}

/// The sheet and the cells of `$'2. Metrics'.$B$2:.$C$6`; none for anything else.
fn target(refers_to: &str, sheets: &[Sheet]) -> Option<(Arc<str>, Range)> {
    let (first, last) = refers_to.split_once(':').unwrap_or((refers_to, ""));
    let (sheet, first) = first.rsplit_once('.')?;
    let last = last.rsplit_once('.').map_or(last, |(_, cell)| cell);
    let first: Address = first.parse().ok()?;
    let last: Address = if last.is_empty() { first } else { last.parse().ok()? };
    let sheet = sheet.strip_prefix('$').unwrap_or(sheet);
    let sheet = match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let name = sheets.iter().filter_map(|own| own.name.as_ref()).find(|own| own.as_ref() == sheet)?;
    Some((Arc::clone(name), Range::new(first, last)))
}
