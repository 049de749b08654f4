//! Half-open byte ranges of a document's extracted text.

/// A half-open range of UTF-8 bytes `[start, end)` of a document's extracted text.
///
/// Both ends lie on character boundaries of the text they were made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// The first byte within.
    pub start: u32,
    /// The first byte after.
    pub end: u32,
}

impl TextRange {
    /// The range `[start, end)`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as indices.
    pub fn as_usize(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text it names, or the empty string if it does not fit this text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.as_usize()).unwrap_or("")
    }

    /// Whether every byte of `other` is in this range.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
