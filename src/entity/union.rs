//! Sets of things that turned out to be one, with the merges that made them.

use std::collections::BTreeMap;

use super::Merge;

/// A forest of sets over `0..count`. The least member names its set, so that the result does not depend on the order
/// of the unions.
#[derive(Clone, Debug)]
pub(super) struct Sets {
    parents: Vec<usize>,
    merges: Vec<(usize, Merge)>,
}

impl Sets {
    pub(super) fn new(count: usize) -> Self {
        Self { parents: (0..count).collect(), merges: Vec::new() }
    }

    /// The set that a member is in.
    pub(super) fn root(&mut self, member: usize) -> usize {
        let mut root = member;
        while self.parents[root] != root {
            // Halve the way, so that long chains are walked once.
            self.parents[root] = self.parents[self.parents[root]];
            root = self.parents[root];
        }
        root
    }

    /// Makes two sets one and keeps why. Two that are one already stay as they are.
    pub(super) fn merge(&mut self, a: usize, b: usize, why: impl FnOnce() -> Merge) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parents[a.max(b)] = a.min(b);
            self.merges.push((a.min(b), why()));
        }
    }

    /// Keeps a merge that made no set larger.
    pub(super) fn note(&mut self, member: usize, merge: Merge) {
        self.merges.push((member, merge));
    }

    /// The merges that made each set, by the set, sorted, without repetition.
    pub(super) fn all_merges(&mut self) -> BTreeMap<usize, Vec<Merge>> {
        let mut found: BTreeMap<usize, Vec<Merge>> = BTreeMap::new();
        for (member, merge) in std::mem::take(&mut self.merges) {
            found.entry(self.root(member)).or_default().push(merge);
        }
        for merges in found.values_mut() {
            crate::order::sort(merges);
            merges.dedup();
        }
        found
    }
}
