//! Where two texts differ, word by word: what one has in the place of what the other has.

use super::words;

/// Words of one text that stand in the place of words of the other; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The words of the first text, as printed.
    pub first: String,
    /// The words of the second text, as printed.
    pub second: String,
}

/// Beyond this many words a text is compared as a whole: the table of all pairs would be too large.
const MOST_WORDS: usize = 1500;

/// At most how many pairs of words are compared to find where two texts differ; a word has a letter and
/// a space at least.
pub fn pairs_compared(first: &str, second: &str) -> usize {
    let most = |text: &str| (text.len() / 2).min(MOST_WORDS);
    most(first) * most(second)
}

/// Where two texts differ, in order; letter case, spacing and marks make no difference.
pub fn replacements(first: &str, second: &str) -> Vec<Replacement> {
    let (own, other) = (words(first), words(second));
    let same =
        |left: usize, right: usize| matches!((own.get(left), other.get(right)), (Some(a), Some(b)) if a.0 == b.0);
    if own.iter().map(|(word, _)| word).eq(other.iter().map(|(word, _)| word)) {
        return Vec::new();
    }
    if own.len() > MOST_WORDS || other.len() > MOST_WORDS {
        return vec![Replacement { first: first.to_owned(), second: second.to_owned() }];
    }
    // How many words the two have in common, in order, from a pair of places on.
    let width = other.len() + 1;
    let mut common = vec![0_u32; (own.len() + 1) * width];
    let at = |left: usize, right: usize| left * width + right;
    let count = |common: &[u32], left, right| common.get(at(left, right)).copied().unwrap_or(0);
    for left in (0..own.len()).rev() {
        for right in (0..other.len()).rev() {
            let most = if same(left, right) {
                count(&common, left + 1, right + 1) + 1
            } else {
                count(&common, left + 1, right).max(count(&common, left, right + 1))
            };
            if let Some(cell) = common.get_mut(at(left, right)) {
                *cell = most;
            }
        }
    }
    let printed = |text: &str, places: &[(String, std::ops::Range<usize>)], from: usize, to: usize| {
        let ends = places.get(from).zip(to.checked_sub(1).and_then(|last| places.get(last)));
        let span = ends.filter(|_| from < to).map(|(start, end)| start.1.start..end.1.end);
        span.and_then(|span| text.get(span)).unwrap_or_default().to_owned()
    };
    let mut found = Vec::new();
    let (mut left, mut right) = (0, 0);
    while left < own.len() || right < other.len() {
        let (from_left, from_right) = (left, right);
        while (left < own.len() || right < other.len()) && !same(left, right) {
            let skips_left = left < own.len()
                && (right >= other.len() || count(&common, left + 1, right) >= count(&common, left, right + 1));
            if skips_left { left += 1 } else { right += 1 }
        }
        if left > from_left || right > from_right {
            found.push(Replacement {
                first: printed(first, &own, from_left, left),
                second: printed(second, &other, from_right, right),
            });
        }
        while same(left, right) {
            left += 1;
            right += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wording::plain;

    fn told(first: &str, second: &str) -> Vec<(String, String)> {
        replacements(first, second).into_iter().map(|one| (one.first, one.second)).collect()
    }

    fn pair(first: &str, second: &str) -> (String, String) {
        (first.to_owned(), second.to_owned())
    }

    #[test]
    fn what_stands_in_the_place_of_what_is_shown() {
        assert_eq!(told("Be evidence-based", "be  evidence based."), []);
        assert_eq!(
            told(
                "Assess needs that can be met or affected by the Council and the CCGs or NHS England",
                "assess needs that can be met or influenced by the Council with CCGs or NHS England"
            ),
            [pair("affected", "influenced"), pair("and the", "with")]
        );
        assert_eq!(told("one two", "one two three"), [pair("", "three")]);
        assert_eq!(told("zero one", "one"), [pair("zero", "")]);
    }

    proptest! {
        /// Putting the second's words in the place of the first's makes the second of the first.
        #[test]
        fn the_replacements_are_all(first in "[abc]( [abc]){0,8}", second in "[abc]( [abc]){0,8}") {
            let found = replacements(&first, &second);
            let of = |pick: fn(&Replacement) -> &String| found.iter().map(|one| plain(pick(one)).split(' ').filter(|word| !word.is_empty()).count()).sum::<usize>();
            let count = |text: &str| text.split(' ').count();
            prop_assert_eq!(count(&first) - of(|one| &one.first), count(&second) - of(|one| &one.second));
            prop_assert_eq!(found.is_empty(), first == second);
        }
    }
}
