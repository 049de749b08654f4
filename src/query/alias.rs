//! Names in a query: which of its words are a name of an entity, and which documents name it in any of its names.
//!
//! Input: the clauses of a query. Output: for each run of words that is a whole name, the entities, their documents and
//! their other names. A document that names the entity has every word of the name, whatever it writes: so a query for
//! Kem Sokha finds documents that only write កឹម សុខា. Words in quotation marks are looked for as they stand.

use super::Expansion;
use super::tree::{Clause, Kind, Node, Query};
use crate::archive::source::{Read, gather};
use crate::archive::{Archive, Named, Segment};
use crate::entity::EntityType;
use crate::index::tally::{Match, add_up};
use crate::index::terms::terms;
use crate::order;
use crate::text::find::find;
use crate::text::khmer::is_khmer;
use crate::text::normalise::name_key;

/// The longest name that is looked for, in words.
const LONGEST: usize = 6;
/// In a query of more clauses, a text that was pasted, no names are looked for that it does not mark: that would cost a
/// cold reader a block of names for every word.
const MOST_CLAUSES: usize = 16;
/// A name may be that of so many entities: the most mentioned.
const ENTITIES: usize = 4;
/// A word of a name that is asked for as a name may be that of so many.
const ENTITIES_OF_FIELD: usize = 32;
/// How many other names are shown and highlighted.
const SHOWN: usize = 8;
/// How often, in words, a document counts as naming the entity, beside what it writes of the name.
const NAMED: f64 = 1.5;

/// Clauses that are one name, and the entities of that name.
pub(super) struct Found {
    /// The first clause and the one behind the last.
    clauses: std::ops::Range<usize>,
    entities: Vec<Named>,
    /// The query says that it is a name.
    pub by_field: bool,
}

/// A name with what the archive knows of its entities.
pub(super) struct Name {
    pub clauses: std::ops::Range<usize>,
    pub by_field: bool,
    /// The documents that name one of the entities, ascending.
    pub documents: Vec<u32>,
    pub expansion: Option<Expansion>,
    /// The same name as documents write it: with other spaces, hyphens or apostrophes.
    written: Vec<String>,
}

/// Finds the names among the clauses of a query: the first stage. With `aliases`, also those that it does not mark.
pub(super) fn look_up(archive: &Archive, query: &Query, aliases: bool) -> Read<Vec<Found>> {
    let mut asked = Vec::new();
    for node in &query.nodes {
        fields(node, &mut asked);
    }
    let fields = gather(asked.into_iter().map(|(of, n)| {
        let key = name_key(&query.clauses[n].written);
        let entities = archive.named(&key)?;
        let mut entities: Vec<Named> =
            entities.into_iter().filter(|one| of.is_none_or(|of| of == one.entity_type)).collect();
        // That one is called just so says not that others, whom texts call so for short, are not meant: a person by
        // one name, what has a Khmer name by the name without its head word. Of a place or body, one word of a longer
        // name is that of something else: Cambodia, and the National Bank of Cambodia.
        if entities.iter().any(|one| one.whole) && !key.contains(is_khmer) {
            entities.retain(|one| one.whole || one.entity_type == EntityType::Person);
        }
        entities.truncate(ENTITIES_OF_FIELD);
        Ok(Found { clauses: n..n + 1, entities, by_field: true })
    }));
    let clauses = &query.clauses;
    let mut candidates = Vec::new();
    for first in (0..clauses.len()).filter(|_| aliases && clauses.len() <= MOST_CLAUSES) {
        for end in first + 1..=(first + LONGEST).min(clauses.len()) {
            if !may_be(&clauses[end - 1]) || clauses[end - 1].grouped != clauses[first].grouped {
                break;
            }
            candidates.push(first..end);
        }
    }
    let named = gather(candidates.into_iter().map(|range| {
        let written: Vec<&str> =
            clauses[range.clone()].iter().map(|clause| clause.written.as_str()).collect();
        let mut entities = archive.named(&name_key(&written.concat()))?;
        entities.retain(|one| one.whole);
        entities.truncate(ENTITIES);
        Ok(Found { clauses: range, entities, by_field: false })
    }));
    let (mut found, mut named) = (fields?, named?);
    // Of names that overlap, the longest, then the first.
    named.retain(|name| !name.entities.is_empty());
    order::sort_by_key(&mut named, |name| (std::cmp::Reverse(name.clauses.len()), name.clauses.start));
    for name in named {
        let overlaps =
            |other: &Found| other.clauses.start < name.clauses.end && name.clauses.start < other.clauses.end;
        if !found.iter().any(overlaps) {
            found.push(name);
        }
    }
    order::sort_by_key(&mut found, |name| name.clauses.start);
    Ok(found)
}

/// Whether a clause may be a word of a name that the query does not mark.
fn may_be(clause: &Clause) -> bool {
    !clause.negated
        && !clause.in_title
        && match clause.kind {
            Kind::Word => true,
            // A sequence of clusters: a phrase in quotation marks is meant as it stands.
            Kind::Phrase => !clause.strict,
            _ => false,
        }
}

