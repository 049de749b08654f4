//! Who is named together with whom: co-occurrence of names, sentence by sentence.
//!
//! Input: an [`Archive`]. Output: the [`Profile`] of one entity, or the [`Network`] of those named most. Two entities
//! co-occur where one sentence names both: a looser bond (one document) says little where documents are long.
//!
//! Nothing is inferred: a count of 3 stands for three sentences, and [`profile`] gives the sentences of an entity.

use std::cmp::Reverse;

use crate::archive::{AnnotatedDocument, Archive, Step};
use crate::calendar::{Date, When};
use crate::entity::{Entity, EntityType};
use crate::error::{Error, ErrorKind, Result};
use crate::order::{self, Map};
use crate::text::TextRange;

/// What an archive says of one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its index among [`Archive::entities`].
    pub entity: u32,
    /// The publication dates of the earliest and of the latest dated document that names it.
    pub seen: Option<(When, When)>,
    /// Whom its sentences name besides, most sentences first, ties by entity.
    pub companions: Vec<Companion>,
    /// The sentences that name it: earliest publication first, undated ones last.
    pub passages: Vec<Passage>,
}

/// An entity that is named together with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Its index among [`Archive::entities`].
    pub entity: u32,
    /// The number of sentences that name both.
    pub sentences: u32,
    /// The number of documents with such a sentence.
    pub documents: u32,
}

/// A sentence that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The ordinal of the document.
    pub document: u32,
    /// The sentence.
    pub sentence: TextRange,
    /// The name, within it.
    pub name: TextRange,
}

/// The entities that are named most, and which of them are named together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Indices among [`Archive::entities`], most mentions first.
    pub entities: Vec<u32>,
    /// Pairs of them, most sentences first, ties by entity.
    pub links: Vec<Link>,
}

/// Two entities that are named together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Places of the two in [`Network::entities`], the lesser first.
    pub pair: (u32, u32),
    /// The number of sentences that name both.
    pub sentences: u32,
    /// The number of documents with such a sentence.
    pub documents: u32,
}

/// The profile of the entity with that identifier; with another identifier in `beside`, its passages are those that
/// name both.
///
/// # Errors
/// [`ErrorKind::NotFound`] where there is no such entity; [`ErrorKind::Archive`] where the bytes are damaged.
pub fn profile(archive: &Archive, id: &str, beside: Option<&str>) -> Result<Step<Profile>> {
    let entities = match archive.entities()? {
        Step::Ready(entities) => entities,
        Step::Missing(ranges) => return Ok(Step::Missing(ranges)),
    };
    let index = find(&entities, id)?;
    let own = index as u32;
    let beside = beside.map(|id| find(&entities, id)).transpose()?.map(|index| index as u32);
    let mut counts = Counts::default();
    let mut passages: Vec<(Option<Date>, Passage)> = Vec::new();
    let mut earliest: Option<(Date, When)> = None;
    let mut latest: Option<(Date, When)> = None;
    let missing = each_document(archive, &entities[index].documents, |ordinal, document, assignment| {
        let published = document.document.published.as_ref().map(|published| published.when);
        let day = published.and_then(|when| when.interval.first().or(when.interval.last()));
        if let Some((when, first)) = published.zip(day) {
            if earliest.is_none_or(|(before, _)| first < before) {
                earliest = Some((first, when));
            }
            let last = when.interval.last().unwrap_or(first);
            if latest.is_none_or(|(before, _)| last > before) {
                latest = Some((last, when));
            }
        }
        each_sentence(document, assignment, |sentence, named| {
            let Some(&(_, name)) = named.iter().find(|one| one.0 == own) else { return };
            if beside.is_none_or(|beside| named.iter().any(|one| one.0 == beside)) {
                passages.push((day, Passage { document: ordinal, sentence, name }));
            }
            for other in order::set(named.iter().map(|one| one.0).filter(|&other| other != own)) {
                counts.add(other, ordinal);
            }
        });
    })?;
    if !missing.is_empty() {
        return Ok(Step::Missing(missing));
    }
    order::sort_by_key(&mut passages, |&(day, passage)| {
        (day.is_none(), day, passage.document, passage.sentence.start)
    });
    Ok(Step::Ready(Profile {
        entity: own,
        seen: earliest.zip(latest).map(|(first, last)| (first.1, last.1)),
        companions: counts
            .sorted()
            .map(|(entity, sentences, documents)| Companion { entity, sentences, documents })
            .collect(),
        passages: passages.into_iter().map(|one| one.1).collect(),
    }))
}

