//! A section cut into blocks, and its directory: which block a key or a number is in, and where that block stands.
//!
//! # A directory, before it is put in an envelope
//!
//! ```text
//! kind    u8      how blocks are found: 0 by number, all but the last holding as many things;
//!                 1 by key; 2 by number, holding various numbers of things
//! count   varint  of blocks
//! keys            kind 1, for each block: varint bytes shared with the key before, string of the rest
//! things          kind 2, for each block: varint, how many things it holds
//! lengths         for each block: varint, in bytes
//! ```
//!
//! The key of a block is no more than what tells its first key from the last of the block before.

use std::cmp::Ordering;
use std::ops::Range;

use crate::error::Result;
use crate::index::codec::Reader;

#[cfg(feature = "full")]
const UNIFORM: u8 = 0;
const KEYED: u8 = 1;
const VARIOUS: u8 = 2;

/// Where the blocks of a section stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// A key that is at most the first of each block and greater than the last of the one before.
    keys: Vec<Vec<u8>>,
    /// The number of the first thing of each block and of what would follow the last, where they are various.
    firsts: Vec<u32>,
    /// Where each block starts in the section, and where the last one ends.
    starts: Vec<u64>,
}

impl Directory {
    /// Reads a directory for a section of `len` bytes.
    pub fn read(bytes: &[u8], base: u64, len: u64) -> Result<Self> {
        let mut reader = Reader::unpacked(bytes, base);
        let kind = reader.below(3, "a kind of directory")? as u8;
        let count = reader.count()?;
        let mut keys: Vec<Vec<u8>> = Vec::new();
        let mut firsts = Vec::new();
        if kind == VARIOUS {
            let mut next = 0u32;
            firsts.push(next);
            for _ in 0..count {
                let things = reader.u32()?;
                next =
                    next.checked_add(things).ok_or_else(|| reader.expected("32 bits of things", "more"))?;
                firsts.push(next);
            }
        }
        if kind == KEYED {
            let mut key = Vec::new();
            for _ in 0..count {
                read_key(&mut reader, &mut key)?;
                keys.push(key.clone());
            }
        }
        let mut starts = vec![0];
        let mut at = 0u64;
        for _ in 0..count {
            at += u64::from(reader.u32()?);
            starts.push(at);
        }
        reader.finish()?;
        if at != len {
            return Err(reader.wrong("blocks of # bytes", len, "# bytes", at));
        }
        Ok(Self { keys, firsts, starts })
    }

    /// The number of blocks.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where a block stands in its section.
    pub fn block(&self, n: usize) -> Option<Range<u64>> {
        Some(*self.starts.get(n)?..*self.starts.get(n + 1)?)
    }

    /// The block that holds the thing with that number, and its place in the block.
    pub fn find_various(&self, number: u32) -> Option<(usize, u32)> {
        let n = self.firsts.partition_point(|&first| first <= number).checked_sub(1)?;
        // In some blocks nothing begins: the last whose first thing would be this one is the one that may hold it.
        (n < self.len()).then(|| (n, number - self.firsts.get(n).copied().unwrap_or(number)))
    }

    /// Where the blocks stand in which the thing with that number may lie, the first being that in which it begins; and
    /// its place among those that begin there. For a section whose things run on from block to block.
    pub fn find_run(&self, number: u32) -> Option<(Range<u64>, u32)> {
        let (first, place) = self.find_various(number)?;
        // It ends where the next one begins, or with the section.
        let last = number.checked_add(1).and_then(|next| self.find_various(next));
        let last = last.map_or(self.len() - 1, |next| next.0);
        Some((self.block(first)?.start..self.block(last)?.end, place))
    }

    /// The block that holds `key` if any does.
    pub fn find(&self, key: &[u8]) -> Option<usize> {
        self.keys.partition_point(|first| first.as_slice() <= key).checked_sub(1)
    }

    /// The blocks that may hold keys that start with `prefix`.
    pub fn find_prefix(&self, prefix: &[u8]) -> Range<usize> {
        let first = self.find(prefix).unwrap_or(0);
        let last = self.keys.partition_point(|key| key.as_slice() <= prefix || key.starts_with(prefix));
        first..last.max(first)
    }
}

/// Reads a key that is written as what it shares with the one before, and the rest. Keys never fall.
pub fn read_key(reader: &mut Reader<'_>, key: &mut Vec<u8>) -> Result<()> {
    let shared = reader.below(key.len() + 1, "shared bytes")?;
    let len = reader.count()?;
    let rest = reader.bytes(len)?;
    key.truncate(shared);
    key.extend_from_slice(rest);
    Ok(())
}

/// A key that is looked for among keys as [`read_key`] reads them, which tells how each stands to it without putting it
/// together.
pub struct Sought<'k> {
    key: &'k [u8],
    /// How many bytes the last key read shares with it, as long as all are less.
    shared: usize,
}

