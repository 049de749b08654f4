//! Which documents the filters of a request let through, and the traits of documents that a query asks for.

use super::tree::{Node, Query, Trait};
use super::{Filters, Request, Sort};
use crate::archive::Archive;
use crate::archive::records::{Column, Traits};
use crate::archive::source::{Read, gather};
use crate::calendar::{Date, Interval};
use crate::event::EventType;
use crate::index::tally::Documents;
use crate::text::find::split_at;
use crate::text::normalise::fold;

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

/// Which parts of the archive a search reads besides the index.
#[derive(Clone, Copy)]
pub(super) struct Needs {
    pub columns: bool,
    pub about: bool,
    pub traits: bool,
}

impl Needs {
    pub(super) fn of(request: &Request, query: &Query, facets: bool) -> Self {
        let asks =
            |is: fn(&Trait) -> bool| query.every(&|node| matches!(node, Node::Trait(what) if is(what)));
        let filters = &request.filters;
        let dated = request.sort != Sort::Best || query.clauses.iter().all(|clause| clause.negated);
        Self {
            columns: dated
                || facets
                || !filters.languages.is_empty()
                || filters.published.is_some()
                || asks(|what| matches!(what, Trait::Language(_) | Trait::Published(..))),
            about: filters.about.is_some() || asks(|what| matches!(what, Trait::About(..))),
            traits: facets
                || !filters.events.is_empty()
                || !filters.sources.is_empty()
                || asks(|what| matches!(what, Trait::Event(_) | Trait::Source(_))),
        }
    }
}

/// What is known of every document, by ordinal; parts that no one asked for are empty.
pub(super) struct Shelf<'a> {
    columns: &'a [Column],
    about: Vec<Vec<Interval>>,
    traits: Option<&'a Traits>,
}

impl<'a> Shelf<'a> {
    /// Reads it: the second stage.
    pub(super) fn read(archive: &'a Archive, needs: Needs) -> Read<Self> {
        let segments = &archive.head()?.segments;
        let columns = if needs.columns { archive.columns() } else { Ok(&[][..]) };
        let about = gather(segments.iter().filter(|_| needs.about).map(|one| archive.about(one)));
        let traits = if needs.traits { archive.traits().map(Some) } else { Ok(None) };
        Ok(Self { columns: columns?, about: about?.concat(), traits: traits? })
    }

    /// Whether a document has a trait.
    pub(super) fn has(&self, ordinal: usize, what: &Trait) -> bool {
        match what {
            Trait::Language(wanted) => self.columns.get(ordinal).is_some_and(|one| one.language == *wanted),
            Trait::Published(wanted, _) => self
                .columns
                .get(ordinal)
                .and_then(|column| column.published)
                .is_some_and(|when| when.interval.overlaps(*wanted)),
            Trait::About(wanted, _) => self
                .about
                .get(ordinal)
                .is_some_and(|dates| dates.iter().any(|date| names_day_of(*date, *wanted))),
            Trait::Event(wanted) => self.tells(ordinal, *wanted),
            Trait::Source(wanted) => self.source(ordinal).is_some_and(|source| is_from(source, wanted)),
        }
    }

    /// Whether a document tells an event of a type.
    pub(super) fn tells(&self, ordinal: usize, wanted: EventType) -> bool {
        let place = EventType::ALL.iter().position(|one| *one == wanted).unwrap_or(31);
        self.traits
            .and_then(|traits| traits.documents.get(ordinal))
            .is_some_and(|one| one.0 >> place & 1 == 1)
    }

    /// Where a document is from.
    fn source(&self, ordinal: usize) -> Option<&str> {
        let traits = self.traits?;
        traits.sources.get(traits.documents.get(ordinal)?.1 as usize).map(String::as_str)
    }

    /// Whether any document at all is from a source.
    pub(super) fn has_source(&self, wanted: &str) -> bool {
        self.traits.is_some_and(|traits| traits.sources.iter().any(|source| is_from(source, wanted)))
    }

