//! One cell of an OpenDocument spreadsheet: its value by its type, its text, its formula.

use std::borrow::Cow;
use std::sync::Arc;

use crate::office::workbook::builder::{Budget, Held};
use crate::office::workbook::number::exact;
use crate::office::workbook::{Format, Value, date, value};
use crate::office::xml::{Damage, Element, Piece, Xml, check_length};

/// The text that a cell shows; the buffer is kept from cell to cell.
#[derive(Default)]
pub(super) struct CellText {
    text: String,
    paragraphs: usize,
    /// Whether somebody remarked upon the cell.
    pub(super) has_comment: bool,
}

/// Reads a cell to its end: what it holds, if anything, and its formula.
pub(super) fn read(
    xml: &mut Xml<'_>,
    cell: &Element<'_>,
    shown: &mut CellText,
    budget: &mut Budget,
) -> Result<Held, Damage> {
    shown.read(xml, budget)?;
    let [kind, number, day, time, truth, text, formula] = cell.attributes([
        "value-type",
        "value",
        "date-value",
        "time-value",
        "boolean-value",
        "string-value",
        "formula",
    ])?;
    let formula: Option<Arc<str>> = formula.map(|formula| plain_formula(&formula).into());
    if formula.is_some() && value::is_error(&shown.text) {
        return Ok((Some((Value::Error(shown.text.as_str().into()), Format::default())), formula));
    }
    let stored = |value: Option<Cow<'_, str>>| value.map(Cow::into_owned).unwrap_or_default();
    let wrong = |stored: &str, what: &str| Damage::new(format!("it holds \"{stored}\", which is no {what}"));
    let value = match kind.as_deref() {
        Some("float" | "percentage" | "currency") => {
            let stored = stored(number);
            Some(Value::Number(exact(&stored).ok_or_else(|| wrong(&stored, "number"))?.into()))
        }
        Some("date") => {
            let stored = stored(day);
            Some(date::iso(&stored).ok_or_else(|| wrong(&stored, "date"))?)
        }
        Some("time") => {
            let stored = stored(time);
            let milliseconds = date::iso_length(&stored).ok_or_else(|| wrong(&stored, "time"))?;
            // A length of a day or more is no time of day: it stays as it shows.
            let time = date::time_of_day(milliseconds).map(Value::Time);
            Some(time.unwrap_or_else(|| Value::Text(shown.text.as_str().into())))
        }
        Some("boolean") => match stored(truth).as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            other => return Err(wrong(other, "truth value")),
        },
        Some("string") => Some(Value::Text(text.as_deref().unwrap_or(&shown.text).into())),
        None if shown.paragraphs > 0 => Some(Value::Text(shown.text.as_str().into())),
        None => formula.is_some().then_some(Value::Uncalculated),
        Some(kind) => return Err(Damage::new(format!("its kind \"{kind}\" is unknown"))),
    };
    let is_empty = matches!(&value, Some(Value::Text(text)) if text.is_empty());
    let formatted = |value: Value| {
        let format = Format::of_shown(&value, &shown.text);
        (value, format)
    };
    Ok(if is_empty && formula.is_none() { (None, None) } else { (value.map(formatted), formula) })
}

impl CellText {
    fn read(&mut self, xml: &mut Xml<'_>, budget: &mut Budget) -> Result<(), Damage> {
        self.text.clear();
        self.paragraphs = 0;
        self.has_comment = false;
        // Beside paragraphs a cell may hold comments and shapes.
        while let Some(part) = xml.child()? {
            if part.name() == "p" {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.paragraph(xml, budget)?;
            } else {
                self.has_comment |= part.name() == "annotation";
                xml.skip()?;
            }
        }
        Ok(())
    }

    /// Adds the text of a paragraph, or of a part of it; runs of white space count as one space.
    fn paragraph(&mut self, xml: &mut Xml<'_>, budget: &mut Budget) -> Result<(), Damage> {
        while let Some(piece) = xml.piece()? {
            let part = match piece {
                Piece::Text(text) => {
                    check_length(self.text.len() + text.len())?;
                    for letter in text.chars() {
                        let is_space = matches!(letter, ' ' | '\t' | '\n' | '\r');
                        let is_after_space =
                            self.text.chars().next_back().is_none_or(|last| matches!(last, ' ' | '\n'));
                        if !is_space {
                            self.text.push(letter);
                        } else if !is_after_space {
                            self.text.push(' ');
                        }
                    }
                    continue;
                }
                Piece::Element(part) => part,
            };
            match part.name() {
                "s" => {
                    let spaces = part.attribute("c")?.and_then(|count| count.parse().ok()).unwrap_or(1);
                    budget.take_spaces(spaces)?;
                    check_length(self.text.len() + spaces)?;
                    self.text.extend(std::iter::repeat_n(' ', spaces));
                    xml.skip()?;
                }
                "tab" => {
                    self.text.push('\t');
                    xml.skip()?;
                }
                "line-break" => {
                    self.text.push('\n');
                    xml.skip()?;
                }
                // How it is spoken, what somebody remarked: not what the cell says.
                "ruby-text" | "annotation" | "note" | "frame" => xml.skip()?,
                _ => self.paragraph(xml, budget)?,
            }
        }
        Ok(())
    }
}

