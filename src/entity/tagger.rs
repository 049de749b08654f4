//! Finds candidate names in a sentence of a script with capitals, and gives each a type.
//!
//! Input is one sentence with what is known of its words and of the document; output is spans with types, without
//! overlap, in order. The sentence is cut by dynamic programming into names and other words so that the sum of the
//! scores of its names is greatest (a semi-Markov model; Sarawagi and Cohen, 2004). Here the scores come from rules
//! over lists, head words and cues: `rules`. They are worked out once; what the document's names say is added each
//! time a sentence is tagged. A trained model takes their place without touching the rest: who calls [`tag`] sees only
//! [`Candidate`]s.
//!
//! Left out on purpose: resolution (`within`, `across`), the pack (`pack`), Khmer (`khmer`).

use super::lists::{Kind, Lists};
use super::memory::Memory;
use super::rules::{Found, Reading};
use super::word::{Gap, Shape, Word, key_of, number_of, words};
use super::{EntityType, title};
use crate::text::TextRange;

/// A span that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Where it stands.
    pub(super) range: TextRange,
    /// What it seems to name.
    pub(super) entity_type: EntityType,
    /// How good the evidence is.
    pub(super) strength: Strength,
    /// The folded name.
    pub(super) key: String,
    /// The number of the key.
    pub(super) number: u64,
}

/// How good the evidence for a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Capitals alone.
    Weak,
    /// A given name, a head word, a preposition.
    Fair,
    /// A list, a title, a definition.
    Strong,
}

/// How the capitals of a sentence are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Capitals mark names.
    Running,
    /// A headline In Title Case: capitals say nothing.
    Headline,
    /// A LINE IN CAPITALS.
    Capitals,
}

/// A sentence, ready to tag.
#[derive(Clone, Debug)]
pub(super) struct Sentence<'t> {
    /// Its words.
    pub(super) words: Vec<Word<'t>>,
    /// What the lists and the document know of each word.
    pub(super) kinds: Vec<Kind>,
    /// How its capitals are to be read.
    pub(super) style: Style,
}

impl<'t> Sentence<'t> {
    /// Prepares the sentence that stands at `range` of a text that may be French.
    pub(super) fn new(text: &'t str, range: TextRange, french: bool, lists: &Lists) -> Self {
        let words = words(text, range);
        let mut kinds: Vec<Kind> = words.iter().map(|word| lists.kind_of(word.number)).collect();
        // `Secretary of State`, `Minister of Justice`: the words after the title belong to it.
        for at in 2..words.len() {
            if matches!(&*words[at - 2].key, "secretary")
                && words[at - 1].key == "of"
                && words[at].key == "state"
            {
                kinds[at - 1] = Kind::TITLE;
                kinds[at] = Kind::TITLE;
            }
        }
        title::mark(&words, &mut kinds, french);
        let style = style(&words, &kinds, range.of(text).trim_end().ends_with(['.', '!', ',', ';']));
        Self { words, kinds, style }
    }

    /// Which words stand in a range: the first, and the one after the last.
    pub(super) fn span(&self, range: TextRange) -> (usize, usize) {
        let start = self.words.partition_point(|word| word.range.start < range.start);
        let end = self.words.partition_point(|word| word.range.start < range.end);
        (start, end.max(start))
    }

    /// Whether the capital of the word at `at` may be due to its place.
    pub(super) fn opens(&self, at: usize) -> bool {
        matches!(self.words[at].gap, Gap::Other | Gap::Colon | Gap::Quote | Gap::Open)
    }
}

fn style(words: &[Word<'_>], kinds: &[Kind], ended: bool) -> Style {
    let (mut capital, mut upper, mut small, mut plain) = (0, 0, 0, 0);
    for (word, kind) in words.iter().zip(kinds) {
        match word.shape {
            Shape::Upper => upper += 1,
            Shape::Capital => {
                capital += 1;
                plain += usize::from(kind.any(Kind::COMMON));
            }
            Shape::Lower if !kind.any(Kind::FUNCTION.or(Kind::LINK)) => small += 1,
            Shape::Lower | Shape::Initial | Shape::Number => {}
        }
    }
    if upper >= 3 && upper > 2 * (capital + small) {
        Style::Capitals
    } else if !ended && capital + upper >= 4 && plain >= 2 && small * 6 <= capital {
        Style::Headline
    } else {
        Style::Running
    }
}

/// The names of a sentence, in order, without overlap. `readings` are those that
/// [`super::rules::readings`] gives it.
pub(super) fn tag(sentence: &Sentence<'_>, readings: &[Reading], memory: &Memory) -> Vec<Candidate> {
    if readings.is_empty() {
        return Vec::new();
    }
    let count = sentence.words.len();
    // best[i]: the greatest score of the first i words, and the name that ends there, if one does.
    let mut best: Vec<(i32, Option<(usize, Found)>)> = Vec::with_capacity(count + 1);
    best.push((0, None));
    let mut rest = readings;
    for end in 1..=count {
        let mut top = (best[end - 1].0, None);
        while let Some((reading, after)) = rest.split_first().filter(|(reading, _)| reading.end == end) {
            rest = after;
            if let Some(found) = reading.best(sentence.style, memory) {
                let sum = best[reading.start].0 + found.score;
                // Of equals the longer, which comes later.
                if sum >= top.0 {
                    top = (sum, Some((reading.start, found)));
                }
            }
        }
        best.push(top);
    }
    let mut names = Vec::new();
    let mut end = count;
    while end > 0 {
        if let Some((start, found)) = best[end].1 {
            let words = &sentence.words[start..end];
            if let (Some(first), Some(last)) = (words.first(), words.last()) {
                names.push(Candidate {
                    range: TextRange { start: first.range.start, end: last.range.end },
                    entity_type: found.entity_type,
                    strength: found.strength,
                    key: key_of(words),
                    number: number_of(words),
                });
            }
            end = start;
        } else {
            end -= 1;
        }
    }
    names.reverse();
    names
}
