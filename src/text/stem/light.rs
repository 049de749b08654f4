//! Light stems of French and Indonesian: plurals, genders, the commonest endings and prefixes.
//!
//! French follows J. Savoy's light stemmer ("A Stemming Procedure and Stopword List for General French Corpora", JASIS
//! 50, 1999, and its later form of the University of Neuchâtel), which took nouns and adjectives only; the endings of a
//! verb's third persons and its participle are added. Indonesian follows F. Z. Tala ("A Study of Stemming Effects on
//! Information Retrieval in Bahasa Indonesia", 2003): a prefix, an ending, a second prefix, as long as two syllables are
//! left. It differs in that any prefix may be the second, that the consonant which a nasal took the place of comes back
//! where one is likely (`menuntut` → `tuntut`), and that `-ku` and `-mu` stay, which end more roots than they are added
//! to.
//!
//! What is left out: irregular forms. Two forms that should meet and do not are still found each by itself.

use super::{replace_ending, rules};

/// French endings, in the order in which they are tried, with how many letters must be left before them.
const FRENCH: [(usize, &str); 4] = [
    (6, "esse/ nnelle/n nnel/n"),
    (2, "issement/i ivement/if ement/"),
    (
        3,
        "issant/i ficatrice/fi ficateur/fi fication/fi catrice/qu cateur/qu cation/qu atrice/ ateur/ trice/t teuse/t teur/t \
        euse/eu iere/i inage/in er/ ir/i ee/",
    ),
    (4, "ive/if ation/ ition/ aient/ erent/ ent/ ant/ ait/ ieme/ e/"),
];

/// Indonesian prefixes, the first that fits counting: the prefix, what takes its place, and the letters one of which must
/// follow, if not any may.
const INDONESIAN: &str = "meng/k/e meng/ meny/s/aeiou men/t/aeiou men/ mem/p/aeiou mem/ me//lrwymn peng/k/e peng/ \
    peny/s/aeiou pen/t/aeiou pen/ pem/p/aeiou pem/ per/ pe/ di/ ter/ ke/ beker/ker ber/";

/// The stem of a folded French word.
pub fn french(word: &str) -> String {
    let mut stem = word.as_bytes().to_vec();
    // Plurals, then the feminine of what may be a participle or a name of who does it: `manifestante`. Before others than
    // these letters `-ente` is most often a verb's: `augmente`.
    for ending in ["eaux/eau", "aux/al", "x/", "s/", "ante/ant", "ente/ent/cdglr"] {
        replace_ending(&mut stem, 3, ending);
    }
    FRENCH.iter().any(|(least, endings)| replace_ending(&mut stem, *least, endings));
    if stem.len() > 4 {
        stem.dedup();
    }
    String::from_utf8(stem).unwrap_or_else(|_| word.to_owned())
}

/// The stem of a folded Indonesian word.
pub fn indonesian(word: &str) -> String {
    let mut stem = word.as_bytes().to_vec();
    // These are most often part of the root of a short word (`masalah`).
    if syllables(&stem) > 3 {
        replace_ending(&mut stem, 0, "lah/ kah/ pun/");
    }
    drop_ending(&mut stem, "nya/");
    // Which endings go with which prefix: `pen-…-an`, but `men-…-kan`.
    let endings = match replace_prefix(&mut stem) {
        b'm' | b'd' | b't' => "kan/ i//abcdeghjklmnoprtu",
        b'k' | b'p' => "an/",
        b'b' => "kan/ an/",
        _ => "kan/ an/ i//abcdeghjklmnoprtu",
    };
    drop_ending(&mut stem, endings);
    replace_prefix(&mut stem);
    String::from_utf8(stem).unwrap_or_else(|_| word.to_owned())
}

/// Takes off an ending, if two syllables are left.
fn drop_ending(word: &mut Vec<u8>, endings: &'static str) {
    if syllables(word) > 2 {
        replace_ending(word, 0, endings);
    }
}

/// Takes off or replaces the prefix that a word has, if two syllables are left, and returns its first letter; otherwise
/// 0.
fn replace_prefix(word: &mut Vec<u8>) -> u8 {
    for rule in rules(INDONESIAN) {
        if let Some(rest) = word.strip_prefix(rule.of)
            && rule.fits(rest.first())
            && syllables(word) > 2
        {
            *word = [rule.with, rest].concat();
            return rule.of[0];
        }
    }
    0
}

/// About how many syllables a word has: its vowels.
fn syllables(word: &[u8]) -> usize {
    word.iter().filter(|byte| b"aeiou".contains(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lines of a language and words: those before a `|` have one stem, those after it others.
    const CASES: &str = include_str!("../../../tests/data/text/stems.tsv");

    #[test]
    fn forms_of_a_word_meet_and_other_words_do_not() {
        let (mut languages, mut wrong) = ([0; 2], Vec::new());
        for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (language, words) = line.split_once('\t').expect("a language and words");
            let (at, stem): (usize, fn(&str) -> String) = match language {
                "fr" => (0, french),
                "id" => (1, indonesian),
                _ => panic!("no stems of {language}"),
            };
            languages[at] += 1;
            let (forms, others) = words.split_once('|').unwrap_or((words, ""));
            let forms: Vec<&str> = forms.split_whitespace().collect();
            let apart = |form: &&str| stem(form) != stem(forms[0]);
            wrong.extend(forms.iter().copied().filter(apart).map(|form| [forms[0], "is not", form]));
            let others = others.split_whitespace().filter(|other| !apart(other));
            wrong.extend(others.map(|other| [forms[0], "is", other]));
        }
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(languages.iter().all(|&cases| cases > 20), "{languages:?}");
    }

    #[test]
    fn what_is_no_word_stays() {
        for word in ["", "a", "'", "កម្ពុជា", "é", "😀", "2017", "\u{a0}", "ééééé"] {
            assert_eq!([french(word), indonesian(word)], [word, word]);
        }
    }

    proptest! {
        #[test]
        fn any_word_has_a_stem(word in "[a-z']{1,12}", any in ".{0,12}") {
            prop_assert!(!french(&word).is_empty() && !indonesian(&word).is_empty());
            prop_assert_eq!(any.is_empty(), french(&any).is_empty() && indonesian(&any).is_empty());
        }
    }
}
