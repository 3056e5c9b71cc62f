//! Bounded searches through sets of people, where people whom no requirement tells apart are interchangeable.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::node::{Node, There, filled};
use super::people::VoiceSet;
use super::scene::Scene;

/// How many sets one search looks at before it stops.
pub(super) const MOST_STEPS: usize = 1_000;

/// Up to so many people are named one by one.
pub(super) const FEW: usize = 6;

/// Calls the visitor with every way of taking so many units, people of one kind being interchangeable.
pub(super) fn each_choice(
    kinds: &[Vec<VoiceSet>],
    size: usize,
    visit: &mut dyn FnMut(&[usize], &VoiceSet) -> ControlFlow<()>,
) -> ControlFlow<()> {
    fn choose(
        kinds: &[Vec<VoiceSet>],
        size: usize,
        counts: &mut Vec<usize>,
        chosen: VoiceSet,
        visit: &mut dyn FnMut(&[usize], &VoiceSet) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some((kind, rest)) = kinds.split_first() else {
            return if size == 0 { visit(counts, &chosen) } else { ControlFlow::Continue(()) };
        };
        let room_in_rest: usize = rest.iter().map(Vec::len).sum();
        let mut taken = chosen;
        for count in 0..=kind.len().min(size) {
            if let Some(unit) = count.checked_sub(1).and_then(|last| kind.get(last)) {
                taken = taken.or(unit);
            }
            if size - count <= room_in_rest {
                counts.push(count);
                let flow = choose(rest, size - count, counts, taken, visit);
                counts.pop();
                flow?;
            }
        }
        ControlFlow::Continue(())
    }
    choose(kinds, size, &mut Vec::new(), VoiceSet::EMPTY, visit)
}

/// Puts together the units that no requirement of the scenes tells apart.
pub(super) fn kinds(scenes: &[Scene], units: &[VoiceSet], all: &VoiceSet) -> Vec<Vec<VoiceSet>> {
    partition(units, |index, unit| {
        let mut marks = Vec::new();
        for scene in scenes {
            let rivals = scene.certain.counted.or(all);
            let stands_alone = unit.len() > 1 || unit.iter().any(|voice| scene.roll.has_rival_among(voice, &rivals));
            // A mark of its own for whoever shares a person or a seat; the same mark for all others.
            marks.push(if stands_alone { index + 1 } else { 0 });
            for voice in unit.iter() {
                let is_deputy = scene.roll.voices.get(voice).is_some_and(|voice| voice.is_deputy);
                let (here, in_room) = (scene.certain.counted.contains(voice), scene.certain.room.contains(voice));
                marks.extend([usize::from(is_deputy), usize::from(here), usize::from(in_room)]);
                mark_groups(&scene.worst, voice, &mut marks);
            }
        }
        marks
    })
}

fn mark_groups(node: &Node, voice: usize, marks: &mut Vec<usize>) {
    node.groups(&mut |group| {
        marks.push(usize::from(group.anywhere.contains(voice)) + 2 * usize::from(group.in_room.contains(voice)));
    });
}

fn partition(units: &[VoiceSet], marks_of: impl Fn(usize, &VoiceSet) -> Vec<usize>) -> Vec<Vec<VoiceSet>> {
    let mut numbers: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    let mut kinds: Vec<Vec<VoiceSet>> = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let next = kinds.len();
        let number = *numbers.entry(marks_of(index, unit)).or_insert(next);
        if number == next {
            kinds.push(Vec::new());
        }
        if let Some(kind) = kinds.get_mut(number) {
            kind.push(*unit);
        }
    }
    kinds
}

/// One of the requirements that must all hold, with those who are there.
///
/// Where nobody shares a person or a seat, each requirement can be looked at
/// on its own, which says much before anything is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Demand {
    node: Node,
    there: There,
    may_repeat: bool,
}

/// The requirements of all scenes one by one; none where they cannot be looked at on their own.
pub(super) fn demands(scenes: &[Scene]) -> Option<Vec<Demand>> {
    let mut demands: Vec<Demand> = Vec::new();
    for scene in scenes {
        if !scene.is_monotone() || !scene.roll.is_uncontested(&scene.certain) {
            return None;
        }
        let mut nodes = Vec::new();
        conjuncts(&scene.worst, &mut nodes);
        for node in nodes {
            let demand = Demand { node, there: scene.certain, may_repeat: scene.roll.may_repeat };
            if !demands.contains(&demand) {
                demands.push(demand);
            }
        }
    }
    Some(demands)
}

fn conjuncts(node: &Node, result: &mut Vec<Node>) {
    match node {
        Node::List { need, slots, others } if *need == slots.len() + others.len() => {
            if !slots.is_empty() {
                result.push(Node::List { need: slots.len(), slots: slots.clone(), others: Vec::new() });
            }
            others.iter().for_each(|other| conjuncts(other, result));
        }
        _ => result.push(node.clone()),
    }
}

impl Demand {
    /// At least so many must be there.
    pub(super) fn least(&self) -> usize {
        match &self.node {
            Node::Count { threshold, .. } => *threshold as usize,
            Node::List { need, others, .. } if others.is_empty() && !self.may_repeat => *need,
            Node::Fixed(_) | Node::List { .. } | Node::Majority(_) => 0,
        }
    }

    /// At least so many more must come.
    pub(super) fn shortfall(&self) -> usize {
        let have = match &self.node {
            Node::Count { who, .. } => who.of(&self.there).len(),
            Node::List { slots, .. } => filled(slots, &self.there, self.may_repeat).iter().flatten().count(),
            Node::Fixed(_) | Node::Majority(_) => 0,
        };
        self.least().saturating_sub(have)
    }

    /// In how many groups of the requirement, other than that of everybody, a unit has a place.
    pub(super) fn usefulness(&self, unit: &VoiceSet) -> usize {
        let mut places = 0;
        self.node.groups(&mut |group| {
            let members = group.of(&self.there);
            places += usize::from(members != self.there.counted && !members.and(unit).is_empty());
        });
        places
    }

    /// The smallest number of these people whose leaving breaks the requirement; none where it stands without them all.
    ///
    /// # Errors
    /// The size up to which all is well, when the search stopped there.
    pub(super) fn first_loss(&self, people: &[VoiceSet]) -> Result<Option<usize>, usize> {
        if let Node::Count { who, threshold } = &self.node {
            let members = who.of(&self.there);
            let surplus = members.len().saturating_sub(*threshold as usize);
            let may_leave = people.iter().filter(|one| !members.and(one).is_empty()).count();
            return Ok((may_leave > surplus).then_some(surplus + 1));
        }
        let matter: Vec<VoiceSet> = people.iter().copied().filter(|one| self.matters(one)).collect();
        let kinds = partition(&matter, |_, unit| {
            let mut marks = Vec::new();
            unit.iter().for_each(|voice| mark_groups(&self.node, voice, &mut marks));
            marks.extend(unit.iter().map(|voice| usize::from(self.there.room.contains(voice))));
            marks
        });
        let mut steps = 0;
        for size in 1..=matter.len() {
            let mut breaks = false;
            let flow = each_choice(&kinds, size, &mut |_, leave| {
                steps += 1;
                breaks = !self.node.holds(&self.there.minus(leave), self.may_repeat);
                if breaks || steps > MOST_STEPS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if breaks {
                return Ok(Some(size));
            }
            if flow.is_break() {
                return Err(size - 1);
            }
        }
        Ok(None)
    }

    fn matters(&self, unit: &VoiceSet) -> bool {
        let mut matters = false;
        self.node.groups(&mut |group| matters |= !group.of(&self.there).and(unit).is_empty());
        matters
    }
}