impl<'k> Sought<'k> {
    /// Looks for a key from the first of a block on.
    pub fn new(key: &'k [u8]) -> Self {
        Self { key, shared: 0 }
    }

    /// Reads the next key: how it stands to the one looked for. Once it is not less, no more may be read.
    pub fn next(&mut self, reader: &mut Reader<'_>) -> Result<Ordering> {
        let shared = reader.varint()?;
        let len = reader.count()?;
        let rest = reader.bytes(len)?;
        Ok(match shared.cmp(&(self.shared as u64)) {
            // It has what the last one has in the place where that is less, or differs before that, and keys rise.
            Ordering::Greater => Ordering::Less,
            Ordering::Less => Ordering::Greater,
            Ordering::Equal => {
                let wanted = self.key.get(self.shared..).unwrap_or_default();
                let same = rest.iter().zip(wanted).take_while(|(one, other)| one == other).count();
                self.shared += same;
                rest.get(same..).cmp(&wanted.get(same..))
            }
        })
    }
}

/// Passes over a key that is not needed, nor any after it that is counted from it.
pub fn skip_key(reader: &mut Reader<'_>) -> Result<()> {
    reader.varint()?;
    let len = reader.count()?;
    reader.bytes(len).map(|_| ())
}

/// Writes a section block by block.
#[cfg(feature = "full")]
#[derive(Default)]
pub struct Blocks {
    /// The blocks in their envelopes.
    pub bytes: Vec<u8>,
    keys: Vec<Vec<u8>>,
    things: Vec<usize>,
    lengths: Vec<usize>,
}

#[cfg(feature = "full")]
impl Blocks {
    /// Appends a block that is found by number.
    pub fn push(&mut self, block: &[u8], level: u8) {
        let start = self.bytes.len();
        crate::index::codec::put_block(&mut self.bytes, block, level);
        self.lengths.push(self.bytes.len() - start);
    }

    /// Appends a block that holds some number of things.
    pub fn push_various(&mut self, block: &[u8], things: usize, level: u8) {
        self.push(block, level);
        self.things.push(things);
    }

    /// A section that is cut at even distances, without envelopes, with the number of things that begin in each part.
    pub fn evenly(bytes: Vec<u8>, len: usize, things: Vec<usize>) -> Self {
        let lengths = bytes.chunks(len).map(<[u8]>::len).collect();
        Self { bytes, things, lengths, ..Self::default() }
    }

    /// Appends a block that is found by key: its first key, and the last of the block before.
    pub fn push_keyed(&mut self, block: &[u8], first: &[u8], before: &[u8], level: u8) {
        self.push(block, level);
        let shared = first.iter().zip(before).take_while(|(a, b)| a == b).count();
        self.keys.push(first[..(shared + 1).min(first.len())].to_vec());
    }

    /// The directory, before it is put in an envelope.
    pub fn directory(&self) -> Vec<u8> {
        use crate::index::codec::put_len;
        let kind = match (self.keys.is_empty(), self.things.is_empty()) {
            (false, _) => KEYED,
            (_, false) => VARIOUS,
            _ => UNIFORM,
        };
        let mut out = vec![kind];
        put_len(&mut out, self.lengths.len());
        for &things in &self.things {
            put_len(&mut out, things);
        }
        let mut before: &[u8] = &[];
        for key in &self.keys {
            put_key(&mut out, key, before);
            before = key;
        }
        for &len in &self.lengths {
            put_len(&mut out, len);
        }
        out
    }
}

/// Writes a key as what it shares with the one before, and the rest.
#[cfg(feature = "full")]
pub fn put_key(out: &mut Vec<u8>, key: &[u8], before: &[u8]) {
    use crate::index::codec::put_len;
    let shared = key.iter().zip(before).take_while(|(a, b)| a == b).count();
    put_len(out, shared);
    put_len(out, key.len() - shared);
    out.extend_from_slice(&key[shared..]);
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;

    #[test]
    fn keys_find_their_blocks() {
        let mut blocks = Blocks::default();
        blocks.push_keyed(b"one", b"abc", b"", 6);
        blocks.push_keyed(b"two", b"treason", b"treaty-", 6);
        blocks.push_keyed(b"three", b"witness", b"trial", 6);
        let directory =
            Directory::read(&blocks.directory(), 0, blocks.bytes.len() as u64).expect("a directory");
        assert_eq!(directory.len(), 3);
        let find = |key: &str| directory.find(key.as_bytes());
        assert_eq!(
            [find(""), find("abc"), find("treason"), find("trial")],
            [None, Some(0), Some(1), Some(1)]
        );
        assert_eq!([find("witness"), find("ក")], [Some(2), Some(2)]);
        assert_eq!(directory.find_prefix(b"t"), 0..2);
        assert_eq!(directory.find_prefix(b"wit"), 2..3);
        assert_eq!(directory.find_prefix(b""), 0..3);
        assert!(Directory::read(&blocks.directory(), 0, 5).is_err());
    }
}
