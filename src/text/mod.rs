//! Text as the other layers see it: ranges, sentences, tokens and their keys.
//!
//! Input is extracted text, in UTF-8; output is ranges into it and normalised keys. Nothing is ever deleted from a
//! text here: sentences and tokens point into it.
//!
//! | module | knows |
//! |---|---|
//! | [`span`] | half-open byte ranges |
//! | [`offsets`] | bytes ↔ UTF-16 code units ↔ code points: the only place that converts |
//! | [`sentence`] | where sentences end |
//! | [`token`] | words, numbers, orthographic clusters |
//! | [`normalise`] | the key under which a word is indexed and matched |
//! | [`stem`] | stems of English, French and Indonesian words |
//! | [`stop`] | words that say little of what a text is about |
//! | [`khmer`] | Khmer clusters, syllable order, digits, name folding |
//! | [`mapped`] | a normalised text with the way back to the original |
//! | [`language`] | language by script and words |
//!
//! `script`, `latin` and `lower`, inside, know characters: clusters, digits, accents, case; `find`, texts in texts.

pub mod find;
pub mod khmer;
pub mod language;
mod latin;
mod lower;
pub mod mapped;
pub mod normalise;
pub mod offsets;
pub mod script;
pub mod sentence;
pub mod span;
pub mod stem;
pub mod stop;
pub mod token;

pub use language::Language;
pub use lower::lower_case;
pub use mapped::Mapped;
#[cfg(feature = "full")]
pub use script::cluster_end;
pub use span::TextRange;
pub use token::{Token, TokenKind};
