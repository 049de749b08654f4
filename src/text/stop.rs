//! English words that say little of what a text is about: passed over in a query, never in the index.
//!
//! Two classes. Function words ([`is_function_word`]) hold a sentence together. Fillers ([`is_filler`]) are what people
//! wrap a question in (*give examples of*, *what is known about*): they say little beside other words, but something
//! in a query of two or three (`use of force`, `oil well`). Both are written for general text, not read off a
//! collection; what they are worth stands in `docs/MEASURES.md`.
//!
//! Left out on purpose: the months (*may* is one), *us*, and negations of fact such as *without*'s object.

use super::find::find;

const FUNCTION_WORDS: &str = " a about after all also although am among an and another any are as at be because been \
    before being between both but by can cannot could did do does doing done during each either else etc even ever \
    every for from had has have having he her here hers herself him himself his how however i if in into is it its \
    itself just me might more most much must my myself neither no nor not of off often on once only onto or other \
    others otherwise our ours out over own per perhaps quite rather really shall she should since so some such than \
    that the their theirs them themselves then there these they this those though through throughout thus to together \
    too toward towards under until up upon very via was we were what whatever when where whereas whether which while \
    who whom whose why will with within without would yet you your yours ";

const FILLERS: &str = " able above across again against almost always anyone anything around became become below came \
    come concern concerned concerning deal dealing describe described discuss discussed down enough example few find \
    found further gave get give given gives go got happen instead interested keep kind know known let like likely \
    made make makes making many mention nothing now please possible present regard regarding related relating report \
    reported reports said same saw say says see seem seen several show shown shows something still take taken tell \
    therefore thing things try use used useful uses using usually various want way ways well whole ";

/// Whether a folded word is a function word of English.
pub fn is_function_word(key: &str) -> bool {
    holds(FUNCTION_WORDS, key)
}

/// Whether a folded word is a filler: something beside one or two other words, little beside more.
pub fn is_filler(key: &str) -> bool {
    holds(FILLERS, key)
}

fn holds(list: &str, key: &str) -> bool {
    // The longest of both lists has ten letters: nothing longer is looked for.
    key.len() <= 10
        && key.bytes().all(|byte| byte.is_ascii_lowercase())
        && find(list, &[" ", key, " "].concat()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        for word in ["the", "of", "whereas", "themselves"] {
            assert!(is_function_word(word) && !is_filler(word), "{word}");
        }
        for word in ["use", "concerning", "interested"] {
            assert!(is_filler(word) && !is_function_word(word), "{word}");
        }
        for word in ["may", "us", "trial", "", " ", "the of", "é", "សុខា", "😀", "torture"] {
            assert!(!is_filler(word) && !is_function_word(word), "{word}");
        }
    }

    #[test]
    fn no_word_is_longer_than_what_is_looked_for() {
        let words = || FUNCTION_WORDS.split(' ').chain(FILLERS.split(' '));
        assert_eq!(words().map(str::len).max(), Some(10));
        assert!(
            words().filter(|word| !word.is_empty()).all(|word| is_filler(word) != is_function_word(word))
        );
    }
}
