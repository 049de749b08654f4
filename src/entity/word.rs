//! Words as the tagger sees them.
//!
//! Input is one sentence of a text, output its words in order: where the name part stands (without a possessive
//! ending), how it is written, and what stands between it and the word before. `text::token` counts positions for
//! search and drops what lies between; a name needs just that: `Phnom Penh` is one name, `Phnom, Penh` is not.
//!
//! Khmer, Thai, Lao and Burmese letters belong to no word here (`super::khmer` reads Khmer), and neither do the parts
//! of addresses (`www.example.org`, `a@b.c`, `#tag`).

use std::borrow::Cow;

use super::table::{Spelling, name_number, word_number};
use crate::text::TextRange;
use crate::text::normalise::fold;

/// What stands between a word and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Only white space, or a full stop that shortens a title (`Mr. Sokha`).
    Space,
    /// A hyphen, without spaces.
    Hyphen,
    /// A comma and white space.
    Comma,
    /// A quotation mark and white space, as around a nickname.
    Quote,
    /// An opening bracket.
    Open,
    /// A colon.
    Colon,
    /// Anything else, or the start of the sentence.
    Other,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It begins with a small letter.
    Lower,
    /// It begins with a capital.
    Capital,
    /// Two or more letters, all capitals.
    Upper,
    /// One capital with a full stop: `J.`
    Initial,
    /// It begins with a digit.
    Number,
}

impl Shape {
    /// Whether a name may be written so.
    pub(super) fn is_capital(self) -> bool {
        matches!(self, Self::Capital | Self::Upper | Self::Initial)
    }
}

/// One word.
#[derive(Clone, Debug)]
pub(super) struct Word<'t> {
    /// Where it stands, without a possessive ending.
    pub(super) range: TextRange,
    /// The word as written, without a possessive ending.
    pub(super) text: &'t str,
    /// Folded, without full stops: `U.S.` is `us`.
    pub(super) key: Cow<'t, str>,
    /// The number of the key.
    pub(super) number: u64,
    /// How it is written.
    pub(super) shape: Shape,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether a possessive ending was cut off: `’s`, or the apostrophe of `Workers’`.
    pub(super) possessive: bool,
}

/// Shortenings whose full stop ends no name and no sentence; the stop is part of what stands between the words.
const SHORT_TITLES: &[&str] = &[
    "adm", "amb", "atty", "brig", "capt", "col", "cpl", "dr", "engr", "gen", "gov", "hon", "insp", "lt",
    "maj", "messrs", "mr", "mrs", "ms", "msgr", "mt", "pres", "prof", "rep", "rev", "sen", "sgt", "st",
    "supt", "ven",
];

/// Shortenings that close a name and keep their full stop.
const SHORT_ENDINGS: &[&str] = &["bros", "co", "corp", "inc", "jr", "ltd", "sr"];

/// The words of the part of `text` that `range` names.
pub(super) fn words(text: &str, range: TextRange) -> Vec<Word<'_>> {
    read(text, range, true)
}

