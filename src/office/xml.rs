//! The XML of office files, read from start to end: no entity is expanded, no address followed.
//!
//! Names are local names, so that strict and transitional files, which differ in their
//! namespaces, are read alike. The only user of the quick-xml crate.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::problem::Problem;

/// Nesting beyond this many elements is refused.
pub(super) const MAX_DEPTH: usize = 256;

/// The most elements that the parts of one file may have together; a workbook of 2,000,000 cells has
/// three for each.
pub(super) const MAX_ELEMENTS: usize = 8_000_000;
/// The longest text of one cell, name or formula, in bytes; Excel stops at 32,767 characters.
const MAX_TEXT: usize = 1 << 20;

/// A reader of one XML part. Whoever is given an [`Element`] reads it to its end before asking
/// for the next: with [`Xml::child`] until there is none, with [`Xml::text`] or [`Xml::skip`].
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    /// How many elements may still come.
    elements_left: usize,
}

/// An element that was just opened: its name and its attributes.
pub(super) struct Element<'x>(BytesStart<'x>);

/// What stands next in the element that is being read.
pub(super) enum Piece<'x> {
    /// An element inside it, to be read to its end.
    Element(Element<'x>),
    /// A piece of its own text; one text may come in several pieces.
    Text(Cow<'x, str>),
}

impl<'x> Xml<'x> {
    /// A reader at the start of a part's text.
    #[cfg(test)]
    pub(super) fn new(text: &'x str) -> Self {
        Xml::within(text, MAX_ELEMENTS)
    }

    /// A reader at the start of a part's text, with so many elements at most.
    pub(super) fn within(text: &'x str, elements: usize) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0, elements_left: elements }
    }

    /// How many elements may still come.
    pub(super) fn elements_left(&self) -> usize {
        self.elements_left
    }

    /// Opens the outermost element, which has to have this name.
    pub(super) fn root(&mut self, name: &str) -> Result<Element<'x>, Damage> {
        match self.child()? {
            Some(element) if element.name() == name => Ok(element),
            Some(element) => {
                Err(Damage::new(format!("its outermost element is \"{}\", not \"{name}\"", element.name())))
            }
            None => Err(Damage::new("it is empty")),
        }
    }

    /// The next element inside the one that is being read, text passed over; none at its end.
    pub(super) fn child(&mut self) -> Result<Option<Element<'x>>, Damage> {
        loop {
            match self.piece()? {
                Some(Piece::Element(element)) => return Ok(Some(element)),
                Some(Piece::Text(_)) => {}
                None => return Ok(None),
            }
        }
    }

    /// What comes next inside the element that is being read; none at its end.
    pub(super) fn piece(&mut self) -> Result<Option<Piece<'x>>, Damage> {
        loop {
            let event =
                self.reader.read_event().map_err(|error| Damage::new(format!("its XML is damaged: {error}")))?;
            return match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Damage::new(format!("its XML is nested deeper than {MAX_DEPTH} levels")));
                    }
                    let too_many = || Damage::new(format!("the XML of the file has more than {MAX_ELEMENTS} elements"));
                    self.elements_left = self.elements_left.checked_sub(1).ok_or_else(too_many)?;
                    Ok(Some(Piece::Element(Element(start))))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(None)
                }
                Event::Eof if self.depth > 0 => Err(Damage::new("its XML is cut off")),
                Event::Eof => Ok(None),
                Event::Text(text) => Ok(Some(Piece::Text(text.xml10_content()))),
                Event::CData(text) => Ok(Some(Piece::Text(text.xml10_content()))),
                Event::GeneralRef(reference) => Ok(Some(Piece::Text(resolved(&reference)?))),
                Event::DocType(_) => Err(Damage::new(
                    "its XML declares a document type (DOCTYPE), which no office program writes and which may hide an \
                     attack",
                )),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
        }
    }

    /// Passes over the rest of the element that is being read.
    pub(super) fn skip(&mut self) -> Result<(), Damage> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.piece()?;
        }
        Ok(())
    }

    /// Adds the element's own text to `into` and reads to its end; elements inside are passed over.
    pub(super) fn text(&mut self, into: &mut String) -> Result<(), Damage> {
        while let Some(piece) = self.piece()? {
            match piece {
                Piece::Text(text) => {
                    check_length(into.len() + text.len())?;
                    into.push_str(&text);
                }
                Piece::Element(_) => self.skip()?,
            }
        }
        Ok(())
    }
}

/// Refuses a text of so many bytes, if it is longer than any text of an office file.
pub(super) fn check_length(bytes: usize) -> Result<(), Damage> {
    if bytes > MAX_TEXT {
        return Err(Damage::new(format!("it holds a text of more than {} KiB", MAX_TEXT >> 10)));
    }
    Ok(())
}

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute of this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, Damage> {
        let [value] = self.attributes([name])?;
        Ok(value)
    }

    /// The values of the attributes of these names, in one pass.
    pub(super) fn attributes<const N: usize>(&self, names: [&str; N]) -> Result<[Option<Cow<'_, str>>; N], Damage> {
        let damaged = |error: &dyn std::fmt::Display| Damage::new(format!("its XML is damaged: {error}"));
        let mut values = [const { None }; N];
        // Without the check for attributes given twice, whose cost grows with their square.
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| damaged(&error))?;
            let name = attribute.key.local_name().into_inner();
            let wanted = names.iter().zip(&mut values).find(|(wanted, value)| **wanted == name && value.is_none());
            if let Some((_, value)) = wanted {
                *value = Some(attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| damaged(&error))?);
            }
        }
        Ok(values)
    }

    /// Whether an attribute says yes; an absent one says no.
    pub(super) fn says(&self, name: &str) -> Result<bool, Damage> {
        Ok(self.attribute(name)?.is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on")))
    }
}

