//! Counts over all documents that match.

use std::cmp::Reverse;

use super::filter::Shelf;
use super::{EntityFacet, Facets};
use crate::archive::Archive;
use crate::archive::source::{Read, gather};
use crate::calendar::When;
use crate::entity::NO_ENTITY;
use crate::event::EventType;
use crate::order::{self, Map};
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
    let mut languages: Map<Language, u32> = Map::default();
    let mut months: Map<String, u32> = Map::default();
    let mut sources: Map<&str, u32> = Map::default();
    let mut events = [0; EventType::ALL.len()];
    for at in (0..matches.len()).filter(|&at| matches[at]) {
        if let Some(column) = shelf.column(at) {
            *languages.slot(column.language, || 0) += 1;
            if let Some(month) = column.published.and_then(month) {
                *months.slot(month, || 0) += 1;
            }
        }
        if let Some(traits) = shelf.traits.get(at).filter(|traits| !traits.source.is_empty()) {
            *sources.slot(&traits.source, || 0) += 1;
            for (count, event) in events.iter_mut().zip(EventType::ALL) {
                *count += u32::from(shelf.tells(at, event));
            }
        }
    }
    let limit = archive.entity_limit()?;
    let mut entities: Vec<u32> = Vec::new();
    archive.every_assignment(|ordinal, mut named| {
        if matches.get(ordinal as usize) == Some(&true) {
            order::sort(&mut named);
            named.dedup();
            for entity in named.into_iter().filter(|&entity| entity != NO_ENTITY) {
                let at = entity as usize;
                if at < limit && entities.len() <= at {
                    entities.resize(at + 1, 0);
                }
                if let Some(count) = entities.get_mut(at) {
                    *count += 1;
                }
            }
        }
    })?;
    let owned = |(source, count): (&str, u32)| (source.to_owned(), count);
    let sources = sources.into_entries().into_iter().map(owned).collect();
    let facets = Facets {
        entities: Vec::new(),
        languages: most(languages.into_entries(), usize::MAX),
        months: months.into_entries(),
        sources: most(sources, SOURCES),
        events: most(told(EventType::ALL, events), usize::MAX),
    };
    Ok(Counts { facets, entities: most(told(0.., entities), ENTITIES) })
}

/// The values that were counted at all.
fn told<T>(values: impl IntoIterator<Item = T>, counts: impl IntoIterator<Item = u32>) -> Vec<(T, u32)> {
    values.into_iter().zip(counts).filter(|one| one.1 > 0).collect()
}

/// Counts by value, which are in the order of their values, most first, ties by value.
fn most<T>(mut list: Vec<(T, u32)>, limit: usize) -> Vec<(T, u32)> {
    order::sort_by_key(&mut list, |one| Reverse(one.1));
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
    order::sort_by(&mut entities, |a, b| b.documents.cmp(&a.documents).then_with(|| a.id.cmp(&b.id)));
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
