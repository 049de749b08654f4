//! A text made from another one that remembers where each of its parts came from.
//!
//! Names, dates and words are matched on normalised text, yet every claim has to point at the words as they stand.
//! A [`Mapped`] is the bridge: [`Mapped::text`] is what is matched, [`Mapped::origin`] gives the range of the
//! original. It is a list of *pieces*, in order in both texts. A piece is either a run that was copied character by
//! character with the same byte lengths (any part of it maps exactly), or something that was rewritten as a whole,
//! such as a reordered Khmer syllable or `œ` → `oe` (any part of it maps to the whole). Original bytes that were
//! dropped, such as a zero-width space, belong to no piece: they count only where a range reaches over them.

use super::TextRange;

/// A text made from another, with the way back. `Default` is the empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// First byte in the new text; it ends where the next piece begins.
    at: u32,
    /// The range in the original.
    from: u32,
    to: u32,
    /// Whether bytes correspond one to one.
    linear: bool,
}

impl Mapped {
    /// The new text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The new text alone, when the way back is no longer needed.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The range of the original from which `range` of the new text was made: the smallest that holds every
    /// original piece that `range` touches. An empty range maps to an empty range. Both ends of `range` have to lie
    /// on character boundaries of [`text`](Self::text); what lies past its end is cut off.
    pub fn origin(&self, range: TextRange) -> TextRange {
        let end = range.end.min(self.text.len() as u32);
        let start = range.start.min(end);
        let from = self.piece_at(start).map_or(0, |piece| {
            if piece.linear { piece.from + (start - piece.at).min(piece.to - piece.from) } else { piece.from }
        });
        if start == end {
            return TextRange { start: from, end: from };
        }
        let to = self.piece_at(end - 1).map_or(0, |piece| {
            if piece.linear { (piece.from + (end - piece.at)).min(piece.to) } else { piece.to }
        });
        TextRange { start: from, end: to.max(from) }
    }

    /// Where in the new text the first piece begins that holds the byte `original` of the original, or lies after it.
    pub fn position(&self, original: u32) -> u32 {
        let at = self.pieces.partition_point(|piece| piece.to <= original);
        self.pieces.get(at).map_or(self.text.len() as u32, |piece| {
            if piece.linear && original > piece.from { piece.at + (original - piece.from) } else { piece.at }
        })
    }

    /// Appends `text`, made as a whole from the bytes `from..to` of the original. Pieces have to come in the order
    /// of the original.
    pub fn push(&mut self, text: &str, from: usize, to: usize) {
        self.piece(text, from, to, false);
    }

    /// Appends one character made from one character of the original that began at `from` and was `len` bytes long.
    pub fn push_char(&mut self, c: char, from: usize, len: usize) {
        let mut buffer = [0; 4];
        let linear = c.len_utf8() == len;
        self.piece(c.encode_utf8(&mut buffer), from, from + len, linear);
    }

    fn piece(&mut self, text: &str, from: usize, to: usize, linear: bool) {
        if text.is_empty() {
            return;
        }
        let (at, from, to) = (self.text.len() as u32, from as u32, to as u32);
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some(last) if linear && last.linear && last.to == from => last.to = to,
            _ => self.pieces.push(Piece { at, from, to, linear }),
        }
    }

    fn piece_at(&self, at: u32) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        next.checked_sub(1).and_then(|index| self.pieces.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_map_back_to_whole_pieces() {
        // "aœ\u{200b}bc" as "aoebc"; the zero-width space is dropped.
        let mut mapped = Mapped::default();
        mapped.push_char('a', 0, 1);
        mapped.push("oe", 1, 3);
        mapped.push_char('b', 6, 1);
        mapped.push_char('c', 7, 1);
        assert_eq!(mapped.text(), "aoebc");
        for (range, origin) in [
            ((0, 1), (0, 1)),
            ((1, 2), (1, 3)),
            ((1, 3), (1, 3)),
            ((2, 5), (1, 8)),
            ((3, 4), (6, 7)),
            ((0, 9), (0, 8)),
        ] {
            assert_eq!(
                mapped.origin(TextRange::new(range.0, range.1)),
                TextRange::new(origin.0, origin.1),
                "{range:?}"
            );
        }
        assert!(mapped.origin(TextRange::new(2, 2)).is_empty());
        assert_eq!([0, 1, 2, 3, 6, 7, 8].map(|byte| mapped.position(byte)), [0, 1, 1, 3, 3, 4, 5]);
        assert_eq!(Mapped::default().origin(TextRange::new(0, 0)), TextRange::new(0, 0));
    }
}