/// The words; where `plain`, those that are [`Plain`] are read as such.
fn read(text: &str, range: TextRange, plain: bool) -> Vec<Word<'_>> {
    let sentence = range.of(text);
    let bytes = sentence.as_bytes();
    let mut found: Vec<Word<'_>> = Vec::with_capacity(sentence.len() / 6);
    let mut at = 0;
    let mut last_end = 0;
    while at < sentence.len() {
        if let Some(space) = space_at(sentence, at) {
            at += space;
            continue;
        }
        if let Some(word) = Plain::read(bytes, at).filter(|_| plain) {
            let written = &sentence[word.start..word.end];
            let key =
                if word.capital { Cow::Owned(written.to_ascii_lowercase()) } else { Cow::Borrowed(written) };
            let between = &sentence[last_end.min(word.start)..word.start];
            let previous = found.last().map(|word| &*word.key);
            let gap = if found.is_empty() { gap_at_start(between) } else { gap(between, previous) };
            let stop = word.shape == Shape::Capital && bytes.get(word.end) == Some(&b'.');
            last_end = word.end + usize::from(stop && SHORT_ENDINGS.contains(&&*key));
            found.push(Word {
                range: TextRange::new(range.start as usize + word.start, range.start as usize + last_end),
                text: &sentence[word.start..last_end],
                number: word.number,
                key,
                shape: word.shape,
                gap,
                possessive: false,
            });
            at = word.after;
            continue;
        }
        let chunk_end = chunk_end(sentence, at);
        let chunk = &sentence[at..chunk_end];
        if is_address(chunk) {
            // An address breaks a name: the gap that holds it is neither space nor hyphen.
            at = chunk_end;
            continue;
        }
        let mut inner = 0;
        while let Some((start, end)) = next_word(chunk, inner) {
            let (mut word_end, possessive) = cut_possessive(chunk, start, end);
            let between = &sentence[last_end.min(at + start)..at + start];
            let previous = found.last().map(|word| &*word.key);
            let gap = if found.is_empty() { gap_at_start(between) } else { gap(between, previous) };
            let mut shape = shape(&chunk[start..word_end]);
            let stop = chunk[end..].starts_with('.');
            let mut key = key(&chunk[start..word_end]);
            let is_initial = shape == Shape::Capital && word_end - start == 1 && stop;
            if !possessive
                && stop
                && (is_initial
                    || chunk[start..word_end].contains('.')
                    || (shape == Shape::Capital && SHORT_ENDINGS.contains(&&*key)))
            {
                word_end += 1;
                if is_initial {
                    shape = Shape::Initial;
                }
            }
            if key.bytes().any(|byte| byte == b'.') {
                key = Cow::Owned(key.replace('.', ""));
            }
            found.push(Word {
                range: TextRange::new(
                    range.start as usize + at + start,
                    range.start as usize + at + word_end,
                ),
                text: &chunk[start..word_end],
                number: word_number(&key),
                key,
                shape,
                gap,
                possessive,
            });
            inner = end.max(word_end);
            last_end = at + inner;
        }
        at = chunk_end;
    }
    found
}

/// What most chunks are that white space parts: one word of ASCII letters and digits between marks that join nothing and
/// make no address.
struct Plain {
    /// Where the word begins and ends.
    start: usize,
    end: usize,
    /// Where the marks after it end.
    after: usize,
    shape: Shape,
    /// Whether any letter is a capital.
    capital: bool,
    /// The number of the key.
    number: u64,
}

impl Plain {
    /// The chunk that begins at a place, if it is such a chunk.
    fn read(bytes: &[u8], from: usize) -> Option<Self> {
        let marks = |from: usize| {
            let mark = |byte: &u8| matches!(byte, b'!'..=b'"' | b'(' | b')' | b','..=b'.' | b';' | b'?');
            from + bytes.iter().skip(from).take_while(|byte| mark(byte)).count()
        };
        let start = marks(from);
        let (mut end, mut capitals, mut small) = (start, 0, 0);
        let mut spelling = Spelling::new();
        while let Some(&byte) = bytes.get(end) {
            match byte {
                b'a'..=b'z' => small += 1,
                b'A'..=b'Z' => capitals += 1,
                b'0'..=b'9' => {}
                _ => break,
            }
            spelling.add(byte.to_ascii_lowercase());
            end += 1;
        }
        let after = marks(end);
        let shape = match bytes.get(start).filter(|_| end > start)? {
            b'0'..=b'9' => Shape::Number,
            b'a'..=b'z' => Shape::Lower,
            _ if capitals > 1 && small == 0 => Shape::Upper,
            _ => Shape::Capital,
        };
        let stop = bytes.get(end) == Some(&b'.');
        if !matches!(bytes.get(after), None | Some(b' ' | b'\t'..=b'\r'))
            || stop && (end == start + 1 || bytes.get(start..end) == Some(b"www"))
        {
            return None;
        }
        Some(Self { start, end, after, shape, capital: capitals > 0, number: spelling.number() })
    }
}

/// A word folded, its full stops kept.
fn key(written: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if written.bytes().all(plain) { Cow::Borrowed(written) } else { Cow::Owned(fold(written)) }
}

/// The length of the white space character at a place of a text, if one is there.
fn space_at(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b' ' | b'\t'..=b'\r' => Some(1),
        0..0x80 => None,
        _ => text.get(at..)?.chars().next().filter(|c| c.is_whitespace()).map(char::len_utf8),
    }
}

/// Where the next white space stands, or the end.
fn chunk_end(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(&byte) = text.as_bytes().get(at) {
        // The other bytes of a character open none.
        if !(0x80..0xc0).contains(&byte) && space_at(text, at).is_some() {
            break;
        }
        at += 1;
    }
    at
}

/// The name that words make, folded and joined by spaces.
pub(super) fn key_of(words: &[Word<'_>]) -> String {
    let mut key = String::new();
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word.key);
    }
    key
}

