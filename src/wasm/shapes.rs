//! The data that crosses into JavaScript, with its TypeScript types. Positions are UTF-16 code units of the text they
//! stand beside; dates are ISO 8601 strings.

use tsify::Tsify;
use wasm_bindgen::prelude::*;

#[cfg(feature = "full")]
use super::json::Bytes;
use super::json::{Plain, object};

/// Declares answers: structs of named fields, each with its TypeScript type and its way to JSON. A field without a
/// value is left out; names become camel case.
macro_rules! answers {
    ($(
        $(#[$about:meta])*
        struct $name:ident { $( $(#[$note:meta])* $field:ident: $type:ty, )* }
    )*) => { $(
        $(#[$about])*
        #[derive(Tsify)]
        #[serde(rename_all = "camelCase")]
        pub(super) struct $name { $( $(#[$note])* pub(super) $field: $type, )* }

        impl Plain for $name {
            fn write(&self, out: &mut String) {
                object(out, concat!($( stringify!($field), " " ),*), &[$( &self.$field ),*]);
            }
        }
    )* };
}

#[wasm_bindgen(typescript_custom_section)]
const ENTITY_TYPE: &str = r#"
/** What an entity is: person, organisation, place, law, named event. */
export type EntityType = "PER" | "ORG" | "LOC" | "LAW" | "EVENT";
"#;

/// What to look for. All conditions must hold.
#[derive(Tsify)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct SearchRequest {
    /// The query as typed; empty: every document that passes the filters.
    pub(super) query: String,
    /// Identifiers of entities, each of which a document must mention.
    #[tsify(optional)]
    pub(super) entities: Vec<String>,
    /// BCP 47 tags, one of which a document must be in.
    #[tsify(optional)]
    pub(super) languages: Vec<String>,
    /// Identifiers of documents to look in.
    #[tsify(optional)]
    pub(super) documents: Vec<String>,
    /// Types of event, one of which a document must tell.
    #[tsify(optional)]
    pub(super) events: Vec<String>,
    /// Sources, as the facets give them, one of which a document must be from.
    #[tsify(optional)]
    pub(super) sources: Vec<String>,
    /// `best` if it is not given; `newest` or `oldest`.
    #[tsify(optional, type = "\"best\" | \"newest\" | \"oldest\"")]
    pub(super) sort: Option<String>,
    /// Whether a name also finds what is named by the entity's other names; `true` if it is not given.
    #[tsify(optional)]
    pub(super) aliases: Option<bool>,
    /// Whether words spelt alike are looked for where nothing matches; `true` if it is not given.
    #[tsify(optional)]
    pub(super) correct: Option<bool>,
    /// Whether near copies are one hit; `false` if it is not given.
    #[tsify(optional)]
    pub(super) group_copies: Option<bool>,
    /// Whether every hit says how its score came about; `false` if it is not given.
    #[tsify(optional)]
    pub(super) explain: Option<bool>,
    /// Whether facets are counted too; `true` if it is not given. They look at every document: without them a reader
    /// that is far from a large archive fetches a fraction.
    #[tsify(optional)]
    pub(super) facets: Option<bool>,
    /// First day of publication: `2017`, `2017-09` or `2017-09-18`.
    #[tsify(optional)]
    pub(super) published_from: Option<String>,
    /// Last day of publication.
    #[tsify(optional)]
    pub(super) published_to: Option<String>,
    /// First day of the dates in the text.
    #[tsify(optional)]
    pub(super) about_from: Option<String>,
    /// Last day of the dates in the text.
    #[tsify(optional)]
    pub(super) about_to: Option<String>,
    /// How many hits to pass over.
    #[tsify(optional)]
    pub(super) offset: u32,
    /// How many hits to return at most; 10 if it is not given.
    #[tsify(optional)]
    pub(super) limit: Option<u32>,
}

answers! {
    /// What an archive holds.
    struct ArchiveSummary {
        /// Number of documents.
        documents: u32,
        /// Number of entities.
        entities: u32,
        /// Number of events on the timeline.
        events: u32,
    }

    /// What was found.
    struct SearchAnswer {
        /// How the query was read.
        understood: String,
        /// What was dropped of the query as typed, or taken for granted.
        notes: Vec<Note>,
        /// The query with words of the archive in place of those that it does not have.
        suggestion: Option<String>,
        /// Whether the hits are those of the suggestion, because the query as typed has none.
        corrected: bool,
        /// The names in the query that were also looked for by other names.
        expanded: Vec<Expansion>,
        /// Number of documents that match.
        total: u32,
        /// Number of hits in all: fewer than documents where copies are grouped.
        groups: u32,
        /// The hits asked for, best first.
        hits: Vec<Hit>,
        /// Counts over all documents that match; none where they were not asked for.
        facets: Facets,
    }

    /// A document that matches.
    struct Hit {
        /// Identifier of the document.
        id: String,
        title: String,
        source: String,
        /// BCP 47 tag.
        language: &'static str,
        /// Date of publication, no more precise than it is known.
        published: Option<String>,
        score: f64,
        snippets: Vec<Snippet>,
        /// The other documents that match and are near copies of this one, where copies are grouped.
        copies: Vec<NearCopy>,
        /// Identifier of the better hit of which this is a near copy, where copies are not grouped.
        copy_of: Option<String>,
        /// How the score came about, where that was asked for.
        explanation: Vec<Reason>,
    }

    /// Something to know of how a query was read.
    struct Note {
        /// `nothing-to-find`, `open-quote`, `open-group`, `unfinished`, `unknown-value`, `unknown-name`, `nowhere`,
        /// `too-long`, `some-words`.
        kind: &'static str,
        /// The part of the query that it is about.
        text: String,
    }

    /// A name in the query with the other names of what it names.
    struct Expansion {
        /// The name as it stands in the query.
        name: String,
        /// Identifiers of the entities of that name.
        entities: Vec<String>,
        /// Their other names.
        names: Vec<String>,
    }

    /// A document that is a near copy of another.
    struct NearCopy {
        id: String,
        title: String,
        source: String,
        /// Date of publication, no more precise than it is known.
        published: Option<String>,
    }

    /// A part of a score.
    struct Reason {
        /// What matches; empty for what words count for standing together.
        clause: String,
        /// How much a match says: the fewer documents have it, the more.
        rarity: f64,
        /// How often it stands in the document, weighed by form, field and length.
        frequency: f64,
        /// What it adds to the score.
        score: f64,
    }

    /// A passage with the words that match.
    struct Snippet {
        /// Where the passage stands in the document's text.
        start: u32,
        end: u32,
        text: String,
        /// The words that match: positions in the passage's own `text`.
        highlights: Vec<Span>,
    }

    /// A half-open range `[start, end)`.
    #[derive(Clone, Copy)]
    struct Span {
        start: u32,
        end: u32,
    }

    /// Counts over all matching documents.
    struct Facets {
        entities: Vec<EntityCount>,
        languages: Vec<ValueCount>,
        /// By value: `2017-09`, or `2017` where only the year is known.
        months: Vec<ValueCount>,
        /// The host of a URL, the folder of a path, otherwise the file.
        sources: Vec<ValueCount>,
        /// Types of event that are told.
        events: Vec<ValueCount>,
    }

    /// An entity and the number of matching documents that mention it.
    struct EntityCount {
        id: String,
        name: String,
        #[tsify(type = "EntityType")]
        r#type: &'static str,
        documents: u32,
    }

    /// A value and the number of matching documents that have it.
    struct ValueCount {
        value: String,
        documents: u32,
    }

    /// A time: its days, and how precisely it was named.
    #[derive(Clone)]
    struct When {
        /// `2017-09-18`, `2017-09`, `2017`, or a range `2023-10-01/2024-02-29`.
        value: String,
        /// First day, if known.
        from: Option<String>,
        /// Last day, if known.
        to: Option<String>,
        /// `day`, `month`, `year`…
        granularity: &'static str,
    }

    /// When a document was published.
    struct Published {
        when: When,
        /// What it was learnt from: `posted-on line`, `metadata`, `title`…
        how: &'static str,
        /// The reason, for a person to read.
        why: String,
    }

    /// A document with its marks. Positions count in `text`.
    struct DocumentView {
        id: String,
        source: String,
        title: String,
        byline: Option<String>,
        /// BCP 47 tag.
        language: &'static str,
        published: Option<Published>,
        /// Hexadecimal SHA-256 of the original bytes.
        sha256: String,
        text: String,
        boilerplate: Vec<BoilerplateMark>,
        sentences: Vec<Span>,
        mentions: Vec<MentionMark>,
        timexes: Vec<TimexMark>,
        events: Vec<EventMark>,
    }

    /// A part that is not the document's own words.
    struct BoilerplateMark {
        start: u32,
        end: u32,
        kind: &'static str,
    }

    /// A name in the text.
    struct MentionMark {
        start: u32,
        end: u32,
        #[tsify(type = "EntityType")]
        r#type: &'static str,
        /// Identifier of the entity.
        entity: String,
        /// Name of the entity.
        name: String,
    }

    /// A time expression in the text.
    struct TimexMark {
        start: u32,
        end: u32,
        /// TIMEX3 type.
        r#type: &'static str,
        /// TIMEX3 value.
        value: String,
        /// TIMEX3 modifier.
        r#mod: Option<&'static str>,
        when: Option<When>,
        anchor: &'static str,
        /// How it was resolved, for a person to read.
        why: String,
    }

    /// An event told in the text.
    struct EventMark {
        /// The sentence that tells it.
        start: u32,
        end: u32,
        r#type: &'static str,
        modality: &'static str,
        when: Option<When>,
        why: String,
    }

    /// An entity of the archive.
    struct EntityView {
        id: String,
        #[tsify(type = "EntityType")]
        r#type: &'static str,
        name: String,
        /// Every written form, most frequent first.
        names: Vec<NameCount>,
        /// Number of mentions in the archive.
        mentions: u32,
        /// Number of documents that name it.
        documents: u32,
        /// Every merge that made it, with its rule and evidence.
        merges: Vec<MergeView>,
    }

    /// A written form and the number of mentions with it.
    struct NameCount {
        text: String,
        count: u32,
    }

    /// Why a name was taken for an entity's.
    struct MergeView {
        name: String,
        rule: &'static str,
        evidence: String,
    }

    /// An entity as a participant.
    struct EntityName {
        id: String,
        name: String,
        #[tsify(type = "EntityType")]
        r#type: &'static str,
    }

    /// An event of the timeline.
    struct TimelineEvent {
        id: String,
        r#type: &'static str,
        modality: &'static str,
        /// `null`: undated.
        when: Option<When>,
        headline: String,
        actors: Vec<EntityName>,
        targets: Vec<EntityName>,
        places: Vec<EntityName>,
        /// Number of sentences that support it; `quotes` gives them.
        quotes: u32,
        why: String,
    }

    /// A sentence that supports an event.
    struct Quote {
        /// Identifier of the document.
        document: String,
        title: String,
        source: String,
        language: &'static str,
        /// Date of publication, no more precise than it is known.
        published: Option<String>,
        /// Where the sentence stands in the document's text.
        start: u32,
        end: u32,
        text: String,
        /// The event word: positions in `text` of this quote.
        trigger: Span,
    }
}

/// What the caller knows of a file besides its bytes.
#[cfg(feature = "full")]
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct AnalysisSettings {
    /// A pack, as JSON text.
    #[tsify(optional)]
    pub(super) pack: Option<String>,
    /// When its documents were published: `2017`, `2017-09` or `2017-09-18`.
    #[tsify(optional)]
    pub(super) published: Option<String>,
}

#[cfg(feature = "full")]
answers! {
    /// What an archive says of one entity, beside its [`EntityView`].
    struct EntityProfile {
        /// When the earliest dated document that names it was published.
        first: Option<When>,
        /// When the latest was.
        last: Option<When>,
        /// Whom its sentences name besides, most sentences first.
        companions: Vec<CompanionView>,
        /// Sentences that name it, and the other that was asked for: earliest publication first, at most 200. `trigger` is
        /// the name.
        passages: Vec<Quote>,
        /// How many such sentences there are in all.
        total: u32,
        /// Its identifiers elsewhere, as a pack gives them.
        ids: Vec<IdElsewhere>,
    }

    /// An identifier that something else gives an entity.
    struct IdElsewhere {
        /// What gives it: `wikidata`.
        scheme: String,
        id: String,
        /// Where that tells of it, if that is known.
        address: Option<String>,
    }

    /// An entity that is named together with another in sentences.
    struct CompanionView {
        id: String,
        name: String,
        #[tsify(type = "EntityType")]
        r#type: &'static str,
        /// Number of sentences that name both.
        sentences: u32,
        /// Number of documents with such a sentence.
        documents: u32,
    }

    /// Two entities that may be one, for a person to decide.
    struct SuggestionView {
        /// The one that is named more often.
        entity: EntityName,
        other: EntityName,
        /// The name of each that is alike, as written.
        names: Vec<String>,
        /// In what they are alike: `same-letters`, `slip`, `ending`, `spelling`, `acronym`, `initials`, `part`, `letters`.
        rule: &'static str,
        /// How often each is named.
        mentions: Vec<u32>,
        /// Number of documents that name both.
        documents: u32,
        /// Who is named beside both, rarest first.
        shared: Vec<EntityName>,
    }

    /// The entities that are named most, and which of them are named together.
    struct NetworkView {
        entities: Vec<NetworkEntity>,
        /// Most sentences first.
        links: Vec<NetworkLink>,
    }

    /// An entity of a network.
    struct NetworkEntity {
        id: String,
        name: String,
        #[tsify(type = "EntityType")]
        r#type: &'static str,
        mentions: u32,
    }

    /// Two entities that sentences name together.
    struct NetworkLink {
        /// Places of the two among the network's entities.
        pair: (u32, u32),
        /// Number of sentences that name both.
        sentences: u32,
        /// Number of documents with such a sentence.
        documents: u32,
    }

    /// A document of a file that was analysed.
    struct AnalysedDocument {
        id: String,
        title: String,
        language: &'static str,
        published: Option<Published>,
    }

    /// A file that was analysed: the bytes of its segment, what it holds, what to know of it.
    struct FileAnalysis {
        #[tsify(type = "Uint8Array<ArrayBuffer>")]
        segment: Bytes,
        documents: Vec<AnalysedDocument>,
        warnings: Vec<String>,
    }

    /// An archive file, the decisions that did not do all they say in it, and what is odd about the pack.
    struct Combination {
        #[tsify(type = "Uint8Array<ArrayBuffer>")]
        archive: Bytes,
        idle: Vec<IdleDecision>,
        /// What a person should know of the pack, which is in use all the same.
        warnings: Vec<String>,
    }

    /// A decision that changed nothing, or not all that it says.
    struct IdleDecision {
        /// Its place among those that were replayed, the first being 0.
        place: u32,
        /// Whether it did a part of what it says.
        partly: bool,
        why: String,
    }

    /// When a document was published, as a person corrected it: a decision as a file of them has it.
    struct DateDecision {
        #[tsify(type = "\"date\"")]
        r#do: &'static str,
        /// Identifier of the document.
        document: String,
        title: Option<String>,
        /// ISO 8601: a day, a month, a year, a range `A/B` with `..` for an open side; `unknown`.
        date: String,
        /// Why, in the person's own words.
        note: Option<String>,
    }

    /// A format in which an archive can be handed on.
    struct ExportFormat {
        /// The name by which it is asked for.
        name: &'static str,
        /// What it holds, in one line.
        description: &'static str,
        /// Ending of the file's name, without the full stop.
        ending: &'static str,
        /// Media type of the file.
        media_type: &'static str,
    }

    /// A segment of an archive file.
    struct ArchiveSegment {
        #[tsify(type = "Uint8Array<ArrayBuffer>")]
        segment: Bytes,
        /// Identifiers of its documents.
        documents: Vec<String>,
    }

    /// A file to save.
    struct ExportFile {
        text: String,
        /// What the format could not hold, and why.
        notes: Vec<String>,
    }
}
