//! The terms of a text: what is indexed, and in the same way what is looked for and what is highlighted.
//!
//! Each token is one position. White space, hyphens, zero-width spaces and punctuation have none, so that a Khmer name
//! written with or without them is one sequence of clusters. Tokens that touch boilerplate (readers' comments, menus,
//! `Posted on` lines, repeated headlines) are left out: a reader who searches for a word expects documents that say it
//! themselves. A gap of [`GAP`] positions keeps a phrase from reaching across what was left out.

use crate::document::Boilerplate;
#[cfg(feature = "full")]
use crate::text::khmer::boundary::Boundaries;
use crate::text::khmer::is_khmer;
use crate::text::lower_case;
#[cfg(feature = "full")]
use crate::text::normalise::push_key;
use crate::text::normalise::{fold, key};
use crate::text::stem;
use crate::text::token::tokens;
#[cfg(feature = "full")]
use crate::text::{Language, language};
use crate::text::{TextRange, Token, TokenKind};

/// The positions that pass where boilerplate was left out.
const GAP: u32 = 16;

/// A token with its key and position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its exact key: what the dictionary holds.
    pub key: String,
    /// Its position in the field.
    pub position: u32,
    /// What the token is.
    pub kind: TokenKind,
    /// Where it stands in the text.
    pub range: TextRange,
}

/// The terms of a short text that has no boilerplate: a title, a query.
pub fn terms(text: &str) -> Vec<Term> {
    let found = tokens(text).into_iter().zip(0..);
    found
        .map(|(token, position)| Term {
            key: key(text, token),
            position,
            kind: token.kind,
            range: token.range,
        })
        .collect()
}

/// Calls `each` with the terms of a document's own words, in order.
pub fn body_terms(text: &str, boilerplate: &[Boilerplate], mut each: impl FnMut(Term)) {
    body_tokens(text, boilerplate, |token, position| {
        each(Term { key: key(text, token), position, kind: token.kind, range: token.range });
    });
}

/// What a word as it is written begins with among the stems.
const AS_WRITTEN: char = '\u{3}';

/// Among the stems, the entry of a word that has lost accents in its `key`: as it is written but for its case, without
/// the article or possessive that the key is without. `None` where the key says it all. An accent of its own character
/// is another spelling than a letter with its accent.
pub fn as_written(word: &str, key: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let mut written = String::from(AS_WRITTEN);
    for c in word.chars() {
        match c {
            '\'' | '’' => written.push('\''),
            _ if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) => written.push(c),
            _ => {}
        }
    }
    let mut written = lower_case(&written);
    if written.ends_with("'s") {
        written.truncate(written.len() - 2);
    }
    if let Some(article) = written.find('\'').filter(|_| fold(&written[1..]) != key) {
        written.replace_range(1..=article, "");
    }
    (fold(&written[1..]) == key && written[1..] != *key).then_some(written)
}

/// Whether a term is that of [`as_written`].
pub fn is_as_written(term: &[u8]) -> bool {
    term.first() == Some(&(AS_WRITTEN as u8))
}

/// A text that is indexed.
#[cfg(feature = "full")]
pub struct Indexed<'t> {
    /// The text.
    pub text: &'t str,
    /// What in it is not its own.
    pub boilerplate: &'t [Boilerplate],
    /// The language of passages too short to show theirs.
    pub language: Language,
}

/// The shortest passage, in bytes, that ends with its line: shorter lines are taken together with those that follow, up
/// to an empty one.
#[cfg(feature = "full")]
const PASSAGE: usize = 160;
/// How much of a passage shows its language, in bytes.
#[cfg(feature = "full")]
const SHOWN: usize = 600;

/// Calls `each` with the keys of a text's own words, where each stands, in order, which of [`stems_of`] it has there, and
/// how it is [`as_written`]. A place is a position, or for a key that [`is_marked`] a position with its marks.
#[cfg(feature = "full")]
pub fn body_places(indexed: &Indexed<'_>, mut each: impl FnMut(&str, u32, u8, Option<String>)) {
    let &Indexed { text, boilerplate, language } = indexed;
    let (mut passage_end, mut stems) = (0, 0);
    let mut key = String::new();
    // Khmer letters begin with one of two pairs of bytes; a text without them is not looked at any further.
    let khmer = text.as_bytes().windows(2).any(|pair| pair == [0xe1, 0x9e] || pair == [0xe1, 0x9f]);
    let words = if khmer { Boundaries::of(text) } else { Boundaries::default() };
    body_tokens(text, boilerplate, |token, position| {
        key.clear();
        push_key(&mut key, text, token);
        if token.range.start as usize >= passage_end {
            let start = token.range.start as usize;
            passage_end = end_of_passage(text, start);
            let shown = (start..=passage_end.min(start + SHOWN)).rev().find(|&at| text.is_char_boundary(at));
            let detected = language::detect(text.get(start..shown.unwrap_or(start)).unwrap_or_default());
            stems = stems_in(if detected == Language::Unknown { language } else { detected });
        }
        if khmer && is_marked(&key) {
            let begins = words.beginning(token.range.start);
            let ends = words.ending(text, token.range.end);
            each(&key, position << MARK_BITS | ends << ENDS | begins << BEGINS, stems, None);
        } else {
            let is_word = token.kind == TokenKind::Word;
            let written = if is_word { as_written(token.range.of(text), &key) } else { None };
            each(&key, position, stems, written);
        }
    });
}

