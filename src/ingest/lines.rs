//! The lines of a text, as the reading of pages sees them.
//!
//! Input: extracted text. Output: its lines that are not blank, trimmed, each with the key under which patterns are
//! looked up.

use crate::text::TextRange;
use crate::text::normalise::fold;

/// Lines longer than this many bytes are running text: they are never compared with a pattern.
const LONGEST_KEY: usize = 480;

/// One line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Where it stands, without its line end and the white space around it.
    pub(super) range: TextRange,
    /// Its words.
    pub(super) text: &'t str,
    /// Its words folded, with single spaces, without the marks and arrows around them; empty if it is long.
    pub(super) key: String,
    /// Whether a blank line, or the beginning of the text, stands before it.
    pub(super) after_gap: bool,
}

impl Line<'_> {
    /// Whether it looks like a headline: short and without a stop at its end.
    pub(super) fn is_titleish(&self) -> bool {
        let end = self.text.trim_end_matches(['”', '’', '"', '\'', ')', '»']);
        !end.ends_with(['.', ';', ',', '។', '៕']) && self.text.chars().take(161).count() <= 160
    }
}

/// White space, and what cannot be seen: zero-width space, byte order mark, soft hyphen, word joiner.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}

/// The lines of `text` that are not blank, in order.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let (mut start, mut gap) = (0, true);
    while start < text.len() {
        let rest = &text[start..];
        let len =
            rest.find(['\n', '\r', '\u{85}', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
        let line = &rest[..len];
        let trimmed = line.trim_start_matches(is_blank);
        let first = start + line.len() - trimmed.len();
        let trimmed = trimmed.trim_end_matches(is_blank);
        if trimmed.is_empty() {
            gap = true;
        } else {
            found.push(Line {
                range: TextRange::new(first, first + trimmed.len()),
                text: trimmed,
                key: if trimmed.len() <= LONGEST_KEY { key(trimmed) } else { String::new() },
                after_gap: gap,
            });
            gap = false;
        }
        start += len;
        if text[start..].starts_with("\r\n") {
            start += 2;
        } else if let Some(end) = text[start..].chars().next() {
            start += end.len_utf8();
        }
    }
    found
}

/// The key of a line: folded, single spaces, without what decorates it.
pub(super) fn key(line: &str) -> String {
    let folded = fold(line);
    let mut key = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    let decoration = |c: char| {
        matches!(
            c,
            ' ' | '.'
                | '…'
                | ':'
                | '|'
                | '-'
                | '–'
                | '—'
                | '!'
                | '>'
                | '<'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '→'
                | '←'
                | '•'
                | '['
                | ']'
                | '*'
                | '#'
                | '_'
                | '~'
                | '/'
                | '៖'
                | '▶'
                | '►'
                | '↑'
                | '↓'
                | '+'
        )
    };
    key.trim_matches(decoration).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_keyed() {
        let text = "\u{feff}  « Read  More … »\r\n\u{a0}\u{200b}\nÉté\u{a0}😀\rសុខ ";
        let found: Vec<_> = lines(text).into_iter().map(|l| (l.text, l.key, l.after_gap)).collect();
        assert_eq!(
            found,
            [
                ("« Read  More … »", "read more".to_owned(), true),
                ("Été\u{a0}😀", "ete 😀".to_owned(), true),
                ("សុខ", "សុខ".to_owned(), false),
            ]
        );
        assert!(lines("").is_empty());
        assert!(lines(&" \n".repeat(1000)).is_empty());
    }
}
