//! A trained tagger of persons, organisations and places in English text.
//!
//! Input is a text with its sentences, output spans with a type and a score. The model is a linear-chain conditional
//! random field (Lafferty, McCallum and Pereira, 2001) over hashed features, its weights pruned and of eight bits, in a
//! file of its own that is loaded when it is wanted; without it the rules of [`super`] do the work. It reads a document
//! twice: the second time it knows what the first took every name for.
//!
//! | module | knows |
//! |---|---|
//! | [`token`] | words and marks |
//! | [`vocabulary`] | distinct words, kept from document to document |
//! | [`reading`] | a document laid out: which tokens may be of a name at all |
//! | [`features`] | what the model looks at, for training and use alike |
//! | [`weights`] | the weights of features, and sums of them |
//! | `kept` | sums that are kept from token to token and from document to document |
//! | [`memory`] | what a first pass took the names for |
//! | [`lattice`] | labels and the best way through them |
//! | [`asset`] | the file's format |
//!
//! All arithmetic is of whole numbers, so that every machine finds the same names. Training is in `training/`; how well
//! it does stands in `models/README.md`.

pub mod asset;
pub mod features;
mod kept;
pub mod lattice;
pub mod memory;
pub mod reading;
pub mod token;
pub mod vocabulary;
pub mod weights;

use std::mem;
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use self::asset::{Known, Parts};
use self::kept::Kept;
use self::lattice::{BEGIN, END, OUTSIDE, Row, SINGLE, TYPES, label, walk};
use self::memory::Memory;
use self::reading::Reading;
use self::token::Form;
use self::weights::{Sums, Weights};
use super::EntityType;
use crate::error::{Error, ErrorKind, Result};
use crate::text::TextRange;

/// A name that the model found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it stands.
    pub range: TextRange,
    /// What it names: a person, an organisation or a place.
    pub entity_type: EntityType,
    /// How much better than no name at all it is, in the model's own unit: more is surer, about 0 is a guess.
    pub score: i32,
}

/// Lists of words and phrases by hash.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    words: Table<Known>,
    phrases: Table<u8>,
    coarse: Vec<u8>,
}

impl Lists {
    /// From the parts of a file.
    pub fn new(parts: &Parts) -> Self {
        Self {
            words: Table::new(parts.words.iter().copied()),
            phrases: Table::new(parts.phrases.iter().copied()),
            coarse: parts.coarse.clone(),
        }
    }

    /// What is known of a folded word, by its [`features::hash`].
    pub fn known(&self, hash: u32) -> Known {
        self.words.get(features::shortened(hash)).copied().unwrap_or_default()
    }

    /// The flags of a folded phrase, by its [`features::list_hash`]; 0 where it is in no list.
    pub fn phrase(&self, hash: u32) -> u8 {
        self.phrases.get(hash).copied().unwrap_or(0)
    }

    /// The coarse cluster of a fine one.
    pub fn coarse(&self, cluster: u8) -> u8 {
        self.coarse.get(cluster as usize).copied().unwrap_or(0)
    }
}

/// A trained tagger.
#[derive(Debug)]
pub struct Tagger {
    moves: Vec<i8>,
    features: Weights,
    lists: Lists,
    /// What was worked out for documents before. It makes the next ones faster and changes nothing in them.
    kept: Mutex<Kept>,
}

/// A run of tokens that may be of a name, with its place among the rows of all such tokens.
struct Island {
    line: usize,
    start: usize,
    end: usize,
    row: usize,
}

impl Tagger {
    /// Reads the file of a trained tagger.
    ///
    /// # Errors
    /// As [`Parts::from_bytes`].
    pub fn load(bytes: &[u8]) -> Result<Self> {
        Ok(Self::new(&Parts::from_bytes(bytes)?))
    }

    /// Reads the tagger that belongs to this program, and no other: where it comes from elsewhere (a server, a cache), it
    /// may be another version's, or changed on purpose.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where the SHA-256 is not that of `models/entity-tagger.bin`; else as [`Parts::from_bytes`].
    pub fn load_own(bytes: &[u8]) -> Result<Self> {
        const EXPECTED: &str = include_str!("../../../models/entity-tagger.sha256");
        let nibbles = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let found: String = nibbles.filter_map(|nibble| char::from_digit(u32::from(nibble), 16)).collect();
        if found != EXPECTED.trim() {
            let message = format!("expected the tagger with SHA-256 {}, found {found}", EXPECTED.trim());
            return Err(Error::new(ErrorKind::Model, message));
        }
        Self::load(bytes)
    }

    /// From the parts of a file.
    pub fn new(parts: &Parts) -> Self {
        Self {
            moves: parts.moves.clone(),
            features: Weights::new(&parts.features),
            lists: Lists::new(parts),
            kept: Mutex::default(),
        }
    }

