//! Which documents the groups, operators and fields of a query let through.
//!
//! Input: what each clause matches. Output: for every document, whether all nodes hold that are no clauses of their
//! own; those are for `rank`. A group of words whose words no document has all is tried again with any of them.

use super::alias::Name;
use super::filter::{Shelf, among};
use super::rank::{LoadedSegment, Matches};
use super::tree::{Kind, Node, Query};
use crate::archive::Archive;
use crate::archive::source::{Read, gather};

/// What the nodes of a query are decided by.
pub(super) struct Evidence<'a> {
    pub archive: &'a Archive,
    pub query: &'a Query,
    pub loaded: &'a [LoadedSegment<'a>],
    pub matches: &'a Matches,
    pub names: &'a [Name],
    pub shelf: &'a Shelf<'a>,
    pub documents: usize,
}

impl Evidence<'_> {
    /// Lets through only documents for which the nodes hold. Whether all words of every group had to be there.
    pub(super) fn keep(&self, allowed: &mut [bool]) -> Read<bool> {
        if self.query.is_flat() {
            return Ok(true);
        }
        for all in [true, false] {
            let nodes = self.query.nodes.iter().filter(|node| !matches!(node, Node::Clause(_)));
            let masks = gather(nodes.map(|node| self.mask(node, all)))?;
            let holds = |at: usize| masks.iter().all(|mask| mask.get(at) == Some(&true));
            if !all || allowed.iter().enumerate().any(|(at, &allowed)| allowed && holds(at)) {
                for (at, slot) in allowed.iter_mut().enumerate() {
                    *slot &= holds(at);
                }
                return Ok(all);
            }
        }
        Ok(true)
    }

    fn mask(&self, node: &Node, all: bool) -> Read<Vec<bool>> {
        Ok(match node {
            Node::Clause(n) => self.clause(*n)?,
            Node::Name(_, n) => {
                match self.names.iter().find(|name| name.by_field && name.clauses.start == *n) {
                    Some(name) if name.expansion.is_some() => among(&name.documents, self.documents),
                    _ => self.clause(*n)?,
                }
            }
            Node::Trait(what) => (0..self.documents).map(|at| self.shelf.has(at, what)).collect(),
            Node::Not(inner) => {
                let mut mask = self.mask(inner, true)?;
                for slot in &mut mask {
                    *slot = !*slot;
                }
                mask
            }
            Node::Any(inner) => self.joined(inner.iter(), all, false)?,
            Node::All(inner) if all => self.joined(inner.iter(), all, true)?,
            Node::All(inner) => {
                // Of the words that come as they are, one is enough; what is marked must hold.
                let (words, rest): (Vec<&Node>, Vec<&Node>) = inner.iter().partition(|node| {
                    matches!(node, Node::Clause(n) if self.query.clauses.get(*n).is_some_and(|one| !one.strict))
                });
                let mut mask = self.joined(rest.into_iter(), all, true)?;
                if !words.is_empty() {
                    let any = self.joined(words.into_iter(), all, false)?;
                    mask.iter_mut().zip(any).for_each(|(slot, any)| *slot &= any);
                }
                mask
            }
            Node::Near(distance, near) => self.near(*distance, near)?,
        })
    }

    fn joined<'n>(&self, nodes: impl Iterator<Item = &'n Node>, all: bool, every: bool) -> Read<Vec<bool>> {
        let masks = gather(nodes.map(|node| self.mask(node, all)))?;
        Ok((0..self.documents)
            .map(|at| {
                let holds = |mask: &Vec<bool>| mask.get(at) == Some(&true);
                if every { masks.iter().all(holds) } else { masks.iter().any(holds) }
            })
            .collect())
    }

    fn clause(&self, n: usize) -> Read<Vec<bool>> {
        let mut mask = vec![false; self.documents];
        for (segment, clauses) in self.archive.head()?.segments.iter().zip(self.matches) {
            for &(local, _) in clauses.get(n).map_or(&[][..], Vec::as_slice) {
                if let Some(slot) = mask.get_mut((segment.first + local) as usize) {
                    *slot = true;
                }
            }
        }
        Ok(mask)
    }

    /// The documents in whose body each of the clauses stands near the next.
    fn near(&self, distance: u32, near: &[usize]) -> Read<Vec<bool>> {
        let mut mask = vec![false; self.documents];
        let segments = self.archive.head()?.segments.iter().zip(self.loaded).zip(self.matches);
        for ((segment, (loaded, _)), matches) in segments {
            let Some(first) = near.first().and_then(|&n| matches.get(n)) else { continue };
            let has = |doc: u32, n: usize| {
                matches.get(n).is_some_and(|one| one.binary_search_by_key(&doc, |one| one.0).is_ok())
            };
            let docs: Vec<u32> =
                first.iter().map(|one| one.0).filter(|&doc| near.iter().all(|&n| has(doc, n))).collect();
            let places = gather(near.iter().map(|&n| match loaded.get(n) {
                Some(loaded) => loaded.places(&docs),
                None => Ok(Vec::new()),
            }))?;
            for (at, doc) in docs.into_iter().enumerate() {
                let together = near.windows(2).zip(places.windows(2)).all(|(pair, places)| {
                    let (Some(one), Some(other)) = (places[0].get(at), places[1].get(at)) else {
                        return false;
                    };
                    one.iter().any(|&one| other.iter().any(|&other| self.apart(pair, one, other) <= distance))
                });
                if let Some(slot) = mask.get_mut((segment.first + doc) as usize) {
                    *slot = together;
                }
            }
        }
        Ok(mask)
    }

    /// How many words two clauses are apart: neighbours are one apart.
    fn apart(&self, pair: &[usize], one: u32, other: u32) -> u32 {
        let len = |n: usize| {
            let clause = self.query.clauses.get(n);
            clause.filter(|clause| clause.kind == Kind::Phrase).map_or(1, |clause| clause.terms.len() as u32)
        };
        let (first, len, second) =
            if one <= other { (one, len(pair[0]), other) } else { (other, len(pair[1]), one) };
        second.saturating_sub(first + len - 1)
    }
}
