//! How alike two texts are: the share of their words that both have.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::words;

/// Texts that share at least half of their words may be versions of each other.
const LIKE: (usize, usize) = (1, 2);

/// Texts that share less than this have perhaps nothing to do with each other.
const UNLIKE: (usize, usize) = (3, 10);

/// A word that stands in more texts than this tells none of them apart.
const COMMON: usize = 50;

/// The words of a text or of several, each once.
pub struct Words {
    words: BTreeSet<String>,
    /// Whether they are more than figures: figures tell nothing apart.
    are_telling: bool,
}

/// Of the words that either has, those that both have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    both: usize,
    either: usize,
}

impl Share {
    fn reaches(self, (part, whole): (usize, usize)) -> bool {
        self.both * whole >= self.either * part
    }

    fn is_like(self) -> bool {
        self.both > 0 && self.reaches(LIKE)
    }

    fn is_unlike(self) -> bool {
        !self.reaches(UNLIKE)
    }

    /// Orders the greater share first.
    fn order(self, other: Share) -> std::cmp::Ordering {
        (other.both * self.either).cmp(&(self.both * other.either))
    }
}

impl Words {
    /// The words of some texts together.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Words {
        let all: BTreeSet<String> = texts.into_iter().flat_map(words).map(|(word, _)| word).collect();
        // Dates and figures are alike in texts that have nothing to do with each other.
        let telling: BTreeSet<String> =
            all.iter().filter(|word| word.chars().any(char::is_alphabetic)).cloned().collect();
        let are_telling = !telling.is_empty();
        Words { words: if are_telling { telling } else { all }, are_telling }
    }

    /// Whether the words tell the text from others.
    pub fn are_telling(&self) -> bool {
        self.are_telling
    }

    /// Whether another text is so unlike that the two are perhaps not versions of one.
    pub fn is_unlike(&self, other: &Words) -> bool {
        self.are_telling && other.are_telling && self.share(other).is_unlike()
    }

    fn share(&self, other: &Words) -> Share {
        let both = self.words.intersection(&other.words).count();
        Share { both, either: self.words.len() + other.words.len() - both }
    }
}

/// Pairs the texts that are most alike, the best first; positions into the two lists.
///
/// Only texts with a word in common that is rare among them are weighed, so that two long lists
/// cost what they hold and not the product.
pub fn pair(before: &[Words], after: &[Words]) -> Vec<(usize, usize)> {
    let mut having: HashMap<&str, Vec<usize>> = HashMap::new();
    for (position, words) in after.iter().enumerate() {
        words.words.iter().for_each(|word| having.entry(word).or_default().push(position));
    }
    let few = after.len() <= COMMON;
    let mut weighed: BTreeMap<(usize, usize), Share> = BTreeMap::new();
    for (position, words) in before.iter().enumerate() {
        let met = words.words.iter().filter_map(|word| having.get(word.as_str()));
        for other in met.filter(|met| few || met.len() <= COMMON).flatten() {
            if let Some(theirs) = after.get(*other) {
                weighed.entry((position, *other)).or_insert_with(|| words.share(theirs));
            }
        }
    }
    let mut likely: Vec<((usize, usize), Share)> = weighed.into_iter().filter(|(_, share)| share.is_like()).collect();
    likely.sort_by(|(left, left_share), (right, right_share)| left_share.order(*right_share).then(left.cmp(right)));
    let (mut used_before, mut used_after) = (BTreeSet::new(), BTreeSet::new());
    likely.retain(|((old, new), _)| {
        let is_free = !used_before.contains(old) && !used_after.contains(new);
        if is_free {
            used_before.insert(*old);
            used_after.insert(*new);
        }
        is_free
    });
    likely.into_iter().map(|(pair, _)| pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        Words::of([text])
    }

    #[test]
    fn the_most_alike_are_paired_first_and_each_once() {
        let before = [words("a named post checks each placement"), words("the board reads the report")];
        let after = [
            words("the board reads the annual report"),
            words("a named post checks each placement monthly"),
            words("something else"),
        ];
        assert_eq!(pair(&before, &after), [(0, 1), (1, 0)]);
    }

    #[test]
    fn half_of_the_words_is_like_and_less_is_not() {
        assert!(words("a b").share(&words("a")).is_like());
        assert!(!words("a b c").share(&words("a d")).is_like());
        assert!(!words("").share(&words("")).is_like());
        // 3 of 10 is not yet unlike, 2 of 9 is.
        assert!(!words("a b c d e f").share(&words("a b c x y z w")).is_unlike());
        assert!(words("a b c d e").share(&words("a b x y z w")).is_unlike());
    }
}
