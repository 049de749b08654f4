//! Conversion between the three ways of counting: UTF-8 bytes (this crate), UTF-16 code units (JavaScript) and
//! Unicode code points (files for other programs). **No other file converts.**
//!
//! An [`Offsets`] is built once for a text and answers in constant time plus a scan of at most [`STRIDE`] bytes.

use super::TextRange;

/// Bytes between two checkpoints.
const STRIDE: usize = 256;

/// A unit in which positions are counted outside this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// UTF-16 code units: JavaScript strings.
    Utf16,
    /// Unicode code points: the command line's JSON, W3C Web Annotation.
    CodePoint,
}

impl Unit {
    fn width(self, c: char) -> u32 {
        match self {
            Self::Utf16 => c.len_utf16() as u32,
            Self::CodePoint => 1,
        }
    }
}

/// Converts positions in one text between bytes and another unit.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: Unit,
    /// For the first character boundary at or after each multiple of [`STRIDE`]: its byte, and its position.
    checkpoints: Vec<(u32, u32)>,
    /// The length of the whole text in the unit.
    len: u32,
}

impl<'t> Offsets<'t> {
    /// Prepares to convert positions in `text` between bytes and `unit`.
    pub fn new(text: &'t str, unit: Unit) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut position, mut next) = (0, 0);
        for (byte, c) in text.char_indices() {
            if byte >= next {
                checkpoints.push((byte as u32, position));
                next = (byte / STRIDE + 1) * STRIDE;
            }
            position += unit.width(c);
        }
        if checkpoints.is_empty() {
            checkpoints.push((0, 0));
        }
        Self { text, unit, checkpoints, len: position }
    }

    /// The length of the whole text in the unit.
    pub fn text_len(&self) -> u32 {
        self.len
    }

    /// The position of a byte. A byte within a character counts as that character's start; one past the end as the
    /// end.
    pub fn from_byte(&self, byte: u32) -> u32 {
        if byte as usize >= self.text.len() {
            return self.len;
        }
        let at = self.checkpoints.partition_point(|c| c.0 <= byte).saturating_sub(1);
        let (start, mut position) = self.checkpoints[at];
        for (offset, c) in self.text[start as usize..].char_indices() {
            if start as usize + offset + c.len_utf8() > byte as usize {
                break;
            }
            position += self.unit.width(c);
        }
        position
    }

    /// The byte of a position. A position within a character (between surrogates) counts as that character's start;
    /// one past the end as the end.
    pub fn to_byte(&self, position: u32) -> u32 {
        if position >= self.len {
            return self.text.len() as u32;
        }
        let at = self.checkpoints.partition_point(|c| c.1 <= position).saturating_sub(1);
        let (start, mut counted) = self.checkpoints[at];
        for (offset, c) in self.text[start as usize..].char_indices() {
            counted += self.unit.width(c);
            if counted > position {
                return start + offset as u32;
            }
        }
        self.text.len() as u32
    }

    /// A byte range in the unit, as `(start, end)`.
    pub fn from_range(&self, range: TextRange) -> (u32, u32) {
        (self.from_byte(range.start), self.from_byte(range.end))
    }

    /// A range in the unit as a byte range.
    pub fn to_range(&self, start: u32, end: u32) -> TextRange {
        let start = self.to_byte(start);
        TextRange { start, end: self.to_byte(end).max(start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_round_trip_in_both_units() {
        let unit = "é ក្រុង😀\u{a0}x\n";
        for text in [String::new(), unit.to_owned(), unit.repeat(200)] {
            for kind in [Unit::Utf16, Unit::CodePoint] {
                let offsets = Offsets::new(&text, kind);
                for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let expected: u32 = text[..byte].chars().map(|c| kind.width(c)).sum();
                    assert_eq!(offsets.from_byte(byte as u32), expected);
                    assert_eq!(offsets.to_byte(expected), byte as u32);
                }
                assert_eq!(offsets.from_byte(u32::MAX), offsets.text_len());
                assert_eq!(offsets.to_byte(u32::MAX) as usize, text.len());
            }
        }
    }

    #[test]
    fn a_position_between_surrogates_is_the_start_of_its_character() {
        let offsets = Offsets::new("a😀b", Unit::Utf16);
        assert_eq!(offsets.to_byte(2), 1);
        assert_eq!(offsets.to_byte(3), 5);
        assert_eq!(offsets.from_byte(3), 1);
    }
}
