//! From documents to the bytes of a segment's index.
//!
//! Input: documents in ordinal order. Output: the sections that [`super`] lists. The same documents give the same
//! bytes: terms are sorted, and no order of a hash table reaches the output.

use crate::document::{Boilerplate, Document};
use crate::error::{Error, ErrorKind, Result};
use crate::index::FIELDS;
use crate::index::blocks::Blocks;
use crate::index::codec::put_checksum;
use crate::index::dictionary::{ExactTerm, INLINE, List, Lists, Place, write_exact, write_stems};
use crate::index::gather::{Gathered, Gatherer};
use crate::index::intern::Interner;
use crate::index::lengths::Lengths;
use crate::index::postings::{write_positions, write_postings};
use crate::index::terms::{Indexed, body_places, is_as_written, stem_of, stems_of};
use crate::order;

/// The sections of an index.
pub struct Index {
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

/// Where the runs of one kind are written.
#[derive(Default)]
struct Runs {
    bytes: Vec<u8>,
}

impl Runs {
    /// Appends a run, written behind what is there; one of no more than `inline` bytes goes to the dictionary instead.
    fn place(&mut self, inline: usize, write: impl FnOnce(&mut Vec<u8>)) -> Result<Place> {
        let start = self.bytes.len();
        write(&mut self.bytes);
        if self.bytes.len() - start <= inline {
            return Ok(Place::Inline(self.bytes.split_off(start)));
        }
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
/// [`ErrorKind::TooLarge`] where the documents are more than one segment holds: about 2 GB of text.
pub fn build<'d>(documents: impl Iterator<Item = &'d Document>) -> Result<Index> {
    let (mut keys, mut gatherer) = (Interner::default(), Gatherer::default());
    let mut lengths = Lengths::default();
    let mut totals = [0; FIELDS];
    // Of each key, which stems it has.
    let mut stems_in: Vec<u8> = Vec::new();
    for (document, ordinal) in documents.zip(0..) {
        if !gatherer.has_room(document.text.len() + document.title.len()) {
            return Err(Error::new(ErrorKind::TooLarge, "expected a segment of less text, found more"));
        }
        let mut counts = [0; FIELDS];
        let texts: [(&str, &[Boilerplate]); FIELDS] =
            [(&document.text, &document.boilerplate), (&document.title, &[])];
        for (field, (text, boilerplate)) in texts.into_iter().enumerate() {
            let indexed = Indexed { text, boilerplate, language: document.language };
            body_places(&indexed, |key, position, stems, written| {
                counts[field] += 1;
                for (key, stems) in
                    std::iter::once((key, stems)).chain(written.as_deref().map(|key| (key, 0)))
                {
                    let number = keys.intern(key.as_bytes()) as usize;
                    gatherer.push(number * FIELDS + field, ordinal, position);
                    if number == stems_in.len() {
                        stems_in.push(0);
                    }
                    stems_in[number] |= stems;
                }
            });
        }
        lengths.push(counts);
        for (total, count) in totals.iter_mut().zip(counts) {
            *total += u64::from(count);
        }
    }

    let mut terms: Vec<ExactTerm> = Vec::with_capacity(keys.len());
    for number in 0..keys.len() as u32 {
        let key = String::from_utf8_lossy(keys.key(number)).into_owned();
        let mut stems = match stems_in[number as usize] {
            _ if is_as_written(key.as_bytes()) => vec![key.clone()],
            1 => vec![stem_of(&key)],
            _ => stems_of(&key),
        };
        let mut bits = 0..;
        // What has no stems but itself has one, in whatever language it stands.
        if stems.len() > 1 {
            stems.retain(|_| bits.next().is_some_and(|bit: u32| stems_in[number as usize] >> bit & 1 == 1));
        }
        terms.push(ExactTerm { stems, key, number, lists: Lists::default() });
    }
    // Postings of the forms of one stem lie side by side, so that a query takes them in one range.
    order::sort_by(&mut terms, |a, b| (&a.stems, &a.key).cmp(&(&b.stems, &b.key)));
    let (mut postings, mut positions) = (Runs::default(), Runs::default());
    let mut gathered = Gathered::default();
    for term in &mut terms {
        for (field, list) in term.lists.iter_mut().enumerate() {
            let number = term.number as usize * FIELDS + field;
            if gatherer.df(number) == 0 {
                continue;
            }
            gatherer.read(number, &mut gathered);
            let docs = postings.place(INLINE, |out| {
                write_postings(out, &gathered.docs, &gathered.freqs, |doc| lengths.code(field, doc));
            })?;
            let short = matches!(docs, Place::Inline(_));
            // The key has the places too.
            let positions = if is_as_written(term.key.as_bytes()) {
                Place::default()
            } else {
                positions.place(if short { INLINE / 2 } else { 0 }, |out| {
                    write_positions(out, &gathered.freqs, &gathered.positions);
                })?
            };
            *list = List { df: gathered.docs.len() as u32, docs, positions };
        }
    }
    let stems = write_stems(&terms);
    order::sort_by(&mut terms, |a, b| a.key.cmp(&b.key));
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
