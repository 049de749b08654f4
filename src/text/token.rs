//! Words, numbers and orthographic clusters: what is counted as one position of a text.
//!
//! Input: any text. Output: its tokens, in order, without overlap, on character boundaries. Every letter and digit is
//! in exactly one token; white space, punctuation and the marks of notes are in none, but for the characters that stand
//! inside a token.
//!
//! Decisions:
//! - Hyphens separate: `Hun-Sen` is two positions, so that it is found like `Hun Sen`.
//! - An apostrophe between letters is inside a word (`Hun’s`, `don't`, `l’État`); [`super::normalise::key`] deals with
//!   what it means.
//! - Initials are one word with their full stops (`U.S.`, `a.m.`), from two letters on. `J. Smith` is `J` and `Smith`.
//! - A separator is inside a number only where it cannot be anything else: `1,000`, `6.3`, `1.000.000`, `2,500.75`.
//!   Dates and sections fall apart, so that their parts are found: `18.9.2017` is `18`, `9` and `2017`.
//! - Letters and digits without anything between them are one word (`S226`, `19th`, `1990s`).
//! - Raised digits belong to a short word or number (`km²`); behind a longer one they are the mark of a note, which is in
//!   no token (`Sokha¹²`).
//! - Khmer, Thai, Lao and Burmese give a token for each orthographic cluster; Han and kana for each character.

use super::TextRange;
use super::script::{cluster_end, digit, is_invisible, unspaced};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word of a script that writes spaces, with inner apostrophes and full stops of initials (`U.S.`, `Hun’s`).
    Word,
    /// A number in any digits, with its separators (`1,000`, `២០១៧`).
    Number,
    /// An orthographic cluster of a script without spaces: Khmer, Thai, Lao, Burmese; one Han or kana character.
    Cluster,
    /// The Khmer repetition sign ៗ.
    Repetition,
}

/// One token: its kind and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
}

const REPETITION: char = '\u{17d7}';

/// The letters of the longest word that a raised digit belongs to: a unit.
const UNIT: usize = 2;

/// The tokens of a text, in order, without overlap. White space and punctuation belong to none.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        at = if c == REPETITION {
            found.push(Token { range: TextRange::new(at, end), kind: TokenKind::Repetition });
            end
        } else if unspaced(c).is_some() {
            let end = cluster_end(text, at);
            found.push(Token { range: TextRange::new(at, end), kind: TokenKind::Cluster });
            end
        } else if digit(c).is_some() {
            number(text, at, &mut found)
        } else if let Some(end) = ascii_word_end(text.as_bytes(), at) {
            found.push(Token { range: TextRange::new(at, end), kind: TokenKind::Word });
            end
        } else if c.is_alphanumeric() && !is_raised(c) {
            let end = initials_end(text, at).unwrap_or_else(|| word_end(text, at));
            found.push(Token { range: TextRange::new(at, end), kind: TokenKind::Word });
            end
        } else {
            end
        };
    }
    found
}

/// Whether a character belongs to a word of a script that writes spaces.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() && unspaced(c).is_none() && c != REPETITION
}

/// Combining characters and others that continue a word without being letters.
fn continues_word(c: char) -> bool {
    is_invisible(c)
        || matches!(c,
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}'
            | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a4d}'
            | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}' | '\u{1ab0}'..='\u{1aff}')
}

/// Whether a character is a raised digit.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

/// The end of the word of ASCII letters and digits that begins at `at` with a letter, where nothing follows that may
/// belong to it: most words of most texts.
fn ascii_word_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let len = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    match rest.get(len) {
        Some(b'\'' | 0x80..) => None,
        // These may be initials.
        Some(b'.') if len == 1 => None,
        _ => (len > 0).then_some(at + len),
    }
}

/// The end of the word that begins at `at`. Marks and invisible characters at its end stay inside only if visible.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    let mut before = ' ';
    while let Some((offset, c)) = chars.next() {
        if is_raised(c) && text[at..].chars().take(UNIT + 1).all(char::is_alphabetic) {
            break;
        } else if is_word_char(c) || (continues_word(c) && !is_invisible(c)) {
            end = at + offset + c.len_utf8();
        } else if is_apostrophe(c) {
            // Letters on both sides: `’90s` and `dogs’` keep theirs outside.
            let inner = before.is_alphabetic()
                && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic() && is_word_char(next));
            if !inner {
                break;
            }
        } else if !is_invisible(c) || c == '\u{200b}' {
            // A zero-width space is a boundary somebody typed.
            break;
        }
        before = c;
    }
    end
}

/// The end of initials that begin at `at`: at least two single letters, a full stop after each but perhaps the last.
fn initials_end(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].chars().peekable();
    let (mut end, mut letters) = (at, 0);
    while let Some(&letter) = chars.peek() {
        if !letter.is_alphabetic() || !is_word_char(letter) {
            break;
        }
        chars.next();
        match chars.peek() {
            Some('.') => {
                chars.next();
                end += letter.len_utf8() + 1;
                letters += 1;
            }
            Some(&next) if is_word_char(next) || continues_word(next) => {
                // A longer word follows: `U.S.Army` is `U.S.` and `Army`.
                break;
            }
            _ => {
                end += letter.len_utf8();
                letters += 1;
                break;
            }
        }
    }
    (letters > 1).then_some(end)
}

