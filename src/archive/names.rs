//! Names as the file holds them: which entities a name, folded, is one of.
//!
//! ```text
//! names, in blocks found by key, for each in byte order:
//!   key       of [`name_key`], front-coded
//!   entities  count, then for each a varint: number << 4 | type << 1 | whole
//! ```
//!
//! `whole` is 1 where the key is a whole name of the entity, 0 where it is one word of a longer one, or a Khmer name
//! without its head word (`លីកាដូ` of `អង្គការលីកាដូ`): a query for a whole name finds the entity by itself, a part of a
//! name does so only where the query says that it means a name.

use super::Archive;
use super::format::NAMES;
use crate::entity::EntityType;
use crate::error::Result;
use crate::index::blocks::read_key;
use crate::index::codec::Reader;

use super::source::Read;

/// An entity that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its number.
    pub entity: u32,
    /// What it is.
    pub entity_type: EntityType,
    /// Whether that is a whole name of it.
    pub whole: bool,
}

fn get_named(reader: &mut Reader<'_>) -> Result<Named> {
    let code = reader.u32()?;
    match EntityType::ALL.get((code >> 1 & 7) as usize) {
        Some(&entity_type) => Ok(Named { entity: code >> 4, entity_type, whole: code & 1 == 1 }),
        None => Err(reader.expected("a type of entity", "another")),
    }
}

impl Archive {
    /// The entities that a name, folded, is one of, most mentions first. An archive may have no such section.
    pub(crate) fn named(&self, key: &str) -> Read<Vec<Named>> {
        let Some(section) = self.head()?.sections.get(&NAMES) else { return Ok(Vec::new()) };
        let Some(n) = self.directory(section)?.find(key.as_bytes()) else { return Ok(Vec::new()) };
        let (block, base) = self.block(section, n, true)?;
        let mut reader = Reader::unpacked(&block, base);
        let mut found = Vec::new();
        while reader.remaining() > 0 {
            read_key(&mut reader, &mut found)?;
            let named = reader.list(get_named)?;
            if found == key.as_bytes() {
                return Ok(named);
            }
        }
        Ok(Vec::new())
    }
}

#[cfg(feature = "full")]
pub(super) use writing::names;

#[cfg(feature = "full")]
mod writing {
    use crate::entity::{Entity, EntityType, without_head};
    use crate::index::terms::terms;
    use crate::order;
    use crate::text::TokenKind;
    use crate::text::normalise::name_key;

    /// A word of a name that more entities have tells nothing of which is meant.
    const MOST: usize = 64;
    /// The shortest word of a name that is found by itself, in bytes.
    const SHORTEST: usize = 3;

    /// The keys of all names with their entities, as the file writes them.
    pub(in crate::archive) fn names(entities: &[Entity]) -> Vec<(String, Vec<u32>)> {
        let mut found: Vec<(String, u32)> = Vec::new();
        for (entity, number) in entities.iter().zip(0u32..) {
            let place = EntityType::ALL.iter().position(|one| *one == entity.entity_type).unwrap_or(0);
            let code = number << 4 | (place as u32) << 1;
            let words = |name: &str| -> Vec<String> {
                terms(name)
                    .into_iter()
                    .filter(|term| term.kind == TokenKind::Word)
                    .map(|term| term.key)
                    .collect()
            };
            let main = words(&entity.name);
            for name in entity.names.iter().map(|name| name.text.as_str()).chain([entity.name.as_str()]) {
                let key = name_key(name);
                if let Some(rest) = without_head(&key, entity.entity_type) {
                    found.push((rest.to_owned(), code));
                }
                // A part of the name, by which a text calls it after the full name, is no name of its own.
                let part = main.len() > 1 && main.contains(&key);
                if !key.is_empty() {
                    found.push((key, code | u32::from(!part)));
                }
                let words = words(name);
                for word in words.iter().filter(|word| words.len() > 1 && word.len() >= SHORTEST) {
                    found.push((word.clone(), code));
                }
            }
        }
        let mut names = order::group(found);
        for (_, entities) in &mut names {
            // An entity stands once, as a whole name if it is one; they come in the order of their numbers.
            entities.dedup_by(|next, kept| {
                let same = *next >> 4 == *kept >> 4;
                *kept |= if same { *next } else { 0 };
                same
            });
            entities.truncate(MOST);
        }
        names
    }
}
