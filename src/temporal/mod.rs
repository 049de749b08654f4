//! Time expressions: found, typed and valued as TIMEX3, resolved to intervals, each with its reason.
//!
//! Input: a [`Document`](crate::document::Document) with its publication date, and its sentences. Output: [`Timex`]es
//! in order, without overlap. The clock is never consulted; an expression that cannot be resolved stays unresolved.
//!
//! ```text
//! text ─scan─▶ tokens with classes ─numeral─▶ numbers joined ─pattern─▶ what was taken ─family─▶ meanings (known)
//!                    ▲ lexicon                      ▲ patterns                                      │
//!                    └────── language tables ───────┘                       timexes ◀─resolve (implied)─┘
//! ```
//!
//! What is particular to a language is one table in `language/`. What a kind of expression means is one file in
//! `family/`, whatever the language. Only `resolve/` infers.

#[cfg(feature = "full")]
mod annotate;
#[cfg(feature = "full")]
mod class;
#[cfg(feature = "full")]
mod digits;
#[cfg(feature = "full")]
mod expression;
#[cfg(feature = "full")]
mod family;
#[cfg(feature = "full")]
mod grammar;
#[cfg(feature = "full")]
mod language;
#[cfg(feature = "full")]
mod lexicon;
#[cfg(feature = "full")]
mod lunar;
#[cfg(feature = "full")]
mod named;
#[cfg(feature = "full")]
mod numeral;
#[cfg(feature = "full")]
mod pattern;
#[cfg(feature = "full")]
mod publication;
#[cfg(feature = "full")]
mod reader;
#[cfg(feature = "full")]
mod resolve;
#[cfg(feature = "full")]
mod scan;
#[cfg(feature = "full")]
mod stretch;

#[cfg(feature = "full")]
pub use resolve::Deictic;
#[cfg(feature = "full")]
pub use stretch::{Stretch, stretch};

use crate::calendar::{Granularity, Interval};
use crate::text::TextRange;

/// The TIMEX3 type (ISO 24617-1, TimeML 1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexType {
    /// A day or anything coarser.
    Date,
    /// A time of day, or a part of a day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

impl TimexType {
    /// Every type, in the order in which the archive file numbers them.
    pub const ALL: [Self; 4] = [Self::Date, Self::Time, Self::Duration, Self::Set];

    /// The TIMEX3 name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// What an expression was resolved against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Nothing: the expression says it all.
    Absolute,
    /// The document's publication date.
    Publication,
    /// A date mentioned before, at that range.
    Mention(TextRange),
    /// Nothing could be found: the value is as far as the words go, and there is no interval.
    Unresolved,
}

impl Anchor {
    /// The word for it in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Publication => "publication",
            Self::Mention(_) => "mention",
            Self::Unresolved => "unresolved",
        }
    }
}

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands.
    pub range: TextRange,
    /// Its TIMEX3 type.
    pub timex_type: TimexType,
    /// Its TIMEX3 value: `2017-09-18`, `1998-05`, `P27Y`, `PAST_REF`, `XXXX-09`.
    pub value: String,
    /// Its TIMEX3 modifier: `START`, `MID`, `END`, `APPROX`, `BEFORE`, `AFTER`, `LESS_THAN`, `MORE_THAN`…
    pub modifier: Option<&'static str>,
    /// The days it covers. `None` for a duration that hangs on nothing, a set, or an unresolved expression.
    pub interval: Option<Interval>,
    /// How precisely the words speak.
    pub granularity: Option<Granularity>,
    /// What it was resolved against.
    pub anchor: Anchor,
    /// The trail, for a person to read: `'last year', from the publication date 2024-02`.
    pub why: String,
}

/// The modifiers of TIMEX3, in the order in which the archive file numbers them.
pub const MODIFIERS: [&str; 11] = [
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "START",
    "MID",
    "END",
    "APPROX",
];

/// Decides when a document was published, from its clues and, failing those, from bounds in its text.
#[cfg(feature = "full")]
pub fn publication(document: &crate::document::Document) -> Option<crate::document::Published> {
    publication::decide(document)
}

/// The time expressions of a document, in order, without overlap, outside of readers' comments and menus.
#[cfg(feature = "full")]
pub fn timexes(document: &crate::document::Document, sentences: &[TextRange]) -> Vec<Timex> {
    annotate::timexes(document, sentences)
}

/// As [`timexes`], with those that hang on the document's publication date, which must be given, in order: each can be
/// asked what it means on another day.
#[cfg(feature = "full")]
pub fn deictic(document: &crate::document::Document, sentences: &[TextRange]) -> (Vec<Timex>, Vec<Deictic>) {
    annotate::deictic(document, sentences)
}