/// The network of the entities of some types that are named most: at most `most` of them.
///
/// # Errors
/// [`ErrorKind::Archive`] where the bytes are damaged.
pub fn network(archive: &Archive, types: &[EntityType], most: u32) -> Result<Step<Network>> {
    let entities = match archive.entities()? {
        Step::Ready(entities) => entities,
        Step::Missing(ranges) => return Ok(Step::Missing(ranges)),
    };
    let wanted = |entity: &&(u32, &Entity)| types.contains(&entity.1.entity_type);
    let numbered: Vec<(u32, &Entity)> = (0..).zip(&entities).collect();
    let chosen: Vec<u32> = numbered.iter().filter(wanted).take(most as usize).map(|one| one.0).collect();
    let places = Map::of_ordered(chosen.iter().copied().zip(0..).collect());
    let documents = order::set(chosen.iter().flat_map(|&at| entities[at as usize].documents.iter().copied()));
    let mut counts = Counts::default();
    let missing = each_document(archive, &documents, |ordinal, document, assignment| {
        each_sentence(document, assignment, |_, named| {
            let here: Vec<u32> = order::set(named.iter().filter_map(|one| places.get(&one.0).copied()));
            for (at, &first) in here.iter().enumerate() {
                for &second in &here[at + 1..] {
                    counts.add((first, second), ordinal);
                }
            }
        });
    })?;
    if !missing.is_empty() {
        return Ok(Step::Missing(missing));
    }
    let links =
        counts.sorted().map(|(pair, sentences, documents)| Link { pair, sentences, documents }).collect();
    Ok(Step::Ready(Network { entities: chosen, links }))
}

/// The index of the entity with that identifier.
fn find(entities: &[Entity], id: &str) -> Result<usize> {
    let missing = || Error::new(ErrorKind::NotFound, ["no entity \"", id, "\""].concat());
    entities.iter().position(|entity| entity.id == id).ok_or_else(missing)
}

/// Sentences and documents counted for each of some things; documents come in order.
struct Counts<K>(Map<K, (u32, u32, u32)>);

impl<K> Default for Counts<K> {
    fn default() -> Self {
        Self(Map::default())
    }
}

impl<K: Ord + Copy> Counts<K> {
    fn add(&mut self, key: K, document: u32) {
        let (sentences, documents, last) = self.0.slot(key, || (0, 0, u32::MAX));
        *sentences += 1;
        *documents += u32::from(*last != document);
        *last = document;
    }

    /// Each with its sentences and documents, most first, ties by key.
    fn sorted(self) -> impl Iterator<Item = (K, u32, u32)> {
        let entries = self.0.into_entries().into_iter();
        let mut found: Vec<_> =
            entries.map(|(key, (sentences, documents, _))| (key, sentences, documents)).collect();
        order::sort_by_key(&mut found, |&(key, sentences, documents)| (Reverse((sentences, documents)), key));
        found.into_iter()
    }
}

/// Hands each of some documents over, with the archive's entities that its own are; gives the ranges that are missing.
fn each_document(
    archive: &Archive,
    ordinals: &[u32],
    mut each: impl FnMut(u32, &AnnotatedDocument, &[u32]),
) -> Result<Vec<std::ops::Range<u64>>> {
    let mut missing = Vec::new();
    for &ordinal in ordinals {
        match (archive.document(ordinal)?, archive.assignment(ordinal)?) {
            (Step::Ready(document), Step::Ready(assignment)) => {
                if missing.is_empty() {
                    each(ordinal, &document, &assignment);
                }
            }
            (document, assignment) => {
                for ranges in [ranges_of(document), ranges_of(assignment)] {
                    missing.extend(ranges);
                }
            }
        }
    }
    order::sort_by_key(&mut missing, |range: &std::ops::Range<u64>| (range.start, range.end));
    missing.dedup();
    Ok(missing)
}

fn ranges_of<T>(step: Step<T>) -> Vec<std::ops::Range<u64>> {
    match step {
        Step::Ready(_) => Vec::new(),
        Step::Missing(ranges) => ranges,
    }
}

/// Hands each sentence that names anyone over, with the entities it names and where.
fn each_sentence(
    document: &AnnotatedDocument,
    assignment: &[u32],
    mut each: impl FnMut(TextRange, &[(u32, TextRange)]),
) {
    let mut mentions = document.entities.mentions.iter().peekable();
    let mut named = Vec::new();
    for &sentence in &document.sentences {
        named.clear();
        while let Some(mention) = mentions.next_if(|mention| mention.range.start < sentence.end) {
            if mention.range.start >= sentence.start
                && let Some(&entity) = assignment.get(mention.entity as usize)
            {
                named.push((entity, mention.range));
            }
        }
        if !named.is_empty() {
            each(sentence, &named);
        }
    }
}
