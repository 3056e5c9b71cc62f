//! Numbers of members in the terms of reference: shares, bases, rounding, tables.

use super::reader::{Reader, Reading};
use crate::document::{Node, Value};
use crate::quorum::{Amount, Base, Fraction, LeaveOut, Rounding, Row};

/// The forms of a number that is worked out, with what may stand beside each.
const FORMS: [(&str, &[&str]); 6] = [
    ("share", &["share", "of", "rounding"]),
    ("more_than", &["more_than", "of"]),
    ("all", &["all"]),
    ("table", &["table", "by"]),
    ("greater_of", &["greater_of"]),
    ("lesser_of", &["lesser_of"]),
];

impl Reader<'_> {
    /// A number of members, or how it is worked out.
    pub(super) fn amount(&mut self, node: Node<'_>) -> Reading<Amount> {
        if node.value() != Value::Map {
            return Ok(Amount::Number(self.number_of_members(node)?));
        }
        let forms: Vec<_> = FORMS.into_iter().filter(|(form, _)| node.get(form).is_some()).collect();
        let [(form, fields)] = forms.as_slice() else {
            return self.gap(
                node,
                "a number of members must be worked out in exactly one way: share, more_than, all, table, greater_of or lesser_of",
            );
        };
        self.refuse_strangers(node, "this number of members", fields)?;
        let Some(child) = self.field(node, form) else {
            return self.gap(node, format!("\"{form}\" is empty"));
        };
        match *form {
            "share" => {
                let share = self.share(child)?;
                Ok(Amount::Share { share, of: self.base_or_all(node, "of")?, rounding: self.rounding(node)? })
            }
            "more_than" => Ok(Amount::MoreThan { share: self.share(child)?, of: self.base_or_all(node, "of")? }),
            "all" => Ok(Amount::All(self.base(child)?)),
            "table" => Ok(Amount::Table { rows: self.rows(node)?, by: self.base_or_all(node, "by")? }),
            "greater_of" => Ok(Amount::GreaterOf(self.amounts(node, form)?)),
            _ => Ok(Amount::LesserOf(self.amounts(node, form)?)),
        }
    }

    fn amounts(&mut self, node: Node<'_>, name: &'static str) -> Reading<Vec<Amount>> {
        let entries = self.list(node, name)?;
        if entries.len() < 2 {
            return self.gap(node, format!("\"{name}\" needs at least two numbers to compare"));
        }
        entries.into_iter().map(|entry| self.amount(entry)).collect()
    }

    fn rows(&mut self, node: Node<'_>) -> Reading<Vec<Row>> {
        let mut rows = Vec::new();
        for entry in self.list(node, "table")? {
            self.refuse_strangers(entry, "a row of the table", &["from", "to", "number"])?;
            let Some(from) = self.whole(entry, "from")? else {
                return self.gap(entry, "a row of the table does not say from which size it holds");
            };
            let to = self.whole(entry, "to")?;
            let Some(number) = self.field(entry, "number") else {
                return self.gap(entry, "a row of the table gives no number of members");
            };
            rows.push(Row { from, to, number: self.number_of_members(number)? });
        }
        Ok(rows)
    }

    fn rounding(&mut self, node: Node<'_>) -> Reading<Rounding> {
        let Some(rounding) = self.field(node, "rounding") else { return Ok(Rounding::Silent) };
        match rounding.as_text() {
            Some("up") => Ok(Rounding::Up),
            Some("down") => Ok(Rounding::Down),
            Some("nearest") => Ok(Rounding::Nearest),
            Some("drop the fraction and add one") => Ok(Rounding::DropAndAddOne),
            Some("up to even") => Ok(Rounding::UpToEven),
            Some("up to odd") => Ok(Rounding::UpToOdd),
            _ => self.gap(rounding, "the rounding is not in a known form"),
        }
    }

    /// A fraction such as 1/3, or per cent such as 40%.
    pub(super) fn share(&self, node: Node<'_>) -> Reading<Fraction> {
        let written = node.as_written().unwrap_or_default();
        match fraction(written) {
            Some(share) if share.numerator == 0 || share.numerator > share.denominator => {
                self.gap(node, format!("a share of {written} is no part of a whole"))
            }
            Some(share) => Ok(share),
            None => self.gap(node, format!("\"{written}\" is no share; write it like 1/3 or 40%")),
        }
    }

    /// A base; all seats where none is stated.
    pub(super) fn base_or_all(&mut self, node: Node<'_>, name: &'static str) -> Reading<Base> {
        match self.field(node, name) {
            Some(base) => self.base(base),
            None => Ok(Base::all_seats()),
        }
    }

    fn base(&mut self, node: Node<'_>) -> Reading<Base> {
        match node.as_text() {
            Some("all seats") => return Ok(Base::all_seats()),
            Some("seats filled") => return Ok(Base::filled()),
            Some(other) => {
                return self.gap(
                    node,
                    format!("\"{other}\" is no base; write \"all seats\", \"seats filled\", or the conditions"),
                );
            }
            None => {}
        }
        let fields = [
            "without_vacancies",
            "without_suspended",
            "without_disqualified",
            "without_not_yet_appointed",
            "voting_only",
            "entitled_on_item",
            "group",
        ];
        self.refuse_strangers(node, "a base", &fields)?;
        let mut base = Base::all_seats();
        base.without_vacancies = self.flag(node, "without_vacancies").unwrap_or(false);
        base.without_suspended = self.flag(node, "without_suspended").unwrap_or(false);
        base.without_disqualified = self.disqualified(node)?;
        base.without_not_yet_appointed = self.flag(node, "without_not_yet_appointed").unwrap_or(false);
        base.voting_only = self.flag(node, "voting_only").unwrap_or(false);
        base.entitled_on_item = self.flag(node, "entitled_on_item").unwrap_or(false);
        if let Some(group) = self.field(node, "group") {
            base.who = self.group(group)?;
        }
        Ok(base)
    }

    fn disqualified(&mut self, node: Node<'_>) -> Reading<LeaveOut> {
        let Some(child) = self.field(node, "without_disqualified") else { return Ok(LeaveOut::Never) };
        match child.value() {
            Value::Bool(true) => Ok(LeaveOut::Always),
            Value::Bool(false) => Ok(LeaveOut::Never),
            _ => {
                self.refuse_strangers(child, "\"without_disqualified\"", &["when_more_than"])?;
                match self.field(child, "when_more_than") {
                    Some(share) => Ok(LeaveOut::WhenMoreThan(self.share(share)?)),
                    None => self.gap(child, "\"without_disqualified\" names no share"),
                }
            }
        }
    }
}

/// Reads `1/3`, `40%` and `33.3%`.
fn fraction(text: &str) -> Option<Fraction> {
    let text = text.trim();
    if let Some((numerator, denominator)) = text.split_once('/') {
        let share = Fraction { numerator: digits(numerator)?, denominator: digits(denominator)? };
        return (share.denominator > 0).then_some(share);
    }
    let number = text.strip_suffix('%')?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let places = u32::try_from(part.len()).ok().filter(|places| *places <= 3)?;
    let numerator = digits(&format!("{whole}{part}"))?;
    Some(Fraction { numerator, denominator: 100 * 10_u32.pow(places) })
}

fn digits(text: &str) -> Option<u32> {
    (text.len() <= 6 && text.bytes().all(|digit| digit.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_and_per_cents_are_exact() {
        assert_eq!(fraction("1/3"), Some(Fraction::one_in(3)));
        assert_eq!(fraction("40%"), Some(Fraction::per_cent(40)));
        assert_eq!(fraction("33.3%"), Some(Fraction { numerator: 333, denominator: 1000 }));
        for text in ["", "/", "1/0", "1/", "a/b", "0.5", "1/-3", "%", "33.3333%", "+1/3"] {
            assert_eq!(fraction(text), None, "{text}");
        }
    }
}
