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
use self::reading::Reading;
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
#[derive(Clone, Debug)]
pub struct Tagger {
    moves: Vec<i8>,
    features: Weights,
    lists: Lists,
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
        Self { moves: parts.moves.clone(), features: Weights::new(&parts.features), lists: Lists::new(parts) }
    }

    /// The names of a text, in order, without overlap. `sentences` are ranges of `text`, in order.
    pub fn spans(&self, text: &str, sentences: &[TextRange]) -> Vec<Span> {
        let reading = Reading::new(text, sentences, &self.lists);
        let mut islands = Vec::new();
        let mut row = 0;
        for (number, line) in reading.lines.iter().enumerate() {
            for (start, end) in line.islands() {
                islands.push(Island { line: number, start, end, row });
                row += end - start;
            }
        }
        let rows = self.rows(&reading, &islands);
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
                    let row: &Row = rows.get(island.row + at)?;
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

    /// The weights of every open token but for those that a first pass gives.
    fn rows(&self, reading: &Reading<'_>, islands: &[Island]) -> Vec<Row> {
        const WIDTH: usize = features::OFFSETS.len();
        // For each distinct word and offset one more than the place of its sum in `sums`; 0 where it is not made yet.
        let mut kept: Vec<u32> = vec![0; reading.distinct() * WIDTH];
        let mut sums: Vec<Row> = Vec::new();
        let mut beyond = [[0; LABELS]; WIDTH];
        for (row, offset) in beyond.iter_mut().zip(features::OFFSETS) {
            features::word(None, offset, |feature| self.features.add(row, feature));
        }
        let mut rows = Vec::with_capacity(islands.last().map_or(0, |last| last.row + last.end - last.start));
        for island in islands {
            let Some(line) = reading.lines.get(island.line) else { continue };
            for at in island.start..island.end {
                let mut row = [0; LABELS];
                for (n, offset) in features::OFFSETS.into_iter().enumerate() {
                    let number =
                        usize::try_from(at as i32 + offset).ok().and_then(|at| line.words.get(at)).copied();
                    let place = number.and_then(|number| kept.get_mut(number as usize * WIDTH + n));
                    let part = match (number, place) {
                        (Some(number), Some(place)) => {
                            if *place == 0 {
                                let mut part = [0; LABELS];
                                features::word(reading.word(number), offset, |feature| {
                                    self.features.add(&mut part, feature);
                                });
                                sums.push(part);
                                *place = sums.len() as u32;
                            }
                            &sums[*place as usize - 1]
                        }
                        _ => &beyond[n],
                    };
                    for (sum, weight) in row.iter_mut().zip(part) {
                        *sum += weight;
                    }
                }
                features::context(reading, line, at, |feature| self.features.add(&mut row, feature));
                rows.push(row);
            }
        }
        rows
    }

    fn labels(
        &self,
        reading: &Reading<'_>,
        islands: &[Island],
        rows: &[Row],
        memory: Option<(&Memory, &[Vec<u8>])>,
    ) -> Vec<Vec<u8>> {
        let mut found: Vec<Vec<u8>> =
            reading.lines.iter().map(|line| vec![OUTSIDE as u8; line.tokens.len()]).collect();
        let mut own_rows: Vec<Row> = Vec::new();
        for island in islands {
            let (Some(line), Some(labels)) = (reading.lines.get(island.line), found.get_mut(island.line))
            else {
                continue;
            };
            own_rows.clear();
            own_rows.extend(rows.iter().skip(island.row).take(island.end - island.start));
            for (at, row) in (island.start..island.end).zip(&mut own_rows) {
                if let Some((memory, first)) = memory {
                    let own = first.get(island.line).and_then(|labels| labels.get(at));
                    let own = own.map_or(0, |&own| own as usize);
                    features::memory(reading, line, at, own, memory, |feature| {
                        self.features.add(row, feature);
                    });
                }
                forbid(row, line.tokens.get(at).map_or(Form::Mark, |token| token.form));
            }
            for (slot, label) in labels.iter_mut().skip(island.start).zip(best(&own_rows, &self.moves)) {
                *slot = label as u8;
            }
        }
        found
    }
}

/// The weights of features. Sixty features of a token are asked for and most are none of the model's, so what is read
/// to learn that is small enough to stay in a processor's cache.
#[derive(Clone, Debug)]
struct Weights {
    /// For the upper [`BUCKET_BITS`] of a feature, where in `features` those with them begin; one more at the end.
    starts: Vec<u32>,
    /// Features in order: the lower bits of each before a bit for each label that has a weight, and where in `values`
    /// these begin.
    features: Vec<(u32, u32)>,
    values: Vec<i8>,
}

/// How many upper bits of a feature find it: about as many places as features.
const BUCKET_BITS: u32 = 15;

impl Weights {
    /// From features by ascending hash.
    fn new(parts: &[(u32, [i8; LABELS])]) -> Self {
        let mut found = Self { starts: Vec::new(), features: Vec::new(), values: Vec::new() };
        for bucket in 0..=1 << BUCKET_BITS {
            let start = parts.partition_point(|(hash, _)| bucket_of(*hash) < bucket);
            found.starts.push(start as u32);
        }
        for (hash, row) in parts {
            let labels =
                (0..LABELS).filter(|&label| row[label] != 0).fold(0, |mask, label| mask | 1 << label);
            found.features.push((lower_bits(*hash) | labels, found.values.len() as u32));
            found.values.extend(row.iter().filter(|&&weight| weight != 0));
        }
        found
    }

    fn add(&self, row: &mut Row, feature: u32) {
        let bucket = bucket_of(feature);
        let (Some(&start), Some(&end)) = (self.starts.get(bucket), self.starts.get(bucket + 1)) else {
            return;
        };
        let found = self.features.get(start as usize..end as usize).unwrap_or(&[]);
        for &(head, first) in found {
            if head & !0xffff == lower_bits(feature) {
                let mut labels = head & 0xffff;
                for &weight in self.values.get(first as usize..).unwrap_or(&[]) {
                    let Some(sum) = row.get_mut(labels.trailing_zeros() as usize) else { break };
                    *sum += i32::from(weight);
                    labels &= labels - 1;
                }
                return;
            }
        }
    }
}

fn bucket_of(feature: u32) -> usize {
    (feature >> (asset::FEATURE_BITS - BUCKET_BITS)) as usize
}

/// The bits of a feature that do not find it, over the bits of labels.
fn lower_bits(feature: u32) -> u32 {
    (feature & ((1 << (asset::FEATURE_BITS - BUCKET_BITS)) - 1)) << 16
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
