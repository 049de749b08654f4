//! Writing: documents to a segment, segments to an archive, and both ways back.

use std::borrow::Cow;

use super::format::{
    ABOUT, ANNOTATIONS, ANNOTATIONS_BLOCK, ASSIGNMENT, COLUMNS, COLUMNS_BLOCK, COPIES, COPIES_BLOCK, DERIVED,
    DOCUMENT_IDS, DOCUMENTS, DOCUMENTS_BLOCK, ELSEWHERE, ENTITIES_BLOCK, ENTITY_DOCUMENTS, ENTITY_HEADS,
    ENTITY_IDS, ENTITY_NAMES, EXACT, FORMAT_VERSION, HEADER, IDS_BLOCK, LENGTHS, LEVEL, MAGIC, NAMES,
    NAMES_BLOCK, POSITIONS, POSTINGS, PROSE, SEGMENT_HEADER, SEGMENT_MAGIC, SIGNATURES, STEMS, TIMELINE,
    TIMELINE_BLOCK, TRAITS,
};
use super::layout::{Description, Row, check_version, opening, put_rows};
use super::names::names;
use super::pages::{PAGE, Pages};
use super::records::{
    derived_parts, put_about, put_annotations, put_column, put_numbers, put_traits, record_parts,
};
use super::resolution::{put_elsewhere, put_entity_names, put_head, put_ordinals, put_timeline_event};
use super::{AnnotatedDocument, Archive, SegmentContent, Step};
use crate::calendar::When;
use crate::document::iso_value;
use crate::entity::{Elsewhere, Entity, Resolution};
use crate::error::{Error, ErrorKind, Result};
use crate::event::{TimelineEvent, occasion};
use crate::index::blocks::{Blocks, Directory, put_key};
use crate::index::build::build;
use crate::index::codec::{Reader, checked, crc32, damaged, open_block, put_block, put_len, put_varint};
use crate::index::copies::{BINS, groups, signature};
use crate::index::lengths::LENGTHS_BLOCK;
use crate::index::prose::Writer;
use crate::order::{self, Map};

/// A section with its directory in its envelope.
struct Written {
    kind: u8,
    bytes: Vec<u8>,
    directory: Vec<u8>,
    per_block: u32,
}

impl Written {
    fn new(kind: u8, blocks: Blocks, per_block: usize) -> Self {
        let mut directory = Vec::new();
        put_block(&mut directory, &blocks.directory(), LEVEL);
        Self { kind, bytes: blocks.bytes, directory, per_block: per_block as u32 }
    }

    /// A section of runs, which the dictionary finds.
    fn runs(kind: u8, bytes: Vec<u8>) -> Self {
        Self { kind, bytes, directory: Vec::new(), per_block: 0 }
    }

    /// A section of things found by number.
    fn numbered<T>(kind: u8, things: &[T], per_block: usize, mut put: impl FnMut(&mut Vec<u8>, &T)) -> Self {
        let mut blocks = Blocks::default();
        for chunk in things.chunks(per_block) {
            let mut block = Vec::new();
            for thing in chunk {
                put(&mut block, thing);
            }
            blocks.push(&block, LEVEL);
        }
        Self::new(kind, blocks, per_block)
    }

    /// A section of identifiers with their numbers.
    fn identifiers(kind: u8, mut ids: Vec<(&str, u32)>) -> Self {
        let mut blocks = Blocks::default();
        order::sort(&mut ids);
        // Of two with one identifier, the first stays.
        ids.dedup_by_key(|one| one.0);
        let mut before: &[u8] = &[];
        for chunk in ids.chunks(IDS_BLOCK) {
            let mut block = Vec::new();
            let mut key: &[u8] = &[];
            for (id, number) in chunk {
                put_key(&mut block, id.as_bytes(), key);
                key = id.as_bytes();
                put_varint(&mut block, u64::from(*number));
            }
            blocks.push_keyed(&block, chunk[0].0.as_bytes(), before, LEVEL);
            before = key;
        }
        Self::new(kind, blocks, 0)
    }

