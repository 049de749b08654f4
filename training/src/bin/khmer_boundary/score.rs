//! Precision, recall and F1 of words: a word counts only if both its ends are right.

use std::collections::BTreeSet;

use saksi::text::khmer::boundary::{Boundaries, Model};

use crate::data::Line;

/// The F1 of the words that a model finds in these lines. White space is no word.
pub(crate) fn f1(model: &Model, lines: &[Line]) -> f64 {
    let (mut right, mut found, mut expected) = (0, 0, 0);
    for line in lines {
        let ends: BTreeSet<u32> = Boundaries::with(model, &line.text).ends().iter().copied().collect();
        let (ours, theirs) = (words(&line.text, &ends), words(&line.text, &line.ends));
        right += ours.intersection(&theirs).count();
        found += ours.len();
        expected += theirs.len();
    }
    2.0 * right as f64 / (found + expected).max(1) as f64
}

fn words(text: &str, ends: &BTreeSet<u32>) -> BTreeSet<(u32, u32)> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts
        .zip(ends.iter().copied())
        .filter(|&(from, to)| !text[from as usize..to as usize].trim().is_empty())
        .collect()
}
