//! The bytes of an archive file and of a segment.
//!
//! ```text
//! archive                                          segment
//!  0  8  magic   SAKSI\r\n\x1a                      0  8  magic   SAKSEG\r\n
//!  8  2  version                                    8  2  version
//! 10  2  zero                                      10  2  zero
//! 12  4  length of the head                        12  4  length of the description
//! 16  8  length of the file                        16  4  crc32 of bytes 0 to 16 and of the description
//! 24  4  crc32 of bytes 0 to 24 and of the head    20     description
//! 28     head                                             directories, in the order of the sections
//!        directories                                      sections
//!        sections of each segment in turn
//!        sections of the archive
//! ```
//!
//! Fixed numbers are little endian; all others are varints of [`crate::index::codec`]. Nothing but lengths is
//! written: each part begins where the one before ends, and all of them together are the file.
//!
//! ```text
//! head         = count, segment*, section table                 (the table of the archive's own sections)
//! segment      = length of the description, description, deleted
//! deleted      = count, distance*                                (ordinals in the segment, each from the one before)
//! description  = documents, total length of each field, section table
//! section table = count, (kind u8, length, length of its directory, things per block)*
//! document     = length of the numbers, length of the strings, numbers, strings
//! ```
//!
//! The documents of a segment with a table stand in pages ([`super::pages`]), their strings in the codes of that table;
//! those of a small one in deflated blocks, their strings as they are.
//!
//! A directory ([`crate::index::blocks`]) stands in the envelope of a block. In an archive the directories stand
//! behind the head sorted by kind, then by segment, the archive's own last: what every search needs comes first, so a
//! reader who fetches the first [`PREFIX`] bytes has it, and the head itself grows with the number of segments alone.
//! A section of a kind that the reader does not know is passed over.
//!
//! # Sections of a segment
//!
//! | kind | holds | found by |
//! |---|---|---|
//! | [`EXACT`], [`STEMS`] | the term dictionary ([`crate::index::dictionary`]) | key |
//! | [`LENGTHS`] | field lengths ([`crate::index::lengths`]) | number |
//! | [`DOCUMENTS`] | the record of each document, which is what a hit shows ([`super::records`]), and its text | number |
//! | [`PROSE`] | the table with which texts are read ([`crate::index::prose`]), one block without directory; not in small segments | |
//! | [`COLUMNS`], [`ABOUT`] | what filters and facets need of a document | number |
//! | [`ANNOTATIONS`] | everything else that was found in a document | number |
//! | [`TRAITS`] | which types of event a document tells, and where it is from | number |
//! | [`SIGNATURES`] | what a document has in common with its copies ([`crate::index::copies`]) | number |
//! | [`DERIVED`] | the publication dates of documents in whose place others stand, one block without directory; only where there are any | |
//! | [`POSTINGS`], [`POSITIONS`] | runs, each with its own checksum ([`crate::index::postings`]) | the dictionary |
//!
//! # Sections of the archive
//!
//! | kind | holds | found by |
//! |---|---|---|
//! | [`ENTITY_HEADS`], [`ENTITY_NAMES`], [`ENTITY_DOCUMENTS`] | the entities ([`super::resolution`]) | number |
//! | [`ENTITY_IDS`], [`DOCUMENT_IDS`] | identifier, ordinal | key |
//! | [`ASSIGNMENT`] | for each document, which entities its own are | number |
//! | [`TIMELINE`] | the merged events | number |
//! | [`NAMES`] | name, folded, and the entities that have it ([`super::names`]) | key |
//! | [`COPIES`] | documents that have near copies, each with the first of its group | all |
//! | [`ELSEWHERE`] | the entities that a pack gives identifiers elsewhere, with these ([`super::resolution`]); only where there are any | all |
//!
//! Archives may lack [`NAMES`], [`TRAITS`], [`SIGNATURES`] and [`COPIES`]: they then have no names to look up, no events
//! and sources to filter by, and no copies.

/// The first bytes of an archive. The line ends show up a transfer that changed them.
pub(crate) const MAGIC: [u8; 8] = *b"SAKSI\r\n\x1a";
/// The first bytes of a segment.
#[cfg(feature = "full")]
pub(crate) const SEGMENT_MAGIC: [u8; 8] = *b"SAKSEG\r\n";
/// The version that is written and read.
pub(crate) const FORMAT_VERSION: u16 = 3;
/// The bytes before the head of an archive.
pub(crate) const HEADER: usize = 28;
/// The bytes before the description of a segment.
#[cfg(feature = "full")]
pub(crate) const SEGMENT_HEADER: usize = 20;
/// How many bytes a reader fetches first.
pub(crate) const PREFIX: u64 = 16 * 1024;

pub(crate) const EXACT: u8 = 1;
pub(crate) const STEMS: u8 = 2;
pub(crate) const LENGTHS: u8 = 3;
pub(crate) const DOCUMENTS: u8 = 4;
/// Directly behind [`DOCUMENTS`], so that its directory comes with those that opening fetches.
pub(crate) const NAMES: u8 = 5;
pub(crate) const COLUMNS: u8 = 6;
pub(crate) const ABOUT: u8 = 7;
pub(crate) const ANNOTATIONS: u8 = 8;
pub(crate) const POSTINGS: u8 = 9;
pub(crate) const POSITIONS: u8 = 10;
pub(crate) const TRAITS: u8 = 11;
#[cfg(feature = "full")]
pub(crate) const SIGNATURES: u8 = 12;
pub(crate) const PROSE: u8 = 13;
#[cfg(feature = "full")]
pub(crate) const DERIVED: u8 = 14;
pub(crate) const ENTITY_HEADS: u8 = 20;
pub(crate) const ENTITY_NAMES: u8 = 21;
pub(crate) const ENTITY_DOCUMENTS: u8 = 22;
pub(crate) const ENTITY_IDS: u8 = 23;
pub(crate) const ASSIGNMENT: u8 = 24;
pub(crate) const TIMELINE: u8 = 25;
pub(crate) const DOCUMENT_IDS: u8 = 26;
pub(crate) const COPIES: u8 = 27;
#[cfg(feature = "full")]
pub(crate) const ELSEWHERE: u8 = 28;

/// Where a block of documents ends, in bytes before deflating, in a segment that is too small for a table
/// ([`crate::index::prose`]): the first document past so many begins the next. Larger blocks deflate better, smaller ones cost
/// a cold reader less for each hit shown. A record stands beside its text so that a hit is one request, made as soon as
/// the hit is known.
#[cfg(feature = "full")]
pub(crate) const DOCUMENTS_BLOCK: usize = 8 * 1024;
/// Documents in a block of columns, or of assignments.
#[cfg(feature = "full")]
pub(crate) const COLUMNS_BLOCK: usize = 256;
/// Documents in a block of annotations.
#[cfg(feature = "full")]
pub(crate) const ANNOTATIONS_BLOCK: usize = 16;
/// Entities in a block.
#[cfg(feature = "full")]
pub(crate) const ENTITIES_BLOCK: usize = 128;
/// Events in a block.
#[cfg(feature = "full")]
pub(crate) const TIMELINE_BLOCK: usize = 128;
/// Documents with copies in a block.
#[cfg(feature = "full")]
pub(crate) const COPIES_BLOCK: usize = 1024;
/// Names in a block.
#[cfg(feature = "full")]
pub(crate) const NAMES_BLOCK: usize = 192;
/// Identifiers in a block.
#[cfg(feature = "full")]
pub(crate) const IDS_BLOCK: usize = 256;
/// How hard blocks are deflated, of 10.
#[cfg(feature = "full")]
pub(crate) const LEVEL: u8 = 7;
