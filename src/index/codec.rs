//! Bytes with checks: varints, strings, ranges, checksums, and the envelope of a block.
//!
//! Everything that an archive file holds is written with the functions here and read back with [`Reader`], which never
//! panics, never reads past its bytes, and whose errors name the absolute byte of the file, what was expected there
//! and what was found. The archive layer uses this module too; it lives here because postings are bytes as well.
//!
//! # Numbers
//!
//! | name | bytes |
//! |---|---|
//! | varint | LEB128: seven bits a byte, least significant first, high bit set on all but the last; at most 10 bytes |
//! | zigzag | a varint of `(n << 1) ^ (n >> 63)`, so that small negative numbers are short |
//! | string | varint length in bytes, then UTF-8 |
//! | crc32 | four bytes, little endian: CRC-32 of IEEE 802.3 (reflected, 0xEDB88320) |
//!
//! # The envelope of a block
//!
//! ```text
//! codec    u8      0 raw, 1 deflate (RFC 1951, no header)
//! length   varint  of the unpacked bytes
//! payload
//! crc32    of all of the above
//! ```

use crate::error::{Error, ErrorKind, Result};
use crate::index::inflate::inflate;
use crate::text::TextRange;

/// The most bytes that one block may unpack to. It bounds what a hostile length can make a reader allocate.
pub const MAX_BLOCK: usize = 1 << 28;

/// Deflate can shrink its input by at most this factor (RFC 1951: 258 bytes in 2 bits).
const MAX_RATIO: usize = 1032;

const CODEC_RAW: u8 = 0;
const CODEC_DEFLATE: u8 = 1;

/// What an error says: the place, what was expected and what was found.
pub fn damaged(at: u64, expected: &str, found: &str) -> Error {
    Error::new(ErrorKind::Archive, ["expected ", expected, ", found ", found].concat()).at(at)
}

/// As [`damaged`], each `#` being a number: in what was expected `wanted`, in what was found `had`.
#[cold]
#[inline(never)]
pub fn damaged_by(at: u64, expected: &str, wanted: u64, found: &str, had: u64) -> Error {
    damaged(at, &numbered(expected, wanted), &numbered(found, had))
}

#[cold]
#[inline(never)]
fn numbered(text: &str, number: u64) -> String {
    let mut filled = String::new();
    for c in text.chars() {
        match c {
            '#' => filled.push_str(&number.to_string()),
            c => filled.push(c),
        }
    }
    filled
}

/// Reads bytes in order, each read checked.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The byte of the file that the first of `bytes` is, or the block it was unpacked from.
    base: u64,
    /// Whether `bytes` were unpacked, so that positions in them are not positions in the file.
    unpacked: bool,
}

impl<'a> Reader<'a> {
    /// Reads bytes that stand in the file at `base`.
    pub fn new(bytes: &'a [u8], base: u64) -> Self {
        Self { bytes, at: 0, base, unpacked: false }
    }

    /// Reads bytes that were unpacked from a block at `base`.
    pub fn unpacked(bytes: &'a [u8], base: u64) -> Self {
        Self { bytes, at: 0, base, unpacked: true }
    }

