//! Events: an act, who did it to whom, where, when, how certain; and the timeline that merges them.
//!
//! Input: a document's sentences, mentions and timexes. Output: [`Event`]s of the document; then, over an archive,
//! [`TimelineEvent`]s, in which events of one type, date and participants are one, with every supporting quote.
//!
//! | module | knows |
//! |---|---|
//! | `lexicon` | the event words, a file a language |
//! | `clause` | a sentence as words, names and times |
//! | `coordination` | which verbs are joined, and share their subject |
//! | `modality` | whether it happened |
//! | `roles` | who did it to whom, where |
//! | `dating` | which time of the sentence dates it |
//! | `triggers` | which words of a sentence are event words there |
//! | `extract` | which of them tell an event worth showing |
//! | `occasion` | events known by themselves, and how they date documents |
//! | `merge`, `headline` | which events are one, and the line that names it |

use crate::calendar::When;
use crate::text::TextRange;

#[cfg(feature = "full")]
mod clause;
#[cfg(feature = "full")]
mod coordination;
#[cfg(feature = "full")]
mod dating;
#[cfg(feature = "full")]
mod extract;
#[cfg(feature = "full")]
mod headline;
#[cfg(feature = "full")]
mod lexicon;
#[cfg(feature = "full")]
mod merge;
#[cfg(feature = "full")]
mod modality;
#[cfg(feature = "full")]
pub mod occasion;
#[cfg(feature = "full")]
mod roles;
#[cfg(feature = "full")]
mod triggers;

/// The type of an event: PLOVER's (Halterman et al. 2023), with the finer acts that human-rights work needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    /// A person is taken or kept in custody.
    Arrest,
    /// A charge, indictment or warrant.
    Charge,
    /// A trial or hearing.
    Trial,
    /// A conviction or sentence.
    Sentence,
    /// A release, pardon or acquittal.
    Release,
    /// Flight or banishment from the country, deportation.
    Exile,
    /// Violence against a person that does not kill.
    Attack,
    /// A death by violence.
    Killing,
    /// A party or association is dissolved or banned.
    PartyBan,
    /// A newspaper, radio station or site is closed or blocked.
    MediaClosure,
    /// A sanction, tariff or loss of preference.
    Sanction,
    /// A law or amendment is made.
    Law,
    /// An election is held.
    Election,
    /// A demonstration or strike.
    Protest,
    /// A speech, statement or report.
    Statement,
    /// A petition, letter or appeal.
    Petition,
    /// A treaty, accord or deal.
    Agreement,
    /// A person takes an office.
    Appointment,
    /// A person leaves an office.
    Resignation,
    /// An official visit or meeting.
    Visit,
    /// A threat.
    Threat,
    /// An organisation is founded.
    Founding,
}

impl EventType {
    /// Every type, in the order in which the archive file numbers them.
    pub const ALL: [Self; 22] = [
        Self::Arrest,
        Self::Charge,
        Self::Trial,
        Self::Sentence,
        Self::Release,
        Self::Exile,
        Self::Attack,
        Self::Killing,
        Self::PartyBan,
        Self::MediaClosure,
        Self::Sanction,
        Self::Law,
        Self::Election,
        Self::Protest,
        Self::Statement,
        Self::Petition,
        Self::Agreement,
        Self::Appointment,
        Self::Resignation,
        Self::Visit,
        Self::Threat,
        Self::Founding,
    ];

    /// The word for it in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Arrest => "arrest",
            Self::Charge => "charge",
            Self::Trial => "trial",
            Self::Sentence => "sentence",
            Self::Release => "release",
            Self::Exile => "exile",
            Self::Attack => "attack",
            Self::Killing => "killing",
            Self::PartyBan => "party-ban",
            Self::MediaClosure => "media-closure",
            Self::Sanction => "sanction",
            Self::Law => "law",
            Self::Election => "election",
            Self::Protest => "protest",
            Self::Statement => "statement",
            Self::Petition => "petition",
            Self::Agreement => "agreement",
            Self::Appointment => "appointment",
            Self::Resignation => "resignation",
            Self::Visit => "visit",
            Self::Threat => "threat",
            Self::Founding => "founding",
        }
    }

    /// The type with that [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event_type| event_type.code() == code)
    }
}

/// Whether an event happened, as the text tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Told as fact.
    Happened,
    /// Announced or expected.
    Planned,
    /// Conditional, possible, threatened, or a maximum that the law allows.
    Hypothetical,
    /// Told as not having happened.
    Negated,
    /// Demanded or recommended.
    CalledFor,
}

impl Modality {
    /// Every modality, in the order in which the archive file numbers them.
    pub const ALL: [Self; 5] =
        [Self::Happened, Self::Planned, Self::Hypothetical, Self::Negated, Self::CalledFor];

    /// The word for it in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
            Self::CalledFor => "called-for",
        }
    }
}

/// One event in one document. Participants are indices into the document's
/// [`DocumentEntities::entities`](crate::entity::DocumentEntities).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What was done.
    pub event_type: EventType,
    /// When, as far as the text says. `None`: undated, and shown so.
    pub when: Option<When>,
    /// Whether it happened.
    pub modality: Modality,
    /// Who did it.
    pub actors: Vec<u32>,
    /// To whom.
    pub targets: Vec<u32>,
    /// Where.
    pub places: Vec<u32>,
    /// The sentence that tells it.
    pub quote: TextRange,
    /// The event word in it.
    pub trigger: TextRange,
    /// Why it was read so, for a person: the event word, the date's trail.
    pub why: String,
}

/// A sentence of a document that supports an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote {
    /// The document, by ordinal.
    pub document: u32,
    /// The sentence.
    pub range: TextRange,
    /// The event word in it.
    pub trigger: TextRange,
}

/// One event of an archive. Participants are indices into the archive's entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEvent {
    /// Stable identifier, made from type, date and participants; never depends on the order of files.
    pub id: String,
    /// What was done.
    pub event_type: EventType,
    /// When. `None`: undated.
    pub when: Option<When>,
    /// Whether it happened.
    pub modality: Modality,
    /// Who did it, ascending.
    pub actors: Vec<u32>,
    /// To whom, ascending.
    pub targets: Vec<u32>,
    /// Where, ascending.
    pub places: Vec<u32>,
    /// A line to show: `Arrest of Kem Sokha`.
    pub headline: String,
    /// Every sentence that supports it, by document and place; at least one.
    pub quotes: Vec<Quote>,
    /// Why it was read and dated so, from its best-dated quote.
    pub why: String,
}

/// The events of one document, in order of their quotes.
#[cfg(feature = "full")]
pub fn extract(
    document: &crate::document::Document,
    sentences: &[TextRange],
    entities: &crate::entity::DocumentEntities,
    timexes: &[crate::temporal::Timex],
) -> Vec<Event> {
    extract::extract(document, sentences, entities, timexes)
}

/// Merges the events of many documents (in ordinal order) into a timeline: dated events by first day, then the
/// undated. `resolution` says which of the archive's entities each document's entities are.
#[cfg(feature = "full")]
pub fn timeline(documents: &[&[Event]], resolution: &crate::entity::Resolution) -> Vec<TimelineEvent> {
    merge::timeline(documents, resolution)
}
