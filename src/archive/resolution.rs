//! What is known over all documents, as the file holds it: entities, which documents name them, and the timeline.
//!
//! ```text
//! entity head      = id, type u8, name, mentions
//! entity names     = (text, count)*, (name, rule u8, evidence)*
//! entity documents = distance*                 ordinals, each from the one before
//! assignment       = entity*                   for each entity of the document, its number in the archive
//! event            = id, type u8, when?, modality u8, actor*, target*, place*, headline, quote*, why
//! quote            = document, range, trigger
//! elsewhere        = entity, (what gives it, identifier)*
//! ```
//!
//! Entities are numbered by mentions, most first, so that what is frequent is short. The notation is that of
//! [`super::records`].

use super::records::{
    get_merges, get_names, get_numbers, get_one, get_option, get_when, put_all, put_merges, put_names,
    put_numbers, put_one, put_option, put_when,
};
use crate::entity::{Entity, EntityType, Merge, Name};
use crate::error::Result;
use crate::event::{EventType, Modality, Quote, TimelineEvent};
use crate::index::codec::{Ranges, Reader, put_str, put_varint};

/// What a facet shows of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntityHead {
    pub id: String,
    pub entity_type: EntityType,
    pub name: String,
    pub mentions: u32,
}

pub(super) fn put_head(out: &mut Vec<u8>, entity: &Entity) {
    put_str(out, &entity.id);
    put_one(out, &EntityType::ALL, &entity.entity_type);
    put_str(out, &entity.name);
    put_varint(out, u64::from(entity.mentions));
}

pub(crate) fn get_head(reader: &mut Reader<'_>) -> Result<EntityHead> {
    let id = reader.string()?;
    let entity_type = get_one(reader, &EntityType::ALL, "a type of entity")?;
    Ok(EntityHead { id, entity_type, name: reader.string()?, mentions: reader.u32()? })
}

pub(super) fn put_entity_names(out: &mut Vec<u8>, entity: &Entity) {
    put_names(out, &entity.names);
    put_merges(out, &entity.merges);
}

pub(super) fn get_entity_names(reader: &mut Reader<'_>) -> Result<(Vec<Name>, Vec<Merge>)> {
    Ok((get_names(reader)?, get_merges(reader)?))
}

#[cfg(feature = "full")]
pub(super) fn put_elsewhere(out: &mut Vec<u8>, (entity, ids): &(u32, Vec<(String, String)>)) {
    put_varint(out, u64::from(*entity));
    put_all(out, ids, |out, (scheme, id)| {
        put_str(out, scheme);
        put_str(out, id);
    });
}

#[cfg(feature = "full")]
pub(super) fn get_elsewhere(reader: &mut Reader<'_>) -> Result<(u32, Vec<(String, String)>)> {
    Ok((reader.u32()?, reader.list(|reader| Ok((reader.string()?, reader.string()?)))?))
}

pub(super) fn put_ordinals(out: &mut Vec<u8>, ordinals: &[u32]) {
    let mut before = 0;
    put_all(out, ordinals, |out, &ordinal| {
        put_varint(out, u64::from(ordinal.wrapping_sub(before)));
        before = ordinal;
    });
}

/// Reads ordinals, ascending and below `limit`.
pub(crate) fn get_ordinals(reader: &mut Reader<'_>, limit: u32) -> Result<Vec<u32>> {
    let mut last = 0u64;
    reader.list(|reader| {
        last += u64::from(reader.u32()?);
        if last < u64::from(limit) {
            return Ok(last as u32);
        }
        Err(reader.expected(&["an ordinal below ", &limit.to_string()].concat(), &last.to_string()))
    })
}

pub(super) fn put_timeline_event(out: &mut Vec<u8>, event: &TimelineEvent) {
    put_str(out, &event.id);
    put_one(out, &EventType::ALL, &event.event_type);
    put_option(out, event.when, put_when);
    put_one(out, &Modality::ALL, &event.modality);
    put_numbers(out, &event.actors);
    put_numbers(out, &event.targets);
    put_numbers(out, &event.places);
    put_str(out, &event.headline);
    put_all(out, &event.quotes, |out, quote| {
        put_varint(out, u64::from(quote.document));
        let mut ranges = Ranges::default();
        ranges.put(out, quote.range);
        ranges.put(out, quote.trigger);
    });
    put_str(out, &event.why);
}

pub(super) fn get_timeline_event(reader: &mut Reader<'_>) -> Result<TimelineEvent> {
    Ok(TimelineEvent {
        id: reader.string()?,
        event_type: get_one(reader, &EventType::ALL, "a type of event")?,
        when: get_option(reader, get_when)?,
        modality: get_one(reader, &Modality::ALL, "a modality")?,
        actors: get_numbers(reader)?,
        targets: get_numbers(reader)?,
        places: get_numbers(reader)?,
        headline: reader.string()?,
        quotes: reader.list(|reader| {
            let document = reader.u32()?;
            let mut ranges = Ranges::default();
            Ok(Quote { document, range: ranges.get(reader)?, trigger: ranges.get(reader)? })
        })?,
        why: reader.string()?,
    })
}
