//! What people decide about entities: two are one, one is two, a name or type is wrong, a thing is no entity.
//!
//! Input: a resolution, and actions, which `decisions` reads from a file. Output: the resolution after them, in order,
//! and which of them found nothing to decide about. An action names its entities by type and name, as a person does, and
//! by identifier where several share a name; identifiers alone would not do, because a fuller name in a new document can
//! change one.
//!
//! Left out on purpose: cutting what a single document took for one. An archive says of each entity of a document, not
//! of each mention, which of its own it is, and the document's entities stand in its segment since it was read. To
//! divide them, the segment would have to be written anew: its documents read and indexed again (in a page a second for
//! every four megabytes of the archive, at each decision), their events told again, and what was divided kept somewhere
//! to be taken back. A split by a name that stands only within such an entity, and a decision that its two names are two,
//! change nothing and are handed back with that reason; a pack that lists the two apart decides it when the document is
//! read.

use serde::Serialize;

use super::slug::{Taken, fingerprint, slug};
use super::within::{by_count, fullest};
use super::word::spaced_key;
use super::{DocumentEntities, Entity, EntityType, Merge, MergeRule, NO_ENTITY, Name, Resolution};
use crate::order::{self, Map};
use crate::text::khmer::{is_khmer, name_key};

/// An entity as a decision names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its type's code: `PER`.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// One of its names.
    pub name: String,
    /// Its identifier when the decision was made; it decides where several entities have the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl Named {
    /// An entity of a resolution, to decide about.
    pub fn of(entity: &Entity) -> Self {
        Self {
            entity_type: entity.entity_type.code().to_owned(),
            name: entity.name.clone(),
            id: Some(entity.id.clone()),
        }
    }
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Action {
    /// `entity` and `with` are one, be they of two types; what `entity` is called and its type stay.
    Merge {
        /// The entity that stays.
        entity: Named,
        /// The entity that is added to it.
        with: Named,
        /// Why, in a person's own words.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// `entity` and `with` are two, however alike their names: it is not suggested again that they are one, and documents
    /// that name the second alone are parted from those of the first where they were taken for one.
    Distinct {
        /// One of the two.
        entity: Named,
        /// The other.
        with: Named,
        /// Why, in a person's own words.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// What some documents say of `entity` is of another: those of `documents`, or those that call it one of `names`.
    Split {
        /// The entity that is cut.
        entity: Named,
        /// Identifiers of documents.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        documents: Vec<String>,
        /// The fullest name in a document, which takes all its names of the entity with it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
        /// What the other is called; its fullest name if nothing is said.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Why, in a person's own words.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// `entity` is called `name`.
    Rename {
        /// The entity.
        entity: Named,
        /// Its name from now on.
        name: String,
        /// Why, in a person's own words.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// `entity` is of another type.
    Retype {
        /// The entity.
        entity: Named,
        /// The code of its type from now on.
        #[serde(rename = "type")]
        entity_type: String,
        /// Why, in a person's own words.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// `entity` is none.
    Reject {
        /// The entity.
        entity: Named,
        /// Why, in a person's own words.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

/// A decision that did not do all that it says, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// Its place among those that were replayed, the first being 0.
    pub place: usize,
    /// Whether it did a part of what it says.
    pub partly: bool,
    /// Why, in words.
    pub why: String,
}

/// Replays actions over a resolution. `documents` are those it was made of and `ids` their identifiers. Returned with it
/// are the actions that found nothing to decide about, or not all of it (their documents may come later).
pub fn apply(
    actions: &[&Action],
    resolution: Resolution,
    documents: &[&DocumentEntities],
    ids: &[&str],
) -> (Resolution, Vec<Idle>) {
    if actions.is_empty() {
        return (resolution, Vec::new());
    }
    let mut table = Table::new(resolution, documents, ids);
    let idle = actions.iter().enumerate().filter_map(|(place, action)| match table.act(action) {
        Ok(None) => None,
        Ok(Some(why)) => Some(Idle { place, partly: true, why }),
        Err(why) => Some(Idle { place, partly: false, why }),
    });
    let idle = idle.collect();
    (table.finish(), idle)
}

/// Whether it was decided that two entities are two, so that nobody need be asked again.
pub fn apart(actions: &[&Action], one: &Entity, other: &Entity) -> bool {
    let has = |entity: &Entity, name: &str| {
        std::iter::once(&entity.name)
            .chain(entity.names.iter().map(|name| &name.text))
            .any(|own| key(own) == key(name))
    };
    let is = |entity: &Entity, named: &Named| {
        entity.entity_type.code() == named.entity_type && has(entity, &named.name)
    };
    actions.iter().any(|action| match action {
        Action::Distinct { entity, with, .. } => {
            is(one, entity) && is(other, with) || is(one, with) && is(other, entity)
        }
        Action::Split { entity, names, name, .. } => {
            let cut = |entity: &Entity| names.iter().chain(name).any(|name| has(entity, name));
            is(one, entity) && cut(other) || is(other, entity) && cut(one)
        }
        _ => false,
    })
}

/// What is wrong with an action in itself.
///
/// # Errors
/// The words for it.
pub fn check(action: &Action) -> Result<(), String> {
    let typed = |code: &str| {
        EntityType::from_code(code)
            .map(|_| ())
            .ok_or_else(|| format!("expected the type PER, ORG, LOC, LAW or EVENT, found \"{code}\""))
    };
    let called = |name: &str| match name.trim() {
        "" => Err("expected a name, found none".to_owned()),
        _ => Ok(()),
    };
    let named = |named: &Named| typed(&named.entity_type).and_then(|()| called(&named.name));
    match action {
        Action::Merge { entity, with, .. } | Action::Distinct { entity, with, .. } => {
            named(entity).and_then(|()| named(with))
        }
        Action::Split { entity, documents, names, name, .. } => {
            named(entity)?;
            if documents.is_empty() && names.is_empty() {
                return Err("expected \"documents\" or \"names\" to split by, found none".to_owned());
            }
            name.as_deref().map_or(Ok(()), called)
        }
        Action::Rename { entity, name, .. } => named(entity).and_then(|()| called(name)),
        Action::Retype { entity, entity_type, .. } => named(entity).and_then(|()| typed(entity_type)),
        Action::Reject { entity, .. } => named(entity),
    }
}

/// An entity as messages name it.
fn shown(named: &Named) -> String {
    format!("{} “{}”", named.entity_type, named.name)
}

fn key(name: &str) -> String {
    if name.chars().any(is_khmer) { name_key(name) } else { spaced_key(name) }
}

/// A resolution that is being changed.
struct Table<'d> {
    documents: &'d [&'d DocumentEntities],
    ids: &'d [&'d str],
    /// Rejected and merged ones are none.
    rows: Vec<Option<Row>>,
}

struct Row {
    entity: Entity,
    /// Which entity of which document it is of, in order.
    members: Vec<(usize, usize)>,
}

impl<'d> Table<'d> {
    fn new(resolution: Resolution, documents: &'d [&'d DocumentEntities], ids: &'d [&'d str]) -> Self {
        let mut rows: Vec<Option<Row>> =
            resolution.entities.into_iter().map(|entity| Some(Row { entity, members: Vec::new() })).collect();
        for (document, places) in resolution.assignment.iter().enumerate() {
            for (place, &at) in places.iter().enumerate() {
                if let Some(Some(row)) = rows.get_mut(at as usize) {
                    row.members.push((document, place));
                }
            }
        }
        Self { documents, ids, rows }
    }

    /// The one entity that a decision means.
    fn find(&self, named: &Named) -> Result<usize, String> {
        let wanted = key(&named.name);
        let called = |row: &Row, name: &str| {
            !wanted.is_empty() && key(name) == wanted && row.members.len() < usize::MAX
        };
        let rows = || self.rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.as_ref()?)));
        let of = |test: &dyn Fn(&Row) -> bool| -> Vec<usize> {
            rows().filter(|(_, row)| test(row)).map(|(at, _)| at).collect()
        };
        let typed = |row: &Row| row.entity.entity_type.code() == named.entity_type;
        let same = |row: &Row| named.id.as_ref().is_some_and(|id| *id == row.entity.id);
        let main = |row: &Row| called(row, &row.entity.name);
        let any = |row: &Row| main(row) || row.entity.names.iter().any(|name| called(row, &name.text));
        // From the most certain to the least; the first that means exactly one entity is believed.
        let ways: [&dyn Fn(&Row) -> bool; 5] = [
            &|row| same(row) && any(row),
            &|row| typed(row) && main(row),
            &|row| typed(row) && any(row),
            &|row| any(row),
            &|row| same(row),
        ];
        let mut several = false;
        for way in ways {
            match of(way).as_slice() {
                [at] => return Ok(*at),
                [] => {}
                _ => several = true,
            }
        }
        let what = shown(named);
        Err(if several {
            format!("several entities are called {what}")
        } else {
            format!("no entity is called {what}")
        })
    }

    /// Does what was decided. Handed back is why not all of it could be done, or as an error why nothing.
    fn act(&mut self, action: &Action) -> Result<Option<String>, String> {
        match action {
            Action::Merge { entity, with, note } => {
                let (at, other) = (self.find(entity)?, self.find(with)?);
                // Perhaps because a document says so; or a type was meant that there is none of.
                if at == other {
                    return Err(format!("{} and {} are one already", shown(entity), shown(with)));
                }
                let Some(added) = self.rows.get_mut(other).and_then(Option::take) else { return Ok(None) };
                if let Some(Some(row)) = self.rows.get_mut(at) {
                    let merge =
                        decided(&added.entity.name, note.as_ref(), "a person decided that both are one");
                    row.entity.merges.extend(added.entity.merges);
                    row.entity.merges.push(merge);
                    row.members.extend(added.members);
                    recount(&mut row.entity, &mut row.members, self.documents);
                }
            }
            Action::Distinct { entity, with, note } => {
                let at = self.find(entity)?;
                if at != self.find(with)? {
                    return Ok(None);
                }
                let (one, other) = (key(&entity.name), key(&with.name));
                let has = |&(document, place): &(usize, usize), name: &str| {
                    let held = self.documents.get(document).and_then(|found| found.entities.get(place));
                    held.is_some_and(|held| held.names.iter().any(|own| key(&own.text) == name))
                };
                let Some(Some(row)) = self.rows.get(at) else { return Ok(None) };
                let (leaving, staying): (Vec<_>, Vec<_>) =
                    row.members.iter().copied().partition(|member| has(member, &other) && !has(member, &one));
                let both = format!(
                    "{} and {} are names of one by now in a document that has both, which is not parted: a pack that lists the two apart parts them when the documents are read",
                    shown(entity),
                    shown(with)
                );
                let together = staying.iter().any(|member| has(member, &other));
                if leaving.is_empty() || staying.is_empty() {
                    return Err(both);
                }
                self.part(at, leaving, staying, Some(&with.name), note.as_ref());
                if together {
                    return Ok(Some(both));
                }
            }
            Action::Split { entity, documents, names, name, note } => {
                let at = self.find(entity)?;
                let documents = order::set(documents);
                let names = order::set(names.iter().map(|name| key(name)));
                let leaves = |&(document, place): &(usize, usize)| {
                    let held = self.documents.get(document).and_then(|found| found.entities.get(place));
                    let called = held.is_some_and(|held| names.binary_search(&key(&held.name)).is_ok());
                    let stands = self
                        .ids
                        .get(document)
                        .is_some_and(|id| documents.binary_search_by(|one| one.as_str().cmp(id)).is_ok());
                    (documents.is_empty() || stands) && (names.is_empty() || called)
                };
                let Some(Some(row)) = self.rows.get(at) else { return Ok(None) };
                let (leaving, staying): (Vec<_>, Vec<_>) = row.members.iter().copied().partition(leaves);
                let missing: Vec<&str> =
                    documents.iter().map(|id| id.as_str()).filter(|id| !self.ids.contains(id)).collect();
                let missing = (!missing.is_empty()).then(|| {
                    format!(
                        "it names what is not in the archive: {} (a document that has changed has another identifier)",
                        missing.join(", ")
                    )
                });
                if leaving.is_empty() {
                    let within = staying
                        .iter()
                        .filter_map(|&(document, place)| self.documents.get(document)?.entities.get(place))
                        .flat_map(|held| &held.names)
                        .map(|name| &name.text)
                        .find(|name| names.binary_search(&key(name)).is_ok());
                    return Err(match (missing, within) {
                        (Some(missing), _) => missing,
                        (None, Some(name)) => format!(
                            "“{name}” cannot be split off: documents have it as another name of the same one; a pack that lists the two apart parts them when the documents are read"
                        ),
                        (None, None) => format!(
                            "no document that it names, of those in the archive, has “{}” by such a name",
                            entity.name
                        ),
                    });
                }
                if staying.is_empty() {
                    return Err(format!("all that is told of “{}” would be split off", entity.name));
                }
                self.part(at, leaving, staying, name.as_ref(), note.as_ref());
                return Ok(missing);
            }
            Action::Rename { entity, name, note } => {
                let at = self.find(entity)?;
                if let Some(Some(row)) = self.rows.get_mut(at) {
                    row.entity.merges.push(decided(name, note.as_ref(), "a person gave this name"));
                    row.entity.name.clone_from(name);
                }
            }
            Action::Retype { entity, entity_type, .. } => {
                let at = self.find(entity)?;
                if let (Some(Some(row)), Some(entity_type)) =
                    (self.rows.get_mut(at), EntityType::from_code(entity_type))
                {
                    row.entity.entity_type = entity_type;
                }
            }
            Action::Reject { entity, .. } => {
                let at = self.find(entity)?;
                self.rows[at] = None;
            }
        }
        Ok(None)
    }

    /// Parts an entity: those of its members that leave are another, called so or by their fullest name.
    fn part(
        &mut self,
        at: usize,
        mut leaving: Vec<(usize, usize)>,
        mut staying: Vec<(usize, usize)>,
        name: Option<&String>,
        note: Option<&String>,
    ) {
        let Some(Some(row)) = self.rows.get_mut(at) else { return };
        let mut other = row.entity.clone();
        recount(&mut row.entity, &mut staying, self.documents);
        row.members = staying;
        recount(&mut other, &mut leaving, self.documents);
        other.name = name.cloned().unwrap_or_else(|| fullest(&other.names).to_owned());
        // What stays is not called by a name that has left.
        let has = |names: &[Name], name: &str| names.iter().any(|one| one.text == name);
        if has(&other.names, &row.entity.name) && !has(&row.entity.names, &row.entity.name) {
            fullest(&row.entity.names).clone_into(&mut row.entity.name);
        }
        other.merges.push(decided(&other.name, note, "a person decided that it is another"));
        let mark = fingerprint([row.entity.id.as_str(), other.name.as_str()].into_iter());
        other.id = format!("{}-{}-{mark}", other.entity_type.code().to_ascii_lowercase(), slug(&other.name));
        self.rows.push(Some(Row { entity: other, members: leaving }));
    }

    fn finish(self) -> Resolution {
        let mut rows: Vec<Row> = self.rows.into_iter().flatten().collect();
        // A split may make an identifier that is there already.
        let mut taken = Taken::default();
        for row in &mut rows {
            order::sort(&mut row.entity.merges);
            row.entity.merges.dedup();
            taken.take(&mut row.entity.id);
        }
        order::sort_by(&mut rows, |a, b| {
            b.entity.mentions.cmp(&a.entity.mentions).then_with(|| a.entity.id.cmp(&b.entity.id))
        });
        let mut assignment: Vec<Vec<u32>> =
            self.documents.iter().map(|found| vec![NO_ENTITY; found.entities.len()]).collect();
        for (number, row) in rows.iter().enumerate() {
            for &(document, place) in &row.members {
                if let Some(slot) = assignment.get_mut(document).and_then(|places| places.get_mut(place)) {
                    *slot = number as u32;
                }
            }
        }
        Resolution { entities: rows.into_iter().map(|row| row.entity).collect(), assignment }
    }
}

fn decided(name: &str, note: Option<&String>, otherwise: &str) -> Merge {
    Merge {
        name: name.to_owned(),
        rule: MergeRule::Decided,
        evidence: note.cloned().unwrap_or_else(|| otherwise.to_owned()),
    }
}

/// Counts an entity's names, mentions and documents anew; reasons for names that it no longer has go.
fn recount(entity: &mut Entity, members: &mut [(usize, usize)], documents: &[&DocumentEntities]) {
    order::sort(members);
    let mut forms: Map<String, u32> = Map::default();
    for &(document, place) in members.iter() {
        let held = documents.get(document).and_then(|found| found.entities.get(place));
        for name in held.into_iter().flat_map(|held| &held.names) {
            *forms.slot(name.text.clone(), || 0) += name.count;
        }
    }
    entity.mentions = forms.values().sum();
    entity.documents = members.iter().map(|&(document, _)| document as u32).collect();
    entity.documents.dedup();
    entity.merges.retain(|merge| merge.rule == MergeRule::Decided || forms.get(&merge.name).is_some());
    entity.names = by_count(forms);
}
