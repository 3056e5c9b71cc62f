//! A clause made concrete for one moment: who belongs to which group, and how many are needed.

use super::base::{group_words, seat_in};
use super::clause::{Need, Slot, Who};
use super::counting::LoweredTo;
use super::figure::{Side, figure};
use super::moment::{Known, Moment, same_name};
use super::node::{Group, Node};
use super::people::VoiceSet;
use super::roll::Voice;

/// The requirements of a clause that stand at one moment, each with the words that announce it.
pub(super) fn standing_needs<'a>(moment: &Moment<'a>, lowered: bool) -> Vec<(String, &'a Need)> {
    let clause = moment.clause;
    let for_business = clause.special.iter().find(|special| {
        moment.business.is_some_and(|business| special.business.iter().any(|kind| same_name(kind, business)))
    });
    let mut needs = Vec::new();
    let lowered_to = clause.counting.interests.lowered.as_ref().map(|lowered| &lowered.to);
    match (lowered_to, for_business, &clause.adjourned) {
        (Some(LoweredTo::Need(need)), _, _) if lowered => {
            needs.push(("lowered because members withdrew: ".to_owned(), need.as_ref()));
        }
        (_, Some(special), _) => needs.push(("for this business: ".to_owned(), &special.need)),
        (_, None, Some(adjourned)) if moment.item.adjourned_meeting => {
            needs.push(("for an adjourned meeting: ".to_owned(), adjourned));
        }
        _ => needs.push((String::new(), &clause.need)),
    }
    if let Some(floor) = &clause.floor {
        needs.push((format!("the floor ({}): ", floor.source), &floor.need));
    }
    needs
}

/// A clause resolved for one moment.
pub(super) struct Resolver<'m, 'a> {
    /// The moment.
    pub(super) moment: &'m Moment<'a>,
    /// The voices.
    pub(super) voices: &'m [Voice],
    /// Which way the unknown facts are taken.
    pub(super) side: Side,
    /// What the clause or the record lacks.
    pub(super) gaps: Vec<String>,
}

impl Resolver<'_, '_> {
    /// All requirements that stand, as one.
    pub(super) fn whole(&mut self) -> Node {
        let lowered = super::base::is_lowered(self.moment);
        let lowers_need = self
            .moment
            .clause
            .counting
            .interests
            .lowered
            .as_ref()
            .is_some_and(|lowered| matches!(lowered.to, LoweredTo::Need(_)));
        let mut others = match (lowers_need, lowered) {
            (true, Known::Unknown) => {
                let both = vec![self.all(false), self.all(true)];
                let need = if self.side == Side::Worst { 2 } else { 1 };
                vec![Node::List { need, slots: Vec::new(), others: both }]
            }
            (true, Known::Yes) => vec![self.all(true)],
            _ => vec![self.all(false)],
        };
        if let Some(amount) = &self.moment.clause.counting.in_room_at_least {
            others.push(self.count(amount, &Who::InTheRoom));
        }
        Node::List { need: others.len(), slots: Vec::new(), others }
    }

    /// One requirement.
    pub(super) fn node(&mut self, need: &Need) -> Node {
        match need {
            Need::Slot(_) => self.list(1, std::slice::from_ref(need)),
            Need::AllOf(needs) => self.list(needs.len(), needs),
            Need::AnyOf(needs) => self.list(1, needs),
            Need::AtLeast { number, of } => self.list(*number as usize, of),
            Need::Members { at_least, who } => self.count(at_least, who),
            Need::FromEach { at_least, groups, groups_at_least } => {
                self.each_group(*at_least as usize, groups, groups_at_least.map(|number| number as usize))
            }
            Need::MajorityOfPresent(who) => match self.is_known(who) {
                false if self.side == Side::Best => Node::Fixed(true),
                _ => Node::Majority(self.group(who)),
            },
        }
    }

    /// The voices of a group.
    pub(super) fn group(&self, who: &Who) -> Group {
        match who {
            Who::InTheRoom => Group { anywhere: VoiceSet::EMPTY, in_room: VoiceSet::first(self.voices.len()) },
            Who::Anyone => same(VoiceSet::first(self.voices.len())),
            Who::AnyOf(groups) => groups.iter().map(|group| self.group(group)).fold(Group::default(), |one, other| {
                Group { anywhere: one.anywhere.or(&other.anywhere), in_room: one.in_room.or(&other.in_room) }
            }),
            Who::AllOf(groups) => {
                let everyone = same(VoiceSet::first(self.voices.len()));
                groups.iter().map(|group| self.group(group)).fold(everyone, |one, other| Group {
                    anywhere: one.anywhere.and(&other.anywhere),
                    in_room: one.in_room.and(&other.in_room),
                })
            }
            Who::Seat(_) | Who::Class(_) | Who::Organisation(_) | Who::Office(_) => {
                let seats: Vec<bool> = self.moment.seats.iter().map(|seat| seat_in(seat, who)).collect();
                let of_seat = |voice: &Voice| voice.seat.is_none_or(|seat| seats.get(seat) == Some(&true));
                let numbered = self.voices.iter().enumerate();
                let belongs = numbered.filter(|(_, voice)| of_seat(voice) || self.holds_office(voice, who));
                same(belongs.map(|(index, _)| index).collect())
            }
        }
    }

