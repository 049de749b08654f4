//! The file of a trained tagger: `models/entity-tagger.bin`.
//!
//! ```text
//! magic      8 bytes   "SAKSITAG"
//! version    u32       1; all numbers are little-endian
//! checksum   u32       FNV-1a of everything after it
//! parts      4 × u32   features, weights, words, phrases: how many of each
//! moves      13 × 13 × i8   weight of going from one label to another
//! coarse     256 × u8  the coarse cluster of each fine one
//! features   gaps between ascending 24-bit hashes (LEB128); then a u16 for each, a bit for each label that has a weight:
//!            all low bytes, all high bytes
//! weights    i8 each, in the order of the bits
//! words      gaps between ascending 26-bit hashes (LEB128); then the fine clusters, the clusters of the second view, the
//!            frequency classes and the flags, a byte each
//! phrases    gaps between ascending 26-bit hashes (LEB128); then a byte of flags each
//! ```
//!
//! Hashes stand for the words themselves: a false match is rare (a word not in the list passes for one of 50,000 at a
//! rate of 1 in 1,300) and harmless in a sum of sixty weights. Columns stand together so that a transport's
//! compression finds them alike. Reading checks every count against the bytes that are there before it allocates.

use super::lattice::LABELS;
use crate::error::{Error, ErrorKind, Result};

const MAGIC: &[u8; 8] = b"SAKSITAG";
const VERSION: u32 = 1;
/// Bits of a feature's hash.
pub const FEATURE_BITS: u32 = 24;
/// Bits of a word's or phrase's hash.
pub const WORD_BITS: u32 = 26;

/// What the model knows of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The fine cluster; 0 is none.
    pub cluster: u8,
    /// The cluster in a second view, which counts rare words as much as frequent ones; 0 is none.
    pub second: u8,
    /// How frequent it is, from 1; 0 is unknown.
    pub frequency: u8,
    /// Which lists it is in, a bit each: `features::flag`.
    pub flags: u8,
}

/// The parts of a trained tagger, as they stand in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Weight of going from one label to another, row by row.
    pub moves: Vec<i8>,
    /// The coarse cluster of each fine one.
    pub coarse: Vec<u8>,
    /// Features by ascending hash, each with its weights by label.
    pub features: Vec<(u32, [i8; LABELS])>,
    /// Words by ascending hash.
    pub words: Vec<(u32, Known)>,
    /// Phrases of several words by ascending hash, each with its flags.
    pub phrases: Vec<(u32, u8)>,
}

