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
//! | [`reading`] | a document laid out: which tokens may be of a name at all |
//! | [`features`] | what the model looks at, for training and use alike |
//! | [`memory`] | what a first pass took the names for |
//! | [`lattice`] | labels and the best way through them |
//! | [`asset`] | the file's format |
//!
//! All arithmetic is of whole numbers, so that every machine finds the same names. Training is in `training/`; how well
//! it does stands in `models/README.md`.

pub mod asset;
pub mod features;
pub mod lattice;
pub mod memory;
pub mod reading;
pub mod token;

use sha2::{Digest, Sha256};

use self::asset::{Known, Parts};
use self::lattice::{BEGIN, END, LABELS, OUTSIDE, Row, SINGLE, TYPES, best, label};
use self::memory::Memory;
use self::reading::{Line, Reading};
use self::token::Form;
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

    /// What is known of a folded word.
    pub fn word(&self, folded: &str) -> Known {
        self.words.get(features::list_hash(folded)).copied().unwrap_or_default()
    }

    /// The flags of a folded phrase; 0 where it is in no list.
    pub fn phrase(&self, folded: &str) -> u8 {
        self.phrases.get(features::list_hash(folded)).copied().unwrap_or(0)
    }

    /// The coarse cluster of a fine one.
    pub fn coarse(&self, cluster: u8) -> u8 {
        self.coarse.get(cluster as usize).copied().unwrap_or(0)
    }
}

/// A trained tagger.
#[derive(Clone, Debug)]
pub struct Tagger {
    moves: Vec<i8>,
    features: Table<[i8; LABELS]>,
    lists: Lists,
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
            features: Table::new(parts.features.iter().copied()),
            lists: Lists::new(parts),
        }
    }

    /// The names of a text, in order, without overlap. `sentences` are ranges of `text`, in order.
    pub fn spans(&self, text: &str, sentences: &[TextRange]) -> Vec<Span> {
        let reading = Reading::new(text, sentences, &self.lists);
        let rows = self.rows(&reading);
        let first = self.labels(&reading, &rows, None);
        let memory = Memory::new(&reading, &first);
        let labels = self.labels(&reading, &rows, Some((&memory, &first)));
        let mut found = Vec::new();
        for ((line, labels), rows) in reading.lines.iter().zip(&labels).zip(&rows) {
            for (start, end, index) in memory::names(labels) {
                let (Some(first), Some(last)) = (line.tokens.get(start), line.tokens.get(end - 1)) else {
                    continue;
                };
                let gain = |at: usize| {
                    let row: &Row = rows.get(at)?;
                    Some(row.get(labels[at] as usize)? - row[OUTSIDE])
                };
                found.push(Span {
                    range: TextRange { start: first.range.start, end: last.range.end },
                    entity_type: TYPES[index],
                    score: (start..end).filter_map(gain).sum(),
                });
            }
        }
        found
    }

    fn add(&self, row: &mut Row, feature: u32) {
        if let Some(weights) = self.features.get(feature) {
            for (sum, &weight) in row.iter_mut().zip(weights) {
                *sum += i32::from(weight);
            }
        }
    }

    /// The weights of every open token but for those that a first pass gives; of other tokens, nothing.
    fn rows(&self, reading: &Reading<'_>) -> Vec<Vec<Row>> {
        const WIDTH: usize = features::OFFSETS.len();
        let mut kept: Vec<Option<Row>> = vec![None; reading.distinct() * WIDTH];
        let mut beyond = [[0; LABELS]; WIDTH];
        for (row, offset) in beyond.iter_mut().zip(features::OFFSETS) {
            features::word(None, offset, |feature| self.add(row, feature));
        }
        let sum = |line: &Line, at: usize, kept: &mut Vec<Option<Row>>| {
            let mut row = [0; LABELS];
            for (n, offset) in features::OFFSETS.into_iter().enumerate() {
                let number =
                    usize::try_from(at as i32 + offset).ok().and_then(|at| line.words.get(at)).copied();
                let part = match number {
                    Some(number) => match kept.get_mut(number as usize * WIDTH + n) {
                        Some(Some(part)) => *part,
                        slot => {
                            let mut part = [0; LABELS];
                            features::word(reading.word(number), offset, |feature| {
                                self.add(&mut part, feature);
                            });
                            if let Some(slot) = slot {
                                *slot = Some(part);
                            }
                            part
                        }
                    },
                    None => beyond[n],
                };
                for (sum, weight) in row.iter_mut().zip(part) {
                    *sum += weight;
                }
            }
            features::context(reading, line, at, |feature| self.add(&mut row, feature));
            row
        };
        let lines = reading.lines.iter();
        lines
            .map(|line| {
                let open = line.open.iter().enumerate();
                open.map(|(at, &open)| if open { sum(line, at, &mut kept) } else { [0; LABELS] }).collect()
            })
            .collect()
    }

    fn labels(
        &self,
        reading: &Reading<'_>,
        rows: &[Vec<Row>],
        memory: Option<(&Memory, &[Vec<u8>])>,
    ) -> Vec<Vec<u8>> {
        let mut found = Vec::with_capacity(rows.len());
        for (number, (line, rows)) in reading.lines.iter().zip(rows).enumerate() {
            let mut labels = vec![OUTSIDE as u8; line.tokens.len()];
            for (start, end) in line.islands() {
                let mut island: Vec<Row> = rows.get(start..end).unwrap_or(&[]).to_vec();
                if let Some((memory, first)) = memory {
                    for (at, row) in (start..end).zip(&mut island) {
                        let own = first
                            .get(number)
                            .and_then(|labels| labels.get(at))
                            .map_or(0, |&own| own as usize);
                        features::memory(reading, line, at, own, memory, |feature| self.add(row, feature));
                    }
                }
                for (at, row) in (start..end).zip(&mut island) {
                    forbid(row, line.tokens.get(at).map_or(Form::Mark, |token| token.form));
                }
                for (slot, label) in labels.iter_mut().skip(start).zip(best(&island, &self.moves)) {
                    *slot = label as u8;
                }
            }
            found.push(labels);
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
