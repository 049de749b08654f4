//! Where sentences end.
//!
//! Input: any text. Output: the ranges of its sentences, in order, without overlap, on character boundaries; what is
//! not white space is in exactly one. Two steps: `lines` gathers lines into paragraphs, since text is often wrapped by
//! hand, and `stops` says which full stop ends a sentence. What is left out: sentences of languages that mark no end
//! (Thai) are whole paragraphs; a sentence is never joined across a blank line.

mod lines;
mod stops;

use super::TextRange;
use super::script::is_blank;

/// The sentences of a text, in order, without the white space between them. They never overlap, and every character
/// that is not white space (or invisible, such as a zero-width space) is in exactly one. A blank line ends a
/// sentence, and so does a line break that ends a heading or list item; a line break within a wrapped paragraph does
/// not. Bullets stay with their line, closing quotes and brackets with the sentence they close.
pub fn sentences(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    for paragraph in lines::paragraphs(text) {
        let mut start = paragraph.start as usize;
        for end in stops::ends(text, paragraph) {
            push_trimmed(text, start, end, &mut found);
            start = end;
        }
        push_trimmed(text, start, paragraph.end as usize, &mut found);
    }
    found
}

fn push_trimmed(text: &str, start: usize, end: usize, found: &mut Vec<TextRange>) {
    let slice = &text[start..end];
    let trimmed = slice.trim_start_matches(is_blank);
    let first = end - trimmed.len();
    let trimmed = trimmed.trim_end_matches(is_blank);
    if !trimmed.is_empty() {
        found.push(TextRange::new(first, first + trimmed.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_end_where_the_table_says() {
        let table = include_str!("../../../tests/data/text/sentences.txt");
        for case in table.split("\n====\n") {
            let (text, expect) = case.split_once("\n----\n").expect("a case has two parts");
            let text = text.lines().filter(|line| !line.starts_with("## ")).collect::<Vec<_>>().join("\n");
            let text = text.replace("\\u00a0", "\u{a0}").replace("\\u200b", "\u{200b}");
            let found: Vec<_> =
                sentences(&text).into_iter().map(|s| s.of(&text).replace('\n', "⏎")).collect();
            let expect: Vec<_> = expect
                .lines()
                .map(|line| line.replace("\\u00a0", "\u{a0}").replace("\\u200b", "\u{200b}"))
                .collect();
            assert_eq!(found, expect, "{text}");
        }
        assert!(sentences("").is_empty());
        assert!(sentences(" \n\u{a0}\u{200b}\t\n").is_empty());
    }

    #[test]
    fn line_ends_of_every_system_are_alike() {
        for end in ["\n", "\r\n", "\r", "\u{85}", "\u{2028}"] {
            let text = format!("A heading{end}Another one{end}{end}Text that goes{end}on here.");
            assert_eq!(sentences(&text).len(), 3, "{end:?}");
        }
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_one_sentence(
            text in "[a-zA-Z0-9 .!?…\n\r\u{2029}’”)(“\u{a0}\u{200b}•ក។៕ល-]{0,80}|\\PC*"
        ) {
            let mut covered = vec![0_u8; text.len()];
            let mut last = 0;
            for range in sentences(&text) {
                prop_assert!(range.start >= last && !range.is_empty());
                prop_assert!(text.get(range.as_usize()).is_some(), "inside a character");
                prop_assert!(!range.of(&text).starts_with(is_blank) && !range.of(&text).ends_with(is_blank));
                last = range.end;
                for byte in &mut covered[range.as_usize()] {
                    *byte += 1;
                }
            }
            for (at, c) in text.char_indices().filter(|&(_, c)| !is_blank(c)) {
                prop_assert_eq!(covered[at], 1, "{} at {} of {:?}", c, at, text);
            }
        }
    }
}