/// The character that a reference stands for; only XML's own five names exist without a DOCTYPE.
fn resolved<'x>(reference: &BytesRef<'x>) -> Result<Cow<'x, str>, Damage> {
    let unknown = || Damage::new(format!("its XML refers to an entity \"{}\" that does not exist", &**reference));
    match reference.resolve_char_ref().map_err(|_| unknown())? {
        Some(letter) => Ok(Cow::Owned(letter.to_string())),
        None => resolve_xml_entity(reference).map(Cow::Borrowed).ok_or_else(unknown),
    }
}

/// What is wrong inside a part, before it is told as a problem of a named file.
#[derive(Debug)]
pub(super) struct Damage {
    what: String,
    way_out: Option<&'static str>,
}

impl Damage {
    /// A damage that the program which made the file can mend.
    pub(super) fn new(what: impl Into<String>) -> Self {
        Damage { what: what.into(), way_out: None }
    }

    /// The same with the thing inside the part that it is about: a cell's address.
    pub(super) fn at(self, thing: impl std::fmt::Display) -> Self {
        Damage { what: format!("{thing}: {}", self.what), ..self }
    }

    /// The same with another way out.
    pub(super) fn help(self, way_out: &'static str) -> Self {
        Damage { way_out: Some(way_out), ..self }
    }

    /// The problem that people read; `place` says where in the file (`sheet "Budget"`).
    pub(super) fn into_problem(self, file: &str, place: &str) -> Problem {
        let way_out = self
            .way_out
            .unwrap_or("open the file in the program that made it, save it under a new name and submit that");
        Problem::inside(file, place, self.what).help(way_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let mut xml = Xml::new(text);
        let read = xml.root("a").and_then(|_| xml.skip());
        read.err().map_or("read".to_owned(), |damage| damage.what)
    }

    #[test]
    fn elements_attributes_and_text_are_read() {
        let mut xml = Xml::new(
            "<?xml version='1.0'?><x:a><!-- c --><b n:k='1 &lt; 2'/>x &amp; &#65;<![CDATA[<]]><c>no</c>\r\ny</x:a>",
        );
        assert_eq!(xml.root("a").unwrap().name(), "a");
        let child = xml.child().unwrap().unwrap();
        assert_eq!((child.name(), child.attribute("k").unwrap().as_deref()), ("b", Some("1 < 2")));
        assert_eq!(child.attribute("other").unwrap(), None);
        assert!(xml.child().unwrap().is_none(), "the end of b");
        let mut text = String::new();
        xml.text(&mut text).unwrap();
        assert_eq!(text, "x & A<\ny");
        assert!(xml.child().unwrap().is_none());
    }

    #[test]
    fn what_office_programs_never_write_is_refused() {
        assert_eq!(told("<a><b/></a>"), "read");
        let bomb = "<!DOCTYPE a [<!ENTITY x 'xxxx'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>";
        assert!(told(bomb).starts_with("its XML declares a document type (DOCTYPE)"), "{}", told(bomb));
        assert_eq!(told("<a>&y;</a>"), "its XML refers to an entity \"y\" that does not exist");
        assert_eq!(told("<b/>"), "its outermost element is \"b\", not \"a\"");
        assert_eq!(told(""), "it is empty");
        assert_eq!(told("<a><b>"), "its XML is cut off");
        assert!(told("<a><b></a>").starts_with("its XML is damaged: "), "{}", told("<a><b></a>"));
        let long = format!("<a>{}</a>", "x".repeat(MAX_TEXT + 1));
        let mut xml = Xml::new(&long);
        let read = xml.root("a").and_then(|_| xml.text(&mut String::new()));
        assert_eq!(read.unwrap_err().what, "it holds a text of more than 1024 KiB");
        let mut xml = Xml::within("<a><b/><b/></a>", 2);
        let read = xml.root("a").and_then(|_| xml.skip());
        assert_eq!(read.unwrap_err().what, "the XML of the file has more than 8000000 elements");
        let deep = format!("<a>{}", "<b>".repeat(MAX_DEPTH));
        assert_eq!(told(&deep), "its XML is nested deeper than 256 levels");
    }

    #[test]
    fn too_many_elements_are_refused() {
        let read = |most: usize| {
            let mut xml = Xml::within("<a><b/><b/></a>", most);
            xml.root("a").and_then(|_| xml.skip()).map_err(|damage| damage.what)
        };
        assert_eq!(read(3), Ok(()));
        assert_eq!(read(2), Err("the XML of the file has more than 8000000 elements".to_owned()));
    }
}
