//! Where sentences end.

use super::TextRange;

/// The sentences of a text, in order, without the white space between them. They never overlap, and every character
/// that is not white space is in exactly one. A line break that ends a paragraph, heading or list item ends a
/// sentence.
pub fn sentences(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let first = start + (line.len() - line.trim_start().len());
            found.push(TextRange::new(first, first + trimmed.len()));
        }
        start += line.len();
    }
    found
}
