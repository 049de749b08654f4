//! A language's words, indexed for look-up: whole words of scripts that write spaces, longest match for those that
//! do not.

use super::class::{Class, Mask};

/// What one word can be.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Every class it has.
    pub(super) mask: Mask,
    /// The value it has in each class that carries one.
    pub(super) senses: Vec<(Class, i32)>,
}

impl Entry {
    /// The value of the word in a class, 0 where the class carries none.
    pub(super) fn value(&self, class: Class) -> i32 {
        self.senses.iter().find(|sense| sense.0 == class).map_or(0, |sense| sense.1)
    }
}

/// The words of one language, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    words: Vec<(String, Entry)>,
    /// For each length in bytes below 32, a bit per first byte (its lowest five bits) with which some word of that
    /// length starts: most words of a text are refused here.
    starts: [u32; 32],
    /// Words of several parts by their first part, each with the number of parts: longest first.
    phrases: Vec<(String, Vec<Phrase>)>,
}

/// The rest of a phrase after its first word, and its entry.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) rest: Vec<String>,
    pub(super) entry: u32,
}

impl Lexicon {
    /// Indexes words with their classes; one word may come several times. Words with spaces are phrases.
    pub(super) fn new(items: impl IntoIterator<Item = (String, Mask, Option<(Class, i32)>)>) -> Self {
        let mut words: std::collections::BTreeMap<String, Entry> = std::collections::BTreeMap::new();
        for (word, mask, sense) in items {
            let entry = words.entry(word).or_default();
            entry.mask |= mask;
            entry.senses.extend(sense);
        }
        let words: Vec<_> = words.into_iter().collect();
        let mut lexicon = Self::default();
        for (at, (word, _)) in words.iter().enumerate() {
            let mut parts = word.split(' ');
            if let (Some(first), rest) = (parts.next(), parts.map(str::to_owned).collect::<Vec<_>>())
                && !rest.is_empty()
            {
                let phrase = Phrase { rest, entry: at as u32 };
                match lexicon.phrases.iter_mut().find(|known| known.0 == first) {
                    Some(known) => known.1.push(phrase),
                    None => lexicon.phrases.push((first.to_owned(), vec![phrase])),
                }
                lexicon.note(first);
                continue;
            }
            lexicon.note(word);
        }
        lexicon.phrases.sort_by(|a, b| a.0.cmp(&b.0));
        for known in &mut lexicon.phrases {
            known.1.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        lexicon.words = words;
        lexicon
    }

    fn note(&mut self, word: &str) {
        if let (Some(slot), Some(&first)) = (self.starts.get_mut(word.len()), word.as_bytes().first()) {
            *slot |= 1 << (first & 31);
        }
    }

    /// Whether a word of that length and first byte may be known.
    pub(super) fn may_hold(&self, len: usize, first: u8) -> bool {
        self.starts.get(len).is_some_and(|bits| bits >> (first & 31) & 1 == 1)
    }

    /// The entry of a word, if it is known.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.words.binary_search_by(|probe| probe.0.as_str().cmp(word)).ok().map(|at| at as u32)
    }

    /// The phrases that start with a word, longest first.
    pub(super) fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases
            .binary_search_by(|probe| probe.0.as_str().cmp(first))
            .ok()
            .and_then(|at| self.phrases.get(at))
            .map_or(&[], |known| &known.1)
    }

    /// The entry with that number.
    pub(super) fn entry(&self, number: u32) -> Option<&Entry> {
        self.words.get(number as usize).map(|word| &word.1)
    }

    /// The longest word that `chars` starts with and after which `ends` allows an end: how many characters, and its
    /// entry.
    pub(super) fn longest(&self, chars: &[char], ends: impl Fn(usize) -> bool) -> Option<(usize, u32)> {
        let (mut low, mut high) = (0, self.words.len());
        let mut prefix = String::new();
        let mut best = None;
        for (at, &c) in chars.iter().enumerate() {
            prefix.push(c);
            let range = self.words.get(low..high)?;
            let first = low + range.partition_point(|word| word.0.as_str() < prefix.as_str());
            let rest = self.words.get(first..high)?;
            let last = first + rest.partition_point(|word| word.0.starts_with(&prefix));
            (low, high) = (first, last);
            if low >= high {
                break;
            }
            if self.words.get(low).is_some_and(|word| word.0 == prefix) && ends(at + 1) {
                best = Some((at + 1, low as u32));
            }
        }
        best
    }
}
