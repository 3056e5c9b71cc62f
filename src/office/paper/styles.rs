//! The styles of a paper (`styles.xml`), as far as they decide what a paragraph is.

use std::collections::HashMap;
use std::sync::Arc;

use super::element::{attribute, children, index, is_on, number, value};
use crate::office::xml::{Damage, Element, Xml};

/// Styles rest on each other; Word allows some ten, and a circle ends here.
const LONGEST_CHAIN: usize = 30;
/// More styles than any paper has.
const MOST_STYLES: usize = 50_000;
/// The outline level of body text; 0 to 8 are headings.
const BODY_TEXT: i64 = 9;

/// One style as written.
#[derive(Debug, Default)]
struct Style {
    name: Arc<str>,
    based_on: Option<String>,
    outline: Option<i64>,
    numbering: NumberingRef,
    hidden: Option<bool>,
}

/// What a style or a paragraph says about its numbering.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct NumberingRef {
    /// The list; 0 takes the numbering away.
    pub(super) num: Option<u32>,
    /// The level, from 0.
    pub(super) level: Option<u8>,
}

impl NumberingRef {
    /// Reads the children of `numPr`.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<(NumberingRef, bool), Damage> {
        let mut numbering = NumberingRef::default();
        let mut is_inserted = false;
        children(xml, |xml, tag| {
            match tag.name() {
                "numId" => numbering.num = index(&tag)?,
                "ilvl" => numbering.level = index(&tag)?,
                "ins" | "numberingChange" => is_inserted = true,
                _ => {}
            }
            xml.skip()
        })?;
        Ok((numbering, is_inserted))
    }
}

/// The styles by their identity.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    standard: Option<String>,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Styles, Damage> {
        let mut styles = Styles::default();
        xml.root("styles")?;
        children(xml, |xml, tag| {
            if tag.name() != "style" {
                return xml.skip();
            }
            if styles.styles.len() > MOST_STYLES {
                return Err(Damage::new(format!("it has more than {MOST_STYLES} styles")));
            }
            let id = attribute(&tag, "styleId")?;
            let is_paragraph = matches!(attribute(&tag, "type")?.as_str(), "paragraph" | "");
            if is_paragraph && tag.says("default")? {
                styles.standard = Some(id.clone());
            }
            let style = Style::read(xml)?;
            styles.styles.insert(id, style);
            Ok(())
        })?;
        Ok(styles)
    }

    /// The style of paragraphs that name none.
    pub(super) fn standard(&self) -> Option<&str> {
        self.standard.as_deref()
    }

    /// A style and those that it rests on, the nearest first.
    fn chain<'styles>(&'styles self, id: &'styles str) -> impl Iterator<Item = (&'styles str, &'styles Style)> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(LONGEST_CHAIN)
    }

    /// The name that Word shows.
    pub(super) fn name(&self, id: &str) -> Option<Arc<str>> {
        self.styles.get(id).map(|style| Arc::clone(&style.name)).filter(|name| !name.is_empty())
    }

    /// The level of the headings of this style, 1 to 9.
    pub(super) fn heading(&self, id: &str) -> Option<u8> {
        let level = self.chain(id).find_map(|(_, style)| {
            // The built-in headings are headings whatever the style leaves out; their names are
            // English in the files of every language.
            let of_name = style.name.to_ascii_lowercase();
            let of_name = of_name.strip_prefix("heading ").and_then(|level| level.parse::<i64>().ok());
            style.outline.or(of_name.map(|level| level - 1))
        })?;
        heading_level(level)
    }

    /// What the style says about numbering, with the styles from the paragraph's own to the one
    /// that names the list.
    pub(super) fn numbering<'styles>(&'styles self, id: &'styles str) -> (NumberingRef, Vec<&'styles str>) {
        let mut numbering = NumberingRef::default();
        let mut through = Vec::new();
        for (id, style) in self.chain(id) {
            through.push(id);
            numbering.level = numbering.level.or(style.numbering.level);
            numbering.num = style.numbering.num;
            if numbering.num.is_some() {
                return (numbering, through);
            }
        }
        (NumberingRef::default(), Vec::new())
    }

    /// The list that a style for numberings stands for.
    pub(super) fn list_of(&self, id: &str) -> Option<u32> {
        self.styles.get(id)?.numbering.num
    }

    /// Whether text of this style is the prompt of a control, not an answer.
    pub(super) fn is_prompt(&self, id: &str) -> bool {
        self.styles.get(id).is_some_and(|style| style.name.eq_ignore_ascii_case("placeholder text"))
    }

    /// Whether text of this style is hidden.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }
}

/// The level of a heading, 1 to 9, from an outline level.
pub(super) fn heading_level(outline: i64) -> Option<u8> {
    (0..BODY_TEXT).contains(&outline).then(|| u8::try_from(outline + 1).ok())?
}

impl Style {
    fn read(xml: &mut Xml<'_>) -> Result<Style, Damage> {
        let mut style = Style::default();
        children(xml, |xml, tag| {
            match tag.name() {
                "name" => style.name = value(&tag)?.into(),
                "basedOn" => style.based_on = Some(value(&tag)?),
                "pPr" => return children(xml, |xml, tag| style.read_paragraph_property(xml, &tag)),
                "rPr" => {
                    return children(xml, |xml, tag| {
                        if tag.name() == "vanish" {
                            style.hidden = Some(is_on(&tag)?);
                        }
                        xml.skip()
                    });
                }
                _ => {}
            }
            xml.skip()
        })?;
        Ok(style)
    }

    fn read_paragraph_property(&mut self, xml: &mut Xml<'_>, tag: &Element<'_>) -> Result<(), Damage> {
        match tag.name() {
            "outlineLvl" => self.outline = number(tag)?,
            "numPr" => {
                self.numbering = NumberingRef::read(xml)?.0;
                return Ok(());
            }
            _ => {}
        }
        xml.skip()
    }
}
