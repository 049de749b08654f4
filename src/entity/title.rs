//! Titles that are written like parts of a name: `Samdech Techo Hun Sen`, `Mme Mu Sochua`, `Lok Sok Eysan`.
//!
//! Input is a sentence's words with what is known of them, or a name found in it; output the same with the title told
//! from the name. `Mr` and its like are no question: they end in a full stop or stand in every list.

use super::EntityType;
use super::lists::Kind;
use super::tagger::{Candidate, Sentence};
use super::word::{Gap, Shape, Word, key_of, number_of};
use crate::text::TextRange;

/// Titles that are also names: they are titles only before two words more.
const DOUBTFUL: [&str; 7] = ["lok", "bong", "u", "daw", "tun", "pak", "ibu"];

/// Titles that are such with a full stop only, and that name nobody alone.
pub(super) const SHORT: [&str; 5] = ["ven", "atty", "engr", "insp", "msgr"];

/// What a person is called by before one name, too: `Madame Sochua`.
const FORMS_OF_ADDRESS: [&str; 9] = ["mr", "mrs", "ms", "dr", "prof", "madame", "monsieur", "kru", "lok"];

/// Offices that are no part of the name behind them, where that has two words: `Ambassador W. Patrick Murphy`.
const OFFICES: [&str; 22] = [
    "rapporteur",
    "ambassador",
    "senator",
    "congressman",
    "congresswoman",
    "governor",
    "minister",
    "commissioner",
    "president",
    "secretary",
    "professor",
    "spokesman",
    "spokeswoman",
    "king",
    "queen",
    "prince",
    "princess",
    "bishop",
    "archbishop",
    "judge",
    "mayor",
    "sister",
];

/// Marks the words of titles: ranks after an honorific, doubtful ones before a name; in French, `M.`
pub(super) fn mark(words: &[Word<'_>], kinds: &mut [Kind], french: bool) {
    let title = Kind::HONORIFIC.or(Kind::TITLE);
    for at in 1..words.len() {
        let (before, word) = (&words[at - 1], &words[at]);
        if word.gap != Gap::Space || !word.shape.is_capital() || !before.shape.is_capital() {
            continue;
        }
        // `Ven. Luon Sovath`, not `Ven Pov`; `Tan Sri Muhyiddin`; `Neak Oknha Try Pheap`, not `Neak Sokhom`
        let short = SHORT.contains(&&*before.key) && word.range.start > before.range.end + 1;
        let pair = matches!(
            (&*before.key, &*word.key),
            ("tan", "sri") | ("neak", "oknha" | "okhna" | "oknya" | "akka")
        );
        if short || pair {
            kinds[at - 1] = kinds[at - 1].or(title);
        }
        if french && before.shape == Shape::Initial && before.key == "m" {
            kinds[at - 1] = kinds[at - 1].or(title);
        }
        let name = |at: usize| {
            words.get(at).is_some_and(|word| {
                word.gap == Gap::Space && word.shape == Shape::Capital && word.text.len() > 1
            }) && !kinds[at].any(Kind::TITLE.or(Kind::ORG_HEAD).or(Kind::LOC_HEAD))
        };
        let alone = before.gap != Gap::Space
            || at < 2
            || !words[at - 2].shape.is_capital()
            || kinds[at - 2].any(Kind::COMMON.or(Kind::FUNCTION));
        if DOUBTFUL.contains(&&*before.key) && alone && name(at) && name(at + 1) {
            kinds[at - 1] = kinds[at - 1].or(title);
        }
        if kinds[at - 1].any(Kind::HONORIFIC) && kinds[at].any(Kind::RANK) {
            kinds[at] = kinds[at].or(title);
        }
    }
}

/// The name without the title before it; none where nothing else is left.
pub(super) fn without(sentence: &Sentence<'_>, name: Candidate) -> Option<Candidate> {
    if name.entity_type != EntityType::Person {
        return Some(name);
    }
    let (start, end) = sentence.span(name.range);
    let words = &sentence.words[start..end];
    let mut skip = sentence.kinds[start..end].iter().take_while(|kind| kind.any(Kind::HONORIFIC)).count();
    while let Some(word) = words.get(skip)
        && (skip + 2 < words.len() && OFFICES.contains(&&*word.key)
            || skip + 1 < words.len() && FORMS_OF_ADDRESS.contains(&&*word.key))
    {
        skip += 1;
    }
    if skip == 0 {
        return Some(name);
    }
    let words = &words[skip..];
    let range = TextRange { start: words.first()?.range.start, end: name.range.end };
    Some(Candidate { range, key: key_of(words), number: number_of(words), ..name })
}
