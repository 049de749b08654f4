//! The archive file (`.saksi`): immutable segments behind a small head, readable by byte ranges.
//!
//! Writing: [`AnnotatedDocument`]s become a segment; segments and the resolution and timeline over all of them become
//! a file. Reading: an [`Archive`] holds whatever bytes it was given; what a call lacks comes back as
//! [`Step::Missing`], the caller fetches those ranges, [`supplies`](Archive::supply) them, and calls again.

use std::ops::Range;

use crate::document::Document;
#[cfg(feature = "full")]
use crate::entity::Resolution;
use crate::entity::{DocumentEntities, Entity};
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, TimelineEvent};
use crate::temporal::Timex;
use crate::text::TextRange;

/// A document with everything that was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotatedDocument {
    /// The document.
    pub document: Document,
    /// Its sentences.
    pub sentences: Vec<TextRange>,
    /// Its names.
    pub entities: DocumentEntities,
    /// Its time expressions.
    pub timexes: Vec<Timex>,
    /// Its events.
    pub events: Vec<Event>,
}

/// The outcome of a call that reads an archive: what was asked, or the byte ranges to fetch before asking again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T> {
    /// All bytes were there.
    Ready(T),
    /// These byte ranges of the file are missing; sorted, without overlap.
    Missing(Vec<Range<u64>>),
}

/// An archive file, wholly or partly held.
#[derive(Debug)]
pub struct Archive {}

impl Archive {
    /// An archive of which all bytes are held.
    ///
    /// # Errors
    /// [`ErrorKind::Archive`] or [`ErrorKind::Version`] where the head is not that of an archive.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        let _ = bytes;
        Err(Error::new(ErrorKind::Archive, "expected an archive"))
    }

    /// An archive of `len` bytes, of which none is held yet.
    pub fn remote(len: u64) -> Self {
        let _ = len;
        Self {}
    }

    /// Hands over the bytes of the file that start at `offset`.
    pub fn supply(&mut self, offset: u64, bytes: Vec<u8>) {
        let _ = (offset, bytes);
    }

    /// The number of documents.
    ///
    /// # Errors
    /// As [`Archive::from_bytes`].
    pub fn document_count(&self) -> Result<Step<u32>> {
        Ok(Step::Ready(0))
    }

    /// The ordinal of the document with that identifier.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`]; [`ErrorKind::Archive`] where the bytes are damaged.
    pub fn ordinal(&self, id: &str) -> Result<Step<u32>> {
        Err(Error::new(ErrorKind::NotFound, format!("no document {id:?}")))
    }

    /// A document with its annotations, by ordinal.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`]; [`ErrorKind::Archive`] where the bytes are damaged.
    pub fn document(&self, ordinal: u32) -> Result<Step<AnnotatedDocument>> {
        Err(Error::new(ErrorKind::NotFound, format!("no document {ordinal}")))
    }

    /// The archive's entity that each of a document's entities is: indices into [`Archive::entities`].
    ///
    /// # Errors
    /// As [`Archive::document`].
    pub fn assignment(&self, ordinal: u32) -> Result<Step<Vec<u32>>> {
        Err(Error::new(ErrorKind::NotFound, format!("no document {ordinal}")))
    }

    /// The entities, most mentions first.
    ///
    /// # Errors
    /// [`ErrorKind::Archive`] where the bytes are damaged.
    pub fn entities(&self) -> Result<Step<Vec<Entity>>> {
        Ok(Step::Ready(Vec::new()))
    }

    /// The timeline.
    ///
    /// # Errors
    /// [`ErrorKind::Archive`] where the bytes are damaged.
    pub fn timeline(&self) -> Result<Step<Vec<TimelineEvent>>> {
        Ok(Step::Ready(Vec::new()))
    }
}

/// Writes documents as the bytes of one segment.
///
/// # Errors
/// [`ErrorKind::TooLarge`] where a section would pass what the format can hold.
#[cfg(feature = "full")]
pub fn write_segment(documents: &[AnnotatedDocument]) -> Result<Vec<u8>> {
    let _ = documents;
    Ok(Vec::new())
}

/// What must be known of a segment's documents to resolve and merge over many segments.
#[cfg(feature = "full")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentContent {
    /// The documents' identifiers, in order.
    pub ids: Vec<String>,
    /// Their names.
    pub entities: Vec<DocumentEntities>,
    /// Their events.
    pub events: Vec<Vec<Event>>,
}

/// Reads back what [`SegmentContent`] holds from the bytes of [`write_segment`].
///
/// # Errors
/// [`ErrorKind::Archive`] where the bytes are damaged.
#[cfg(feature = "full")]
pub fn read_segment(segment: &[u8]) -> Result<SegmentContent> {
    let _ = segment;
    Ok(SegmentContent::default())
}

/// Writes segments, with the resolution and timeline over all of their documents in order, as an archive file.
///
/// # Errors
/// [`ErrorKind::Archive`] where a segment is damaged, [`ErrorKind::TooLarge`] where the file would pass its limits.
#[cfg(feature = "full")]
pub fn assemble(
    segments: &[Vec<u8>],
    resolution: &Resolution,
    timeline: &[TimelineEvent],
) -> Result<Vec<u8>> {
    let _ = (segments, resolution, timeline);
    Ok(Vec::new())
}

/// The bytes of the segments of an archive file that is wholly held.
///
/// # Errors
/// [`ErrorKind::Archive`] or [`ErrorKind::Version`] where the bytes are not an archive, or a damaged one.
#[cfg(feature = "full")]
pub fn split(archive: &[u8]) -> Result<Vec<Vec<u8>>> {
    let _ = archive;
    Ok(Vec::new())
}
