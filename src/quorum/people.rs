//! Sets of people by number, and the matching of people to slots.

/// How many voices a meeting can have; more are reported, never dropped.
pub(super) const MOST_VOICES: usize = 512;

const WORDS: usize = MOST_VOICES / 64;

/// A set of voices, each by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct VoiceSet([u64; WORDS]);

impl VoiceSet {
    /// The set without anyone.
    pub(super) const EMPTY: Self = Self([0; WORDS]);

    /// The first so many voices.
    pub(super) fn first(count: usize) -> Self {
        (0..count).collect()
    }

    /// Adds a voice.
    pub(super) fn insert(&mut self, voice: usize) {
        if let Some(word) = self.0.get_mut(voice / 64) {
            *word |= 1 << (voice % 64);
        }
    }

    /// Takes a voice out.
    pub(super) fn remove(&mut self, voice: usize) {
        if let Some(word) = self.0.get_mut(voice / 64) {
            *word &= !(1 << (voice % 64));
        }
    }

    /// Whether the voice is in the set.
    pub(super) fn contains(&self, voice: usize) -> bool {
        self.0.get(voice / 64).is_some_and(|word| word >> (voice % 64) & 1 == 1)
    }

    /// Those in both sets.
    pub(super) fn and(&self, other: &Self) -> Self {
        self.combine(other, |mine, theirs| mine & theirs)
    }

    /// Those in either set.
    pub(super) fn or(&self, other: &Self) -> Self {
        self.combine(other, |mine, theirs| mine | theirs)
    }

    /// Those in this set but not in the other.
    pub(super) fn minus(&self, other: &Self) -> Self {
        self.combine(other, |mine, theirs| mine & !theirs)
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether there is nobody.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The voices in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(index, word)| {
            let next = |left: &u64| (left & (left - 1) != 0).then(|| left & (left - 1));
            std::iter::successors((word != 0).then_some(word), next)
                .map(move |left| index * 64 + left.trailing_zeros() as usize)
        })
    }

    fn combine(&self, other: &Self, operation: impl Fn(u64, u64) -> u64) -> Self {
        let mut result = *self;
        for (mine, theirs) in result.0.iter_mut().zip(other.0.iter()) {
            *mine = operation(*mine, *theirs);
        }
        result
    }
}

impl FromIterator<usize> for VoiceSet {
    fn from_iter<I: IntoIterator<Item = usize>>(voices: I) -> Self {
        let mut set = Self::EMPTY;
        voices.into_iter().for_each(|voice| set.insert(voice));
        set
    }
}

/// Fills as many slots as can be filled by different voices.
///
/// Gives for each slot the voice that fills it. A voice already placed moves to
/// another slot where that lets one more slot be filled (augmenting paths), so
/// the number of filled slots is the greatest possible.
pub(super) fn fill(slots: &[VoiceSet]) -> Vec<Option<usize>> {
    let mut filled: Vec<Option<usize>> = vec![None; slots.len()];
    for slot in 0..slots.len() {
        let mut tried = VoiceSet::EMPTY;
        place(slot, slots, &mut filled, &mut tried);
    }
    filled
}

fn place(slot: usize, slots: &[VoiceSet], filled: &mut Vec<Option<usize>>, tried: &mut VoiceSet) -> bool {
    let Some(allowed) = slots.get(slot) else {
        return false;
    };
    for voice in allowed.iter() {
        if tried.contains(voice) {
            continue;
        }
        tried.insert(voice);
        let holder = filled.iter().position(|placed| *placed == Some(voice));
        let free = match holder {
            None => true,
            Some(other) => place(other, slots, filled, tried),
        };
        if free {
            if let Some(entry) = filled.get_mut(slot) {
                *entry = Some(voice);
            }
            return true;
        }
    }
    false
}
