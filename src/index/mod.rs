//! The inverted index: term dictionary, postings with positions, field lengths; one of each per segment.
//!
//! Input: the tokens of a document's title and text. Output: the bytes of a segment's index sections, and readers of
//! those bytes that ask for no more than a query needs.
//!
//! | module | knows |
//! |---|---|
//! | [`codec`] | varints, checksums, the envelope of a block |
//! | [`bits`] | packed numbers and Rice codes |
//! | `inflate` | deflated blocks, unpacked |
//! | [`blocks`] | a section cut into blocks, and its directory |
//! | [`terms`] | which terms a text has: the same for documents, queries and highlights |
//! | [`postings`] | documents, frequencies and positions of a term |
//! | [`dictionary`] | where the postings of a term stand; the exact forms of a stem |
//! | [`tally`] | what occurrences in each document add up to, and which documents are best |
//! | [`lengths`] | how long each field of each document is |
//! | [`intern`] | numbers for distinct keys |
//! | [`prose`] | texts in codes of their words, as an archive keeps them |
//! | `copies` | which documents are near copies of one another |
//! | `gather` | occurrences of terms while documents are read |
//! | [`build`] | from documents to all of that |
//!
//! A stem has no postings of its own. Its entry lists the exact forms that share it, and their postings lie side by
//! side: a query reads them in one range, knows exact matches from loose ones, and nothing is stored twice.

// Whatever here reads bytes fails with `ErrorKind::Archive` where they are damaged, and says where.
#![allow(clippy::missing_errors_doc, clippy::len_without_is_empty)]

pub mod bits;
pub mod blocks;
#[cfg(feature = "full")]
pub mod build;
#[cfg_attr(not(feature = "full"), allow(dead_code))]
pub mod codec;
#[cfg(feature = "full")]
pub mod copies;
pub mod dictionary;
#[cfg(feature = "full")]
mod gather;
mod inflate;
#[cfg(feature = "full")]
pub mod intern;
pub mod lengths;
pub mod postings;
pub mod prose;
pub mod tally;
pub mod terms;

/// The number of fields that are indexed.
pub const FIELDS: usize = 2;
/// The field of the document's own words.
pub const BODY: usize = 0;
/// The field of the title.
pub const TITLE: usize = 1;
