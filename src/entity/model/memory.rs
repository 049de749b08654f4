//! What a first pass took the document's names for, so that a second pass can use it elsewhere.
//!
//! A surname alone, a headline, a list: a mention with little around it is what the document's other mentions are. A
//! mention's own first label never counts as its own evidence.

use super::features::feature;
use super::lattice::{OUTSIDE, meaning};
use super::reading::{Line, Reading, Style};
use crate::entity::table::Table;

/// The longest name that is remembered as a whole, in tokens.
const LONGEST: usize = 6;

/// Counts of a first pass.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// For each distinct folded word by type, and outside every name.
    words: Vec<[u16; 4]>,
    /// For each name by type, by the hash of its words.
    names: Table<[u16; 3]>,
    /// For each line, for each token: its part in a remembered name (0 begins, 1 continues, 2 ends, 3 is the whole) and
    /// the name's type.
    parts: Vec<Vec<Option<(u8, u8)>>>,
}

impl Memory {
    /// Counts the labels that a first pass gave, line by line, token by token.
    pub fn new(reading: &Reading<'_>, labels: &[Vec<u8>]) -> Self {
        let mut memory = Self { words: vec![[0; 4]; reading.distinct_folds()], ..Self::default() };
        for (line, labels) in reading.lines.iter().zip(labels) {
            for (at, &label) in labels.iter().enumerate() {
                let Some(&number) = line.words.get(at) else { continue };
                if !reading.word(number).is_some_and(|word| word.form.is_capital())
                    || line.style != Style::Running
                {
                    continue;
                }
                let Some(votes) = memory.words.get_mut(reading.fold(number) as usize) else { continue };
                let index = meaning(label as usize).map_or(3, |(index, _)| index);
                votes[index] = votes[index].saturating_add(1);
            }
            for (start, end, index) in names(labels) {
                if end - start <= LONGEST
                    && line.style == Style::Running
                    && let Some(key) = key(reading, line, start, end)
                {
                    let votes = memory.names.slot(u64::from(key), Default::default);
                    votes[index] = votes[index].saturating_add(1);
                }
            }
        }
        for (line, labels) in reading.lines.iter().zip(labels) {
            let parts = memory.parts(reading, line, labels);
            memory.parts.push(parts);
        }
        memory
    }

    /// What the document's other mentions of a word were taken for: the type (3 is outside, 4 is unseen), how sure, and
    /// whether some stood outside names. `fold` is of [`Reading::fold`], `own` the label of the mention that asks.
    pub fn word(&self, fold: u32, own: usize) -> (u32, u32, u32) {
        let Some(mut votes) = self.words.get(fold as usize).copied() else { return (4, 0, 0) };
        let index = if own == OUTSIDE { 3 } else { meaning(own).map_or(3, |(index, _)| index) };
        votes[index] = votes[index].saturating_sub(1);
        let total: u16 = votes.iter().fold(0, |sum, &n| sum.saturating_add(n));
        let (mut best, mut top) = (4, 0);
        for (index, &count) in votes.iter().enumerate() {
            if count > top {
                (best, top) = (index as u32, count);
            }
        }
        if total == 0 {
            return (4, 0, 0);
        }
        let sure = if top == total {
            2 + u32::from(total > 2)
        } else {
            u32::from(u32::from(top) * 3 > u32::from(total) * 2)
        };
        (best, sure, u32::from(votes[3] > 0))
    }

    /// The part of the token in a name that stands elsewhere in the document, and the name's type.
    pub fn phrase(&self, line: &Line, at: usize) -> Option<(u32, u32)> {
        let part = self.parts.get(line.number)?.get(at).copied().flatten();
        part.map(|(part, kind)| (u32::from(part), u32::from(kind)))
    }

    fn parts(&self, reading: &Reading<'_>, line: &Line, labels: &[u8]) -> Vec<Option<(u8, u8)>> {
        if !line.open.contains(&true) {
            return Vec::new();
        }
        let mut found = vec![None; line.tokens.len()];
        let own = names(labels);
        let mut at = 0;
        while at < line.tokens.len() {
            let mut longest = None;
            if line.open.get(at) == Some(&true) && line.tokens[at].form.is_capital() {
                let mut key = 0;
                for end in at + 1..=(at + LONGEST).min(line.tokens.len()) {
                    if line.open.get(end - 1) != Some(&true) {
                        break;
                    }
                    key = longer(key, reading, line.words.get(end - 1).copied());
                    let Some(mut votes) = self.names.get(u64::from(key)).copied() else { continue };
                    if line.style == Style::Running
                        && let Ok(place) = own.binary_search_by_key(&(at, end), |name| (name.0, name.1))
                    {
                        let index = own[place].2;
                        votes[index] = votes[index].saturating_sub(1);
                    }
                    let best = (0..3).max_by_key(|&index| (votes[index], 3 - index)).unwrap_or(0);
                    if votes[best] > 0 {
                        longest = Some((end, best as u8));
                    }
                }
            }
            if let Some((end, kind)) = longest {
                let whole = end - at == 1;
                for (offset, slot) in found.iter_mut().skip(at).take(end - at).enumerate() {
                    let part = match offset {
                        _ if whole => 3,
                        0 => 0,
                        _ if at + offset + 1 == end => 2,
                        _ => 1,
                    };
                    *slot = Some((part, kind));
                }
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }
}

fn key(reading: &Reading<'_>, line: &Line, start: usize, end: usize) -> Option<u32> {
    let words = line.words.get(start..end)?;
    Some(words.iter().fold(0, |key, &word| longer(key, reading, Some(word))))
}

/// The key of a name with one word more.
fn longer(key: u32, reading: &Reading<'_>, word: Option<u32>) -> u32 {
    feature(9, key, word.and_then(|word| reading.word(word)).map_or(0, |word| word.folded), 0)
}

/// The names that labels mark: first token, end, index of the type.
pub fn names(labels: &[u8]) -> Vec<(usize, usize, usize)> {
    use super::lattice::{BEGIN, END, SINGLE};
    let mut found = Vec::new();
    let mut start = None;
    for (at, &label) in labels.iter().enumerate() {
        match meaning(label as usize) {
            Some((index, SINGLE)) => found.push((at, at + 1, index)),
            Some((_, BEGIN)) => start = Some(at),
            Some((index, END)) => {
                if let Some(start) = start.take() {
                    found.push((start, at + 1, index));
                }
            }
            Some(_) => {}
            None => start = None,
        }
    }
    found
}
