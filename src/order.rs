//! Order that is small in the module: sorting, and maps kept sorted.
//!
//! The standard library's sorts and B-trees are compiled again for every type, at two to five kilobytes each; together
//! they were a quarter of the reader. Here one merge sort works on numbers of items, so that only what compares and
//! moves them is compiled again, and a [`Map`] is a sorted list. The sort is stable and takes O(n log n) comparisons, in
//! the time that the standard library's takes for the terms of an index. Adding to a map moves what comes after: one that
//! grows with an archive is made at once, of [`group`]s or [`firsts`].

use std::borrow::Borrow;
use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = merge_sort(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    arrange(items, order);
}

/// Sorts by a key, which is made anew at each comparison; equal items keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts; equal items keep their order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// The items in order, each once.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    sort(&mut items);
    items.dedup();
    items
}

/// The values of each key, in their order; the keys in theirs.
#[cfg(feature = "full")]
pub fn group<K: Ord, V>(mut pairs: Vec<(K, V)>) -> Vec<(K, Vec<V>)> {
    sort_by(&mut pairs, |a, b| a.0.cmp(&b.0));
    let mut groups: Vec<(K, Vec<V>)> = Vec::new();
    for (key, value) in pairs {
        match groups.last_mut() {
            Some(last) if last.0 == key => last.1.push(value),
            _ => groups.push((key, vec![value])),
        }
    }
    groups
}

/// The first value of each key.
#[cfg(feature = "full")]
pub fn firsts<K: Ord, V>(mut pairs: Vec<(K, V)>) -> Map<K, V> {
    sort_by(&mut pairs, |a, b| a.0.cmp(&b.0));
    pairs.dedup_by(|later, first| later.0 == first.0);
    Map(pairs)
}

/// A map whose entries are kept in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Map<K, V> {
    /// A map of entries that are in the order of their keys, each key once.
    #[cfg(feature = "full")]
    pub fn of_ordered(entries: Vec<(K, V)>) -> Self {
        Self(entries)
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().and_then(|at| self.0.get(at)).map(|entry| &entry.1)
    }

    /// Gives a key a value, in place of what it had.
    pub fn insert(&mut self, key: K, value: V) {
        match self.find(&key) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (key, value)),
        }
    }

    /// Takes a key away with its value.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.find(key).ok().map(|at| self.0.remove(at).1)
    }

    /// The value of a key, which it gets if it has none.
    pub fn slot(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let at = match self.find(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, value()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// The entry with the greatest key that is at most `key`.
    pub fn last_up_to(&self, key: &K) -> Option<(&K, &V)> {
        let at = self.0.partition_point(|entry| entry.0 <= *key).checked_sub(1)?;
        self.0.get(at).map(|entry| (&entry.0, &entry.1))
    }

    /// The entries, in the order of their keys.
    #[cfg(feature = "full")]
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> + Clone {
        self.0.iter().map(|entry| (&entry.0, &entry.1))
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.0.iter().map(|entry| &entry.1)
    }

    /// The values, in the order of their keys.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|entry| &mut entry.1)
    }

    /// The entries, in the order of their keys.
    pub fn into_entries(self) -> Vec<(K, V)> {
        self.0
    }

    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|entry| entry.0.borrow().cmp(key))
    }
}

/// The numbers below `len` in the order that `compare` gives.
fn merge_sort(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut merged = Vec::with_capacity(len);
    let mut width = 1;
    while width < len {
        merged.clear();
        for pair in order.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            // What is made of a few sorted lists is in order but for where they meet.
            if let (Some(&a), Some(&b)) = (left.last(), right.first())
                && compare(b, a) != Ordering::Less
            {
                merged.extend_from_slice(pair);
                continue;
            }
            while let (Some((&a, after_a)), Some((&b, after_b))) = (left.split_first(), right.split_first()) {
                if compare(b, a) == Ordering::Less {
                    merged.push(b);
                    right = after_b;
                } else {
                    merged.push(a);
                    left = after_a;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    order
}

/// Moves the items so that the `n`-th is the one that was at `order[n]`.
fn arrange<T>(items: &mut [T], mut order: Vec<usize>) {
    for start in 0..order.len() {
        // Each cycle of the permutation is walked once; places that are done point at themselves.
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == start || from == place {
                break;
            }
            items.swap(place, from);
            place = from;
        }
    }
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut items in prop::collection::vec((0u8..9, any::<u16>()), 0..200)) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| item.0);
            prop_assert_eq!(&items, &expected);
            expected.sort_unstable();
            sort(&mut items);
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn groups_and_sets_are_those_of_trees(pairs in prop::collection::vec((0u8..20, any::<u16>()), 0..100)) {
            let mut expected = std::collections::BTreeMap::<_, Vec<_>>::new();
            for &(key, value) in &pairs {
                expected.entry(key).or_default().push(value);
            }
            prop_assert_eq!(set(pairs.iter().map(|pair| pair.0)), expected.keys().copied().collect::<Vec<_>>());
            let first = expected.iter().map(|(&key, values)| (key, values[0])).collect::<Vec<_>>();
            prop_assert_eq!(firsts(pairs.clone()).into_entries(), first);
            prop_assert_eq!(group(pairs), expected.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn a_map_keeps_what_it_is_given(steps in prop::collection::vec((0u8..20, any::<u16>(), 0u8..3), 0..100)) {
            let (mut map, mut expected) = (Map::default(), std::collections::BTreeMap::new());
            for (key, value, step) in steps {
                match step {
                    0 => {
                        map.insert(key, value);
                        expected.insert(key, value);
                    }
                    1 => prop_assert_eq!(map.remove(&key), expected.remove(&key)),
                    _ => prop_assert_eq!(map.slot(key, || value), expected.entry(key).or_insert(value)),
                }
                prop_assert_eq!(map.get(&key), expected.get(&key));
                prop_assert_eq!(map.last_up_to(&key), expected.range(..=key).next_back());
            }
            prop_assert!(map.values().eq(expected.values()));
            prop_assert_eq!(map.into_entries(), expected.into_iter().collect::<Vec<_>>());
        }
    }
}
