//! Reading the parts of an archive: directories, blocks, runs, and what they hold.
//!
//! Every method here is a stage or part of one: it notes what is missing and stops ([`Read`]), and is called again when
//! the bytes are there. What a query needs again and again (directories, dictionary blocks, lengths, columns) is kept
//! unpacked; texts and records are not.

use std::borrow::Cow;
use std::rc::Rc;

use super::Archive;
use super::format::{
    ABOUT, ANNOTATIONS, ASSIGNMENT, COLUMNS, COPIES, DOCUMENT_IDS, DOCUMENTS, ENTITY_DOCUMENTS, ENTITY_HEADS,
    ENTITY_IDS, ENTITY_NAMES, EXACT, HEADER, LENGTHS, NAMES, POSITIONS, POSTINGS, PREFIX, PROSE, STEMS,
    TRAITS,
};
#[cfg(feature = "full")]
use super::format::{DERIVED, ELSEWHERE};
use super::layout::{Head, Section, Segment, head_len, read_head};
use super::pages::{self, PAGE};
use super::records::{
    Annotations, Column, Naming, Record, Traits, get_about, get_annotations, get_column, get_copy,
    get_numbers, get_record, get_traits,
};
#[cfg(feature = "full")]
use super::records::{get_derived, get_id_len};
#[cfg(feature = "full")]
use super::resolution::get_elsewhere;
use super::resolution::{EntityHead, get_entity_names, get_head, get_ordinals};
use super::source::{Read, gather};
use crate::calendar::Interval;
#[cfg(feature = "full")]
use crate::document::Derived;
#[cfg(feature = "full")]
use crate::entity::Elsewhere;
use crate::entity::Name;
use crate::error::{Error, ErrorKind, Result};
use crate::index::blocks::{Directory, read_key};
use crate::index::codec::{MAX_BLOCK, Reader, checked, damaged, damaged_by, open_block};
use crate::index::dictionary::{Entry, List, Lists, Place, find_exact, find_stem, scan_exact};
use crate::index::lengths::{LENGTHS_BLOCK, Lengths};
use crate::index::postings::{Positions, Postings, read_positions, read_postings};
use crate::index::prose::Prose;
use crate::order;

/// A dictionary of no more blocks is looked through as a whole for other spellings of a word.
const SMALL_DICTIONARY: usize = 48;

/// An unpacked block and where it stands in the file.
type Block = (Rc<Vec<u8>>, u64);

impl Archive {
    /// The head.
    pub(crate) fn head(&self) -> Read<&Head> {
        if let Some(head) = self.head.get() {
            return Ok(head);
        }
        let len = self.source.len();
        let prefix = self.source.get(0..PREFIX.min(len))?;
        let head_len = head_len(prefix.get(..HEADER).unwrap_or(prefix), len)?;
        let bytes = self.source.get(0..HEADER as u64 + head_len)?;
        let head = read_head(bytes, len)?;
        // Every search needs these directories, so they are part of opening, and no search waits a round for them.
        let needed = head.segments.iter().filter_map(|segment| segment.sections.get(&DOCUMENTS));
        if let Some(end) = needed.chain(head.sections.get(&NAMES)).map(|section| section.directory.end).max()
        {
            self.source.get(0..end)?;
        }
        Ok(self.head.get_or_init(|| head))
    }

    /// The segment that holds a document, and the document's ordinal in it.
    pub(crate) fn place(&self, ordinal: u32) -> Read<(&Segment, u32)> {
        let segments = &self.head()?.segments;
        let at = segments.partition_point(|segment| segment.first <= ordinal);
        let found = segments.get(at.wrapping_sub(1)).map(|segment| (segment, ordinal - segment.first));
        match found {
            Some((segment, local)) if local < segment.documents && !segment.is_deleted(local) => {
                Ok((segment, local))
            }
            _ => Err(no_document(ordinal).into()),
        }
    }

    /// The directory of a section.
    pub(super) fn directory(&self, section: &Section) -> Read<Rc<Directory>> {
        if let Some(directory) = self.directories.borrow().get(&section.directory.start) {
            return Ok(directory.clone());
        }
        let stored = self.source.get(section.directory.clone())?;
        let base = section.directory.start;
        let directory = Rc::new(Directory::read(&open_block(stored, base)?, base, section.len)?);
        self.directories.borrow_mut().insert(base, directory.clone());
        Ok(directory)
    }