    /// A slot in words.
    pub(super) fn slot_words(slot: &Slot) -> String {
        let ways: Vec<String> = slot.one_of.iter().map(group_words).collect();
        slot.label.clone().unwrap_or_else(|| ways.join(" or "))
    }

    fn all(&mut self, lowered: bool) -> Node {
        let needs = standing_needs(self.moment, lowered);
        let others: Vec<Node> = needs.iter().map(|(_, need)| self.node(need)).collect();
        Node::List { need: others.len(), slots: Vec::new(), others }
    }

    fn list(&mut self, need: usize, needs: &[Need]) -> Node {
        if need == 0 || need > needs.len() {
            return self.gap(format!("a clause that can be met: it asks for {need} of {} requirements", needs.len()));
        }
        let mut slots = Vec::new();
        let mut others = Vec::new();
        for child in needs {
            match child {
                Need::Slot(slot) if slot.one_of.is_empty() => {
                    others.push(self.gap("a slot that can be filled: one names no seat".to_owned()));
                }
                Need::Slot(slot) => {
                    let known = self.are_known(&slot.one_of);
                    if known || self.side == Side::Worst {
                        slots.push(self.group(&Who::AnyOf(slot.one_of.clone())));
                    } else {
                        others.push(Node::Fixed(true));
                    }
                }
                _ => others.push(self.node(child)),
            }
        }
        Node::List { need, slots, others }
    }

    fn count(&mut self, amount: &super::Amount, who: &Who) -> Node {
        let known = self.is_known(who);
        match figure(self.moment, amount, self.side) {
            Err(lack) => self.gap(lack),
            Ok(_) if *amount == super::Amount::Number(0) => self.gap("a number of members above none".to_owned()),
            Ok(_) if !known && self.side == Side::Best => Node::Fixed(true),
            // A quorum of nobody is no quorum, whatever a share comes to.
            Ok(figure) => Node::Count { who: self.group(who), threshold: figure.value.max(1) },
        }
    }

    fn each_group(&mut self, at_least: usize, groups: &[Who], groups_at_least: Option<usize>) -> Node {
        let number = groups_at_least.unwrap_or(groups.len());
        if at_least == 0 || number == 0 || number > groups.len() {
            return self.gap("groups to draw from: the clause names too few, or asks for none of each".to_owned());
        }
        let slot = |who: &Who| Need::Slot(Slot { label: None, one_of: vec![who.clone()] });
        let each = |who: &Who| std::iter::repeat_n(slot(who), at_least).collect::<Vec<Need>>();
        if number == groups.len() {
            let needs: Vec<Need> = groups.iter().flat_map(each).collect();
            self.list(needs.len(), &needs)
        } else if at_least == 1 {
            let needs: Vec<Need> = groups.iter().map(slot).collect();
            self.list(number, &needs)
        } else {
            let needs: Vec<Need> = groups.iter().map(|who| Need::AllOf(each(who))).collect();
            self.list(number, &needs)
        }
    }

    fn gap(&mut self, lack: String) -> Node {
        if !self.gaps.contains(&lack) {
            self.gaps.push(lack);
        }
        Node::Fixed(self.side == Side::Best)
    }

    fn holds_office(&self, voice: &Voice, who: &Who) -> bool {
        let Who::Office(name) = who else { return false };
        let attendee = voice.attendee.and_then(|attendee| self.moment.attendees.get(attendee));
        attendee.is_some_and(|attendee| attendee.offices.iter().any(|office| same_name(office, name)))
    }

    /// Whether the terms or the record know every seat, class, organisation and office that a group names.
    fn is_known(&mut self, who: &Who) -> bool {
        let moment = self.moment;
        let known_to_seats = || moment.seats.iter().any(|seat| seat_in(seat, who));
        let lack = match who {
            Who::Anyone | Who::InTheRoom => return true,
            Who::AnyOf(groups) | Who::AllOf(groups) => return self.are_known(groups),
            Who::Office(name) => {
                let holds = |office: &String| same_name(office, name);
                let held = moment.attendees.iter().any(|attendee| attendee.offices.iter().any(holds));
                if held || known_to_seats() {
                    return true;
                }
                format!("who was {name}: the record names nobody")
            }
            _ if known_to_seats() => return true,
            Who::Seat(name) => {
                format!("the seat {name}: the clause names it, the terms do not list it")
            }
            Who::Class(name) => format!("which seats are of the class {name}: the terms mark none"),
            Who::Organisation(name) => format!("which seats belong to {name}: the terms name none"),
        };
        self.gap(lack);
        false
    }

    /// Whether all of these groups are known; each one that is not is reported.
    fn are_known(&mut self, groups: &[Who]) -> bool {
        let mut known = true;
        for group in groups {
            known &= self.is_known(group);
        }
        known
    }
}

fn same(voices: VoiceSet) -> Group {
    Group { anywhere: voices, in_room: voices }
}
