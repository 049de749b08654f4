//! Postings of one term in one field: which documents, how often, and at which positions.
//!
//! # Documents and frequencies: one run of bytes
//!
//! The number of documents *df* stands in the dictionary. Full blocks of [`BLOCK`] postings come first, what is left
//! over comes last.
//!
//! ```text
//! for each full block, its entry in the skip table:
//!   last      varint  last document of the block less the last one of the block before (less -1 in the first)
//!   docs      u8      width of the document distances, and 64 if there are exceptions
//!             varint  if so, their length in bytes
//!   freqs     as docs, of the frequencies less one
//!   max freq  varint  the highest frequency          } an upper bound of any score in the block,
//!   min len   u8      the least field-length code    } without unpacking it
//! for each full block: BLOCK distances less one, packed; BLOCK frequencies less one, packed ([`super::bits`])
//! for each posting left over:
//!   varint (distance less one) << 1 | (frequency is 1); then, if it is not, varint frequency less two
//! ```
//!
//! A search does not use those bounds yet: the total of an answer and the counts of its facets are of all documents that
//! match, so each is looked at.
//!
//! # Positions: another run, which only phrases and nearness ask for
//!
//! ```text
//! for each block of BLOCK postings, and for what is left over:
//!   k    u8       Rice parameter
//!   len  varint   of the codes in bytes
//! for each of those blocks: for each posting its first position, then each distance less one, as Rice codes
//! ```
//!
//! By measurement on speeches (4.26 M postings) document ids packed so take 6.3 bits a posting, frequencies 2.4; Rice
//! codes keep positions within half a bit of their entropy of 14, where varints take 17.

use crate::error::Result;
use crate::index::bits::{BitReader, PACKED, unpack};
use crate::index::codec::Reader;
use crate::order;

/// The number of postings in a full block.
pub const BLOCK: usize = PACKED;

/// Marks packed numbers that have exceptions.
const EXCEPTIONS: u32 = 64;

/// Documents, ascending, and how often the term stands in each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    /// Ordinals in the segment, strictly ascending.
    pub docs: Vec<u32>,
    /// The frequency in each; at least 1.
    pub freqs: Vec<u32>,
}

impl Postings {
    /// Which of some documents, ascending, are here: for each that is, its place among them and its index here.
    pub fn among(&self, docs: &[u32]) -> (Vec<u32>, Vec<u32>) {
        let (mut places, mut indices) = (Vec::with_capacity(docs.len()), Vec::with_capacity(docs.len()));
        let mut from = 0;
        for (&doc, place) in docs.iter().zip(0..) {
            from = self.seek(from, doc);
            if self.docs.get(from) == Some(&doc) {
                places.push(place);
                indices.push(from as u32);
            }
        }
        (places, indices)
    }

    /// The first index from `from` on whose document is not less than `doc`: near `from` as a rule, so it is looked for
    /// in steps that double.
    fn seek(&self, from: usize, doc: u32) -> usize {
        let (mut start, mut step) = (from, 1);
        while self.docs.get(start + step).is_some_and(|&other| other < doc) {
            start += step;
            step *= 2;
        }
        let end = self.docs.len().min(start + step + 1);
        start + self.docs.get(start..end).unwrap_or_default().partition_point(|&other| other < doc)
    }
}

/// Positions of some of the postings of a term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    /// Where the positions of each posting asked for end in `values`.
    ends: Vec<u32>,
    values: Vec<u32>,
    /// For each position the marks that it carried; empty where positions carry none.
    marks: Vec<u8>,
}

