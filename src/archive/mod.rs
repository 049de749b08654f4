//! The archive file (`.saksi`): immutable segments behind a small head, readable by byte ranges.
//!
//! Writing: [`AnnotatedDocument`]s become a segment; segments and the resolution and timeline over all of them become
//! a file. Reading: an [`Archive`] holds whatever bytes it was given; what a call lacks comes back as
//! [`Step::Missing`], the caller fetches those ranges, [`supplies`](Archive::supply) them, and calls again.
//!
//! | module | knows |
//! |---|---|
//! | `format` | the bytes: what stands where |
//! | `layout` | the head: where each section stands |
//! | `source` | which bytes are held and which are missing |
//! | `read` | sections, blocks and what they hold |
//! | `records`, `resolution`, `names` | each thing as bytes |
//! | `pages` | documents in pages |
//! | `rehearsal` | reading as if the file were far away, and what that costs |
//! | `write` | segments and archives, and both taken apart again |

mod format;
mod layout;
mod names;
mod pages;
mod read;
#[cfg_attr(not(feature = "full"), allow(dead_code))]
pub(crate) mod records;
#[cfg(feature = "full")]
mod rehearsal;
#[cfg_attr(not(feature = "full"), allow(dead_code))]
pub(crate) mod resolution;
pub(crate) mod source;
#[cfg(feature = "full")]
mod write;

use std::cell::{OnceCell, RefCell};

use std::ops::Range;
use std::rc::Rc;

use crate::document::Document;
use crate::entity::{DocumentEntities, Entity};
use crate::error::Result;
use crate::event::{Event, TimelineEvent};
use crate::index::blocks::Directory;
use crate::index::lengths::Lengths;
use crate::order::Map;
use crate::temporal::Timex;
use crate::text::TextRange;

use layout::Head;
pub(crate) use layout::Segment;
pub(crate) use names::Named;
#[cfg(feature = "full")]
pub use rehearsal::Rehearsal;
use source::{Read, Source, Stop, gather};
#[cfg(feature = "full")]
pub use write::{
    assemble, assemble_known, compact, delete, read_documents, read_segment, sizes, split, write_segment,
};

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
pub struct Archive {
    source: Source,
    head: OnceCell<Head>,
    /// Directories by where they stand.
    directories: RefCell<Map<u64, Rc<Directory>>>,
    /// Unpacked blocks that are worth keeping, by where they stand.
    blocks: RefCell<Map<u64, Rc<Vec<u8>>>>,
    /// Field lengths of segments, by their first document.
    lengths: RefCell<Map<u32, Rc<Lengths>>>,
    /// Tables with which texts are read, by the first document of their segments.
    prose: RefCell<Map<u32, Rc<crate::index::prose::Prose>>>,
    /// Runs whose checksum was verified.
    verified: RefCell<Map<(u64, u32), ()>>,
    /// What filters, facets and the order of hits look at of every document, query after query.
    columns: OnceCell<Vec<records::Column>>,
    traits: OnceCell<records::Traits>,
    naming: OnceCell<records::Naming>,
    copies: OnceCell<Vec<(u32, u32)>>,
}