/// The number of the name that words make, as [`super::table::key_number`] makes it of [`key_of`].
pub(super) fn number_of(words: &[Word<'_>]) -> u64 {
    name_number(words.iter().map(|word| word.number))
}

/// The key of a name that stands alone, as [`key_of`] makes it for a name in a sentence. A leading article goes.
pub(super) fn spaced_key(name: &str) -> String {
    let range = TextRange::new(0, name.len());
    let found = words(name, range);
    let skip = usize::from(found.len() > 1 && found[0].key == "the");
    key_of(&found[skip..])
}

/// Whether a chunk is an address, a tag or a user's name.
fn is_address(chunk: &str) -> bool {
    if !may_be_address(chunk.bytes()) {
        return false;
    }
    let first = chunk.trim_start_matches(['(', '"', '“', '‘', '\'', '<']);
    first.starts_with(['#', '@'])
        || first.starts_with("www.")
        || chunk.contains("://")
        || chunk.find('@').is_some_and(|at| at > 0 && at + 1 < chunk.len())
}

/// Whether there is anything of an address in bytes: few words need more than this.
pub(super) fn may_be_address(mut bytes: impl Iterator<Item = u8>) -> bool {
    bytes.any(|byte| matches!(byte, b'@' | b'#' | b':' | b'w'))
}

/// Letters and digits of scripts that write words apart.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        && !matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// The next word of a chunk without spaces, at or after `from`: `(start, end)`.
fn next_word(chunk: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = chunk.as_bytes();
    let plain = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let passed = bytes
        .get(from..)?
        .iter()
        .take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && **byte != b'&');
    let from = from + passed.count();
    // Most words are ASCII letters and digits with nothing after them that might join.
    let mut end = from;
    while plain(end) {
        end += 1;
    }
    if end > from {
        match bytes.get(end) {
            Some(b'\'' | b'&' | 0x80..) => {}
            Some(b'.') if end == from + 1 => {}
            _ => return Some((from, end)),
        }
    }
    let rest = chunk.get(from..)?;
    let start = from + rest.find(|c| is_letter(c) || c == '&')?;
    if chunk[start..].starts_with('&') {
        return Some((start, start + 1));
    }
    let mut end = start;
    let mut letters = 0;
    let mut dotted = true;
    let mut chars = chunk[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let joins = match c {
            '\'' | '’' => next.is_some_and(is_letter),
            // Full stops join single capitals only: `U.S.`, never the end of one sentence to the next.
            '.' => dotted && letters == 1 && next.is_some_and(char::is_uppercase),
            '&' => next.is_some_and(char::is_uppercase) && letters <= 3,
            // A combining mark belongs to the letter before it.
            '\u{300}'..='\u{36f}' => true,
            _ => is_letter(c),
        };
        if !joins {
            break;
        }
        match c {
            '.' => letters = 0,
            _ if is_letter(c) => {
                letters += 1;
                dotted &= letters == 1 && c.is_uppercase();
            }
            _ => dotted = false,
        }
        end = start + at + c.len_utf8();
    }
    Some((start, end))
}

/// Where the name part of a word ends, and whether it was possessive.
fn cut_possessive(chunk: &str, start: usize, end: usize) -> (usize, bool) {
    let word = &chunk[start..end];
    if !word.ends_with(['s', 'S']) {
        return (end, false);
    }
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(name) = word.strip_suffix(ending)
            && !name.is_empty()
        {
            return (start + name.len(), true);
        }
    }
    let mut after = chunk[end..].chars();
    let apostrophe = matches!(after.next(), Some('\'' | '’')) && !after.next().is_some_and(is_letter);
    (end, apostrophe && word.ends_with(['s', 'S']) && word.len() > 2)
}

