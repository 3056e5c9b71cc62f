//! How WordprocessingML writes values: in an attribute `val`, with a word for on and off.

use crate::office::xml::{Damage, Element, Xml};

/// Gives each child of the element that is being read to `read`, which must read the child to its
/// end.
pub(super) fn children<'x>(
    xml: &mut Xml<'x>,
    mut read: impl FnMut(&mut Xml<'x>, Element<'x>) -> Result<(), Damage>,
) -> Result<(), Damage> {
    while let Some(child) = xml.child()? {
        read(xml, child)?;
    }
    Ok(())
}

/// An attribute by its name without prefix; empty where it is absent.
pub(super) fn attribute(element: &Element<'_>, name: &str) -> Result<String, Damage> {
    Ok(element.attribute(name)?.unwrap_or_default().into_owned())
}

/// The attribute `val`; empty where it is absent.
pub(super) fn value(element: &Element<'_>) -> Result<String, Damage> {
    attribute(element, "val")
}

/// The attribute `val` as a whole number.
pub(super) fn number(element: &Element<'_>) -> Result<Option<i64>, Damage> {
    Ok(value(element)?.trim().parse().ok())
}

/// The attribute `val` as a position or an identity, which are not negative.
pub(super) fn index<T: TryFrom<i64>>(element: &Element<'_>) -> Result<Option<T>, Damage> {
    Ok(number(element)?.and_then(|number| T::try_from(number).ok()))
}

/// A switch is on unless its `val` says that it is off.
pub(super) fn is_on(element: &Element<'_>) -> Result<bool, Damage> {
    Ok(!matches!(value(element)?.as_str(), "0" | "false" | "off"))
}