    /// The section of names.
    fn names(entities: &[Entity]) -> Self {
        let mut blocks = Blocks::default();
        let names: Vec<_> = names(entities);
        let mut before: &[u8] = &[];
        for chunk in names.chunks(NAMES_BLOCK) {
            let mut block = Vec::new();
            let mut key: &[u8] = &[];
            for (name, entities) in chunk {
                put_key(&mut block, name.as_bytes(), key);
                key = name.as_bytes();
                put_numbers(&mut block, entities);
            }
            blocks.push_keyed(&block, chunk[0].0.as_bytes(), before, LEVEL);
            before = key;
        }
        Self::new(NAMES, blocks, 0)
    }

    fn row(&self) -> Row {
        Row {
            kind: self.kind,
            len: self.bytes.len() as u64,
            directory_len: self.directory.len() as u64,
            per_block: self.per_block,
        }
    }
}

/// Writes documents as the bytes of one segment.
///
/// # Errors
/// [`ErrorKind::TooLarge`] where a section would pass what the format can hold.
pub fn write_segment(documents: &[AnnotatedDocument]) -> Result<Vec<u8>> {
    let too_large =
        |what: &str| Error::new(ErrorKind::TooLarge, ["expected ", what, ", found more"].concat());
    let count = u32::try_from(documents.len()).map_err(|_| too_large("at most 4,294,967,295 documents"))?;
    if documents.iter().any(|annotated| u32::try_from(annotated.document.text.len()).is_err()) {
        return Err(too_large("texts below 4 GiB"));
    }
    let index = build(documents.iter().map(|annotated| &annotated.document))?;
    let texts: Vec<&str> = documents.iter().map(|annotated| annotated.document.text.as_str()).collect();
    let writer = Writer::learn(&texts);
    let mut sections = vec![
        Written::new(EXACT, index.exact, 0),
        Written::new(STEMS, index.stems, 0),
        Written::new(LENGTHS, index.lengths, LENGTHS_BLOCK),
        match &writer {
            Some(writer) => Written::new(DOCUMENTS, document_pages(documents, writer), PAGE),
            None => Written::new(DOCUMENTS, document_blocks(documents), 0),
        },
        Written::numbered(COLUMNS, documents, COLUMNS_BLOCK, put_column),
        Written::numbered(ABOUT, documents, COLUMNS_BLOCK, put_about),
        Written::numbered(ANNOTATIONS, documents, ANNOTATIONS_BLOCK, put_annotations),
        Written::runs(POSTINGS, index.postings),
        Written::runs(POSITIONS, index.positions),
        Written::numbered(TRAITS, documents, COLUMNS_BLOCK, put_traits),
        Written::numbered(SIGNATURES, documents, COLUMNS_BLOCK, |out, annotated| {
            out.extend_from_slice(&signature(&annotated.document));
        }),
    ];
    if let Some(writer) = writer {
        let mut table = Vec::new();
        put_block(&mut table, writer.table(), LEVEL);
        sections.push(Written::runs(PROSE, table));
    }
    let derived = derived_parts(documents);
    if !derived.is_empty() {
        let mut block = Vec::new();
        put_block(&mut block, &derived, LEVEL);
        sections.push(Written::runs(DERIVED, block));
    }
    let rows = sections.iter().map(Written::row).collect();
    let description = Description { documents: count, totals: index.totals, rows };
    let directories: Vec<&[u8]> = sections.iter().map(|section| section.directory.as_slice()).collect();
    let bodies: Vec<&[u8]> = sections.iter().map(|section| section.bytes.as_slice()).collect();
    Ok(join_segment(&description, &directories, &bodies))
}

/// The documents in pages, their strings in the codes of a table.
fn document_pages(documents: &[AnnotatedDocument], writer: &Writer) -> Blocks {
    let mut pages = Pages::default();
    let mut body = Vec::new();
    for annotated in documents {
        let (numbers, strings) = record_parts(annotated);
        body.clear();
        put_len(&mut body, numbers.len());
        put_len(&mut body, strings.iter().map(|string| string.len()).sum());
        body.extend_from_slice(&numbers);
        writer.encode(&mut body, &strings);
        pages.push(&body);
    }
    pages.finish()
}

/// The documents in blocks, each document whole.
fn document_blocks(documents: &[AnnotatedDocument]) -> Blocks {
    let mut blocks = Blocks::default();
    let (mut block, mut things) = (Vec::new(), 0);
    for annotated in documents {
        let (numbers, strings) = record_parts(annotated);
        put_len(&mut block, numbers.len());
        put_len(&mut block, strings.iter().map(|string| string.len()).sum());
        block.extend_from_slice(&numbers);
        for string in &strings {
            block.extend_from_slice(string.as_bytes());
        }
        things += 1;
        if block.len() >= DOCUMENTS_BLOCK {
            blocks.push_various(&block, things, LEVEL);
            block.clear();
            things = 0;
        }
    }
    if things > 0 {
        blocks.push_various(&block, things, LEVEL);
    }
    blocks
}

