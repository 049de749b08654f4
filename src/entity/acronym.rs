//! Acronyms: where a text defines one, and whether one may stand for a name.
//!
//! A definition is `Long Name (LN)` or `LN (Long Name)`. The long form is found by initials, and failing that by the
//! right-to-left match of Schwartz and Hearst (2003), with which `Candlelight Party (CLP)` is read.

use super::lists::Kind;
use super::tagger::Sentence;
use super::word::{Gap, Shape, Word, key_of};
use crate::text::TextRange;

/// `Long Name (LN)` in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition {
    /// The folded long form.
    pub(super) long: String,
    /// The folded acronym.
    pub(super) short: String,
    /// Where the long form and the acronym stand together.
    pub(super) range: TextRange,
}

/// The definitions of a sentence.
pub(super) fn definitions(text: &str, sentence: &Sentence<'_>) -> Vec<Definition> {
    let words = &sentence.words;
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.gap != Gap::Open {
            continue;
        }
        let closed = text
            .get(word.range.end as usize..)
            .is_some_and(|rest| rest.trim_start().starts_with([')', ',', ';']));
        if closed && is_acronym(word) {
            let letters = letters(&word.key);
            let most = (letters.len() + 5).min(letters.len() * 2 + 2);
            let from = (at.saturating_sub(most)..at)
                .rev()
                .take_while(|&start| start + 1 == at || linked(&words[start + 1]))
                .last()
                .unwrap_or(at);
            if let Some(start) = long_form(sentence, from, at, &letters) {
                found.push(definition(&words[start..at], word));
            }
        } else if let Some(short) =
            at.checked_sub(1).and_then(|before| words.get(before)).filter(|short| is_acronym(short))
        {
            // `LN (Long Name)`
            let end = (at + 1..words.len().min(at + 14))
                .find(|&end| !linked(&words[end]))
                .unwrap_or(words.len().min(at + 14));
            let letters = letters(&short.key);
            if long_form(sentence, at, end, &letters) == Some(at) {
                found.push(definition(&words[at..end], short));
            }
        }
    }
    found
}

fn definition(long: &[Word<'_>], short: &Word<'_>) -> Definition {
    let first = long.first().map_or(short.range, |word| word.range);
    Definition {
        long: key_of(long),
        short: short.key.to_string(),
        range: TextRange { start: first.start.min(short.range.start), end: first.end.max(short.range.end) },
    }
}

fn is_acronym(word: &Word<'_>) -> bool {
    let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    word.shape.is_capital() && (2..=10).contains(&capitals) && capitals * 2 > word.text.len()
}

fn linked(word: &Word<'_>) -> bool {
    matches!(word.gap, Gap::Space | Gap::Hyphen) || (word.gap == Gap::Comma && word.shape.is_capital())
}

fn letters(key: &str) -> Vec<char> {
    key.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Where the long form that ends at `end` starts, no earlier than `from`.
fn long_form(sentence: &Sentence<'_>, from: usize, end: usize, letters: &[char]) -> Option<usize> {
    let words = &sentence.words;
    let opens = |start: usize| {
        let kind = sentence.kinds.get(start).copied().unwrap_or_default();
        words[start].shape.is_capital() && !kind.any(Kind::FUNCTION)
    };
    let named = |start: usize| words[start..end].iter().any(|word| word.shape == Shape::Capital);
    (from..end)
        .rev()
        .find(|&start| opens(start) && named(start) && initials_match(&words[start..end], letters))
        .or_else(|| {
            let start =
                (from..end).rev().find(|&start| opens(start) && stretches(&words[start..end], letters))?;
            (named(start) && end - start >= 2).then_some(start)
        })
        // `World Wide Fund for Nature (WWF)`
        .or_else(|| {
            let cut = |start: usize, at: usize| {
                words[at].shape == Shape::Lower && initials_match(&words[start..at], letters)
            };
            let starts = (from..end).rev().filter(|_| letters.len() > 2);
            starts.into_iter().find(|&start| opens(start) && (start + 3..end).any(|at| cut(start, at)))
        })
}

/// Whether the initials of words are these letters; small words count or not, as they like.
fn initials_match(words: &[Word<'_>], letters: &[char]) -> bool {
    let mut rest = letters;
    for word in words {
        match (rest.split_first(), word.key.chars().next()) {
            (Some((&letter, after)), Some(first)) if letter == first => rest = after,
            _ if word.shape == Shape::Lower => {}
            _ => return false,
        }
    }
    rest.is_empty()
}

/// Schwartz and Hearst: the letters stand in the words in order, the first of them at the first word's start, and
/// every capital word gives one.
fn stretches(words: &[Word<'_>], letters: &[char]) -> bool {
    let (Some(first), Some(&initial)) = (words.first(), letters.first()) else { return false };
    if !first.key.starts_with(initial) || words.len() > letters.len() {
        return false;
    }
    let mut rest = letters;
    for word in words {
        let mut taken = false;
        for c in word.key.chars() {
            match rest.split_first() {
                Some((&letter, after)) if letter == c && (taken || word.key.starts_with(c)) => {
                    taken = true;
                    rest = after;
                }
                _ => {}
            }
        }
        if !taken && word.shape.is_capital() {
            return false;
        }
    }
    rest.is_empty()
}

/// Small words that names of organisations have or leave out.
pub(super) const SMALL: [&str; 9] = ["of", "for", "and", "on", "the", "in", "to", "against", "de"];

/// The initials of a name's key, with and without its small words; none for a name of fewer than three words, since
/// two letters stand for too much.
pub(super) fn initials(key: &str) -> Vec<String> {
    let of = |words: &mut dyn Iterator<Item = &str>| {
        words.filter_map(|word| word.chars().next()).collect::<String>()
    };
    let mut found = vec![
        of(&mut key.split(' ').filter(|word| !SMALL.contains(word))),
        of(&mut key.split(' ')),
        of(&mut key.split(' ').filter(|word| *word != "the" && *word != "and")),
    ];
    found.dedup();
    found.retain(|letters| letters.chars().count() >= 3);
    found
}

#[cfg(test)]
mod tests {
    use super::super::lists::Lists;
    use super::*;

    fn check(text: &str, expect: &[(&str, &str)]) {
        let sentence = Sentence::new(text, TextRange::new(0, text.len()), false, Lists::get());
        let found: Vec<(String, String)> =
            definitions(text, &sentence).into_iter().map(|found| (found.short, found.long)).collect();
        let expect: Vec<(String, String)> =
            expect.iter().map(|&(short, long)| (short.to_owned(), long.to_owned())).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn definitions_both_ways() {
        check("", &[]);
        check("the ruling Northern River Party (NRP) won", &[("nrp", "northern river party")]);
        check("the NRP (Northern River Party) won", &[("nrp", "northern river party")]);
        check("the Lantern Party (LTP) won", &[("ltp", "lantern party")]);
        check("Committee for Rights of Émigrés (CRE)", &[("cre", "committee for rights of emigres")]);
        check("the People’s Water Council (PWC), founded", &[("pwc", "people water council")]);
        check("he lives in Phnom Penh (PDF)", &[]);
        check("in Kampot (see below) and 😀 (OK)", &[]);
    }

    #[test]
    fn initials_with_and_without_small_words() {
        assert_eq!(initials("northern river party"), ["nrp"]);
        assert_eq!(initials("committee for rights of emigres"), ["cre", "cfroe"]);
        assert!(initials("european union").is_empty() && initials("").is_empty());
    }
}