    /// A block of a section.
    pub(super) fn block(&self, section: &Section, n: usize, keep: bool) -> Read<Block> {
        let Some(range) = self.directory(section)?.block(n) else {
            return Err(damaged_by(section.directory.start, "a block #", n as u64, "none", 0).into());
        };
        let (first, last) = (section.at + range.start, section.at + range.end);
        if let Some(block) = self.blocks.borrow().get(&first) {
            return Ok((block.clone(), first));
        }
        let block = Rc::new(open_block(self.source.get(first..last)?, first)?);
        if keep {
            self.blocks.borrow_mut().insert(first, block.clone());
        }
        Ok((block, first))
    }

    /// The `index`-th thing of a section.
    fn item<T>(
        &self,
        section: &Section,
        index: u32,
        keep: bool,
        get: impl Fn(&mut Reader<'_>) -> Result<T>,
    ) -> Read<T> {
        let per_block = section.per_block.max(1);
        let (block, base) = self.block(section, (index / per_block) as usize, keep)?;
        let mut reader = Reader::unpacked(&block, base);
        for _ in 0..index % per_block {
            get(&mut reader)?;
        }
        Ok(get(&mut reader)?)
    }

    /// All things of a section, each handed to `each` with its number.
    pub(super) fn items<T>(
        &self,
        section: &Section,
        keep: bool,
        get: impl Fn(&mut Reader<'_>) -> Result<T>,
        mut each: impl FnMut(u32, T),
    ) -> Read<()> {
        let directory = self.directory(section)?;
        let blocks = gather((0..directory.len()).map(|n| self.block(section, n, keep)))?;
        let mut index = 0;
        for (block, base) in blocks {
            let mut reader = Reader::unpacked(&block, base);
            while reader.remaining() > 0 {
                each(index, get(&mut reader)?);
                index += 1;
            }
        }
        Ok(())
    }

    /// The number that a section of identifiers gives to one.
    fn number(&self, section: Option<&Section>, id: &str, limit: u32) -> Read<Option<u32>> {
        let Some(section) = section else { return Ok(None) };
        let Some(n) = self.directory(section)?.find(id.as_bytes()) else { return Ok(None) };
        let (block, base) = self.block(section, n, true)?;
        let mut reader = Reader::unpacked(&block, base);
        let mut key = Vec::new();
        while reader.remaining() > 0 {
            read_key(&mut reader, &mut key)?;
            let number = reader.below(limit as usize, "an ordinal")?;
            if key == id.as_bytes() {
                return Ok(Some(number as u32));
            }
        }
        Ok(None)
    }

    /// The ordinal of a document.
    pub(crate) fn find_document(&self, id: &str) -> Read<u32> {
        let head = self.head()?;
        let missing = || Error::new(ErrorKind::NotFound, ["no document \"", id, "\""].concat());
        let ordinal =
            self.number(head.sections.get(&DOCUMENT_IDS), id, head.documents)?.ok_or_else(missing)?;
        let deleted = head
            .segments
            .iter()
            .any(|segment| ordinal.checked_sub(segment.first).is_some_and(|local| segment.is_deleted(local)));
        if deleted { Err(missing().into()) } else { Ok(ordinal) }
    }

    /// The number of an entity.
    pub(crate) fn find_entity(&self, id: &str) -> Read<u32> {
        let missing = || Error::new(ErrorKind::NotFound, ["no entity \"", id, "\""].concat());
        let section = self.head()?.sections.get(&ENTITY_IDS);
        Ok(self.number(section, id, u32::MAX)?.ok_or_else(missing)?)
    }

    /// Asks for the directories that a search needs after its first stage.
    pub(crate) fn prepare(&self, about: bool, traits: bool, facets: bool) -> Read<()> {
        let head = self.head()?;
        let of_segments = [(COLUMNS, true), (ABOUT, about), (TRAITS, traits)];
        let of_archive = [
            (ASSIGNMENT, facets),
            (ENTITY_HEADS, true),
            (ENTITY_NAMES, true),
            (ENTITY_DOCUMENTS, true),
            (COPIES, true),
        ];
        let sections = of_segments.iter().flat_map(|&(kind, wanted)| {
            head.segments
                .iter()
                .filter(move |_| wanted)
                .filter_map(move |segment| segment.sections.get(&kind))
        });
        let wide = of_archive.iter().filter(|one| one.1).filter_map(|one| head.sections.get(&one.0));
        // What the texts of the hits are read with comes before it is known which these are.
        let tables = head.segments.iter().filter(|segment| segment.sections.get(&PROSE).is_some());
        let tables = gather(tables.map(|segment| self.prose(segment).map(|_| ())));
        gather(sections.chain(wide).map(|section| self.directory(section).map(|_| ())))?;
        tables.map(|_| ())
    }

    /// The table with which a segment's texts are read.
    fn prose(&self, segment: &Segment) -> Read<Rc<Prose>> {
        if let Some(prose) = self.prose.borrow().get(&segment.first) {
            return Ok(prose.clone());
        }
        let section = segment.section(PROSE)?;
        let stored = self.source.get(section.at..section.at + section.len)?;
        let prose = Rc::new(Prose::read(&open_block(stored, section.at)?, section.at)?);
        self.prose.borrow_mut().insert(segment.first, prose.clone());
        Ok(prose)
    }

    /// The ordinals of documents in the place of whose own publication dates others stand, with those dates.
    #[cfg(feature = "full")]
    pub(super) fn every_derived(&self) -> Read<Vec<(u32, Derived)>> {
        let segments = self.head()?.segments.iter();
        let found = gather(segments.map(|segment| {
            let Some(section) = segment.sections.get(&DERIVED) else { return Ok(Vec::new()) };
            let stored = self.source.get(section.at..section.at + section.len)?;
            let block = open_block(stored, section.at)?;
            let mut reader = Reader::unpacked(&block, section.at);
            let mut found = Vec::new();
            while reader.remaining() > 0 {
                let (local, derived) = get_derived(&mut reader)?;
                if local >= segment.documents {
                    return Err(reader.wrong("a document of the segment", 0, "#", u64::from(local)).into());
                }
                found.push((segment.first + local, derived));
            }
            Ok(found)
        }))?;
        Ok(found.concat())
    }

    /// What a facet shows of an entity.
    pub(crate) fn entity_head(&self, entity: u32) -> Read<EntityHead> {
        let section = self.wide(ENTITY_HEADS)?;
        self.item(section, entity, true, get_head)
    }

    /// The names of an entity, most frequent first.
    pub(crate) fn entity_names(&self, entity: u32) -> Read<Vec<Name>> {
        Ok(self.item(self.wide(ENTITY_NAMES)?, entity, true, get_entity_names)?.0)
    }

    /// The documents that have near copies, each with the first of its group. They are kept.
    pub(crate) fn copies(&self) -> Read<&[(u32, u32)]> {
        if let Some(copies) = self.copies.get() {
            return Ok(copies);
        }
        let mut found = Vec::new();
        if let Some(section) = self.head()?.sections.get(&COPIES) {
            self.items(section, false, get_copy, |_, copy| found.push(copy))?;
        }
        Ok(self.copies.get_or_init(|| found))
    }

    /// The identifiers that entities have elsewhere; none where the archive has no such section.
    #[cfg(feature = "full")]
    pub(super) fn every_elsewhere(&self) -> Read<Elsewhere> {
        let mut found = Vec::new();
        if let Some(section) = self.head()?.sections.get(&ELSEWHERE) {
            self.items(section, false, get_elsewhere, |_, one| found.push(one))?;
        }
        Ok(found)
    }

    /// The traits of all documents, by ordinal; none where the archive has no such section. They are kept.
    pub(crate) fn traits(&self) -> Read<&Traits> {
        if let Some(traits) = self.traits.get() {
            return Ok(traits);
        }
        let mut found: Vec<(u32, String)> = Vec::new();
        let segments = &self.head()?.segments;
        gather(segments.iter().map(|segment| {
            let section = segment.sections.get(&TRAITS);
            section
                .map_or(Ok(()), |section| self.items(section, false, get_traits, |_, one| found.push(one)))?;
            found.resize((segment.first + segment.documents) as usize, Default::default());
            Ok(())
        }))?;
        let mut by_source: Vec<u32> = (0..found.len() as u32).collect();
        order::sort_by(&mut by_source, |&a, &b| found[a as usize].1.cmp(&found[b as usize].1));
        let mut traits = Traits { documents: vec![(0, u32::MAX); found.len()], sources: Vec::new() };
        for at in by_source {
            let (events, source) = std::mem::take(&mut found[at as usize]);
            if !source.is_empty() && traits.sources.last() != Some(&source) {
                traits.sources.push(source);
            }
            // Of an unknown source, which comes before all others, the number is that of none.
            traits.documents[at as usize] = (events, (traits.sources.len() as u32).wrapping_sub(1));
        }
        Ok(self.traits.get_or_init(|| traits))
    }

    /// The documents that name an entity.
    pub(crate) fn entity_documents(&self, entity: u32) -> Read<Vec<u32>> {
        let documents = self.head()?.documents;
        let section = self.wide(ENTITY_DOCUMENTS)?;
        self.item(section, entity, false, |reader| get_ordinals(reader, documents))
    }

    /// A section of the archive itself.
    pub(super) fn wide(&self, kind: u8) -> Read<&Section> {
        match self.head()?.sections.get(&kind) {
            Some(section) => Ok(section),
            None => Err(no_section(kind).into()),
        }
    }

    /// The archive's entity that each of a document's entities is.
    pub(crate) fn assigned(&self, ordinal: u32) -> Read<Vec<u32>> {
        self.item(self.wide(ASSIGNMENT)?, ordinal, false, get_numbers)
    }

    /// The archive's entities that each document names. They are kept.
    pub(crate) fn naming(&self) -> Read<&Naming> {
        if let Some(naming) = self.naming.get() {
            return Ok(naming);
        }
        let limit = self.entity_limit()?;
        let mut naming = Naming::default();
        self.items(self.wide(ASSIGNMENT)?, false, get_numbers, |_, mut entities| {
            entities.retain(|&entity| (entity as usize) < limit);
            naming.push(entities);
        })?;
        Ok(self.naming.get_or_init(|| naming))
    }

    /// A number that is greater than that of any entity of a sound archive.
    fn entity_limit(&self) -> Read<usize> {
        let section = self.wide(ENTITY_HEADS)?;
        let claimed = self.directory(section)?.len().saturating_mul(section.per_block as usize);
        // Damaged bytes may claim any number; an entity takes more than two bytes in its four sections.
        Ok(claimed.min((self.byte_length() / 2) as usize))
    }

    /// The columns of all documents, by ordinal. They are kept.
    pub(crate) fn columns(&self) -> Read<&[Column]> {
        if let Some(columns) = self.columns.get() {
            return Ok(columns);
        }
        let mut found = Vec::new();
        gather(self.head()?.segments.iter().map(|segment| {
            let (section, before) = (segment.section(COLUMNS)?, found.len());
            self.items(section, false, get_column, |_, column| found.push(column))?;
            let count = found.len() - before;
            if count == segment.documents as usize {
                return Ok(());
            }
            let documents = u64::from(segment.documents);
            Err(damaged_by(section.at, "columns of # documents", documents, "#", count as u64).into())
        }))?;
        Ok(self.columns.get_or_init(|| found))
    }

    /// The intervals of a segment's documents' dates, in order.
    pub(crate) fn about(&self, segment: &Segment) -> Read<Vec<Vec<Interval>>> {
        let mut found = Vec::new();
        self.items(segment.section(ABOUT)?, true, get_about, |_, intervals| found.push(intervals))?;
        Ok(found)
    }

    /// The record of a segment's document, with its text.
    pub(crate) fn record(&self, segment: &Segment, local: u32) -> Read<Record> {
        self.document_parts(segment, local, |numbers, strings| {
            let mut reader = Reader::unpacked(numbers, strings.base);
            get_record(&mut reader, &strings.whole()?)
        })
    }

    /// The identifier of a segment's document.
    #[cfg(feature = "full")]
    pub(super) fn id(&self, segment: &Segment, local: u32) -> Read<String> {
        self.document_parts(segment, local, |numbers, strings| {
            let len = get_id_len(&mut Reader::unpacked(numbers, strings.base))?;
            strings.begin(len)
        })
    }

    /// Hands the numbers and the strings of a segment's document to `get`.
    fn document_parts<T>(
        &self,
        segment: &Segment,
        local: u32,
        get: impl FnOnce(&[u8], &Strings<'_>) -> Result<T>,
    ) -> Read<T> {
        let section = segment.section(DOCUMENTS)?;
        let directory = self.directory(section)?;
        let missing = || damaged_by(section.directory.start, "document #", u64::from(local), "none", 0);
        if section.per_block as usize == PAGE {
            let prose = self.prose(segment);
            let (range, n) = directory.find_run(local).ok_or_else(missing)?;
            let base = section.at + range.start;
            let pages = self.source.get(base..section.at + range.end);
            let (prose, body) = (prose?, pages::body(pages?, n, base)?);
            let (numbers, len, codes) = parts(&mut Reader::unpacked(&body, base))?;
            return Ok(get(numbers, &Strings { prose: Some(&prose), stored: codes, len, base })?);
        }
        let (n, before) = directory.find_various(local).ok_or_else(missing)?;
        let (block, base) = self.block(section, n, false)?;
        let mut reader = Reader::unpacked(&block, base);
        for _ in 0..before {
            let (_, len, _) = parts(&mut reader)?;
            reader.bytes(len)?;
        }
        let (numbers, len, _) = parts(&mut reader)?;
        Ok(get(numbers, &Strings { prose: None, stored: reader.bytes(len)?, len, base })?)
    }

    /// The annotations of a segment's document.
    pub(super) fn annotations(&self, segment: &Segment, local: u32) -> Read<Annotations> {
        self.item(segment.section(ANNOTATIONS)?, local, false, get_annotations)
    }

    /// The postings of an exact term.
    pub(crate) fn exact(&self, segment: &Segment, term: &str) -> Read<Option<Lists>> {
        let section = segment.section(EXACT)?;
        let Some(n) = self.directory(section)?.find(term.as_bytes()) else { return Ok(None) };
        let (block, base) = self.block(section, n, true)?;
        Ok(find_exact(&block, base, term.as_bytes())?)
    }

    /// The exact terms that share a stem, with their postings.
    pub(crate) fn forms(&self, segment: &Segment, stem: &str) -> Read<Vec<(Vec<u8>, Lists)>> {
        let section = segment.section(STEMS)?;
        let Some(n) = self.directory(section)?.find(stem.as_bytes()) else { return Ok(Vec::new()) };
        let (block, base) = self.block(section, n, true)?;
        Ok(find_stem(&block, base, stem.as_bytes())?)
    }

    /// The exact terms that begin with `prefix`, from at most `blocks` blocks of the dictionary.
    pub(crate) fn prefixed(
        &self,
        segment: &Segment,
        prefix: &str,
        blocks: usize,
    ) -> Read<Vec<(Vec<u8>, Lists)>> {
        let section = segment.section(EXACT)?;
        let range = self.directory(section)?.find_prefix(prefix.as_bytes());
        let blocks = gather(range.take(blocks).map(|n| self.block(section, n, true)))?;
        let mut found = Vec::new();
        for (block, base) in blocks {
            scan_exact(&block, base, &mut |key, entry| {
                let begins = key.starts_with(prefix.as_bytes());
                if begins {
                    found.push((key.to_vec(), entry.lists()?));
                }
                Ok(begins || key < prefix.as_bytes())
            })?;
        }
        Ok(found)
    }

    /// Hands the exact terms that may be another spelling of a word to `each`, in order, as long as it says to go on: all
    /// of a small dictionary, of a large one those that begin with the same letter, which mistakes seldom reach.
    pub(crate) fn vocabulary(
        &self,
        segment: &Segment,
        word: &str,
        each: &mut dyn FnMut(&[u8], &mut Entry<'_, '_>) -> Result<bool>,
    ) -> Read<()> {
        let section = segment.section(EXACT)?;
        let directory = self.directory(section)?;
        let first = word.chars().next().map_or(0, char::len_utf8);
        let range = match word.get(..first) {
            Some(first) if directory.len() > SMALL_DICTIONARY => directory.find_prefix(first.as_bytes()),
            _ => 0..directory.len(),
        };
        for (block, base) in gather(range.map(|n| self.block(section, n, true)))? {
            scan_exact(&block, base, each)?;
        }
        Ok(())
    }

    /// A run of bytes and where it stands, its checksum verified and taken off.
    fn run<'s>(&'s self, section: &Section, place: &'s Place) -> Read<(Cow<'s, [u8]>, u64)> {
        match *place {
            Place::Inline(ref run) => Ok((Cow::Borrowed(run), section.at)),
            Place::Outside { offset, len } => {
                let (first, end) = (section.at.saturating_add(offset), offset.saturating_add(u64::from(len)));
                if end > section.len {
                    return Err(damaged(first, "postings within their section", "some beyond").into());
                }
                let stored = self.source.get(first..section.at + end)?;
                if self.verified.borrow().get(&(first, len)).is_some() {
                    return Ok((Cow::Borrowed(&stored[..stored.len().saturating_sub(4)]), first));
                }
                let run = checked(stored, first)?;
                self.verified.borrow_mut().insert((first, len), ());
                Ok((Cow::Borrowed(run), first))
            }
        }
    }

    /// The documents of a list, and how often the term stands in each.
    pub(crate) fn postings(&self, segment: &Segment, list: &List) -> Read<Postings> {
        let (run, base) = self.run(segment.section(POSTINGS)?, &list.docs)?;
        Ok(read_postings(&run, base, list.df, segment.documents)?)
    }

    /// The positions of those postings of a list whose indices are `wanted`.
    pub(crate) fn positions(
        &self,
        segment: &Segment,
        list: &List,
        freqs: &[u32],
        wanted: &[u32],
    ) -> Read<Positions> {
        let (run, base) = self.run(segment.section(POSITIONS)?, &list.positions)?;
        Ok(read_positions(&run, base, freqs, wanted)?)
    }

    /// Notes the positions of a list as wanted, so that they come with the postings.
    pub(crate) fn prepare_positions(&self, segment: &Segment, list: &List) -> Read<()> {
        self.run(segment.section(POSITIONS)?, &list.positions).map(|_| ())
    }

    /// The field lengths of a segment.
    pub(crate) fn lengths(&self, segment: &Segment) -> Read<Rc<Lengths>> {
        if let Some(lengths) = self.lengths.borrow().get(&segment.first) {
            return Ok(lengths.clone());
        }
        let section = segment.section(LENGTHS)?;
        let directory = self.directory(section)?;
        let blocks = gather((0..directory.len()).map(|n| self.block(section, n, false)))?;
        let mut lengths = Lengths::default();
        let mut left = segment.documents as usize;
        for (block, base) in blocks {
            lengths.read_block(&block, base, left.min(LENGTHS_BLOCK))?;
            left = left.saturating_sub(LENGTHS_BLOCK);
        }
        if left > 0 {
            return Err(damaged(section.at, "a length of every document", "fewer").into());
        }
        let lengths = Rc::new(lengths);
        self.lengths.borrow_mut().insert(segment.first, lengths.clone());
        Ok(lengths)
    }
}

impl Segment {
    /// Whether a document, by its ordinal in the segment, was deleted.
    pub(crate) fn is_deleted(&self, local: u32) -> bool {
        self.deleted.binary_search(&local).is_ok()
    }

    pub(super) fn section(&self, kind: u8) -> Read<&Section> {
        self.sections.get(&kind).ok_or_else(|| no_section(kind).into())
    }
}

/// The strings of a document, one behind another: as they are, or in the codes of a table.
struct Strings<'s> {
    prose: Option<&'s Prose>,
    stored: &'s [u8],
    len: usize,
    base: u64,
}

impl Strings<'_> {
    fn whole(&self) -> Result<Cow<'_, str>> {
        match self.prose {
            Some(prose) => prose.decode(self.stored, self.len, self.base).map(Cow::Owned),
            None => self.plain(self.stored).map(Cow::Borrowed),
        }
    }

    #[cfg(feature = "full")]
    fn begin(&self, len: usize) -> Result<String> {
        match self.prose {
            Some(prose) => prose.begin(self.stored, len, self.base),
            None => self.plain(self.stored.get(..len).unwrap_or_default()).map(str::to_owned),
        }
    }

    fn plain<'p>(&self, bytes: &'p [u8]) -> Result<&'p str> {
        std::str::from_utf8(bytes).map_err(|_| damaged(self.base, "UTF-8", "other bytes"))
    }
}

/// The numbers of a document, the length of its strings, and what follows.
fn parts<'b>(reader: &mut Reader<'b>) -> Result<(&'b [u8], usize, &'b [u8])> {
    let len = reader.count()?;
    let strings = reader.below(MAX_BLOCK, "the length of a document")?;
    let numbers = reader.bytes(len)?;
    Ok((numbers, strings, reader.rest()))
}

fn no_section(kind: u8) -> Error {
    damaged_by(HEADER as u64, "a section of kind #", u64::from(kind), "none", 0)
}

pub(super) fn no_document(ordinal: u32) -> Error {
    Error::new(ErrorKind::NotFound, ["no document ", &ordinal.to_string()].concat())
}