fn join_segment(description: &Description, directories: &[&[u8]], bodies: &[&[u8]]) -> Vec<u8> {
    let mut described = Vec::new();
    description.put(&mut described);
    let mut out = SEGMENT_MAGIC.to_vec();
    out.extend_from_slice(&u32::from(FORMAT_VERSION).to_le_bytes());
    out.extend_from_slice(&(described.len() as u32).to_le_bytes());
    let sum = crc32(&[out.as_slice(), &described].concat());
    out.extend_from_slice(&sum.to_le_bytes());
    out.extend_from_slice(&described);
    directories.iter().chain(bodies).for_each(|part| out.extend_from_slice(part));
    out
}

/// A segment taken apart.
struct Parts<'s> {
    description: Description,
    described: &'s [u8],
    directories: Vec<&'s [u8]>,
    /// All sections, one after another.
    body: &'s [u8],
}

fn take_apart(segment: &[u8]) -> Result<Parts<'_>> {
    let mut reader = Reader::new(segment, 0);
    if !segment.starts_with(&SEGMENT_MAGIC) {
        return Err(damaged(0, "a segment, which begins with SAKSEG", &opening(segment)));
    }
    reader.bytes(SEGMENT_MAGIC.len())?;
    check_version(&mut reader)?;
    let len = reader.u32_le()?;
    let sum = reader.bytes(4)?;
    let described = reader.bytes(len as usize)?;
    checked(&[&segment[..SEGMENT_HEADER - 4], described, sum].concat(), 0)?;
    let description = Description::get(described, SEGMENT_HEADER as u64)?;
    let take = |reader: &mut Reader<'_>, len: u64| {
        usize::try_from(len).map_err(|_| reader.expected("a length", "more"))
    };
    let mut directories = Vec::new();
    for row in &description.rows {
        let len = take(&mut reader, row.directory_len)?;
        directories.push(reader.bytes(len)?);
    }
    let body = reader.bytes(reader.remaining())?;
    let sections: u64 = description.rows.iter().fold(0, |sum, row| sum.saturating_add(row.len));
    if sections != body.len() as u64 {
        let expected = ["sections of ", &sections.to_string(), " bytes"].concat();
        return Err(damaged(segment.len() as u64, &expected, &body.len().to_string()));
    }
    Ok(Parts { description, described, directories, body })
}

/// Joins segments, with what is deleted in each and the archive's own sections, as a file.
fn join(segments: &[Parts<'_>], deleted: &[Vec<u32>], wide: &[Written]) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    put_len(&mut head, segments.len());
    for (n, segment) in segments.iter().enumerate() {
        put_len(&mut head, segment.described.len());
        head.extend_from_slice(segment.described);
        put_ordinals(&mut head, deleted.get(n).map_or(&[], Vec::as_slice));
    }
    put_rows(&mut head, &wide.iter().map(Written::row).collect::<Vec<_>>());
    let mut directories: Vec<(u8, &[u8])> = Vec::new();
    for segment in segments {
        let kinds = segment.description.rows.iter().map(|row| row.kind);
        directories.extend(kinds.zip(segment.directories.iter().copied()));
    }
    directories.extend(wide.iter().map(|section| (section.kind, section.directory.as_slice())));
    order::sort_by_key(&mut directories, |directory| directory.0);

    let parts = directories
        .iter()
        .map(|directory| directory.1)
        .chain(segments.iter().map(|segment| segment.body))
        .chain(wide.iter().map(|section| section.bytes.as_slice()));
    let len = HEADER + head.len() + parts.clone().map(<[u8]>::len).sum::<usize>();
    let too_large = |_| Error::new(ErrorKind::TooLarge, "expected a head below 4 GiB, found more");
    let head_len = u32::try_from(head.len()).map_err(too_large)?;
    let mut out = Vec::with_capacity(len);
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&u32::from(FORMAT_VERSION).to_le_bytes());
    out.extend_from_slice(&head_len.to_le_bytes());
    out.extend_from_slice(&(len as u64).to_le_bytes());
    let sum = crc32(&[out.as_slice(), &head].concat());
    out.extend_from_slice(&sum.to_le_bytes());
    out.extend_from_slice(&head);
    parts.for_each(|part| out.extend_from_slice(part));
    Ok(out)
}

