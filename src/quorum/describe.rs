//! The arithmetic of a clause in words, requirement by requirement.

use super::base::{group_words, is_lowered};
use super::claim::Level;
use super::clause::{Need, Slot, Who};
use super::figure::{Side, figure, members};
use super::moment::Known;
use super::node::{Group, There, filled};
use super::people::VoiceSet;
use super::resolve::{Resolver, standing_needs};
use super::scene::Scene;
use super::verdict::{FilledSlot, Part};

/// The requirements of a scene in words, and who filled which slot.
pub(super) struct Description {
    /// The requirements.
    pub(super) parts: Vec<Part>,
    /// The slots.
    pub(super) slots: Vec<FilledSlot>,
}

/// Describes how the voices of this selection stand against the clause.
pub(super) fn describe(scene: &Scene, selected: &There) -> Description {
    let resolver = Resolver { moment: &scene.moment, voices: &scene.roll.voices, side: Side::Worst, gaps: Vec::new() };
    let mut teller = Teller { scene, resolver, selected: *selected, slots: Vec::new() };
    let lowered = is_lowered(&scene.moment) == Known::Yes;
    let mut parts = Vec::new();
    for (prefix, need) in standing_needs(&scene.moment, lowered) {
        let mut told = teller.tell(need);
        if let Some(first) = told.first_mut() {
            first.words.insert_str(0, &prefix);
        }
        parts.extend(told);
    }
    if let Some(amount) = &scene.moment.clause.counting.in_room_at_least {
        parts.push(teller.count(amount, &Who::InTheRoom));
    }
    Description { parts, slots: teller.slots }
}

/// The arithmetic of all parts in one line.
pub(super) fn one_line(parts: &[Part]) -> String {
    parts.iter().map(|part| part.words.as_str()).collect::<Vec<_>>().join("; ")
}

struct Teller<'s, 'a> {
    scene: &'s Scene<'a>,
    resolver: Resolver<'s, 'a>,
    selected: There,
    slots: Vec<FilledSlot>,
}

impl Teller<'_, '_> {
    fn tell(&mut self, need: &Need) -> Vec<Part> {
        match need {
            Need::Slot(slot) => vec![self.fill(&[slot], 1)],
            Need::AllOf(needs) => self.list(needs),
            Need::AnyOf(needs) => vec![self.choice(needs, 1)],
            Need::AtLeast { number, of } => vec![self.choice(of, *number as usize)],
            Need::Members { at_least, who } => vec![self.count(at_least, who)],
            Need::FromEach { at_least, groups, groups_at_least } => {
                vec![self.each_group(*at_least, groups, *groups_at_least)]
            }
            Need::MajorityOfPresent(who) => vec![self.majority(who)],
        }
    }

    fn list(&mut self, needs: &[Need]) -> Vec<Part> {
        let slots = slots_of(needs);
        let mut parts = Vec::new();
        if !slots.is_empty() {
            parts.push(self.fill(&slots, slots.len()));
        }
        for need in needs.iter().filter(|need| !matches!(need, Need::Slot(_))) {
            parts.extend(self.tell(need));
        }
        parts
    }

    fn choice(&mut self, needs: &[Need], number: usize) -> Part {
        let slots = slots_of(needs);
        if slots.len() == needs.len() {
            return self.fill(&slots, number);
        }
        let mut met = 0;
        let mut told = Vec::new();
        if !slots.is_empty() {
            let part = self.fill(&slots, slots.len());
            met += part.counted as usize;
            told.push(part.words);
        }
        for need in needs.iter().filter(|need| !matches!(need, Need::Slot(_))) {
            let parts = self.tell(need);
            met += usize::from(parts.iter().all(|part| part.met));
            told.push(parts.into_iter().map(|part| part.words).collect::<Vec<_>>().join(" and "));
        }
        let words = format!("{met} of {} requirements met, {number} needed ({})", needs.len(), told.join(" / "));
        part(words, met >= number, met, met)
    }

    fn fill(&mut self, slots: &[&Slot], number: usize) -> Part {
        let groups: Vec<Group> =
            slots.iter().map(|slot| self.resolver.group(&Who::AnyOf(slot.one_of.clone()))).collect();
        let by = filled(&groups, &self.selected, self.scene.roll.may_repeat);
        let at_most = filled(&groups, &self.scene.possible, self.scene.roll.may_repeat).iter().flatten().count();
        let count = by.iter().flatten().count();
        let mut words = match slots {
            [only] if count == 1 => {
                format!("the slot for {} is filled", Resolver::slot_words(only))
            }
            [_] => "the slot is not filled".to_owned(),
            _ => format!("{count} of {} slots filled", slots.len()),
        };
        if number < slots.len() {
            words.push_str(&format!(", {number} needed"));
        }
        let mut nobody = Vec::new();
        let mut taken = Vec::new();
        for ((slot, group), voice) in slots.iter().zip(&groups).zip(&by) {
            let name = Resolver::slot_words(slot);
            let attendee = voice.and_then(|voice| self.scene.roll.voices.get(voice)).and_then(|voice| voice.attendee);
            self.slots.push(FilledSlot { slot: name.clone(), by: attendee });
            match voice {
                Some(_) => {}
                None if group.of(&self.selected).is_empty() => nobody.push(name),
                None => taken.push(name),
            }
        }
        if count < number {
            if !nobody.is_empty() {
                words.push_str(&format!(": nobody is present for {}", nobody.join("; nor for ")));
            }
            if !taken.is_empty() {
                let link = if nobody.is_empty() { ": " } else { "; and " };
                words.push_str(&format!("{link}whoever could fill {} fills another slot", taken.join("; or ")));
            }
        }
        part(words, count >= number, count, at_most)
    }

