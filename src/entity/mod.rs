//! Entities: who, which organisation, where, which law, which event; one entity for all its names.
//!
//! Two steps. In a document, [`Mention`]s are found and gathered into [`DocumentEntity`]s, with the rule of every
//! merge. Across an archive, the entities of all documents are resolved into [`Entity`]s. Both are explicit and
//! reversible: a merge names its rule and its evidence.
//!
//! | module | knows |
//! |---|---|
//! | `extract` | the order of the steps in a document |
//! | `word` | words with what stands between them |
//! | `table` | words and names as numbers, and tables by them |
//! | `lists` | names, titles and head words known beforehand (`models/`) |
//! | `memory` | what the document itself has shown |
//! | `tagger`, `rules` | which spans are names: the search, and the scores that a trained model can replace |
//! | `title` | titles that are written like parts of a name |
//! | `acronym` | `Long Name (LN)` |
//! | `khmer` | names in Khmer script |
//! | [`pack`] | a site's own list, which overrides all else |
//! | `within`, `across` | which names of a document, and of an archive, are one entity |
//! | [`alike`] | which entities of an archive may be one, for a person to decide |
//! | [`model`], `edges`, `cues`, `parts`, `combine` | the trained tagger, where its names begin and end, what they name, which are two, and how it works with the rules |
//! | [`decisions`] | what people decide about entities, replayed over what was resolved |
//! | `slug` | identifiers |

use crate::text::TextRange;

/// The type of an entity, after CoNLL-2003, with laws and named events besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityType {
    /// A person.
    Person,
    /// An organisation: party, court, ministry, newspaper.
    Organisation,
    /// A place: country, province, town, street.
    Place,
    /// A law, treaty or article of one.
    Law,
    /// A named event: an election, a conference, a war.
    Event,
}

impl EntityType {
    /// Every type, in the order in which the archive file numbers them.
    pub const ALL: [Self; 5] = [Self::Person, Self::Organisation, Self::Place, Self::Law, Self::Event];

    /// The code in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organisation => "ORG",
            Self::Place => "LOC",
            Self::Law => "LAW",
            Self::Event => "EVENT",
        }
    }

    /// The type with that [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entity_type| entity_type.code() == code)
    }
}

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where the name stands, without title, article or possessive.
    pub range: TextRange,
    /// What it names.
    pub entity_type: EntityType,
    /// Which of the document's entities it names: an index into [`DocumentEntities::entities`].
    pub entity: u32,
}

/// Why two names were taken for one entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MergeRule {
    /// The same name after folding of case, accents, spaces and hyphens.
    Exact,
    /// `Long Name (ACR)` or `ACR (Long Name)`.
    Acronym,
    /// A surname or given name after the full name in the same document; a firm without its legal form.
    ShortName,
    /// The pack lists both names.
    Pack,
    /// A Khmer and a Latin form that the lists or the text pair.
    CrossScript,
    /// The same tokens in another order (`Rainsy Sam`).
    NameOrder,
    /// The program's own lists give both names in one script.
    Listed,
    /// A person decided so.
    Decided,
    /// `Kuy Sarin, also known as Uncle Rin`.
    Alias,
}

impl MergeRule {
    /// Every rule, in the order in which the archive file numbers them.
    pub const ALL: [Self; 9] = [
        Self::Exact,
        Self::Acronym,
        Self::ShortName,
        Self::Pack,
        Self::CrossScript,
        Self::NameOrder,
        Self::Listed,
        Self::Decided,
        Self::Alias,
    ];

    /// The word for it in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Acronym => "acronym",
            Self::ShortName => "short-name",
            Self::Pack => "pack",
            Self::CrossScript => "cross-script",
            Self::NameOrder => "name-order",
            Self::Listed => "listed",
            Self::Decided => "decided",
            Self::Alias => "alias",
        }
    }
}

/// One merge: which name was added to an entity, by which rule, on what evidence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The name that was added.
    pub name: String,
    /// By which rule.
    pub rule: MergeRule,
    /// The evidence, for a person to read: the words, or the pack's entry.
    pub evidence: String,
}