/// The query with each field taking the words behind it too where they are a name together, as if they stood in
/// quotation marks: `person:Kem Sokha`. `None` where there is none such. The first stage.
pub(super) fn joined(archive: &Archive, query: &Query) -> Read<Option<Query>> {
    let mut runs = Vec::new();
    fields_with_more(&query.nodes, &query.clauses, &mut runs);
    if runs.is_empty() {
        return Ok(None);
    }
    let mut pieces: Vec<Vec<Clause>> = query.clauses.iter().map(|clause| vec![clause.clone()]).collect();
    let (mut changed, mut missing) = (false, Ok(()));
    // Of each field the longest comes last.
    for (of, range) in runs {
        let mut name =
            Clause { written: String::new(), terms: Vec::new(), ..query.clauses[range.start].clone() };
        for clause in &query.clauses[range.clone()] {
            if !name.written.is_empty() {
                name.written.push(' ');
            }
            name.written.push_str(&clause.written);
            name.terms.extend_from_slice(&clause.terms);
        }
        match archive.named(&name_key(&name.written)) {
            Ok(found) if found.iter().any(|one| one.whole && of.is_none_or(|of| of == one.entity_type)) => {
                for n in range.clone() {
                    pieces[n] = Vec::new();
                }
                pieces[range.start].push(name);
                changed = true;
            }
            Ok(_) => {}
            Err(stop) => missing = Err(stop),
        }
    }
    missing?;
    Ok(changed.then(|| query.rebuilt(pieces)))
}

/// The fields that ask for a name, each with some of the words behind it.
fn fields_with_more(
    nodes: &[Node],
    clauses: &[Clause],
    found: &mut Vec<(Option<EntityType>, std::ops::Range<usize>)>,
) {
    for (at, node) in nodes.iter().enumerate() {
        let field = match node {
            Node::All(inner) | Node::Any(inner) => {
                fields_with_more(inner, clauses, found);
                continue;
            }
            Node::Not(inner) => inner,
            node => node,
        };
        let Node::Name(of, first) = *field else { continue };
        let mut end = first + 1;
        while end < first + LONGEST
            && matches!(nodes.get(at + end - first), Some(Node::Clause(n)) if *n == end)
            && may_be(&clauses[end])
        {
            end += 1;
            found.push((of, first..end));
        }
    }
}

/// The fields that ask for a name.
fn fields(node: &Node, found: &mut Vec<(Option<EntityType>, usize)>) {
    match node {
        Node::Name(of, n) => found.push((*of, *n)),
        Node::All(inner) | Node::Any(inner) => inner.iter().for_each(|node| fields(node, found)),
        Node::Not(inner) => fields(inner, found),
        _ => {}
    }
}

/// Reads what the archive knows of the entities: the second stage.
pub(super) fn read(archive: &Archive, query: &Query, found: Vec<Found>) -> Read<Vec<Name>> {
    gather(found.into_iter().map(|name| {
        let entities = || name.entities.iter().map(|one| one.entity);
        let documents = gather(entities().map(|entity| archive.entity_documents(entity)));
        let most = if name.by_field { SHOWN } else { ENTITIES };
        let known = gather(entities().take(most).map(|entity| {
            let (head, names) = (archive.entity_head(entity), archive.entity_names(entity));
            Ok((head?, names?))
        }));
        let mut documents = documents?.concat();
        order::sort(&mut documents);
        documents.dedup();
        let written: Vec<&str> =
            query.clauses[name.clauses.clone()].iter().map(|clause| clause.written.as_str()).collect();
        let written = written.join(" ");
        let mut keys = vec![name_key(&written)];
        let (mut ids, mut names, mut same) = (Vec::new(), Vec::new(), Vec::new());
        let (mut shown, mut others) = (Vec::new(), Vec::new());
        for (head, forms) in known? {
            ids.push(head.id);
            shown.push(head.name);
            others.extend(forms.into_iter().map(|form| form.text));
        }
        // Each by its name first, so that every one of them is told.
        shown.append(&mut others);
        for form in shown {
            let key = name_key(&form);
            if key == keys[0] && same.len() < SHOWN && !same.contains(&form) {
                same.push(form.clone());
            }
            // A part of a name that is shown already says nothing more.
            if names.len() < SHOWN && !key.is_empty() && !keys.iter().any(|known| find(known, &key).is_some())
            {
                keys.push(key);
                names.push(form);
            }
        }
        let marked = name.by_field;
        let expansion =
            (!ids.is_empty()).then_some(Expansion { name: written, marked, entities: ids, names });
        Ok(Name { clauses: name.clauses, by_field: name.by_field, documents, expansion, written: same })
    }))
}

/// Adds the documents that name an entity to what the words of its name match.
pub(super) fn add(names: &[Name], segment: &Segment, matches: &mut [Vec<Match>]) {
    for name in names {
        let from = name.documents.partition_point(|&ordinal| ordinal < segment.first);
        let until = name.documents.partition_point(|&ordinal| ordinal < segment.first + segment.documents);
        let documents = name.documents.get(from..until).unwrap_or_default();
        for clause in name.clauses.clone() {
            let Some(matches) = matches.get_mut(clause) else { continue };
            matches.extend(documents.iter().map(|ordinal| (ordinal - segment.first, NAMED)));
            add_up(matches);
        }
    }
}

/// The other names of what was found and other ways to write the same, to highlight: each a sequence of terms.
pub(super) fn other_names(names: &[Name]) -> Vec<Clause> {
    let other = |name: &'_ Name| name.expansion.iter().flat_map(|one| one.names.clone()).collect::<Vec<_>>();
    let forms = names.iter().flat_map(|name| [other(name), name.written.clone()].concat());
    let clause = |name: String| Clause {
        kind: Kind::Phrase,
        terms: terms(&name).into_iter().map(|term| term.key).collect(),
        strict: true,
        negated: false,
        grouped: true,
        in_title: false,
        written: name,
        count: 1,
    };
    forms.map(clause).filter(|clause| !clause.terms.is_empty()).collect()
}
