//! The data that crosses into JavaScript, with its TypeScript types. Positions are UTF-16 code units of the text they
//! stand beside; dates are ISO 8601 strings.

#[cfg(feature = "full")]
use serde::Deserialize;
use serde::Serialize;
use tsify::Tsify;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Outcome<T> {
    Ready(T),
    Missing(Vec<(f64, f64)>),
}

/// What an archive holds.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArchiveSummary {
    /// Number of documents.
    pub(super) documents: u32,
    /// Number of entities.
    pub(super) entities: u32,
    /// Number of events on the timeline.
    pub(super) events: u32,
}

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

/// What was found.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct SearchAnswer {
    /// How the query was read.
    pub(super) understood: String,
    /// What was dropped of the query as typed, or taken for granted.
    pub(super) notes: Vec<Note>,
    /// The query with words of the archive in place of those that it does not have.
    pub(super) suggestion: Option<String>,
    /// Whether the hits are those of the suggestion, because the query as typed has none.
    pub(super) corrected: bool,
    /// The names in the query that were also looked for by other names.
    pub(super) expanded: Vec<Expansion>,
    /// Number of documents that match.
    pub(super) total: u32,
    /// Number of hits in all: fewer than documents where copies are grouped.
    pub(super) groups: u32,
    /// The hits asked for, best first.
    pub(super) hits: Vec<Hit>,
    /// Counts over all documents that match.
    pub(super) facets: Facets,
}

/// A document that matches.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct Hit {
    /// Identifier of the document.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) source: String,
    /// BCP 47 tag.
    pub(super) language: String,
    /// Date of publication, no more precise than it is known.
    pub(super) published: Option<String>,
    pub(super) score: f64,
    pub(super) snippets: Vec<Snippet>,
    /// The other documents that match and are near copies of this one, where copies are grouped.
    pub(super) copies: Vec<NearCopy>,
    /// Identifier of the better hit of which this is a near copy, where copies are not grouped.
    pub(super) copy_of: Option<String>,
    /// How the score came about, where that was asked for.
    pub(super) explanation: Vec<Reason>,
}

/// Something to know of how a query was read.
#[derive(Serialize, Tsify)]
pub(super) struct Note {
    /// `nothing-to-find`, `open-quote`, `open-group`, `unfinished`, `unknown-value`, `unknown-name`, `too-long`,
    /// `some-words`.
    pub(super) kind: &'static str,
    /// The part of the query that it is about.
    pub(super) text: String,
}

/// A name in the query with the other names of what it names.
#[derive(Serialize, Tsify)]
pub(super) struct Expansion {
    /// The name as it stands in the query.
    pub(super) name: String,
    /// Identifiers of the entities of that name.
    pub(super) entities: Vec<String>,
    /// Their other names.
    pub(super) names: Vec<String>,
}

/// A document that is a near copy of another.
#[derive(Serialize, Tsify)]
pub(super) struct NearCopy {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) source: String,
    /// Date of publication, no more precise than it is known.
    pub(super) published: Option<String>,
}

/// A part of a score.
#[derive(Serialize, Tsify)]
pub(super) struct Reason {
    /// What matches; empty for what words count for standing together.
    pub(super) clause: String,
    /// How much a match says: the fewer documents have it, the more.
    pub(super) rarity: f64,
    /// How often it stands in the document, weighed by form, field and length.
    pub(super) frequency: f64,
    /// What it adds to the score.
    pub(super) score: f64,
}

/// A passage with the words that match.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct Snippet {
    /// Where the passage stands in the document's text.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) text: String,
    /// The words that match: positions in the passage's own `text`.
    pub(super) highlights: Vec<Span>,
}

/// A half-open range `[start, end)`.
#[derive(Clone, Copy, Serialize, Tsify)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Counts over all matching documents.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct Facets {
    pub(super) entities: Vec<EntityCount>,
    pub(super) languages: Vec<ValueCount>,
    /// By value: `2017-09`, or `2017` where only the year is known.
    pub(super) months: Vec<ValueCount>,
    /// The host of a URL, the folder of a path, otherwise the file.
    pub(super) sources: Vec<ValueCount>,
    /// Types of event that are told.
    pub(super) events: Vec<ValueCount>,
}

