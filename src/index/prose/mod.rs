//! Texts in Huffman codes of their words: smaller than deflate makes them, and each readable alone.
//!
//! A segment of some size holds a table of its most frequent words, separators, clusters of letters, and pairs of
//! these that often follow each other. A text is a sequence of codes for them; what is not in the table is spelt.
//!
//! # Symbols
//!
//! | number | means |
//! |---|---|
//! | 0 | the next symbol of the table begins with a capital letter (ASCII) |
//! | 1 | spelt: codes of characters follow, until the one that ends them |
//! | 2 | nothing is written, and no space either |
//! | 3 and up | the strings of the table in their order |
//!
//! Between two strings of which the first ends and the second begins like a word ([`is_word`]) stands a space that is
//! not written: it is what symbol 2 prevents.
//!
//! # The table, before it is put in the envelope of a block
//!
//! ```text
//! strings   count, for each in byte order: varint bytes shared with the one before, string of the rest
//! lengths   of the code of each symbol, a byte each
//! count     varint, of characters
//! distances for each: varint, from the character before
//! lengths   of the code of "end", of "another character" (21 bits follow), and of each character, a byte each
//! ```
//!
//! The codes are canonical: shorter before longer, then in the order of symbols. They begin at the most significant bit
//! of each byte.

#[cfg(feature = "full")]
mod write;

use crate::error::Result;
use crate::index::blocks::read_key;
use crate::index::codec::{Reader, damaged_by};

#[cfg(feature = "full")]
pub use write::Writer;

const CAPITAL: u16 = 0;
const SPELT: u16 = 1;
const JOIN: u16 = 2;
/// The number of the first string of the table.
const STRINGS: u16 = 3;
const END: u16 = 0;
const OTHER: u16 = 1;
/// The number of the first character of the table.
const CHARACTERS: u16 = 2;
/// The longest code, in bits.
const LONGEST: usize = 15;
/// How many bits are looked up at once.
const WINDOW: u32 = 11;
/// The most symbols of a code.
const MAX_SYMBOLS: usize = 1 << 14;

/// Whether a character is like those of words that are written with spaces between them. A fixed rule: it is part of
/// the format.
pub fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{c0}'..'\u{e00}').contains(&c) || ('\u{1e00}'..'\u{2000}').contains(&c)
}

/// A canonical Huffman code, to be read.
struct Code {
    /// For each value of the next [`WINDOW`] bits, symbol << 4 | length of its code; 0 where that is longer.
    window: Vec<u32>,
    /// For each length, the first code of that length, how many there are, and where their symbols stand in `order`.
    rows: [(u32, u32, u32); LONGEST + 1],
    /// The symbols by their codes.
    order: Vec<u16>,
}

impl Code {
    fn new(lengths: &[u8], reader: &Reader<'_>) -> Result<Self> {
        let mut counts = [0u32; LONGEST + 1];
        for &length in lengths {
            match counts.get_mut(usize::from(length)) {
                Some(count) if length > 0 => *count += 1,
                _ => return Err(reader.wrong("a length of a code from 1 to 15", 0, "#", u64::from(length))),
            }
        }
        let mut rows = [(0, 0, 0); LONGEST + 1];
        let (mut code, mut place) = (0u32, 0u32);
        for (length, &count) in counts.iter().enumerate().skip(1) {
            code <<= 1;
            rows[length] = (code, count, place);
            code += count;
            place += count;
            if code > 1 << length {
                return Err(reader.expected("codes that differ", "too many short ones"));
            }
        }
        let mut next: Vec<u32> = rows.iter().map(|row| row.2).collect();
        let mut order = vec![0; lengths.len()];
        for (symbol, &length) in lengths.iter().enumerate() {
            let slot = &mut next[usize::from(length)];
            order[*slot as usize] = symbol as u16;
            *slot += 1;
        }
        let mut window = vec![0; 1 << WINDOW];
        for length in 1..=WINDOW {
            let (first, count, place) = rows[length as usize];
            for n in 0..count {
                let at = ((first + n) << (WINDOW - length)) as usize;
                let entry = u32::from(order[(place + n) as usize]) << 4 | length;
                window[at..at + (1 << (WINDOW - length))].fill(entry);
            }
        }
        Ok(Self { window, rows, order })
    }

    /// The next symbol.
    #[inline]
    fn read(&self, bits: &mut Bits<'_>) -> Option<u16> {
        let ahead = bits.peek();
        let entry = self.window[(ahead >> (LONGEST as u32 - WINDOW)) as usize];
        if entry != 0 {
            bits.skip(entry & 15);
            return Some((entry >> 4) as u16);
        }
        for length in WINDOW as usize + 1..=LONGEST {
            let (first, count, place) = self.rows[length];
            let n = (ahead >> (LONGEST - length)).wrapping_sub(first);
            if n < count {
                bits.skip(length as u32);
                return self.order.get((place + n) as usize).copied();
            }
        }
        None
    }
}

/// Bits of bytes, the most significant first; zeros past the end.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
}

impl Bits<'_> {
    /// The next [`LONGEST`] bits.
    #[inline]
    fn peek(&mut self) -> u32 {
        while self.count < LONGEST as u32 {
            let byte = self.bytes.get(self.at).copied().unwrap_or(0);
            self.held = self.held << 8 | u64::from(byte);
            self.at += 1;
            self.count += 8;
        }
        (self.held >> (self.count - LONGEST as u32)) as u32 & ((1 << LONGEST) - 1)
    }

    #[inline]
    fn skip(&mut self, bits: u32) {
        self.count -= bits;
    }

    fn take(&mut self, bits: u32) -> u32 {
        let value = self.peek() >> (LONGEST as u32 - bits);
        self.skip(bits);
        value
    }

    /// Whether more was read than there was.
    fn overrun(&self) -> bool {
        self.at as u64 * 8 > self.bytes.len() as u64 * 8 + u64::from(self.count)
    }
}

