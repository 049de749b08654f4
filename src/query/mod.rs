//! Search: a query as typed, read, matched, scored, with snippets and facets.
//!
//! Input: an [`Archive`] and a [`Request`]. Output: an [`Answer`], or the byte ranges to fetch first. Ties are broken
//! by document ordinal; scores use no platform float function.
//!
//! | module | knows |
//! |---|---|
//! | `parse` | what a query as typed means |
//! | `matching` | which documents a clause matches, and how often |
//! | `rank` | which documents the query as a whole matches, and their scores |
//! | `score` | how much a match counts |
//! | `filter`, `facet` | which documents are let through, and what is counted over them |
//! | [`network`] | who is named together with whom |
//! | `snippet` | which passages are shown, and what is highlighted |
//!
//! # Three rounds
//!
//! A search asks for bytes in three stages: the terms in the dictionary; their postings, with what filters and facets
//! need of every document; the documents that are shown. Each stage asks for all that it needs at once.
//!
//! # All words, or any
//!
//! A phrase in quotation marks and a `-not` are strict. Of other words, up to three must all be there, for a
//! reader who types three words means all of them; if hardly any documents have them all, or if there are more
//! words (a question in a sentence), any will do, and documents with more and rarer ones come first.
//! [`Answer::understood`] then says `OR`.

mod facet;
mod filter;
mod matching;
#[cfg(feature = "full")]
pub mod network;
mod parse;
mod rank;
mod score;
mod snippet;

use std::cmp::Reverse;

use crate::archive::source::{Read, gather};
use crate::archive::{Archive, Step};
use crate::calendar::{Date, Interval};
use crate::document::iso_value;
use crate::entity::EntityType;
use crate::error::Result;
use crate::text::{Language, TextRange};
use matching::Loaded;
use parse::Query;
use rank::{Matches, averages, best_first, rank, take_apart};

/// What to look for and how much of it to return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The query as typed: words, `"phrases"`, `-not`, `prefix*`. Empty: every document that passes the filters.
    pub query: String,
    /// What a document must be besides.
    pub filters: Filters,
    /// How many hits to pass over.
    pub offset: u32,
    /// How many hits to return at most.
    pub limit: u32,
}

impl Request {
    /// A request for the first ten hits of a query, without filters.
    pub fn new(query: impl Into<String>) -> Self {
        Self { query: query.into(), filters: Filters::default(), offset: 0, limit: 10 }
    }
}

/// Conditions that a document must meet, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Identifiers of entities, each of which the document must mention.
    pub entities: Vec<String>,
    /// Languages, one of which the document must be in; empty: any.
    pub languages: Vec<Language>,
    /// Identifiers of documents to look in; empty: all.
    pub documents: Vec<String>,
    /// Days, on one of which the document may have been published.
    pub published: Option<Interval>,
    /// Days, one of which a date in the document's text covers.
    pub about: Option<Interval>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// How the query was read, in the query language itself.
    pub understood: String,
    /// The number of documents that match.
    pub total: u32,
    /// The hits asked for, best first; without a query, latest first.
    pub hits: Vec<Hit>,
    /// Counts over all documents that match, not only the hits returned.
    pub facets: Facets,
}

/// A document that matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document's ordinal.
    pub document: u32,
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its source.
    pub source: String,
    /// Its language.
    pub language: Language,
    /// Its publication date as [`crate::document::Published::value`] gives it.
    pub published: Option<String>,
    /// The score, higher is better; 0 without a query.
    pub score: f64,
    /// The best passages, at least one where the text is not empty.
    pub snippets: Vec<Snippet>,
}

/// A passage of a document with the words that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Where it stands in the document's text.
    pub range: TextRange,
    /// The passage, white space as in the text.
    pub text: String,
    /// The matching words: byte ranges of `text` (not of the document), in order, without overlap.
    pub highlights: Vec<TextRange>,
}

/// Counts over all matching documents; each list most frequent first, ties by value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Entities mentioned.
    pub entities: Vec<EntityFacet>,
    /// Languages.
    pub languages: Vec<(Language, u32)>,
    /// Months of publication, `YYYY-MM`, or `YYYY` where only the year is known; by value.
    pub months: Vec<(String, u32)>,
}

/// An entity and the number of matching documents that mention it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityFacet {
    /// The entity's identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub entity_type: EntityType,
    /// The number of matching documents that mention it.
    pub documents: u32,
}

/// Words are looked at for standing together if their positions in a segment are no more than so many bytes: a cold
/// reader should not pay more for the order of the hits than for finding them.
const NEARNESS_BYTES: u64 = 64 * 1024;

/// Searches an archive.
///
/// # Errors
/// [`crate::ErrorKind::Archive`] where bytes of the archive are damaged, [`crate::ErrorKind::NotFound`] where a filter
/// names an entity or document that is not in it. A query is never an error: it is read as far as it is understood.
pub fn search(archive: &Archive, request: &Request) -> Result<Step<Answer>> {
    archive.step(|| answer(archive, request, true))
}

