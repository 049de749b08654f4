//! Words and names by number, and tables of what is known of them.
//!
//! The rules look a word up in a dozen lists and a span of words in three; with strings for keys, making and comparing
//! these was most of the time. Here a folded word is a number of 64 bits, made once where the word is read, and a name
//! is a number made from its words', so that a span costs one step more than the span without its last word. Two names
//! with one number would be taken for each other: among a million names that happens once in thirty million archives.
//!
//! What a table holds stands in the order in which it came, so that no result depends on where a number falls.

/// The number of a folded word (FNV-1a), letter by letter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling(u64);

impl Spelling {
    /// Of no letter yet.
    pub(super) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// With one byte more.
    pub(super) fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    /// The number.
    pub(super) fn number(self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

/// The number of a folded word.
pub(super) fn word_number(word: &str) -> u64 {
    let mut spelling = Spelling::new();
    word.bytes().for_each(|byte| spelling.add(byte));
    spelling.number()
}

/// The number of a name with one word more.
pub(super) fn joined(name: u64, word: u64) -> u64 {
    let sum = (name.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    sum ^ sum >> 31
}

/// The number of a name whose words have these numbers: that of its word, where it has one.
pub(super) fn name_number(mut words: impl Iterator<Item = u64>) -> u64 {
    words.next().map_or(0, |first| words.fold(first, joined))
}

/// The number of a folded name with a space between its words.
pub(super) fn key_number(key: &str) -> u64 {
    name_number(key.split(' ').map(word_number))
}

/// What is known of words or names, by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table<V> {
    /// One more than a place in `entries`; 0 is empty. A power of two of them, or none; half of them at least are empty.
    slots: Vec<u32>,
    /// In the order in which they came.
    entries: Vec<(u64, V)>,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { slots: Vec::new(), entries: Vec::new() }
    }
}

impl<V> Table<V> {
    /// What is known of a number.
    pub(super) fn get(&self, number: u64) -> Option<&V> {
        if self.slots.is_empty() {
            return None;
        }
        self.find(number).ok().map(|place| &self.entries[place].1)
    }

    /// What is known of a number, which gets a value if it has none.
    pub(super) fn slot(&mut self, number: u64, value: impl FnOnce() -> V) -> &mut V {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let place = match self.find(number) {
            Ok(place) => place,
            Err(slot) => {
                self.entries.push((number, value()));
                self.slots[slot] = self.entries.len() as u32;
                self.entries.len() - 1
            }
        };
        &mut self.entries[place].1
    }

    /// The numbers and what is known of them, in the order in which they came.
    pub(super) fn entries(&self) -> &[(u64, V)] {
        &self.entries
    }

    /// The place of a number among the entries, or else the slot that is free for it.
    fn find(&self, number: u64) -> Result<usize, usize> {
        let last = self.slots.len() - 1;
        let mut slot = number as usize & last;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                place if self.entries[place as usize - 1].0 == number => return Ok(place as usize - 1),
                _ => slot = (slot + 1) & last,
            }
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        for place in 0..self.entries.len() {
            if let Err(slot) = self.find(self.entries[place].0) {
                self.slots[slot] = place as u32 + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_its_words_in_order() {
        let number = |key: &str| key_number(key);
        assert_eq!(number("debden"), word_number("debden"));
        assert_eq!(number("new debden"), joined(word_number("new"), word_number("debden")));
        assert_ne!(number("new debden"), number("debden new"));
        assert_ne!(number("é ក 😀"), number("é ក"));
        assert_eq!(name_number(std::iter::empty()), 0);
    }

    proptest! {
        #[test]
        fn a_table_keeps_what_it_is_given(steps in prop::collection::vec((0u64..90, any::<u16>(), any::<bool>()), 0..200)) {
            let (mut table, mut expected) = (Table::default(), std::collections::BTreeMap::new());
            for (number, value, add) in steps {
                if add {
                    table.slot(number, || value);
                    expected.entry(number).or_insert(value);
                } else {
                    *table.slot(number, || 0) = value;
                    expected.insert(number, value);
                }
            }
            for number in 0..100 {
                prop_assert_eq!(table.get(number), expected.get(&number));
            }
            prop_assert_eq!(table.entries().len(), expected.len());
        }
    }
}
