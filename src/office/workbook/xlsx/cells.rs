//! One sheet's part: rows, cells, what is merged and hidden.

use std::borrow::Cow;
use std::sync::Arc;

use super::strings;
use super::styles::Style;
use crate::office::workbook::builder::{Budget, Held, SheetBuilder};
use crate::office::workbook::date::{self, Epoch, Shows};
use crate::office::workbook::number::exact;
use crate::office::workbook::{Address, Format, MAX_COLUMNS, MAX_ROWS, Value};
use crate::office::xml::{Damage, Element, Xml};

/// What the cells of all sheets refer to.
pub(super) struct Context<'a> {
    /// The shared texts.
    pub(super) strings: &'a [Arc<str>],
    /// What the styles show.
    pub(super) formats: &'a [Style],
    pub(super) epoch: Epoch,
}

/// Reads a sheet's part. What the part claims about the size of the sheet is not asked.
pub(super) fn read(
    xml: &mut Xml<'_>,
    context: &Context<'_>,
    budget: &mut Budget,
    sheet: &mut SheetBuilder,
) -> Result<(), Damage> {
    xml.root("worksheet")?;
    while let Some(part) = xml.child()? {
        match part.name() {
            "cols" => {
                while let Some(columns) = xml.child()? {
                    sheet.hidden_columns.extend(hidden_columns(&columns)?);
                    xml.skip()?;
                }
            }
            "sheetData" => rows(xml, context, budget, sheet)?,
            "mergeCells" => {
                while let Some(merged) = xml.child()? {
                    let range = merged.attribute("ref")?.and_then(|range| range.parse().ok());
                    sheet.merge(budget, range.ok_or_else(|| Damage::new("a range of merged cells has no address"))?)?;
                    xml.skip()?;
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

fn hidden_columns(columns: &Element<'_>) -> Result<Option<(u32, u32)>, Damage> {
    if !columns.says("hidden")? {
        return Ok(None);
    }
    let [first, last] = columns.attributes(["min", "max"])?.map(|column| column.and_then(|column| column.parse().ok()));
    Ok(first.zip(last).map(|(first, last): (u32, u32)| (first, last.min(MAX_COLUMNS))))
}

fn rows(xml: &mut Xml<'_>, context: &Context<'_>, budget: &mut Budget, sheet: &mut SheetBuilder) -> Result<(), Damage> {
    let mut number = 0_u32;
    let mut reader = CellReader { context, stored: String::new(), formula: String::new() };
    while let Some(row) = xml.child()? {
        // A row or a cell that does not say where it stands follows the one before it.
        number = match row.attribute("r")? {
            Some(stated) => stated
                .parse()
                .ok()
                .filter(|number| (1..=MAX_ROWS).contains(number))
                .ok_or_else(|| Damage::new(format!("a row has the number \"{stated}\", which no sheet has")))?,
            None => number + 1,
        };
        if row.says("hidden")? {
            sheet.hidden_rows.push((number, number));
        }
        let mut column = 0_u32;
        while let Some(cell) = xml.child()? {
            let [stated, style, kind] = cell.attributes(["r", "s", "t"])?;
            let address = match stated {
                Some(stated) => stated.parse().map_err(|error| Damage::new(format!("{error}")))?,
                None => {
                    Address::new(number, column + 1).ok_or_else(|| Damage::new(format!("row {number} is too long")))?
                }
            };
            if address.row != number {
                return Err(Damage::new(format!("the cell {address} stands in row {number}")));
            }
            column = address.column;
            let (value, formula) =
                reader.read(xml, style, kind.as_deref()).map_err(|damage| damage.at(format_args!("cell {address}")))?;
            if let Some(value) = value {
                sheet.put(budget, address, value, formula)?;
            }
        }
    }
    Ok(())
}

/// Reads cells one after the other; the buffers are kept.
struct CellReader<'a> {
    context: &'a Context<'a>,
    stored: String,
    formula: String,
}

impl CellReader<'_> {
    /// What the cell holds, if anything, and its formula.
    fn read(&mut self, xml: &mut Xml<'_>, style: Option<Cow<'_, str>>, kind: Option<&str>) -> Result<Held, Damage> {
        self.stored.clear();
        self.formula.clear();
        let (mut is_stored, mut has_formula) = (false, false);
        while let Some(part) = xml.child()? {
            match part.name() {
                "v" => {
                    is_stored = true;
                    xml.text(&mut self.stored)?;
                }
                "is" => {
                    is_stored = true;
                    strings::rich(xml, &mut self.stored)?;
                }
                "f" => {
                    has_formula = true;
                    xml.text(&mut self.formula)?;
                }
                _ => xml.skip()?,
            }
        }
        let style = style.and_then(|style| style.parse().ok());
        let style = style.and_then(|style: usize| self.context.formats.get(style)).copied();
        let (shows, format) = style.unwrap_or((Shows::Number, Format::default()));
        let value = if is_stored { self.value(kind.unwrap_or("n"), shows)? } else { None };
        let is_empty = matches!(&value, Some(Value::Text(text)) if text.is_empty());
        Ok(match value {
            None if has_formula => (Some((Value::Uncalculated, format)), Some(self.formula.as_str().into())),
            Some(_) if is_empty && !has_formula => (None, None),
            value => (value.map(|value| (value, format)), has_formula.then(|| self.formula.as_str().into())),
        })
    }

    /// The stored text as a value of its kind (ECMA-376 part 1, 18.18.11); none where it is empty
    /// and its kind has no empty value.
    fn value(&self, kind: &str, shows: Shows) -> Result<Option<Value>, Damage> {
        let stored = self.stored.trim();
        let wrong = |what: &str| Damage::new(format!("it holds \"{stored}\", which is no {what}"));
        Ok(Some(match kind {
            "str" | "inlineStr" => Value::Text(strings::plain(&self.stored).into()),
            _ if stored.is_empty() => return Ok(None),
            "n" => {
                let number = exact(stored).ok_or_else(|| wrong("number"))?;
                date::moment(&number, shows, self.context.epoch).unwrap_or_else(|| Value::Number(number.into()))
            }
            "s" => {
                let text = stored.parse().ok().and_then(|number: usize| self.context.strings.get(number));
                Value::Text(Arc::clone(text.ok_or_else(|| wrong("number of a text in the file's list"))?))
            }
            "b" => match stored {
                "1" | "true" => Value::Bool(true),
                "0" | "false" => Value::Bool(false),
                _ => return Err(wrong("truth value")),
            },
            "e" => Value::Error(stored.into()),
            "d" => date::iso(stored).ok_or_else(|| wrong("date"))?,
            _ => return Err(Damage::new(format!("its kind \"{kind}\" is unknown"))),
        }))
    }
}