/// An entity and the number of matching documents that mention it.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct EntityCount {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) entity_type: EntityType,
    pub(super) documents: u32,
}

/// A value and the number of matching documents that have it.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct ValueCount {
    pub(super) value: String,
    pub(super) documents: u32,
}

/// What an entity is: person, organisation, place, law, named event.
#[derive(Clone, Copy, Serialize, Tsify)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum EntityType {
    Per,
    Org,
    Loc,
    Law,
    Event,
}

/// A time: its days, and how precisely it was named.
#[derive(Clone, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct When {
    /// `2017-09-18`, `2017-09`, `2017`, or a range `2023-10-01/2024-02-29`.
    pub(super) value: String,
    /// First day, if known.
    pub(super) from: Option<String>,
    /// Last day, if known.
    pub(super) to: Option<String>,
    /// `day`, `month`, `year`…
    pub(super) granularity: String,
}

/// When a document was published.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct Published {
    pub(super) when: When,
    /// What it was learnt from: `posted-on line`, `metadata`, `title`…
    pub(super) how: String,
    /// The reason, for a person to read.
    pub(super) why: String,
}

/// A document with its marks. Positions count in `text`.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentView {
    pub(super) id: String,
    pub(super) source: String,
    pub(super) title: String,
    pub(super) byline: Option<String>,
    /// BCP 47 tag.
    pub(super) language: String,
    pub(super) published: Option<Published>,
    /// Hexadecimal SHA-256 of the original bytes.
    pub(super) sha256: String,
    pub(super) text: String,
    pub(super) boilerplate: Vec<BoilerplateMark>,
    pub(super) sentences: Vec<Span>,
    pub(super) mentions: Vec<MentionMark>,
    pub(super) timexes: Vec<TimexMark>,
    pub(super) events: Vec<EventMark>,
}

/// A part that is not the document's own words.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct BoilerplateMark {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: String,
}

/// A name in the text.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct MentionMark {
    pub(super) start: u32,
    pub(super) end: u32,
    #[serde(rename = "type")]
    pub(super) entity_type: EntityType,
    /// Identifier of the entity.
    pub(super) entity: String,
    /// Name of the entity.
    pub(super) name: String,
}

/// A time expression in the text.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct TimexMark {
    pub(super) start: u32,
    pub(super) end: u32,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub(super) timex_type: String,
    /// TIMEX3 value.
    pub(super) value: String,
    /// TIMEX3 modifier.
    #[serde(rename = "mod")]
    pub(super) modifier: Option<String>,
    pub(super) when: Option<When>,
    pub(super) anchor: String,
    /// How it was resolved, for a person to read.
    pub(super) why: String,
}

/// An event told in the text.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct EventMark {
    /// The sentence that tells it.
    pub(super) start: u32,
    pub(super) end: u32,
    #[serde(rename = "type")]
    pub(super) event_type: String,
    pub(super) modality: String,
    pub(super) when: Option<When>,
    pub(super) why: String,
}

/// An entity of the archive.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct EntityView {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) entity_type: EntityType,
    pub(super) name: String,
    /// Every written form, most frequent first.
    pub(super) names: Vec<NameCount>,
    /// Number of mentions in the archive.
    pub(super) mentions: u32,
    /// Number of documents that name it.
    pub(super) documents: u32,
    /// Every merge that made it, with its rule and evidence.
    pub(super) merges: Vec<MergeView>,
}

/// A written form and the number of mentions with it.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct NameCount {
    pub(super) text: String,
    pub(super) count: u32,
}

/// Why a name was taken for an entity's.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct MergeView {
    pub(super) name: String,
    pub(super) rule: String,
    pub(super) evidence: String,
}

/// An entity as a participant.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct EntityName {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) entity_type: EntityType,
}