/// The table of a segment.
pub struct Prose {
    code: Code,
    letters: Code,
    text: String,
    /// For each string, where it ends in `text`; the first of a further one before all.
    ends: Vec<u32>,
    /// For each string, whether it begins and whether it ends like a word.
    sides: Vec<(bool, bool)>,
    characters: Vec<char>,
}

impl std::fmt::Debug for Prose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Prose")
    }
}

fn sides(text: &str) -> (bool, bool) {
    if let (Some(&first @ ..0x80), Some(&last @ ..0x80)) = (text.as_bytes().first(), text.as_bytes().last()) {
        return (first.is_ascii_alphanumeric(), last.is_ascii_alphanumeric());
    }
    (text.chars().next().is_some_and(is_word), text.chars().next_back().is_some_and(is_word))
}

impl Prose {
    /// Reads a table.
    pub fn read(table: &[u8], base: u64) -> Result<Self> {
        let mut reader = Reader::unpacked(table, base);
        let limit = |reader: &mut Reader<'_>| -> Result<usize> {
            let count = reader.count()?;
            if count < MAX_SYMBOLS {
                return Ok(count);
            }
            Err(reader.wrong("fewer symbols", 0, "#", count as u64))
        };
        let count = limit(&mut reader)?;
        let (mut key, mut text, mut ends, mut flags) = (Vec::new(), String::new(), vec![0], Vec::new());
        for _ in 0..count {
            read_key(&mut reader, &mut key)?;
            match std::str::from_utf8(&key) {
                // Each stands for a few bytes of the text, so that no text is far longer than its codes.
                Ok(string) if !string.is_empty() && string.len() <= 64 => {
                    text.push_str(string);
                    ends.push(text.len() as u32);
                    flags.push(sides(string));
                }
                _ => return Err(reader.expected("a string of 1 to 64 bytes", "another")),
            }
        }
        let code = Code::new(reader.bytes(count + usize::from(STRINGS))?, &reader)?;
        let count = limit(&mut reader)?;
        let (mut characters, mut last) = (Vec::new(), 0u32);
        for _ in 0..count {
            last = last.saturating_add(reader.u32()?);
            match char::from_u32(last) {
                Some(c) => characters.push(c),
                None => return Err(reader.wrong("a character", 0, "#", u64::from(last))),
            }
        }
        let letters = Code::new(reader.bytes(count + usize::from(CHARACTERS))?, &reader)?;
        reader.finish()?;
        Ok(Self { code, letters, text, ends, sides: flags, characters })
    }

    /// Reads a text of `len` bytes.
    pub fn decode(&self, codes: &[u8], len: usize, base: u64) -> Result<String> {
        let mut bits = Bits { bytes: codes, at: 0, held: 0, count: 0 };
        // No more than this can come of so many codes, whatever the length claims.
        let mut out = String::with_capacity(len.min(codes.len().saturating_mul(8)));
        let wrong = || damaged_by(base, "a text of # bytes", len as u64, "another", 0);
        self.decode_into(&mut bits, len, &mut out).ok_or_else(wrong)?;
        if out.len() == len && !bits.overrun() { Ok(out) } else { Err(wrong()) }
    }

    /// Reads the first `len` bytes of a text.
    #[cfg(feature = "full")]
    pub fn begin(&self, codes: &[u8], len: usize, base: u64) -> Result<String> {
        let mut bits = Bits { bytes: codes, at: 0, held: 0, count: 0 };
        let mut out = String::new();
        // A string of the table may reach beyond what is asked for.
        let read = self.decode_into(&mut bits, len, &mut out);
        match out.get(..len) {
            Some(begun) if read.is_some() && !bits.overrun() => Ok(begun.to_owned()),
            _ => Err(damaged_by(base, "a text of # bytes", len as u64, "another", 0)),
        }
    }

    fn decode_into(&self, bits: &mut Bits<'_>, len: usize, out: &mut String) -> Option<()> {
        let (mut after_word, mut capital) = (false, false);
        while out.len() < len {
            let symbol = self.code.read(bits)?;
            match symbol {
                CAPITAL => capital = true,
                JOIN => after_word = false,
                SPELT => {
                    let start = out.len();
                    let mut first = true;
                    loop {
                        let c = match self.letters.read(bits)? {
                            END => break,
                            OTHER => char::from_u32(bits.take(6) << 15 | bits.take(15))?,
                            letter => *self.characters.get(usize::from(letter - CHARACTERS))?,
                        };
                        if std::mem::take(&mut first) && after_word && is_word(c) {
                            out.push(' ');
                        }
                        out.push(c);
                        // Zeros past the end may be characters without end.
                        if out.len() > len && bits.overrun() {
                            return None;
                        }
                    }
                    if out.len() > start {
                        after_word = out.chars().next_back().is_some_and(is_word);
                    }
                    if bits.overrun() {
                        return None;
                    }
                }
                string => {
                    let at = usize::from(string - STRINGS);
                    let (begins, ends) = *self.sides.get(at)?;
                    if after_word && begins {
                        out.push(' ');
                    }
                    let start = out.len();
                    out.push_str(
                        self.text.get(*self.ends.get(at)? as usize..*self.ends.get(at + 1)? as usize)?,
                    );
                    if std::mem::take(&mut capital) {
                        out.get_mut(start..start + 1)?.make_ascii_uppercase();
                    }
                    after_word = ends;
                }
            }
            if bits.at > bits.bytes.len() + 8 {
                return None;
            }
        }
        Some(())
    }
}
