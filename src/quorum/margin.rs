//! What is missing for a quorum, and what could still be lost: bounded searches for the smallest sets.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::claim::called;
use super::node::There;
use super::people::VoiceSet;
use super::scene::Scene;
use super::verdict::{CanLose, Missing};

/// How many sets one search looks at before it stops.
const MOST_STEPS: usize = 4_000;

/// How many sets are listed.
const MOST_SETS: usize = 50;

/// Up to so many people are named one by one.
const FEW: usize = 6;

/// The smallest sets of absent members whose presence makes all scenes quorate.
pub(super) fn missing(scenes: &[Scene]) -> Missing {
    let Some(first) = scenes.first() else {
        return nothing(true);
    };
    let could_come = scenes
        .iter()
        .map(|scene| scene.absent)
        .fold(first.absent, |one, other| one.and(&other));
    let with = |come: &VoiceSet| scenes.iter().all(|scene| scene.certainly_with(&VoiceSet::EMPTY, come));
    let is_monotone = scenes.iter().all(|scene| scene.worst.is_monotone());
    if is_monotone && !with(&could_come) {
        return nothing(true);
    }
    let units: Vec<VoiceSet> = could_come.iter().map(|voice| VoiceSet::from_iter([voice])).collect();
    let kinds = kinds(scenes, &units, &could_come);
    let mut steps = 0;
    for size in 0..=could_come.len() {
        let mut found: Vec<Vec<usize>> = Vec::new();
        let stopped = each_choice(&kinds, size, &mut |counts, come| {
            steps += 1;
            if steps > MOST_STEPS {
                return ControlFlow::Break(());
            }
            if with(come) {
                found.push(counts.to_vec());
            }
            ControlFlow::Continue(())
        });
        if !found.is_empty() {
            found.sort_by(|one, other| other.cmp(one));
            return told_missing(first, &kinds, &found, stopped.is_continue());
        }
        if stopped.is_break() {
            return some_missing(first, &could_come, &with);
        }
    }
    nothing(true)
}