/// Reads back what [`SegmentContent`] holds from the bytes of [`write_segment`].
///
/// # Errors
/// [`ErrorKind::Archive`] where the bytes are damaged.
pub fn read_segment(segment: &[u8]) -> Result<SegmentContent> {
    let archive = Archive::from_bytes(join(&[take_apart(segment)?], &[], &[])?)?;
    let mut content = SegmentContent { ids: archive.every_id()?, ..SegmentContent::default() };
    for annotations in archive.every_annotation()? {
        content.has_occasions |= occasion::may_state(&annotations.events, &annotations.timexes);
        content.entities.push(annotations.entities);
        content.events.push(annotations.events);
    }
    content.derived = archive.held(|| archive.every_derived())?.into_iter().map(|found| found.0).collect();
    let columns = archive.held(|| archive.columns())?;
    let is_known = |when: When| !iso_value(when).contains('/');
    content.has_undated = columns.iter().any(|column| !column.published.is_some_and(is_known));
    if content.ids.len() == content.entities.len() {
        return Ok(content);
    }
    let expected = ["annotations of ", &content.ids.len().to_string(), " documents"].concat();
    Err(damaged(0, &expected, &content.entities.len().to_string()))
}

/// Reads back the documents from the bytes of [`write_segment`]. Writing those of several segments as one merges them.
///
/// # Errors
/// [`ErrorKind::Archive`] where the bytes are damaged.
pub fn read_documents(segment: &[u8]) -> Result<Vec<AnnotatedDocument>> {
    let archive = Archive::from_bytes(join(&[take_apart(segment)?], &[], &[])?)?;
    archive.every_document()
}

/// Up to so many segments are left as they are: each costs a query a look into one more dictionary.
const FEW_SEGMENTS: usize = 4;
/// About how many bytes of segments are merged into one at most: what is merged is held in memory.
const MERGED_BYTES: usize = 24 << 20;

/// The same documents in the same order in fewer segments, where there are many: neighbours are merged until they are
/// large. Nothing is analysed again; what was found in the documents is taken over as it is.
///
/// # Errors
/// As [`read_documents`] and [`write_segment`].
pub fn compact<S: AsRef<[u8]>>(segments: &[S]) -> Result<Vec<Cow<'_, [u8]>>> {
    let mut groups: Vec<&[S]> = Vec::new();
    let mut rest = segments;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take_while(|segment| {
            bytes += segment.as_ref().len();
            bytes <= MERGED_BYTES && segments.len() > FEW_SEGMENTS
        });
        let (group, after) = rest.split_at(fits.count().max(1));
        groups.push(group);
        rest = after;
    }
    groups.into_iter().map(merged).collect()
}

/// Segments as one.
fn merged<S: AsRef<[u8]>>(segments: &[S]) -> Result<Cow<'_, [u8]>> {
    if let [segment] = segments {
        return Ok(Cow::Borrowed(segment.as_ref()));
    }
    let mut documents = Vec::new();
    for segment in segments {
        documents.extend(read_documents(segment.as_ref())?);
    }
    write_segment(&documents).map(Cow::Owned)
}

/// Writes segments, with the resolution and timeline over all of their documents in order, as an archive file.
///
/// # Errors
/// [`ErrorKind::Archive`] where a segment is damaged, [`ErrorKind::TooLarge`] where the file would pass its limits.
pub fn assemble(
    segments: &[impl AsRef<[u8]>],
    resolution: &Resolution,
    timeline: &[TimelineEvent],
) -> Result<Vec<u8>> {
    assemble_known(segments, resolution, timeline, &Vec::new())
}

