//! The term dictionary: where the postings of each exact term stand, and which exact terms share a stem.
//!
//! Both are sections of blocks, found by key, each of about [`DICTIONARY_BLOCK`] bytes.
//!
//! ```text
//! a block of exact terms, for each in byte order:
//!   key     varint bytes shared with the key before, string of the rest
//!   lists   (below)
//! a block of stems, for each in byte order:
//!   key     the stem, after U+0001 if it is French, after U+0002 if it is Indonesian; or, after U+0003, a word with the
//!           accents that its exact term is without: its only form, which has no positions, is spelt like the key
//!   count   varint, of the exact terms with that stem
//!   for each: its key (front-coded against the stem, then against the one before), lists
//!
//! lists:
//!   fields  u8, a bit for each field in which the term stands
//!   for each of those fields:
//!     df         varint, the number of documents
//!     documents  a place: where the run of documents and frequencies stands
//!     positions  a place: where the run of positions stands
//!
//! a place:
//!   varint (length << 1) | outside
//!   if outside: zigzag offset in the section, counted from where the place before it in this block ended;
//!   otherwise the run itself
//! ```
//!
//! A run stands in the dictionary itself where it is short ([`INLINE`] bytes of documents, half as many of positions):
//! that is most terms, and saves each a checksum and a reader a request. A run outside ends with its CRC-32. A stem
//! whose only exact term is spelt like it has no entry: the exact dictionary has it. A term stands under the stem of each
//! language in whose passages it occurs.

use std::cmp::Ordering;

use crate::error::Result;
use crate::index::FIELDS;
use crate::index::blocks::{Sought, read_key, skip_key};
use crate::index::codec::Reader;

/// Where a block of the dictionary ends: the first term past so many bytes begins the next.
#[cfg(feature = "full")]
pub const DICTIONARY_BLOCK: usize = 4096;

/// The longest run of documents that stands in the dictionary itself, in bytes.
#[cfg(feature = "full")]
pub const INLINE: usize = 12;

/// A run of bytes: here, or in its section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The run.
    Inline(Vec<u8>),
    /// Where it stands in its section, checksum included.
    Outside {
        /// The first byte.
        offset: u64,
        /// The number of bytes.
        len: u32,
    },
}

impl Default for Place {
    fn default() -> Self {
        Self::Inline(Vec::new())
    }
}

/// The postings of a term in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The number of documents.
    pub df: u32,
    /// Documents and frequencies.
    pub docs: Place,
    /// Positions.
    pub positions: Place,
}

/// The postings of a term in each field; empty where it does not stand in one.
pub type Lists = [List; FIELDS];

/// Where places are counted from: the end of the last one, in each of the two sections.
#[derive(Default)]
struct Ends {
    docs: u64,
    positions: u64,
}

fn read_place(reader: &mut Reader<'_>, end: &mut u64) -> Result<Place> {
    let head = reader.varint()?;
    let len = head >> 1;
    if head & 1 == 0 {
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        return Ok(Place::Inline(reader.bytes(len)?.to_vec()));
    }
    let distance = reader.zigzag()?;
    let (Some(offset), Ok(len)) = (end.checked_add_signed(distance), u32::try_from(len)) else {
        return Err(reader.expected("a place in the section", "one outside"));
    };
    let Some(after) = offset.checked_add(u64::from(len)) else {
        return Err(reader.expected("a place in the section", "one outside"));
    };
    *end = after;
    Ok(Place::Outside { offset, len })
}

/// Passes over a place.
fn skip_place(reader: &mut Reader<'_>, end: &mut u64) -> Result<()> {
    let head = reader.varint()?;
    let len = head >> 1;
    if head & 1 == 0 {
        reader.bytes(usize::try_from(len).unwrap_or(usize::MAX))?;
    } else {
        // A place outside is found out when it is read; one that is passed over says no more than where the next is.
        *end = end.wrapping_add_signed(reader.zigzag()?).wrapping_add(len);
    }
    Ok(())
}

/// Passes over the lists of a term.
fn skip_lists(reader: &mut Reader<'_>, ends: &mut Ends) -> Result<()> {
    let fields = reader.below(1 << FIELDS, "a set of fields")?;
    for _ in 0..fields.count_ones() {
        reader.varint()?;
        skip_place(reader, &mut ends.docs)?;
        skip_place(reader, &mut ends.positions)?;
    }
    Ok(())
}

fn read_lists(reader: &mut Reader<'_>, ends: &mut Ends) -> Result<Lists> {
    let mut lists = Lists::default();
    let fields = reader.below(1 << FIELDS, "a set of fields")?;
    for (field, list) in lists.iter_mut().enumerate() {
        if fields & (1 << field) != 0 {
            list.df = reader.u32()?;
            list.docs = read_place(reader, &mut ends.docs)?;
            list.positions = read_place(reader, &mut ends.positions)?;
        }
    }
    Ok(lists)
}