/// How many may leave, and who may not, while all scenes stay quorate.
pub(super) fn can_lose(scenes: &[Scene], selected: &There) -> CanLose {
    let Some(first) = scenes.first() else {
        return lose_nothing();
    };
    let counted = scenes
        .iter()
        .fold(selected.counted, |all, scene| all.or(&scene.certain.counted));
    let people = people(first, &counted);
    let without = |leave: &VoiceSet| scenes.iter().all(|scene| scene.certainly_with(leave, &VoiceSet::EMPTY));
    let kinds = kinds(scenes, &people, &counted);
    // People of one kind are interchangeable: if one of them is indispensable, all are.
    let (spare, indispensable): (Vec<Vec<VoiceSet>>, Vec<Vec<VoiceSet>>) =
        kinds.into_iter().partition(|kind| kind.first().is_none_or(&without));
    let spare_people: usize = spare.iter().map(Vec::len).sum();
    let mut complete = true;
    let mut at_least = 0;
    let mut steps = 0;
    for size in 1..=spare_people {
        let all_stay_quorate = each_choice(&spare, size, &mut |_, leave| {
            steps += 1;
            if steps > MOST_STEPS {
                complete = false;
                return ControlFlow::Break(());
            }
            if without(leave) {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        if all_stay_quorate.is_break() {
            break;
        }
        at_least = size;
    }
    let is_monotone = scenes.iter().all(|scene| scene.worst.is_monotone());
    let mut at_most = at_least;
    steps = 0;
    for size in at_least + 1..=spare_people {
        let mut exhausted = false;
        let one_stays_quorate = each_choice(&spare, size, &mut |_, leave| {
            steps += 1;
            exhausted = steps > MOST_STEPS;
            if exhausted || without(leave) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        complete &= !exhausted;
        match one_stays_quorate.is_break() && !exhausted {
            true => at_most = size,
            false if is_monotone || exhausted => break,
            false => {}
        }
    }
    let voices = indispensable.iter().flatten().flat_map(VoiceSet::iter);
    let mut indispensable: Vec<usize> = voices
        .filter_map(|voice| first.roll.voices.get(voice))
        .filter_map(|voice| voice.attendee)
        .collect();
    indispensable.sort_unstable();
    let words = lose_words(first, at_least, at_most, &indispensable, complete);
    CanLose {
        at_least,
        at_most,
        indispensable,
        complete,
        words,
    }
}

/// Calls the visitor with every way of taking so many units, people of one kind being interchangeable.
fn each_choice(
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
            return if size == 0 {
                visit(counts, &chosen)
            } else {
                ControlFlow::Continue(())
            };
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

/// Puts together the units that no requirement tells apart.
fn kinds(scenes: &[Scene], units: &[VoiceSet], all: &VoiceSet) -> Vec<Vec<VoiceSet>> {
    let mut kinds: BTreeMap<Vec<usize>, Vec<VoiceSet>> = BTreeMap::new();
    let mut order: Vec<Vec<usize>> = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let mut marks = Vec::new();
        for scene in scenes {
            let rivals = scene.certain.counted.or(all);
            let stands_alone = unit.len() > 1 || unit.iter().any(|voice| scene.roll.has_rival_among(voice, &rivals));
            // A mark of its own for whoever shares a person or a seat; the same mark for all others.
            marks.push(if stands_alone { index + 1 } else { 0 });
            for voice in unit.iter() {
                let is_deputy = scene.roll.voices.get(voice).is_some_and(|voice| voice.is_deputy);
                let (here, in_room) = (
                    scene.certain.counted.contains(voice),
                    scene.certain.room.contains(voice),
                );
                marks.extend([usize::from(is_deputy), usize::from(here), usize::from(in_room)]);
                scene.worst.groups(&mut |group| {
                    marks.push(
                        usize::from(group.anywhere.contains(voice)) + 2 * usize::from(group.in_room.contains(voice)),
                    );
                });
            }
        }
        if !kinds.contains_key(&marks) {
            order.push(marks.clone());
        }
        kinds.entry(marks).or_default().push(*unit);
    }
    order.iter().filter_map(|marks| kinds.remove(marks)).collect()
}

fn people(scene: &Scene, counted: &VoiceSet) -> Vec<VoiceSet> {
    let mut people: Vec<VoiceSet> = Vec::new();
    for voice in counted.iter() {
        if people.iter().all(|known| !known.contains(voice)) {
            people.push(
                scene
                    .roll
                    .voices_of_same_people(&VoiceSet::from_iter([voice]))
                    .and(counted),
            );
        }
    }
    people
}

fn told_missing(scene: &Scene, kinds: &[Vec<VoiceSet>], found: &[Vec<usize>], visited_all: bool) -> Missing {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut complete = visited_all;
    let mut alternatives = Vec::new();
    for counts in found {
        let mut partial: Vec<Vec<usize>> = vec![Vec::new()];
        let mut told = Vec::new();
        for (kind, count) in kinds.iter().zip(counts).filter(|(_, count)| **count > 0) {
            let seats: Vec<usize> = kind.iter().flat_map(|unit| seats_of(scene, unit)).collect();
            let (chosen, all) = combinations(&seats, *count, MOST_SETS);
            complete &= all && partial.len() * chosen.len() <= MOST_SETS;
            let joined = partial.iter().flat_map(|one| {
                chosen
                    .iter()
                    .map(move |other| [one.as_slice(), other.as_slice()].concat())
            });
            partial = joined.take(MOST_SETS).collect();
            told.push(any_of(scene, &seats, *count));
        }
        sets.extend(partial);
        alternatives.push(told.join(" and "));
    }
    complete &= sets.len() <= MOST_SETS;
    sets.truncate(MOST_SETS);
    for set in &mut sets {
        set.sort_unstable();
    }
    sets.sort();
    let named: Vec<&str> = alternatives.iter().take(FEW).map(String::as_str).collect();
    let mut words = named.join("; or ");
    if alternatives.len() > FEW {
        words.push_str(&format!("; or {} other ways", alternatives.len() - FEW));
    }
    if words.is_empty() {
        words = "nobody".to_owned();
    }
    Missing { sets, complete, words }
}

/// One set that would do and of which nobody can be spared, where the search for the smallest stopped early.
fn some_missing(scene: &Scene, could_come: &VoiceSet, with: &impl Fn(&VoiceSet) -> bool) -> Missing {
    let mut come = *could_come;
    if !with(&come) {
        return Missing {
            words: "not known: the search stopped early".to_owned(),
            ..nothing(false)
        };
    }
    for voice in could_come.iter() {
        let mut fewer = come;
        fewer.remove(voice);
        if with(&fewer) {
            come = fewer;
        }
    }
    let seats = seats_of(scene, &come);
    let words = format!(
        "{} (one way of several: the search for the smallest stopped early)",
        names(scene, &seats).join(" and ")
    );
    Missing {
        sets: vec![seats],
        complete: false,
        words,
    }
}

fn nothing(complete: bool) -> Missing {
    Missing {
        sets: Vec::new(),
        complete,
        words: "no member who is absent could make it quorate".to_owned(),
    }
}

fn lose_nothing() -> CanLose {
    CanLose {
        at_least: 0,
        at_most: 0,
        indispensable: Vec::new(),
        complete: true,
        words: "nobody may leave".to_owned(),
    }
}

fn seats_of(scene: &Scene, voices: &VoiceSet) -> Vec<usize> {
    voices
        .iter()
        .filter_map(|voice| scene.roll.voices.get(voice))
        .filter_map(|voice| voice.seat)
        .collect()
}

fn names(scene: &Scene, seats: &[usize]) -> Vec<String> {
    seats
        .iter()
        .filter_map(|seat| scene.moment.seats.get(*seat))
        .map(|seat| seat.name.clone())
        .collect()
}

fn any_of(scene: &Scene, seats: &[usize], count: usize) -> String {
    if count == seats.len() {
        names(scene, seats).join(" and ")
    } else if seats.len() <= FEW {
        let which = if count == 1 {
            "one".to_owned()
        } else {
            format!("any {count}")
        };
        format!("{which} of {}", names(scene, seats).join(", "))
    } else {
        format!("any {count} of {} absent members", seats.len())
    }
}

/// The combinations of so many seats, up to a limit, and whether these are all.
fn combinations(seats: &[usize], count: usize, limit: usize) -> (Vec<Vec<usize>>, bool) {
    fn choose(seats: &[usize], count: usize, limit: usize, chosen: &mut Vec<usize>, result: &mut Vec<Vec<usize>>) {
        if result.len() > limit || seats.len() < count {
            return;
        }
        if count == 0 {
            result.push(chosen.clone());
            return;
        }
        if let Some((seat, rest)) = seats.split_first() {
            chosen.push(*seat);
            choose(rest, count - 1, limit, chosen, result);
            chosen.pop();
            choose(rest, count, limit, chosen, result);
        }
    }
    let mut result = Vec::new();
    choose(seats, count, limit, &mut Vec::new(), &mut result);
    let all = result.len() <= limit;
    result.truncate(limit);
    (result, all)
}

fn lose_words(scene: &Scene, at_least: usize, at_most: usize, indispensable: &[usize], complete: bool) -> String {
    let number = |count: usize| match count {
        1 => "one more".to_owned(),
        2 => "two more".to_owned(),
        3 => "three more".to_owned(),
        _ => format!("{count} more"),
    };
    let mut words = match (at_least, at_most) {
        (0, 0) => "nobody may leave".to_owned(),
        (0, most) => format!("up to {} may leave, if they are the right ones", number(most)),
        (least, most) if least == most => format!("{} may leave", number(least)),
        (least, most) => format!(
            "any {} may leave, up to {most} if they are the right ones",
            number(least)
        ),
    };
    let people: Vec<String> = indispensable
        .iter()
        .filter_map(|attendee| scene.moment.attendees.get(*attendee))
        .map(called)
        .collect();
    if at_most > 0 && people.len() <= FEW && !people.is_empty() {
        words.push_str(&format!("; {} may not", people.join(" and ")));
    } else if at_most > 0 && !people.is_empty() {
        words.push_str(&format!("; {} of those counted may not", people.len()));
    }
    if !complete {
        words.push_str(" (the search stopped early)");
    }
    words
}