/// As [`assemble`], with the identifiers that its entities have elsewhere.
///
/// # Errors
/// As [`assemble`].
pub fn assemble_known(
    segments: &[impl AsRef<[u8]>],
    resolution: &Resolution,
    timeline: &[TimelineEvent],
    elsewhere: &Elsewhere,
) -> Result<Vec<u8>> {
    let segments: Vec<&[u8]> = segments.iter().map(AsRef::as_ref).collect();
    let parts = segments.iter().map(|segment| take_apart(segment)).collect::<Result<Vec<_>>>()?;
    let mut ids = Vec::new();
    for segment in &segments {
        ids.extend(identifiers(segment)?);
    }
    let by_id = ids.iter().map(String::as_str).zip(0..).collect();
    let mut assignment = resolution.assignment.clone();
    assignment.resize(ids.len(), Vec::new());
    let entities = resolution.entities.as_slice();
    let by_entity = entities.iter().zip(0..).map(|(entity, n)| (entity.id.as_str(), n)).collect();
    let mut signatures = Vec::new();
    for segment in &parts {
        signatures.extend(read_signatures(segment)?);
    }
    let mut wide = vec![
        Written::names(entities),
        Written::numbered(ENTITY_HEADS, entities, ENTITIES_BLOCK, put_head),
        Written::numbered(ENTITY_NAMES, entities, ENTITIES_BLOCK, put_entity_names),
        Written::numbered(ENTITY_DOCUMENTS, entities, ENTITIES_BLOCK, |out, entity| {
            put_ordinals(out, &order::set(entity.documents.iter().copied()));
        }),
        Written::identifiers(ENTITY_IDS, by_entity),
        Written::numbered(ASSIGNMENT, &assignment, COLUMNS_BLOCK, |out, numbers| put_numbers(out, numbers)),
        Written::numbered(TIMELINE, timeline, TIMELINE_BLOCK, put_timeline_event),
        Written::identifiers(DOCUMENT_IDS, by_id),
        Written::numbered(COPIES, &groups(&signatures), COPIES_BLOCK, |out, &(ordinal, first)| {
            put_varint(out, u64::from(ordinal));
            put_varint(out, u64::from(first));
        }),
    ];
    if !elsewhere.is_empty() {
        wide.push(Written::numbered(ELSEWHERE, elsewhere, ENTITIES_BLOCK, put_elsewhere));
    }
    join(&parts, &[], &wide)
}

/// The signatures of a segment's documents, in order; those of one that has none are empty.
fn read_signatures(segment: &Parts<'_>) -> Result<Vec<[u8; BINS]>> {
    let documents = segment.description.documents as usize;
    let mut found = Vec::new();
    let mut start = 0u64;
    for (row, directory) in segment.description.rows.iter().zip(&segment.directories) {
        let end = start.saturating_add(row.len);
        if row.kind == SIGNATURES {
            let section = segment.body.get(start as usize..end as usize).unwrap_or_default();
            let directory = Directory::read(&open_block(directory, 0)?, 0, row.len)?;
            for range in (0..directory.len()).filter_map(|n| directory.block(n)) {
                let stored = section.get(range.start as usize..range.end as usize).unwrap_or_default();
                found.extend_from_slice(open_block(stored, start)?.as_chunks::<BINS>().0);
            }
        }
        start = end;
    }
    found.resize(documents, [0; BINS]);
    Ok(found)
}

/// The identifiers of a segment's documents, in order.
fn identifiers(segment: &[u8]) -> Result<Vec<String>> {
    let archive = Archive::from_bytes(join(&[take_apart(segment)?], &[], &[])?)?;
    archive.every_id()
}

/// The bytes of the segments of an archive file that is wholly held. Documents that were marked as deleted are left
/// out for good.
///
/// # Errors
/// [`ErrorKind::Archive`] or [`ErrorKind::Version`] where the bytes are not an archive, or a damaged one.
pub fn split(archive: &[u8]) -> Result<Vec<Vec<u8>>> {
    let opened = Archive::from_bytes(archive.to_vec())?;
    let Some(head) = opened.head.get() else { return Ok(Vec::new()) };
    let part = |at: u64, len: u64| archive.get(at as usize..(at + len) as usize).unwrap_or_default();
    head.segments
        .iter()
        .map(|segment| {
            let sections = segment.sections.values();
            let directories: Vec<&[u8]> = sections
                .clone()
                .map(|section| part(section.directory.start, section.directory.end - section.directory.start))
                .collect();
            let bodies: Vec<&[u8]> = sections.map(|section| part(section.at, section.len)).collect();
            let bytes = join_segment(&segment.description, &directories, &bodies);
            if segment.deleted.is_empty() {
                return Ok(bytes);
            }
            let documents = read_documents(&bytes)?.into_iter().zip(0..);
            let kept: Vec<_> =
                documents.filter(|&(_, local)| !segment.is_deleted(local)).map(|(kept, _)| kept).collect();
            write_segment(&kept)
        })
        .collect()
}