/// The lists of an exact term, from the unpacked block that would hold it.
pub fn find_exact(block: &[u8], base: u64, term: &[u8]) -> Result<Option<Lists>> {
    let mut reader = Reader::unpacked(block, base);
    let (mut sought, mut ends) = (Sought::new(term), Ends::default());
    while reader.remaining() > 0 {
        match sought.next(&mut reader)? {
            Ordering::Less => skip_lists(&mut reader, &mut ends)?,
            Ordering::Equal => return read_lists(&mut reader, &mut ends).map(Some),
            Ordering::Greater => break,
        }
    }
    Ok(None)
}

/// What stands behind a key, read where it is asked for and otherwise passed over.
pub struct Entry<'e, 'b> {
    reader: &'e mut Reader<'b>,
    ends: &'e mut Ends,
    is_read: bool,
}

impl Entry<'_, '_> {
    /// The lists of the term. To be asked for once.
    pub fn lists(&mut self) -> Result<Lists> {
        self.is_read = true;
        read_lists(self.reader, self.ends)
    }
}

/// Calls `each` with the exact terms of an unpacked block, in order, until it returns false.
pub fn scan_exact(
    block: &[u8],
    base: u64,
    each: &mut dyn FnMut(&[u8], &mut Entry<'_, '_>) -> Result<bool>,
) -> Result<()> {
    let mut reader = Reader::unpacked(block, base);
    let (mut key, mut ends) = (Vec::new(), Ends::default());
    while reader.remaining() > 0 {
        read_key(&mut reader, &mut key)?;
        let mut entry = Entry { reader: &mut reader, ends: &mut ends, is_read: false };
        if !each(&key, &mut entry)? {
            break;
        }
        if !entry.is_read {
            skip_lists(&mut reader, &mut ends)?;
        }
    }
    Ok(())
}

/// The exact terms that share a stem, from the unpacked block that would hold it.
pub fn find_stem(block: &[u8], base: u64, stem: &[u8]) -> Result<Vec<(Vec<u8>, Lists)>> {
    let mut reader = Reader::unpacked(block, base);
    let (mut sought, mut ends) = (Sought::new(stem), Ends::default());
    while reader.remaining() > 0 {
        match sought.next(&mut reader)? {
            Ordering::Less => {
                for _ in 0..reader.count()? {
                    skip_key(&mut reader)?;
                    skip_lists(&mut reader, &mut ends)?;
                }
            }
            Ordering::Equal => {
                let mut form = stem.to_vec();
                return reader.list(|reader| {
                    read_key(reader, &mut form)?;
                    Ok((form.clone(), read_lists(reader, &mut ends)?))
                });
            }
            Ordering::Greater => break,
        }
    }
    Ok(Vec::new())
}

#[cfg(feature = "full")]
pub use writing::{ExactTerm, write_exact, write_stems};

#[cfg(feature = "full")]
mod writing {
    use super::{DICTIONARY_BLOCK, Ends, Lists, Place};
    use crate::index::blocks::{Blocks, put_key};
    use crate::index::codec::{put_len, put_varint, put_zigzag};
    use crate::index::terms::is_as_written;
    use crate::order;

    /// How hard dictionary blocks are deflated: front coding leaves little to gain.
    const LEVEL: u8 = 6;

    /// An exact term with its stem and lists.
    pub struct ExactTerm {
        /// The exact key.
        pub key: String,
        /// Its number while documents are read.
        pub number: u32,
        /// The stems of the key, at least one.
        pub stems: Vec<String>,
        /// Where its postings stand.
        pub lists: Lists,
    }

    fn put_place(out: &mut Vec<u8>, place: &Place, end: &mut u64) {
        match place {
            Place::Inline(run) => {
                put_len(out, run.len() << 1);
                out.extend_from_slice(run);
            }
            &Place::Outside { offset, len } => {
                put_varint(out, u64::from(len) << 1 | 1);
                put_zigzag(out, offset as i64 - *end as i64);
                *end = offset + u64::from(len);
            }
        }
    }

    fn put_lists(out: &mut Vec<u8>, lists: &Lists, ends: &mut Ends) {
        let fields = lists.iter().enumerate().map(|(field, list)| u8::from(list.df > 0) << field);
        out.push(fields.sum());
        for list in lists.iter().filter(|list| list.df > 0) {
            put_varint(out, u64::from(list.df));
            put_place(out, &list.docs, &mut ends.docs);
            put_place(out, &list.positions, &mut ends.positions);
        }
    }

    /// Gathers entries into blocks found by key.
    #[derive(Default)]
    struct KeyedBlocks {
        blocks: Blocks,
        block: Vec<u8>,
        first: Vec<u8>,
        key: Vec<u8>,
        /// The last key of the block before.
        before: Vec<u8>,
        ends: Ends,
    }