    fn count(&mut self, amount: &super::Amount, who: &Who) -> Part {
        let group = self.resolver.group(who);
        let counted = group.of(&self.selected).len();
        let at_most = self.most(&group);
        let (worst, best) =
            (figure(&self.scene.moment, amount, Side::Worst), figure(&self.scene.moment, amount, Side::Best));
        let (worst, best) = match (worst, best) {
            (Ok(worst), Ok(best)) => (worst, best),
            (Err(lack), _) | (_, Err(lack)) => {
                return part(format!("the clause lacks {lack}; {counted} counted"), false, counted, at_most);
            }
        };
        let needed = worst.value.max(1);
        let mut words = worst.words.clone();
        if worst.value == 0 {
            words.push_str(", and one at least is needed");
        }
        if best.value != worst.value {
            words.push_str(&format!(" (or {} if the seats of unknown state are not filled)", best.value));
        }
        match who {
            Who::Anyone => {}
            Who::InTheRoom => words.push_str(" in the room"),
            Who::Class(class) => words.push_str(&format!(" of the class {class}")),
            Who::Organisation(organisation) => words.push_str(&format!(" from {organisation}")),
            other => words.push_str(&format!(" ({})", group_words(other))),
        }
        words.push_str(&format!("; {counted} counted"));
        if at_most > counted {
            words.push_str(&format!(", {} more not certain", at_most - counted));
        }
        let known = worst.value == best.value;
        Part {
            base: worst.base.filter(|_| worst.base == best.base),
            threshold: known.then_some(needed),
            ..part(words, counted >= needed as usize, counted, at_most)
        }
    }

    fn each_group(&mut self, at_least: u32, groups: &[Who], groups_at_least: Option<u32>) -> Part {
        let slots: Vec<Slot> = groups
            .iter()
            .flat_map(|who| std::iter::repeat_n(who, at_least as usize))
            .map(|who| Slot { label: None, one_of: vec![who.clone()] })
            .collect();
        let all = groups.len() as u32;
        let number = groups_at_least.unwrap_or(all);
        let slots: Vec<&Slot> = slots.iter().collect();
        if number < all && at_least > 1 {
            let enough = |who: &Who| self.resolver.group(who).of(&self.selected).len() >= at_least as usize;
            let met = groups.iter().filter(|who| enough(who)).count();
            let words =
                format!("{} from each of {number} of {all} groups needed; {met} groups have them", members(at_least));
            return part(words, met >= number as usize, met, met);
        }
        let filled = self.fill(&slots, (number * at_least) as usize);
        let of_groups = if number < all { format!("{number} of {all} groups") } else { format!("{all} groups") };
        Part { words: format!("{} from each of {of_groups}: {}", members(at_least), filled.words), ..filled }
    }

    fn majority(&mut self, who: &Who) -> Part {
        let group = self.resolver.group(who);
        let counted = group.of(&self.selected).len();
        let all = self.selected.counted.len();
        let words = format!("{} must be more than half of those counted: {counted} of {all}", plural(who));
        part(words, 2 * counted > all, counted, self.most(&group))
    }

    fn most(&self, group: &Group) -> usize {
        let uncertain: VoiceSet = group.of(&self.scene.possible).minus(&group.of(&self.scene.certain));
        let open = |voice: &usize| self.scene.claims.get(*voice).is_some_and(|claim| claim.high > Level::Out);
        group.of(&self.selected).len() + uncertain.iter().filter(open).count()
    }
}

fn slots_of<'n>(needs: &'n [Need]) -> Vec<&'n Slot> {
    let slot = |need: &'n Need| match need {
        Need::Slot(slot) => Some(slot),
        _ => None,
    };
    needs.iter().filter_map(slot).collect()
}

fn plural(who: &Who) -> String {
    match who {
        Who::Class(class) => format!("members of the class {class}"),
        Who::Organisation(organisation) => format!("members from {organisation}"),
        other => group_words(other),
    }
}

fn part(words: String, met: bool, counted: usize, at_most: usize) -> Part {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Part {
        words,
        base: None,
        threshold: None,
        counted: number(counted),
        counted_at_most: number(at_most.max(counted)),
        met,
    }
}
