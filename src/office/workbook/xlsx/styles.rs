//! What styles of cells show: a number with its signs, or a date.

use std::collections::BTreeMap;

use crate::office::workbook::Format;
use crate::office::workbook::date::Shows;
use crate::office::xml::{Damage, Xml};

/// What a style shows, and how it writes it.
pub(super) type Style = (Shows, Format);

/// What each style of a cell shows, in the order by which cells refer to them.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Vec<Style>, Damage> {
    let mut own: BTreeMap<u32, Style> = BTreeMap::new();
    let mut styles = Vec::new();
    xml.root("styleSheet")?;
    while let Some(part) = xml.child()? {
        match part.name() {
            "numFmts" => {
                while let Some(format) = xml.child()? {
                    let [number, code] = format.attributes(["numFmtId", "formatCode"])?;
                    if let (Some(number), Some(code)) = (number.and_then(|number| number.parse().ok()), code) {
                        own.insert(number, (Shows::of_code(&code), Format::of_code(&code)));
                    }
                    xml.skip()?;
                }
            }
            "cellXfs" => {
                while let Some(style) = xml.child()? {
                    let number = style.attribute("numFmtId")?.and_then(|number| number.parse().ok()).unwrap_or(0);
                    styles.push(number);
                    xml.skip()?;
                }
            }
            _ => xml.skip()?,
        }
    }
    let built_in = |number: u32| (Shows::of_built_in(number), Format::of_built_in(number));
    Ok(styles.iter().map(|number| own.get(number).copied().unwrap_or_else(|| built_in(*number))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_refer_to_formats_of_their_own_and_to_built_in_ones() {
        let text = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='&quot;Q&quot;0'/><numFmt numFmtId='165' formatCode='d mmm yyyy'/>\
                    </numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>\
                    <cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='165'/><xf numFmtId='164'/><xf numFmtId='22'/></cellXfs></styleSheet>";
        let expected = [Shows::Number, Shows::Day, Shows::Day, Shows::Number, Shows::DayAndTime];
        let styles = read(&mut Xml::new(text)).unwrap();
        assert_eq!(styles.iter().map(|(shows, _)| *shows).collect::<Vec<_>>(), expected);
    }
}
