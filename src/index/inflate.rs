//! Deflate (RFC 1951), read. What is deflated is written with a library; its reader would be a thirtieth of the module
//! that pages load to search, and is the oracle of this one's tests.
//!
//! Codes are read bit by bit from two short tables of each, after the counts of their lengths: an archive's blocks are
//! a few kilobytes, and what is asked for again and again is kept unpacked.

use crate::index::bits::BitReader;

/// The longest code, in bits.
const LONGEST: usize = 15;
/// The symbol that ends a block; below it are bytes, above it lengths.
const END: usize = 256;
/// The number of symbols for distances.
const DISTANCES: usize = 30;
/// The order in which the lengths of the codes for lengths come.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// A canonical Huffman code: how many symbols have codes of each length, and the symbols in the order of their codes.
struct Code {
    counts: [usize; LONGEST + 1],
    symbols: Vec<usize>,
}

impl Code {
    fn new(lengths: &[usize]) -> Self {
        let (mut counts, mut symbols) = ([0; LONGEST + 1], Vec::with_capacity(lengths.len()));
        for (length, count) in counts.iter_mut().enumerate().skip(1) {
            let before = symbols.len();
            symbols.extend((0..lengths.len()).filter(|&symbol| lengths[symbol] == length));
            *count = symbols.len() - before;
        }
        Self { counts, symbols }
    }

