//! What is missing for a quorum: the smallest sets of absent members whose presence would make it.

use std::ops::ControlFlow;

use super::people::VoiceSet;
use super::scene::{Scene, absent};
use super::search::{Demand, FEW, MOST_STEPS, demands, each_choice, kinds};
use super::verdict::Missing;

/// How many sets are listed.
const MOST_SETS: usize = 50;

/// How many different ways of making the quorum are followed up.
const MOST_WAYS: usize = 20;

/// The smallest sets of absent members whose presence makes all scenes quorate.
pub(super) fn missing(scenes: &[Scene]) -> Missing {
    let Some(first) = scenes.first() else {
        return nothing(true);
    };
    let could_come = scenes.iter().map(absent).fold(absent(first), |one, other| one.and(&other));
    let with = |come: &VoiceSet| scenes.iter().all(|scene| scene.certainly_with(&VoiceSet::EMPTY, come));
    let is_monotone = scenes.iter().all(Scene::is_monotone);
    if is_monotone && !with(&could_come) {
        return nothing(true);
    }
    let units: Vec<VoiceSet> = could_come.iter().map(|voice| VoiceSet::from_iter([voice])).collect();
    let kinds = kinds(scenes, &units, &could_come);
    let demands = demands(scenes).unwrap_or_default();
    let at_least = demands.iter().map(Demand::shortfall).max().unwrap_or_default();
    let mut steps = 0;
    for size in at_least..=could_come.len() {
        let mut found: Vec<Vec<usize>> = Vec::new();
        let stopped = each_choice(&kinds, size, &mut |counts, come| {
            steps += 1;
            if steps > MOST_STEPS || found.len() > MOST_WAYS {
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
            return some_missing(first, &could_come, size, &with);
        }
    }
    nothing(true)
}

fn told_missing(scene: &Scene, kinds: &[Vec<VoiceSet>], found: &[Vec<usize>], visited_all: bool) -> Missing {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut complete = visited_all;
    let mut alternatives = Vec::new();
    for counts in found {
        if sets.len() > MOST_SETS {
            complete = false;
            break;
        }
        let mut partial: Vec<Vec<usize>> = vec![Vec::new()];
        let mut told = Vec::new();
        for (kind, count) in kinds.iter().zip(counts).filter(|(_, count)| **count > 0) {
            let seats: Vec<usize> = kind.iter().flat_map(|unit| seats_of(scene, unit)).collect();
            let (chosen, all) = combinations(&seats, *count, MOST_SETS);
            complete &= all && partial.len() * chosen.len() <= MOST_SETS;
            let joined = partial
                .iter()
                .flat_map(|one| chosen.iter().map(move |other| [one.as_slice(), other.as_slice()].concat()));
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
fn some_missing(scene: &Scene, could_come: &VoiceSet, at_least: usize, with: &impl Fn(&VoiceSet) -> bool) -> Missing {
    let mut come = *could_come;
    if !with(&come) {
        return Missing { words: "not known: the search stopped early".to_owned(), ..nothing(false) };
    }
    for voice in could_come.iter() {
        let mut fewer = come;
        fewer.remove(voice);
        if with(&fewer) {
            come = fewer;
        }
    }
    let seats = seats_of(scene, &come);
    let mut named = names(scene, &seats);
    if let Some(more) = named.len().checked_sub(FEW).filter(|more| *more > 0) {
        named.truncate(FEW);
        named.push(format!("{more} more"));
    }
    let words = format!("at least {at_least} more, for instance {} (the search stopped early)", named.join(", "));
    Missing { sets: vec![seats], complete: false, words }
}

fn nothing(complete: bool) -> Missing {
    Missing { sets: Vec::new(), complete, words: "no member who is absent could make it quorate".to_owned() }
}

fn seats_of(scene: &Scene, voices: &VoiceSet) -> Vec<usize> {
    voices.iter().filter_map(|voice| scene.roll.voices.get(voice)).filter_map(|voice| voice.seat).collect()
}

fn names(scene: &Scene, seats: &[usize]) -> Vec<String> {
    seats.iter().filter_map(|seat| scene.moment.seats.get(*seat)).map(|seat| seat.name.clone()).collect()
}

fn any_of(scene: &Scene, seats: &[usize], count: usize) -> String {
    let which = if count == 1 { "one".to_owned() } else { format!("any {count}") };
    if count == seats.len() {
        names(scene, seats).join(" and ")
    } else if seats.len() <= FEW {
        format!("{which} of {}", names(scene, seats).join(", "))
    } else {
        format!("{which} of {} absent members", seats.len())
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