    /// The number of bytes left.
    pub fn remaining(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// The bytes left.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// How many bytes were read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// As [`Self::expected`], each `#` being a number: in what was expected `wanted`, in what was found `had`.
    #[cold]
    #[inline(never)]
    pub fn wrong(&self, expected: &str, wanted: u64, found: &str, had: u64) -> Error {
        self.expected(&numbered(expected, wanted), &numbered(found, had))
    }

    /// An error at the present place.
    #[cold]
    #[inline(never)]
    pub fn expected(&self, expected: &str, found: &str) -> Error {
        if self.unpacked {
            let place = [found, " at byte ", &self.at.to_string(), " of the unpacked block"].concat();
            return damaged(self.base, expected, &place);
        }
        damaged(self.base + self.at as u64, expected, found)
    }

    /// The next `len` bytes.
    pub fn bytes(&mut self, len: usize) -> Result<&'a [u8]> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if let Some(taken) = rest.get(..len) {
            self.at += len;
            return Ok(taken);
        }
        Err(self.wrong("# bytes more", len as u64, "# and the end", rest.len() as u64))
    }

    /// The next byte.
    pub fn u8(&mut self) -> Result<u8> {
        match self.bytes.get(self.at) {
            Some(&byte) => {
                self.at += 1;
                Ok(byte)
            }
            None => Err(self.expected("a byte", "the end")),
        }
    }

    /// The next four bytes as a little-endian number.
    pub fn u32_le(&mut self) -> Result<u32> {
        let mut value = [0; 4];
        value.copy_from_slice(self.bytes(4)?);
        Ok(u32::from_le_bytes(value))
    }

    /// The next eight bytes as a little-endian number.
    pub fn u64_le(&mut self) -> Result<u64> {
        let mut value = [0; 8];
        value.copy_from_slice(self.bytes(8)?);
        Ok(u64::from_le_bytes(value))
    }

    /// A varint.
    pub fn varint(&mut self) -> Result<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let Some(&byte) = self.bytes.get(self.at) else {
                return Err(self.expected("a number", "the end"));
            };
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            self.at += 1;
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.expected("a number of at most 64 bits", "more"))
    }

    /// A varint of at most 32 bits.
    pub fn u32(&mut self) -> Result<u32> {
        let value = self.varint()?;
        u32::try_from(value).map_err(|_| self.wrong("a number of at most 32 bits", 0, "#", value))
    }

    /// A varint that must be less than `limit`.
    pub fn below(&mut self, limit: usize, what: &str) -> Result<usize> {
        let value = self.varint()?;
        if value < limit as u64 {
            return Ok(value as usize);
        }
        Err(self.wrong(&[what, " below #"].concat(), limit as u64, "#", value))
    }

    /// A zigzag number.
    pub fn zigzag(&mut self) -> Result<i64> {
        let value = self.varint()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A number of things that follow, each of at least one byte: so it justifies an allocation.
    pub fn count(&mut self) -> Result<usize> {
        let value = self.varint()?;
        let remaining = self.remaining();
        if value <= remaining as u64 {
            return Ok(value as usize);
        }
        Err(self.wrong("a count of at most #", remaining as u64, "#", value))
    }

    /// A string.
    pub fn str(&mut self) -> Result<&'a str> {
        let len = self.count()?;
        let bytes = self.bytes(len)?;
        std::str::from_utf8(bytes).map_err(|_| self.expected("UTF-8 before this", "other bytes"))
    }

    /// A string of its own.
    pub fn string(&mut self) -> Result<String> {
        self.str().map(str::to_owned)
    }

    /// A list: its count, then each of its things.
    pub fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let count = self.count()?;
        // The things may be larger in memory than in the file: the list grows as they are really read.
        let mut found = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            found.push(each(self)?);
        }
        Ok(found)
    }

    /// Nothing may be left.
    pub fn finish(&self) -> Result<()> {
        match self.remaining() {
            0 => Ok(()),
            more => Err(self.wrong("the end", 0, "# bytes more", more as u64)),
        }
    }
}

/// Appends a varint.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a number or length as a varint.
pub fn put_len(out: &mut Vec<u8>, value: usize) {
    put_varint(out, value as u64);
}