/// An event of the timeline.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct TimelineEvent {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) event_type: String,
    pub(super) modality: String,
    /// `null`: undated.
    pub(super) when: Option<When>,
    pub(super) headline: String,
    pub(super) actors: Vec<EntityName>,
    pub(super) targets: Vec<EntityName>,
    pub(super) places: Vec<EntityName>,
    /// Number of sentences that support it; `quotes` gives them.
    pub(super) quotes: u32,
    pub(super) why: String,
}

/// A sentence that supports an event.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct Quote {
    /// Identifier of the document.
    pub(super) document: String,
    pub(super) title: String,
    pub(super) source: String,
    pub(super) language: String,
    /// Date of publication, no more precise than it is known.
    pub(super) published: Option<String>,
    /// Where the sentence stands in the document's text.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) text: String,
    /// The event word: positions in `text` of this quote.
    pub(super) trigger: Span,
}

/// What an archive says of one entity, beside its [`EntityView`].
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct EntityProfile {
    /// When the earliest dated document that names it was published.
    pub(super) first: Option<When>,
    /// When the latest was.
    pub(super) last: Option<When>,
    /// Whom its sentences name besides, most sentences first.
    pub(super) companions: Vec<CompanionView>,
    /// Sentences that name it, and the other that was asked for: earliest publication first, at most 200. `trigger` is
    /// the name.
    pub(super) passages: Vec<Quote>,
    /// How many such sentences there are in all.
    pub(super) total: u32,
}

/// An entity that is named together with another in sentences.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct CompanionView {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) entity_type: EntityType,
    /// Number of sentences that name both.
    pub(super) sentences: u32,
    /// Number of documents with such a sentence.
    pub(super) documents: u32,
}

/// The entities that are named most, and which of them are named together.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct NetworkView {
    pub(super) entities: Vec<NetworkEntity>,
    /// Most sentences first.
    pub(super) links: Vec<NetworkLink>,
}

/// An entity of a network.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct NetworkEntity {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) entity_type: EntityType,
    pub(super) mentions: u32,
}

/// Two entities that sentences name together.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct NetworkLink {
    /// Places of the two among the network's entities.
    pub(super) pair: (u32, u32),
    /// Number of sentences that name both.
    pub(super) sentences: u32,
    /// Number of documents with such a sentence.
    pub(super) documents: u32,
}

/// What the caller knows of a file besides its bytes.
#[cfg(feature = "full")]
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct AnalysisSettings {
    /// A pack, as JSON text.
    #[tsify(optional)]
    pub(super) pack: Option<String>,
    /// When its documents were published: `2017`, `2017-09` or `2017-09-18`.
    #[tsify(optional)]
    pub(super) published: Option<String>,
}

/// A document of a file that was analysed.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnalysedDocument {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) published: Option<Published>,
}

/// A file that was analysed: the bytes of its segment, what it holds, what to know of it.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct FileAnalysis {
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    #[serde(with = "serde_bytes")]
    pub(super) segment: Vec<u8>,
    pub(super) documents: Vec<AnalysedDocument>,
    pub(super) warnings: Vec<String>,
}

/// An archive file, and the decisions that changed nothing in it, each as the reason.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct Combination {
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    #[serde(with = "serde_bytes")]
    pub(super) archive: Vec<u8>,
    pub(super) idle: Vec<String>,
}

/// A format in which an archive can be handed on.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExportFormat {
    /// The name by which it is asked for.
    pub(super) name: String,
    /// What it holds, in one line.
    pub(super) description: String,
    /// Ending of the file's name, without the full stop.
    pub(super) ending: String,
    /// Media type of the file.
    pub(super) media_type: String,
}

/// A segment of an archive file.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArchiveSegment {
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    #[serde(with = "serde_bytes")]
    pub(super) segment: Vec<u8>,
    /// Identifiers of its documents.
    pub(super) documents: Vec<String>,
}

/// A file to save.
#[cfg(feature = "full")]
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExportFile {
    pub(super) text: String,
    /// What the format could not hold, and why.
    pub(super) notes: Vec<String>,
}