    impl KeyedBlocks {
        fn push(&mut self, key: &[u8], entry: impl FnOnce(&mut Vec<u8>, &mut Ends)) {
            if self.block.len() >= DICTIONARY_BLOCK {
                self.close();
            }
            if self.block.is_empty() {
                self.first = key.to_vec();
                self.before = std::mem::take(&mut self.key);
                self.ends = Ends::default();
            }
            put_key(&mut self.block, key, &self.key);
            self.key = key.to_vec();
            entry(&mut self.block, &mut self.ends);
        }

        fn close(&mut self) {
            if !self.block.is_empty() {
                self.blocks.push_keyed(&self.block, &self.first, &self.before, LEVEL);
                self.block.clear();
            }
        }
    }

    /// The section of exact terms, which are sorted by key.
    pub fn write_exact(terms: &[ExactTerm]) -> Blocks {
        let mut section = KeyedBlocks::default();
        for term in terms.iter().filter(|term| !is_as_written(term.key.as_bytes())) {
            section.push(term.key.as_bytes(), |out, ends| put_lists(out, &term.lists, ends));
        }
        section.close();
        section.blocks
    }

    /// The section of stems, of terms in any order.
    pub fn write_stems(terms: &[ExactTerm]) -> Blocks {
        let mut section = KeyedBlocks::default();
        let mut entries: Vec<(&str, &ExactTerm)> = Vec::with_capacity(terms.len());
        for term in terms {
            entries.extend(term.stems.iter().map(|stem| (stem.as_str(), term)));
        }
        order::sort_by_key(&mut entries, |&(stem, form)| (stem, &form.key));
        for forms in entries.chunk_by(|a, b| a.0 == b.0) {
            let stem = forms[0].0.as_bytes();
            if forms.len() == 1 && forms[0].1.key.as_bytes() == stem && !is_as_written(stem) {
                continue;
            }
            section.push(stem, |out, ends| {
                put_len(out, forms.len());
                let mut before = stem;
                for (_, form) in forms {
                    put_key(out, form.key.as_bytes(), before);
                    before = form.key.as_bytes();
                    put_lists(out, &form.lists, ends);
                }
            });
        }
        section.close();
        section.blocks
    }
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use crate::index::blocks::Directory;
    use crate::index::codec::open_block;
    use proptest::prelude::*;

    fn term(key: &str, stem: &str, n: u64) -> ExactTerm {
        let docs = if n.is_multiple_of(2) {
            Place::Inline(vec![1, 2])
        } else {
            Place::Outside { offset: n * 9, len: 7 }
        };
        let list = List { df: n as u32 + 1, docs, positions: Place::Outside { offset: n * 3, len: 3 } };
        let lists = if n.is_multiple_of(3) { [list.clone(), list] } else { [list, List::default()] };
        ExactTerm { key: key.to_owned(), number: 0, stems: vec![stem.to_owned()], lists }
    }

    #[test]
    fn every_term_is_found_and_no_other() {
        let keys: Vec<String> = (0..3000).map(|n| format!("term{n:05}é")).chain(["ក្រុ".into()]).collect();
        let terms: Vec<_> =
            keys.iter().zip(0..).map(|(key, n)| term(key, key.get(..7).unwrap_or(key), n)).collect();
        let exact = write_exact(&terms);
        let directory = Directory::read(&exact.directory(), 0, exact.bytes.len() as u64).unwrap();
        assert!(directory.len() > 3);
        let block = |section: &[u8], n| {
            let range: std::ops::Range<u64> = directory.block(n).unwrap();
            open_block(&section[range.start as usize..range.end as usize], range.start).unwrap()
        };
        for term in &terms {
            let n = directory.find(term.key.as_bytes()).unwrap();
            let found = find_exact(&block(&exact.bytes, n), 0, term.key.as_bytes()).unwrap();
            assert_eq!(found.as_ref(), Some(&term.lists), "{}", term.key);
        }
        assert_eq!(find_exact(&block(&exact.bytes, 0), 0, b"term00000").unwrap(), None);
    }

    #[test]
    fn a_stem_lists_its_forms() {
        let terms = [
            term("cambodia", "cambodia", 0),
            term("elect", "elect", 1),
            term("elected", "elect", 2),
            term("treasonous", "treason", 3),
        ];
        let stems = write_stems(&terms);
        let block = open_block(&stems.bytes, 0).unwrap();
        let forms = |stem: &str| {
            let found = find_stem(&block, 0, stem.as_bytes()).unwrap();
            found.into_iter().map(|form| String::from_utf8(form.0).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(forms("elect"), ["elect", "elected"]);
        assert_eq!(forms("treason"), ["treasonous"]);
        assert_eq!(forms("cambodia"), [""; 0]);
        assert_eq!(find_stem(&block, 0, b"elect").unwrap()[1].1, terms[2].lists);
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_error_or_terms(block: Vec<u8>, term: Vec<u8>) {
            let _ = find_exact(&block, 0, &term);
            let _ = find_stem(&block, 0, &term);
        }
    }
}