impl Archive {
    /// An archive of which all bytes are held.
    ///
    /// # Errors
    /// [`ErrorKind::Archive`](crate::ErrorKind::Archive) or [`ErrorKind::Version`](crate::ErrorKind::Version) where
    /// the head is not that of an archive.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        let archive = Self::new(Source::whole(bytes));
        archive.step(|| archive.head().map(|_| ()))?;
        Ok(archive)
    }

    /// An archive of `len` bytes, of which none is held yet.
    pub fn remote(len: u64) -> Self {
        Self::new(Source::remote(len))
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            head: OnceCell::new(),
            directories: RefCell::default(),
            blocks: RefCell::default(),
            lengths: RefCell::default(),
            prose: RefCell::default(),
            verified: RefCell::default(),
            columns: OnceCell::new(),
            traits: OnceCell::new(),
            naming: OnceCell::new(),
            copies: OnceCell::new(),
        }
    }

    /// Hands over the bytes of the file that start at `offset`.
    pub fn supply(&mut self, offset: u64, bytes: Vec<u8>) {
        self.source.supply(offset, bytes);
    }

    /// The length of the whole file, in bytes.
    pub fn byte_length(&self) -> u64 {
        self.source.len()
    }

    /// How many bytes of the file are held.
    pub fn bytes_held(&self) -> u64 {
        self.source.held()
    }

    /// Runs a call that may stop for missing bytes.
    pub(crate) fn step<T>(&self, call: impl FnOnce() -> Read<T>) -> Result<Step<T>> {
        self.source.forget_missing();
        match call() {
            Ok(value) => Ok(Step::Ready(value)),
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Missing) => Ok(Step::Missing(self.source.take_missing())),
        }
    }

    /// The number of documents, without those that were deleted.
    ///
    /// # Errors
    /// As [`Archive::from_bytes`].
    pub fn document_count(&self) -> Result<Step<u32>> {
        self.step(|| {
            let head = self.head()?;
            let deleted: usize = head.segments.iter().map(|segment| segment.deleted.len()).sum();
            Ok(head.documents - deleted as u32)
        })
    }

    /// The ordinals of the documents, ascending, without those that were deleted.
    ///
    /// # Errors
    /// As [`Archive::from_bytes`].
    pub fn ordinals(&self) -> Result<Step<Vec<u32>>> {
        self.step(|| {
            let segments = self.head()?.segments.iter();
            Ok(segments
                .flat_map(|segment| {
                    let live = (0..segment.documents).filter(|&local| !segment.is_deleted(local));
                    live.map(|local| segment.first + local)
                })
                .collect())
        })
    }

    /// The ordinal of the document with that identifier.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound); [`ErrorKind::Archive`](crate::ErrorKind::Archive) where
    /// the bytes are damaged.
    pub fn ordinal(&self, id: &str) -> Result<Step<u32>> {
        self.step(|| self.find_document(id))
    }

    /// A document with its annotations, by ordinal.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound); [`ErrorKind::Archive`](crate::ErrorKind::Archive) where
    /// the bytes are damaged.
    pub fn document(&self, ordinal: u32) -> Result<Step<AnnotatedDocument>> {
        self.step(|| self.annotated(ordinal))
    }

    /// The text of a document, by ordinal.
    ///
    /// # Errors
    /// As [`Archive::document`].
    pub fn text(&self, ordinal: u32) -> Result<Step<String>> {
        self.step(|| {
            let (segment, local) = self.place(ordinal)?;
            Ok(self.record(segment, local)?.text)
        })
    }

    fn annotated(&self, ordinal: u32) -> Read<AnnotatedDocument> {
        let (segment, local) = self.place(ordinal)?;
        let (record, annotations) = (self.record(segment, local), self.annotations(segment, local));
        let (record, annotations) = (record?, annotations?);
        let document = Document {
            id: record.id,
            source: record.source,
            title: record.title,
            byline: record.byline,
            language: record.language,
            published: record.published,
            derived: None,
            clues: annotations.clues,
            range: record.range,
            text: record.text,
            boilerplate: record.boilerplate,
            sha256: annotations.sha256,
        };
        let (sentences, entities) = (annotations.sentences, annotations.entities);
        let (timexes, events) = (annotations.timexes, annotations.events);
        Ok(AnnotatedDocument { document, sentences, entities, timexes, events })
    }

    /// The archive's entity that each of a document's entities is: indices into [`Archive::entities`].
    ///
    /// # Errors
    /// As [`Archive::document`].
    pub fn assignment(&self, ordinal: u32) -> Result<Step<Vec<u32>>> {
        self.step(|| {
            self.place(ordinal)?;
            self.assigned(ordinal)
        })
    }

    /// The entities, most mentions first. Deleted documents are not among theirs.
    ///
    /// # Errors
    /// [`ErrorKind::Archive`](crate::ErrorKind::Archive) where the bytes are damaged.
    pub fn entities(&self) -> Result<Step<Vec<Entity>>> {
        self.step(|| {
            let head = self.head()?;
            let mut heads = Vec::new();
            let read_heads =
                self.items(self.wide(format::ENTITY_HEADS)?, true, resolution::get_head, |_, entity| {
                    heads.push(entity);
                });
            let mut names = Vec::new();
            let read_names = self.items(
                self.wide(format::ENTITY_NAMES)?,
                false,
                resolution::get_entity_names,
                |_, entity| {
                    names.push(entity);
                },
            );
            let mut documents = Vec::new();
            let read_documents = self.items(
                self.wide(format::ENTITY_DOCUMENTS)?,
                false,
                |reader| resolution::get_ordinals(reader, head.documents),
                |_, entity| {
                    documents.push(entity);
                },
            );
            gather([read_heads, read_names, read_documents].into_iter())?;
            let parts = heads.into_iter().zip(names).zip(documents);
            Ok(parts
                .map(|((head, (names, merges)), documents)| Entity {
                    id: head.id,
                    entity_type: head.entity_type,
                    name: head.name,
                    names,
                    mentions: head.mentions,
                    documents: documents.into_iter().filter(|&ordinal| self.is_live(ordinal)).collect(),
                    merges,
                })
                .collect())
        })
    }

    /// The identifiers that a pack gives entities elsewhere, by their numbers.
    ///
    /// # Errors
    /// [`ErrorKind::Archive`](crate::ErrorKind::Archive) where the bytes are damaged.
    #[cfg(feature = "full")]
    pub fn elsewhere(&self) -> Result<Step<crate::entity::Elsewhere>> {
        self.step(|| self.every_elsewhere())
    }

    /// The timeline. Quotes from deleted documents are not in it, nor events that have no other.
    ///
    /// # Errors
    /// [`ErrorKind::Archive`](crate::ErrorKind::Archive) where the bytes are damaged.
    pub fn timeline(&self) -> Result<Step<Vec<TimelineEvent>>> {
        self.step(|| {
            let mut found = Vec::new();
            let section = self.wide(format::TIMELINE)?;
            self.items(section, false, resolution::get_timeline_event, |_, event| found.push(event))?;
            for event in &mut found {
                event.quotes.retain(|quote| self.is_live(quote.document));
            }
            found.retain(|event| !event.quotes.is_empty());
            Ok(found)
        })
    }

    /// Whether there is a document with that ordinal that was not deleted.
    pub(crate) fn is_live(&self, ordinal: u32) -> bool {
        self.place(ordinal).is_ok()
    }

    /// Every document of an archive that is wholly held, deleted ones too.
    #[cfg(feature = "full")]
    fn every_document(&self) -> Result<Vec<AnnotatedDocument>> {
        let count = self.head.get().map_or(0, |head| head.documents);
        let mut documents: Vec<AnnotatedDocument> =
            (0..count).map(|ordinal| self.held(|| self.annotated(ordinal))).collect::<Result<_>>()?;
        for (ordinal, derived) in self.held(|| self.every_derived())? {
            if let Some(annotated) = documents.get_mut(ordinal as usize) {
                annotated.document.derived = Some(Box::new(derived));
            }
        }
        Ok(documents)
    }

    /// The documents in the place of whose own publication dates others stand; they have those ([`Document::derived`]).
    ///
    /// # Errors
    /// [`ErrorKind::Archive`](crate::ErrorKind::Archive) where the bytes are damaged.
    #[cfg(feature = "full")]
    pub fn redated(&self) -> Result<Step<Vec<Document>>> {
        self.step(|| {
            let found = self.every_derived()?.into_iter().filter(|found| self.is_live(found.0));
            gather(found.map(|(ordinal, derived)| {
                let document = self.annotated(ordinal)?.document;
                Ok(Document { derived: Some(Box::new(derived)), ..document })
            }))
        })
    }

    /// The identifier of every document of an archive that is wholly held, deleted ones too.
    #[cfg(feature = "full")]
    fn every_id(&self) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for segment in self.head.get().iter().flat_map(|head| &head.segments) {
            for local in 0..segment.documents {
                ids.push(self.held(|| self.id(segment, local))?);
            }
        }
        Ok(ids)
    }

    /// The annotations of every document of an archive that is wholly held, deleted ones too.
    #[cfg(feature = "full")]
    fn every_annotation(&self) -> Result<Vec<records::Annotations>> {
        let mut found = Vec::new();
        for segment in self.head.get().iter().flat_map(|head| &head.segments) {
            self.held(|| {
                let section = segment.section(format::ANNOTATIONS)?;
                self.items(section, false, records::get_annotations, |_, annotations| found.push(annotations))
            })?;
        }
        Ok(found)
    }

    /// Runs a call on an archive that is wholly held.
    #[cfg(feature = "full")]
    fn held<T>(&self, call: impl FnOnce() -> Read<T>) -> Result<T> {
        match self.step(call)? {
            Step::Ready(value) => Ok(value),
            Step::Missing(_) => Err(crate::index::codec::damaged(0, "a whole archive", "a part of one")),
        }
    }
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
    /// The ordinals, in the segment, of those in the place of whose own publication dates others stand.
    pub derived: Vec<u32>,
    /// Whether there are some whose publication is not known to the day, the month or the year.
    pub has_undated: bool,
    /// Whether there are some that state, with its year, an event that is known by itself.
    pub has_occasions: bool,
}
