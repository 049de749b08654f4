//! Search: a query as typed, read, matched, scored, with snippets and facets.
//!
//! Input: an [`Archive`] and a [`Request`]. Output: an [`Answer`], or the byte ranges to fetch first. Ties are broken
//! by document ordinal; scores use no platform float function.
//!
//! | module | knows |
//! |---|---|
//! | `parse`, `join`, `field` | what a query as typed means |
//! | `tree` | what is looked for and how it is joined; the query in its own language again |
//! | `answer` | the stages of a search, from the tree to the answer |
//! | `matching` | which documents a clause matches, and how often |
//! | `evaluate` | which documents groups, operators and fields let through |
//! | `alias` | which words are a name, and which documents name the same in other words |
//! | `rank` | which documents the query as a whole matches, and their scores |
//! | `score` | how much a match counts |
//! | `fuzzy`, `suggest` | words that are spelt alike, and what was probably meant |
//! | `filter`, `facet` | which documents are let through, and what is counted over them |
//! | [`network`] | who is named together with whom |
//! | `duplicates` | which hits are near copies of others |
//! | `snippet` | which passages are shown, and what is highlighted |
//!
//! # Three rounds
//!
//! A search asks for bytes in three stages: the terms and names in their dictionaries; postings, with what names,
//! filters and facets need; the documents that are shown. Each stage asks for all that it needs at once. Only where
//! nothing matches, and words spelt alike are looked for instead, does a search take more.
//!
//! # All words, or any
//!
//! A phrase in quotation marks and a `-not` are strict. Of other words, up to three must all be there, for a
//! reader who types three words means all of them; if hardly any documents have them all, or if there are more
//! words (a question in a sentence), any will do, and documents with more and rarer ones come first.
//! [`Answer::understood`] then says `OR`.

mod alias;
mod answer;
mod duplicates;
mod evaluate;
mod facet;
mod field;
mod filter;
mod fuzzy;
mod join;
mod matching;
#[cfg(feature = "full")]
pub mod network;
mod parse;
mod rank;
mod score;
mod snippet;
mod suggest;
mod tidy;
mod tree;

use crate::archive::{Archive, Step};
use crate::calendar::Interval;
use crate::entity::EntityType;
use crate::error::Result;
use crate::event::EventType;
use crate::text::{Language, TextRange};
pub use tree::{Note, NoteKind};

/// What to look for and how much of it to return.
// Each is a switch of its own.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The query as typed, in the language of the README's table. Empty: every document that passes the filters.
    pub query: String,
    /// What a document must be besides.
    pub filters: Filters,
    /// In which order hits come.
    pub sort: Sort,
    /// A name in the query also finds what is named by the entity's other names.
    pub aliases: bool,
    /// Where nothing matches, words spelt alike are looked for instead.
    pub correct: bool,
    /// Near copies are one hit, the best of them, with the others listed in it.
    pub group_copies: bool,
    /// Every hit says how its score came about.
    pub explain: bool,
    /// Hits are read from their documents, with passages. Without, a hit has its ordinal and its score alone, and no
    /// document is read: for callers that only want an order.
    pub snippets: bool,
    /// How many hits to pass over.
    pub offset: u32,
    /// How many hits to return at most.
    pub limit: u32,
}

impl Request {
    /// A request for the ten best hits of a query, without filters, each document by itself.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            filters: Filters::default(),
            sort: Sort::Best,
            aliases: true,
            correct: true,
            group_copies: false,
            explain: false,
            snippets: true,
            offset: 0,
            limit: 10,
        }
    }
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By score; where no words are looked for, latest first.
    #[default]
    Best,
    /// Latest publication first, unknown dates last.
    Newest,
    /// Earliest publication first, unknown dates last.
    Oldest,
}

impl Sort {
    /// The order with that name: `best`, `newest`, `oldest`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "best" => Some(Self::Best),
            "newest" => Some(Self::Newest),
            "oldest" => Some(Self::Oldest),
            _ => None,
        }
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
    /// Types of event, one of which the document must tell.
    pub events: Vec<EventType>,
    /// Sources, as [`Facets::sources`] gives them, one of which the document must be from.
    pub sources: Vec<String>,
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
    /// What was dropped of the query as typed, or taken for granted.
    pub notes: Vec<Note>,
    /// The query with words of the archive in place of those that it does not have.
    pub suggestion: Option<String>,
    /// The hits are those of the suggestion, because the query as typed has none.
    pub corrected: bool,
    /// The names in the query that were also looked for by other names.
    pub expanded: Vec<Expansion>,
    /// The number of documents that match.
    pub total: u32,
    /// The number of hits that there are in all: fewer than documents where copies are grouped.
    pub groups: u32,
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
    /// Its text, of which the passages are parts.
    pub text: String,
    /// The best passages, at least one where the text is not empty.
    pub snippets: Vec<Snippet>,
    /// The other documents that match and are near copies of this one, where copies are grouped.
    pub copies: Vec<NearCopy>,
    /// The identifier of the better hit of which this is a near copy, where copies are not grouped.
    pub copy_of: Option<String>,
    /// How the score came about, where that was asked for.
    pub explanation: Vec<Reason>,
}

/// A document that is a near copy of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearCopy {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its source.
    pub source: String,
    /// Its publication date as [`crate::document::Published::value`] gives it.
    pub published: Option<String>,
}

/// A part of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What matches, in the query language; empty for what the words count for standing together.
    pub clause: String,
    /// How much a match says: the fewer documents have it, the more.
    pub rarity: f64,
    /// How often it stands in the document, weighed by form, field and length.
    pub frequency: f64,
    /// What it adds to the score.
    pub score: f64,
}

/// A name in the query with the other names of what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The name as it stands in the query.
    pub name: String,
    /// Whether the query says that it is a name (`person:`): then its other names are looked for whatever else is asked.
    pub marked: bool,
    /// Identifiers of the entities of that name.
    pub entities: Vec<String>,
    /// Their other names.
    pub names: Vec<String>,
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
    /// Sources: the host of a URL, the folder of a path, otherwise the file.
    pub sources: Vec<(String, u32)>,
    /// Types of event that are told.
    pub events: Vec<(EventType, u32)>,
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

/// Searches an archive.
///
/// # Errors
/// [`crate::ErrorKind::Archive`] where bytes of the archive are damaged, [`crate::ErrorKind::NotFound`] where a filter
/// names an entity or document that is not in it. A query is never an error: it is read as far as it is understood.
pub fn search(archive: &Archive, request: &Request) -> Result<Step<Answer>> {
    archive.step(|| answer::answer(archive, request, true))
}

/// As [`search`], without facets: what a page shows first. It costs a fraction of the bytes where an archive is large
/// and remote, for facets must look at every document.
///
/// # Errors
/// As [`search`].
pub fn search_hits(archive: &Archive, request: &Request) -> Result<Step<Answer>> {
    archive.step(|| answer::answer(archive, request, false))
}
