//! Numbers in bits: packed at one width for document ids and frequencies, Rice codes for positions.
//!
//! [`PACKED`] numbers are packed together at a width that suits most of them; of the others, the *exceptions*, the low
//! bits are packed, and behind the packed numbers follows for each its index (u8) and its remaining bits (varint).
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
pub fn width(value: u32) -> u32 {
    32 - value.leading_zeros()
}

/// How many numbers are packed together.
pub const PACKED: usize = 128;

/// Appends numbers, packed. Returns their width and how many bytes the exceptions take behind them.
#[cfg(feature = "full")]
pub fn pack(out: &mut Vec<u8>, values: &[u32; PACKED]) -> (u32, usize) {
    let mut counts = [0usize; 33];
    for &value in values {
        counts[width(value) as usize] += 1;
    }
    let cost = |bits: usize| {
        let exceptions = (bits + 1..=32).map(|width| counts[width] * (1 + (width - bits).div_ceil(7)));
        PACKED / 8 * bits + exceptions.sum::<usize>()
    };
    let bits = (0..=32).min_by_key(|&bits| cost(bits)).unwrap_or(32);
    let mut writer = BitWriter::new(out);
    for &value in values {
        writer.put(value & ((1u64 << bits) - 1) as u32, bits as u32);
    }
    writer.finish();
    let start = out.len();
    for (index, &value) in values.iter().enumerate().filter(|one| width(*one.1) as usize > bits) {
        out.push(index as u8);
        crate::index::codec::put_varint(out, u64::from(value) >> bits);
    }
    (bits as u32, out.len() - start)
}

/// Reads numbers of that width, packed, with their exceptions.
pub fn unpack(
    reader: &mut Reader<'_>,
    width: u32,
    exceptions: usize,
    values: &mut [u32; PACKED],
) -> Result<()> {
    let packed = reader.bytes(PACKED / 8 * width as usize)?;
    // Eight numbers fill `width` bytes. Each is taken out of the eight bytes that begin with its first bit: behind the
    // last numbers stand zeros for these.
    let mut padded = [0; PACKED * 4 + 8];
    if let Some(start) = padded.get_mut(..packed.len()) {
        start.copy_from_slice(packed);
    }
    let mask = ((1u64 << width) - 1) as u32;
    let mut bit = 0;
    for value in values.iter_mut() {
        let word = padded.get(bit / 8..).and_then(<[u8]>::first_chunk::<8>).copied().unwrap_or_default();
        *value = (u64::from_le_bytes(word) >> (bit % 8)) as u32 & mask;
        bit += width as usize;
    }
    let end = reader.remaining().saturating_sub(exceptions);
    while reader.remaining() > end {
        let index = reader.u8()?;
        let rest = reader.u32()?;
        match (values.get_mut(usize::from(index)), u32::try_from(u64::from(rest) << width)) {
            (Some(value), Ok(high)) => *value |= high,
            _ => return Err(reader.expected("an exception of 32 bits", "another")),
        }
    }
    Ok(())
}

/// Appends bits to bytes.
#[cfg(feature = "full")]
pub struct BitWriter<'o> {
    bytes: &'o mut Vec<u8>,
    held: u64,
    count: u32,
}

#[cfg(feature = "full")]
impl<'o> BitWriter<'o> {
    /// Appends to `bytes`.
    pub fn new(bytes: &'o mut Vec<u8>) -> Self {
        Self { bytes, held: 0, count: 0 }
    }

    /// Appends the `bits` (at most 32) low bits of `value`.
    pub fn put(&mut self, value: u32, bits: u32) {
        self.held |= u64::from(value) << self.count;
        self.count += bits;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.held as u32).to_le_bytes());
            self.held >>= 32;
            self.count -= 32;
        }
    }

    /// Appends a Rice code with parameter `k` (at most 31).
    pub fn rice(&mut self, value: u32, k: u32) {
        let quotient = value >> k;
        if quotient >= ESCAPE {
            self.put((1 << ESCAPE) - 1, ESCAPE);
            self.put(value, 32);
            return;
        }
        let low = value & ((1 << k) - 1);
        if quotient + 1 + k <= 32 {
            self.put(((1 << quotient) - 1) | low.unbounded_shl(quotient + 1), quotient + 1 + k);
        } else {
            self.put((1 << quotient) - 1, quotient + 1);
            self.put(low, k);
        }
    }

    /// Appends what is left, the last byte filled with zeros.
    pub fn finish(self) {
        let left = (self.held as u32).to_le_bytes();
        self.bytes.extend_from_slice(&left[..self.count.div_ceil(8) as usize]);
    }
}

/// The length in bits of a Rice code.
#[cfg(feature = "full")]
pub fn rice_len(value: u32, k: u32) -> u64 {
    let quotient = value >> k;
    u64::from(if quotient >= ESCAPE { ESCAPE + 32 } else { quotient + 1 + k })
}