    /// The names of a text, in order, without overlap. `sentences` are ranges of `text`, in order.
    pub fn spans(&self, text: &str, sentences: &[TextRange]) -> Vec<Span> {
        // Who asks at the same time begins with nothing.
        let mut kept = self.kept.lock().map(|mut kept| mem::take(&mut *kept)).unwrap_or_default();
        let reading = Reading::with(text, sentences, &self.lists, kept.take_vocabulary());
        let mut islands = Vec::new();
        let mut row = 0;
        for (number, line) in reading.lines.iter().enumerate() {
            for (start, end) in line.islands() {
                islands.push(Island { line: number, start, end, row });
                row += end - start;
            }
        }
        let rows = self.rows(&reading, &islands, &mut kept);
        let first = self.labels(&reading, &islands, &rows, None);
        let memory = Memory::new(&reading, &first);
        let labels = self.labels(&reading, &islands, &rows, Some((&memory, &first)));
        let mut found = Vec::new();
        for island in &islands {
            let Some(line) = reading.lines.get(island.line) else { continue };
            let labels = labels
                .get(island.line)
                .and_then(|labels| labels.get(island.start..island.end))
                .unwrap_or(&[]);
            for (start, end, index) in memory::names(labels) {
                let token = |at: usize| line.tokens.get(island.start + at);
                let (Some(first), Some(last)) = (token(start), token(end - 1)) else { continue };
                let gain = |at: usize| {
                    let sums: &Sums = rows.get(island.row + at)?;
                    Some(sums.of(labels[at] as usize) - sums.of(OUTSIDE))
                };
                found.push(Span {
                    range: TextRange { start: first.range.start, end: last.range.end },
                    entity_type: TYPES[index],
                    score: (start..end).filter_map(gain).sum(),
                });
            }
        }
        kept.give_vocabulary(reading.into_vocabulary());
        if let Ok(mut place) = self.kept.lock() {
            *place = kept;
        }
        found
    }

    /// The weights of every open token but for those that a first pass gives.
    fn rows(&self, reading: &Reading<'_>, islands: &[Island], kept: &mut Kept) -> Vec<Sums> {
        let mut rows = Vec::with_capacity(islands.last().map_or(0, |last| last.row + last.end - last.start));
        for island in islands {
            let Some(line) = reading.lines.get(island.line) else { continue };
            rows.extend((island.start..island.end).map(|at| kept.sums(&self.features, reading, line, at)));
        }
        rows
    }

    fn labels(
        &self,
        reading: &Reading<'_>,
        islands: &[Island],
        rows: &[Sums],
        memory: Option<(&Memory, &[Vec<u8>])>,
    ) -> Vec<Vec<u8>> {
        let mut found: Vec<Vec<u8>> =
            reading.lines.iter().map(|line| vec![OUTSIDE as u8; line.tokens.len()]).collect();
        let (mut own_rows, mut back) = (Vec::new(), Vec::new());
        for island in islands {
            let (Some(line), Some(labels)) = (reading.lines.get(island.line), found.get_mut(island.line))
            else {
                continue;
            };
            own_rows.clear();
            let rows = rows.iter().skip(island.row);
            for (at, mut sums) in (island.start..island.end).zip(rows.copied()) {
                if let Some((memory, first)) = memory {
                    let own = first.get(island.line).and_then(|labels| labels.get(at));
                    let own = own.map_or(0, |&own| own as usize);
                    features::memory(reading, line, at, own, memory, |feature| {
                        self.features.add(&mut sums, feature);
                    });
                }
                let mut row = sums.row();
                forbid(&mut row, line.tokens.get(at).map_or(Form::Mark, |token| token.form));
                own_rows.push(row);
            }
            if let Some(labels) = labels.get_mut(island.start..island.end) {
                walk(&own_rows, &self.moves, &mut back, labels);
            }
        }
        found
    }
}

/// No name begins or ends with a mark or a possessive ending, none ends with a small word.
fn forbid(row: &mut Row, form: Form) {
    const NEVER: i32 = -1_000_000;
    for index in 0..TYPES.len() {
        if !form.is_capital() && form != Form::Number {
            row[label(index, END)] = NEVER;
            row[label(index, SINGLE)] = NEVER;
        }
        if matches!(form, Form::Mark | Form::Possessive) {
            row[label(index, BEGIN)] = NEVER;
        }
    }
}

/// An open-addressed table from hashes to values.
#[derive(Clone, Debug, Default)]
struct Table<V> {
    /// The hash and one more than the place in `values`; 0 is empty.
    slots: Vec<(u32, u32)>,
    values: Vec<V>,
}

impl<V> Table<V> {
    fn new(entries: impl ExactSizeIterator<Item = (u32, V)>) -> Self {
        let size = (entries.len() * 2).next_power_of_two().max(2);
        let mut table = Self { slots: vec![(0, 0); size], values: Vec::with_capacity(entries.len()) };
        for (hash, value) in entries {
            table.values.push(value);
            let mut slot = table.first(hash);
            while table.slots[slot].1 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            table.slots[slot] = (hash, table.values.len() as u32);
        }
        table
    }

    fn first(&self, hash: u32) -> usize {
        (hash.wrapping_mul(0x9e37_79b1) >> 7) as usize & self.slots.len().wrapping_sub(1)
    }

    fn get(&self, hash: u32) -> Option<&V> {
        let mut slot = self.first(hash);
        loop {
            match self.slots.get(slot)? {
                (_, 0) => return None,
                (found, place) if *found == hash => return self.values.get(*place as usize - 1),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}