/// As [`search`], without facets: what a page shows first. It costs a fraction of the bytes where an archive is large
/// and remote, for facets must look at every document.
///
/// # Errors
/// As [`search`].
pub fn search_hits(archive: &Archive, request: &Request) -> Result<Step<Answer>> {
    archive.step(|| answer(archive, request, false))
}

fn answer(archive: &Archive, request: &Request, facets: bool) -> Read<Answer> {
    answer_query(archive, request, &parse::parse(&request.query), facets)
}

fn answer_query(archive: &Archive, request: &Request, query: &Query, facets: bool) -> Read<Answer> {
    let segments = &archive.head()?.segments;

    // The first stage: the dictionary.
    let filters = &request.filters;
    let prepared = archive.prepare(filters.about.is_some(), facets, !filters.entities.is_empty());
    let named = filter::look_up(archive, &request.filters);
    let found = gather(segments.iter().map(|segment| {
        gather(query.clauses.iter().map(|clause| matching::look_up(archive, segment, clause)))
    }));
    prepared?;
    let (named, found) = (named?, found?);

    // The second: postings, and what filters and facets need.
    let averages = averages(archive)?;
    let prepared = if facets { facet::prepare(archive) } else { Ok(()) };
    let allowed = filter::allowed(archive, &request.filters, &named);
    let loose = query.clauses.iter().filter(|clause| clause.is_loose()).count();
    let loaded = gather(segments.iter().zip(&found).map(|(segment, found)| {
        let bytes: u64 = found.iter().map(matching::Found::position_bytes).sum();
        let near = loose > 1 && bytes <= NEARNESS_BYTES;
        let clauses = query.clauses.iter().zip(found).map(|(clause, found)| {
            matching::load(archive, segment, clause, found, averages, near && clause.is_loose())
        });
        Ok((gather(clauses)?, near))
    }));
    let dated =
        if query.clauses.iter().any(|clause| !clause.negated) { Ok(Vec::new()) } else { dates(archive) };
    prepared?;
    let (allowed, loaded, dated) = (allowed?, loaded?, dated?);

    let matches: Matches =
        gather(loaded.iter().map(|(clauses, _)| gather(clauses.iter().map(Loaded::matches))))?;
    if let Some(apart) = take_apart(query, &loaded, &matches)? {
        // All that this asks for is held already, so it costs no further round.
        return answer_query(archive, request, &apart, facets);
    }
    let mut ranking = rank(archive, query, &allowed, &loaded, &matches)?;
    if dated.is_empty() {
        best_first(&mut ranking.docs, (request.offset as usize).saturating_add(request.limit as usize));
    } else {
        ranking
            .docs
            .sort_unstable_by_key(|&(ordinal, _)| (Reverse(dated.get(ordinal as usize).copied()), ordinal));
    }
    let total = ranking.docs.len() as u32;
    let counts = if facets {
        let mut matches = vec![false; allowed.len()];
        for &(ordinal, _) in &ranking.docs {
            matches[ordinal as usize] = true;
        }
        Some(facet::count(archive, &matches)?)
    } else {
        None
    };

    // The third: what is shown.
    let wanted = snippet::Wanted::new(
        query.clauses.iter().zip(ranking.rarities).filter(|(clause, _)| !clause.negated),
    );
    let shown = ranking.docs.iter().skip(request.offset as usize).take(request.limit as usize);
    let hits = gather(shown.map(|&(ordinal, score)| hit(archive, ordinal, score, &wanted)));
    let facets = counts.map_or(Ok(Facets::default()), |counts| facet::name(archive, counts));
    Ok(Answer { understood: query.show(ranking.any), total, hits: hits?, facets: facets? })
}

/// For every document, the day by which it is put in order where there is no query: later is greater, none is least.
fn dates(archive: &Archive) -> Read<Vec<Option<i32>>> {
    let segments = &archive.head()?.segments;
    let columns = gather(segments.iter().map(|segment| archive.columns(segment)))?;
    let day = |interval: Interval| interval.last().or(interval.first()).map(Date::days_since_epoch);
    Ok(columns
        .into_iter()
        .flatten()
        .map(|column| column.published.and_then(|when| day(when.interval)))
        .collect())
}

fn hit(archive: &Archive, ordinal: u32, score: f64, wanted: &snippet::Wanted<'_>) -> Read<Hit> {
    let (segment, local) = archive.place(ordinal)?;
    let record = archive.record(segment, local)?;
    let snippets = snippet::snippets(&record.text, &record.boilerplate, wanted);
    Ok(Hit {
        document: ordinal,
        id: record.id,
        title: record.title,
        source: record.source,
        language: record.language,
        published: record.published.map(|published| iso_value(published.when)),
        score,
        snippets,
    })
}
