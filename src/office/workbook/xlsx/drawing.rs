//! What lies over the cells of a sheet: the words of its text boxes and shapes are in no cell.

use crate::office::workbook::Address;
use crate::office::xml::{Damage, Xml};

/// So many shapes of a sheet are told one by one; the rest is counted.
const TOLD: usize = 3;

/// So many letters of a shape's words are told.
const LONGEST: usize = 60;

/// A text box, or another shape with words.
pub(super) struct Shape {
    /// The cell that its upper left corner lies over, where the file says so.
    at: Option<Address>,
    words: String,
}

/// Reads a part of drawings: the shapes with words.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Vec<Shape>, Damage> {
    xml.root("wsDr")?;
    let mut shapes = Vec::new();
    while xml.child()?.is_some() {
        let (mut at, mut text) = (None, String::new());
        while let Some(part) = xml.child()? {
            match part.name() {
                "from" => at = corner(xml)?,
                _ => words(xml, &mut text)?,
            }
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            shapes.push(Shape { at, words });
        }
    }
    Ok(shapes)
}

/// The cell of a corner; columns and rows are counted from nought.
fn corner(xml: &mut Xml<'_>) -> Result<Option<Address>, Damage> {
    let (mut row, mut column) = (None, None);
    while let Some(part) = xml.child()? {
        let number = match part.name() {
            "row" => &mut row,
            "col" => &mut column,
            _ => {
                xml.skip()?;
                continue;
            }
        };
        let mut text = String::new();
        xml.text(&mut text)?;
        *number = text.trim().parse::<u32>().ok().and_then(|number| number.checked_add(1));
    }
    Ok(row.zip(column).and_then(|(row, column)| Address::new(row, column)))
}

/// The words at any depth below an element, paragraph by paragraph.
fn words(xml: &mut Xml<'_>, into: &mut String) -> Result<(), Damage> {
    while let Some(part) = xml.child()? {
        match part.name() {
            "t" => xml.text(into)?,
            // The same once more, for programs that do not know the first.
            "Fallback" => xml.skip()?,
            "p" => {
                words(xml, into)?;
                into.push(' ');
            }
            _ => words(xml, into)?,
        }
    }
    Ok(())
}

/// That the words of shapes were not read, with how they begin.
pub(super) fn notes(place: &str, shapes: &[Shape]) -> Vec<String> {
    let told = shapes.iter().take(TOLD).map(|shape| {
        let cell = shape.at.map_or_else(String::new, |at| format!(", over cell {at}"));
        let mut words: String = shape.words.chars().take(LONGEST).collect();
        if words.len() < shape.words.len() {
            words.truncate(words.trim_end().len());
            words.push_str(" ...");
        }
        format!("{place}{cell}: a text box or shape says \"{words}\"; it is in no cell and was not read")
    });
    let more = shapes.len().saturating_sub(TOLD);
    let more = (more > 0).then(|| format!("{place}: further text boxes or shapes with words were not read ({more})"));
    told.chain(more).collect()
}
