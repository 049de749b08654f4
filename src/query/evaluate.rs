//! Which documents the groups, operators and fields of a query let through.
//!
//! Input: what each clause matches. Output: for every document, whether all nodes hold that are no clauses of their
//! own; those are for `rank`. A group of words whose words no document has all is tried again with any of them.

use super::alias::Name;
use super::filter::Shelf;
use super::rank::{LoadedSegment, Matches};
use super::tree::{Kind, Node, Query};
use crate::archive::Archive;
use crate::archive::source::{Read, gather};
use crate::index::postings::Positions;
use crate::index::tally::Documents;

/// What the nodes of a query are decided by.
pub(super) struct Evidence<'a> {
    pub archive: &'a Archive,
    pub query: &'a Query,
    pub loaded: &'a [LoadedSegment<'a>],
    pub matches: &'a Matches,
    pub names: &'a [Name],
    pub shelf: &'a Shelf<'a>,
    pub documents: u32,
}

impl Evidence<'_> {
    /// Lets through only documents for which the nodes hold. Whether all words of every group had to be there.
    pub(super) fn keep(&self, allowed: &mut Documents) -> Read<bool> {
        if self.query.is_flat() {
            return Ok(true);
        }
        for all in [true, false] {
            let nodes = self.query.nodes.iter().filter(|node| !matches!(node, Node::Clause(_)));
            let masks = gather(nodes.map(|node| self.mask(node, all)))?;
            let mut kept = allowed.clone();
            for mask in &masks {
                kept.keep(mask);
            }
            if !all || kept.len() > 0 {
                *allowed = kept;
                return Ok(all);
            }
        }
        Ok(true)
    }

    fn mask(&self, node: &Node, all: bool) -> Read<Documents> {
        Ok(match node {
            Node::Clause(n) => self.clause(*n)?,
            Node::Name(_, n) => {
                match self.names.iter().find(|name| name.by_field && name.clauses.start == *n) {
                    Some(name) if name.expansion.is_some() => Documents::of(&name.documents, self.documents),
                    _ => self.clause(*n)?,
                }
            }
            Node::Trait(what) => Documents::with(self.documents, &|at| self.shelf.has(at, what)),
            Node::Not(inner) => {
                let mut mask = Documents::all(self.documents);
                mask.exclude(&self.mask(inner, true)?);
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
                    mask.keep(&any);
                }
                mask
            }
            Node::Near(distance, near) => self.near(*distance, near)?,
        })
    }

    fn joined<'n>(&self, nodes: impl Iterator<Item = &'n Node>, all: bool, every: bool) -> Read<Documents> {
        let masks = gather(nodes.map(|node| self.mask(node, all)))?;
        let mut joined = if every { Documents::all(self.documents) } else { Documents::none(self.documents) };
        for mask in &masks {
            if every {
                joined.keep(mask);
            } else {
                joined.add(mask);
            }
        }
        Ok(joined)
    }

    fn clause(&self, n: usize) -> Read<Documents> {
        let mut mask = Documents::none(self.documents);
        for (segment, clauses) in self.archive.head()?.segments.iter().zip(self.matches) {
            for &(local, _) in clauses.get(n).map_or(&[][..], Vec::as_slice) {
                mask.insert(segment.first + local);
            }
        }
        Ok(mask)
    }

    /// The documents in whose body each of the clauses stands near the next.
    fn near(&self, distance: u32, near: &[usize]) -> Read<Documents> {
        let mut mask = Documents::none(self.documents);
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
                None => Ok(Positions::default()),
            }))?;
            for (at, doc) in docs.into_iter().enumerate() {
                let together = near.windows(2).zip(places.windows(2)).all(|(pair, places)| {
                    let (one, other) = (places[0].of(at), places[1].of(at));
                    one.iter().any(|&one| other.iter().any(|&other| self.apart(pair, one, other) <= distance))
                });
                if together {
                    mask.insert(segment.first + doc);
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
