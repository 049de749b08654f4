//! What a search does with every posting that it reads: adds up what occurrences count, joins sets of documents, finds
//! the best. Which words must be there and how much each counts is the query's; here are the loops, in the layer that
//! is compiled for speed.
//!
//! Input: postings, and what an occurrence counts in a field of each length. Output: documents with sums, ascending,
//! the same to the last bit however the documents are spread over segments.

use std::cmp::Ordering;

use super::postings::Postings;
use crate::order;

/// Of fewer documents than one in so many, a list is shorter to sort than arrays of all documents are to fill.
const SPARSE: usize = 32;

/// A document, by its ordinal, and how often it has what is looked for, each occurrence weighed; or its score.
pub type Match = (u32, f64);

/// What an occurrence counts in a field, for each code of the field's length.
pub type Weights = [f64; 256];

/// A list of postings with what its occurrences count.
pub struct Weighed<'a> {
    /// The documents and frequencies.
    pub postings: &'a Postings,
    /// The length code of each document of the segment.
    pub codes: &'a [u8],
    /// What an occurrence counts by the length of the field.
    pub weights: &'a Weights,
    /// What an occurrence of this form counts.
    pub form: f64,
}

impl Weighed<'_> {
    fn occurrences(&self) -> impl Iterator<Item = Match> {
        self.postings.docs.iter().zip(&self.postings.freqs).map(|(&doc, &freq)| {
            let code = self.codes.get(doc as usize).copied().unwrap_or(0);
            (doc, f64::from(freq) * (self.form * self.weights[usize::from(code)]))
        })
    }
}

/// The documents of some lists, ascending, with what their occurrences count together. A segment has `documents`.
pub fn sum(lists: &[Weighed<'_>], documents: u32) -> Vec<Match> {
    let mut found = Vec::new();
    let postings: usize = lists.iter().map(|list| list.postings.docs.len()).sum();
    if lists.len() == 1 || postings < documents as usize / SPARSE {
        found.reserve(postings);
        for list in lists {
            found.extend(list.occurrences());
        }
        if lists.len() > 1 {
            add_up(&mut found);
        }
        return found;
    }
    let mut set = Documents::none(documents);
    let mut sums = vec![0.0; documents as usize];
    for list in lists {
        for (doc, counted) in list.occurrences() {
            if let Some(sum) = sums.get_mut(doc as usize) {
                *sum += counted;
                set.insert(doc);
            }
        }
    }
    set.take(&sums)
}

/// Sorts matches by document and adds up those of the same one, in the order in which they came.
pub fn add_up(matches: &mut Vec<Match>) {
    if !matches.is_sorted_by_key(|one| one.0) {
        order::sort_by_key(matches, |one| one.0);
    }
    matches.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
}

/// A set of documents, by ordinal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documents {
    words: Vec<u64>,
}

impl Documents {
    /// No one of `count` documents.
    pub fn none(count: u32) -> Self {
        Self { words: vec![0; count.div_ceil(64) as usize] }
    }

    /// All of `count` documents.
    pub fn all(count: u32) -> Self {
        let mut set = Self::none(count);
        let mut left = count;
        for word in &mut set.words {
            *word = u64::MAX >> (64 - left.min(64));
            left = left.saturating_sub(64);
        }
        set
    }

    /// These of `count` documents.
    pub fn of(docs: &[u32], count: u32) -> Self {
        let mut set = Self::none(count);
        for &doc in docs {
            set.insert(doc);
        }
        set
    }

    /// Those of `count` documents for which something holds.
    pub fn with(count: u32, holds: &dyn Fn(usize) -> bool) -> Self {
        let mut set = Self::none(count);
        for doc in 0..count {
            if holds(doc as usize) {
                set.insert(doc);
            }
        }
        set
    }

    /// Adds a document, if it is one of those that there are.
    #[inline]
    pub fn insert(&mut self, doc: u32) {
        if let Some(word) = self.words.get_mut(doc as usize / 64) {
            *word |= 1 << (doc % 64);
        }
    }

    /// Takes a document out.
    pub fn remove(&mut self, doc: u32) {
        if let Some(word) = self.words.get_mut(doc as usize / 64) {
            *word &= !(1 << (doc % 64));
        }
    }