    /// The next symbol; `None` where no code begins so.
    fn read(&self, bits: &mut BitReader<'_>) -> Option<usize> {
        // The first code of this length, what of it was read so far, and where its symbols begin.
        let (mut first, mut code, mut start) = (0usize, 0usize, 0usize);
        for count in &self.counts[1..] {
            code |= bits.get(1) as usize;
            if code < first + count {
                return self.symbols.get(start + code.checked_sub(first)?).copied();
            }
            start += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        None
    }
}

/// A number that is given in steps which double: by a symbol and the bits behind it, `1 << steps` symbols to a doubling.
fn stepped(symbol: usize, steps: u32, bits: &mut BitReader<'_>) -> usize {
    let (doubled, within) = (symbol >> steps, symbol & ((1 << steps) - 1));
    match doubled.checked_sub(1) {
        None => symbol,
        Some(extra) => (((1 << steps) | within) << extra) + bits.get(extra as u32) as usize,
    }
}

/// The codes of a block for bytes and lengths, and for distances.
fn codes(dynamic: bool, bits: &mut BitReader<'_>) -> Option<(Code, Code)> {
    if !dynamic {
        let length = |symbol| match symbol {
            144..=255 => 9,
            256..=279 => 7,
            _ => 8,
        };
        let lengths: Vec<usize> = (0..288).map(length).collect();
        return Some((Code::new(&lengths), Code::new(&[5; DISTANCES])));
    }
    let (literals, distances) = (bits.get(5) as usize + END + 1, bits.get(5) as usize + 1);
    let mut lengths = [0; ORDER.len()];
    let given = bits.get(4) as usize + 4;
    for &symbol in ORDER.iter().take(given) {
        lengths[symbol] = bits.get(3) as usize;
    }
    let code = Code::new(&lengths);
    let mut lengths: Vec<usize> = Vec::new();
    while lengths.len() < literals + distances {
        let (length, times) = match code.read(bits)? {
            16 => (*lengths.last()?, 3 + bits.get(2)),
            17 => (0, 3 + bits.get(3)),
            18 => (0, 11 + bits.get(7)),
            length => (length, 1),
        };
        lengths.resize(lengths.len() + times as usize, length);
    }
    let (literals, distances) = lengths.get(..literals + distances)?.split_at(literals);
    Some((Code::new(literals), Code::new(distances)))
}

/// The `len` bytes that are deflated in `bytes`; `None` where these are other bytes, or do not end with them.
pub(super) fn inflate(bytes: &[u8], len: usize) -> Option<Vec<u8>> {
    let mut bits = BitReader::new(bytes);
    let mut out: Vec<u8> = Vec::new();
    let mut last = false;
    while !last {
        last = bits.get(1) == 1;
        let kind = bits.get(2);
        if kind == 0 {
            bits.align();
            let (stored, check) = (bits.get(16), bits.get(16));
            if stored ^ check != 0xffff || out.len() + stored as usize > len {
                return None;
            }
            out.extend((0..stored).map(|_| bits.get(8) as u8));
            continue;
        }
        if kind == 3 {
            return None;
        }
        let (literals, distances) = codes(kind == 2, &mut bits)?;
        loop {
            let symbol = literals.read(&mut bits)?;
            let Some(length) = symbol.checked_sub(END) else {
                out.push(symbol as u8);
                if out.len() > len {
                    return None;
                }
                continue;
            };
            let length = match length {
                0 => break,
                29 => 258,
                30.. => return None,
                length => 3 + stepped(length - 1, 2, &mut bits),
            };
            let distance = 1 + stepped(distances.read(&mut bits)?, 1, &mut bits);
            let from = out.len().checked_sub(distance)?;
            if out.len() + length > len {
                return None;
            }
            // What is copied may reach into what it becomes.
            for at in from..from + length {
                out.push(out.get(at).copied()?);
            }
        }
    }
    (out.len() == len && bits.is_within()).then_some(out)
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use miniz_oxide::inflate::decompress_to_vec_with_limit;
    use proptest::prelude::*;

    #[test]
    fn known_streams_are_read() {
        let check = |stream: &[u8], expected: Option<&[u8]>| {
            let len = expected.map_or(4, <[u8]>::len);
            assert_eq!(inflate(stream, len).as_deref(), expected, "{stream:?}");
        };
        // Stored, with the fixed codes, nothing at all.
        check(&[1, 3, 0, 0xfc, 0xff, b'a', b'b', b'c'], Some(b"abc"));
        check(&[0x4b, 0x4c, 0x4a, 0x06, 0x00], Some(b"abc"));
        check(&[3, 0], Some(b""));
        // Cut off, a wrong check of the length, an unknown kind of block, a distance before the beginning.
        check(&[1, 3, 0, 0xfc, 0xff, b'a', b'b'], None);
        check(&[1, 4, 0, 0xfc, 0xff, b'a', b'b', b'c', b'd'], None);
        check(&[7], None);
        check(&[0x03, 0x02], None);
        check(&[], None);
    }

    proptest! {
        #[test]
        fn what_is_deflated_is_read(words in prop::collection::vec("[a-e]{0,6}|.{0,3}|ក{0,300}", 0..400), level in 0u8..=10) {
            let text = words.concat();
            let packed = compress_to_vec(text.as_bytes(), level);
            prop_assert_eq!(inflate(&packed, text.len()), Some(text.clone().into_bytes()));
            prop_assert_eq!(inflate(&packed, text.len() + 1), None);
            prop_assert!(text.is_empty() || inflate(&packed, text.len() - 1).is_none());
        }

        #[test]
        fn bytes_are_read_as_the_library_reads_them(bytes: Vec<u8>, level in 0u8..=10, flips in prop::collection::vec(any::<(usize, u8)>(), 0..3)) {
            let mut packed = compress_to_vec(&bytes, level);
            for (at, flip) in flips {
                let at = at % packed.len();
                packed[at] ^= flip;
            }
            if let Ok(read) = decompress_to_vec_with_limit(&packed, bytes.len()) {
                let same = inflate(&packed, read.len());
                prop_assert_eq!(same, Some(read));
            }
            let _ = inflate(&packed, bytes.len());
        }

        #[test]
        fn any_bytes_give_nothing_or_bytes(bytes: Vec<u8>, len in 0usize..5000) {
            prop_assert!(inflate(&bytes, len).is_none_or(|read| read.len() == len));
        }
    }
}