impl Positions {
    /// The positions of the `n`-th posting that was asked for, strictly ascending.
    pub fn of(&self, n: usize) -> &[u32] {
        let start = if n == 0 { 0 } else { self.ends.get(n - 1).copied().unwrap_or(0) };
        let end = self.ends.get(n).copied().unwrap_or(start);
        self.values.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The positions of several terms in `count` documents as those of one. With each term comes which of the documents
    /// it is in, ascending.
    pub fn joined(terms: &[(Vec<u32>, Self)], count: usize) -> Self {
        let mut joined = Self { ends: Vec::with_capacity(count), ..Self::default() };
        for document in 0..count as u32 {
            let start = joined.values.len();
            for (documents, positions) in terms {
                if let Ok(at) = documents.binary_search(&document) {
                    joined.values.extend_from_slice(positions.of(at));
                }
            }
            // Most documents have but one form of a word.
            if let Some(here) = joined.values.get_mut(start..).filter(|here| !here.is_sorted()) {
                order::sort(here);
            }
            joined.ends.push(joined.values.len() as u32);
        }
        joined
    }

    /// The places so many `steps` before each position: where a phrase begins of which this is that many terms from the
    /// first.
    #[must_use]
    pub fn back(&self, steps: u32) -> Self {
        let mut found = Self { ends: Vec::with_capacity(self.ends.len()), ..Self::default() };
        for at in 0..self.ends.len() {
            found.values.extend(self.of(at).iter().filter_map(|place| place.checked_sub(steps)));
            found.ends.push(found.values.len() as u32);
        }
        found
    }

    /// Those of the places that have one of the `after` so many `steps` behind them. Both are of `docs`, which keeps those
    /// that have such a place.
    #[must_use]
    pub fn followed(&self, docs: &mut Vec<u32>, after: &Self, steps: u32) -> Self {
        let mut found = Self { ends: Vec::with_capacity(docs.len()), ..Self::default() };
        let mut at = 0;
        docs.retain(|_| {
            let (before, after) = (self.of(at), after.of(at));
            at += 1;
            let start = found.values.len();
            found.values.extend(follow(before, after, steps));
            let has = found.values.len() > start;
            if has {
                found.ends.push(found.values.len() as u32);
            }
            has
        });
        found
    }

    /// Takes the marks off positions that carry them in so many low bits.
    pub fn take_marks(&mut self, bits: u32) {
        self.marks = self.values.iter().map(|value| (value & ((1 << bits) - 1)) as u8).collect();
        self.values.iter_mut().for_each(|value| *value >>= bits);
    }

    /// Whether positions carry marks.
    pub fn are_marked(&self) -> bool {
        !self.marks.is_empty()
    }

    /// The marks of a position of the `n`-th posting that was asked for, by its place in [`Self::of`]; `None` where
    /// positions carry none.
    pub fn marks(&self, n: usize, place: usize) -> Option<u8> {
        let start = if n == 0 { 0 } else { self.ends.get(n - 1).copied().unwrap_or(0) };
        self.marks.get(start as usize + place).copied()
    }
}

/// Those of some places, ascending, that have one of `after`, ascending, so many `steps` behind them.
pub fn follow(before: &[u32], after: &[u32], steps: u32) -> impl Iterator<Item = u32> {
    let mut after = after.iter().peekable();
    before.iter().copied().filter(move |place| {
        let wanted = place.saturating_add(steps);
        while after.next_if(|&&other| other < wanted).is_some() {}
        after.peek() == Some(&&wanted)
    })
}

/// Reads the documents and frequencies of a term.
pub fn read_postings(run: &[u8], base: u64, df: u32, doc_count: u32) -> Result<Postings> {
    struct Skip {
        last: u64,
        docs: (u32, usize),
        freqs: (u32, usize),
    }
    fn packing(reader: &mut Reader<'_>) -> Result<(u32, usize)> {
        let head = reader.below(EXCEPTIONS as usize * 2, "a width in bits")? as u32;
        let width = head % EXCEPTIONS;
        if width > 32 {
            return Err(reader.wrong("a width of at most 32 bits", 0, "#", u64::from(width)));
        }
        Ok((width, if head < EXCEPTIONS { 0 } else { reader.count()? }))
    }
    let mut reader = Reader::new(run, base);
    if df > doc_count {
        return Err(reader.wrong("at most # documents", u64::from(doc_count), "#", u64::from(df)));
    }
    let full = df as usize / BLOCK;
    let mut skips = Vec::with_capacity(full.min(run.len()));
    let mut last = 0u64;
    for _ in 0..full {
        last += u64::from(reader.u32()?);
        let (docs, freqs) = (packing(&mut reader)?, packing(&mut reader)?);
        reader.varint()?;
        reader.u8()?;
        skips.push(Skip { last, docs, freqs });
    }
    let mut found =
        Postings { docs: Vec::with_capacity(df as usize), freqs: Vec::with_capacity(df as usize) };
    // `next` is the least document that may come now; distances are counted from it.
    let mut next = 0u64;
    let mut values = [0; BLOCK];
    for skip in skips {
        unpack(&mut reader, skip.docs.0, skip.docs.1, &mut values)?;
        found.docs.extend(values.iter().map(|&distance| {
            next += u64::from(distance) + 1;
            // A document beyond 32 bits is beyond the last of its block too and is found out by the check below.
            (next - 1) as u32
        }));
        if next != skip.last {
            return Err(reader.wrong("document #", skip.last, "document #", next));
        }
        unpack(&mut reader, skip.freqs.0, skip.freqs.1, &mut values)?;
        found.freqs.extend(values.iter().map(|&more| more.saturating_add(1)));
    }
    for _ in 0..df as usize % BLOCK {
        let code = reader.varint()?;
        next = next.saturating_add(code >> 1).saturating_add(1);
        found.docs.push((next - 1).min(u64::from(u32::MAX)) as u32);
        found.freqs.push(if code & 1 == 1 { 1 } else { reader.u32()?.saturating_add(2) });
    }
    reader.finish()?;
    if next > u64::from(doc_count) {
        return Err(reader.wrong("documents below #", u64::from(doc_count), "#", next - 1));
    }
    Ok(found)
}

/// Reads the positions of those postings of a term whose indices are `wanted`, ascending. Blocks that hold none of
/// them are passed over.
pub fn read_positions(run: &[u8], base: u64, freqs: &[u32], wanted: &[u32]) -> Result<Positions> {
    let mut reader = Reader::new(run, base);
    let blocks = freqs.len().div_ceil(BLOCK);
    let mut table = Vec::with_capacity(blocks.min(run.len()));
    for _ in 0..blocks {
        let k = reader.below(32, "a Rice parameter")? as u32;
        table.push((k, reader.count()?));
    }
    let mut found =
        Positions { ends: Vec::with_capacity(wanted.len()), values: Vec::new(), marks: Vec::new() };
    let mut wanted = wanted.iter().map(|&index| index as usize).peekable();
    for (n, (k, len)) in table.into_iter().enumerate() {
        let packed = reader.bytes(len)?;
        let first = n * BLOCK;
        let last = (first + BLOCK).min(freqs.len());
        if wanted.peek().is_none_or(|&index| index >= last) {
            continue;
        }
        // Each position takes a bit at least, so what the frequencies claim is bounded by the bytes.
        let claimed: u64 = freqs[first..last].iter().map(|&freq| u64::from(freq)).sum();
        if claimed > packed.len() as u64 * 8 {
            return Err(reader.wrong("positions for every occurrence", 0, "# bytes", packed.len() as u64));
        }
        let mut bits = BitReader::new(packed);
        let mut passed = 0;
        for (index, &freq) in (first..last).zip(&freqs[first..last]) {
            if wanted.next_if_eq(&index).is_none() {
                passed += freq;
                continue;
            }
            for _ in 0..passed {
                bits.rice(k);
            }
            passed = 0;
            let mut next = 0u32;
            found.values.extend((0..freq).map(|_| {
                let position = next.saturating_add(bits.rice(k));
                next = position.saturating_add(1);
                position
            }));
            found.ends.push(found.values.len() as u32);
        }
        bits.finish(&reader)?;
    }
    reader.finish()?;
    Ok(found)
}

/// Appends documents and frequencies. `length` gives a document's field-length code.
#[cfg(feature = "full")]
pub fn write_postings(out: &mut Vec<u8>, docs: &[u32], freqs: &[u32], length: impl Fn(u32) -> u8) {
    use crate::index::bits::pack;
    use crate::index::codec::{put_len, put_varint};
    let put_packing = |out: &mut Vec<u8>, (width, exceptions): (u32, usize)| {
        out.push((width + if exceptions > 0 { EXCEPTIONS } else { 0 }) as u8);
        if exceptions > 0 {
            put_len(out, exceptions);
        }
    };
    let mut packed = Vec::new();
    let mut next = 0u32;
    let mut values = [0; BLOCK];
    let (doc_blocks, last_docs) = docs.as_chunks::<BLOCK>();
    let (freq_blocks, last_freqs) = freqs.as_chunks::<BLOCK>();
    for (docs, freqs) in doc_blocks.iter().zip(freq_blocks) {
        let before = next;
        for (distance, &doc) in values.iter_mut().zip(docs) {
            *distance = doc - next;
            next = doc + 1;
        }
        put_varint(out, u64::from(next - before));
        put_packing(out, pack(&mut packed, &values));
        values.iter_mut().zip(freqs).for_each(|(value, &freq)| *value = freq - 1);
        put_packing(out, pack(&mut packed, &values));
        put_varint(out, u64::from(freqs.iter().copied().max().unwrap_or(1)));
        out.push(docs.iter().map(|&doc| length(doc)).min().unwrap_or(0));
    }
    out.extend_from_slice(&packed);
    for (&doc, &freq) in last_docs.iter().zip(last_freqs) {
        put_varint(out, u64::from(doc - next) << 1 | u64::from(freq == 1));
        if freq > 1 {
            put_len(out, freq as usize - 2);
        }
        next = doc + 1;
    }
}

/// Appends positions: those of each posting, one posting after another.
#[cfg(feature = "full")]
pub fn write_positions(out: &mut Vec<u8>, freqs: &[u32], positions: &[u32]) {
    use crate::index::bits::{BitWriter, rice_len};
    use crate::index::codec::put_len;
    let mut packed = Vec::new();
    let mut rest = positions;
    let mut gaps = Vec::new();
    for freqs in freqs.chunks(BLOCK) {
        gaps.clear();
        for &freq in freqs {
            let (of_document, after) = rest.split_at(freq as usize);
            rest = after;
            let mut next = 0;
            for &position in of_document {
                gaps.push(position - next);
                next = position + 1;
            }
        }
        let cost = |k: u32| gaps.iter().map(|&gap| rice_len(gap, k)).sum::<u64>();
        // The cost has one minimum over k, near the logarithm of the mean: the search goes down from there, then up.
        let mean = gaps.iter().map(|&gap| u64::from(gap)).sum::<u64>() / gaps.len().max(1) as u64;
        let mut k = mean.max(1).ilog2().min(31);
        let mut best = cost(k);
        let start = k;
        while k > 0 {
            let next = cost(k - 1);
            if next > best {
                break;
            }
            best = next;
            k -= 1;
        }
        while k >= start && k < 31 {
            let next = cost(k + 1);
            if next >= best {
                break;
            }
            best = next;
            k += 1;
        }
        let start = packed.len();
        let mut bits = BitWriter::new(&mut packed);
        for &gap in &gaps {
            bits.rice(gap, k);
        }
        bits.finish();
        out.push(k as u8);
        put_len(out, packed.len() - start);
    }
    out.extend_from_slice(&packed);
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(postings: &[(u32, Vec<u32>)]) {
        let docs: Vec<u32> = postings.iter().map(|posting| posting.0).collect();
        let freqs: Vec<u32> = postings.iter().map(|posting| posting.1.len() as u32).collect();
        let positions: Vec<u32> = postings.iter().flat_map(|posting| posting.1.clone()).collect();
        let mut run = Vec::new();
        write_postings(&mut run, &docs, &freqs, |doc| (doc % 7) as u8);
        let count = docs.last().map_or(0, |last| last + 1);
        let read = read_postings(&run, 0, docs.len() as u32, count).expect("postings");
        assert_eq!((read.docs, &read.freqs), (docs, &freqs));
        let mut run = Vec::new();
        write_positions(&mut run, &freqs, &positions);
        let wanted: Vec<u32> = (0..freqs.len() as u32).filter(|n| n % 3 != 1).collect();
        let read = read_positions(&run, 0, &freqs, &wanted).expect("positions");
        for (n, &index) in wanted.iter().enumerate() {
            assert_eq!(read.of(n), postings[index as usize].1);
        }
    }

    #[test]
    fn lists_around_the_size_of_a_block_round_trip() {
        for count in [0, 1, 2, 127, 128, 129, 255, 256, 1000] {
            let list: Vec<_> = (0..count).map(|n| (n * 3 + n % 2, vec![n, n + 1, n + 500])).collect();
            check(&list);
        }
    }

    #[test]
    fn a_document_beyond_the_last_is_refused() {
        let mut run = Vec::new();
        write_postings(&mut run, &[1, 5], &[1, 1], |_| 0);
        assert!(read_postings(&run, 0, 2, 6).is_ok());
        let error = read_postings(&run, 40, 2, 5).unwrap_err();
        assert_eq!(error.message(), "expected documents below 5, found 5");
    }

    proptest! {
        #[test]
        fn any_list_round_trips(
            lists in prop::collection::btree_map(0u32..100_000, prop::collection::btree_set(0u32..3000, 1..6), 0..400),
        ) {
            let lists: Vec<_> =
                lists.into_iter().map(|(doc, positions)| (doc, positions.into_iter().collect())).collect();
            check(&lists);
        }

        #[test]
        fn places_that_follow_are_found(before: std::collections::BTreeSet<u8>, after: std::collections::BTreeSet<u8>, steps in 0u32..4) {
            let places = |set: &std::collections::BTreeSet<u8>| set.iter().map(|&place| u32::from(place)).collect::<Vec<_>>();
            let (before, after) = (places(&before), places(&after));
            let found: Vec<u32> = follow(&before, &after, steps).collect();
            let expected = before.iter().copied().filter(|&place| after.contains(&(place + steps)));
            prop_assert_eq!(found, expected.collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_give_an_error_or_a_list(run: Vec<u8>, df in 0u32..600, freqs in prop::collection::vec(1u32..9, 0..300)) {
            let _ = read_postings(&run, 0, df, 600);
            let all: Vec<u32> = (0..freqs.len() as u32).collect();
            let _ = read_positions(&run, 0, &freqs, &all);
        }
    }
}
