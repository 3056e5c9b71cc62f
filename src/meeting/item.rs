//! One item of business: its times, and the interests declared at it.

use super::attendance::{Entry, holder_of, seat_named};
use super::reader::{Reader, Reading};
use crate::document::{Node, Value};
use crate::quorum::{Capacity, Interest, InterestKind, Item, Seat, same_name};

/// The fields of an item that its quorum rests on.
const OF_QUORUM: [&str; 6] = ["number", "business", "starts", "ends", "decided_at", "interests"];

impl Reader<'_> {
    /// An item as the quorum needs it.
    pub(super) fn item(&mut self, node: Node<'_>, entries: &[Entry], seats: &[Seat]) -> Reading<Item> {
        self.refuse_misnamed(node)?;
        for child in OF_QUORUM.iter().filter_map(|name| node.get(name)) {
            self.refuse_unsound(child)?;
        }
        let mut item = Item::numbered(self.needed_text(node, "number", "an item has no number")?);
        item.business = self.owned_text(node, "business");
        item.from = self.time(node, "starts")?;
        item.to = self.time(node, "ends")?;
        item.decided_at = self.time(node, "decided_at")?;
        let declared = self.field(node, "interests").filter(|list| list.value() == Value::List);
        for declaration in declared.into_iter().flat_map(Node::children) {
            self.interest(declaration, entries, seats, &mut item)?;
        }
        Ok(item)
    }

    fn interest(&mut self, node: Node<'_>, entries: &[Entry], seats: &[Seat], item: &mut Item) -> Reading<()> {
        let people = self.who_declared(node, entries, seats)?;
        let kind = match self.text(node, "kind") {
            Some("pecuniary") => Some(InterestKind::Pecuniary),
            Some("other") => Some(InterestKind::Other),
            _ => None,
        };
        let left = self.flag(node, "withdrew");
        let is_dispensed = self.flag(node, "dispensation") == Some(true);
        for person in people {
            if is_dispensed {
                item.dispensations.push(person.clone());
            }
            item.interests.push(Interest { person, kind, left });
        }
        Ok(())
    }

    /// The people whom a declaration means: by code, by own seat, by post, or by the seat that somebody stood in for.
    fn who_declared(&mut self, node: Node<'_>, entries: &[Entry], seats: &[Seat]) -> Reading<Vec<String>> {
        let code = self.owned_text(node, "person");
        let named = self.owned_text(node, "seat");
        if let Some(code) = code {
            let is_known = entries.iter().any(|entry| entry.attendee.person == code)
                || seats.iter().any(|seat| seat.holder.as_ref() == Some(&code));
            return if is_known {
                Ok(vec![code])
            } else {
                self.gap(
                    node,
                    format!("\"{code}\" declared an interest, and neither attendance nor terms know that code"),
                )
            };
        }
        let Some(name) = named else {
            return self.gap(node, "the record does not say who declared an interest");
        };
        let is = |given: &Option<String>| given.as_ref().is_some_and(|given| same_name(given, &name));
        let there = || entries.iter().filter(|entry| entry.attendee.capacity != Capacity::Absent);
        let people = |found: Vec<&Entry>| -> Vec<String> {
            let mut people: Vec<String> = found.into_iter().map(|entry| entry.attendee.person.clone()).collect();
            people.sort();
            people.dedup();
            people
        };
        let by_seat = people(there().filter(|entry| is(&entry.own_seat)).collect());
        let by_post = people(there().filter(|entry| is(&entry.post)).collect());
        let for_seat = people(there().filter(|entry| is(&entry.attendee.seat)).collect());
        if let Some(found) = [by_seat, by_post, for_seat].into_iter().find(|people| !people.is_empty()) {
            return Ok(found);
        }
        // Somebody who was not there at all does not matter, as long as it is somebody.
        if entries.iter().any(|entry| is(&entry.own_seat) || is(&entry.post)) {
            return Ok(Vec::new());
        }
        if seat_named(seats, &name).is_some() {
            return Ok(holder_of(seats, &name).into_iter().collect());
        }
        self.gap(node, format!("\"{name}\" declared an interest, and neither attendance nor terms know that seat"))
    }
}
