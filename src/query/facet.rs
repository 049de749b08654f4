//! Counts over all documents that match.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::filter::Shelf;
use super::{EntityFacet, Facets};
use crate::archive::Archive;
use crate::archive::source::{Read, gather};
use crate::calendar::When;
use crate::entity::NO_ENTITY;
use crate::event::EventType;
use crate::text::Language;

/// How many entities are counted out: the most frequent.
const ENTITIES: usize = 80;
/// How many sources are counted out.
const SOURCES: usize = 40;

/// What was counted before the names of the entities are known.
pub(super) struct Counts {
    facets: Facets,
    entities: Vec<(u32, u32)>,
}

/// Asks for what counting needs besides the shelf, so that it comes with the postings: the second stage.
pub(super) fn prepare(archive: &Archive) -> Read<()> {
    archive.every_assignment(|_, _| {})
}

/// Counts over the documents for which `matches` says so.
pub(super) fn count(archive: &Archive, shelf: &Shelf, matches: &[bool]) -> Read<Counts> {
    let mut languages: BTreeMap<Language, u32> = BTreeMap::new();
    let mut months: BTreeMap<String, u32> = BTreeMap::new();
    let mut sources: BTreeMap<&str, u32> = BTreeMap::new();
    let mut events: BTreeMap<EventType, u32> = BTreeMap::new();
    for at in (0..matches.len()).filter(|&at| matches[at]) {
        if let Some(column) = shelf.column(at) {
            *languages.entry(column.language).or_default() += 1;
            if let Some(month) = column.published.and_then(month) {
                *months.entry(month).or_default() += 1;
            }
        }
        if let Some(traits) = shelf.traits.get(at).filter(|traits| !traits.source.is_empty()) {
            *sources.entry(&traits.source).or_default() += 1;
            for event in EventType::ALL.into_iter().filter(|&event| shelf.tells(at, event)) {
                *events.entry(event).or_default() += 1;
            }
        }
    }
    let mut entities: BTreeMap<u32, u32> = BTreeMap::new();
    archive.every_assignment(|ordinal, mut named| {
        if matches.get(ordinal as usize) == Some(&true) {
            named.sort_unstable();
            named.dedup();
            for entity in named.into_iter().filter(|&entity| entity != NO_ENTITY) {
                *entities.entry(entity).or_default() += 1;
            }
        }
    })?;
    let sources = sources.into_iter().map(|(source, count)| (source.to_owned(), count)).collect();
    let facets = Facets {
        entities: Vec::new(),
        languages: most(languages, usize::MAX),
        months: months.into_iter().collect(),
        sources: most(sources, SOURCES),
        events: most(events, usize::MAX),
    };
    Ok(Counts { facets, entities: most(entities, ENTITIES) })
}

/// Counts by value as a list, most first, ties by value.
fn most<T: Ord + Clone>(counts: BTreeMap<T, u32>, limit: usize) -> Vec<(T, u32)> {
    let mut list: Vec<(T, u32)> = counts.into_iter().collect();
    list.sort_by_key(|one| Reverse(one.1));
    list.truncate(limit);
    list
}

/// The counts with the names of the entities: the third stage.
pub(super) fn name(archive: &Archive, counts: Counts) -> Read<Facets> {
    let heads = gather(counts.entities.iter().map(|&(entity, _)| archive.entity_head(entity)))?;
    let named = heads.into_iter().zip(counts.entities);
    let mut entities: Vec<EntityFacet> = named
        .map(|(head, (_, documents))| EntityFacet {
            id: head.id,
            name: head.name,
            entity_type: head.entity_type,
            documents,
        })
        .collect();
    entities.sort_unstable_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.id.cmp(&b.id)));
    Ok(Facets { entities, ..counts.facets })
}

/// The month of a publication date, or its year where only that is known.
fn month(when: When) -> Option<String> {
    let (first, last) = (when.interval.first()?, when.interval.last()?);
    let day = first.to_string();
    if first.year() != last.year() {
        return None;
    }
    let cut = if first.month() == last.month() { 3 } else { 6 };
    day.get(..day.len() - cut).map(str::to_owned)
}
