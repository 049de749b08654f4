//! A language's words, indexed for look-up: whole words of scripts that write spaces, longest match for those that
//! do not.

use super::class::{Class, Mask};
use crate::order;

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
    /// The words with which an entry begins, each with what it begins.
    heads: Vec<Head>,
    /// Where the heads stand, by the hash of their word: one more than the index, 0 where there is none. Most words of
    /// a text are looked up, so that one probe must do.
    slots: Vec<u16>,
}

/// A first word: the entry that it is alone, and the phrases that it begins.
#[derive(Clone, Debug)]
pub(super) struct Head {
    word: String,
    pub(super) entry: Option<u32>,
    /// Longest first.
    pub(super) phrases: Vec<Phrase>,
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
        let mut items: Vec<_> = items.into_iter().collect();
        order::sort_by(&mut items, |a, b| a.0.cmp(&b.0));
        let mut words: Vec<(String, Entry)> = Vec::new();
        for (word, mask, sense) in items {
            if words.last().is_none_or(|last| last.0 != word) {
                words.push((word, Entry::default()));
            }
            if let Some((_, entry)) = words.last_mut() {
                entry.mask |= mask;
                entry.senses.extend(sense);
            }
        }
        let mut lexicon = Self::default();
        let mut heads: order::Map<&str, Head> = order::Map::default();
        for (at, (word, _)) in words.iter().enumerate() {
            let (first, rest) = word.split_once(' ').map_or((word.as_str(), None), |(a, b)| (a, Some(b)));
            let new = || Head { word: first.to_owned(), entry: None, phrases: Vec::new() };
            let head = heads.slot(first, new);
            match rest {
                Some(rest) => head
                    .phrases
                    .push(Phrase { rest: rest.split(' ').map(str::to_owned).collect(), entry: at as u32 }),
                None => head.entry = Some(at as u32),
            }
            lexicon.note(first);
        }
        lexicon.heads = heads.into_entries().into_iter().map(|entry| entry.1).collect();
        lexicon.slots = vec![0; (lexicon.heads.len() * 2).next_power_of_two()];
        for (at, head) in lexicon.heads.iter_mut().enumerate() {
            order::sort_by_key(&mut head.phrases, |phrase| std::cmp::Reverse(phrase.rest.len()));
            let mut slot = hash(&head.word) & (lexicon.slots.len() - 1);
            while lexicon.slots.get(slot).is_some_and(|held| *held != 0) {
                slot = (slot + 1) & (lexicon.slots.len() - 1);
            }
            if let Some(free) = lexicon.slots.get_mut(slot) {
                *free = at as u16 + 1;
            }
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

    /// What begins with a word.
    pub(super) fn head(&self, word: &str) -> Option<&Head> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash(word) & mask;
        loop {
            let head = self.heads.get(usize::from(self.slots.get(slot)?.checked_sub(1)?))?;
            if head.word == word {
                return Some(head);
            }
            slot = (slot + 1) & mask;
        }
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

/// FNV-1a: the words are our own, so that nobody can choose them to collide.
fn hash(word: &str) -> usize {
    word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
        as usize
}
