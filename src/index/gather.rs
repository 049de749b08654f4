//! Occurrences of terms, gathered while documents are read: a chain of bytes for each list, all in one buffer.
//!
//! A list is the occurrences of one term in one field. Each occurrence takes a byte or two where three vectors for each
//! list would take twelve and an allocation each time they grow.
//!
//! ```text
//! occurrence  varint (distance << 1) | new        new: the first in its document; the distance is the position then,
//!                                                 otherwise it is counted from the position before
//!             varint distance of the document     where new, from the one before (less -1 for the first)
//! chunk       bytes of occurrences, then four bytes: where the next chunk begins
//! ```

/// The lengths of the chunks of a list in turn, link included; the last is that of all further ones.
const CHUNKS: [u32; 7] = [12, 20, 36, 68, 132, 260, 516];
const LINK: u32 = 4;

/// What is known of a list while it grows.
#[derive(Clone, Copy, Default)]
struct List {
    /// Where its first chunk begins.
    first: u32,
    /// Where the next byte is written, and where the link of the present chunk stands.
    at: u32,
    end: u32,
    /// How many chunks it has.
    chunks: u32,
    /// One more than its last document; 0 before the first.
    next: u32,
    position: u32,
    df: u32,
}

/// The occurrences of terms in many lists.
#[derive(Default)]
pub(super) struct Gatherer {
    bytes: Vec<u8>,
    lists: Vec<List>,
}

/// The occurrences of a term in a field.
#[derive(Default)]
pub(super) struct Gathered {
    /// Documents, ascending.
    pub docs: Vec<u32>,
    /// How often it stands in each.
    pub freqs: Vec<u32>,
    /// The positions of all, document by document.
    pub positions: Vec<u32>,
}

impl Gatherer {
    /// Adds an occurrence to a list: no document before the last one, no position before the last in its document.
    pub(super) fn push(&mut self, list: usize, doc: u32, position: u32) {
        if list >= self.lists.len() {
            self.lists.resize(list + 1, List::default());
        }
        let mut state = self.lists[list];
        if state.next == doc + 1 {
            let distance = position - state.position;
            self.varint(&mut state, distance << 1);
        } else {
            self.varint(&mut state, position << 1 | 1);
            let distance = doc + 1 - state.next;
            self.varint(&mut state, distance);
            state.next = doc + 1;
            state.df += 1;
        }
        state.position = position;
        self.lists[list] = state;
    }

    fn varint(&mut self, list: &mut List, mut value: u32) {
        while value >= 0x80 {
            self.byte(list, value as u8 | 0x80);
            value >>= 7;
        }
        self.byte(list, value as u8);
    }

    fn byte(&mut self, list: &mut List, byte: u8) {
        if list.at == list.end {
            let start = self.bytes.len() as u32;
            let len = CHUNKS[(list.chunks as usize).min(CHUNKS.len() - 1)];
            if list.chunks == 0 {
                list.first = start;
            } else {
                self.bytes[list.end as usize..(list.end + LINK) as usize]
                    .copy_from_slice(&start.to_le_bytes());
            }
            self.bytes.resize((start + len) as usize, 0);
            (list.at, list.end) = (start, start + len - LINK);
            list.chunks += 1;
        }
        self.bytes[list.at as usize] = byte;
        list.at += 1;
    }

    /// Whether there is room for the occurrences of a document of so many bytes.
    pub(super) fn has_room(&self, bytes: usize) -> bool {
        // An occurrence takes ten bytes at most, and a list no more in its chunks than twice its bytes and a first one.
        self.bytes.len() as u64 * 2 + bytes as u64 * 12 < u64::from(u32::MAX)
    }

    /// The number of documents of a list.
    pub(super) fn df(&self, list: usize) -> u32 {
        self.lists.get(list).map_or(0, |list| list.df)
    }

    /// Reads a list; what `found` holds already is dropped.
    pub(super) fn read(&self, list: usize, found: &mut Gathered) {
        found.docs.clear();
        found.freqs.clear();
        found.positions.clear();
        let Some(list) = self.lists.get(list).filter(|list| list.df > 0) else { return };
        let mut at = list.first as usize;
        let mut end = at + (CHUNKS[0] - LINK) as usize;
        let mut chunks = 1usize;
        let mut byte = || {
            if at == end {
                let mut link = [0; LINK as usize];
                link.copy_from_slice(&self.bytes[end..end + LINK as usize]);
                at = u32::from_le_bytes(link) as usize;
                end = at + (CHUNKS[chunks.min(CHUNKS.len() - 1)] - LINK) as usize;
                chunks += 1;
            }
            at += 1;
            (self.bytes[at - 1], at == list.at as usize)
        };
        let mut varint = || {
            let (mut value, mut shift) = (0, 0);
            loop {
                let (next, last) = byte();
                value |= u32::from(next & 0x7f) << shift;
                shift += 7;
                if next < 0x80 {
                    return (value, last);
                }
            }
        };
        let (mut next, mut position) = (0, 0);
        loop {
            let (code, mut last) = varint();
            if code & 1 == 1 {
                let distance;
                (distance, last) = varint();
                next += distance;
                position = code >> 1;
                found.docs.push(next - 1);
                found.freqs.push(1);
            } else {
                position += code >> 1;
                if let Some(freq) = found.freqs.last_mut() {
                    *freq += 1;
                }
            }
            found.positions.push(position);
            if last {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_come_back(occurrences in prop::collection::btree_set((0u32..90, 0u32..2000, 0usize..5), 0..600)) {
            let mut gatherer = Gatherer::default();
            for &(doc, position, list) in &occurrences {
                gatherer.push(list, doc * 1000, position);
            }
            let mut found = Gathered::default();
            for list in 0..6 {
                let mut expected = Gathered::default();
                for &(doc, position, _) in occurrences.iter().filter(|one| one.2 == list) {
                    match expected.freqs.last_mut() {
                        Some(freq) if expected.docs.last() == Some(&(doc * 1000)) => *freq += 1,
                        _ => {
                            expected.docs.push(doc * 1000);
                            expected.freqs.push(1);
                        }
                    }
                    expected.positions.push(position);
                }
                gatherer.read(list, &mut found);
                prop_assert_eq!(gatherer.df(list) as usize, expected.docs.len());
                prop_assert_eq!(&found.docs, &expected.docs);
                prop_assert_eq!(&found.freqs, &expected.freqs);
                prop_assert_eq!(&found.positions, &expected.positions);
            }
        }
    }
}