/// Pushes the number that begins at `at`, or the numbers if its separators do not hold it together, or the word if
/// letters follow. Returns where it ends.
fn number(text: &str, at: usize, found: &mut Vec<Token>) -> usize {
    let mut groups: Vec<TextRange> = Vec::new();
    let mut separators: Vec<u8> = Vec::new();
    let mut start = at;
    loop {
        let end = digits_end(text, start);
        groups.push(TextRange::new(start, end));
        match text.as_bytes().get(end) {
            Some(&separator @ (b'.' | b',')) if digits_end(text, end + 1) > end + 1 => {
                separators.push(separator);
                start = end + 1;
            }
            _ => break,
        }
    }
    let last = groups.last().map_or(at, |group| group.end as usize);
    if !separators.is_empty() && holds_together(text, &groups, &separators) {
        found.push(Token { range: TextRange::new(at, last), kind: TokenKind::Number });
        return last;
    }
    for (index, &range) in groups.iter().enumerate() {
        let (start, end) = (range.start as usize, range.end as usize);
        if index + 1 == groups.len() && text[end..].chars().next().is_some_and(is_word_char) {
            let end = word_end(text, start);
            found.push(Token { range: TextRange::new(start, end), kind: TokenKind::Word });
            return end;
        }
        found.push(Token { range, kind: TokenKind::Number });
    }
    last
}

fn digits_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start_matches(|c| digit(c).is_some()).len())
}

/// Whether digit groups with these separators are one number.
fn holds_together(text: &str, groups: &[TextRange], separators: &[u8]) -> bool {
    let digits = |group: &TextRange| group.of(text).chars().count();
    let thousands = |groups: &[TextRange]| {
        groups.first().is_some_and(|first| digits(first) <= 3)
            && groups.iter().skip(1).all(|group| digits(group) == 3)
    };
    let decimal_last = |thousand: u8, decimal: u8| {
        separators.split_last().is_some_and(|(&last, before)| {
            last == decimal
                && before.iter().all(|&separator| separator == thousand)
                && groups.split_last().is_some_and(|(_, before)| before.len() == 1 || thousands(before))
        })
    };
    let all = |separator: u8| separators.iter().all(|&other| other == separator);
    (all(b',') && thousands(groups))
        || (all(b'.') && separators.len() > 1 && thousands(groups))
        || decimal_last(b',', b'.')
        || (separators.len() > 1 && decimal_last(b'.', b','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::key;
    use proptest::prelude::*;

    #[test]
    fn tokens_and_their_keys() {
        let table = include_str!("../../tests/data/text/tokens.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let cells: Vec<&str> = line.split('\t').collect();
            let text = cells[0].replace("\\u00a0", "\u{a0}").replace("\\u200b", "\u{200b}");
            let found = tokens(&text);
            let words: Vec<&str> = found.iter().map(|token| token.range.of(&text)).collect();
            let keys: Vec<String> = found.iter().map(|&token| key(&text, token)).collect();
            assert_eq!(words.join("|"), cells[1], "{line}");
            assert_eq!(keys.join("|"), cells[2], "{line}");
        }
        assert!(tokens("").is_empty());
    }

    #[test]
    fn kinds() {
        use TokenKind::{Cluster, Number, Repetition, Word};
        let kinds: Vec<_> = tokens("é 19th 2,000 ២០១៧ ងៗ").into_iter().map(|token| token.kind).collect();
        assert_eq!(kinds, [Word, Word, Number, Number, Cluster, Repetition]);
    }

    proptest! {
        #[test]
        fn no_letter_or_digit_is_lost(text in "[a-zA-Z0-9.,’' éក-៹\u{e01}-\u{e5b}\u{1000}-\u{109f}\u{200b}-\u{200d}\u{300}日😀½-]{0,40}") {
            check_cover(&text)?;
        }

        #[test]
        fn nor_in_any_text(text in "\\PC*") {
            check_cover(&text)?;
        }
    }

    fn check_cover(text: &str) -> Result<(), TestCaseError> {
        let mut covered = vec![false; text.len()];
        let mut last = 0;
        for token in tokens(text) {
            prop_assert!(token.range.start >= last && !token.range.is_empty());
            prop_assert!(text.get(token.range.as_usize()).is_some(), "inside a character");
            prop_assert!(!key(text, token).is_empty());
            last = token.range.end;
            covered[token.range.as_usize()].fill(true);
        }
        for (at, c) in text.char_indices().filter(|&(_, c)| c.is_alphanumeric() && !is_raised(c)) {
            prop_assert!(covered[at], "{c} at {at} of {text:?}");
        }
        Ok(())
    }
}