/// The same archive with the documents of those identifiers marked as deleted: they are found no more. Only the head
/// is written anew. What was resolved over all documents stays as it was, less the deleted ones; to resolve anew,
/// [`split`] the archive and [`assemble`] it.
///
/// # Errors
/// [`ErrorKind::NotFound`] where an identifier is not in the archive; otherwise as [`split`].
pub fn delete(archive: &[u8], ids: &[&str]) -> Result<Vec<u8>> {
    let opened = Archive::from_bytes(archive.to_vec())?;
    let mut gone = Vec::new();
    for id in ids {
        if let Step::Ready(ordinal) = opened.ordinal(id)? {
            gone.push(ordinal);
        }
    }
    let Some(head) = opened.head.get() else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    put_len(&mut out, head.segments.len());
    for segment in &head.segments {
        let mut described = Vec::new();
        segment.description.put(&mut described);
        put_len(&mut out, described.len());
        out.extend_from_slice(&described);
        let last = segment.first + segment.documents;
        let own = gone.iter().filter(|ordinal| (segment.first..last).contains(ordinal));
        let deleted = segment.deleted.iter().copied().chain(own.map(|ordinal| ordinal - segment.first));
        put_ordinals(&mut out, &order::set(deleted));
    }
    let rows: Vec<Row> = head
        .sections
        .iter()
        .map(|(&kind, section)| Row {
            kind,
            len: section.len,
            directory_len: section.directory.end - section.directory.start,
            per_block: section.per_block,
        })
        .collect();
    put_rows(&mut out, &rows);
    let head_len = Reader::new(&archive[12..16], 12).u32_le()? as usize;
    let rest = archive.get(HEADER + head_len..).unwrap_or_default();
    let mut file = archive[..12].to_vec();
    file.extend_from_slice(&(out.len() as u32).to_le_bytes());
    file.extend_from_slice(&((HEADER + out.len() + rest.len()) as u64).to_le_bytes());
    let sum = crc32(&[file.as_slice(), &out].concat());
    file.extend_from_slice(&sum.to_le_bytes());
    file.extend_from_slice(&out);
    file.extend_from_slice(rest);
    Ok(file)
}

/// How many bytes each part of an archive takes, by the name of its section; directories together as one.
///
/// # Errors
/// As [`split`].
pub fn sizes(archive: &[u8]) -> Result<Vec<(&'static str, u64)>> {
    let opened = Archive::from_bytes(archive.to_vec())?;
    let mut sizes = Map::default();
    let mut directories = 0;
    if let Some(head) = opened.head.get() {
        let sections = head.segments.iter().map(|segment| &segment.sections).chain([&head.sections]);
        for (&kind, section) in sections.flat_map(Map::iter) {
            *sizes.slot(kind, || 0) += section.len;
            directories += section.directory.end - section.directory.start;
        }
    }
    let name = |kind| SECTIONS.iter().find(|one| one.0 == kind).map_or("unknown", |one| one.1);
    let mut found: Vec<_> = sizes.into_entries().into_iter().map(|(kind, len)| (name(kind), len)).collect();
    found.push(("directories", directories));
    Ok(found)
}

/// The names of the sections, for people.
const SECTIONS: [(u8, &str); 23] = [
    (EXACT, "exact terms"),
    (STEMS, "stems"),
    (LENGTHS, "field lengths"),
    (DOCUMENTS, "documents"),
    (PROSE, "words of the texts"),
    (COLUMNS, "columns"),
    (ABOUT, "dates in texts"),
    (ANNOTATIONS, "annotations"),
    (POSTINGS, "postings"),
    (POSITIONS, "positions"),
    (ENTITY_HEADS, "entities"),
    (ENTITY_NAMES, "entity names"),
    (ENTITY_DOCUMENTS, "entity documents"),
    (ENTITY_IDS, "entity identifiers"),
    (ASSIGNMENT, "assignment"),
    (TIMELINE, "timeline"),
    (DOCUMENT_IDS, "identifiers"),
    (NAMES, "names"),
    (TRAITS, "traits"),
    (SIGNATURES, "signatures"),
    (DERIVED, "derived dates"),
    (COPIES, "copies"),
    (ELSEWHERE, "identifiers elsewhere"),
];