/// Reads bits from bytes. Past the end it reads zeros; [`BitReader::finish`] then fails.
pub struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The next `count` bits; of those above, each is zero or what the bytes hold there.
    held: u64,
    count: u32,
}

/// So many bits are held at least when a number is read: more than the longest Rice code without an escape, which takes
/// [`ESCAPE`] and 31.
const HELD: u32 = 56;

impl<'a> BitReader<'a> {
    /// Reads `bytes` from their first bit.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, held: 0, count: 0 }
    }

    /// Sees to it that [`HELD`] bits are held.
    #[inline]
    fn fill(&mut self) {
        if let Some(&word) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            // Eight bytes at once, of which those are counted that `held` has room for.
            self.held |= u64::from_le_bytes(word) << self.count;
            let taken = (63 - self.count) / 8;
            self.at += taken as usize;
            self.count += taken * 8;
            return;
        }
        while self.count < HELD {
            self.held |= u64::from(self.bytes.get(self.at).copied().unwrap_or(0)) << self.count;
            self.at += 1;
            self.count += 8;
        }
    }

    /// The next `bits` (at most 32) as a number.
    #[inline]
    pub fn get(&mut self, bits: u32) -> u32 {
        if self.count < bits {
            self.fill();
        }
        let value = self.held & ((1u64 << bits) - 1);
        self.held >>= bits;
        self.count -= bits;
        value as u32
    }

    /// The next Rice code with parameter `k` (at most 31). Sums past 32 bits wrap: the caller checks what it reads.
    // A call for each position takes longer than reading it.
    #[cfg_attr(feature = "full", inline(always))]
    #[allow(clippy::inline_always)]
    pub fn rice(&mut self, k: u32) -> u32 {
        if self.count < ESCAPE + 32 {
            self.fill();
        }
        let ones = (!self.held).trailing_zeros();
        if ones >= ESCAPE {
            self.get(ESCAPE);
            return self.get(32);
        }
        let low = (self.held >> (ones + 1)) as u32 & ((1 << k) - 1);
        let len = ones + 1 + k;
        self.held >>= len;
        self.count -= len;
        (ones << k) | low
    }

    /// Passes over what is left of a byte that was read in part.
    pub fn align(&mut self) {
        self.get(self.count % 8);
    }

    /// Whether no more was read than there was. The last byte may have been looked ahead at without being read.
    pub fn is_within(&self) -> bool {
        self.at as u64 * 8 - u64::from(self.count) <= self.bytes.len() as u64 * 8
    }

    /// An error of `reader` where more was read than there was.
    pub fn finish(&self, reader: &Reader<'_>) -> Result<()> {
        if self.is_within() { Ok(()) } else { Err(reader.expected("packed numbers", "fewer bits")) }
    }
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_round_trip(values: Vec<u32>, k in 0u32..32) {
            let mut bytes = Vec::new();
            let mut writer = BitWriter::new(&mut bytes);
            for &value in &values {
                writer.put(value, width(value));
                writer.rice(value, k);
            }
            writer.finish();
            let mut reader = BitReader::new(&bytes);
            for &value in &values {
                prop_assert_eq!(reader.get(width(value)), value);
                prop_assert_eq!(reader.rice(k), value);
            }
            prop_assert!(reader.finish(&Reader::new(&[], 0)).is_ok());
        }

        #[test]
        fn packed_numbers_round_trip(small in 0u32..33, large in prop::collection::vec((0usize..PACKED, any::<u32>()), 0..9)) {
            let mut values = [0; PACKED];
            for (n, value) in (0u32..).zip(&mut values) {
                *value = (n.wrapping_mul(0x9e37_79b9)).unbounded_shr(32 - small);
            }
            for &(at, value) in &large {
                values[at] = value;
            }
            let mut bytes = Vec::new();
            let (width, exceptions) = pack(&mut bytes, &values);
            let mut reader = Reader::new(&bytes, 0);
            let mut read = [0; PACKED];
            unpack(&mut reader, width, exceptions, &mut read).expect("packed numbers");
            prop_assert_eq!(read, values);
            prop_assert!(reader.finish().is_ok());
        }

        #[test]
        fn any_bytes_give_an_error_or_numbers(bytes: Vec<u8>, width in 0u32..33, exceptions in 0usize..99) {
            let _ = unpack(&mut Reader::new(&bytes, 0), width, exceptions, &mut [0; PACKED]);
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
            let mut bytes = Vec::new();
            let mut writer = BitWriter::new(&mut bytes);
            writer.rice(value, k);
            writer.finish();
            prop_assert_eq!(bytes.len() as u64, rice_len(value, k).div_ceil(8));
        }
    }
}
