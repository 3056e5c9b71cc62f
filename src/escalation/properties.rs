//! Chains at random, held against a search through every way that there is.

use proptest::collection::vec;
use proptest::prelude::*;

use super::walk::{circle, dead_end};
use super::*;

const MOST_ROLES: usize = 5;
const MOST_POSTS: usize = 4;

prop_compose! {
    fn role()(
        raises in any::<bool>(),
        decides in prop::bool::weighted(0.3),
        posts in vec(0..MOST_POSTS, 0..3),
        escalates_to in vec(0..MOST_ROLES, 0..3),
        count in prop::option::of(1_u32..9),
    ) -> Role {
        let within = count.map(|count| Period { count, unit: crate::calendar::Unit::Days });
        Role { name: String::new(), raises, decides, posts, escalates_to, within }
    }
}

prop_compose! {
    fn any_chain()(
        roles in vec(role(), MOST_ROLES),
        posts in vec((prop::bool::weighted(0.8), prop::option::of(0..MOST_POSTS)), MOST_POSTS),
    ) -> Chain {
        let post = |(filled, deputy): (bool, Option<usize>)| {
            Post { name: String::new(), filled: if filled { Truth::True } else { Truth::False }, deputy }
        };
        Chain { roles, posts: posts.into_iter().map(post).collect(), limit: None }
    }
}

/// Who can act in a role, asked post by post.
fn who(chain: &Chain, role: usize, vacant: Option<usize>) -> Vec<usize> {
    let there = |post: usize| vacant != Some(post) && chain.posts[post].filled == Truth::True;
    (0..chain.posts.len())
        .filter(|candidate| {
            there(*candidate)
                && chain.roles[role]
                    .posts
                    .iter()
                    .any(|held| held == candidate || (!there(*held) && chain.posts[*held].deputy == Some(*candidate)))
        })
        .collect()
}

/// Follows every way of at most so many steps; calls back with each that ends where nobody decides.
fn follow(
    chain: &Chain,
    vacant: Option<usize>,
    way: &mut Vec<(usize, Option<usize>)>,
    left: usize,
    found: &mut Vec<usize>,
) {
    let (role, actor) = *way.last().unwrap();
    if way.len() > 1 && chain.roles[role].decides {
        return;
    }
    let raiser = way[0].1;
    let mut went = false;
    for target in chain.roles[role].escalates_to.clone() {
        for next in who(chain, target, vacant) {
            if Some(next) == actor || Some(next) == raiser {
                continue;
            }
            went = true;
            if left > 0 {
                way.push((target, Some(next)));
                follow(chain, vacant, way, left - 1, found);
                way.pop();
            }
        }
    }
    if !went {
        found.push(way.len());
    }
}

/// The length of the shortest way that ends where nobody decides, by trying all of them.
fn shortest_dead_end(chain: &Chain, vacant: Option<usize>) -> Option<usize> {
    let mut found = Vec::new();
    for (role, own) in chain.roles.iter().enumerate().filter(|(_, role)| role.raises) {
        let mut starts: Vec<Option<usize>> = who(chain, role, vacant).into_iter().map(Some).collect();
        if own.posts.is_empty() {
            starts.push(None);
        }
        for actor in starts {
            follow(chain, vacant, &mut vec![(role, actor)], 7, &mut found);
        }
    }
    found.into_iter().min()
}

/// The length of the shortest circle, by trying every way through roles that do not decide.
fn shortest_circle(chain: &Chain, vacant: Option<usize>) -> Option<usize> {
    fn go(chain: &Chain, vacant: Option<usize>, way: &mut Vec<usize>, found: &mut Vec<usize>) {
        let last = *way.last().unwrap();
        if way.len() > 1 && chain.roles[last].decides {
            return;
        }
        for target in chain.roles[last].escalates_to.clone() {
            let manned = !who(chain, target, vacant).is_empty()
                || (chain.roles[target].raises && chain.roles[target].posts.is_empty());
            if target == last || !manned {
                continue;
            }
            match way.iter().position(|seen| *seen == target) {
                // The circle is the part of the way since then; where it began it does not decide.
                Some(from) if !chain.roles[target].decides => found.push(way.len() - from + 1),
                Some(_) => {}
                None => {
                    way.push(target);
                    go(chain, vacant, way, found);
                    way.pop();
                }
            }
        }
    }
    let mut found = Vec::new();
    for (role, own) in chain.roles.iter().enumerate().filter(|(_, role)| role.raises) {
        if own.posts.is_empty() || !who(chain, role, vacant).is_empty() {
            go(chain, vacant, &mut vec![role], &mut found);
        }
    }
    found.into_iter().min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_shortest_dead_end_is_found(chain in any_chain(), vacant in prop::option::of(0..MOST_POSTS)) {
        let found = dead_end(&chain, vacant).map(|end| end.way.len());
        prop_assert_eq!(found, shortest_dead_end(&chain, vacant));
    }

    #[test]
    fn the_shortest_circle_is_found(chain in any_chain(), vacant in prop::option::of(0..MOST_POSTS)) {
        let found = circle(&chain, vacant);
        prop_assert_eq!(found.as_ref().map(Vec::len), shortest_circle(&chain, vacant));
    }

    #[test]
    fn the_longest_time_is_that_of_some_way_and_of_none_longer(chain in any_chain()) {
        let mut sums = Vec::new();
        let mut is_clean = true;
        for (role, own) in chain.roles.iter().enumerate().filter(|(_, role)| role.raises) {
            if own.posts.is_empty() || !who(&chain, role, None).is_empty() {
                is_clean &= add_up(&chain, &mut vec![role], 0, &mut sums);
            }
        }
        match longest(&chain, None) {
            Longest::Takes(time, _) => prop_assert!(is_clean && sums.iter().max() == Some(&time.count)),
            Longest::NoLimit(_) => prop_assert!(!is_clean),
            Longest::NoEnd => prop_assert!(!is_clean || sums.is_empty()),
            Longest::Mixed => prop_assert!(false, "all limits are in days"),
        }
    }
}

/// Adds up every way; false where one comes back to a role or has a role without a limit.
fn add_up(chain: &Chain, way: &mut Vec<usize>, sum: u32, sums: &mut Vec<u32>) -> bool {
    let last = *way.last().unwrap();
    let mut went = false;
    let mut is_clean = true;
    if way.len() == 1 || !chain.roles[last].decides {
        for target in chain.roles[last].escalates_to.clone() {
            let onto = &chain.roles[target];
            if who(chain, target, None).is_empty() && !(onto.raises && onto.posts.is_empty()) {
                continue;
            }
            let Some(within) = onto.within.filter(|_| onto.decides || !way.contains(&target)) else { return false };
            went = true;
            way.push(target);
            is_clean &= add_up(chain, way, sum + within.count, sums);
            way.pop();
        }
    }
    if !went && way.len() > 1 {
        sums.push(sum);
    }
    is_clean
}
