//! Sums of weights that are kept, from token to token and from document to document.
//!
//! A word's own features weigh the same wherever it stands, and so do those of its surroundings that hang on few facts
//! together: the same names, the same pairs of words, the same ways of writing come again and again. What is kept
//! changes no sum; it is forgotten when it has grown.

use super::features::{self, Group, OFFSETS, Surroundings};
use super::reading::{Line, Reading};
use super::vocabulary::Vocabulary;
use super::weights::{Sums, Weights};

/// How many words are kept at most when a document begins: some 3 MB with their sums.
const MOST_WORDS: usize = 12_000;
/// How many sums of surroundings there is room for: a power of two.
const ROOM: usize = 1 << 12;

/// What is kept.
#[derive(Debug, Default)]
pub(super) struct Kept {
    vocabulary: Vocabulary,
    /// For each word and offset one more than the place of its sum in `sums`; 0 where it is not made yet.
    places: Vec<[u32; OFFSETS.len()]>,
    sums: Vec<Sums>,
    /// What stands beyond the sentence, by offset.
    beyond: Option<[Sums; OFFSETS.len()]>,
    /// Sums of surroundings, each where its key falls.
    around: Vec<(u64, Sums)>,
}

impl Kept {
    /// The words, for the next document; all is forgotten before where it has grown too large.
    pub(super) fn take_vocabulary(&mut self) -> Vocabulary {
        if self.vocabulary.len() > MOST_WORDS {
            *self = Self::default();
        }
        std::mem::take(&mut self.vocabulary)
    }

    /// The words back, with those of the document.
    pub(super) fn give_vocabulary(&mut self, vocabulary: Vocabulary) {
        self.vocabulary = vocabulary;
    }

    /// The weights of a token but for those that a first pass gives. `reading` has the words of this.
    pub(super) fn sums(&mut self, weights: &Weights, reading: &Reading<'_>, line: &Line, at: usize) -> Sums {
        let mut sums = Sums::default();
        for (n, offset) in OFFSETS.into_iter().enumerate() {
            let number = (at + n).checked_sub(2).and_then(|at| line.words.get(at)).copied();
            sums.add(self.word(weights, reading, number, n, offset));
        }
        if let Some(surroundings) = Surroundings::new(reading, line, at) {
            self.add_surroundings(weights, &surroundings, &mut sums);
        }
        sums
    }

    /// The weights of a word at an offset.
    fn word(
        &mut self,
        weights: &Weights,
        reading: &Reading<'_>,
        number: Option<u32>,
        n: usize,
        offset: i32,
    ) -> &Sums {
        let sum = |word: Option<&features::Word>, offset: i32| {
            let mut sums = Sums::default();
            features::word(word, offset, |feature| weights.add(&mut sums, feature));
            sums
        };
        let Some(number) = number.map(|number| number as usize) else {
            return &self.beyond.get_or_insert_with(|| OFFSETS.map(|offset| sum(None, offset)))[n];
        };
        if number >= self.places.len() {
            self.places.resize(reading.distinct().max(number + 1), [0; OFFSETS.len()]);
        }
        if self.places[number][n] == 0 {
            self.sums.push(sum(reading.word(number as u32), offset));
            self.places[number][n] = self.sums.len() as u32;
        }
        &self.sums[self.places[number][n] as usize - 1]
    }

    /// Adds the weights of a token's surroundings.
    fn add_surroundings(&mut self, weights: &Weights, surroundings: &Surroundings, sums: &mut Sums) {
        if self.around.is_empty() {
            // No group has this key.
            self.around = vec![(u64::MAX, Sums::default()); ROOM];
        }
        let mut wanted = Group::Other.bit();
        let mut parts = [Sums::default(); Group::ALL.len()];
        let keys = Group::ALL.map(|group| surroundings.key(group));
        for (group, key) in Group::ALL.into_iter().zip(keys).skip(1) {
            let (known, kept) = &self.around[slot(key)];
            if *known == key {
                sums.add(kept);
            } else {
                wanted |= group.bit();
            }
        }
        surroundings.features(wanted, |group, feature| weights.add(&mut parts[group as usize], feature));
        for ((group, key), part) in Group::ALL.into_iter().zip(keys).zip(&parts) {
            if wanted & group.bit() != 0 {
                sums.add(part);
                if group != Group::Other {
                    self.around[slot(key)] = (key, *part);
                }
            }
        }
    }
}

/// Where a key falls.
fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize & (ROOM - 1)
}

#[cfg(test)]
mod tests {
    use super::super::Lists;
    use super::super::lattice::LABELS;
    use super::*;
    use crate::text::sentence::sentences;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The features of each token of a text, as training has them.
    fn features_of(reading: &Reading<'_>) -> Vec<Vec<u32>> {
        let mut found = Vec::new();
        for line in &reading.lines {
            for at in 0..line.tokens.len() {
                let mut here = Vec::new();
                for offset in OFFSETS {
                    let number = usize::try_from(at as i32 + offset).ok().and_then(|at| line.words.get(at));
                    let word = number.and_then(|&number| reading.word(number));
                    features::word(word, offset, |feature| here.push(feature));
                }
                features::context(reading, line, at, |feature| here.push(feature));
                found.push(here);
            }
        }
        found
    }

    /// Some weights for some of the features.
    fn weights_of(features: &[Vec<u32>]) -> Weights {
        let row = |hash: u32| std::array::from_fn::<i8, LABELS, _>(|label| (hash >> label) as i8);
        let some = features.iter().flatten().filter(|&&hash| hash % 4 != 0);
        let parts: BTreeMap<u32, [i8; LABELS]> = some.map(|&hash| (hash, row(hash))).collect();
        Weights::new(&parts.into_iter().collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn what_is_kept_equals_what_is_summed_anew(
            texts in prop::collection::vec(
                "((The|the|Mr|Ann|Roe|ROE|of|said|@|in|New|Debden|7|é|ក|😀|U.S.|Roe's|,|\\.|-) ){0,14}",
                1..4,
            )
        ) {
            let (lists, mut kept) = (Lists::default(), Kept::default());
            let laid: Vec<Reading<'_>> =
                texts.iter().map(|text| Reading::new(text, &sentences(text), &lists)).collect();
            let weights = weights_of(&laid.iter().flat_map(features_of).collect::<Vec<_>>());
            // The second time all is kept.
            for (text, alone) in texts.iter().zip(&laid).chain(texts.iter().zip(&laid)) {
                let reading = Reading::with(text, &sentences(text), &lists, kept.take_vocabulary());
                let places = reading.lines.iter().flat_map(|line| (0..line.tokens.len()).map(move |at| (line, at)));
                for ((line, at), features) in places.zip(features_of(alone)) {
                    let mut expect = Sums::default();
                    for feature in features {
                        weights.add(&mut expect, feature);
                    }
                    prop_assert_eq!(kept.sums(&weights, &reading, line, at), expect);
                }
                kept.give_vocabulary(reading.into_vocabulary());
            }
        }
    }

    #[test]
    fn what_has_grown_is_forgotten() {
        let lists = Lists::default();
        let mut kept = Kept::default();
        let many: Vec<String> = (0..=MOST_WORDS).map(|n| n.to_string()).collect();
        let many = many.join(" w");
        for (text, expect) in [("Ann Roe", 2), (&many, MOST_WORDS + 3), ("Ann", 1), ("", 1)] {
            let reading = Reading::with(text, &sentences(text), &lists, kept.take_vocabulary());
            assert_eq!(reading.distinct(), expect);
            kept.give_vocabulary(reading.into_vocabulary());
        }
    }
}
