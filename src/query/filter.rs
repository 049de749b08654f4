//! Which documents the filters of a request let through.

use super::Filters;
use crate::archive::Archive;
use crate::archive::source::{Read, gather};

/// What the identifiers in the filters stand for.
pub(super) struct Named {
    entities: Vec<u32>,
    documents: Vec<u32>,
}

/// Looks up the identifiers: the first stage.
pub(super) fn look_up(archive: &Archive, filters: &Filters) -> Read<Named> {
    let entities = gather(filters.entities.iter().map(|id| archive.find_entity(id)));
    let documents = gather(filters.documents.iter().map(|id| archive.find_document(id)));
    Ok(Named { entities: entities?, documents: documents? })
}

/// For every document, whether it is let through; deleted ones never are. The second stage.
pub(super) fn allowed(archive: &Archive, filters: &Filters, named: &Named) -> Read<Vec<bool>> {
    let head = archive.head()?;
    let by_column = !filters.languages.is_empty() || filters.published.is_some();
    let columns = gather(head.segments.iter().filter(|_| by_column).map(|segment| archive.columns(segment)));
    let about = gather(
        head.segments.iter().filter(|_| filters.about.is_some()).map(|segment| archive.about(segment)),
    );
    let naming = gather(named.entities.iter().map(|&entity| archive.entity_documents(entity)));
    let (columns, about, naming) = (columns?, about?, naming?);

    let mut allowed = vec![true; head.documents as usize];
    for (segment, n) in head.segments.iter().zip(0..) {
        for local in 0..segment.documents {
            let slot = &mut allowed[(segment.first + local) as usize];
            *slot = !segment.is_deleted(local);
            if by_column {
                let column = &columns[n][local as usize];
                *slot &= filters.languages.is_empty() || filters.languages.contains(&column.language);
                *slot &= filters
                    .published
                    .is_none_or(|wanted| column.published.is_some_and(|when| when.interval.overlaps(wanted)));
            }
            if let Some(wanted) = filters.about {
                let dates = about[n].get(local as usize).map_or(&[][..], Vec::as_slice);
                *slot &= dates.iter().any(|date| date.overlaps(wanted));
            }
        }
    }
    for documents in naming {
        keep(&mut allowed, &documents);
    }
    if !named.documents.is_empty() {
        keep(&mut allowed, &named.documents);
    }
    Ok(allowed)
}

/// Lets through no others than those documents.
fn keep(allowed: &mut [bool], documents: &[u32]) {
    let mut named = vec![false; allowed.len()];
    for &ordinal in documents {
        if let Some(slot) = named.get_mut(ordinal as usize) {
            *slot = true;
        }
    }
    allowed.iter_mut().zip(named).for_each(|(slot, named)| *slot &= named);
}
