//! Which entities of many documents are one.
//!
//! Input is the entities of each document; output those of the archive, and which of them each document's are. Two
//! are one if they
//!
//! - belong to one entry of the pack, by the document or because the pack has one of their names;
//! - belong to one row of the lists (so that `កឹម សុខា` is Kem Sokha);
//! - have a name of one key and one type, or, persons, the same words with the first one last;
//! - are an acronym and the one long name that other documents define it for.
//!
//! A person of whom a document says no more than one word (`Sokha`) stays apart from every other document's: a
//! surname is no identity. A Cambodian acronym of the lists (`NEC`) counts only in a document that names another
//! entry of that list in full, since the same letters mean other things elsewhere.
//!
//! The result does not depend on the order of the documents: everything is decided on sorted keys, and identifiers
//! are made from types and names alone.

use super::lists::Lists;
use super::pack::Pack;
use super::slug::{Taken, fingerprint, slug};
use super::table::{Table, word_number};
use super::union::Sets;
use super::within::{by_count, fullest, turned};
use super::word::spaced_key;
use super::{DocumentEntities, DocumentEntity, Entity, EntityType, Merge, MergeRule, Resolution, khmer};
use crate::order::{self, Map};
use crate::text::khmer::is_khmer;

/// One entity of one document.
struct Node<'d> {
    document: usize,
    /// Which of the document's entities it is.
    place: usize,
    entity: &'d DocumentEntity,
    mentions: u32,
    /// Its names' keys, in order; for a person's name of one word, with the document's fingerprint.
    keys: Vec<String>,
    /// Its acronyms, in order, if a definition or the initials made them names of one with a long name.
    defines: Vec<String>,
    row: Option<u32>,
    entry: Option<String>,
}

/// Resolves the entities of many documents.
pub(super) fn resolve(documents: &[&DocumentEntities], pack: Option<&Pack>) -> Resolution {
    let nodes = nodes(documents, pack);
    let mut sets = Sets::new(nodes.len());
    merge_entries(&nodes, &mut sets);
    merge_rows(&nodes, &mut sets);
    merge_keys(&nodes, &mut sets);
    merge_acronyms(&nodes, &mut sets);
    assemble(documents, &nodes, &mut sets, pack)
}

fn nodes<'d>(documents: &[&'d DocumentEntities], pack: Option<&Pack>) -> Vec<Node<'d>> {
    let lists = Lists::get();
    let mut nodes = Vec::new();
    for (document, found) in documents.iter().enumerate() {
        let mut counts = vec![0_u32; found.entities.len()];
        for mention in &found.mentions {
            if let Some(count) = counts.get_mut(mention.entity as usize) {
                *count += 1;
            }
        }
        let cambodian = found.entities.iter().any(|entity| {
            entity.names.iter().any(|name| {
                row(entity.entity_type, &name.text)
                    .and_then(|row| lists.rows().get(row as usize))
                    .is_some_and(|row| {
                        (row.cambodian || row.name == "Cambodia") && name.text.chars().any(char::is_lowercase)
                    })
            })
        });
        let context = format!(
            "~{}",
            fingerprint(
                found.entities.iter().flat_map(|entity| entity.names.iter().map(|name| name.text.as_str()))
            )
        );
        for (place, (entity, mentions)) in found.entities.iter().zip(counts).enumerate() {
            let mut node = node(entity, cambodian, &context, pack);
            (node.document, node.place, node.mentions) = (document, place, mentions);
            nodes.push(node);
        }
    }
    // Order of documents must not count: nodes are put in the order of what they hold.
    order::sort_by(&mut nodes, |a, b| {
        let key = |node: &Node<'d>| {
            (node.entity.entity_type, &node.entity.name, &node.entity.names, &node.entity.merges)
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| a.keys.cmp(&b.keys))
            .then_with(|| (a.document, a.place).cmp(&(b.document, b.place)))
    });
    nodes
}

