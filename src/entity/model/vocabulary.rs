//! Distinct words, each with what can be told of it by itself.
//!
//! Most words of a document stood in the documents before it, so a tagger keeps its vocabulary from one to the next: a
//! word is folded, looked up and hashed in parts once. Nothing that is said of a word hangs on where it was first seen,
//! so that no document's names depend on the documents before it.

use super::Lists;
use super::features::Word;
use super::token::Form;
use crate::entity::table::Table;
use crate::text::normalise::fold;

/// Words by number.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// One more than a place in `entries`; 0 is empty. A power of two of them, or none; half of them at least are empty.
    slots: Vec<u32>,
    entries: Vec<Entry>,
    /// What is written, one after the other.
    written: Vec<u8>,
    words: Vec<Word>,
    /// The words folded, one after the other, and where each ends.
    folded: String,
    ends: Vec<u32>,
    /// For each word the distinct folded word.
    folds: Vec<u32>,
    numbers: Table<u32>,
    /// For each distinct folded word the last document that has it, and its place among those of that document.
    places: Vec<(u32, u32)>,
    /// The number of the document at hand, and how many distinct folded words it has so far.
    document: u32,
    here: u32,
}

/// What is written somewhere.
#[derive(Clone, Copy, Debug)]
struct Entry {
    hash: u32,
    /// Where it stands in `written`.
    start: u32,
    end: u32,
    /// The last document that has it, and the word that it is there.
    document: u32,
    word: u32,
}

impl Vocabulary {
    /// Begins a document.
    pub(super) fn begin(&mut self) {
        self.document += 1;
        self.here = 0;
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a word. In one document the same letters are one word, as they are first read there.
    pub(super) fn number(&mut self, written: &str, form: Form, lists: &Lists) -> u32 {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = index_hash(written);
        let place = match self.find(hash, written.as_bytes()) {
            Ok(place) => place,
            Err(slot) => {
                let start = self.written.len() as u32;
                self.written.extend(written.as_bytes());
                let end = self.written.len() as u32;
                let word = self.add(written, form, lists);
                self.entries.push(Entry { hash, start, end, document: 0, word });
                self.slots[slot] = self.entries.len() as u32;
                self.entries.len() - 1
            }
        };
        let Entry { document, mut word, .. } = self.entries[place];
        if document != self.document {
            if self.words.get(word as usize).is_none_or(|word| word.form != form) {
                word = self.add(written, form, lists);
            }
            (self.entries[place].document, self.entries[place].word) = (self.document, word);
            let place = &mut self.places[self.folds[word as usize] as usize];
            if place.0 != self.document {
                *place = (self.document, self.here);
                self.here += 1;
            }
        }
        word
    }

    /// The word of that number.
    pub(super) fn word(&self, number: u32) -> Option<&Word> {
        self.words.get(number as usize)
    }

    /// A word folded.
    pub(super) fn folded(&self, number: u32) -> &str {
        let number = number as usize;
        let end = self.ends.get(number).map_or(0, |&end| end as usize);
        let start =
            number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.folded.get(start..end).unwrap_or("")
    }

    /// The place of a word's folded form among the distinct ones of the document.
    pub(super) fn fold(&self, number: u32) -> u32 {
        let fold = self.folds.get(number as usize).and_then(|&fold| self.places.get(fold as usize));
        fold.map_or(0, |place| place.1)
    }

    /// How many distinct folded words the document has.
    pub(super) fn distinct_folds(&self) -> usize {
        self.here as usize
    }

    fn add(&mut self, written: &str, form: Form, lists: &Lists) -> u32 {
        let start = self.folded.len();
        push_folded(&mut self.folded, written, form);
        self.ends.push(self.folded.len() as u32);
        let word = Word::new(written, self.folded.get(start..).unwrap_or(""), form, lists);
        let places = &mut self.places;
        self.folds.push(*self.numbers.slot(u64::from(word.folded), || {
            places.push((0, 0));
            places.len() as u32 - 1
        }));
        self.words.push(word);
        self.words.len() as u32 - 1
    }

    /// The place of what is written among the entries, or else the slot that is free for it.
    fn find(&self, hash: u32, written: &[u8]) -> Result<usize, usize> {
        let last = self.slots.len() - 1;
        let mut slot = hash as usize & last;
        loop {
            let Some(place) = (self.slots[slot] as usize).checked_sub(1) else { return Err(slot) };
            let entry = &self.entries[place];
            if entry.hash == hash && self.written[entry.start as usize..entry.end as usize] == *written {
                return Ok(place);
            }
            slot = (slot + 1) & last;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(256);
        self.slots = vec![0; size];
        for (place, entry) in self.entries.iter().enumerate() {
            let mut slot = entry.hash as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = place as u32 + 1;
        }
    }
}

/// Where what is written stands in a [`Vocabulary`].
fn index_hash(written: &str) -> u32 {
    let sum =
        written.bytes().fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    sum ^ sum >> 15
}

/// Appends a token folded.
pub(super) fn push_folded(out: &mut String, written: &str, form: Form) {
    if written.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        out.extend(written.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        return;
    }
    let mut folded = fold(written);
    if matches!(form, Form::Initial | Form::Upper | Form::Capital) && folded.contains('.') {
        folded.retain(|c| c != '.');
    }
    if form == Form::Number {
        folded = folded.chars().map(|c| if c.is_numeric() { '0' } else { c }).collect();
    }
    out.push_str(if folded.is_empty() { written } else { &folded });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_again_and_told_by_how_the_document_first_has_it() {
        let (mut words, lists) = (Vocabulary::default(), Lists::default());
        words.begin();
        let first = words.number("Debden", Form::Capital, &lists);
        assert_eq!(words.number("Debden", Form::Address, &lists), first);
        let small = words.number("debden", Form::Lower, &lists);
        assert_ne!(small, first);
        assert_eq!((words.fold(first), words.fold(small), words.distinct_folds()), (0, 0, 1));
        assert_eq!(words.number("", Form::Mark, &lists), 2);
        assert_eq!((words.folded(first), words.folded(2), words.folded(9)), ("debden", "", ""));

        words.begin();
        let other = words.number("é ក 😀", Form::Mark, &lists);
        let again = words.number("Debden", Form::Address, &lists);
        assert_eq!(words.word(again).map(|word| word.form), Some(Form::Address));
        assert_eq!((words.fold(other), words.fold(again), words.distinct_folds()), (0, 1, 2));

        // Many words make the slots grow, and none is lost.
        let many: Vec<u32> = (0..2000).map(|n| words.number(&n.to_string(), Form::Number, &lists)).collect();
        assert_eq!(words.distinct_folds(), 2 + 4, "figures fold to one");
        assert!(
            many.iter()
                .zip(0..)
                .all(|(&number, n)| words.number(&n.to_string(), Form::Number, &lists) == number)
        );
        assert!(words.word(u32::MAX).is_none());
    }
}
