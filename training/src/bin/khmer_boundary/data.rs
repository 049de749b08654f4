//! Segmented text: lines of words apart by spaces.
//!
//! `▁` alone is a space that was written; `_`, `~` and `^` join the parts of a compound. Parts are what is learnt and
//! scored, since they are what a search looks for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A line, with or without its written spaces.
pub(crate) struct Line {
    pub(crate) text: String,
    /// The byte offsets of `text` where a part ends; the end of the text is among them.
    pub(crate) ends: BTreeSet<u32>,
}

/// One line of a segmented text. Only with `spaces` are written spaces kept: each is then a word of its own.
pub(crate) fn line(written: &str, spaces: bool) -> Line {
    let (mut text, mut ends) = (String::new(), BTreeSet::new());
    for word in written.split(' ') {
        if word == "▁" {
            if spaces && !text.is_empty() {
                text.push(' ');
                ends.insert(text.len() as u32);
            }
            continue;
        }
        for part in word.split(['_', '~', '^']).filter(|part| !part.is_empty()) {
            text.push_str(part);
            ends.insert(text.len() as u32);
        }
    }
    Line { text, ends }
}

/// The lines of a file as they are written, or nothing if there is no such file.
pub(crate) fn read(path: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(path).ok()?;
    let lines = text.lines().map(|line| line.replace('\u{200b}', "")).filter(|line| !line.is_empty());
    Some(lines.collect())
}
