//! The ways that an issue can take through a chain.

use std::collections::{BTreeMap, VecDeque};

use super::{Chain, Role};

/// Where an issue is: the role that has it, the post that acts in the role (none for a member of
/// a group without posts), and the post that raised it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stand {
    pub(super) role: usize,
    pub(super) actor: Option<usize>,
    pub(super) raiser: Option<usize>,
}

/// Why an issue goes no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The role escalates to nobody.
    NoNext,
    /// In none of these roles can anybody act.
    Unmanned(Vec<usize>),
    /// In this role only the post that has the issue, or that raised it, could act.
    OnlyItself {
        /// The role.
        role: usize,
        /// The post.
        post: usize,
    },
}

/// A way that ends where nobody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeadEnd {
    pub(super) way: Vec<Stand>,
    pub(super) stop: Stop,
}

/// The shortest way that ends where nobody decides, with one post taken as vacant.
pub(super) fn dead_end(chain: &Chain, vacant: Option<usize>) -> Option<DeadEnd> {
    let mut came_from: BTreeMap<Stand, Option<Stand>> = BTreeMap::new();
    let mut to_see: VecDeque<Stand> = VecDeque::new();
    for start in starts(chain, vacant) {
        if came_from.insert(start, None).is_none() {
            to_see.push_back(start);
        }
    }
    while let Some(at) = to_see.pop_front() {
        let is_start = came_from.get(&at).is_some_and(Option::is_none);
        let Some(role) = chain.roles.get(at.role) else { continue };
        // Whoever raises an issue does not decide it.
        if role.decides && !is_start {
            continue;
        }
        match onward(chain, role, at, vacant) {
            Ok(next) => {
                for stand in next {
                    came_from.entry(stand).or_insert_with(|| {
                        to_see.push_back(stand);
                        Some(at)
                    });
                }
            }
            Err(stop) => return Some(DeadEnd { way: way_to(at, &came_from), stop }),
        }
    }
    None
}

/// Where issues start.
fn starts(chain: &Chain, vacant: Option<usize>) -> Vec<Stand> {
    let mut starts = Vec::new();
    for (index, role) in chain.roles.iter().enumerate().filter(|(_, role)| role.raises) {
        if role.posts.is_empty() {
            starts.push(Stand { role: index, actor: None, raiser: None });
        }
        let posts = chain.actors(role, vacant).into_iter();
        starts.extend(posts.map(|post| Stand { role: index, actor: Some(post), raiser: Some(post) }));
    }
    starts
}

/// Where an issue may go next.
fn onward(chain: &Chain, role: &Role, at: Stand, vacant: Option<usize>) -> Result<Vec<Stand>, Stop> {
    let mut next = Vec::new();
    let mut only_itself = None;
    for target in &role.escalates_to {
        let Some(onto) = chain.roles.get(*target) else { continue };
        for actor in chain.actors(onto, vacant) {
            if Some(actor) == at.actor || Some(actor) == at.raiser {
                only_itself = Some(Stop::OnlyItself { role: *target, post: actor });
            } else {
                next.push(Stand { role: *target, actor: Some(actor), raiser: at.raiser });
            }
        }
    }
    match (next.is_empty(), only_itself, role.escalates_to.is_empty()) {
        (false, ..) => Ok(next),
        (true, Some(only_itself), _) => Err(only_itself),
        (true, None, true) => Err(Stop::NoNext),
        (true, None, false) => Err(Stop::Unmanned(role.escalates_to.clone())),
    }
}

fn way_to(end: Stand, came_from: &BTreeMap<Stand, Option<Stand>>) -> Vec<Stand> {
    let mut way = vec![end];
    let mut at = end;
    while let Some(Some(earlier)) = came_from.get(&at) {
        way.push(*earlier);
        at = *earlier;
    }
    way.reverse();
    way
}

/// The shortest circle of roles that issues can reach, from a role back to it; the first role
/// stands at both ends. Roles in which nobody can act, and roles that decide, let nothing through.
pub(super) fn circle(chain: &Chain, vacant: Option<usize>) -> Option<Vec<usize>> {
    let starts: Vec<usize> = roles_where(chain, |role| role.raises && chain.is_manned(role, vacant));
    let is_reached = |role: &usize| {
        starts.contains(role) || starts.iter().any(|start| through(chain, *start, *role, vacant).is_some())
    };
    let passing = roles_where(chain, |role| !role.decides);
    let circles = passing.into_iter().filter(is_reached).filter_map(|role| through(chain, role, role, vacant));
    circles.min_by_key(Vec::len)
}

fn roles_where(chain: &Chain, wanted: impl Fn(&Role) -> bool) -> Vec<usize> {
    chain.roles.iter().enumerate().filter(|(_, role)| wanted(role)).map(|(index, _)| index).collect()
}

/// The shortest way from one role on to another, which may be the same. A role that decides ends
/// a way, unless it begins it. That a role escalates to itself is told as such and is no way.
fn through(chain: &Chain, from: usize, to: usize, vacant: Option<usize>) -> Option<Vec<usize>> {
    let mut ways: VecDeque<Vec<usize>> = VecDeque::from([vec![from]]);
    let mut seen = Vec::new();
    while let Some(way) = ways.pop_front() {
        let last = *way.last()?;
        let role = chain.roles.get(last)?;
        if role.decides && way.len() > 1 {
            continue;
        }
        for target in role.escalates_to.iter().filter(|target| **target != last) {
            if !chain.roles.get(*target).is_some_and(|onto| chain.is_manned(onto, vacant)) {
                continue;
            }
            let longer: Vec<usize> = way.iter().copied().chain([*target]).collect();
            if *target == to {
                return Some(longer);
            }
            if !seen.contains(target) {
                seen.push(*target);
                ways.push_back(longer);
            }
        }
    }
    None
}

/// The roles between some roles and another, on the shortest way as the chain is written, whoever
/// can act: empty where one leads straight to it, none where no way does.
pub fn way_between(chain: &Chain, from: &[usize], to: usize) -> Option<Vec<usize>> {
    let mut ways: VecDeque<Vec<usize>> = from.iter().map(|start| vec![*start]).collect();
    let mut seen = Vec::new();
    while let Some(way) = ways.pop_front() {
        for target in &chain.roles.get(*way.last()?)?.escalates_to {
            if *target == to {
                return Some(way.into_iter().skip(1).collect());
            }
            if !seen.contains(target) {
                seen.push(*target);
                ways.push_back(way.iter().copied().chain([*target]).collect());
            }
        }
    }
    None
}