    /// What is known of all documents' events and sources.
    pub(super) fn traits(&self) -> Option<&'a Traits> {
        self.traits
    }

    /// The day by which a document is put in order: the last on which it may have been published.
    pub(super) fn day(&self, ordinal: u32) -> Option<i32> {
        let interval = self.columns.get(ordinal as usize)?.published?.interval;
        interval.last().or(interval.first()).map(Date::days_since_epoch)
    }

    /// What the column holds.
    pub(super) fn column(&self, ordinal: usize) -> Option<&Column> {
        self.columns.get(ordinal)
    }
}

/// Whether a date may be one of some days. One that is open on a side, like a Friday in a text of which no more is known
/// than that it was written after 1998, names none of them: it would be found for every day from then on.
fn names_day_of(date: Interval, days: Interval) -> bool {
    date.first().is_some() && date.last().is_some() && date.overlaps(days)
}

/// Whether a source is one that is asked for: the same, or with whole parts of it, which `/` and `.` set apart.
fn is_from(source: &str, wanted: &str) -> bool {
    let source = fold(source);
    let apart = |c: char| matches!(c, '/' | '.');
    let mut rest = source.as_str();
    let mut begins = true;
    while let Some((before, after)) = split_at(rest, wanted) {
        let begins_here = if before.is_empty() { begins } else { before.ends_with(apart) };
        if begins_here && (after.is_empty() || after.starts_with(apart)) {
            return true;
        }
        (rest, begins) = (after, wanted.ends_with(apart));
    }
    false
}

/// The documents that name each of the entities: the second stage.
pub(super) fn naming(archive: &Archive, named: &Named) -> Read<Vec<Vec<u32>>> {
    gather(named.entities.iter().map(|&entity| archive.entity_documents(entity)))
}

/// The documents that are let through; deleted ones never are.
pub(super) fn allowed(
    archive: &Archive,
    filters: &Filters,
    named: &Named,
    naming: &[Vec<u32>],
    shelf: &Shelf,
) -> Read<Documents> {
    let head = archive.head()?;
    let mut allowed = Documents::all(head.documents);
    for segment in &head.segments {
        for local in &segment.deleted {
            allowed.remove(segment.first + local);
        }
    }
    let published = filters.published.map(|days| Trait::Published(days, String::new()));
    let about = filters.about.map(|days| Trait::About(days, String::new()));
    let any = published.is_some()
        || about.is_some()
        || !(filters.languages.is_empty() && filters.events.is_empty() && filters.sources.is_empty());
    let passes = |at: usize| {
        let one_of = |what: &[Trait]| what.is_empty() || what.iter().any(|what| shelf.has(at, what));
        (filters.languages.is_empty()
            || shelf.column(at).is_some_and(|column| filters.languages.contains(&column.language)))
            && one_of(published.as_slice())
            && one_of(about.as_slice())
            && (filters.events.is_empty() || filters.events.iter().any(|&event| shelf.tells(at, event)))
            && (filters.sources.is_empty()
                || filters.sources.iter().any(|source| Some(source.as_str()) == shelf.source(at)))
    };
    if any {
        allowed.keep(&Documents::with(head.documents, &passes));
    }
    for documents in naming {
        allowed.keep(&Documents::of(documents, head.documents));
    }
    if !named.documents.is_empty() {
        allowed.keep(&Documents::of(&named.documents, head.documents));
    }
    Ok(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_asked_for_by_whole_parts() {
        let check = |source: &str, wanted: &str, expected: bool| {
            assert_eq!(is_from(source, wanted), expected, "{source} {wanted}");
        };
        check("news", "news", true);
        check("news/2017", "news", true);
        check("Reports/news", "news", true);
        check("news2", "news", false);
        check("newsletter", "news", false);
        check("old-news", "news", false);
        check("news2/news", "news", true);
        check("khmer.example.org", "example.org", true);
        check("example.org.kh", "example.org", true);
        check("notexample.org", "example.org", false);
        check("ខ្មែរ/é😀", "e😀", true);
        check("", "news", false);
    }
}