fn is_khmer_name(name: &str) -> bool {
    name.chars().any(is_khmer)
}

/// The row of the lists for a name of a type.
fn row(entity_type: EntityType, name: &str) -> Option<u32> {
    if is_khmer_name(name) {
        let row = khmer::row_of(&crate::text::khmer::name_key(name))?;
        Lists::get().rows().get(row as usize).filter(|found| found.entity_type == entity_type).map(|_| row)
    } else {
        Lists::get().row(entity_type, name, &spaced_key(name))
    }
}

fn node<'d>(entity: &'d DocumentEntity, cambodian: bool, context: &str, pack: Option<&Pack>) -> Node<'d> {
    let made = |rule: MergeRule| {
        order::set(entity.merges.iter().filter(|merge| merge.rule == rule).map(|merge| merge.name.as_str()))
    };
    let (short, acronyms) = (made(MergeRule::ShortName), made(MergeRule::Acronym));
    let is_short = |name: &str| short.binary_search(&name).is_ok();
    let mut keys = Vec::new();
    let mut found_row = None;
    let mut has_long = false;
    let mut acronym_keys = Vec::new();
    for name in &entity.names {
        let key = key_of(&name.text);
        found_row = found_row.or_else(|| row(entity.entity_type, &name.text));
        let listed = Lists::get()
            .acronym(&key)
            .filter(|_| cambodian && !name.text.chars().any(char::is_lowercase))
            .filter(|&row| {
                Lists::get().rows().get(row as usize).is_some_and(|row| row.entity_type == entity.entity_type)
            });
        if listed.is_some() {
            // The letters alone are no key: elsewhere they stand for something else.
            found_row = found_row.or(listed);
            acronym_keys.push(key);
            continue;
        }
        if acronyms.binary_search(&name.text.as_str()).is_ok() {
            acronym_keys.push(key);
            continue;
        }
        let single =
            entity.entity_type == EntityType::Person && !key.contains(' ') && !is_khmer_name(&name.text);
        if single && (is_short(&name.text) || entity.names.iter().any(|other| other.text.contains(' '))) {
            continue;
        }
        if single && row(entity.entity_type, &name.text).is_none() {
            keys.push(format!("{key} {context}"));
        } else {
            has_long = true;
            keys.push(key);
        }
    }
    let keys = order::set(keys);
    let defines = if has_long { order::set(acronym_keys) } else { Vec::new() };
    let entry = entity.pack_id.clone().or_else(|| {
        let pack = pack?;
        entity.names.iter().find_map(|name| {
            let entry = pack.entry_named(&name.text)?;
            let single = entity.entity_type == EntityType::Person && is_short(&name.text);
            (entry.entity_type == entity.entity_type && !single).then(|| entry.id.clone())
        })
    });
    Node { document: 0, place: 0, entity, mentions: 0, keys, defines, row: found_row, entry }
}

fn key_of(name: &str) -> String {
    if is_khmer_name(name) { crate::text::khmer::name_key(name) } else { spaced_key(name) }
}

