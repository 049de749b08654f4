//! Counts over all documents that match.

use std::cmp::Reverse;

use super::filter::Shelf;
use super::{EntityFacet, Facets};
use crate::archive::Archive;
use crate::archive::source::{Read, gather};
use crate::calendar::{Date, Interval, When};
use crate::event::EventType;
use crate::index::tally::Match;
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
    archive.naming().map(|_| ())
}

/// Counts over documents.
pub(super) fn count(archive: &Archive, shelf: &Shelf<'_>, matches: &[Match]) -> Read<Counts> {
    let naming = archive.naming()?;
    let (mut entities, mut languages) = (vec![0; naming.limit()], [0; Language::ALL.len()]);
    let mut months: Map<(i32, u8), u32> = Map::default();
    let mut unsure = Vec::new();
    let mut events = [0; EventType::ALL.len()];
    let (documents, names) =
        shelf.traits().map_or((&[][..], &[][..]), |traits| (&traits.documents, &traits.sources));
    let mut sources = vec![0; names.len()];
    for at in matches.iter().map(|one| one.0 as usize) {
        if let Some(column) = shelf.column(at) {
            languages[column.language as usize] += 1;
            if let Some(when) = column.published {
                let month = month(when);
                if month.is_none_or(|(_, month)| month == 0) {
                    unsure.push(when.interval);
                }
                if let Some(month) = month {
                    *months.slot(month, || 0) += 1;
                }
            }
        }
        if let Some(&(told, source)) = documents.get(at)
            && let Some(count) = sources.get_mut(source as usize)
        {
            *count += 1;
            for (bit, count) in events.iter_mut().enumerate() {
                *count += told >> bit & 1;
            }
        }
        for &entity in naming.of(at) {
            if let Some(count) = entities.get_mut(entity as usize) {
                *count += 1;
            }
        }
    }
    let sources = most(told(names, sources), SOURCES);
    // Each count is that of the documents that its filter lets through: all of a year, and what may be of a month.
    let mut by_month = Map::default();
    let counted = months.into_entries();
    for &((year, month), count) in &counted {
        let (days, count) = match month {
            0 => {
                let within = |one: &&((i32, u8), u32)| one.0.0 == year && one.0.1 > 0;
                (Interval::year(year), counted.iter().filter(within).map(|one| one.1).sum())
            }
            _ => (Interval::month(year, month), count),
        };
        let may_be = |one: &&Interval| days.is_some_and(|days| days.overlaps(**one));
        by_month.insert(written((year, month)), count + unsure.iter().filter(may_be).count() as u32);
    }
    let facets = Facets {
        entities: Vec::new(),
        languages: most(told(Language::ALL, languages), usize::MAX),
        months: by_month.into_entries(),
        sources: sources.into_iter().map(|(source, count)| (source.clone(), count)).collect(),
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
    if list.len() > limit {
        // Many thousands may be counted once or twice each: only those that are kept are put in order.
        let most = list.iter().map(|one| one.1).max().unwrap_or(0) as usize;
        let mut alike = vec![0; most + 1];
        for one in &list {
            alike[one.1 as usize] += 1;
        }
        let (mut least, mut room) = (most, limit);
        while alike[least] < room {
            room -= alike[least];
            least -= 1;
        }
        list.retain(|one| {
            let last = one.1 as usize == least;
            let kept = one.1 as usize > least || (last && room > 0);
            room -= usize::from(last && kept);
            kept
        });
    }
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

/// The year and month of a publication date; 0 as its month where only the year is known.
fn month(when: When) -> Option<(i32, u8)> {
    let (first, last) = (when.interval.first()?, when.interval.last()?);
    let month = if first.month() == last.month() { first.month() } else { 0 };
    (first.year() == last.year()).then_some((first.year(), month))
}

/// As it is shown: `YYYY-MM` or `YYYY`.
fn written((year, month): (i32, u8)) -> String {
    let day = Date::new(year, month.max(1), 1).map(|day| day.to_string()).unwrap_or_default();
    let cut = if month == 0 { 6 } else { 3 };
    day.get(..day.len().saturating_sub(cut)).unwrap_or_default().to_owned()
}
