//! The votes on a decision, which stand apart from the quorum.

use std::sync::Arc;

use super::reader::{Reader, Reading};
use super::{Gap, Meeting};
use crate::document::{Node, Value};
use crate::quorum::{Carried, Majority, SeatState, Votes, carried};
use crate::submission::{NodeRef, Read, Submission};

impl Meeting {
    /// Whether the decision of an item was carried, with what was read of the item; nothing where no
    /// votes are recorded.
    ///
    /// # Errors
    /// A [`Gap`] where the votes are malformed.
    pub fn carried(&self, submission: &Submission, item: NodeRef) -> Result<(Option<Carried>, Arc<[Read]>), Gap> {
        let mut reader = Reader::new(submission, item.document);
        let Some(node) = submission.node(item).filter(|node| node.get("votes").is_some()) else {
            return Ok((None, Arc::default()));
        };
        match reader.carried(node, self.voting_members()) {
            Ok(told) => Ok((Some(told), reader.read.into())),
            Err(gap) => Err(reader.after(gap)),
        }
    }

    /// How many voting seats are filled, where the record tells of each.
    fn voting_members(&self) -> Option<u32> {
        let mut members = 0;
        for seat in self.seats.iter().filter(|seat| seat.votes) {
            let is_named = || self.entries.iter().any(|entry| entry.own_seat.as_ref() == Some(&seat.name));
            match seat.state {
                Some(SeatState::Filled | SeatState::Suspended) => members += 1,
                Some(SeatState::Vacant | SeatState::Disqualified | SeatState::NotYetAppointed) => {}
                None if seat.holder.is_some() || is_named() => members += 1,
                None => return None,
            }
        }
        Some(members)
    }
}

impl Reader<'_> {
    fn carried(&mut self, item: Node<'_>, members: Option<u32>) -> Reading<Carried> {
        for child in ["votes", "majority"].iter().filter_map(|name| item.get(name)) {
            self.refuse_unsound(child)?;
        }
        let Some(node) = self.field(item, "votes") else { return self.gap(item, "the votes are not recorded") };
        self.refuse_strangers(node, "the votes", &["in_favour", "against", "abstained", "present", "casting"])?;
        let in_favour = self.whole(node, "in_favour")?;
        let against = self.whole(node, "against")?;
        let abstained = self.whole(node, "abstained")?;
        let present = self.whole(node, "present")?;
        let sum = || Some(in_favour?.saturating_add(against?).saturating_add(abstained?));
        if let (Some(sum), Some(present)) = (sum(), present)
            && sum > present
        {
            return self.gap(node, format!("{sum} votes and abstentions are more than the {present} present"));
        }
        let votes = Votes {
            for_it: in_favour,
            against,
            present: present.or_else(sum),
            members,
            casting: self.text(node, "casting").map(|casting| casting == "for"),
        };
        Ok(carried(self.majority(item)?, &votes))
    }

    fn majority(&mut self, item: Node<'_>) -> Reading<Majority> {
        let Some(node) = self.field(item, "majority") else { return Ok(Majority::OfVoting) };
        match node.as_text() {
            Some("of voting") => return Ok(Majority::OfVoting),
            Some("of present") => return Ok(Majority::OfPresent),
            Some("of members") => return Ok(Majority::OfMembers),
            _ => {}
        }
        if node.value() != Value::Map {
            return self.gap(node, "the majority needed is not in a known form");
        }
        self.refuse_strangers(node, "the majority needed", &["share", "of"])?;
        let Some(share) = self.field(node, "share") else {
            return self.gap(node, "the majority needed names no share");
        };
        let share = self.share(share)?;
        match self.text(node, "of") {
            Some("voting") => Ok(Majority::ShareOfVoting(share)),
            Some("present") => Ok(Majority::ShareOfPresent(share)),
            Some("members") => Ok(Majority::ShareOfMembers(share)),
            _ => self.gap(node, "the majority needed does not say of whom"),
        }
    }
}
