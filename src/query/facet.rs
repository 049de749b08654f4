//! Counts over all documents that match.

use std::collections::BTreeMap;

use super::{EntityFacet, Facets};
use crate::archive::Archive;
use crate::archive::source::{Read, gather};
use crate::calendar::When;
use crate::text::Language;

/// How many entities are counted out: the most frequent.
const ENTITIES: usize = 50;

/// What was counted before the names of the entities are known.
pub(super) struct Counts {
    languages: Vec<(Language, u32)>,
    months: Vec<(String, u32)>,
    entities: Vec<(u32, u32)>,
}

/// Asks for what counting needs, so that it comes with the postings: the second stage.
pub(super) fn prepare(archive: &Archive) -> Read<()> {
    let head = archive.head()?;
    let columns = gather(head.segments.iter().map(|segment| archive.columns(segment)));
    let assignment = archive.every_assignment(|_, _| {});
    columns?;
    assignment
}

/// Counts over the documents for which `matches` says so.
pub(super) fn count(archive: &Archive, matches: &[bool]) -> Read<Counts> {
    let mut languages: BTreeMap<Language, u32> = BTreeMap::new();
    let mut months: BTreeMap<String, u32> = BTreeMap::new();
    for segment in &archive.head()?.segments {
        for (ordinal, column) in (segment.first..).zip(archive.columns(segment)?) {
            if matches.get(ordinal as usize) == Some(&true) {
                *languages.entry(column.language).or_default() += 1;
                if let Some(month) = column.published.and_then(month) {
                    *months.entry(month).or_default() += 1;
                }
            }
        }
    }
    let mut entities: BTreeMap<u32, u32> = BTreeMap::new();
    archive.every_assignment(|ordinal, mut named| {
        if matches.get(ordinal as usize) == Some(&true) {
            named.sort_unstable();
            named.dedup();
            for entity in named {
                *entities.entry(entity).or_default() += 1;
            }
        }
    })?;
    let mut entities: Vec<(u32, u32)> = entities.into_iter().collect();
    entities.sort_unstable_by_key(|&(entity, count)| (std::cmp::Reverse(count), entity));
    entities.truncate(ENTITIES);
    let mut languages: Vec<(Language, u32)> = languages.into_iter().collect();
    languages.sort_unstable_by_key(|&(language, count)| (std::cmp::Reverse(count), language));
    Ok(Counts { languages, months: months.into_iter().collect(), entities })
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
    Ok(Facets { entities, languages: counts.languages, months: counts.months })
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
