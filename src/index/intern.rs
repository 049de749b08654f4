//! Distinct byte strings and their numbers: a hash table without an allocation for each key.
//!
//! The keys stand one behind another in one buffer; the table holds numbers. The hash is fixed, so the same keys in the
//! same order get the same numbers everywhere; numbers are given in the order of first sight.

/// Numbers for distinct byte strings.
#[derive(Debug, Default)]
pub struct Interner {
    bytes: Vec<u8>,
    /// Where each key ends in `bytes`.
    ends: Vec<u32>,
    /// Open addressing: the upper half of a key's hash, so that few keys are compared in vain, and its number and one;
    /// or 0. The length is a power of two.
    slots: Vec<(u32, u32)>,
}

/// An odd number whose bits look like chance (the golden ratio of 2^64).
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

fn hash(key: &[u8]) -> u64 {
    let mut sum = key.len() as u64;
    let (chunks, rest) = key.as_chunks::<8>();
    for &chunk in chunks {
        sum = (sum.rotate_left(23) ^ u64::from_le_bytes(chunk)).wrapping_mul(MIX);
    }
    if !rest.is_empty() {
        let mut last = 0;
        for &byte in rest {
            last = last << 8 | u64::from(byte);
        }
        sum = (sum.rotate_left(23) ^ last).wrapping_mul(MIX);
    }
    sum ^ sum >> 29
}

impl Interner {
    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The key with that number; empty for a number that was not given.
    pub fn key(&self, number: u32) -> &[u8] {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or(0) };
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The number of a key, if it has one.
    pub fn find(&self, key: &[u8]) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.probe(key, hash(key)).ok()
    }

    /// The number of a key, or the empty slot where it belongs.
    fn probe(&self, key: &[u8], hash: u64) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let tag = (hash >> 32) as u32;
        let mut at = hash as usize & mask;
        loop {
            let (other, number) = self.slots[at];
            let Some(number) = number.checked_sub(1) else { return Err(at) };
            if other == tag && self.key(number) == key {
                return Ok(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a key, a new one where it has none: the number of keys so far.
    pub fn intern(&mut self, key: &[u8]) -> u32 {
        // At most half of the slots are taken.
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let sum = hash(key);
        match self.probe(key, sum) {
            Ok(number) => number,
            Err(slot) => {
                let number = self.ends.len() as u32;
                self.bytes.extend_from_slice(key);
                self.ends.push(self.bytes.len() as u32);
                self.slots[slot] = ((sum >> 32) as u32, number + 1);
                number
            }
        }
    }

    fn grow(&mut self) {
        let len = (self.slots.len() * 2).max(64);
        self.slots = vec![(0, 0); len];
        for number in 0..self.ends.len() as u32 {
            let sum = hash(self.key(number));
            let mut at = sum as usize & (len - 1);
            while self.slots[at].1 != 0 {
                at = (at + 1) & (len - 1);
            }
            self.slots[at] = ((sum >> 32) as u32, number + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_key_has_one_number(keys in prop::collection::vec(prop::collection::vec(0u8..4, 0..12), 0..400)) {
            let mut interner = Interner::default();
            let mut seen: Vec<Vec<u8>> = Vec::new();
            for key in &keys {
                let place = seen.iter().position(|one| one == key);
                prop_assert_eq!(interner.find(key), place.map(|at| at as u32));
                let number = interner.intern(key) as usize;
                prop_assert_eq!(number, place.unwrap_or(seen.len()));
                if place.is_none() {
                    seen.push(key.clone());
                }
                prop_assert_eq!(interner.key(number as u32), key.as_slice());
            }
            prop_assert_eq!(interner.len(), seen.len());
        }
    }
}
