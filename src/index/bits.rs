//! Numbers in bits: packed at one width for document ids and frequencies, Rice codes for positions.
//!
//! Bits fill each byte from the least significant. A Rice code with parameter *k* is the quotient `n >> k` in ones and
//! a zero, then the *k* low bits; a quotient of [`ESCAPE`] ones is followed by the number in 32 bits instead, so that
//! no number takes more than [`ESCAPE`]` + 32` bits.

use crate::error::Result;
use crate::index::codec::Reader;

/// As many ones in a Rice code say that the number follows in 32 bits.
const ESCAPE: u32 = 20;

/// The number of bits of a number; 0 for 0.
#[cfg(feature = "full")]
pub(crate) fn width(value: u32) -> u32 {
    32 - value.leading_zeros()
}

/// Appends bits to bytes.
#[cfg(feature = "full")]
#[derive(Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

#[cfg(feature = "full")]
impl BitWriter {
    /// Appends the `bits` (at most 32) low bits of `value`.
    pub(crate) fn put(&mut self, value: u32, bits: u32) {
        self.held |= u64::from(value) << self.count;
        self.count += bits;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Appends a Rice code with parameter `k` (at most 31).
    pub(crate) fn rice(&mut self, value: u32, k: u32) {
        let quotient = value >> k;
        if quotient >= ESCAPE {
            self.put((1 << ESCAPE) - 1, ESCAPE);
            self.put(value, 32);
            return;
        }
        self.put((1 << quotient) - 1, quotient + 1);
        self.put(value & ((1 << k) - 1), k);
    }

    /// The bytes, the last filled with zeros.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push(self.held as u8);
        }
        self.bytes
    }
}

/// The length in bits of a Rice code.
#[cfg(feature = "full")]
pub(crate) fn rice_len(value: u32, k: u32) -> u64 {
    let quotient = value >> k;
    u64::from(if quotient >= ESCAPE { ESCAPE + 32 } else { quotient + 1 + k })
}

/// Reads bits from bytes. Past the end it reads zeros and remembers that it did: [`BitReader::finish`] then fails.
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
    overrun: bool,
}

impl<'a> BitReader<'a> {
    /// Reads `bytes` from their first bit.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, held: 0, count: 0, overrun: false }
    }

    fn fill(&mut self, bits: u32) {
        while self.count < bits {
            let byte = self.bytes.get(self.at).copied();
            self.overrun |= byte.is_none();
            self.held |= u64::from(byte.unwrap_or(0)) << self.count;
            self.at += 1;
            self.count += 8;
        }
    }

    /// The next `bits` (at most 32) as a number.
    pub(crate) fn get(&mut self, bits: u32) -> u32 {
        self.fill(bits);
        let value = self.held & ((1u64 << bits) - 1);
        self.held >>= bits;
        self.count -= bits;
        value as u32
    }

    /// The next Rice code with parameter `k` (at most 31). Sums past 32 bits wrap: the caller checks what it reads.
    pub(crate) fn rice(&mut self, k: u32) -> u32 {
        self.fill(ESCAPE + 1);
        let ones = (!self.held).trailing_zeros().min(ESCAPE);
        if ones == ESCAPE {
            self.get(ESCAPE);
            return self.get(32);
        }
        self.get(ones + 1);
        (ones << k) | self.get(k)
    }

    /// Whether more was read than there was. The last byte may have been looked ahead at without being read.
    pub(crate) fn finish(&self, reader: &Reader<'_>) -> Result<()> {
        let read = self.at as u64 * 8 - u64::from(self.count);
        if self.overrun && read > self.bytes.len() as u64 * 8 {
            return Err(reader.expected("packed numbers", "fewer bits"));
        }
        Ok(())
    }
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_round_trip(values: Vec<u32>, k in 0u32..32) {
            let mut writer = BitWriter::default();
            for &value in &values {
                writer.put(value, width(value));
                writer.rice(value, k);
            }
            let bytes = writer.finish();
            let mut reader = BitReader::new(&bytes);
            for &value in &values {
                prop_assert_eq!(reader.get(width(value)), value);
                prop_assert_eq!(reader.rice(k), value);
            }
            prop_assert!(reader.finish(&Reader::new(&[], 0)).is_ok());
        }

        #[test]
        fn reading_too_much_is_noticed(bytes: Vec<u8>) {
            let mut reader = BitReader::new(&bytes);
            for _ in 0..=bytes.len() {
                reader.get(8);
            }
            prop_assert!(reader.finish(&Reader::new(&[], 0)).is_err());
        }

        #[test]
        fn the_length_of_a_code_is_known(value: u32, k in 0u32..32) {
            let mut writer = BitWriter::default();
            writer.rice(value, k);
            prop_assert_eq!(writer.finish().len() as u64, rice_len(value, k).div_ceil(8));
        }
    }
}