/// The formula without the name of its grammar: `of:=SUM([.B2:.B3])` is `SUM([.B2:.B3])`.
fn plain_formula(formula: &str) -> &str {
    match formula.split_once('=') {
        Some((grammar, rest)) if grammar.is_empty() || grammar.ends_with(':') => rest,
        _ => formula,
    }
}

/// The other files that a formula refers to: `['file:///W:/budget.ods'#$Sheet1.A1]`.
pub(super) fn links(formula: &str) -> impl Iterator<Item = &str> {
    let files = formula.split("['").skip(1).filter_map(|rest| rest.split_once("'#")).map(|(file, _)| file);
    // Where a single quotation mark stands in it, it is a sheet's name that ends there.
    files.filter(|file| !file.replace("''", "").contains('\''))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;

    fn cell(text: &str) -> (Option<Value>, Option<Arc<str>>) {
        let mut xml = Xml::new(text);
        let cell = xml.root("c").unwrap();
        let (value, formula) = read(&mut xml, &cell, &mut CellText::default(), &mut Budget::default()).unwrap();
        (value.map(|(value, _)| value), formula)
    }

    fn shown(inside: &str) -> String {
        cell(&format!("<c value-type='string'>{inside}</c>")).0.map_or(String::new(), |value| value.to_string())
    }

    #[test]
    fn a_text_is_what_the_paragraphs_show() {
        assert_eq!(shown("<p>Two  lines,</p>\n<p><span>and\n </span><a>a link</a></p>"), "Two lines,\nand a link");
        assert_eq!(shown("<p>a<s c='3'/>b<tab/>c<line-break/>d<s/></p>"), "a   b\tc\nd ");
        assert_eq!(shown("<annotation><p>a remark</p></annotation><p>課<ruby-text>カ</ruby-text></p>"), "課");
    }

    #[test]
    fn lengths_of_a_day_or_more_stay_as_they_show() {
        let time = |value: &str, shown: &str| {
            cell(&format!("<c value-type='time' time-value='{value}'><p>{shown}</p></c>")).0.unwrap()
        };
        assert_eq!(time("PT09H45M00S", "09:45"), Value::Time(NaiveTime::from_hms_opt(9, 45, 0).unwrap()));
        assert_eq!(time("PT25H30M00S", "25:30"), Value::Text("25:30".into()));
    }

    #[test]
    fn a_formula_without_a_stored_result_is_told_from_one_that_gives_an_empty_text() {
        assert_eq!(cell("<c formula='of:=[.A1]'><p/></c>"), (Some(Value::Text("".into())), Some("[.A1]".into())));
        assert_eq!(cell("<c formula='of:=[.A1]'/>"), (Some(Value::Uncalculated), Some("[.A1]".into())));
        assert_eq!(cell("<c/>"), (None, None));
        assert_eq!(cell("<c value-type='string'><p/></c>"), (None, None));
    }

    #[test]
    fn a_failed_formula_is_an_error_and_the_same_text_typed_is_a_text() {
        let failed = cell("<c formula='of:=1/0' value-type='string' string-value=''><p>Err:540</p></c>");
        assert_eq!(failed.0, Some(Value::Error("Err:540".into())));
        assert_eq!(cell("<c value-type='string'><p>#REF!</p></c>").0, Some(Value::Text("#REF!".into())));
    }

    #[test]
    fn links_to_other_files_are_found_in_formulas() {
        let found = |formula: &'static str| links(formula).collect::<Vec<_>>();
        assert_eq!(
            found("['file:///W:/budget.ods'#$Sheet1.A1]+['other.xlsx'#$S.B2]"),
            ["file:///W:/budget.ods", "other.xlsx"]
        );
        assert_eq!(found("[$'It''s'.A1]&['S 1'.A1]&\"'#\""), Vec::<&str>::new());
    }
}
