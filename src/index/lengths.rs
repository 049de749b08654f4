//! Field lengths, a byte each.
//!
//! Lengths below 16 are exact; above, a code keeps three bits after the leading one (as Lucene's small floats), so that
//! a length is off by at most one part in sixteen. BM25 does not feel that, and a byte a document keeps a cold query
//! small.

use std::cell::OnceCell;

use crate::error::Result;
use crate::index::FIELDS;
use crate::index::codec::Reader;
use crate::index::tally::Weights;

/// The number of documents of one block of lengths.
pub const LENGTHS_BLOCK: usize = 4096;

/// The code of the longest length.
pub const LONGEST: u8 = 16 + 27 * 8 + 7;

/// The code of a length in tokens.
#[cfg(feature = "full")]
pub fn encode(length: u32) -> u8 {
    if length < 16 {
        return length as u8;
    }
    let exponent = length.ilog2();
    (16 + (exponent - 4) * 8 + ((length >> (exponent - 3)) & 7)) as u8
}

/// The length that a code stands for: the middle of those that have it.
pub fn decode(code: u8) -> f64 {
    let code = u32::from(code);
    if code < 16 {
        return f64::from(code);
    }
    let (exponent, fraction) = ((code - 16) / 8 + 4, (code - 16) % 8);
    let unit = (1u64 << (exponent - 3)) as f64;
    f64::from(8 + fraction) * unit + (unit - 1.0) / 2.0
}

/// The length codes of a segment's documents.
#[derive(Clone, Debug, Default)]
pub struct Lengths {
    fields: [Vec<u8>; FIELDS],
    weights: OnceCell<Box<[Weights; FIELDS]>>,
}

impl Lengths {
    /// The code of a document's field; 0 for a document that is not there.
    pub fn code(&self, field: usize, doc: u32) -> u8 {
        self.fields.get(field).and_then(|codes| codes.get(doc as usize)).copied().unwrap_or(0)
    }

    /// The codes of a field, by document.
    pub fn codes(&self, field: usize) -> &[u8] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// What an occurrence counts in each field, by the code of the field's length: worked out by `weight`, of a field and
    /// a length in tokens, when it is first asked for.
    pub fn weights(&self, weight: impl Fn(usize, f64) -> f64) -> &[Weights; FIELDS] {
        self.weights.get_or_init(|| {
            let mut weights = Box::new([[0.0; 256]; FIELDS]);
            for (field, weights) in weights.iter_mut().enumerate() {
                for (slot, code) in weights.iter_mut().zip(0..=LONGEST) {
                    *slot = weight(field, decode(code));
                }
            }
            weights
        })
    }

    /// Appends one unpacked block: for each field, a code for each of `docs` documents.
    pub fn read_block(&mut self, block: &[u8], base: u64, docs: usize) -> Result<()> {
        let mut reader = Reader::unpacked(block, base);
        for codes in &mut self.fields {
            codes.extend_from_slice(reader.bytes(docs)?);
        }
        reader.finish()
    }

    /// Adds a document.
    #[cfg(feature = "full")]
    pub fn push(&mut self, lengths: [u32; FIELDS]) {
        for (codes, length) in self.fields.iter_mut().zip(lengths) {
            codes.push(encode(length));
        }
    }

    /// The blocks, unpacked.
    #[cfg(feature = "full")]
    pub fn blocks(&self) -> Vec<Vec<u8>> {
        let count = self.fields[0].len();
        (0..count)
            .step_by(LENGTHS_BLOCK)
            .map(|first| {
                let last = (first + LENGTHS_BLOCK).min(count);
                self.fields.iter().flat_map(|codes| &codes[first..last]).copied().collect()
            })
            .collect()
    }
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_the_order_and_nearly_the_length() {
        let mut last = 0;
        for length in (0..5000).chain([1 << 20, u32::MAX / 2, u32::MAX]) {
            let code = encode(length);
            assert!(code >= last);
            last = code;
            let error = (decode(code) - f64::from(length)).abs();
            assert!(error <= f64::from(length) / 16.0, "{length}: {error}");
        }
        assert_eq!(encode(u32::MAX), LONGEST);
    }
}