impl Parts {
    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let weights: usize =
            self.features.iter().map(|(_, row)| row.iter().filter(|&&weight| weight != 0).count()).sum();
        for count in [self.features.len(), weights, self.words.len(), self.phrases.len()] {
            body.extend((count as u32).to_le_bytes());
        }
        body.extend(self.moves.iter().map(|weight| weight.to_le_bytes()[0]));
        body.extend(&self.coarse);
        put_gaps(&mut body, self.features.iter().map(|feature| feature.0));
        let masks: Vec<u16> = self.features.iter().map(|(_, row)| mask(row)).collect();
        body.extend(masks.iter().map(|mask| mask.to_le_bytes()[0]));
        body.extend(masks.iter().map(|mask| mask.to_le_bytes()[1]));
        let rows = self.features.iter().flat_map(|(_, row)| row);
        body.extend(rows.filter(|&&weight| weight != 0).map(|weight| weight.to_le_bytes()[0]));
        put_gaps(&mut body, self.words.iter().map(|word| word.0));
        body.extend(self.words.iter().map(|word| word.1.cluster));
        body.extend(self.words.iter().map(|word| word.1.second));
        body.extend(self.words.iter().map(|word| word.1.frequency));
        body.extend(self.words.iter().map(|word| word.1.flags));
        put_gaps(&mut body, self.phrases.iter().map(|phrase| phrase.0));
        body.extend(self.phrases.iter().map(|phrase| phrase.1));
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where the bytes are not such a file or damaged, [`ErrorKind::Version`] where a newer
    /// program wrote them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut cursor = Cursor { bytes, at: 0 };
        if cursor.take(MAGIC.len())? != MAGIC {
            return Err(damaged("expected the file of a tagger (SAKSITAG)", 0));
        }
        let version = cursor.u32()?;
        if version != VERSION {
            return Err(Error::new(
                ErrorKind::Version,
                format!("the tagger is of version {version}; this program reads {VERSION}"),
            )
            .at(8));
        }
        let sum = cursor.u32()?;
        if sum != checksum(cursor.rest()) {
            return Err(damaged("the checksum does not fit: the file was damaged on its way", 12));
        }
        let counts = [cursor.u32()?, cursor.u32()?, cursor.u32()?, cursor.u32()?].map(|count| count as usize);
        let moves = cursor.take(LABELS * LABELS)?.iter().map(|&byte| i8::from_le_bytes([byte])).collect();
        let coarse = cursor.take(256)?.to_vec();
        let hashes = cursor.gaps(counts[0], FEATURE_BITS)?;
        let (low, high) = (cursor.take(counts[0])?, cursor.take(counts[0])?);
        let mut weights = cursor.take(counts[1])?.iter();
        let mut features = Vec::with_capacity(hashes.len());
        for (hash, (&low, &high)) in hashes.into_iter().zip(low.iter().zip(high)) {
            let mask = u16::from_le_bytes([low, high]);
            let mut row = [0; LABELS];
            for (label, weight) in row.iter_mut().enumerate() {
                if mask >> label & 1 == 1 {
                    let byte = weights.next().ok_or_else(|| damaged("expected more weights", cursor.at))?;
                    *weight = i8::from_le_bytes([*byte]);
                }
            }
            features.push((hash, row));
        }
        let hashes = cursor.gaps(counts[2], WORD_BITS)?;
        let (clusters, seconds) = (cursor.take(counts[2])?, cursor.take(counts[2])?);
        let (frequencies, flags) = (cursor.take(counts[2])?, cursor.take(counts[2])?);
        let known = clusters.iter().zip(seconds).zip(frequencies.iter().zip(flags));
        let known = known.map(|((&cluster, &second), (&frequency, &flags))| Known {
            cluster,
            second,
            frequency,
            flags,
        });
        let words = hashes.into_iter().zip(known).collect();
        let hashes = cursor.gaps(counts[3], WORD_BITS)?;
        let phrases = hashes.into_iter().zip(cursor.take(counts[3])?.iter().copied()).collect();
        if !cursor.rest().is_empty() {
            return Err(damaged("expected the end of the file", cursor.at));
        }
        Ok(Self { moves, coarse, features, words, phrases })
    }
}

fn mask(row: &[i8; LABELS]) -> u16 {
    (0..LABELS).filter(|&label| row[label] != 0).fold(0, |mask, label| mask | 1 << label)
}

fn put_gaps(out: &mut Vec<u8>, hashes: impl Iterator<Item = u32>) {
    let mut before = 0;
    for hash in hashes {
        let mut gap = hash - before;
        before = hash;
        while gap >= 0x80 {
            out.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        out.push(gap as u8);
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn damaged(what: &str, at: usize) -> Error {
    Error::new(ErrorKind::Model, what.to_owned()).at(at as u64)
}

struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    fn take(&mut self, count: usize) -> Result<&'b [u8]> {
        let taken = self.rest().get(..count).ok_or_else(|| {
            damaged(&format!("expected {count} bytes, found {}", self.rest().len()), self.at)
        })?;
        self.at += count;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32> {
        let bytes = self.take(4)?;
        Ok(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
    }

    /// `count` ascending numbers below 2^`bits`, written as gaps. Each takes a byte at least.
    fn gaps(&mut self, count: usize, bits: u32) -> Result<Vec<u32>> {
        if count > self.rest().len() {
            return Err(damaged(
                &format!("expected {count} hashes, found {} bytes", self.rest().len()),
                self.at,
            ));
        }
        let mut found = Vec::with_capacity(count);
        let mut number: u32 = 0;
        for _ in 0..count {
            let mut gap: u32 = 0;
            for shift in [0, 7, 14, 21] {
                let byte = self.take(1)?.first().copied().unwrap_or(0);
                gap |= u32::from(byte & 0x7f) << shift;
                if byte < 0x80 {
                    break;
                }
                if shift == 21 {
                    return Err(damaged("expected a smaller gap", self.at));
                }
            }
            number += gap;
            if number >> bits != 0 {
                return Err(damaged("expected a smaller hash", self.at));
            }
            found.push(number);
        }
        Ok(found)
    }
}
