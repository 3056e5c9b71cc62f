//! The quorum clause of the terms of reference: what must hold.

use super::reader::{Reader, Reading, plain, whole_number};
use crate::document::{Node, Value};
use crate::quorum::{Clause, Consequence, Floor, Need, Slot, Special, Who};
use crate::submission::NodeRef;

/// The forms of a requirement; each requirement has exactly one.
const FORMS: [&str; 8] =
    ["seat", "one_of", "all_of", "any_of", "at_least", "members", "from_each", "majority_of_present"];

/// What may stand beside a form.
const BESIDE: [&str; 2] = ["of", "label"];

/// What a quorum says beside its requirement.
const OF_QUORUM: [&str; 7] =
    ["clause", "counting", "special", "floor", "adjourned", "start_window_minutes", "if_inquorate"];

/// The forms of a group.
const GROUPS: [&str; 7] = ["seat", "class", "organisation", "office", "in_the_room", "any_of", "all_of"];

impl Reader<'_> {
    /// The quorum of a body's terms, with its place.
    pub(super) fn clause(&mut self, terms: Node<'_>, body: &str) -> Reading<(Clause, NodeRef)> {
        let Some(quorum) = self.field(terms, "quorum") else {
            return self.gap(terms, format!("the terms of reference of the \"{body}\" state no quorum"));
        };
        self.refuse_strangers(quorum, "a quorum", &[&FORMS[..], &BESIDE[..], &OF_QUORUM[..]].concat())?;
        let reference = self.needed_text(quorum, "clause", "the quorum names no clause")?;
        let mut clause = Clause::new(reference, self.stated(quorum, "the quorum")?);
        clause.counting = self.counting(quorum)?;
        for special in self.list(quorum, "special")? {
            self.refuse_strangers(special, "a requirement for special business", &["business", "need"])?;
            let business = self.texts(special, "business")?;
            if business.is_empty() {
                return self.gap(special, "a requirement for special business does not name the business");
            }
            let need = self.inner(special, "need", "the special business asks for nothing")?;
            clause.special.push(Special { business, need });
        }
        if let Some(floor) = self.field(quorum, "floor") {
            self.refuse_strangers(floor, "a statutory floor", &["need", "source"])?;
            let source = self.needed_text(floor, "source", "the statutory floor names no source")?.to_owned();
            clause.floor =
                Some(Floor { need: self.inner(floor, "need", "the statutory floor asks for nothing")?, source });
        }
        if let Some(adjourned) = self.field(quorum, "adjourned") {
            clause.adjourned = Some(self.need(adjourned)?);
        }
        clause.start_window = self.whole(quorum, "start_window_minutes")?;
        clause.if_inquorate = self.consequence(quorum)?;
        self.refuse_unsound(quorum)?;
        Ok((clause, self.at(quorum)))
    }

    /// A requirement on its own.
    pub(super) fn need(&mut self, node: Node<'_>) -> Reading<Need> {
        self.refuse_strangers(node, "a requirement", &[&FORMS[..], &BESIDE[..]].concat())?;
        self.stated(node, "a requirement")
    }

    fn inner(&mut self, node: Node<'_>, name: &'static str, missing: &str) -> Reading<Need> {
        match self.field(node, name) {
            Some(need) => self.need(need),
            None => self.gap(node, missing),
        }
    }

    /// The one requirement that a map states, among whatever else it says.
    fn stated(&mut self, node: Node<'_>, what: &str) -> Reading<Need> {
        let forms: Vec<&'static str> = FORMS.into_iter().filter(|form| node.get(form).is_some()).collect();
        let form = match forms.as_slice() {
            [form] => *form,
            [] => return self.gap(node, format!("{what} says nothing about who must be there")),
            several => {
                let named = several.iter().map(|form| format!("\"{form}\"")).collect::<Vec<_>>().join(" and ");
                return self.gap(
                    node,
                    format!(
                        "{what} states {named} at once; put each on its own in a list under \"all_of\" or \"any_of\""
                    ),
                );
            }
        };
        if let Some(of) = node.get("of").filter(|_| !matches!(form, "at_least" | "members")) {
            return self.gap(of, format!("\"of\" means nothing beside \"{form}\""));
        }
        let Some(child) = self.field(node, form) else {
            return self.gap(node, format!("{what} leaves \"{form}\" empty"));
        };
        let label = self.owned_text(node, "label");
        match form {
            "seat" => Ok(Need::Slot(Slot { label, one_of: vec![self.group(child)?] })),
            "one_of" => {
                if child.value() == Value::List && child.children().next().is_none() {
                    return self.gap(child, "a place in the quorum names no seats");
                }
                Ok(Need::Slot(Slot { label, one_of: self.groups(node, form)? }))
            }
            "all_of" => Ok(Need::AllOf(self.needs(node, form)?)),
            "any_of" => Ok(Need::AnyOf(self.needs(node, form)?)),
            "at_least" => {
                let number = self.whole(node, form)?.unwrap_or_default();
                let of = self.needs(node, "of")?;
                if of.is_empty() {
                    return self.gap(node, "\"at_least\" needs a list of requirements under \"of\"");
                }
                Ok(Need::AtLeast { number, of })
            }
            "members" => {
                let at_least = self.amount(child)?;
                let of = self.field(node, "of");
                Ok(Need::Members { at_least, who: of.map_or(Ok(Who::Anyone), |of| self.group(of))? })
            }
            "from_each" => self.each_group(child),
            _ => Ok(Need::MajorityOfPresent(self.group(child)?)),
        }
    }

    fn each_group(&mut self, node: Node<'_>) -> Reading<Need> {
        self.refuse_strangers(node, "\"from_each\"", &["at_least", "groups", "groups_at_least"])?;
        let at_least = self.whole(node, "at_least")?.unwrap_or(1);
        let groups = self.groups(node, "groups")?;
        if groups.is_empty() {
            return self.gap(node, "\"from_each\" names no groups");
        }
        Ok(Need::FromEach { at_least, groups, groups_at_least: self.whole(node, "groups_at_least")? })
    }

    fn needs(&mut self, node: Node<'_>, name: &'static str) -> Reading<Vec<Need>> {
        let entries = self.list(node, name)?;
        entries.into_iter().map(|entry| self.need(entry)).collect()
    }

    fn groups(&mut self, node: Node<'_>, name: &'static str) -> Reading<Vec<Who>> {
        let entries = self.list(node, name)?;
        entries.into_iter().map(|entry| self.group(entry)).collect()
    }

    /// A seat by its name, or a group.
    pub(super) fn group(&mut self, node: Node<'_>) -> Reading<Who> {
        if let Some(name) = node.as_text().filter(|name| !name.trim().is_empty()) {
            return Ok(Who::Seat(name.to_owned()));
        }
        if node.value() != Value::Map {
            return self.gap(node, "this must be a seat's name, or a group of members");
        }
        self.refuse_strangers(node, "a group of members", &GROUPS)?;
        let forms: Vec<&'static str> = GROUPS.into_iter().filter(|form| node.get(form).is_some()).collect();
        let [form] = forms.as_slice() else {
            return self
                .gap(node, format!("a group of members must say exactly one of {}", GROUPS.map(plain).join(", ")));
        };
        match *form {
            "any_of" => return Ok(Who::AnyOf(self.groups(node, form)?)),
            "all_of" => return Ok(Who::AllOf(self.groups(node, form)?)),
            "in_the_room" if self.flag(node, form) == Some(true) => return Ok(Who::InTheRoom),
            _ => {}
        }
        let name = self.needed_text(node, form, "a group of members has no name")?.to_owned();
        match *form {
            "seat" => Ok(Who::Seat(name)),
            "class" => Ok(Who::Class(name)),
            "organisation" => Ok(Who::Organisation(name)),
            "office" => Ok(Who::Office(name)),
            _ => self.gap(node, "\"in_the_room\" must be true"),
        }
    }

    fn consequence(&mut self, quorum: Node<'_>) -> Reading<Option<Consequence>> {
        let Some(node) = self.field(quorum, "if_inquorate") else { return Ok(None) };
        if node.value() == Value::Map {
            self.refuse_strangers(node, "what follows when there is no quorum", &["adjourned_to"])?;
            let to = self.needed_text(node, "adjourned_to", "the adjournment says nothing of the time")?;
            return Ok(Some(Consequence::Adjourned(Some(to.to_owned()))));
        }
        match node.as_text() {
            Some("adjourned") => Ok(Some(Consequence::Adjourned(None))),
            Some("decisions void") => Ok(Some(Consequence::DecisionsVoid)),
            Some("recommendations only") => Ok(Some(Consequence::RecommendationsOnly)),
            Some("ratified later") => Ok(Some(Consequence::RatifiedLater)),
            _ => self.gap(node, "what follows when there is no quorum is not in a known form"),
        }
    }

    /// A number of members that must be at least one.
    pub(super) fn number_of_members(&self, node: Node<'_>) -> Reading<u32> {
        match whole_number(node) {
            Some(0) => self.gap(node, "a quorum of nobody is no quorum"),
            Some(number) => Ok(number),
            None => self.gap(node, "a number of members must be a whole number, or say how it is worked out"),
        }
    }
}