    /// Adds the documents of another set.
    pub fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Leaves only those that are in another set too.
    pub fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Takes out those that are in another set.
    pub fn exclude(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// Whether a document is one of them.
    #[inline]
    pub fn contains(&self, doc: u32) -> bool {
        self.words.get(doc as usize / 64).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The documents, ascending, each with its own of `sums`.
    fn take(&self, sums: &[f64]) -> Vec<Match> {
        let mut found = Vec::with_capacity(self.len());
        let mut first = 0;
        for &word in &self.words {
            let mut left = word;
            while left != 0 {
                let doc = first + left.trailing_zeros();
                found.push((doc, sums.get(doc as usize).copied().unwrap_or(0.0)));
                left &= left - 1;
            }
            first += 64;
        }
        found
    }
}

/// The scores of all documents while the clauses of a query are gone through.
pub struct Scores {
    scores: Vec<f64>,
}

impl Scores {
    /// Of `count` documents, each 0.
    pub fn new(count: u32) -> Self {
        Self { scores: vec![0.0; count as usize] }
    }

    /// Adds what a clause is worth in each document that it matches, by `score` of how often, and marks these documents.
    /// The matches are of a segment whose first document is `first`.
    pub fn add(&mut self, first: u32, matches: &[Match], score: &Saturation, marked: &mut Documents) {
        for &(local, frequency) in matches {
            let doc = first + local;
            if let Some(sum) = self.scores.get_mut(doc as usize) {
                *sum += score.of(frequency);
                marked.insert(doc);
            }
        }
    }

    /// The documents of a set, ascending, with their scores.
    pub fn of(&self, set: &Documents) -> Vec<Match> {
        set.take(&self.scores)
    }
}

/// Appends the documents of a set that a clause matches, with its worth in each: what [`Scores`] come to where there is
/// no other clause. The matches are of a segment whose first document is `first`.
pub fn scored(first: u32, matches: &[Match], score: &Saturation, among: &Documents, found: &mut Vec<Match>) {
    let all = matches.iter().map(|&(local, frequency)| (first + local, score.of(frequency)));
    found.extend(all.filter(|one| among.contains(one.0)));
}

/// What a clause is worth, by how often it stands in a document.
pub struct Saturation {
    /// What it says that a document has it.
    pub worth: f64,
    /// How soon further occurrences stop counting.
    pub k1: f64,
}

impl Saturation {
    /// The worth of a frequency: 0 to `worth` times `k1 + 1`.
    #[inline]
    pub fn of(&self, frequency: f64) -> f64 {
        self.worth * (frequency * (self.k1 + 1.0) / (frequency + self.k1))
    }
}

/// Moves the best `count` documents to the front, in order, and returns them. The others come in no order: to sort many
/// thousands costs more than to find and score them.
pub fn best_first(docs: &mut [Match], count: usize) -> &mut [Match] {
    let count = count.min(docs.len());
    let (best, rest) = docs.split_at_mut(count);
    // A heap with the worst of the best on top: each of the others is held against that one alone.
    for at in (0..count / 2).rev() {
        sift_down(best, at);
    }
    if let Some(&(_, mut worst)) = best.first() {
        for other in rest {
            if other.1 >= worst && better(other, &best[0]) == Ordering::Less {
                std::mem::swap(other, &mut best[0]);
                sift_down(best, 0);
                worst = best[0].1;
            }
        }
    }
    // The worst goes last, again and again.
    for last in (1..count).rev() {
        best.swap(0, last);
        sift_down(&mut best[..last], 0);
    }
    best
}

/// The better comes first; ties by document.
#[inline]
fn better(a: &Match, b: &Match) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// Moves an item of a heap down to where none below it is worse.
fn sift_down(heap: &mut [Match], mut at: usize) {
    let worse = |a: &Match, b: &Match| better(a, b) == Ordering::Greater;
    while let Some(child) = heap.get(2 * at + 1) {
        let other = heap.get(2 * at + 2).is_some_and(|other| worse(other, child));
        let below = 2 * at + 1 + usize::from(other);
        if !worse(&heap[below], &heap[at]) {
            return;
        }
        heap.swap(at, below);
        at = below;
    }
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lists() -> impl Strategy<Value = Vec<Vec<(u32, u32)>>> {
        let list = prop::collection::btree_map(0u32..300, 1u32..9, 0..60);
        prop::collection::vec(list.prop_map(|list| list.into_iter().collect()), 0..5)
    }

    proptest! {
        #[test]
        fn lists_are_added_up_by_document(lists in lists()) {
            let postings: Vec<Postings> = lists
                .iter()
                .map(|list| Postings {
                    docs: list.iter().map(|one| one.0).collect(),
                    freqs: list.iter().map(|one| one.1).collect(),
                })
                .collect();
            let codes: Vec<u8> = (0..300u32).map(|doc| (doc % 7) as u8).collect();
            let mut weights = [0.0; 256];
            (0u8..7).for_each(|code| weights[usize::from(code)] = 1.0 / f64::from(1 + code));
            let weighed: Vec<Weighed> = postings
                .iter()
                .map(|postings| Weighed { postings, codes: &codes, weights: &weights, form: 0.5 })
                .collect();
            let mut expected: std::collections::BTreeMap<u32, f64> = std::collections::BTreeMap::new();
            for &(doc, freq) in lists.iter().flatten() {
                *expected.entry(doc).or_default() += f64::from(freq) * (0.5 * weights[doc as usize % 7]);
            }
            let expected: Vec<Match> = expected.into_iter().collect();
            prop_assert_eq!(&sum(&weighed, 300), &expected);
            prop_assert_eq!(&sum(&weighed, 100_000), &expected);
        }

        #[test]
        fn sets_are_joined(one: Vec<u8>, other: Vec<u8>, count in 256u32..400) {
            let set = |docs: &[u8]| Documents::with(count, &|doc| docs.iter().any(|&one| usize::from(one) == doc));
            let held = |set: &Documents| {
                let found: Vec<u32> = set.take(&[]).into_iter().map(|one| one.0).collect();
                prop_assert_eq!(found.len(), set.len());
                prop_assert_eq!(set, &Documents::of(&found, count));
                Ok(found)
            };
            let has = |docs: &[u8], doc: u32| docs.iter().any(|&one| u32::from(one) == doc);
            let among = |holds: &dyn Fn(u32) -> bool| (0..count).filter(|&doc| holds(doc)).collect::<Vec<_>>();
            let mut joined = set(&one);
            joined.add(&set(&other));
            prop_assert_eq!(held(&joined)?, among(&|doc| has(&one, doc) || has(&other, doc)));
            let mut joined = set(&one);
            joined.keep(&set(&other));
            prop_assert_eq!(held(&joined)?, among(&|doc| has(&one, doc) && has(&other, doc)));
            let mut joined = Documents::all(count);
            prop_assert_eq!(joined.len(), count as usize);
            joined.exclude(&set(&other));
            prop_assert_eq!(held(&joined)?, among(&|doc| !has(&other, doc)));
        }

        #[test]
        fn the_best_come_first(scores in prop::collection::vec(0u8..20, 0..200), count in 0usize..220) {
            let mut docs: Vec<Match> = scores.iter().zip(0..).map(|(&score, doc)| (doc, f64::from(score))).collect();
            let mut sorted = docs.clone();
            sorted.sort_by(better);
            sorted.truncate(count);
            prop_assert_eq!(&*best_first(&mut docs, count), &sorted[..]);
        }
    }

    #[test]
    fn what_is_beyond_the_last_document_is_passed_over() {
        let postings = Postings { docs: vec![1, 900], freqs: vec![1, 1] };
        let one = || Weighed { postings: &postings, codes: &[], weights: &[1.0; 256], form: 1.0 };
        assert_eq!(sum(&[one(), one()], 3), [(1, 2.0)]);
        assert_eq!(sum(&[], 3), []);
        let (mut scores, mut marked) = (Scores::new(3), Documents::none(3));
        scores.add(2, &[(0, 1.0), (70, 1.0)], &Saturation { worth: 2.0, k1: 1.0 }, &mut marked);
        assert_eq!(scores.of(&Documents::of(&[0, 2, 70], 3)), [(0, 0.0), (2, 2.0)]);
        assert_eq!(marked.len(), 1);
    }
}
