//! The smallest set of parts that is enough, found by trying.

/// Of some parts, a smallest set for which `is_enough` holds; none where not even all are enough
/// or the trials run out: there are `trials` of them, and `is_enough` may end them by giving none.
///
/// Sets of one and of two are tried first, so that a cause of one or two edits is the smallest
/// there is. Beyond that the set is one from which nothing can be left out (delta debugging).
pub(super) fn minimal<T: Copy>(
    parts: &[T],
    trials: &mut usize,
    is_enough: &mut dyn FnMut(&[T]) -> Option<bool>,
) -> Option<Vec<T>> {
    /// Beyond this many parts, pairs are too many to try.
    const PAIRED: usize = 12;
    let mut enough = |set: &[T]| {
        if *trials == 0 {
            return None;
        }
        *trials -= 1;
        is_enough(set)
    };
    if !enough(parts)? {
        return None;
    }
    if parts.len() < 2 {
        return Some(parts.to_vec());
    }
    // Many parts are halved first: the one that matters is mostly in a small part of them.
    let mut set = parts.to_vec();
    if parts.len() > PAIRED {
        set = reduced(set, &mut enough)?;
    }
    for part in &set {
        if enough(&[*part])? {
            return Some(vec![*part]);
        }
    }
    if set.len() <= 2 {
        return Some(set);
    }
    if set.len() <= PAIRED {
        for (at, first) in set.iter().enumerate() {
            for second in set.iter().skip(at + 1) {
                if enough(&[*first, *second])? {
                    return Some(vec![*first, *second]);
                }
            }
        }
    }
    reduced(set, &mut enough)
}

/// A set from which nothing can be left out (the algorithm ddmin).
fn reduced<T: Copy>(mut set: Vec<T>, enough: &mut dyn FnMut(&[T]) -> Option<bool>) -> Option<Vec<T>> {
    let mut pieces = 2;
    while set.len() >= 2 {
        let size = set.len().div_ceil(pieces);
        let chunks: Vec<Vec<T>> = set.chunks(size).map(<[T]>::to_vec).collect();
        let mut smaller = None;
        for chunk in &chunks {
            if enough(chunk)? {
                smaller = Some((chunk.clone(), 2));
                break;
            }
        }
        if smaller.is_none() && chunks.len() > 2 {
            for left_out in 0..chunks.len() {
                let kept = chunks.iter().enumerate().filter(|(at, _)| *at != left_out);
                let rest: Vec<T> = kept.flat_map(|(_, chunk)| chunk.iter().copied()).collect();
                if enough(&rest)? {
                    smaller = Some((rest, (pieces - 1).max(2)));
                    break;
                }
            }
        }
        match smaller {
            Some((less, next)) => (set, pieces) = (less, next),
            None if pieces >= set.len() => break,
            None => pieces = (pieces * 2).min(set.len()),
        }
    }
    Some(set)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_is_found_though_two_would_do() {
        let mut trials = 100;
        let found = minimal(&[1, 2, 3, 4], &mut trials, &mut |set| {
            Some(set.contains(&3) || (set.contains(&1) && set.contains(&2)))
        });
        assert_eq!(found, Some(vec![3]));
    }

    #[test]
    fn what_is_never_enough_and_what_is_out_of_trials_gives_nothing() {
        assert_eq!(minimal(&[1, 2], &mut 100, &mut |_| Some(false)), None);
        assert_eq!(minimal(&[1, 2, 3], &mut 2, &mut |set| Some(set.len() == 3)), None);
    }

    proptest! {
        /// A planted culprit of any size is found in any set of edits.
        #[test]
        fn the_planted_culprit_is_found(
            (size, culprit) in (1_usize..60).prop_flat_map(|size| {
                (Just(size), proptest::collection::btree_set(0..size, 1..=size.min(5)))
            })
        ) {
            let parts: Vec<usize> = (0..size).collect();
            let found = minimal(&parts, &mut 100_000, &mut |set| Some(culprit.iter().all(|part| set.contains(part))));
            let mut found = found.unwrap();
            found.sort_unstable();
            prop_assert_eq!(found, culprit.into_iter().collect::<Vec<_>>());
        }
    }
}