/// Appends a zigzag number.
pub fn put_zigzag(out: &mut Vec<u8>, value: i64) {
    put_varint(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// Appends a string.
pub fn put_str(out: &mut Vec<u8>, text: &str) {
    put_len(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

/// Writes or reads a sequence of ranges as distances: each start from the end before, zigzag, then the length.
#[derive(Default)]
pub struct Ranges {
    end: i64,
}

impl Ranges {
    /// Appends the next range.
    pub fn put(&mut self, out: &mut Vec<u8>, range: TextRange) {
        put_zigzag(out, i64::from(range.start) - self.end);
        put_len(out, range.len());
        self.end = i64::from(range.end);
    }

    /// Reads the next range.
    pub fn get(&mut self, reader: &mut Reader<'_>) -> Result<TextRange> {
        let start = self.end.checked_add(reader.zigzag()?);
        let len = reader.u32()?;
        let range = start.and_then(|start| u32::try_from(start).ok()).and_then(|start| {
            let end = start.checked_add(len)?;
            Some(TextRange { start, end })
        });
        let Some(range) = range else {
            return Err(reader.expected("a range of 32-bit positions", "one beyond"));
        };
        self.end = i64::from(range.end);
        Ok(range)
    }
}

/// Puts bytes in the envelope of a block, deflated where that is shorter.
#[cfg(feature = "full")]
pub fn put_block(out: &mut Vec<u8>, bytes: &[u8], level: u8) {
    let start = out.len();
    let packed =
        if bytes.len() < 32 { Vec::new() } else { miniz_oxide::deflate::compress_to_vec(bytes, level) };
    let deflate = !packed.is_empty() && packed.len() < bytes.len();
    out.push(if deflate { CODEC_DEFLATE } else { CODEC_RAW });
    put_len(out, bytes.len());
    out.extend_from_slice(if deflate { &packed } else { bytes });
    let sum = crc32(&out[start..]);
    out.extend_from_slice(&sum.to_le_bytes());
}

/// Checks and unpacks a block that stands in the file at `base`.
pub fn open_block(stored: &[u8], base: u64) -> Result<Vec<u8>> {
    let mut reader = Reader::new(checked(stored, base)?, base);
    let codec = reader.u8()?;
    let len = reader.below(MAX_BLOCK, "the length of a block")?;
    let payload = reader.bytes(reader.remaining())?;
    match codec {
        CODEC_RAW if payload.len() == len => Ok(payload.to_vec()),
        CODEC_DEFLATE if len <= payload.len().saturating_mul(MAX_RATIO) => {
            inflate(payload, len).ok_or_else(|| damaged_by(base, "# deflated bytes", len as u64, "others", 0))
        }
        CODEC_RAW | CODEC_DEFLATE => {
            Err(damaged_by(base, "a payload for # bytes", len as u64, "one of # bytes", payload.len() as u64))
        }
        other => Err(damaged_by(base, "a block of codec 0 or 1", 0, "#", u64::from(other))),
    }
}

/// Appends the checksum of what follows `start`.
pub fn put_checksum(out: &mut Vec<u8>, start: usize) {
    let sum = crc32(&out[start..]);
    out.extend_from_slice(&sum.to_le_bytes());
}

/// The bytes before a trailing checksum, if it is theirs.
pub fn checked(stored: &[u8], base: u64) -> Result<&[u8]> {
    let Some((bytes, sum)) = stored.split_last_chunk::<4>() else {
        return Err(damaged_by(base, "bytes with a checksum", 0, "# bytes", stored.len() as u64));
    };
    let (expected, found) = (u32::from_le_bytes(*sum), crc32(bytes));
    if expected == found {
        return Ok(bytes);
    }
    Err(damaged(base, &["the checksum ", &hex(expected)].concat(), &hex(found)))
}

fn hex(value: u32) -> String {
    let digit = |shift: u32| char::from_digit((value >> shift) & 15, 16).unwrap_or('?');
    (0..8).rev().map(|n| digit(n * 4)).collect()
}

/// The table of CRC-32, made when the crate is compiled.
const CRC_TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut value = n as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[n] = value;
        n += 1;
    }
    table
};

/// CRC-32 of IEEE 802.3.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = !0u32;
    for &byte in bytes {
        sum = CRC_TABLE[((sum ^ u32::from(byte)) & 0xff) as usize] ^ (sum >> 8);
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn an_error_names_the_byte_what_was_expected_and_what_was_found() {
        let mut reader = Reader::new(&[5, b'a'], 100);
        let error = reader.str().unwrap_err();
        assert_eq!(error.offset(), Some(101));
        assert_eq!(error.message(), "expected a count of at most 1, found 5");
        let error = Reader::new(&[0xff; 11], 7).varint().unwrap_err();
        assert_eq!(error.message(), "expected a number of at most 64 bits, found more");
        let mut stored = Vec::new();
        put_block(&mut stored, b"witness", 6);
        stored[3] ^= 1;
        let error = open_block(&stored, 4096).unwrap_err();
        assert_eq!(error.offset(), Some(4096));
        assert!(error.message().starts_with("expected the checksum "), "{error}");
    }

    #[test]
    fn a_block_that_claims_more_than_deflate_can_hold_is_refused() {
        let mut stored = vec![CODEC_DEFLATE];
        put_varint(&mut stored, (MAX_BLOCK - 1) as u64);
        stored.extend_from_slice(&[3, 0]);
        put_checksum(&mut stored, 0);
        assert!(open_block(&stored, 0).is_err());
    }

    proptest! {
        #[test]
        fn numbers_round_trip(value: u64, signed: i64) {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            put_zigzag(&mut out, signed);
            let mut reader = Reader::new(&out, 0);
            prop_assert_eq!(reader.varint().unwrap(), value);
            prop_assert_eq!(reader.zigzag().unwrap(), signed);
            prop_assert!(reader.finish().is_ok());
        }

        #[test]
        fn blocks_round_trip(bytes: Vec<u8>, repeat in 1usize..50) {
            let bytes = bytes.repeat(repeat);
            let mut out = Vec::new();
            put_block(&mut out, &bytes, 6);
            prop_assert_eq!(open_block(&out, 0).unwrap(), bytes);
        }

        #[test]
        fn any_bytes_give_an_error_or_a_value(bytes: Vec<u8>) {
            let _ = open_block(&bytes, 0);
            let mut reader = Reader::new(&bytes, 0);
            let _ = reader.list(Reader::string);
            let _ = reader.zigzag();
            let _ = Ranges::default().get(&mut reader);
            let mut sealed = bytes.clone();
            put_checksum(&mut sealed, 0);
            let _ = open_block(&sealed, 0);
        }
    }
}