/// Where the passage ends that begins at `start`.
#[cfg(feature = "full")]
fn end_of_passage(text: &str, start: usize) -> usize {
    let mut end = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let is_empty = line.trim().is_empty();
        end += line.len();
        if is_empty || end - start >= PASSAGE {
            break;
        }
    }
    end.max(start + 1)
}

/// The bits of a place that say how sure it is that a word begins and ends there: two each, from [`BEGINS`] and [`ENDS`].
pub const MARK_BITS: u32 = 4;
/// From this bit: how sure it is that a Khmer word begins with the cluster, 0 (surely not) to 3 (surely).
pub const BEGINS: u32 = 0;
/// From this bit: how sure it is that a Khmer word ends with the cluster.
pub const ENDS: u32 = 2;

/// Whether the positions of a key carry the boundaries of words: only those of Khmer do, for other scripts that are
/// read here write spaces, or nothing is known of their words.
pub fn is_marked(key: &str) -> bool {
    key.starts_with(is_khmer)
}

/// Calls `each` with the tokens of a document's own words and their positions, in order. A word that is broken at the
/// end of a line (`conspi-` and `racy`) is there three times: as its two halves, which may be a word with a hyphen, and
/// whole, at the place of each, so that it stands in a phrase with what is on either side.
fn body_tokens(text: &str, boilerplate: &[Boilerplate], mut each: impl FnMut(Token, u32)) {
    let mut parts = boilerplate.iter().map(|part| part.range).peekable();
    let (mut position, mut gap) = (0u32, false);
    let mut all = tokens(text).into_iter().peekable();
    while let Some(token) = all.next() {
        while parts.next_if(|part| part.end <= token.range.start).is_some() {}
        let mut is_own = |range: TextRange| parts.peek().is_none_or(|part| !part.overlaps(range));
        if !is_own(token.range) {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            position += GAP;
        }
        each(token, position);
        if let Some(next) = all.peek()
            && is_broken(text, token, *next)
            && is_own(next.range)
        {
            let whole = Token { range: TextRange { end: next.range.end, ..token.range }, ..token };
            each(whole, position);
            each(whole, position + 1);
        }
        position += 1;
    }
}

/// Whether two tokens are the halves of a word that a hyphen breaks at the end of a line.
fn is_broken(text: &str, token: Token, next: Token) -> bool {
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let between = TextRange { start: token.range.end, end: next.range.start }.of(text);
    let Some(line_end) = between.strip_prefix(['-', '\u{2010}']) else { return false };
    line_end.trim().is_empty()
        && line_end.matches('\n').count() == 1
        && small(token.range.of(text).chars().next_back())
        && small(next.range.of(text).chars().next())
}

/// The stem under which a key is also found where English is not ruled out. It is the key itself for what is not an
/// English word.
pub fn stem_of(key: &str) -> String {
    if has_stems(key) { stem::english(key) } else { key.to_owned() }
}

/// Each of the stems under which a key may be found, by the language of the passage in which it stands: English and all
/// others, French, Indonesian. Those of a language other than English begin with a sign of it, so that they meet no
/// others, and where an archive has none nothing is read to learn that.
pub fn stems_of(key: &str) -> Vec<String> {
    let mut stems = vec![stem_of(key)];
    if has_stems(key) {
        stems.push(["\u{1}", &stem::french(key)].concat());
        stems.push(["\u{2}", &stem::indonesian(key)].concat());
    }
    stems
}

/// Which of [`stems_of`] are those of words in a passage: a bit for each. The rules of English would make one of French
/// words that are different ones (`porte`, `port`). A passage in Indonesian or another language often has English words.
#[cfg(feature = "full")]
fn stems_in(language: Language) -> u8 {
    match language {
        Language::French => 0b010,
        Language::Indonesian => 0b101,
        _ => 0b001,
    }
}

fn has_stems(key: &str) -> bool {
    key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'')
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use crate::order;

    #[test]
    fn a_word_keeps_what_its_key_has_lost() {
        let check = |word: &str, expected: Option<&str>| {
            let key = &terms(word)[0].key;
            let written = as_written(word, key);
            assert_eq!(written.as_deref().map(|written| &written[1..]), expected, "{word}");
            assert!(written.is_none_or(|written| is_as_written(written.as_bytes())), "{word}");
        };
        for plain in ["Cafe", "don’t", "L’avis", "workers’", "Привет", "កម្ពុជា", "re\u{ad}lease"]
        {
            check(plain, None);
        }
        check("CAFÉ", Some("café"));
        check("Straße", Some("straße"));
        check("l’État", Some("état"));
        check("aujourd’hui", None);
        check("José’s", Some("josé"));
        check("É.U.", Some("éu"));
        check("Cafe\u{301}", Some("cafe\u{301}"));
    }

    #[test]
    fn the_beginning_of_a_long_passage_shows_its_language() {
        // Wherever the part that is looked at ends, be it within a letter.
        for before in ["", "a", "aa", "aaa"] {
            let french = "Les députés ont été arrêtés dans la capitale é ក 😀 et libérés. ".repeat(16);
            let english = "They were freed in the evening and the court was told of it.";
            let text = [before, &french, "\n\n", english].concat();
            let indexed = Indexed { text: &text, boilerplate: &[], language: Language::Unknown };
            let mut found = Vec::new();
            body_places(&indexed, |key, _, stems, _| found.push((key.to_owned(), stems)));
            let of = |word: &str| -> Vec<u8> {
                order::set(found.iter().filter(|one| one.0 == word).map(|one| one.1))
            };
            assert_eq!((of("deputes"), of("court")), (vec![0b010], vec![0b001]), "{before}");
        }
    }
}
