//! Texts of Excel: the list that all cells share, rich text, and characters written as `_x000D_`.

use std::borrow::Cow;
use std::sync::Arc;

use crate::office::workbook::MAX_CELLS;
use crate::office::xml::{Damage, Xml};

/// Reads the list of shared texts.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Vec<Arc<str>>, Damage> {
    let mut texts: Vec<Arc<str>> = Vec::new();
    let mut text = String::new();
    xml.root("sst")?;
    while xml.child()?.is_some() {
        if texts.len() == MAX_CELLS {
            return Err(Damage::new(format!("the file holds more than {MAX_CELLS} texts")));
        }
        text.clear();
        rich(xml, &mut text)?;
        texts.push(plain(&text).into());
    }
    Ok(texts)
}

/// Adds a text that may be formatted piece by piece; what says how it is spoken is left out.
pub(super) fn rich(xml: &mut Xml<'_>, into: &mut String) -> Result<(), Damage> {
    while let Some(part) = xml.child()? {
        match part.name() {
            "t" => xml.text(into)?,
            "r" => {
                while let Some(run) = xml.child()? {
                    if run.name() == "t" { xml.text(into)? } else { xml.skip()? }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// The text with characters in place of their codes (`_x000D_` is a carriage return, `_x005F_`
/// an underscore), and "\n" for every kind of line break.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        decoded.push_str(before);
        rest = match code(after) {
            Some((letter, after)) => {
                decoded.push(letter);
                after
            }
            None => {
                decoded.push_str("_x");
                after
            }
        };
    }
    decoded.push_str(rest);
    Cow::Owned(decoded.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The character that four digits and an underscore stand for, and what follows.
fn code(text: &str) -> Option<(char, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let is_code = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let letter = char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| is_code)?)?;
    Some((letter, rest.strip_prefix('_')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(inside: &str) -> Vec<Arc<str>> {
        read(&mut Xml::new(&format!("<sst>{inside}</sst>"))).unwrap()
    }

    #[test]
    fn rich_text_is_one_text_and_how_it_is_spoken_is_left_out() {
        let rich = "<si><r><rPr><b/></rPr><t xml:space='preserve'>Delayed </t></r><r><t>transfers</t></r></si>";
        let spoken = "<si><t>課</t><rPh sb='0' eb='1'><t>カ</t></rPh><phoneticPr fontId='1'/></si>";
        assert_eq!(
            texts(&format!("{rich}{spoken}<si/><si><t/></si>")),
            ["Delayed transfers", "課", "", ""].map(Arc::from)
        );
    }

    #[test]
    fn codes_of_characters_and_line_breaks_are_read() {
        assert_eq!(plain("a_x000D_\nb\r\nc\rd"), "a\nb\nc\nd");
        assert_eq!(plain("_x005F_x0041_"), "_x0041_");
        assert_eq!(plain("_x0041__x00e9_"), "Aé");
        assert_eq!(plain("_x00_ max_x _xD800_ _x+041_ _x"), "_x00_ max_x _xD800_ _x+041_ _x");
    }
}
