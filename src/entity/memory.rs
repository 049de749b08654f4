//! What a document has taught so far: which words it writes small, which names it has shown with good evidence.
//!
//! A headline, a line in capitals or a sentence's first word says little by itself; the same words elsewhere in the
//! document decide. The tagger runs once to fill the memory and once to use it. Words and names are numbers here (`table`).

use super::EntityType;
use super::table::Table;
use super::tagger::{Candidate, Sentence, Strength, Style};
use super::word::Shape;

/// What one document has taught.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// How often each word stands small, and how often with a capital that its place does not explain.
    cases: Table<(u32, u32)>,
    /// Weight of the evidence for each type of each name.
    votes: Table<[u32; 5]>,
    names: Table<(EntityType, Strength)>,
}

impl Memory {
    /// Counts how the words of a document are written.
    pub(super) fn read(sentences: &[Sentence<'_>]) -> Self {
        let mut memory = Self::default();
        for sentence in sentences.iter().filter(|sentence| sentence.style == Style::Running) {
            for (at, word) in sentence.words.iter().enumerate() {
                match word.shape {
                    Shape::Lower => memory.cases.slot(word.number, Default::default).0 += 1,
                    Shape::Capital if !sentence.opens(at) => {
                        memory.cases.slot(word.number, Default::default).1 += 1;
                    }
                    _ => {}
                }
            }
        }
        memory
    }

    /// Whether the document writes the word of that number small more often than with a capital of its own.
    pub(super) fn is_small(&self, word: u64) -> bool {
        self.cases.get(word).is_some_and(|&(small, capital)| small > capital)
    }

    /// The type of the name of that number that the document has shown with good evidence.
    pub(super) fn name(&self, name: u64) -> Option<(EntityType, Strength)> {
        self.names.get(name).copied()
    }

    /// Counts a name's evidence towards its type.
    pub(super) fn vote(&mut self, name: u64, entity_type: EntityType, strength: Strength) {
        let weight = match strength {
            Strength::Weak => 1,
            Strength::Fair => 4,
            Strength::Strong => 12,
        };
        self.votes.slot(name, Default::default)[entity_type as usize] += weight;
    }

    /// Counts candidates, then settles one type for each name: the one with most evidence, ties in the order of
    /// [`EntityType::ALL`]. Names with weak evidence only are not remembered.
    pub(super) fn settle<'c>(&mut self, candidates: impl Iterator<Item = &'c Candidate>) {
        for candidate in candidates {
            self.vote(candidate.number, candidate.entity_type, candidate.strength);
        }
        for &(name, votes) in self.votes.entries() {
            let mut best = (EntityType::Person, 0);
            for entity_type in EntityType::ALL {
                if votes[entity_type as usize] > best.1 {
                    best = (entity_type, votes[entity_type as usize]);
                }
            }
            let strength = match best.1 {
                0..4 => continue,
                4..12 => Strength::Fair,
                _ => Strength::Strong,
            };
            *self.names.slot(name, || (best.0, strength)) = (best.0, strength);
        }
    }

    /// Remembers a name without counting, unless the name is known.
    pub(super) fn remember(&mut self, name: u64, entity_type: EntityType, strength: Strength) {
        self.names.slot(name, || (entity_type, strength));
    }
}
