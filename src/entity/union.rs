//! Sets of things that turned out to be one, with the merges that made them.

use super::Merge;
use crate::order;

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

    /// The members of each set, the sets by their least.
    pub(super) fn members(&mut self) -> Vec<Vec<usize>> {
        let pairs = (0..self.parents.len()).map(|member| (self.root(member), member)).collect();
        order::group(pairs).into_iter().map(|(_, members)| members).collect()
    }

    /// The merges that made the set of each member, at the place of its least, sorted, without repetition.
    pub(super) fn all_merges(&mut self) -> Vec<Vec<Merge>> {
        let mut found = vec![Vec::new(); self.parents.len()];
        for (member, merge) in std::mem::take(&mut self.merges) {
            found[self.root(member)].push(merge);
        }
        for merges in &mut found {
            order::sort(merges);
            merges.dedup();
        }
        found
    }
}
