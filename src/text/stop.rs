//! English words that say little of what a text is about: passed over in a query, never in the index.
//!
//! Two classes. Function words ([`is_function_word`]) hold a sentence together. Fillers ([`is_filler`]) are what people
//! wrap a question in (*give examples of*, *what is known about*): they say little beside other words, but something
//! in a query of two or three (`use of force`, `oil well`). Both are written for general text, not read off a
//! collection; what they are worth stands in `docs/MEASURES.md`.
//!
//! Left out on purpose: the months (*may* is one), *us*, and negations of fact such as *without*'s object.

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
    holds(FUNCTION_WORDS, &FUNCTION_LETTERS, key)
}

/// Whether a folded word is a filler: something beside one or two other words, little beside more.
pub fn is_filler(key: &str) -> bool {
    holds(FILLERS, &FILLER_LETTERS, key)
}

/// Where the words of a list, which stand in the order of the alphabet, begin with each letter, and behind the last.
type Letters = [u16; 27];

const FUNCTION_LETTERS: Letters = letters(FUNCTION_WORDS.as_bytes());
const FILLER_LETTERS: Letters = letters(FILLERS.as_bytes());

const fn letters(list: &[u8]) -> Letters {
    let mut starts = [0; 27];
    let (mut letter, mut at) = (0, 0);
    while at + 1 < list.len() {
        if list[at] == b' ' && list[at + 1] != b' ' {
            while letter <= (list[at + 1] - b'a') as usize {
                starts[letter] = at as u16;
                letter += 1;
            }
        }
        at += 1;
    }
    while letter < starts.len() {
        starts[letter] = at as u16;
        letter += 1;
    }
    starts
}

fn holds(list: &str, letters: &Letters, key: &str) -> bool {
    let Some(letter) = key.bytes().next().map(|byte| usize::from(byte.wrapping_sub(b'a'))) else {
        return false;
    };
    let (Some(&start), Some(&end)) = (letters.get(letter), letters.get(letter + 1)) else { return false };
    let words = list.as_bytes().get(usize::from(start)..usize::from(end)).unwrap_or_default();
    words.split(|&byte| byte == b' ').any(|word| word == key.as_bytes())
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
    fn the_lists_are_in_order_and_apart() {
        for list in [FUNCTION_WORDS, FILLERS] {
            let initials: Vec<u8> = list.split_whitespace().map(|word| word.as_bytes()[0]).collect();
            assert!(initials.is_sorted());
        }
        for word in FUNCTION_WORDS.split_whitespace().chain(FILLERS.split_whitespace()) {
            assert!(is_filler(word) != is_function_word(word), "{word}");
        }
    }
}