fn shape(word: &str) -> Shape {
    let bytes = word.as_bytes();
    if let Some(first) = bytes.first()
        && bytes.iter().all(u8::is_ascii_alphanumeric)
    {
        if !first.is_ascii_uppercase() {
            return if first.is_ascii_digit() { Shape::Number } else { Shape::Lower };
        }
        let small = bytes.iter().any(u8::is_ascii_lowercase);
        let capitals = bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
        return if capitals > 1 && !small { Shape::Upper } else { Shape::Capital };
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match word.chars().next() {
        Some(c) if c.is_numeric() => Shape::Number,
        // `L’avocate`, `I’m`
        Some(c) if c.is_uppercase() && is_elision(word) => Shape::Lower,
        Some(c) if c.is_uppercase() => {
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            if capitals > 1 && letters.all(char::is_uppercase) { Shape::Upper } else { Shape::Capital }
        }
        // `d’Ivoire`, `al-Assad` is two words, `iPhone` is a product.
        Some('d' | 'l') if word.chars().nth(1).is_some_and(|c| c == '\'' || c == '’') => {
            if word.chars().any(char::is_uppercase) { Shape::Capital } else { Shape::Lower }
        }
        _ => Shape::Lower,
    }
}

/// Whether a word is one letter, an apostrophe and small letters.
fn is_elision(word: &str) -> bool {
    let mut chars = word.chars().skip(1);
    matches!(chars.next(), Some('\'' | '’')) && chars.next().is_some_and(char::is_lowercase)
}

fn gap_at_start(between: &str) -> Gap {
    if between.trim_end().ends_with('(') { Gap::Open } else { Gap::Other }
}

fn gap(between: &str, previous: Option<&str>) -> Gap {
    match between {
        "" => return Gap::Other,
        " " => return Gap::Space,
        _ => {}
    }
    let bare = between.trim();
    match bare {
        "" => {
            if between.matches('\n').count() > 1 {
                Gap::Other
            } else {
                Gap::Space
            }
        }
        "-" | "‐" | "‑" if between.len() == bare.len() => Gap::Hyphen,
        "," => Gap::Comma,
        ":" => Gap::Colon,
        "." if previous.is_some_and(|word| word == "no" || SHORT_TITLES.contains(&word)) => Gap::Space,
        "'" | "’" if between.starts_with(bare) => Gap::Space,
        "'s" | "’s" => Gap::Space,
        "\"" | "“" | "”" | "‘" | "'" | "’" => Gap::Quote,
        _ if bare.ends_with(['(', '[']) => Gap::Open,
        _ => Gap::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::Gap::{Comma, Hyphen, Open, Other, Quote, Space};
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &str) {
        let found: Vec<String> = words(text, TextRange::new(0, text.len()))
            .iter()
            .map(|word| format!("{}{}", word.text, if word.possessive { "+" } else { "" }))
            .collect();
        assert_eq!(found.join(" "), expect, "{text}");
    }

    #[test]
    fn words_of_a_sentence() {
        check("", "");
        check("Hun Sen’s son, Mr. Manet.", "Hun Sen+ son Mr Manet");
        check("the U.S. and J. Smith at AT&T", "the U.S. and J. Smith at AT&T");
        check("Teachers’ Party of O’Brien", "Teachers+ Party of O’Brien");
        check("see www.example.org, a@b.org #Tag @name", "see");
        check("Bill S-226 of 2017.", "Bill S 226 of 2017");
        check("é កម្ពុជា 😀 Phnom\u{a0}Penh", "é Phnom Penh");
        check("Acme Inc. and R & D", "Acme Inc. and R & D");
        check("end.Then another", "end Then another");
        assert_eq!(shape("L’avocate"), Shape::Lower);
        assert_eq!(shape("O’Brien"), Shape::Capital);
        assert_eq!(shape("d'Ivoire"), Shape::Capital);
    }

    proptest! {
        #[test]
        fn plain_words_are_read_as_all_are(
            text in "((Mr|Inc|Co|no|U\\.S|J|Roe|iPhone|AT|T|7th|19|é|ក|😀|www|#tag|://|@|[a-zA-Z0-9]{1,3})[ \u{a0}\n.,:;'’&()!?/\"-]{0,3}){0,9}"
        ) {
            let range = TextRange::new(0, text.len());
            let shown = |words: Vec<Word<'_>>| format!("{words:?}");
            prop_assert_eq!(shown(read(&text, range, true)), shown(read(&text, range, false)));
        }
    }

    #[test]
    fn a_key_ignores_articles_apostrophes_and_stops() {
        assert_eq!(spaced_key("The Phnom-Penh Post"), "phnom penh post");
        assert_eq!(spaced_key("Cambodian People’s Party"), spaced_key("CAMBODIAN PEOPLE'S PARTY"));
        assert_eq!(spaced_key("U.S."), "us");
        assert_eq!(spaced_key(""), "");
    }

    #[test]
    fn what_stands_between() {
        let text = "Kem Sokha, Phnom-Penh “Ninoy” (CNRP): Mr. Sokha";
        let gaps: Vec<Gap> = words(text, TextRange::new(0, text.len())).iter().map(|word| word.gap).collect();
        assert_eq!(gaps, [Other, Space, Comma, Hyphen, Quote, Open, Other, Space]);
    }
}