fn merge_entries(nodes: &[Node<'_>], sets: &mut Sets) {
    let mut first: Map<&str, usize> = Map::default();
    for (at, node) in nodes.iter().enumerate() {
        let Some(entry) = node.entry.as_deref() else { continue };
        let known = *first.slot(entry, || at);
        sets.merge(known, at, || Merge {
            name: node.entity.name.clone(),
            rule: if node.entity.name == nodes[known].entity.name {
                MergeRule::Exact
            } else {
                MergeRule::Pack
            },
            evidence: format!("entry {entry} of the pack"),
        });
    }
}

fn merge_rows(nodes: &[Node<'_>], sets: &mut Sets) {
    let mut first: Map<u32, usize> = Map::default();
    // Two entries of the pack are two entities, whatever the lists say: what has a row and no entry joins one of them.
    let of_entries =
        |wanted: bool| nodes.iter().enumerate().filter(move |(_, node)| node.entry.is_some() == wanted);
    for (at, node) in of_entries(true).chain(of_entries(false)) {
        let Some(row) = node.row else { continue };
        let known = *first.slot(row, || at);
        if node.entry.is_some() {
            continue;
        }
        let (name, other) = (&node.entity.name, &nodes[known].entity.name);
        let listed = Lists::get().rows().get(row as usize).map_or("", |row| row.name);
        sets.merge(known, at, || Merge {
            name: name.clone(),
            rule: if name == other {
                MergeRule::Exact
            } else if is_khmer_name(name) == is_khmer_name(other) {
                MergeRule::Listed
            } else {
                MergeRule::CrossScript
            },
            evidence: format!("the lists give both as names of {listed}"),
        });
    }
}

/// The nodes that have each key, in their order.
fn named<'n>(nodes: &'n [Node<'_>]) -> Map<(EntityType, &'n str), Vec<usize>> {
    holders(nodes, |node| &node.keys)
}

fn holders<'n, 'd>(
    nodes: &'n [Node<'d>],
    keys: impl Fn(&'n Node<'d>) -> &'n [String],
) -> Map<(EntityType, &'n str), Vec<usize>> {
    let pairs = nodes.iter().enumerate().flat_map(|(at, node)| {
        keys(node).iter().map(move |key| ((node.entity.entity_type, key.as_str()), at))
    });
    Map::of_ordered(order::group(pairs.collect()))
}

fn merge_keys(nodes: &[Node<'_>], sets: &mut Sets) {
    let named = named(nodes);
    let first = |entity_type: EntityType, key: &str| named.get(&(entity_type, key))?.first().copied();
    for (at, node) in nodes.iter().enumerate() {
        for key in &node.keys {
            let Some(known) = first(node.entity.entity_type, key) else { continue };
            // Two entries of the pack are two entities, whatever names they share.
            if node.entry.is_some() && nodes[known].entry.is_some() && node.entry != nodes[known].entry {
                continue;
            }
            sets.merge(known, at, || Merge {
                name: node.entity.name.clone(),
                rule: MergeRule::Exact,
                evidence: format!("the same letters as {}", nodes[known].entity.name),
            });
        }
    }
    for (at, node) in
        nodes.iter().enumerate().filter(|(_, node)| node.entity.entity_type == EntityType::Person)
    {
        for key in &node.keys {
            let Some(turned) = turned(key) else { continue };
            if let Some(other) = first(EntityType::Person, &turned)
                && (node.entry.is_none() || nodes[other].entry.is_none() || node.entry == nodes[other].entry)
            {
                sets.merge(at, other, || Merge {
                    name: nodes[at.max(other)].entity.name.clone(),
                    rule: MergeRule::NameOrder,
                    evidence: format!("the words of {} in another order", nodes[at.min(other)].entity.name),
                });
            }
        }
    }
}

/// Documents that have only an acronym are joined to the one long name that others define it for.
fn merge_acronyms(nodes: &[Node<'_>], sets: &mut Sets) {
    let named = named(nodes);
    for ((entity_type, acronym), definers) in holders(nodes, |node| &node.defines).into_entries() {
        let Some(&definer) = definers.first() else { continue };
        let root = sets.root(definer);
        if definers.iter().any(|&at| sets.root(at) != root) {
            continue;
        }
        for &at in named.get(&(entity_type, acronym)).into_iter().flatten() {
            let node = &nodes[at];
            if node.entry.is_none() || nodes[definer].entry.is_none() {
                sets.merge(definer, at, || Merge {
                    name: node.entity.name.clone(),
                    rule: MergeRule::Acronym,
                    evidence: format!("another document defines it as {}", nodes[definer].entity.name),
                });
            }
        }
    }
}

fn assemble(
    documents: &[&DocumentEntities],
    nodes: &[Node<'_>],
    sets: &mut Sets,
    pack: Option<&Pack>,
) -> Resolution {
    let mut merges = sets.all_merges();
    let mut entities: Vec<(Entity, Vec<usize>)> = sets
        .members()
        .into_iter()
        .map(|members| {
            let merges = members.first().map(|&root| std::mem::take(&mut merges[root])).unwrap_or_default();
            (entity(nodes, &members, merges, pack), members)
        })
        .collect();
    // One identifier, one entity: those that would share one are told apart by what they hold.
    let mut seen: Table<u32> = Table::default();
    for (entity, _) in &entities {
        *seen.slot(word_number(&entity.id), || 0) += 1;
    }
    let mut taken = Taken::default();
    for (entity, members) in &mut entities {
        if seen.get(word_number(&entity.id)).is_some_and(|&count| count > 1) && !is_entry(nodes, members) {
            let keys = members.iter().flat_map(|&at| nodes[at].keys.iter().map(String::as_str));
            entity.id = format!("{}-{}", entity.id, fingerprint(keys));
        }
        taken.take(&mut entity.id);
    }
    order::sort_by(&mut entities, |(a, _), (b, _)| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    let mut assignment: Vec<Vec<u32>> = documents.iter().map(|found| vec![0; found.entities.len()]).collect();
    for (number, (_, members)) in entities.iter().enumerate() {
        for &at in members {
            let node = &nodes[at];
            assignment[node.document][node.place] = number as u32;
        }
    }
    Resolution { entities: entities.into_iter().map(|(entity, _)| entity).collect(), assignment }
}

fn is_entry(nodes: &[Node<'_>], members: &[usize]) -> bool {
    members.iter().any(|&at| nodes[at].entry.is_some())
}

fn entity(nodes: &[Node<'_>], members: &[usize], merges: Vec<Merge>, pack: Option<&Pack>) -> Entity {
    let mut forms: Map<String, u32> = Map::default();
    let mut all_merges = merges;
    let mut documents: Vec<u32> = Vec::new();
    let mut mentions = 0;
    for &at in members {
        let node = &nodes[at];
        mentions += node.mentions;
        documents.push(node.document as u32);
        for name in &node.entity.names {
            *forms.slot(name.text.clone(), || 0) += name.count;
        }
        all_merges.extend(node.entity.merges.iter().cloned());
    }
    order::sort(&mut documents);
    documents.dedup();
    order::sort(&mut all_merges);
    all_merges.dedup();
    let names = by_count(forms);
    let entry = members.iter().find_map(|&at| nodes[at].entry.as_deref());
    let entry = entry.and_then(|id| pack?.entry(id).map(|entry| (id, entry)));
    let pack_id = members.iter().find_map(|&at| nodes[at].entity.pack_id.clone());
    let row =
        members.iter().find_map(|&at| nodes[at].row).and_then(|row| Lists::get().rows().get(row as usize));
    let entity_type = entry.map_or_else(
        || members.first().map_or(EntityType::Person, |&at| nodes[at].entity.entity_type),
        |(_, entry)| entry.entity_type,
    );
    let name = match (entry, row) {
        (Some((_, entry)), _) => entry.name.clone(),
        (None, Some(row)) => row.name.to_owned(),
        (None, None) => fullest(&names).to_owned(),
    };
    let id = entry.map(|(id, _)| id.to_owned()).or(pack_id).unwrap_or_else(|| {
        let base = format!("{}-{}", entity_type.code().to_ascii_lowercase(), slug(&name));
        // A person known by one word only: the document's fingerprint is part of the key.
        let apart =
            members.iter().filter_map(|&at| nodes[at].keys.first()).find_map(|key| key.split_once(" ~"));
        match apart {
            Some((_, context)) if row.is_none() => format!("{base}-{context}"),
            _ => base,
        }
    });
    Entity { id, entity_type, name, names, mentions, documents, merges: all_merges }
}
