//! From documents to the bytes of a segment's index.
//!
//! Input: documents in ordinal order. Output: the sections that [`super`] lists. The same documents give the same
//! bytes: terms are sorted, and no order of a hash table reaches the output.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::index::blocks::Blocks;
use crate::index::codec::put_checksum;
use crate::index::dictionary::{ExactTerm, INLINE, List, Lists, Place, write_exact, write_stems};
use crate::index::lengths::Lengths;
use crate::index::postings::{write_positions, write_postings};
use crate::index::terms::{body_terms, stem_of, terms};
use crate::index::{BODY, FIELDS, TITLE};

/// The sections of an index.
pub(crate) struct Index {
    /// Exact terms.
    pub exact: Blocks,
    /// Stems.
    pub stems: Blocks,
    /// Runs of documents and frequencies.
    pub postings: Vec<u8>,
    /// Runs of positions.
    pub positions: Vec<u8>,
    /// Field lengths.
    pub lengths: Blocks,
    /// The sum of all lengths of each field, in tokens.
    pub totals: [u64; FIELDS],
}

/// FNV-1a (Fowler, Noll and Vo): short keys, no chance, the same everywhere.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The postings of a term in a field while documents are read.
#[derive(Default)]
struct Gathered {
    docs: Vec<u32>,
    freqs: Vec<u32>,
    positions: Vec<u32>,
}

/// Gathers postings over documents.
#[derive(Default)]
struct Inverter {
    ids: HashMap<String, u32, BuildHasherDefault<Fnv>>,
    lists: Vec<[Gathered; FIELDS]>,
}

impl Inverter {
    fn add(&mut self, key: String, field: usize, doc: u32, position: u32) {
        let next = self.lists.len() as u32;
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.lists.push(Default::default());
        }
        let list = &mut self.lists[id as usize][field];
        match list.freqs.last_mut() {
            Some(freq) if list.docs.last() == Some(&doc) => *freq += 1,
            _ => {
                list.docs.push(doc);
                list.freqs.push(1);
            }
        }
        list.positions.push(position);
    }
}

/// Where the runs of one kind are written.
#[derive(Default)]
struct Runs {
    bytes: Vec<u8>,
}

impl Runs {
    fn place(&mut self, run: Vec<u8>, inline: usize) -> Result<Place> {
        if run.len() <= inline {
            return Ok(Place::Inline(run));
        }
        let start = self.bytes.len();
        self.bytes.extend(run);
        put_checksum(&mut self.bytes, start);
        let len = u32::try_from(self.bytes.len() - start).map_err(|_| {
            Error::new(ErrorKind::TooLarge, "expected postings of a term below 4 GiB, found more")
        })?;
        Ok(Place::Outside { offset: start as u64, len })
    }
}

/// Indexes documents.
///
/// # Errors
/// [`ErrorKind::TooLarge`] where the postings of one term pass 4 GiB.
pub(crate) fn build<'d>(documents: impl Iterator<Item = &'d Document>) -> Result<Index> {
    let mut inverter = Inverter::default();
    let mut lengths = Lengths::default();
    let mut totals = [0; FIELDS];
    for (document, ordinal) in documents.zip(0..) {
        let mut counts = [0; FIELDS];
        body_terms(&document.text, &document.boilerplate, |term| {
            inverter.add(term.key, BODY, ordinal, term.position);
            counts[BODY] += 1;
        });
        for term in terms(&document.title) {
            inverter.add(term.key, TITLE, ordinal, term.position);
            counts[TITLE] += 1;
        }
        lengths.push(counts);
        for (total, count) in totals.iter_mut().zip(counts) {
            *total += u64::from(count);
        }
    }

    let mut keys: Vec<(String, u32)> = inverter.ids.into_iter().collect();
    keys.sort_unstable();
    let mut terms: Vec<ExactTerm> = keys
        .iter()
        .map(|(key, _)| ExactTerm { stem: stem_of(key), key: key.clone(), lists: Lists::default() })
        .collect();
    // Postings of the forms of one stem lie side by side, so that a query takes them in one range.
    let mut order: Vec<usize> = (0..terms.len()).collect();
    order.sort_by(|&a, &b| (&terms[a].stem, a).cmp(&(&terms[b].stem, b)));
    let (mut postings, mut positions) = (Runs::default(), Runs::default());
    for &at in &order {
        let gathered = &inverter.lists[keys[at].1 as usize];
        for (field, (list, gathered)) in terms[at].lists.iter_mut().zip(gathered).enumerate() {
            if gathered.docs.is_empty() {
                continue;
            }
            let run = write_postings(&gathered.docs, &gathered.freqs, |doc| lengths.code(field, doc));
            let docs = postings.place(run, INLINE)?;
            let short = matches!(docs, Place::Inline(_));
            let run = write_positions(&gathered.freqs, &gathered.positions);
            let positions = positions.place(run, if short { INLINE / 2 } else { 0 })?;
            *list = List { df: gathered.docs.len() as u32, docs, positions };
        }
    }
    let by_stem: Vec<&ExactTerm> = order.iter().map(|&at| &terms[at]).collect();
    let stems = write_stems(&by_stem);
    let mut blocks = Blocks::default();
    for block in &lengths.blocks() {
        blocks.push(block, 6);
    }
    Ok(Index {
        exact: write_exact(&terms),
        stems,
        postings: postings.bytes,
        positions: positions.bytes,
        lengths: blocks,
        totals,
    })
}
