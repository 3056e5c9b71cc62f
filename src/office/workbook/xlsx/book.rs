//! The main part of a workbook: its sheets, its names, the day that it counts from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::office::workbook::date::Epoch;
use crate::office::workbook::{MAX_NAMES, MAX_SHEETS, Name, Range};
use crate::office::xml::{Damage, Element, Xml};

/// What the main part says.
pub(super) struct Book {
    pub(super) tabs: Vec<Tab>,
    pub(super) names: Vec<Name>,
    pub(super) epoch: Epoch,
    /// Why the stored results of formulas may be out of date, if the workbook says so.
    pub(super) stale: Option<&'static str>,
}

/// One sheet as the main part lists it.
pub(super) struct Tab {
    pub(super) name: Arc<str>,
    pub(super) is_hidden: bool,
    /// The identity of the reference to its part.
    pub(super) part: String,
}

pub(super) fn read(xml: &mut Xml<'_>) -> Result<Book, Damage> {
    let mut book = Book { tabs: Vec::new(), names: Vec::new(), epoch: Epoch::Year1900, stale: None };
    let mut names = Vec::new();
    xml.root("workbook")?;
    while let Some(part) = xml.child()? {
        match part.name() {
            "workbookPr" => {
                if part.says("date1904")? {
                    book.epoch = Epoch::Year1904;
                }
                xml.skip()?;
            }
            "sheets" => {
                while let Some(sheet) = xml.child()? {
                    book.tabs.push(tab(&sheet)?);
                    xml.skip()?;
                    if book.tabs.len() > MAX_SHEETS {
                        return Err(Damage::new(format!("the workbook has more than {MAX_SHEETS} sheets")));
                    }
                }
            }
            "definedNames" => {
                while let Some(entry) = xml.child()? {
                    let mut refers_to = String::new();
                    xml.text(&mut refers_to)?;
                    if names.len() == MAX_NAMES {
                        return Err(Damage::new(format!("the workbook gives more than {MAX_NAMES} names")));
                    }
                    names.push((entry, refers_to));
                }
            }
            "calcPr" => {
                let is_manual = part.attribute("calcMode")?.as_deref() == Some("manual");
                book.stale = if is_manual {
                    Some("is calculated only when somebody asks for it")
                } else {
                    part.says("fullCalcOnLoad")?.then_some("asks to be calculated again when it is opened")
                };
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
    }
    let tabs: BTreeMap<String, &Tab> = book.tabs.iter().map(|tab| (tab.name.to_lowercase(), tab)).collect();
    for (entry, refers_to) in names {
        let target = target(&refers_to, &tabs);
        book.names.extend(name(&entry, refers_to, target, &book.tabs)?);
    }
    Ok(book)
}

fn tab(sheet: &Element<'_>) -> Result<Tab, Damage> {
    let [name, part, state] = sheet.attributes(["name", "id", "state"])?;
    let name: Arc<str> = name.ok_or_else(|| Damage::new("a sheet lacks its name"))?.into();
    let part = part.ok_or_else(|| Damage::new(format!("the sheet \"{name}\" lacks its part")))?.into_owned();
    // Hidden, or hidden so that only a macro shows it again ("veryHidden").
    let is_hidden = state.is_some_and(|state| state != "visible");
    Ok(Tab { name, is_hidden, part })
}

/// A defined name; none for those that Excel makes for itself, such as areas to print.
fn name(
    entry: &Element<'_>,
    refers_to: String,
    target: Option<(Arc<str>, Range)>,
    tabs: &[Tab],
) -> Result<Option<Name>, Damage> {
    let [name, scope] = entry.attributes(["name", "localSheetId"])?;
    let name = name.ok_or_else(|| Damage::new("a defined name lacks its name"))?.into_owned();
    if name.starts_with("_xlnm.") {
        return Ok(None);
    }
    let scope = match scope {
        None => None,
        Some(number) => {
            let tab = number.parse().ok().and_then(|number: usize| tabs.get(number));
            let tab =
                tab.ok_or_else(|| Damage::new(format!("the name \"{name}\" holds for a sheet that is missing")))?;
            Some(tab.name.clone())
        }
    };
    Ok(Some(Name { name, scope, refers_to, target }))
}

/// The sheet and the cells of `'3. National Conditions'!$E$14`; none for anything else. `tabs` are
/// the sheets by their names in lower case.
fn target(refers_to: &str, tabs: &BTreeMap<String, &Tab>) -> Option<(Arc<str>, Range)> {
    let (sheet, range) = refers_to.rsplit_once('!')?;
    let sheet = match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let sheet = tabs.get(&sheet.to_lowercase())?;
    Some((sheet.name.clone(), range.parse().ok()?))
}