/// Identifiers that entities have elsewhere: the number of the entity, and for each what gives it (`wikidata`) and the
/// identifier.
#[cfg(feature = "full")]
pub type Elsewhere = Vec<(u32, Vec<(String, String)>)>;

/// A written form of an entity's name and how often it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The form as written.
    pub text: String,
    /// The number of mentions with that form.
    pub count: u32,
}

/// One entity of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEntity {
    /// What it is.
    pub entity_type: EntityType,
    /// Its fullest name in the document.
    pub name: String,
    /// Every form in the document, `name` among them if it stands there; most frequent first, ties by text.
    pub names: Vec<Name>,
    /// The identifier of its entry in the pack, if it has one.
    pub pack_id: Option<String>,
    /// Every merge that made it.
    pub merges: Vec<Merge>,
}

/// The names of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentEntities {
    /// The mentions, in order, without overlap.
    pub mentions: Vec<Mention>,
    /// The entities they name.
    pub entities: Vec<DocumentEntity>,
}

/// One entity of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Stable identifier: the pack's, or made from the type and the name (`per-kem-sokha`); never depends on the order of files.
    pub id: String,
    /// What it is.
    pub entity_type: EntityType,
    /// The name to show: the pack's, or the most frequent full form.
    pub name: String,
    /// Every form, most frequent first, ties by text.
    pub names: Vec<Name>,
    /// The number of mentions in the archive.
    pub mentions: u32,
    /// The documents that name it, by ordinal, ascending.
    pub documents: Vec<u32>,
    /// Every merge that made it, sorted, without repetition.
    pub merges: Vec<Merge>,
}

/// In [`Resolution::assignment`]: a person decided that it is no entity.
pub const NO_ENTITY: u32 = u32::MAX;

/// The entities of an archive, and which of them each document's entities are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The entities, most mentions first, ties by identifier.
    pub entities: Vec<Entity>,
    /// For each document, for each of its [`DocumentEntity`]s: the index into `entities`, or [`NO_ENTITY`].
    pub assignment: Vec<Vec<u32>>,
}

#[cfg(feature = "full")]
mod acronym;
#[cfg(feature = "full")]
mod across;
#[cfg(feature = "full")]
pub mod alike;
#[cfg(feature = "full")]
mod combine;
#[cfg(feature = "full")]
mod cues;
#[cfg(feature = "full")]
pub mod decisions;
#[cfg(feature = "full")]
mod edges;
#[cfg(feature = "full")]
mod extract;
#[cfg(feature = "full")]
mod khmer;
#[cfg(feature = "full")]
mod lists;
#[cfg(feature = "full")]
mod memory;
#[cfg(feature = "full")]
pub mod model;
#[cfg(feature = "full")]
pub mod pack;
#[cfg(feature = "full")]
mod parts;
#[cfg(feature = "full")]
mod rules;
#[cfg(feature = "full")]
mod slug;
#[cfg(feature = "full")]
mod table;
#[cfg(feature = "full")]
mod tagger;
#[cfg(feature = "full")]
mod title;
#[cfg(feature = "full")]
mod union;
#[cfg(feature = "full")]
mod within;
#[cfg(feature = "full")]
mod word;
#[cfg(feature = "full")]
pub use khmer::without_head;
#[cfg(feature = "full")]
pub use pack::Pack;

/// Finds the names of a document and gathers them into its entities. Boilerplate and readers' comments hold none. With
/// a trained tagger it decides persons, organisations and places in English; without one, rules do.
#[cfg(feature = "full")]
pub fn extract(
    document: &crate::document::Document,
    sentences: &[TextRange],
    pack: Option<&Pack>,
    tagger: Option<&model::Tagger>,
) -> DocumentEntities {
    extract::extract(document, sentences, pack, tagger)
}

/// Resolves the entities of many documents into the entities of an archive. `documents` are in ordinal order; the
/// result is the same entities, with the same identifiers, in whatever order they come.
#[cfg(feature = "full")]
pub fn resolve(documents: &[&DocumentEntities], pack: Option<&Pack>) -> Resolution {
    across::resolve(documents, pack)
}
