//! What could still be lost while a quorum is there: how many may leave, and who may not.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::claim::called;
use super::node::There;
use super::people::VoiceSet;
use super::scene::Scene;
use super::search::{Demand, FEW, MOST_STEPS, demands, each_choice, kinds};
use super::verdict::CanLose;

/// How many may leave, and who may not, while all scenes stay quorate.
pub(super) fn can_lose(scenes: &[Scene], selected: &There) -> CanLose {
    let Some(first) = scenes.first() else {
        return lose_nothing();
    };
    let counted = selected.counted;
    let people = people(first, &counted);
    let without = |leave: &VoiceSet| scenes.iter().all(|scene| scene.certainly_with(leave, &VoiceSet::EMPTY));
    let kinds = kinds(scenes, &people, &VoiceSet::EMPTY);
    // People of one kind are interchangeable: if one of them is indispensable, all are.
    let (spare, indispensable): (Vec<Vec<VoiceSet>>, Vec<Vec<VoiceSet>>) =
        kinds.into_iter().partition(|kind| kind.first().is_none_or(&without));
    // Requirements count seats: on their own they say nothing of people who speak for several.
    let demands = demands(scenes).filter(|_| people.iter().all(|person| person.len() == 1));
    let (at_least, all_tried) = match &demands {
        Some(demands) => any_may_leave_by_demand(demands, &spare),
        None => any_may_leave(&spare, &without),
    };
    let (at_most, best_found) = match &demands {
        Some(demands) => {
            let least_kept = demands.iter().map(Demand::least).max().unwrap_or_default();
            let greedy = greedily(demands, &spare, &without);
            let bound = people.len().saturating_sub(least_kept);
            if greedy >= bound { (greedy, true) } else { most_may_leave(&spare, greedy, Some(bound), &without) }
        }
        None => most_may_leave(&spare, at_least, None, &without),
    };
    let complete = all_tried && best_found;
    let voices = indispensable.iter().flatten().flat_map(VoiceSet::iter).filter(|voice| counted.contains(*voice));
    let mut indispensable: Vec<usize> =
        voices.filter_map(|voice| first.roll.voices.get(voice)).filter_map(|voice| voice.attendee).collect();
    indispensable.sort_unstable();
    let words = lose_words(first, at_least, at_most, &indispensable, complete);
    CanLose { at_least, at_most, indispensable, complete, words }
}

/// The largest number that may leave whoever they are, and whether all was tried.
fn any_may_leave(spare: &[Vec<VoiceSet>], without: &impl Fn(&VoiceSet) -> bool) -> (usize, bool) {
    let mut steps = 0;
    let people: usize = spare.iter().map(Vec::len).sum();
    for size in 1..=people {
        let flow = each_choice(spare, size, &mut |_, leave| {
            steps += 1;
            if steps <= MOST_STEPS && without(leave) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if flow.is_break() {
            return (size - 1, steps <= MOST_STEPS);
        }
    }
    (people, true)
}

/// The same, requirement by requirement: the first that breaks decides.
fn any_may_leave_by_demand(demands: &[Demand], spare: &[Vec<VoiceSet>]) -> (usize, bool) {
    let people: Vec<VoiceSet> = spare.iter().flatten().copied().collect();
    let mut fewest = people.len();
    let mut stopped_at: Option<usize> = None;
    for demand in demands {
        match demand.first_loss(&people) {
            Ok(None) => {}
            Ok(Some(loss)) => fewest = fewest.min(loss - 1),
            Err(safe) => stopped_at = Some(stopped_at.map_or(safe, |other| other.min(safe))),
        }
    }
    match stopped_at {
        Some(safe) if safe < fewest => (safe, false),
        _ => (fewest, true),
    }
}

/// The largest number that may leave together, from a number that is known to be possible up to a bound.
///
/// Without a bound a larger number may be possible where a smaller is not, so all are tried.
fn most_may_leave(
    spare: &[Vec<VoiceSet>],
    known: usize,
    bound: Option<usize>,
    without: &impl Fn(&VoiceSet) -> bool,
) -> (usize, bool) {
    let people: usize = spare.iter().map(Vec::len).sum();
    let mut most = known;
    let mut steps = 0;
    for size in known + 1..=bound.unwrap_or(people).min(people) {
        let mut found = false;
        let flow = each_choice(spare, size, &mut |_, leave| {
            steps += 1;
            found = steps <= MOST_STEPS && without(leave);
            if found || steps > MOST_STEPS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if found {
            most = size;
        } else if flow.is_break() {
            return (most, false);
        } else if bound.is_some() {
            break;
        }
    }
    (most, true)
}

/// How many leave when those who are of the least use go first and nobody goes who is needed.
fn greedily(demands: &[Demand], spare: &[Vec<VoiceSet>], without: &impl Fn(&VoiceSet) -> bool) -> usize {
    let use_of = |one: &VoiceSet| demands.iter().map(|demand| demand.usefulness(one)).sum::<usize>();
    let mut people: Vec<(usize, VoiceSet)> = spare.iter().flatten().map(|one| (use_of(one), *one)).collect();
    people.sort_by_key(|(usefulness, _)| *usefulness);
    let mut gone = VoiceSet::EMPTY;
    let mut count = 0;
    for (_, one) in people {
        let more = gone.or(&one);
        if without(&more) {
            gone = more;
            count += 1;
        }
    }
    count
}

/// The people behind those who were counted, each with every seat that the person speaks for.
fn people(scene: &Scene, counted: &VoiceSet) -> Vec<VoiceSet> {
    let name = |voice: usize| scene.moment.attendees.get(voice).map(|attendee| attendee.person.as_str());
    let mut people: BTreeMap<Option<&str>, VoiceSet> = BTreeMap::new();
    for voice in scene.certain.counted.iter() {
        people.entry(name(voice)).or_default().insert(voice);
    }
    let mut result: Vec<VoiceSet> = people.into_values().filter(|person| !person.and(counted).is_empty()).collect();
    result.sort_by_key(|person| person.iter().next());
    result
}

fn lose_nothing() -> CanLose {
    CanLose { at_least: 0, at_most: 0, indispensable: Vec::new(), complete: true, words: "nobody may leave".to_owned() }
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
        (least, most) => format!("any {} may leave, up to {most} if they are the right ones", number(least)),
    };
    let people: Vec<String> =
        indispensable.iter().filter_map(|attendee| scene.moment.attendees.get(*attendee)).map(called).collect();
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
